"""`./baken start` with the real product: serves, comes back quickly, stops cleanly, leaves nothing half made."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from gereedschap.bediening import antwoordt

from gereedschap import pakketten
from tests.baken import hulp

pytestmark = pytest.mark.skipif(
    not pakketten.klaar("basis"), reason=".venv was not made by ./baken; starting would replace it under this run"
)


class Baken:
    """One running `./baken start` on a free port, with a data folder of its own."""

    def __init__(self, map_: Path) -> None:
        omgeving = {naam: waarde for naam, waarde in os.environ.items() if not naam.startswith("BAKEN_")}
        self.proces = subprocess.Popen(
            [sys.executable, "baken", "start", "--leeg", "--poort", "0"],
            cwd=hulp.WORTEL,
            env=omgeving | {"BAKEN_GEGEVENSMAP": str(map_)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.gezegd: list[str] = []
        self.poort = self._wacht_op_adres()

    def _wacht_op_adres(self) -> int:
        assert self.proces.stdout is not None
        for regel in self.proces.stdout:
            self.gezegd.append(regel)
            if gevonden := re.search(r"Baken draait op http://localhost:(\d+) ", regel):
                return int(gevonden[1])
        raise AssertionError("".join(self.gezegd))

    def kinderen(self) -> dict[int, str]:
        """Return the server and the worker: process id -> command line."""
        uit = subprocess.run(
            ["ps", "-o", "pid=,args=", "--ppid", str(self.proces.pid)], check=False, capture_output=True, text=True
        )
        return {int(regel.split()[0]): regel for regel in uit.stdout.splitlines()}

    def werker(self) -> int | None:
        """Return the process id of the worker."""
        return next((pid for pid, regel in self.kinderen().items() if "werker.py" in regel), None)

    def stop(self, sein: signal.Signals = signal.SIGINT) -> int:
        """Stop and return the exit code."""
        if self.proces.poll() is None:
            self.proces.send_signal(sein)
        self.gezegd.append(self.proces.communicate(timeout=30)[0])
        return self.proces.returncode


def _tot(voorwaarde: Callable[[], object], seconden: float = 15) -> bool:
    """Wait until something is true."""
    einde = time.monotonic() + seconden
    while time.monotonic() < einde:
        if voorwaarde():
            return True
        time.sleep(0.1)
    return False


def _leeft(pid: int) -> bool:
    with contextlib.suppress(OSError):
        return "Z" not in Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    return False


@pytest.fixture(scope="module")
def gegevens(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a data folder that a first start has filled."""
    map_ = tmp_path_factory.mktemp("baken") / "var"
    eerste = Baken(map_)
    assert antwoordt(eerste.poort) == 200
    assert eerste.stop() == 0
    return map_


@pytest.fixture
def baken(gegevens: Path) -> Iterator[Baken]:
    """Give a second start on that folder."""
    gestart = Baken(gegevens)
    yield gestart
    gestart.stop()


def test_the_first_start_makes_a_key_file_that_only_the_owner_reads(gegevens: Path) -> None:
    assert stat.S_IMODE((gegevens / "sleutels.json").stat().st_mode) == 0o600
    assert stat.S_IMODE(gegevens.stat().st_mode) == 0o700
    assert not list(gegevens.glob("nieuw-*"))


def test_a_second_start_makes_nothing_anew(gegevens: Path) -> None:
    """What it costs stands in docs/prestaties.md; here that it does only what a second start must do."""
    stempel = (gegevens / "stempel.json").stat().st_mtime_ns, (hulp.WORTEL / "build" / "verzameld").stat().st_mtime_ns
    gestart = Baken(gegevens)
    assert antwoordt(gestart.poort) == 200
    assert gestart.stop() == 0
    assert not re.search("klaarzetten|bijwerken|installeren", "".join(gestart.gezegd))
    assert stempel == (
        (gegevens / "stempel.json").stat().st_mtime_ns,
        (hulp.WORTEL / "build" / "verzameld").stat().st_mtime_ns,
    )


