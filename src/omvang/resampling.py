"""Bootstrap and jackknife of any estimator that can answer many tables at once.

Source: Efron 1987 (BCa); DiCiccio and Efron 1996; Chan, Silverman and Vincent 2021 for the count-weighted jackknife.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
from scipy.special import ndtr, ndtri

from omvang.capture import CaptureTable
from omvang.design import FloatArray
from omvang.errors import InputError, NoEstimateError
from omvang.estimate import Estimate, Interval, check_level, digest

Replicator = Callable[[FloatArray], FloatArray]
Progress = Callable[[int, int], None]
METHODS = ("bca", "percentile", "parametric")
_MOST_FAILED = 0.5


class Resampled(Protocol):
    """An estimator of which the whole procedure, selection included, can be repeated."""

    def fit(self, table: CaptureTable) -> Estimate:
        """Return the estimate."""

    def replicator(self, table: CaptureTable) -> Replicator:
        """Return a function from counts (R, C) over the lists of `table` to hidden persons (R,), NaN for none."""


@dataclass(frozen=True)
class Plan:
    """How a bootstrap is run: number of replicates, source of chance, and replicates per batch.

    state: SHA-256 of the generator as it was passed, for a generator without a seed that tells the same.
    """

    replicates: int
    rng: np.random.Generator
    seed: int | None
    batch_size: int = 1024
    progress: Progress | None = None
    state: str | None = None

    @property
    def source(self) -> dict[str, str]:
        """What must be recorded besides the seed: the state of a generator that had been used, else nothing."""
        return {} if self.seed is not None or self.state is None else {"generator": self.state}

    @classmethod
    def of(cls, *, replicates: int = 1000, seed: int | None = None, rng: np.random.Generator | None = None,
           batch_size: int = 1024, progress: Progress | None = None, **unknown: Any) -> Plan:
        """Check the options of a bootstrap. Give either a seed or a generator, never neither: chance has a source.

        Raises InputError for fewer than 20 or more than a million replicates, a wrong seed or batch size, or an option
        that a bootstrap does not have.
        """
        if unknown:
            raise InputError(f"A bootstrap takes no {next(iter(unknown))}; it takes replicates, seed or rng, "
                             "batch_size and progress.")
        for name, value, low, high in (("replicates", replicates, 20, 1_000_000), ("batch_size", batch_size, 1, 10**6)):
            if isinstance(value, bool) or not isinstance(value, (int, np.integer)) or not low <= value <= high:
                raise InputError(f"{name} must be a whole number from {low} to {high}, not {value!r}.")
        if (seed is None) == (rng is None):
            raise InputError("A bootstrap needs either seed= or rng=, so that the number can be computed again.")
        if rng is not None:
            if not isinstance(rng, np.random.Generator):
                raise InputError("rng must be a numpy Generator, such as numpy.random.default_rng(1).")
            return cls(int(replicates), rng, seed_of(rng), int(batch_size), progress, state_of(rng))
        if isinstance(seed, bool) or not isinstance(seed, (int, np.integer)) or seed < 0:
            raise InputError(f"The seed must be a whole number of 0 or more, not {seed!r}.")
        return cls(int(replicates), np.random.default_rng(int(seed)), int(seed), int(batch_size), progress)


def seed_of(rng: np.random.Generator) -> int | None:
    """Return the seed of a generator that was just made by default_rng(seed); None when it has been used."""
    entropy = getattr(rng.bit_generator.seed_seq, "entropy", None)
    if not isinstance(entropy, int) or not isinstance(rng.bit_generator, np.random.PCG64):
        return None
    same = np.random.default_rng(entropy).bit_generator.state == rng.bit_generator.state
    return entropy if same else None


def state_of(rng: np.random.Generator) -> str:
    """Return the SHA-256 (hexadecimal) of the state of a generator: the same state gives the same draws."""
    return digest({"state": rng.bit_generator.state})


@dataclass(frozen=True, eq=False)
class Bootstrap:
    """The replicates of one estimate.

    observed: persons in the data, below whom the population cannot lie; 0 when that is not known. estimate:
    population; populations: (B - failed,) those of the replicates that have an estimate, in order of drawing; failed:
    replicates without one; acceleration: of the jackknife, None when it was not asked; kind: "multinomial" (drawn from
    the data) or "parametric" (drawn from the fitted model).
    """

    estimate: float
    populations: FloatArray
    failed: int
    seed: int | None
    acceleration: float | None = None
    kind: str = "multinomial"
    observed: int = 0
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def below(self) -> float:
        """Share of the replicates below the estimate; replicates equal to it do not count."""
        return float((self.populations < self.estimate * (1 - 1e-12)).mean())

    @property
    def bias_correction(self) -> float:
        """z0, the normal quantile of `below`, kept finite by half a replicate."""
        b = len(self.populations)
        return float(ndtri(min(max(self.below, 0.5 / b), 1 - 0.5 / b)))

    def level_of(self, p: float, method: str) -> float:
        """Return the level at which the replicates are read for probability p of the interval method."""
        if method != "bca":
            return p
        if self.acceleration is None:
            raise InputError("This bootstrap has no acceleration; ask for the bca interval with conf_int.")
        z = self.bias_correction + ndtri(p)
        scale = 1 - self.acceleration * z
        if scale <= 0:     # beyond the pole of the transformation: the end of the distribution
            return 1.0 if z > 0 else 0.0
        return float(ndtr(self.bias_correction + z / scale))

    def quantile(self, p: float, method: str = "bca") -> float:
        """Return the population at probability p: of the BCa distribution or of the replicates themselves."""
        check_level(p)
        return float(np.quantile(self.populations, self.level_of(p, method), method="median_unbiased"))

    def monte_carlo_error(self, p: float, method: str = "bca") -> float:
        """Return the standard error of `quantile` because the number of replicates is finite.

        Delta method on the level at which the replicates are read; the bias correction comes from the same
        replicates and its error is included. Half the distance between the quantiles one such error around it.
        """
        b = len(self.populations)
        level = self.level_of(p, method)
        slope = 0.0
        below = min(max(self.below, 0.5 / b), 1 - 0.5 / b)
        if method == "bca" and 0 < level < 1 and self.acceleration is not None:
            z = self.bias_correction + ndtri(p)
            widened = 1 + 1 / (1 - self.acceleration * z) ** 2
            slope = _density(float(ndtri(level))) * widened / _density(self.bias_correction)
        variance = (level * (1 - level) + slope**2 * below * (1 - below)
                    - 2 * slope * (min(level, below) - level * below)) / b
        reach = max(float(np.sqrt(max(variance, 0.0))), 0.5 / b)
        ends = np.quantile(self.populations, np.clip([level - reach, level + reach], 0, 1), method="median_unbiased")
        return float((ends[1] - ends[0]) / 2)

    def interval(self, method: str, level: float = 0.95) -> Interval:
        """Return the interval of these replicates.

        A BCa interval that would miss the estimate is stretched to it. A replicate of the parametric bootstrap has
        another number of observed persons than the data, and its population can be smaller than the persons who were
        seen; those are certain, so the interval ends there.
        """
        tail = (1 - check_level(level)) / 2
        low, high = (max(self.quantile(p, method), float(self.observed)) for p in (tail, 1 - tail))
        reached = low <= self.estimate <= high
        details: dict[str, Any] = {"median": float(np.median(self.populations)), "share_below": self.below,
                                   "stretched_to_estimate": not reached, **self.extra}
        if self.quantile(tail, method) < self.observed:
            details["raised_to_observed"] = True
        if method == "bca":
            details |= {"acceleration": self.acceleration, "bias_correction": self.bias_correction}
        return Interval(method=method, level=level, low=min(low, self.estimate), high=max(high, self.estimate),
                        replicates=len(self.populations) + self.failed, seed=self.seed, failed=self.failed,
                        monte_carlo_error=(self.monte_carlo_error(tail, method),
                                           self.monte_carlo_error(1 - tail, method)), details=details)


def _density(z: float) -> float:
    return float(np.exp(-z * z / 2) / np.sqrt(2 * np.pi))


def draw(counts: np.ndarray, plan: Plan) -> np.ndarray:
    """Draw replicates x C tables with the same number of persons as counts (C,), by their shares.

    Only histories with persons are drawn, in the order of `counts`.
    """
    filled = np.flatnonzero(counts)
    n = int(counts.sum())
    drawn = np.zeros((plan.replicates, len(counts)), dtype=np.int32 if n < 2**31 else np.int64)
    drawn[:, filled] = plan.rng.multinomial(n, counts[filled] / n, size=plan.replicates)
    return drawn


def draw_from_model(expected: np.ndarray, hidden: float, observed: int, plan: Plan) -> np.ndarray:
    """Draw replicates x C tables of a whole population by the fitted shares; who is on no list drops out.

    expected: (C,) fitted persons per history; the population has round(observed + hidden) persons.
    """
    shares = np.append(expected, hidden)
    total = round(observed + hidden)
    return plan.rng.multinomial(total, shares / shares.sum(), size=plan.replicates)[:, :-1]


def hidden_of_all(replicate: Replicator, tables: np.ndarray, plan: Plan) -> FloatArray:
    """Return hidden persons (B,) of tables (B, C), a batch at a time."""
    parts = []
    for first in range(0, len(tables), plan.batch_size):
        part = tables[first:first + plan.batch_size].astype(np.float64)
        parts.append(replicate(part))
        if plan.progress is not None:
            plan.progress(first + len(part), len(tables))
    return np.concatenate(parts)


def acceleration(replicate: Replicator, table: CaptureTable) -> float:
    """Return the acceleration of the jackknife that leaves out one person of each history in turn.

    With r_i the weighted mean of the jackknife estimates minus estimate i, and n_i the count of history i:
    sum(n r^3) / (6 sum(n r^2)^1.5). Raises NoEstimateError when the estimate vanishes with one person.
    """
    filled = np.flatnonzero(table.counts)
    weights = table.counts[filled].astype(np.float64)
    tables = np.repeat(table.counts[None].astype(np.float64), len(filled), axis=0)
    tables[np.arange(len(filled)), filled] -= 1
    estimates = tables.sum(axis=1) + replicate(tables)
    if np.isnan(estimates).any():
        history = table.labels[filled[np.flatnonzero(np.isnan(estimates))[0]]]
        raise NoEstimateError(f"Without one person of history {history} (lists {', '.join(table.lists)}) no estimate "
                              "exists, so a BCa interval has no meaning. The estimate itself exists: ask for its wald "
                              "interval (--interval wald), or merge small lists.")
    r = np.average(estimates, weights=weights) - estimates
    spread = (weights * r**2).sum()
    if spread <= 1e-24 * float(np.abs(estimates).max()) ** 2:
        return 0.0
    return float((weights * r**3).sum() / (6 * spread**1.5))


def bootstrap(replicate: Replicator, table: CaptureTable, population: float, plan: Plan, *,
              jackknife: bool = True, expected: FloatArray | None = None) -> Bootstrap:
    """Repeat an estimate on resampled tables.

    table: the data in the order that `replicate` reads; population: its estimate; jackknife: compute the
    acceleration; expected: (C,) fitted persons, for the parametric bootstrap.
    Raises NoEstimateError when more than half of the replicates have no estimate.
    """
    slope = acceleration(replicate, table) if jackknife else None
    if expected is None:
        tables = draw(table.counts, plan)
    else:
        tables = draw_from_model(expected, population - table.observed, table.observed, plan)
    populations = tables.sum(axis=1) + hidden_of_all(replicate, tables, plan)
    good = np.isfinite(populations)
    failed = int((~good).sum())
    if failed > _MOST_FAILED * plan.replicates:
        raise NoEstimateError(f"{failed} of {plan.replicates} replicates have no estimate, so an interval has no "
                              "meaning. Merge small lists or leave one out.")
    return Bootstrap(population, populations[good], failed, plan.seed, slope,
                     "multinomial" if expected is None else "parametric", table.observed, plan.source)
