"""Capture tables with covariates: persons by stratum (sex, age class, form, nationality, year...) and
history.

Order: row ``s`` of `counts` is stratum ``s`` of `strata`; column ``h`` is the history with bit mask ``h``
over the lists, list ``j`` saw the person when ``h >> j & 1``; column 0 is 'on no list' and always holds 0.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from omvang.capture import CaptureTable
from omvang.counts import whole_count, whole_table
from omvang.errors import InputError
from omvang.person_rows import FileRow, Level, is_unknown, level, mask_of, numbered, order_levels, read_rows

MAX_CELLS = 500_000

BoolArray = npt.NDArray[np.bool_]
IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class StratifiedTable:
    """Persons by stratum and capture history. Immutable; build it with `from_rows` or `from_cells`.

    lists: names of the t lists (2..10); variables: names of the covariates (may be none); strata: S tuples,
    the level of each variable; counts: int64 (S, 2**t). running: bool (S, t), False where a list did not
    run in a stratum: its flag is then unknown there, and persons on that list alone count among the hidden.
    unobserved: bool (S, 2**t), cells that cannot be observed although persons may be in them (column 0
    always is). Raises InputError when shapes disagree, a count stands in a cell that cannot be observed, a
    stratum occurs twice, a list has no persons, or the table has more than 500,000 cells.
    """

    lists: tuple[str, ...]
    variables: tuple[str, ...]
    strata: tuple[tuple[Level, ...], ...]
    counts: IntArray
    running: BoolArray | None = None
    unobserved: BoolArray | None = None

    def __post_init__(self) -> None:
        cells, t = (len(self.strata), 2 ** len(self.lists)), len(self.lists)
        _check_names(self.lists, self.variables)
        _check_size(*cells)
        counts = whole_table(self.counts)
        running = np.ones((cells[0], t), bool) if self.running is None else np.array(self.running, bool)
        hidden = np.zeros(cells, bool) if self.unobserved is None else np.array(self.unobserved, bool)
        if counts.shape != cells or running.shape != (cells[0], t) or hidden.shape != cells:
            raise InputError(f"A table of {cells[0]} strata and {t} lists needs counts of shape {cells}.")
        hidden[:, 0] = True
        for name, value in (("counts", counts), ("running", running), ("unobserved", hidden)):
            value.setflags(write=False)
            object.__setattr__(self, name, value)
        _check_cells(self)

    # --- what it holds -------------------------------------------------------------------------------------
    @property
    def t(self) -> int:
        """Number of lists."""
        return len(self.lists)

    @property
    def observed(self) -> int:
        """Persons on at least one list."""
        return int(self.counts.sum())

    @cached_property
    def groups(self) -> IntArray:
        """(S, 2**t): the column in which a person of that cell is counted; 0 when nobody sees the person.

        A list that did not run in the stratum cannot be read off, so cells that differ only in it fall
        together.
        """
        seen_by = (self.ran.astype(np.int64) << np.arange(self.t)).sum(axis=1)
        column = np.arange(2**self.t)[None, :] & seen_by[:, None]
        return np.where(np.take_along_axis(self.dark, column, axis=1) | self.dark, 0, column)

    @property
    def ran(self) -> BoolArray:
        """(S, t): which lists ran in which stratum."""
        return np.asarray(self.running, dtype=bool)

    @property
    def dark(self) -> BoolArray:
        """(S, 2**t): the cells that cannot be observed by themselves, the first column among them."""
        return np.asarray(self.unobserved, dtype=bool)

    def levels(self, variable: str) -> tuple[Level, ...]:
        """Return the levels of a covariate: numbers by size, text in order of occurrence. Raises InputError."""
        at = self.position(variable)
        return order_levels(stratum[at] for stratum in self.strata)

    def position(self, variable: str) -> int:
        """Return the number of a covariate. Raises InputError when there is none of that name."""
        if variable not in self.variables:
            raise InputError(f"There is no covariate {variable!r}; there are {', '.join(self.variables) or 'none'}.")
        return self.variables.index(variable)

    def totals(self) -> IntArray:
        """Return (S,): persons observed in each stratum."""
        return np.asarray(self.counts.sum(axis=1), dtype=np.int64)

    def collapse(self) -> CaptureTable:
        """Return the table over all strata together, without covariates."""
        return CaptureTable(self.lists, self.counts.sum(axis=0)[1:])

    def to_dict(self) -> dict[str, Any]:
        """Return lists, variables and every cell with a count or a restriction, as JSON can hold it."""
        rows = []
        for s, stratum in enumerate(self.strata):
            rows.append({"stratum": list(stratum), "running": self.ran[s].astype(int).tolist(),
                         "unobserved": np.flatnonzero(self.dark[s]).tolist(),
                         "counts": {int(h): int(self.counts[s, h]) for h in np.flatnonzero(self.counts[s])}})
        return {"lists": list(self.lists), "variables": list(self.variables), "strata": rows}

    def fingerprint(self) -> str:
        """Return the SHA-256 (hexadecimal) of the table."""
        text = json.dumps(self.to_dict(), sort_keys=True, ensure_ascii=True, separators=(",", ":"))
        return hashlib.sha256(text.encode("ascii")).hexdigest()

    def with_counts(self, counts: IntArray) -> StratifiedTable:
        """Return the same table with other counts (S, 2**t), for a bootstrap or an imputation."""
        return StratifiedTable(self.lists, self.variables, self.strata, counts, self.running, self.unobserved)

    # --- from data -----------------------------------------------------------------------------------------
    @classmethod
    def from_rows(cls, rows: Iterable[Mapping[str, Any]], lists: Sequence[str], variables: Sequence[str], *,
                  count: str = "count", strata: Sequence[Sequence[Level]] | None = None) -> StratifiedTable:
        """Count person rows (or rows with a `count`): a mapping of list names to 0/1 and covariates to
        levels.

        strata: the strata that exist; default every combination of the levels that occur. A stratum in
        which nobody was seen is a zero, not a gap. Raises InputError with the row for an unknown covariate
        (use `MultipleImputation`; nobody is dropped in silence), a person on no list or a wrong flag or
        count.
        """
        names, covariates = tuple(lists), tuple(variables)
        _check_names(names, covariates)
        found: list[tuple[tuple[Level, ...], int, int, int]] = []
        for line, row in numbered(rows):
            stratum = _stratum(row, covariates, line)
            mask = mask_of(row, names, line)
            persons = whole_count(row.get(count, 1), line)
            if mask == 0 and persons:
                raise InputError("This person is on no list; nobody can have seen this person.", line=line)
            found.append((stratum, mask, persons, line))
        existing = [tuple(s) for s in strata] if strata is not None else \
            cross([[row[0][v] for row in found] for v in range(len(covariates))], 2 ** len(names))
        counts = np.zeros((len(existing), 2 ** len(names)), dtype=np.int64)
        at = {stratum: s for s, stratum in enumerate(existing)}
        for stratum, mask, persons, line in found:
            if stratum not in at:
                raise InputError(f"The stratum {stratum} is not one of the strata that exist.", line=line)
            counts[at[stratum], mask] += persons
        return cls(names, covariates, tuple(existing), counts)

    @classmethod
    def read_csv(cls, path: str | Path, lists: Sequence[str], variables: Sequence[str], *,
                 ignore: Sequence[str] = ()) -> StratifiedTable:
        """Read a CSV file of persons, or of rows with a ``count`` column; see `read_rows` and `from_rows`."""
        rows = read_rows(path, lists, variables, ignore)
        return cls.from_rows(rows, lists, variables)

    @classmethod
    def from_cells(cls, cells: Iterable[Mapping[str, Any]], lists: Sequence[str], variables: Sequence[str], *,
                   count: str = "count") -> StratifiedTable:
        """Build from one row per cell; a count of None is a cell that cannot be observed (structurally).

        The strata are those that occur. Raises InputError like `from_rows`.
        """
        rows = list(numbered(cells))
        filled = [FileRow(row, line) for line, row in rows if row.get(count) is not None]
        names, covariates = tuple(lists), tuple(variables)
        strata = list(dict.fromkeys(_stratum(row, covariates, line) for line, row in rows))
        table = cls.from_rows(filled, names, covariates, count=count, strata=strata)
        hidden = np.zeros(table.counts.shape, bool)
        for line, row in rows:
            if row.get(count) is None:
                hidden[strata.index(_stratum(row, covariates, line)), mask_of(row, names, line)] = True
        return cls(names, covariates, tuple(strata), table.counts, unobserved=hidden)


def _stratum(row: Mapping[str, Any], variables: Sequence[str], line: int) -> tuple[Level, ...]:
    for name in variables:
        if is_unknown(row.get(name)):
            raise InputError(f"The covariate {name!r} of this person is unknown. Estimate with MultipleImputation, "
                             "which keeps every person.", line=line)
    return tuple(level(row[name], name, line) for name in variables)


def cross(values: Sequence[Iterable[Level]], histories: int) -> list[tuple[Level, ...]]:
    """Return every combination of the levels that occur in each covariate.

    histories: cells per stratum. Raises InputError when the table would have more than 500,000 cells.
    """
    levels = [order_levels(column) for column in values]
    _check_size(math.prod(len(column) for column in levels), histories)
    return list(product(*levels))


def _check_size(strata: int, histories: int) -> None:
    if strata * histories > MAX_CELLS:
        raise InputError(f"The table has {strata:,} strata of {histories} histories, over {MAX_CELLS:,} cells. "
                         "Merge levels of a covariate or leave one out.")


def _check_names(lists: Sequence[str], variables: Sequence[str]) -> None:
    if not 2 <= len(lists) <= 10:
        raise InputError(f"A table with covariates needs two to ten lists, not {len(lists)}.")
    names = [*lists, *variables]
    if len(set(names)) != len(names):
        raise InputError("Lists and covariates must all have different names.")


def _check_cells(table: StratifiedTable) -> None:
    if len(set(table.strata)) != len(table.strata) or not table.strata:
        raise InputError("Every stratum must occur once, and there must be at least one.")
    if any(len(stratum) != len(table.variables) for stratum in table.strata):
        raise InputError("Every stratum needs one level for every covariate.")
    if bool((table.counts < 0).any()):
        raise InputError("A count is negative. Give the number of persons, 0 or more.")
    columns = np.arange(2**table.t)[None, :]
    wrong = (table.counts > 0) & ((table.groups != columns) | (columns == 0))
    if bool(wrong.any()):
        s, h = (int(i) for i in np.argwhere(wrong)[0])
        on = [name for j, name in enumerate(table.lists) if h >> j & 1]
        raise InputError(f"Stratum {table.strata[s]} counts persons on {', '.join(on) or 'no list'}, but that cell "
                         "cannot be observed there. Correct the data or the statement of what was observed.")
    for j, name in enumerate(table.lists):
        if table.counts[:, (np.arange(2**table.t) >> j & 1).astype(bool)].sum() == 0:
            raise InputError(f"List {name!r} has no persons. Leave it out or add its persons.")


def check_strata(table: object) -> StratifiedTable:
    """Return the table. Raises InputError for anything else than a StratifiedTable."""
    if not isinstance(table, StratifiedTable):
        raise InputError(f"A model with covariates is fitted to a StratifiedTable, not to {type(table).__name__}. "
                         "Make one with StratifiedTable.from_rows or StratifiedTable.read_csv.")
    return table
