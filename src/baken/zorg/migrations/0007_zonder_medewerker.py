"""Once its content is destroyed a record for CoMensha is a count: it need not say which colleague made it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from baken.kern.rijbeveiliging import ZonderRijbeveiliging


class Migration(migrations.Migration):
    dependencies = [
        ("zorg", "0006_eigen_lezers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        ZonderRijbeveiliging(  # the foreign key is made again, and that reads every row
            [f"zorg_{naam}"],
            migrations.AlterField(
                model_name=naam,
                name="gemaakt_door",
                field=models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
        )
        for naam in ("hulpvraag", "registratie")
    ]
