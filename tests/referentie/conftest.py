"""What the tests of referentie share."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from baken.referentie import geheugen
from baken.referentie.laad import BESTANDEN, MAP


@pytest.fixture(autouse=True)
def leeg_geheugen() -> Iterator[None]:
    """Start and end every test without remembered facts: the database is rolled back, memory is not."""
    geheugen.leeg()
    yield
    geheugen.leeg()


@pytest.fixture
def zonder_feiten(db: None) -> None:
    """Give a database as it is before the first load: the databases of the tests are made with the shipped facts."""
    with connection.cursor() as cursor:
        for model, _ in reversed(BESTANDEN):
            cursor.execute(f'DELETE FROM "{model._meta.db_table}"')


@dataclass(frozen=True)
class Gegevensmap:
    """A copy of the shipped files that a test may change."""

    pad: Path

    def lees(self, naam: str) -> dict[str, Any]:
        return json.loads((self.pad / naam).read_text(encoding="utf-8"))

    def schrijf(self, naam: str, inhoud: dict[str, Any]) -> None:
        (self.pad / naam).write_text(json.dumps(inhoud), encoding="utf-8")

    def verander(self, bestand: str, bij: str, **waarden: Any) -> None:
        """Change the row with this code in a JSON file."""
        inhoud = self.lees(bestand)
        next(rij for rij in inhoud["rijen"] if rij["code"] == bij).update(waarden)
        self.schrijf(bestand, inhoud)

    def haal_weg(self, naam: str, code: str) -> None:
        """Take the row with this code out of a JSON file."""
        inhoud = self.lees(naam)
        inhoud["rijen"] = [rij for rij in inhoud["rijen"] if rij["code"] != code]
        self.schrijf(naam, inhoud)

    def verander_csv(self, naam: str, code: str, **waarden: str) -> None:
        """Change the row with this code in a CSV file."""
        with (self.pad / naam).open(encoding="utf-8", newline="") as bestand:
            rijen = list(csv.DictReader(bestand))
        next(rij for rij in rijen if rij["code"] == code).update(waarden)
        with (self.pad / naam).open("w", encoding="utf-8", newline="") as bestand:
            schrijver = csv.DictWriter(bestand, list(rijen[0]))
            schrijver.writeheader()
            schrijver.writerows(rijen)


@pytest.fixture
def gegevensmap(tmp_path: Path) -> Gegevensmap:
    """Give a copy of the shipped files."""
    return Gegevensmap(Path(shutil.copytree(MAP, tmp_path / "gegevens")))
