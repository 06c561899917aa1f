"""Row 49: what is installed is what the lock says, and nobody can swap it."""

from __future__ import annotations

import json
import re
from importlib.metadata import version
from pathlib import Path

import pytest

WORTEL = Path(__file__).resolve().parents[2]
LOCKS = sorted((WORTEL / "requirements").glob("*.txt"))
_PAKKET = re.compile(
    r"^([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^\]]*\])?==([^\s;\\]+)([^\\\n]*)((?:\s*\\\n\s+--hash=\S+)*)", re.M
)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda p: p.name)
def test_every_package_of_the_lock_has_one_version_and_hashes(lock: Path) -> None:
    tekst = lock.read_text(encoding="utf-8")
    regels = [r for r in tekst.splitlines() if r and not r.startswith((" ", "#"))]
    pakketten = _PAKKET.findall(tekst)
    assert regels
    assert len(pakketten) == len(regels)
    assert [naam for naam, _versie, _merk, hashes in pakketten if "sha256:" not in hashes] == []
    assert not re.search(r"(?m)^(?:--(?:extra-)?index-url|--find-links|-e )", tekst)


def test_what_is_asked_stands_in_the_lock() -> None:
    lock = {n.lower() for n, *_rest in _PAKKET.findall((WORTEL / "requirements/basis.txt").read_text(encoding="utf-8"))}
    vragen = [
        re.split(r"[\[<>=!~; ]", r)[0].lower()
        for r in (WORTEL / "requirements/basis.in").read_text(encoding="utf-8").splitlines()
        if r and not r.startswith(("#", "-"))
    ]
    assert len(vragen) > 10
    assert set(vragen) - lock == set()


def test_what_runs_is_what_the_lock_says() -> None:
    pakketten = _PAKKET.findall((WORTEL / "requirements/basis.txt").read_text(encoding="utf-8"))
    anders = {
        naam: (versie, version(naam))
        for naam, versie, merk, _hashes in pakketten
        if ";" not in merk and version(naam) != versie
    }
    assert anders == {}


def test_the_front_end_lock_names_a_hash_for_every_package() -> None:
    lock = json.loads((WORTEL / "package-lock.json").read_text(encoding="utf-8"))
    pakketten = {naam: p for naam, p in lock["packages"].items() if naam}
    assert len(pakketten) > 20
    assert [naam for naam, p in pakketten.items() if not p.get("integrity", "").startswith("sha512-")] == []
    eigen = json.loads((WORTEL / "package.json").read_text(encoding="utf-8"))
    vast = {**eigen["dependencies"], **eigen["devDependencies"]}
    assert [naam for naam, versie in vast.items() if not re.fullmatch(r"\d+\.\d+\.\d+", versie)] == []


def _rijen_derden() -> dict[str, str]:
    regels = (WORTEL / "THIRD-PARTY.md").read_text(encoding="utf-8").splitlines()
    cellen = [[c.strip() for c in r.strip("|").split("|")] for r in regels if r.startswith("| ")]
    return {c[0]: c[1] for c in cellen if len(c) >= 2}


def test_every_part_of_the_product_stands_with_its_licence_in_the_notice() -> None:
    rijen = _rijen_derden()
    python = {n for n, *_rest in _PAKKET.findall((WORTEL / "requirements/basis.txt").read_text(encoding="utf-8"))}
    eigen = json.loads((WORTEL / "package.json").read_text(encoding="utf-8"))
    nodig = python | set(eigen["dependencies"]) | set(eigen["devDependencies"])
    assert sorted(n for n in nodig if not rijen.get(n)) == []
    over = set(rijen) - nodig - {"package"}
    assert sorted(over) == [], "named, but no longer used"


def test_the_licence_of_a_front_end_part_is_the_one_it_declares() -> None:
    rijen = _rijen_derden()
    for naam in json.loads((WORTEL / "package.json").read_text(encoding="utf-8"))["dependencies"]:
        verklaard = WORTEL / "node_modules" / naam / "package.json"
        assert json.loads(verklaard.read_text(encoding="utf-8"))["license"] == rijen[naam], naam


def test_no_proprietary_token_package_is_used() -> None:
    lock = (WORTEL / "package-lock.json").read_text(encoding="utf-8").lower()
    for verboden in (
        "@amsterdam/",
        "@gemeente-rotterdam/",
        "@rvo/",
        "@rijkshuisstijl-community/",
        "utrecht/design-tokens",
    ):
        assert verboden not in lock
