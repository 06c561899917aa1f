"""What stands on a page, and what each number on it tells a reader who knows how it was made."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from omvang.disclosure.definitions import (
    Definition,
    Dimension,
    canonical_atoms,
    canonical_name,
    canonical_period,
    months_of,
)
from omvang.disclosure.policy import PUBLIC
from omvang.disclosure.table import MOST_PERSONS, Labels, Slot, Table
from omvang.errors import InputError

METHODS = ("rounded", "restricted", "suppressed", "exact")
SUPPRESSED_TEXT = "."
_COARSER = 4
_LARGEST_BASE = 1_000_000


@dataclass(frozen=True)
class PublishedCell:
    """One printed number. value: persons as printed, None when it was left out.

    low, high: the counts that a reader who knows the method holds possible (high None: no bound). needed: the
    number of possible values that must stay open, 0 for a number that needs no protection.
    """

    labels: Labels
    name: str
    definition: Definition
    value: int | None
    low: int
    high: int | None
    needed: int

    @property
    def text(self) -> str:
        """The number as printed. A small number is never the fact "0": it reads ``0-4``, left out reads ``.``."""
        if self.value is None:
            return SUPPRESSED_TEXT
        if self.value == 0 and self.high:
            return f"0-{self.high}"
        return str(self.value)

    def to_dict(self) -> dict[str, Any]:
        """Return plain values for JSON."""
        return {"labels": list(self.labels), "name": self.name, "text": self.text, "value": self.value,
                "low": self.low, "high": self.high, "needed": self.needed, "definition": self.definition.to_dict()}


@dataclass(frozen=True)
class Percentage:
    """A printed percentage: 100 x the count of `part` over the count of `whole`, rounded to `decimals`."""

    part: Definition
    whole: Definition
    value: float
    decimals: int = 0

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Percentage:
        """Read part, whole, value and decimals. Raises InputError."""
        try:
            share, decimals = float(values["value"]), int(values.get("decimals", 0))
            part, whole = Definition.from_dict(values["part"]), Definition.from_dict(values["whole"])
        except (KeyError, TypeError, ValueError, OverflowError) as error:
            if isinstance(error, InputError):
                raise
            raise InputError("A percentage needs part, whole and value.") from error
        if not 0 <= share <= 100 or not 0 <= decimals <= 10:
            raise InputError("A percentage lies between 0 and 100 with at most ten decimals.")
        return cls(part, whole, share, decimals)

    def to_dict(self) -> dict[str, Any]:
        """Return plain values for JSON."""
        return {"part": self.part.to_dict(), "whole": self.whole.to_dict(), "value": self.value,
                "decimals": self.decimals}


@dataclass(frozen=True)
class Ruled:
    """What the rules of a release tell of a count that need not be printed: between low and high (None: no bound)."""

    definition: Definition
    low: int
    high: int | None = None

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Ruled:
        """Read definition, low and high. Raises InputError."""
        try:
            low, high = values["low"], values["high"]
            definition = Definition.from_dict(values["definition"])
        except (KeyError, TypeError) as error:
            raise InputError("What the rules tell needs a definition, low and high.") from error
        if not _is_count(low) or not (high is None or _is_count(high)):
            raise InputError(f"{definition}: low and high are whole numbers of persons.")
        return cls(definition, low, high)

    def to_dict(self) -> dict[str, Any]:
        """Return plain values for JSON."""
        return {"definition": self.definition.to_dict(), "low": self.low, "high": self.high}


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST_PERSONS


@dataclass(frozen=True)
class Release:
    """Printed numbers that belong together, ours or somebody else's; material for `attack`.

    method: rounded, restricted (exact unless left out), suppressed (the same without secondary suppression) or
    exact. universes: the atoms of the dimensions of which the categories cover everybody. ruled: what the rules by
    which it was made tell besides, such as that a table of two dimensions holds at least 50 persons. A release is a
    description only; the one that may be shown is a `ProtectedTable`.
    """

    title: str
    measure: str
    period: str
    method: str
    base: int
    cells: tuple[PublishedCell, ...]
    dimensions: tuple[Dimension, ...] = ()
    universes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    percentages: tuple[Percentage, ...] = ()
    ruled: tuple[Ruled, ...] = ()

    def __post_init__(self) -> None:
        """Bring measure and dimensions into the spelling under which they are linked."""
        object.__setattr__(self, "measure", canonical_name(self.measure))
        object.__setattr__(self, "universes", {canonical_name(name): canonical_atoms(atoms)
                                               for name, atoms in self.universes.items()})

    @cached_property
    def by_definition(self) -> dict[Definition, PublishedCell]:
        """The cells by what they count."""
        return {cell.definition: cell for cell in self.cells}

    @property
    def months(self) -> range:
        """The months from the first to the last that its cells cover."""
        spans = [months_of(period) for period in {cell.definition.period for cell in self.cells}]
        return range(min(span.start for span in spans), max(span.stop for span in spans))

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of everything in it, hexadecimal."""
        return hashlib.sha256(json.dumps(self.to_dict(), sort_keys=True).encode()).hexdigest()

    def to_dict(self) -> dict[str, Any]:
        """Return plain values for JSON; `from_dict` reads them back."""
        return {"title": self.title, "measure": self.measure, "period": self.period, "method": self.method,
                "base": self.base, "dimensions": [dimension.to_dict() for dimension in self.dimensions],
                "universes": {name: list(atoms) for name, atoms in self.universes.items()},
                "cells": [cell.to_dict() for cell in self.cells],
                "percentages": [share.to_dict() for share in self.percentages],
                "ruled": [one.to_dict() for one in self.ruled]}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Release:
        """Read a release.

        A cell needs a value (null: left out) and a definition. What it tells and how open it must stay follow from
        method and base, never from what the file says of itself; only for a rounded cell is `high` read, as the
        base to which a linked table rounded that one cell before. Raises InputError.
        """
        if not isinstance(values, Mapping):
            raise InputError("A release needs title, measure, period, method, base and cells.")
        try:
            method, base = str(values["method"]), int(values["base"])
            dimensions = tuple(map(Dimension.from_dict, values.get("dimensions", ())))
            universes = {canonical_name(name): canonical_atoms(atoms)
                         for name, atoms in values.get("universes", {}).items()}
            for dimension in dimensions:
                if dimension.complete:
                    universes.setdefault(dimension.key, dimension.universe)
            cells = tuple(_read_cell(cell, method, base) for cell in values["cells"])
            header = [str(values["title"]), canonical_name(values["measure"]), str(values["period"])]
            shares = tuple(map(Percentage.from_dict, values.get("percentages", ())))
            ruled = tuple(map(Ruled.from_dict, values.get("ruled", ())))
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
            if isinstance(error, InputError):
                raise
            raise InputError("A release needs title, measure, period, method, base and cells.") from error
        if method not in METHODS or not 1 <= base <= _LARGEST_BASE or not cells:
            raise InputError(f"A release has at least one cell, a base from 1 to {_LARGEST_BASE} and a method: "
                             f"{METHODS}.")
        if {one.definition.measure for one in cells} | {one.definition.measure for one in ruled} != {header[1]}:
            raise InputError("Every cell of a release counts the measure of the release.")
        return cls(header[0], header[1], canonical_period(header[2]), method, base, cells, dimensions, universes,
                   shares, ruled)


