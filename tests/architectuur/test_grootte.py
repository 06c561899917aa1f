"""Size limits of the style: a reader can hold each file in the head."""

from __future__ import annotations

from pathlib import Path

import pytest

WORTEL = Path(__file__).resolve().parents[2]
MODULES = sorted(p for p in (WORTEL / "src").rglob("*.py") if p.parent.name != "migrations")
SJABLONEN = sorted((WORTEL / "src/baken/web/templates").rglob("*.html"))


def _regels(pad: Path) -> int:
    return len(pad.read_text(encoding="utf-8").splitlines())


def test_there_is_something_to_measure() -> None:
    assert len(MODULES) > 100
    assert len(SJABLONEN) > 20


@pytest.mark.parametrize("soort", ["module", "sjabloon"])
def test_no_file_is_longer_than_a_reader_can_hold(soort: str) -> None:
    bestanden, grens = (MODULES, 400) if soort == "module" else (SJABLONEN, 150)
    te_lang = {str(p.relative_to(WORTEL)): _regels(p) for p in bestanden if _regels(p) > grens}
    assert te_lang == {}


def test_no_template_sets_a_style_or_runs_an_inline_script() -> None:
    fout = []
    for pad in SJABLONEN:
        tekst = pad.read_text(encoding="utf-8")
        if " style=" in tekst or "<style" in tekst or "onclick=" in tekst or "<script>" in tekst:
            fout.append(str(pad.relative_to(WORTEL)))
    assert fout == []


def test_nothing_in_the_tree_names_a_registry_host_or_a_path_of_one_machine() -> None:
    hosts = ["pypi" + ".org", "files.python" + "hosted", "registry.npm" + "js", "/ro" + "ot/", "/wo" + "rk/"]
    namen = [*(WORTEL / "requirements").glob("*.txt"), WORTEL / "package-lock.json", *MODULES]
    fout = [
        f"{pad.relative_to(WORTEL)}: {host}"
        for pad in namen
        for host in hosts
        if host in pad.read_text(encoding="utf-8")
    ]
    assert fout == []
    assert '"resolved"' not in (WORTEL / "package-lock.json").read_text(encoding="utf-8")
