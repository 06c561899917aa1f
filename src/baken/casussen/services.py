"""Accepting a verstrekking opens the casus: the upper service calls the lower one in its own transaction."""

from __future__ import annotations

import uuid

from baken.casussen.models import Casus
from baken.casussen.verloop import Casusstatus
from baken.dossiers import verstrekken
from baken.dossiers.context import handeling
from baken.dossiers.models import Dossiersoort, Verstrekking
from baken.dossiers.services import open_dossier
from baken.kern import journaal, klok
from baken.organisaties.besluit import Wie
from baken.signalen.models import Signaal
from baken.signalen.services import overnemen
from baken.signalen.services.nieuws import merk_antwoord


@handeling("verstrekkingen.beantwoorden")
def accepteer(*, verstrekking_id: uuid.UUID, door: Wie) -> Casus | Signaal:
    """Accept a packet: the casus opens with its own dossier; who accepts with process direction directs.

    A packet that asks for the process direction of what is worked on already opens no second casus: that one gets
    its director. A packet for another gemeente opens no casus but a signaal, for its aandachtsfunctionaris to assess.

    Raises NietGevondenError, NietToegestaanError, OvergangNietToegestaanError (already answered or taken back).
    """
    verstrekking = verstrekken.haal(door, verstrekking_id, slot=True)
    if overnemen.opent_signaal(verstrekking):
        return overnemen.neem_over(verstrekking, door=door)
    verstrekken.accepteer(verstrekking, door=door)
    if verstrekking.procesregie and (bestaand := _lopende_casus(verstrekking)):
        bestaand.procesregisseur_id = door.medewerker_id
        bestaand.save(update_fields=["procesregisseur"])
        journaal.noteer(door.spoor(), "casus.regie", bestaand.dossier_id, inhoud={"verstrekking": str(verstrekking.pk)})
        merk_antwoord(verstrekking, door=door)
        return bestaand
    dossier, _ = open_dossier(Dossiersoort.CASUS, verstrekking.ontvanger_id)
    casus = Casus.objects.create(
        dossier=dossier,
        organisatie_id=verstrekking.ontvanger_id,
        verstrekking=verstrekking,
        procesregisseur_id=door.medewerker_id if verstrekking.procesregie else None,
        geopend_op=klok.nu(),
    )
    journaal.noteer(door.spoor(), "casus.geopend", dossier.pk, inhoud={"verstrekking": str(verstrekking.pk)})
    merk_antwoord(verstrekking, door=door)
    return casus


def _lopende_casus(verstrekking: Verstrekking) -> Casus | None:
    """Return the open casus of the receiver on the same dossier of the sender, or None. One query."""
    return (
        Casus.objects.select_for_update(of=("self",))
        .filter(
            organisatie_id=verstrekking.ontvanger_id,
            verstrekking__dossier_id=verstrekking.dossier_id,
            status=Casusstatus.OPEN,
        )
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
