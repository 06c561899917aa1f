"""The only place that reads the time, and the only one that knows what a Dutch working day is.

Working days leave out Saturday, Sunday and the holidays of the Algemene termijnenwet art. 3: New Year's Day,
Good Friday (lid 2), Easter Monday, the King's birthday, 5 May (every year), Ascension Day, Whit Monday and
both days of Christmas.
"""

from __future__ import annotations

import time
from calendar import monthrange
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

TIJDZONE = ZoneInfo("Europe/Amsterdam")
_stilgezet: ContextVar[datetime | None] = ContextVar("stilgezette_klok", default=None)
_ZATERDAG = 5


def nu() -> datetime:
    """The moment, aware, in UTC."""
    return _stilgezet.get() or datetime.now(UTC)


def vandaag() -> date:
    """The day in the Netherlands."""
    return nu().astimezone(TIJDZONE).date()


def begin_van(dag: date) -> datetime:
    """The first moment of a day in the Netherlands, in UTC."""
    return datetime(dag.year, dag.month, dag.day, tzinfo=TIJDZONE).astimezone(UTC)


def monotoon() -> float:
    """Seconds that never run back, for durations. Not stopped by `zet_stil`."""
    return time.monotonic()


@contextmanager
def zet_stil(moment: datetime) -> Iterator[None]:
    """Stop the clock at an aware moment, for tests and demonstration data. Raises ValueError when naive."""
    if moment.tzinfo is None:
        raise ValueError("an aware moment is needed")
    teken = _stilgezet.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _stilgezet.reset(teken)


def maanden_erbij(dag: date, maanden: int) -> date:
    """The same day so many months later; the last day of the month when that day does not exist there."""
    jaar, maand = divmod(dag.year * 12 + dag.month - 1 + maanden, 12)
    return date(jaar, maand + 1, min(dag.day, monthrange(jaar, maand + 1)[1]))


@lru_cache(maxsize=256)
def feestdagen(jaar: int) -> frozenset[date]:
    """The holidays of the Algemene termijnenwet in a year."""
    dagen = holidays.country_holidays("NL", years=jaar, categories=("public", "optional"))
    # The library holds 5 May as a public holiday only once in five years; the law names it every year.
    return frozenset(dagen.keys()) | {date(jaar, 5, 5)}


def is_werkdag(dag: date) -> bool:
    """Whether the day is neither in the weekend nor a holiday by law."""
    return dag.weekday() < _ZATERDAG and dag not in feestdagen(dag.year)


def werkdagen_erbij(dag: date, aantal: int) -> date:
    """The working day `aantal` working days after `dag` (before it when negative); 0 gives `dag`."""
    stap = timedelta(days=1 if aantal >= 0 else -1)
    nog = abs(aantal)
    while nog:
        dag += stap
        if is_werkdag(dag):
            nog -= 1
    return dag


def werkdagen_tussen(van: date, tot: date) -> int:
    """The working days after `van` up to and including `tot`; negative when `tot` lies before `van`.

    Counted backwards the first day leaves: werkdagen_tussen(a, b) == -werkdagen_tussen(b, a).
    """
    if tot < van:
        return -werkdagen_tussen(tot, van)
    weken, rest = divmod((tot - van).days, 7)
    aantal = weken * 5
    aantal += sum((van + timedelta(days=n)).weekday() < _ZATERDAG for n in range(1, rest + 1))
    for jaar in range(van.year, tot.year + 1):
        aantal -= sum(van < dag <= tot and dag.weekday() < _ZATERDAG for dag in feestdagen(jaar))
    return aantal
