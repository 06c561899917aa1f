"""A cancelled booking gives back what it took; who came and left on one day stayed no night; places have a version."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("zorg", "0004_rijbeveiliging"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="plaatsing",
            name="plaatsing_een_nacht",
        ),
        migrations.AddField(
            model_name="plaatsing",
            name="ingekort_van",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="plaatsing",
            name="ingekort_voor",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="zorg.plaatsing",
            ),
        ),
        migrations.AddField(
            model_name="plek",
            name="versie",
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="wachtplek",
            name="plaatsing",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="zorg.plaatsing",
            ),
        ),
        migrations.AddConstraint(
            model_name="plaatsing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("tot__gt", models.F("van")),
                    models.Q(("status", "beeindigd"), ("tot", models.F("van"))),
                    _connector="OR",
                ),
                name="plaatsing_een_nacht",
            ),
        ),
    ]
