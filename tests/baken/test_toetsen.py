"""The summary of `./baken test` counts honestly."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from gereedschap.toetsen import Uitslag, _groep, sluit, tel

GOED = Uitslag("SQLite", geslaagd=10, overgeslagen=2)


def test_the_last_line_has_the_plain_form(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    assert sluit([GOED, Uitslag("PostgreSQL", geslaagd=5), Uitslag("Browser", geslaagd=3)]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "18 passed, 0 failed, 2 skipped"


def test_one_failure_makes_the_run_fail() -> None:
    assert sluit([GOED, Uitslag("Browser", geslaagd=3, mislukt=1, goed=False)]) == 1


def test_a_run_without_a_single_test_is_no_success() -> None:
    assert sluit([Uitslag("SQLite"), Uitslag("Browser")]) == 1


def test_a_skipped_group_is_named_with_the_way_to_get_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CI", raising=False)
    assert sluit([GOED, Uitslag("Browser", reden="installeer Chromium")]) == 0
    assert "overgeslagen: installeer Chromium" in capsys.readouterr().out


def test_in_ci_a_skipped_group_is_a_failure(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    assert sluit([GOED, Uitslag("Browser", reden="installeer Chromium")]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "10 passed, 1 failed, 2 skipped"


def test_a_run_that_broke_off_counts_as_a_failure(tmp_path: Path) -> None:
    half = tmp_path / "uitslag.xml"
    half.write_text("<testsuites><testsuite", encoding="utf-8")
    assert tel("SQLite", half).mislukt == 1
    assert tel("SQLite", tmp_path / "bestaat-niet.xml").mislukt == 1


def test_errors_in_fixtures_count_as_failures(tmp_path: Path) -> None:
    verslag = tmp_path / "uitslag.xml"
    verslag.write_text(
        '<testsuites><testsuite tests="9" errors="2" failures="1" skipped="3"/></testsuites>', encoding="utf-8"
    )
    uitslag = tel("SQLite", verslag)
    assert (uitslag.geslaagd, uitslag.mislukt, uitslag.overgeslagen) == (3, 3, 3)


def test_a_group_that_runs_beside_another_keeps_its_output_until_it_is_asked(
    capfd: pytest.CaptureFixture[str],
) -> None:
    with tempfile.TemporaryFile() as bewaard:
        uitslag = _groep("Proef", ["--co", "-q", "tests/baken/test_toetsen.py"], {}, bewaard)
        bewaard.seek(0)
        gezegd = bewaard.read().decode()
    assert uitslag.goed
    assert gezegd.startswith("\n=== Proef ===\n")
    assert "test_a_group_that_runs_beside_another" in gezegd
    assert capfd.readouterr().out == ""
