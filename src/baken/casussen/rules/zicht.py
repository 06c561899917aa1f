"""The two approaches that run side by side in one casus, as data: which groups of fields, about whom.

Bron 002 par. 3.5.3: "een slachtoffer- en een daderaanpak, op elkaar afgestemd". The RIEC works without care data: bron
004 p. 14.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Aanpak:
    """An approach: the groups of fields it works with, and the parts of the persons it is about."""

    code: str
    naam: str
    veldgroepen: frozenset[str]
    delen: frozenset[str]


SLACHTOFFERAANPAK = Aanpak(
    "slachtoffer",
    "Slachtofferaanpak",
    frozenset({"identiteit", "contact", "zorg", "locatie"}),
    frozenset({"slachtoffer", "getuige"}),
)
DADERAANPAK = Aanpak(
    "dader",
    "Daderaanpak",
    frozenset({"identiteit", "strafbaar", "locatie"}),
    frozenset({"dader", "facilitator"}),
)
AANPAKKEN: Sequence[Aanpak] = (SLACHTOFFERAANPAK, DADERAANPAK)


def aanpak_van(deel: str) -> Aanpak:
    """Return the approach a person belongs to; whoever has no part of the offender is looked after as a victim."""
    return DADERAANPAK if deel in DADERAANPAK.delen else SLACHTOFFERAANPAK
