"""`omvang covariates`: a file of persons in, JSON with strata that add up out."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from omvang.covariate_cli import add_covariates_parser, parse_gap
from omvang.errors import InputError, NoEstimateError
from omvang.imputation import IncompleteTable
from omvang.strata import StratifiedTable


@pytest.fixture
def persons(tmp_path: Path) -> Path:
    """Invented persons: two years, two sexes, of whom some unknown; C did not run in 2020."""
    rng = np.random.default_rng(4)
    lines = ["A,B,C,sex,year"]
    for _ in range(1500):
        man, year = rng.random() < 0.4, rng.choice([2020, 2021])
        a, b, c = rng.random(3) < ([0.3, 0.35, 0.25] if man else [0.5, 0.4, 0.25])
        if a or b or (c and year == 2021):
            sex = "" if rng.random() < 0.1 else "man" if man else "woman"
            lines.append(f"{int(a)},{int(b)},{int(c and year == 2021)},{sex},{year}")
    file = tmp_path / "persons.csv"
    file.write_text("\n".join(lines), "utf-8")
    return file


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    parser = argparse.ArgumentParser()
    add_covariates_parser(parser.add_subparsers())
    parsed = parser.parse_args(["covariates", *arguments])
    assert parsed.func(parsed) == 0
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return answer


def test_a_search_with_a_gap_answers_by_year(persons: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer = run(capsys, str(persons), "--lists", "A,B,C", "--covariates", "year", "--ignore", "sex",
                 "--gap", "C:year=2020", "--by", "year")
    assert answer["interval"]["low"] < 1500 < answer["interval"]["high"]
    rows = answer["by"]["year"]
    assert [row["levels"]["year"] for row in rows] == [2020, 2021]
    assert sum(row["population"] for row in rows) == pytest.approx(answer["population"])
    assert {"observed", "hidden", "verdict", "provenance", "cpu_seconds", "formula", "path"} <= set(answer)


def test_unknown_covariates_are_imputed_when_asked(persons: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer = run(capsys, str(persons), "--lists", "A,B,C", "--covariates", "sex,year", "--formula",
                 "A*sex + B + C + year", "--gap", "C:year=2020", "--imputations", "4", "--by", "sex",
                 "--by", "sex,year")
    assert answer["interval"]["method"] == "rubin"
    assert answer["incomplete"] == answer["unknown"]["sex"] > 0
    for rows in answer["by"].values():
        assert sum(row["population"] for row in rows) == pytest.approx(answer["population"])


def test_a_bootstrap_interval_can_be_asked(persons: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer = run(capsys, str(persons), "--lists", "A,B,C", "--covariates", "year", "--ignore", "sex", "--formula",
                 "A + B + C + year", "--interval", "parametric", "--replicates", "40", "--seed", "7")
    assert (answer["interval"]["replicates"], answer["interval"]["seed"]) == (40, 7)


@pytest.mark.parametrize(("more", "text"), [
    ([], "MultipleImputation"), (["--imputations", "3", "--interval", "wald"], "Rubin"),
    (["--imputations", "1"], "two or more"), (["--gap", "C=2020"], "not of the form"),
    (["--formula", "A", "--minimal", "A"], "not both"), (["--gap", "C:year=1999"], "no level")])
def test_what_cannot_be_asked_is_refused(persons: Path, capsys: pytest.CaptureFixture[str], more: list[str],
                                         text: str) -> None:
    covariates = ["year", "--ignore", "sex"] if text in ("no level", "not both", "not of the form") else ["sex,year"]
    with pytest.raises(InputError, match=text):
        run(capsys, str(persons), "--lists", "A,B,C", "--covariates", *covariates, *more)


def test_a_model_without_estimate_is_refused(persons: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(NoEstimateError):
        run(capsys, str(persons), "--lists", "A,B,C", "--covariates", "year", "--ignore", "sex", "--formula",
            "A + B + C*year", "--gap", "C:year=2020")


def test_levels_of_a_gap_are_numbers_where_the_covariate_is() -> None:
    rows = [{"year": 2020, "region": "7"}, {"year": None, "region": None}]
    assert parse_gap("C: year = 2020", rows).where == {"year": [2020]}
    assert parse_gap("C:region=7", rows).where == {"region": ["7"]}


def _cells(tmp_path: Path, count: str) -> Path:
    file = tmp_path / "cells.csv"
    file.write_text(f"A,B,sex,{count}\n1,0,v,40\n0,1,v,30\n1,1,v,12\n1,0,m,35\n0,1,m,25\n1,1,m,14\n", "utf-8")
    return file


def test_a_count_under_another_name_is_refused_and_not_read_as_one_person_a_row(
        tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("--lists", "A,B", "--covariates", "sex", "--formula", "A*sex + B")
    assert run(capsys, str(_cells(tmp_path, "count")), *arguments)["observed"] == 156
    with pytest.raises(InputError, match="'aantal' is no list and no covariate") as caught:
        run(capsys, str(_cells(tmp_path, "aantal")), *arguments)
    assert caught.value.line == 1
    for read in (StratifiedTable.read_csv, IncompleteTable.read_csv):
        with pytest.raises(InputError, match="aantal"):
            read(tmp_path / "cells.csv", ["A", "B"], ["sex"])


def test_a_column_is_ignored_when_that_is_said_and_it_is_there(tmp_path: Path,
                                                              capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "remarks.csv"
    file.write_text("A,B,sex,remark\n1,0,v,x\n0,1,v,\n1,1,m,y\n1,0,m,y\n0,1,m,y\n1,1,v,y\n", "utf-8")
    arguments = (str(file), "--lists", "A,B", "--covariates", "sex", "--formula", "A + B + sex")
    assert run(capsys, *arguments, "--ignore", "remark")["observed"] == 6
    assert StratifiedTable.read_csv(file, ["A", "B"], ["sex"], ignore=["remark"]).observed == 6
    with pytest.raises(InputError, match="no column 'notes' to ignore"):
        run(capsys, *arguments, "--ignore", "remark,notes")
