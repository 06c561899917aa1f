"""The public rules: what may be shown at all, and that a policy can only be stricter. All tables are invented."""

from __future__ import annotations

import copy
import pickle
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import omvang.disclosure
from omvang.capture import CaptureTable
from omvang.disclosure import (
    RESTRICTED,
    Dimension,
    GroupDisclosureError,
    Policy,
    PolicyError,
    ProtectedTable,
    Table,
    protect,
    protect_all,
    rounded_n,
    threshold_only,
)
from omvang.errors import DisclosureError, InputError

KEY = b"a key for the tests only"
SEX = Dimension("sex", ("f", "m"))
REGION = Dimension("region", ("North", "East", "South", "West"))
FORM = Dimension("form", ("labour", "sexual", "criminal"), sensitive=True)


def _table(counts: Any, *dimensions: Dimension, period: str = "2024") -> Table:
    return Table("invented", "persons", period, dimensions, np.array(counts))


@pytest.mark.parametrize(("counts", "error"), [
    ([-1, 20], "negative"), ([np.nan, 20], "missing"), ([np.inf, 20], "missing"), ([1.5, 20], "not whole"),
    ([10**9, 20], "check the unit"), ([[1], [2, 3]], "not numbers"), (["a", "b"], "not numbers"),
    ([True, False], "not numbers"), ([], "empty"), ([1, 2, 3], "shape"), ([[1, 2]], "shape"), (None, "not numbers")])
def test_a_table_of_what_are_no_counts_is_refused(counts: Any, error: str) -> None:
    with pytest.raises(InputError, match=error):
        Table("invented", "persons", "2024", (SEX,), counts)


@pytest.mark.parametrize(("values", "error"), [
    ({"dimensions": ()}, "at least one dimension"), ({"title": ""}, "title"), ({"measure": ""}, "measure"),
    ({"dimensions": (SEX, SEX)}, "same name"), ({"period": "last year"}, "not a period"),
    ({"period": "2024-2020"}, "ends before"), ({"scope": {"sex": ("f",)}}, "also limits"),
    ({"scope": {"region": ()}}, "restricted to nothing"), ({"crossings": (("age",),)}, "no dimension 'age'"),
    ({"crossings": ()}, "No numbers"),
    ({"dimensions": tuple(Dimension(f"d{number}", ("a",)) for number in range(7))}, "at most 6 dimensions"),
    ({"dimensions": tuple(Dimension(f"d{number}", tuple("abcdefghij") * 1) for number in range(5))}, "at most 20000")])
def test_a_table_that_describes_itself_badly_is_refused(values: dict[str, Any], error: str) -> None:
    plain = {"title": "invented", "measure": "persons", "period": "2024", "dimensions": (SEX,), "counts": [20, 30]}
    with pytest.raises(InputError, match=error):
        Table(**{**plain, **values})


@pytest.mark.parametrize(("categories", "atoms", "error"), [
    ((), (), "at least one"), (("a", "a"), (), "twice"), (("a", ""), (), "empty"), ("ab", (), "must be lists"),
    (("a", "b"), (("x",),), "for each category"), (("a", "b"), (("x",), ("x", "y")), "two categories"),
    (("a", "b"), (("x",), ()), "for each category")])
def test_a_dimension_that_does_not_divide_is_refused(categories: Any, atoms: Any, error: str) -> None:
    with pytest.raises(InputError, match=error):
        Dimension("d", categories, atoms)


@pytest.mark.parametrize("period", ["2023-2024", "2024-Q1", "2024-05", "2024-07/2025-06"])
def test_only_calendar_years_are_shown(period: str) -> None:
    with pytest.raises(PolicyError, match="calendar year"):
        protect(_table([200, 300], SEX, period=period))


def test_the_same_year_in_another_spelling_is_a_calendar_year() -> None:
    assert protect(_table([200, 300], SEX, period="2024-01/2024-12"), key=KEY).release.period == "2024"


def test_fewer_than_ten_persons_are_not_shown_and_ten_are() -> None:
    with pytest.raises(PolicyError) as refused:
        protect(_table([4, 5], SEX))
    assert refused.value.cells == ("total",)
    assert "9" not in str(refused.value), "a refusal tells no count"
    assert protect(_table([5, 5], SEX), key=KEY).cell().value == 10


@pytest.mark.parametrize(("total", "allowed"), [(49, 1), (50, 2), (299, 2), (300, 3), (5000, 3)])
def test_the_number_of_dimensions_follows_the_number_of_persons(total: int, allowed: int) -> None:
    names = ["q", "r", "s", "t"]
    for wanted in range(1, 5):
        counts = np.zeros((2,) * wanted, dtype=int)
        counts.flat[0], counts.flat[-1] = total // 2, total - total // 2
        table = _table(counts, *(Dimension(name, (f"{name}1", f"{name}2")) for name in names[:wanted]))
        if wanted <= allowed:
            protect(table, key=KEY)
        else:
            with pytest.raises(PolicyError, match="dimension"):
                protect(table, key=KEY)


