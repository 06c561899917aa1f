"""Persons with unknown covariates: multiple imputation, so that nobody is dropped in silence.

Data augmentation (Tanner, Wong 1987; Schafer 1997 ch. 7) for a table of strata by histories: given cell
probabilities, every person with an unknown covariate is drawn into one of the strata that fit what is known, in
proportion to the probabilities of those strata with that person's history; given the completed table, the
probabilities are drawn from their Dirichlet posterior. The prior spreads sqrt(n) persons as if history and
covariates were independent (the pseudo-Bayes weight of Fienberg, Holland 1973). Completed tables are taken at a
distance, each is analysed by the same model, and the answers are joined by Rubin's rules (Rubin 1987).
Assumption: unknown at random given the history and the covariates that are known.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.stats import t as student

from omvang.counts import whole_count
from omvang.covariates import CovariateEstimate, CovariateModel, CovariateSearch
from omvang.errors import InputError, NoEstimateError
from omvang.estimate import Estimate, Interval, Judgement, Verdict, check_level, digest
from omvang.partial import Gap, with_gaps
from omvang.person_rows import Level, is_unknown, level, mask_of, numbered, read_rows
from omvang.resampling import Plan
from omvang.strata import StratifiedTable, cross

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]

_MUCH_UNKNOWN = 0.30
_MOST_FAILED = 0.2
_MOST_PRIOR = 1e12


@dataclass(frozen=True, eq=False)
class IncompleteTable:
    """Persons by history, of whom some have unknown covariates.

    known: the persons of whom everything is known; masks (q,), fits (q, S) and persons (q,): the others, by history
    and by the strata that fit what is known of them. unknown: persons per covariate for whom it is unknown.
    """

    known: StratifiedTable
    masks: IntArray
    fits: npt.NDArray[np.bool_]
    persons: IntArray
    unknown: Mapping[str, int]

    @property
    def observed(self) -> int:
        """All persons, known or not."""
        return self.known.observed + int(self.persons.sum())

    @property
    def incomplete(self) -> int:
        """Persons with at least one unknown covariate."""
        return int(self.persons.sum())

    def fingerprint(self) -> str:
        """Return the SHA-256 (hexadecimal) of the data."""
        return digest({"known": self.known.fingerprint(), "masks": self.masks, "persons": self.persons,
                       "fits": [np.flatnonzero(row).tolist() for row in self.fits]})

    @classmethod
    def from_rows(cls, rows: Iterable[Mapping[str, Any]], lists: Sequence[str], variables: Sequence[str], *,
                  count: str = "count", gaps: Sequence[Gap] = ()) -> IncompleteTable:
        """Count person rows in which a covariate may be None, NaN or empty. gaps: lists that did not run somewhere.

        Raises InputError with the row for a wrong flag or count or a person on no list, for a covariate that is
        unknown for everyone, and for a person whose history fits no stratum (a list that did not run there).
        """
        found: dict[tuple[int, tuple[Any, ...]], int] = {}
        first: dict[tuple[int, tuple[Any, ...]], int] = {}
        for line, row in numbered(rows):
            key = _pattern(row, lists, variables, line)
            persons = whole_count(row.get(count, 1), line)
            if key[0] == 0 and persons:
                raise InputError("This person is on no list; nobody can have seen this person.", line=line)
            found[key] = found.get(key, 0) + persons
            first.setdefault(key, line)
        frame = with_gaps(_frame(found, tuple(lists), tuple(variables)), gaps) if gaps else \
            _frame(found, tuple(lists), tuple(variables))
        return _sort(found, frame, first)

    @classmethod
    def read_csv(cls, path: str | Path, lists: Sequence[str], variables: Sequence[str], *,
                 gaps: Sequence[Gap] = (), ignore: Sequence[str] = ()) -> IncompleteTable:
        """Read a CSV file of persons in which an empty covariate is unknown; see `read_rows` and `from_rows`."""
        return cls.from_rows(read_rows(path, lists, variables, ignore), lists, variables, gaps=gaps)


def _pattern(row: Mapping[str, Any], lists: Sequence[str], variables: Sequence[str],
             line: int) -> tuple[int, tuple[Any, ...]]:
    known = tuple(None if is_unknown(row.get(name)) else level(row[name], name, line) for name in variables)
    return mask_of(row, lists, line), known


def _frame(found: Mapping[tuple[int, tuple[Any, ...]], int], lists: tuple[str, ...],
           variables: tuple[str, ...]) -> StratifiedTable:
    """Return the table of the persons of whom all is known, over every combination of levels that occur."""
    levels = []
    for v, name in enumerate(variables):
        seen = list(dict.fromkeys(known[v] for (_, known), n in found.items() if n and known[v] is not None))
        if not seen:
            raise InputError(f"The covariate {name!r} is unknown for everyone. Leave it out.")
        levels.append(seen)
    strata = tuple(cross(levels, 2 ** len(lists)))
    counts = np.zeros((len(strata), 2 ** len(lists)), dtype=np.int64)
    at = {stratum: s for s, stratum in enumerate(strata)}
    for (mask, known), persons in found.items():
        if persons and None not in known:
            counts[at[known], mask] += persons
    return StratifiedTable(lists, variables, strata, counts)


def _sort(found: Mapping[tuple[int, tuple[Any, ...]], int], frame: StratifiedTable,
          first: Mapping[tuple[int, tuple[Any, ...]], int]) -> IncompleteTable:
    """Set the persons of whom something is unknown apart. first: the line of the first person of each pattern."""
    masks, fits, persons = [], [], []
    own = frame.groups == np.arange(2**frame.t)[None, :]
    for (mask, known), number in found.items():
        if number and None in known:
            fit = np.array([all(k is None or k == level for k, level in zip(known, stratum, strict=True))
                            for stratum in frame.strata]) & own[:, mask]
            if not fit.any():
                raise InputError(f"{number} person(s) with covariates {known} were on a list in strata where it did "
                                 "not run. Correct the data or the gap.", line=first[mask, known])
            masks.append(mask)
            fits.append(fit)
            persons.append(number)
    unknown = {name: sum(n for (_, known), n in found.items() if known[v] is None)
               for v, name in enumerate(frame.variables)}
    return IncompleteTable(frame, np.array(masks, dtype=np.int64),
                           np.array(fits, dtype=bool).reshape(len(fits), len(frame.strata)),
                           np.array(persons, dtype=np.int64), unknown)


def _whole(value: object, low: int, high: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


# --- drawing completed tables ------------------------------------------------------------------------------
def independence_prior(data: IncompleteTable, weight: float) -> FloatArray:
    """Return (S, 2**t): `weight` persons spread as if history and covariates were independent.

    Cells that cannot be observed get nothing.
    """
    table = data.known
    by_history = np.bincount(data.masks, weights=data.persons, minlength=2**table.t) + table.counts.sum(axis=0)
    share = np.ones(len(table.strata))
    for v, name in enumerate(table.variables):
        levels = table.levels(name)
        place = np.array([levels.index(stratum[v]) for stratum in table.strata])
        mass = np.bincount(place, weights=table.totals() + 0.5, minlength=len(levels))
        share *= mass[place] / mass.sum()
    spread = share[:, None] * (by_history + 0.5)[None, :]
    spread[table.groups != np.arange(2**table.t)[None, :]] = 0.0
    spread[:, 0] = 0.0
    prior: FloatArray = weight * spread / spread.sum()
    return prior


def _draw_persons(data: IncompleteTable, probabilities: FloatArray, rng: np.random.Generator) -> IntArray:
    """Return (S, 2**t) counts with every incomplete person drawn into a stratum that fits."""
    counts = data.known.counts.copy()
    for mask, fit, persons in zip(data.masks, data.fits, data.persons, strict=True):
        share = np.where(fit, probabilities[:, mask], 0.0)
        total = share.sum()
        share = share / total if total > 0 else fit / fit.sum()      # every weight underflowed: all alike
        counts[:, mask] += rng.multinomial(persons, share)
    return counts


def completed_tables(data: IncompleteTable, number: int, rng: np.random.Generator, *, burn_in: int = 50,
                     thin: int = 10, prior_persons: float | None = None) -> list[StratifiedTable]:
    """Return `number` completed tables from one chain. Every table holds all persons.

    burn_in: draws before the first; thin: draws from one to the next; prior_persons: weight of the prior, default
    the square root of the number of persons.
    """
    weight = math.sqrt(data.observed) if prior_persons is None else prior_persons
    prior = independence_prior(data, weight)
    counts = _draw_persons(data, prior + data.known.counts, rng)
    tables = []
    for turn in range(1, burn_in + number * thin + 1):
        gamma = rng.standard_gamma(prior + counts)
        counts = _draw_persons(data, gamma / gamma.sum(), rng)
        if turn > burn_in and (turn - burn_in) % thin == 0:
            tables.append(data.known.with_counts(counts))
    return tables


# --- Rubin's rules -----------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Pooled:
    """Rubin's rules for one number: value, within and between variance, total variance, degrees of freedom.

    missing_information: share of the variance that is there because covariates are unknown.
    monte_carlo_error: standard error of value because the number of imputations is finite.
    """

    value: float
    within: float
    between: float
    total: float
    df: float
    missing_information: float
    monte_carlo_error: float

    def bounds(self, floor: float, level: float) -> tuple[float, float]:
        """Return the interval, on the log of the value above `floor` (the persons known to be there)."""
        above = self.value - floor
        if above <= 0:
            return self.value, self.value
        wide = float(student.ppf(0.5 + level / 2, self.df)) * math.sqrt(self.total) / above
        spread = math.exp(min(wide, 700.0))
        return floor + above / spread, floor + above * spread


def pool(values: FloatArray, variances: FloatArray) -> Pooled:
    """Join m >= 2 answers (m,) with their variances (m,). Source: Rubin 1987 ch. 3.

    Raises InputError for fewer than two.
    """
    m = len(values)
    if m < 2 or len(variances) != m:
        raise InputError("Rubin's rules need at least two answers, each with a variance.")
    within, between = float(np.mean(variances)), float(np.var(values, ddof=1))
    extra = (1 + 1 / m) * between
    total = within + extra
    df = math.inf if extra <= 1e-12 * total else (m - 1) * (total / extra) ** 2
    return Pooled(float(np.mean(values)), within, between, total, min(df, 1e9),
                  extra / total if total > 0 else 0.0, math.sqrt(between / m))


@dataclass(frozen=True)
class ImputedRow:
    """A stratum or a sum of strata: known are the persons certainly there, observed the mean over imputations."""

    levels: dict[str, Level]
    known: int
    observed: float
    hidden: float
    low: float
    high: float
    missing_information: float

    @property
    def population(self) -> float:
        """Observed and hidden persons together."""
        return self.observed + self.hidden


@dataclass(frozen=True, eq=False, kw_only=True)
class ImputedEstimate(Estimate):
    """Estimate joined over completed tables; `hidden` is the mean, so strata add up to the total.

    fits: one estimate per completed table that has one; failed: completed tables without; data: the persons.
    """

    data: IncompleteTable
    fits: tuple[CovariateEstimate, ...]
    failed: int
    seed: int | None
    shares: Mapping[str, float] = field(default_factory=dict)

    def pooled(self, chosen: npt.NDArray[np.bool_] | None = None) -> Pooled:
        """Return Rubin's rules for the population over the strata chosen (S,); default all."""
        keep = np.ones(len(self.data.known.strata), bool) if chosen is None else chosen
        values = [float((f.strata.totals() + f.hidden_by_stratum)[keep].sum()) for f in self.fits]
        return pool(np.array(values), np.array([f.variance(keep) for f in self.fits]))

    def by(self, *variables: str, level: float = 0.95) -> tuple[ImputedRow, ...]:
        """Return the population by one or more covariates; the rows add up to the total. Raises InputError."""
        check_level(level)
        table = self.data.known
        places = [table.position(name) for name in variables]
        keys = [tuple(stratum[at] for at in places) for stratum in table.strata]
        rows = []
        for key in dict.fromkeys(keys):
            chosen = np.array([other == key for other in keys])
            inside = (self.data.fits <= chosen[None, :]).all(axis=1)       # nowhere else they can be
            known = int(table.totals()[chosen].sum() + self.data.persons[inside].sum())
            hidden = float(np.mean([f.hidden_by_stratum[chosen].sum() for f in self.fits]))
            pooled = self.pooled(chosen)
            rows.append(ImputedRow(dict(zip(variables, key, strict=True)), known, pooled.value - hidden, hidden,
                                   *pooled.bounds(known, level), pooled.missing_information))
        return tuple(rows)

    def conf_int(self, method: str = "rubin", *, level: float = 0.95, **options: Any) -> Interval:
        """Return the interval by Rubin's rules. Raises InputError for another method."""
        if method != "rubin" or options:
            return super().conf_int(method, level=level, **options)
        pooled = self.pooled()
        low, high = pooled.bounds(self.observed, check_level(level))
        return Interval("rubin", level, low, high, replicates=len(self.fits) + self.failed, seed=self.seed,
                        failed=self.failed, monte_carlo_error=(pooled.monte_carlo_error, pooled.monte_carlo_error),
                        details={"df": pooled.df, "missing_information": pooled.missing_information,
                                 **{key: self.options[key] for key in ("generator",) if key in self.options}})

    def check(self) -> Verdict:
        """Return the verdict on the completed tables, with what is unknown and what that adds."""
        pooled, verdicts = self.pooled(), [fit.check() for fit in self.fits]
        worst = max((v for v in verdicts), key=lambda v: list(Judgement).index(v.judgement))
        reasons = [*self.reasons, *worst.reasons]
        reasons.append(f"{self.data.incomplete} of {self.observed} persons have an unknown covariate; none was left "
                       f"out. That adds {pooled.missing_information:.0%} of the variance.")
        if worst.judgement is Judgement.PUBLISHABLE and max(self.shares.values(), default=0) > _MUCH_UNKNOWN:
            return Verdict(Judgement.WITH_CAUTION, tuple(reasons))
        return Verdict(worst.judgement, tuple(reasons))


