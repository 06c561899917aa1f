"""What the fixtures promise to every other test, on both databases."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from django.db import connection, connections
from django.db.migrations.recorder import MigrationRecorder
from gereedschap.bediening import antwoordt

from baken.dossiers.context import organisatiecontext
from tests.gereedschap.databank import Kopie
from tests.gereedschap.rol import als_toepassing
from tests.gereedschap.server import DraaiendeServer

PROEF = "toets_van_de_databank"
Spoor = MigrationRecorder.Migration  # a table that every migrated database has, and that no layer owns


def _aantal() -> int:
    return int(Spoor.objects.filter(app=PROEF).count())


@pytest.mark.parametrize("beurt", [1, 2])
def test_a_clean_database_holds_nothing_of_another_test(schone_database: Kopie, beurt: int) -> None:
    assert _aantal() == 0
    Spoor.objects.create(app=PROEF, name=str(beurt))
    assert _aantal() == 1


def test_another_thread_sees_what_was_committed(schone_database: Kopie) -> None:
    gezien: list[int] = []

    def kijk() -> None:
        gezien.append(_aantal())
        connections.close_all()

    Spoor.objects.create(app=PROEF, name="1")
    draad = threading.Thread(target=kijk)
    draad.start()
    draad.join()
    assert gezien == [1]


def test_the_rolled_back_database_comes_back_after_a_clean_one(db: None) -> None:
    assert _aantal() == 0
    assert str(connection.settings_dict["NAME"]).endswith(("proef.sqlite3", "baken")) or "_gw" in str(
        connection.settings_dict["NAME"]
    )


def test_a_server_can_be_killed_and_come_back(draaiende_server: DraaiendeServer) -> None:
    assert antwoordt(draaiende_server.poort) == 200
    draaiende_server.dood()
    assert antwoordt(draaiende_server.poort) == 0
    draaiende_server.start()
    assert antwoordt(draaiende_server.poort) == 200


def test_the_tests_never_use_the_real_data_folder(schone_database: Kopie) -> None:
    wortel = Path(__file__).resolve().parents[2]
    assert wortel not in schone_database.map.parents
    assert not str(connection.settings_dict["NAME"]).startswith(str(wortel))


@pytest.mark.postgres
def test_the_role_on_postgresql_is_no_superuser(db: None) -> None:
    """Inside a context and behind a page it is the ordinary role; the test itself may see every row."""
    rol = "SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
    with connection.cursor() as cursor:
        cursor.execute(rol)
        assert cursor.fetchone() == (False, True)
        for binnen in (organisatiecontext(1), als_toepassing()):
            with binnen:
                cursor.execute(rol)
                assert cursor.fetchone() == (False, False)