def test_the_base_is_ten_under_a_hundred_persons_and_five_from_there_on() -> None:
    assert protect(_table([41, 58], SEX), key=KEY).release.base == 10
    assert protect(_table([42, 58], SEX), key=KEY).release.base == 5


@pytest.mark.parametrize("dimensions", [
    (Dimension("history", ("001", "010", "100")),),
    (Dimension("police", ("0", "1")), Dimension("shelter", ("0", "1"))),
    (Dimension("police", ("no", "yes"), list_membership=True),
     Dimension("shelter", ("no", "yes"), list_membership=True))])
def test_a_table_of_capture_histories_is_never_shown(dimensions: tuple[Dimension, ...]) -> None:
    counts = np.full([len(dimension.categories) for dimension in dimensions], 200)
    for policy in (Policy(), RESTRICTED):
        with pytest.raises(PolicyError, match="capture histories"):
            protect(_table(counts, *dimensions), policy)


def test_a_capture_table_of_the_estimators_is_no_table_to_protect() -> None:
    captured = CaptureTable.from_histories(("A", "B"), {"01": 30, "10": 40, "11": 10})
    with pytest.raises(InputError, match="nothing else can be protected"):
        protect(captured)  # type: ignore[arg-type]  # the mistake that is tested
    with pytest.raises(InputError, match="Give a Table"):
        protect_all([])


@pytest.mark.parametrize("weaker", [
    {"base": 3}, {"small_base": 5}, {"minimum_total": 9}, {"threshold": 4}, {"group_share": 0.95},
    {"percentage_from": 10}, {"two_dimensions_from": 10}, {"three_dimensions_from": 100}, {"insider_range": 1},
    {"small_total": 50}, {"base": 6}, {"base": 5.5}, {"mode": "open"}, {"group": "ignore"}])
