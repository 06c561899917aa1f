"""Once its casus is destroyed a question is a count: it need not say which colleague asked it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from baken.kern.rijbeveiliging import ZonderRijbeveiliging


class Migration(migrations.Migration):
    dependencies = [
        ("casussen", "0007_dag_van_de_tafel"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        ZonderRijbeveiliging(  # the foreign key is made again, and that reads every row
            ["casussen_opschaling"],
            migrations.AlterField(
                model_name="opschaling",
                name="ingediend_door",
                field=models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
        )
    ]
