"""The main job and each route, from the door to the feedback, by a server that signs in as the ordinary role."""

from __future__ import annotations

import pytest
from django.db import connection

from baken.opdrachten.demonstratie.regio import maak_regio
from baken.opdrachten.management.commands.rondleiding import WANDELINGEN
from tests.gereedschap.server import DraaiendeServer

pytestmark = pytest.mark.postgres


def test_every_route_is_walked_with_the_rights_that_production_has(draaiende_server: DraaiendeServer) -> None:
    assert "//baken_toepassing@" in draaiende_server.omgeving["BAKEN_DATABASE_URL"]
    assert draaiende_server.omgeving["BAKEN_DATABASE_ROL"] == ""
    maak_regio()
    connection.close()
    for naam, maak in WANDELINGEN.items():
        wandeling = maak(f"{draaiende_server.adres}/")
        gezien = [f"{stap}: {doe()}" for stap, doe in wandeling.stappen]
        assert len(gezien) == len(wandeling.stappen) > 5, naam
