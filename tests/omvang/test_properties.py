"""What must hold for every table: order and form of the data change nothing, chance can be repeated."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from omvang.averaging import ModelAverage
from omvang.capture import CaptureTable
from omvang.chao import Chao
from omvang.errors import NoEstimateError, OmvangError
from omvang.loglinear import LogLinear
from omvang.resampling import seed_of
from omvang.stepwise import StepwiseFit, StepwisePoisson

QUICK = settings(max_examples=15, deadline=None, derandomize=True,
                 suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
NAMES = "abcde"


@st.composite
def tables(draw: st.DrawFn, most: int = 5) -> CaptureTable:
    """Tables of three to five lists with sparse overlaps, as registers of victims have."""
    t = draw(st.integers(3, most))
    singles = st.integers(5, 400)
    overlaps = st.one_of(st.just(0), st.integers(0, 30))
    counts = [draw(singles if mask.bit_count() == 1 else overlaps) for mask in range(1, 2**t)]
    try:
        return CaptureTable(tuple(NAMES[:t]), np.array(counts))
    except OmvangError:
        assume(False)
        raise


def fitted(table: CaptureTable, threshold: float = 0.05) -> StepwiseFit:
    try:
        return StepwisePoisson(threshold).fit(table)
    except NoEstimateError:
        assume(False)
        raise


def as_sets(terms: tuple[str, ...]) -> set[frozenset[str]]:
    return {frozenset(term.split(":")) for term in terms}


@QUICK
@given(tables(), st.randoms(use_true_random=False))
def test_the_order_of_the_lists_changes_nothing(table: CaptureTable, random: object) -> None:
    names = list(table.lists)
    random.shuffle(names)  # type: ignore[attr-defined]  # hypothesis gives a Random
    one, other = fitted(table), fitted(table.reorder(names))
    assert other.population == one.population
    assert as_sets(other.terms) == as_sets(one.terms)
    assert as_sets(other.empty_terms) == as_sets(one.empty_terms)


@QUICK
@given(tables())
def test_other_names_for_the_lists_change_only_the_names(table: CaptureTable) -> None:
    renamed = CaptureTable(tuple(f"register {name}" for name in table.lists), table.counts)
    one, other = fitted(table), fitted(renamed)
    assert other.population == one.population
    assert [term.replace("register ", "") for term in other.terms] == list(one.terms)


@QUICK
@given(tables(most=4), st.integers(0, 2**32 - 1))
def test_shuffled_and_split_rows_change_nothing(table: CaptureTable, seed: int) -> None:
    rows = [(label, part) for label, n in zip(table.labels, table.counts.tolist(), strict=True)
            for part in (n // 2, n - n // 2)]
    shuffled = [rows[i] for i in np.random.default_rng(seed).permutation(len(rows))]
    again = CaptureTable.from_histories(table.lists, shuffled)
    assert again == table
    assert again.fingerprint() == table.fingerprint()
    persons = np.repeat(table.histories, table.counts, axis=0)
    persons = persons[np.random.default_rng(seed).permutation(len(persons))]
    assert CaptureTable.from_frame({name: persons[:, j] for j, name in enumerate(table.lists)}) == table
    events = [(i, table.lists[j]) for i, j in zip(*np.nonzero(persons), strict=True)]
    assert CaptureTable.from_events(events + events[:5], lists=table.lists) == table


@QUICK
@given(tables(), st.integers(2, 50))
def test_a_table_with_every_count_multiplied_has_the_population_multiplied(table: CaptureTable, factor: int) -> None:
    """For a fixed model the estimate is proportional to the counts, and the relative interval narrows."""
    terms = fitted(table).terms
    one = LogLinear(terms).fit(table)
    many = LogLinear(terms).fit(CaptureTable(table.lists, table.counts * factor))
    assert many.population == pytest.approx(factor * one.population, rel=1e-7)
    assert many.log_standard_error == pytest.approx(one.log_standard_error / np.sqrt(factor), rel=1e-6)


@QUICK
@given(tables())
def test_the_fit_reproduces_the_margins_of_its_terms(table: CaptureTable) -> None:
    """The maximum of the likelihood is where fitted and observed margins of every term agree."""
    fit = fitted(table)
    seen = table.histories
    for term in (*table.lists, *fit.terms):
        inside = seen[:, [table.lists.index(name) for name in term.split(":")]].all(axis=1)
        assert fit.expected[inside].sum() == pytest.approx(table.counts[inside].sum(), rel=1e-7)
    assert fit.expected.sum() == pytest.approx(table.observed, rel=1e-7)
    assert fit.hidden > 0


@QUICK
@given(tables(most=4), st.sampled_from([0.5, 0.8, 0.95]))
def test_intervals_contain_the_point(table: CaptureTable, level: float) -> None:
    fit = fitted(table)
    assert fit.population in fit.conf_int("wald", level=level)
    for method in ("bca", "percentile", "parametric"):
        try:
            assert fit.population in fit.conf_int(method, level=level, replicates=40, seed=1)
        except NoEstimateError:
            continue


@QUICK
@given(tables(most=4))
def test_a_wider_level_gives_a_wider_interval(table: CaptureTable) -> None:
    fit = fitted(table)
    narrow, wide = fit.conf_int("wald", level=0.8), fit.conf_int("wald", level=0.95)
    assert wide.low < narrow.low < narrow.high < wide.high
    try:
        narrow, wide = fit.conf_int("profile", level=0.8), fit.conf_int("profile", level=0.95)
    except NoEstimateError:
        return
    assert wide.low <= narrow.low < narrow.high < wide.high


@QUICK
@given(tables(most=4), st.integers(0, 10**6))
def test_one_seed_gives_one_answer(table: CaptureTable, seed: int) -> None:
    fit = fitted(table)
    try:
        one = fit.conf_int("bca", replicates=30, seed=seed)
    except NoEstimateError:
        return
    assert fitted(table).conf_int("bca", replicates=30, seed=seed) == one
    assert fit.conf_int("bca", replicates=30, rng=np.random.default_rng(seed)) == one


@QUICK
@given(tables(most=4), st.integers(1, 64))
def test_another_batch_size_gives_the_same_replicates(table: CaptureTable, size: int) -> None:
    fit = fitted(table)
    try:
        one = fit.bootstrap(replicates=64, seed=1)
    except NoEstimateError:
        return
    other = fit.bootstrap(replicates=64, seed=1, batch_size=size)
    assert other.populations == pytest.approx(one.populations, rel=1e-9)


@QUICK
@given(tables(most=4))
def test_the_average_lies_between_its_models(table: CaptureTable) -> None:
    try:
        fit = ModelAverage(top=1000).fit(table)
    except NoEstimateError:
        return
    assert fit.hidden > 0
    assert sum(model.weight for model in fit.models) <= 1 + 1e-9
    if fit.models_fitted <= len(fit.models):
        populations = [model.population for model in fit.models]
        assert min(populations) * (1 - 1e-9) <= fit.population <= max(populations) * (1 + 1e-9)


@QUICK
@given(tables())
def test_chao_does_not_depend_on_which_list(table: CaptureTable) -> None:
    try:
        one = Chao().fit(table)
    except NoEstimateError:
        return
    assert Chao().fit(table.reorder(table.lists[::-1])).hidden == pytest.approx(one.hidden, rel=1e-12)


@QUICK
@given(tables(most=4))
def test_merging_two_lists_is_counting_anew(table: CaptureTable) -> None:
    a, b = table.lists[:2]
    try:
        merged = table.merge_lists([a, b], into="m")
    except OmvangError:
        return
    assert merged.observed == table.observed
    seen = table.histories
    assert merged.overlaps()[0, 0] == table.counts[seen[:, 0] | seen[:, 1]].sum()


def test_large_batches_agree_with_small_ones_on_the_british_table(uk_five: CaptureTable) -> None:
    fit = StepwisePoisson().fit(uk_five)
    whole = fit.bootstrap(replicates=400, seed=5, batch_size=400)
    parts = fit.bootstrap(replicates=400, seed=5, batch_size=7)
    assert parts.populations == pytest.approx(whole.populations, rel=1e-9)
    assert parts.acceleration == pytest.approx(whole.acceleration, abs=1e-12)


def test_the_order_of_the_lists_does_not_change_the_bootstrap(uk_five: CaptureTable) -> None:
    one = StepwisePoisson().fit(uk_five).conf_int("bca", replicates=100, seed=1)
    other = StepwisePoisson().fit(uk_five.reorder(["GP", "NG", "LA", "GO", "PFNCA"])).conf_int("bca", replicates=100,
                                                                                              seed=1)
    assert other == one


def test_a_generator_that_was_used_has_no_seed() -> None:
    rng = np.random.default_rng(12)
    assert seed_of(rng) == 12
    rng.random()
    assert seed_of(rng) is None
