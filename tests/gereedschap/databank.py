"""Which database the tests use, and fresh copies of it for tests that really commit.

The append-only triggers forbid deleting rows, so Django's way to clean up after a committing test (`flush`)
cannot work. Such a test gets a copy of the migrated database instead: `CREATE DATABASE ... TEMPLATE`, or a
copy of the file.
"""

from __future__ import annotations

import contextlib
import itertools
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from gereedschap.cluster import PROEFROL, TOEPASSING
from psycopg import sql

from baken.conf.database import postgres, sqlite

BESTAND = "demonstratie.sqlite3"  # the name that the settings of a demonstration expect in the data folder
_volgnummer = itertools.count(1)


@dataclass(frozen=True)
class Kopie:
    """A copy of the migrated database. `adres` is empty on SQLite; `map` is the data folder for a server.

    The test itself sees every row; another process signs in as the ordinary role, as in production.
    """

    naam: str
    map: Path
    adres: str

    @property
    def omgeving(self) -> dict[str, str]:
        """Return the settings that let another process use this copy."""
        adres = self.adres.replace(f"//{PROEFROL}@", f"//{TOEPASSING}@")
        return {"BAKEN_GEGEVENSMAP": str(self.map), "BAKEN_DATABASE_URL": adres, "BAKEN_DATABASE_ROL": ""}


def kies_sqlite(map_: Path) -> None:
    """Let the tests use a SQLite file: threads and other processes must be able to see it."""
    keuze = sqlite(map_ / "ongebruikt.sqlite3")
    keuze["TEST"] = {"NAME": str(map_ / "proef.sqlite3")}
    _kies(keuze)


def kies_postgres(adres: str) -> None:
    """Let the tests use PostgreSQL, without the pool: a pool would hold on to the template."""
    keuze = postgres(adres)
    keuze["OPTIONS"].pop("pool")
    settings.BAKEN_DATABASE_ROL = TOEPASSING
    _kies(keuze)


def _kies(keuze: dict[str, Any]) -> None:
    """Put a database in the settings that Django has already read; forget the connection made from them."""
    with contextlib.suppress(AttributeError):  # no connection yet
        del connections["default"]
    settings.DATABASES["default"] = {**keuze, "ATOMIC_REQUESTS": False}
    connections.configure_settings(settings.DATABASES)


@contextlib.contextmanager
def kopie(map_: Path, adres: str, *, leeg: bool = False) -> Iterator[Kopie]:
    """Work on a fresh copy of the migrated test database; this process uses only that copy meanwhile.

    leeg: a database in which nothing was made yet.
    """
    bron = connection.settings_dict["NAME"]
    maak = _kopie_postgres if connection.vendor == "postgresql" else _kopie_sqlite
    with maak(str(bron), map_, adres, leeg) as gemaakt:
        _wissel(gemaakt.naam)
        try:
            yield gemaakt
        finally:
            _wissel(str(bron))


@contextlib.contextmanager
def op_cluster(adres: str, map_: Path) -> Iterator[Kopie]:
    """Work on an empty migrated database of another PostgreSQL server, which the test may stop and start."""
    bron, keuze = dict(connection.settings_dict), postgres(adres)
    connection.close()
    connection.settings_dict.update({deel: keuze[deel] for deel in ("NAME", "USER", "PASSWORD", "HOST", "PORT")})
    try:
        call_command("migrate", verbosity=0)
        yield Kopie(keuze["NAME"], map_, adres)
    finally:
        connection.close()
        connection.settings_dict.update(bron)


def _wissel(naam: str) -> None:
    """Let this process talk to another database from now on."""
    connection.close()
    connection.settings_dict["NAME"] = naam
    settings.DATABASES["default"]["NAME"] = naam


@contextlib.contextmanager
def _kopie_sqlite(bron: str, map_: Path, _adres: str, leeg: bool) -> Iterator[Kopie]:
    """Copy the file; the write-ahead log is folded into it first."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    doel = map_ / BESTAND
    if not leeg:  # an empty file makes itself
        shutil.copyfile(bron, doel)
    yield Kopie(str(doel), map_, "")


@contextlib.contextmanager
def _kopie_postgres(bron: str, map_: Path, adres: str, leeg: bool) -> Iterator[Kopie]:
    """Copy the database on the server and drop the copy afterwards, also when something still uses it."""
    naam = f"{bron}_k{next(_volgnummer)}"
    van = sql.Identifier("template1" if leeg else bron)
    _beheer(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(naam), van))
    try:
        voor, _, na = adres.partition("?")
        yield Kopie(naam, map_, f"{voor.rpartition('/')[0]}/{naam}{'?' if na else ''}{na}")
    finally:
        _beheer(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(naam)))


def _beheer(opdracht: sql.Composed) -> None:
    """Run a statement on the maintenance database: a template may have no connections."""
    connection.close()
    with connection._nodb_cursor() as cursor:  # Django's own way to reach no database in particular
        cursor.execute(opdracht)
