"""The rules are public, so what they tell counts as known: checked by enumerating every table that fits a page.

All tables are invented.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from omvang.disclosure import (
    RESTRICTED,
    Dimension,
    GroupDisclosureError,
    Insider,
    Known,
    Policy,
    PolicyError,
    ProtectedTable,
    Release,
    ReleaseLedger,
    Table,
    attack,
    protect,
    protect_all,
)
from omvang.disclosure.definitions import Definition
from omvang.disclosure.protecting import _made, _mixed
from omvang.errors import DisclosureError, InputError

SEX = Dimension("sex", ("f", "m"))
FORM = Dimension("form", ("sexual", "criminal"), sensitive=True)
REGION = Dimension("region", ("North", "East", "South"))
PUBLIC = Policy()


def _key(number: int) -> bytes:
    return hashlib.sha256(str(number).encode()).digest()


def _table(counts: Any, *dimensions: Dimension) -> Table:
    return Table("invented", "persons", "2024", dimensions, counts)


def _fitting(made: ProtectedTable) -> np.ndarray:
    """Every whole table, one a row, that agrees with the printed numbers and with what the rules tell of the total."""
    names = list(itertools.product(*(dimension.categories for dimension in made.release.dimensions)))
    value, base = {cell.labels: cell.value or 0 for cell in made.cells}, made.release.base
    found = np.array(list(itertools.product(*(range(max(0, value[one] - base + 1), value[one] + base)
                                              for one in names))))
    for cell in made.cells:
        inside = [place for place, one in enumerate(names)
                  if all(label in (None, own) for label, own in zip(cell.labels, one, strict=True))]
        found = found[np.abs(found[:, inside].sum(axis=1) - value[cell.labels]) < base]
    low, high = PUBLIC.totals_like(99 if base == 10 else 100, len(made.release.dimensions))
    total = found.sum(axis=1)
    return found[(total >= low) & (total <= (np.inf if high is None else high))]


def _one_sided(tables: np.ndarray, shape: tuple[int, ...], base: int) -> np.ndarray:
    """Which tables hold a group of at least the base of which 90 % falls in one class of the last dimension."""
    cubes, wrong = tables.reshape(-1, *shape), np.zeros(len(tables), dtype=bool)
    for size in range(len(shape)):
        for out in itertools.combinations(range(1, len(shape)), size):
            groups = cubes.sum(axis=out, keepdims=True)
            sizes = groups.sum(axis=-1)
            wrong |= ((sizes >= base) & (groups.max(axis=-1) >= 0.9 * sizes)).reshape(len(tables), -1).any(axis=1)
    return wrong


def _narrowest(made: ProtectedTable) -> int:
    """Values left for the cell that is known best, to a reader who knows that no group of this page is one-sided."""
    fitting = _fitting(made)
    shape = tuple(len(dimension.categories) for dimension in made.release.dimensions)
    open_ones = fitting[~_one_sided(fitting, shape, made.release.base)]
    return min(len(set(column)) for column in open_ones.T.tolist())


@pytest.mark.parametrize(("shape", "mean"), [((2,), 30), ((2,), 90), ((3,), 25), ((2, 2), 30), ((2, 2), 60)])
def test_a_table_that_was_not_merged_tells_no_more_than_its_numbers(shape: tuple[int, ...], mean: int) -> None:
    rng, seen = np.random.default_rng(mean), 0
    for number in range(60):
        counts = rng.poisson(rng.gamma(0.9, mean / 0.9, size=shape))
        if len(shape) == 2 and counts.sum() < 100:
            continue                                    # 19 values per cell are too many to enumerate
        sensitive = len(shape) - 1
        dimensions = (Dimension(f"d{axis}", tuple(f"c{axis}{one}" for one in range(size)), sensitive=axis == sensitive)
                      for axis, size in enumerate(shape))
        try:
            made = protect(_table(counts, *dimensions), key=_key(number))
        except (GroupDisclosureError, PolicyError):
            continue
        if not made.merged:
            seen += 1
            assert _narrowest(made) >= made.release.base, counts.tolist()
            assert not _one_sided(_fitting(made), shape, made.release.base).any(), counts.tolist()
    assert seen > 4


def test_a_small_cell_beside_a_large_class_stays_open_whatever_the_key() -> None:
    for number in range(40):
        made = protect(_table([[33, 4], [40, 60]], SEX, FORM), key=_key(number))
        assert made.merged or _narrowest(made) >= 5


def test_one_dimension_that_may_be_one_sided_is_refused_and_never_printed_too_well() -> None:
    outcomes = set()
    for number in range(40):
        try:
            made = protect(_table([60, 21], FORM), key=_key(number))
        except GroupDisclosureError:
            outcomes.add("refused")
            continue
        outcomes.add("printed")
        assert _narrowest(made) >= 10
    assert "printed" in outcomes
    for number in range(10):
        with pytest.raises(GroupDisclosureError):
            protect(_table([71, 8], FORM), key=_key(number))


def _structure(counts: np.ndarray, key: bytes) -> tuple[tuple[str, ...], ...]:
    """The categories as they would be printed; nothing when the table is refused."""
    try:
        shown, _ = _mixed([_table(counts, REGION, FORM)], PUBLIC,
                          lambda tables: _made(tables, PUBLIC, ReleaseLedger(), key, ()))
    except DisclosureError:
        return ()
    return tuple(dimension.categories for dimension in shown[0].dimensions)


def test_a_merge_tells_nothing_of_the_counts_that_are_printed() -> None:
    """For the lowest and the highest of the values of each cell some table behind the page is merged the same way."""
    rng, printed, merged = np.random.default_rng(1), np.array([[95, 30], [30, 80]]), ("North + East", "South")

    def behind(sums: np.ndarray) -> bool:
        for _ in range(300):
            one_sided = np.array([sums[0, 0] - rng.integers(0, 12), rng.integers(0, 6)])
            parts = rng.permutation([one_sided, sums[0] - one_sided])
            if _structure(np.vstack([parts, sums[1:]]), rng.bytes(16))[:1] == (merged,):
                return True
        return False

    for place in itertools.product(range(2), range(2)):
        for more in (0, 4):
            sums = printed.copy()
            sums[place] += more
            assert behind(sums), (place, more)


def test_what_a_restricted_table_leaves_out_stays_open_to_who_knows_the_rule() -> None:
    rng, seen = np.random.default_rng(3), 0
    forms = Dimension("form", ("labour", "sexual", "criminal"), sensitive=True)
    for _ in range(40):
        counts = rng.poisson(rng.gamma(0.9, 45, size=(2, 3)))
        try:
            made = protect(_table(counts, SEX, forms), RESTRICTED)
        except DisclosureError:
            continue
        names = list(itertools.product(SEX.categories, forms.categories))
        value = {cell.labels: cell.value for cell in made.cells}
        out = [place for place, name in enumerate(names) if value.get(name, 0) is None]
        if made.merged or not out or len(out) > 4:
            continue
        bounds = {finding.name: (finding.low, finding.high) for finding in attack(made).scenarios[0].findings}
        ranges = []
        for sex, form in names:
            low, high = bounds.get(f"sex={sex}, form={form}", (value[sex, form], value[sex, form]))
            ranges.append(range(low or 0, (60 if high is None else high) + 1))
        if np.prod([float(len(one)) for one in ranges]) > 50_000:
            continue
        found = np.array(list(itertools.product(*ranges)))
        for labels, printed in value.items():
            inside = [place for place, name in enumerate(names)
                      if all(label in (None, own) for label, own in zip(labels, name, strict=True))]
            if printed is not None:
                found = found[found[:, inside].sum(axis=1) == printed]
        found = found[~_one_sided(found, (2, 3), 5)]
        assert min(len(set(found[:, place].tolist())) for place in out) >= 5, counts.tolist()
        seen += 1
    assert seen > 3


# --- what base and dimensions tell of the total -------------------------------------------------------------
def test_a_table_under_a_hundred_leaves_ten_values_to_each_cell_whatever_the_key() -> None:
    some = Dimension("d", ("x", "y", "z"))
    for number in range(60):
        made = protect(_table([93, 3, 1], some), key=_key(number))
        assert made.cell().value == 90, "100 to 109 cannot be with base 10"
        assert min(len(set(column)) for column in _fitting(made).T.tolist()) >= 10
        assert attack(made).survives


@pytest.mark.parametrize("counts", [[99, 0, 0], [10, 0, 0], [50, 49, 0], [1, 2, 8], [91, 0, 0], [33, 33, 33]])
def test_totals_at_the_limits_of_the_rules_keep_every_cell_open(counts: list[int]) -> None:
    made = protect(_table(counts, Dimension("d", ("x", "y", "z"))), key=_key(3))
    assert made.release.base == 10
    assert 10 <= (made.cell().value or 0) <= 90
    assert min(len(set(column)) for column in _fitting(made).T.tolist()) >= 10


def test_the_attack_knows_what_base_and_dimensions_tell() -> None:
    made = protect(_table([[31, 20], [10, 30]], SEX, Dimension("age", ("minor", "adult"))), key=_key(1))
    (rule,) = made.release.ruled
    assert (str(rule.definition), rule.low, rule.high) == ("persons 2024 total", 50, 99)
    assert Release.from_dict(made.to_dict()).ruled == made.release.ruled
    large = protect(_table([[131, 120], [110, 130]], SEX, Dimension("age", ("minor", "adult"))), key=_key(1))
    assert [(one.low, one.high) for one in large.release.ruled] == [(100, None)]


def _foreign(ruled: list[dict[str, Any]]) -> Release:
    def cell(value: int, **where: str) -> dict[str, Any]:
        return {"value": value, "definition": {"measure": "persons", "period": "2024", "where": where}}
    return Release.from_dict({
        "title": "elsewhere", "measure": "persons", "period": "2024", "method": "rounded", "base": 10,
        "universes": {"d": ["x", "y", "z"]}, "ruled": ruled,
        "cells": [cell(100, d="x"), cell(0, d="y"), cell(0, d="z"), cell(100)]})


def test_a_page_that_says_too_much_by_its_base_is_broken() -> None:
    total = {"definition": {"measure": "persons", "period": "2024"}}
    assert attack(_foreign([])).survives
    report = attack(_foreign([{**total, "low": 10, "high": 99}]))
    assert {finding.name for finding in report.broken} >= {"persons 2024 d=y", "persons 2024 d=z"}
    for wrong in ({**total, "low": -1, "high": 9}, {**total, "low": True, "high": 9}, {"low": 1, "high": 9},
                  {**total, "low": 1, "high": "9"}):
        with pytest.raises(InputError):
            _foreign([wrong])


def test_the_limits_of_a_policy_must_fit_its_bases() -> None:
    for base in (0, 10**7, 10**400):
        with pytest.raises(InputError, match="base from 1"):
            Release.from_dict({**_foreign([]).to_dict(), "base": base})
    with pytest.raises(InputError, match="small_total"):
        Policy(small_total=105)
    assert Policy(small_total=120).totals_like(119, 1) == (10, 119)
    assert Policy(base=10).totals_like(40, 1) == (10, None), "one base for all tells nothing"


# --- arguments ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("counts", [
    np.ma.masked_array([61, 47], [0, 1]), [True, 47], [61, False], np.array([True, False]), [61, np.True_],
    np.array([61, True], dtype=object), [10**400, 1]], ids=repr)
def test_masked_counts_and_truths_are_no_counts(counts: Any) -> None:
    with pytest.raises(InputError, match="counts"):
        _table(counts, SEX)


DEFINITION = Definition.of("persons", "2024")


@pytest.mark.parametrize("act", [
    lambda table, made: attack(3), lambda table, made: attack(None), lambda table, made: attack("release"),
    lambda table, made: attack([3]), lambda table, made: attack([]), lambda table, made: attack(table),
    lambda table, made: attack(made, known=3), lambda table, made: attack(made, known=[3]),
    lambda table, made: attack(made, insiders=["a"]), lambda table, made: attack(made, percentages=[None]),
    lambda table, made: attack(made, insider_range=0), lambda table, made: protect(table, policy=3),
    lambda table, made: protect(table, PUBLIC, {}), lambda table, made: protect_all(None),
    lambda table, made: protect_all(table), lambda table, made: protect(table, known=True),
    lambda table, made: protect(table, insiders=[Known(DEFINITION, 3)]),
    lambda table, made: table.mark(sensitive="sex"),
    lambda table, made: made.find("sex"), lambda table, made: made.percentage(1j),
    lambda table, made: Dimension("sex", False), lambda table, made: Dimension("sex", ("f", "m"), 3),
    lambda table, made: Dimension.from_dict([1]), lambda table, made: Definition.from_dict(3),
    lambda table, made: Definition.of("persons", 2024), lambda table, made: Definition.of("persons", "2024", [1]),
    lambda table, made: Definition.of("persons", "2024", {"sex": 3}), lambda table, made: Release.from_dict([1]),
    lambda table, made: _table([1, 2], "ab"), lambda table, made: Table("t", "m", "2024", SEX, [1, 2]),
    lambda table, made: Policy(group_share="0.8"), lambda table, made: Policy(base=True),
    lambda table, made: Known(DEFINITION, 1.5), lambda table, made: Insider.from_dict(3)])
def test_arguments_of_the_wrong_kind_are_refused(act: Callable[[Any, Any], Any]) -> None:
    table = _table([61, 47], SEX)
    with pytest.raises(InputError):
        act(table, protect(table, key=_key(0)))
