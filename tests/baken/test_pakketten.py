"""`.venv` holds exactly the lock, whoever installs it, and is replaced only by a finished one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.baken import hulp

INSTALLEER = """
from gereedschap import pakketten, plek
try:
    pakketten.zorg_voor("basis")
except plek.ZinError as fout:
    raise SystemExit(fout.zin)
"""


class Kloon:
    """A fresh clone whose lock asks one package from a folder, where uv cannot be had."""

    def __init__(self, map_: Path) -> None:
        self.map = hulp.kaal(map_ / "kloon")
        self.wielen = map_ / "wielen"
        self.wielen.mkdir()
        (self.map / "requirements" / "uv.txt").write_text(f"uv==0.0.1 --hash=sha256:{'0' * 64}\n", encoding="utf-8")

    def vraag(self, lock: str) -> None:
        """Let the lock ask this."""
        (self.map / "requirements" / "basis.txt").write_text(lock, encoding="utf-8")

    def installeer(self) -> hulp.Uit:
        """Install as `./baken start` does."""
        omgeving = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.wielen), "PIP_CONFIG_FILE": "/dev/null"}
        return hulp.python(self.map, INSTALLEER, omgeving)

    def versie(self) -> str:
        """Return what the installed script prints: its first line must name the final place of .venv."""
        uit = subprocess.run([str(self.map / ".venv/bin/bakenproef")], check=True, capture_output=True, text=True)
        return uit.stdout.strip()


@pytest.fixture
def kloon(tmp_path: Path) -> Kloon:
    return Kloon(tmp_path)


def test_pip_installs_the_lock_when_uv_cannot_be_had(kloon: Kloon) -> None:
    kloon.vraag(hulp.wiel(kloon.wielen, "1.0"))
    uit = kloon.installeer()
    assert uit.returncode == 0, uit.stdout
    assert kloon.versie() == "1.0"
    assert not list(kloon.map.glob("build/*"))

    again = kloon.installeer()
    assert again.returncode == 0
    assert again.stdout == "", "a lock that is installed already must not be installed again"


def test_a_package_that_differs_from_its_hash_is_refused_and_the_old_environment_stays(kloon: Kloon) -> None:
    kloon.vraag(hulp.wiel(kloon.wielen, "1.0"))
    kloon.installeer()
    regel = hulp.wiel(kloon.wielen, "2.0")
    kloon.vraag(regel.rpartition(":")[0] + ":" + "0" * 64)
    uit = kloon.installeer()
    assert uit.returncode == 1
    assert "konden niet worden opgehaald of geïnstalleerd" in hulp.een_zin(uit)
    assert kloon.versie() == "1.0"


def test_an_environment_made_by_hand_is_replaced(kloon: Kloon) -> None:
    (kloon.map / ".venv" / "bin").mkdir(parents=True)
    (kloon.map / ".venv" / "bin" / "python").symlink_to(sys.executable)
    (kloon.map / ".venv" / "van-mij.txt").write_text("made by hand", encoding="utf-8")
    kloon.vraag(hulp.wiel(kloon.wielen, "2.0"))
    assert kloon.installeer().returncode == 0
    assert kloon.versie() == "2.0"
    assert not (kloon.map / ".venv" / "van-mij.txt").exists()


@pytest.mark.parametrize("naam", ["basis", "test", "uv", "node"])
def test_every_lock_has_hashes_and_names_no_place(naam: str) -> None:
    tekst = (hulp.WORTEL / "requirements" / f"{naam}.txt").read_text(encoding="utf-8")
    regels = [regel for regel in tekst.splitlines() if regel and not regel.lstrip().startswith("#")]
    eisen = [regel for regel in regels if not regel.startswith(" ")]
    assert eisen
    assert all("==" in regel and regel.endswith("\\") for regel in eisen)
    assert sum("--hash=sha256:" in regel for regel in regels) >= len(eisen)
    assert "://" not in tekst
    assert "--index" not in tekst
    assert "--find-links" not in tekst


def test_the_test_lock_holds_the_same_versions_as_the_product() -> None:
    def pins(naam: str) -> set[str]:
        regels = (hulp.WORTEL / "requirements" / f"{naam}.txt").read_text(encoding="utf-8").splitlines()
        return {regel.split(" ")[0] for regel in regels if "==" in regel and not regel.startswith((" ", "#"))}

    assert pins("basis") <= pins("test")


def test_the_front_end_lock_names_no_place() -> None:
    assert '"resolved"' not in (hulp.WORTEL / "package-lock.json").read_text(encoding="utf-8")
