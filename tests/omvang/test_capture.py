"""The capture table: reading, counting and changing lists."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from omvang.capture import CaptureTable, history_matrix
from omvang.errors import InputError

LISTS = ("A", "B", "C")
HISTORIES = {"100": 5, "010": 3, "001": 4, "110": 2, "011": 1}
TABLE = CaptureTable.from_histories(LISTS, HISTORIES)


def test_the_first_list_varies_fastest() -> None:
    assert TABLE.labels == ("100", "010", "110", "001", "101", "011", "111")
    assert TABLE.counts.tolist() == [5, 3, 2, 4, 0, 1, 0]
    assert history_matrix(2).tolist() == [[True, False], [False, True], [True, True]]
    assert TABLE.observed == 15
    assert TABLE.t == 3


def test_overlaps_hold_sizes_on_the_diagonal() -> None:
    assert TABLE.overlaps().tolist() == [[7, 2, 0], [2, 6, 1], [0, 1, 5]]


def test_repeated_histories_are_summed_and_missing_ones_are_nought() -> None:
    pairs = [("100", 2), ("100", 3), ((0, 1, 0), 3), ([0, 0, 1], 4), ("110", np.int64(2)), ("011", 1.0), ("000", 0)]
    assert CaptureTable.from_histories(LISTS, pairs) == TABLE
    objects = [{"h": h, "count": n} for h, n in HISTORIES.items()]
    assert CaptureTable.from_histories(LISTS, objects) == TABLE


def test_a_table_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="read-only"):
        TABLE.counts[0] = 9
    with pytest.raises(AttributeError):
        TABLE.lists = ("X", "Y", "Z")  # type: ignore[misc]  # the point of the test


def test_the_array_that_was_given_stays_the_callers_own() -> None:
    counts = np.array([5, 3, 2])
    table = CaptureTable(("A", "B"), counts)
    counts[0] = 99
    assert table.counts[0] == 5


def test_a_dropped_list_takes_its_own_persons_with_it() -> None:
    smaller = TABLE.drop_list("A")
    assert smaller.lists == ("B", "C")
    assert smaller.counts.tolist() == [5, 4, 1]
    assert smaller.observed == TABLE.observed - 5


def test_merged_lists_stand_where_the_first_stood() -> None:
    merged = TABLE.merge_lists(["C", "A"], into="AC")
    assert merged.lists == ("AC", "B")
    assert merged.counts.tolist() == [9, 3, 3]
    assert TABLE.merge_lists(["A", "C"]).lists == ("A+C", "B")


def test_reordering_keeps_every_history() -> None:
    assert TABLE.reorder(("C", "A", "B")).reorder(LISTS) == TABLE


def test_a_csv_file_with_counts_and_one_with_persons_give_one_table(tmp_path: Path) -> None:
    counted = tmp_path / "counted.csv"
    counted.write_text("A;B;C;Count\n" + "".join(f"{';'.join(h)};{n}\n" for h, n in HISTORIES.items()), "utf-8-sig")
    persons = tmp_path / "persons.csv"
    persons.write_text("A,B,C\r\n" + "".join(f"{','.join(h)}\r\n" * n for h, n in HISTORIES.items()), "utf-8")
    assert CaptureTable.read_csv(counted) == TABLE
    assert CaptureTable.read(persons) == TABLE


def test_a_json_file_is_what_to_dict_gives(tmp_path: Path) -> None:
    file = tmp_path / "table.json"
    file.write_text(json.dumps(TABLE.to_dict()), "utf-8")
    assert CaptureTable.read(file) == TABLE
    assert CaptureTable.read_json(str(file)).fingerprint() == TABLE.fingerprint()


def test_frames_of_columns_of_rows_and_with_counts_give_one_table() -> None:
    persons = np.repeat(TABLE.histories, TABLE.counts, axis=0)
    columns = {name: persons[:, j].astype(int) for j, name in enumerate(LISTS)}
    rows = [{name: bool(row[j]) for j, name in enumerate(LISTS)} for row in persons]
    counted = {name: TABLE.histories[:, j] for j, name in enumerate(LISTS)} | {"n": TABLE.counts}

    class Frame:
        columns = LISTS

        def __getitem__(self, name: str) -> np.ndarray:
            return persons[:, LISTS.index(name)].astype(float)

    assert CaptureTable.from_frame(columns) == TABLE
    assert CaptureTable.from_frame(rows) == TABLE
    assert CaptureTable.from_frame(Frame()) == TABLE
    assert CaptureTable.from_frame(counted, count="n") == TABLE
    assert CaptureTable.from_frame(columns | {"age": columns["A"]}, lists=LISTS) == TABLE
    with pytest.raises(InputError, match="no column 'D'"):
        CaptureTable.from_frame(columns, lists=["A", "D"])


def test_a_person_reported_twice_by_one_list_counts_once() -> None:
    events = [("p", "A"), ("p", "A"), ("p", "B"), ("q", "B"), (3, "A")]
    assert CaptureTable.from_events(events) == CaptureTable.from_histories("AB", {"10": 1, "11": 1, "01": 1})
    assert CaptureTable.from_events(np.array([["p", "A"], ["q", "B"]])).observed == 2


def test_the_fingerprint_tells_tables_apart() -> None:
    other = CaptureTable.from_histories(LISTS, HISTORIES | {"111": 1})
    assert other.fingerprint() != TABLE.fingerprint()
    assert CaptureTable.from_histories(("A", "B", "D"), HISTORIES).fingerprint() != TABLE.fingerprint()
    assert other != TABLE
    assert TABLE != "table"
    assert len({TABLE, CaptureTable.from_mapping(TABLE.to_dict())}) == 1
