"""Averaging over decomposable graphs: against Madigan and York 1997 and against the R package dga."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from omvang import graphs as graphs_module
from omvang import hidden_numbers
from omvang.capture import CaptureTable
from omvang.chordal import decomposable_graphs
from omvang.errors import InputError
from omvang.estimate import Judgement
from omvang.graphs import GammaPoissonPrior, GraphAverage, sensitivity_panel

REFERENCE: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "reference" / "omvang" / "graphs.json").read_text("utf-8"))
CASES = [pytest.param(case, run, id=f"{case['id']}-delta{run['delta']}")
         for case in REFERENCE["cases"] for run in case["bma"]]


def case_table(name: str) -> CaptureTable:
    data = next(case["data"] for case in REFERENCE["cases"] if case["id"] == name)
    return CaptureTable.from_mapping(data)


@pytest.mark.parametrize(("case", "run"), CASES)
def test_the_posterior_equals_the_reference(case: dict[str, Any], run: dict[str, Any]) -> None:
    low, high = run["nmissing"]
    table = CaptureTable.from_mapping(case["data"])
    fit = GraphAverage(delta=run["delta"], min_hidden=low, max_hidden=high).fit(table)
    assert fit.population == pytest.approx(run["posterior_mean"], rel=1e-9)
    assert abs(fit.mode - run["mode"]) <= 1
    for percent, value in run["quantiles_pct"].items():
        assert abs(fit.quantile(float(percent) / 100) - value) <= 1
    assert fit.top_graphs(1)[0][1] == pytest.approx(run["top_graph_prob"], rel=1e-8)
    assert len(fit.graph_probabilities) == run["n_graphs"]


def test_the_spina_table_of_madigan_and_york_gives_their_posterior() -> None:
    case = REFERENCE["madigan_york"]
    table = CaptureTable(("A", "B", "C"), np.array(case["Y"][1:]))
    prior = GammaPoissonPrior(13.14, 55.17)
    fit = GraphAverage(delta=1, prior=prior, min_hidden=1, max_hidden=300).fit(table)
    expected = case["expected"]
    assert fit.population == pytest.approx(expected["mean"], rel=1e-9)
    assert fit.mode == expected["mode"]
    assert [fit.quantile(float(p) / 100) for p in expected["q"]] == list(expected["q"].values())
    assert sorted(fit.graph_probabilities) == pytest.approx(sorted(expected["model_post"]), rel=1e-7)


@pytest.mark.parametrize(("t", "number"), [(2, 2), (3, 8), (4, 61), (5, 822), (6, 18154)])
def test_every_decomposable_graph_is_found_once(t: int, number: int) -> None:
    found = decomposable_graphs(t)
    assert len(found) == number
    assert len(np.unique(found.edges, axis=0)) == number
    assert (found.factors @ np.array([bin(s).count("1") for s in range(2**t)]) == t).all()


def test_the_four_cycle_is_not_decomposable_and_its_chord_makes_it_so() -> None:
    found = decomposable_graphs(4)
    cycle = [pair in {(0, 1), (1, 2), (2, 3), (0, 3)} for pair in found.pairs]
    chord = [pair != (1, 3) for pair in found.pairs]
    assert not (found.edges == cycle).all(axis=1).any()
    g = int(np.flatnonzero((found.edges == chord).all(axis=1))[0])
    assert found.cliques(g) == ((0, 1, 2), (0, 2, 3))
    assert found.label(g, "ABCD") == "[A:B:C] [A:C:D]"


def test_another_order_of_the_lists_changes_nothing() -> None:
    table = case_table("Kosovo")
    turned = table.reorder(tuple(reversed(table.lists)))
    one, other = GraphAverage(max_hidden=20_000).fit(table), GraphAverage(max_hidden=20_000).fit(turned)
    assert other.population == pytest.approx(one.population, rel=1e-10)
    assert (other.conf_int().low, other.conf_int().high) == (one.conf_int().low, one.conf_int().high)
    turned_edges = other.edge_probabilities()
    for pair, probability in one.edge_probabilities().items():
        a, b = pair.split(":")
        assert turned_edges[f"{b}:{a}"] == pytest.approx(probability, rel=1e-9)


def test_graphs_left_out_for_lack_of_weight_do_not_change_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    table = case_table("UKdat_5")
    quick = GraphAverage(max_hidden=5_000).fit(table)
    monkeypatch.setattr(graphs_module, "_SCREEN_LOG", np.inf)
    whole = GraphAverage(max_hidden=5_000).fit(table)
    assert quick.population == pytest.approx(whole.population, rel=1e-10)
    assert quick.probabilities == pytest.approx(whole.probabilities, abs=1e-10)


def test_the_probabilities_sum_to_one_and_the_interval_holds_the_median() -> None:
    fit = GraphAverage().fit(case_table("Korea"))
    assert fit.probabilities.sum() == pytest.approx(1)
    assert fit.graph_probabilities.sum() == pytest.approx(1)
    assert fit.median in fit.conf_int(level=0.5)
    assert fit.conf_int(level=0.5).low >= fit.conf_int(level=0.95).low >= fit.observed


def test_six_lists_are_answered() -> None:
    rng = np.random.default_rng(7)
    seen = rng.random((900, 6)) < 0.25
    rows = seen[seen.any(axis=1)].astype(int)
    table = CaptureTable.from_frame({name: rows[:, j] for j, name in enumerate("ABCDEF")})
    fit = GraphAverage(max_hidden=1500).fit(table)
    assert 800 < fit.population < 1000
    assert fit.terms == ()


def test_the_panel_shows_that_the_prior_decides_and_the_verdict_says_so() -> None:
    fit = GraphAverage(delta=0.25).fit(case_table("HIV"))
    assert len({round(row.median) for row in fit.panel}) > 3
    verdict = fit.check()
    assert verdict.judgement is Judgement.NOT_PUBLISHABLE
    assert "prior" in verdict.reasons[0]


def test_a_panel_that_agrees_does_not_refuse_publication() -> None:
    verdict = GraphAverage().fit(case_table("Kosovo")).check()
    assert verdict.judgement is not Judgement.NOT_PUBLISHABLE
    assert "reasonable priors" in " ".join(verdict.reasons)


def test_own_priors_can_be_put_in_the_panel() -> None:
    others = [GraphAverage(delta=0.5, max_hidden=2000), GraphAverage(prior="flat", max_hidden=500)]
    rows = sensitivity_panel(case_table("Korea"), GraphAverage(max_hidden=500), others)
    assert [row.delta for row in rows] == [0.125, 0.5, 0.125]
    assert rows[2].median > rows[0].median


def test_a_bound_that_cuts_the_posterior_off_is_told() -> None:
    fit = GraphAverage(max_hidden=8_000).fit(case_table("UKdat_5"))
    assert fit.edge_mass > 1e-3
    assert any("largest hidden number" in reason for reason in fit.reasons)


def test_a_large_grid_is_taken_in_steps_and_says_so() -> None:
    table = case_table("Kosovo")
    steps = GraphAverage(max_hidden=80_000).fit(table)
    assert steps.options["step"] == 2
    assert steps.population == pytest.approx(GraphAverage(max_hidden=60_000).fit(table).population, rel=1e-6)
    assert any("steps of 2" in reason for reason in steps.reasons)


@pytest.mark.parametrize(("name", "max_hidden"), [
    ("HIV", 10**6), ("HIV", 10**10), ("Kosovo", 10**8), ("UKdat_5", 10**9)])
def test_a_bound_far_above_the_answer_does_not_change_it(name: str, max_hidden: int) -> None:
    table = case_table(name)
    one_by_one, wide = GraphAverage(max_hidden=60_000).fit(table), GraphAverage(max_hidden=max_hidden).fit(table)
    assert wide.population == pytest.approx(one_by_one.population, rel=1e-4)
    assert wide.conf_int().low == pytest.approx(one_by_one.conf_int().low, rel=1e-4)
    assert wide.conf_int().high == pytest.approx(one_by_one.conf_int().high, rel=1e-3)
    assert abs(wide.mode - one_by_one.mode) <= 1e-3 * one_by_one.mode
    assert wide.graph_probabilities == pytest.approx(one_by_one.graph_probabilities, abs=1e-4)


def test_the_panel_of_a_wide_range_differs_between_priors() -> None:
    wide, narrow = (GraphAverage(max_hidden=top).fit(case_table("HIV")).panel for top in (10**9, 40_000))
    assert len({round(row.median) for row in wide}) > 3
    assert [row.median for row in wide] == pytest.approx([row.median for row in narrow], rel=2e-3)


def test_a_few_persons_with_a_bound_of_millions_keep_their_interval() -> None:
    table = CaptureTable(("A", "B", "C"), np.array([20, 30, 25, 9, 8, 10, 5]))
    fine, wide = GraphAverage(max_hidden=60_000).fit(table), GraphAverage(max_hidden=10**7).fit(table)
    assert (wide.conf_int().low, wide.median, wide.conf_int().high) == (
        fine.conf_int().low, fine.median, fine.conf_int().high)


def test_a_default_range_with_steps_wider_than_the_posterior_is_divided_further(
        monkeypatch: pytest.MonkeyPatch) -> None:
    many = CaptureTable(("A", "B", "C"), case_table("Korea").counts * 300)      # half its posterior at hidden number 0
    divided = GraphAverage().fit(many)
    monkeypatch.setattr(hidden_numbers, "GRID_POINTS", 10**6)
    every = GraphAverage().fit(many)
    assert len(every.grid) > 300_000 > 10 * len(divided.grid)
    assert divided.population == pytest.approx(every.population, rel=1e-4)
    assert (divided.mode, divided.median) == (every.mode, every.median)
    assert divided.conf_int().high == pytest.approx(every.conf_int().high, rel=1e-3)


def test_more_hidden_persons_than_there_are_is_refused() -> None:
    with pytest.raises(InputError, match="more persons than there are"):
        GraphAverage(max_hidden=10**12).fit(case_table("HIV"))
    panel = GraphAverage(max_hidden=hidden_numbers.MAX_HIDDEN).fit(case_table("Korea")).panel
    assert panel[-1].max_hidden == hidden_numbers.MAX_HIDDEN


def test_the_answer_as_json_holds_graphs_and_panel() -> None:
    fit = GraphAverage(max_hidden=1000).fit(case_table("Korea"))
    answer = json.loads(json.dumps(fit.to_dict(interval=fit.conf_int())))
    assert answer["graphs"][0]["graph"] == "[b:c] [c:d]"
    assert answer["interval"]["method"] == "posterior"
    assert len(answer["panel"]) == 6
    assert answer["provenance"]["options"]["delta"] == 0.125


@pytest.mark.parametrize("options", [
    {"delta": 0}, {"delta": -1.0}, {"delta": float("nan")}, {"delta": "1"}, {"delta": True}, {"prior": "guess"},
    {"prior": None}, {"prior": ["1/N"]}])
def test_wrong_options_are_refused(options: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        GraphAverage(**options)


def test_a_gamma_prior_without_positive_parameters_is_refused() -> None:
    with pytest.raises(InputError, match="positive"):
        GammaPoissonPrior(0, 1)


@pytest.mark.parametrize("bounds", [{"max_hidden": 0}, {"max_hidden": -5}, {"max_hidden": 5, "min_hidden": 9},
                                    {"max_hidden": 1.5}, {"max_hidden": True}, {"min_hidden": "1"}])
def test_an_empty_grid_is_refused(bounds: dict[str, Any]) -> None:
    with pytest.raises(InputError, match="max_hidden"):
        GraphAverage(**bounds).fit(case_table("Korea"))


def test_seven_lists_and_another_interval_are_refused() -> None:
    rng = np.random.default_rng(1)
    flags = rng.random((400, 7)) < 0.4
    many = CaptureTable.from_frame({f"L{j}": flags[flags.any(axis=1), j].astype(int) for j in range(7)})
    with pytest.raises(InputError, match="6 lists"):
        GraphAverage().fit(many)
    with pytest.raises(InputError, match="bca"):
        GraphAverage(max_hidden=500).fit(case_table("Korea")).conf_int("bca")
