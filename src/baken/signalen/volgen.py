"""What a reporter sees with the receipt code: state, feedback and messages; nothing else.

The code is the key: right codes are always answered, only misses are throttled, over all visitors together and in
the database, because a whole town hall is one network address and limits in memory are per process.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F

from baken.dossiers.context import organisatiecontext, sleutelcontext
from baken.kern import journaal, klok, versleuteling
from baken.kern.fouten import NietGevondenError, TeVeelPogingenError
from baken.kern.journaal import Spoor
from baken.kern.ontvangstcode import normaliseer_code
from baken.signalen.inhoud import OpenBericht, open_berichten
from baken.signalen.models import Misser, Ontvangstcode, Signaal
from baken.signalen.rules.terugkoppeling import Bericht as Vaste_tekst
from baken.signalen.rules.terugkoppeling import tekst
from baken.signalen.services.behandelen import antwoord
from baken.signalen.services.terugkoppelen import tekst_van
from baken.signalen.verloop import Status

MISSERS_PER_MINUUT = 30


@dataclass(frozen=True)
class Stand:
    """What the reporter reads."""

    tekst: str
    hoort_voor: date | None
    terugkoppelingen: tuple[tuple[date, str], ...]
    berichten: tuple[OpenBericht, ...]
    kan_schrijven: bool
    vraag: bool = False  # a question waits for an answer of the reporter


def _zoek(code: str) -> Ontvangstcode | None:
    genormaliseerd = normaliseer_code(code)
    if genormaliseerd is None:
        return None
    indexen = versleuteling.code_indexen(genormaliseerd)
    with sleutelcontext(codes=indexen):
        return Ontvangstcode.objects.filter(code_index__in=indexen).first()


def zoek_op_code(code: str) -> Ontvangstcode:
    """Return the row of a receipt code.

    Raises NietGevondenError for a wrong code, and TeVeelPogingenError when there were too many wrong ones
    in this minute.
    """
    gevonden = _zoek(code)
    if gevonden is not None:
        return gevonden
    minuut = klok.nu().replace(second=0, microsecond=0)
    with transaction.atomic():
        rij, nieuw = Misser.objects.get_or_create(minuut=minuut, defaults={"aantal": 1})
        if not nieuw:
            Misser.objects.filter(pk=rij.pk).update(aantal=F("aantal") + 1)
        Misser.objects.filter(minuut__lt=minuut - timedelta(days=1)).delete()
    if not nieuw and rij.aantal >= MISSERS_PER_MINUUT:
        raise TeVeelPogingenError(60)
    raise NietGevondenError


def _signaal(rij: Ontvangstcode, *, slot: bool = False) -> Signaal:
    rijen = Signaal.objects.select_related("dossier")
    if slot:
        rijen = rijen.select_for_update(of=("self",))
    return rijen.get(dossier_id=rij.dossier_id)


def stand_van(signaal: Signaal) -> Stand:
    """Return what the reporter may read of a signaal, and mark the messages as read. The caller proved who asks."""
    open_ = signaal.teruggekoppeld_op is None and signaal.status != Status.INGETROKKEN
    vraag = signaal.status == Status.WACHT_OP_MELDER
    if vraag:
        regel = f"{tekst(Vaste_tekst.VRAAG)} U leest de vraag hieronder."
    elif signaal.status == Status.ONTVANGEN:
        regel = tekst(Vaste_tekst.ONTVANGEN, datum=signaal.terugkoppelen_voor)
    elif open_:
        regel = tekst(Vaste_tekst.IN_BEOORDELING, datum=signaal.terugkoppelen_voor)
    elif signaal.status == Status.INGETROKKEN:
        regel = "U hebt dit signaal ingetrokken."
    else:
        regel = "U hebt een terugkoppeling gekregen. U leest die hieronder."
    signaal.berichten.filter(van_melder=False, gelezen_op=None).update(gelezen_op=klok.nu())
    return Stand(
        tekst=regel,
        hoort_voor=signaal.terugkoppelen_voor if open_ else None,
        terugkoppelingen=tuple(
            (t.op.astimezone(klok.TIJDZONE).date(), tekst_van(t, signaal)) for t in signaal.terugkoppelingen.all()
        ),
        berichten=tuple(open_berichten(signaal)),
        kan_schrijven=signaal.status != Status.INGETROKKEN,
        vraag=vraag,
    )


def volg(code: str) -> Stand:
    """Return state, feedback and messages for a receipt code. Raises as zoek_op_code."""
    rij = zoek_op_code(code)
    with transaction.atomic(), organisatiecontext(rij.organisatie_id):
        signaal = _signaal(rij)
        journaal.noteer(Spoor(None, "melder", rij.organisatie_id), "signaal.gevolgd", signaal.dossier_id)
        return stand_van(signaal)


def schrijf_als_melder(code: str, bericht: str, *, formulier: UUID | None = None) -> Stand:
    """Send a message to the aandachtsfunctionaris with a receipt code; a waiting signaal is taken up again.

    formulier: the id of the form it was typed in, so that sending it twice gives one message.
    Raises as zoek_op_code, OngeldigeInvoerError.
    """
    rij = zoek_op_code(code)
    with transaction.atomic(), organisatiecontext(rij.organisatie_id):
        signaal = _signaal(rij, slot=True)
        if antwoord(signaal, bericht, formulier=formulier):
            journaal.noteer(Spoor(None, "melder", rij.organisatie_id), "signaal.antwoord", signaal.dossier_id)
        return stand_van(signaal)
