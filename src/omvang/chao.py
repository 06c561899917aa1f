"""Chao's lower bound and Zelterman's estimator: from how many persons were on one list and how many on two.

Source: Chao 1987 and 1989 (lower bound, variance, log-normal interval); Zelterman 1988; Bohning 2008 (variance).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from omvang.capture import CaptureTable, check_table, history_matrix
from omvang.design import FloatArray
from omvang.errors import NoEstimateError
from omvang.resampling import Replicator
from omvang.simple import SimpleFit

_LARGEST = 700.0       # beyond this exp overflows; the hidden number is 0 long before


def frequencies(counts: np.ndarray, t: int) -> FloatArray:
    """Return (..., 2): persons on exactly one and on exactly two of t lists, of counts (..., 2**t - 1)."""
    lists = history_matrix(t).sum(axis=1)
    return np.stack([counts[..., lists == 1].sum(axis=-1), counts[..., lists == 2].sum(axis=-1)], axis=-1,
                    dtype=np.float64)


def chao_hidden(f1: FloatArray | float, f2: FloatArray | float, t: int) -> FloatArray:
    """Return Chao's lower bound of the hidden number: (t - 1) / t * f1**2 / (2 f2). For two lists f1**2 / (4 f2).

    f1, f2: persons on exactly one and two lists, f2 > 0. Source: Chao 1989.
    """
    return np.asarray((t - 1) / t * np.square(f1) / (2 * np.asarray(f2)))


def zelterman_hidden(f1: FloatArray | float, f2: FloatArray | float, observed: FloatArray | float) -> FloatArray:
    """Return Zelterman's hidden number: observed / (exp(2 f2 / f1) - 1). f1 > 0, f2 > 0. Source: Zelterman 1988."""
    return np.asarray(observed / np.expm1(np.minimum(2 * np.asarray(f2) / f1, _LARGEST)))


def _need(table: CaptureTable) -> tuple[float, float]:
    f1, f2 = (float(f) for f in frequencies(table.counts, table.t))
    if f2 == 0:
        raise NoEstimateError("Nobody is on exactly two lists, so nothing tells how often a second list finds a "
                              "person. Add persons or lists.", terms=("two lists",))
    if f1 == 0:
        raise NoEstimateError("Nobody is on exactly one list, so nothing tells how many are on none.",
                              terms=("one list",))
    return f1, f2


@dataclass(frozen=True)
class Chao:
    """Chao's lower bound of the population, valid when persons differ in how easily they are found."""

    def fit(self, table: CaptureTable) -> SimpleFit:
        """Return the fit. Raises NoEstimateError when nobody is on exactly one or exactly two lists."""
        f1, f2 = _need(check_table(table))
        hidden = float(chao_hidden(f1, f2, table.t))
        share, ratio = (table.t - 1) / table.t, f1 / f2
        variance = f2 * (share * ratio**2 / 2 + share**2 * ratio**3 + share**2 * ratio**4 / 4)
        reasons = ("This is a lower bound: persons who are harder to find than others make the population larger.",
                   "Lists that refer persons to each other make this bound too low, lists that exclude each other "
                   "or find persons at very different rates make it too high.")
        return SimpleFit(method="chao", table=table, hidden=hidden, variance=variance, estimator=self,
                         standard_error=float(np.sqrt(variance)), reasons=reasons, figures={"f1": f1, "f2": f2})

    def replicator(self, table: CaptureTable) -> Replicator:
        """Return the bound for tables of counts (R, C)."""

        def replicate(counts: FloatArray) -> FloatArray:
            f1, f2 = frequencies(counts, table.t).T
            return chao_hidden(f1, np.where(f2 > 0, f2, np.nan), table.t)

        return replicate


@dataclass(frozen=True)
class Zelterman:
    """Zelterman's estimator: the rate at which persons are found, from those found once and twice only."""

    def fit(self, table: CaptureTable) -> SimpleFit:
        """Return the fit. Raises NoEstimateError when nobody is on exactly one or exactly two lists."""
        f1, f2 = _need(check_table(table))
        n = table.observed
        hidden = float(zelterman_hidden(f1, f2, n))
        rate = 2 * f2 / f1
        g = float(np.exp(-rate) / np.expm1(-rate) ** 2)
        variance = n * g * (1 + n * g * rate**2 * (1 / f1 + 1 / f2))
        reasons = ("Zelterman's estimator treats the number of lists a person is on as Poisson near one and two, "
                   "which few lists cannot show.",)
        return SimpleFit(method="zelterman", table=table, hidden=hidden, variance=variance, estimator=self,
                         standard_error=float(np.sqrt(variance)), reasons=reasons, figures={"f1": f1, "f2": f2})

    def replicator(self, table: CaptureTable) -> Replicator:
        """Return the estimator for tables of counts (R, C)."""

        def replicate(counts: FloatArray) -> FloatArray:
            f1, f2 = frequencies(counts, table.t).T
            good = (f1 > 0) & (f2 > 0)
            return zelterman_hidden(np.where(good, f1, np.nan), f2, counts.sum(axis=1))

        return replicate
