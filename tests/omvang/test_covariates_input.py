"""Tables and formulas with covariates: what is read, and what is refused with a sentence that helps."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from omvang.covariates import CovariateModel
from omvang.errors import InputError
from omvang.formula import Formula, build
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
    ({"A": 2}, "neither 0 nor 1"), ({"A": 0, "B": 0}, "no list"), ({"count": -1}, "negative"),
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
    table = StratifiedTable.read_csv(file, ["A", "B"], ["sex", "year"])
    assert table.observed == 3
    assert table.levels("year") == (2020, 2021)


@pytest.mark.parametrize(("content", "text", "line"), [
    ("A,B,sex\n1,0,v\n1,0\n", "columns", 3), ("A,B,sekse\n1,0,v\n", "'sex' occurs 0 times", 1),
    ("A,B,sex,sex\n1,0,v,v\n", "'sex' occurs 2 times", 1), ("A,B,sex\n", "no rows", None),
    ("A,B,sex\n1,0,\n", "unknown", 1), ('A,B,sex\n1,"0,v\n', "not CSV", 2)])
def test_a_file_that_is_wrong_is_refused_with_the_line(tmp_path: Path, content: str, text: str,
                                                       line: int | None) -> None:
    file = tmp_path / "persons.csv"
    file.write_text(content, "utf-8")
    with pytest.raises(InputError, match=text) as caught:
        StratifiedTable.read_csv(file, ["A", "B"], ["sex"])
    assert caught.value.line == line


def test_numbers_of_a_data_frame_are_plain_numbers_and_other_things_are_refused() -> None:
    rows = [{**row, "year": np.int64(row["year"]), "A": np.float64(row["A"])} for row in ROWS]
    table = StratifiedTable.from_rows(rows, ["A", "B"], ["year"])
    assert table.levels("year") == (2020, 2021)
    assert table.fingerprint() == StratifiedTable.from_rows(ROWS, ["A", "B"], ["year"]).fingerprint()
    with pytest.raises(InputError, match="finite"):
        StratifiedTable.from_rows([{**ROWS[0], "year": [1]}], ["A", "B"], ["year"])
