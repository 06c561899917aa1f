"""Estimators with a closed form: what they share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import ndtri

from omvang.canonical import canonical
from omvang.errors import InputError
from omvang.estimate import Estimate, Interval, Verdict, check_level
from omvang.resampling import Bootstrap, Plan, Resampled, bootstrap
from omvang.verdict import judge_assumed

_NOBODY = 1e-9      # persons; less is no hidden number that can have an interval


@dataclass(frozen=True, eq=False, kw_only=True)
class SimpleFit(Estimate):
    """An estimate with a closed form and a variance. variance: of the population, in persons squared."""

    variance: float
    estimator: Resampled
    figures: Mapping[str, float]

    def bootstrap(self, *, jackknife: bool = True, **options: Any) -> Bootstrap:
        """Return the replicates: see `Plan.of` for options (replicates, seed or rng, batch_size, progress)."""
        work = canonical(self.table)
        return bootstrap(self.estimator.replicator(work), work, self.population, Plan.of(**options),
                         jackknife=jackknife)

    def conf_int(self, method: str = "wald", *, level: float = 0.95, **options: Any) -> Interval:
        """Return an interval: "wald" (log-normal for the hidden number, Chao 1987), "bca" or "percentile".

        Raises InputError for another method.
        """
        check_level(level)
        if method == "wald":
            if options:
                raise InputError(f"The wald interval takes no {next(iter(options))}.")
            if self.hidden < _NOBODY:
                return Interval(method="wald", level=level, low=self.population, high=self.population)
            spread = np.sqrt(np.log1p(self.variance / self.hidden**2))
            reach = float(np.exp(ndtri(0.5 + level / 2) * spread))
            return Interval(method="wald", level=level, low=self.observed + self.hidden / reach,
                            high=self.observed + self.hidden * reach)
        if method not in {"bca", "percentile"}:
            return super().conf_int(method, level=level, **options)
        return self.bootstrap(jackknife=method == "bca", **options).interval(method, level)

    def check(self) -> Verdict:
        """Return the verdict: never better than with caution, since the assumptions cannot be tested."""
        return judge_assumed(self, self.conf_int("wald"))
