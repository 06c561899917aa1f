"""Rows of persons with list flags and covariates: what a cell means, and reading them from a CSV file."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from omvang.errors import InputError
from omvang.reading import COUNT_COLUMN, file_text, path_of

Level = str | int | float
_LONGEST_NUMBER = 15            # characters; a longer covariate is text
_LARGEST = 1e300

_YES = {"1", "1.0", "true", "obs", "yes"}
_NO = {"0", "0.0", "false", "un", "no"}


class FileRow(dict[str, Any]):
    """A row of a file, with the line on which it ends."""

    def __init__(self, values: Mapping[str, Any], line: int) -> None:
        """Take the cells by column name and the line (1 is the first)."""
        super().__init__(values)
        self.line = line


def numbered(rows: Iterable[Mapping[str, Any]]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Yield each row with its line in the file, or with its number (1 is the first) when it is of no file.

    Raises InputError for what is no row.
    """
    if isinstance(rows, str) or not isinstance(rows, Iterable):
        raise InputError("Give the persons as a list of rows: mappings from a column to its value.")
    for number, row in enumerate(rows, 1):
        if not isinstance(row, Mapping):
            raise InputError(f"A row of persons is a mapping from a column to its value, not {type(row).__name__}.",
                             line=number)
        yield getattr(row, "line", number), row


def flag(value: Any, line: int, name: str = "") -> bool:
    """Return a flag of list `name` as bool: 1/0, true/false, obs/un. Raises InputError for anything else."""
    text = str(value).strip().lower()
    if text in _YES:
        return True
    if text in _NO:
        return False
    raise InputError(f"List {name!r} holds {'nothing' if value is None else repr(value)}; a list flag is 0 or 1.",
                     line=line)


def mask_of(row: Mapping[str, Any], lists: Sequence[str], line: int) -> int:
    """Return the history of a row as a bit mask. Raises InputError for a missing column or a wrong flag."""
    for name in lists:
        if name not in row:
            raise InputError(f"The row has no column for list {name!r}.", line=line)
    return sum(flag(row[name], line, name) << j for j, name in enumerate(lists))


def is_unknown(value: Any) -> bool:
    """Tell whether a covariate is unknown: None, NaN, a missing mark of a data frame, or empty text."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return True
    if type(value).__name__ in {"NAType", "NaTType"}:
        return True
    return isinstance(value, (float, np.floating)) and math.isnan(value)


def level(value: Any, name: str, line: int) -> Level:
    """Return the level of a covariate: text without spaces around it, or a number.

    Raises InputError for another type or a number that is not finite.
    """
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, (int, float)) and -_LARGEST < value < _LARGEST:
        return value
    raise InputError(f"The covariate {name!r} holds {value!r}; give text or a finite number.", line=line)


def order_levels(levels: Iterable[Level]) -> tuple[Level, ...]:
    """Return the different levels: numbers by size, otherwise in order of first occurrence."""
    unique = list(dict.fromkeys(levels))
    numbers = [one for one in unique if not isinstance(one, str)]
    return tuple(sorted(numbers)) if len(numbers) == len(unique) else tuple(unique)


def read_rows(path: str | Path, lists: Sequence[str], variables: Sequence[str],
              ignore: Sequence[str] = ()) -> list[dict[str, Any]]:
    """Read a UTF-8 CSV file (comma, semicolon or tab) of persons, with or without the column ``count``.

    ignore: columns that are of no use here. Any other column is refused, since it could hold persons per row under
    another name, and each row would then be one person. An empty covariate is None; a covariate of which every known
    level is a whole number (a year) becomes a number.
    Raises InputError with the line for a missing or unknown column or a row of another length, and for a file
    without rows.
    """
    text = file_text(path_of(path))
    head = text.lstrip("\r\n").split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count), strict=True)
    rows: list[dict[str, Any]] = []
    header: list[str] = []
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if not header:
                header = _header(cells, [*lists, *variables], ignore, reader.line_num)
            elif len(cells) != len(header):
                raise InputError(f"This row has {len(cells)} columns but the header has {len(header)}.",
                                 line=reader.line_num)
            else:
                values = {name: cell.strip() or None for name, cell in zip(header, cells, strict=True)}
                rows.append(FileRow(values, reader.line_num))
    except csv.Error as error:
        raise InputError(f"This is not CSV: {error}.", line=reader.line_num) from error
    if not rows:
        raise InputError(f"The file {path_of(path).name} has no rows of persons.")
    for name in variables:
        _to_numbers(rows, name)
    return rows


def _header(cells: Sequence[str], wanted: Sequence[str], ignore: Sequence[str], line: int) -> list[str]:
    header = [cell.strip() for cell in cells]
    header = [COUNT_COLUMN if name.lower() == COUNT_COLUMN and name not in wanted else name for name in header]
    for name in [*wanted, COUNT_COLUMN] if COUNT_COLUMN in header else wanted:
        if header.count(name) != 1:
            raise InputError(f"The column {name!r} occurs {header.count(name)} times in the header; once is needed.",
                             line=line)
    for name in header:
        if name not in (*wanted, *ignore, COUNT_COLUMN):
            raise InputError(f"The column {name!r} is no list and no covariate. Call it {COUNT_COLUMN!r} if it holds "
                             "persons per row; otherwise name it in --ignore or ignore=.", line=line)
    for name in ignore:
        if name not in header:
            raise InputError(f"There is no column {name!r} to ignore.", line=line)
    return header


def _to_numbers(rows: Sequence[dict[str, Any]], name: str) -> None:
    known = {row[name] for row in rows if row[name] is not None}
    if all(_is_whole(text) for text in known):
        for row in rows:
            row[name] = None if row[name] is None else int(row[name])


def _is_whole(text: str) -> bool:
    return (len(text) <= _LONGEST_NUMBER and text.isascii() and text.removeprefix("-").isdigit()
            and str(int(text)) == text)
