"""All hierarchical log-linear models of one table, fitted level by level from smaller to larger models."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammaln

from omvang import newton
from omvang.counts import whole_counts
from omvang.design import BoolArray, Design, FloatArray, IntArray, Part, design, dot
from omvang.errors import InputError, NoEstimateError
from omvang.existence import ExistenceCache, Oracle, blamed_lists

CRITERIA = ("aic", "aicc", "bic")
MOST_LISTS = {2: 6, 3: 5, 4: 5}
_CHUNK = 2048


@dataclass(frozen=True, eq=False)
class ModelSet:
    """The models of one table that have an estimate.

    models: (M, P) terms over `design`; hidden: (M,) persons; log_error: (M,) standard error of log hidden;
    deviance, aic, aicc, bic: (M,); df: (M,). tried: number of models, with and without an estimate;
    without_maximum, not_identifiable: how many of those lack an estimate, by the first reason that holds.
    """

    design: Design
    models: BoolArray
    hidden: FloatArray
    log_error: FloatArray
    deviance: FloatArray
    df: IntArray
    aic: FloatArray
    aicc: FloatArray
    bic: FloatArray
    tried: int
    without_maximum: int
    not_identifiable: int

    def criterion(self, name: str) -> FloatArray:
        """Return (M,) the values of a criterion.

        Raises InputError for another name than aic, aicc or bic, NoEstimateError when it is infinite for every model.
        """
        if name not in CRITERIA:
            raise InputError(f"The criterion {name!r} is not one of {', '.join(CRITERIA)}.")
        values = {"aic": self.aic, "aicc": self.aicc, "bic": self.bic}[name]
        if not np.isfinite(values).any():
            raise NoEstimateError(f"There are too few persons for the {name} of any of these models. Use bic.")
        return values

    def ranked(self, name: str) -> IntArray:
        """Return the models from best to worst; models that tie within 1e-7 keep the order of enumeration."""
        return np.argsort(np.round(self.criterion(name), 7), kind="stable")

    def weights(self, name: str) -> FloatArray:
        """Return (M,) the weights exp(-difference / 2) of a criterion, summing to 1."""
        values = self.criterion(name)
        raw = np.exp(-(values - values.min()) / 2)
        return np.asarray(raw / raw.sum())


def check_size(t: int, max_order: int) -> int:
    """Return the order as it can be used for t lists. Raises InputError when there are too many models."""
    if isinstance(max_order, bool) or not isinstance(max_order, (int, np.integer)) or not 1 <= max_order <= 10:
        raise InputError(f"The highest order {max_order!r} must be a whole number from 1.")
    order = min(int(max_order), t - 1)
    most = MOST_LISTS.get(order, 10 if order < 2 else 0)
    if t > most:
        raise InputError(f"All models of order {order} over {t} lists are too many to fit. "
                         + (f"At most {most} lists can be handled: merge lists, or use stepwise selection."
                            if most else "Use order 2."))
    return order


def levels(d: Design, useless: BoolArray) -> Iterator[tuple[BoolArray, IntArray, IntArray]]:
    """Yield the hierarchical models by number of interactions: models (n, P), parent (n,) and added column (n,).

    A model is made of its parent, one level up, by adding one column beyond all the parent's own.
    useless: (P,) columns that add nothing, because a smaller term inside them has no persons.
    """
    contains = (d.term_masks[:, None] & d.term_masks[None, :]) == d.term_masks[:, None]
    faces = contains.T & ~np.eye(d.size, dtype=bool)
    models = d.base[None].copy()
    last = np.array([d.t])
    yield models, np.array([-1]), np.array([-1])
    while len(models):
        parents, added = [], []
        for p in range(d.t + 1, d.size):
            if useless[p]:
                continue
            may = (last < p) & (models[:, faces[p]].all(axis=1))
            rows = np.flatnonzero(may)
            parents.append(rows)
            added.append(np.full(len(rows), p))
        parent = np.concatenate(parents) if parents else np.zeros(0, dtype=np.int64)
        last = np.concatenate(added) if added else np.zeros(0, dtype=np.int64)
        models = models[parent]
        models[np.arange(len(parent)), last] = True
        if len(models):
            yield models, parent, last


class _Table:
    """One table for many models: its counts, margins and what is known of existence."""

    def __init__(self, d: Design, counts: IntArray) -> None:
        self.y = counts.astype(np.float64)
        self.margins = d.margins(self.y)
        self.oracle = Oracle(d, counts > 0)


@dataclass(eq=False)
class _Level:
    """Models with the same number of interactions, over one table: models, finite, initial, theta (n, P); cells
    (n, C); ok (n,) whether an estimate exists."""

    models: BoolArray
    finite: BoolArray
    cells: BoolArray
    ok: BoolArray
    initial: FloatArray
    theta: FloatArray

    @classmethod
    def of(cls, d: Design, table: _Table, models: BoolArray) -> tuple[_Level, IntArray]:
        """Return the level and how many of its models lack (a maximum, identifiability)."""
        finite, _, cells = d.split(models, np.broadcast_to(table.margins, models.shape))
        found = table.oracle.statuses(finite, cells)
        ok = np.array([status.ok for status in found], dtype=bool)
        without = sum(not status.exists for status in found)
        initial = newton.start(d, np.broadcast_to(table.y, (len(models), len(table.y))), finite)
        return (cls(models, finite, cells, ok, initial, np.zeros(models.shape)),
                np.array([without, int((~ok).sum()) - without]))

    def start_at(self, d: Design, above: _Level, parent: IntArray, added: IntArray, margins: FloatArray) -> None:
        """Start at the parent's fit, with the new term at the log of observed over expected persons."""
        warm = np.flatnonzero(above.ok[parent])
        p = added[warm]
        theta = above.theta[parent[warm]]
        grows = np.flatnonzero(margins[p] > 0)
        mu = np.exp(dot(theta[grows], np.ascontiguousarray(d.matrix.T)))
        expected = (mu * d.matrix[:, p[grows]].T).sum(axis=1)
        theta[grows, p[grows]] = np.clip(np.log(margins[p[grows]] / expected), -5, 5)
        self.initial[warm] = theta

    def fit(self, d: Design, y: FloatArray) -> Iterator[list[np.ndarray]]:
        """Fit the models that have an estimate, a part at a time; yield the columns of a ModelSet and who settled."""
        done = np.flatnonzero(self.ok)
        for first in range(0, len(done), _CHUNK):
            at = done[first:first + _CHUNK]
            models, finite, cells = self.models[at], self.finite[at], self.cells[at]
            counts = np.broadcast_to(y, (len(at), len(y)))
            batch = newton.fit(d, counts, finite, cells, self.initial[at])
            self.theta[at] = batch.theta
            aic, aicc, bic = information(counts, batch.mu, models.sum(axis=1))
            log_error = np.sqrt(np.maximum(newton.variances(d, batch.mu, finite), 0.0))
            yield [models, np.exp(batch.theta[:, 0]), log_error, newton.deviance(counts, batch.mu),
                   cells.sum(axis=1) - finite.sum(axis=1), aic, aicc, bic, batch.converged]


