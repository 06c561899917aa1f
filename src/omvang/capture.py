"""The capture table: how many persons were seen on exactly which lists.

Order, everywhere in this library: row ``i`` of a table over ``t`` lists (0 <= i < 2**t - 1) is the history
with bit mask ``i + 1``; list ``j`` saw the person when ``(i + 1) >> j & 1``. The first list varies fastest.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from omvang import reading
from omvang.counts import counts_of_rows, whole_counts
from omvang.errors import InputError

MAX_LISTS = 10

IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]


def history_matrix(t: int) -> BoolArray:
    """Return the (2**t - 1, t) matrix of observable histories over t lists, in the order of this module.

    Raises InputError unless t is a whole number from 1 to 10.
    """
    if isinstance(t, bool) or not isinstance(t, (int, np.integer)) or not 1 <= t <= MAX_LISTS:
        raise InputError(f"The number of lists must be a whole number from 1 to {MAX_LISTS}, not {t!r}.")
    masks = np.arange(1, 2**t)
    return ((masks[:, None] >> np.arange(t)) & 1).astype(bool)


def _check_names(lists: Sequence[str]) -> tuple[str, ...]:
    if not isinstance(lists, Iterable):
        raise InputError(f"Give the names of the lists, such as [\"A\", \"B\"], not {lists!r}.")
    given = list(lists)
    if any(isinstance(name, bool) or not isinstance(name, (str, int, np.integer)) for name in given):
        raise InputError("The name of a list must be text.")
    names = tuple(str(name).strip() for name in given)
    if len(names) < 2:
        raise InputError("An estimate needs at least two lists; this table has "
                         f"{len(names)}. Add a second independent source.")
    if len(names) > MAX_LISTS:
        raise InputError(f"This table has {len(names)} lists; at most {MAX_LISTS} are supported. "
                         "Merge lists that resemble each other with merge_lists.")
    if any(not name for name in names):
        raise InputError("A list has no name. Give every list a name.")
    if len(set(names)) != len(names):
        twice = sorted({name for name in names if names.count(name) > 1})
        raise InputError(f"The list name {twice[0]!r} occurs twice. Give every list its own name.")
    if any(":" in name for name in names):
        raise InputError("A list name contains ':', which separates the lists of a term. Rename the list.")
    return names


def _check_persons(names: tuple[str, ...], counts: IntArray) -> None:
    seen = history_matrix(len(names))
    if counts.sum() == 0:
        raise InputError("The table holds no persons. Give at least one history with a positive count.")
    for j, name in enumerate(names):
        if counts[seen[:, j]].sum() == 0:
            raise InputError(f"List {name!r} has no persons. Leave it out with drop_list or add its persons.")
    for j in range(len(names)):
        for k in range(j + 1, len(names)):
            if counts[seen[:, j] != seen[:, k]].sum() == 0:
                raise InputError(f"Lists {names[j]!r} and {names[k]!r} hold exactly the same persons. "
                                 "They are one list: merge them or leave one out.")


@dataclass(frozen=True, eq=False)
class CaptureTable:
    """Persons counted by capture history. Immutable; build it with one of the ``from_`` or ``read_`` methods.

    lists: names of the t lists, 2 <= t <= 10, all different, without ``:``.
    counts: int64 array of shape (2**t - 1,), persons per history, in the order of this module.

    Raises InputError when there are fewer than two lists or more than ten, a list without persons, two lists
    with exactly the same persons, or a count that is negative, not whole, or above 100 million.
    """

    lists: tuple[str, ...]
    counts: IntArray

    def __post_init__(self) -> None:
        names = _check_names(self.lists)
        counts = whole_counts(self.counts)
        if counts.shape != (2 ** len(names) - 1,):
            raise InputError(f"A table over {len(names)} lists has {2 ** len(names) - 1} histories; "
                             f"{counts.size} counts were given.")
        _check_persons(names, counts)
        counts.setflags(write=False)
        object.__setattr__(self, "lists", names)
        object.__setattr__(self, "counts", counts)

    # --- what it holds -------------------------------------------------------------------------------------
    @property
    def t(self) -> int:
        """Number of lists."""
        return len(self.lists)

    @property
    def observed(self) -> int:
        """Number of persons seen on at least one list."""
        return int(self.counts.sum())

    @cached_property
    def histories(self) -> BoolArray:
        """The (2**t - 1, t) matrix: row i is the history whose count is ``counts[i]``."""
        seen = history_matrix(self.t)
        seen.setflags(write=False)
        return seen

    @property
    def labels(self) -> tuple[str, ...]:
        """The histories as text of zeros and ones, one character per list, in the order of `counts`."""
        return tuple("".join("1" if flag else "0" for flag in row) for row in self.histories)

    def overlaps(self) -> IntArray:
        """Return the (t, t) matrix of persons on both lists; the diagonal holds the size of each list."""
        seen = self.histories.astype(np.int64)
        return np.asarray((seen * self.counts[:, None]).T @ seen, dtype=np.int64)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, CaptureTable):
            return NotImplemented
        return self.lists == other.lists and bool(np.array_equal(self.counts, other.counts))

    def __hash__(self) -> int:
        return hash((self.lists, self.counts.tobytes()))

    def to_dict(self) -> dict[str, Any]:
        """Return lists and non-empty histories, in the shape that `read_json` reads."""
        filled = [{"h": h, "count": int(n)} for h, n in zip(self.labels, self.counts, strict=True) if n > 0]
        return {"lists": list(self.lists), "histories": filled}

    def fingerprint(self) -> str:
        """Return the SHA-256 (hexadecimal) of the table: the same data give the same text on every machine."""
        text = json.dumps(self.to_dict(), sort_keys=True, ensure_ascii=True, separators=(",", ":"))
        return hashlib.sha256(text.encode("ascii")).hexdigest()

    # --- other tables from this one ------------------------------------------------------------------------
    def _position(self, name: str) -> int:
        if name not in self.lists:
            raise InputError(f"There is no list {name!r}; the lists are {', '.join(self.lists)}.")
        return self.lists.index(name)

    def _collapse(self, names: Sequence[str], columns: BoolArray) -> CaptureTable:
        """Count again by the (2**t - 1, u) boolean columns of the new lists; rows without any list vanish."""
        masks = (columns.astype(np.int64) << np.arange(columns.shape[1])).sum(axis=1)
        counts = np.bincount(masks, weights=self.counts, minlength=2 ** columns.shape[1])[1:]
        return CaptureTable(tuple(names), counts.astype(np.int64))

    def drop_list(self, name: str) -> CaptureTable:
        """Return the table without one list; persons who were on that list alone are no longer observed.

        Raises InputError if there is no such list or fewer than two would be left.
        """
        at = self._position(name)
        names = [other for other in self.lists if other != name]
        return self._collapse(names, np.delete(self.histories, at, axis=1))

    def merge_lists(self, names: Sequence[str], into: str | None = None) -> CaptureTable:
        """Return the table in which `names` are one list, called `into` (default: their names joined by +).

        The merged list stands where the first of them stood. Raises InputError for an unknown list, fewer
        than two different names, or when fewer than two lists would be left.
        """
        at = [self._position(name) for name in names]
        if len(set(at)) < 2:
            raise InputError("Merging needs at least two different lists.")
        first = min(at)
        keep = [j for j in range(self.t) if j == first or j not in at]
        columns = np.stack([self.histories[:, at].any(axis=1) if j == first else self.histories[:, j]
                            for j in keep], axis=1)
        label = into if into is not None else "+".join(self.lists[j] for j in sorted(set(at)))
        return self._collapse([label if j == first else self.lists[j] for j in keep], columns)

    def reorder(self, names: Sequence[str]) -> CaptureTable:
        """Return the same table with its lists in another order. Raises InputError unless `names` are they."""
        if sorted(names) != sorted(self.lists):
            raise InputError("The new order must name every list of the table once.")
        return self._collapse(names, self.histories[:, [self._position(name) for name in names]])

    # --- from data -----------------------------------------------------------------------------------------
    @classmethod
    def from_histories(cls, lists: Sequence[str], histories: reading.Histories) -> CaptureTable:
        """Build from histories with counts. Missing histories count 0, repeated ones are summed.

        histories: a mapping ``{"101": 4}``, or an iterable of ``("101", 4)`` pairs or ``{"h": "101", "count": 4}``
        objects; a history is text of zeros and ones or a sequence of 0/1 flags, one for each list.
        Raises InputError (with the number of the history) for a wrong length, another character than 0 or 1,
        a person on no list, or a count that is negative, fractional or not a number.
        """
        names = _check_names(lists)
        return cls(names, reading.counts_of_histories(len(names), histories))

    @classmethod
    def from_frame(cls, frame: Any, lists: Sequence[str] | None = None, *,
                   count: str | None = "count") -> CaptureTable:
        """Build from person rows, or from rows with a count column.

        frame: a mapping of columns, a data frame (anything with ``columns`` and ``frame[name]``), or a sequence
        of row mappings. lists: the columns that hold 0/1 flags; default all but `count`. count: the name of the
        column with persons per row; when there is no such column, every row is one person.
        Raises InputError for unknown columns, other values than 0 and 1, or a million person rows or more
        (sum those to histories with a count first).
        """
        names, flags, weights = reading.frame_rows(frame, lists, count)
        checked = _check_names(names)
        return cls(checked, counts_of_rows(flags, weights))

    @classmethod
    def from_events(cls, events: Iterable[tuple[Any, Any]], lists: Sequence[str] | None = None) -> CaptureTable:
        """Build from (person, list) events; a person who was reported twice by one list counts once.

        lists: the order of the lists; default the order in which they first occur.
        Raises InputError for an event that is no pair, a missing person or list, or a list not in `lists`.
        """
        names, flags = reading.event_rows(events, lists)
        checked = _check_names(names)
        return cls(checked, counts_of_rows(flags, None))

    @classmethod
    def read_csv(cls, path: str | Path) -> CaptureTable:
        """Read a UTF-8 CSV file: a column of 0/1 per list and ``count``, or person rows without ``count``.

        Separator comma, semicolon or tab. Raises InputError with the line that is wrong.
        """
        names, flags, weights = reading.csv_rows(reading.path_of(path))
        checked = _check_names(names)
        return cls(checked, counts_of_rows(flags, weights))

    @classmethod
    def read_json(cls, path: str | Path) -> CaptureTable:
        """Read ``{"lists": [...], "histories": [{"h": "101", "count": 4}]}`` from a UTF-8 JSON file.

        Raises InputError when the file cannot be read or is not of this shape.
        """
        return cls.from_mapping(reading.json_object(reading.path_of(path)))

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any]) -> CaptureTable:
        """Build from the object of `to_dict`. Raises InputError when it is not of that shape."""
        lists, histories = reading.json_parts(data)
        return cls.from_histories(lists, histories)

    @classmethod
    def read(cls, path: str | Path) -> CaptureTable:
        """Read a file by its name: ``.json`` as JSON, everything else as CSV."""
        named = reading.path_of(path)
        return cls.read_json(named) if named.suffix.lower() == ".json" else cls.read_csv(named)


def check_table(table: object) -> CaptureTable:
    """Return the table. Raises InputError for anything else than a CaptureTable."""
    if not isinstance(table, CaptureTable):
        raise InputError(f"An estimator fits a CaptureTable, not {type(table).__name__}. "
                         "Make one with CaptureTable.from_histories or CaptureTable.read.")
    return table
