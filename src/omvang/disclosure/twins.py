"""One dimension under two names would keep tables apart that belong together: it is recognised by its categories."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable

from omvang.disclosure.definitions import Definition
from omvang.disclosure.release import Release
from omvang.errors import InputError

# words that any dimension may have, and that therefore say nothing of which dimension it is
_ANYWHERE = frozenset(
    {"unknown", "onbekend", "other", "others", "overig", "overige", "anders", "rest", "none", "geen", "missing", "?",
     "n/a", "na", "nvt", "n.v.t.", "not stated", "niet vermeld", "yes", "no", "ja", "nee", "true", "false", "0", "1"})


def refuse_twins(releases: Iterable[Release], others: Iterable[Definition] = ()) -> None:
    """Raise InputError for one dimension under two names, in dimensions, in scopes or in what is known besides.

    Two names are taken for one dimension when they have the same atoms, when the telling atoms of one are all among
    those of the other, or when they share two. Dimensions that stand side by side in one table are two.
    """
    atoms: dict[str, set[str]] = defaultdict(set)
    beside: set[frozenset[str]] = set()
    definitions = dict.fromkeys(others)
    for release in releases:
        definitions.update(dict.fromkeys(cell.definition for cell in release.cells))
        _together([one.key for one in release.dimensions], beside)
        for dimension in release.dimensions:
            atoms[dimension.key].update(dimension.universe)
        for name, universe in release.universes.items():
            atoms[name].update(universe)
    for definition in definitions:
        _together([name for name, _ in definition.where], beside)
        for name, part in definition.where:
            atoms[name].update(part)
    for first, second in itertools.combinations(sorted(atoms), 2):
        if frozenset({first, second}) not in beside and _alike(atoms[first], atoms[second]):
            raise InputError(f"Dimensions {first!r} and {second!r} have the same categories: use one name in all "
                             "tables if they are one dimension, and categories of their own if they are two.")


def _together(names: Iterable[str], beside: set[frozenset[str]]) -> None:
    beside.update(map(frozenset, itertools.combinations(sorted(names), 2)))


def _alike(one: set[str], other: set[str]) -> bool:
    if one == other and len(one) > 1:
        return True
    first, second = one - _ANYWHERE, other - _ANYWHERE
    common = len(first & second)
    return common > 1 or 0 < common == min(len(first), len(second))
