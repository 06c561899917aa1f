"""What an attacker knows, as one system of equations over the unknown counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from omvang.disclosure.bounds import Floats, System
from omvang.disclosure.definitions import Definition, yes_or_no
from omvang.disclosure.release import Percentage, Release
from omvang.disclosure.space import Space, join_universes
from omvang.disclosure.table import MOST_PERSONS
from omvang.disclosure.twins import refuse_twins
from omvang.errors import InputError

_GUESS_SECONDS = 10.0
_TOLERANCE = 1e-6


@dataclass(frozen=True)
class Known:
    """An exact count that is public from another source, such as an annual report."""

    definition: Definition
    count: int

    def __post_init__(self) -> None:
        """Refuse what is no count."""
        if not isinstance(self.count, int) or isinstance(self.count, bool) or not 0 <= self.count <= MOST_PERSONS:
            raise InputError(f"{self.definition}: a known count is a whole number of persons, 0 or more and at most "
                             f"{MOST_PERSONS}.")

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Known:
        """Read definition and count. Raises InputError."""
        if not isinstance(values, Mapping) or not {"definition", "count"} <= set(values):
            raise InputError("A known count needs a definition and a count.")
        return cls(Definition.from_dict(values["definition"]), values["count"])


@dataclass(frozen=True)
class Insider:
    """A partner who knows how many persons it delivered itself.

    counts: its own persons per definition, a lower bound of the count there; exact: it delivered all of them, so
    that the number is the count itself (a table by source).
    """

    name: str
    counts: tuple[Known, ...]
    exact: bool = False

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Insider:
        """Read name, counts and, if given, exact. Raises InputError."""
        if not isinstance(values, Mapping) or not {"name", "counts"} <= set(values):
            raise InputError("An insider needs a name and counts.")
        if not isinstance(values["counts"], list | tuple):
            raise InputError("The counts of an insider are a list of {definition, count}.")
        return cls(str(values["name"]), tuple(map(Known.from_dict, values["counts"])),
                   yes_or_no(values, "exact"))


@dataclass(frozen=True)
class Knowledge:
    """Bounds per definition, in persons, and percentages. Grows by `with_...`; nothing is ever forgotten."""

    space: Space
    facts: Mapping[Definition, tuple[float, float]]
    printed: Mapping[Definition, int] = field(default_factory=dict)
    percentages: tuple[Percentage, ...] = ()

    @classmethod
    def of(cls, space: Space, releases: Iterable[Release]) -> Knowledge:
        """Return what the printed numbers of the releases tell, and the rules by which they were made."""
        facts: dict[Definition, tuple[float, float]] = {}
        printed: dict[Definition, int] = {}
        for release in releases:
            for cell in release.cells:
                high = np.inf if cell.high is None else float(cell.high)
                facts[cell.definition] = _both(cell.definition, facts, float(cell.low), high)
                if cell.value is not None:
                    printed[cell.definition] = cell.value
            for rule in release.ruled:
                high = np.inf if rule.high is None else float(rule.high)
                facts[rule.definition] = _both(rule.definition, facts, float(rule.low), high)
        return cls(space, facts, printed)

    def with_bounds(self, bounds: Iterable[tuple[Definition, float, float]]) -> Knowledge:
        """Return the knowledge together with counts that lie between two values."""
        facts = dict(self.facts)
        for definition, low, high in bounds:
            facts[definition] = _both(definition, facts, low, high)
        return replace(self, facts=facts)

    def with_known(self, known: Iterable[Known]) -> Knowledge:
        """Return the knowledge together with exact counts."""
        return self.with_bounds((fact.definition, float(fact.count), float(fact.count)) for fact in known)

    def with_insider(self, insider: Insider) -> Knowledge:
        """Return the knowledge together with what a partner delivered."""
        return self.with_bounds((own.definition, float(own.count), float(own.count) if insider.exact else np.inf)
                                for own in insider.counts)

    def with_percentages(self, percentages: Iterable[Percentage]) -> Knowledge:
        """Return the knowledge together with percentages that were computed from exact counts."""
        return replace(self, percentages=(*self.percentages, *percentages))

    def system(self) -> System:
        """Return the system of all that is known. Raises InputError when it contradicts itself."""
        definitions = list(self.facts)
        rows = self.space.rows(definitions)
        low, high = (np.array([self.facts[one][side] for one in definitions]) for side in (0, 1))
        shares, share_low, share_high = self._share_rows()
        return System(self.space, sparse.csr_array(sparse.vstack([rows, shares])), np.concatenate([low, share_low]),
                      np.concatenate([high, share_high]), self._guess(definitions, rows))

    def _share_rows(self) -> tuple[sparse.csr_array, Floats, Floats]:
        """100 part - (p + h) whole <= 0 <= 100 part - (p - h) whole, where h is half a unit of the last decimal."""
        if not self.percentages:
            return sparse.csr_array((0, self.space.size)), np.zeros(0), np.zeros(0)
        parts = self.space.rows([share.part for share in self.percentages])
        wholes = self.space.rows([share.whole for share in self.percentages])
        half = np.array([0.5 * 10.0**-share.decimals for share in self.percentages])
        value = np.array([share.value for share in self.percentages])
        rows = sparse.vstack([100 * parts - sparse.diags(value + half) @ wholes,
                              100 * parts - sparse.diags(value - half) @ wholes])
        count = len(self.percentages)
        return (sparse.csr_array(rows), np.repeat([-np.inf, 0.0], count), np.repeat([0.0, np.inf], count))

    def _guess(self, definitions: Sequence[Definition], rows: sparse.csr_array) -> Floats | None:
        """Return the printed table itself, if the printed numbers add up: often it agrees with everything."""
        known = np.array([definition in self.printed for definition in definitions])
        values = np.array([self.printed.get(definition, 0) for definition in definitions], dtype=float)
        single = known & (np.diff(rows.indptr) == 1)
        guess = np.full(self.space.size, np.nan)
        guess[rows[single].indices] = values[single]
        if not np.isnan(guess).any():
            return guess
        links = self.space.links()
        together = sparse.csr_array(sparse.vstack([rows[known], links]))
        target = np.concatenate([values[known], np.zeros(links.shape[0])])
        one_block = len(self.space.blocks) == 1
        for whole in (False, True):
            answer = milp(np.zeros(self.space.size), constraints=LinearConstraint(together, target, target),
                          bounds=Bounds(0, np.inf), integrality=np.full(self.space.size, int(whole)),
                          options={"time_limit": _GUESS_SECONDS})
            if answer.x is None:
                return None
            if not one_block:
                return np.asarray(np.maximum(0, answer.x))
            if np.abs(answer.x - np.rint(answer.x)).max() < _TOLERANCE:
                return np.asarray(np.rint(answer.x))
        return None


def _both(definition: Definition, facts: Mapping[Definition, tuple[float, float]], low: float,
          high: float) -> tuple[float, float]:
    before = facts.get(definition, (0.0, np.inf))
    both = max(low, before[0]), min(high, before[1])
    if both[0] > both[1]:
        raise InputError(f"{definition}: two numbers contradict each other.")
    return both


def space_of(releases: Sequence[Release], extra: Iterable[Definition] = ()) -> Space:
    """Return the unknown counts behind releases of one measure and what else is known of them.

    Raises InputError for one dimension under two names or divided in two ways.
    """
    besides = dict.fromkeys((*extra, *(rule.definition for release in releases for rule in release.ruled)))
    refuse_twins(releases, besides)
    definitions = {cell.definition: None for release in releases for cell in release.cells} | besides
    return Space(list(definitions), join_universes(releases))


def families(releases: Sequence[Release]) -> list[list[Release]]:
    """Group the releases that can be linked: one measure, periods that share months, directly or in a chain."""
    groups: list[list[Release]] = []
    for release in releases:
        months = release.months
        linked = [group for group in groups if any(
            other.measure == release.measure and other.months.start < months.stop
            and months.start < other.months.stop for other in group)]
        groups = [group for group in groups if not any(group is one for one in linked)]
        groups.append([*(other for group in linked for other in group), release])
    return groups
