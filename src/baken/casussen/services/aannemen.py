"""Accepting a verstrekking opens the casus: the upper service calls the lower one in its own transaction."""

from __future__ import annotations

import uuid

from baken.casussen.models import Casus, Casusbron
from baken.casussen.rules.regie import route_bij
from baken.casussen.verloop import OPEN
from baken.dossiers import verstrekken
from baken.dossiers.context import handeling
from baken.dossiers.deelbesluiten import geef_toegang
from baken.dossiers.models import Dossiersoort, Verstrekking
from baken.dossiers.pakketinhoud import nieuw_in
from baken.dossiers.services import leg_inhoud_vast, open_dossier, sleutel_van, voeg_lid_toe
from baken.dossiers.soorten import Verstrekkingssoort
from baken.kern import journaal, klok
from baken.organisaties.besluit import Wie
from baken.organisaties.selectors import organisatie
from baken.signalen.models import Nummersoort, Signaal
from baken.signalen.nummers import volgend_nummer
from baken.signalen.services import overnemen
from baken.signalen.services.nieuws import merk_antwoord


@handeling("verstrekkingen.beantwoorden")
def accepteer(*, verstrekking_id: uuid.UUID, door: Wie) -> Casus | Signaal | None:
    """Accept a packet: the casus opens with its own dossier, and the packet's persons and places are copied into it.

    Who accepts is in its team; with process direction that person directs. A packet that asks for the process
    direction of what is worked on already opens no second casus: that one gets its director and a bron more. A packet
    for another gemeente opens no casus but a signaal, for its aandachtsfunctionaris to assess. A deelbesluit opens
    none either: work in the sender's dossier is shared, so its packet comes in and reading along begins (None).

    Raises NietGevondenError, NietToegestaanError, OvergangNietToegestaanError (already answered or taken back).
    """
    verstrekking = verstrekken.haal(door, verstrekking_id, slot=True)
    if verstrekking.soort == Verstrekkingssoort.DEELBESLUIT:
        verstrekken.accepteer(verstrekking, door=door)
        geef_toegang(verstrekking)
        return None
    if overnemen.opent_signaal(verstrekking):
        return overnemen.neem_over(verstrekking, door=door)
    verstrekken.accepteer(verstrekking, door=door)
    casus = _lopende_casus(verstrekking) if verstrekking.procesregie else None
    eerder = [] if casus is None else [b.verstrekking for b in casus.bronnen.select_related("verstrekking")]
    inhoud = {"verstrekking": str(verstrekking.pk)}
    if casus is None:
        casus = open_casus(verstrekking, door=door)
        journaal.noteer(door.spoor(), "casus.geopend", casus.dossier_id, inhoud=inhoud)
    else:
        casus.procesregisseur_id = door.medewerker_id
        casus.versie += 1
        casus.save(update_fields=["procesregisseur", "versie"])
        journaal.noteer(door.spoor(), "casus.regie", casus.dossier_id, inhoud=inhoud)
    Casusbron.objects.create(casus=casus, verstrekking=verstrekking, op=klok.nu())
    _neem_over(casus, verstrekking, [v for v in eerder if v.pakket_sleutel is not None])
    voeg_lid_toe(casus.dossier, door.medewerker_id)
    merk_antwoord(verstrekking, door=door)
    return casus


def stel_casus_op(verstrekking: Verstrekking, *, door: Wie) -> Casus:
    """Return the casus of an accepted packet with its dossier and number; the casus itself is not stored yet."""
    dossier, _sleutel = open_dossier(Dossiersoort.CASUS, verstrekking.ontvanger_id)
    return Casus(
        dossier=dossier,
        organisatie_id=verstrekking.ontvanger_id,
        nummer=volgend_nummer(verstrekking.ontvanger_id, Nummersoort.CASUS, klok.vandaag()),
        route=route_bij(organisatie(verstrekking.ontvanger_id).soort),
        procesregisseur_id=door.medewerker_id if verstrekking.procesregie else None,
        geopend_op=klok.nu(),
    )


def open_casus(verstrekking: Verstrekking, *, door: Wie) -> Casus:
    """Store the casus of an accepted packet, inside the caller's transaction."""
    casus = stel_casus_op(verstrekking, door=door)
    casus.save(force_insert=True)
    return casus


def _neem_over(casus: Casus, verstrekking: Verstrekking, eerder: list[Verstrekking]) -> None:
    """Copy the persons and places of a packet that are not there yet."""
    personen, plaatsen = nieuw_in(verstrekken.open_pakket(verstrekking), [verstrekken.open_pakket(v) for v in eerder])
    al = casus.dossier.betrokkenen.count() if eerder else 0
    leg_inhoud_vast(casus.dossier, sleutel_van(casus.dossier), personen, plaatsen, al=al)


def _lopende_casus(verstrekking: Verstrekking) -> Casus | None:
    """Return the open casus of the receiver on the same dossier of the sender, or None. One query."""
    bron = Casusbron.objects.filter(verstrekking__dossier_id=verstrekking.dossier_id)
    return (
        Casus.objects.select_for_update(of=("self",))
        .select_related("dossier")
        .filter(pk__in=bron.values("casus_id"), organisatie_id=verstrekking.ontvanger_id, status__in=OPEN)
        .first()
    )


@handeling("verstrekkingen.antwoord_invoeren")
def voer_acceptatie_in(*, verstrekking_id: uuid.UUID, door: Wie, tekst: str = "") -> Verstrekking:
    """Type in that a receiver outside Baken took it on. Its casus lives in its own system, so none opens here.

    tekst: what was said, kept as the first message; empty when nothing more was said.
    """
    verstrekking = verstrekken.accepteer(verstrekken.haal(door, verstrekking_id, slot=True), door=door)
    if tekst.strip():
        verstrekken.meld_voortgang(verstrekking, tekst=tekst, door=door)
    return verstrekking