def test_a_start_does_not_wait_for_what_only_a_printer_needs(gegevens: Path) -> None:
    opdracht = (
        "import sys; from baken.web.wsgi import application; from django.urls import resolve; resolve('/gezond/');"
        "print(*{'weasyprint', 'docx', 'fontTools'} & set(sys.modules))"
    )
    omgeving = {naam: waarde for naam, waarde in os.environ.items() if not naam.startswith("BAKEN_")}
    uit = subprocess.run(
        [sys.executable, "-c", opdracht],
        env=omgeving | {"BAKEN_GEGEVENSMAP": str(gegevens), "DJANGO_SETTINGS_MODULE": "baken.conf.settings"},
        cwd=hulp.WORTEL / "src",
        check=True,
        capture_output=True,
        text=True,
    )
    assert uit.stdout.strip() == ""


@pytest.mark.parametrize("sein", [signal.SIGINT, signal.SIGTERM])
def test_stopping_ends_server_and_worker(gegevens: Path, sein: signal.Signals) -> None:
    gestart = Baken(gegevens)
    assert _tot(gestart.werker)
    kinderen = list(gestart.kinderen())
    assert len(kinderen) == 2
    assert gestart.stop(sein) == 0
    assert not any(_leeft(pid) for pid in kinderen)
    assert antwoordt(gestart.poort) == 0
    assert "Baken is gestopt." in gestart.gezegd[-1]


def test_a_worker_that_dies_is_started_again(baken: Baken) -> None:
    assert _tot(baken.werker)
    eerste = baken.werker()
    assert eerste
    os.kill(eerste, signal.SIGKILL)
    assert _tot(lambda: baken.werker() not in {None, eerste})
    assert antwoordt(baken.poort) == 200


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can bind the life of a child to its parent")
def test_a_killed_launcher_leaves_no_port_taken(gegevens: Path) -> None:
    gestart = Baken(gegevens)
    kinderen = list(gestart.kinderen())
    gestart.proces.kill()
    gestart.proces.wait()
    assert _tot(lambda: not any(_leeft(pid) for pid in kinderen))
    assert antwoordt(gestart.poort) == 0


def test_a_lost_key_file_is_named_and_never_replaced(gegevens: Path) -> None:
    sleutel = gegevens / "sleutels.json"
    weg = sleutel.rename(gegevens / "weggelegd")
    try:
        uit = hulp.draai(hulp.WORTEL, "start", "--leeg", "--poort", "0", omgeving={"BAKEN_GEGEVENSMAP": str(gegevens)})
        assert uit.returncode == 2
        assert "ontbreekt het sleutelbestand" in hulp.een_zin(uit)
        assert not sleutel.exists()
    finally:
        weg.rename(sleutel)


def test_a_first_start_that_fails_leaves_no_data_folder(tmp_path: Path) -> None:
    omgeving = {"BAKEN_GEGEVENSMAP": str(tmp_path / "var"), "BAKEN_SESSIE_MAX_UREN": "acht"}
    uit = hulp.draai(hulp.WORTEL, "start", "--leeg", "--poort", "0", omgeving=omgeving)
    assert uit.returncode == 1
    assert "konden niet worden klaargezet" in hulp.een_zin(uit)
    assert not (tmp_path / "var").exists()


def test_a_data_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    map_ = tmp_path / "dicht"
    map_.mkdir()
    hulp.alleen_lezen(map_)
    uit = hulp.draai(
        hulp.WORTEL,
        *("start", "--leeg", "--poort", "0"),
        omgeving={"BAKEN_GEGEVENSMAP": str(map_ / "var")},
        begrensd=True,
    )
    assert uit.returncode == 2
    assert "kan niet schrijven" in hulp.een_zin(uit)


def test_a_production_without_its_settings_does_not_start(tmp_path: Path) -> None:
    omgeving = {"BAKEN_GEGEVENSMAP": str(tmp_path / "var"), "BAKEN_OMGEVING": "productie"}
    uit = hulp.draai(hulp.WORTEL, "start", "--poort", "0", omgeving=omgeving)
    assert uit.returncode in {1, 2}
    hulp.een_zin(uit)
    assert not (tmp_path / "var" / "sleutels.json").exists()


def test_a_command_of_the_product_may_be_written_with_a_dash() -> None:
    uit = hulp.draai(hulp.WORTEL, "laad-feiten", "--help")
    assert uit.returncode == 0
    assert "usage" in uit.stdout.lower()
