"""Tables and formulas with covariates: what is read, and what is refused with a sentence that helps."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from omvang.capture import CaptureTable
from omvang.cli import main
from omvang.covariates import CovariateModel, CovariateSearch
from omvang.errors import InputError, OmvangError
from omvang.formula import Formula, build
from omvang.imputation import MultipleImputation
from omvang.partial import Gap, with_gaps
from omvang.strata import StratifiedTable

ROWS: list[dict[str, Any]] = [
    {"A": 1, "B": 0, "sex": "v", "year": 2020}, {"A": 0, "B": 1, "sex": "v", "year": 2021},
    {"A": 1, "B": 1, "sex": "m", "year": 2021}, {"A": 1, "B": 0, "sex": "m", "year": 2020, "count": 3}]


def names(formula: Formula) -> set[str]:
    return {":".join(sorted(term)) for term in formula.terms}


@pytest.mark.parametrize(("text", "expected"), [
    ("A + B", {"A", "B"}),
    ("y ~ A*B", {"A", "B", "A:B"}),
    ("A:B", {"A:B"}),
    ("(A + B + C)^2", {"A", "B", "C", "A:B", "A:C", "B:C"}),
    ("(A + B + C)^2 - A:C", {"A", "B", "C", "A:B", "B:C"}),
    ("A*B*C", {"A", "B", "C", "A:B", "A:C", "B:C", "A:B:C"}),
    ("(A + B)*eth - eth:B + eth:B", {"A", "B", "eth", "A:eth", "B:eth"}),
    ("`police force` + trend( year )", {"police force", "trend(year)"}),
    ("1", set()),
])
def test_a_formula_is_read(text: str, expected: set[str]) -> None:
    assert names(Formula.parse(text)) == expected


@pytest.mark.parametrize("text", ["A +", "A ++ B", "(A + B", "A ^ x", "A $ B", "A B", ")", "A^0"])
def test_a_formula_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="formula"):
        Formula.parse(text)


def test_a_formula_with_unknown_names_or_without_margins_is_refused() -> None:
    table = StratifiedTable.from_rows(ROWS, ["A", "B"], ["sex"])
    with pytest.raises(InputError, match="'C'"):
        CovariateModel("A + B + C").fit(table)
    with pytest.raises(InputError, match="hierarchical"):
        CovariateModel("A + B + A:sex").fit(table)


def test_columns_are_dummies_with_the_first_level_as_reference() -> None:
    table = StratifiedTable.from_rows(ROWS, ["A", "B"], ["sex", "year"])
    design = build(table, Formula.parse("A*sex + trend(year)"))
    assert design.labels == ("(intercept)", "A", "sex=m", "trend(year)", "A:sex=m")
    assert design.A.shape == (4 * 4, 5)
    assert set(design.A[:, 3]) == {-0.5, 0.5}


def test_strata_are_every_combination_and_rows_are_summed() -> None:
    table = StratifiedTable.from_rows(ROWS, ["A", "B"], ["sex", "year"])
    assert table.strata == (("v", 2020), ("v", 2021), ("m", 2020), ("m", 2021))
    assert table.counts[2, 1] == 3
    assert table.observed == 6
    assert table.levels("year") == (2020, 2021)


def test_the_same_data_in_another_order_of_persons_give_the_same_fingerprint() -> None:
    one = StratifiedTable.from_rows(ROWS, ["A", "B"], ["year"])
    other = StratifiedTable.from_rows(ROWS[::-1], ["A", "B"], ["year"])
    assert one.fingerprint() == other.fingerprint()


@pytest.mark.parametrize(("change", "text"), [
    ({"sex": None}, "MultipleImputation"), ({"sex": ""}, "unknown"), ({"sex": float("nan")}, "unknown"),
    ({"A": 2}, "a list flag is 0 or 1"), ({"A": 0, "B": 0}, "no list"), ({"count": -1}, "negative"),
    ({"count": 1.5}, "whole")])
def test_a_wrong_row_is_refused_with_its_number(change: dict[str, Any], text: str) -> None:
    rows = [*ROWS, {**ROWS[0], **change}]
    with pytest.raises(InputError, match=text) as caught:
        StratifiedTable.from_rows(rows, ["A", "B"], ["sex", "year"])
    assert caught.value.line == 5


def test_a_missing_list_column_and_a_stratum_that_does_not_exist_are_refused() -> None:
    with pytest.raises(InputError, match="no column for list 'C'"):
        StratifiedTable.from_rows(ROWS, ["A", "C"], ["sex"])
    with pytest.raises(InputError, match="not one of the strata"):
        StratifiedTable.from_rows(ROWS, ["A", "B"], ["sex"], strata=[("v",)])


def test_a_count_in_a_cell_that_cannot_be_observed_is_refused() -> None:
    counts = np.array([[0, 4, 5, 2]])
    unobserved = np.array([[False, False, False, True]])
    with pytest.raises(InputError, match="cannot be observed"):
        StratifiedTable(("A", "B"), (), ((),), counts, unobserved=unobserved)


@pytest.mark.parametrize(("lists", "variables", "text"), [
    (("A",), (), "two to ten"), (("A", "A"), (), "different names"), (("A", "B"), ("A",), "different names")])
def test_names_that_cannot_be_are_refused(lists: tuple[str, ...], variables: tuple[str, ...], text: str) -> None:
    with pytest.raises(InputError, match=text):
        StratifiedTable.from_rows(ROWS, lists, variables)


def test_a_list_without_persons_and_wrong_shapes_are_refused() -> None:
    with pytest.raises(InputError, match="'B' has no persons"):
        StratifiedTable(("A", "B"), (), ((),), np.array([[0, 4, 0, 0]]))
    with pytest.raises(InputError, match="shape"):
        StratifiedTable(("A", "B"), (), ((),), np.array([[0, 4, 0]]))
    with pytest.raises(InputError, match="negative"):
        StratifiedTable(("A", "B"), (), ((),), np.array([[0, 4, -1, 1]]))
    with pytest.raises(InputError, match="once"):
        StratifiedTable(("A", "B"), ("s",), (("x",), ("x",)), np.array([[0, 1, 1, 1]] * 2))


def test_a_table_with_too_many_cells_is_refused_before_it_is_made() -> None:
    rows = [{"A": 1, "B": 1, "x": k, "y": k} for k in range(400)]
    with pytest.raises(InputError, match="Merge levels"):
        StratifiedTable.from_rows(rows, ["A", "B"], ["x", "y"])


@pytest.mark.parametrize("make", [lambda: CovariateModel("A", boundary="ignore"),        # type: ignore[arg-type] # wrong on purpose
                                  lambda: CovariateModel("A +").fit(
                                      StratifiedTable.from_rows(ROWS, ["A", "B"], ["sex"]))])
def test_wrong_options_of_the_model_are_refused(make: Any) -> None:
    with pytest.raises(InputError):
        make()


def test_persons_are_read_from_csv_and_a_year_becomes_a_number(tmp_path: Path) -> None:
    file = tmp_path / "persons.csv"
    file.write_text("\ufeffA;B;sex;year;remark\n1;0;v;2020;x\n0;1;v;2021;\n1;1;m;2021;y\n", "utf-8")
    table = StratifiedTable.read_csv(file, ["A", "B"], ["sex", "year"], ignore=["remark"])
    assert table.observed == 3
    assert table.levels("year") == (2020, 2021)


@pytest.mark.parametrize(("content", "text", "line"), [
    ("A,B,sex\n1,0,v\n1,0\n", "columns", 3), ("A,B,sekse\n1,0,v\n", "'sex' occurs 0 times", 1),
    ("A,B,sex,sex\n1,0,v,v\n", "'sex' occurs 2 times", 1), ("A,B,sex\n", "no rows", None),
    ("A,B,sex\n1,0,\n", "unknown", 2), ('A,B,sex\n1,"0,v\n', "not CSV", 2)])
def test_a_file_that_is_wrong_is_refused_with_the_line(tmp_path: Path, content: str, text: str,
                                                       line: int | None) -> None:
    file = tmp_path / "persons.csv"
    file.write_text(content, "utf-8")
    with pytest.raises(InputError, match=text) as caught:
        StratifiedTable.read_csv(file, ["A", "B"], ["sex"])
    assert caught.value.line == line


def _persons(folder: Path, content: str) -> str:
    file = folder / "persons.csv"
    file.write_text(content, "utf-8")
    return str(file)


@pytest.mark.parametrize(("content", "line"), [
    ("A,B,sex,count\n\n1,0,v,2\n\n0,2,v,1\n", 5), ('A,B,sex\n1,0,"v\nrouw"\n0,0,v\n', 4),
    ("A,B,sex\n1,0,v\n0,1,\n", 3), ("A,B,sex\n1,0,v\n,1,v\n", 3), ("A,B,sex,count\n1,0,v,1\n0,1,v,\n", 3),
    ("A;B;sex;count\n1;0;v;1.000\n0;1;v;2\n", 2), ("A,B,sex,count\n1,0,v,-1\n", 2), ("\n\nA,B\n1,0\n", 3),
    ("A,B,sex,Count,count\n1,0,v,1,1\n", 1), ("A,B,sex,count\n1,0,v,1\n0,1,v,1.5\n", 3),
    ("A,B,sex\n1,0,v\n0,1\n", 3)])
@pytest.mark.parametrize("more", [[], ["--imputations", "3"]], ids=["complete", "imputed"])
def test_every_wrong_row_of_a_file_is_refused_with_its_line(
        tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str, line: int, more: list[str]) -> None:
    if more and content == "A,B,sex\n1,0,v\n0,1,\n":
        return                                          # unknown is what an imputation is for
    assert main(["covariates", _persons(tmp_path, content), "--lists", "A,B", "--covariates", "sex", *more]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"omvang: Line {line}: ")


@pytest.mark.parametrize("more", [[], ["--imputations", "3"]], ids=["complete", "imputed"])
def test_a_person_on_a_list_that_did_not_run_is_refused_with_the_line(
        tmp_path: Path, capsys: pytest.CaptureFixture[str], more: list[str]) -> None:
    file = _persons(tmp_path, "A,B,year\n1,0,2020\n0,1,2021\n\n1,1,2020\n")
    assert main(["covariates", file, "--lists", "A,B", "--covariates", "year", "--gap", "B:year=2020", *more]) == 2
    assert capsys.readouterr().err.startswith("omvang: Line 5: This person is on list 'B'")


def test_the_count_of_a_file_is_read_whatever_its_capitals(tmp_path: Path) -> None:
    file = _persons(tmp_path, "A,B,sex,COUNT\n1,0,v,4\n0,1,v,3\n1,1,m,2\n")
    assert StratifiedTable.read_csv(file, ["A", "B"], ["sex"]).observed == 9


@pytest.mark.parametrize("options", [
    ["--reselect"], ["--interval", "wald", "--reselect"],
    ["--formula", "A + B", "--reselect", "--interval", "percentile"],
    ["--replicates", "5"], ["--seed", "-1"], ["--level", "2"], ["--level", "nan"],
    ["--imputations", "3", "--interval", "wald"]])
def test_options_that_are_wrong_or_would_do_nothing_are_refused(
        tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str]) -> None:
    file = _persons(tmp_path, "A,B,sex\n1,0,v\n0,1,v\n1,1,v\n")
    assert main(["covariates", file, "--lists", "A,B", "--covariates", "sex", *options]) == 2
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("fit", [
    lambda table: CovariateModel().fit(table), lambda table: CovariateModel("A + B").fit(table),
    lambda table: CovariateSearch().fit(table), lambda table: MultipleImputation().fit(table, seed=1),
    lambda table: with_gaps(table, [Gap("A", {"sex": "v"})])])
@pytest.mark.parametrize("table", [None, {}, [], "table", CaptureTable.from_histories("AB", {"10": 3, "01": 4})],
                         ids=["None", "dict", "list", "text", "CaptureTable"])
def test_what_is_no_table_with_covariates_is_refused(fit: Callable[[Any], Any], table: Any) -> None:
    with pytest.raises(OmvangError, match=r"StratifiedTable|IncompleteTable"):
        fit(table)


@pytest.mark.parametrize("make", [
    lambda: MultipleImputation(imputations="3"), lambda: MultipleImputation(imputations=2.5),   # type: ignore[arg-type] # wrong on purpose
    lambda: MultipleImputation(None), lambda: MultipleImputation(thin=None),                    # type: ignore[arg-type] # wrong on purpose
    lambda: MultipleImputation(prior_persons=float("inf")), lambda: MultipleImputation(prior_persons="1"),  # type: ignore[arg-type] # wrong on purpose
    lambda: StratifiedTable.from_rows(None, "AB", ["sex"]), lambda: StratifiedTable.from_rows([3], "AB", ["sex"]),  # type: ignore[arg-type,list-item] # wrong on purpose
    lambda: StratifiedTable.from_rows("rows", "AB", ["sex"]),                                   # type: ignore[arg-type] # wrong on purpose
    lambda: StratifiedTable.from_rows([{**ROWS[0], "year": 10**400}], "AB", ["year"]),
    lambda: StratifiedTable.read_csv(None, "AB", ["sex"])])                                     # type: ignore[arg-type] # wrong on purpose
def test_arguments_of_the_wrong_kind_are_refused(make: Callable[[], Any]) -> None:
    with pytest.raises(InputError):
        make()


@pytest.mark.parametrize("text", [3, "(" * 2000 + "A", "A^²", "A^11", "A" * 20_000,
                                  "(" + "+".join(f"x{i}" for i in range(60)) + ")^5"])
def test_a_formula_without_end_is_refused(text: Any) -> None:
    with pytest.raises(InputError, match="formula"):
        Formula.of(text)


@pytest.mark.parametrize("year", ["nan", "inf", "1e999"])
def test_a_trend_over_what_is_no_number_is_refused(year: str) -> None:
    rows = [{**row, "year": year if row["year"] == 2020 else "2021"} for row in ROWS]
    with pytest.raises(InputError, match="trend needs numbers"):
        CovariateModel("A + B + trend(year)").fit(StratifiedTable.from_rows(rows, ["A", "B"], ["year"]))


def test_numbers_of_a_data_frame_are_plain_numbers_and_other_things_are_refused() -> None:
    rows = [{**row, "year": np.int64(row["year"]), "A": np.float64(row["A"])} for row in ROWS]
    table = StratifiedTable.from_rows(rows, ["A", "B"], ["year"])
    assert table.levels("year") == (2020, 2021)
    assert table.fingerprint() == StratifiedTable.from_rows(ROWS, ["A", "B"], ["year"]).fingerprint()
    with pytest.raises(InputError, match="finite"):
        StratifiedTable.from_rows([{**ROWS[0], "year": [1]}], ["A", "B"], ["year"])


@pytest.mark.parametrize("counts", [
    [[0, 40.9, 30.9, 12.9]], [[0, True, 3, 4]], [[0, -1, 3, 4]], [[0, float("nan"), 3, 4]], [[0, 10**9, 3, 4]],
    [[0, "x", 3, 4]], [[0, 4, 3]], [0, 4, 3, 2], [[0, 4], [3]], None,
    np.ma.masked_array([[0, 4, 3, 2]], [[False, True, False, False]]), np.array([[False, True, True, True]])])
def test_counts_of_strata_that_are_no_whole_numbers_are_refused(counts: Any) -> None:
    with pytest.raises(InputError):
        StratifiedTable(("A", "B"), (), ((),), counts)
    with pytest.raises(InputError):
        StratifiedTable(("A", "B"), (), ((),), np.array([[0, 4, 3, 2]])).with_counts(counts)


def test_whole_numbers_of_any_type_are_counts_of_strata() -> None:
    for counts in ([[0, 4, 3, 2]], [[0.0, 4.0, 3.0, 2.0]], np.array([[0, 4, 3, 2]], dtype=np.uint8)):
        assert StratifiedTable(("A", "B"), (), ((),), counts).observed == 9     # type: ignore[arg-type] # a list on purpose
