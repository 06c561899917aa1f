"""Ways round the rules that a hurried or a clever hand finds, and that stay closed. All tables are invented."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import omvang
from omvang.disclosure import (
    Definition,
    Dimension,
    Known,
    PolicyError,
    Release,
    ReleaseLedger,
    RevisionError,
    Table,
    attack,
    protect,
)
from omvang.disclosure.cli import add_attack_parser, add_protect_parser
from omvang.disclosure.release import describe
from omvang.errors import InputError

KEY = b"a key for the tests only"
DAY = date(2025, 6, 1)
SEX = Dimension("sex", ("f", "m"))
PLAIN = ("--measure", "persons", "--period", "2024")


def _table(counts: Any, *dimensions: Dimension, measure: str = "persons", **options: Any) -> Table:
    return Table("invented", measure, options.pop("period", "2024"), dimensions, np.array(counts), **options)


def _run(*words: object) -> int:
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers(required=True)
    add_protect_parser(commands)
    add_attack_parser(commands)
    args = parser.parse_args([str(word) for word in words])
    code: int = args.func(args)
    return code


def _write(path: Path, content: str | dict[str, Any]) -> Path:
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


# --- capture histories --------------------------------------------------------------------------------------
@pytest.mark.parametrize("flags", [("0", "1"), ("no", "yes"), ("Nee", "Ja"), ("false", "true"), ("1",)])
def test_two_lists_beside_another_dimension_are_capture_histories(flags: tuple[str, ...]) -> None:
    lists = (Dimension("NG", flags), Dimension("PF", flags))
    with pytest.raises(PolicyError, match="capture histories"):
        protect(_table(np.full((len(flags), len(flags), 2), 200), *lists, SEX))


@pytest.mark.parametrize("words", [
    ("on the list", "not on the list"), ("bekend", "onbekend"), ("seen", "unseen"), ("wel gemeld", "niet gemeld"),
    ("No", "yes, once"), ("yes", "no", "unknown"), ("x", "-"), ("hit", "miss"), ("A", "B")])
def test_lists_with_other_words_are_capture_histories_too(words: tuple[str, ...]) -> None:
    lists = (Dimension("NG", words), Dimension("PF", words))
    if words == ("No", "yes, once"):
        lists = (Dimension("NG", ("yes, once", "no, once")), Dimension("PF", ("wel", "niet")))
    counts = np.full((len(lists[0].categories), len(lists[1].categories), 2), 200)
    with pytest.raises(PolicyError, match="categories of its own"):
        protect(_table(counts, *lists, SEX))


def test_two_categories_in_different_words_are_no_lists() -> None:
    made = protect(_table(np.full((2, 2), 200), Dimension("region", ("North", "East")), Dimension("form", ("a", "b"))),
                   key=KEY)
    assert made.cell().value == 800
    assert protect(_table(np.full((2, 2), 200), SEX, Dimension("abroad", ("not abroad", "abroad"))), key=KEY).cells


@pytest.mark.parametrize("names", [("1-0", "0-1", "1-1"), ("1,0", "0,1"), ("1 0 0", "0 1 1")])
def test_histories_with_marks_between_are_histories(names: tuple[str, ...]) -> None:
    with pytest.raises(PolicyError, match="capture histories"):
        protect(_table(np.full(len(names), 200), Dimension("seen", names)))
    with pytest.raises(PolicyError, match="capture histories"):
        protect(_table([200] * len(names), Dimension("seen", tuple("abc"[:len(names)]), tuple((n,) for n in names))))


def test_a_list_that_limits_the_whole_table_counts_and_one_list_alone_is_shown() -> None:
    police = Dimension("PF", ("0", "1"))
    with pytest.raises(PolicyError, match="capture histories"):
        protect(_table([200, 300], police, scope={"NG": ("1",)}))
    assert protect(_table([200, 300], police), key=KEY).cell().value == 500


def test_a_csv_of_lists_is_not_released(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = "".join(f"{ng},{pf},{sex},90\n" for ng in "01" for pf in "01" for sex in "fm")
    path = _write(tmp_path / "lists.csv", f"NG,PF,sex,count\n{rows}")
    assert _run("protect", path, *PLAIN, "--no-sensitive") == 3
    named = _write(tmp_path / "named.csv", f"NG,PF,sex,count\n{rows}".replace("0,", "away,").replace("9away", "90"))
    told = ("--list-membership", "NG", "--list-membership", "pf")
    assert _run("protect", named, *PLAIN, "--no-sensitive", *told) == 3
    assert "capture histories" in capsys.readouterr().err
    assert _run("protect", named, *PLAIN, "--no-sensitive", "--list-membership", "UK") == 2


# --- what a release says of itself --------------------------------------------------------------------------
def _cell(value: int | None, **more: Any) -> dict[str, Any]:
    where = {"sex": more.pop("sex")} if "sex" in more else {}
    return {"value": value, "definition": {"measure": "persons", "period": "2024", "where": where}, **more}


def _foreign(method: str, *cells: dict[str, Any], base: int = 5) -> dict[str, Any]:
    return {"title": "elsewhere", "measure": "persons", "period": "2024", "method": method, "base": base,
            "universes": {"sex": ["f", "m"]}, "cells": list(cells)}


@pytest.mark.parametrize("method", ["exact", "restricted", "suppressed"])
def test_a_small_number_that_is_simply_printed_is_known_too_well(
        tmp_path: Path, capsys: pytest.CaptureFixture[str], method: str) -> None:
    release = _foreign(method, _cell(1, sex="f"), _cell(40, sex="m"), _cell(41))
    assert _run("attack", _write(tmp_path / "release.json", release)) == 3
    report = json.loads(capsys.readouterr().out)
    assert [(one["low"], one["high"]) for one in report["scenarios"][0]["broken"]] == [(1, 1)]
    large = _foreign(method, _cell(31, sex="f"), _cell(40, sex="m"), _cell(71))
    assert attack(Release.from_dict(large)).survives


@pytest.mark.parametrize("claim", [{"needed": 0}, {"low": 0, "high": 90, "needed": 0}, {"low": 0, "high": None}])
def test_a_release_cannot_declare_itself_safe(claim: dict[str, Any]) -> None:
    exact = _foreign("exact", _cell(1, sex="f", **claim), _cell(40, sex="m"), _cell(41))
    left_out = _foreign("restricted", _cell(None, sex="f", **claim), _cell(40, sex="m"), _cell(41))
    tiny = _foreign("exact", _cell(1, sex="f", **claim), _cell(40, sex="m"), _cell(41), base=1)
    rounded = _foreign("rounded", _cell(1, sex="f", needed=0), _cell(40, sex="m"), _cell(41), base=1)
    for release in (exact, left_out, tiny, rounded):
        assert not attack(Release.from_dict(release)).survives


def test_a_rounded_number_keeps_the_base_of_the_table_it_came_from_and_no_wild_one() -> None:
    ledger = ReleaseLedger()
    small = _table([9, 34], Dimension("age", ("minor", "adult")), scope={"region": ("North",)})
    ledger.publish(protect(small, key=KEY), DAY)
    regions = Dimension("region", ("North", "South"))
    made = protect(_table([43, 403], regions), ledger=ledger, key=KEY)
    again = Release.from_dict(json.loads(json.dumps(made.to_dict())))
    assert again.cells == made.cells
    assert {cell.needed for cell in made.cells} == {5, 10}
    with pytest.raises(InputError, match="does not follow"):
        Release.from_dict(_foreign("rounded", _cell(5, sex="f", high=900)))


# --- names --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("measure", "name"), [("Persons", "region"), ("persons ", "Region"), ("PERSONS", " region ")])
def test_another_spelling_of_a_measure_or_dimension_is_the_same(measure: str, name: str) -> None:
    ledger = ReleaseLedger()
    ledger.publish(protect(_table([61, 47], Dimension("region", ("North", "South"))), ledger=ledger, key=KEY), DAY)
    first = [cell.value for cell in ledger.releases[0].cells]
    again = _table([61, 47], Dimension(name, ("North", "South")), measure=measure)
    for number in range(8):
        made = protect(again, ledger=ledger, key=number.to_bytes(16, "big"))
        assert [cell.value for cell in made.cells] == first
    with pytest.raises(RevisionError):
        protect(_table([90, 47], Dimension(name, ("North", "South")), measure=measure), ledger=ledger, key=KEY)


def test_spelling_in_what_an_attacker_knows_makes_no_difference() -> None:
    made = protect(_table([104, 4], Dimension("Region", ("North", "East"))), key=KEY)
    known = [Known(Definition.of("PERSONS", "2024"), 108),
             Known(Definition.of("persons", "2024", {" region": ("North",)}), 104)]
    assert not attack(made, known=known).survives
    with pytest.raises(InputError, match="capitals, spaces or hyphens"):
        Definition.of("persons", "2024", {"sex": ("f",), "Sex": ("m",)})
    with pytest.raises(InputError, match="same name"):
        _table([[1, 2], [3, 4]], SEX, Dimension("Sex ", ("f", "m")))


def test_one_dimension_under_two_names_is_refused_but_two_in_one_table_are_two() -> None:
    ledger = ReleaseLedger()
    ledger.publish(protect(_table([61, 47], SEX), ledger=ledger, key=KEY), DAY)
    with pytest.raises(InputError, match="same categories"):
        protect(_table([61, 47], Dimension("gender", ("f", "m"))), ledger=ledger, key=KEY)
    other = Dimension("trafficker", ("f", "m"))
    assert protect(_table([[61, 47], [55, 39]], SEX, other), key=KEY).cell().value is not None


@pytest.mark.parametrize("name", ["Gemeente", " gemeente", "GEMEENTE ", "\N{FULLWIDTH LATIN SMALL LETTER G}emeente"])
def test_a_scope_in_another_spelling_is_the_same_dimension(name: str) -> None:
    towns = Dimension("gemeente", ("Utrecht", "Zeist", "Bunnik"))
    ledger = ReleaseLedger()
    made = protect(_table([[61, 47], [55, 39], [20, 31]], towns, SEX), ledger=ledger, key=KEY)
    ledger.publish(made, DAY)
    for town in ("Utrecht", "utrecht ", "UTRECHT"):
        other = protect(_table([61, 47], SEX, scope={name: (town,)}), ledger=ledger, key=b"another key for the tests")
        assert other.cell(sex="f").value == made.cell(gemeente="Utrecht", sex="f").value


def test_a_scope_under_another_name_does_not_escape_the_ledger() -> None:
    towns = Dimension("gemeente", ("Utrecht", "Zeist", "Bunnik"))
    ledger = ReleaseLedger()
    ledger.publish(protect(_table([[61, 47], [55, 39], [20, 31]], towns, SEX), ledger=ledger, key=KEY), DAY)
    for scope in ({"municipality": ("Utrecht",)}, {"municipality": ("utrecht", "ZEIST")}, {"place": ("Bunnik",)}):
        with pytest.raises(InputError, match="same categories"):
            protect(_table([[40, 21], [30, 17]], SEX, Dimension("age", ("minor", "adult")), scope=scope),
                    ledger=ledger, key=KEY)
    some = Dimension("municipality", ("Utrecht", "Zeist", "Houten"), complete=False)
    with pytest.raises(InputError, match="same categories"):
        protect(_table([108, 94, 77], some), ledger=ledger, key=KEY)
    with pytest.raises(InputError, match="same categories"):
        protect(_table([108, 94, 51], towns), key=KEY,
                known=[Known(Definition.of("persons", "2024", {"municipality": ("Utrecht",)}), 108)])


def test_a_scope_under_another_name_does_not_escape_the_attack() -> None:
    towns = Dimension("gemeente", ("Utrecht", "Zeist", "Bunnik"))
    national = protect(_table([[61, 47], [55, 39], [20, 31]], towns, SEX), key=KEY).release
    where = {"municipality": ["Utrecht"], "sex": ["f"]}
    local = {"title": "local", "measure": "Persons", "period": "2024", "method": "rounded", "base": 5,
             "cells": [{"value": 60, "definition": {"measure": "persons", "period": "2024", "where": where}}]}
    with pytest.raises(InputError, match="same categories"):
        attack([national, Release.from_dict(local)])
    where["Gemeente "] = where.pop("municipality")
    where["Gemeente "] = [" UTRECHT"]
    assert "differencing" in {one.name for one in attack([national, Release.from_dict(local)]).scenarios}


def test_words_that_every_dimension_may_have_do_not_make_two_dimensions_one() -> None:
    ledger = ReleaseLedger()
    ages = Dimension("age", ("minor", "adult", "unknown"))
    ledger.publish(protect(_table([61, 47, 20], ages), ledger=ledger, key=KEY), DAY)
    forms = Dimension("form", ("labour", "sexual", "Unknown"))
    ledger.publish(protect(_table([71, 27, 30], forms), ledger=ledger, key=KEY), DAY)
    assert protect(_table([20, 10], SEX, scope={"status": ("unknown",)}), ledger=ledger, key=KEY).cell().value == 30


def test_categories_that_differ_only_in_spelling_are_refused() -> None:
    with pytest.raises(InputError, match="capitals or spaces"):
        Dimension("gemeente", ("Utrecht", "UTRECHT"))
    for name in ("(period)", " ", "_"):
        with pytest.raises(InputError, match=r"name|called"):
            Dimension(name, ("a", "b"))
        with pytest.raises(InputError, match="called"):
            Definition.of("persons", "2024", {name: ("a",)})


# --- CSV ----------------------------------------------------------------------------------------------------
def test_a_csv_table_must_say_what_is_sensitive(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = _write(tmp_path / "table.csv", "region,form,count\nNorth,a,95\nNorth,b,3\nSouth,a,40\nSouth,b,60\n"
                                          "West,a,50\nWest,b,70\n")
    assert _run("protect", path, *PLAIN) == 2
    assert _run("protect", path, *PLAIN, "--sensitive", "form", "--no-sensitive") == 2
    assert _run("protect", path, *PLAIN, "--sensitive", "shape") == 2
    capsys.readouterr()
    assert _run("protect", path, *PLAIN, "--sensitive", "Form", "--ordered", "region") == 0
    assert json.loads(capsys.readouterr().out)["merged"] == ["region: North + South merged"]


def test_a_csv_dimension_can_be_said_to_be_incomplete(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = _write(tmp_path / "table.csv", "region,count\nNorth,95\nSouth,61\n")
    assert _run("protect", path, *PLAIN, "--no-sensitive", "--incomplete", "region") == 0
    made = json.loads(capsys.readouterr().out)
    assert made["universes"] == {}
    assert made["cells"][-1]["definition"]["where"] == {"region": ["north", "south"]}


@pytest.mark.parametrize("name", ["total", "Total", " TOTAAL "])
def test_a_sum_among_the_categories_would_count_twice_and_is_refused(name: str) -> None:
    with pytest.raises(InputError, match="twice"):
        Dimension("sex", ("f", "m", name))


# --- the ledger file ----------------------------------------------------------------------------------------
def test_a_ledger_that_is_not_there_is_not_an_empty_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sex = {"name": "sex", "categories": ["f", "m"], "sensitive": False}
    table = _write(tmp_path / "table.json", {"title": "t", "measure": "persons", "period": "2024", "counts": [61, 47],
                                             "dimensions": [sex]})
    ledger = tmp_path / "ledger.json"
    publish = ("--publish", "2025-06-01")
    assert _run("protect", table, "--ledger", ledger) == 2
    assert _run("protect", table, "--ledger", ledger, *publish) == 2
    assert _run("protect", table, "--ledger", ledger, "--new-ledger") == 2
    assert _run("protect", table, "--new-ledger", *publish) == 2
    assert not ledger.exists()
    assert _run("protect", table, "--ledger", ledger, *publish, "--new-ledger") == 0
    assert _run("protect", table, "--ledger", ledger, *publish, "--new-ledger") == 2
    assert _run("protect", table, "--ledger", tmp_path / "no" / "ledger.json", *publish, "--new-ledger") == 2
    assert _run("protect", table, "--ledger", tmp_path) == 2
    assert len(ReleaseLedger.load(ledger)) == 1


def test_without_ledger_and_key_the_command_warns(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = _write(tmp_path / "table.csv", "region,count\nNorth,95\nSouth,61\n")
    assert _run("protect", path, *PLAIN, "--no-sensitive") == 0
    said = capsys.readouterr().err
    assert "Without --ledger" in said
    assert "Without --key-file" in said


# --- years --------------------------------------------------------------------------------------------------
def test_a_cumulative_period_beside_a_year_gives_the_other_year_away() -> None:
    def exact(counts: list[int], period: str) -> Release:
        table = _table(counts, SEX, period=period)
        return describe(table, [int(value) for value in table.values], "exact", 5)
    report = attack([exact([63, 70], "2023-2024"), exact([60, 40], "2024")])
    assert {(one.low, one.high) for one in report.recovered} == {(3, 3)}
    chain = attack([exact([60, 40], "2024"), exact([33, 50], "2023"), exact([93, 90], "2023-2024")])
    assert chain.survives
    assert "linked" in {one.name for one in chain.scenarios}, "two years are linked by a period over both"
    with pytest.raises(InputError, match="contradict"):
        attack([exact([60, 40], "2024"), exact([33, 50], "2023"), exact([94, 90], "2023-2024")])


@pytest.mark.parametrize("period", ["0000", "0999", "3024", "0000-2024"])
def test_a_year_that_cannot_be_is_no_period(period: str) -> None:
    with pytest.raises(InputError, match="not a period"):
        _table([61, 47], SEX, period=period)


# --- input --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("content", "said"), [
    (b"", "is empty"), (b" \n", "is empty"), ('{"title": "x"}'.encode("utf-16"), "not UTF-8"),
    (b'{"title": "x", "title": "y"}', "same key twice"), (b"[" * 100_000, "no JSON"), (b"1" * 5001, "no JSON")])
def test_a_file_that_is_no_json_is_called_what_it_is(
        tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, said: str) -> None:
    path = tmp_path / "file.json"
    path.write_bytes(content)
    for command in ("protect", "attack"):
        assert _run(command, path) == 2
        assert said in capsys.readouterr().err
        assert _run(command, tmp_path) == 2


def test_numbers_without_end_are_bad_input(tmp_path: Path) -> None:
    huge = 10**400
    with pytest.raises(InputError):
        _table([huge, 3], SEX)
    with pytest.raises(InputError, match="at most"):
        Release.from_dict(_foreign("exact", _cell(huge)))
    with pytest.raises(InputError):
        Release.from_dict({**_foreign("exact", _cell(5)), "base": float("inf")})
    with pytest.raises(InputError, match="at most"):
        Known(Definition.of("persons", "2024"), huge)


def test_a_key_of_text_and_a_day_of_text_are_refused() -> None:
    table = _table([61, 47], SEX)
    with pytest.raises(InputError, match="as bytes"):
        protect(table, key="x" * 32)  # type: ignore[arg-type]  # the mistake that is tested
    with pytest.raises(InputError, match="is a date"):
        ReleaseLedger().publish(protect(table, key=KEY), "2025-01-01")  # type: ignore[arg-type]  # the same


def test_a_reader_that_stops_reading_causes_no_traceback(tmp_path: Path) -> None:
    path = _write(tmp_path / "table.csv", "region,count\n" + "".join(f"r{number},61\n" for number in range(300)))
    source = "import sys; from omvang.cli import main; sys.exit(main(sys.argv[1:]))"
    words = [sys.executable, "-c", source, "protect", str(path), *PLAIN, "--no-sensitive"]
    environment = {**os.environ, "PYTHONPATH": str(Path(omvang.__file__).parents[1])}
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        run.stdout.close()
        said = run.stderr.read().decode()
    assert "Traceback" not in said
    assert "BrokenPipe" not in said
