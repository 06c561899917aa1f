"""A server does not start on a journaal that anybody could change."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from tests.gereedschap.databank import Kopie
from tests.gereedschap.server import DraaiendeServer

from baken.conf.checks import eis

TABEL = "kern_journaalregel"
TRIGGER = f"{TABEL}_wijzig"


def neem_trigger_weg() -> None:
    """Do what a migration that rebuilds the table would do on SQLite."""
    op = "" if connection.vendor == "sqlite" else f" ON {TABEL}"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {TRIGGER}{op}")


def test_with_every_trigger_in_place_nothing_stands_in_the_way(db: None) -> None:
    eis()


def test_a_missing_trigger_is_named(db: None) -> None:
    neem_trigger_weg()
    with pytest.raises(ImproperlyConfigured, match=f"Trigger {TRIGGER} ontbreekt"):
        eis()


def test_the_web_server_refuses_to_start_and_says_why(schone_database: Kopie) -> None:
    neem_trigger_weg()
    connection.close()
    server = DraaiendeServer({**schone_database.omgeving, "BAKEN_SLEUTELBESTAND": str(settings.BAKEN_SLEUTELBESTAND)})
    with pytest.raises(AssertionError, match=f"Trigger {TRIGGER} ontbreekt"):
        server.start()
