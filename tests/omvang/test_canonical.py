"""Other names and another order of the lists change no number, chance included."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

import numpy as np
import pytest

from omvang.averaging import BestModel, ModelAverage
from omvang.canonical import canonical
from omvang.capture import CaptureTable
from omvang.chao import Chao
from omvang.corrected import CorrectedIndependence
from omvang.errors import InputError, NoEstimateError
from omvang.graphs import GraphAverage
from omvang.heterogeneity import Heterogeneity
from omvang.loglinear import LogLinear
from omvang.probes import Estimator
from omvang.stepwise import StepwisePoisson


def _turned(table: CaptureTable, order: Sequence[int], names: Sequence[str]) -> CaptureTable:
    """The same data with the lists in another order and under other names."""
    return CaptureTable(tuple(names), table.reorder([table.lists[j] for j in order]).counts.copy())


def _random_table(rng: np.random.Generator) -> CaptureTable | None:
    t = int(rng.integers(2, 6))
    counts = rng.integers(0, 4, 2**t - 1) * rng.integers(0, 2, 2**t - 1)
    try:
        return CaptureTable(tuple("ABCDE"[:t]), counts)
    except InputError:
        return None


def test_every_order_and_every_name_gives_one_canonical_table() -> None:
    rng = np.random.default_rng(2)
    tables = [table for table in (_random_table(rng) for _ in range(150)) if table is not None]
    assert len(tables) > 60
    for table in tables:
        first = canonical(table).counts
        for order in list(permutations(range(table.t)))[::5]:
            names = [f"z{k}" for k in rng.permutation(table.t)]
            assert np.array_equal(canonical(_turned(table, order, names)).counts, first)


def test_lists_that_are_all_alike_are_settled_at_once() -> None:
    table = CaptureTable(tuple("ABCDEFGHIJ"), np.full(1023, 2))
    assert np.array_equal(canonical(table).counts, table.counts)


def test_lists_in_a_ring_that_only_turn_have_one_order_for_all_turns() -> None:
    ring = CaptureTable.from_histories("ABCDE", {"11000": 5, "01100": 5, "00110": 5, "00011": 5, "10001": 5,
                                                 "10100": 3, "01010": 3, "00101": 3, "10010": 3, "01001": 3})
    found = {canonical(_turned(ring, order, "VWXYZ")).counts.tobytes() for order in permutations(range(5))}
    assert len(found) == 1


@pytest.mark.parametrize("table", [None, "table", 3])
def test_what_is_no_table_has_no_order(table: CaptureTable) -> None:
    with pytest.raises(InputError):
        canonical(table)


ESTIMATORS: list[tuple[Estimator, tuple[str, ...]]] = [
    (StepwisePoisson(), ("bca", "percentile", "parametric", "wald", "profile")),
    (LogLinear(), ("bca", "parametric")), (BestModel(), ("bca", "wald")), (ModelAverage(), ("bca", "wald")),
    (Chao(), ("bca", "wald")), (CorrectedIndependence(), ("percentile", "wald")),
    (Heterogeneity("darroch"), ("percentile", "wald"))]


@pytest.mark.parametrize(("estimator", "methods"), ESTIMATORS, ids=[type(one).__name__ for one, _ in ESTIMATORS])
@pytest.mark.parametrize("name", ["Kosovo", "Korea"])
def test_other_names_change_no_interval_of_the_same_seed(estimator: Estimator, methods: tuple[str, ...], name: str,
                                                         tables: dict[str, CaptureTable]) -> None:
    table = tables[name]
    rng = np.random.default_rng(1)
    other = _turned(table, rng.permutation(table.t).tolist(), [f"list {k}" for k in rng.permutation(table.t)])
    try:
        one, two = estimator.fit(table), estimator.fit(other)
    except NoEstimateError:
        with pytest.raises(NoEstimateError):
            estimator.fit(other)
        return
    assert two.population == pytest.approx(one.population, rel=1e-12)
    for method in methods:
        options = {"replicates": 60, "seed": 3} if method in {"bca", "percentile", "parametric"} else {}
        first, second = one.conf_int(method, **options), two.conf_int(method, **options)
        assert (second.low, second.high) == pytest.approx((first.low, first.high), rel=1e-12)


def test_equal_p_are_broken_by_the_data_and_not_by_the_names() -> None:
    counts = {"1000": 20, "0100": 20, "0010": 20, "0001": 21, "1100": 9, "0011": 9, "1010": 2, "0101": 2, "1001": 2,
              "0110": 2}
    table = CaptureTable.from_histories("ABCD", counts)
    for order in permutations(range(4)):
        other = _turned(table, order, ["q", "p", "s", "r"])
        first, second = StepwisePoisson().fit(table), StepwisePoisson().fit(other)
        assert second.population == pytest.approx(first.population, rel=1e-12)
        assert [p for _, p in second.entered] == pytest.approx([p for _, p in first.entered], rel=1e-9)


def test_another_name_changes_no_posterior() -> None:
    table = CaptureTable.from_histories("ABC", {"100": 60, "010": 70, "001": 40, "110": 12, "101": 11, "011": 9})
    one, two = (GraphAverage().fit(each).conf_int() for each in (table, _turned(table, (2, 0, 1), "zyx")))
    assert (one.low, one.high) == (two.low, two.high)
