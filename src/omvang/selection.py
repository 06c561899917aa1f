"""Stepwise choice of pairs for many tables at once, each with its own path.

Source: Chan, Silverman and Vincent 2021, section 3; Silverman 2020.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import gammaln, pdtr, pdtrc

from omvang import newton
from omvang.design import BoolArray, Design, FloatArray, IntArray, dot
from omvang.existence import ExistenceCache

_UNDERFLOW = 1e-290


@dataclass
class Paths:
    """R tables and where their selection stands.

    counts: (R, C); models, finite: (R, P); cells: (R, C); theta: (R, P); mu: (R, C); ok: (R,) an estimate exists;
    order: (R, P) at which step a pair entered, 0 for not; passed: (R, P) pairs that were passed over because no
    estimate would exist; pvalues: (R, P) at entry, NaN otherwise.
    """

    counts: FloatArray
    models: BoolArray
    finite: BoolArray
    cells: BoolArray
    theta: FloatArray
    mu: FloatArray
    ok: BoolArray
    order: IntArray
    passed: BoolArray
    pvalues: FloatArray

    @property
    def hidden(self) -> FloatArray:
        """(R,) hidden persons; NaN where no estimate exists."""
        return np.where(self.ok, np.exp(self.theta[:, 0]), np.nan)


def tail_ranks(n: FloatArray, m: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return p = min(P(Pois(m) <= n), P(Pois(m) >= n)) and its logarithm, which also ranks p that underflow to 0.

    n: observed persons; m: expected persons (> 0); any shape.
    """
    lower = pdtr(n, m)
    upper = np.where(n > 0, pdtrc(np.maximum(n - 1, 0), m), 1.0)
    p = np.minimum(lower, upper)
    with np.errstate(divide="ignore"):
        log = np.log(p)
    tiny = p < _UNDERFLOW
    if tiny.any():
        nt, mt = n[tiny], m[tiny]
        ratio = np.where(nt > mt, mt / (nt + 1), nt / mt)
        log[tiny] = nt * np.log(mt) - mt - gammaln(nt + 1) - np.log1p(-np.minimum(ratio, 0.999))
    return p, log


def begin(d: Design, counts: FloatArray, cache: ExistenceCache, theta: FloatArray | None = None) -> Paths:
    """Fit the base model to every table. counts: (R, C); theta: (P,) a starting point for all, when known."""
    r, p = counts.shape[0], d.size
    models = np.broadcast_to(d.base, (r, p)).copy()
    finite, _, cells = d.split(models, d.margins(counts))
    finite, cells = finite.copy(), cells.copy()
    ok = finite[:, 0] & (counts.sum(axis=1) > 0)
    ok[ok] = cache.good(counts[ok] > 0, finite[ok], cells[ok])
    paths = Paths(counts, models, finite, cells, np.zeros((r, p)), np.zeros(counts.shape), ok,
                  np.zeros((r, p), dtype=np.int64), np.zeros((r, p), dtype=bool), np.full((r, p), np.nan))
    at = np.flatnonzero(ok)
    first = newton.start(d, counts[at], finite[at]) if theta is None else np.broadcast_to(theta, (len(at), p))
    _refit(d, paths, at, first)
    return paths


def _refit(d: Design, paths: Paths, at: IntArray, theta: FloatArray) -> None:
    if not at.size:
        return
    batch = newton.fit(d, paths.counts[at], paths.finite[at], paths.cells[at], theta)
    paths.theta[at], paths.mu[at] = batch.theta, batch.mu
    paths.ok[at] &= batch.converged


def _choose(d: Design, paths: Paths, live: IntArray, margins: FloatArray, threshold: float,
            cache: ExistenceCache) -> tuple[IntArray, IntArray, FloatArray, FloatArray]:
    """Return for the tables that take a step: which, the column that enters, its expected number and its p."""
    pairs = np.arange(d.t + 1, d.size)
    expected = dot(paths.mu[live], d.matrix[:, pairs])
    open_pair = ~paths.models[live][:, pairs] & (expected > 0)
    p = np.full(expected.shape, np.inf)
    rank = np.full(expected.shape, np.inf)
    p[open_pair], rank[open_pair] = tail_ranks(margins[live][:, pairs][open_pair], expected[open_pair])
    rank[p >= threshold] = np.inf
    chosen = np.full(len(live), -1)
    waiting = np.arange(len(live))
    while waiting.size:
        best = rank[waiting].argmin(axis=1)
        possible = np.isfinite(rank[waiting, best])
        waiting, best = waiting[possible], best[possible]
        if not waiting.size:
            break
        rows = live[waiting]
        models = paths.models[rows]
        models[np.arange(len(rows)), pairs[best]] = True
        finite, _, cells = d.split(models, margins[rows])
        good = cache.good(paths.counts[rows] > 0, finite, cells)
        chosen[waiting[good]] = best[good]
        paths.passed[rows[~good], pairs[best[~good]]] = True
        rank[waiting[~good], best[~good]] = np.inf
        waiting = waiting[~good]
    steps = np.flatnonzero(chosen >= 0)
    taken = chosen[steps]
    return live[steps], pairs[taken], expected[steps, taken], p[steps, taken]


def select(d: Design, counts: FloatArray, threshold: float, cache: ExistenceCache,
           theta: FloatArray | None = None) -> Paths:
    """Run the stepwise selection on each of R tables.

    counts: (R, C); threshold: pairs enter while the smallest p is below it; cache: of the same design;
    theta: (P,) start for the base model. Tables without an estimate have ok False.
    """
    paths = begin(d, counts, cache, theta)
    margins = d.margins(counts)
    live = np.flatnonzero(paths.ok)
    for step in range(1, d.size - d.t):
        rows, columns, expected, p = _choose(d, paths, live, margins, threshold, cache)
        if not rows.size:
            break
        paths.models[rows, columns] = True
        paths.order[rows, columns] = step
        paths.passed[rows, columns] = False
        paths.pvalues[rows, columns] = p
        finite, _, cells = d.split(paths.models[rows], margins[rows])
        paths.finite[rows], paths.cells[rows] = finite, cells
        theta_new = paths.theta[rows].copy()
        found = margins[rows, columns]
        grows = np.flatnonzero(found > 0)
        theta_new[grows, columns[grows]] = np.log(found[grows] / expected[grows])
        _refit(d, paths, rows, theta_new)
        live = rows[paths.ok[rows]]
    return paths
