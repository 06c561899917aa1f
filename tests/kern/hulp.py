"""What the tests of kern share: a filled journaal, and the hands of somebody who tampers with the database."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from baken.kern import journaal, klok, triggers
from baken.kern.journaal import Spoor

DOSSIER = UUID("5f0c9b0e-6f0f-4c55-9a5e-0b8f3a1d2c01")
EIGEN, ANDERS = 7, 8  # invented organisations


def schrijf(organisatie: int, aantal: int, jaar: int = 2026) -> None:
    """Write lines in a year, each in its own transaction."""
    for n in range(aantal):
        with klok.zet_stil(datetime(jaar, 3, 2, 9, n % 60, tzinfo=UTC)), transaction.atomic():
            journaal.noteer(Spoor(11, "beoordelaar", organisatie), "signaal.gelezen", DOSSIER, inhoud={"nr": n})


def vul_journaal() -> None:
    """Organisation 7: 2025 with six lines under two heads, 2026 with five; organisation 8: three lines."""
    schrijf(EIGEN, 4, 2025)
    journaal.verzegel_regels()
    schrijf(EIGEN, 2, 2025)
    journaal.verzegel_regels()
    schrijf(EIGEN, 5, 2026)
    schrijf(ANDERS, 3, 2026)
    journaal.verzegel_regels()


def knoei(opdrachten: Iterable[str]) -> None:
    """Do what only somebody with all rights on the database can: drop the triggers, forget foreign keys, and write."""
    with connection.cursor() as cursor:
        for model, bescherming in triggers.beschermde_modellen().items():
            for sql in triggers.verwijder(connection, model._meta.db_table, bescherming):
                cursor.execute(sql)
        _vergeet_verwijzingen(cursor)
        for sql in opdrachten:
            cursor.execute(sql)


def _vergeet_verwijzingen(cursor: CursorWrapper) -> None:
    if connection.vendor != "postgresql":
        cursor.execute("PRAGMA foreign_keys = OFF")
        return
    cursor.execute(
        "SELECT conrelid::regclass::text, conname FROM pg_constraint"
        " WHERE contype = 'f' AND confrelid = 'kern_journaalregel'::regclass"
    )
    for tabel, naam in cursor.fetchall():
        cursor.execute(f"ALTER TABLE {tabel} DROP CONSTRAINT {naam}")
