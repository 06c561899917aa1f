"""Log-linear models in which persons differ in how easily they are found, and the bias-corrected independence model.

One column h(k) of the number of lists k is added to the log-linear model.
Source: Rivest and Levesque 2001; Rivest and Baillargeon 2007; Darroch, Fienberg, Glonek and Junker 1993 (k**2 / 2).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import ndtri

from omvang import newton
from omvang.canonical import canonical
from omvang.capture import CaptureTable
from omvang.design import FloatArray
from omvang.errors import InputError, NoEstimateError
from omvang.estimate import Estimate, Interval, Verdict, check_level
from omvang.existence import ExistenceCache
from omvang.heterogeneity_fit import KINDS, Columns, fit_many
from omvang.models import information
from omvang.resampling import Bootstrap, Plan, Replicator, bootstrap
from omvang.verdict import judge_assumed


@dataclass(frozen=True, eq=False, kw_only=True)
class HeterogeneityFit(Estimate):
    """A fit with heterogeneity. parameters: column -> value; log_standard_error: of the log of the hidden number."""

    parameters: Mapping[str, float]
    log_standard_error: float
    estimator: Heterogeneity

    def bootstrap(self, *, jackknife: bool = True, **options: Any) -> Bootstrap:
        """Return the replicates: see `Plan.of` for options (replicates, seed or rng, batch_size, progress)."""
        work = canonical(self.table)
        return bootstrap(self.estimator.replicator(work), work, self.population, Plan.of(**options),
                         jackknife=jackknife)

    def conf_int(self, method: str = "wald", *, level: float = 0.95, **options: Any) -> Interval:
        """Return an interval: "wald" on the log of the hidden number, "bca" or "percentile"."""
        check_level(level)
        if method == "wald" and not options:
            reach = float(np.exp(ndtri(0.5 + level / 2) * self.log_standard_error))
            return Interval(method="wald", level=level, low=self.observed + self.hidden / reach,
                            high=self.observed + self.hidden * reach)
        if method not in {"bca", "percentile"}:
            return super().conf_int(method, level=level, **options)
        return self.bootstrap(jackknife=method == "bca", **options).interval(method, level)

    def check(self) -> Verdict:
        """Return the verdict: never better than with caution."""
        return judge_assumed(self, self.conf_int("wald"))


@dataclass(frozen=True)
class Heterogeneity:
    """A log-linear model with one column for how persons differ.

    kind: "none" (all alike), "chao" (lower bound), "poisson" (2**k - 1), "darroch" (k**2 / 2) or "gamma"
    (-log(3.5 + k) + log 3.5), with k the number of lists. lists_differ: whether every list has a rate of its own.
    """

    kind: str = "chao"
    lists_differ: bool = True

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise InputError(f"The kind {self.kind!r} is not one of {', '.join(KINDS)}.")

    def fit(self, table: CaptureTable) -> HeterogeneityFit:
        """Return the fit. Raises NoEstimateError when it does not exist or is not identifiable."""
        work = canonical(table)
        columns = Columns(table.t, self.kind, self.lists_differ)
        y = work.counts[None].astype(np.float64)
        batch, finite = fit_many(columns, y, ExistenceCache(columns))
        if not batch.converged[0]:
            raise NoEstimateError(f"No estimate exists with {self.kind} heterogeneity: too few persons are on more "
                                  "than one list. Merge lists or choose another model.", terms=(self.kind,))
        hidden = float(np.exp(batch.theta[0, 0]))
        size = finite.sum(axis=1)
        aic, aicc, bic = (float(value[0]) for value in information(y, batch.mu, size))
        log_error = float(np.sqrt(newton.variances(columns, batch.mu, finite)[0]))
        names = ["(hidden)", *(work.lists if self.lists_differ else ("lists",))]
        names += [f"{self.kind}{j + 1}" for j in range(columns.size - len(names))]
        reason = {"chao": "This is a lower bound of the population.",
                  "none": "Persons are supposed to be found equally easily and lists to be independent."}
        return HeterogeneityFit(
            method="heterogeneity", table=table, hidden=hidden, deviance=float(newton.deviance(y, batch.mu)[0]),
            df=int(y.shape[1] - size[0]), aic=aic, aicc=aicc, bic=bic, log_standard_error=log_error,
            standard_error=float(np.sqrt(hidden + (hidden * log_error) ** 2)), estimator=self,
            options={"kind": self.kind, "lists_differ": self.lists_differ},
            reasons=(reason.get(self.kind, "The shape of the differences between persons is assumed, and other "
                                           "shapes that fit as well give other numbers."),),
            parameters={names[j]: float(batch.theta[0, j]) for j in np.flatnonzero(finite[0])})

    def replicator(self, table: CaptureTable) -> Replicator:
        """Return the model for tables of counts (R, C)."""
        columns = Columns(table.t, self.kind, self.lists_differ)
        cache = ExistenceCache(columns)

        def replicate(counts: FloatArray) -> FloatArray:
            batch, _ = fit_many(columns, counts, cache)
            return np.where(batch.converged, np.exp(batch.theta[:, 0]), np.nan)

        return replicate
