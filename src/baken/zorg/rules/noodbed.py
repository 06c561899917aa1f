"""The clock of a noodbed: how long somebody may stay there, and who hears that it takes too long.

Bron 004 p. 15: "een korte periode ... tot structurele opvang beschikbaar is". No source says how long that is: the
number of nights stands with each place, and what ships is our own choice.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from enum import IntEnum

STANDAARD_NACHTEN = 3  # own choice; no source gives a number
MEESTE_NACHTEN = 92


class Trede(IntEnum):
    """Who hears of it: nobody yet, who cares for the client, or every zorgcoordinator of the organisation."""

    NIEMAND = 0
    COORDINATOR = 1
    IEDEREEN = 2


def termijn(begin: date, nachten: int) -> date:
    """Return the day on which a structural place must be there. Raises ValueError below one night."""
    if not 1 <= nachten <= MEESTE_NACHTEN:
        raise ValueError("a noodbed is for one night or more")
    return begin + timedelta(days=nachten)


def trede(structureel_voor: date, vandaag: date, *, gevonden: bool) -> Trede:
    """Say who must hear of it. gevonden: a structural place is booked. The day before, its coordinator; then all."""
    if gevonden or vandaag < structureel_voor - timedelta(days=1):
        return Trede.NIEMAND
    return Trede.COORDINATOR if vandaag < structureel_voor else Trede.IEDEREEN


def moet_escaleren(structureel_voor: date, vandaag: date, *, gevonden: bool, laatst: date | None = None) -> Trede:
    """Say who must hear of it now: once a day, until a structural place is booked. laatst: the day of the last time."""
    if laatst is not None and laatst >= vandaag:
        return Trede.NIEMAND
    return trede(structureel_voor, vandaag, gevonden=gevonden)


def sluit_aan(tot: date, andere: Iterable[tuple[date, date, bool]]) -> bool:
    """Say whether a structural place takes over from a noodbed that ends on `tot`, without a night between.

    andere: the first night, the morning of leaving and whether it is a noodbed, of each other stay of this client. One
    noodbed may follow another; a structural place that begins later leaves nights without a bed, so the clock runs on.
    """
    for van, einde, nood in sorted(andere):
        if van > tot:
            return False
        if einde > tot:
            if not nood:
                return True
            tot = einde
    return False
