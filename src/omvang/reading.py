"""From files, frames and events to counts per history. Everything that can be wrong in input is found here."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Hashable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from omvang.counts import LONGEST, IntArray, whole_count, whole_counts
from omvang.errors import InputError, counted_in

PERSON_ROWS_BELOW = 1_000_000
COUNT_COLUMN = "count"
_FILE_BYTES = 200_000_000

Histories = Mapping[Any, Any] | Iterable[Any]


# --- histories ---------------------------------------------------------------------------------------------
def _mask(history: Any, t: int, row: int) -> int:
    marks = list(history) if isinstance(history, (str, Sequence, np.ndarray)) else None
    if marks is None:
        raise InputError(f"The history {history!r} is not text of zeros and ones such as \"101\".", line=row)
    if len(marks) != t:
        raise InputError(f"The history {history!r} has {len(marks)} places but there are {t} lists.", line=row)
    mask = 0
    for j, mark in enumerate(marks):
        if str(mark) not in {"0", "1", "True", "False"}:
            raise InputError(f"The history {history!r} holds {mark!r}; only 0 and 1 are allowed.", line=row)
        mask |= (str(mark) in {"1", "True"}) << j
    return mask


def _pair(item: Any, row: int) -> tuple[Any, Any]:
    if isinstance(item, Mapping):
        if "h" not in item or "count" not in item:
            raise InputError("A history needs the fields \"h\" and \"count\".", line=row)
        return item["h"], item["count"]
    if isinstance(item, Sequence) and not isinstance(item, str) and len(item) == 2:
        return item[0], item[1]
    raise InputError(f"{item!r} is not a history with a count, such as (\"101\", 4).", line=row)


def counts_of_histories(t: int, histories: Histories) -> IntArray:
    """Return counts (2**t - 1,) of histories with counts; repeated histories are summed."""
    if isinstance(histories, str) or not isinstance(histories, Iterable):
        raise InputError("Give the histories as a mapping or as a list of pairs.")
    items = histories.items() if isinstance(histories, Mapping) else histories
    total = [0] * 2**t
    with counted_in("History"):
        for row, item in enumerate(items, 1):
            history, count = _pair(item, row)
            persons = whole_count(count, row)
            mask = _mask(history, t, row)
            if mask == 0 and persons:
                raise InputError("The history without any list has a count, but nobody can have seen these persons. "
                                 "Leave it out: it is what the estimate is for.", line=row)
            total[mask] += persons
    return whole_counts(np.array(total[1:]))


# --- frames and events -------------------------------------------------------------------------------------
def _flag_column(name: str, values: Any) -> npt.NDArray[np.bool_]:
    try:
        array = np.asarray(values)
    except ValueError as error:
        raise InputError(f"Column {name!r} must be one row of 0 and 1.") from error
    if np.ma.is_masked(values) or array.ndim != 1:
        raise InputError(f"Column {name!r} must be one row of 0 and 1, without masked values.")
    if array.dtype.kind in "biuf":
        wrong = ~((array == 0) | (array == 1))
        flags = array == 1
    else:
        text = np.array([str(value).strip() for value in array.tolist()])
        wrong = ~np.isin(text, ["0", "1", "True", "False"])
        flags = np.isin(text, ["1", "True"])
    if bool(wrong.any()):
        row = int(np.flatnonzero(wrong)[0])
        raise InputError(f"Column {name!r} holds {array[row]!r}; a list column holds only 0 and 1.", line=row + 1,
                         unit="Row")
    return np.asarray(flags, dtype=bool)


def _columns(frame: Any) -> dict[str, Any]:
    if isinstance(frame, Mapping):
        return {str(name): frame[name] for name in frame}
    if hasattr(frame, "columns"):
        return {str(name): frame[name] for name in frame.columns}
    rows = list(frame) if isinstance(frame, Iterable) and not isinstance(frame, str) else None
    if not rows or not all(isinstance(row, Mapping) for row in rows):
        raise InputError("Give a data frame, a mapping of columns or a list of row mappings, with at least one row.")
    names = list(rows[0])
    for number, row in enumerate(rows, 1):
        if set(row) != set(names):
            raise InputError("This row has other columns than the first row.", line=number, unit="Row")
    return {str(name): [row[name] for row in rows] for name in names}


def frame_rows(frame: Any, lists: Sequence[str] | None, count: str | None,
               ) -> tuple[list[str], npt.NDArray[np.bool_], IntArray | None]:
    """Return list names, flags (n, t) and persons per row (n,) or None of a frame."""
    columns = _columns(frame)
    names = [str(name) for name in lists] if lists is not None else [name for name in columns if name != count]
    missing = [name for name in names if name not in columns]
    if missing:
        raise InputError(f"There is no column {missing[0]!r}; the columns are {', '.join(columns)}.")
    if not names:
        raise InputError("The frame has no list columns.")
    flags = [_flag_column(name, columns[name]) for name in names]
    if len({len(column) for column in flags}) != 1:
        raise InputError("The columns differ in length.")
    if len(flags[0]) == 0:
        raise InputError("The frame has no rows.")
    weights = None
    if count is not None and count in columns:
        weights = whole_counts(columns[count])
        if len(weights) != len(flags[0]):
            raise InputError("The columns differ in length.")
    else:
        person_rows(len(flags[0]))
    return names, np.stack(flags, axis=1), weights


def person_rows(n: int) -> None:
    """Raise InputError when there are too many person rows to be a table of victims."""
    if n >= PERSON_ROWS_BELOW:
        raise InputError(f"There are {n} person rows; fewer than {PERSON_ROWS_BELOW} are accepted. "
                         "Sum them to one row per history with a count column first.")


def _event(event: Any, row: int) -> tuple[Any, str]:
    pair = event.tolist() if isinstance(event, np.ndarray) else event
    if not isinstance(pair, Sequence) or isinstance(pair, str) or len(pair) != 2:
        raise InputError(f"{event!r} is not a (person, list) pair.", line=row)
    person, name = pair
    if not isinstance(person, Hashable):
        raise InputError("The person of an event must be a number or text.", line=row)
    if any(part is None or not str(part).strip() or (isinstance(part, float) and math.isnan(part)) for part in pair):
        raise InputError("An event lacks its person or its list.", line=row)
    return person, str(name).strip()


def event_rows(events: Iterable[Any], lists: Sequence[str] | None,
               ) -> tuple[list[str], npt.NDArray[np.bool_]]:
    """Return list names and flags (persons, t) of (person, list) events."""
    fixed = lists is not None
    at = {str(name).strip(): j for j, name in enumerate(lists or ())}
    seen: dict[Any, int] = {}
    if isinstance(events, str) or not isinstance(events, Iterable):
        raise InputError("Give the events as a list of (person, list) pairs.")
    with counted_in("Event"):
        for row, event in enumerate(events, 1):
            person, name = _event(event, row)
            if fixed and name not in at:
                raise InputError(f"There is no list {name!r}; the lists are {', '.join(at)}.", line=row)
            position = at.setdefault(name, len(at))
            seen[person] = seen.get(person, 0) | 1 << position
            person_rows(len(seen))
    if not seen:
        raise InputError("There are no events. Give at least one (person, list) pair.")
    if len(at) > 62:
        raise InputError(f"The events name {len(at)} lists, which is far too many. "
                         "Check that the second part of each pair is the list and not the person.")
    masks = np.array(list(seen.values()), dtype=np.int64)
    return list(at), ((masks[:, None] >> np.arange(len(at))) & 1).astype(bool)


# --- files -------------------------------------------------------------------------------------------------
def path_of(path: Any) -> Path:
    """Return the path of a file. Raises InputError for anything else than text or a path."""
    try:
        return Path(path)
    except TypeError as error:
        raise InputError(f"{path!r} is not the name of a file.") from error


def file_text(path: Path) -> str:
    """Return the text of a UTF-8 file. Raises InputError when it cannot be read, is empty or is not UTF-8."""
    try:
        size, raw = path.stat().st_size, b""
        if size <= _FILE_BYTES:
            raw = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputError(f"The file {path.name} cannot be read: {reason}.") from error
    if size > _FILE_BYTES:
        raise InputError(f"The file {path.name} is larger than {_FILE_BYTES // 10**6} MB. "
                         "Sum the persons to one row per history with a count column.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise InputError(f"The file {path.name} is not UTF-8 text. Save it again as UTF-8.", line=line) from error
    if "\0" in text:
        raise InputError(f"The file {path.name} holds zero bytes, so it is not UTF-8 text. Save it again as UTF-8.")
    if not text.strip():
        raise InputError(f"The file {path.name} is empty.")
    return text


def _separator(header: str) -> str:
    return max(",;\t", key=header.count)


def csv_rows(path: Path) -> tuple[list[str], npt.NDArray[np.bool_], IntArray | None]:
    """Return list names, flags (n, t) and persons per row (n,) or None of a CSV file."""
    text = file_text(path)
    separator = _separator(text.lstrip("\r\n").split("\n", 1)[0])
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    header: list[str] = []
    flags: list[list[bool]] = []
    weights: list[int] = []
    try:
        for row in rows:
            if not any(cell.strip() for cell in row):
                continue
            if not header:
                header = _header(row, rows.line_num)
                continue
            if separator == ";":
                _no_points(header, row, rows.line_num)
            _csv_line(header, row, rows.line_num, flags, weights)
    except csv.Error as error:
        raise InputError(f"This is not CSV: {error}.", line=rows.line_num) from error
    if not flags:
        raise InputError(f"The file {path.name} has a header but no rows.")
    names = [name for name in header if name.lower() != COUNT_COLUMN]
    counted = len(names) < len(header)
    if not counted:
        person_rows(len(flags))
    matrix = np.array(flags, dtype=bool).reshape(len(flags), len(names))
    return names, matrix, np.array(weights, dtype=np.int64) if counted else None


def _header(row: list[str], line: int) -> list[str]:
    header = [cell.strip() for cell in row]
    counted = [name for name in header if name.lower() == COUNT_COLUMN]
    if len(counted) > 1:
        raise InputError(f"The column {COUNT_COLUMN!r} occurs twice.", line=line)
    if {"0", "1"} & set(header):
        raise InputError("The header is missing: the first row must hold the names of the lists, not 0 and 1.",
                         line=line)
    if len(header) - len(counted) < 2:
        raise InputError("An estimate needs at least two lists: a column of 0 and 1 for each.", line=line)
    return header


def _no_points(header: Sequence[str], row: Sequence[str], line: int) -> None:
    """Refuse any point in a count: where columns are parted by ";", a point is no decimal sign."""
    for name, cell in zip(header, row, strict=False):
        if name.lower() == COUNT_COLUMN and "." in cell:
            raise InputError(f"The count {cell.strip()[:LONGEST]!r} is not whole, or its point separates thousands. "
                             "Write persons as a whole number without a point.", line=line)


def _csv_line(header: list[str], row: list[str], line: int, flags: list[list[bool]], weights: list[int]) -> None:
    if len(row) != len(header):
        raise InputError(f"This row has {len(row)} columns but the header has {len(header)}.", line=line)
    marks: list[bool] = []
    for name, cell in zip(header, row, strict=True):
        value = cell.strip()
        if name.lower() == COUNT_COLUMN:
            weights.append(whole_count(value, line))
        elif value in {"0", "1"}:
            marks.append(value == "1")
        else:
            raise InputError(f"Column {name!r} holds {value!r}; a list column holds only 0 and 1.", line=line)
    if not any(marks) and (len(marks) == len(header) or weights[-1] > 0):
        raise InputError("This row counts persons who are on no list. Nobody can have seen them; leave the row out.",
                         line=line)
    flags.append(marks)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise InputError(f"The field {twice!r} occurs twice in one object of the file.")
    return found


def json_object(path: Path) -> Mapping[str, Any]:
    """Return the object in a JSON file. Raises InputError with the line when it is not JSON or not an object."""
    text = file_text(path)
    try:
        data = json.loads(text, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        raise InputError(f"This is not JSON: {error.msg}.", line=error.lineno) from error
    except InputError:
        raise
    except ValueError as error:                  # Python refuses to read thousands of digits
        raise InputError("The file holds a number of thousands of digits, which is no count of persons.") from error
    except RecursionError as error:
        raise InputError("This JSON is nested too deep to be a capture table.") from error
    if not isinstance(data, Mapping):
        raise InputError("The file must hold one object with \"lists\" and \"histories\".")
    return data


def json_parts(data: Mapping[str, Any]) -> tuple[list[str], list[Any]]:
    """Return lists and histories of the object. Raises InputError when one of them is missing or no array."""
    parts = []
    for field in ("lists", "histories"):
        value = data.get(field) if isinstance(data, Mapping) else None
        if not isinstance(value, (list, tuple)):
            raise InputError(f"The object needs the field \"{field}\" with an array.")
        parts.append(list(value))
    if not all(isinstance(name, str) for name in parts[0]):
        raise InputError("The names of the lists must be text.")
    return parts[0], parts[1]
