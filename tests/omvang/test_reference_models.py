"""All models, averaging, heterogeneity, profile likelihood and closed forms against Rcapture and others."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from omvang.averaging import BestModel, ModelAverage
from omvang.canonical import canonical
from omvang.capture import CaptureTable
from omvang.chao import Chao, Zelterman
from omvang.corrected import CorrectedIndependence
from omvang.design import design
from omvang.errors import InputError
from omvang.existence import status
from omvang.heterogeneity import Heterogeneity
from omvang.loglinear import LogLinear
from omvang.models import fit_all, fit_listed
from omvang.search import near_best
from omvang.stepwise import StepwisePoisson
from omvang.twolist import Chapman, LincolnPetersen, chapman, lincoln_petersen

FILE = json.loads((Path(__file__).parents[1] / "reference" / "omvang" / "mse_cases.json").read_text("utf-8"))
CASES = {case["id"]: case["expected"] for case in FILE["cases"]}


def having(block: str) -> list[Any]:
    return [pytest.param(name, expected[block], id=name) for name, expected in CASES.items() if block in expected]


def _same_ranking(table: CaptureTable, order: int, expected: dict[str, Any]) -> None:
    found = fit_all(table.counts, table.t, order)
    for criterion, block in (("bic", "top_bic"), ("aic", "top_aic")):
        for at, row in zip(found.ranked(criterion), expected[block], strict=False):
            assert table.observed + found.hidden[at] == pytest.approx(row["abundance"], rel=1e-4)
            assert found.bic[at] == pytest.approx(row["BIC"], rel=1e-4)
            assert found.aic[at] == pytest.approx(row["AIC"], rel=1e-4)
            assert found.df[at] >= 0


@pytest.mark.parametrize(("name", "expected"), having("all_models_maxorder2"))
def test_all_pair_models_rank_as_in_the_reference(name: str, expected: dict[str, Any],
                                                  tables: dict[str, CaptureTable]) -> None:
    _same_ranking(tables[name], 2, expected)
    assert fit_all(tables[name].counts, tables[name].t, 2).tried == expected["n_models"]


@pytest.mark.parametrize(("name", "expected"), having("all_models_maxorder3"))
def test_models_with_triples_rank_as_in_the_reference(name: str, expected: dict[str, Any],
                                                      tables: dict[str, CaptureTable]) -> None:
    _same_ranking(tables[name], 3, expected)


@pytest.mark.parametrize(("name", "expected"), having("bic_hierarchical_all"))
def test_the_best_hierarchical_models_are_those_of_the_reference(name: str, expected: dict[str, Any],
                                                                 tables: dict[str, CaptureTable]) -> None:
    table = tables[name]
    found = fit_all(table.counts, table.t, table.t - 1)
    for at, row in zip(found.ranked("bic"), expected["top5"], strict=False):
        assert table.observed + found.hidden[at] == pytest.approx(row["abundance"], rel=1e-5)
        assert found.bic[at] == pytest.approx(row["BIC"], abs=1e-3)


@pytest.mark.parametrize(("name", "expected"), having("bic_bootstrap_bca"))
def test_the_bootstrap_that_chooses_again_gives_the_reference_interval(name: str, expected: dict[str, Any],
                                                                       tables: dict[str, CaptureTable]) -> None:
    """top 1: the best model alone; top 12: chosen again (more change nothing). Tolerance 6 %, plus the error of the
    reference's 500 or 1000 replicates, which is ours times the root of the ratio of the replicates."""
    for top, block in ((1, "bca_first"), (12, "bca_last")):
        sample = BestModel("bic", 3, top).fit(tables[name]).bootstrap(replicates=1000, seed=1)
        for level, value in expected["value"][block].items():
            noise = 3 * sample.monte_carlo_error(float(level)) * np.sqrt(1 + 1000 / expected["value"]["nboot"])
            assert sample.quantile(float(level)) == pytest.approx(value, abs=0.06 * value + noise), (top, level)


KINDS = {"M0": ("none", False), "Mt": ("none", True)} | {
    f"{model} {shape}": (kind, model == "Mth") for model in ("Mh", "Mth")
    for shape, kind in (("Chao (LB)", "chao"), ("Poisson2", "poisson"), ("Darroch", "darroch"), ("Gamma3.5", "gamma"))}