@dataclass(frozen=True)
class MultipleImputation:
    """Estimator: complete the table `imputations` times, fit `model` to each and join the answers.

    burn_in, thin, prior_persons: see `completed_tables`. Raises InputError for fewer than two imputations or a
    chain without length.
    """

    model: CovariateModel | CovariateSearch = field(default_factory=CovariateModel)
    imputations: int = 20
    burn_in: int = 50
    thin: int = 10
    prior_persons: float | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.model, (CovariateModel, CovariateSearch)):
            raise InputError("The model of an imputation is a CovariateModel or a CovariateSearch.")
        if not (_whole(self.imputations, 2, 10_000) and _whole(self.burn_in, 0, 10**6) and _whole(self.thin, 1, 10**6)):
            raise InputError("Give two or more imputations (at most 10,000), a burn_in of 0 or more and a thin of at "
                             "least 1.")
        weight = self.prior_persons
        if weight is not None and not (isinstance(weight, (int, float)) and 0 < weight < _MOST_PRIOR):
            raise InputError("prior_persons must be a positive number of persons.")

    def fit(self, data: IncompleteTable, *, seed: int | None = None,
            rng: np.random.Generator | None = None) -> ImputedEstimate:
        """Return the joined estimate. Give a seed or a generator.

        Raises InputError for neither or both, NoEstimateError when over a fifth of the tables have no estimate.
        """
        if not isinstance(data, IncompleteTable):
            raise InputError(f"An imputation completes an IncompleteTable, not {type(data).__name__}. Make one with "
                             "IncompleteTable.from_rows or IncompleteTable.read_csv.")
        plan = Plan.of(seed=seed, rng=rng)
        fits, failed = [], 0
        for table in completed_tables(data, self.imputations, plan.rng, burn_in=self.burn_in, thin=self.thin,
                                      prior_persons=self.prior_persons):
            try:
                fits.append(self.model.fit(table))
            except NoEstimateError as error:
                failed, last = failed + 1, error
        if failed > _MOST_FAILED * self.imputations or len(fits) < 2:
            raise NoEstimateError(f"{failed} of {self.imputations} completed tables have no estimate; the last says: "
                                  f"{last}", terms=last.terms)
        return self._join(data, fits, failed, plan)

    def _join(self, data: IncompleteTable, fits: list[CovariateEstimate], failed: int,
              plan: Plan) -> ImputedEstimate:
        hidden = float(np.mean([fit.hidden for fit in fits]))
        shares = {name: n / data.observed for name, n in data.unknown.items()}
        reasons = [f"The covariate {name!r} is unknown for {share:.0%} of the persons."
                   for name, share in shares.items() if share > _MUCH_UNKNOWN]
        if failed:
            reasons.append(f"{failed} of {self.imputations} completed tables have no estimate.")
        terms = [term for term in fits[0].terms if sum(term in fit.terms for fit in fits) * 2 >= len(fits)]
        found = ImputedEstimate(
            method="imputation", table=fits[0].table, hidden=hidden, terms=tuple(terms), reasons=tuple(reasons),
            exists=all(fit.exists for fit in fits), data=data, fits=tuple(fits), failed=failed, seed=plan.seed,
            shares=shares, options={"model": type(self.model).__name__, **vars(self.model),
                                    "imputations": self.imputations, "burn_in": self.burn_in, "thin": self.thin,
                                    "prior_persons": self.prior_persons, "seed": plan.seed, **plan.source,
                                    "rows": data.fingerprint()})
        object.__setattr__(found, "standard_error", math.sqrt(hidden + found.pooled().total))
        return found
