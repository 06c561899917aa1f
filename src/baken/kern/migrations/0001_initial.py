import django.db.models.deletion
from django.db import migrations, models

from baken.kern.triggers import AlleenToevoegen


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Cursor",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("naam", models.CharField(max_length=60, unique=True)),
                ("positie", models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Journaalregel",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("tijd", models.DateTimeField()),
                ("jaar", models.PositiveSmallIntegerField()),
                ("organisatie_id", models.BigIntegerField()),
                ("actor_id", models.BigIntegerField(null=True)),
                ("rol", models.CharField(blank=True, max_length=60)),
                ("handeling", models.CharField(max_length=80)),
                ("dossier_id", models.UUIDField(null=True)),
                ("grondslag", models.CharField(blank=True, max_length=200)),
                (
                    "uitkomst",
                    models.CharField(
                        choices=[("gelukt", "gelukt"), ("geweigerd", "geweigerd"), ("mislukt", "mislukt")],
                        max_length=10,
                    ),
                ),
                ("verbintenis", models.BinaryField(max_length=32)),
            ],
        ),
        migrations.CreateModel(
            name="Ritme",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("naam", models.CharField(max_length=60, unique=True)),
                ("laatst", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Vernietigingsvoornemen",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("model", models.CharField(max_length=80)),
                ("object_id", models.CharField(max_length=64)),
                ("organisatie_id", models.BigIntegerField()),
                ("categorie", models.CharField(max_length=60)),
                ("vervalt_op", models.DateField()),
                ("gewaarschuwd_op", models.DateField()),
                ("vernietigd_op", models.DateField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="VervallenSegment",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("reeks", models.BigIntegerField()),
                ("jaar", models.PositiveSmallIntegerField()),
                ("laatste_nr", models.PositiveBigIntegerField()),
                ("kop", models.BinaryField(max_length=32)),
                ("tijd", models.DateTimeField()),
                ("sleutelversie", models.PositiveIntegerField()),
                ("handtekening", models.BinaryField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="Zegel",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("reeks", models.BigIntegerField()),
                ("volgnr", models.PositiveBigIntegerField()),
                ("jaar", models.PositiveSmallIntegerField()),
                ("laatste_nr", models.PositiveBigIntegerField()),
                ("kop", models.BinaryField(max_length=32)),
                ("tot_regel_id", models.BigIntegerField()),
                ("tijd", models.DateTimeField()),
                ("vorige", models.BinaryField(max_length=32)),
                ("sleutelversie", models.PositiveIntegerField()),
                ("handtekening", models.BinaryField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="Zegelregel",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("reeks", models.BigIntegerField()),
                ("jaar", models.PositiveSmallIntegerField()),
                ("nr", models.PositiveBigIntegerField()),
                ("hash", models.BinaryField(max_length=32)),
            ],
        ),
        migrations.CreateModel(
            name="Bewaarregel",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("categorie", models.CharField(max_length=60)),
                ("organisatie_id", models.BigIntegerField(blank=True, null=True)),
                (
                    "begin",
                    models.CharField(
                        choices=[
                            ("aanmaak", "het moment van vastleggen"),
                            ("laatste_handeling", "de laatste handeling"),
                            ("sluiting", "de sluiting van het dossier"),
                            ("einde_jaar", "het einde van het kalenderjaar"),
                        ],
                        max_length=20,
                    ),
                ),
                ("termijn_maanden", models.PositiveIntegerField()),
                ("waarschuw_dagen", models.PositiveIntegerField(default=30)),
                (
                    "actie",
                    models.CharField(
                        choices=[
                            ("vernietigen", "vernietigen"),
                            ("anonimiseren", "anonimiseren"),
                            ("overbrengen", "overbrengen naar het archief"),
                        ],
                        default="vernietigen",
                        max_length=12,
                    ),
                ),
                ("bron", models.TextField()),
                ("bevestigd_fg_op", models.DateField(blank=True, null=True)),
                ("bevestigd_fg_door", models.BigIntegerField(blank=True, null=True)),
                ("bevestigd_archivaris_op", models.DateField(blank=True, null=True)),
                ("bevestigd_archivaris_door", models.BigIntegerField(blank=True, null=True)),
                ("geldig_van", models.DateField()),
                ("geldig_tot", models.DateField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("begin__in", ["aanmaak", "laatste_handeling", "sluiting", "einde_jaar"])),
                        name="bewaarregel_begin",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("actie__in", ["vernietigen", "anonimiseren", "overbrengen"])),
                        name="bewaarregel_actie",
                    ),
                    models.CheckConstraint(condition=models.Q(("termijn_maanden__gt", 0)), name="bewaarregel_termijn"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("geldig_tot__isnull", True),
                            ("geldig_tot__gte", models.F("geldig_van")),
                            _connector="OR",
                        ),
                        name="bewaarregel_geldig",
                    ),
                    models.UniqueConstraint(
                        fields=("categorie", "organisatie_id", "geldig_van"), name="bewaarregel_uniek"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("organisatie_id__isnull", True)),
                        fields=("categorie", "geldig_van"),
                        name="bewaarregel_uniek_algemeen",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Journaalinhoud",
            fields=[
                (
                    "regel",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="inhoud",
                        serialize=False,
                        to="kern.journaalregel",
                    ),
                ),
                ("zout", models.BinaryField(max_length=16)),
                ("inhoud", models.TextField()),
            ],
        ),
        migrations.AddIndex(
            model_name="journaalregel",
            index=models.Index(fields=["organisatie_id", "id"], name="journaal_organisatie"),
        ),
        migrations.AddIndex(
            model_name="journaalregel",
            index=models.Index(
                condition=models.Q(("dossier_id__isnull", False)),
                fields=["dossier_id", "id"],
                name="journaal_dossier",
            ),
        ),
        migrations.AddConstraint(
            model_name="journaalregel",
            constraint=models.CheckConstraint(
                condition=models.Q(("uitkomst__in", ["gelukt", "geweigerd", "mislukt"])),
                name="journaal_uitkomst",
            ),
        ),
        migrations.AddIndex(
            model_name="vernietigingsvoornemen",
            index=models.Index(fields=["organisatie_id", "vervalt_op"], name="voornemen_organisatie"),
        ),
        migrations.AddConstraint(
            model_name="vernietigingsvoornemen",
            constraint=models.UniqueConstraint(fields=("model", "object_id"), name="voornemen_uniek"),
        ),
        migrations.AddConstraint(
            model_name="vervallensegment",
            constraint=models.UniqueConstraint(fields=("reeks", "jaar"), name="vervallen_segment"),
        ),
        migrations.AddConstraint(
            model_name="zegel",
            constraint=models.UniqueConstraint(fields=("reeks", "volgnr"), name="zegel_plaats"),
        ),
        migrations.AddField(
            model_name="zegelregel",
            name="regel",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.DO_NOTHING, related_name="zegel", to="kern.journaalregel"
            ),
        ),
        migrations.AddConstraint(
            model_name="zegelregel",
            constraint=models.UniqueConstraint(fields=("reeks", "jaar", "nr"), name="zegelregel_plaats"),
        ),
        AlleenToevoegen("kern_journaalregel", segment=("organisatie_id", "jaar")),
        AlleenToevoegen("kern_journaalinhoud", wissen=True, sleutel="regel_id"),
        AlleenToevoegen("kern_zegelregel", segment=("reeks", "jaar")),
        AlleenToevoegen("kern_zegel"),
        AlleenToevoegen("kern_vervallensegment"),
    ]
