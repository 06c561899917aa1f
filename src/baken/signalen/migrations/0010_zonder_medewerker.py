"""Once a signaal is destroyed its acts are counts: they need not say which colleague did them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from baken.kern.rijbeveiliging import ZonderRijbeveiliging


class Migration(migrations.Migration):
    dependencies = [
        ("signalen", "0009_rijbeveiliging"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        ZonderRijbeveiliging(  # the foreign key is made again, and that reads every row
            [f"signalen_{naam}"],
            migrations.AlterField(
                model_name=naam,
                name="door",
                field=models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
        )
        for naam in ("beoordeling", "doorgeleiding", "overname", "terugkoppeling")
    ]