def _read_cell(values: Mapping[str, Any], method: str, base: int) -> PublishedCell:
    definition = Definition.from_dict(values["definition"])
    value = None if values.get("value") is None else int(values["value"])
    if value is not None and not 0 <= value <= MOST_PERSONS:
        raise InputError(f"{definition}: a printed count is 0 or more, and at most {MOST_PERSONS}.")
    if method == "rounded" and value is not None and values.get("high") is not None:
        base = _base_of(int(values["high"]) - value + 1, base, definition)
    return PublishedCell(tuple(values.get("labels", ())), str(values.get("name", definition)), definition, value,
                         *said_by(value, method, base))


def _base_of(own: int, base: int, definition: Definition) -> int:
    """Return the base of one cell. A linked table may have rounded it before, finer or coarser, but not wildly so."""
    if not 1 <= own <= max(_COARSER * base, PUBLIC.small_base):
        raise InputError(f"{definition}: its highest count does not follow from rounding to {base}.")
    return own


def said_by(value: int | None, method: str, base: int) -> tuple[int, int | None, int]:
    """Return what a printed value tells: lowest and highest count, and the number of values to keep open.

    Rounding to a base that leaves multiples alone moves a count by at most base - 1. What is left out for being small
    alone (suppressed) is smaller than the base. A number printed as it is needs protection when it is small. The
    public base is the least that must stay open, whatever base a release says it has.
    """
    least = max(base, PUBLIC.base)
    if value is None:
        return 0, base - 1 if method == "suppressed" else None, least
    if method == "rounded":
        return max(0, value - base + 1), value + base - 1, least
    return value, value, least if value < least else 0


def describe(table: Table, values: Sequence[int | None], method: str, base: int) -> Release:
    """Return a release with the given printed values, one per slot of the table."""
    cells = tuple(_cell(slot, table.dimensions, value, method, base)
                  for slot, value in zip(table.slots, values, strict=True))
    return Release(table.title, table.measure, table.period, method, base, cells, table.dimensions, table.universes)


def _cell(slot: Slot, dimensions: Sequence[Dimension], value: int | None, method: str, base: int) -> PublishedCell:
    return PublishedCell(slot.labels, slot.name(dimensions), slot.definition, value, *said_by(value, method, base))


def related(releases: Iterable[Release], measure: str, months: range) -> list[Release]:
    """Return the releases that count the same measure in a period that shares a month with `months`."""
    from_month, to_month = months.start, months.stop
    return [release for release in releases if release.measure == measure
            and release.months.start < to_month and from_month < release.months.stop]
