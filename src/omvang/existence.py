"""Does the maximum of the likelihood exist, and does it fix the population?

Source: Fienberg and Rinaldo 2012 (existence as membership of the relative interior of the marginal cone);
Chan, Silverman and Vincent 2021 (the linear program and the order of the checks).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np
from scipy.optimize import linprog

from omvang.design import BoolArray, Design, FloatArray, IntArray, dot
from omvang.newton import Columns

_POSITIVE = 1e-7
_SURE = 1e-6


@dataclass(frozen=True)
class Status:
    """exists: a finite maximum likelihood estimate exists; identifiable: it fixes every parameter."""

    exists: bool
    identifiable: bool

    @property
    def ok(self) -> bool:
        """Both."""
        return self.exists and self.identifiable


GOOD = Status(True, True)


def independent_columns(d: Columns, rows: BoolArray, columns: BoolArray) -> BoolArray:
    """Return (R,): whether columns (R, P) of the design are linearly independent on rows (R, C).

    The determinant of the Gram matrix settles almost all; near zero the singular values decide.
    """
    p = d.size
    gram = dot(rows.astype(np.float64), d.products).reshape(-1, p, p)
    gram *= columns[:, :, None]
    gram *= columns[:, None, :]
    at = np.arange(p)
    gram[:, at, at] += ~columns
    scale = np.sqrt(np.maximum(gram[:, at, at], 1e-300))
    filled = (gram[:, at, at] > 0).all(axis=1)
    gram /= scale[:, :, None] * scale[:, None, :]
    independent = filled & (np.abs(np.linalg.det(gram)) > _SURE)
    for i in np.flatnonzero(filled & ~independent):
        part = d.matrix[rows[i]][:, columns[i]]
        independent[i] = bool(np.linalg.matrix_rank(part) == part.shape[1])
    return np.asarray(independent, dtype=bool)


def maximum_exists(d: Columns, support: BoolArray, finite: BoolArray, cells: BoolArray) -> bool:
    """Whether some strictly positive table over `cells` has the same margins as the support.

    support, cells: (C,); finite: (P,). The linear program maximises s such that A'x = A'y, x >= s, s >= 0.
    Existence depends on the counts only through which of them are positive, so y is 1 on the support.
    """
    a = d.matrix[cells][:, finite]
    target = support[cells].astype(np.float64) @ a
    n = a.shape[0]
    # x = z + s with z >= 0 turns the inequalities into bounds
    equalities = np.column_stack([a.T, a.sum(axis=0)])
    cost = np.zeros(n + 1)
    cost[-1] = -1.0
    bounds = [(0, None)] * n + [(0, 1.0)]
    answer = linprog(cost, A_eq=equalities, b_eq=target, bounds=bounds, method="highs")
    return bool(answer.status == 0 and -answer.fun > _POSITIVE)


def status(d: Columns, support: BoolArray, finite: BoolArray, cells: BoolArray) -> Status:
    """Return the status of one model: support (C,) histories with persons, finite (P,), cells (C,)."""
    if independent_columns(d, (support & cells)[None], finite[None])[0]:
        return GOOD
    identifiable = bool(independent_columns(d, cells[None], finite[None])[0])
    return Status(maximum_exists(d, support, finite, cells), identifiable)


@dataclass
class ExistenceCache:
    """Statuses of models over one design, remembered by support and model: a bootstrap meets few different ones."""

    design: Columns
    known: dict[bytes, Status] = field(default_factory=dict)

    def good(self, support: BoolArray, finite: BoolArray, cells: BoolArray) -> BoolArray:
        """Return (R,): whether each model has an estimate. support, cells: (R, C); finite: (R, P)."""
        keys = np.packbits(np.concatenate([support, finite, cells], axis=1), axis=1)
        texts = [row.tobytes() for row in keys]
        first: dict[bytes, int] = {}
        for i, text in enumerate(texts):
            if text not in self.known and text not in first:
                first[text] = i
        if first:
            at = np.array(list(first.values()))
            full = independent_columns(self.design, support[at] & cells[at], finite[at])
            for i, sure in zip(at, full, strict=True):
                self.known[texts[i]] = GOOD if sure else status(self.design, support[i], finite[i], cells[i])
        return np.array([self.known[text].ok for text in texts], dtype=bool)


@dataclass
class Oracle:
    """Statuses of many models over one table.

    Over the same histories a model has an estimate whenever a larger one has, and lacks one whenever a smaller one
    does. So each answer is stretched as far as it goes, to a largest model with or a smallest model without an
    estimate, and most questions are then settled by comparison alone.
    """

    design: Columns
    support: BoolArray
    good: dict[bytes, list[BoolArray]] = field(default_factory=dict)
    bad: dict[bytes, list[tuple[BoolArray, Status]]] = field(default_factory=dict)

    def statuses(self, finite: BoolArray, cells: BoolArray) -> list[Status]:
        """Return the status of each of n models: finite (n, P), cells (n, C)."""
        sure = independent_columns(self.design, self.support & cells, finite)
        return [GOOD if fine else self._ask(finite[i], cells[i]) for i, fine in enumerate(sure)]

    def _ask(self, finite: BoolArray, cells: BoolArray) -> Status:
        region = np.packbits(cells).tobytes()
        good, bad = self.good.setdefault(region, []), self.bad.setdefault(region, [])
        if any(not (finite & ~larger).any() for larger in good):
            return GOOD
        for smaller, found in bad:
            if not (smaller & ~finite).any():
                return found
        found = status(self.design, self.support, finite, cells)
        if found.ok:
            good.append(self._grown(finite, cells))
        else:
            bad.append((self._shrunk(finite, cells), found))
        return found

    def _grown(self, finite: BoolArray, cells: BoolArray) -> BoolArray:
        larger = finite.copy()
        for p in np.flatnonzero(~finite & (self.design.matrix[self.support & cells] > 0).any(axis=0)):
            larger[p] = True
            larger[p] = status(self.design, self.support, larger, cells).ok
        return larger

    def _shrunk(self, finite: BoolArray, cells: BoolArray) -> BoolArray:
        smaller = finite.copy()
        for p in np.flatnonzero(finite)[::-1]:
            smaller[p] = False
            smaller[p] = status(self.design, self.support, smaller, cells).ok
        return smaller


def blamed_terms(d: Design, support: BoolArray, model: BoolArray, margins: FloatArray) -> list[int]:
    """Return the interaction columns of a model without estimate that are to blame.

    Those without which an estimate does exist; when no single one suffices, every interaction of the model.
    model: (P,); support: (C,); margins: (P,) persons inside each term.
    """
    interactions = [int(p) for p in np.flatnonzero(model) if p > d.t]
    guilty = []
    for p in interactions:
        without = model & ((d.term_masks & d.term_masks[p]) != d.term_masks[p])
        finite, _, cells = d.split(without[None], margins[None])
        if status(d, support, finite[0], cells[0]).ok:
            guilty.append(p)
    return guilty or interactions


def blamed_lists(lists: Sequence[str], counts: IntArray) -> tuple[str, list[str]]:
    """Say why the lists by themselves have no estimate, with the pairs of lists that are to blame.

    counts: (2**t - 1,). The margins then lie on a face of the cube of histories without its empty corner: everybody
    is on some list, or everybody is on exactly one.
    """
    masks = np.arange(1, len(counts) + 1)
    on = (masks[:, None] >> np.arange(len(lists)) & 1).astype(np.int64)
    both = (on * counts[:, None]).T @ on
    pairs = {(i, j): f"{lists[i]}:{lists[j]}" for i, j in combinations(range(len(lists)), 2)}
    whole = [j for j in range(len(lists)) if both[j, j] == counts.sum()]
    if whole:
        outer = lists[whole[0]]
        told = [f"everybody on {name} is on {outer} too" for name in lists if name != outer]
        return " and ".join(told), [term for pair, term in pairs.items() if whole[0] in pair]
    apart = [term for pair, term in pairs.items() if both[pair] == 0]
    return f"nobody is on both lists of {', '.join(apart)}", apart
