"""From a raw table to one that may be shown, or a refusal that names the cells."""

from __future__ import annotations

import math
import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from scipy import sparse

from omvang.disclosure import gate
from omvang.disclosure.definitions import as_tuple, months_of
from omvang.disclosure.errors import RevisionError, RoundingError, name_cells
from omvang.disclosure.groups import coarser
from omvang.disclosure.knowledge import Insider, Known, space_of
from omvang.disclosure.ledger import ReleaseLedger
from omvang.disclosure.policy import PUBLIC, Policy
from omvang.disclosure.protected import ProtectedTable, Tested, seal
from omvang.disclosure.release import PublishedCell, Release, Ruled, describe, related
from omvang.disclosure.rounding import Floats, Links, RoundingProblem, draws_for, solve
from omvang.disclosure.suppression import suppress
from omvang.disclosure.table import Table
from omvang.errors import InputError

_SHORTEST_KEY = 16


def protect(table: Table, policy: Policy = PUBLIC, ledger: ReleaseLedger | None = None, *, key: bytes | None = None,
            known: Sequence[Known] = (), insiders: Sequence[Insider] = ()) -> ProtectedTable:
    """Return the table as it may be shown: merged where a group is disclosed, rounded or suppressed, and attacked.

    ledger: what was published before; the same cells get the same numbers and linked margins add up. key: at least 16
    secret bytes that decide how counts between two multiples round; keep one per organisation, so that the same
    table protects to the same numbers. Without it a fresh one is drawn. known, insiders: what attackers are
    assumed to know besides. Nothing is written to the ledger; `ReleaseLedger.publish` does that.

    Raises InputError for what is no table; PolicyError, GroupDisclosureError, RoundingError, RevisionError or
    BreakableError (all DisclosureError, with `cells`) when it cannot be released.
    """
    return protect_all([table], policy, ledger, key=key, known=known, insiders=insiders)[0]


def protect_all(tables: Sequence[Table], policy: Policy = PUBLIC, ledger: ReleaseLedger | None = None, *,
                key: bytes | None = None, known: Sequence[Known] = (),
                insiders: Sequence[Insider] = ()) -> list[ProtectedTable]:
    """Protect tables that appear together, so that they add up with each other as well; else as `protect`.

    Tables of one year that share margins are best done in one call: each one that is published by itself leaves less
    room for the next, until no rounding adds up.
    """
    if not isinstance(tables, (list, tuple)) or not tables or not all(isinstance(table, Table) for table in tables):
        raise InputError("Give a Table of counts to protect, or several; nothing else can be protected.")
    if key is not None and (not isinstance(key, bytes) or len(key) < _SHORTEST_KEY):
        raise InputError(f"The key needs at least {_SHORTEST_KEY} bytes, as bytes and not as text.")
    ledger = ReleaseLedger() if ledger is None else ledger
    if not isinstance(policy, Policy) or not isinstance(ledger, ReleaseLedger):
        raise InputError("The policy must be a Policy and the ledger a ReleaseLedger.")
    known, insiders = as_tuple(known, Known, "What is known"), as_tuple(insiders, Insider, "The insiders")
    for table in tables:
        policy.check(table)
    key = secrets.token_bytes(32) if key is None else key
    shown, made = _mixed(tables, policy, lambda those: _made(those, policy, ledger, key, insiders))
    made = [replace(release, ruled=_ruled(table, policy)) for release, table in zip(made, tables, strict=True)]
    gate.check(made, ledger.releases, policy, known, insiders)
    tested = frozenset(candidate.fingerprint for candidate in made)
    return [seal(candidate, policy, Tested(ledger.head, tested), _changes(before, after))
            for candidate, before, after in zip(made, tables, shown, strict=True)]


def _mixed(tables: Sequence[Table], policy: Policy,
           make: Callable[[Sequence[Table]], list[Release]]) -> tuple[list[Table], list[Release]]:
    """Return tables and releases of which no group is dominated: make, look at what would be printed, make again."""
    shown = list(tables)
    while True:
        made = make(shown)
        next_ones = [coarser(table, release, policy) for table, release in zip(shown, made, strict=True)]
        if all(one is other for one, other in zip(shown, next_ones, strict=True)):
            return shown, made
        shown = next_ones


