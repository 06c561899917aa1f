"""The independence model with a correction for its bias in small tables.

Source: Rivest and Levesque 2001: (t - 2) / (2 t) is added to each history with one list and 2 / (t (t - 1)) to each
with two; for two lists this is close to Chapman's estimator.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from omvang import newton
from omvang.canonical import canonical
from omvang.capture import CaptureTable, history_matrix
from omvang.design import FloatArray, design
from omvang.loglinear import require_estimate
from omvang.resampling import Replicator
from omvang.simple import SimpleFit


def correction(t: int) -> FloatArray:
    """Return (2**t - 1,): what is added to the count of each history over t lists."""
    k = history_matrix(t).sum(axis=1)
    return np.where(k == 1, (t - 2) / (2 * t), 0.0) + np.where(k == 2, 2 / (t * (t - 1)), 0.0)


@dataclass(frozen=True)
class CorrectedIndependence:
    """The model with the lists alone, fitted to counts that are corrected for bias."""

    def fit(self, table: CaptureTable) -> SimpleFit:
        """Return the fit. Raises NoEstimateError when the uncorrected model has no estimate."""
        work = canonical(table)
        require_estimate(table, work, design(table.t), design(table.t).base)
        overlap = int(table.counts[table.histories.sum(axis=1) > 1].sum())
        theta, mu = _fit(work.counts[None].astype(np.float64), table.t)
        d = design(table.t, 1)
        hidden = float(np.exp(theta[0, 0]))
        error = newton.variances(d, mu, np.ones((1, d.size), dtype=bool))[0]
        variance = hidden + hidden**2 * float(error)
        reasons = ("The lists are supposed to be independent of each other.",)
        return SimpleFit(method="corrected", table=table, hidden=hidden, variance=variance, estimator=self,
                         standard_error=float(np.sqrt(variance)), reasons=reasons, figures={"overlap": overlap})

    def replicator(self, table: CaptureTable) -> Replicator:
        """Return the model for tables of counts (R, C)."""
        overlapping = history_matrix(table.t).sum(axis=1) > 1

        def replicate(counts: FloatArray) -> FloatArray:
            theta, _ = _fit(counts, table.t)
            return np.where(counts[:, overlapping].sum(axis=1) > 0, np.exp(theta[:, 0]), np.nan)

        return replicate


def _fit(counts: FloatArray, t: int) -> tuple[FloatArray, FloatArray]:
    """Return theta (R, P) and mu (R, C). The correction makes every margin positive, so a maximum always exists."""
    d = design(t, 1)
    y = counts + correction(t)
    finite = np.ones((len(y), d.size), dtype=bool)
    batch = newton.fit(d, y, finite, np.ones(y.shape, dtype=bool), newton.start(d, y, finite))
    return batch.theta, batch.mu
