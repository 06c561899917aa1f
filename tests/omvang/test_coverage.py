"""The coverage study: populations of the size they say, counted rightly, and the same page from the same seed."""

from __future__ import annotations

import json
import math
import runpy
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from omvang.capture import CaptureTable
from omvang.coverage import LEVELS, CoverageRow, Scenario, joint, simulate, study
from omvang.imputation import IncompleteTable
from omvang.strata import StratifiedTable

PROGRAM = Path(__file__).parents[2] / "bench" / "omvang_dekking.py"
SMALL = Scenario("small", "Two lists.", 1000, (0.4, 0.3), ("chapman",))


def test_histories_have_the_asked_rates_and_odds_ratios() -> None:
    p = joint((0.25, 0.2, 0.1), {(0, 1): math.log(3)})
    seen = (np.arange(8)[:, None] >> np.arange(3) & 1).astype(bool)
    assert p.sum() == pytest.approx(1)
    assert [p[seen[:, j]].sum() for j in range(3)] == pytest.approx([0.25, 0.2, 0.1])
    assert p[3] * p[0] / (p[1] * p[2]) == pytest.approx(3)
    assert p[7] * p[4] / (p[5] * p[6]) == pytest.approx(3)
    assert p[5] * p[0] / (p[1] * p[4]) == pytest.approx(1)


def test_without_dependence_the_rates_multiply() -> None:
    assert joint((0.5, 0.2), {}) == pytest.approx([0.4, 0.4, 0.1, 0.1])


@pytest.mark.parametrize("scenario", [
    Scenario("plain", "", 5000, (0.3, 0.2, 0.1), ()), Scenario("uneven", "", 5000, (0.3, 0.2, 0.1), (), spread=1.0),
    Scenario("groups", "", 5000, (0.3, 0.2), (), groups=((0.3, 0.2), (0.1, 0.1)))])
def test_a_drawn_table_holds_a_part_of_the_population(scenario: Scenario) -> None:
    table = scenario.draw(np.random.default_rng(1))
    assert isinstance(table, StratifiedTable if scenario.groups else CaptureTable)
    assert 0.1 * 5000 < table.observed < 0.7 * 5000


def test_coverage_is_counted_and_near_nominal_where_the_model_is_true() -> None:
    rows = study(SMALL, tables=60, replicates=40, seed=1)
    assert [(row.interval, row.level) for row in rows] == [
        (name, level) for name in ("wald", "bca", "percentile") for level in LEVELS]
    for row in rows:
        assert row.coverage + row.below + row.above == pytest.approx(1)
        assert row.error == pytest.approx(math.sqrt(row.coverage * (1 - row.coverage) / row.with_interval))
        assert row.coverage > row.level - 0.2
        assert abs(row.bias) < 0.05


def test_a_table_does_not_depend_on_how_many_were_drawn_before() -> None:
    few, many = (list(simulate(SMALL, n, 30, seed=5)) for n in (2, 4))
    for one, other in zip(few, many, strict=False):
        assert one["chapman"] is not None
        assert other["chapman"] is not None
        assert one["chapman"][0] == other["chapman"][0]


def test_tables_without_an_estimate_are_told_and_not_counted_as_missed() -> None:
    hopeless = Scenario("hopeless", "", 12, (0.05, 0.05), ("chapman",))
    rows = study(hopeless, tables=12, replicates=20, seed=1)
    assert all(row.tables == 12 and row.with_interval < 12 for row in rows)


@pytest.mark.parametrize(("method", "scenario"), [
    ("stepwise", Scenario("s", "", 1500, (0.3, 0.25, 0.2), ("stepwise",))),
    ("average", Scenario("s", "", 1500, (0.3, 0.25, 0.2), ("average",))),
    ("graphs", Scenario("s", "", 400, (0.3, 0.25, 0.2), ("graphs",))),
    ("chao", Scenario("s", "", 1500, (0.3, 0.25, 0.2), ("chao",))),
    ("covariates", Scenario("s", "", 1500, (0.3, 0.2), ("covariates",), groups=((0.4, 0.3), (0.2, 0.2)))),
    ("gaps", Scenario("s", "", 3000, (0.3, 0.3, 0.3), ("gaps",), groups=((0.3, 0.3, 0.3),) * 2, gap=2)),
    ("imputation", Scenario("s", "", 1500, (0.3, 0.3), ("imputation",), groups=((0.4, 0.3), (0.2, 0.2)), unknown=0.3)),
    ("dropped", Scenario("s", "", 1500, (0.3, 0.3), ("dropped",), groups=((0.4, 0.3), (0.2, 0.2)), unknown=0.3))])
def test_every_method_of_the_study_answers(method: str, scenario: Scenario) -> None:
    rows = study(scenario, tables=2, replicates=20, seed=3)
    assert {row.method for row in rows} == {method}
    assert all(row.with_interval == 2 and row.width > 0 for row in rows)


def test_the_program_writes_a_page_and_its_figures_and_keeps_other_scenarios(tmp_path: Path) -> None:
    program = runpy.run_path(str(PROGRAM))
    arguments = ["--tables", "3", "--replicates", "20", "--docs", str(tmp_path), "--only"]
    program["main"]([*arguments, "two lists"])
    first = (tmp_path / "coverage.md").read_text("utf-8")
    program["main"]([*arguments, "two groups"])
    page = (tmp_path / "coverage.md").read_text("utf-8")
    assert "## Two lists" in page
    assert "## Two groups" in page
    assert first.split("## Two lists")[1].split("## What")[0] in page
    figures: dict[str, Any] = json.loads((tmp_path / "coverage.json").read_text("utf-8"))
    assert set(figures) == {"two lists", "two groups"}
    assert len(figures["two lists"]["rows"]) == page.split("## Two groups")[0].split("## Two lists")[1].count("\n| ch")


def test_a_coverage_far_below_nominal_is_set_in_bold_and_a_gap_is_a_dash() -> None:
    line = runpy.run_path(str(PROGRAM))["line"]
    row = CoverageRow("s", "m", "wald", 0.95, 100, 100, 0.80, 0.04, 0.2, 0.0, 0.3, -0.1)
    assert "**80.0 ± 4.0**" in line(vars(row))
    assert "**" not in line({**vars(row), "coverage": 0.93, "error": 0.025})
    assert "| - |" in line({**vars(row), "coverage": math.nan})


def test_a_gap_and_unknown_groups_are_drawn_as_the_scenario_says() -> None:
    groups = ((0.4, 0.3, 0.3), (0.4, 0.3, 0.3))
    gap = Scenario("gap", "", 4000, (0.4, 0.3, 0.3), (), groups=groups, gap=2).draw(np.random.default_rng(1))
    assert isinstance(gap, StratifiedTable)
    assert gap.counts[0, 4:].sum() == 0
    assert gap.counts[1, 4:].sum() > 0
    assert not gap.ran[0, 2]
    thin = Scenario("unknown", "", 4000, (0.4, 0.3, 0.3), (), groups=groups, unknown=0.4).draw(np.random.default_rng(1))
    assert isinstance(thin, IncompleteTable)
    assert 0.2 < thin.incomplete / thin.observed < 0.4
