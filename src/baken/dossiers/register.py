"""The register of disclosures: what an organisation gave to whom, when and on which basis. Never what was in it.

To which organisation a victim goes can tell where she is: who works with dossiers finds no line of a dossier that is
closed to that person. The FG finds them all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from baken.dossiers.context import handeling, lezing
from baken.dossiers.kanten import dichte_dossiers
from baken.dossiers.models import Verstrekking
from baken.dossiers.querysets import zichtbare_verstrekkingen
from baken.dossiers.soorten import Verstrekkingssoort
from baken.dossiers.verloop import Verstrekkingsstatus
from baken.kern import journaal, klok
from baken.kern.fouten import OngeldigeInvoerError
from baken.kern.tabellen import Cel, schrijf_csv
from baken.organisaties.besluit import Wie, rechten_voor
from baken.organisaties.services import eis_organisatie

PER_PAGINA = 50
UITVOEREN = "verstrekkingen.register_export"
GEEN_KENMERK = "Dit is geen kenmerk van een dossier. Een kenmerk is D- met acht tekens, zoals D-1A2B3C4D."
MEESTE = 20_000  # lines of one file; more does not open in a spreadsheet in one go
# Nothing was given before or after these days; asking for more is asking for everything, and has no moment in UTC.
EERSTE, LAATSTE = date(1900, 1, 1), date(9999, 1, 1)
KOLOMMEN = (
    "Kenmerk",
    "Dossier",
    "Soort",
    "Aan",
    "Grondslag",
    "Afspraak",
    "Gegevens",
    "Over wie",
    "Stand",
    "Opgesteld",
    "Verzonden",
    "Besloten",
    "Meelezen tot",
    "Beëindigd",
    "Vier ogen",
)


@dataclass(frozen=True)
class Registerregel:
    """One disclosure, without its content. dossierkenmerk: to find what belongs together; it says nothing."""

    kenmerk: str
    dossierkenmerk: str
    soort: str
    ontvanger: str
    grondslag: str
    afspraak: str
    veldgroepen: Sequence[str]
    delen: Sequence[str]
    status: str
    opgesteld_op: date
    verzonden_op: date | None
    besloten_op: date | None
    meelezen_tot: date | None
    beeindigd_op: date | None
    vier_ogen: bool


@dataclass(frozen=True)
class Registerblad:
    """One page of the register, newest first; `meer` says whether there is a next page."""

    regels: Sequence[Registerregel]
    meer: bool


@lezing
def register(
    door: Wie, *, van: date | None = None, tot: date | None = None, dossierkenmerk: str = "", pagina: int = 1
) -> Registerblad:
    """Return one page of what the own organisation gave. Days are those on which it was made, tot included.

    dossierkenmerk: only what was given from one dossier. One query for the FG; for another, who finds nothing of a
    dossier that is closed to that person, a few more. Raises NietToegestaanError.
    """
    eis_organisatie(door, "verstrekkingen.register", door.organisatie_id)
    begin = (max(pagina, 1) - 1) * PER_PAGINA
    rijen = list(_rijen(door, van, tot, dossierkenmerk).filter(_leesbaar(door))[begin : begin + PER_PAGINA + 1])
    return Registerblad([_regel(v) for v in rijen[:PER_PAGINA]], len(rijen) > PER_PAGINA)


@handeling(UITVOEREN)
def als_csv(*, van: date | None = None, tot: date | None = None, dossierkenmerk: str = "", door: Wie) -> bytes:
    """Return the register as CSV, for the FG: of the organisation or of one dossier.

    A line says who took it out, of which days or dossier, and how much. Raises NietToegestaanError,
    OngeldigeInvoerError when a file would be too long, or dossierkenmerk is none: a file of one dossier is never a
    file of all.
    """
    eis_organisatie(door, UITVOEREN, door.organisatie_id)
    if dossierkenmerk and grenzen_van(dossierkenmerk) is None:
        raise OngeldigeInvoerError({"dossier": [GEEN_KENMERK]})
    rijen = list(_rijen(door, van, tot, dossierkenmerk)[: MEESTE + 1])
    if len(rijen) > MEESTE:
        raise OngeldigeInvoerError({"van": [f"Kies minder dagen: in een bestand passen {MEESTE} regels."]})
    inhoud = {
        "van": van.isoformat() if van else None,
        "tot": tot.isoformat() if tot else None,
        "dossier": netjes(dossierkenmerk) or None,
        "aantal": len(rijen),
    }
    journaal.noteer(door.spoor(), "register.uitgevoerd", inhoud=inhoud)
    return schrijf_csv(KOLOMMEN, (_cellen(_regel(v)) for v in rijen))


def ziet_alles(door: Wie) -> bool:
    """Say whether somebody finds every line: who may take the register out, to check it."""
    return bool(rechten_voor(door, UITVOEREN))


def _leesbaar(door: Wie) -> Q:
    """Return the filter for the lines that somebody finds: not behind a shield, and not of whom that person may not
    read, as the other side of a casus.
    """
    if ziet_alles(door):
        return Q()
    dicht = dichte_dossiers(door)
    rijen = Verstrekking.objects.filter(afzender_id=door.organisatie_id, dossier_id__in=list(dicht))
    weg = [
        pk
        for pk, dossier_id, delen in rijen.values_list("pk", "dossier_id", "delen")
        if dicht[dossier_id] & set(delen or [""])
    ]
    return Q(zichtbare_verstrekkingen(door, "delen.inzien")) & ~Q(pk__in=weg)


def _rijen(door: Wie, van: date | None, tot: date | None, dossierkenmerk: str) -> QuerySet[Verstrekking]:
    dagen = Q()
    if van and van > EERSTE:
        dagen &= Q(klaargezet_op__gte=klok.begin_van(van))
    if tot and tot < LAATSTE:
        dagen &= Q(klaargezet_op__lt=klok.begin_van(tot + timedelta(days=1)))
    rijen = Verstrekking.objects.filter(dagen, afzender_id=door.organisatie_id)
    if grenzen := grenzen_van(dossierkenmerk):
        rijen = rijen.filter(dossier_id__gte=grenzen[0], dossier_id__lte=grenzen[1])
    return (
        rijen.select_related("ontvanger", "grondslag", "afspraak")
        .defer("pakket", "pakket_sleutel", "doel", "verantwoording")
        .order_by("-klaargezet_op", "pk")
    )


def grenzen_van(dossierkenmerk: str) -> tuple[str, str] | None:
    """Return the first and last number that a reference like D-1A2B3C4D can stand for; None when it is no reference."""
    cijfers = netjes(dossierkenmerk).removeprefix("D-").lower()
    if len(cijfers) != 8 or any(c not in "0123456789abcdef" for c in cijfers):
        return None
    return f"{cijfers}{'0' * 24}", f"{cijfers}{'f' * 24}"


def netjes(dossierkenmerk: str) -> str:
    """Return a reference as the register writes it, however it was typed; empty when nothing was."""
    cijfers = dossierkenmerk.strip().upper().removeprefix("D-")
    return f"D-{cijfers}" if cijfers else ""


def _dag(moment: datetime | None) -> date | None:
    return moment.astimezone(klok.TIJDZONE).date() if moment else None


def _regel(v: Verstrekking) -> Registerregel:
    return Registerregel(
        kenmerk=v.kenmerk,
        dossierkenmerk=f"D-{v.dossier_id.hex[:8].upper()}",
        soort=str(Verstrekkingssoort(v.soort).label),
        ontvanger=v.ontvanger.naam,
        grondslag=v.grondslag.naam,
        afspraak=v.afspraak.naam if v.afspraak else "",
        veldgroepen=v.veldgroepen,
        delen=v.delen,
        status=v.status,
        opgesteld_op=v.klaargezet_op.astimezone(klok.TIJDZONE).date(),
        verzonden_op=_dag(v.verzonden_op),
        besloten_op=_dag(v.besloten_op),
        meelezen_tot=v.geldig_tot if v.live else None,
        beeindigd_op=_dag(v.beeindigd_op),
        vier_ogen=v.goedgekeurd_door_id is not None,
    )


def _cellen(r: Registerregel) -> list[Cel]:
    return [
        r.kenmerk,
        r.dossierkenmerk,
        r.soort,
        r.ontvanger,
        r.grondslag,
        r.afspraak,
        ", ".join(r.veldgroepen),
        ", ".join(r.delen),
        str(Verstrekkingsstatus(r.status).label),
        r.opgesteld_op,
        r.verzonden_op,
        r.besloten_op,
        r.meelezen_tot,
        r.beeindigd_op,
        r.vier_ogen,
    ]
