"""Counts that can be read in two ways, tables without an estimate and arguments of the wrong kind are refused."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import omvang
from omvang.averaging import BestModel, ModelAverage
from omvang.capture import CaptureTable, history_matrix
from omvang.chao import Chao
from omvang.cli import main
from omvang.corrected import CorrectedIndependence
from omvang.diagnostics import compare, overlap_rows
from omvang.errors import InputError, NoEstimateError
from omvang.estimate import Judgement
from omvang.graphs import GraphAverage, sensitivity_panel
from omvang.heterogeneity import Heterogeneity
from omvang.loglinear import LogLinear
from omvang.models import fit_all
from omvang.probes import hide_lists, leave_one_out, merge_pairs, threshold_path
from omvang.stepwise import StepwisePoisson
from omvang.twolist import Chapman, LincolnPetersen, chapman, lincoln_petersen

HUGE = 10**400
INSIDE = CaptureTable.from_histories(["A", "B"], {"11": 5, "01": 4})


def _file(folder: Path, content: str, name: str = "table.csv") -> Path:
    path = folder / name
    path.write_text(content, "utf-8")
    return path


# --- counts ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("content", [
    "A;B;count\n1;0;1.000\n0;1;2.000\n1;1;50\n", "A;B;count\n1;0;3.0\n0;1;2\n1;1;1\n",
    "A,B,count\n1,0,1.000\n0,1,2\n1,1,1\n", "A\tB\tcount\n1\t0\t1.000\n0\t1\t2\n1\t1\t1\n",
    "A,B,count\n1,0,1.000.000\n0,1,2\n1,1,1\n", 'A,B,count\n1,0,"1,000"\n0,1,2\n1,1,1\n',
    "A,B,count\n1,0,1_0\n0,1,2\n1,1,1\n", "A,B,count\n1,0,1.5e3\n0,1,2\n1,1,1\n"])
def test_a_count_with_a_thousands_separator_is_refused_and_not_read_as_a_fraction(content: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Line 2: The count"):
        CaptureTable.read(_file(tmp_path, content))
    assert main(["estimate", str(tmp_path / "table.csv"), "--interval", "wald", "--text"]) == 2


def test_a_count_as_text_with_a_thousands_separator_is_refused_in_a_history_and_a_frame() -> None:
    with pytest.raises(InputError, match="separates thousands"):
        CaptureTable.from_histories("AB", {"10": "1.000", "01": 4, "11": 2})
    with pytest.raises(InputError, match="separates thousands"):
        CaptureTable.from_frame({"A": [1, 0, 1], "B": [0, 1, 1], "count": ["2.000", "4", "2"]})


@pytest.mark.parametrize("text", ["3.0", "3.00", "3", " 3 ", "+3"])
def test_a_count_that_can_be_read_in_one_way_is_read(text: str, tmp_path: Path) -> None:
    table = CaptureTable.read(_file(tmp_path, f"A,B,count\n1,0,{text}\n0,1,2\n1,1,1\n"))
    assert table.counts.tolist() == [3, 2, 1]


@pytest.mark.parametrize(("both", "judgement"), [(400, Judgement.WITH_CAUTION), (2000, Judgement.NOT_PUBLISHABLE)])
def test_a_table_in_which_nearly_everybody_is_on_every_list_gives_cause_for_doubt(both: int,
                                                                                  judgement: Judgement) -> None:
    verdict = LogLinear().fit(CaptureTable.from_histories("AB", {"10": 60, "01": 60, "11": both})).check()
    assert verdict.judgement is judgement
    assert any("nearly nobody would be hidden" in reason for reason in verdict.reasons)


@pytest.mark.parametrize("count", [HUGE, -HUGE, str(HUGE), "9" * 5001, 10**5001, -(10**5001)],
                         ids=["400", "-400", "text of 400", "text of 5001", "5001", "-5001"])
def test_a_count_of_hundreds_of_digits_is_refused(count: Any) -> None:
    with pytest.raises(InputError, match="History 1: The count"):
        CaptureTable.from_histories("AB", [("10", count)])


def test_a_file_with_a_count_of_thousands_of_digits_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Line 2"):
        CaptureTable.read(_file(tmp_path, f"A,B,count\n1,0,{HUGE}\n"))
    for digits in (401, 5001):
        text = '{"lists": ["A", "B"], "histories": [{"h": "10", "count": ' + "9" * digits + "}]}"
        with pytest.raises(InputError, match=r"above|digits"):
            CaptureTable.read(_file(tmp_path, text, "table.json"))


# --- files and names ---------------------------------------------------------------------------------------
@pytest.mark.parametrize("content", ["1,0\n0,1\n1,1\n", "1,0,5\n0,1,3\n1,1,2\n", "0;1\n1;1\n"])
def test_a_csv_file_without_a_header_is_refused(content: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Line 1: The header is missing"):
        CaptureTable.read(_file(tmp_path, content))


def test_a_field_that_occurs_twice_in_a_json_file_is_refused(tmp_path: Path) -> None:
    text = '{"lists": ["A", "B"], "histories": [{"h": "10", "count": 4, "count": 40}]}'
    with pytest.raises(InputError, match="'count' occurs twice"):
        CaptureTable.read(_file(tmp_path, text, "table.json"))


def test_spaces_around_a_list_in_an_event_make_no_other_list() -> None:
    table = CaptureTable.from_events([("p", "A"), ("p", "B "), ("q", " B"), ("r", "A")])
    assert table.lists == ("A", "B")
    assert table.overlaps()[0, 1] == 1
    with pytest.raises(InputError, match="lacks"):
        CaptureTable.from_events([("p", "  ")])


@pytest.mark.parametrize("make", [
    lambda: CaptureTable.from_histories(None, {"10": 1}), lambda: CaptureTable.from_histories(["A", None], {"10": 1}),
    lambda: CaptureTable.from_histories(["A", True], {"10": 1}), lambda: CaptureTable.read(None),
    lambda: CaptureTable.read_csv(None), lambda: CaptureTable.read_json(None), lambda: CaptureTable.read("a\0b.csv"),
    lambda: CaptureTable(("A", "B"), [[1], 4, 3]), lambda: CaptureTable(("A", "B"), [HUGE, 4, 3])])
def test_arguments_of_the_wrong_kind_are_refused(make: Callable[[], Any], tmp_path: Path) -> None:
    with pytest.raises(InputError):
        make()
    with pytest.raises(InputError, match="cannot be read"):
        CaptureTable.read_csv(tmp_path)


@pytest.mark.parametrize("method", [
    StepwisePoisson(), LogLinear(), BestModel(), ModelAverage(), Chao(), CorrectedIndependence(), Heterogeneity(),
    Chapman(), LincolnPetersen(), GraphAverage()])
def test_an_estimator_refuses_what_is_no_table(method: Any) -> None:
    for wrong in (None, {}, [1, 2, 3]):
        with pytest.raises(InputError, match="CaptureTable"):
            method.fit(wrong)


# --- no estimate -------------------------------------------------------------------------------------------
@pytest.mark.parametrize("method", [StepwisePoisson(), LogLinear(), BestModel(), ModelAverage(),
                                    CorrectedIndependence(), Chapman(), LincolnPetersen()])
def test_a_list_inside_another_has_no_estimate_and_is_named(method: Any) -> None:
    with pytest.raises(NoEstimateError, match="verybody on A is on B too") as caught:
        method.fit(INSIDE)
    assert caught.value.terms == ("A:B",)


def test_a_refusal_over_all_models_names_the_lists_to_blame() -> None:
    apart = CaptureTable.from_histories(["Z", "B", "C"], {"100": 40, "010": 30, "001": 20})
    for method in (BestModel(), ModelAverage("aic")):
        with pytest.raises(NoEstimateError, match="Z:B, Z:C, B:C") as caught:
            method.fit(apart)
        assert caught.value.terms == ("Z:B", "Z:C", "B:C")


def test_a_list_that_holds_everybody_is_named_with_each_list_inside_it() -> None:
    """Nobody is on both B and C either, but that is not why there is no estimate."""
    table = CaptureTable.from_histories("BAC", {"110": 5, "011": 4, "010": 7})
    with pytest.raises(NoEstimateError, match="everybody on B is on A too and everybody on C is on A too") as caught:
        StepwisePoisson().fit(table)
    assert caught.value.terms == ("B:A", "A:C")


def test_two_lists_without_overlap_are_refused_by_the_formulas_for_two_lists_and_named() -> None:
    table = CaptureTable.from_histories(["A", "B"], {"10": 5, "01": 4})
    for method in (Chapman(), LincolnPetersen(), CorrectedIndependence()):
        with pytest.raises(NoEstimateError, match=r"[Nn]obody is on both") as caught:
            method.fit(table)
        assert caught.value.terms == ("A:B",)


# --- the verdict on an average -----------------------------------------------------------------------------
@pytest.mark.parametrize("criterion", ["aic", "aicc", "bic"])
def test_an_average_is_not_publishable_without_caution_when_its_models_disagree(criterion: str,
                                                                                uk_five: CaptureTable) -> None:
    """UK 2013: 22,991 and 12,262 lie one BIC apart, whatever the criterion of the weights."""
    verdict = ModelAverage(criterion).fit(uk_five).check()
    assert verdict.judgement is not Judgement.PUBLISHABLE
    assert any("Models that the data hardly tell apart" in reason for reason in verdict.reasons)


# --- the command line --------------------------------------------------------------------------------------
@pytest.mark.parametrize("options", [["--seed", "-1"], ["--replicates", "-5"]])
def test_a_wrong_seed_or_number_is_refused_also_where_it_is_not_used(options: list[str], tmp_path: Path) -> None:
    path = str(_file(tmp_path, "A,B,count\n1,0,40\n0,1,30\n1,1,12\n"))
    assert main(["estimate", path, "--interval", "wald"]) == 0
    assert main(["estimate", path, "--interval", "wald", *options]) == 2


def test_a_reader_that_goes_away_gives_no_traceback(tmp_path: Path) -> None:
    path = _file(tmp_path, "A,B,count\n1,0,40\n0,1,30\n1,1,12\n")
    environment = os.environ | {"PYTHONPATH": str(Path(omvang.__file__).parents[1])}
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run([sys.executable, "-m", "omvang", "estimate", str(path), "--interval", "wald"], stdout=write,
                          env=environment, stderr=subprocess.PIPE, text=True, check=False)
    os.close(write)
    assert (done.returncode, done.stderr) == (1, "")


# --- graphs ------------------------------------------------------------------------------------------------
def test_the_graphs_tell_how_far_they_are(uk_five: CaptureTable) -> None:
    told: list[tuple[int, int]] = []
    fit = GraphAverage().fit(uk_five, progress=lambda done, total: told.append((done, total)))
    assert fit.population == GraphAverage().fit(uk_five).population
    assert told[-1][0] == told[-1][1] > 0
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_compare_of_six_lists_says_why_the_graphs_are_left_out(tables: dict[str, CaptureTable]) -> None:
    rows = {row["method"]: row for row in compare(tables["Dutch"])["methods"]}
    assert rows["decomposable graphs"]["population"] is None
    assert "--method graphs" in rows["decomposable graphs"]["reason"]
    json.dumps(rows, allow_nan=False)


# --- the public interface ----------------------------------------------------------------------------------
def test_unknown_covariates_are_part_of_the_public_interface() -> None:
    for name in ("Gap", "IncompleteTable", "MultipleImputation", "with_gaps"):
        assert name in omvang.__all__
        assert hasattr(omvang, name)


def test_all_models_of_a_table_without_estimate_name_the_lists_to_blame_by_number() -> None:
    with pytest.raises(NoEstimateError, match="everybody on 1 is on 2 too") as refused:
        fit_all(INSIDE.counts, 2)
    assert refused.value.terms == ("1:2",)
    apart = CaptureTable.from_histories("ABC", {"100": 5, "010": 6, "001": 7})
    with pytest.raises(NoEstimateError, match="nobody is on both lists") as refused:
        fit_all(apart.counts, 3)
    assert refused.value.terms == ("1:2", "1:3", "2:3")


@pytest.mark.parametrize(("counts", "t"), [(None, 2), ([1, 2], 2), ([1, 2, -3], 2), ([1, 2, 3], None), ([0, 0, 0], 2),
                                           ([1, 2, 3], 20), ([1, 2, float("nan")], 2), ([[1, 2, 3]], 2),
                                           ([5.5, 3.2, 1.1], 2), ([True, 2, 3], 2), ({}, 2), ("123", 2)])
def test_all_models_of_what_is_no_table_are_refused(counts: Any, t: Any) -> None:
    with pytest.raises(InputError):
        fit_all(counts, t)


def test_all_models_of_a_list_of_counts_are_those_of_the_table() -> None:
    assert fit_all([30, 20, 10], 2).hidden[0] == pytest.approx(60.0)


# --- arguments of the wrong kind, again: terms, tables, numbers of lists --------------------------------------
@pytest.mark.parametrize("terms", [(3,), None, 5, "A:B", (None,), [["A", "B"]], {"A:B"}])
def test_terms_that_are_no_list_of_text_are_refused(terms: Any) -> None:
    with pytest.raises(InputError, match=r"such as"):
        LogLinear(terms)


@pytest.mark.parametrize("probe", [
    compare, overlap_rows, lambda table: leave_one_out(Chao(), table), lambda table: merge_pairs(Chao(), table),
    lambda table: hide_lists(Chao(), table), lambda table: threshold_path(StepwisePoisson(), table),
    sensitivity_panel])
@pytest.mark.parametrize("table", [None, "table", {"A": [1]}])
def test_a_probe_of_what_is_no_table_is_refused(probe: Callable[[Any], Any], table: Any) -> None:
    with pytest.raises(InputError, match="CaptureTable"):
        probe(table)


@pytest.mark.parametrize("t", [-1, 0, 11, 70, 2.0, True, None, "3"])
def test_a_number_of_lists_that_cannot_be_is_refused(t: Any) -> None:
    with pytest.raises(InputError, match="from 1 to 10"):
        history_matrix(t)


@pytest.mark.parametrize("method", ["bca", "percentile", "parametric"])
def test_an_option_that_a_bootstrap_does_not_have_is_refused(method: str) -> None:
    fit = LogLinear().fit(CaptureTable(("A", "B"), np.array([30, 20, 10])))
    with pytest.raises(InputError, match="takes no draws"):
        fit.conf_int(method, seed=1, draws=100)


# --- no estimate, and which other answer there is -------------------------------------------------------------
@pytest.mark.parametrize(("lists", "counts", "term"), [
    ("A,B", "1,0,30\n0,1,20\n1,1,10\n", "B:A"),
    ("A,B,C", "1,0,0,30\n0,1,0,20\n0,0,1,25\n1,1,0,10\n1,0,1,9\n0,1,1,8\n1,1,1,4\n", "A:B:C")])
def test_a_term_of_all_lists_has_no_estimate_and_is_named(lists: str, counts: str, term: str, tmp_path: Path,
                                                         capsys: pytest.CaptureFixture[str]) -> None:
    file = _file(tmp_path, f"{lists},count\n{counts}")
    assert main(["estimate", str(file), "--method", "loglinear", "--terms", term]) == 3
    assert f"the term {term} in the model" in capsys.readouterr().err
    with pytest.raises(NoEstimateError) as refused:
        LogLinear((term,)).fit(CaptureTable.read(file))
    assert refused.value.terms == (term,)


def test_a_bca_interval_that_does_not_exist_says_which_one_does(tmp_path: Path,
                                                               capsys: pytest.CaptureFixture[str]) -> None:
    file = str(_file(tmp_path, "A,B,count\n1,0,1\n0,1,1\n1,1,1\n"))
    assert main(["estimate", file]) == 3
    assert "--interval wald" in capsys.readouterr().err
    assert main(["estimate", file, "--interval", "wald"]) == 0


@pytest.mark.parametrize("formula", [chapman, lincoln_petersen])
@pytest.mark.parametrize("sizes", [(0, 0, 0), (5, 0, 0), (0, 5, 0)])
def test_a_list_without_persons_gives_no_size(formula: Callable[[int, int, int], Any],
                                             sizes: tuple[int, int, int]) -> None:
    with pytest.raises(InputError, match="without persons"):
        formula(*sizes)


def test_a_wrong_history_in_a_file_of_one_line_is_counted_as_a_history(tmp_path: Path,
                                                                      capsys: pytest.CaptureFixture[str]) -> None:
    content = json.dumps({"lists": ["A", "B"], "histories": [{"h": "10", "count": 4}, {"h": "01", "count": 3},
                                                            {"h": "11", "count": -2}]})
    assert main(["estimate", str(_file(tmp_path, content, "table.json"))]) == 2
    assert capsys.readouterr().err.startswith("omvang: History 3: The count -2 is negative")
