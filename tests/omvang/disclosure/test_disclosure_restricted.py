"""Restricted tables: exact numbers from five, and what is left out stays open under attack. All are invented."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from omvang.disclosure import (
    RESTRICTED,
    BreakableError,
    Dimension,
    PolicyError,
    ReleaseLedger,
    Table,
    attack,
    protect,
    threshold_only,
)
from omvang.errors import DisclosureError


def _table(counts: np.ndarray) -> Table:
    dimensions = tuple(Dimension(name, tuple(f"{name}{number}" for number in range(size)))
                       for name, size in zip("abc", counts.shape, strict=False))
    return Table("invented", "persons", "2024", dimensions, counts)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.integers(0, 40), min_size=12, max_size=12).filter(lambda counts: sum(counts) >= 60))
def test_what_is_left_out_keeps_five_possible_values(counts: list[int]) -> None:
    table = _table(np.reshape(counts, (4, 3)))
    made = protect(table, RESTRICTED)
    report = attack(made)
    assert report.survives
    for cell, value in zip(made.cells, table.values, strict=True):
        assert cell.value in (None, value)
        assert value >= 5 or cell.value is None, "a small number is never printed, nor is nothing"
    assert all(one.high is None or one.high - one.low + 1 >= 5 for one in report.scenarios[0].findings)


def test_secondary_suppression_holds_where_the_threshold_alone_is_broken() -> None:
    rng = np.random.default_rng(5)
    counts = rng.integers(0, 10, size=24)
    counts[rng.choice(24, 5, replace=False)] += 100
    table = _table(counts.reshape(4, 3, 2))
    assert not attack(threshold_only(table)).survives
    made = protect(table, RESTRICTED)
    assert attack(made).survives
    assert any(cell.value is None and value >= 5 for cell, value in zip(made.cells, table.values, strict=True))


def test_nothing_tells_why_a_number_was_left_out() -> None:
    made = protect(_table(np.array([[3, 40, 22], [30, 31, 60]])), RESTRICTED)
    out = [cell for cell in made.cells if cell.value is None]
    assert len(out) > 1
    assert {cell.text for cell in out} == {"."}
    assert {(cell.low, cell.high, cell.needed) for cell in out} == {(0, None, 5)}


def test_a_table_without_small_numbers_is_printed_whole() -> None:
    table = _table(np.array([[20, 40], [30, 31]]))
    made = protect(table, RESTRICTED)
    assert [cell.value for cell in made.cells] == table.values.tolist()
    assert made.audience == "restricted"
    assert protect(table).audience == "public"


def test_a_restricted_table_over_a_part_cannot_be_subtracted_from_the_whole() -> None:
    sexes = Dimension("sex", ("f", "m"))
    ledger = ReleaseLedger()
    whole = Table("whole", "persons", "2024", (sexes,), np.array([60, 50]), scope={"region": ("A", "B", "C")})
    ledger.publish(protect(whole, RESTRICTED, ledger), date(2025, 1, 1))
    part = Table("part", "persons", "2024", (sexes,), np.array([59, 46]), scope={"region": ("A", "B")})
    with pytest.raises(BreakableError) as refused:
        protect(part, RESTRICTED, ledger)
    assert any("without" in cell for cell in refused.value.cells)


def test_the_public_rules_on_size_hold_here_as_well() -> None:
    with pytest.raises(PolicyError):
        protect(_table(np.array([[2, 3], [1, 2]])), RESTRICTED)
    with pytest.raises(DisclosureError):
        protect(_table(np.array([[2, 30], [1, 2]])), RESTRICTED)
