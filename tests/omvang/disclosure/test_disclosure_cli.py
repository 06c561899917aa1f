"""`omvang protect` and `omvang attack`: JSON on standard output; 0 done, 2 bad input, 3 not to be released."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import pytest

from omvang.disclosure.bench import LIMITS, run
from omvang.disclosure.cli import add_attack_parser, add_protect_parser

TABLE = {"title": "invented", "measure": "persons", "period": "2024", "counts": [[30, 3], [41, 52]],
         "dimensions": [{"name": "region", "categories": ["North", "South"], "sensitive": False},
                        {"name": "sex", "categories": ["f", "m"], "sensitive": False}]}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a table and a key."""
    (tmp_path / "table.json").write_text(json.dumps(TABLE), encoding="utf-8")
    (tmp_path / "rounding.secret").write_bytes(b"a key for the tests only")
    return tmp_path


def _run(*words: object) -> int:
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers(required=True)
    add_protect_parser(commands)
    add_attack_parser(commands)
    args = parser.parse_args([str(word) for word in words])
    code: int = args.func(args)
    return code


def _answer(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def test_protect_prints_a_table_that_attack_cannot_break(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("protect", folder / "table.json", "--key-file", folder / "rounding.secret") == 0
    made = _answer(capsys)
    assert made["released"]
    assert made["audience"] == "public"
    (folder / "made.json").write_text(json.dumps(made), encoding="utf-8")
    assert _run("attack", folder / "made.json") == 0
    report = _answer(capsys)
    assert report["survives"]
    assert report["recovered"] == 0
    assert report["scenarios"][0]["tested"] == 9


def test_attack_breaks_a_table_with_only_small_numbers_left_out(
        folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def cell(value: int | None, **where: str) -> dict[str, Any]:
        return {"value": value, "definition": {"measure": "persons", "period": "2024", "where": where}}
    release = {"title": "elsewhere", "measure": "persons", "period": "2024", "method": "suppressed", "base": 5,
               "universes": {"sex": ["f", "m"]}, "cells": [cell(30, sex="f"), cell(None, sex="m"), cell(33)]}
    (folder / "release.json").write_text(json.dumps(release), encoding="utf-8")
    assert _run("attack", folder / "release.json") == 3
    report = _answer(capsys)
    assert not report["survives"]
    assert report["scenarios"][0]["broken"][0]["low"] == report["scenarios"][0]["broken"][0]["high"] == 3


def test_publishing_writes_the_ledger_and_the_next_table_agrees(
        folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ledger = folder / "ledger.json"
    assert _run("protect", folder / "table.json", "--ledger", ledger, "--publish", "2025-06-01", "--new-ledger") == 0
    first = _answer(capsys)
    assert _run("protect", folder / "table.json", "--ledger", ledger) == 0
    assert [cell["text"] for cell in _answer(capsys)["cells"]] == [cell["text"] for cell in first["cells"]]
    assert _run("attack", ledger) == 0
    assert _answer(capsys)["survives"]
    moved = {**TABLE, "counts": [[90, 3], [41, 52]]}
    (folder / "moved.json").write_text(json.dumps(moved), encoding="utf-8")
    assert _run("protect", folder / "moved.json", "--ledger", ledger) == 3
    refusal = _answer(capsys)
    assert refusal["error"] == "RevisionError"
    assert "region=North, sex=f" in refusal["cells"]


def test_several_tables_are_protected_together(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = {**TABLE, "title": "sex", "counts": [71, 55], "dimensions": TABLE["dimensions"][1:]}
    (folder / "sex.json").write_text(json.dumps(other), encoding="utf-8")
    assert _run("protect", folder / "table.json", folder / "sex.json") == 0
    first, second = _answer(capsys)["tables"]
    numbers = {cell["name"]: cell["text"] for cell in first["cells"]}
    assert all(numbers[cell["name"]] == cell["text"] for cell in second["cells"])


def test_csv_goes_in_and_out(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "table.csv").write_text("\ufeffregion,sex,count\nNorth,f,30\nNorth,m,3\nSouth,f,41\nSouth,m,52\n",
                                      encoding="utf-8")
    assert _run("protect", folder / "table.csv", "--measure", "persons", "--period", "2024", "--no-sensitive",
                "--format", "csv") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "region,sex,count"
    assert len(lines) == 10


@pytest.mark.parametrize(("text", "line"), [
    ("region,count\nNorth,3.5\n", 2), ("region,count\nNorth,30\nSouth,-3\n", 3), ("region,count\nNorth\n", 2),
    ("region,count\nNorth,30\nNorth,31\n", 3), ("region,count\n", None), ("", None), ("region\nNorth\n", None),
    ("region,count\nNorth,1000000000\n", None), ("region,count\nNorth,1" + "0" * 5001 + "\n", None),
    ("region,count\nNorth,30\nTotal,30\n", None), ('region,count\n"' + "x" * 140_000 + '",3\n', None)])
def test_a_bad_csv_is_refused_with_its_line(
        folder: Path, capsys: pytest.CaptureFixture[str], text: str, line: int | None) -> None:
    (folder / "bad.csv").write_text(text, encoding="utf-8")
    assert _run("protect", folder / "bad.csv", "--measure", "persons", "--period", "2024", "--no-sensitive") == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert line is None or f"Line {line}" in said.err


@pytest.mark.parametrize("content", [
    b"", b"{", b"[]", b"{}", b"\xff\xfe", b'{"title": 3}', json.dumps({**TABLE, "counts": [[1, 2], [3]]}).encode(),
    json.dumps({**TABLE, "counts": [[float("nan"), 2], [3, 4]]}).encode(),
    json.dumps({**TABLE, "counts": {"a": 1}}).encode(), json.dumps({**TABLE, "dimensions": "region"}).encode(),
    json.dumps({**TABLE, "scope": [1]}).encode(), json.dumps({**TABLE, "crossings": [["age"]]}).encode()])
def test_a_bad_json_table_is_bad_input(folder: Path, capsys: pytest.CaptureFixture[str], content: bytes) -> None:
    (folder / "bad.json").write_bytes(content)
    assert _run("protect", folder / "bad.json") == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.strip().splitlines()) == 1, "one sentence"


def test_a_json_table_must_say_what_is_sensitive(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    silent = [{key: value for key, value in one.items() if key != "sensitive"} for one in TABLE["dimensions"]]
    path = folder / "silent.json"
    path.write_text(json.dumps({**TABLE, "counts": [[93, 3], [41, 52]], "dimensions": silent}), encoding="utf-8")
    assert _run("protect", path) == 2
    assert "--no-sensitive" in capsys.readouterr().err
    assert _run("protect", path, "--no-sensitive") == 0
    assert _answer(capsys)["merged"] == []
    assert _run("protect", path, "--sensitive", "sex") == 0
    assert _answer(capsys)["merged"] == ["region is not shown"], "of the North 97 % is one sex"


def test_a_json_table_cannot_be_sensitive_and_not(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = [{**one, "sensitive": one["name"] == "sex"} for one in TABLE["dimensions"]]
    (folder / "said.json").write_text(json.dumps({**TABLE, "dimensions": said}), encoding="utf-8")
    assert _run("protect", folder / "said.json", "--no-sensitive") == 2
    assert "leave --no-sensitive out" in capsys.readouterr().err
    for wrong in ("false", 0, None):
        flags = [{**one, "sensitive": wrong} for one in TABLE["dimensions"]]
        (folder / "wrong.json").write_text(json.dumps({**TABLE, "dimensions": flags}), encoding="utf-8")
        assert _run("protect", folder / "wrong.json") == 2
        assert "true or false" in capsys.readouterr().err


@pytest.mark.parametrize("content", [
    b"{}", b"3", b'{"tables": [{}]}', b'{"format": "omvang-ledger/1"}',
    b'{"title":"t","measure":"m","period":"2024","method":"magic","base":5,"cells":[]}',
    b'{"title":"t","measure":"m","period":"2024","method":"exact","base":5,"cells":[{"value":-3,'
    b'"definition":{"measure":"m","period":"2024"}}]}'])
def test_a_bad_release_is_not_attacked(folder: Path, capsys: pytest.CaptureFixture[str], content: bytes) -> None:
    (folder / "bad.json").write_bytes(content)
    assert _run("attack", folder / "bad.json") in (2, 3)
    assert not capsys.readouterr().out.startswith('{\n "survives"')


def test_missing_files_and_impossible_options_are_bad_input(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("protect", folder / "nothing.json") == 2
    assert _run("protect", folder / "table.json", "--publish", "2025-06-01") == 2
    assert _run("protect", folder / "table.json", "--known", folder / "table.json") == 2
    (folder / "table.csv").write_text("region,count\nNorth,30\n", encoding="utf-8")
    assert _run("protect", folder / "table.csv") == 2
    assert "--measure" in capsys.readouterr().err


def test_a_table_against_the_rules_answers_three_with_the_reason(
        folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "small.json").write_text(json.dumps({**TABLE, "counts": [[1, 2], [3, 1]]}), encoding="utf-8")
    assert _run("protect", folder / "small.json") == 3
    assert _answer(capsys) == {"released": False, "error": "PolicyError", "cells": ["total"],
                               "reason": "invented: the table holds fewer than 10 persons; nothing of it can be shown."}


def test_rounding_and_attack_are_fast_enough() -> None:
    measured = run()
    assert set(measured["cpu_seconds"]) == set(LIMITS)
    assert all(one["met"] for one in measured["cpu_seconds"].values()), measured
    assert measured["recovered"]["rounded"] == 0
    assert measured["recovered"]["threshold_only"] > 0
