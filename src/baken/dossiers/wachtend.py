"""Deelbesluiten that wait for a colleague: who may agree sees and hears that; nobody else learns that there are any."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from django.db.models import Exists, OuterRef

from baken.dossiers.context import lezing
from baken.dossiers.deelbronnen import leest_hele_pakket
from baken.dossiers.models import Dossier, Verstrekking
from baken.dossiers.querysets import zichtbare_verstrekkingen
from baken.dossiers.services import onderwerp_verstrekking
from baken.dossiers.soorten import Verstrekkingssoort
from baken.dossiers.tasks import bericht_wacht_op_akkoord
from baken.dossiers.verloop import Verstrekkingsstatus
from baken.organisaties.besluit import Wie, decide, rechten_voor
from baken.organisaties.models import Medewerker
from baken.organisaties.rollen import ONTVANGENDE_ROLLEN
from baken.organisaties.selectors import medewerkers_met_rol, wie

RECHT = "delen.akkoord"
NIEMAND_IN_TEAM = "Niemand kan dit nu lezen en akkoord geven. Zet eerst een collega in het team."
NIEMAND = "Niemand kan dit nu lezen en akkoord geven. Vraag uw beheerder om een collega met deze taak."
MEESTE = 25  # so many fit on the start page; the longest waiting come first


@lezing
def wachtend_op(door: Wie) -> list[Verstrekking]:
    """Return the deelbesluiten to which this person may agree, the longest waiting first, without content.

    Never what this person made, and never a packet of which some part is not for this person's task. No query for who
    agrees to nothing; otherwise a few for each that waits.
    """
    if not rechten_voor(door, RECHT):
        return []
    rijen = (
        Verstrekking.objects.filter(
            zichtbare_verstrekkingen(door, RECHT),
            Exists(
                Dossier.objects.filter(
                    pk=OuterRef("dossier_id"), organisatie_id=door.organisatie_id, verpakte_sleutel__isnull=False
                )
            ),
            soort=Verstrekkingssoort.DEELBESLUIT,
            status=Verstrekkingsstatus.WACHT_OP_AKKOORD,
            goedgekeurd_door=None,
        )
        .exclude(klaargezet_door_id=door.medewerker_id)
        .select_related("dossier")
        .defer("pakket", "doel", "verantwoording")
        .order_by("klaargezet_op", "pk")
    )
    return list(islice((v for v in rijen if leest_hele_pakket(door, v, v.dossier)), MEESTE))


def vraag_akkoord(deelbesluit: Verstrekking) -> None:
    """Mail who may agree to a deelbesluit that waits, without any content; inside the caller's transaction."""
    for medewerker in _wie_kan(deelbesluit):
        bericht_wacht_op_akkoord.enqueue(medewerker.pk)


def waarom_niemand(deelbesluit: Verstrekking) -> str:
    """Return the sentence that nobody can agree to a deelbesluit now; empty when somebody can.

    At most a few queries for each colleague until the first who can.
    """
    if any(True for _medewerker in _wie_kan(deelbesluit)):
        return ""
    return NIEMAND_IN_TEAM if deelbesluit.dossier.afgeschermd else NIEMAND


def waarom_niemand_uit(dossier: Dossier, *, door: Wie) -> str:
    """Return the same, before anything was chosen, of what this person would share from a dossier."""
    nieuw = Verstrekking(
        dossier=dossier,
        afzender_id=door.organisatie_id,
        klaargezet_door_id=door.medewerker_id,
        soort=Verstrekkingssoort.DEELBESLUIT,
        status=Verstrekkingsstatus.WACHT_OP_AKKOORD,
    )
    return waarom_niemand(nieuw)


def _wie_kan(deelbesluit: Verstrekking) -> Iterator[Medewerker]:
    """Return who may agree to it: never its maker, and only who may read all of it."""
    collegas = medewerkers_met_rol(deelbesluit.afzender_id, ONTVANGENDE_ROLLEN)
    for medewerker in collegas.exclude(pk=deelbesluit.klaargezet_door_id):
        ander = wie(medewerker, tweede_factor=True)  # before anybody agrees, the second factor is asked
        mag = decide(ander, RECHT, onderwerp_verstrekking(ander, deelbesluit)).toegestaan
        if mag and leest_hele_pakket(ander, deelbesluit, deelbesluit.dossier):
            yield medewerker
