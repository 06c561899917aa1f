"""Dossiers of before deelbesluiten keep their owner; nobody else reads along."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from tests.cast import maak_cast
from tests.gereedschap.databank import Kopie

from baken.dossiers.models import Dossiertoegang
from baken.kern import klok

_KERN = ("kern", "0001_initial")


def _naar(doelen: list[tuple[str, str]]) -> Any:
    MigrationExecutor(connection).migrate(doelen)
    return MigrationExecutor(connection).loader.project_state(doelen).apps


def test_a_toegang_of_before_knows_whose_dossier_it_is(schone_database: Kopie) -> None:
    cast = maak_cast()
    apps = _naar([("dossiers", "0009_afloopcode"), _KERN])
    for bij in (cast.gemeente, cast.zorg):
        dossier = apps.get_model("dossiers", "Dossier").objects.create(
            id=uuid4(), soort="signaal", organisatie_id=bij.pk, aangemaakt_op=klok.nu()
        )
        apps.get_model("dossiers", "Dossiertoegang").objects.create(
            dossier=dossier, organisatie_id=bij.pk, eigenaar=True, doel="eigen dossier", geldig_van=klok.vandaag()
        )

    _naar([("dossiers", "0010_deelbesluiten"), _KERN])

    eigenaren = {
        (t.organisatie_id, t.dossier_organisatie_id, t.eigenaar, t.verstrekking_id)
        for t in Dossiertoegang.objects.all()
    }
    assert eigenaren == {(cast.gemeente.pk, cast.gemeente.pk, True, None), (cast.zorg.pk, cast.zorg.pk, True, None)}
