"""One migrated database for a whole run: the first process that needs it makes it, every other one copies it.

Migrating takes seconds of work, and more with each migration. The shared folder stands in the environment, so that
the processes of xdist and the groups of `./baken test` after each other find the same one.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.test.utils import setup_databases
from psycopg import sql

OMGEVING = "BAKEN_TOETS_SJABLOON"
BESTAND = "sjabloon.sqlite3"
MERK = "sjabloon.postgres"
eigen = ""  # the name of the database of this process, of which tests that commit get a copy


def deel_map() -> Path | None:
    """Make the folder for the processes that this one starts. Returns it, or None when there was one already."""
    if os.environ.get(OMGEVING):
        return None
    os.environ[OMGEVING] = tempfile.mkdtemp(prefix="baken-sjabloon-")
    return Path(os.environ[OMGEVING])


@contextlib.contextmanager
def migrated(vul: Callable[[], None]) -> Iterator[None]:
    """Give this process a test database of its own that is migrated and filled with `vul`."""
    map_ = Path(os.environ[OMGEVING])
    global eigen
    naam, oud = connection.creation._get_test_db_name(), str(connection.settings_dict["NAME"])
    with _aan_de_beurt(map_):
        postgres = connection.vendor == "postgresql"
        gemaakt = _neem_postgres(map_, naam) if postgres else _neem_sqlite(map_, naam)
        if not gemaakt:
            setup_databases(verbosity=0, interactive=False, aliases=dict.fromkeys(["default"]))
            vul()
            (_bewaar_postgres if postgres else _bewaar_sqlite)(map_, naam)
    eigen = naam
    try:
        yield
    finally:
        connection.creation.destroy_test_db(oud, verbosity=0)
        if postgres and not gemaakt:
            with _aan_de_beurt(map_):
                (map_ / MERK).unlink(missing_ok=True)
                _beheer(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(_sjabloon(naam))))


@contextlib.contextmanager
def _aan_de_beurt(map_: Path) -> Iterator[None]:
    """Let one process at a time look whether there is a template, and make it."""
    with (map_ / "slot").open("w") as slot:
        fcntl.flock(slot, fcntl.LOCK_EX)
        yield


def _neem_sqlite(map_: Path, naam: str) -> bool:
    """Copy the file of the run, if there is one."""
    if not (map_ / BESTAND).exists():
        return False
    connection.close()
    shutil.copyfile(map_ / BESTAND, naam)
    _gebruik(naam)
    return True


def _bewaar_sqlite(map_: Path, naam: str) -> None:
    """Keep a copy; the write-ahead log is folded into the file first."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    shutil.copyfile(naam, map_ / "half")
    (map_ / "half").rename(map_ / BESTAND)


def _neem_postgres(map_: Path, naam: str) -> bool:
    """Copy the database of the run on the server, if there is one on this server."""
    merk = map_ / MERK
    if not merk.exists() or merk.read_text(encoding="utf-8") != _server():
        return False
    _maak(naam, van=_sjabloon(naam))
    _gebruik(naam)
    return True


def _bewaar_postgres(map_: Path, naam: str) -> None:
    """Keep a copy to which nothing is connected: only such a database can be copied."""
    _maak(_sjabloon(naam), van=naam)
    (map_ / MERK).write_text(_server(), encoding="utf-8")


def _maak(naam: str, *, van: str) -> None:
    _beheer(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(naam)))
    _beheer(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(naam), sql.Identifier(van)))


def _server() -> str:
    """Return what tells one server from another."""
    return "{HOST}:{PORT}".format(**connection.settings_dict)


def _sjabloon(naam: str) -> str:
    return f"{naam.partition('_gw')[0]}_sjabloon"


def _beheer(opdracht: sql.Composed) -> None:
    connection.close()
    with connection._nodb_cursor() as cursor:  # Django's own way to reach no database in particular
        cursor.execute(opdracht)


def _gebruik(naam: str) -> None:
    """Do what setup_databases does with a database that it made: use it from now on."""
    connection.close()
    connection.settings_dict["NAME"] = naam
    settings.DATABASES["default"]["NAME"] = naam
