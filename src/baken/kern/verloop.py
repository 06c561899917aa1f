"""Which state may follow which. Pure: no database, no clock."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Generic, TypeVar

from baken.kern.fouten import OvergangNietToegestaanError

S = TypeVar("S", bound=Hashable)


class Verloop(Generic[S]):
    """The whole life of a model at a glance: a row per state with the states it may go to.

    Raises ValueError when a target has no row of its own: no state may be forgotten.
    """

    def __init__(self, regels: Mapping[S, Iterable[S]]) -> None:
        self._regels: dict[S, frozenset[S]] = {van: frozenset(naar) for van, naar in regels.items()}
        doelen: frozenset[S] = frozenset().union(*self._regels.values())
        vergeten = doelen - self._regels.keys()
        if vergeten:
            namen = ", ".join(sorted(str(staat) for staat in vergeten))
            raise ValueError(f"no row for: {namen}")

    @property
    def staten(self) -> frozenset[S]:
        """Every state."""
        return frozenset(self._regels)

    @property
    def einden(self) -> frozenset[S]:
        """The states with no way out."""
        return frozenset(staat for staat, naar in self._regels.items() if not naar)

    def volgende(self, van: S) -> frozenset[S]:
        """The states that may follow; empty for an unknown state."""
        return self._regels.get(van, frozenset())

    def mag(self, van: S, naar: S) -> bool:
        """Whether this move is allowed. Staying where you are is a move as well, and must be listed."""
        return naar in self._regels.get(van, frozenset())

    def eis(self, van: S, naar: S) -> None:
        """Raise OvergangNietToegestaanError unless the move is allowed."""
        if not self.mag(van, naar):
            raise OvergangNietToegestaanError(str(van), str(naar))
