"""A PostgreSQL cluster of our own in a temporary folder, reachable over a unix socket only.

The server refuses to run as root, so root drops to another user first. It has the roles of Baken
(`src/baken/conf/rollen.sql`). The tests sign in as one more: no superuser, with the right to make databases and to see
every row, so that they may look behind row security; the product takes the ordinary role inside each context
(BAKEN_DATABASE_ROL), and servers sign in as it. Nothing here is meant to survive.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from gereedschap.levensband import sterf_mee
from gereedschap.plek import WORTEL

PROEFROL = "baken_proef"
TOEPASSING = "baken_toepassing"
ROLLEN = WORTEL / "src" / "baken" / "conf" / "rollen.sql"
BEHEER = "beheer"
DATABASE = "baken"
INSTELLINGEN = {
    "listen_addresses": "",
    "fsync": "off",  # the cluster is thrown away: surviving a power cut is worth nothing here
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "64MB",
    "max_connections": "60",
    "autovacuum": "off",
    "jit": "off",  # compiling a query takes longer than these tables take to read
    "log_min_messages": "fatal",
    "log_min_error_statement": "panic",
    "timezone": "UTC",
}
DUURZAAM = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}  # what a real database has


class ClusterError(Exception):
    """The cluster could not be made; the message says why, in Dutch."""


def programmamap() -> Path | None:
    """Return the folder with initdb and postgres (15 or newer), the newest version first, or None."""
    bekend = [
        *Path("/usr/lib/postgresql").glob("*/bin"),
        *Path("/usr").glob("pgsql-*/bin"),
        *Path("/opt/homebrew/opt").glob("postgresql@*/bin"),
    ]
    if gevonden := shutil.which("initdb"):
        bekend.append(Path(gevonden).resolve().parent)
    bruikbaar = [(_versie(map_), map_) for map_ in bekend if (map_ / "initdb").exists()]
    return max((paar for paar in bruikbaar if paar[0] >= 15), default=(0, None))[1]


def _versie(map_: Path) -> int:
    """Return the major version of the server in a folder, or 0."""
    uit = subprocess.run([str(map_ / "postgres"), "--version"], check=False, capture_output=True, text=True)
    getal = uit.stdout.rpartition(") ")[2].split(".")[0].split("beta")[0].strip().split()
    return int(getal[0]) if getal and getal[0].isdigit() else 0


def _dienaar() -> pwd.struct_passwd | None:
    """Return the user to drop to when this is root, or None when the server may run as ourselves."""
    if os.geteuid() != 0:
        return None
    for naam in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(naam)
    raise ClusterError("PostgreSQL weigert root en er is geen gebruiker postgres of nobody.")


def _tijdelijke_map(dienaar: pwd.struct_passwd | None) -> Path:
    """Make a folder that the server's user owns, in a place that this user can reach.

    The path is kept short: a unix socket allows about a hundred characters.
    """
    bereikbaar = [Path(tempfile.gettempdir()), Path("/tmp"), Path("/var/tmp")]  # noqa: S108  mkdtemp below
    for basis in bereikbaar:
        if dienaar is None or all(pad.stat().st_mode & 0o001 for pad in (basis, *basis.parents)):
            map_ = Path(tempfile.mkdtemp(prefix="baken-pg-", dir=basis))
            if dienaar:
                os.chown(map_, dienaar.pw_uid, dienaar.pw_gid)
            return map_
    raise ClusterError("Er is geen tijdelijke map waar een andere gebruiker bij kan.")


class Cluster:
    """Start with `with Cluster() as cluster:`; `cluster.adres` is the BAKEN_DATABASE_URL for the tests.

    duurzaam: keep what was committed when the server is stopped at once, as a real database does.
    """

    def __init__(self, *, duurzaam: bool = False) -> None:
        programmas = programmamap()
        if programmas is None:
            raise ClusterError("PostgreSQL 15 of nieuwer is niet gevonden.")
        self._programmas = programmas
        self._instellingen = INSTELLINGEN | (DUURZAAM if duurzaam else {})
        self._dienaar = _dienaar()
        self.map = _tijdelijke_map(self._dienaar)
        self._proces: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Cluster:
        try:
            self._maak()
            self._start()
            self._richt_in()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def adres(self) -> str:
        """Return the address of the database for the tests themselves."""
        return self.adres_als(PROEFROL)

    def adres_als(self, rol: str, database: str = DATABASE) -> str:
        """Return the address of a database as one of the roles."""
        return f"postgres://{rol}@/{database}?host={quote(str(self.map), safe='')}"

    def _daal_af(self) -> Callable[[], None]:
        """Return what a child does before it starts: become the server's user and die with its parent."""
        dienaar = self._dienaar
        sterf = sterf_mee(signal.SIGQUIT)

        def doe() -> None:
            if dienaar:
                os.setgroups([])
                os.setgid(dienaar.pw_gid)
                os.setuid(dienaar.pw_uid)
            sterf()  # after setuid: changing user clears it

        return doe

    def _draai(self, programma: str, *argumenten: str) -> subprocess.CompletedProcess[str]:
        """Run one of PostgreSQL's programs as the server's user."""
        return subprocess.run(
            [str(self._programmas / programma), *argumenten],
            check=False,
            capture_output=True,
            text=True,
            cwd=self.map,
            env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
            preexec_fn=self._daal_af(),
        )

    def _maak(self) -> None:
        """Make the files of the cluster. Raises ClusterError."""
        vast = ("-D", str(self.map / "data"), "-U", BEHEER, "--auth=trust", "--encoding=UTF8", "--no-sync")
        for taal in ("--locale=C.UTF-8", "--no-locale"):
            uit = self._draai("initdb", *vast, taal)
            if uit.returncode == 0:
                return
            shutil.rmtree(self.map / "data", ignore_errors=True)
        raise ClusterError(f"PostgreSQL kon geen cluster maken: {uit.stderr.strip()[-300:]}")

    def _start(self) -> None:
        """Start the server and wait until it answers. Raises ClusterError."""
        keuzes = [deel for naam, waarde in self._instellingen.items() for deel in ("-c", f"{naam}={waarde}")]
        self._proces = subprocess.Popen(
            [str(self._programmas / "postgres"), "-D", str(self.map / "data"), "-k", str(self.map), *keuzes],
            cwd=self.map,
            env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=self._daal_af(),
        )
        einde = time.monotonic() + 30
        while time.monotonic() < einde and self._proces.poll() is None:
            if self._draai("pg_isready", "-q", "-h", str(self.map)).returncode == 0:
                return
            time.sleep(0.1)
        raise ClusterError("De PostgreSQL-server van de toetsen start niet.")

    def _richt_in(self) -> None:
        """Make the database, Baken's roles, and the role of the tests; what that makes is for the application too."""
        self.beheer("postgres", f"CREATE ROLE {PROEFROL} LOGIN CREATEDB NOSUPERUSER BYPASSRLS NOCREATEROLE")
        self.beheer("postgres", f"CREATE DATABASE {DATABASE}")
        self.rollen(DATABASE)
        self.beheer("postgres", f"GRANT baken_eigenaar, {TOEPASSING} TO {PROEFROL}")
        gunnen = f"ALTER DEFAULT PRIVILEGES FOR ROLE {PROEFROL} GRANT"
        for database in ("template1", DATABASE):  # a new database begins as a copy of template1
            self.beheer(
                database,
                f"{gunnen} SELECT, INSERT, UPDATE, DELETE ON TABLES TO {TOEPASSING};"
                f"{gunnen} USAGE, SELECT ON SEQUENCES TO {TOEPASSING}",
            )

    def rollen(self, database: str) -> None:
        """Run the script of the roles in a database, as an administrator does. Raises ClusterError."""
        self.beheer(database, ROLLEN.read_text(encoding="utf-8"))

    def beheer(self, database: str, opdracht: str) -> None:
        """Run statements as superuser. Raises ClusterError."""
        vast = ("-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", str(self.map), "-U", BEHEER)
        uit = self._draai("psql", *vast, "-d", database, "-c", opdracht)
        if uit.returncode:
            raise ClusterError(f"PostgreSQL kon niet worden ingericht: {uit.stderr.strip()[-300:]}")

    def herstart(self) -> None:
        """Stop at once, in the middle of everything, and start again. Raises ClusterError."""
        self._houd_op()
        self._start()

    def _houd_op(self) -> None:
        """Stop at once: connections break off, and the next start recovers from the log."""
        if self._proces and self._proces.poll() is None:
            self._proces.send_signal(signal.SIGQUIT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._proces.wait(10)
            if self._proces.poll() is None:
                self._proces.kill()
                self._proces.wait()

    def stop(self) -> None:
        """Stop at once and remove every file."""
        self._houd_op()
        shutil.rmtree(self.map, ignore_errors=True)