@pytest.mark.parametrize(("name", "expected"), having("rcapture_closedp_t"))
def test_models_of_heterogeneity_give_the_reference_figures(name: str, expected: dict[str, Any],
                                                            tables: dict[str, CaptureTable]) -> None:
    for row in expected["rows"]:
        fit = Heterogeneity(*KINDS[row["model"]]).fit(tables[name])
        assert fit.population == pytest.approx(row["abundance"], rel=1e-5), row["model"]
        assert fit.standard_error == pytest.approx(row["stderr"], rel=1e-3), row["model"]
        assert (fit.aic, fit.bic) == pytest.approx((row["AIC"], row["BIC"]), abs=1e-3), row["model"]
        assert fit.df == row["df"]


@pytest.mark.parametrize(("name", "expected"), having("profile_ci_Mt"))
def test_the_profile_interval_of_independent_lists(name: str, expected: dict[str, Any],
                                                   tables: dict[str, CaptureTable]) -> None:
    found = LogLinear().fit(tables[name]).conf_int("profile")
    value = expected["value"]
    assert (found.low, found.high) == pytest.approx((value["infCL"], value["supCL"]), rel=2e-3)
    assert found.details["maximum"] == pytest.approx(value["abundance"], rel=2e-3)


@pytest.mark.parametrize(("name", "expected"), having("bias_corrected_Mt"))
def test_the_bias_corrected_independence_model(name: str, expected: dict[str, Any],
                                               tables: dict[str, CaptureTable]) -> None:
    fit = CorrectedIndependence().fit(tables[name])
    assert fit.population == pytest.approx(expected["value"]["abundance"], rel=1e-6)
    assert fit.standard_error == pytest.approx(expected["value"]["stderr"], rel=1e-3)


@pytest.mark.parametrize("case", FILE["two_list"], ids=lambda case: case["id"])
def test_two_lists_give_the_closed_form(case: dict[str, Any]) -> None:
    found = chapman(case["n1"], case["n2"], case["m"])
    assert (found.size, found.variance) == pytest.approx((case["chapman"], case["chapman_var"]), rel=1e-9)
    assert lincoln_petersen(case["n1"], case["n2"], case["m"]).size == pytest.approx(case["lincoln_petersen"], rel=1e-9)


def test_the_two_list_estimators_take_two_lists_of_a_larger_table(tables: dict[str, CaptureTable]) -> None:
    case = FILE["two_list"][1]
    assert Chapman(("NG", "PF")).fit(tables["UKdat"]).population == pytest.approx(case["chapman"])
    assert LincolnPetersen(("NG", "PF")).fit(tables["UKdat"]).population == pytest.approx(case["lincoln_petersen"])
    with pytest.raises(InputError, match="Name the two"):
        Chapman().fit(tables["UKdat"])


def test_chao_and_zelterman_by_hand() -> None:
    table = CaptureTable.from_histories("AB", {"10": 40, "01": 20, "11": 10})
    assert Chao().fit(table).hidden == pytest.approx(60**2 / (4 * 10))
    assert Zelterman().fit(table).population == pytest.approx(70 / (1 - np.exp(-2 * 10 / 60)))
    three = CaptureTable.from_histories("ABC", {"100": 30, "010": 20, "001": 10, "110": 5, "011": 4, "111": 2})
    assert Chao().fit(three).hidden == pytest.approx(2 / 3 * 60**2 / (2 * 9))


@pytest.mark.parametrize(("name", "expected"), having("existence_check"))
def test_existence_and_identifiability_are_told_apart(name: str, expected: dict[str, Any],
                                                      tables: dict[str, CaptureTable]) -> None:
    """0: an estimate; 1: no maximum exists; 2: not identifiable; 3: both."""
    table = tables[name]
    d = design(table.t)

    def code(*terms: str) -> int:
        model = d.closure([d.column(term, table.lists) for term in terms])
        finite, _, cells = d.split(model[None], d.margins(table.counts)[None])
        found = status(d, table.counts > 0, finite[0], cells[0])
        return (not found.exists) + 2 * (not found.identifiable)

    if name == "Artificial_3":
        models = {key: value for key, value in expected.items() if key not in {"reference", "tolerance"}}
        for key, value in models.items():
            assert code(*([] if key == "main" else [f"{k[0]}:{k[1]}" for k in key.split("+")])) == value, key
        return
    for term, value in expected["single_pair_models"].items():
        assert code(term) == value
    assert code(*expected["single_pair_models"]) == expected["all_pairs_model"]


