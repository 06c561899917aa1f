"""From which dossier of another organisation a client came: victim and offender of it have readers of their own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("zorg", "0007_zonder_medewerker")]

    operations = [
        migrations.AddField(
            model_name="traject",
            name="uit_dossier",
            field=models.UUIDField(blank=True, null=True),
        ),
    ]
