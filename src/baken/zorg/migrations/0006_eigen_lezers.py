"""Where a casus has trajecten of both sides, those of its victims are shielded as well: each has its own readers.

And one more kind of piece: somebody was taken out of the team, and why.
"""

from typing import Any

from django.db import migrations, models

from baken.kern.rijbeveiliging import ZonderRijbeveiliging

SOORTEN = [
    ("aanmelding", "Aanmelding"),
    ("intake", "Intake"),
    ("veiligheid", "Inschatting van de veiligheid"),
    ("contact", "Contact"),
    ("evaluatie", "Evaluatie"),
    ("overdracht", "Overdracht"),
    ("nazorg", "Nazorg"),
    ("afsluiting", "Afsluiting"),
    ("heropening", "Heropening"),
    ("team", "Uit het team gehaald"),
]


def scherm_af(apps: Any, schema_editor: Any) -> None:
    """Shield what stood open to the team of the offender. Its own team goes on reading it."""
    traject = apps.get_model("zorg", "Traject")
    daders = traject.objects.filter(doelgroep="dader", casus__isnull=False)
    slachtoffers = traject.objects.filter(doelgroep="slachtoffer", casus_id__in=daders.values("casus_id"))
    dossiers = apps.get_model("dossiers", "Dossier").objects
    dossiers.filter(pk__in=list(slachtoffers.values_list("dossier_id", flat=True))).update(afgeschermd=True)


class Migration(migrations.Migration):
    dependencies = [
        ("zorg", "0005_opvang_herstel"),
        ("dossiers", "0012_rijbeveiliging"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="trajectstuk", name="trajectstuk_soort"),
        migrations.AlterField(
            model_name="trajectstuk", name="soort", field=models.CharField(choices=SOORTEN, max_length=12)
        ),
        migrations.AddConstraint(
            model_name="trajectstuk",
            constraint=models.CheckConstraint(
                condition=models.Q(("soort__in", [code for code, _naam in SOORTEN])), name="trajectstuk_soort"
            ),
        ),
        ZonderRijbeveiliging(
            ["zorg_traject", "dossiers_dossier"],
            migrations.RunPython(scherm_af, migrations.RunPython.noop),
        ),
    ]
