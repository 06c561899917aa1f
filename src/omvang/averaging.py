"""The best of all hierarchical models by an information criterion, and the average over them.

Source: Burnham and Anderson 2002 (weights); Buckland, Burnham and Augustin 1997 (standard error of an average);
Silverman, Chan and Vincent 2022 (bootstrap that chooses again among the best models of the data).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import ndtri

from omvang.canonical import canonical
from omvang.capture import CaptureTable
from omvang.design import BoolArray, Design, FloatArray, design
from omvang.errors import InputError, NoEstimateError
from omvang.estimate import Estimate, Interval, Verdict, check_level, plain
from omvang.existence import ExistenceCache
from omvang.loglinear import Chosen, LogLinearFit, finish, require_estimate, term_name
from omvang.models import CRITERIA, ModelSet, fit_all, fit_grid, starts
from omvang.resampling import Bootstrap, Plan, Progress, Replicator, bootstrap
from omvang.verdict import judge_models

_LISTED = 20


@dataclass(frozen=True)
class RankedModel:
    """One model: its interaction terms, population, criterion and weight (weights of all models sum to 1)."""

    terms: tuple[str, ...]
    population: float
    criterion: float
    weight: float
    deviance: float
    df: int


@dataclass(frozen=True)
class _Options:
    """criterion: "aic", "aicc" or "bic"; max_order: highest order of a term (2: pairs, up to six lists; 3 or 4: up to
    five lists); top: how many of the best models each bootstrap replicate fits again."""

    criterion: str = "bic"
    max_order: int = 2
    top: int = 20

    def __post_init__(self) -> None:
        if self.criterion not in CRITERIA:
            raise InputError(f"The criterion {self.criterion!r} is not one of {', '.join(CRITERIA)}.")
        if isinstance(self.top, bool) or not isinstance(self.top, (int, np.integer)) or not 1 <= self.top <= 1000:
            raise InputError(f"top must be a whole number from 1 to 1000, not {self.top!r}.")

    @property
    def _asked(self) -> dict[str, Any]:
        return {"criterion": self.criterion, "max_order": int(self.max_order), "top": int(self.top)}

    def _all(self, table: CaptureTable, progress: Progress | None = None) -> ModelSet:
        return _remembered(table, self.max_order, progress)

    def _fitted(self, table: CaptureTable, work: CaptureTable, progress: Progress | None) -> ModelSet:
        """Fit all models; when none has an estimate, the refusal names the lists to blame as the table has them."""
        try:
            return self._all(work, progress)
        except NoEstimateError:
            d = design(work.t)
            require_estimate(table, work, d, d.base)
            raise

    def _best(self, table: CaptureTable) -> tuple[Design, BoolArray]:
        found = self._all(table)
        return found.design, found.models[found.ranked(self.criterion)[:self.top]]


_LATEST: dict[tuple[CaptureTable, int], ModelSet] = {}


def _remembered(table: CaptureTable, max_order: int, progress: Progress | None) -> ModelSet:
    """Fit all models; the latest table is remembered, since ranking, averaging and the bootstrap ask for the same."""
    key = (table, max_order)
    if key not in _LATEST:
        found = fit_all(table.counts, table.t, max_order, progress)
        _LATEST.clear()
        _LATEST[key] = found
    return _LATEST[key]


def rank(found: ModelSet, criterion: str, table: CaptureTable, work: CaptureTable, top: int) -> tuple[RankedModel, ...]:
    """Return the best models of a set, best first. work: the canonical table that was fitted."""
    values, weights = found.criterion(criterion), found.weights(criterion)
    populations = table.observed + found.hidden
    return tuple(RankedModel(_terms(found.design, found.models[i], work, table), float(populations[i]),
                             float(values[i]), float(weights[i]), float(found.deviance[i]), int(found.df[i]))
                 for i in found.ranked(criterion)[:top])


def _terms(d: Design, model: BoolArray, work: CaptureTable, table: CaptureTable) -> tuple[str, ...]:
    return tuple(term_name(d, int(p), work, table) for p in np.flatnonzero(model) if p > d.t)


@dataclass(frozen=True)
class BestModel(_Options):
    """The hierarchical model with the smallest criterion of all that have an estimate."""

    def fit(self, table: CaptureTable, *, progress: Progress | None = None) -> LogLinearFit:
        """Return the fit. Raises InputError for too many lists, NoEstimateError when no model has an estimate."""
        work = canonical(table)
        found = self._fitted(table, work, progress)
        best = found.models[found.ranked(self.criterion)[0]]
        order = [int(p) for p in np.flatnonzero(best) if p > found.design.t]
        return finish(table, Chosen(found.design, best, order), self, method="best", options=self._asked,
                      reasons=_counted(found, table))

    def replicator(self, table: CaptureTable) -> Replicator:
        """Return the best among the `top` best models of this table, chosen anew for each table of counts."""
        d, models = self._best(table)
        cache, theta = ExistenceCache(d), starts(d, table.counts, models)

        def replicate(counts: FloatArray) -> FloatArray:
            hidden, value = fit_grid(d, counts, models, cache, self.criterion, theta)
            return np.asarray(hidden[np.arange(len(counts)), value.argmin(axis=1)])

        return replicate


def _counted(found: ModelSet, table: CaptureTable) -> tuple[str, ...]:
    lacking = found.without_maximum + found.not_identifiable
    if not lacking:
        return ()
    return (f"Of {found.tried} models {lacking} have no estimate and were left out.",)


@dataclass(frozen=True, eq=False, kw_only=True)
class AverageFit(Estimate):
    """An average over models. terms: those with at least half of the weight.

    inclusion: weight of the models with each term; models: the best ones; models_tried, models_fitted: how many;
    log_standard_error: of the log of the hidden number, with the spread between models in it.
    """

    inclusion: Mapping[str, float]
    models: tuple[RankedModel, ...]
    models_tried: int
    models_fitted: int
    log_standard_error: float
    estimator: ModelAverage

    def bootstrap(self, *, jackknife: bool = True, **options: Any) -> Bootstrap:
        """Return the replicates: see `Plan.of` for options (replicates, seed or rng, batch_size, progress)."""
        work = canonical(self.table)
        centre = self.observed + float(self.estimator.replicator(work)(work.counts[None].astype(np.float64))[0])
        return bootstrap(self.estimator.replicator(work), work, centre, Plan.of(**options), jackknife=jackknife)

    def conf_int(self, method: str = "wald", *, level: float = 0.95, **options: Any) -> Interval:
        """Return an interval: "wald" (unconditional standard error of the log), "bca" or "percentile".

        The bootstrap averages anew over the `top` best models of the data.
        """
        check_level(level)
        if method == "wald" and not options:
            reach = float(np.exp(ndtri(0.5 + level / 2) * self.log_standard_error))
            return Interval(method="wald", level=level, low=self.observed + self.hidden / reach,
                            high=self.observed + self.hidden * reach)
        if method not in {"bca", "percentile"}:
            return super().conf_int(method, level=level, **options)
        found = self.bootstrap(jackknife=method == "bca", **options).interval(method, level)
        return Interval(**{**vars(found), "low": min(found.low, self.population),
                           "high": max(found.high, self.population)})

    def check(self) -> Verdict:
        """Return whether this number may be published, with reasons."""
        return judge_models(self, self.conf_int("wald"), self.models)

    def to_dict(self, **extra: Any) -> dict[str, Any]:
        """Return the answer of `Estimate.to_dict` with the inclusion weights and the best models."""
        return super().to_dict(**extra) | {
            "inclusion": dict(self.inclusion), "models_tried": self.models_tried, "models_fitted": self.models_fitted,
            "models": [{"terms": list(m.terms), "population": m.population, "criterion": plain(m.criterion),
                        "weight": m.weight} for m in self.models]}


@dataclass(frozen=True)
class ModelAverage(_Options):
    """The average population over all hierarchical models, by weights exp(-difference in criterion / 2)."""

    def fit(self, table: CaptureTable, *, progress: Progress | None = None) -> AverageFit:
        """Return the average. Raises InputError for too many lists, NoEstimateError when no model has an estimate."""
        work = canonical(table)
        found = self._fitted(table, work, progress)
        weights = found.weights(self.criterion)
        hidden = float(weights @ found.hidden)
        log_hidden = np.log(found.hidden)
        spread = np.sqrt(found.log_error**2 + (log_hidden - weights @ log_hidden) ** 2)
        variance = found.hidden + (found.hidden * found.log_error) ** 2
        inclusion = {term_name(found.design, int(p), work, table): float(weights @ found.models[:, p])
                     for p in range(found.design.t + 1, found.design.size) if found.models[:, p].any()}
        margins = found.design.margins(work.counts)
        empty = {term_name(found.design, int(p), work, table) for p in np.flatnonzero(margins == 0)}
        held = [term for term, weight in inclusion.items() if weight >= 0.5]
        return AverageFit(
            method="average", table=table, hidden=hidden, options=self._asked, reasons=_counted(found, table),
            terms=tuple(term for term in held if term not in empty),
            empty_terms=tuple(term for term in held if term in empty),
            standard_error=float(weights @ np.sqrt(variance + (found.hidden - hidden) ** 2)),
            inclusion=inclusion, models=rank(found, self.criterion, table, work, _LISTED), models_tried=found.tried,
            models_fitted=len(found.hidden), log_standard_error=float(weights @ spread), estimator=self)

    def replicator(self, table: CaptureTable) -> Replicator:
        """Return the average over the `top` best models of this table, with weights anew for each table of counts."""
        d, models = self._best(table)
        cache, theta = ExistenceCache(d), starts(d, table.counts, models)

        def replicate(counts: FloatArray) -> FloatArray:
            hidden, value = fit_grid(d, counts, models, cache, self.criterion, theta)
            best = value.min(axis=1)
            weights = np.exp(-(value - np.where(np.isfinite(best), best, 0.0)[:, None]) / 2)
            total = np.where(weights.sum(axis=1) > 0, weights.sum(axis=1), np.nan)
            return np.asarray(np.nansum(np.where(weights > 0, weights * hidden, 0.0), axis=1) / total)

        return replicate
