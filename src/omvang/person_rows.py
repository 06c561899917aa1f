"""Rows of persons with list flags and covariates: what a cell means, and reading them from a CSV file."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from omvang.errors import InputError
from omvang.reading import file_text

Level = str | int | float

_YES = {"1", "1.0", "true", "obs", "yes"}
_NO = {"0", "0.0", "false", "un", "no"}


def flag(value: Any, line: int) -> bool:
    """Return a list flag as bool: 1/0, true/false, obs/un. Raises InputError for anything else."""
    text = str(value).strip().lower()
    if text in _YES:
        return True
    if text in _NO:
        return False
    raise InputError(f"The list flag {value!r} is neither 0 nor 1.", line=line)


def mask_of(row: Mapping[str, Any], lists: Sequence[str], line: int) -> int:
    """Return the history of a row as a bit mask. Raises InputError for a missing column or a wrong flag."""
    for name in lists:
        if name not in row:
            raise InputError(f"The row has no column for list {name!r}.", line=line)
    return sum(flag(row[name], line) << j for j, name in enumerate(lists))


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
    if isinstance(value, (int, float)) and math.isfinite(value):
        return value
    raise InputError(f"The covariate {name!r} holds {value!r}; give text or a finite number.", line=line)


def order_levels(levels: Iterable[Level]) -> tuple[Level, ...]:
    """Return the different levels: numbers by size, otherwise in order of first occurrence."""
    unique = list(dict.fromkeys(levels))
    numbers = [one for one in unique if not isinstance(one, str)]
    return tuple(sorted(numbers)) if len(numbers) == len(unique) else tuple(unique)


def read_rows(path: str | Path, lists: Sequence[str], variables: Sequence[str]) -> list[dict[str, Any]]:
    """Read a UTF-8 CSV file (comma, semicolon or tab) of persons. Columns that are not named are left alone.

    An empty covariate is None; a covariate of which every known level is a whole number (a year) becomes a number.
    Raises InputError with the line for a missing column or a row of another length, and for a file without rows.
    """
    text = file_text(Path(path))
    head = text.lstrip("\r\n").split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count), strict=True)
    rows: list[dict[str, Any]] = []
    header: list[str] = []
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if not header:
                header = _header(cells, [*lists, *variables])
            elif len(cells) != len(header):
                raise InputError(f"This row has {len(cells)} columns but the header has {len(header)}.",
                                 line=reader.line_num)
            else:
                rows.append({name: cell.strip() or None for name, cell in zip(header, cells, strict=True)})
    except csv.Error as error:
        raise InputError(f"This is not CSV: {error}.", line=reader.line_num) from error
    if not rows:
        raise InputError(f"The file {Path(path).name} has no rows of persons.")
    for name in variables:
        _to_numbers(rows, name)
    return rows


def _header(cells: Sequence[str], wanted: Sequence[str]) -> list[str]:
    header = [cell.strip() for cell in cells]
    for name in wanted:
        if header.count(name) != 1:
            raise InputError(f"The column {name!r} occurs {header.count(name)} times in the header; once is needed.",
                             line=1)
    return header


def _to_numbers(rows: Sequence[dict[str, Any]], name: str) -> None:
    known = {row[name] for row in rows if row[name] is not None}
    if all(text.isascii() and text.removeprefix("-").isdigit() and str(int(text)) == text for text in known):
        for row in rows:
            row[name] = None if row[name] is None else int(row[name])
