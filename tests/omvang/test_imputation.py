"""Persons with unknown covariates: all stay in, and the answer says what the gaps cost."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from omvang.covariates import CovariateModel, CovariateSearch
from omvang.errors import InputError, NoEstimateError
from omvang.estimate import Judgement
from omvang.imputation import (
    IncompleteTable,
    MultipleImputation,
    completed_tables,
    independence_prior,
    pool,
)
from omvang.partial import Gap
from omvang.strata import StratifiedTable

MODEL = CovariateModel("A*sex + B*sex + C + year")


def people(seed: int = 3, persons: int = 5000, unknown: float = 0.2) -> tuple[list[dict[str, Any]], np.ndarray]:
    """Invented population: men are seen less; the sex of persons on list B is unknown more often."""
    rng = np.random.default_rng(seed)
    man, year = rng.random(persons) < 0.4, rng.choice([2020, 2021], persons)
    a = rng.random(persons) < np.where(man, 0.15, 0.4)
    b = rng.random(persons) < np.where(man, 0.2, 0.35)
    c = rng.random(persons) < 0.25
    gone = rng.random(persons) < np.where(b, 1.5, 0.7) * unknown
    rows = [{"A": int(x), "B": int(y), "C": int(z), "sex": None if g else "man" if m else "woman", "year": int(j)}
            for x, y, z, m, j, g in zip(a, b, c, man, year, gone, strict=True) if x or y or z]
    return rows, man


@pytest.fixture(scope="module")
def data() -> IncompleteTable:
    return IncompleteTable.from_rows(people()[0], ["A", "B", "C"], ["sex", "year"])


def test_nobody_is_dropped(data: IncompleteTable) -> None:
    rows = people()[0]
    assert data.observed == len(rows)
    assert data.incomplete == sum(row["sex"] is None for row in rows) == data.unknown["sex"]
    histories = StratifiedTable.from_rows([{**row, "sex": "x"} for row in rows], ["A", "B", "C"], ["year"])
    for table in completed_tables(data, 3, np.random.default_rng(1), burn_in=2, thin=1):
        assert table.observed == len(rows)
        assert (table.counts.sum(axis=0) == histories.counts.sum(axis=0)).all()      # histories are never changed
        assert (table.counts >= data.known.counts).all()


def test_the_estimate_holds_the_truth_by_sex_where_dropping_people_is_wrong(data: IncompleteTable) -> None:
    fit = MultipleImputation(MODEL).fit(data, seed=1)
    assert 5000 in fit.conf_int()
    for row in fit.by("sex"):
        true = people()[1].sum() if row.levels["sex"] == "man" else 5000 - people()[1].sum()
        assert row.low < true < row.high
    dropped = MODEL.fit(data.known)
    assert dropped.population < 4500


def test_strata_add_up_to_the_total(data: IncompleteTable) -> None:
    fit = MultipleImputation(MODEL, imputations=5).fit(data, seed=1)
    for variables in (["sex"], ["year"], ["sex", "year"]):
        rows = fit.by(*variables)
        assert sum(row.population for row in rows) == pytest.approx(fit.population)
        assert sum(row.observed for row in rows) == pytest.approx(fit.observed)
        assert all(row.known <= row.low <= row.population <= row.high for row in rows)
    assert sum(row.known for row in fit.by("year")) == fit.observed      # the year is known for everyone


def test_one_seed_gives_one_answer_and_a_generator_works_too(data: IncompleteTable) -> None:
    estimator = MultipleImputation(MODEL, imputations=4, burn_in=5, thin=2)
    one, other = estimator.fit(data, seed=9), estimator.fit(data, rng=np.random.default_rng(9))
    assert one.population == other.population
    assert one.provenance() == other.provenance()
    assert estimator.fit(data, seed=10).population != one.population


def test_nothing_unknown_is_the_ordinary_estimate() -> None:
    rows = people(unknown=0.0)[0]
    full = IncompleteTable.from_rows(rows, ["A", "B", "C"], ["sex", "year"])
    fit = MultipleImputation(MODEL, imputations=2, burn_in=0, thin=1).fit(full, seed=1)
    plain = MODEL.fit(StratifiedTable.from_rows(rows, ["A", "B", "C"], ["sex", "year"]))
    assert fit.population == pytest.approx(plain.population, rel=1e-12)
    assert fit.pooled().missing_information == 0
    assert fit.conf_int().low == pytest.approx(plain.conf_int().low, rel=1e-5)


def test_more_unknown_widens_the_interval_by_sex() -> None:
    widths = []
    for share in (0.05, 0.5):
        data = IncompleteTable.from_rows(people(unknown=share)[0], ["A", "B", "C"], ["sex", "year"])
        row = next(r for r in MultipleImputation(MODEL, imputations=10).fit(data, seed=2).by("sex")
                   if r.levels["sex"] == "man")
        widths.append((row.high - row.low) / row.population)
    assert widths[1] > widths[0]


def test_rubins_rules_by_hand() -> None:
    pooled = pool(np.array([10.0, 12.0, 14.0]), np.array([1.0, 2.0, 3.0]))
    assert (pooled.value, pooled.within, pooled.between) == (12, 2, 4)
    assert pooled.total == pytest.approx(2 + 4 * 4 / 3)
    assert pooled.df == pytest.approx(2 * (pooled.total / (16 / 3)) ** 2)
    assert pooled.missing_information == pytest.approx((16 / 3) / pooled.total)
    assert pooled.monte_carlo_error == pytest.approx(math.sqrt(4 / 3))
    low, high = pooled.bounds(5, 0.95)
    assert low > 5
    assert (low - 5) * (high - 5) == pytest.approx(49)


@pytest.mark.parametrize(("values", "variances"), [([1.0], [1.0]), ([1.0, 2.0], [1.0])])
def test_rubins_rules_need_two_answers_with_variances(values: list[float], variances: list[float]) -> None:
    with pytest.raises(InputError, match="two"):
        pool(np.array(values), np.array(variances))


def test_a_person_on_a_list_with_a_gap_is_not_drawn_into_that_year() -> None:
    rows, _ = people()
    for row in rows:
        if row["year"] == 2020:
            row["C"] = 0
        if row["sex"] is None:
            row["sex"], row["year"] = "woman", None
    rows = [row for row in rows if row["A"] or row["B"] or row["C"]]
    data = IncompleteTable.from_rows(rows, ["A", "B", "C"], ["sex", "year"], gaps=[Gap("C", {"year": 2020})])
    fit = MultipleImputation(CovariateModel("A*sex + B*sex + C + year"), imputations=3).fit(data, seed=1)
    for one in fit.fits:
        early = np.array([stratum[1] == 2020 for stratum in one.strata.strata])
        assert one.strata.counts[early][:, 4:].sum() == 0
        assert one.strata.observed == len(rows)


def test_the_prior_is_independence_and_weighs_what_is_asked(data: IncompleteTable) -> None:
    prior = independence_prior(data, 40.0)
    assert prior.sum() == pytest.approx(40)
    assert (prior[:, 0] == 0).all()
    assert np.linalg.matrix_rank(prior) == 1


def test_a_search_can_be_joined_and_the_answer_is_json(data: IncompleteTable) -> None:
    fit = MultipleImputation(CovariateSearch(), imputations=3, burn_in=5, thin=2).fit(data, seed=1)
    answer = json.loads(json.dumps(fit.to_dict(interval=fit.conf_int())))
    assert "A:sex" in answer["terms"]
    assert answer["interval"]["method"] == "rubin"
    assert answer["provenance"]["options"]["imputations"] == 3


def test_the_verdict_tells_how_many_persons_have_gaps(data: IncompleteTable) -> None:
    verdict = MultipleImputation(MODEL, imputations=3).fit(data, seed=1).check()
    assert any(f"{data.incomplete} of {data.observed} persons" in reason for reason in verdict.reasons)
    much = IncompleteTable.from_rows(people(unknown=0.5)[0], ["A", "B", "C"], ["sex", "year"])
    verdict = MultipleImputation(MODEL, imputations=3).fit(much, seed=1).check()
    assert verdict.judgement is Judgement.WITH_CAUTION
    assert any("is unknown for" in reason for reason in verdict.reasons)


def test_a_covariate_unknown_for_everyone_and_an_impossible_person_are_refused() -> None:
    rows = [{"A": 1, "B": 1, "sex": None}, {"A": 0, "B": 1, "sex": None}]
    with pytest.raises(InputError, match="unknown for everyone"):
        IncompleteTable.from_rows(rows, ["A", "B"], ["sex"])
    rows = [{"A": 1, "B": 1, "C": 0, "sex": "m", "year": 1}, {"A": 0, "B": 1, "C": 1, "sex": "v", "year": 2},
            {"A": 0, "B": 0, "C": 1, "sex": None, "year": 1}]
    with pytest.raises(InputError, match="did not run"):
        IncompleteTable.from_rows(rows, ["A", "B", "C"], ["sex", "year"], gaps=[Gap("C", {"year": 1})])


@pytest.mark.parametrize("change", [{"A": 2}, {"A": 0, "B": 0}, {"count": -1}])
def test_a_wrong_person_row_is_refused_with_its_number(change: dict[str, Any]) -> None:
    rows = [{"A": 1, "B": 1, "sex": "m"}, {"A": 1, "B": 1, "sex": None, **change}]
    with pytest.raises(InputError) as caught:
        IncompleteTable.from_rows(rows, ["A", "B"], ["sex"])
    assert caught.value.line == 2


def test_a_model_without_an_estimate_is_refused(data: IncompleteTable) -> None:
    few = [{"A": 1, "B": 0, "C": 0, "sex": s} for s in ("m", "v", None)]
    few += [{"A": 0, "B": 1, "C": 0, "sex": "m"}, {"A": 1, "B": 1, "C": 1, "sex": "v"}]
    thin = IncompleteTable.from_rows(few, ["A", "B", "C"], ["sex"])
    with pytest.raises(NoEstimateError, match="completed tables"):
        MultipleImputation(CovariateModel("(A + B + C)*sex"), imputations=3).fit(thin, seed=1)


@pytest.mark.parametrize("options", [{"imputations": 1}, {"thin": 0}, {"burn_in": -1}, {"prior_persons": 0.0}])
def test_wrong_options_are_refused(options: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        MultipleImputation(**options)


def test_a_seed_is_asked(data: IncompleteTable) -> None:
    with pytest.raises(InputError, match="seed"):
        MultipleImputation(MODEL).fit(data)


def test_an_empty_cell_of_a_file_is_unknown(tmp_path: Path) -> None:
    file = tmp_path / "persons.csv"
    file.write_text("A,B,sex,year\n1,0,v,2020\n0,1,,2021\n1,1,m,\n1,1,m,2021\n", "utf-8")
    data = IncompleteTable.read_csv(file, ["A", "B"], ["sex", "year"])
    assert (data.observed, data.incomplete) == (4, 2)
    assert data.unknown == {"sex": 1, "year": 1}
    assert data.known.levels("year") == (2020, 2021)
