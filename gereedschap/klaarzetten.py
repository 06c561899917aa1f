"""Runs inside the venv: static files, migrations, facts and demonstration in one start of Django.

`python klaarzetten.py '<json>'` with {"statisch": folder or null, "sleutel": bool, "migreer": bool,
"demonstratie": null or list of arguments, "accounts": file or null}. Called by `./baken start` only.
Exit code 3: the database of a production misses migrations.
"""

from __future__ import annotations

import importlib
import io
import json
import sys
from pathlib import Path
from typing import Any

SLEUTEL = "baken.kern.versleuteling"
WITNOISE = "whitenoise.storage.CompressedManifestStaticFilesStorage"


def maak_sleutel(pad: Path) -> None:
    """Make the key file before the settings are read: the demonstration's secret is derived from it."""
    importlib.import_module(SLEUTEL).maak_sleutelbestand(pad)


def statisch(doel: str) -> None:
    """Collect and hash the static files into a new folder."""
    from django.conf import settings
    from django.core.management import call_command

    settings.STATIC_ROOT = doel
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": WITNOISE}}
    call_command("collectstatic", interactive=False, verbosity=0)


def gegevens(taak: dict[str, Any]) -> None:
    """Bring the database up to date and fill the demonstration when asked."""
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    call_command("laad_feiten", verbosity=0, stdout=io.StringIO())
    if taak["demonstratie"] is None:
        return
    uit = io.StringIO()
    call_command("demonstratie", *taak["demonstratie"], stdout=uit)
    Path(taak["accounts"]).write_text(uit.getvalue(), encoding="utf-8")


def sluit_af() -> None:
    """Close the database; SQLite then folds its write-ahead log into the file, so that it can be moved."""
    from django.db import connection

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def achterstand() -> bool:
    """Tell whether migrations wait to be applied (production: an administrator applies them)."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    uitvoerder = MigrationExecutor(connection)
    return bool(uitvoerder.migration_plan(uitvoerder.loader.graph.leaf_nodes()))


def main(taak: dict[str, Any]) -> int:
    """Do what the launcher asks. Returns the exit code."""
    if taak["sleutel"]:
        maak_sleutel(Path(taak["sleutel"]))
    import django

    django.setup()
    if taak["statisch"]:
        statisch(taak["statisch"])
    if taak["migreer"]:
        gegevens(taak)
        sluit_af()
    return 3 if taak["controleer"] and achterstand() else 0


if __name__ == "__main__":
    sys.exit(main(json.loads(sys.argv[1])))
