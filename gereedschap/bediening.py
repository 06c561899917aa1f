"""Run the web server and one worker until someone stops them; a worker that dies is started again."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from types import FrameType
from typing import IO

from gereedschap.levensband import sterf_mee
from gereedschap.plek import PYTHON, WORTEL, ZinError, fout, gegevensmap, kindomgeving, zeg

WERKER = Path(__file__).with_name("werker.py")
LUS = "127.0.0.1"
GEDULD = 30.0  # seconds in which the server must answer
UITSTEL = 10.0  # seconds in which a child may finish its work


def kies_poort(gevraagd: str) -> int:
    """Return the port to serve on; 0 picks a free one. Raises ZinError for a wrong or taken port."""
    if not gevraagd.isascii() or not gevraagd.isdigit() or int(gevraagd) > 65535:
        raise ZinError(f"De poort moet een getal van 1 tot en met 65535 zijn, niet {gevraagd!r}.")
    with socket.socket() as stekker:
        stekker.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            stekker.bind((LUS, int(gevraagd)))
        except PermissionError:
            raise ZinError(f"U mag poort {gevraagd} niet gebruiken; kies een poort boven 1023 met --poort.") from None
        except OSError:
            raise ZinError(f"Poort {gevraagd} is al in gebruik; kies een andere met --poort 8001.") from None
        return int(stekker.getsockname()[1])


def serveropdracht(poort: int) -> list[str]:
    """Return the command of the web server: loopback only, no access log (it would hold addresses)."""
    return [
        *(str(PYTHON), "-m", "granian", "--interface", "wsgi", "--host", LUS, "--port", str(poort)),
        *(
            "--workers",
            "1",
            "--blocking-threads",
            "4",
            "--no-ws",
            "--no-access-log",
            "--log-level",
            "warning",
        ),
        "baken.web.wsgi:application",
    ]


def werkeropdracht(naam: str) -> list[str]:
    """Return the command of a worker. The name is unique on its database and the same after a restart."""
    return [str(PYTHON), str(WERKER), naam]


def start_kind(opdracht: Sequence[str], uitvoer: IO[bytes] | None = None, **omgeving: str) -> subprocess.Popen[bytes]:
    """Start a child in its own session: Ctrl-C reaches the launcher only, which stops its children."""
    return subprocess.Popen(
        list(opdracht),
        cwd=WORTEL,
        env=kindomgeving(**omgeving),
        stdin=subprocess.DEVNULL,
        stdout=uitvoer,
        stderr=uitvoer,
        start_new_session=True,
        preexec_fn=sterf_mee(signal.SIGTERM),
    )


def start_dienst(opdracht: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start the server or the worker; a terminal shows only what goes wrong, unless told otherwise."""
    return start_kind(opdracht, BAKEN_LOG_NIVEAU=os.environ.get("BAKEN_LOG_NIVEAU", "WARNING"))


def stop_kinderen(*kinderen: subprocess.Popen[bytes]) -> None:
    """Ask the children to finish, wait, and kill what is left with everything it started."""
    for kind in kinderen:
        if kind.poll() is None:
            kind.terminate()
    einde = time.monotonic() + UITSTEL
    for kind in kinderen:
        with contextlib.suppress(subprocess.TimeoutExpired):
            kind.wait(max(0.1, einde - time.monotonic()))
        dood(kind)


def dood(kind: subprocess.Popen[bytes]) -> None:
    """Kill a child with everything it started, at once."""
    with contextlib.suppress(ProcessLookupError, PermissionError):  # everything has already gone
        os.killpg(kind.pid, signal.SIGKILL)
    kind.wait()


def antwoordt(poort: int, pad: str = "/gezond/") -> int:
    """Return the HTTP status of a page on this machine, or 0 when nothing answers."""
    verbinding = http.client.HTTPConnection(LUS, poort, timeout=10)
    try:
        verbinding.request("GET", pad, headers={"Host": f"localhost:{poort}"})
        return verbinding.getresponse().status
    except OSError:
        return 0
    finally:
        verbinding.close()


class Bediening:
    """The server and the worker of one `./baken start`."""

    def __init__(self, poort: int) -> None:
        self.poort = poort
        self.werker = f"baken-start-{poort}"
        self.gestopt = False

    def draai(self) -> int:
        """Serve until SIGINT or SIGTERM. Returns 0 after a clean stop, 1 when the server stopped."""
        for sein in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(sein, self._stop)
        server = start_dienst(serveropdracht(self.poort))
        kinderen = [server]
        try:
            if not self._wacht(server):
                return 0 if self.gestopt else self._niet_gestart()
            self._groet()
            kinderen.append(start_dienst(werkeropdracht(self.werker)))
            return self._waak(kinderen)
        finally:
            stop_kinderen(*kinderen)
            zeg("Baken is gestopt.")

    def _stop(self, _sein: int, _plek: FrameType | None) -> None:
        self.gestopt = True

    def _wacht(self, server: subprocess.Popen[bytes]) -> bool:
        """Wait until the health page answers well."""
        einde = time.monotonic() + GEDULD
        while not self.gestopt and server.poll() is None and time.monotonic() < einde:
            if 200 <= antwoordt(self.poort) < 400:
                return True
            time.sleep(0.05)
        return False

    def _niet_gestart(self) -> int:
        fout("Baken kon niet starten; hierboven staat waarom.")
        return 1

    def _waak(self, kinderen: list[subprocess.Popen[bytes]]) -> int:
        """Keep both running. The pause before a new worker grows: a broken one must not eat the machine."""
        pauze, sinds = 1.0, time.monotonic()
        while not self.gestopt:
            time.sleep(0.2)
            server, werker = kinderen
            if server.poll() is not None:
                fout("De webserver van Baken is onverwacht gestopt.")
                return 1
            if werker.poll() is None:
                continue
            pauze = 1.0 if time.monotonic() - sinds > 60 else min(pauze * 2, 30.0)
            if not self._rust(pauze):
                break
            fout("Het achtergrondwerk was gestopt en is opnieuw gestart.")
            kinderen[1], sinds = start_dienst(werkeropdracht(self.werker)), time.monotonic()
        return 0

    def _rust(self, seconden: float) -> bool:
        """Sleep in small steps. Returns False when asked to stop meanwhile."""
        einde = time.monotonic() + seconden
        while time.monotonic() < einde and not self.gestopt:
            time.sleep(0.1)
        return not self.gestopt

    def _groet(self) -> None:
        """Print where Baken answers and which accounts the demonstration has."""
        zeg(f"\nBaken draait op http://localhost:{self.poort}  (stoppen: Ctrl-C)")
        accounts = gegevensmap() / "accounts.txt"
        if accounts.exists():
            zeg(accounts.read_text(encoding="utf-8").rstrip())
            zeg(f"Kies een rol: http://localhost:{self.poort}/aanmelden/account/login/")
