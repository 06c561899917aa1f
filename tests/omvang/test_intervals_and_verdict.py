"""Intervals, the judgement whether a number may be published, and what is told about a number."""

from __future__ import annotations

import json

import numpy as np
import pytest

from omvang.averaging import BestModel, ModelAverage
from omvang.capture import CaptureTable
from omvang.chao import Chao
from omvang.diagnostics import compare, odds_ratio_rows
from omvang.errors import InputError, NoEstimateError
from omvang.estimate import Estimate, Interval, Judgement
from omvang.graphs import GraphAverage
from omvang.heterogeneity import Heterogeneity
from omvang.loglinear import LogLinear
from omvang.probes import hide_lists, leave_one_out, merge_pairs, threshold_path
from omvang.resampling import Bootstrap, acceleration
from omvang.stepwise import StepwisePoisson
from omvang.twolist import Chapman

CLEAN = CaptureTable.from_histories(
    "ABC", {"100": 1030, "010": 980, "001": 1010, "110": 260, "101": 245, "011": 250, "111": 65})
THIN = CaptureTable.from_histories("ABC", {"100": 60, "010": 70, "001": 40, "110": 2, "101": 1, "011": 2})


def test_wald_is_symmetric_on_the_log_of_the_hidden_number(uk_five: CaptureTable) -> None:
    fit = StepwisePoisson().fit(uk_five)
    interval = fit.conf_int("wald", level=0.9)
    hidden = np.array([interval.low, interval.high]) - fit.observed
    assert np.sqrt(hidden.prod()) == pytest.approx(fit.hidden)
    assert np.log(hidden[1] / fit.hidden) == pytest.approx(1.6448536269514722 * fit.log_standard_error)


def test_the_parametric_bootstrap_is_near_wald_for_a_fixed_model() -> None:
    fit = LogLinear().fit(CLEAN)
    wald, drawn = fit.conf_int("wald"), fit.conf_int("parametric", replicates=2000, seed=1)
    assert (drawn.low, drawn.high) == pytest.approx((wald.low, wald.high), rel=0.02)
    assert drawn.method == "parametric"
    assert "acceleration" not in drawn.details


def test_bca_of_a_symmetric_bootstrap_without_acceleration_is_the_percentile_interval() -> None:
    values = np.linspace(90, 110, 2001)
    sample = Bootstrap(100.0, values, 0, 1, acceleration=0.0)
    bca, percentile = sample.interval("bca", 0.9), sample.interval("percentile", 0.9)
    assert (bca.low, bca.high) == pytest.approx((percentile.low, percentile.high), abs=0.02)


def test_the_monte_carlo_error_is_the_spread_between_seeds() -> None:
    fit = LogLinear().fit(CLEAN)
    samples = [fit.bootstrap(replicates=300, seed=seed) for seed in range(240)]
    for level in (0.025, 0.5, 0.975):
        spread = np.std([sample.quantile(level) for sample in samples])
        told = np.mean([sample.monte_carlo_error(level) for sample in samples])
        assert told == pytest.approx(spread, rel=0.25)


def test_an_interval_that_misses_its_point_is_stretched_and_says_so() -> None:
    sample = Bootstrap(100.0, np.linspace(101, 120, 500), 3, 1, acceleration=0.0)
    interval = sample.interval("percentile", 0.5)
    assert interval.low == 100.0
    assert "stretched" in " ".join(interval.notes)
    assert "3 of 503" in interval.notes[0]


def test_a_bootstrap_without_jackknife_has_no_bca_interval() -> None:
    with pytest.raises(InputError, match="no acceleration"):
        Bootstrap(100.0, np.linspace(90, 110, 100), 0, 1).interval("bca")


def test_the_acceleration_of_a_mean_is_its_skewness() -> None:
    """For the observed number itself nothing changes with the history that is left out: no acceleration."""
    assert acceleration(lambda counts: np.zeros(len(counts)), CLEAN) == 0.0


def test_a_bootstrap_of_a_table_that_hangs_on_one_person_is_refused() -> None:
    table = CaptureTable.from_histories("AB", {"10": 30, "01": 30, "11": 1})
    with pytest.raises(NoEstimateError, match="Without one person of history 11"):
        StepwisePoisson().fit(table).conf_int("bca", replicates=50, seed=1)


