"""What the sender is told of how it goes: four bounded texts, so that the reporter can be answered and no more."""

from __future__ import annotations

from collections.abc import Collection

from baken.casussen.soorten import Afsluitreden, Route
from baken.dossiers.verloop import EINDE, Afloop


def passend(verteld: Collection[str], route: str) -> tuple[Afloop, ...]:
    """Return what can be told on the way: each text once. How it ended is told by closing the casus.

    The RIEC gives no help, so it never tells that help started.
    """
    niet = EINDE | {Afloop.ZORG_GESTART} if route == Route.RIEC else EINDE
    return tuple(a for a in Afloop if a not in niet and a not in verteld)


def bij_sluiten(reden: Afsluitreden) -> Afloop:
    """Return what closing for this reason tells."""
    return Afloop.GEEN_MENSENHANDEL if reden == Afsluitreden.GEEN_MENSENHANDEL else Afloop.AFGESLOTEN