def _made(tables: Sequence[Table], policy: Policy, ledger: ReleaseLedger, key: bytes,
          insiders: Sequence[Insider]) -> list[Release]:
    if policy.mode == "restricted":
        return [describe(table, suppress(table, policy.threshold), "restricted", policy.threshold) for table in tables]
    return _rounded(tables, policy, ledger, key, insiders)


def _ruled(table: Table, policy: Policy) -> tuple[Ruled, ...]:
    """Return what the public rules tell of the number of persons in a table that may be printed like this."""
    low, high = policy.totals_like(table.total, len(table.dimensions))
    return (Ruled(table.whole, low, high),)


def _changes(before: Table, after: Table) -> tuple[str, ...]:
    """Say what was merged or left out."""
    left = {dimension.name: dimension for dimension in after.dimensions}
    said = [f"{dimension.name} is not shown" for dimension in before.dimensions if dimension.name not in left]
    for dimension in before.dimensions:
        if dimension.name in left:
            old = set(dimension.categories)
            said += [f"{dimension.name}: {name} merged" for name in left[dimension.name].categories if name not in old]
    if len(left) == len(before.dimensions) and len(after.crossings or ()) < len(before.crossings or ()):
        gone = [keep for keep in before.crossings or () if keep not in (after.crossings or ())]
        said += [f"{' by '.join(keep)} is not shown" for keep in gone]
    return tuple(said)


def _rounded(tables: Sequence[Table], policy: Policy, ledger: ReleaseLedger, key: bytes,
             insiders: Sequence[Insider]) -> list[Release]:
    """Round the tables so that they agree with each other and with the linked releases, family by family."""
    made: dict[int, Release] = {}
    for family in _families(tables):
        chosen = [tables[number] for number in family]
        made.update(zip(family, _round_family(chosen, policy, ledger, key, insiders), strict=True))
    return [made[number] for number in range(len(tables))]


def _families(tables: Sequence[Table]) -> list[list[int]]:
    """Group the tables of one measure and one year; only those can be linked."""
    groups: dict[tuple[str, str], list[int]] = {}
    for number, table in enumerate(tables):
        groups.setdefault((table.measure, table.period), []).append(number)
    return list(groups.values())


def _round_family(tables: Sequence[Table], policy: Policy, ledger: ReleaseLedger, key: bytes,
                  insiders: Sequence[Insider]) -> list[Release]:
    earlier = [release for release in related(ledger.releases, tables[0].measure, months_of(tables[0].period))
               if release.method == "rounded"]
    before = {cell.definition: cell for release in earlier for cell in release.cells}
    fixed = [[before.get(slot.definition) for slot in table.slots] for table in tables]
    problems = [_problem(table, old, policy, key, insiders) for table, old in zip(tables, fixed, strict=True)]
    rounded = _solve(problems, _links(tables, earlier), [release.base for release in earlier])
    made = []
    for table, old, problem, cells in zip(tables, fixed, problems, rounded, strict=True):
        values = np.rint(table.matrix @ cells).astype(int).tolist()
        made.append(_as_before(describe(table, values, "rounded", problem.base), old))
    return made


def _problem(table: Table, fixed: Sequence[PublishedCell | None], policy: Policy, key: bytes,
             insiders: Sequence[Insider]) -> RoundingProblem:
    base = policy.base_for(table.total)
    reach = _reach(table, fixed, base)
    return RoundingProblem(
        raw=table.counts.ravel().astype(float), margins=table.matrix,
        names=[slot.name(table.dimensions) for slot in table.slots], base=base, step=base, reach=reach,
        cell_reach=_cell_reach(table, reach, base), draws=draws_for([slot.definition for slot in table.inner], key),
        floor=_floor(table, insiders, base, policy.insider_range), total=_total(table, fixed, policy))