def test_two_models_a_bic_unit_apart_differ_by_a_factor(uk_five: CaptureTable) -> None:
    """Model dependence must be shown: 22,991 and 12,262 persons, one unit of BIC apart."""
    first, second = ModelAverage("bic").fit(uk_five).models[:2]
    assert (round(first.population), round(second.population)) == (22_991, 12_262)
    assert second.criterion - first.criterion < 1


def test_listed_models_equal_the_same_models_among_all(uk_five: CaptureTable) -> None:
    every = fit_all(uk_five.counts, 5, 2)
    some = np.arange(0, len(every.hidden), 37)
    listed = fit_listed(uk_five.counts, every.design, every.models[some])
    assert listed.hidden == pytest.approx(every.hidden[some], rel=1e-9)
    assert listed.bic == pytest.approx(every.bic[some], rel=1e-9)


@pytest.mark.parametrize(("name", "order"), [("NewOrl_5", 2), ("NewOrl_5", 3), ("UKdat_5", 2), ("Korea", 2)])
def test_replicates_equal_the_same_models_fitted_one_table_at_a_time(
        name: str, order: int, tables: dict[str, CaptureTable]) -> None:
    table = canonical(tables[name])
    every = fit_all(table.counts, table.t, order)
    models = every.models[every.ranked("bic")[:20]]
    rng = np.random.default_rng(3)
    drawn = rng.multinomial(table.observed, table.counts / table.observed, size=25)
    best = BestModel("bic", order).replicator(table)(drawn.astype(float))
    average = ModelAverage("bic", order).replicator(table)(drawn.astype(float))
    for row, counts in enumerate(drawn):
        listed = fit_listed(counts, every.design, models)
        assert best[row] == pytest.approx(listed.hidden[np.argmin(listed.bic)], rel=1e-9)
        assert average[row] == pytest.approx(listed.weights("bic") @ listed.hidden, rel=1e-9)


def test_the_average_is_the_weighted_sum(tables: dict[str, CaptureTable]) -> None:
    table = tables["Kosovo"]
    for criterion in ("aic", "aicc", "bic"):
        found = fit_all(table.counts, 4, 2)
        fit = ModelAverage(criterion).fit(table)
        assert fit.hidden == pytest.approx(found.weights(criterion) @ found.hidden)
        assert sum(model.weight for model in fit.models) <= 1 + 1e-12
        assert fit.population in fit.conf_int("wald")


def test_too_many_lists_for_all_models_are_refused() -> None:
    lists = [f"L{j}" for j in range(7)]
    histories = {"".join("1" if k == j else "0" for k in range(7)): 10 + j for j in range(7)}
    table = CaptureTable.from_histories(lists, histories | {"1" * 7: 5})
    with pytest.raises(InputError, match="At most 6 lists"):
        ModelAverage().fit(table)
    with pytest.raises(InputError, match="criterion"):
        ModelAverage("cic")


@pytest.mark.parametrize("name", ["UKdat", "UKdat_5", "NewOrl_5", "Kosovo"])
def test_branch_and_bound_finds_every_model_near_the_best(name: str, tables: dict[str, CaptureTable]) -> None:
    table = tables[name]
    every = fit_all(table.counts, table.t, 2)
    found = near_best(table.counts, every.design, 6.0, StepwisePoisson().fit(table).bic or 0.0)
    assert found is not None
    assert len(found.bic) < 60
    assert found.bic.min() == pytest.approx(every.bic.min(), abs=1e-6)
    expected = np.sort(every.hidden[every.bic <= every.bic.min() + 6.0])
    assert np.sort(found.hidden[found.bic <= found.bic.min() + 6.0]) == pytest.approx(expected, rel=1e-7)


def test_a_search_that_grows_too_large_gives_up(tables: dict[str, CaptureTable]) -> None:
    table = tables["Dutch"]
    assert near_best(table.counts, design(6), 6.0, 1e6) is None