def test_replicates_without_estimate_are_counted() -> None:
    table = CaptureTable.from_histories("AB", {"10": 30, "01": 30, "11": 3})
    interval = Chapman().fit(table).conf_int("percentile", replicates=500, seed=1)
    assert 5 < interval.failed < 60
    assert "had no estimate" in interval.notes[0]


def test_the_profile_interval_has_no_end_where_the_data_have_none() -> None:
    table = CaptureTable.from_histories("AB", {"10": 30, "01": 30, "11": 1})
    fit = StepwisePoisson(0.0).fit(table)
    assert fit.conf_int("profile", level=0.5).high > fit.population


@pytest.mark.parametrize("method", [Chao(), ModelAverage(), Heterogeneity(), BestModel()])
def test_every_estimator_has_a_bootstrap(method: object) -> None:
    fit = method.fit(CLEAN)  # type: ignore[attr-defined]  # they share no base class
    for name in ("bca", "percentile"):
        interval = fit.conf_int(name, replicates=60, seed=2)
        assert interval.low < fit.population < interval.high
        assert interval.seed == 2
    with pytest.raises(InputError, match="has no magic interval"):
        fit.conf_int("magic")


# --- the verdict -------------------------------------------------------------------------------------------
def test_a_clear_table_is_publishable() -> None:
    verdict = StepwisePoisson().fit(CLEAN).check()
    assert verdict.judgement is Judgement.PUBLISHABLE
    assert str(verdict).startswith("publishable: ")


def test_five_overlapping_persons_are_not_publishable() -> None:
    verdict = StepwisePoisson().fit(THIN).check()
    assert verdict.judgement is Judgement.NOT_PUBLISHABLE
    assert "Only 5 persons" in verdict.reasons[0]


def test_two_lists_are_published_with_caution_at_best() -> None:
    table = CaptureTable.from_histories("AB", {"10": 300, "01": 300, "11": 100})
    for method in (StepwisePoisson(), Chapman()):
        verdict = method.fit(table).check()
        assert verdict.judgement is Judgement.WITH_CAUTION
        assert "depend on each other" in " ".join(verdict.reasons)


def test_model_dependence_is_told(uk_five: CaptureTable) -> None:
    verdict = StepwisePoisson().fit(uk_five).check()
    assert verdict.judgement is Judgement.WITH_CAUTION
    assert "from 10,674 to 25,978" in verdict.reasons[0]


def test_the_dutch_table_of_2010_2015_is_not_publishable_by_this_method(tables: dict[str, CaptureTable]) -> None:
    """111,139 persons, where the National Rapporteur published some 6,250 a year: one list decides the answer."""
    verdict = StepwisePoisson().fit(tables["Dutch"]).check()
    assert verdict.judgement is Judgement.NOT_PUBLISHABLE
    assert any(reason.startswith("Without list I") for reason in verdict.reasons)
    assert any("K:R" in reason for reason in verdict.reasons)


def test_an_estimate_without_checks_never_says_publishable() -> None:
    assert Estimate(method="other", table=CLEAN, hidden=1.0).check().judgement is Judgement.WITH_CAUTION
    with pytest.raises(InputError, match="no estimate"):
        Estimate(method="other", table=CLEAN, hidden=float("nan"))


# --- probes and comparison ---------------------------------------------------------------------------------
def test_probes_name_what_was_changed(tables: dict[str, CaptureTable]) -> None:
    table, method = tables["Kosovo"], StepwisePoisson()
    assert [probe.label for probe in leave_one_out(method, table)] == list(table.lists)
    assert [probe.label for probe in threshold_path(method, table, [0, 1])] == ["0", "1"]
    assert len(merge_pairs(method, table)) == 6
    assert leave_one_out(method, table)[0].population == pytest.approx(method.fit(table.drop_list("EXH")).population)


def test_a_probe_without_estimate_gives_its_reason(trap: CaptureTable) -> None:
    probe = leave_one_out(StepwisePoisson(), trap)[0]
    assert probe.population is None
    assert "B:C" in probe.reason


