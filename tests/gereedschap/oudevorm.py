"""The tables of an older version of Baken, and migrations from there: what a migration does with the rows of before.

Going back to the old tables from the newest takes tens of seconds: Django renders its models again at every operation.
Here the tables are made at once, from the state that the migrations up to there describe, with the triggers and
policies that those migrations made. That migrations build those same tables one after the other from nothing, is
proved at the beginning of every run: the database of the tests itself is made so.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from baken.kern.rijbeveiliging import Beleidswijziging, Rijbeveiliging
from baken.kern.triggers import AlleenToevoegen

Doelen = Sequence[tuple[str, str]]


def maak(doelen: Doelen) -> Any:
    """Give an empty database the tables of these migrations. Returns the models of then."""
    uitvoerder = MigrationExecutor(connection)
    plan = [migratie for migratie, _terug in uitvoerder.migration_plan(doelen)]
    staat = uitvoerder.loader.project_state(doelen)
    with connection.schema_editor() as editor:
        for model in staat.apps.get_models():
            editor.create_model(model)
        for migratie in plan:
            for stap in migratie.operations:
                if isinstance(stap, (AlleenToevoegen, Rijbeveiliging, Beleidswijziging)):
                    stap.database_forwards(migratie.app_label, editor, staat, staat)
    uitvoerder.recorder.ensure_schema()
    for migratie in plan:
        uitvoerder.recorder.record_applied(migratie.app_label, migratie.name)
    return staat.apps


def migreer(doelen: Doelen) -> Any:
    """Migrate to there, forwards or backwards. Returns the models of there."""
    uitvoerder = MigrationExecutor(connection)
    uitvoerder.migrate(doelen)
    return uitvoerder.loader.project_state(doelen).apps


def organisatie(apps: Any, soort: str) -> Any:
    """Make an organisation of a kind with the models of then."""
    return apps.get_model("organisaties", "Organisatie").objects.create(
        code=soort, naam=soort, soort=soort, geldig_van="2020-01-01", werkt_in_baken=True
    )


def pakket(apps: Any, van: Any, aan: Any, moment: datetime, *, soort: str, **velden: Any) -> Any:
    """Make a verstrekking with the models of then, in a dossier of its own that the receiver keeps."""
    model = apps.get_model
    mens, _ = model("organisaties", "Medewerker").objects.get_or_create(username="anna", organisatie=van)
    grondslag, _ = model("keten", "Grondslag").objects.get_or_create(
        code="acuut-gevaar", soort="nood", geldig_van="2020-01-01"
    )
    dossier = model("dossiers", "Dossier").objects.create(
        id=uuid4(), soort=soort, organisatie=aan, aangemaakt_op=moment
    )
    return model("dossiers", "Verstrekking").objects.create(
        **{
            "id": uuid4(),
            "dossier": dossier,
            "afzender": van,
            "ontvanger": aan,
            "grondslag": grondslag,
            "status": "geaccepteerd",
            "pakket_hash": "0" * 64,
            "klaargezet_op": moment,
            "klaargezet_door": mens,
            **velden,
        }
    )
