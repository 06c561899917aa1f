"""Poisson maximum likelihood of many log-linear models at once, by Newton's method.

Every fit shares one fixed design; masks say which parameters and which histories take part in which fit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from omvang.design import BoolArray, Design, FloatArray, dot

_MAX_ITERATIONS = 200
_LAST_STEP = 1e-6      # Newton converges quadratically: after a step of 1e-6 the error is about 1e-12
_LARGEST_STEP = 6.0


class Columns(Protocol):
    """A design: matrix (C, P), products (C, P * P) with the outer product of each row, and size P."""

    @property
    def matrix(self) -> FloatArray:
        """(C, P) design matrix."""

    @property
    def products(self) -> FloatArray:
        """(C, P * P) outer products of the rows."""

    @property
    def size(self) -> int:
        """Number of columns P."""


@dataclass(frozen=True)
class Batch:
    """R fits. theta: (R, P) parameters, 0 outside the model; mu: (R, C) expectations, 0 outside the cells;
    converged: (R,)."""

    theta: FloatArray
    mu: FloatArray
    converged: BoolArray


def hessians(d: Columns, mu: FloatArray, finite: BoolArray) -> FloatArray:
    """Return the (R, P, P) information matrices at expectations mu (R, C); identity outside `finite` (R, P)."""
    p = d.size
    h = dot(mu, d.products).reshape(-1, p, p)
    h *= finite[:, :, None]
    h *= finite[:, None, :]
    diagonal = np.arange(p)
    h[:, diagonal, diagonal] += ~finite
    return h


def _solve(h: FloatArray, score: FloatArray) -> FloatArray:
    try:
        return np.asarray(np.linalg.solve(h, score[:, :, None])[:, :, 0])
    except np.linalg.LinAlgError:
        diagonal = np.arange(h.shape[1])
        h[:, diagonal, diagonal] *= 1 + 1e-10
        h[:, diagonal, diagonal] += 1e-10
        return np.asarray(np.linalg.solve(h, score[:, :, None])[:, :, 0])


def start(d: Design, counts: FloatArray, finite: BoolArray) -> FloatArray:
    """Return a starting point (R, P): the lists as if independent, with a hidden number as large as the observed."""
    total = counts.sum(axis=1)
    share = np.clip((dot(counts, d.matrix[:, 1:d.t + 1])) / (2 * total)[:, None], 1e-6, 0.9)
    theta = np.zeros(finite.shape)
    theta[:, 0] = np.log(total)
    theta[:, 1:d.t + 1] = np.log(share / (1 - share))
    return np.where(finite, theta, 0.0)


def fit(d: Columns, counts: FloatArray, finite: BoolArray, cells: BoolArray, theta: FloatArray) -> Batch:
    """Maximise the Poisson likelihood of R models that are known to have a maximum.

    counts: (R, C) persons; finite: (R, P) parameters to estimate; cells: (R, C) histories in the fit;
    theta: (R, P) starting point. The log-likelihood never falls from one step to the next: a step that would
    lower it is halved. Fits that are done leave the batch.
    """
    r = counts.shape[0]
    result = np.where(finite, theta, 0.0)
    mu_out = np.zeros_like(counts, dtype=np.float64)
    converged = np.zeros(r, dtype=bool)
    transposed = np.ascontiguousarray(d.matrix.T)
    live = np.arange(r)
    y, f, c, x = counts, finite, cells, result
    before, step, previous = np.full(r, -np.inf), np.zeros_like(x), x
    for _ in range(_MAX_ITERATIONS):
        eta = dot(x, transposed)
        mu = np.exp(np.minimum(eta, 500.0)) * c
        value = (y * eta).sum(axis=1) - mu.sum(axis=1)
        worse = value < before - 1e-10 * np.abs(before)
        done = (np.abs(step).max(axis=1) < _LAST_STEP) & np.isfinite(before) & ~worse
        if done.any():
            result[live[done]], mu_out[live[done]], converged[live[done]] = x[done], mu[done], True
            left = ~done
            live, y, f, c, x, mu, value = live[left], y[left], f[left], c[left], x[left], mu[left], value[left]
            before, step, previous, worse = before[left], step[left], previous[left], worse[left]
        if not live.size:
            break
        new = _solve(hessians(d, mu, f), dot(y - mu, d.matrix) * f)
        new *= np.minimum(1.0, _LARGEST_STEP / np.maximum(np.abs(new).max(axis=1), 1e-300))[:, None]
        step = np.where(worse[:, None], step / 2, new)
        previous = np.where(worse[:, None], previous, x)
        before = np.where(worse, before, value)
        x = previous + step
    result[live] = x
    return Batch(result, mu_out, converged)


def variances(d: Columns, mu: FloatArray, finite: BoolArray) -> FloatArray:
    """Return (R,): the variance of the intercept, the log of the hidden number, at expectations mu (R, C)."""
    unit = np.zeros((mu.shape[0], d.size))
    unit[:, 0] = 1.0
    return _solve(hessians(d, mu, finite), unit)[:, 0]


def deviance(counts: FloatArray, mu: FloatArray) -> FloatArray:
    """Return (R,): 2 sum(y log(y / mu) - (y - mu)) over the histories, with 0 log 0 = 0."""
    positive = counts > 0
    ratio = np.where(positive, counts, 1.0) / np.where(positive, mu, 1.0)
    return np.asarray(2 * (np.where(positive, counts * np.log(ratio), 0.0) - (counts - mu)).sum(axis=1))
