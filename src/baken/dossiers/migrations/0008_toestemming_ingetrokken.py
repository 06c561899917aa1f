"""A verstrekking whose consent was taken back has a state of its own."""

from django.db import migrations, models

STANDEN = [
    ("klaargezet", "Klaargezet"),
    ("verzonden", "Verzonden"),
    ("ontvangen", "Ontvangen"),
    ("geaccepteerd", "Aangenomen"),
    ("afgewezen", "Niet aangenomen"),
    ("ingetrokken", "Ingetrokken"),
    ("afgerond", "Afgerond"),
    ("beeindigd", "Toestemming ingetrokken"),
]


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0007_avgverzoek")]

    operations = [
        migrations.RemoveConstraint(model_name="verstrekking", name="verstrekking_status_bekend"),
        migrations.AlterField(
            model_name="verstrekking",
            name="status",
            field=models.CharField(choices=STANDEN, default="klaargezet", max_length=14),
        ),
        migrations.AddConstraint(
            model_name="verstrekking",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", [code for code, _naam in STANDEN])),
                name="verstrekking_status_bekend",
            ),
        ),
    ]
