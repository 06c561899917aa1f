"""Try to break published tables, as someone would who reads all of them and knows how they were made."""

from __future__ import annotations

import itertools
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from omvang.disclosure.bounds import Floats
from omvang.disclosure.definitions import Definition, as_tuple, months_of
from omvang.disclosure.knowledge import Insider, Knowledge, Known, families, space_of
from omvang.disclosure.release import Percentage, PublishedCell, Release, related
from omvang.disclosure.space import Space, parts_of
from omvang.errors import InputError

MOST_DIFFERENCES = 4000
MOST_UNPRINTED = 3000


class HasRelease(Protocol):
    """Anything that shows what it printed: a ProtectedTable."""

    @property
    def release(self) -> Release:
        """What was printed."""
        ...


@dataclass(frozen=True)
class Finding:
    """What the attacker can say of one count.

    low, high: possible counts in persons (high None: no bound); seen: how many values are surely possible;
    needed: how many must be. exact: False where the solver ran out of time.
    """

    name: str
    title: str
    low: int
    high: int | None
    seen: int | None
    needed: int
    exact: bool = True

    @property
    def broken(self) -> bool:
        """Whether fewer values are possible than must be."""
        return self.seen is not None and self.seen < self.needed

    @property
    def recovered(self) -> bool:
        """Whether the count is known exactly."""
        return self.high == self.low

    def to_dict(self) -> dict[str, Any]:
        """Return plain values for JSON."""
        return {"cell": self.name, "title": self.title, "low": self.low, "high": self.high, "needed": self.needed,
                "recovered": self.recovered, "exact": self.exact}


@dataclass(frozen=True)
class Scenario:
    """One way of attacking and what came of it. exact: False when linked dimensions were too many for one system."""

    name: str
    findings: tuple[Finding, ...]
    exact: bool = True

    @property
    def broken(self) -> tuple[Finding, ...]:
        """The counts that are known too well."""
        return tuple(finding for finding in self.findings if finding.broken)


@dataclass(frozen=True)
class AttackReport:
    """All scenarios. cpu_seconds: of the whole attack."""

    scenarios: tuple[Scenario, ...]
    cpu_seconds: float

    @property
    def survives(self) -> bool:
        """Whether no count is known too well."""
        return not self.broken

    @property
    def broken(self) -> tuple[Finding, ...]:
        """The counts that are known too well, each once."""
        found = {(finding.title, finding.name): finding for one in self.scenarios for finding in one.broken}
        return tuple(found.values())

    @property
    def recovered(self) -> tuple[Finding, ...]:
        """The protected counts that are known exactly."""
        return tuple(finding for finding in self.broken if finding.recovered)

    def to_dict(self) -> dict[str, Any]:
        """Return plain values for JSON."""
        return {"survives": self.survives, "broken": len(self.broken), "recovered": len(self.recovered),
                "scenarios": [{"name": one.name, "tested": len(one.findings), "exact": one.exact,
                               "broken": [finding.to_dict() for finding in one.broken]} for one in self.scenarios],
                "cpu_seconds": round(self.cpu_seconds, 4)}


def attack(releases: Release | HasRelease | Iterable[Release | HasRelease], *, known: Sequence[Known] = (),
           insiders: Sequence[Insider] = (), percentages: Sequence[Percentage] = (), insider_range: int = 2,
           quick: bool = False) -> AttackReport:
    """Attack everything that was published, by every way that applies.

    margins: each release by itself; linked: all together (years and regions that overlap, margins shared between
    tables); percentages, given or printed, taken as computed from exact counts; known totals; differencing: the
    number that two nested definitions leave between them; unprinted cells: the finest cells; insiders: each
    partner with what it knows; repetition: averages over numbers that were printed differently. Every way adds
    to what the earlier knew. insider_range: values that must stay possible for an insider. quick: stop at a
    count once it is safe and skip the releases by themselves; the verdict is the same, the bounds may be wider.
    Raises InputError when the numbers contradict each other.
    """
    started = time.process_time()
    every = [_release(one) for one in _several(releases)]
    known, insiders = as_tuple(known, Known, "What is known"), as_tuple(insiders, Insider, "The insiders")
    percentages = as_tuple(percentages, Percentage, "The percentages")
    if isinstance(insider_range, bool) or not isinstance(insider_range, int) or insider_range < 1:
        raise InputError("insider_range is a whole number of values, 1 or more.")
    if not every:
        raise InputError("There is nothing to attack: give at least one release.")
    scenarios: list[Scenario] = []
    for family in families(every):
        assault = _Assault(family, known, insiders, percentages, insider_range, quick)
        scenarios.extend(assault.run())
    return AttackReport(tuple(scenarios), time.process_time() - started)


def _several(releases: object) -> Iterable[object]:
    if isinstance(releases, Release) or hasattr(releases, "release"):
        return [releases]
    if not isinstance(releases, Iterable) or isinstance(releases, (str, bytes, Mapping)):
        raise InputError(f"Give a release to attack, or a list of them, not {type(releases).__name__}.")
    return releases


