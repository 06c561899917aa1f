"""What the sender is told of how it goes: four bounded texts, so that the reporter can be answered and no more."""

from __future__ import annotations

from collections.abc import Collection

from baken.casussen.soorten import Afsluitreden
from baken.dossiers.verloop import EINDE, Afloop


def passend(verteld: Collection[str]) -> tuple[Afloop, ...]:
    """Return what can be told on the way: each text once. How it ended is told by closing the casus."""
    return tuple(a for a in Afloop if a not in EINDE and a not in verteld)


def bij_sluiten(reden: Afsluitreden) -> Afloop:
    """Return what closing for this reason tells."""
    return Afloop.GEEN_MENSENHANDEL if reden == Afsluitreden.GEEN_MENSENHANDEL else Afloop.AFGESLOTEN
