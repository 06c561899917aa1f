"""A client can be shared from more than one dossier of other organisations: each is remembered, not only the first."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from baken.kern.rijbeveiliging import Beleid, Rijbeveiliging, ZonderRijbeveiliging

EIGEN = (
    "EXISTS (SELECT 1 FROM zorg_traject b WHERE b.id = zorg_trajectbron.traject_id "
    "AND b.organisatie_id = (SELECT current_setting('baken.organisatie')::bigint))"
)


def neem_over(apps: Any, schema_editor: Any) -> None:
    """Keep the one dossier that was remembered."""
    traject, bron = apps.get_model("zorg", "Traject"), apps.get_model("zorg", "Trajectbron")
    rijen = traject.objects.filter(uit_dossier__isnull=False).values_list("pk", "uit_dossier")
    bron.objects.bulk_create([bron(traject_id=pk, uit_dossier=uit) for pk, uit in rijen])


def zet_terug(apps: Any, schema_editor: Any) -> None:
    """Keep the first of them, as it was."""
    traject, bron = apps.get_model("zorg", "Traject"), apps.get_model("zorg", "Trajectbron")
    for rij in bron.objects.order_by("-pk"):
        traject.objects.filter(pk=rij.traject_id).update(uit_dossier=rij.uit_dossier)


class Migration(migrations.Migration):
    dependencies = [("zorg", "0008_uit_dossier")]

    operations = [
        migrations.CreateModel(
            name="Trajectbron",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uit_dossier", models.UUIDField()),
            ],
        ),
        # Its foreign key apart: it is made at once then, while the rows it points at are in sight.
        ZonderRijbeveiliging(
            ["zorg_traject"],
            migrations.AddField(
                model_name="trajectbron",
                name="traject",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE, related_name="bronnen", to="zorg.traject"
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="trajectbron",
            constraint=models.UniqueConstraint(fields=("traject", "uit_dossier"), name="trajectbron_eenmaal"),
        ),
        migrations.AddIndex(
            model_name="trajectbron",
            index=models.Index(fields=["uit_dossier"], name="trajectbron_dossier"),
        ),
        ZonderRijbeveiliging(["zorg_traject"], migrations.RunPython(neem_over, zet_terug)),
        Rijbeveiliging("zorg_trajectbron", Beleid("eigen", EIGEN)),
        migrations.RemoveField(model_name="traject", name="uit_dossier"),
    ]
