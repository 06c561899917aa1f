"""Models with covariates: strata that add up, existence, search. Reference: R glm on the spina bifida table."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from omvang import covariate_search
from omvang.capture import CaptureTable
from omvang.covariate_search import Score
from omvang.covariates import CovariateModel, CovariateSearch
from omvang.errors import InputError, NoEstimateError
from omvang.estimate import Judgement
from omvang.loglinear import LogLinear
from omvang.strata import StratifiedTable

FILE = Path(__file__).parents[1] / "reference" / "omvang" / "covariates_spina.json"
SPINA: dict[str, Any] = json.loads(FILE.read_text("utf-8"))["case"]
CASES = [pytest.param(case, id=name) for name, case in SPINA["expected"].items()]


@pytest.fixture
def spina() -> StratifiedTable:
    return StratifiedTable.from_cells(SPINA["rows"], SPINA["lists"], ["eth"], count="y")


def simulate(seed: int = 5, persons: int = 4000, years: tuple[int, ...] = (2019, 2020, 2021)) -> StratifiedTable:
    """Invented population: two sexes, growth by year, men seen less by list A, lists B and C dependent."""
    rng = np.random.default_rng(seed)
    growth = np.array([1.1**k for k in range(len(years))])
    year = rng.choice(years, persons, p=growth / growth.sum())
    man = rng.random(persons) < 0.4
    a = rng.random(persons) < np.where(man, 0.15, 0.35)
    b = rng.random(persons) < 0.3
    c = rng.random(persons) < np.where(b, 0.4, 0.2)
    rows = [{"A": int(x), "B": int(y), "C": int(z), "sex": "man" if m else "woman", "year": int(j)}
            for x, y, z, m, j in zip(a, b, c, man, year, strict=True) if x or y or z]
    return StratifiedTable.from_rows(rows, ["A", "B", "C"], ["sex", "year"])


# --- against the reference -----------------------------------------------------------------------------------
@pytest.mark.parametrize("case", CASES)
def test_the_spina_table_gives_the_reference_figures(spina: StratifiedTable, case: dict[str, Any]) -> None:
    fit = CovariateModel(case["formula"], boundary="limit").fit(spina)
    assert fit.population == pytest.approx(case["Nhat"], rel=1e-9)
    assert fit.deviance == pytest.approx(case["dev"], abs=1e-8)
    assert fit.df == case["df"]
    assert fit.aic == pytest.approx(case["aic"], abs=1e-7)
    assert fit.bic == pytest.approx(case["bic_n"], abs=1e-7)
    assert fit.observed == case["observed"]
    assert {row.levels["eth"]: row.population for row in fit.by("eth")} == pytest.approx(case["by_eth"], rel=1e-7)


def test_a_stratum_whose_maximum_does_not_exist_is_refused_with_the_terms_named(spina: StratifiedTable) -> None:
    formula = SPINA["expected"]["spina_eth"]["formula"]
    with pytest.raises(NoEstimateError, match="goes to 0 in other") as caught:
        CovariateModel(formula).fit(spina)
    assert set(caught.value.terms) == {"eth=other", "S1:eth=other", "S2:eth=other"}


def test_the_limit_that_a_plain_glm_gives_is_marked_as_no_estimate(spina: StratifiedTable) -> None:
    fit = CovariateModel(SPINA["expected"]["spina_eth"]["formula"], boundary="limit").fit(spina)
    assert not fit.exists
    assert fit.check().judgement is Judgement.NOT_PUBLISHABLE
    other = next(row for row in fit.by("eth") if row.levels["eth"] == "other")
    assert (other.hidden, other.low, other.high) == (0, None, None)
    values = {c.label: c.value for c in fit.coefficients()}
    assert values["eth=other"] == -math.inf
    assert values["S1:eth=other"] == math.inf
    with pytest.raises(NoEstimateError, match="limit"):
        fit.conf_int()


def test_a_pair_without_overlap_is_infinite_but_the_hidden_number_exists() -> None:
    cells = {"100": 30, "010": 40, "001": 25, "101": 6, "011": 9}
    rows = [{**dict(zip("ABC", map(int, h), strict=True)), "count": n} for h, n in cells.items()]
    table = StratifiedTable.from_rows(rows, ["A", "B", "C"], [])
    fit = CovariateModel("A*B + C").fit(table)
    assert fit.exists
    assert fit.empty_terms == ("A:B",)
    assert any("infinite" in reason for reason in fit.reasons)
    # without A:B cells the model is A*C, B*C independence given C: hidden = 001 * 100 / 101 style products
    reduced = CovariateModel("A + B + C").fit(
        StratifiedTable(table.lists, (), table.strata, table.counts,
                        unobserved=np.array([[h & 3 == 3 for h in range(8)]])))
    assert fit.hidden == pytest.approx(reduced.hidden - reduced.fit.solution.hidden[1:].sum(), rel=1e-8)


# --- what must hold ------------------------------------------------------------------------------------------
def test_every_margin_adds_up_to_the_total() -> None:
    fit = CovariateModel("A*sex + B*C + year").fit(simulate())
    for variables in ([], ["sex"], ["year"], ["sex", "year"]):
        rows = fit.by(*variables)
        assert sum(row.hidden for row in rows) == pytest.approx(fit.hidden, rel=1e-12)
        assert sum(row.observed for row in rows) == fit.observed


def test_whole_numbers_add_up_in_every_margin() -> None:
    fit = CovariateModel("A*sex + B*C + year").fit(simulate())
    total = round(fit.population)
    for variables in ([], ["sex"], ["year"], ["sex", "year"]):
        assert sum(persons for _, persons in fit.rounded(*variables)) == total
    by_cell = {tuple(levels.values()): n for levels, n in fit.rounded("sex", "year")}
    for levels, persons in fit.rounded("sex"):
        assert persons == sum(n for key, n in by_cell.items() if key[0] == levels["sex"])


def test_the_right_model_finds_the_simulated_population() -> None:
    fit = CovariateModel("A*sex + B*C + year").fit(simulate())
    assert 4000 in fit.conf_int()
    assert fit.population in fit.conf_int()
    plain = CovariateModel("A + B + C + sex + year").fit(simulate())
    assert plain.population < 0.97 * fit.population       # dependence ignored: too low


def test_without_covariates_it_is_the_ordinary_model() -> None:
    counts = {"100": 30, "010": 40, "001": 25, "110": 5, "101": 6, "011": 9, "111": 2}
    table = CaptureTable.from_histories("ABC", counts)
    rows = [{**dict(zip("ABC", map(int, h), strict=True)), "count": n} for h, n in counts.items()]
    plain = StratifiedTable.from_rows(rows, ["A", "B", "C"], [])
    assert plain.collapse() == table
    saturated = CovariateModel("(A + B + C)^2").fit(plain)
    odd, even = 30 * 40 * 25 * 2, 5 * 6 * 9
    assert saturated.hidden == pytest.approx(odd / even, rel=1e-9)


def test_shuffled_rows_and_other_reference_levels_change_nothing() -> None:
    table = simulate()
    order = np.random.default_rng(1).permutation(len(table.strata))
    turned = StratifiedTable(table.lists, table.variables, tuple(table.strata[i] for i in order),
                             table.counts[order])
    one, other = (CovariateModel("A*sex + B*C + year").fit(t) for t in (table, turned))
    assert other.population == pytest.approx(one.population, rel=1e-9)
    assert other.conf_int().high == pytest.approx(one.conf_int().high, rel=1e-7)


def test_ten_times_the_persons_give_ten_times_the_estimate() -> None:
    table = simulate()
    ten = table.with_counts(table.counts * 10)
    one, other = (CovariateModel("A*sex + B*C + year").fit(t) for t in (table, ten))
    assert other.population == pytest.approx(10 * one.population, rel=1e-9)
    narrow = (other.conf_int().high - other.population) / other.population
    assert narrow < 0.4 * (one.conf_int().high - one.population) / one.population


def test_the_year_trend_finds_the_simulated_growth() -> None:
    fit = CovariateModel("A*sex + B*C + trend(year)").fit(simulate(persons=20_000))
    growth = fit.trend("year")
    assert growth["low"] < 1.1 < growth["high"]
    assert growth["high"] - growth["low"] < 0.1
    years = [row.population for row in fit.by("year")]
    assert years == sorted(years)


def test_a_trend_that_is_not_in_the_formula_or_interacts_is_refused() -> None:
    with pytest.raises(InputError, match="trend"):
        CovariateModel("A + B + C + sex + year").fit(simulate()).trend("year")
    with pytest.raises(InputError, match="trend"):
        CovariateModel("A*trend(year) + B + C + sex").fit(simulate()).trend("year")
    with pytest.raises(InputError, match="numbers"):
        CovariateModel("A + B + C + trend(sex)").fit(simulate())


# --- the search ----------------------------------------------------------------------------------------------
def test_the_search_finds_the_terms_the_population_was_made_with() -> None:
    fit = CovariateSearch().fit(simulate(persons=20_000))
    assert {"A:sex", "B:C"} <= set(fit.terms)
    assert 20_000 in fit.conf_int(level=0.99)
    values = [step.criterion for step in fit.path]
    assert values == sorted(values, reverse=True)
    assert fit.path[0].change == "start"
    assert fit.path[-1].population == pytest.approx(fit.population)


def test_the_search_stays_between_the_minimal_and_the_maximal_formula(spina: StratifiedTable) -> None:
    fit = CovariateSearch("S1 + S2 + S3 + eth", "(S1 + S2 + S3)^2 + eth").fit(spina)
    assert set(fit.terms) <= {"S1:S2", "S1:S3", "S2:S3"}
    best = min((CovariateModel(f"S1 + S2 + S3 + eth{extra}").fit(spina).bic or math.inf)
               for extra in ("", " + S1:S2", " + S2:S3", " + S1:S2 + S2:S3", " + S1:S3", " + S1:S3 + S2:S3",
                             " + S1:S2 + S1:S3"))
    assert fit.bic is not None
    assert fit.bic <= best + 1e-9


def test_the_search_passes_over_a_term_with_which_no_estimate_exists(spina: StratifiedTable) -> None:
    fit = CovariateSearch(criterion="aic").fit(spina)
    assert fit.exists
    assert "S1:eth" not in fit.terms
    assert any("passed over" in reason for reason in fit.reasons)


def test_a_maximal_formula_without_the_minimal_terms_is_refused(spina: StratifiedTable) -> None:
    with pytest.raises(InputError, match="S3"):
        CovariateSearch("S1 + S2 + S3", "S1 + S2").fit(spina)


def test_a_minimal_formula_without_an_estimate_is_refused(spina: StratifiedTable) -> None:
    with pytest.raises(NoEstimateError, match="minimal"):
        CovariateSearch("(S1 + S2 + S3)*eth", "(S1 + S2 + S3)^2*eth").fit(spina)


# --- intervals -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", ["parametric", "percentile"])
def test_a_bootstrap_agrees_with_wald_and_can_be_computed_again(kind: str) -> None:
    fit = CovariateModel("A*sex + B*C + year").fit(simulate())
    wald, drawn = fit.conf_int(), fit.conf_int(kind, replicates=200, seed=3)
    assert drawn.low == pytest.approx(wald.low, rel=0.05)
    assert drawn.high == pytest.approx(wald.high, rel=0.1)
    assert drawn == fit.conf_int(kind, replicates=200, seed=3)
    assert (drawn.replicates, drawn.seed, drawn.failed) == (200, 3, 0)


def test_strata_have_intervals_from_the_same_replicates() -> None:
    fit = CovariateModel("A*sex + B*C + year").fit(simulate())
    drawn = fit.bootstrap(replicates=60, seed=1)
    women = np.array([stratum[0] == "woman" for stratum in fit.strata.strata])
    both = drawn.populations[:, women].sum(axis=1) + drawn.populations[:, ~women].sum(axis=1)
    assert both == pytest.approx(drawn.populations.sum(axis=1))
    row = next(r for r in fit.by("sex") if r.levels["sex"] == "woman")
    assert row.population in drawn.interval(women)


def test_the_search_can_be_repeated_in_each_replicate() -> None:
    fit = CovariateSearch(maximal="(A + B + C)^2 + sex + year").fit(simulate())
    again = fit.conf_int("percentile", replicates=20, seed=1, reselect=True)
    assert again.low < fit.population < again.high
    with pytest.raises(InputError, match="no search"):
        CovariateModel().fit(simulate()).bootstrap(reselect=True, replicates=20, seed=1)


def test_a_bootstrap_without_seed_and_an_unknown_method_are_refused() -> None:
    fit = CovariateModel().fit(simulate())
    with pytest.raises(InputError, match="seed"):
        fit.conf_int("parametric", replicates=50)
    with pytest.raises(InputError, match="profile"):
        fit.conf_int("profile")


def test_the_answer_as_json_holds_the_strata_and_is_the_same_twice() -> None:
    table = simulate()
    one, other = (json.dumps(CovariateSearch().fit(t).to_dict()) for t in (table, simulate()))
    assert one == other
    answer = json.loads(one)
    assert answer["formula"].startswith("A + B + C")
    assert sum(row["population"] for row in answer["strata"]) == pytest.approx(answer["population"])
    assert answer["provenance"]["options"]["strata"] == table.fingerprint()


def test_a_thin_table_asks_for_caution() -> None:
    rows = [{"A": a, "B": b, "C": c, "place": f"p{k % 9}", "age": f"a{k % 2}", "form": f"f{k % 4}"}
            for k, (a, b, c) in enumerate([(1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 1, 0), (0, 1, 1)] * 14)]
    table = StratifiedTable.from_rows(rows, ["A", "B", "C"], ["place", "age", "form"])
    verdict = CovariateModel().fit(table).check()
    assert verdict.judgement is not Judgement.PUBLISHABLE
    assert any("nobody was seen" in reason for reason in verdict.reasons)


def test_the_score_statistic_foretells_how_the_deviance_falls() -> None:
    table = simulate(persons=20_000)
    fit = CovariateModel("A + B + C + sex + year").fit(table)
    for term in ("A:B", "B:C", "C:year"):
        larger = CovariateModel(f"A + B + C + sex + year + {term}").fit(table)
        assert fit.deviance is not None
        assert larger.deviance is not None
        gain = Score(fit.fit).gain(frozenset(term.split(":")), price=0.0)
        assert gain == pytest.approx(fit.deviance - larger.deviance, rel=0.25, abs=1.0)


def test_trying_the_best_score_first_ends_where_trying_everything_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    table = simulate(seed=8)
    monkeypatch.setattr(covariate_search, "SCREENED", 1)
    quick = CovariateSearch().fit(table)
    monkeypatch.setattr(covariate_search, "SCREENED", 1000)
    whole = CovariateSearch().fit(table)
    assert quick.formula.split(" + ")[:5] == whole.formula.split(" + ")[:5]
    assert set(quick.terms) == set(whole.terms)
    assert quick.population == pytest.approx(whole.population, rel=1e-9)


def _two_lists(only_a: int, only_b: int, both: int) -> StratifiedTable:
    """Two strata with half of the persons each."""
    row = np.array([0, only_a // 2, only_b // 2, both // 2])
    return StratifiedTable(("A", "B"), ("sex",), (("v",), ("m",)), np.array([row, row]))


@pytest.mark.parametrize(("counts", "judgement", "text"), [
    ((80, 60, 4), Judgement.NOT_PUBLISHABLE, "Only 4 persons"),
    ((800, 800, 2), Judgement.NOT_PUBLISHABLE, "hidden for each one seen"),
    ((400, 400, 100), Judgement.WITH_CAUTION, "two lists")])
def test_the_verdict_is_no_milder_than_without_covariates(counts: tuple[int, int, int], judgement: Judgement,
                                                         text: str) -> None:
    table = _two_lists(*counts)
    verdict, plain = CovariateModel("A + B + sex").fit(table).check(), LogLinear().fit(table.collapse()).check()
    ranks = list(Judgement)
    assert verdict.judgement is judgement
    assert ranks.index(verdict.judgement) >= ranks.index(plain.judgement)
    assert any(text in reason for reason in verdict.reasons)


def test_a_model_that_does_not_fit_asks_for_caution() -> None:
    counts = np.array([[0, 400, 100, 200, 100, 20, 30, 150], [0, 100, 400, 20, 150, 200, 30, 100]])
    table = StratifiedTable(("A", "B", "C"), ("sex",), (("v",), ("m",)), counts)
    verdict = CovariateModel("A + B + C + sex").fit(table).check()
    assert verdict.judgement is not Judgement.PUBLISHABLE
    assert any("fits the table poorly" in reason for reason in verdict.reasons)


@pytest.mark.parametrize("formula", ["sex", "A + B + sex", "trend(year)", "1:A"])
def test_a_formula_without_every_list_is_refused(formula: str) -> None:
    with pytest.raises(InputError, match=r"leaves out|names"):
        CovariateModel(formula).fit(simulate())


def test_a_search_may_not_begin_without_every_list() -> None:
    with pytest.raises(InputError, match="leaves out C"):
        CovariateSearch(minimal="A + B").fit(simulate())


def test_no_bootstrap_interval_reaches_below_the_persons_seen_in_total_or_in_a_stratum() -> None:
    table = StratifiedTable(("A", "B"), ("sex",), (("v",), ("m",)), np.array([[0, 10, 2, 5], [0, 10, 2, 5]]))
    fit = CovariateModel("A + B + sex").fit(table)
    sample = fit.bootstrap("parametric", replicates=400, seed=1)
    assert np.quantile(sample.populations.sum(axis=1), 0.025) < table.observed
    assert fit.conf_int("parametric", replicates=400, seed=1).low == table.observed
    assert sample.interval(np.array([True, False])).low == 17


def test_a_repeated_search_and_a_used_generator_are_in_the_hash() -> None:
    fit = CovariateSearch().fit(simulate(persons=600, years=(2020, 2021)))
    rng = np.random.default_rng(3)
    intervals = [fit.conf_int("percentile", replicates=20, seed=3),
                 fit.conf_int("percentile", replicates=20, seed=3, reselect=True),
                 *(fit.conf_int("percentile", replicates=20, rng=rng) for _ in range(3))]
    hashes = [fit.to_dict(interval=interval)["provenance"]["hash"] for interval in intervals]
    assert hashes[2] == hashes[0]                                   # a fresh generator tells its seed
    assert len(set(hashes)) == 4
