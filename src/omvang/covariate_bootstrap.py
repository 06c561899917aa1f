"""Bootstrap of a model with covariates: the total and every stratum from the same replicates.

"parametric" draws whole populations from the fitted model, hidden persons included (Buckland, Garthwaite
1991); "percentile" draws the observed persons again by their counts. The formula is kept, or the search
repeated.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from omvang.boundary import Fate
from omvang.composite import solve
from omvang.covariate_fit import Fitted
from omvang.errors import InputError, NoEstimateError, OmvangError
from omvang.estimate import Interval
from omvang.resampling import Bootstrap, Plan
from omvang.strata import StratifiedTable

FloatArray = npt.NDArray[np.float64]
Refit = Callable[[StratifiedTable], Fitted]

KINDS = ("parametric", "percentile")
_MOST_FAILED = 0.5


@dataclass(frozen=True, eq=False)
class StratumBootstrap:
    """populations: (B - failed, S), population of each stratum in each replicate that has an estimate.

    estimate, observed: (S,) of the data; failed: replicates without an estimate; seed: None when the generator was
    used; source: what else must be recorded to compute the replicates again.
    """

    populations: FloatArray
    estimate: FloatArray
    observed: npt.NDArray[np.int64]
    failed: int
    seed: int | None
    kind: str
    source: Mapping[str, Any] = field(default_factory=dict)

    def interval(self, chosen: npt.NDArray[np.bool_] | None = None, level: float = 0.95) -> Interval:
        """Return the percentile interval of the sum over the strata chosen (S,); default all."""
        keep = np.ones(len(self.estimate), bool) if chosen is None else chosen
        sums = self.populations[:, keep].sum(axis=1)
        whole = Bootstrap(float(self.estimate[keep].sum()), sums, self.failed, self.seed, kind=self.kind,
                          observed=int(self.observed[keep].sum()), extra=self.source)
        return whole.interval(self.kind, level)


def _draws(fit: Fitted, kind: str, plan: Plan) -> npt.NDArray[np.int64]:
    """Return (B, k) counts of the groups."""
    y, hidden = fit.problem.y, fit.solution.hidden.sum()
    if kind == "percentile":
        return plan.rng.multinomial(int(y.sum()), y / y.sum(), size=plan.replicates)
    shares = np.append(fit.solution.fitted, hidden)
    people = round(float(y.sum() + hidden))
    return plan.rng.multinomial(people, shares / shares.sum(), size=plan.replicates)[:, :-1]


def _populations(fit: Fitted) -> FloatArray | None:
    """Return (S,) of a replicate, or None when it has no estimate.

    A stratum of which the replicate drew nobody may have the limit 0; elsewhere a limit is no estimate.
    """
    seen = fit.strata.totals()
    for fate, stratum in zip(fit.solution.face.fates, fit.owner, strict=True):
        if fate is not Fate.FINITE and not (fate is Fate.ZERO and seen[stratum] == 0):
            return None
    return np.asarray(seen + fit.hidden, dtype=np.float64)


def _with_counts(fit: Fitted, y: npt.NDArray[np.int64]) -> StratifiedTable:
    counts = np.zeros(fit.strata.counts.size, dtype=np.int64)
    counts[fit.places] = y
    return fit.strata.with_counts(counts.reshape(fit.strata.counts.shape))


def _same_formula(fit: Fitted, table: StratifiedTable, y: npt.NDArray[np.int64]) -> Fitted:
    start = fit.solution.parameters() if fit.solution.face.exists else None
    problem = fit.problem.with_counts(y.astype(np.float64))
    return Fitted(table, fit.formula, fit.design, problem, solve(problem, start), fit.places, fit.owner)


def resample(fit: Fitted, kind: str, plan: Plan, refit: Refit | None = None) -> StratumBootstrap:
    """Repeat a fit on drawn tables. refit: the whole procedure to repeat; default the same formula.

    Raises InputError for another kind, NoEstimateError when more than half of the replicates have no
    estimate.
    """
    if kind not in KINDS:
        raise InputError(f"The bootstrap {kind!r} does not exist; choose {' or '.join(KINDS)}.")
    found: list[FloatArray] = []
    for done, y in enumerate(_draws(fit, kind, plan), 1):
        try:
            table = _with_counts(fit, y)
            replicate = _populations(_same_formula(fit, table, y) if refit is None else refit(table))
        except OmvangError:          # a list without persons, or no estimate: counted as failed below
            replicate = None
        if replicate is not None:
            found.append(replicate)
        if plan.progress is not None:
            plan.progress(done, plan.replicates)
    failed = plan.replicates - len(found)
    if failed > _MOST_FAILED * plan.replicates:
        raise NoEstimateError(f"{failed} of {plan.replicates} replicates have no estimate, so an interval has no "
                              "meaning. Merge levels or leave interactions out.")
    seen = fit.strata.totals()
    return StratumBootstrap(np.array(found), seen + fit.hidden, seen, failed, plan.seed, kind,
                            {**plan.source, **({} if refit is None else {"reselect": True})})
