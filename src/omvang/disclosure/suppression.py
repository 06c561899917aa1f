"""Leaving small numbers out, for a closed circle that needs exact larger ones.

Small numbers alone (`threshold_only`) protect nothing: margins give most of them back, and it is here to show that.
`suppress` also leaves out what would give a small number away. For each number that is out it looks for a second
table that agrees with everything printed but differs there by the threshold; what must be left out for that,
it takes as little as possible of (Fischetti and Salazar 2000; Cox, Network models for complementary cell
suppression, JASA 90 (1995) 1453-1462).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from omvang.disclosure.errors import BreakableError
from omvang.disclosure.release import Release, describe
from omvang.disclosure.table import Table

Floats = NDArray[np.float64]
_SECONDS = 5.0
_WHOLE = 400


def threshold_only(table: Table, threshold: int = 5) -> Release:
    """Return what many publish: everything exact, and "fewer than threshold" where there are fewer.

    Only for attack and comparison; it cannot be shown. Zeros are left out with the other small numbers.
    """
    values = [None if value < threshold else int(value) for value in table.values]
    return describe(table, values, "suppressed", threshold)


def suppress(table: Table, threshold: int) -> list[int | None]:
    """Return the printed value per slot, None where it is left out.

    Raises BreakableError, with the cell, when nothing that can be left out hides a small number.
    """
    search = _Search(table, threshold)
    while (slot := search.next_open()) is not None:
        search.hide(slot)
    return [int(value) if shown else None for value, shown in zip(search.values, search.shown, strict=True)]


class _Search:
    """What is left out so far, and the tables that agree with what is printed."""

    def __init__(self, table: Table, threshold: int) -> None:
        self.table, self.threshold = table, threshold
        self.raw = table.counts.ravel().astype(float)
        self.sums = table.matrix
        self.values = table.values.astype(float)
        self.shown = self.values >= threshold
        self.low, self.high = self.values.copy(), self.values.copy()

    def next_open(self) -> int | None:
        """Return the smallest number that is out but of which too few values are possible."""
        open_ones = np.flatnonzero(~self.shown & (self.high - self.low + 1 < self.threshold))
        return None if open_ones.size == 0 else int(open_ones[np.argmin(self.values[open_ones])])

    def hide(self, slot: int) -> None:
        """Find another table that differs enough at this slot, and leave out what differs with it."""
        ways = [way for way in (self._other(slot, sign) for sign in (1, -1)) if way is not None]
        if not ways:
            name = self.table.slots[slot].name(self.table.dimensions)
            raise BreakableError(f"{self.table.title}: {name} cannot be hidden; merge categories.", cells=(name,))
        other = min(ways, key=self._price)
        values = np.rint(self.sums @ other)
        self.shown &= values == self.values
        self.low, self.high = np.minimum(self.low, values), np.maximum(self.high, values)

    def _price(self, other: Floats) -> float:
        changed = self.shown & (np.rint(self.sums @ other) != self.values)
        return float(self._weights()[changed].sum())

    def _weights(self) -> Floats:
        return np.asarray(1 + np.log1p(self.values))

    def _other(self, slot: int, sign: int) -> Floats | None:
        """Return the cheapest other table, or None. Unknowns: its cells, then how far each shown number moves."""
        cells, shown = len(self.raw), np.flatnonzero(self.shown)
        distance = sign * (self.threshold - 1)
        if self.values[slot] + distance < 0:
            return None
        visible, target = self.sums[shown], self.values[shown]
        one = sparse.eye(len(shown))
        own = self.sums[[slot]]
        rows = sparse.vstack([sparse.hstack([visible, -one]), sparse.hstack([visible, one]),
                              sparse.hstack([own, sparse.csr_array((1, len(shown)))])])
        goal = [self.values[slot] + distance]
        limit = np.full(len(shown), np.inf)
        answer = milp(np.concatenate([np.zeros(cells), self._weights()[shown]]),
                      constraints=LinearConstraint(sparse.csr_array(rows), np.concatenate([-limit, target, goal]),
                                                   np.concatenate([target, limit, goal])),
                      bounds=Bounds(0, np.inf),
                      integrality=np.concatenate([np.full(cells, float(cells <= _WHOLE)), np.zeros(len(shown))]),
                      options={"time_limit": _SECONDS, "mip_rel_gap": 0.1})
        return None if answer.x is None else self._whole(answer.x[:cells], slot)

    def _whole(self, other: Floats, slot: int) -> Floats:
        """Return the table in whole persons; a fraction left by the relaxation goes up, which moves its sums."""
        whole = np.rint(other)
        return whole if np.abs(whole - other).max() < 1e-6 else np.asarray(np.ceil(other - 1e-6))
