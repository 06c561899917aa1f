"""Poisson log-linear models with covariates: totals by sex, age class, form, nationality and year that add
up.

Every stratum has its own hidden number, the sum of the fitted means of the cells nobody sees there; the
total is their sum and never a separate estimate, so every margin adds up. The model is fitted by maximum
likelihood on the cells that can be observed (`omvang.composite`); whether a maximum exists is settled first
(`omvang.boundary`). Sources: Bishop, Fienberg, Holland 1975 ch. 6; Zwane, van der Heijden 2005; Huggins,
Hwang 2011; for intervals Buckland, Garthwaite 1991 (parametric bootstrap).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
from scipy.stats import norm

from omvang.boundary import Fate
from omvang.covariate_bootstrap import StratumBootstrap, resample
from omvang.covariate_fit import Fitted, fit_formula, infinite_columns, main_effects, refuse_if_no_estimate
from omvang.covariate_search import Search, SearchStep, all_pairs
from omvang.errors import InputError, NoEstimateError
from omvang.estimate import Estimate, Interval, Judgement, Verdict, check_level
from omvang.formula import Formula, label
from omvang.person_rows import Level
from omvang.resampling import Plan
from omvang.strata import StratifiedTable, check_strata
from omvang.verdict import at_best, judge_fit

FloatArray = npt.NDArray[np.float64]

_SPARSE = 0.25          # share of the strata without persons above which the reader is warned


@dataclass(frozen=True)
class StratumRow:
    """A stratum or a sum of strata: levels by covariate, persons observed and hidden, Wald bounds of the
    population.

    low and high are None when the hidden number is a limit of 0 and therefore no estimate.
    """

    levels: dict[str, Level]
    observed: int
    hidden: float
    low: float | None
    high: float | None

    @property
    def population(self) -> float:
        """Observed and hidden persons together."""
        return self.observed + self.hidden


@dataclass(frozen=True)
class Coefficient:
    """A parameter of the model: value is None when the data leave it open, minus or plus infinity on the boundary."""

    label: str
    value: float | None
    standard_error: float | None


@dataclass(frozen=True, eq=False, kw_only=True)
class CovariateEstimate(Estimate):
    """Estimate by strata. `population` is the sum over the strata; `table` holds all strata together.

    fit: formula, design and solution. path: steps of the search, if there was one. refit: the whole search
    as a function of a table, None when the formula was given.
    """

    fit: Fitted
    path: tuple[SearchStep, ...] = ()
    refit: Callable[[StratifiedTable], Fitted] | None = None

    @property
    def strata(self) -> StratifiedTable:
        """The data by stratum."""
        return self.fit.strata

    @property
    def formula(self) -> str:
        """The formula that was fitted, without intercept."""
        return str(self.fit.formula)

    @cached_property
    def hidden_by_stratum(self) -> FloatArray:
        """(S,): hidden persons, in the order of `strata.strata`."""
        return self.fit.hidden

    @cached_property
    def _finite(self) -> npt.NDArray[np.bool_]:
        """(m,): which hidden cells the data fix."""
        return np.array([fate is Fate.FINITE for fate in self.fit.solution.face.fates], dtype=bool)

    @cached_property
    def _covariance(self) -> FloatArray:
        return np.asarray(np.linalg.inv(self.fit.solution.information))

    def variance(self, chosen: npt.NDArray[np.bool_] | None = None) -> float:
        """Return the Wald variance (persons squared) of the hidden number over the strata chosen (S,); default all."""
        rows = np.ones(len(self.fit.owner), bool) if chosen is None else chosen[self.fit.owner]
        slope = self.fit.solution.gradient[rows].sum(axis=0)
        return float(slope @ self._covariance @ slope)

    def _bounds(self, chosen: npt.NDArray[np.bool_], level: float) -> tuple[float | None, float | None]:
        """Return Wald bounds of the population over the strata chosen (S,)."""
        rows = chosen[self.fit.owner]
        hidden, seen = float(self.fit.solution.hidden[rows].sum()), int(self.strata.totals()[chosen].sum())
        if hidden <= 0 or not self._finite[rows].all():
            return None, None
        error = math.sqrt(self.variance(chosen)) / hidden
        spread = math.exp(float(norm.ppf(0.5 + level / 2)) * error)
        return seen + hidden / spread, seen + hidden * spread

    def by(self, *variables: str, level: float = 0.95) -> tuple[StratumRow, ...]:
        """Return observed, hidden and population by one or more covariates; without covariates the total.

        The rows add up to the total. Bounds: Wald on the log of the hidden number. Raises InputError for an
        unknown covariate or level.
        """
        check_level(level)
        places = [self.strata.position(name) for name in variables]
        keys = [tuple(stratum[at] for at in places) for stratum in self.strata.strata]
        seen, rows = self.strata.totals(), []
        for key in dict.fromkeys(keys):
            chosen = np.array([other == key for other in keys])
            rows.append(StratumRow(dict(zip(variables, key, strict=True)), int(seen[chosen].sum()),
                                   float(self.hidden_by_stratum[chosen].sum()), *self._bounds(chosen, level)))
        return tuple(rows)

    def rounded(self, *variables: str) -> tuple[tuple[dict[str, Level], int], ...]:
        """Return the population by covariates in whole persons: all tables made this way add up to one
        total.

        The finest strata are rounded by the largest remainder and then summed. This is no disclosure
        control.
        """
        exact = self.strata.totals() + self.hidden_by_stratum
        whole = np.floor(exact).astype(np.int64)
        short = round(float(exact.sum())) - int(whole.sum())
        whole[np.argsort(-(exact - whole), kind="stable")[:short]] += 1
        places = [self.strata.position(name) for name in variables]
        sums: dict[tuple[Level, ...], int] = {}
        for stratum, persons in zip(self.strata.strata, whole, strict=True):
            key = tuple(stratum[at] for at in places)
            sums[key] = sums.get(key, 0) + int(persons)
        return tuple((dict(zip(variables, key, strict=True)), total) for key, total in sums.items())

    def coefficients(self) -> tuple[Coefficient, ...]:
        """Return the parameters with standard errors; see `Coefficient` for those on the boundary."""
        solution, basis = self.fit.solution, self.fit.solution.face.basis
        values, rows = solution.parameters(), np.eye(len(self.fit.design.labels)) if basis is None else basis
        errors = np.sqrt(np.maximum(np.einsum("ij,jk,ik->i", rows, self._covariance, rows), 0))
        found = []
        for k, text in enumerate(self.fit.design.labels):
            move = solution.face.direction[k]
            open_way = basis is not None and not np.isclose(_projection(basis, k), 1.0, atol=1e-8)
            value = math.copysign(math.inf, move) if move else None if open_way else float(values[k])
            error = None if value is None or math.isinf(value) else float(errors[k])
            found.append(Coefficient(text, value, error))
        return tuple(found)

    def trend(self, variable: str, *, level: float = 0.95) -> dict[str, float]:
        """Return the yearly factor by which the population grows, with Wald bounds: factor, low, high.

        Raises InputError unless the formula has ``trend(variable)`` and no interaction with it (then the
        growth differs between strata: read `by(variable)`).
        """
        name = f"trend({variable})"
        if frozenset({name}) not in self.fit.formula or any(len(t) > 1 and name in t for t in self.fit.formula.terms):
            raise InputError(f"A single trend needs {name} in the formula, without an interaction with it.")
        found = next(c for c in self.coefficients() if c.label == name)
        if found.value is None or found.standard_error is None:
            raise NoEstimateError(f"The trend over {variable!r} is not fixed by the data.", terms=(name,))
        wide = float(norm.ppf(0.5 + check_level(level) / 2)) * found.standard_error
        return {"factor": math.exp(found.value), "low": math.exp(found.value - wide),
                "high": math.exp(found.value + wide)}

    def bootstrap(self, kind: str = "parametric", *, reselect: bool = False, **options: Any) -> StratumBootstrap:
        """Return replicates of every stratum, kind "parametric" or "percentile".

        reselect: repeat the search in each replicate (slow, and the honest choice after a search). options:
        replicates, seed or rng, progress; see `omvang.resampling.Plan`. Raises InputError when there was no
        search to repeat, or for wrong options; NoEstimateError when most replicates have no estimate.
        """
        if reselect and self.refit is None:
            raise InputError("There was no search to repeat: the formula was given.")
        return resample(self.fit, kind, Plan.of(**options), self.refit if reselect else None)

    def conf_int(self, method: str = "wald", *, level: float = 0.95, **options: Any) -> Interval:
        """Return an interval of the total: "wald" (on the log of the hidden number), "parametric" or
        "percentile".

        options: of `bootstrap`. Raises InputError for another method, NoEstimateError when the total is a
        limit.
        """
        if self.exists and method in ("parametric", "percentile"):
            return self.bootstrap(method, **options).interval(level=level)
        if method != "wald" or options:
            return super().conf_int(method, level=level, **options)
        low, high = self._bounds(np.ones(len(self.strata.strata), bool), check_level(level))
        if low is None or high is None:
            raise NoEstimateError("A hidden number that is a limit of 0 has no interval.", terms=self.empty_terms)
        return Interval("wald", level, low, high)

    def check(self) -> Verdict:
        """Return whether the total may be published, by data, interval and fit; `omvang.disclosure` protects strata."""
        reasons, empty = list(self.reasons), float((self.strata.totals() == 0).mean())
        if not self.exists:
            return Verdict(Judgement.NOT_PUBLISHABLE, tuple(reasons))
        if empty > _SPARSE:
            reasons.append(f"In {empty:.0%} of the strata nobody was seen; merge levels before strata are shown.")
        found = judge_fit(self, self.conf_int("wald"))
        if reasons:
            return at_best(Judgement.WITH_CAUTION, found, reasons)
        return at_best(Judgement.PUBLISHABLE, found, ("The estimate exists in every stratum and the strata add up.",))

    def to_dict(self, **extra: Any) -> dict[str, Any]:
        """Return the fields of `Estimate.to_dict` with the formula, the strata and the path of the search."""
        answer = super().to_dict(**extra)
        rows = [{**vars(row), "population": row.population} for row in self.by(*self.strata.variables)]
        return {**answer, "formula": self.formula, "strata": rows, "path": [vars(step).copy() for step in self.path],
                "coefficients": [vars(c).copy() if c.value is None or math.isfinite(c.value) else
                                 {**vars(c), "value": str(c.value)} for c in self.coefficients()]}


def _projection(basis: FloatArray, k: int) -> float:
    """Return how much of unit vector k lies in the span of the basis (p, r): 1 when the parameter is fixed."""
    unit = np.zeros(len(basis))
    unit[k] = 1.0
    coordinates = np.linalg.lstsq(basis, unit, rcond=None)[0]
    return float((basis @ coordinates)[k])


def _reasons(fit: Fitted) -> tuple[str, ...]:
    """Say which parameters are infinite and which hidden numbers are only a limit."""
    infinite = ", ".join(infinite_columns(fit))
    zero = sorted({", ".join(map(str, fit.strata.strata[s])) for s, fate in
                   zip(fit.owner, fit.solution.face.fates, strict=True) if fate is not Fate.FINITE})
    if zero:
        return (f"No maximum likelihood estimate exists: the hidden number in {'; '.join(zero)} is only a limit of 0, "
                f"because of {infinite}. The total leaves the hidden persons there out.",)
    if infinite:
        return (f"Some parameters are infinite ({infinite}); the hidden numbers do not depend on them.",)
    return ()


def make_estimate(fit: Fitted, method: str, options: dict[str, Any]) -> CovariateEstimate:
    """Return the estimate of a fit. Raises NoEstimateError when a hidden number is not fixed by the data."""
    refuse_if_no_estimate(fit, options.get("boundary", "refuse"))
    found = CovariateEstimate(
        method=method, table=fit.strata.collapse(), hidden=float(fit.hidden.sum()), fit=fit, reasons=_reasons(fit),
        terms=tuple(label(term) for term in fit.formula.terms if len(term) > 1), empty_terms=infinite_columns(fit),
        deviance=fit.solution.deviance, df=len(fit.problem.y) - fit.parameters, aic=fit.aic, bic=fit.bic,
        exists=all(fate is Fate.FINITE for fate in fit.solution.face.fates),
        options={**options, "formula": str(fit.formula), "strata": fit.strata.fingerprint()})
    # as in the other models: the population is Poisson, so the hidden number itself varies too
    return replace(found, standard_error=math.sqrt(found.hidden + found.variance()))


@dataclass(frozen=True)
class CovariateModel:
    """Estimator: a Poisson log-linear model with a given formula.

    formula: text (see `omvang.formula`) or Formula; default the main effects of all lists and covariates.
    boundary: "refuse" (default) raises when a hidden number has no estimate; "limit" returns the limit of
    the likelihood, where a stratum may have hidden number 0, marked ``exists=False`` and not publishable.
    """

    formula: str | Formula | None = None
    boundary: Literal["refuse", "limit"] = "refuse"

    def __post_init__(self) -> None:
        if self.boundary not in ("refuse", "limit"):
            raise InputError('boundary must be "refuse" or "limit".')

    def fit(self, table: StratifiedTable) -> CovariateEstimate:
        """Return the estimate. Raises InputError for a wrong formula, NoEstimateError when none exists."""
        check_strata(table)
        formula = main_effects(table) if self.formula is None else Formula.of(self.formula)
        return make_estimate(fit_formula(table, formula), "covariates", {"boundary": self.boundary})


@dataclass(frozen=True)
class CovariateSearch:
    """Estimator: step search from a minimal to a maximal formula; see `omvang.covariate_search`.

    minimal: default the main effects of all lists and covariates; maximal: default all interactions of two.
    criterion: "bic" (default, sample size: observed persons) or "aic".
    """

    minimal: str | Formula | None = None
    maximal: str | Formula | None = None
    criterion: Literal["bic", "aic"] = "bic"

    def __post_init__(self) -> None:
        if self.criterion not in ("bic", "aic"):
            raise InputError('criterion must be "bic" or "aic".')

    def _search(self, table: StratifiedTable) -> Search:
        check_strata(table)
        low = main_effects(table) if self.minimal is None else Formula.of(self.minimal)
        high = all_pairs(table) if self.maximal is None else Formula.of(self.maximal)
        low.check(table)
        high.check(table)
        if outside := [label(term) for term in low.terms if term not in high]:
            raise InputError(f"The maximal formula lacks {', '.join(outside)} of the minimal formula. Add it.")
        return Search(table, low, high, self.criterion)

    def fit(self, table: StratifiedTable) -> CovariateEstimate:
        """Return the best model found, with the path to it.

        Raises InputError for formulas that do not fit, NoEstimateError when the minimal formula has no
        estimate.
        """
        search = self._search(table)
        best, path = search.run()
        options = {"criterion": self.criterion, "minimal": str(search.minimal), "maximal": str(search.maximal)}
        found = make_estimate(best, "covariate-search", options)
        reasons = list(found.reasons)
        if search.passed_over:
            reasons.append(f"No estimate would exist with {', '.join(search.passed_over)} in the model; passed over.")
        return replace(found, path=path, refit=lambda other: self._search(other).run()[0], reasons=tuple(reasons))