def test_a_policy_cannot_be_weaker_than_the_public_rules(weaker: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        Policy(**weaker)


def test_a_stricter_policy_is_followed() -> None:
    strict = protect(_table([42, 258], SEX), Policy(base=10), key=KEY)
    assert all(cell.value is not None and cell.value % 10 == 0 for cell in strict.cells)


def test_a_group_that_falls_in_one_sensitive_class_is_merged_with_another() -> None:
    table = _table([[95, 3, 2], [40, 40, 30], [60, 50, 20], [30, 20, 40]], REGION, FORM)
    made = protect(table, key=KEY)
    assert "North" not in {cell.labels[0] for cell in made.cells}
    assert any("North" in (cell.labels[0] or "") and "+" in (cell.labels[0] or "") for cell in made.cells)
    assert made.merged
    assert "merged" in made.merged[0]


def test_only_neighbours_of_an_ordered_dimension_are_merged() -> None:
    ages = Dimension("age", ("0-17", "18-25", "26-40", "41+"), ordered=True)
    made = protect(_table([[30, 40, 30], [40, 40, 30], [60, 50, 20], [1, 1, 90]], ages, FORM), key=KEY)
    assert made.merged == ("age: 26-40 + 41+ merged",)


def test_hiding_leaves_out_the_crossing_that_shows_the_group() -> None:
    table = _table([[95, 3, 2], [40, 40, 30], [60, 50, 20], [30, 20, 40]], REGION, FORM)
    made = protect(table, Policy(group="hide"), key=KEY)
    assert made.merged == ("region by form is not shown",)
    assert made.cell(region="North").value == 100
    with pytest.raises(InputError, match="not printed"):
        made.cell(region="North", form="labour")


def test_a_sensitive_dimension_in_which_all_are_alike_is_not_shown() -> None:
    made = protect(_table([[95, 1, 1], [90, 2, 3]], SEX, FORM), key=KEY)
    assert [dimension.name for dimension in made.release.dimensions] == ["sex"]
    assert made.merged == ("form is not shown",)
    with pytest.raises(GroupDisclosureError) as refused:
        protect(_table([95, 1, 1], FORM), key=KEY)
    assert refused.value.cells


def test_a_group_that_a_reader_can_add_up_counts_as_well() -> None:
    counts = np.array([[[50, 2, 1], [45, 2, 2]], [[40, 60, 50], [30, 50, 60]]])
    table = Table("invented", "persons", "2024", (Dimension("region", ("North", "South")), SEX, FORM), counts,
                  crossings=(("region", "sex", "form"),))
    assert protect(table, key=KEY).merged


def test_nobody_but_protect_makes_a_protected_table() -> None:
    made = protect(_table([42, 258], SEX), key=KEY)
    with pytest.raises(DisclosureError, match="only made by protect"):
        ProtectedTable(object(), made.release, made.policy, made.tested)
    with pytest.raises(DisclosureError):
        ProtectedTable(None, threshold_only(_table([42, 258], SEX)), made.policy, made.tested)
    with pytest.raises(TypeError):
        replace(made)  # type: ignore[type-var]  # the mistake that is tested
    for close in (copy.copy, copy.deepcopy, pickle.dumps):
        with pytest.raises(TypeError, match="not pickled or copied"):
            close(made)
    with pytest.raises(TypeError, match="no kinds"):
        type("Cheat", (ProtectedTable,), {})
    with pytest.raises(AttributeError, match="does not change"):
        made._release = made.release
    with pytest.raises(AttributeError, match="does not change"):
        del made._release


def test_only_protect_and_the_ledger_can_seal_a_table() -> None:
    root = Path(omvang.disclosure.__file__).parents[1]
    users = {path.name for path in root.rglob("*.py")
             if re.search(r"import .*\bseal\b|\b_SEAL\b|\.seal\b", path.read_text("utf-8"))}
    assert users == {"protected.py", "protecting.py", "ledger.py"}


def test_a_protected_table_holds_no_raw_count() -> None:
    made = protect(_table([1237, 2259], SEX), key=KEY)
    for raw in ("1237", "2259", "3496"):
        assert raw not in str([row[-1] for row in made.rows()])
        assert raw not in made.to_csv()
        assert raw not in str([(cell["value"], cell["low"], cell["high"]) for cell in made.to_dict()["cells"]])


def test_small_numbers_read_as_a_range_and_never_as_nothing() -> None:
    made = protect(_table([0, 1, 4, 400], REGION), key=KEY)
    assert made.cell(region="North").text == "0-4"
    assert "0" not in {row[-1] for row in made.rows()}
    small = protect(_table([0, 1, 4, 40], REGION), key=KEY)
    assert small.cell(region="North").text == "0-9"


def test_csv_cannot_start_a_formula() -> None:
    names = ("=1+1", "+31", "-5", "@sum", "\tx")
    made = protect(_table([100, 50, 60, 70, 80], Dimension("=d", names)), key=KEY)
    fields = [field for line in made.to_csv(";").splitlines() for field in line.split(";")]
    assert not any(field.strip('"').startswith(("=", "+", "-", "@", "\t")) for field in fields)
    assert "'=1+1" in fields


def test_percentages_come_from_printed_numbers_of_fifty_or_more() -> None:
    made = protect(_table([[23, 31], [2, 18], [60, 100], [44, 12]], REGION, SEX), key=KEY)
    part, whole = made.cell(region="South", sex="f").value, made.cell(region="South").value
    assert part is not None
    assert whole is not None
    assert made.percentage({"region": "South", "sex": "f"}, {"region": "South"}) == f"{int(100 * part / whole + 0.5)} %"
    with pytest.raises(PolicyError, match="at least 50"):
        made.percentage({"region": "East", "sex": "f"}, {"region": "East"})
    with pytest.raises(InputError, match="within the whole"):
        made.percentage({"region": "South"}, {"region": "West"})
    small = protect(_table([0, 1, 4, 400], REGION), key=KEY)
    assert small.percentage({"region": "North"}) == "0-1 %"


def test_the_number_of_persons_for_a_text_comes_from_the_printed_total() -> None:
    made = protect(_table([142, 141], SEX), key=KEY)
    assert made.n == rounded_n(made.cell().value or 0)
    assert [rounded_n(number) for number in (0, 4, 5, 284, 494, 495, 499.9, 500, 524, 525, 22_991)] == [
        0, 0, 10, 280, 490, 500, 500, 500, 500, 550, 23_000]
    for wrong in (-1, float("nan"), float("inf")):
        with pytest.raises(InputError):
            rounded_n(wrong)


def test_one_key_gives_one_table_and_a_short_key_is_refused() -> None:
    table = _table([[23, 31], [2, 18], [60, 101], [44, 12]], REGION, SEX)
    assert protect(table, key=KEY).to_dict() == protect(table, key=KEY).to_dict()
    with pytest.raises(InputError, match="16 bytes"):
        protect(table, key=b"short")


def test_rounding_is_unbiased_and_either_neighbour_can_appear() -> None:
    table = _table([1, 4, 13, 402], REGION)
    printed = np.array([[cell.value for cell in protect(table, key=number.to_bytes(16, "big")).cells]
                        for number in range(120)])
    assert np.abs(printed.mean(axis=0) - table.values).max() < 1
    assert {frozenset(column) for column in printed[:, :3].T.tolist()} == {frozenset({0, 5}), frozenset({10, 15})}
