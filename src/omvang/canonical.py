"""The lists of a table in an order that follows from the data, so that their names and their order change no number.

Lists are ordered by size, then by what they share with the others; what is still equal is settled by the counts that
the order gives. Lists that can be exchanged without changing a single count stay in either order, which is the same.
Source of the principle: McKay 1981, "Practical graph isomorphism" (refinement and individualisation).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from omvang.capture import CaptureTable, check_table

Colours = tuple[int, ...]


def canonical(table: CaptureTable) -> CaptureTable:
    """Return the table with its lists in the order of the data.

    Raises InputError for anything else than a CaptureTable.
    """
    return _reordered(check_table(table))


@lru_cache(maxsize=256)
def _reordered(table: CaptureTable) -> CaptureTable:
    sizes = np.diag(table.overlaps())
    colours = _refine(table, _ranks([(-int(size),) for size in sizes]))
    return min(_leaves(table, colours), key=lambda found: tuple(-found.counts))


def _ranks(keys: Sequence[tuple[Any, ...]]) -> Colours:
    """Number the different keys from small to large; equal keys get one number."""
    number = {key: rank for rank, key in enumerate(sorted(set(keys)))}
    return tuple(number[key] for key in keys)


def _refine(table: CaptureTable, colours: Colours) -> Colours:
    """Part lists of one colour that share persons in other numbers with lists of other colours."""
    filled = np.flatnonzero(table.counts)
    rows = [(int(table.counts[i]), tuple(np.flatnonzero(table.histories[i]).tolist())) for i in filled]
    while len(set(colours)) < table.t:
        shared: list[list[tuple[int, ...]]] = [[] for _ in colours]
        for count, members in rows:
            seen = (count, *sorted(colours[j] for j in members))
            for j in members:
                shared[j].append(seen)
        finer = _ranks([(colours[j], tuple(sorted(shared[j]))) for j in range(table.t)])
        if len(set(finer)) == len(set(colours)):
            return finer
        colours = finer
    return colours


def _leaves(table: CaptureTable, colours: Colours) -> list[CaptureTable]:
    """Return the tables of every order that the colours leave open, but one for lists that can be exchanged."""
    tied = [colour for colour in sorted(set(colours)) if colours.count(colour) > 1]
    if not tied:
        return [table.reorder([table.lists[j] for j in np.argsort(colours, kind="stable")])]
    found: list[CaptureTable] = []
    members = [j for j, colour in enumerate(colours) if colour == tied[0]]
    tried: list[int] = []
    for j in members:
        if any(_exchangeable(table, i, j) for i in tried):
            continue
        tried.append(j)
        first = _ranks([(colour, 0 if k == j else 1) for k, colour in enumerate(colours)])
        found += _leaves(table, _refine(table, first))
    return found


def _exchangeable(table: CaptureTable, i: int, j: int) -> bool:
    names = list(table.lists)
    names[i], names[j] = names[j], names[i]
    return bool(np.array_equal(table.reorder(names).counts, table.counts))
