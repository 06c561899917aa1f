"""The table of the shared cache."""

from typing import Any

from django.core.management import call_command
from django.db import migrations


def maak(apps: Any, schema_editor: Any) -> None:
    """Make the table when it is not there."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    """Makes the cache table."""

    initial = True
    atomic = False
    dependencies = []
    operations = [migrations.RunPython(maak, migrations.RunPython.noop)]
