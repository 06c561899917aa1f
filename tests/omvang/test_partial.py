"""Lists that did not run everywhere: against an EM algorithm written for the test, and against simulated truth."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from omvang.covariates import CovariateModel, CovariateSearch
from omvang.errors import InputError, NoEstimateError
from omvang.formula import Formula, build
from omvang.partial import Gap, coverage, with_gaps
from omvang.strata import StratifiedTable

GAP = Gap("C", {"year": 2019})


def people(seed: int = 11, persons: int = 6000) -> list[dict[str, Any]]:
    """Invented population over two years; who is on C is more often on A and B; C did not run in 2019."""
    rng = np.random.default_rng(seed)
    year = rng.choice([2019, 2020], persons)
    would = rng.random(persons) < 0.3
    a = rng.random(persons) < np.where(would, 0.6, 0.25)
    b = rng.random(persons) < np.where(would, 0.55, 0.2)
    c = would & (year != 2019)
    return [{"A": int(x), "B": int(y), "C": int(z), "year": int(j)}
            for x, y, z, j in zip(a, b, c, year, strict=True) if x or y or z]


@pytest.fixture(scope="module")
def table() -> StratifiedTable:
    return StratifiedTable.from_rows(people(), ["A", "B", "C"], ["year"])


def expectation_maximisation(table: StratifiedTable, formula: str) -> float:
    """Hidden persons by EM over the full table: an answer made in another way."""
    design = build(table, Formula.parse(formula)).A
    strata, histories = table.counts.shape
    key = np.arange(strata)[:, None] * histories + table.groups
    seen = (table.groups > 0).ravel()
    weights = np.where(seen, table.counts.ravel().astype(float), 1.0) + 0.5
    beta = np.linalg.lstsq(design, np.log(weights), rcond=None)[0]
    for _ in range(4000):
        for _ in range(3):
            mu = np.exp(design @ beta)
            beta = beta + np.linalg.solve((design * mu[:, None]).T @ design, design.T @ (weights - mu))
        mu = np.exp(design @ beta)
        sums = np.bincount(key.ravel(), weights=mu, minlength=key.size)[key.ravel()]
        filled = table.counts.ravel()[key.ravel()] * mu / sums
        weights = np.where(seen, filled, mu)
    return float(mu[~seen].sum())


def test_the_sums_are_fitted_as_an_em_algorithm_fits_them(table: StratifiedTable) -> None:
    formula = "A*C + B*C + year"
    fit = CovariateModel(formula).fit(with_gaps(table, [GAP]))
    assert fit.hidden == pytest.approx(expectation_maximisation(with_gaps(table, [GAP]), formula), rel=1e-5)


def test_a_dependence_seen_elsewhere_corrects_the_year_without_the_list() -> None:
    big = StratifiedTable.from_rows(people(persons=60_000), ["A", "B", "C"], ["year"])
    fit = CovariateModel("A*C + B*C + year").fit(with_gaps(big, [GAP]))
    for row in fit.by("year"):
        assert row.low is not None
        assert row.high is not None
        assert row.low < 30_000 * 1.03
        assert row.high > 30_000 * 0.97
    zeros = CovariateModel("A*C + B*C + year").fit(big)         # as if nobody there would have been on C
    assert abs(zeros.population - 60_000) > 3 * abs(fit.population - 60_000)


def test_without_dependence_the_list_that_did_not_run_is_simply_left_out(table: StratifiedTable) -> None:
    gap = with_gaps(table, [GAP])
    fit = CovariateModel("A*year + B*year + C").fit(gap)
    rows = [row for row in people() if row["year"] == 2019]
    n1, n2 = sum(r["A"] for r in rows), sum(r["B"] for r in rows)
    both = sum(r["A"] and r["B"] for r in rows)
    alone = next(row for row in fit.by("year") if row.levels["year"] == 2019)
    assert alone.population == pytest.approx(n1 * n2 / both, rel=1e-8)


def test_an_interaction_of_the_list_with_where_it_ran_is_refused(table: StratifiedTable) -> None:
    with pytest.raises(NoEstimateError):
        CovariateModel("A + B + C*year").fit(with_gaps(table, [GAP]))


def test_the_search_works_with_gaps_and_the_strata_still_add_up(table: StratifiedTable) -> None:
    fit = CovariateSearch().fit(with_gaps(table, [GAP]))
    assert fit.exists
    assert sum(row.population for row in fit.by("year")) == pytest.approx(fit.population)
    assert 6000 in fit.conf_int("parametric", replicates=40, seed=1, level=0.99)


def test_coverage_tells_which_lists_ran(table: StratifiedTable) -> None:
    assert coverage(with_gaps(table, [GAP])) == (({"year": 2019}, ("A", "B")), ({"year": 2020}, ("A", "B", "C")))


def test_gaps_can_name_several_levels_and_covariates() -> None:
    rows = [{"A": 1, "B": k % 2, "C": int(k > 5), "year": 2018 + k % 4, "region": "N" if k % 3 else "S"}
            for k in range(48)]
    table = StratifiedTable.from_rows(rows, ["A", "B", "C"], ["year", "region"])
    gap = with_gaps(table, [Gap("B", {"year": [2018, 2020], "region": "N"})])
    off = [stratum for stratum, ran in zip(gap.strata, gap.ran[:, 1], strict=True) if not ran]
    assert set(off) == {(2018, "N"), (2020, "N")}


@pytest.mark.parametrize(("gaps", "text"), [
    ([Gap("D", {"year": 2019})], "no list 'D'"), ([Gap("C", {"month": 1})], "no covariate 'month'"),
    ([Gap("C", {"year": 1999})], "no level 1999"), ([Gap("C", {})], "names no covariate"),
    ([Gap("C", {"year": []})], "names no level"), ([Gap("C", {"year": 2020})], "cannot be observed"),
    ([Gap(name, {"year": 2019}) for name in "ABC"], "No list ran")])
def test_a_gap_that_cannot_be_is_refused(table: StratifiedTable, gaps: list[Gap], text: str) -> None:
    with pytest.raises(InputError, match=text):
        with_gaps(table, gaps)
