"""Bring what happened with a signaal into the form in which the rules on closing and telling look at it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from baken.dossiers.models import Verstrekking
from baken.dossiers.naderhand import is_uitgelegd
from baken.dossiers.verloop import LOPEND
from baken.dossiers.verloop import Verstrekkingsstatus as Status
from baken.signalen.models import Beoordeling, Signaal, Terugkoppeling
from baken.signalen.rules.advies import ALLEENSTAAND, Uitkomst
from baken.signalen.rules.afsluiten import Ongezien
from baken.signalen.rules.doorgeleiding import bij_uitkomsten
from baken.signalen.rules.ontvangers import GEGEVEN, Ontvangerstand, Stand, ergens
from baken.signalen.rules.terugkoppeling import Bericht, Zaak
from baken.signalen.verloop import Status as Signaalstatus

_STAND = {
    Status.KLAARGEZET: Stand.TE_GEVEN,
    Status.VERZONDEN: Stand.WACHT,
    Status.ONTVANGEN: Stand.WACHT,
    Status.GEACCEPTEERD: Stand.BEZIG,
    Status.AFGEROND: Stand.KLAAR,
    Status.AFGEWEZEN: Stand.NIET,
    Status.INGETROKKEN: Stand.NIET,
    Status.BEEINDIGD: Stand.NIET,
}
AFSLUITING = "afsluiting"  # key in Beoordeling.advies of a decision to close although something was open


def standen(verstrekkingen: Iterable[Verstrekking]) -> tuple[Ontvangerstand, ...]:
    """Return how far each receiver is. No query when the receivers came along."""
    return tuple(Ontvangerstand(v.ontvanger.naam, _STAND[Status(v.status)], v.procesregie) for v in verstrekkingen)


def verstrekkingen_van(signaal: Signaal) -> list[Verstrekking]:
    """Return the verstrekkingen of a signaal with their receivers, oldest first. One query."""
    rijen = Verstrekking.objects.filter(doorgeleidingsdeel__doorgeleiding__signaal=signaal)
    return list(rijen.select_related("ontvanger").defer("pakket", "doel"))


def laatste_besluit(beoordelingen: Iterable[Beoordeling]) -> Beoordeling | None:
    """Return the last decision on what must happen; one that only closed is no new one. Oldest first goes in."""
    besluiten = [b for b in beoordelingen if AFSLUITING not in b.advies]
    return besluiten[-1] if besluiten else None


def gaat_door(besluit: Beoordeling) -> bool:
    """Say whether a decision asks to pass the signaal on."""
    return not set(besluit.uitkomsten) <= {str(u) for u in ALLEENSTAAND}


def kan_weer_dicht(besluit: Beoordeling | None, ontvangers: Collection[Ontvangerstand]) -> bool:
    """Say whether a signaal that is looked at once more is with others already: then it needs no new decision."""
    return besluit is not None and gaat_door(besluit) and ergens(ontvangers, GEGEVEN)


def open_weigeringen(
    verstrekkingen: Collection[Verstrekking], beoordelingen: Collection[Beoordeling], geadviseerd: Iterable[str]
) -> list[Verstrekking]:
    """Return the refusals of receivers that decision or advice names, whose place nobody took and nobody explained.

    A reason given when the signaal was closed explains the refusals until then. No query.
    """
    besluit = laatste_besluit(beoordelingen)
    genoemd = bij_uitkomsten([*geadviseerd, *(besluit.uitkomsten if besluit else [])])
    vervuld = {v.ontvanger.soort for v in verstrekkingen if v.status in LOPEND}
    uitgelegd = [b.op for b in beoordelingen if "geweigerd" in b.advies.get(AFSLUITING, [])]
    return [
        v
        for v in verstrekkingen
        if v.status == Status.AFGEWEZEN
        and v.ontvanger.soort in genoemd - vervuld
        and not any(v.besloten_op is not None and v.besloten_op <= op for op in uitgelegd)
        and not is_uitgelegd(v)
    ]


def is_nieuw(sinds: datetime | None, verstrekking: Verstrekking, berichten: Iterable[datetime]) -> bool:
    """Say whether this receiver let something know that nobody read. sinds: since when something waits to be read."""
    momenten = (verstrekking.besloten_op, *berichten)
    return (
        sinds is not None and not verstrekking.buiten_baken and any(op is not None and op >= sinds for op in momenten)
    )


def ongezien(
    signaal: Signaal,
    antwoorden: Sequence[tuple[Verstrekking, Iterable[datetime]]],
    *,
    beoordelingen: Collection[Beoordeling],
    geadviseerd: Iterable[str],
    bericht: bool,
) -> Ongezien:
    """Return what closing must not step over. antwoorden: the moments of what each receiver wrote; bericht: the
    reporter wrote what nobody read. No query.
    """
    alle = [v for v, _momenten in antwoorden]
    return Ongezien(
        geweigerd=tuple(v.ontvanger.naam for v in open_weigeringen(alle, beoordelingen, geadviseerd)),
        bericht=bericht,
        antwoorden=tuple(v.ontvanger.naam for v, op in antwoorden if is_nieuw(signaal.nieuws_sinds, v, op)),
    )


def zaak_van(
    signaal: Signaal,
    *,
    beoordelingen: Iterable[Beoordeling],
    verstrekkingen: Iterable[Verstrekking],
    terugkoppelingen: Collection[Terugkoppeling],
) -> Zaak:
    """Return what happened, from rows that were read already. No query."""
    besluit = laatste_besluit(beoordelingen)
    sinds = [t for t in terugkoppelingen if besluit is None or t.op >= besluit.op]
    return Zaak(
        uitkomsten=frozenset(map(Uitkomst, besluit.uitkomsten)) if besluit else frozenset(),
        gesloten=signaal.status == Signaalstatus.GESLOTEN,
        wacht=signaal.status == Signaalstatus.WACHT_OP_MELDER,
        gehoord=signaal.teruggekoppeld_op is not None,
        ontvangers=standen(verstrekkingen),
        verteld=frozenset(Bericht(t.tekst) for t in sinds) - {Bericht.LATER},
        uitgesteld=sum(t.tekst == Bericht.LATER for t in terugkoppelingen),
    )


def zaak(signaal: Signaal) -> Zaak:
    """Return what happened with a signaal. Three queries."""
    return zaak_van(
        signaal,
        beoordelingen=signaal.beoordelingen.all(),
        verstrekkingen=verstrekkingen_van(signaal),
        terugkoppelingen=list(signaal.terugkoppelingen.all()),
    )
