"""All pair models near the best by BIC, without fitting every one: branch and bound.

A model never fits better than a larger model that contains it. So once pairs are left out whose absence costs more
deviance than the criterion can win back, everything below can be skipped.
Source of the principle: Furnival and Wilson 1974, "Regressions by leaps and bounds".
"""

from __future__ import annotations

import numpy as np

from omvang import newton
from omvang.design import BoolArray, Design, FloatArray, IntArray
from omvang.existence import Oracle
from omvang.models import ModelSet, fit_listed

MOST_NODES = 6000


class _Deviances:
    """Deviances of models over one table, each started at a fit of a larger model."""

    def __init__(self, d: Design, counts: IntArray) -> None:
        self.d = d
        self.y = counts.astype(np.float64)
        self.margins = d.margins(self.y)
        self.oracle = Oracle(d, counts > 0)

    def of(self, models: BoolArray, theta: FloatArray, larger: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return deviances (n,) and parameters (n, P) of models (n, P).

        theta: (n, P) start; larger: (n,) deviance of a larger model, which stands in where no estimate exists.
        """
        finite, _, cells = self.d.split(models, np.broadcast_to(self.margins, models.shape))
        ok = np.array([status.ok for status in self.oracle.statuses(finite, cells)], dtype=bool)
        deviance, found = larger.copy(), theta.copy()
        at = np.flatnonzero(ok)
        if at.size:
            counts = np.broadcast_to(self.y, (len(at), len(self.y)))
            batch = newton.fit(self.d, counts, finite[at], cells[at], theta[at])
            settled = at[batch.converged]
            deviance[settled] = newton.deviance(counts, batch.mu)[batch.converged]
            found[settled] = batch.theta[batch.converged]
        return deviance, found


def near_best(counts: IntArray, d: Design, within: float, known: float) -> ModelSet | None:
    """Return every pair model whose BIC is at most `within` above the best; None when the search grows too large.

    counts: (C,); d: a design with pairs; known: BIC of some model, as a bound to start from.
    """
    deviances = _Deviances(d, counts)
    pairs = [p for p in range(d.t + 1, d.size) if len(d.subsets[p]) == 2]
    full = d.base.copy()
    full[pairs] = True
    start = newton.start(d, deviances.y[None], full[None])
    top, theta = deviances.of(full[None], start, np.zeros(1))
    # BIC = deviance + terms * log(persons) + what all models share; a fitted model tells what they share
    price = float(np.log(deviances.y.sum()))
    base = fit_listed(counts, d, d.base[None])
    shared = float(base.bic[0] - base.deviance[0] - d.base.sum() * price)
    limit = known + within - shared - d.base.sum() * price
    single = np.repeat(full[None], len(pairs), axis=0)
    single[np.arange(len(pairs)), pairs] = False
    cost, _ = deviances.of(single, np.repeat(theta, len(pairs), axis=0), np.repeat(top, len(pairs)))
    models, inside, deviance = full[None], np.zeros(1), top
    for p in np.array(pairs)[np.argsort(-cost, kind="stable")]:
        without = models.copy()
        without[:, p] = False
        found, moved = deviances.of(without, np.where(without, theta, 0.0), deviance)
        models = np.concatenate([models, without])
        theta = np.concatenate([theta, moved])
        inside = np.concatenate([inside + 1, inside])
        deviance = np.concatenate([deviance, found])
        keep = deviance + inside * price <= limit
        models, theta, inside, deviance = models[keep], theta[keep], inside[keep], deviance[keep]
        if len(models) > MOST_NODES:
            return None
    return fit_listed(counts, d, models)
