"""Group disclosure: nearly everybody in a group falls in one sensitive class, so the group tells it of each member.

Rounding does not help against this. Either the group is merged with another until it is mixed, or the crossing
that shows it is not printed.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from omvang.disclosure.errors import GroupDisclosureError
from omvang.disclosure.policy import Policy
from omvang.disclosure.table import Table

_CANDIDATES = 12


@dataclass(frozen=True)
class Group:
    """A dominated group. sensitive: axis of the sensitive dimension; fixed: axis and category of the group."""

    sensitive: int
    fixed: tuple[tuple[int, int], ...]

    def name(self, table: Table) -> str:
        """Return the group in words."""
        parts = [f"{table.dimensions[axis].name}={table.dimensions[axis].categories[index]}"
                 for axis, index in self.fixed]
        return f"{table.dimensions[self.sensitive].name} of {', '.join(parts) or 'the whole table'}"


def dominated(table: Table, policy: Policy) -> list[Group]:
    """Return the groups, of at least the base in size, of which group_share or more falls in one sensitive class.

    Smaller groups drown in the rounding. Groups that a reader can add up from printed numbers count as well.
    """
    least = policy.base_for(table.total) if policy.mode == "rounded" else policy.threshold
    return [group for sensitive, axes in _groupings(table)
            for group in _dominated_in(table, sensitive, axes, least, policy.group_share)]


def _groupings(table: Table) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Yield each sensitive axis with each set of other axes with which it is printed, or can be added up."""
    for sensitive, dimension in enumerate(table.dimensions):
        if not dimension.sensitive or len(dimension.categories) < 2:
            continue
        others: set[tuple[int, ...]] = set()
        for keep in table.keeps():
            if keep[sensitive]:
                printed = [axis for axis, kept in enumerate(keep) if kept and axis != sensitive]
                others.update(itertools.chain.from_iterable(
                    itertools.combinations(printed, size) for size in range(len(printed) + 1)))
        yield from ((sensitive, axes) for axes in sorted(others))


def _dominated_in(table: Table, sensitive: int, axes: tuple[int, ...], least: int, share: float) -> Iterator[Group]:
    rest = tuple(axis for axis in range(table.counts.ndim) if axis not in (*axes, sensitive))
    counts = np.moveaxis(table.counts.sum(axis=rest, keepdims=True), sensitive, -1)
    sizes, largest = counts.sum(axis=-1), counts.max(axis=-1)
    for place in np.argwhere((sizes >= least) & (largest >= share * sizes)):
        full = np.insert(place, sensitive, 0)
        yield Group(sensitive, tuple((axis, int(full[axis])) for axis in axes))


def break_up(table: Table, policy: Policy) -> Table:
    """Return the table without dominated groups: merged, with fewer crossings or without the sensitive dimension.

    Raises GroupDisclosureError, with the groups, when that leaves nothing to print.
    """
    while groups := dominated(table, policy):
        first = min(groups, key=lambda group: len(group.fixed))
        if not first.fixed:
            table = _without(table, first)
        elif policy.group == "hide":
            table = _hide(table, first)
        else:
            table = _merge(table, groups, policy)
    return table


def _without(table: Table, group: Group) -> Table:
    if len(table.dimensions) == 1:
        name = group.name(table)
        raise GroupDisclosureError(f"{table.title}: nearly everybody falls in one class ({name}); leave the "
                                   "breakdown out.", cells=(name,))
    return table.drop(group.sensitive)


def _hide(table: Table, group: Group) -> Table:
    names = {table.dimensions[axis].name for axis in (group.sensitive, *(axis for axis, _ in group.fixed))}
    left = tuple(keep for keep in table.crossings or () if not names <= set(keep))
    if not left:
        name = group.name(table)
        raise GroupDisclosureError(f"{table.title}: nearly everybody in a group falls in one class ({name}) and "
                                   "nothing else is printed.", cells=(name,))
    return replace(table, crossings=left)


def _merge(table: Table, groups: list[Group], policy: Policy) -> Table:
    """Merge one category of the first group with the one that leaves the fewest dominated groups."""
    group = max(groups, key=lambda one: len(one.fixed))
    axis, index = max(group.fixed, key=lambda place: len(table.dimensions[place[0]].categories))
    if len(table.dimensions[axis].categories) <= 2:
        return table.drop(axis)
    merged = [table.merge(axis, index, other) for other in _partners(table, axis, index)]
    return min(merged, key=lambda one: len(dominated(one, policy)))


def _partners(table: Table, axis: int, index: int) -> list[int]:
    dimension = table.dimensions[axis]
    if dimension.ordered:
        return [other for other in (index - 1, index + 1) if 0 <= other < len(dimension.categories)]
    sizes = table.counts.sum(axis=tuple(other for other in range(table.counts.ndim) if other != axis))
    return [int(other) for other in np.argsort(sizes, kind="stable") if other != index][:_CANDIDATES]
