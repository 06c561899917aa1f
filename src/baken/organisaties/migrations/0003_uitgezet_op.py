"""The day on which an account was closed; for accounts closed before this, the day of this migration."""

from __future__ import annotations

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from baken.kern import klok


def vul(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Let the period of accounts that are closed already run from today."""
    apps.get_model("organisaties", "Medewerker").objects.filter(is_active=False).update(uitgezet_op=klok.vandaag())


class Migration(migrations.Migration):
    dependencies = [("organisaties", "0002_herstel")]

    operations = [
        migrations.AddField("medewerker", "uitgezet_op", models.DateField(blank=True, null=True)),
        migrations.RunPython(vul, migrations.RunPython.noop),
    ]
