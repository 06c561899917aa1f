"""What row security costs on PostgreSQL: the same pages with the policies and without, in turn."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection

from baken.opdrachten.meting.binnendoor import Binnendoor, Toepassing
from baken.opdrachten.meting.werklijst import vul_aan_tot
from baken.organisaties.models import Organisatie
from baken.signalen.models import Signaal

ORGANISATIES, SIGNALEN = 30, 100_000
RONDEN, WARM, KEREN = 12, 2, 6
MAX_LIJST, MAX_LEZEN = 1.5, 1.4


@dataclass(frozen=True)
class Kosten:
    """Median milliseconds of a page, as a visitor waits for it and in the database, without and with policies."""

    pad: str
    zonder: float
    met: float
    database_zonder: float
    database_met: float
    sql: int

    @property
    def keer(self) -> float:
        """How many times dearer the page is."""
        return self.met / self.zonder

    @property
    def database_keer(self) -> float:
        """How many times longer the database works on it."""
        return self.database_met / self.database_zonder


def vul(voorbeeld: Signaal) -> None:
    """Spread so many signalen over so many organisations, and let the database learn how large its tables are."""
    anders = Organisatie.objects.exclude(pk=voorbeeld.organisatie_id).order_by("pk").values_list("pk", flat=True)
    vul_aan_tot(SIGNALEN, voorbeeld, list(anders[: ORGANISATIES - 1]))
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("ANALYZE")
        cursor.execute("RESET statement_timeout")


@contextmanager
def _klok() -> Iterator[list[float]]:
    """Collect how long the database took for each statement."""
    duren: list[float] = []

    def luister(voer_uit: Callable[..., Any], *rest: Any) -> Any:
        begin = time.perf_counter()
        try:
            return voer_uit(*rest)
        finally:
            duren.append(time.perf_counter() - begin)

    with connection.execute_wrapper(luister):
        yield duren


def _met_beleid() -> list[str]:
    """Return the tables that have policies, switched on or not."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT tablename FROM pg_policies WHERE schemaname = current_schema() ORDER BY 1")
        return [tabel for (tabel,) in cursor.fetchall()]


def _zet(aan: bool) -> None:
    """Switch row security of every table on or off; the policies themselves stay."""
    woord = "ENABLE" if aan else "DISABLE"
    with connection.cursor() as cursor:
        for tabel in _met_beleid():
            cursor.execute(f"ALTER TABLE {tabel} {woord} ROW LEVEL SECURITY")


def _bezoek(b: Binnendoor, pad: str) -> tuple[float, float, int]:
    """Return of one visit: milliseconds, milliseconds in the database, statements."""
    with _klok() as duren:
        begin = time.perf_counter()
        b.ga(pad)
        geheel = time.perf_counter() - begin
    return geheel * 1000, sum(duren) * 1000, len(duren)


def meet(toepassing: Toepassing, username: str, voorbeeld: Signaal) -> dict[str, Kosten]:
    """Measure the work list and one dossier, in turn without and with policies, in this process."""
    b = Binnendoor(toepassing)
    b.ga("/aanmelden/account/login/")
    b.druk(f"als {username}")
    paden = {"lijst": "/signalen/?tab=alle", "lezen": f"/signalen/{voorbeeld.pk}/"}
    metingen: dict[tuple[str, bool], list[tuple[float, float, int]]] = {}
    try:
        for ronde in range(RONDEN):
            for aan in (False, True) if ronde % 2 else (True, False):
                _zet(aan)
                for naam, pad in paden.items():
                    beurten = [_bezoek(b, pad) for _ in range(WARM + KEREN)][WARM:]
                    metingen.setdefault((naam, aan), []).extend(beurten)
    finally:
        _zet(True)
    return {naam: _kosten(pad, metingen[naam, False], metingen[naam, True]) for naam, pad in paden.items()}


def _kosten(pad: str, zonder: list[tuple[float, float, int]], met: list[tuple[float, float, int]]) -> Kosten:
    def midden(rijen: list[tuple[float, float, int]], deel: int) -> float:
        return statistics.median(rij[deel] for rij in rijen)

    return Kosten(pad, midden(zonder, 0), midden(met, 0), midden(zonder, 1), midden(met, 1), met[-1][2])


def oordeel(kosten: dict[str, Kosten]) -> dict[str, object]:
    """Return the figures as one flat record, with `ok` when both promises are kept."""
    return {
        "lijst": round(kosten["lijst"].keer, 2),
        "lezen": round(kosten["lezen"].keer, 2),
        "lijst_database": round(kosten["lijst"].database_keer, 2),
        "lezen_database": round(kosten["lezen"].database_keer, 2),
        "ok": kosten["lijst"].keer <= MAX_LIJST and kosten["lezen"].keer <= MAX_LEZEN,
    }
