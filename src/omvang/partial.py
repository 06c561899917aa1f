"""Lists that did not run in some years or regions.

In a stratum where a list did not run its flag means nothing: a person who would have been on it looks the same as
one who would not. The cells that differ only in that list are therefore seen as one sum, and persons who would have
been on that list alone belong to the hidden number. The model then says, from the strata where the list did run,
how such a sum falls apart; the likelihood is that of the sums. This is the method of Zwane, van der Pal and van der
Heijden (2004) for registrations that cover different but overlapping populations, and not the same as putting
zeros: a zero would say that nobody there would have been on the list.
Assumption: where the list did not run, persons would have been on it by the same pattern as elsewhere, as far as
the formula lets that pattern be the same. An interaction of the list with the covariate that says where it ran
cannot be estimated and is refused.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from omvang.errors import InputError
from omvang.person_rows import Level, flag, is_unknown, level, numbered
from omvang.strata import StratifiedTable, check_strata


@dataclass(frozen=True)
class Gap:
    """A list that did not run in the strata where every named covariate has (one of) the given level(s).

    ``Gap("NCA", {"year": [2010, 2011], "region": "North"})``: not in the North in 2010 and 2011.
    """

    list_name: str
    where: Mapping[str, Level | Collection[Level]]


def _matches(table: StratifiedTable, gap: Gap) -> npt.NDArray[np.bool_]:
    """Return (S,): the strata a gap names. Raises InputError for an unknown covariate or level."""
    chosen = np.ones(len(table.strata), bool)
    for variable, wanted in gap.where.items():
        at, known = table.position(variable), table.levels(variable)
        single = isinstance(wanted, (str, int, float))
        levels = _levels(wanted)
        for one in levels:
            if one not in known:
                raise InputError(f"The covariate {variable!r} has no level {one!r}; "
                                 f"it has {', '.join(map(str, known))}.")
        if not single and not levels:
            raise InputError(f"The gap of list {gap.list_name!r} names no level of {variable!r}.")
        chosen &= np.array([stratum[at] in levels for stratum in table.strata])
    return chosen


def with_gaps(table: StratifiedTable, gaps: Sequence[Gap]) -> StratifiedTable:
    """Return the table in which the lists did not run where the gaps say.

    Raises InputError for an unknown list, covariate or level, a gap without conditions, persons on a list where it
    did not run, or a stratum in which no list ran.
    """
    running = check_strata(table).ran.copy()
    for gap in gaps:
        if gap.list_name not in table.lists:
            raise InputError(f"There is no list {gap.list_name!r}; the lists are {', '.join(table.lists)}.")
        if not gap.where:
            raise InputError(f"The gap of list {gap.list_name!r} names no covariate. "
                             "A list that ran nowhere is left out of the table.")
        running[_matches(table, gap), table.lists.index(gap.list_name)] = False
    idle = np.flatnonzero(~running.any(axis=1))
    if idle.size:
        raise InputError(f"No list ran in the stratum {', '.join(map(str, table.strata[int(idle[0])]))}. "
                         "Nothing is known about it: leave it out of the strata.")
    return StratifiedTable(table.lists, table.variables, table.strata, table.counts, running, table.unobserved)


def refuse_seen_in_gaps(rows: Iterable[Mapping[str, Any]], gaps: Sequence[Gap]) -> None:
    """Raise InputError, with the line, for a person on a list in years or regions where a gap says it did not run."""
    for line, row in numbered(rows):
        for gap in gaps:
            inside = all(not is_unknown(row.get(name)) and level(row[name], name, line) in _levels(wanted)
                         for name, wanted in gap.where.items())
            if inside and gap.where and flag(row.get(gap.list_name), line, gap.list_name):
                raise InputError(f"This person is on list {gap.list_name!r}, which did not run there according to the "
                                 "gap. Correct the data or the gap.", line=line)


def _levels(wanted: Level | Collection[Level]) -> list[Level]:
    return [wanted] if isinstance(wanted, (str, int, float)) else list(wanted)


def coverage(table: StratifiedTable) -> tuple[tuple[dict[str, Level], tuple[str, ...]], ...]:
    """Return for each stratum its levels and the lists that ran there."""
    return tuple((dict(zip(table.variables, stratum, strict=True)),
                  tuple(name for name, ran in zip(table.lists, row, strict=True) if ran))
                 for stratum, row in zip(table.strata, table.ran, strict=True))
