"""A table of counts as it comes out of the register: raw, and therefore not to be shown.

`protect` is the only way from here to a page.
"""

from __future__ import annotations

import csv
import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

from omvang.disclosure.definitions import Definition, Dimension, as_tuple, canonical_name, canonical_period
from omvang.errors import InputError

MOST_PERSONS = 10**8
MOST_CELLS = 20_000
MOST_DIMENSIONS = 6

Counts = NDArray[np.int64]
Labels = tuple[str | None, ...]


@dataclass(frozen=True)
class Slot:
    """One place in a table, inner cell or margin. labels: a category per dimension, None where it is summed."""

    labels: Labels
    definition: Definition

    def name(self, dimensions: Sequence[Dimension]) -> str:
        """Return the place in words, such as ``region=North, sex=f`` or ``total``."""
        parts = [f"{dimension.name}={label}" for dimension, label in zip(dimensions, self.labels, strict=True)
                 if label is not None]
        return ", ".join(parts) or "total"


@dataclass(frozen=True, eq=False)
class Table:
    """Raw counts of persons over at most six dimensions.

    title: of the table; measure: what is counted (two tables with one measure, whatever its capitals and spaces,
    count the same persons; it is kept in small letters); period: a calendar year. counts: persons, shape
    (categories of dimension 1, ...). scope: what the whole table is restricted to, as dimension: atoms.
    crossings: the sets of dimensions of which numbers are printed; None prints the cells and every margin.
    Raises InputError when one of these is not what it should be.
    """

    title: str
    measure: str
    period: str
    dimensions: tuple[Dimension, ...]
    counts: Counts
    scope: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    crossings: tuple[tuple[str, ...], ...] | None = None

    def __post_init__(self) -> None:
        """Bring the fields into shape and check them."""
        object.__setattr__(self, "dimensions", as_tuple(self.dimensions, Dimension, "The dimensions of a table"))
        object.__setattr__(self, "measure", canonical_name(self.measure))
        object.__setattr__(self, "period", canonical_period(str(self.period)))
        self._check_dimensions()
        counts = read_counts(self.counts)
        shape = tuple(len(dimension.categories) for dimension in self.dimensions)
        if counts.shape != shape:
            raise InputError(f"The counts have shape {counts.shape}, the dimensions ask for {shape}.")
        counts.setflags(write=False)
        object.__setattr__(self, "counts", counts)
        where = Definition.of(self.measure, self.period, self.scope).atoms
        object.__setattr__(self, "scope", where)
        if clash := [dimension.name for dimension in self.dimensions if dimension.key in where]:
            raise InputError(f"{clash[0]!r} is a dimension and also limits the table: use incomplete categories.")
        object.__setattr__(self, "crossings", self._read_crossings())

    def _check_dimensions(self) -> None:
        names = [dimension.name for dimension in self.dimensions]
        if not str(self.title).strip() or not self.measure:
            raise InputError("A table needs a title and a measure: what is counted.")
        if not names:
            raise InputError("A table needs at least one dimension.")
        if len({dimension.key for dimension in self.dimensions}) < len(names):
            raise InputError("Two dimensions have the same name.")
        if len(names) > MOST_DIMENSIONS:
            raise InputError(f"A table has at most {MOST_DIMENSIONS} dimensions, this one has {len(names)}.")
        cells = int(np.prod([len(dimension.categories) for dimension in self.dimensions], dtype=object))
        if cells > MOST_CELLS:
            raise InputError(f"A table has at most {MOST_CELLS} cells, this one has {cells}: merge categories.")

    def _read_crossings(self) -> tuple[tuple[str, ...], ...]:
        names = [dimension.name for dimension in self.dimensions]
        every = [keep for size in range(len(names), -1, -1) for keep in itertools.combinations(names, size)]
        if self.crossings is None:
            return tuple(every)
        asked = {frozenset(keep) for keep in self.crossings}
        if unknown := sorted(set().union(*asked, set()) - set(names)):
            raise InputError(f"The table has no dimension {unknown[0]!r}.")
        if not asked:
            raise InputError("No numbers are asked for: name at least one crossing.")
        return tuple(keep for keep in every if frozenset(keep) in asked)

    @property
    def total(self) -> int:
        """Persons in the table."""
        return int(self.counts.sum())

    @property
    def shape(self) -> tuple[int, ...]:
        """Categories per dimension."""
        return tuple(self.counts.shape)

    @property
    def universes(self) -> dict[str, tuple[str, ...]]:
        """The atoms of each dimension of which the categories cover everybody."""
        return {dimension.key: dimension.universe for dimension in self.dimensions if dimension.complete}

    @property
    def whole(self) -> Definition:
        """What everybody in the table is, whether that number is printed or not."""
        return self._slot((None,) * len(self.dimensions)).definition

    def keeps(self) -> list[tuple[bool, ...]]:
        """Return per crossing which dimensions stand in it."""
        return [tuple(dimension.name in keep for dimension in self.dimensions) for keep in self.crossings or ()]

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        """Every number that is to be printed, crossing by crossing, the inner cells first."""
        return tuple(itertools.chain.from_iterable(map(self._slots_of, self.keeps())))

    @cached_property
    def inner(self) -> tuple[Slot, ...]:
        """Every inner cell in C order, printed or not."""
        return tuple(self._slots_of((True,) * len(self.dimensions)))

    def _slots_of(self, keep: tuple[bool, ...]) -> Iterable[Slot]:
        choices = [range(len(dimension.categories)) if kept else (None,)
                   for dimension, kept in zip(self.dimensions, keep, strict=True)]
        return (self._slot(chosen) for chosen in itertools.product(*choices))

    def _slot(self, chosen: tuple[int | None, ...]) -> Slot:
        where: dict[str, tuple[str, ...]] = dict(self.scope)
        labels: list[str | None] = []
        for dimension, index in zip(self.dimensions, chosen, strict=True):
            labels.append(None if index is None else dimension.categories[index])
            if index is not None:
                where[dimension.key] = dimension.atoms[index]
            elif not dimension.complete:
                where[dimension.key] = dimension.universe
        return Slot(tuple(labels), Definition.of(self.measure, self.period, where))

    @cached_property
    def matrix(self) -> sparse.csr_array:
        """Which inner cells each slot sums: 0/1, shape (slots, cells in C order)."""
        index = np.arange(self.counts.size).reshape(self.shape)
        rows: list[NDArray[np.int64]] = []
        for keep in self.keeps():
            front = [axis for axis, kept in enumerate(keep) if kept]
            block = np.moveaxis(index, front, range(len(front)))
            rows.extend(block.reshape(int(np.prod([self.shape[axis] for axis in front])), -1))
        lengths = [len(row) for row in rows]
        where = (np.repeat(np.arange(len(rows)), lengths), np.concatenate(rows))
        return sparse.csr_array((np.ones(sum(lengths)), where), shape=(len(rows), index.size))

    @property
    def values(self) -> Counts:
        """Raw count of every slot."""
        values: Counts = np.rint(self.matrix @ self.counts.ravel()).astype(np.int64)
        return values

    def merge(self, axis: int, first: int, second: int) -> Table:
        """Return the table with two categories of one dimension made into one."""
        low, high = sorted((first, second))
        counts = np.array(self.counts)
        target: list[Any] = [slice(None)] * counts.ndim
        target[axis] = low
        counts[tuple(target)] += np.take(counts, high, axis=axis)
        dimensions = list(self.dimensions)
        dimensions[axis] = dimensions[axis].merge(low, high)
        return replace(self, dimensions=tuple(dimensions), counts=np.delete(counts, high, axis=axis))

    def mark(self, *, sensitive: Sequence[str] = (), ordered: Sequence[str] = (), incomplete: Sequence[str] = (),
             lists: Sequence[str] = ()) -> Table:
        """Return the table with what a CSV file cannot say of its dimensions, by their names.

        sensitive, ordered, lists (list_membership), incomplete (not complete): see `Dimension`. Raises InputError for
        a name that is no dimension of the table.
        """
        kinds = (list, tuple, set, frozenset)
        if not all(isinstance(names, kinds) for names in (sensitive, ordered, incomplete, lists)):
            raise InputError("Give the names of dimensions as a list.")
        said = {what: {canonical_name(name) for name in names} for what, names in (
            ("sensitive", sensitive), ("ordered", ordered), ("incomplete", incomplete), ("lists", lists))}
        if unknown := sorted(set().union(*said.values()) - {dimension.key for dimension in self.dimensions}):
            raise InputError(f"The table has no dimension {unknown[0]!r}.")
        return replace(self, dimensions=tuple(
            replace(one, sensitive=one.sensitive or one.key in said["sensitive"],
                    ordered=one.ordered or one.key in said["ordered"],
                    complete=one.complete and one.key not in said["incomplete"],
                    list_membership=one.list_membership or one.key in said["lists"]) for one in self.dimensions))

    def drop(self, axis: int) -> Table:
        """Return the table summed over one dimension."""
        gone = self.dimensions[axis]
        scope = dict(self.scope) if gone.complete else {**self.scope, gone.key: gone.universe}
        crossings = {tuple(name for name in keep if name != gone.name) for keep in self.crossings or ()}
        return replace(self, dimensions=tuple(dimension for dimension in self.dimensions if dimension is not gone),
                       counts=self.counts.sum(axis=axis), scope=scope, crossings=tuple(crossings))

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Table:
        """Read title, measure, period, dimensions, counts (nested lists) and, if given, scope and crossings."""
        try:
            crossings = values.get("crossings")
            return cls(title=str(values["title"]), measure=str(values["measure"]), period=str(values["period"]),
                       dimensions=tuple(map(Dimension.from_dict, values["dimensions"])), counts=values["counts"],
                       scope={name: tuple(atoms) if not isinstance(atoms, str) else (atoms,)
                              for name, atoms in values.get("scope", {}).items()},
                       crossings=None if crossings is None else tuple(tuple(keep) for keep in crossings))
        except (KeyError, TypeError, AttributeError) as error:
            raise InputError("A table needs title, measure, period, dimensions and counts.") from error

    @classmethod
    def from_csv(cls, lines: Iterable[str], *, title: str, measure: str, period: str) -> Table:
        """Read rows with one column per dimension and a last column ``count``.

        Every combination of categories that has no row counts 0, so a category that nobody is in must still have a row
        somewhere to be in the table. A file cannot say which dimension is sensitive: follow with `mark`, or group
        disclosure is not looked for.
        Raises InputError with the line when a row is too short, repeated, or holds no whole number.
        """
        try:
            rows = list(csv.reader(lines))
        except csv.Error as error:
            raise InputError("The file cannot be read as CSV.") from error
        if len(rows) < 2 or len(rows[0]) < 2 or rows[0][-1].strip().lower() != "count":
            raise InputError("The file needs a first line with the dimensions and, last, 'count', then rows.")
        names, seen = [name.strip() for name in rows[0][:-1]], {}
        for line, row in enumerate(rows[1:], start=2):
            if not any(row):
                continue
            if len(row) != len(rows[0]):
                raise InputError(f"This row has {len(row)} columns, the first line has {len(rows[0])}.", line=line)
            labels = tuple(part.strip() for part in row[:-1])
            if labels in seen:
                raise InputError("These categories were there before.", line=line)
            seen[labels] = _whole(row[-1], line)
        orders = [list(dict.fromkeys(labels[axis] for labels in seen)) for axis in range(len(names))]
        dimensions = tuple(Dimension(name, tuple(order)) for name, order in zip(names, orders, strict=True))
        if np.prod([len(order) for order in orders], dtype=object) > MOST_CELLS:
            raise InputError(f"A table has at most {MOST_CELLS} cells: merge categories.")
        counts = np.zeros([len(order) for order in orders], dtype=np.int64)
        for labels, count in seen.items():
            counts[tuple(order.index(label) for order, label in zip(orders, labels, strict=True))] = count
        return cls(title, measure, period, dimensions, counts)


