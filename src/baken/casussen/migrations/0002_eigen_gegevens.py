"""A number, a version, a route and an end; and its packets in a table of their own. Filled in 0003."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casussen", "0001_initial"), ("dossiers", "0001_initial")]

    operations = [
        migrations.RemoveConstraint("casus", "casus_status_bekend"),
        migrations.AlterField("casus", "status", models.CharField(default="open", max_length=12)),
        migrations.AddField("casus", "nummer", models.CharField(default="", max_length=16)),
        migrations.AddField("casus", "versie", models.PositiveIntegerField(default=1)),
        migrations.AddField("casus", "route", models.CharField(default="overig", max_length=10)),
        migrations.AddField("casus", "herkomst", models.CharField(default="verstrekking", max_length=12)),
        migrations.AddField("casus", "afgesloten_op", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("casus", "afsluitreden", models.CharField(blank=True, default="", max_length=20)),
        migrations.AddField("casus", "inhoud", models.BinaryField(null=True)),
        migrations.AlterField(
            "casus",
            "verstrekking",
            # Nullable for the way back, when a casus of more than one packet keeps the first.
            models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="casus", to="dossiers.verstrekking"
            ),
        ),
        migrations.CreateModel(
            name="Casusbron",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("op", models.DateTimeField()),
                (
                    "casus",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="bronnen", to="casussen.casus"
                    ),
                ),
                (
                    "verstrekking",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="casusbron",
                        to="dossiers.verstrekking",
                    ),
                ),
            ],
            options={"ordering": ["op", "id"]},
        ),
    ]
