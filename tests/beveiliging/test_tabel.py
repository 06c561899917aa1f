"""The table of docs/beveiliging.md names only tests that exist, and every test here stands in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

WORTEL = Path(__file__).resolve().parents[2]
TEKST = (WORTEL / "docs/beveiliging.md").read_text(encoding="utf-8")
RIJEN = [r for r in TEKST.splitlines() if re.match(r"\| \d+ \|", r)]
TOETS = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
GENOEMD = sorted(set(TOETS.findall(TEKST)))
# The rows that the first issue must show (those marked c that concern what it builds).
NODIG = {5, 6, 7, 9, 10, 11, 12, 13, 14, 15, 16, 17, 25, 26, 27, 29, 30, 31, 32, 33, 34, 35, 36, 38, 39, 40} | {
    43, 44, 45, 47, 49, 50, 51, 52, 53, 54, 55, 59, 61, 62,
}  # fmt: skip


def test_the_table_is_read() -> None:
    assert len(RIJEN) > 35
    assert len(GENOEMD) > 60


@pytest.mark.parametrize(("bestand", "naam"), GENOEMD, ids=lambda deel: deel)
def test_each_named_test_exists(bestand: str, naam: str) -> None:
    pad = WORTEL / bestand
    assert pad.is_file()
    assert re.search(rf"^def {naam}\(", pad.read_text(encoding="utf-8"), re.M), naam


def test_each_row_names_a_test_or_a_check() -> None:
    assert [r.split("|")[1].strip() for r in RIJEN if not TOETS.search(r) and "`./baken " not in r] == []


def test_no_row_that_must_be_shown_is_missing() -> None:
    assert NODIG - {int(r.split("|")[1]) for r in RIJEN} == set()


def test_every_security_test_stands_in_the_table() -> None:
    hier = set()
    for pad in Path(__file__).parent.glob("test_*.py"):
        if pad != Path(__file__):
            hier.add(f"tests/beveiliging/{pad.name}")
    assert hier - {bestand for bestand, _naam in GENOEMD} == set()
