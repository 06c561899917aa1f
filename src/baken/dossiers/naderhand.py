"""What a sender records on a packet that is out already: consent taken back, or why nobody takes the place of a no.

The words are sealed with the packet's key beside the rest of its accountability; the receiver never reads them.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from baken.dossiers import toestemmingrijen
from baken.dossiers.lopend import NIET_WEG, sluit_toegang
from baken.dossiers.models import Dossier, Toestemming, Verstrekking
from baken.dossiers.rules import TOESTEMMING
from baken.dossiers.services import eis, onderwerp_verstrekking
from baken.dossiers.tasks import bericht_pakket_beeindigd
from baken.dossiers.verloop import OPEN_BIJ_ONTVANGER, VERLOOP, Verstrekkingsstatus
from baken.dossiers.verstrekken import noteer_stap, open_verantwoording, vul_verantwoording_aan
from baken.kern import klok
from baken.kern.fouten import OngeldigeInvoerError
from baken.keten.rules import MINIMUM_UITLEG
from baken.organisaties.besluit import Wie

_GEVOLGEN: list[Callable[[Verstrekking, bool], None]] = []
WEIGERING = "weigering"  # key in the verantwoording: why nobody takes the place of who refused


@dataclass(frozen=True)
class Intrekking:
    """Consent that was taken back: when, by whom, how it came in, and what was asked of a receiver outside Baken."""

    op: date
    wie: str
    hoe: str
    gevraagd: str = ""


def rust_op_toestemming(verstrekking: Verstrekking) -> bool:
    """Say whether consent is what a verstrekking rests on."""
    return verstrekking.grondslag.soort == TOESTEMMING


def _keur(verstrekking: Verstrekking, intrekking: Intrekking) -> None:
    fouten: dict[str, list[str]] = {}
    if not rust_op_toestemming(verstrekking):
        fouten[""] = ["Dit pakket rust niet op toestemming."]
    if intrekking.op > klok.vandaag():
        fouten["wanneer"] = ["Deze datum ligt in de toekomst. Vul in wanneer de toestemming werd ingetrokken."]
    if intrekking.op < timezone.localtime(verstrekking.klaargezet_op).date():
        fouten["wanneer"] = ["Deze datum ligt voor de dag waarop het pakket klaarstond."]
    if not intrekking.wie.strip():
        fouten["wie"] = ["Vul in wie de toestemming introk."]
    if not intrekking.hoe.strip():
        fouten["hoe"] = ["Vul in hoe u dit hoorde."]
    if verstrekking.buiten_baken and len(intrekking.gevraagd.strip()) < MINIMUM_UITLEG:
        fouten["gevraagd"] = [
            f"Vraag de ontvanger om te stoppen. Schrijf in ten minste {MINIMUM_UITLEG} tekens op hoe u dat deed."
        ]
    if fouten:
        raise OngeldigeInvoerError(fouten)


def trek_toestemming_in(verstrekking: Verstrekking, *, intrekking: Intrekking, door: Wie) -> Verstrekking:
    """End a verstrekking whose consent was taken back: from now nobody reads the packet on it, and its receiver hears.

    What was done with it before stays lawful (AVG art. 7 lid 3). Raises OngeldigeInvoerError,
    OvergangNietToegestaanError (not given yet, refused or taken back).
    """
    eis(door, "verstrekkingen.toestemming_intrekken", onderwerp_verstrekking(door, verstrekking))
    _keur(verstrekking, intrekking)
    _beeindig(
        verstrekking,
        door=door,
        ingetrokken_op=intrekking.op.isoformat(),
        ingetrokken_door=intrekking.wie.strip(),
        ingetrokken_hoe=intrekking.hoe.strip(),
        gevraagd_te_stoppen=intrekking.gevraagd.strip(),
    )
    toestemming = verstrekking.toestemming
    if toestemming is not None and toestemming.ingetrokken_op is None:
        sluit_toestemming(toestemming.dossier, toestemming.pk, reden=intrekking.hoe, door=door)
    return verstrekking


def sluit_toestemming(dossier: Dossier, toestemming_id: uuid.UUID, *, reden: str, door: Wie) -> Toestemming:
    """End a consent and everything that was given on it, inside the caller's transaction.

    The caller asked decide() and locked the dossier. What did not leave yet never leaves; who works outside Baken has
    to be told by people. Raises OvergangNietToegestaanError when the consent was taken back already.
    """
    lopend = Verstrekking.objects.select_for_update(of=("self",)).filter(
        toestemming_id=toestemming_id, status__in=[*NIET_WEG, *OPEN_BIJ_ONTVANGER]
    )
    hangt_eraan = list(lopend.select_related("grondslag").order_by("pk"))
    toestemming = Toestemming.objects.select_for_update(of=("self",)).get(pk=toestemming_id)
    toestemmingrijen.sluit(dossier, toestemming, reden=reden, door=door)
    for verstrekking in hangt_eraan:
        if verstrekking.status in NIET_WEG:
            _neem_terug(verstrekking, door=door)
        else:
            _beeindig(verstrekking, door=door, ingetrokken_op=klok.vandaag().isoformat())
    return toestemming


def trek_klaarstaande_in(dossier: Dossier, *, reden: str, door: Wie) -> int:
    """Take back every packet of a dossier that did not leave yet, inside the caller's transaction.

    A packet is frozen when it is made: what was corrected, erased or restricted since may not go out in it. The caller
    asked decide() for its own act and locked the dossier. reden: kept sealed with the packet. Returns how many were
    taken back.
    """
    rijen = Verstrekking.objects.select_for_update(of=("self",)).filter(dossier=dossier, status__in=NIET_WEG)
    gevonden = list(rijen.select_related("grondslag").order_by("pk"))
    for verstrekking in gevonden:
        vul_verantwoording_aan(verstrekking, reden_einde=reden)
        _neem_terug(verstrekking, door=door)
    return len(gevonden)


def _neem_terug(verstrekking: Verstrekking, *, door: Wie) -> None:
    verstrekking.status = Verstrekkingsstatus.INGETROKKEN
    verstrekking.save(update_fields=["status", "verantwoording"])
    noteer_stap(door, "verstrekking.ingetrokken", verstrekking)
    _laat_volgen(verstrekking, was_klaar=False)


def _beeindig(verstrekking: Verstrekking, *, door: Wie, **woorden: str) -> None:
    """Close a packet, and reading along, because consent was taken back. What happened before stays lawful."""
    was_klaar = verstrekking.status == Verstrekkingsstatus.AFGEROND
    VERLOOP.eis(Verstrekkingsstatus(verstrekking.status), Verstrekkingsstatus.BEEINDIGD)
    vul_verantwoording_aan(verstrekking, **woorden)
    verstrekking.status, verstrekking.afgerond_op = Verstrekkingsstatus.BEEINDIGD, klok.nu()
    if verstrekking.live and verstrekking.beeindigd_op is None:
        verstrekking.beeindigd_op = klok.nu()
    verstrekking.save(update_fields=["status", "afgerond_op", "beeindigd_op", "verantwoording"])
    sluit_toegang(verstrekking)
    gevraagd = bool(woorden.get("gevraagd_te_stoppen"))
    noteer_stap(door, "verstrekking.toestemming_ingetrokken", verstrekking, gevraagd_te_stoppen=gevraagd)
    if not verstrekking.buiten_baken:
        bericht_pakket_beeindigd.enqueue(verstrekking.ontvanger_id)
    _laat_volgen(verstrekking, was_klaar=was_klaar)


def registreer_gevolg(gevolg: Callable[[Verstrekking, bool], None]) -> None:
    """Let an upper package act when a packet ended on its consent (from apps.ready; the same once).

    gevolg: gets the packet and whether its receiver was done with it before.
    """
    if gevolg not in _GEVOLGEN:
        _GEVOLGEN.append(gevolg)


def _laat_volgen(verstrekking: Verstrekking, *, was_klaar: bool) -> None:
    for gevolg in _GEVOLGEN:
        gevolg(verstrekking, was_klaar)


def leg_weigering_uit(verstrekking: Verstrekking, *, reden: str, door: Wie) -> Verstrekking:
    """Record why nobody takes the place of a receiver that refused. Raises OngeldigeInvoerError."""
    eis(door, "verstrekkingen.weigering_uitleggen", onderwerp_verstrekking(door, verstrekking))
    reden = reden.strip()
    if len(reden) < MINIMUM_UITLEG:
        raise OngeldigeInvoerError(
            {"reden": [f"Schrijf in ten minste {MINIMUM_UITLEG} tekens waarom u geen ander kiest."]}
        )
    vul_verantwoording_aan(verstrekking, **{WEIGERING: reden})
    verstrekking.save(update_fields=["verantwoording"])
    noteer_stap(door, "verstrekking.weigering_uitgelegd", verstrekking)
    return verstrekking


def is_uitgelegd(verstrekking: Verstrekking) -> bool:
    """Say whether it was recorded why nobody takes the place; a destroyed packet asks nothing any more."""
    return verstrekking.pakket_sleutel is None or bool(open_verantwoording(verstrekking).get(WEIGERING))
