"""The attack must be real: it finds what exhaustive search finds, and it breaks what is known to be weak.

All tables are invented.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from omvang.disclosure import (
    Definition,
    Dimension,
    Insider,
    Known,
    Percentage,
    Release,
    Table,
    attack,
    protect,
    protect_all,
    threshold_only,
)
from omvang.disclosure.knowledge import Knowledge
from omvang.disclosure.release import describe
from omvang.disclosure.space import Space, join_universes
from omvang.errors import InputError

KEY = b"a key for the tests only"


def _table(counts: Any, names: Sequence[str] = "abc", period: str = "2024", **options: Any) -> Table:
    array = np.asarray(counts)
    dimensions = tuple(Dimension(name, tuple(f"{name}{number}" for number in range(size)))
                       for name, size in zip(names, array.shape, strict=False))
    return Table("invented", "persons", period, dimensions, array, **options)


def _exact(table: Table) -> Release:
    """What somebody publishes who does not protect at all, to be attacked."""
    return describe(table, [int(value) for value in table.values], "exact", 5)


def _all_tables(release: Release, table: Table, most: int) -> np.ndarray[Any, Any]:
    """Every table with cells up to `most` that agrees with the release, shape (tables, slots), by exhaustive search."""
    cells = np.array(list(itertools.product(range(most + 1), repeat=table.counts.size)))
    sums = np.rint((table.matrix @ cells.T).T)
    low = np.array([cell.low for cell in release.cells])
    high = np.array([np.inf if cell.high is None else cell.high for cell in release.cells])
    return np.asarray(sums[((sums >= low) & (sums <= high)).all(axis=1)])


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.integers(0, 6), min_size=6, max_size=6))
def test_the_attack_finds_exactly_what_exhaustive_search_finds_in_a_suppressed_table(counts: list[int]) -> None:
    table = _table(np.reshape(counts, (2, 3)))
    release = threshold_only(table)
    possible = _all_tables(release, table, 6)
    hidden = [number for number, cell in enumerate(release.cells) if cell.value is None]
    found = attack(release).scenarios[0].findings
    assert [(one.low, one.high) for one in found] == [
        (possible[:, number].min(), possible[:, number].max()) for number in hidden]


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from([0, 5]), min_size=4, max_size=4), st.integers(0, 19))
def test_the_attack_finds_exactly_what_exhaustive_search_finds_with_a_known_total(
        printed: list[int], total: int) -> None:
    table = _table(np.reshape(printed, (2, 2)))
    release = describe(table, [int(value) for value in table.values], "rounded", 5)
    possible = _all_tables(release, table, 9)
    possible = possible[possible[:, -1] == total]
    known = [Known(Definition.of("persons", "2024"), total)]
    if not len(possible):
        with pytest.raises(InputError, match="contradict"):
            attack(release, known=known)
        return
    found = next(one for one in attack(release, known=known).scenarios if one.name == "known totals").findings
    assert [(one.low, one.high) for one in found] == list(
        zip(possible.min(axis=0)[:-1].astype(int), possible.max(axis=0)[:-1].astype(int), strict=True))


@st.composite
def _sparse_tables(draw: st.DrawFn) -> Table:
    """4 x 3 x 2 with small cells and a few large ones, of 300 persons or more."""
    counts = np.array(draw(st.lists(st.integers(0, 9), min_size=24, max_size=24)))
    large = draw(st.lists(st.integers(0, 23), min_size=4, max_size=8, unique=True))
    counts[large] += draw(st.integers(80, 140))
    return _table(counts.reshape(4, 3, 2))


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(_sparse_tables())
def test_nothing_is_recovered_from_a_protected_table_and_it_still_adds_up(table: Table) -> None:
    protected = protect(table, key=KEY)
    report = attack(protected)
    assert report.survives
    assert report.recovered == ()
    for finding in report.scenarios[0].findings:
        assert finding.exact
        assert finding.high is not None
        assert finding.high - finding.low + 1 >= 5
    printed = np.array([cell.value for cell in protected.cells])
    assert (printed == table.matrix @ printed[:24]).all(), "the margins are the sums of the cells"
    assert (np.abs(printed - table.values) < 5).all()
    assert (printed[table.values % 5 == 0] == table.values[table.values % 5 == 0]).all(), "multiples stay"


def test_leaving_out_small_numbers_alone_is_broken_where_rounding_is_not() -> None:
    rng = np.random.default_rng(20240101)
    hidden = recovered = 0
    for _ in range(15):
        counts = rng.integers(0, 10, size=24)
        counts[rng.choice(24, 5, replace=False)] += rng.integers(80, 120, size=5)
        table = _table(counts.reshape(4, 3, 2))
        report = attack(threshold_only(table))
        hidden += len(report.scenarios[0].findings)
        recovered += len(report.recovered)
        truth = dict(zip((slot.name(table.dimensions) for slot in table.slots), table.values, strict=True))
        assert all(one.low == truth[one.name] for one in report.recovered), "what it recovers is the truth"
        assert attack(protect(table, key=KEY)).recovered == ()
    assert hidden > 120
    assert recovered / hidden > 0.79


def test_two_regions_that_overlap_give_away_the_difference() -> None:
    large = _exact(_table([60, 55], period="2024", scope={"region": ("A", "B", "C")}))
    small = _exact(_table([59, 51], period="2024", scope={"region": ("A", "B")}))
    report = attack([large, small])
    assert {one.name for one in report.scenarios if one.broken} == {"differencing", "unprinted cells"}
    assert {(one.low, one.high) for one in report.broken} == {(1, 1), (4, 4)}


def test_a_cumulative_period_gives_away_the_year_in_between() -> None:
    both, first = _exact(_table([63, 70], period="2023-2024")), _exact(_table([60, 40], period="2023"))
    report = attack([both, first])
    assert {(one.low, one.high) for one in report.recovered} == {(3, 3)}


def test_rolling_years_are_compared_month_by_month() -> None:
    year, rolling = _exact(_table([60, 70], period="2024")), _exact(_table([58, 90], period="2024-02/2024-12"))
    with pytest.raises(InputError, match="contradict"):
        attack([year, rolling])
    fine = _exact(_table([58, 69], period="2024-02/2024-12"))
    assert {(one.low, one.high) for one in attack([year, fine]).recovered} == {(2, 2), (1, 1), (3, 3)}


def test_separate_years_are_not_linked() -> None:
    report = attack([_exact(_table([60, 70], period="2023")), threshold_only(_table([3, 70], period="2024"))])
    assert {one.name for one in report.scenarios} == {"margins"}


def test_margins_of_another_table_break_a_table_that_was_safe_by_itself() -> None:
    table = _table([[3, 2, 60], [4, 1, 50]], crossings=(("a", "b"),))
    cells = describe(table, [None if value < 5 else int(value) for value in table.values], "restricted", 5)
    assert attack(cells).survives
    margins = _exact(_table([[3, 2, 60], [4, 1, 50]], crossings=(("a",), ("b",), ())))
    report = attack([cells, margins])
    assert "linked" in {one.name for one in report.scenarios if one.broken}


def test_exact_margins_can_give_away_a_cell_that_nobody_printed() -> None:
    margins = _exact(_table([[50, 20], [10, 30]], crossings=(("a",), ("b",), ())))
    assert attack(margins).survives
    pinned = _exact(_table([[60, 2], [5, 0]], crossings=(("a",), ("b",))))
    assert [(one.name, one.low, one.high) for one in attack(pinned).broken] == [
        ("b=b1", 2, 2), ("a=a0, b=b1", 0, 2), ("a=a1, b=b0", 3, 5), ("a=a1, b=b1", 0, 2)]


def test_a_percentage_from_exact_counts_narrows_a_rounded_number() -> None:
    table = _table([22, 41])
    protected = protect(table, key=KEY)
    part, whole = protected.cell(a="a0").definition, protected.cell().definition
    report = attack(protected, percentages=[Percentage(part, whole, 34.92, decimals=2)])
    assert [one.name for one in report.scenarios if one.broken] == ["percentages"]
    assert {(one.low, one.high) for one in report.recovered} >= {(22, 22)}


def test_a_known_exact_total_can_pin_the_cells() -> None:
    release = describe(_table([4, 4]), [0, 0, 5], "rounded", 5)
    assert attack(release).recovered == ()
    report = attack(release, known=[Known(Definition.of("persons", "2024"), 8)])
    assert {(one.name, one.low, one.high) for one in report.recovered} == {("a=a0", 4, 4), ("a=a1", 4, 4)}


def test_a_partner_who_delivered_nearly_all_learns_the_rest() -> None:
    table = _table([4, 56])
    release = describe(table, [0, 55, 55], "rounded", 5)
    own = Known(release.cells[0].definition, 4)
    report = attack(release, insiders=[Insider("partner", (own,))])
    assert [(one.name, one.low, one.high) for one in report.recovered] == [("a=a0", 4, 4)]
    assert attack(release, insiders=[Insider("partner", (Known(own.definition, 2),))]).survives


def test_a_partner_who_is_a_source_of_its_own_knows_its_column_and_is_not_told_the_others() -> None:
    table = _table([[22, 3], [31, 8]], names=("source", "sex"))
    protected = protect(table, key=KEY)
    own = tuple(Known(protected.find({"source": "source0", "sex": sex}).definition, count)
                for sex, count in (("sex0", 22), ("sex1", 3)))
    report = attack(protected, insiders=[Insider("source0", own, exact=True)])
    assert report.survives
    named = {one.name for one in report.scenarios[-1].findings}
    assert "source=source0, sex=sex0" not in named
    assert "source=source1, sex=sex0" in named


def test_fresh_noise_at_every_publication_averages_out() -> None:
    table = _table([3, 62])
    noise = [(0, 65), (5, 60), (5, 60), (0, 65), (5, 60), (5, 60), (0, 65), (5, 60)] * 3
    releases = [describe(table, [one, other, one + other], "rounded", 5) for one, other in noise]
    report = attack(releases)
    average = next(one for one in report.scenarios if one.name == "repetition")
    small = next(one for one in average.findings if "a=a0" in one.name)
    assert small.broken
    assert small.low <= 3 <= (small.high or 0)


def test_numbers_that_contradict_each_other_are_refused_rather_than_called_safe() -> None:
    with pytest.raises(InputError, match="contradict"):
        attack(describe(_table([10, 60]), [10, 60, 95], "exact", 5),
               known=[Known(Definition.of("persons", "2024"), 70)])


@pytest.mark.parametrize("wrong", [[], [3], ["a table"]])
def test_only_releases_can_be_attacked(wrong: list[Any]) -> None:
    with pytest.raises(InputError):
        attack(wrong)


def _chain(sizes: dict[str, int], persons: int) -> list[Table]:
    """Two-way tables p x q, q x r, ... of the same invented persons."""
    rng = np.random.default_rng(3)
    people = {name: rng.integers(0, size, persons) for name, size in sizes.items()}
    tables = []
    for first, second in itertools.pairwise(sizes):
        counts = np.zeros([sizes[first], sizes[second]], dtype=int)
        np.add.at(counts, (people[first], people[second]), 1)
        tables.append(_table(counts, names=(first, second)))
    return tables


def test_dimensions_spread_over_blocks_give_the_same_bounds_as_one_system() -> None:
    releases = [threshold_only(table) for table in _chain({"p": 3, "q": 3, "r": 4}, 60)]
    hidden = [cell.definition for release in releases for cell in release.cells if cell.value is None]
    found = []
    for largest in (1000, 20):
        definitions = [cell.definition for release in releases for cell in release.cells]
        space = Space(list(dict.fromkeys(definitions)), join_universes(releases), largest)
        knowledge = Knowledge.of(space, releases)
        low, high = (np.array([knowledge.facts[one][side] for one in hidden]) for side in (0, 1))
        found.append(knowledge.system().ranges(space.rows(hidden), low, high))
        assert len(space.blocks) == (1 if largest == 1000 else 2)
    assert (found[0].low == found[1].low).all()
    assert (found[0].high == found[1].high).all()
    assert (found[0].high - found[0].low < 4).any(), "some hidden numbers are known too well"


def test_tables_over_many_dimensions_are_protected_together_and_survive() -> None:
    made = protect_all(_chain({"p": 9, "q": 8, "r": 7, "s": 10, "t": 9}, 3000), key=KEY)
    report = attack(made, quick=True)
    assert report.survives
    assert not next(one for one in report.scenarios if one.name == "linked").exact, "it says that it used blocks"
