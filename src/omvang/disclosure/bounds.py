"""What is still possible: the lowest and highest count of a cell, given everything that was printed.

A cell is bounded by an integer program over all tables that agree with the printed numbers (Fischetti and Salazar,
Models and algorithms for optimizing cell suppression, JASA 95 (2000) 916-928, call this the attacker's problem).
Two short cuts keep it exact and fast. Every table found is a witness for all cells at once, and so is each table
that differs from it in one finest cell; a cell of which the witnesses reach the printed bounds needs no program.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from omvang.disclosure.space import Block, Space
from omvang.errors import DisclosureError, InputError

Floats = NDArray[np.float64]
_TOLERANCE = 1e-5
_SECONDS = 20.0
_LONG = 60.0
_INFEASIBLE = 2
_LEAST = -1e12
_UNBOUNDED = 1e7
_MOVES = 12
_FURTHEST = 1e6


@dataclass(frozen=True)
class Range:
    """Possible counts per target, in persons (high may be infinite).

    low, high: bounds. seen: number of values known to be possible, at most high - low + 1. exact: False where
    the solver ran out of time and the bounds are wider than the truth.
    """

    low: Floats
    high: Floats
    seen: Floats
    exact: NDArray[np.bool_]


class System:
    """All non-negative whole tables z with low <= matrix z <= high whose blocks agree on shared margins."""

    def __init__(self, space: Space, matrix: sparse.csr_array, low: Floats, high: Floats,
                 guess: Floats | None = None) -> None:
        """matrix: shape (rows, space.size); low, high: shape (rows,), persons; guess: a table that may agree.

        Raises InputError when no table agrees: the numbers contradict each other.
        """
        self.space, self.links = space, space.links()
        self.whole = len(space.blocks) == 1
        self.matrix = sparse.csr_array(matrix)
        self.columns = sparse.csc_array(matrix)
        self.low, self.high = np.asarray(low, dtype=float), np.asarray(high, dtype=float)
        nothing = np.zeros(self.links.shape[0])
        self.constraints = LinearConstraint(sparse.csr_array(sparse.vstack([self.matrix, self.links])),
                                            np.concatenate([self.low, nothing]), np.concatenate([self.high, nothing]))
        self.free = self._free()
        self.start = self._start(guess)

    def _free(self) -> NDArray[np.bool_]:
        """Tell which counts nothing bounds from above; with several blocks the solver has to find out."""
        if not self.whole:
            return np.zeros(self.space.size, dtype=bool)
        above = np.isfinite(self.high) & (self.matrix.min(axis=1).toarray().ravel() >= 0)
        covered: Floats = np.asarray(self.matrix[above].sum(axis=0), dtype=float).ravel()
        return np.asarray(covered == 0)

    def agrees(self, point: Floats) -> bool:
        """Tell whether these counts (one per finest cell) fit every printed and known number."""
        rows = self.matrix @ point
        return bool((rows >= self.low - _TOLERANCE).all() and (rows <= self.high + _TOLERANCE).all()
                    and (point >= 0).all() and (np.abs(self.links @ point) <= _TOLERANCE).all())

    def _start(self, guess: Floats | None) -> Floats:
        if guess is not None and self.agrees(guess):
            return guess
        point, bound = self.solve(np.zeros(self.space.size), _LONG)
        if point is None and np.isfinite(bound):
            raise DisclosureError("The linked tables are too many to be checked in time: print fewer crossings.")
        if point is None:
            raise InputError("The printed or known numbers contradict each other: no table agrees with all of them.")
        return point

    def solve(self, cost: Floats, seconds: float = _SECONDS) -> tuple[Floats | None, float]:
        """Return the table of least cost and a proven lower bound on the cost.

        The table is None when none was found in time, the bound infinite when there is none. With several blocks,
        fractions are allowed: the blocks only bound the truth from outside anyway.
        """
        answer = milp(cost, constraints=self.constraints, bounds=Bounds(0, np.inf if self.whole else _UNBOUNDED),
                      integrality=np.full(len(cost), int(self.whole)), options={"time_limit": seconds})
        if answer.status == _INFEASIBLE:
            return None, np.inf
        point = None if answer.x is None else np.rint(answer.x) if self.whole else np.maximum(0, answer.x)
        bound = getattr(answer, "mip_dual_bound", None)
        if answer.status == 0 and point is not None:
            bound = float(cost @ point)
        return point, _LEAST if bound is None else max(_LEAST, float(bound))

    def steps(self, point: Floats) -> tuple[Floats, Floats]:
        """Return how far each single count can go up and down while all others stay."""
        data, rows = self.columns.data, self.columns.indices
        values = self.matrix @ point
        above, below = self.high - values, values - self.low
        size = np.abs(data)
        rising = _least(np.where(data > 0, above[rows], below[rows]) / size, self.columns.indptr)
        falling = _least(np.where(data > 0, below[rows], above[rows]) / size, self.columns.indptr)
        return (np.maximum(0, np.floor(rising + _TOLERANCE)),
                np.maximum(0, np.minimum(point, np.floor(falling + _TOLERANCE))))

    def ranges(self, targets: sparse.csr_array, low: Floats, high: Floats, enough: Floats | None = None) -> Range:
        """Return the possible counts of each target, a 0/1 row over the unknowns.

        low, high: what is known of the targets beforehand. enough: stop at a target once this many values are
        possible; its bounds may then be wider than the truth.
        """
        search = _Search(self, targets, low, high)
        search.learn(self.start)
        for number in range(targets.shape[0]):
            for sign in (1, -1):
                if enough is None or search.seen()[number] < enough[number]:
                    search.settle(number, sign, None if enough is None else enough[number])
        return Range(search.low, search.high, search.seen(), search.exact)


class _Search:
    """Bounds from outside that shrink, witnesses from inside that grow, until they meet."""

    def __init__(self, system: System, targets: sparse.csr_array, low: Floats, high: Floats) -> None:
        self.system, self.targets = system, sparse.csr_array(targets)
        self.low, self.high = np.array(low, dtype=float), np.array(high, dtype=float)
        self.seen_low = np.full(len(self.low), np.inf)
        self.seen_high = np.full(len(self.low), -np.inf)
        self.exact = np.ones(len(self.low), dtype=bool)
        open_ended = np.asarray(self.targets @ system.free.astype(float)).ravel() > 0
        self.high[open_ended] = np.inf
        self.open_ended = open_ended

    def seen(self) -> Floats:
        return np.where(self.open_ended, np.inf, self.seen_high - self.seen_low + 1)

    def learn(self, point: Floats) -> None:
        """Take a table that agrees with everything as a witness, and (in one block) its neighbours with it."""
        values = np.asarray(self.targets @ point).ravel()
        high, low = np.floor(values + _TOLERANCE), np.ceil(values - _TOLERANCE)
        if self.system.whole:
            up, down = self.system.steps(point)
            places, starts = self.targets.indices, self.targets.indptr[:-1]
            high = values + np.maximum.reduceat(up[places], starts)
            low = values - np.maximum.reduceat(down[places], starts)
        self.seen_high, self.seen_low = np.maximum(self.seen_high, high), np.minimum(self.seen_low, low)

    def settle(self, number: int, sign: int, enough: float | None) -> None:
        """Find the highest (sign 1) or lowest (sign -1) count of one target, or see that enough are possible."""
        if self._met(number, sign):
            return
        if not self.system.whole:
            places = self.targets.indices[self.targets.indptr[number]:self.targets.indptr[number + 1]]
            self.learn(walk(self.system, places, sign))
            if self._met(number, sign) or (enough is not None and self.seen()[number] >= enough):
                return
        point, bound = self.system.solve(-sign * self.targets[[number]].toarray().ravel())
        if point is not None and self.system.agrees(point):
            self.learn(point)
        reached = -sign * bound
        if sign > 0:
            limit = np.inf if reached >= _UNBOUNDED else np.floor(reached + _TOLERANCE)
            self.high[number] = max(min(self.high[number], limit), self.seen_high[number])
        else:
            limit = np.ceil(reached - _TOLERANCE)
            self.low[number] = min(max(self.low[number], limit), self.seen_low[number])
        self.exact[number] &= self._met(number, sign)

    def _met(self, number: int, sign: int) -> bool:
        if sign < 0:
            return bool(self.low[number] == self.seen_low[number])
        return bool(self.open_ended[number] or self.high[number] == self.seen_high[number])


def walk(system: System, places: NDArray[np.intp], sign: int) -> Floats:
    """Move the start up (sign 1) or down (-1) within some counts of one block, other blocks along, as far as it goes.

    Each move changes one cell of the table over all dimensions, that is one count in each block.
    """
    point, blocks = system.start.copy(), system.space.blocks
    home = next(block for block in blocks if block.offset <= places[0] < block.offset + block.size)
    others = [block for block in blocks if block is not home]
    for _ in range(_MOVES):
        room = system.steps(point)[0 if sign > 0 else 1]
        best = int(places[np.argmax(room[places])])
        chosen = dict(zip(home.names, np.unravel_index(best - home.offset, home.shape), strict=True))
        move = [best, *(_companion(block, room, chosen) for block in others)]
        size = float(room[move].min())
        if size < 1:
            break
        point[move] += sign * min(size, _FURTHEST)
    return point


def _companion(block: Block, room: Floats, chosen: dict[str, np.intp]) -> int:
    """Return the count of a block with most room that agrees with the categories chosen so far, and add its own."""
    inside = room[block.offset:block.offset + block.size].reshape(block.shape)
    free = [name for name in block.names if name not in chosen]
    part = inside[tuple(chosen.get(name, slice(None)) for name in block.names)]
    if free:
        chosen.update(zip(free, np.unravel_index(int(np.argmax(part)), part.shape), strict=True))
    return block.offset + int(np.ravel_multi_index([int(chosen[name]) for name in block.names], block.shape))


def _least(values: Floats, starts: NDArray[np.int32]) -> Floats:
    """Return the least value per column of a compressed matrix; infinite for an empty column."""
    result = np.full(len(starts) - 1, np.inf)
    filled = np.flatnonzero(np.diff(starts) > 0)
    if filled.size:
        result[filled] = np.minimum.reduceat(values, starts[:-1][filled])
    return result