def _total(table: Table, fixed: Sequence[PublishedCell | None], policy: Policy) -> tuple[float, float]:
    """Return the least and most printed total: the rules tell a range of it, and base values must fit above it.

    What was printed before stands.
    """
    if any(cell is not None and cell.definition == table.whole for cell in fixed):
        return 0.0, np.inf
    low, high = policy.totals_like(table.total, len(table.dimensions))
    return float(low), np.inf if high is None else float(high - policy.base_for(table.total) + 1)


def _solve(problems: Sequence[RoundingProblem], links: Links | None, bases: Sequence[int]) -> list[Floats]:
    """Round in steps of the base; in smaller ones if a linked table with a smaller base leaves no other way."""
    try:
        return solve(problems, links)
    except RoundingError:
        step = math.gcd(*(problem.base for problem in problems), *bases)
        if all(step == problem.base for problem in problems):
            raise
        return solve([replace(problem, step=step) for problem in problems], links)


def _reach(table: Table, fixed: Sequence[PublishedCell | None], base: int) -> Floats:
    """Return how far each slot may move: base - 1, or what the number printed before asks for.

    Raises RevisionError where the count has since moved beyond what that number says.
    """
    values = table.values
    lost = [slot.name(table.dimensions) for slot, cell, value in zip(table.slots, fixed, values, strict=True)
            if cell is not None and not cell.low <= value <= (cell.high or 0)]
    if lost:
        raise RevisionError(f"{table.title}: the counts have changed too much for the number printed before at "
                            f"{name_cells(lost)}; the earlier number stands.", cells=lost)
    return np.array([base - 1 if cell is None or cell.value is None else max(base - 1, abs(cell.value - value))
                     for cell, value in zip(fixed, values, strict=True)], dtype=float)


def _cell_reach(table: Table, reach: Floats, base: int) -> Floats:
    """Return how far each inner cell may move; the inner cells come first among the slots, if they are printed."""
    cells = table.counts.size
    return reach[:cells] if all(table.keeps()[0]) else np.full(cells, float(base - 1))


def _floor(table: Table, insiders: Sequence[Insider], base: int, insider_range: int) -> Floats:
    """Return the least rounded value per slot that leaves every partner insider_range values above its own count."""
    floor = np.zeros(len(table.slots))
    for insider in insiders:
        if insider.exact:
            continue
        own = {fact.definition: fact.count for fact in insider.counts}
        inner = np.array([own.get(slot.definition, 0) for slot in table.inner], dtype=float)
        given = np.array([own.get(slot.definition, 0) for slot in table.slots], dtype=float)
        floor = np.maximum(floor, np.maximum(given, table.matrix @ inner) + insider_range - base)
    return floor


def _links(tables: Sequence[Table], earlier: Sequence[Release]) -> Links | None:
    """Return the ties between the inner cells and the numbers printed before; None when there is nothing to tie."""
    if not earlier and len(tables) == 1:
        return None
    inner = [[slot.definition for slot in table.inner] for table in tables]
    shapes = [describe(table, [None] * len(table.slots), "rounded", 1) for table in tables]
    space = space_of([*shapes, *earlier], [one for definitions in inner for one in definitions])
    printed = {cell.definition: cell.value for release in earlier for cell in release.cells if cell.value is not None}
    ties = space.links()
    rows = sparse.csr_array(sparse.vstack([space.rows(list(printed)), ties]))
    values = np.concatenate([np.array(list(printed.values()), dtype=float), np.zeros(ties.shape[0])])
    names = [*map(str, printed), *([""] * ties.shape[0])]
    return Links([space.rows(definitions) for definitions in inner], rows, values, names)


def _as_before(release: Release, fixed: Sequence[PublishedCell | None]) -> Release:
    """Return the release in which a number that was printed before says what it said then."""
    cells = tuple(cell if old is None else replace(cell, low=old.low, high=old.high, needed=old.needed)
                  for cell, old in zip(release.cells, fixed, strict=True))
    return replace(release, cells=cells)
