"""Where Baken cannot start it says so in one Dutch sentence, ends with 2 and leaves nothing half made."""

from __future__ import annotations

import ast
import socket
from pathlib import Path

import pytest

from tests.baken import hulp

OUD = (
    "import sys, runpy; sys.version_info = {versie}; sys.argv = ['baken', 'start']; "
    "runpy.run_path('baken', run_name='__main__')"
)
ZONDER_NETWERK = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": "", "UV_OFFLINE": "1", "PIP_CONFIG_FILE": "/dev/null"}


@pytest.fixture
def map_(tmp_path: Path) -> Path:
    """Give a fresh clone without anything installed."""
    return hulp.kaal(tmp_path / "kloon")


@pytest.mark.parametrize("versie", ["(3, 10, 14, 'final', 0)", "(3, 6, 0, 'final', 0)", "(2, 7, 18, 'final', 0)"])
def test_a_python_that_is_too_old_gets_one_sentence(map_: Path, versie: str) -> None:
    uit = hulp.python(map_, OUD.format(versie=versie))
    assert uit.returncode == 2
    assert hulp.een_zin(uit).startswith("Baken heeft Python 3.11 of nieuwer nodig; dit is Python ")


def test_an_old_python_can_read_the_launcher() -> None:
    ast.parse((hulp.WORTEL / "baken").read_text(encoding="utf-8"), feature_version=(3, 4))


def test_the_version_that_is_just_new_enough_gets_through(map_: Path) -> None:
    uit = hulp.python(map_, OUD.replace("'start'", "'help'").format(versie="(3, 11, 0, 'final', 0)"))
    assert uit.returncode == 0
    assert "start" in uit.stdout


def test_a_taken_port_is_refused_before_anything_is_installed(map_: Path) -> None:
    voor = hulp.inhoud(map_)
    with socket.create_server(("127.0.0.1", 0)) as bezet:
        poort = bezet.getsockname()[1]
        uit = hulp.draai(map_, "start", "--poort", str(poort))
    assert uit.returncode == 2
    assert hulp.een_zin(uit).startswith(f"Poort {poort} is al in gebruik")
    assert hulp.inhoud(map_) == voor


@pytest.mark.parametrize("poort", ["acht", "-1", "65536", "8000.5", "²"])
def test_a_port_that_is_no_port_is_refused(map_: Path, poort: str) -> None:
    uit = hulp.draai(map_, "start", f"--poort={poort}")
    assert uit.returncode == 2
    assert "De poort moet een getal" in hulp.een_zin(uit)


@pytest.mark.parametrize("argumenten", [("start", "--vol"), ("start", "--poort"), ("lint", "x"), ("vliegen",)])
def test_an_unknown_command_or_choice_is_refused(map_: Path, argumenten: tuple[str, ...]) -> None:
    uit = hulp.draai(map_, *argumenten)
    assert uit.returncode == 2
    assert "kent" in hulp.een_zin(uit)


def test_a_read_only_folder_is_refused(map_: Path) -> None:
    voor = hulp.inhoud(map_)
    hulp.alleen_lezen(map_)
    try:
        uit = hulp.draai(map_, "start", "--poort", "0", begrensd=True)
    finally:
        map_.chmod(0o755)
    assert uit.returncode == 2
    assert hulp.een_zin(uit).startswith(f"Baken kan niet schrijven in de map {map_}")
    assert hulp.inhoud(map_) == voor


def test_without_network_the_first_installation_leaves_nothing(map_: Path) -> None:
    voor = sorted(map_.rglob("*"))
    uit = hulp.draai(map_, "start", "--poort", "0", omgeving=ZONDER_NETWERK)
    assert uit.returncode == 2
    zin = hulp.een_zin(uit)
    assert "internetverbinding" in zin
    assert "http" not in zin
    assert sorted(map_.rglob("*")) == voor


def test_help_names_every_command(map_: Path) -> None:
    uit = hulp.draai(map_)
    assert uit.returncode == 0
    for naam in ("start", "test", "lint", "fix", "check", "rondleiding", "bench"):
        assert f"  {naam} " in uit.stdout
