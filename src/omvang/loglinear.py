"""One log-linear model fitted to one table, with its intervals; and the estimator with terms of your own choice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy.special import ndtri

from omvang import newton
from omvang.canonical import canonical
from omvang.capture import CaptureTable
from omvang.design import BoolArray, Design, FloatArray, design
from omvang.errors import ConvergenceError, InputError, NoEstimateError
from omvang.estimate import Estimate, Interval, Verdict, check_level
from omvang.existence import ExistenceCache, Status, blamed_lists, blamed_terms, status
from omvang.models import information
from omvang.profile import profile_interval
from omvang.resampling import Bootstrap, Plan, Replicator, Resampled, bootstrap
from omvang.verdict import judge


def order_of(table: CaptureTable, work: CaptureTable) -> np.ndarray:
    """Return the row of the canonical table for each row of the table as it was given."""
    places = [work.lists.index(name) for name in table.lists]
    masks = (table.histories.astype(np.int64) << np.array(places)).sum(axis=1)
    return np.asarray(masks - 1)


@dataclass(frozen=True, eq=False, kw_only=True)
class LogLinearFit(Estimate):
    """A Poisson log-linear model fitted by extended maximum likelihood.

    parameters: term -> finite parameter; "(hidden)" is the log of the hidden number. log_standard_error: of that
    logarithm. expected: (C,) fitted persons in the order of `table.counts`. estimator: repeats the procedure.
    model: (P,) mask over `design` of all terms, for the lists of `canonical`.
    """

    parameters: Mapping[str, float]
    log_standard_error: float
    expected: FloatArray
    estimator: Resampled
    design: Design
    model: BoolArray
    theta: FloatArray = field(repr=False)

    def odds_ratios(self) -> dict[str, float]:
        """Return exp(parameter) of each interaction: how many times likelier a person on the one list is on the
        other; 0 for a term without persons."""
        finite = {term: float(np.exp(self.parameters[term])) for term in self.terms}
        return finite | dict.fromkeys(self.empty_terms, 0.0)

    def bootstrap(self, *, parametric: bool = False, jackknife: bool = True, **options: Any) -> Bootstrap:
        """Return the replicates: see `Plan.of` for options (replicates, seed or rng, batch_size, progress)."""
        work = canonical(self.table)
        expected = None
        if parametric:
            expected = np.empty_like(self.expected)
            expected[order_of(self.table, work)] = self.expected
        return bootstrap(self.estimator.replicator(work), work, self.population, Plan.of(**options),
                         jackknife=jackknife and not parametric, expected=expected)

    def conf_int(self, method: str = "bca", *, level: float = 0.95, **options: Any) -> Interval:
        """Return an interval for the population.

        method: "wald" (on the log of the hidden number), "profile" (multinomial profile likelihood of the chosen
        model), "bca", "percentile" or "parametric" (bootstrap with the selection repeated; options replicates,
        seed or rng, batch_size, progress). Raises InputError for another method, NoEstimateError when the
        interval has no end.
        """
        check_level(level)
        if method in {"wald", "profile"} and options:
            raise InputError(f"The {method} interval takes no {next(iter(options))}.")
        if method == "wald":
            return self._wald(level)
        if method == "profile":
            work = canonical(self.table)
            return profile_interval(self.design, work.counts, self.model, self.theta, level)
        if method not in {"bca", "percentile", "parametric"}:
            return super().conf_int(method, level=level, **options)
        sample = self.bootstrap(parametric=method == "parametric", jackknife=method == "bca", **options)
        return sample.interval(method, level)

    def _wald(self, level: float) -> Interval:
        reach = float(np.exp(ndtri(0.5 + level / 2) * self.log_standard_error))
        return Interval(method="wald", level=level, low=self.observed + self.hidden / reach,
                        high=self.observed + self.hidden * reach)

    def check(self) -> Verdict:
        """Return whether this number may be published, with reasons. Refits the model on parts of the data."""
        return judge(self, self.estimator, self.design, self.model)


def term_name(d: Design, column: int, work: CaptureTable, table: CaptureTable) -> str:
    """Return the name of a column of the canonical design, with the lists in the order of the table."""
    lists = [work.lists[j] for j in d.subsets[column]]
    return ":".join(sorted(lists, key=table.lists.index)) if lists else "(hidden)"


@dataclass(frozen=True, eq=False)
class Chosen:
    """A model that was chosen for a table: (P,) mask and start, over the design of the canonical table."""

    design: Design
    model: BoolArray
    order: Sequence[int]
    theta: FloatArray | None = None


def require_estimate(table: CaptureTable, work: CaptureTable, d: Design, model: BoolArray) -> None:
    """Raise NoEstimateError, naming the terms, unless the model has an identifiable estimate."""
    margins = d.margins(work.counts)
    finite, _, cells = d.split(model[None], margins[None])
    found = status(d, work.counts > 0, finite[0], cells[0])
    if found.ok:
        return
    blamed = blamed_terms(d, work.counts > 0, model, margins)
    if blamed:
        terms = [term_name(d, column, work, table) for column in blamed]
        named, it = ("term", "it") if len(terms) == 1 else ("terms", "them")
        raise NoEstimateError(f"{_what(found)} with the {named} {', '.join(terms)} in the model. "
                              f"Leave {it} out, merge lists or drop a list.", terms=terms)
    why, terms = blamed_lists(table.lists, table.counts)
    raise NoEstimateError(f"{_what(found)} for these lists: {why}. Merge lists or drop a list.", terms=terms)


def _what(found: Status) -> str:
    if not found.exists:
        return "No maximum likelihood estimate exists"
    return "The data do not fix the population"


def finish(table: CaptureTable, chosen: Chosen, estimator: Resampled, *, method: str,
           options: Mapping[str, Any], reasons: Sequence[str] = ()) -> LogLinearFit:
    """Fit the chosen model to the table and describe it. Raises NoEstimateError when it has no estimate."""
    work = canonical(table)
    d, model = chosen.design, chosen.model
    require_estimate(table, work, d, model)
    y = work.counts[None].astype(np.float64)
    finite, empty, cells = d.split(model[None], d.margins(y))
    theta = newton.start(d, y, finite) if chosen.theta is None else chosen.theta[None]
    batch = newton.fit(d, y, finite, cells, theta)
    if not batch.converged[0]:
        raise ConvergenceError("The iterations did not settle, so there is no estimate to trust. Try fewer terms.",
                               terms=[term_name(d, p, work, table) for p in chosen.order])
    aic, aicc, bic = (float(value[0]) for value in information(y, batch.mu, model.sum(keepdims=True)))
    log_error = float(np.sqrt(newton.variances(d, batch.mu, finite)[0]))
    hidden = float(np.exp(batch.theta[0, 0]))
    names = {int(p): term_name(d, int(p), work, table) for p in np.flatnonzero(model)}
    return LogLinearFit(
        method=method, table=table, hidden=hidden, options=options, reasons=tuple(reasons),
        terms=tuple(names[p] for p in chosen.order if finite[0, p]),
        empty_terms=tuple(names[p] for p in chosen.order if empty[0, p]),
        # the population is Poisson: its variance is that of the observed and hidden numbers together
        standard_error=float(np.sqrt(hidden + (hidden * log_error) ** 2)),
        deviance=float(newton.deviance(y, batch.mu)[0]), df=int(cells.sum() - finite.sum()),
        aic=aic, aicc=aicc, bic=bic,
        parameters={names[p]: float(batch.theta[0, p]) for p in names if finite[0, p]},
        log_standard_error=log_error, expected=batch.mu[0][order_of(table, work)], estimator=estimator,
        design=d, model=model, theta=batch.theta[0])


def highest_order(orders: Sequence[int]) -> int:
    """Return the order of a design that holds terms of these orders: at least pairs."""
    return max([2, *orders])


@dataclass(frozen=True)
class LogLinear:
    """The log-linear model with the terms of your own choice.

    terms: interactions such as ("A:B", "A:B:C"); the terms inside them are in the model too.
    Source: Fienberg 1972; Bishop, Fienberg and Holland 1975, chapter 6.
    """

    terms: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if isinstance(self.terms, str) or not isinstance(self.terms, Sequence):
            raise InputError('Give the terms as a list, such as ["A:B"].')
        if any(not isinstance(term, str) for term in self.terms):
            raise InputError('A term is text, such as "A:B".')

    def _model(self, table: CaptureTable) -> tuple[Design, BoolArray, list[int]]:
        for term in self.terms:
            if {part.strip() for part in term.split(":")} == set(table.lists):
                raise NoEstimateError(f"No estimate exists with the term {term} in the model: with a term of all lists "
                                      "nothing tells how many are on none. Leave it out or add a list.", terms=(term,))
        d = design(table.t, highest_order([term.count(":") + 1 for term in self.terms]))
        columns = [d.column(term, table.lists) for term in self.terms]
        model = d.closure(columns)
        return d, model, [int(p) for p in np.flatnonzero(model) if p > d.t]

    def fit(self, table: CaptureTable) -> LogLinearFit:
        """Return the fit. Raises NoEstimateError, naming the terms, when it does not exist or is not identifiable."""
        d, model, order = self._model(canonical(table))
        return finish(table, Chosen(d, model, order), self, method="loglinear", options={"terms": list(self.terms)})

    def replicator(self, table: CaptureTable) -> Replicator:
        """Return the same model for many tables of counts (R, C) at once."""
        d, model, _ = self._model(table)
        cache = ExistenceCache(d)

        def replicate(counts: FloatArray) -> FloatArray:
            return fit_models(d, counts, np.broadcast_to(model, (len(counts), d.size)), cache)

        return replicate


def fit_models(d: Design, counts: FloatArray, models: BoolArray, cache: ExistenceCache) -> FloatArray:
    """Return hidden persons (R,) of models (R, P) on tables (R, C); NaN where no estimate exists."""
    finite, _, cells = d.split(models, d.margins(counts))
    ok = finite[:, 0] & (counts.sum(axis=1) > 0)
    ok[ok] = cache.good(counts[ok] > 0, finite[ok], cells[ok])
    hidden = np.full(len(counts), np.nan)
    if ok.any():
        y = counts[ok]
        batch = newton.fit(d, y, finite[ok], cells[ok], newton.start(d, y, finite[ok]))
        hidden[ok] = np.where(batch.converged, np.exp(batch.theta[:, 0]), np.nan)
    return hidden
