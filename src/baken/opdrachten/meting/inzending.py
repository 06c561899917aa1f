"""The public submit of a complete signaal: CPU seconds, beside the control, and every SQL statement it needs."""

from __future__ import annotations

import re
import statistics
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.test.utils import override_settings

from baken.opdrachten.meting import controle as bareel
from baken.opdrachten.meting.binnendoor import ADRES, Binnendoor, Toepassing, omgeving, roep
from baken.opdrachten.rondleiding.deur import VERHAAL, vul_in

WARM, KEREN = 5, 40
NIET_GETELD = re.compile(r"^(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE)")


@dataclass(frozen=True)
class Uitkomst:
    """CPU milliseconds (medians), and the SQL statements of one submit without BEGIN, COMMIT and SAVEPOINT."""

    cpu_ms: float
    controle_ms: float
    sql: tuple[str, ...]

    @property
    def verhouding(self) -> float:
        """How many times the control."""
        return self.cpu_ms / self.controle_ms


def _controleverzoek() -> urllib.request.Request:
    velden = {
        "vormen": "ARB",
        "indicatoren": "IND001",
        "deel": "slachtoffer",
        "naam": "Dana Verzonnen",
        "gemeente": "Kadehaven",
        "adres": "Ankerkade 12",
        "waarneming": VERHAAL,
        "anoniem": "ja",
        "terugkoppeling": "ja",
    }
    return urllib.request.Request(f"{ADRES}melden/", data=urlencode(velden).encode())  # noqa: S310  # no network


@contextmanager
def _geluisterd() -> Iterator[list[str]]:
    """Collect the SQL statements; their parameters are never kept."""
    gehoord: list[str] = []

    def luister(voer_uit: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        gehoord.append(sql)
        return voer_uit(sql, params, many, context)

    with connection.execute_wrapper(luister):
        yield gehoord


def _verstuur(toepassing: Toepassing, organisatie: str) -> float:
    """Fill in the whole form, then measure the last press of the button only."""
    b = Binnendoor(toepassing)
    vul_in(b, organisatie)
    wsgi = omgeving(b.verzoek("Versturen"))
    status, _koppen, inhoud, duur = roep(toepassing, wsgi)
    if status != 200 or b"ontvangstcode" not in inhoud:
        raise RuntimeError(f"het versturen gaf status {status}")
    return duur


def _verstuur_controle(toepassing: Toepassing) -> float:
    with override_settings(ROOT_URLCONF=bareel.__name__):
        status, _koppen, _inhoud, duur = roep(toepassing, omgeving(_controleverzoek()))
    if status != 200:
        raise RuntimeError(f"de controle gaf status {status}")
    return duur


def meet(toepassing: Toepassing, organisatie: str, keren: int = KEREN) -> Uitkomst:
    """Measure submit and control in turn, in this process. The first few are not counted."""
    onze, bare = [], []
    with bareel.controle() as kaal:
        for keer in range(WARM + keren):
            duren = _verstuur(toepassing, organisatie), _verstuur_controle(kaal)
            if keer >= WARM:
                onze.append(duren[0])
                bare.append(duren[1])
    b = Binnendoor(toepassing)
    vul_in(b, organisatie)
    wsgi = omgeving(b.verzoek("Versturen"))
    with _geluisterd() as gehoord:
        roep(toepassing, wsgi)
    sql = tuple(s for s in gehoord if not NIET_GETELD.match(s))
    return Uitkomst(statistics.median(onze) * 1000, statistics.median(bare) * 1000, sql)
