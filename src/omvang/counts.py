"""Counts of persons: what is a whole number of them, alone, in a row or in a table. Everything else is refused."""

from __future__ import annotations

import math
import re
from typing import Any

import numpy as np
import numpy.typing as npt

from omvang.errors import InputError, counted_in

MAX_COUNT = 100_000_000
_WHOLE = re.compile(r"[+-]?[0-9]+(\.0{1,2})?")
LONGEST = 40                                     # characters; longer text is no count of persons

IntArray = npt.NDArray[np.int64]


def whole_count(value: Any, line: int | None = None) -> int:
    """Return a count of persons as int. Raises InputError for anything else than a whole number >= 0."""
    if isinstance(value, str):
        value = _number(value, line)
    if isinstance(value, bool) or not isinstance(value, (int, float, np.integer, np.floating)):
        raise InputError(f"The count {value!r} is not a number. Give a whole number of persons.", line=line)
    if not isinstance(value, int) and not math.isfinite(value):
        raise InputError(f"The count {value} is not a finite number. Give a whole number of persons.", line=line)
    shown = value if -10**20 < value < 10**20 else "given"      # thousands of digits cannot be shown
    if value < 0:
        raise InputError(f"The count {shown} is negative. Give the number of persons, 0 or more.", line=line)
    if value != int(value):
        raise InputError(f"The count {shown} is not whole. Persons are counted in whole numbers.", line=line)
    if value > MAX_COUNT:
        raise InputError(f"The count {shown} is above {MAX_COUNT}, more than any list of persons holds. "
                         "Check the unit of the column.", line=line)
    return int(value)


def _number(text: str, line: int | None) -> float | int:
    """Read a count as text. A point is refused where it may separate thousands: 1.000 is a thousand in many places."""
    bare = text.strip()
    if len(bare) <= LONGEST and _WHOLE.fullmatch(bare):
        return int(bare.partition(".")[0])
    if "." in bare and bare.isascii() and _is_float(bare):
        raise InputError(f"The count {bare[:LONGEST]!r} is not whole, or its point separates thousands. Write persons "
                         "as a whole number without a point.", line=line)
    if "_" in bare or not bare.isascii() or not _is_float(bare):
        raise InputError(f"The count {bare[:LONGEST]!r} is not a number. Give a whole number of persons.", line=line)
    return float(bare)


def _is_float(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def whole_counts(values: Any) -> IntArray:
    """Return a fresh int64 array of counts. Raises InputError with the number (1 is the first) that is wrong."""
    _refuse_gaps_and_flags(values)
    try:
        array = np.asarray(values)
    except ValueError as error:
        raise InputError("Counts must be one row of numbers.") from error
    if array.ndim != 1:
        raise InputError(f"Counts must be one row of numbers, not an array of {array.ndim} dimensions.")
    with counted_in("Count"):
        if array.dtype.kind not in "iuf":
            return np.array([whole_count(value, row) for row, value in enumerate(array.tolist(), 1)], dtype=np.int64)
        with np.errstate(invalid="ignore"):
            wrong = ~((array >= 0) & (array <= MAX_COUNT) & (array == np.floor(array)))
        if wrong.any():
            row = int(np.flatnonzero(wrong)[0])
            whole_count(array[row].item(), row + 1)
    return array.astype(np.int64)


def _refuse_gaps_and_flags(values: Any) -> None:
    """Refuse masked values, and flags among numbers: numpy would read both as if they were counts."""
    if np.ma.is_masked(values):
        row = int(np.flatnonzero(np.ma.getmaskarray(values).ravel())[0]) + 1
        raise InputError("The count is masked, which is no number of persons. Give 0 for nobody.", line=row,
                         unit="Count")
    if isinstance(values, (list, tuple)):
        for row, value in enumerate(values, 1):
            if isinstance(value, (bool, np.bool_)):
                raise InputError(f"The count {value!r} is not a number. Give a whole number of persons.", line=row,
                                 unit="Count")
            if isinstance(value, (list, tuple)):
                _refuse_gaps_and_flags(value)


def whole_table(values: Any) -> IntArray:
    """Return a fresh int64 table of counts (S, C). Raises InputError for another shape or what is no count."""
    _refuse_gaps_and_flags(values)
    try:
        array = np.asarray(values)
    except ValueError as error:
        raise InputError("Counts must be a table of numbers.") from error
    if array.ndim != 2:
        raise InputError(f"Counts must be a table of numbers, not an array of {array.ndim} dimensions.")
    return np.asarray(whole_counts(array.ravel()).reshape(array.shape))


def counts_of_rows(flags: npt.NDArray[np.bool_], weights: IntArray | None) -> IntArray:
    """Sum rows of flags (n, t), with weights (n,) or one person each, to counts per history (2**t - 1,).

    Raises InputError if a row with persons is on no list, or a sum exceeds MAX_COUNT.
    """
    t = flags.shape[1]
    masks = (flags.astype(np.int64) << np.arange(t)).sum(axis=1)
    persons = np.ones(len(masks), dtype=np.int64) if weights is None else weights
    if bool(((masks == 0) & (persons > 0)).any()):
        row = int(np.flatnonzero((masks == 0) & (persons > 0))[0]) + 1
        raise InputError(f"Row {row} counts persons who are on no list. Nobody can have seen them; leave them out.")
    total = np.zeros(2**t, dtype=np.int64)
    np.add.at(total, masks, persons)
    return whole_counts(total[1:])
