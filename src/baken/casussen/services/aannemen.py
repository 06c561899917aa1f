"""Accepting a verstrekking opens the casus: the upper service calls the lower one in its own transaction."""

from __future__ import annotations

import uuid

from baken.casussen.models import Casus, Casusbron
from baken.casussen.rules.regie import route_bij
from baken.casussen.services.behandelen import haal_met_slot
from baken.casussen.services.regie import eis_regie
from baken.casussen.verloop import OPEN
from baken.dossiers import verstrekken
from baken.dossiers.context import handeling
from baken.dossiers.lopend import geef_toegang
from baken.dossiers.models import Dossiersoort, Verstrekking
from baken.dossiers.pakketinhoud import nieuw_in
from baken.dossiers.services import leden_van, leg_inhoud_vast, open_dossier, sleutel_van, voeg_lid_toe
from baken.dossiers.soorten import Verstrekkingssoort
from baken.kern import journaal, klok
from baken.kern.fouten import NietToegestaanError
from baken.organisaties.besluit import Wie
from baken.organisaties.selectors import organisatie
from baken.signalen.models import Nummersoort, Signaal
from baken.signalen.nummers import volgend_nummer
from baken.signalen.services import overnemen
from baken.signalen.services.nieuws import merk_antwoord
from baken.signalen.services.overnemen import lees_feiten
from baken.signalen.soorten import Antwoord

VAN_HET_TEAM = "Dit pakket hoort bij een afgeschermde casus. Iemand uit het team van die casus neemt het aan."


@handeling("verstrekkingen.beantwoorden")
def accepteer(*, verstrekking_id: uuid.UUID, door: Wie, bij_casus: int | None = None) -> Casus | Signaal | None:
    """Accept a packet: the casus opens with its own dossier, and the packet's persons and places are copied into it.

    Who accepts is in its team; with process direction that person directs, and needs the role of the route. A packet
    that asks for the process direction of what is worked on already opens no second casus: that one gets its director
    and a bron more. So does the casus that somebody chose (bij_casus). A packet for another gemeente opens no casus
    but a signaal, for its aandachtsfunctionaris to assess. A deelbesluit opens none either: work in the sender's
    dossier is shared, so its packet comes in and reading along begins (None).

    Raises VerstrekkingGeweigerdError (its basis ended before it was opened), NietGevondenError, NietToegestaanError
    (also for another role than the route asks, and for a shielded casus of others), OvergangNietToegestaanError
    (already answered or taken back, or the chosen casus is closed).
    """
    verstrekking = verstrekken.haal(door, verstrekking_id, slot=True)
    if verstrekking.soort == Verstrekkingssoort.DEELBESLUIT:
        verstrekken.accepteer(verstrekking, door=door)
        geef_toegang(verstrekking)
        return None
    if overnemen.opent_signaal(verstrekking):
        return overnemen.neem_over(verstrekking, door=door)
    verstrekken.accepteer(verstrekking, door=door)
    casus, gekozen = _lopende_casus(verstrekking) if verstrekking.procesregie else None, False
    if casus is not None and casus.dossier.afgeschermd and door.medewerker_id not in leden_van(casus.dossier):
        raise NietToegestaanError(VAN_HET_TEAM)
    if casus is None and bij_casus is not None:
        casus, gekozen = haal_met_slot(door, bij_casus, "casussen.behandelen"), True
    inhoud = {"verstrekking": str(verstrekking.pk)}
    if casus is None:
        casus = open_casus(verstrekking, door=door)
        journaal.noteer(door.spoor(), "casus.geopend", casus.dossier_id, inhoud=inhoud)
    else:
        _voeg_bij(casus, verstrekking, door=door)
        naam = "casus.pakket_toegevoegd" if gekozen else "casus.regie"
        journaal.noteer(door.spoor(), naam, casus.dossier_id, inhoud=inhoud)
    bronnen = casus.bronnen.filter(verstrekking__dossier_id=verstrekking.dossier_id).select_related("verstrekking")
    eerder = [b.verstrekking for b in bronnen if b.verstrekking.pakket_sleutel is not None]
    Casusbron.objects.create(casus=casus, verstrekking=verstrekking, op=klok.nu())
    _neem_over(casus, verstrekking, eerder)
    voeg_lid_toe(casus.dossier, door.medewerker_id)
    merk_antwoord(verstrekking, door=door)
    return casus


def _voeg_bij(casus: Casus, verstrekking: Verstrekking, *, door: Wie) -> None:
    """Let a casus take a packet more: its forms of exploitation too, and its process direction when it carries it."""
    if verstrekking.procesregie:
        eis_regie(casus, door)
        casus.procesregisseur_id = door.medewerker_id
    vormen = lees_feiten(verstrekken.open_pakket(verstrekking)).vormen
    casus.vormen = [*casus.vormen, *(v for v in vormen if v not in casus.vormen)]
    casus.versie += 1
    casus.save(update_fields=["procesregisseur", "versie", "vormen"])


def stel_casus_op(verstrekking: Verstrekking, *, door: Wie) -> Casus:
    """Return the casus of an accepted packet with its dossier and number; the casus itself is not stored yet.

    The packet says which forms of exploitation it is about, and whether somebody is a minor.
    """
    feiten = lees_feiten(verstrekken.open_pakket(verstrekking))
    dossier, _sleutel = open_dossier(Dossiersoort.CASUS, verstrekking.ontvanger_id)
    return Casus(
        dossier=dossier,
        organisatie_id=verstrekking.ontvanger_id,
        nummer=volgend_nummer(verstrekking.ontvanger_id, Nummersoort.CASUS, klok.vandaag()),
        route=route_bij(organisatie(verstrekking.ontvanger_id).soort),
        procesregisseur_id=door.medewerker_id if verstrekking.procesregie else None,
        vormen=list(feiten.vormen),
        jeugd=feiten.antwoorden.get("minderjarig", Antwoord.ONBEKEND),
        geopend_op=klok.nu(),
    )


def open_casus(verstrekking: Verstrekking, *, door: Wie) -> Casus:
    """Store the casus of an accepted packet, inside the caller's transaction."""
    casus = stel_casus_op(verstrekking, door=door)
    if verstrekking.procesregie:
        eis_regie(casus, door)
    casus.save(force_insert=True)
    return casus


def _neem_over(casus: Casus, verstrekking: Verstrekking, eerder: list[Verstrekking]) -> None:
    """Copy the persons and places of a packet that are not there yet."""
    al = casus.dossier.betrokkenen.count()
    eerst = [verstrekken.open_pakket(v) for v in eerder]
    personen, plaatsen = nieuw_in(verstrekken.open_pakket(verstrekking), eerst, al_hier=al)
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
