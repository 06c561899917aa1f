"""Stepwise Poisson regression with extended maximum likelihood.

Source: Chan, Silverman and Vincent 2021, "Multiple systems estimation for sparse capture data"; Silverman 2020.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from omvang.canonical import canonical
from omvang.capture import CaptureTable
from omvang.design import Design, FloatArray, design
from omvang.errors import InputError
from omvang.existence import ExistenceCache
from omvang.loglinear import Chosen, LogLinearFit, finish, require_estimate, term_name
from omvang.resampling import Replicator
from omvang.selection import Paths, begin, select


@dataclass(frozen=True, eq=False, kw_only=True)
class StepwiseFit(LogLinearFit):
    """A stepwise fit.

    entered: (term, p) of each pair in the order of entry; passed_over: pairs with a p below the threshold that
    were left out, because no estimate would exist with them.
    """

    entered: tuple[tuple[str, float], ...] = ()
    passed_over: tuple[str, ...] = ()


@dataclass(frozen=True)
class StepwisePoisson:
    """Start with the lists alone and let pairs enter one by one, while p is below the threshold.

    threshold: 0 <= threshold <= 1; 0.02 is customary, 0 keeps the lists alone, 1 lets every pair enter that can.
    A pair without persons on both lists enters with parameter minus infinity: its histories leave the fit.
    A pair with which no estimate would exist is passed over.
    """

    threshold: float = 0.02

    def __post_init__(self) -> None:
        number = isinstance(self.threshold, (int, float, np.floating)) and not isinstance(self.threshold, bool)
        if not number or not 0 <= self.threshold <= 1:
            raise InputError(f"The threshold {self.threshold!r} must lie from 0 to 1; 0.02 is customary.")

    def fit(self, table: CaptureTable) -> StepwiseFit:
        """Return the fit. Raises NoEstimateError when even the model with the lists alone has no estimate."""
        work = canonical(table)
        d = design(work.t)
        require_estimate(table, work, d, d.base)
        paths = select(d, work.counts[None].astype(np.float64), self.threshold, ExistenceCache(d))
        order = _entry_order(paths)
        passed = tuple(term_name(d, int(p), work, table) for p in np.flatnonzero(paths.passed[0]))
        reasons = []
        if passed:
            reasons.append(f"No estimate would exist with {', '.join(passed)} in the model; left out.")
        plain = finish(table, Chosen(d, paths.models[0], order, paths.theta[0]), self, method="stepwise",
                       options={"threshold": float(self.threshold)}, reasons=reasons)
        entered = tuple((term_name(d, int(p), work, table), float(paths.pvalues[0, p])) for p in order)
        return StepwiseFit(**vars(plain), entered=entered, passed_over=passed)

    def replicator(self, table: CaptureTable) -> Replicator:
        """Return the whole selection for many tables of counts (R, C) at once."""
        d = design(table.t)
        cache = ExistenceCache(d)
        centre = _centre(d, table, cache)

        def replicate(counts: FloatArray) -> FloatArray:
            return select(d, counts, self.threshold, cache, centre).hidden

        return replicate


def _entry_order(paths: Paths) -> list[int]:
    entered = np.flatnonzero(paths.order[0])
    return [int(p) for p in entered[np.argsort(paths.order[0, entered])]]


def _centre(d: Design, table: CaptureTable, cache: ExistenceCache) -> FloatArray | None:
    """The base fit of the table itself: a start for every replicate."""
    base = begin(d, table.counts[None].astype(np.float64), cache)
    return base.theta[0] if base.ok[0] else None
