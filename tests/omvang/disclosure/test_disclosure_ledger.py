"""What was published stays published: later tables agree with it or are refused. All tables are invented."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from omvang.disclosure import (
    RESTRICTED,
    BreakableError,
    Dimension,
    Insider,
    Known,
    LedgerError,
    Policy,
    ReleaseLedger,
    RevisionError,
    RoundingError,
    Table,
    attack,
    protect,
    protect_all,
)
from omvang.errors import DisclosureError, InputError

KEY, OTHER_KEY = b"a key for the tests only", b"another key for the tests"
DAY = date(2025, 6, 1)
REFUSED_SEED = 0  # a population of which the three margins, printed one by one, leave the cells no rounding
SIZES = {"region": 5, "form": 4, "sex": 2, "age": 4}
DIMENSIONS = {name: Dimension(name, tuple(f"{name}{number}" for number in range(size)))
              for name, size in SIZES.items()}


def _persons(seed: int, mean: float = 4) -> np.ndarray[Any, Any]:
    rng = np.random.default_rng(seed)
    return rng.poisson(rng.gamma(0.5, 2 * mean, size=tuple(SIZES.values())))


def _cross(persons: np.ndarray[Any, Any], *names: str, period: str = "2024", **options: Any) -> Table:
    rest = tuple(axis for axis, name in enumerate(SIZES) if name not in names)
    dimensions = tuple(DIMENSIONS[name] for name in SIZES if name in names)
    return Table(" by ".join(names), "persons", period, dimensions, persons.sum(axis=rest), **options)


def _numbers(ledger: ReleaseLedger) -> dict[Any, set[int | None]]:
    found: dict[Any, set[int | None]] = {}
    for release in ledger.releases:
        for cell in release.cells:
            found.setdefault(cell.definition, set()).add(cell.value)
    return found


def test_the_same_cell_has_one_number_in_every_table_whatever_the_key() -> None:
    persons, ledger = _persons(1), ReleaseLedger()
    for names, key in ((("region", "form"), KEY), (("region", "sex"), OTHER_KEY), (("region", "age"), KEY)):
        ledger.publish(protect(_cross(persons, *names), ledger=ledger, key=key), DAY)
    assert all(len(values) == 1 for values in _numbers(ledger).values())
    assert len(ledger) == 3
    assert attack(ledger.releases, quick=True).survives


def test_tables_of_a_year_protected_together_agree_and_need_no_second_gate() -> None:
    persons, ledger = _persons(2), ReleaseLedger()
    pairs = list(itertools.combinations(SIZES, 2))
    made = protect_all([_cross(persons, *pair) for pair in pairs], ledger=ledger, key=KEY)
    for table in made:
        ledger.publish(table, DAY)
    assert all(len(values) == 1 for values in _numbers(ledger).values())
    assert attack(ledger.releases, quick=True).survives
    assert [entry.number for entry in ledger.entries] == list(range(1, len(pairs) + 1))


def test_a_finer_table_adds_up_to_the_one_that_was_published() -> None:
    persons, ledger = _persons(3), ReleaseLedger()
    ledger.publish(protect(_cross(persons, "region", "form"), ledger=ledger, key=KEY), DAY)
    finer = protect(_cross(persons, "region", "form", "sex"), ledger=ledger, key=KEY)
    first = ledger.releases[0].by_definition
    sums = [cell for cell in finer.cells if cell.definition in first]
    assert len(sums) == 30
    assert all(cell.value == first[cell.definition].value for cell in sums)


def test_regions_that_overlap_keep_their_difference_open() -> None:
    parts = Dimension("region", ("A", "B", "C"), complete=False)
    halves = Dimension("region", ("A and B", "C and D"), (("A", "B"), ("C", "D")))
    ledger = ReleaseLedger()
    ledger.publish(protect(Table("halves", "persons", "2024", (halves,), np.array([61, 47])), key=KEY), DAY)
    made = protect(Table("parts", "persons", "2024", (parts,), np.array([59, 2, 46])), ledger=ledger, key=KEY)
    ledger.publish(made, DAY)
    both = [made.find({"region": name}).value or 0 for name in ("A", "B")]
    assert sum(both) == ledger.releases[0].cells[0].value, "linked margins add up"
    report = attack(ledger.releases)
    assert report.survives
    assert "differencing" in {one.name for one in report.scenarios}


def test_another_year_is_free_to_round_its_own_way_and_is_not_linked() -> None:
    ledger = ReleaseLedger()
    for year in ("2022", "2023", "2024"):
        table = _cross(_persons(int(year)), "region", "form", period=year)
        ledger.publish(protect(table, ledger=ledger, key=KEY), DAY)
    report = attack(ledger.releases)
    assert report.survives
    assert {one.name for one in report.scenarios} == {"margins"}


def test_a_small_table_within_a_large_one_rounds_to_ten_but_keeps_what_was_printed() -> None:
    national = np.array([[31, 12], [403, 288], [155, 99]])
    regions = Dimension("region", ("North", "East", "South"))
    sexes = Dimension("sex", ("f", "m"))
    ages = Dimension("age", ("minor", "adult"))
    ledger = ReleaseLedger()
    ledger.publish(protect(Table("national", "persons", "2024", (regions, sexes), national), key=KEY), DAY)
    local = protect(Table("North", "persons", "2024", (ages,), np.array([9, 34]), scope={"region": ("North",)}),
                    ledger=ledger, key=KEY)
    assert local.release.base == 10
    assert local.cell().value == ledger.releases[0].by_definition[local.cell().definition].value
    minor, adult = (local.find({"age": name}).value or 0 for name in ("minor", "adult"))
    assert minor + adult == local.cell().value
    ledger.publish(local, DAY)
    assert attack(ledger.releases).survives


def test_counts_that_moved_too_far_are_refused_and_small_corrections_keep_the_number() -> None:
    persons, ledger = _persons(4), ReleaseLedger()
    first = protect(_cross(persons, "region", "form"), ledger=ledger, key=KEY)
    ledger.publish(first, DAY)
    corrected = persons.copy()
    corrected[0, 0, 0, 0] += 40
    with pytest.raises(RevisionError) as refused:
        protect(_cross(corrected, "region", "form"), ledger=ledger, key=KEY)
    assert "region=region0, form=form0" in refused.value.cells
    assert "total" in refused.value.cells
    again = protect(_cross(persons, "region", "form"), ledger=ledger, key=OTHER_KEY)
    assert [cell.value for cell in again.cells] == [cell.value for cell in first.cells]


def test_a_table_that_no_longer_fits_is_refused_with_the_cells() -> None:
    persons, ledger = _persons(REFUSED_SEED, 2), ReleaseLedger()
    for pair in itertools.combinations(("region", "form", "sex"), 2):
        ledger.publish(protect(_cross(persons, *pair), ledger=ledger, key=KEY), DAY)
    with pytest.raises(RoundingError) as refused:
        protect(_cross(persons, "region", "form", "sex"), ledger=ledger, key=KEY)
    assert refused.value.cells
    assert all(cell in str(refused.value) for cell in refused.value.cells[:5])
    together = [_cross(persons, *names) for names in (("region", "form"), ("region", "form", "sex"))]
    assert len(protect_all(together, key=KEY)) == 2, "protected together they fit"


def test_a_table_made_before_the_newest_release_goes_through_the_gate_again() -> None:
    persons, ledger = _persons(5), ReleaseLedger()
    stale = protect(_cross(persons, "region", "form"), ledger=ledger, key=KEY)
    ledger.publish(protect(_cross(persons, "region", "form"), ledger=ledger, key=OTHER_KEY), DAY)
    with pytest.raises(RevisionError) as refused:
        ledger.publish(stale, DAY)
    assert refused.value.cells
    assert len(ledger) == 1


def test_publishing_the_same_table_twice_is_one_entry() -> None:
    ledger = ReleaseLedger()
    made = protect(_cross(_persons(6), "region", "form"), ledger=ledger, key=KEY)
    assert ledger.publish(made, DAY) == ledger.publish(made, date(2026, 1, 1))
    assert len(ledger) == 1


def test_raw_tables_and_descriptions_cannot_be_published() -> None:
    ledger, table = ReleaseLedger(), _cross(_persons(7), "region", "form")
    made = protect(table, key=KEY)
    for wrong in (table, made.release, made.to_dict(), table.counts):
        with pytest.raises(InputError, match="Only a ProtectedTable"):
            ledger.publish(wrong, DAY)  # type: ignore[arg-type]  # the mistake that is tested
    assert len(ledger) == 0


def test_a_partner_that_would_learn_the_rest_makes_the_numbers_go_up_or_the_table_fail() -> None:
    regions = Dimension("region", ("North", "East", "South"))
    table = Table("invented", "persons", "2024", (regions,), np.array([4, 160, 77]))
    own = Known(table.slots[0].definition, 4)
    for number in range(12):
        made = protect(table, key=number.to_bytes(16, "big"), insiders=[Insider("partner", (own,))])
        assert made.cell(region="North").value == 5
    six = Dimension("region", ("A", "B", "C", "D", "E", "F"))
    every = Table("invented", "persons", "2024", (six,), np.array([4, 164, 79, 34, 54, 94]))
    own_all = tuple(Known(slot.definition, int(value)) for slot, value in zip(every.inner, every.counts, strict=True))
    with pytest.raises(DisclosureError) as refused:
        protect(every, key=KEY, insiders=[Insider("partner", own_all)])
    assert isinstance(refused.value, RoundingError | BreakableError)
    assert refused.value.cells


def test_a_known_exact_total_that_pins_a_cell_is_refused_with_its_name() -> None:
    regions = Dimension("region", ("North", "East"))
    table = Table("invented", "persons", "2024", (regions,), np.array([104, 4]))
    known = [Known(table.slots[-1].definition, 108), Known(table.slots[0].definition, 104)]
    with pytest.raises(BreakableError) as refused:
        protect(table, key=KEY, known=known)
    assert any("East" in cell for cell in refused.value.cells)


def test_a_restricted_table_and_a_public_one_are_attacked_together() -> None:
    regions, sexes = Dimension("region", ("North", "East", "South")), Dimension("sex", ("f", "m"))
    table = Table("invented", "persons", "2024", (regions, sexes), np.array([[3, 3], [40, 31], [55, 62]]))
    ledger = ReleaseLedger()
    ledger.publish(protect(table, key=KEY), DAY)
    with pytest.raises(BreakableError) as refused:
        protect(replace(table, title="restricted"), RESTRICTED, ledger)
    assert refused.value.cells


def test_the_ledger_survives_saving_and_shows_its_tables_again(tmp_path: Path) -> None:
    ledger, path = ReleaseLedger(), tmp_path / "ledger.json"
    made = protect(_cross(_persons(8), "region", "form"), Policy(base=10), ledger, key=KEY)
    ledger.publish(made, DAY)
    ledger.save(path)
    again = ReleaseLedger.load(path)
    assert again.head == ledger.head
    assert again.to_dict() == ledger.to_dict()
    assert again.table(1).to_csv() == made.to_csv()
    assert again.table(1).policy == made.policy
    for number in (0, 2, -1):
        with pytest.raises(InputError, match="no entry"):
            again.table(number)


def _published(tmp_path: Path) -> Path:
    ledger, path = ReleaseLedger(), tmp_path / "ledger.json"
    for seed, year in ((9, "2023"), (10, "2024")):
        ledger.publish(protect(_cross(_persons(seed), "region", "form", period=year), ledger=ledger, key=KEY), DAY)
    ledger.save(path)
    return path


def _change_number(values: dict[str, Any]) -> None:
    values["entries"][0]["release"]["cells"][3]["value"] += 5


def _remove_first(values: dict[str, Any]) -> None:
    del values["entries"][0]


def _swap(values: dict[str, Any]) -> None:
    values["entries"].reverse()


def _date(values: dict[str, Any]) -> None:
    values["entries"][1]["on"] = "2020-01-01"


def _drop_policy(values: dict[str, Any]) -> None:
    del values["entries"][1]["policy"]


def _weaken_policy(values: dict[str, Any]) -> None:
    values["entries"][1]["policy"]["base"] = 1


@pytest.mark.parametrize("change", [_change_number, _remove_first, _swap, _date, _drop_policy, _weaken_policy])
def test_a_ledger_that_was_altered_is_refused(tmp_path: Path, change: Any) -> None:
    path = _published(tmp_path)
    values = json.loads(path.read_text("utf-8"))
    change(values)
    path.write_text(json.dumps(values), encoding="utf-8")
    with pytest.raises(LedgerError, match="altered"):
        ReleaseLedger.load(path)


def test_a_saved_ledger_only_grows(tmp_path: Path) -> None:
    path = _published(tmp_path)
    shorter = ReleaseLedger()
    shorter.publish(protect(_cross(_persons(11), "region", "form"), key=KEY), DAY)
    with pytest.raises(LedgerError, match="does not have"):
        shorter.save(path)
    longer = ReleaseLedger.load(path)
    longer.publish(protect(_cross(_persons(12), "region", "form", period="2022"), ledger=longer, key=KEY), DAY)
    longer.save(path)
    assert len(ReleaseLedger.load(path)) == 3
    assert [one.name for one in tmp_path.iterdir()] == ["ledger.json"], "nothing is left beside it"


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"format": "omvang-ledger/1"}', "\x00"])
def test_what_is_no_ledger_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "ledger.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises((InputError, LedgerError)):
        ReleaseLedger.load(path)
    with pytest.raises(InputError):
        ReleaseLedger.load(tmp_path / "nothing.json")


def test_dimensions_divided_in_two_ways_must_name_their_atoms() -> None:
    ledger = ReleaseLedger()
    coarse, fine = Dimension("age", ("0-17", "18+")), Dimension("age", ("0-11", "12-17", "18+"))
    ledger.publish(protect(Table("coarse", "persons", "2024", (coarse,), np.array([60, 80])), key=KEY), DAY)
    with pytest.raises(InputError, match="divided in two ways"):
        protect(Table("fine", "persons", "2024", (fine,), np.array([20, 40, 80])), ledger=ledger, key=KEY)
    named = Dimension("age", ("0-17", "18+"), (("0-11", "12-17"), ("18+",)))
    ledger = ReleaseLedger()
    ledger.publish(protect(Table("coarse", "persons", "2024", (named,), np.array([60, 80])), key=KEY), DAY)
    made = protect(Table("fine", "persons", "2024", (fine,), np.array([20, 40, 80])), ledger=ledger, key=KEY)
    assert (made.find({"age": "0-11"}).value or 0) + (made.find({"age": "12-17"}).value or 0) == 60