def test_a_hidden_list_shows_whether_the_others_know_of_it(tables: dict[str, CaptureTable]) -> None:
    found = {row.name: row for row in hide_lists(StepwisePoisson(), tables["Korea"])}
    assert found["d"].consistent is False
    clean = hide_lists(StepwisePoisson(), CLEAN)
    assert all(row.consistent for row in clean)
    assert clean[0].seen == 1030


def test_compare_puts_every_method_and_check_side_by_side(uk_five: CaptureTable) -> None:
    answer = json.loads(json.dumps(compare(uk_five), allow_nan=False))
    methods = {row["method"]: row for row in answer["methods"]}
    assert round(methods["stepwise (0.02)"]["population"]) == 11_313
    assert round(methods["best model (bic)"]["population"]) == 22_991
    assert methods["chao lower bound"]["low"] < methods["chao lower bound"]["population"]
    assert {row["label"] for row in answer["leave_one_out"]} == set(uk_five.lists)
    assert len(answer["overlaps"]) == 10
    assert answer["verdict"] == "with caution"


def test_compare_of_lists_without_overlap_gives_reasons_instead_of_numbers() -> None:
    answer = compare(CaptureTable.from_histories("ABC", {"100": 40, "010": 30, "001": 20}))
    assert all(row["population"] is None and row["reason"] for row in answer["methods"]
               if row["method"] != "decomposable graphs")
    assert answer["verdict"] == "not publishable"


def test_odds_ratios_are_told_in_words(tables: dict[str, CaptureTable]) -> None:
    rows = {row["term"]: row for row in odds_ratio_rows(StepwisePoisson().fit(tables["Dutch"]))}
    assert rows["K:R"]["meaning"] == "Nobody on K is on R."
    assert "likelier" in rows["O:Z"]["meaning"] or "less likely" in rows["O:Z"]["meaning"]


# --- provenance --------------------------------------------------------------------------------------------
def test_the_answer_holds_what_is_needed_to_compute_it_again(uk_five: CaptureTable) -> None:
    fit = StepwisePoisson().fit(uk_five)
    answer = fit.to_dict(interval=fit.conf_int("bca", replicates=100, seed=4), cpu_seconds=0.5)
    assert json.loads(json.dumps(answer, allow_nan=False)) == answer
    wanted = {"observed", "hidden", "population", "terms", "empty_terms", "deviance", "aic", "bic", "interval",
              "exists", "identifiable", "reasons", "verdict", "provenance", "cpu_seconds"}
    assert wanted <= set(answer)
    assert {"method", "level", "low", "high", "replicates", "seed", "failed", "monte_carlo_error"} <= set(
        answer["interval"])


def test_the_hash_changes_with_data_options_and_seed_and_with_nothing_else(uk_five: CaptureTable) -> None:
    def digest(table: CaptureTable, threshold: float, seed: int, batch: int = 64) -> str:
        fit = StepwisePoisson(threshold).fit(table)
        interval = fit.conf_int("bca", replicates=50, seed=seed, batch_size=batch)
        return str(fit.to_dict(interval=interval)["provenance"]["hash"])

    one = digest(uk_five, 0.02, 1)
    assert digest(uk_five, 0.02, 1, batch=8) == one
    assert len({one, digest(uk_five, 0.02, 2), digest(uk_five, 0.05, 1),
                digest(uk_five.drop_list("LA"), 0.02, 1)}) == 4


def test_an_interval_contains_its_ends() -> None:
    interval = Interval(method="wald", level=0.95, low=1.0, high=2.0)
    assert 1.0 in interval
    assert 2.0 in interval
    assert 2.1 not in interval


def test_a_used_generator_is_recorded_so_that_two_intervals_never_share_a_hash() -> None:
    fit = LogLinear().fit(CLEAN)
    rng = np.random.default_rng(4)
    answers = [fit.to_dict(interval=fit.conf_int("percentile", replicates=50, rng=rng)) for _ in range(3)]
    fresh, *used = (answer["provenance"] for answer in answers)
    assert fresh["interval"]["seed"] == 4
    assert "generator" not in fresh["interval"]
    assert all(part["interval"]["seed"] is None and len(part["interval"]["generator"]) == 64 for part in used)
    assert len({answer["provenance"]["hash"] for answer in answers}) == 3
    assert len({answer["interval"]["low"] for answer in answers}) == 3


