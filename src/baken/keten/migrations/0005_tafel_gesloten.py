"""Seal the words of a meeting without a dossier with a key of its own, as the minutes of a casusoverleg are sealed."""

from typing import Any

from django.db import migrations, models
from django.db.models import Q

from baken.kern.rijbeveiliging import ZonderRijbeveiliging
from baken.kern.versleuteling import nieuwe_gegevenssleutel, pak_uit


def sluit(apps: Any, schema_editor: Any) -> None:
    """Carry what stood readable over into the sealed column."""
    for tafel in apps.get_model("keten", "Bijeenkomst").objects.filter(dossier_id__isnull=True):
        sleutel, tafel.verpakte_sleutel = nieuwe_gegevenssleutel(tafel.pk)
        woorden = {veld: tafel.openbaar.get(veld, []) for veld in ("agenda", "besluiten", "aanwezig")}
        tafel.geheim = sleutel.versleutel_json(woorden, label="tafel", rij=tafel.pk, dossier=tafel.pk)
        tafel.save(update_fields=["verpakte_sleutel", "geheim"])


def open_weer(apps: Any, schema_editor: Any) -> None:
    """Carry it back, for a return to the version before."""
    for tafel in apps.get_model("keten", "Bijeenkomst").objects.filter(dossier_id__isnull=True):
        sleutel = pak_uit(bytes(tafel.verpakte_sleutel), tafel.pk)
        tafel.openbaar = sleutel.ontsleutel_json(bytes(tafel.geheim), label="tafel", rij=tafel.pk, dossier=tafel.pk)
        tafel.geheim = None
        tafel.save(update_fields=["openbaar", "geheim"])


class Migration(migrations.Migration):
    dependencies = [("keten", "0004_rijbeveiliging")]

    operations = [
        migrations.AddField("bijeenkomst", "verpakte_sleutel", models.BinaryField(null=True)),
        migrations.RemoveConstraint("bijeenkomst", "bijeenkomst_op_dossier_gesloten"),
        migrations.RemoveConstraint("bijeenkomst", "bijeenkomst_zonder_dossier_open"),
        ZonderRijbeveiliging(["keten_bijeenkomst"], migrations.RunPython(sluit, open_weer)),
        migrations.RemoveField("bijeenkomst", "openbaar"),
        migrations.AddConstraint(
            "bijeenkomst",
            models.CheckConstraint(
                condition=Q(dossier_id__isnull=True, verpakte_sleutel__isnull=False)
                | Q(dossier_id__isnull=False, verpakte_sleutel__isnull=True),
                name="bijeenkomst_een_sleutel",
            ),
        ),
    ]
