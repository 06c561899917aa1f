"""What every estimator answers: an `Estimate`, its `Interval` and its `Verdict`."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import numpy as np

from omvang.capture import CaptureTable
from omvang.errors import InputError
from omvang.version import __version__

_RECORDED = ("generator", "reselect")       # details of an interval without which it cannot be computed again


class Judgement(StrEnum):
    """Whether a number may be published."""

    PUBLISHABLE = "publishable"
    WITH_CAUTION = "with caution"
    NOT_PUBLISHABLE = "not publishable"


@dataclass(frozen=True)
class Verdict:
    """A judgement with its reasons in plain language, the heaviest first."""

    judgement: Judgement
    reasons: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.judgement}: " + " ".join(self.reasons)


@dataclass(frozen=True)
class Interval:
    """An interval for the population, in persons.

    method: wald, profile, bca, percentile, parametric, posterior, ...; level: 0 < level < 1; low <= high.
    replicates, seed, failed: of a bootstrap or simulation, else None; seed is None when the generator that was
    passed had been used before. monte_carlo_error: standard error of (low, high) because the number of
    replicates is finite. details: figures that only some methods have, such as ``acceleration``.
    """

    method: str
    level: float
    low: float
    high: float
    replicates: int | None = None
    seed: int | None = None
    failed: int | None = None
    monte_carlo_error: tuple[float, float] | None = None
    details: Mapping[str, Any] = field(default_factory=dict)

    def __contains__(self, value: float) -> bool:
        return self.low <= value <= self.high

    @property
    def notes(self) -> tuple[str, ...]:
        """What the reader must know about this interval, in plain language."""
        found = []
        if self.failed:
            found.append(f"{self.failed} of {self.replicates} bootstrap replicates had no estimate and were left out, "
                         "so the interval is too narrow.")
        if self.details.get("stretched_to_estimate"):
            found.append("The interval did not reach the estimate and was stretched to it.")
        if self.details.get("raised_to_observed"):
            found.append("The lower end of the interval lay below the persons seen and was raised to them.")
        return tuple(found)

    def to_dict(self) -> dict[str, Any]:
        """Return the fields in a form that JSON can hold."""
        error = self.monte_carlo_error
        return {"method": self.method, "level": self.level, "low": plain(self.low), "high": plain(self.high),
                "replicates": self.replicates, "seed": self.seed, "failed": self.failed,
                "monte_carlo_error": None if error is None else {"low": plain(error[0]), "high": plain(error[1])},
                "details": plain(self.details)}


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """An estimate of the number of persons on no list. Estimators return this or a subclass with more.

    method: name of the estimator. table: the data. hidden: persons on no list (>= 0), population: those plus
    `table.observed`. terms: interaction terms in the model with a finite parameter, as ``A:B`` with the lists in
    the order of the table; empty_terms: terms whose parameter is minus infinity. standard_error: of population,
    in persons, None when the method gives none. deviance, df, aic, aicc, bic: None where they mean nothing; bic
    counts persons, not cells. options: what was asked, enough to compute the number again. reasons: what the
    reader must know about this estimate (for instance which terms were passed over and why).
    """

    method: str
    table: CaptureTable
    hidden: float
    terms: tuple[str, ...] = ()
    empty_terms: tuple[str, ...] = ()
    standard_error: float | None = None
    deviance: float | None = None
    df: int | None = None
    aic: float | None = None
    aicc: float | None = None
    bic: float | None = None
    exists: bool = True
    identifiable: bool = True
    reasons: tuple[str, ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not (math.isfinite(self.hidden) and self.hidden >= 0):
            raise InputError(f"A hidden number of {self.hidden} is no estimate.")

    @property
    def observed(self) -> int:
        """Persons on at least one list."""
        return self.table.observed

    @property
    def population(self) -> float:
        """Observed and hidden persons together."""
        return self.observed + self.hidden

    def conf_int(self, method: str, *, level: float = 0.95, **options: Any) -> Interval:
        """Return an interval. Raises InputError for a method this estimator does not have."""
        raise InputError(f"The method {self.method} has no {method} interval{_described(level, options)}.")

    def check(self) -> Verdict:
        """Return whether this number may be published, with reasons in plain language."""
        return Verdict(Judgement.WITH_CAUTION, (*self.reasons, "No checks of the model were made for this method."))

    def to_dict(self, *, interval: Interval | None = None, verdict: Verdict | None = None,
                cpu_seconds: float | None = None) -> dict[str, Any]:
        """Return everything needed to publish the number and to compute it again, as JSON can hold it.

        interval: of `conf_int`; verdict: of `check` (computed here when None); cpu_seconds: measured by the caller,
        not part of the provenance.
        """
        judged = self.check() if verdict is None else verdict
        answer: dict[str, Any] = {
            "method": self.method, "observed": self.observed, "hidden": plain(self.hidden),
            "population": plain(self.population), "standard_error": plain(self.standard_error),
            "terms": list(self.terms), "empty_terms": list(self.empty_terms), "deviance": plain(self.deviance),
            "df": self.df, "aic": plain(self.aic), "aicc": plain(self.aicc), "bic": plain(self.bic),
            "interval": None if interval is None else interval.to_dict(),
            "exists": self.exists, "identifiable": self.identifiable,
            "reasons": [*judged.reasons, *(interval.notes if interval is not None else ())],
            "verdict": str(judged.judgement),
        }
        answer["provenance"] = self.provenance(interval)
        answer["cpu_seconds"] = cpu_seconds
        return answer

    def provenance(self, interval: Interval | None = None) -> dict[str, Any]:
        """Return what the number was made of, with `hash` over all of it: data, method, options and version."""
        parts: dict[str, Any] = {"data": self.table.fingerprint(), "lists": list(self.table.lists),
                                 "method": self.method, "options": plain(self.options), "version": __version__}
        if interval is not None:
            parts["interval"] = {"method": interval.method, "level": interval.level,
                                 "replicates": interval.replicates, "seed": interval.seed,
                                 **{key: interval.details[key] for key in _RECORDED if key in interval.details}}
            if interval.replicates is not None and interval.seed is None and "generator" not in interval.details:
                return {**parts, "hash": None}       # drawn by chance that nobody can repeat
        return {**parts, "hash": digest(parts)}


def _described(level: float, options: Mapping[str, Any]) -> str:
    return f" (level {level}{''.join(f', {name}' for name in options)})"


def digest(parts: Mapping[str, Any]) -> str:
    """Return the SHA-256 (hexadecimal) of a JSON object; key order does not matter."""
    text = json.dumps(plain(parts), sort_keys=True, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def plain(value: Any) -> Any:
    """Return the value in types that JSON holds: arrays become lists, numbers that are not finite become None."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, np.generic):
        return plain(value.item())
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, str) or value is None or isinstance(value, (bool, int)):
        return str(value) if isinstance(value, str) else value
    if isinstance(value, (Sequence, set, frozenset)):
        return [plain(item) for item in (value if isinstance(value, Sequence) else sorted(value))]
    return str(value)


def check_level(level: float) -> float:
    """Return the level of an interval as float. Raises InputError unless 0 < level < 1."""
    if isinstance(level, bool) or not isinstance(level, (int, float)) or not 0 < level < 1:
        raise InputError(f"The level {level!r} must lie between 0 and 1, for example 0.95.")
    return float(level)
