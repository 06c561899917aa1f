"""Profile-likelihood interval for the population under one log-linear model.

The counts are multinomial given the population; for each population the other parameters are fitted anew.
Source: Cormack 1992; Coull and Agresti 1999.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.optimize import brentq, minimize_scalar
from scipy.special import gammaln
from scipy.stats import chi2

from omvang import newton
from omvang.design import BoolArray, Design, FloatArray, IntArray
from omvang.errors import NoEstimateError
from omvang.estimate import Interval

_FARTHEST = 1e12


class _Profile:
    """The profile log-likelihood as a function of the log of the hidden number."""

    def __init__(self, d: Design, counts: IntArray, model: BoolArray, theta: FloatArray) -> None:
        self.full = Design(d.t, d.max_order, hidden_cell=True)
        self.observed = int(counts.sum())
        finite, _, cells = d.split(model[None], d.margins(counts)[None])
        self.finite = finite
        self.cells = np.concatenate([np.ones((1, 1), dtype=bool), cells], axis=1)
        self.counts = np.append(0.0, counts)[None]
        self.theta = theta[None].copy()

    def __call__(self, log_hidden: float) -> float:
        hidden = float(np.exp(log_hidden))
        y = self.counts.copy()
        y[0, 0] = hidden
        batch = newton.fit(self.full, y, self.finite, self.cells, self.theta)
        self.theta = batch.theta
        total = self.observed + hidden
        positive = y > 0
        shares = np.where(positive, np.log(np.where(positive, batch.mu, 1.0) / total), 0.0)
        return float(gammaln(total + 1) - gammaln(hidden + 1) + (y * shares).sum())


def _end(above: Callable[[float], float], top: float, direction: float, limit: float) -> float | None:
    """Walk from the top until the profile is low enough, then find the crossing; None when it never is."""
    near, step = top, 0.05
    while abs(near - top) < limit:
        far = near + direction * step
        if above(far) < 0:
            return float(brentq(above, far, near, xtol=1e-9) if direction < 0 else brentq(above, near, far, xtol=1e-9))
        near, step = far, step * 1.5
    return None


def profile_interval(d: Design, counts: IntArray, model: BoolArray, theta: FloatArray, level: float) -> Interval:
    """Return the set of populations whose profile log-likelihood is within chi2(level, 1) / 2 of its top.

    counts: (C,); model: (P,) mask; theta: (P,) maximum of the Poisson likelihood.
    Raises NoEstimateError when the likelihood never falls far enough, so that the interval has no upper end.
    """
    value = _Profile(d, counts, model, theta)
    observed = int(counts.sum())
    around = theta[0]
    best = minimize_scalar(lambda x: -value(x), bounds=(around - 12.0, around + 6.0), method="bounded",
                           options={"xatol": 1e-8})
    drop = float(chi2.ppf(level, 1)) / 2
    top = float(-best.fun)

    def above(x: float) -> float:
        return value(x) - top + drop

    high = _end(above, float(best.x), 1.0, np.log(_FARTHEST))
    if high is None:
        raise NoEstimateError("The profile likelihood never falls far enough: the data put no upper end to the "
                              "population. Choose a model with fewer terms.")
    low = _end(above, float(best.x), -1.0, max(float(best.x), 0.0) + 12.0)
    lower = observed + (float(np.exp(low)) if low is not None else 0.0)
    return Interval(method="profile", level=level, low=lower, high=observed + float(np.exp(high)),
                    details={"maximum": observed + float(np.exp(best.x))})
