"""How often does an interval hold the truth? Simulated populations of known size, fitted as a researcher would.

A scenario draws a table; a method fits it and gives intervals; `study` counts how often they hold the size. The
answer has a Monte-Carlo error, sqrt(c (1 - c) / n) for a coverage c over n tables. A table on which a method gives
no estimate counts as failed and not as missed; the share of those is told.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import combinations

import numpy as np
import numpy.typing as npt

from omvang.averaging import ModelAverage
from omvang.capture import CaptureTable
from omvang.chao import Chao
from omvang.covariates import CovariateModel, CovariateSearch
from omvang.errors import OmvangError
from omvang.estimate import Interval
from omvang.graphs import GraphAverage
from omvang.imputation import IncompleteTable, MultipleImputation
from omvang.partial import Gap, with_gaps
from omvang.stepwise import StepwisePoisson
from omvang.strata import StratifiedTable
from omvang.twolist import Chapman

FloatArray = npt.NDArray[np.float64]
Table = CaptureTable | StratifiedTable | IncompleteTable
Answer = tuple[float, Mapping[str, Mapping[float, Interval | None]]]      # population; intervals by name and level

LEVELS = (0.80, 0.95)


# --- populations -------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Scenario:
    """A population that can be drawn again and again.

    size: persons; rates: share of the persons each list sees; pairs: log odds ratio between two lists, by their
    numbers; spread: standard deviation of what persons differ in being seen, on the logit scale, the same for all
    lists; groups: rates per group of equal size with its own level of covariate "group", instead of `rates`;
    unknown: share of the persons on the first list whose group is unknown, half of that for the others;
    gap: number of a list that did not run in the first group.
    methods: names in `METHODS`.
    """

    name: str
    text: str
    size: int
    rates: tuple[float, ...]
    methods: tuple[str, ...]
    pairs: Mapping[tuple[int, int], float] = field(default_factory=dict)
    spread: float = 0.0
    groups: tuple[tuple[float, ...], ...] = ()
    unknown: float = 0.0
    gap: int | None = None

    @property
    def lists(self) -> tuple[str, ...]:
        """Names of the lists."""
        return tuple("ABCDEFGHIJ"[:len(self.groups[0] if self.groups else self.rates)])

    def draw(self, rng: np.random.Generator) -> Table:
        """Return a table of the persons who were seen. Raises InputError when a list saw nobody."""
        if self.groups:
            return self._draw_groups(rng)
        counts = np.zeros(2 ** len(self.rates), dtype=np.int64)
        if self.spread:
            seen = rng.random((self.size, len(self.rates))) < _uneven(self.rates, self.spread, self.size, rng)
            masks = (seen.astype(np.int64) << np.arange(len(self.rates))).sum(axis=1)
            counts += np.bincount(masks, minlength=len(counts))
        else:
            counts += rng.multinomial(self.size, joint(self.rates, self.pairs))
        return CaptureTable(self.lists, counts[1:])

    def _draw_groups(self, rng: np.random.Generator) -> StratifiedTable | IncompleteTable:
        each, masks = self.size // len(self.groups), np.arange(2 ** len(self.lists))
        counts = np.stack([rng.multinomial(each, joint(rates, self.pairs)) for rates in self.groups])
        strata = tuple((f"g{k}",) for k in range(len(self.groups)))
        if self.gap is not None:                       # nobody can be read off that list in the first group
            counts[0] = np.bincount(masks & ~(1 << self.gap), weights=counts[0], minlength=len(masks))
        counts[:, 0] = 0
        if not self.unknown:
            table = StratifiedTable(self.lists, ("group",), strata, counts)
            return table if self.gap is None else with_gaps(table, [Gap(self.lists[self.gap], {"group": "g0"})])
        hidden = rng.binomial(counts, np.where(masks & 1, self.unknown, self.unknown / 2))
        parts = [(name, counts[k] - hidden[k]) for k, (name,) in enumerate(strata)] + [(None, hidden.sum(axis=0))]
        rows = [{**{one: int(mask) >> j & 1 for j, one in enumerate(self.lists)}, "group": name, "count": int(n)}
                for name, part in parts for mask, n in zip(masks, part, strict=True) if n]
        return IncompleteTable.from_rows(rows, self.lists, ["group"])


def joint(rates: Sequence[float], pairs: Mapping[tuple[int, int], float]) -> FloatArray:
    """Return (2**t,) probabilities of the histories with these log odds ratios and (nearly) these rates.

    The list effects are found by iterative proportional fitting, so that every list sees its share.
    """
    t = len(rates)
    seen = (np.arange(2**t)[:, None] >> np.arange(t) & 1).astype(bool)
    weight = np.exp(sum((pairs.get(pair, 0.0) * seen[:, pair[0]] * seen[:, pair[1]]
                         for pair in combinations(range(t), 2)), np.zeros(2**t)))
    for _ in range(200):
        for j, rate in enumerate(rates):
            share = weight[seen[:, j]].sum() / weight.sum()
            weight[seen[:, j]] *= rate / share
            weight[~seen[:, j]] *= (1 - rate) / (1 - share)
    return np.asarray(weight / weight.sum(), dtype=np.float64)


def _uneven(rates: Sequence[float], spread: float, size: int, rng: np.random.Generator) -> FloatArray:
    """Return (size, t) probabilities: persons differ by a normal amount that is the same for every list."""
    logits = np.log(np.array(rates) / (1 - np.array(rates)))
    return np.asarray(1 / (1 + np.exp(-(logits + rng.normal(0, spread, size)[:, None]))), dtype=np.float64)


# --- methods -----------------------------------------------------------------------------------------------
def _safe(make: Callable[[float], Interval]) -> dict[float, Interval | None]:
    """Return an interval per level, None where it does not exist."""
    found: dict[float, Interval | None] = {}
    for level in LEVELS:
        try:
            found[level] = make(level)
        except OmvangError:
            found[level] = None
    return found


def _stepwise(table: Table, replicates: int, rng: np.random.Generator) -> Answer:
    assert isinstance(table, CaptureTable)
    fit = StepwisePoisson(threshold=0.02).fit(table)
    found = {"wald": _safe(lambda level: fit.conf_int("wald", level=level)),
             "profile": _safe(lambda level: fit.conf_int("profile", level=level))}
    for kind in ("bca", "percentile", "parametric"):
        try:
            drawn = fit.bootstrap(replicates=replicates, rng=rng, jackknife=kind == "bca",
                                  parametric=kind == "parametric")
        except OmvangError:
            found[kind] = dict.fromkeys(LEVELS)
        else:
            found[kind] = _safe(partial(drawn.interval, kind))
    return fit.population, found


def _average(table: Table, replicates: int, rng: np.random.Generator) -> Answer:
    assert isinstance(table, CaptureTable)
    fit = ModelAverage(criterion="bic").fit(table)
    return fit.population, {"wald": _safe(lambda level: fit.conf_int("wald", level=level))}


def _graphs(table: Table, replicates: int, rng: np.random.Generator) -> Answer:
    assert isinstance(table, CaptureTable)
    fit = GraphAverage(max_hidden=20 * table.observed).fit(table)
    return fit.median, {"posterior": _safe(lambda level: fit.conf_int(level=level))}


def _chao(table: Table, replicates: int, rng: np.random.Generator) -> Answer:
    assert isinstance(table, CaptureTable)
    fit = Chao().fit(table)
    return fit.population, {"wald": _safe(lambda level: fit.conf_int("wald", level=level))}


def _chapman(table: Table, replicates: int, rng: np.random.Generator) -> Answer:
    assert not isinstance(table, IncompleteTable)
    whole = table.collapse() if isinstance(table, StratifiedTable) else table
    fit = Chapman().fit(whole)
    drawn = fit.bootstrap(replicates=replicates, rng=rng)
    return fit.population, {"wald": _safe(lambda level: fit.conf_int("wald", level=level)),
                            "bca": _safe(lambda level: drawn.interval("bca", level)),
                            "percentile": _safe(lambda level: drawn.interval("percentile", level))}


def _covariates(table: Table, replicates: int, rng: np.random.Generator) -> Answer:
    assert isinstance(table, StratifiedTable)
    fit = _by_group(table.lists).fit(table)
    drawn = {kind: fit.bootstrap(kind, replicates=replicates, rng=rng) for kind in ("parametric", "percentile")}
    found = {kind: _safe(partial(sample.interval, None)) for kind, sample in drawn.items()}
    return fit.population, {"wald": _safe(lambda level: fit.conf_int(level=level)), **found}


def _gaps(table: Table, replicates: int, rng: np.random.Generator) -> Answer:
    assert isinstance(table, StratifiedTable)
    fit = CovariateSearch().fit(table)
    drawn = fit.bootstrap("parametric", replicates=replicates, rng=rng)
    return fit.population, {"wald": _safe(lambda level: fit.conf_int(level=level)),
                            "parametric": _safe(partial(drawn.interval, None))}


def _by_group(lists: Sequence[str]) -> CovariateModel:
    return CovariateModel(" + ".join(f"{name}*group" for name in lists))


def _imputation(table: Table, replicates: int, rng: np.random.Generator) -> Answer:
    assert isinstance(table, IncompleteTable)
    fit = MultipleImputation(_by_group(table.known.lists), imputations=10).fit(table, rng=rng)
    return fit.population, {"rubin": _safe(lambda level: fit.conf_int(level=level))}


def _dropped(table: Table, replicates: int, rng: np.random.Generator) -> Answer:
    assert isinstance(table, IncompleteTable)
    fit = _by_group(table.known.lists).fit(table.known)
    return fit.population, {"wald": _safe(lambda level: fit.conf_int(level=level))}


METHODS: dict[str, Callable[[Table, int, np.random.Generator], Answer]] = {
    "stepwise": _stepwise, "average": _average, "graphs": _graphs, "chao": _chao, "chapman": _chapman,
    "covariates": _covariates, "gaps": _gaps, "imputation": _imputation, "dropped": _dropped}


# --- counting ----------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class CoverageRow:
    """How one interval of one method did in one scenario at one level.

    tables: simulated tables; with_interval: those on which the interval existed; coverage: share of the latter that
    hold the size, error: its Monte-Carlo standard error; below, above: share in which the whole interval lies
    below or above the size; width: median of (high - low) / size; bias: median of estimate / size - 1.
    """

    scenario: str
    method: str
    interval: str
    level: float
    tables: int
    with_interval: int
    coverage: float
    error: float
    below: float
    above: float
    width: float
    bias: float


def simulate(scenario: Scenario, tables: int, replicates: int, seed: int) -> Iterator[dict[str, Answer | None]]:
    """Yield per table the answers by method, None where a method has no estimate.

    Table i has its own stream of chance, from the seed, the scenario's name and i: the order of running is free.
    """
    for i in range(tables):
        entropy = [seed, *scenario.name.encode("utf-8"), i]
        rng = np.random.default_rng(np.random.SeedSequence(entropy))
        answers: dict[str, Answer | None] = dict.fromkeys(scenario.methods)
        try:
            table = scenario.draw(rng)
        except OmvangError:               # a list that saw nobody: no method can answer
            yield answers
            continue
        for name in scenario.methods:
            try:
                answers[name] = METHODS[name](table, replicates, rng)
            except OmvangError:
                answers[name] = None
        yield answers


def study(scenario: Scenario, *, tables: int, replicates: int, seed: int,
          progress: Callable[[int, int], None] | None = None) -> list[CoverageRow]:
    """Return a row per method, interval and level. tables: how many to draw; replicates: of each bootstrap."""
    answers: dict[str, list[Answer | None]] = {name: [] for name in scenario.methods}
    for done, found in enumerate(simulate(scenario, tables, replicates, seed), 1):
        for name, answer in found.items():
            answers[name].append(answer)
        if progress is not None:
            progress(done, tables)
    return [row for name in scenario.methods for row in _rows(scenario, name, answers[name])]


def _rows(scenario: Scenario, method: str, answers: Sequence[Answer | None]) -> Iterator[CoverageRow]:
    good = [answer for answer in answers if answer is not None]
    bias = float(np.median([population for population, _ in good])) / scenario.size - 1 if good else math.nan
    for interval in dict.fromkeys(name for _, intervals in good for name in intervals):
        for level in LEVELS:
            found = [one for _, intervals in good if (one := intervals[interval][level]) is not None]
            yield _count(scenario, (method, interval, level), len(answers), found, bias)


def _count(scenario: Scenario, key: tuple[str, str, float], tables: int, found: Sequence[Interval],
           bias: float) -> CoverageRow:
    n = len(found)
    if n == 0:
        none = math.nan
        return CoverageRow(scenario.name, *key, tables, 0, none, none, none, none, none, bias)
    below = sum(one.high < scenario.size for one in found) / n
    above = sum(one.low > scenario.size for one in found) / n
    share = 1 - below - above
    width = float(np.median([one.high - one.low for one in found])) / scenario.size
    return CoverageRow(scenario.name, *key, tables, n, share, math.sqrt(share * (1 - share) / n), below, above,
                       width, bias)
