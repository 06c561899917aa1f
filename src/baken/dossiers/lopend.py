"""What runs on a deelbesluit: reading along begins when its receiver takes it on, and ends in one of several ways.

Whoever read along hears that it ended, without a word of what it was about.
"""

from __future__ import annotations

from datetime import datetime, time

from django.db import transaction

from baken.dossiers import verstrekken
from baken.dossiers.context import organisatiecontext
from baken.dossiers.models import Dossier, Dossiertoegang, Verstrekking
from baken.dossiers.slot import zet_op_dossier
from baken.dossiers.soorten import Verstrekkingssoort
from baken.dossiers.tasks import bericht_meelezen_gestopt
from baken.dossiers.verloop import VERLOOP, Verstrekkingsstatus
from baken.dossiers.verstrekken import noteer_stap
from baken.kern import journaal, klok
from baken.kern.achtergrond import periodiek, taak
from baken.kern.journaal import Spoor
from baken.organisaties.besluit import Wie
from baken.organisaties.models import Organisatie

S = Verstrekkingsstatus
NIET_WEG = (S.WACHT_OP_AKKOORD, S.KLAARGEZET)  # made, and not given yet


def geef_toegang(deelbesluit: Verstrekking) -> Dossiertoegang | None:
    """Let the receiver read along from today, inside the transaction in which it accepted. None: only the packet.

    The row is the owner's, and so is its line: written in the context of the sender.
    """
    if not deelbesluit.live or deelbesluit.beeindigd_op is not None or deelbesluit.geldig_tot is None:
        return None
    if deelbesluit.geldig_tot <= klok.vandaag():
        return None
    with organisatiecontext(deelbesluit.afzender_id):
        toegang = Dossiertoegang.objects.create(
            dossier_id=deelbesluit.dossier_id,
            organisatie_id=deelbesluit.ontvanger_id,
            dossier_organisatie_id=deelbesluit.afzender_id,
            verstrekking=deelbesluit,
            grondslag_id=deelbesluit.grondslag_id,
            doel="meelezen op een deelbesluit",
            veldgroepen=deelbesluit.veldgroepen,
            delen=deelbesluit.delen,
            geldig_van=klok.vandaag(),
            geldig_tot=deelbesluit.geldig_tot,
        )
        journaal.noteer(
            Spoor(None, "deelnemer", deelbesluit.afzender_id),
            "toegang.gegeven",
            deelbesluit.dossier_id,
            grondslag=deelbesluit.grondslag.code,
            inhoud={"verstrekking": str(deelbesluit.pk), "organisatie": deelbesluit.ontvanger_id},
        )
    return toegang


def sluit_toegang(deelbesluit: Verstrekking) -> None:
    """Let reading along on a deelbesluit end today, inside the caller's transaction as its sender; its reader hears."""
    loopt = deelbesluit.toegangen.filter(geldig_tot__gt=klok.vandaag())
    if loopt.update(geldig_tot=klok.vandaag()):
        bericht_meelezen_gestopt.enqueue(deelbesluit.ontvanger_id, deelbesluit.pk)


def beeindig(deelbesluit: Verstrekking, *, reden: str, door: Wie) -> None:
    """End a deelbesluit, inside the caller's transaction. The caller asked decide() and locked it."""
    verstrekken.vul_verantwoording_aan(deelbesluit, reden_einde=reden.strip())
    if deelbesluit.status in {*NIET_WEG, S.VERZONDEN} and not (
        deelbesluit.buiten_baken and deelbesluit.status == S.VERZONDEN
    ):
        VERLOOP.eis(S(deelbesluit.status), S.INGETROKKEN)
        deelbesluit.status = S.INGETROKKEN
    deelbesluit.beeindigd_op = klok.nu()
    deelbesluit.save(update_fields=["status", "beeindigd_op", "verantwoording"])
    sluit_toegang(deelbesluit)
    noteer_stap(door, "deelbesluit.beeindigd", deelbesluit)


def beeindig_alle(dossier: Dossier, *, reden: str, door: Wie) -> int:
    """End what runs on a dossier whose work is done, inside the caller's transaction. Returns how many ended.

    The caller asked decide() for its own act.
    """
    zet_op_dossier(dossier.pk)
    rijen = Verstrekking.objects.select_for_update(of=("self",)).filter(
        dossier=dossier,
        soort=Verstrekkingssoort.DEELBESLUIT,
        beeindigd_op=None,
        status__in=[*NIET_WEG, S.VERZONDEN, S.ONTVANGEN, S.GEACCEPTEERD],
    )
    gevonden = list(rijen.select_related("grondslag").order_by("pk"))
    for deelbesluit in gevonden:
        beeindig(deelbesluit, reden=reden, door=door)
    return len(gevonden)


@taak
def sluit_afgelopen() -> int:
    """End reading along whose last day passed, so that its reader hears of it once. Returns how many ended."""
    organisaties = Organisatie.objects.order_by("pk").values_list("pk", flat=True)
    return sum(_sluit_afgelopen_van(organisatie_id) for organisatie_id in organisaties)


def _sluit_afgelopen_van(organisatie_id: int) -> int:
    """Do that for one sender, in its own context and transaction."""
    with transaction.atomic(), organisatiecontext(organisatie_id):
        voorbij = Verstrekking.objects.select_for_update(of=("self",)).filter(
            afzender_id=organisatie_id,
            live=True,
            status=S.GEACCEPTEERD,
            beeindigd_op=None,
            geldig_tot__lte=klok.vandaag(),
        )
        gevonden = list(voorbij.select_related("grondslag").order_by("pk"))
        for deelbesluit in gevonden:
            assert deelbesluit.geldig_tot is not None  # the filter above
            deelbesluit.beeindigd_op = datetime.combine(deelbesluit.geldig_tot, time(), tzinfo=klok.TIJDZONE)
            deelbesluit.save(update_fields=["beeindigd_op"])
            journaal.noteer(
                Spoor(None, "systeem", organisatie_id),
                "deelbesluit.beeindigd",
                deelbesluit.dossier_id,
                grondslag=deelbesluit.grondslag.code,
                inhoud={"verstrekking": str(deelbesluit.pk)},
            )
            bericht_meelezen_gestopt.enqueue(deelbesluit.ontvanger_id, deelbesluit.pk)
        return len(gevonden)


def meld_aan() -> None:
    """Register when it runs."""
    periodiek("dossiers.meelezen", sluit_afgelopen, om=time(6, 0))
