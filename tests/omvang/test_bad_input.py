"""Bad input is refused with an OmvangError that says what to do; it never gives a number that looks fine."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from omvang.averaging import BestModel, ModelAverage
from omvang.capture import CaptureTable
from omvang.chao import Chao, Zelterman
from omvang.corrected import CorrectedIndependence
from omvang.errors import InputError, NoEstimateError, OmvangError
from omvang.heterogeneity import Heterogeneity
from omvang.loglinear import LogLinear
from omvang.methods import estimator
from omvang.stepwise import StepwisePoisson
from omvang.twolist import Chapman, LincolnPetersen, chapman, lincoln_petersen

THREE = ("A", "B", "C")
GOOD = {"100": 40, "010": 30, "001": 20, "110": 6, "011": 3, "101": 4}


@pytest.mark.parametrize(("count", "words"), [
    (-1, "negative"), (2.5, "not whole"), (float("nan"), "not a finite number"), (float("inf"), "not a finite number"),
    (10**9, "above 100000000"), ("four", "not a number"), (None, "not a number"), (True, "not a number"),
    ("1e400", "not a finite number")])
def test_a_wrong_count_is_refused_with_its_place(count: Any, words: str) -> None:
    with pytest.raises(InputError, match=f"History 2: .*{words}"):
        CaptureTable.from_histories(THREE, [("100", 5), ("010", count)])


@pytest.mark.parametrize("counts", [np.array([-1, 2, 3]), np.array([1.5, 2, 3]), np.array([np.nan, 2, 3]),
                                    np.array([10**9, 2, 3]), np.array(["a", "b", "c"]), np.array([1, 2]),
                                    np.array([[1, 2, 3]]), np.array([1 + 2j, 2, 3]), np.array([True, True, True]),
                                    [True, 2, 3], (2, np.True_, 3), np.ma.masked_array([1, 2, 3], [False, True, False]),
                                    [[1, 2], 3]])
def test_a_wrong_array_of_counts_is_refused(counts: Any) -> None:
    with pytest.raises(InputError):
        CaptureTable(("A", "B"), counts)


@pytest.mark.parametrize(("history", "words"), [
    ("10", "2 places but there are 3"), ("1010", "4 places"), ("1x0", "only 0 and 1"), (101, "zeros and ones"),
    ("000", "without any list"), ((1, 0, 2), "only 0 and 1")])
def test_a_wrong_history_is_refused_with_its_place(history: Any, words: str) -> None:
    with pytest.raises(InputError, match=f"History 1: .*{words}") as caught:
        CaptureTable.from_histories(THREE, [(history, 5)])
    assert caught.value.line == 1


@pytest.mark.parametrize(("lists", "histories", "words"), [
    (["A"], {"1": 5}, "at least two lists"),
    ([f"L{j}" for j in range(20)], {"1" * 20: 5}, "at most 10"),
    (["A", "A"], {"10": 5}, "occurs twice"), (["A", ""], {"10": 5}, "no name"), (["A:B", "C"], {"10": 5}, "':'"),
    (["A", "B"], {}, "no persons"), (["A", "B"], {"10": 0}, "no persons"),
    (["A", "B"], {"10": 5}, "'B' has no persons"),
    (["A", "B"], {"11": 5}, "exactly the same persons"), (["A", "B"], 7, "mapping"), (["A", "B"], "10", "mapping"),
    (["A", "B"], [("10",)], "not a history"), (["A", "B"], [{"h": "10"}], "\"count\"")])
def test_a_wrong_table_is_refused(lists: list[str], histories: Any, words: str) -> None:
    with pytest.raises(InputError, match=words):
        CaptureTable.from_histories(lists, histories)


def test_identical_lists_in_a_larger_table_are_named() -> None:
    with pytest.raises(InputError, match="'A' and 'C' hold exactly the same persons"):
        CaptureTable.from_histories(THREE, {"101": 5, "111": 2, "010": 9})


def test_a_million_person_rows_are_refused_and_fewer_are_read() -> None:
    flags = np.tile([[1, 0], [0, 1], [1, 1]], (400_000, 1))
    with pytest.raises(InputError, match="Sum them to one row per history"):
        CaptureTable.from_frame({"A": flags[:, 0], "B": flags[:, 1]})
    assert CaptureTable.from_frame({"A": flags[:600_000, 0], "B": flags[:600_000, 1]}).observed == 600_000
    assert CaptureTable.from_frame({"A": [1, 0, 1], "B": [0, 1, 1], "count": [10**6] * 3}).observed == 3 * 10**6


@pytest.mark.parametrize(("frame", "words"), [
    ({"A": [1, 2], "B": [0, 1]}, "Row 2: Column 'A'"), ({"A": [1.0, np.nan], "B": [0, 1]}, "only 0 and 1"),
    ({"A": [1, 0], "B": [0]}, "differ in length"), ({"A": [1], "B": [0], "count": [1, 2]}, "differ in length"),
    ({"A": [], "B": []}, "no rows"), ({}, "no list columns"), ([], "at least one row"), (5, "Give a data frame"),
    ([{"A": 1, "B": 0}, {"A": 1}], "other columns"), ({"A": [1, 0], "B": [0, 0]}, "on no list"),
    ({"A": [[1, 0], [0, 1]], "B": [[1, 1], [0, 1]]}, "one row"), ({"A": [[1], [0, 1]], "B": [1, 1]}, "one row"),
    ({"A": np.ma.masked_array([1, 0], [False, True]), "B": [1, 1]}, "masked"),
    ({"A": [1, 0], "B": [1, 1], "count": [True, 4]}, "Count 1"),
    ({"A": [1, 0], "B": [1, 1], "count": np.ma.masked_array([2, 4], [False, True])}, "Count 2: .*masked")])
def test_a_wrong_frame_is_refused(frame: Any, words: str) -> None:
    with pytest.raises(InputError, match=words):
        CaptureTable.from_frame(frame)


@pytest.mark.parametrize(("events", "words"), [
    ([], "no events"), ([("p", "A"), ("p",)], "Event 2"), ([("p", "A"), (None, "B")], "lacks"), ("pA", "pairs"),
    ([("p", "A"), (float("nan"), "B")], "lacks"), ([(["p"], "A")], "number or text"), (7, "pairs"),
    ([(1, f"person {j}") for j in range(70)], "too many")])
def test_wrong_events_are_refused(events: Any, words: str) -> None:
    with pytest.raises(InputError, match=words):
        CaptureTable.from_events(events)


def test_an_event_of_an_unknown_list_is_refused() -> None:
    with pytest.raises(InputError, match=r"Event 2: There is no list 'X'"):
        CaptureTable.from_events([("p", "A"), ("p", "X")], lists=["A", "B"])


CSV: list[tuple[bytes, str]] = [
    (b"", "is empty"), (b"  \n\n", "is empty"), (b"A,B,count\n", "no rows"), (b"A,B,count\n1,0,5\n0,1\n", "Line 3"),
    (b"A,B,count\n1,0,5\n0,1,-2\n", "Line 3: .*negative"), (b"A,B,count\n1,0,5\n0,1,1.5\n", "Line 3: .*not whole"),
    (b"A,B,count\n1,0,5\n0,1,nan\n", "Line 3: .*not a finite"), (b"A,B,count\n1,0,5\n0,1,\n", "Line 3: .*not a number"),
    (b"A,B,count\n1,0,5\n0,0,2\n", "Line 3: .*on no list"), (b"A,B\n1,0\n0,x\n", "Line 3: Column 'B'"),
    (b"A,B,count\n1,0,5\n0,1,1000000000\n", "Line 3: .*above"), (b"count\n5\n", "at least two lists"),
    ("A,B,count\n1,0,5\n".encode("utf-16"), "not UTF-8"), (b"Caf\xe9,B,count\n1,0,5\n0,1,2\n", "Line 1: .*not UTF-8"),
    (b"A\0,B\n1,0\n", "zero bytes"), (b"A,A,count\n1,0,5\n0,1,2\n", "occurs twice"),
    (b"A,B,count,count\n1,0,5,5\n0,1,2,2\n", "twice"), (b"\x89PNG\r\n\x1a\n\xff\xfe", "not UTF-8")]


@pytest.mark.parametrize(("content", "words"), CSV)
def test_a_wrong_csv_file_is_refused_with_its_line(content: bytes, words: str, tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    file.write_bytes(content)
    with pytest.raises(InputError, match=words):
        CaptureTable.read(file)


@pytest.mark.parametrize(("content", "words"), [
    (b"{", "Line 1: This is not JSON"), (b"[]", "one object"), (b"{}", "\"lists\""), (b"", "is empty"),
    (b'{"lists": ["A", "B"]}', "\"histories\""), (b'{"lists": [1, 2], "histories": []}', "must be text"),
    (b'{"lists": ["A", "B"], "histories": [{"h": "10", "count": NaN}]}', "not a finite"),
    (b"[" * 100_000, "deep|not JSON")])
def test_a_wrong_json_file_is_refused(content: bytes, words: str, tmp_path: Path) -> None:
    file = tmp_path / "table.json"
    file.write_bytes(content)
    with pytest.raises(InputError, match=words):
        CaptureTable.read(file)


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        CaptureTable.read_csv(tmp_path / "absent.csv")
    with pytest.raises(InputError, match="cannot be read"):
        CaptureTable.read_json(tmp_path)


@pytest.mark.parametrize("change", [
    lambda table: table.drop_list("X"), lambda table: table.merge_lists(["A"]),
    lambda table: table.merge_lists(["A", "X"]),
    lambda table: table.merge_lists(["A", "A"]), lambda table: table.merge_lists(["A", "B", "C"]),
    lambda table: table.merge_lists(["A", "B"], into="C"), lambda table: table.reorder(["A", "B"])])
def test_a_wrong_change_of_the_lists_is_refused(change: Callable[[CaptureTable], Any]) -> None:
    with pytest.raises(InputError):
        change(CaptureTable.from_histories(THREE, GOOD))


@pytest.mark.parametrize("make", [
    lambda: StepwisePoisson(-0.1), lambda: StepwisePoisson(1.1), lambda: StepwisePoisson(float("nan")),
    lambda: StepwisePoisson("0.02"), lambda: BestModel("cic"), lambda: ModelAverage(top=0), lambda: Heterogeneity("x"),
    lambda: estimator("guess"), lambda: estimator("chao", threshold=0.1), lambda: chapman(5, 5, 6),
    lambda: chapman(-1, 5, 0), lambda: chapman(5, 5.5, 1)])
def test_a_wrong_option_is_refused(make: Callable[[], Any]) -> None:
    with pytest.raises(InputError):
        make()


@pytest.mark.parametrize("make", [
    lambda table: LogLinear(("A:X",)).fit(table), lambda table: LogLinear(("A:A",)).fit(table),
    lambda table: LogLinear("A:B").fit(table), lambda table: LogLinear(("A:B:B",)).fit(table),
    lambda table: ModelAverage(max_order=0).fit(table), lambda table: Chapman(("A", "X")).fit(table),
    lambda table: Chapman(("A", "A")).fit(table)])
def test_a_model_that_the_table_cannot_have_is_refused(make: Callable[[CaptureTable], Any]) -> None:
    with pytest.raises(InputError):
        make(CaptureTable.from_histories(THREE, GOOD))


@pytest.mark.parametrize("options", [
    {"method": "magic"}, {"method": "bca"}, {"method": "bca", "seed": -1}, {"method": "bca", "seed": 1, "level": 1.0},
    {"method": "bca", "seed": 1, "replicates": 5}, {"method": "bca", "seed": 1, "replicates": 1e3},
    {"method": "bca", "rng": 5}, {"method": "bca", "seed": 1, "rng": np.random.default_rng(1)},
    {"method": "wald", "seed": 1}, {"method": "wald", "level": 0}, {"method": "bca", "seed": 1, "batch_size": 0}])
def test_a_wrong_interval_is_refused(options: dict[str, Any]) -> None:
    fit = StepwisePoisson().fit(CaptureTable.from_histories(THREE, GOOD))
    with pytest.raises(InputError):
        fit.conf_int(**options)


NO_OVERLAP = CaptureTable.from_histories(THREE, {"100": 40, "010": 30, "001": 20})
ALL_TWICE = CaptureTable.from_histories(THREE, {"110": 40, "011": 30, "101": 20})


@pytest.mark.parametrize("method", [StepwisePoisson(), LogLinear(), BestModel(), ModelAverage(), Chao(), Zelterman(),
                                    CorrectedIndependence(), Heterogeneity("none"), Heterogeneity("darroch")])
def test_lists_without_overlap_have_no_estimate_by_any_method(method: Any) -> None:
    with pytest.raises(NoEstimateError):
        method.fit(NO_OVERLAP)


def test_lists_without_overlap_are_named() -> None:
    with pytest.raises(NoEstimateError, match="A:B, A:C, B:C") as caught:
        StepwisePoisson().fit(NO_OVERLAP)
    assert caught.value.terms == ("A:B", "A:C", "B:C")


def test_two_lists_without_overlap_have_no_estimate() -> None:
    table = CaptureTable.from_histories("AB", {"10": 5, "01": 5})
    for method in (Chapman(), LincolnPetersen(), StepwisePoisson()):
        with pytest.raises(NoEstimateError, match="A"):
            method.fit(table)
    with pytest.raises(NoEstimateError):
        lincoln_petersen(5, 5, 0)


def test_nobody_on_one_list_alone_gives_no_false_estimate() -> None:
    for method in (StepwisePoisson(), Chao(), Zelterman(), BestModel(), Heterogeneity("chao")):
        try:
            fit = method.fit(ALL_TWICE)
        except OmvangError:
            continue
        assert fit.hidden > 0


def test_the_trap_is_refused_with_the_term_named(trap: CaptureTable) -> None:
    """With A:B a plain generalised linear model answers hidden = 0; here the answer is a refusal that names A:B."""
    with pytest.raises(NoEstimateError, match="No maximum likelihood estimate exists with the term A:B") as caught:
        LogLinear(("A:B",)).fit(trap)
    assert caught.value.terms == ("A:B",)
    with pytest.raises(NoEstimateError, match="do not fix the population"):
        LogLinear(("A:B", "A:C", "B:C")).fit(trap)


NO_TRIPLE = CaptureTable.from_histories(THREE, {"100": 40, "010": 30, "001": 20, "110": 6, "101": 5, "011": 4})
PAIRS = ("A:B", "A:C", "B:C")


def _plain_model(table: CaptureTable, terms: tuple[str, ...]) -> float:
    """The hidden number by iteratively reweighted least squares without any check, as a plain program gives it."""
    seen = table.histories.astype(float)
    columns = [seen[:, [table.lists.index(name) for name in term.split(":")]].prod(axis=1) for term in terms]
    x = np.column_stack([np.ones(len(seen)), seen, *columns])
    y = table.counts.astype(float)
    mu = y + 0.1
    for _ in range(25):
        weighted = x * mu[:, None]
        theta = np.linalg.solve(x.T @ weighted, weighted.T @ (np.log(mu) + (y - mu) / mu))
        mu = np.exp(x @ theta)
    return float(np.exp(theta[0]))


def test_where_a_plain_model_answers_nobody_this_library_refuses() -> None:
    """Nobody is on all three lists: with all pairs in the model a plain program says that nobody is hidden."""
    assert _plain_model(NO_TRIPLE, PAIRS) < 1e-3
    with pytest.raises(NoEstimateError, match="No maximum likelihood estimate exists with the terms A:B, A:C, B:C"):
        LogLinear(PAIRS).fit(NO_TRIPLE)
    fit = StepwisePoisson(1.0).fit(NO_TRIPLE)
    assert fit.hidden > 100
    assert len(fit.terms) == 2
    assert set(fit.passed_over) == set(PAIRS) - set(fit.terms)


def test_where_a_plain_model_answers_billions_this_library_refuses(trap: CaptureTable) -> None:
    assert _plain_model(trap, ("A:B",)) > 1e9
    with pytest.raises(NoEstimateError):
        LogLinear(("A:B",)).fit(trap)


def test_the_stepwise_selection_passes_over_the_trap_and_says_so(trap: CaptureTable) -> None:
    fit = StepwisePoisson(1.0).fit(trap)
    assert "A:B" not in fit.terms
    assert fit.passed_over == ("A:B",)
    assert any("A:B" in reason for reason in fit.reasons)


def test_every_file_that_is_refused_is_refused_by_the_library_itself(tmp_path: Path) -> None:
    file = tmp_path / "t.json"
    for broken in ({"lists": ["A", "B"], "histories": [1]}, {"lists": ["A", "B"], "histories": [["10"]]},
                   {"lists": ["A", "B"], "histories": [{"h": None, "count": 1}]}, {"lists": [], "histories": []},
                   {"lists": ["A", "B"], "histories": [{"h": "10", "count": {}}]}):
        file.write_text(json.dumps(broken), "utf-8")
        with pytest.raises(OmvangError):
            CaptureTable.read(file)


def test_a_criterion_that_no_model_has_is_refused() -> None:
    """Four persons: the small-sample correction of AICc is infinite for every model."""
    with pytest.raises(OmvangError):
        ModelAverage("aicc").fit(CaptureTable.from_histories("ABC", {"100": 1, "010": 1, "111": 1, "011": 1}))
    fit = ModelAverage("aicc").fit(CaptureTable.from_histories("ABC", GOOD))
    assert fit.population > fit.observed