def _whole(text: str, line: int) -> int:
    if not text.strip().isdecimal():
        raise InputError(f"{text!r} is not a whole number of persons (0 or more).", line=line)
    digits = text.strip().lstrip("0")
    return MOST_PERSONS + 1 if len(digits) > len(str(MOST_PERSONS)) else int(digits or "0")


def _numbers(counts: ArrayLike) -> NDArray[np.float64]:
    if isinstance(counts, np.ma.MaskedArray):
        raise InputError("The counts are a masked array, of which the masked counts would be read as they stand: fill "
                         "them first.")
    try:
        if _holds_truth(counts):
            raise InputError("The counts are not numbers: one of them is true or false.")
        values = np.array(counts)
        if values.dtype.kind not in "iuf":
            raise InputError("The counts are not numbers, or the rows differ in length.")
        return values.astype(np.float64)
    except (TypeError, ValueError, OverflowError, RecursionError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError("The counts are not numbers, or the rows differ in length.") from error


def _holds_truth(counts: object) -> bool:
    """Tell whether a list, or a list in it, holds true or false, which numpy would read as 1 and 0."""
    if isinstance(counts, np.ndarray) and counts.dtype != object:
        return bool(counts.dtype == bool)
    if isinstance(counts, (list, tuple, np.ndarray)):
        return any(map(_holds_truth, counts))
    return isinstance(counts, (bool, np.bool_))


def read_counts(counts: ArrayLike) -> Counts:
    """Return counts as whole numbers of persons, shape unchanged.

    Raises InputError when they are empty, ragged, masked, not numbers (true and false neither), not finite, negative,
    fractional, or over 1e8.
    """
    numbers = _numbers(counts)
    if numbers.size == 0:
        raise InputError("The table is empty: it has no cells.")
    if not np.isfinite(numbers).all():
        raise InputError("A count is missing or infinite: write 0 for nobody.")
    if (numbers < 0).any():
        raise InputError("A count is negative: count persons.")
    if (numbers != np.floor(numbers)).any():
        raise InputError("A count is not whole: give persons, not rates or weighted numbers.")
    if numbers.sum() > MOST_PERSONS:
        raise InputError(f"The table counts over {MOST_PERSONS} persons: check the unit.")
    return numbers.astype(np.int64)
