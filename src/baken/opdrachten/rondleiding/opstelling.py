"""A Baken of its own for one walk: temporary folder, fresh database and key file, own server and worker."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from baken.kern.versleuteling import maak_sleutelbestand

GEDULD = 60.0  # seconds in which the server must answer
LUS = "127.0.0.1"


@dataclass
class Opstelling:
    """A running Baken with its folder, and the process id of its web server."""

    adres: str
    map: Path
    server: int


def vrije_poort() -> int:
    """Return a free port of this machine."""
    with socket.socket() as stekker:
        stekker.bind((LUS, 0))
        return int(stekker.getsockname()[1])


def serveropdracht(poort: int) -> list[str]:
    """Return the command of a web server on the loopback address."""
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", LUS, "--port", str(poort)),
        *("--workers", "1", "--blocking-threads", "2", "--no-ws", "--no-access-log", "--log-level", "warning"),
        "baken.web.wsgi:application",
    ]


def omgeving(map_: Path) -> dict[str, str]:
    """Return the environment of a Baken in this folder: a demonstration, whatever is set outside."""
    kaal = {k: v for k, v in os.environ.items() if not k.startswith("BAKEN_")}
    bron = str(Path(__file__).resolve().parents[3])
    return {
        **kaal,
        "PYTHONPATH": bron,
        "DJANGO_SETTINGS_MODULE": "baken.conf.settings",
        "BAKEN_OMGEVING": "demonstratie",
        "BAKEN_GEGEVENSMAP": str(map_),
        "BAKEN_LOG_NIVEAU": "WARNING",
    }


def django(map_: Path, *argumenten: str) -> None:
    """Run a command of Baken in this folder. Raises RuntimeError with its output."""
    opdracht = [sys.executable, "-m", "django", *argumenten]
    uit = subprocess.run(opdracht, env=omgeving(map_), check=False, capture_output=True, text=True)  # noqa: S603  # own command
    if uit.returncode:
        raise RuntimeError(f"{argumenten[0]} mislukte: {uit.stderr[-2000:]}")


@contextlib.contextmanager
def opgesteld() -> Iterator[Opstelling]:
    """Give a running Baken with the invented region and no signalen; everything is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="baken-rondleiding-") as naam:
        map_ = Path(naam)
        maak_sleutelbestand(map_ / "sleutels.json")
        django(map_, "migrate", "--verbosity", "0")
        django(map_, "demonstratie", "--leeg")
        poort = vrije_poort()
        with (map_ / "server.log").open("wb") as log, contextlib.ExitStack() as stapel:
            kinderen = [
                _start(o, map_, log) for o in (serveropdracht(poort), [sys.executable, "-m", "django", "werker"])
            ]
            for kind in kinderen:
                stapel.callback(_stop, kind)
            _wacht(poort, map_)
            yield Opstelling(f"http://localhost:{poort}/", map_, kinderen[0].pid)


def _start(opdracht: list[str], map_: Path, log: IO[bytes]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603  # our own command with this Python
        opdracht, env=omgeving(map_), stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True
    )


def _stop(kind: subprocess.Popen[bytes]) -> None:
    """Ask a child to finish; take everything it started along."""
    if kind.poll() is None:
        kind.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            kind.wait(10)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(kind.pid, signal.SIGKILL)
    kind.wait()


def _wacht(poort: int, map_: Path) -> None:
    einde = time.monotonic() + GEDULD
    while time.monotonic() < einde:
        verbinding = http.client.HTTPConnection(LUS, poort, timeout=10)
        try:
            verbinding.request("GET", "/gezond/", headers={"Host": f"localhost:{poort}"})
            if verbinding.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
        finally:
            verbinding.close()
    raise RuntimeError(f"De server antwoordt niet: {(map_ / 'server.log').read_text(errors='replace')[-2000:]}")
