"""Stepwise selection against SparseMSE on six published tables, and the published figures of the papers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from omvang.capture import CaptureTable
from omvang.loglinear import LogLinear
from omvang.resampling import acceleration
from omvang.stepwise import StepwisePoisson

CASES = json.loads((Path(__file__).parents[1] / "reference" / "omvang" / "mse_cases.json").read_text("utf-8"))["cases"]
STEPWISE = [pytest.param(case["id"], row, id=f"{case['id']}-{row['pthresh']}")
            for case in CASES for row in case["expected"].get("stepwise_poisson_p", {}).get("cases", [])]
BCA = [pytest.param(case["id"], case["expected"]["bca_stepwise_pthresh_0.02"], id=case["id"])
       for case in CASES if "bca_stepwise_pthresh_0.02" in case["expected"]]


@pytest.mark.parametrize(("name", "expected"), STEPWISE)
def test_every_threshold_gives_the_reference_model(name: str, expected: dict[str, Any],
                                                   tables: dict[str, CaptureTable]) -> None:
    fit = StepwisePoisson(expected["pthresh"]).fit(tables[name])
    assert fit.population == pytest.approx(expected["point"], rel=1e-6)
    assert set(fit.terms) == set(expected["finite_terms"])
    assert set(fit.empty_terms) == set(expected["empty_overlap_terms"])
    assert fit.deviance == pytest.approx(expected["deviance"], abs=1e-3)
    assert fit.df == expected["df_resid"]
    assert fit.aic == pytest.approx(expected["aic_adjusted"], abs=1e-6)


@pytest.mark.parametrize(("name", "expected"), STEPWISE)
def test_the_wald_interval_is_the_reference_interval(name: str, expected: dict[str, Any],
                                                     tables: dict[str, CaptureTable]) -> None:
    interval = StepwisePoisson(expected["pthresh"]).fit(tables[name]).conf_int("wald")
    assert (interval.low, interval.high) == pytest.approx(tuple(expected["ci95_wald_log_dark"]), rel=1e-4)


@pytest.mark.parametrize(("name", "expected"), BCA)
def test_the_acceleration_of_the_jackknife_is_the_reference(name: str, expected: dict[str, Any],
                                                            tables: dict[str, CaptureTable]) -> None:
    table = tables[name]
    found = acceleration(StepwisePoisson(0.02).replicator(table), table)
    assert found == pytest.approx(expected["ahat"], abs=2e-6)


@pytest.mark.parametrize(("name", "expected"), BCA)
def test_bca_quantiles_agree_within_their_monte_carlo_error(name: str, expected: dict[str, Any],
                                                            tables: dict[str, CaptureTable]) -> None:
    sample = StepwisePoisson(0.02).fit(tables[name]).bootstrap(replicates=1000, seed=1)
    assert sample.failed == 0
    for level, value in expected["bca_quantiles"].items():
        sd = expected["sd_of_quantile_at_B1000"][level]
        if sd <= 0.1 * value:
            assert sample.quantile(float(level)) == pytest.approx(value, abs=5 * sd + 0.01 * value), level


def test_the_bca_interval_reads_its_own_quantiles(uk_five: CaptureTable) -> None:
    fit = StepwisePoisson(0.02).fit(uk_five)
    sample = fit.bootstrap(replicates=500, seed=3)
    interval = fit.conf_int("bca", replicates=500, rng=np.random.default_rng(3))
    assert (interval.low, interval.high) == (sample.quantile(0.025), sample.quantile(0.975))
    assert interval.details["acceleration"] == pytest.approx(-0.012181081373785, abs=2e-6)


def test_the_published_british_figures_of_2013(tables: dict[str, CaptureTable]) -> None:
    """Bales, Hesketh and Silverman 2015: 10,000 to 13,000 potential victims."""
    fit = StepwisePoisson(0.02).fit(tables["UKdat"])
    interval = fit.conf_int("wald")
    assert round(fit.population) == 11_418
    assert (round(interval.low), round(interval.high)) == (9_977, 13_146)
    assert interval.low < 10_000 < 13_000 < interval.high


def test_the_published_figure_for_new_orleans(tables: dict[str, CaptureTable]) -> None:
    """Bales, Murphy and Silverman 2020, five lists: 1,034."""
    assert round(StepwisePoisson(0.02).fit(tables["NewOrl_5"]).population) == 1_034


def test_fixed_terms_give_the_extended_estimate_of_the_paper(trap: CaptureTable) -> None:
    """Chan, Silverman and Vincent 2021, table 2: with A:C and B:C the population is 296."""
    fit = LogLinear(("A:C", "B:C")).fit(trap)
    interval = fit.conf_int("wald")
    assert fit.population == pytest.approx(296.0, rel=1e-9)
    assert (interval.low, interval.high) == pytest.approx((174.935, 602.746), rel=1e-5)
    assert fit.empty_terms == ("A:C", "B:C")


def test_main_effects_of_the_artificial_table(trap: CaptureTable) -> None:
    assert LogLinear().fit(trap).population == pytest.approx(539.0939, rel=1e-6)


def _scoring_until_the_deviance_settles(table: CaptureTable) -> float:
    """The standard error of log hidden as iteratively reweighted least squares gives it when it stops at a relative
    change of 1e-8 in the deviance: from the weights of one iteration before the last."""
    y = table.counts.astype(float)
    x = np.column_stack([np.ones(len(y)), table.histories])
    mu, before = y + 0.1, np.inf
    while True:
        weighted = x * mu[:, None]
        covariance = np.linalg.inv(x.T @ weighted)
        mu = np.exp(x @ (covariance @ (weighted.T @ (np.log(mu) + (y - mu) / mu))))
        after = 2 * (np.where(y > 0, y * np.log(np.where(y > 0, y, 1) / mu), 0) - y + mu).sum()
        if abs(after - before) / (abs(after) + 0.1) < 1e-8:
            return float(np.sqrt(covariance[0, 0]))
        before = after


def test_the_interval_of_the_artificial_table_is_exact_where_the_reference_stopped_early(
        trap: CaptureTable, reference: dict[str, Any]) -> None:
    """The reference interval differs from ours by 2e-5: its standard error is one iteration old. Repeating that early
    stop reproduces it, and the exact interval is ours."""
    fit = LogLinear().fit(trap)
    low, high = reference["cases"]["Artificial_3"]["expected"]["main_effects"]["ci95"]
    reach = np.exp(1.959963984540054 * _scoring_until_the_deviance_settles(trap))
    assert (96 + fit.hidden / reach, 96 + fit.hidden * reach) == pytest.approx((low, high), rel=1e-6)
    ours = fit.conf_int("wald")
    assert (ours.low, ours.high) == pytest.approx((low, high), rel=3e-5)