def _release(one: object) -> Release:
    release = getattr(one, "release", one)
    if not isinstance(release, Release):
        raise InputError(f"A {type(one).__name__} is not a release.")
    return release


class _Assault:
    """The scenarios against one family of linked releases."""

    def __init__(self, family: Sequence[Release], known: Sequence[Known], insiders: Sequence[Insider],
                 percentages: Sequence[Percentage], insider_range: int, quick: bool) -> None:
        self.family, self.quick, self.insider_range = family, quick, insider_range
        self.known = [fact for fact in known if self._concerns(fact.definition)]
        self.insiders = [_only(insider, self._concerns) for insider in insiders]
        self.percentages = [share for release in family for share in release.percentages]
        self.percentages += [share for share in percentages if self._concerns(share.part)]
        extra = [fact.definition for fact in self.known]
        extra += [own.definition for insider in self.insiders for own in insider.counts]
        extra += [one for share in self.percentages for one in (share.part, share.whole)]
        self.space = space_of(family, extra)
        self.base = min((cell.needed for release in family for cell in release.cells if cell.needed),
                        default=min(release.base for release in family))

    def _concerns(self, definition: Definition) -> bool:
        return bool(related(self.family, definition.measure, months_of(definition.period)))

    def run(self) -> Iterator[Scenario]:
        """Yield the scenarios that apply, each with more knowledge than the one before."""
        if not self.quick or len(self.family) == 1:
            yield from (self._alone(release) for release in self.family)
        knowledge = Knowledge.of(self.space, self.family)
        if len(self.family) > 1:
            yield self._scenario("linked", knowledge)
        if self.percentages:
            knowledge = knowledge.with_percentages(self.percentages)
            yield self._scenario("percentages", knowledge)
        if self.known:
            knowledge = knowledge.with_known(self.known)
            yield self._scenario("known totals", knowledge)
        yield from self._between(knowledge)
        yield from (self._inside(knowledge, insider) for insider in self.insiders if insider.counts)
        if repeated := tuple(self._repeated()):
            yield Scenario("repetition", repeated)

    def _between(self, knowledge: Knowledge) -> Iterator[Scenario]:
        """What was not printed but can be worked out by everybody."""
        if len(self.family) > 1:
            yield self._differences(knowledge)
        if self.space.exact and (places := self._places_unprinted(knowledge)).size:
            yield self._unprinted(knowledge, places)

    def _inside(self, knowledge: Knowledge, insider: Insider) -> Scenario:
        return self._scenario(f"insider {insider.name}", knowledge.with_insider(insider), self.insider_range,
                              insider.counts if insider.exact else ())

    def _alone(self, release: Release) -> Scenario:
        space = space_of([release])
        return _measure("margins", Knowledge.of(space, [release]), _protected([release]), self.quick)

    def _scenario(self, name: str, knowledge: Knowledge, needed: int | None = None,
                  own: Sequence[Known] = ()) -> Scenario:
        cells = {definition: (cell, title, min(cell.needed, self.base if needed is None else needed))
                 for definition, (cell, title, _) in _protected(self.family).items()}
        told = [fact.definition for fact in (*self.known, *own)]
        given = self._given(told, list(cells)) if told else set()
        return _measure(name, knowledge, {one: cell for one, cell in cells.items() if one not in given}, self.quick)

    def _given(self, told: Sequence[Definition], cells: Sequence[Definition]) -> set[Definition]:
        """Return the cells that nobody has to find out: they were told, or are made up of what was told."""
        places = {one: self._places(one) for one in (*told, *cells)}
        smallest_first = sorted(set(told), key=lambda one: len(places[one]))
        given = set(told)
        for cell in cells:
            found: frozenset[int] = frozenset()
            for one in smallest_first:
                if places[one] <= places[cell] and not places[one] & found:
                    found |= places[one]
            if found == places[cell]:
                given.add(cell)
        return given

    def _places(self, definition: Definition) -> frozenset[int]:
        return frozenset(self.space.indices(definition, self.space.home(definition)).tolist())

    def _differences(self, knowledge: Knowledge) -> Scenario:
        """What lies between two nested numbers: safe if it must be large, or if enough values are possible.

        There are many, so that each is only followed until it is safe.
        """
        pairs = list(itertools.islice(_nested(self.family, self.space), MOST_DIFFERENCES + 1))
        cut, pairs = len(pairs) > MOST_DIFFERENCES, pairs[:MOST_DIFFERENCES]
        pairs = [pair for pair in pairs if self.space.in_one_block(*pair)]
        if not pairs:
            return Scenario("differencing", (), not cut)
        rows = sparse.csr_array(sparse.vstack([self.space.difference(outer, inner) for outer, inner in pairs]))
        sides = np.array([(*knowledge.facts[outer], *knowledge.facts[inner]) for outer, inner in pairs])
        found = knowledge.system().ranges(rows, np.maximum(0, sides[:, 0] - sides[:, 3]), sides[:, 1] - sides[:, 2],
                                          np.full(len(pairs), float(self.base)))
        findings = [Finding(f"{outer} without {inner}", "difference", *_plain(found.low[i], found.high[i]),
                            _count(found.seen[i]), self.base if found.low[i] < self.base else 0, bool(found.exact[i]))
                    for i, (outer, inner) in enumerate(pairs)]
        return Scenario("differencing", tuple(findings), self.space.exact and not cut)

    def _places_unprinted(self, knowledge: Knowledge) -> NDArray[np.intp]:
        """Return the unknowns that no printed number counts by itself."""
        printed = self.space.rows(list(knowledge.facts))
        single = printed[np.flatnonzero(np.diff(printed.indptr) == 1)].indices
        return np.setdiff1d(np.arange(self.space.size), single)

    def _unprinted(self, knowledge: Knowledge, places: NDArray[np.intp]) -> Scenario:
        """The finest cells that nobody printed but that the printed numbers may give away; too many are left."""
        if len(places) > MOST_UNPRINTED:
            return Scenario("unprinted cells", (), exact=False)
        rows = sparse.csr_array((np.ones(len(places)), (np.arange(len(places)), places)),
                                shape=(len(places), self.space.size))
        found = knowledge.system().ranges(rows, np.zeros(len(places)), np.full(len(places), np.inf),
                                          np.full(len(places), float(self.base)))
        return Scenario("unprinted cells", tuple(
            Finding(self.space.name(int(place)), "not printed", *_plain(found.low[i], found.high[i]),
                    _count(found.seen[i]), self.base if found.low[i] < self.base else 0, bool(found.exact[i]))
            for i, place in enumerate(places)))

    def _repeated(self) -> Iterator[Finding]:
        """Average numbers that were printed more than once and differently: fresh noise each time wears off."""
        printed: dict[Definition, list[int]] = defaultdict(list)
        for release in self.family:
            for cell in release.cells:
                if cell.value is not None and cell.needed:
                    printed[cell.definition].append(cell.value)
        for definition, values in printed.items():
            if len(set(values)) > 1:
                middle, error = float(np.mean(values)), float(np.std(values, ddof=1)) / len(values) ** 0.5
                low, high = max(0, round(middle - 2 * error)), round(middle + 2 * error)
                yield Finding(str(definition), "average", low, high, high - low + 1, self.base, exact=False)


