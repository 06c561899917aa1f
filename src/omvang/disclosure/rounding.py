"""Controlled rounding: every number of a table, margins too, to a neighbouring multiple, so that all still adds up.

Cox and Ernst, Controlled rounding, INFOR 20 (1982) 423-432; as an integer program: Salazar-Gonzalez, Controlled
rounding and cell perturbation, Mathematical Programming 105 (2006) 583-603. Which neighbour is preferred is drawn
with the chance that makes the rounding unbiased, from a keyed hash of what the cell counts: the same cell gets the
same draw for ever, and whoever knows the method but not the key cannot invert a preference for the nearest.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from omvang.disclosure.definitions import Definition
from omvang.disclosure.errors import RoundingError, name_cells

Floats = NDArray[np.float64]
_SECONDS = 15.0
_GAP = 0.05
_TOLERANCE = 1e-6


@dataclass(frozen=True)
class RoundingProblem:
    """One table that is to be rounded.

    raw: persons per inner cell, shape (cells,); margins: 0/1 matrix of the printed sums, shape (printed, cells), and
    their names. base: of the table; step: rounded inner cells are multiples of this divisor of base.
    reach, cell_reach: how far a printed sum and an inner cell may move, base - 1 unless they were printed
    before. draws: uniform on [0, 1), shape (cells,). floor: least printed sum, shape (printed,), because a
    partner knows part of it. total: least and most sum of all rounded cells, so that what the rules tell of the number
    of persons leaves every cell as open as its base.
    """

    raw: Floats
    margins: sparse.csr_array
    names: Sequence[str]
    base: int
    step: int
    reach: Floats
    cell_reach: Floats
    draws: Floats
    floor: Floats
    total: tuple[float, float] = (0.0, np.inf)


@dataclass(frozen=True)
class Links:
    """The finer counts behind all tables and what was printed of them before.

    inside: per table 0/1, shape (cells, unknowns); before: shape (old rows, unknowns), printed: shape (old rows,);
    names: of the old rows.
    """

    inside: Sequence[sparse.csr_array]
    before: sparse.csr_array
    printed: Floats
    names: Sequence[str]


def draws_for(definitions: Sequence[Definition], key: bytes) -> Floats:
    """Return a number on [0, 1) per definition, the same for the same key: HMAC-SHA256, first 52 bits."""
    texts = (repr((cell.measure, cell.period, cell.where)).encode() for cell in definitions)
    digests = (hmac.new(key, text, hashlib.sha256).digest() for text in texts)
    return np.array([(int.from_bytes(digest[:8], "big") >> 12) / 2**52 for digest in digests])


def solve(problems: Sequence[RoundingProblem], links: Links | None) -> list[Floats]:
    """Return the rounded inner cells of each table in persons, shape (cells,).

    links: needed when there is more than one table, or something linked was printed before. Raises RoundingError,
    with the names of the numbers that do not fit, when no additive rounding exists.
    """
    program = _Program([_Part(problem) for problem in problems], links)
    answer = program.run()
    if answer is None:
        blocking = program.blocking()
        raise RoundingError("No rounding adds up (with what was published before or what partners know): merge "
                            "categories, print fewer crossings, and protect the tables of a year together. It fails "
                            f"at {name_cells(blocking)}.", cells=blocking)
    return answer


class _Part:
    """One table in the program. Unknowns: steps per inner cell and, if steps are small, distance to the target."""

    def __init__(self, problem: RoundingProblem) -> None:
        self.problem = problem
        self.cells = len(problem.raw)
        self.low = np.maximum(0, np.ceil((problem.raw - problem.cell_reach) / problem.step))
        self.high = np.floor((problem.raw + problem.cell_reach) / problem.step)
        values = problem.margins @ problem.raw
        self.row_low = np.ceil(np.maximum(values - problem.reach, problem.floor) / problem.step)
        self.row_high = np.floor((values + problem.reach) / problem.step)
        everybody = sparse.csr_array(np.ones((1, self.cells)))
        self.rows: sparse.csr_array = sparse.csr_array(sparse.vstack([problem.margins, everybody]))
        self.row_low = np.append(self.row_low, np.ceil(problem.total[0] / problem.step))
        self.row_high = np.append(self.row_high, np.floor(problem.total[1] / problem.step))
        self.names = [*problem.names, "total"]
        self.whole = np.ones(self.cells)
        if problem.step == problem.base:
            self.cost = self._two_way()
        else:
            self._many_ways()

    def _target(self) -> Floats:
        """Draw a multiple of the base beside each raw count: the upper one with the chance that is unbiased."""
        base = self.problem.base
        below = np.floor(self.problem.raw / base)
        return np.asarray(base * (below + (self.problem.draws < self.problem.raw / base - below)))

    def _weight(self) -> Floats:
        """What is left of the draw breaks ties."""
        return np.asarray(1 + 0.25 * np.modf(self.problem.draws * 997)[0])

    def _two_way(self) -> Floats:
        """Cost of a step when there are two neighbours at most."""
        target, middle = self._target() / self.problem.step, (self.low + self.high) / 2
        return np.where(target > middle, -self._weight(), np.where(target < middle, self._weight(), 0.0))

    def _many_ways(self) -> None:
        """Add the distance to the target as unknowns, for steps smaller than the base."""
        target, unlimited = self._target(), np.full(self.cells, np.inf)
        steps, one = self.problem.step * sparse.eye(self.cells), sparse.eye(self.cells)
        nothing = sparse.csr_array((self.rows.shape[0], self.cells))
        self.rows = sparse.csr_array(sparse.vstack([sparse.hstack([self.rows, nothing]), sparse.hstack([steps, one]),
                                                    sparse.hstack([-steps, one])]))
        self.row_low = np.concatenate([self.row_low, target, -target])
        self.row_high = np.concatenate([self.row_high, unlimited, unlimited])
        self.names += [""] * (2 * self.cells)
        self.cost = np.concatenate([np.zeros(self.cells), self._weight()])
        self.low = np.concatenate([self.low, np.zeros(self.cells)])
        self.high = np.concatenate([self.high, unlimited])
        self.whole = np.concatenate([self.whole, np.zeros(self.cells)])


class _Program:
    """The integer program: the tables side by side, then the finer counts that tie them."""

    def __init__(self, parts: Sequence[_Part], links: Links | None) -> None:
        self.parts = parts
        unknowns = 0 if links is None else links.before.shape[1]
        self.cost = np.concatenate([*(part.cost for part in parts), np.zeros(unknowns)])
        self.low = np.concatenate([*(part.low for part in parts), np.zeros(unknowns)])
        self.high = np.concatenate([*(part.high for part in parts), np.full(unknowns, np.inf)])
        self.whole = np.concatenate([*(part.whole for part in parts), np.zeros(unknowns)])
        own = sparse.block_diag([part.rows for part in parts])
        self.row_low = np.concatenate([part.row_low for part in parts])
        self.row_high = np.concatenate([part.row_high for part in parts])
        self.names = [name for part in parts for name in part.names]
        self.rows = sparse.csr_array(own if links is None else self._tied(own, links))

    def _tied(self, own: sparse.csr_array, links: Links) -> sparse.csr_array:
        """Add: the finer counts add up to each rounded cell, and to each number printed before."""
        steps = sparse.block_diag([
            sparse.hstack([-part.problem.step * sparse.eye(part.cells),
                           sparse.csr_array((part.cells, len(part.cost) - part.cells))]) for part in self.parts])
        nothing = np.zeros(steps.shape[0])
        self.row_low = np.concatenate([self.row_low, links.printed, nothing])
        self.row_high = np.concatenate([self.row_high, links.printed, nothing])
        self.names += [*links.names, *([""] * len(nothing))]
        return sparse.csr_array(sparse.vstack([
            sparse.hstack([own, sparse.csr_array((own.shape[0], links.before.shape[1]))]),
            sparse.hstack([sparse.csr_array((links.before.shape[0], own.shape[1])), links.before]),
            sparse.hstack([steps, sparse.vstack(links.inside)])]))

    def run(self) -> list[Floats] | None:
        """Return the rounded inner cells per table, or None when nothing fits."""
        answer = self._milp(self.cost, self.rows)
        if answer is None:
            return None
        found, place = [], 0
        for part in self.parts:
            found.append(np.rint(answer[place:place + part.cells]) * part.problem.step)
            place += len(part.cost)
        return found

    def blocking(self) -> list[str]:
        """Return the names of a small set of numbers that cannot be printed as they must."""
        count, width = self.rows.shape
        free = np.array([bool(name) for name in self.names])
        slack = sparse.csr_array(sparse.eye(count, format="csr")[:, np.flatnonzero(free)])
        cost = np.concatenate([np.zeros(width), np.ones(2 * int(free.sum()))])
        answer = self._milp(cost, sparse.csr_array(sparse.hstack([self.rows, slack, -slack])))
        if answer is None:
            return ["total"]
        used = np.abs(answer[width:]).reshape(2, -1).sum(axis=0) > _TOLERANCE
        return [name for name, hit in zip(np.array(self.names)[free], used, strict=True) if hit] or ["total"]

    def _milp(self, cost: Floats, rows: sparse.csr_array) -> Floats | None:
        """Solve; unknowns beyond the program's own are slack, without bound."""
        extra = len(cost) - len(self.cost)
        answer = milp(cost, constraints=LinearConstraint(rows, self.row_low, self.row_high),
                      bounds=Bounds(np.concatenate([self.low, np.zeros(extra)]),
                                    np.concatenate([self.high, np.full(extra, np.inf)])),
                      integrality=np.concatenate([self.whole, np.zeros(extra)]),
                      options={"time_limit": _SECONDS, "mip_rel_gap": _GAP})
        return None if answer.x is None else np.asarray(answer.x)
