"""Dossiers of before deelbesluiten keep their owner; nobody else reads along."""

from __future__ import annotations

from uuid import uuid4

from tests.gereedschap import oudevorm
from tests.gereedschap.databank import Kopie

from baken.kern import klok

_KERN = ("kern", "0001_initial")


def test_a_toegang_of_before_knows_whose_dossier_it_is(lege_database: Kopie) -> None:
    apps = oudevorm.maak([("dossiers", "0009_afloopcode"), _KERN])
    gemeente, zorg = (oudevorm.organisatie(apps, soort) for soort in ("gemeente", "zorgcoordinatie"))
    for bij in (gemeente, zorg):
        dossier = apps.get_model("dossiers", "Dossier").objects.create(
            id=uuid4(), soort="signaal", organisatie=bij, aangemaakt_op=klok.nu()
        )
        apps.get_model("dossiers", "Dossiertoegang").objects.create(
            dossier=dossier, organisatie=bij, eigenaar=True, doel="eigen dossier", geldig_van=klok.vandaag()
        )

    apps = oudevorm.migreer([("dossiers", "0010_deelbesluiten"), _KERN])

    eigenaren = {
        (t.organisatie_id, t.dossier_organisatie_id, t.eigenaar, t.verstrekking_id)
        for t in apps.get_model("dossiers", "Dossiertoegang").objects.all()
    }
    assert eigenaren == {(gemeente.pk, gemeente.pk, True, None), (zorg.pk, zorg.pk, True, None)}
