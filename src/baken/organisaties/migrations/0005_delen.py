"""Kinds of organisation of the care chain, and four eyes on what is shared."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisaties", "0004_archivaris"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="organisatie",
            name="organisatie_soort_bekend",
        ),
        migrations.AddField(
            model_name="organisatie",
            name="vier_ogen_delen",
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name="organisatie",
            name="soort",
            field=models.CharField(
                choices=[
                    ("gemeente", "Gemeente"),
                    ("zorgcoordinatie", "Zorgcoördinatie"),
                    ("zvh", "Zorg- en Veiligheidshuis"),
                    ("riec", "RIEC"),
                    ("politie", "Politie (AVIM)"),
                    ("nla", "Nederlandse Arbeidsinspectie"),
                    ("veilig_thuis", "Veilig Thuis"),
                    ("om", "Openbaar Ministerie"),
                    ("samenwerking", "Regionaal samenwerkingsverband"),
                    ("comensha", "CoMensha"),
                    ("zorgaanbieder", "Zorg- of opvangaanbieder"),
                    ("jeugdhulp", "Jeugdhulp"),
                    ("overig", "Andere partner"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="organisatie",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "soort__in",
                        [
                            "gemeente",
                            "zorgcoordinatie",
                            "zvh",
                            "riec",
                            "politie",
                            "nla",
                            "veilig_thuis",
                            "om",
                            "samenwerking",
                            "comensha",
                            "zorgaanbieder",
                            "jeugdhulp",
                            "overig",
                        ],
                    )
                ),
                name="organisatie_soort_bekend",
            ),
        ),
    ]
