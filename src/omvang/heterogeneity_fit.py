"""Fits of the log-linear models in which persons differ in how easily they are found.

Source: see `omvang.heterogeneity`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from omvang import newton
from omvang.capture import CaptureTable, history_matrix
from omvang.design import BoolArray, FloatArray
from omvang.existence import ExistenceCache
from omvang.models import information

KINDS = ("none", "chao", "poisson", "darroch", "gamma")
_SHAPES: dict[str, Callable[[FloatArray], FloatArray]] = {
    "poisson": lambda k: 2.0**k - 1,
    "darroch": lambda k: k**2 / 2,
    "gamma": lambda k: np.log(3.5) - np.log(3.5 + k),
}


@dataclass(frozen=True, eq=False)
class Columns:
    """A design with an intercept, a column for each list or for their number, and columns of heterogeneity."""

    t: int
    kind: str
    lists_differ: bool

    @cached_property
    def matrix(self) -> FloatArray:
        """(C, p): a row per history."""
        seen = history_matrix(self.t).astype(np.float64)
        k = seen.sum(axis=1)
        parts = [np.ones((len(k), 1)), seen if self.lists_differ else k[:, None]]
        if self.kind == "chao":
            parts += [np.maximum(k - j, 0.0)[:, None] for j in range(2, self.t)]
        elif self.kind != "none":
            parts.append(_SHAPES[self.kind](k)[:, None])
        return np.ascontiguousarray(np.concatenate(parts, axis=1))

    @cached_property
    def products(self) -> FloatArray:
        """(C, p * p): the outer products of the rows."""
        a = self.matrix
        return np.ascontiguousarray((a[:, :, None] * a[:, None, :]).reshape(a.shape[0], -1))

    @property
    def size(self) -> int:
        """Number of columns p."""
        return int(self.matrix.shape[1])

    @property
    def extra(self) -> slice:
        """The columns that may not be negative: Chao's, one for each number of lists above two."""
        return slice(1 + (self.t if self.lists_differ else 1), self.size if self.kind == "chao" else 0)


def fit_many(columns: Columns, counts: FloatArray, cache: ExistenceCache) -> tuple[newton.Batch, BoolArray]:
    """Fit R tables; Chao's columns that turn negative leave and the rest is fitted again. Returns fits, columns."""
    r = len(counts)
    finite = np.ones((r, columns.size), dtype=bool)
    cells = np.ones(counts.shape, dtype=bool)
    theta, mu, converged = np.zeros(finite.shape), np.zeros(counts.shape), np.zeros(r, dtype=bool)
    total = counts.sum(axis=1)
    todo = np.flatnonzero(total > 0)
    while todo.size:
        fit_at = todo[cache.good(counts[todo] > 0, finite[todo], cells[todo])]
        start = np.zeros((len(fit_at), columns.size))
        start[:, 0] = np.log(total[fit_at])
        start[:, 1:1 + (columns.t if columns.lists_differ else 1)] = -1.0
        batch = newton.fit(columns, counts[fit_at], finite[fit_at], cells[fit_at], start)
        theta[fit_at], mu[fit_at], converged[fit_at] = batch.theta, batch.mu, batch.converged
        low = np.zeros((len(todo), columns.size), dtype=bool)
        low[:, columns.extra] = (theta[todo][:, columns.extra] < 0) & finite[todo][:, columns.extra]
        # without an estimate, the column of the largest number of lists has too few persons: drop that one
        stuck = np.setdiff1d(todo, fit_at)
        if columns.kind == "chao":
            for i in stuck:
                left = np.flatnonzero(finite[i, columns.extra])
                if left.size:
                    low[np.searchsorted(todo, i), columns.extra.start + left[-1]] = True
        finite[todo] &= ~low
        todo = todo[low.any(axis=1)]
    return newton.Batch(theta, mu, converged), finite


@dataclass(frozen=True)
class Differing:
    """A model in which persons differ. kind: of `KINDS`; population: persons; bic: of the fit."""

    kind: str
    population: float
    bic: float


def differing(table: CaptureTable) -> tuple[Differing, ...]:
    """Fit each kind in which persons differ, with a rate for each list; kinds without an estimate are left out."""
    if table.t < 3:
        return ()
    y = table.counts[None].astype(np.float64)
    found = []
    for kind in KINDS[1:]:
        columns = Columns(table.t, kind, True)
        batch, finite = fit_many(columns, y, ExistenceCache(columns))
        if batch.converged[0]:
            bic = float(information(y, batch.mu, finite.sum(axis=1))[2][0])
            found.append(Differing(kind, table.observed + float(np.exp(batch.theta[0, 0])), bic))
    return tuple(found)
