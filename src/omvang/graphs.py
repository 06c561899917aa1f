"""Bayesian averaging over decomposable graphs (Madigan, York 1997).

The population size N and the graph are both unknown. Given a graph, the cell probabilities have a
hyper-Dirichlet prior with weight `delta` in every one of the 2**t cells (Dawid, Lauritzen 1993), so that
the likelihood of the completed table is a product over cliques divided by one over separators and needs no
iteration. Every graph has the same prior weight. The posterior is summed over all graphs and all hidden
numbers 0..max_hidden. Source: D. Madigan, J. York, Bayesian methods for estimation of the size of a closed
population, Biometrika 84 (1997).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.special import gammaln

from omvang.capture import CaptureTable, check_table
from omvang.chordal import MAX_GRAPH_LISTS, DecomposableGraphs, decomposable_graphs
from omvang.errors import InputError
from omvang.estimate import Estimate, Interval, Judgement, Verdict, check_level
from omvang.hidden_numbers import MAX_HIDDEN, check_range, hidden_grid, sum_up
from omvang.resampling import Progress
from omvang.verdict import at_best, judge_data

EDGE_SHARE = 0.01             # the top of the grid whose posterior mass tells that max_hidden cuts it off
_SCREEN_POINTS = 400          # coarse grid on which graphs without weight are found
_SCREEN_LOG = 33.0            # graphs this far (natural log) below the best add less than 1e-10 in all
_CHUNK = 128

FloatArray = npt.NDArray[np.float64]


# --- priors for the population size ------------------------------------------------------------------------
@dataclass(frozen=True)
class ReciprocalPrior:
    """p(N) proportional to 1/N: the customary choice when nothing is known (Jeffreys)."""

    name: str = "1/N"

    def log_density(self, N: FloatArray) -> FloatArray:
        """Return the log prior weight of each population size, up to a constant."""
        return -np.log(N)


@dataclass(frozen=True)
class FlatPrior:
    """p(N) constant up to max_hidden: gives more weight to large populations than 1/N."""

    name: str = "flat"

    def log_density(self, N: FloatArray) -> FloatArray:
        """Return the log prior weight of each population size, up to a constant."""
        return np.zeros_like(N)


@dataclass(frozen=True)
class GammaPoissonPrior:
    """N is Poisson with a gamma mean of the given shape and scale: prior mean shape * scale persons.

    Raises InputError unless shape and scale are positive. Source: Madigan, York 1997 (shape 13.14, scale
    55.17).
    """

    shape: float
    scale: float

    def __post_init__(self) -> None:
        if not (np.isfinite([self.shape, self.scale]).all() and self.shape > 0 and self.scale > 0):
            raise InputError("A gamma-Poisson prior needs a positive shape and scale.")

    @property
    def name(self) -> str:
        """The prior as text."""
        return f"gamma-Poisson({self.shape:g}, {self.scale:g})"

    def log_density(self, N: FloatArray) -> FloatArray:
        """Return the log prior weight of each population size, up to a constant."""
        weight: FloatArray = (N * np.log(self.scale) - (N + self.shape) * np.log1p(self.scale)
                              + gammaln(N + self.shape) - gammaln(N + 1) - gammaln(self.shape))
        return weight


Prior = ReciprocalPrior | FlatPrior | GammaPoissonPrior
PRIORS: dict[str, Prior] = {"1/N": ReciprocalPrior(), "flat": FlatPrior()}


# --- the posterior -----------------------------------------------------------------------------------------
def _margins(table: CaptureTable) -> Iterator[tuple[int, npt.NDArray[np.int64]]]:
    """Yield each non-empty subset of lists with its margin (2**size,); cell 0 is 'on none of these'."""
    cube = np.concatenate([[0], table.counts]).reshape((2,) * table.t)      # axis 0 is the last list
    for subset in range(1, 2**table.t):
        away = tuple(table.t - 1 - j for j in range(table.t) if not subset >> j & 1)
        yield subset, cube.sum(axis=away).ravel()


def _log_margins(table: CaptureTable, hidden: FloatArray, delta: float) -> FloatArray:
    """Return (2**t, n): log marginal likelihood of each subset of lists for each hidden number."""
    total, cells = table.observed + hidden, 2**table.t
    logs = np.zeros((cells, len(hidden)))
    whole = gammaln(delta * cells) - gammaln(delta * cells + total)
    for subset, margin in _margins(table):
        weight = delta * cells / len(margin)
        filled = (gammaln(margin[1:] + weight) - gammaln(weight)).sum()
        logs[subset] = whole + filled + gammaln(margin[0] + hidden + weight) - gammaln(weight)
    return logs


def _log_outside(table: CaptureTable, hidden: FloatArray, prior: Prior) -> FloatArray:
    """Return (n,): prior and multinomial coefficient, the same for every graph."""
    total = table.observed + hidden
    outside: FloatArray = prior.log_density(total) + gammaln(total + 1) - gammaln(hidden + 1)
    return outside


def _screen(graphs: DecomposableGraphs, logs: FloatArray, outside: FloatArray,
            widths: FloatArray) -> tuple[npt.NDArray[np.intp], float]:
    """Return the graphs that carry weight and the largest log weight, from a coarse grid and the top of each graph.

    widths: (n,) how many hidden numbers each point stands for, on any scale.
    """
    n = logs.shape[1]
    steps = np.concatenate([np.zeros(1), np.geomspace(1, n, _SCREEN_POINTS), np.linspace(0, n - 1, _SCREEN_POINTS)])
    at = np.unique(steps.astype(np.intp).clip(0, n - 1))
    weights = graphs.factors @ logs[:, at] + outside[at]
    best = (weights + np.log(np.add.reduceat(widths, at))).max(axis=1)
    highest = weights.argmax(axis=1)
    peak = _peaks(graphs, logs, outside, at[np.maximum(highest - 1, 0)], at[np.minimum(highest + 1, len(at) - 1)])
    best = np.maximum(best, peak)
    return np.flatnonzero(best >= best.max() - _SCREEN_LOG), float(max(weights.max(), peak.max()))


def _peaks(graphs: DecomposableGraphs, logs: FloatArray, outside: FloatArray, low: npt.NDArray[np.intp],
           high: npt.NDArray[np.intp]) -> FloatArray:
    """Return (G,): the largest log weight of each graph between the points low and high (G,), by bisection.

    A posterior can be narrower than the steps of a coarse grid; between two of them it has one top.
    """
    def weight(at: npt.NDArray[np.intp]) -> FloatArray:
        return np.asarray(np.einsum("gs,sg->g", graphs.factors, logs[:, at]) + outside[at])

    while (high > low).any():
        middle = (low + high) // 2
        rises = (weight(np.minimum(middle + 1, high)) > weight(middle)) & (high > low)
        low, high = np.where(rises, middle + 1, low), np.where(rises, high, middle)
    return weight(low)


def _posterior(graphs: DecomposableGraphs, logs: FloatArray, outside: FloatArray, widths: FloatArray,
               progress: Progress | None = None) -> tuple[FloatArray, FloatArray]:
    """Return the posterior of the graphs (G,) and of the hidden numbers (n,)."""
    keep, top = _screen(graphs, logs, outside, widths)
    by_graph, by_hidden = np.zeros(len(graphs)), np.zeros(logs.shape[1])
    for start in range(0, len(keep), _CHUNK):
        chosen = keep[start:start + _CHUNK]
        weights = np.exp(graphs.factors[chosen] @ logs + (outside - top)) * widths
        by_graph[chosen] = weights.sum(axis=1)
        by_hidden += weights.sum(axis=0)
        if progress is not None:
            progress(start + len(chosen), len(keep))
    return by_graph / by_graph.sum(), by_hidden / by_hidden.sum()


# --- the answer --------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class PanelRow:
    """One line of the prior-sensitivity panel: the answer under another prior. Sizes are in persons."""

    delta: float
    prior: str
    max_hidden: int
    mean: float
    median: float
    low: float
    high: float
    top_graph: str
    top_probability: float
    edge_mass: float


@dataclass(frozen=True, eq=False, kw_only=True)
class GraphEstimate(Estimate):
    """Posterior of the population size, averaged over all decomposable graphs. `population` is the
    posterior mean.

    grid: int64 (n,), the hidden numbers; probabilities: (n,), their posterior; widths: int64 (n,), how many
    numbers around each of the grid the probability is of, 1 unless the range was wide. graph_probabilities: (G,),
    posterior of the graphs in the order of `decomposable_graphs(t)`. estimator: what made this, with its priors.
    `terms` are the pairs that are joined with posterior probability of at least one half.
    """

    grid: npt.NDArray[np.int64]
    probabilities: FloatArray
    widths: npt.NDArray[np.int64]
    graph_probabilities: FloatArray
    estimator: GraphAverage

    def quantile(self, p: float) -> int:
        """Return the smallest population with posterior probability >= p at or below it (0 < p < 1)."""
        below = np.cumsum(self.probabilities)
        at = min(int(np.searchsorted(below, check_level(p))), len(self.grid) - 1)
        width, share = int(self.widths[at]), float(self.probabilities[at])
        part = 1.0 if share == 0 else 1 - (float(below[at]) - p) / share       # of the cell, evenly filled
        inside = min(max(int(np.ceil(part * width)) - 1, 0), width - 1)
        return self.observed + int(self.grid[at]) - (width - 1) // 2 + inside

    @property
    def median(self) -> int:
        """Posterior median of the population."""
        return self.quantile(0.5)

    @property
    def mode(self) -> int:
        """Population with the highest posterior probability."""
        return self.observed + int(self.grid[int((self.probabilities / self.widths).argmax())])

    @property
    def edge_mass(self) -> float:
        """Posterior probability of the top one per cent of the grid: high when max_hidden cuts it off."""
        first = int(np.searchsorted(self.grid, self.grid[-1] - EDGE_SHARE * (self.grid[-1] - self.grid[0])))
        return float(self.probabilities[first:].sum())

    def top_graphs(self, k: int = 5) -> tuple[tuple[str, float], ...]:
        """Return the k graphs with the highest posterior probability: label by cliques, and probability."""
        graphs = decomposable_graphs(self.table.t)
        order = np.argsort(-self.graph_probabilities, kind="stable")[:k]
        names, share = self.table.lists, self.graph_probabilities
        return tuple((graphs.label(int(g), names), float(share[g])) for g in order)

    def edge_probabilities(self) -> dict[str, float]:
        """Return for each pair of lists the posterior probability that the graph joins them."""
        graphs = decomposable_graphs(self.table.t)
        share = self.graph_probabilities @ graphs.edges
        names = self.table.lists
        return {f"{names[i]}:{names[j]}": float(share[k]) for k, (i, j) in enumerate(graphs.pairs)}

    def conf_int(self, method: str = "posterior", *, level: float = 0.95, **options: Any) -> Interval:
        """Return the equal-tailed posterior interval. Raises InputError for another method or an option."""
        if method != "posterior" or options:
            return super().conf_int(method, level=level, **options)
        tail = (1 - check_level(level)) / 2
        return Interval("posterior", level, self.quantile(tail), self.quantile(1 - tail),
                        details={"median": self.median, "mode": self.mode, "edge_mass": self.edge_mass})

    @cached_property
    def panel(self) -> tuple[PanelRow, ...]:
        """The answer under other priors, see `sensitivity_panel`; the first row is this estimate."""
        return sensitivity_panel(self.table, self.estimator)

    def check(self) -> Verdict:
        """Judge by data and panel: an answer that follows from the prior, not from the data, is not publishable."""
        near = [row for row in self.panel if row.delta <= 4.01 * self.panel[0].delta]
        medians = [row.median for row in near]
        ratio = max(medians) / min(medians)
        reasons = [*self.reasons,
                   f"Under {len(near)} reasonable priors the median lies between {min(medians):,.0f} and "
                   f"{max(medians):,.0f} persons (ratio {ratio:.2f})."]
        if abs(self.population - self.median) > 0.1 * self.median:
            reasons.append(f"The posterior is lopsided or has two tops: mean {self.population:,.0f}, "
                           f"median {self.median:,.0f}, mode {self.mode:,.0f} persons.")
        if self.median - self.observed < 1:
            reasons.append("Most of the posterior says that nobody is hidden: check whether any of these models can be "
                           "true for these lists.")
        reasons += [f"With the heavy prior delta {row.delta:g} the median is {row.median:,.0f} persons instead of "
                    f"{self.median:,.0f}." for row in self.panel
                    if row not in near and not 0.5 <= row.median / self.median <= 2]
        if ratio > 1.5 or self.edge_mass > 0.01:
            judgement = Judgement.NOT_PUBLISHABLE
            reasons.insert(0, "The answer depends on the prior more than a published figure may.")
        else:
            fine = ratio <= 1.15 and len(reasons) == 1
            judgement = Judgement.PUBLISHABLE if fine else Judgement.WITH_CAUTION
        return at_best(judgement, judge_data(self.table, self.hidden, self.conf_int("posterior")), reasons)

    def to_dict(self, **extra: Any) -> dict[str, Any]:
        """Return the fields of `Estimate.to_dict` with median, mode, graphs, pairs and the panel."""
        answer = super().to_dict(**extra)
        return {**answer, "median": self.median, "mode": self.mode, "edge_mass": self.edge_mass,
                "graphs": [{"graph": label, "probability": p} for label, p in self.top_graphs(10)],
                "edge_probabilities": self.edge_probabilities(),
                "panel": [vars(row).copy() for row in self.panel]}


@dataclass(frozen=True)
class GraphAverage:
    """Estimator: average over all decomposable graphs of two to six lists.

    delta: prior weight of each of the 2**t cells; default 2**-t, so that the prior counts as one person.
    prior: for the population size, ``"1/N"``, ``"flat"`` or a prior object. max_hidden: largest hidden
    number considered, default ten times the observed number and at least 1000, at most 10,000,000,000;
    min_hidden: smallest, default 0. Raises InputError for a delta that is not a positive number, or an unknown prior.
    """

    delta: float | None = None
    prior: str | Prior = "1/N"
    max_hidden: int | None = None
    min_hidden: int = 0

    def __post_init__(self) -> None:
        number = isinstance(self.delta, (int, float, np.integer, np.floating)) and not isinstance(self.delta, bool)
        if self.delta is not None and not (number and np.isfinite(self.delta) and self.delta > 0):
            raise InputError("delta must be a positive number, for example 0.03.")
        if not isinstance(self.prior, Prior) and self.prior not in tuple(PRIORS):
            raise InputError(f"There is no prior {self.prior!r}; choose {' or '.join(PRIORS)}, "
                             "or pass a prior object.")

    def _prior(self) -> Prior:
        return PRIORS[self.prior] if isinstance(self.prior, str) else self.prior

    def fit(self, table: CaptureTable, *, progress: Progress | None = None) -> GraphEstimate:
        """Return the posterior for this table. Raises InputError for more than six lists.

        progress: called with graphs done and graphs in all.
        """
        graphs = decomposable_graphs(check_table(table).t)
        delta = 2.0**-table.t if self.delta is None else float(self.delta)

        def evaluate(points: npt.NDArray[np.int64], widths: npt.NDArray[np.int64]) -> tuple[FloatArray, FloatArray]:
            numbers = points.astype(np.float64)
            return _posterior(graphs, _log_margins(table, numbers, delta),
                              _log_outside(table, numbers, self._prior()), widths.astype(np.float64), progress)

        found = sum_up(evaluate, table.observed, self.max_hidden, self.min_hidden)
        hidden, by_graph, by_hidden = found.points.astype(np.float64), found.by_graph, found.shares
        mean = float(by_hidden @ hidden)
        half = by_graph @ graphs.edges >= 0.5
        names = table.lists
        fit = GraphEstimate(
            method="graphs", table=table, hidden=mean,
            standard_error=float(np.sqrt(by_hidden @ (hidden - mean) ** 2)),
            terms=tuple(f"{names[i]}:{names[j]}" for k, (i, j) in enumerate(graphs.pairs) if half[k]),
            options={"delta": delta, "prior": self._prior().name, "min_hidden": self.min_hidden,
                     "max_hidden": found.top, "step": found.step},
            grid=found.points, probabilities=by_hidden, widths=found.widths, graph_probabilities=by_graph,
            estimator=self)
        return _with_reasons(fit)


def _with_reasons(fit: GraphEstimate) -> GraphEstimate:
    """Add what the reader must know: a grid that cuts the posterior off, or steps above one person."""
    reasons = []
    if fit.edge_mass > 1e-3:
        reasons.append(f"{fit.edge_mass:.1%} of the posterior lies at the largest hidden number considered "
                       f"({fit.options['max_hidden']:,}); the answer depends on that bound. Raise max_hidden.")
    if fit.options["step"] > 1 and int(fit.widths.max()) == 1:
        reasons.append(f"The hidden number was taken in steps of {fit.options['step']} persons.")
    object.__setattr__(fit, "reasons", tuple(reasons))
    return fit


def sensitivity_panel(table: CaptureTable, base: GraphAverage | None = None,
                      estimators: Sequence[GraphAverage] | None = None) -> tuple[PanelRow, ...]:
    """Return the answer of `base` (first row) and under other priors, so that the reader sees what the
    prior does.

    estimators: the other priors; default half, twice and four times delta, delta 1/2, the other prior for
    N, and twice the grid. Raises InputError for more than six lists.
    """
    first = GraphAverage() if base is None else base
    delta = 2.0**-check_table(table).t if first.delta is None else first.delta
    top = check_range(table.observed, first.max_hidden, first.min_hidden)
    wider = min(2 * top, MAX_HIDDEN)
    other = "flat" if first.prior == "1/N" else "1/N"
    deltas = [delta / 2, delta * 2, delta * 4, *([0.5] if delta < 0.1 else [])]
    rest = estimators if estimators is not None else [
        *(GraphAverage(d, first.prior, top, first.min_hidden) for d in deltas),
        GraphAverage(delta, other, top, first.min_hidden),
        GraphAverage(delta, first.prior, wider, first.min_hidden)]
    return tuple(_panel_row(estimator.fit(table)) for estimator in (first, *rest))


def _panel_row(fit: GraphEstimate) -> PanelRow:
    interval = fit.conf_int()
    label, probability = fit.top_graphs(1)[0]
    chosen = fit.options
    return PanelRow(delta=chosen["delta"], prior=chosen["prior"], max_hidden=chosen["max_hidden"],
                    mean=fit.population, median=fit.median, low=interval.low, high=interval.high,
                    top_graph=label, top_probability=probability, edge_mass=fit.edge_mass)


__all__ = ["MAX_GRAPH_LISTS", "PRIORS", "FlatPrior", "GammaPoissonPrior", "GraphAverage", "GraphEstimate",
           "PanelRow", "ReciprocalPrior", "hidden_grid", "sensitivity_panel"]
