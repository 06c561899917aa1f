"""The day of the Regionale Tafel stands with the question: the team that asked does not see the table itself."""

from typing import Any

from django.db import migrations, models
from django.db.models import OuterRef, Q, Subquery

from baken.kern.rijbeveiliging import ZonderRijbeveiliging


def vul(apps: Any, schema_editor: Any) -> None:
    """Copy the day of each table that goes on, or was held."""
    tafels = apps.get_model("keten", "Bijeenkomst").objects.filter(
        ~Q(status="vervallen"), pk=OuterRef("bijeenkomst_id")
    )
    vragen = apps.get_model("casussen", "Opschaling").objects.filter(bijeenkomst__isnull=False)
    vragen.update(tafel_op=Subquery(tafels.values("op")[:1]))


class Migration(migrations.Migration):
    dependencies = [("casussen", "0006_rijbeveiliging"), ("keten", "0005_tafel_gesloten")]

    operations = [
        migrations.AddField("opschaling", "tafel_op", models.DateTimeField(blank=True, null=True)),
        ZonderRijbeveiliging(
            ["casussen_opschaling", "keten_bijeenkomst"], migrations.RunPython(vul, migrations.RunPython.noop)
        ),
    ]
