"""What runs on a deelbesluit: reading along begins when its receiver takes it on, and ends in one of several ways.

Whoever read along hears that it ended, without a word of what it was about.
"""

from __future__ import annotations

from datetime import date, time, timedelta

from django.db import transaction
from django.db.models import QuerySet

from baken.dossiers import verstrekken
from baken.dossiers.context import organisatiecontext
from baken.dossiers.deelname import oordeel
from baken.dossiers.models import Dossier, Dossiertoegang, Verstrekking
from baken.dossiers.slot import zet_op_dossier
from baken.dossiers.soorten import Verstrekkingssoort
from baken.dossiers.tasks import bericht_meelezen_gestopt
from baken.dossiers.verloop import VERLOOP, Verstrekkingsstatus
from baken.dossiers.verstrekken import noteer_stap
from baken.kern import journaal, klok
from baken.kern.achtergrond import periodiek, taak
from baken.kern.journaal import Spoor
from baken.kern.models import Journaalregel
from baken.organisaties.besluit import Wie
from baken.organisaties.models import Organisatie

S = Verstrekkingsstatus
VERVALLEN = "deelbesluit.meelezen_vervallen"
HOOGSTENS = timedelta(days=7)  # what stopped longer ago is not told any more; our own choice, no source
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


def lopende_van(dossier: Dossier) -> QuerySet[Verstrekking]:
    """Return the deelbesluiten that end when the work on a dossier is done. The caller asked decide()."""
    return Verstrekking.objects.filter(
        dossier=dossier,
        soort=Verstrekkingssoort.DEELBESLUIT,
        beeindigd_op=None,
        status__in=[*NIET_WEG, S.VERZONDEN, S.ONTVANGEN, S.GEACCEPTEERD],
    )


def beeindig_alle(dossier: Dossier, *, reden: str, door: Wie) -> int:
    """End what runs on a dossier whose work is done, inside the caller's transaction. Returns how many ended.

    The caller asked decide() for its own act.
    """
    zet_op_dossier(dossier.pk)
    rijen = lopende_van(dossier).select_for_update(of=("self",))
    gevonden = list(rijen.select_related("grondslag").order_by("pk"))
    for deelbesluit in gevonden:
        beeindig(deelbesluit, reden=reden, door=door)
    return len(gevonden)


@taak
def sluit_afgelopen() -> int:
    """Tell, once, who read along that it ended without anybody's act: its last day, or that of its basis, passed.

    Returns of how many the last day passed or the basis lapsed.
    """
    organisaties = Organisatie.objects.order_by("pk").values_list("pk", flat=True)
    return sum(_sluit_afgelopen_van(organisatie_id) for organisatie_id in organisaties)


def _sluit_afgelopen_van(organisatie_id: int) -> int:
    """Do that for one sender, in its own context and transaction."""
    with transaction.atomic(), organisatiecontext(organisatie_id):
        rijen = Verstrekking.objects.select_for_update(of=("self",)).filter(
            afzender_id=organisatie_id, live=True, status=S.GEACCEPTEERD, beeindigd_op=None
        )
        gevonden = rijen.select_related("grondslag", "afspraak", "toestemming", "afzender", "ontvanger").order_by("pk")
        return sum(_sluit_of_meld(deelbesluit) for deelbesluit in gevonden.defer("pakket"))


def _sluit_of_meld(deelbesluit: Verstrekking) -> bool:
    """Close one of which the last day passed; tell its reader when reading along stopped. Returns whether either was.

    A basis that lapsed can come back, as an afspraak that is made anew: then the deelbesluit itself goes on, so it is
    only told. What was told stands in the journaal of the sender.
    """
    assert deelbesluit.geldig_tot is not None  # the database asks it of every deelbesluit with reading along
    sinds = _gestopt_op(deelbesluit)
    nieuw = sinds is not None and not _is_gemeld(deelbesluit, sinds)
    voorbij = deelbesluit.geldig_tot <= klok.vandaag()
    if voorbij:
        deelbesluit.beeindigd_op = klok.begin_van(deelbesluit.geldig_tot)
        deelbesluit.save(update_fields=["beeindigd_op"])
    if voorbij or nieuw:
        journaal.noteer(
            Spoor(None, "systeem", deelbesluit.afzender_id),
            "deelbesluit.beeindigd" if voorbij else VERVALLEN,
            deelbesluit.dossier_id,
            grondslag=deelbesluit.grondslag.code,
            inhoud={"verstrekking": str(deelbesluit.pk)},
        )
    if nieuw:
        bericht_meelezen_gestopt.enqueue(deelbesluit.ontvanger_id, deelbesluit.pk)
    return voorbij or nieuw


def _gestopt_op(deelbesluit: Verstrekking) -> date | None:
    """Return the first day on which there is no reading along any more; None while there is, or when it is long ago.

    Long ago: an installation that runs this for the first time does not tell of years back.
    """
    toegang = deelbesluit.toegangen.first()
    if toegang is None:
        return None
    toegang.verstrekking = deelbesluit
    dag, vandaag = klok.vandaag(), klok.vandaag()
    while not oordeel(toegang, klok.begin_van(dag)).open:
        if dag <= vandaag - HOOGSTENS:
            return None
        dag -= timedelta(days=1)
    return None if dag == vandaag else dag + timedelta(days=1)


def _is_gemeld(deelbesluit: Verstrekking, sinds: date) -> bool:
    regels = Journaalregel.objects.filter(
        dossier_id=deelbesluit.dossier_id, handeling=VERVALLEN, tijd__gte=klok.begin_van(sinds)
    )
    return regels.filter(inhoud__inhoud__contains=str(deelbesluit.pk)).exists()


def meld_aan() -> None:
    """Register when it runs."""
    periodiek("dossiers.meelezen", sluit_afgelopen, om=time(6, 0))
