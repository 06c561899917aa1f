"""Seal the purpose and the reference of a verstrekking with the key of its packet: both are typed by people."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from baken.kern.versleuteling import pak_uit


def _met_sleutel(apps: StateApps) -> Any:
    """Yield the rows whose packet still has its key; what stood beside a destroyed packet goes with it."""
    rijen = apps.get_model("dossiers", "Verstrekking").objects.filter(pakket_sleutel__isnull=False)
    return rijen.only("doel", "doel_open", "kenmerk", "pakket_sleutel", "verantwoording").iterator(chunk_size=500)


def sluit(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Carry what stood readable over into the sealed columns."""
    for rij in _met_sleutel(apps):
        sleutel = pak_uit(bytes(rij.pakket_sleutel), rij.pk)
        plek = {"rij": rij.pk, "dossier": rij.pk}
        rij.doel = sleutel.versleutel(rij.doel_open.encode(), label="doel", **plek)
        if rij.kenmerk:
            oud = bytes(rij.verantwoording or b"")
            open_ = sleutel.ontsleutel_json(oud, label="verantwoording", **plek) if oud else {}
            open_["kenmerk"] = rij.kenmerk
            rij.verantwoording = sleutel.versleutel_json(open_, label="verantwoording", **plek)
        rij.save(update_fields=["doel", "verantwoording"])


def open_weer(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Carry it back, for a return to the version before."""
    for rij in _met_sleutel(apps):
        sleutel = pak_uit(bytes(rij.pakket_sleutel), rij.pk)
        plek = {"rij": rij.pk, "dossier": rij.pk}
        rij.doel_open = sleutel.ontsleutel(bytes(rij.doel), label="doel", **plek).decode()
        if rij.verantwoording is not None:
            open_ = sleutel.ontsleutel_json(bytes(rij.verantwoording), label="verantwoording", **plek)
            rij.kenmerk = open_.get("kenmerk", "")
        rij.save(update_fields=["doel_open", "kenmerk"])


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0001_initial")]

    operations = [
        migrations.AlterModelOptions(name="verstrekkingsbericht", options={"ordering": ["op", "-soort"]}),
        migrations.RenameField("verstrekking", "doel", "doel_open"),
        migrations.AlterField("verstrekking", "doel_open", models.CharField(default="", max_length=200)),
        migrations.AddField("verstrekking", "doel", models.BinaryField(null=True)),
        migrations.RunPython(sluit, open_weer),
    ]
