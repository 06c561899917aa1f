"""A real web server on a free loopback port, against a copy of the database."""

from __future__ import annotations

import subprocess
import tempfile
import time

from gereedschap import bediening

GEDULD = 30.0


class DraaiendeServer:
    """granian in a process of its own. `adres` has no slash at the end; may start again after stop or dood."""

    def __init__(self, omgeving: dict[str, str]) -> None:
        self.poort = bediening.kies_poort("0")
        self.adres = f"http://localhost:{self.poort}"
        self.omgeving = omgeving
        self._uitvoer = tempfile.TemporaryFile()  # noqa: SIM115  open as long as the server lives
        self._proces: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """Return the process id of the server, which leads its own process group."""
        assert self._proces is not None
        return self._proces.pid

    def start(self) -> None:
        """Start and wait until the health page answers. Raises AssertionError with the log otherwise."""
        self._proces = bediening.start_kind(
            bediening.serveropdracht(self.poort), uitvoer=self._uitvoer, **self.omgeving
        )
        einde = time.monotonic() + GEDULD
        while time.monotonic() < einde and self._proces.poll() is None:
            if 200 <= bediening.antwoordt(self.poort) < 400:
                return
            time.sleep(0.05)
        self.stop()
        raise AssertionError(f"The server does not answer:\n{self.log()[-4000:]}")

    def log(self) -> str:
        """Return everything the server has printed so far."""
        self._uitvoer.seek(0)
        return self._uitvoer.read().decode(errors="replace")

    def stop(self) -> None:
        """Let the server finish its work."""
        if self._proces:
            bediening.stop_kinderen(self._proces)

    def dood(self) -> None:
        """Kill the server with all its processes at once, as a power cut would."""
        if self._proces:
            bediening.dood(self._proces)
