"""The hidden numbers over which a posterior is summed: every one, or cells that are small where it matters.

A sum over equal steps is exact as long as a step is small beside the spread of the posterior. Over a wide range it is
not: the whole posterior can fall between two points. Such a range is divided in cells that grow with the number, and
each cell that holds much of the posterior is divided again, until none does or it is one single number.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from omvang.errors import InputError

GRID_POINTS = 60_001          # above this the hidden numbers are no longer taken one by one
MAX_HIDDEN = 10**10           # more persons than there are
COARSE = 0.1                  # posterior in one step; beyond this the step is over a quarter of the standard deviation
_CELL_SHARE = 1e-3            # posterior in one cell of more than one number above which it is divided
_PARTS = 8                    # parts in which a cell is divided
_RESOLUTION = 1000            # first cells: this many numbers one by one, then widths of a thousandth of the number
_EQUAL_STEPS = 20             # up to this many times the observed persons equal steps are tried first

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Cells:
    """Consecutive ranges of hidden numbers. first: (n,) smallest number of each; stop: one above the largest of all."""

    first: IntArray
    stop: int

    @property
    def widths(self) -> IntArray:
        """(n,): how many hidden numbers each cell holds."""
        return np.diff(self.first, append=self.stop)

    @property
    def points(self) -> IntArray:
        """(n,): the middle number of each cell."""
        return np.asarray(self.first + (self.widths - 1) // 2, dtype=np.int64)

    def divided(self, shares: FloatArray) -> Cells | None:
        """Divide the cells that hold over a thousandth of the posterior, shares (n,); None when there are none."""
        heavy = np.flatnonzero((shares > _CELL_SHARE) & (self.widths > 1))
        if not heavy.size:
            return None
        parts = np.arange(1, _PARTS)[None, :] * self.widths[heavy, None] // _PARTS
        return Cells(np.unique(np.concatenate([self.first, (self.first[heavy, None] + parts).ravel()])), self.stop)


def check_range(observed: int, max_hidden: int | None, min_hidden: int) -> int:
    """Return the largest hidden number. Raises InputError unless 0 <= min_hidden < max_hidden <= MAX_HIDDEN."""
    top = max(10 * observed, 1000) if max_hidden is None else max_hidden
    for value in (top, min_hidden):
        if isinstance(value, bool) or not isinstance(value, (int, np.integer)) or value < 0:
            raise InputError("max_hidden must be a whole number of persons above min_hidden (0 or more).")
    if not min_hidden < top:
        raise InputError("max_hidden must be a whole number of persons above min_hidden (0 or more).")
    if top > MAX_HIDDEN:
        raise InputError(f"max_hidden is above {MAX_HIDDEN:,}, which is more persons than there are.")
    return int(top)


def hidden_grid(observed: int, max_hidden: int | None, min_hidden: int = 0) -> IntArray:
    """Return the hidden numbers to sum over: every one, or equal steps when there are more than 60,001.

    Raises InputError for a range that is empty or above MAX_HIDDEN.
    """
    top = check_range(observed, max_hidden, min_hidden)
    step = -(-(top - min_hidden) // (GRID_POINTS - 1))
    return np.arange(min_hidden, top + 1, step, dtype=np.int64)


def first_cells(bottom: int, top: int) -> Cells:
    """Return cells over bottom..top: a thousand single numbers, then widths of about a thousandth of the number."""
    singles = np.arange(bottom, min(bottom + _RESOLUTION, top + 1))
    grown = max(1, int(np.ceil(np.log((top + 1) / (bottom + _RESOLUTION)) * _RESOLUTION))) if top > singles[-1] else 0
    edges = np.geomspace(bottom + _RESOLUTION, top + 1, grown + 1) if grown else singles
    first = np.unique(np.concatenate([singles, np.rint(edges).astype(np.int64)]))
    return Cells(first[first <= top], top + 1)


@dataclass(frozen=True, eq=False)
class Summed:
    """A posterior over hidden numbers.

    points: (n,); shares: (n,) their posterior; widths: (n,) numbers in the cell of each point, 1 in a sum over equal
    steps; by_graph: (G,); step: of equal steps, or the widest cell that matters; top: largest number considered.
    """

    points: IntArray
    shares: FloatArray
    widths: IntArray
    by_graph: FloatArray
    step: int
    top: int


Evaluate = Callable[[IntArray, IntArray], tuple[FloatArray, FloatArray]]


def sum_up(evaluate: Evaluate, observed: int, max_hidden: int | None, min_hidden: int) -> Summed:
    """Sum a posterior over min_hidden..max_hidden.

    evaluate: from points (n,) and how many numbers each stands for (n,) to the posterior of the graphs (G,) and of
    the points (n,). Raises InputError for a range that is empty or too large.
    """
    top = check_range(observed, max_hidden, min_hidden)
    if top - min_hidden < GRID_POINTS or top <= _EQUAL_STEPS * observed:
        grid = hidden_grid(observed, max_hidden, min_hidden)
        step = int(grid[1] - grid[0])
        by_graph, shares = evaluate(grid, np.full(len(grid), step))
        if step == 1 or shares.max() <= COARSE:
            return Summed(grid, shares, np.ones_like(grid), by_graph, step, int(grid[-1]))
    cells: Cells | None = first_cells(min_hidden, top)
    while cells is not None:
        last = cells
        by_graph, shares = evaluate(last.points, last.widths)
        cells = last.divided(shares)
    weighty = last.widths[shares >= _CELL_SHARE / _PARTS]
    return Summed(last.points, shares, last.widths, by_graph, int(weighty.max(initial=1)), top)


__all__ = ["COARSE", "GRID_POINTS", "MAX_HIDDEN", "Cells", "Summed", "check_range", "first_cells", "hidden_grid",
           "sum_up"]