Targets = Mapping[Definition, tuple[PublishedCell, str, int]]


def _protected(releases: Iterable[Release]) -> dict[Definition, tuple[PublishedCell, str, int]]:
    """Return the cells that must stay open, each definition once, with title and the values they need."""
    found: dict[Definition, tuple[PublishedCell, str, int]] = {}
    for release in releases:
        for cell in release.cells:
            if cell.needed:
                found.setdefault(cell.definition, (cell, release.title, cell.needed))
    return found


def _measure(name: str, knowledge: Knowledge, targets: Targets, quick: bool) -> Scenario:
    """Bound every target and compare with what it needs."""
    definitions = list(targets)
    if not definitions:
        return Scenario(name, (), knowledge.space.exact)
    low, high = (np.array([knowledge.facts[one][side] for one in definitions]) for side in (0, 1))
    needed: Floats = np.array([targets[one][2] for one in definitions], dtype=float)
    found = knowledge.system().ranges(knowledge.space.rows(definitions), low, high, needed if quick else None)
    findings = tuple(Finding(targets[one][0].name, targets[one][1], *_plain(found.low[i], found.high[i]),
                             _count(found.seen[i]), targets[one][2], bool(found.exact[i]))
                     for i, one in enumerate(definitions))
    return Scenario(name, findings, knowledge.space.exact)


def _plain(low: float, high: float) -> tuple[int, int | None]:
    return int(low), None if np.isinf(high) else int(high)


def _count(seen: float) -> int | None:
    return None if np.isinf(seen) else int(seen)


def _only(insider: Insider, concerns: Any) -> Insider:
    return Insider(insider.name, tuple(own for own in insider.counts if concerns(own.definition)), insider.exact)


def _nested(releases: Sequence[Release], space: Space) -> Iterator[tuple[Definition, Definition]]:
    """Yield (outer, inner) that differ in one dimension only, where inner is a strict part, from two releases."""
    homes: dict[Definition, set[int]] = defaultdict(set)
    for number, release in enumerate(releases):
        for cell in release.cells:
            homes[cell.definition].add(number)
    for name, axis in space.axes.items():
        alike: dict[Any, list[tuple[frozenset[int], Definition]]] = defaultdict(list)
        for definition in homes:
            parts = parts_of(definition)
            rest = tuple(sorted((other, part) for other, part in parts.items() if other != name))
            alike[rest].append((frozenset(axis.classes(parts.get(name)).tolist()), definition))
        for group in alike.values():
            for (one, outer), (other, inner) in itertools.permutations(group, 2):
                if other < one and len(homes[outer] | homes[inner]) > 1:
                    yield outer, inner
