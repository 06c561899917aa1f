"""Take the readable columns away, in a transaction of its own: PostgreSQL alters no table with changed rows waiting."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0002_gesloten_doel")]

    operations = [
        # A default for the way back, when every row gets an empty text before 0002 fills it again.
        migrations.AlterField("verstrekking", "kenmerk", models.CharField(blank=True, default="", max_length=80)),
        migrations.RemoveField("verstrekking", "doel_open"),
        migrations.RemoveField("verstrekking", "kenmerk"),
    ]