def _refuse_all(counts: IntArray, t: int) -> NoEstimateError:
    """Return the error for a table of which no model has an estimate; the lists have no names here, but numbers."""
    why, terms = blamed_lists([str(j) for j in range(1, t + 1)], counts)
    return NoEstimateError(f"None of the models has an estimate for these lists (by number): {why}. Merge lists or "
                           "drop a list.", terms=terms)


def _checked(counts: ArrayLike, t: int) -> IntArray:
    if isinstance(t, bool) or not isinstance(t, (int, np.integer)) or not 2 <= t <= 10:
        raise InputError(f"A table has two to ten lists, not {t!r}.")
    whole = whole_counts(counts)
    if len(whole) != 2**t - 1 or not whole.any():
        raise InputError(f"A table over {t} lists has {2**t - 1} histories, not all without persons; "
                         f"{len(whole)} counts were given.")
    return whole


def fit_all(counts: ArrayLike, t: int, max_order: int = 2,
            progress: Callable[[int, int], None] | None = None) -> ModelSet:
    """Fit every hierarchical model with terms up to max_order to one table.

    counts: (2**t - 1,). progress: called with models done and models in all (0 when that is not known beforehand).
    Raises InputError for counts of another shape or too many models; NoEstimateError when no model has an estimate,
    with as terms the pairs of lists to blame by number, such as ``1:2``.
    """
    counts = _checked(counts, t)
    d = design(t, check_size(t, max_order))
    table = _Table(d, counts)
    total = 2 ** (d.size - t - 1) if d.max_order == 2 else 0
    columns: list[list[np.ndarray]] = []
    tried, lacking = 0, np.zeros(2, dtype=np.int64)
    above: _Level | None = None
    for models, parent, added in levels(d, _useless(d, table.margins)):
        level, lacks = _Level.of(d, table, models)
        if above is not None:
            level.start_at(d, above, parent, added, table.margins)
        columns += level.fit(d, table.y)
        above = level
        tried += len(models)
        lacking += lacks
        if progress is not None:
            progress(tried, total)
    if not columns:
        raise _refuse_all(counts, t)
    return _model_set(d, [np.concatenate(parts) for parts in zip(*columns, strict=True)], tried, lacking)