def test_the_same_state_of_a_generator_gives_the_same_numbers_and_hash() -> None:
    def answer(generator: np.random.Generator) -> tuple[float, str]:
        generator.random(17)
        fit = LogLinear().fit(CLEAN)
        interval = fit.conf_int("percentile", replicates=50, rng=generator)
        return interval.low, fit.to_dict(interval=interval)["provenance"]["hash"]

    assert answer(np.random.default_rng(4)) == answer(np.random.default_rng(4))
    assert answer(np.random.default_rng(4)) != answer(np.random.default_rng(5))
    mersenne = [answer(np.random.Generator(np.random.MT19937(seed))) for seed in (1, 2)]
    assert mersenne[0] != mersenne[1]


def test_an_interval_of_chance_that_cannot_be_repeated_has_no_hash() -> None:
    interval = Interval("percentile", 0.95, 4600.0, 9000.0, replicates=100)
    assert LogLinear().fit(CLEAN).to_dict(interval=interval)["provenance"]["hash"] is None


# --- no interval below the persons who were seen ---------------------------------------------------------------
@pytest.mark.parametrize("method", ["wald", "profile", "bca", "percentile", "parametric"])
@pytest.mark.parametrize("estimator", [LogLinear(), StepwisePoisson(), BestModel()], ids=["own", "stepwise", "best"])
def test_no_interval_reaches_below_the_persons_seen(estimator: LogLinear, method: str) -> None:
    fit = estimator.fit(CaptureTable(("A", "B"), np.array([20, 4, 10])))
    options = {} if method in ("wald", "profile") else {"replicates": 2000, "seed": 1}
    interval = fit.conf_int(method, **options)
    assert fit.observed <= interval.low <= fit.population <= interval.high
    assert (method == "parametric") == any("raised" in note for note in interval.notes)


def test_the_other_end_of_a_raised_interval_is_that_of_the_replicates() -> None:
    fit = LogLinear().fit(CaptureTable(("A", "B"), np.array([20, 4, 10])))
    sample = fit.bootstrap(parametric=True, replicates=500, seed=1)
    interval = fit.conf_int("parametric", replicates=500, seed=1)
    assert sample.quantile(0.025, "parametric") < fit.observed == interval.low
    assert interval.high == sample.quantile(0.975, "parametric")


# --- persons who differ ----------------------------------------------------------------------------------------
@pytest.mark.parametrize("estimator", [StepwisePoisson(), LogLinear(), ModelAverage()],
                         ids=["stepwise", "own", "average"])
def test_persons_who_may_differ_ask_for_caution_with_the_range(tables: dict[str, CaptureTable],
                                                              estimator: LogLinear) -> None:
    verdict = estimator.fit(tables["HIV"]).check()
    assert verdict.judgement is Judgement.WITH_CAUTION
    assert any("harder to find" in reason and "30,623" in reason for reason in verdict.reasons)


def test_compare_tells_that_a_lower_bound_is_above_the_estimate(tables: dict[str, CaptureTable]) -> None:
    answer = compare(tables["HIV"])
    assert answer["verdict"] == "with caution"
    assert any("lower bound" in reason and "11,701, above the estimate of 11,125" in reason
               for reason in answer["reasons"])


def test_models_with_persons_who_differ_do_not_count_where_the_data_speak_against_them(
        tables: dict[str, CaptureTable]) -> None:
    assert not any("lower bound" in reason or "harder to find" in reason
                   for reason in StepwisePoisson().fit(tables["UKdat_5"]).check().reasons)
    assert StepwisePoisson().fit(CLEAN).check().judgement is Judgement.PUBLISHABLE


def test_an_average_over_models_that_all_fit_badly_is_not_publishable_without_a_word() -> None:
    counts = {"0100": 8865245, "1100": 146226, "0110": 3969365, "1001": 7566966, "0101": 3768211, "1011": 578878,
              "0111": 2777335}
    table = CaptureTable.from_histories(("A", "B", "C", "D"), counts)
    verdict = ModelAverage().fit(table).check()
    assert verdict.judgement is not Judgement.PUBLISHABLE
    assert any("fits the table poorly" in reason for reason in verdict.reasons)
    verdict = GraphAverage().fit(table).check()
    assert verdict.judgement is not Judgement.PUBLISHABLE
    assert any("nobody is hidden" in reason for reason in verdict.reasons)
