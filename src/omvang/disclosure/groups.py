"""Group disclosure: nearly everybody in a group falls in one sensitive class, so the group tells it of each member.

Rounding does not help against this. Either the group is merged with another until it is mixed, or the crossing
that shows it is not printed. The rule is public, so that a table that is *not* merged tells that no group breaks it.
It is therefore judged by what is printed and never by the counts behind it: a group counts as dominated when any
table that agrees with the printed numbers would make it so. That is a function of the page alone, and whoever knows
the rule learns nothing from it that is not on the page.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from omvang.disclosure.errors import GroupDisclosureError
from omvang.disclosure.policy import Policy
from omvang.disclosure.release import Release
from omvang.disclosure.table import Table

Floats = NDArray[np.float64]
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


def dominated(table: Table, release: Release, policy: Policy) -> list[Group]:
    """Return the groups that may hold at least the base and of which group_share or more may fall in one class.

    release: the table as it would be printed; only that is looked at. Smaller groups drown in the rounding. Groups
    that a reader can add up from printed numbers count as well. A group of which nothing at all is printed does
    not: nobody can tell anything of it.
    """
    least = release.base if release.method == "rounded" else policy.threshold
    known = {cell.labels: (float(cell.low), np.inf if cell.high is None else float(cell.high))
             for cell in release.cells}
    return [group for sensitive, axes in _groupings(table)
            for group in _dominated_in(_Printed(table, known), sensitive, axes, least, policy.group_share)]


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


@dataclass(frozen=True)
class _Printed:
    """What a reader knows of each sum. known: lowest and highest count by the labels of a printed cell."""

    table: Table
    known: dict[tuple[str | None, ...], tuple[float, float]]

    def bounds(self, axes: Sequence[int]) -> tuple[Floats, Floats]:
        """Return the lowest and highest counts over the axes, in their order, from the least printed numbers."""
        keep = min((keep for keep in self.table.keeps() if all(keep[axis] for axis in axes)),
                   key=lambda keep: int(np.prod([self.table.shape[axis] for axis, kept in enumerate(keep) if kept])))
        kept = [axis for axis, one in enumerate(keep) if one]
        names = [self.table.dimensions[axis].categories if keep[axis] else (None,) for axis in range(len(keep))]
        both = np.array([self.known[labels] for labels in itertools.product(*names)])
        both = both.reshape(*(self.table.shape[axis] for axis in kept), 2)
        rest = tuple(place for place, axis in enumerate(kept) if axis not in axes)
        both = np.asarray(both.sum(axis=rest))
        left = [axis for axis in kept if axis in axes]
        both = np.moveaxis(both, [left.index(axis) for axis in axes], range(len(axes)))
        return both[..., 0], both[..., 1]


def _dominated_in(printed: _Printed, sensitive: int, axes: tuple[int, ...], least: int,
                  share: float) -> Iterator[Group]:
    """Yield the groups over these axes. Of each class the most it can hold is set against the least of the others."""
    low, high = printed.bounds((*axes, sensitive))
    size_low, size_high = printed.bounds(axes)
    nothing = (size_low == 0) & np.isinf(size_high) & (low == 0).all(axis=-1) & np.isinf(high).all(axis=-1)
    size_low, size_high = np.maximum(size_low, low.sum(axis=-1)), np.minimum(size_high, high.sum(axis=-1))
    others = low.sum(axis=-1)[..., None] - low
    most = np.minimum(high, size_high[..., None] - others)
    rest = np.maximum(others, np.maximum(size_low[..., None], least) - most)
    room = np.stack([np.delete(high, at, axis=-1).sum(axis=-1) for at in range(high.shape[-1])], axis=-1)
    with np.errstate(invalid="ignore"):
        possible = (most + rest <= size_high[..., None]) & (rest <= room) & (most >= share * (most + rest))
    possible |= np.isinf(most)
    for place in np.argwhere(possible.any(axis=-1) & ~nothing):
        yield Group(sensitive, tuple((axis, int(index)) for axis, index in zip(axes, place, strict=True)))


def coarser(table: Table, release: Release, policy: Policy) -> Table:
    """Return the table one step coarser where its release has a dominated group: merged, with fewer crossings or
    without a dimension; the same table when it has none.

    What is done follows from the release alone as well. Raises GroupDisclosureError, with the groups, when that leaves
    nothing to print.
    """
    groups = dominated(table, release, policy)
    if not groups:
        return table
    first = min(groups, key=lambda group: len(group.fixed))
    if not first.fixed:
        return _without(table, first)
    return _hide(table, first) if policy.group == "hide" else _merge(table, release, groups)


def _without(table: Table, group: Group) -> Table:
    if len(table.dimensions) == 1:
        name = group.name(table)
        raise GroupDisclosureError(f"{table.title}: nearly everybody may fall in one class ({name}); leave the "
                                   "breakdown out.", cells=(name,))
    return table.drop(group.sensitive)


def _hide(table: Table, group: Group) -> Table:
    names = {table.dimensions[axis].name for axis in (group.sensitive, *(axis for axis, _ in group.fixed))}
    left = tuple(keep for keep in table.crossings or () if not names <= set(keep))
    if not left:
        name = group.name(table)
        raise GroupDisclosureError(f"{table.title}: nearly everybody in a group may fall in one class ({name}) and "
                                   "nothing else is printed.", cells=(name,))
    return replace(table, crossings=left)


def _merge(table: Table, release: Release, groups: list[Group]) -> Table:
    """Merge one category of the first group with the one after which the fewest groups look dominated."""
    group = max(groups, key=lambda one: len(one.fixed))
    axis, index = max(group.fixed, key=lambda place: len(table.dimensions[place[0]].categories))
    if len(table.dimensions[axis].categories) <= 2:
        return table.drop(axis)
    sizes = _sizes(table, release, axis)
    return table.merge(axis, index, min(_partners(table, sizes, axis, index),
                                        key=lambda other: (_lopsided(table, release, group, axis, (index, other)),
                                                           sizes[other])))


def _sizes(table: Table, release: Release, axis: int) -> Floats:
    """Return the printed size of each category; what is left out counts 0."""
    values = {cell.labels: 0.0 if cell.value is None else float(cell.value) for cell in release.cells}
    printed = _Printed(table, {labels: (value, value) for labels, value in values.items()})
    return printed.bounds((axis,))[0]


def _lopsided(table: Table, release: Release, group: Group, axis: int, pair: tuple[int, int]) -> float:
    """Return the largest printed share of one class in the two categories together, over what else is fixed."""
    values = {cell.labels: 0.0 if cell.value is None else float(cell.value) for cell in release.cells}
    printed = _Printed(table, {labels: (value, value) for labels, value in values.items()})
    axes = (axis, *(other for other, _ in group.fixed if other != axis), group.sensitive)
    together = printed.bounds(axes)[0][list(pair)].sum(axis=0)
    return float((together.max(axis=-1) / np.maximum(together.sum(axis=-1), 1)).max())


def _partners(table: Table, sizes: Floats, axis: int, index: int) -> list[int]:
    dimension = table.dimensions[axis]
    if dimension.ordered:
        return [other for other in (index - 1, index + 1) if 0 <= other < len(dimension.categories)]
    return [int(other) for other in np.argsort(sizes, kind="stable") if other != index][:_CANDIDATES]