def fit_listed(counts: IntArray, d: Design, models: BoolArray) -> ModelSet:
    """Fit the given models (M, P) to one table (C,). Raises NoEstimateError when none has an estimate."""
    table = _Table(d, counts)
    level, lacking = _Level.of(d, table, models)
    columns = list(level.fit(d, table.y))
    if not columns:
        raise _refuse_all(counts, d.t)
    return _model_set(d, [np.concatenate(parts) for parts in zip(*columns, strict=True)], len(models), lacking)


def _model_set(d: Design, parts: list[np.ndarray], tried: int, lacking: IntArray) -> ModelSet:
    """Make a set of the columns of `_fit_part`; fits that did not settle count as not identifiable."""
    *columns, settled = parts
    models, hidden, log_error, deviance, df, aic, aicc, bic = (column[settled] for column in columns)
    return ModelSet(design=d, models=models, hidden=hidden, log_error=log_error, deviance=deviance, df=df, aic=aic,
                    aicc=aicc, bic=bic, tried=tried, without_maximum=int(lacking[0]),
                    not_identifiable=int(lacking[1] + (~settled).sum()))


def starts(d: Design, counts: IntArray, models: BoolArray) -> FloatArray:
    """Return (K, P): parameters of models (K, P) with an estimate for one table (C,), to start `fit_grid` at."""
    y = np.broadcast_to(counts.astype(np.float64), (len(models), len(counts)))
    finite, _, cells = d.split(models, d.margins(y))
    return newton.fit(d, y, finite, cells, newton.start(d, y, finite)).theta


def fit_grid(d: Design, counts: FloatArray, models: BoolArray, cache: ExistenceCache, criterion: str,
             theta: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Fit K models (K, P) to each of R tables (R, C). Returns hidden (R, K) and the criterion (R, K), NaN and
    infinite where no estimate exists.

    theta: (K, P) where to start, of `starts` for the table of which these are replicates. The answer does not depend
    on it. Each model is fitted with its own columns alone.
    """
    hidden, value = np.full((len(counts), len(models)), np.nan), np.full((len(counts), len(models)), np.inf)
    margins, persons = d.margins(counts), counts.sum(axis=1) > 0
    for k, model in enumerate(models):
        finite, _, cells = d.split(np.broadcast_to(model, margins.shape), margins)
        ok = finite[:, 0] & persons
        ok[ok] = cache.good(counts[ok] > 0, finite[ok], cells[ok])
        if not ok.any():
            continue
        y, start = counts[ok], np.broadcast_to(theta[k, model], (int(ok.sum()), int(model.sum())))
        batch = newton.fit(Part(np.ascontiguousarray(d.matrix[:, model])), y, finite[ok][:, model], cells[ok], start)
        at = np.flatnonzero(ok)[batch.converged]
        hidden[at, k] = np.exp(batch.theta[batch.converged, 0])
        scores = dict(zip(CRITERIA, information(y, batch.mu, np.full(len(y), model.sum())), strict=True))
        value[at, k] = scores[criterion][batch.converged]
    return hidden, value


def _useless(d: Design, margins: FloatArray) -> BoolArray:
    inside = (d.term_masks[:, None] & d.term_masks[None, :]) == d.term_masks[:, None]
    np.fill_diagonal(inside, False)
    empty = margins == 0
    return np.asarray((empty[:, None] & inside).any(axis=0), dtype=bool)


def information(counts: FloatArray, mu: FloatArray, size: np.ndarray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return AIC, AICc and BIC (R,) of fits mu (R, C) to counts (R, C) with `size` (R,) terms, empty ones included.

    BIC and AICc count persons. AICc is infinite when there are too few persons for the correction.
    """
    positive = counts > 0
    terms = np.where(positive, counts * np.log(np.where(positive & (mu > 0), mu, 1.0)), 0.0) - mu - gammaln(counts + 1)
    aic = -2 * terms.sum(axis=1) + 2 * size
    persons = counts.sum(axis=1)
    left = persons - size - 1
    aicc = aic + np.where(left > 0, 2 * size * (size + 1) / np.where(left > 0, left, 1), np.inf)
    return aic, aicc, aic + size * (np.log(persons) - 2)
