"""Where Baken cannot start it says so in one Dutch sentence, ends with 2 and leaves nothing half made."""

from __future__ import annotations

import ast
import shutil
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


@pytest.mark.parametrize("naam", ["start", "test", "check", "bench", "rondleiding", "laad-regio", "eerste-beheerders"])
@pytest.mark.parametrize("vraag", ["--help", "-h"])
def test_help_of_a_command_explains_it_and_starts_nothing(map_: Path, naam: str, vraag: str) -> None:
    voor = hulp.inhoud(map_)
    uit = hulp.draai(map_, naam, vraag)
    assert (uit.returncode, uit.stderr) == (0, "")
    assert uit.stdout.startswith(f"Gebruik: ./baken {naam}")
    assert len(uit.stdout.splitlines()) > 2
    assert hulp.inhoud(map_) == voor


def test_help_of_start_says_when_an_empty_demonstration_is_refused(map_: Path) -> None:
    gezegd = hulp.draai(map_, "start", "--help").stdout
    assert "--poort N" in gezegd
    assert "naast een gevulde demonstratie weigert Baken" in gezegd


def test_help_of_a_command_of_the_product_needs_no_installation(map_: Path) -> None:
    eigen = Path("src/baken/opdrachten/management/commands")
    (map_ / eigen).mkdir(parents=True)
    shutil.copy2(hulp.WORTEL / eigen / "werker.py", map_ / eigen)
    voor = hulp.inhoud(map_)
    for naam in ("werker", "migrate"):
        uit = hulp.draai(map_, naam, "--help")
        assert (uit.returncode, uit.stderr) == (0, "")
        assert f"./baken {naam}" in uit.stdout
    assert hulp.inhoud(map_) == voor
    assert "kent 'vliegen' niet" in hulp.een_zin(hulp.draai(map_, "vliegen", "--help"))


def test_a_region_that_is_missing_or_unknown_is_refused_before_anything_is_installed(map_: Path) -> None:
    regios = Path("src/baken/opdrachten/regios")
    (map_ / regios).mkdir(parents=True)
    shutil.copy2(hulp.WORTEL / regios / "rotterdam.json", map_ / regios)
    voor = hulp.inhoud(map_)
    for argumenten in ((), ("amsterdam",), ("rotterdam", "amsterdam"), ("../rotterdam",)):
        uit = hulp.draai(map_, "laad-regio", *argumenten)
        assert uit.returncode == 2
        assert hulp.een_zin(uit).endswith("te kiezen: rotterdam.")
    assert hulp.inhoud(map_) == voor


ANNA, BEN = "a.jansen,A. Jansen,a@gemeente.example", "b.bakker,B. Bakker,b@gemeente.example"


@pytest.mark.parametrize(
    ("argumenten", "zin"),
    [
        ((), "Noem één organisatie met haar code"),
        (("een", "twee", "--persoon", ANNA, "--persoon", BEN), "Noem één organisatie met haar code"),
        (("stad", "--persoon", ANNA), "Noem twee verschillende mensen"),
        (("stad", "--persoon", ANNA, f"--persoon={ANNA}"), "Noem twee verschillende mensen"),
        (("stad", "--persoon", "a.jansen", "--persoon", BEN), "schrijf gebruikersnaam,naam,e-mailadres"),
        (("stad", "--persoon", "a,A,geen adres", "--persoon", BEN), "schrijf gebruikersnaam,naam,e-mailadres"),
        (("stad", "--persoon"), "kent '--persoon' zo niet"),
        (("stad", "--vlag"), "kent '--vlag' zo niet"),
        (("stad", "--persoon", ANNA, "--persoon", BEN), "In de demonstratie bestaan alleen verzonnen mensen"),
    ],
)
def test_wrong_first_beheerders_are_refused_before_anything_is_installed(
    map_: Path, argumenten: tuple[str, ...], zin: str
) -> None:
    voor = hulp.inhoud(map_)
    uit = hulp.draai(map_, "eerste-beheerders", *argumenten)
    assert uit.returncode == 2
    assert zin in hulp.een_zin(uit)
    assert hulp.inhoud(map_) == voor


def test_right_first_beheerders_go_on_to_the_installation(map_: Path) -> None:
    omgeving = ZONDER_NETWERK | {"BAKEN_OMGEVING": "productie"}
    argumenten = ("eerste_beheerders", "stad", "--persoon", ANNA, f"--persoon={BEN}")
    Path(map_ / "src/baken/x/management/commands").mkdir(parents=True)
    (map_ / "src/baken/x/management/commands/eerste_beheerders.py").touch()
    assert "internetverbinding" in hulp.draai(map_, *argumenten, omgeving=omgeving).stderr
