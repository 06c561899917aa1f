import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisaties", "0004_archivaris"),
        ("zorg", "0001_trajecten"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Plek",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=20)),
                ("noodbed", models.BooleanField(default=False)),
                ("afwijkende_voorwaarden", models.JSONField(default=dict)),
                ("geldig_van", models.DateField()),
                ("geldig_tot", models.DateField(blank=True, null=True)),
            ],
            options={
                "ordering": ["code", "id"],
            },
        ),
        migrations.CreateModel(
            name="Plaatsing",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("van", models.DateField()),
                ("tot", models.DateField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("gereserveerd", "Gereserveerd"),
                            ("verblijft", "Verblijft"),
                            ("beeindigd", "Beëindigd"),
                            ("geannuleerd", "Geannuleerd"),
                        ],
                        default="gereserveerd",
                        max_length=12,
                    ),
                ),
                ("nood", models.BooleanField(default=False)),
                ("structureel_voor", models.DateField(blank=True, null=True)),
                ("geescaleerd_op", models.DateField(blank=True, null=True)),
                (
                    "einde_reden",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("structureel", "Naar een vaste plek"),
                            ("andere_opvang", "Naar een andere opvang"),
                            ("eigen_plek", "Naar een eigen woonplek"),
                            ("vertrokken", "Zelf vertrokken"),
                            ("anders", "Anders"),
                            ("onbekend", "Onbekend"),
                        ],
                        max_length=14,
                    ),
                ),
                ("gereserveerd_op", models.DateTimeField()),
                ("inhoud", models.BinaryField(null=True)),
                (
                    "gereserveerd_door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "traject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="plaatsingen", to="zorg.traject"
                    ),
                ),
                (
                    "plek",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="plaatsingen", to="zorg.plek"
                    ),
                ),
            ],
            options={
                "ordering": ["-van", "id"],
            },
        ),
        migrations.CreateModel(
            name="Nacht",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("datum", models.DateField()),
                (
                    "plaatsing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="nachten", to="zorg.plaatsing"
                    ),
                ),
                (
                    "plek",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nachten",
                        to="zorg.plek",
                    ),
                ),
            ],
            options={
                "ordering": ["datum"],
            },
        ),
        migrations.CreateModel(
            name="Voorziening",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("soort", models.CharField(max_length=40)),
                ("naam", models.CharField(max_length=120)),
                ("doelgroepnoot", models.CharField(blank=True, max_length=300)),
                ("voorwaarden", models.JSONField(default=dict)),
                ("eigen_boeking", models.BooleanField(default=False)),
                ("noodbed_nachten", models.PositiveSmallIntegerField(default=3)),
                ("sleutel", models.BinaryField(null=True)),
                ("adres", models.BinaryField(null=True)),
                (
                    "structureel",
                    models.CharField(
                        choices=[("ja", "Ja"), ("nee", "Nee"), ("onbekend", "Onbekend")],
                        default="onbekend",
                        max_length=10,
                    ),
                ),
                ("verzekerd_op", models.DateField(blank=True, null=True)),
                ("verzekerd_tot", models.DateField(blank=True, null=True)),
                ("geldig_van", models.DateField()),
                ("geldig_tot", models.DateField(blank=True, null=True)),
                ("bron", models.CharField(blank=True, max_length=200)),
                ("gecontroleerd_op", models.DateField(blank=True, null=True)),
                ("herinnerd_op", models.DateField(blank=True, null=True)),
                ("versie", models.PositiveIntegerField(default=1)),
                (
                    "aanbieder",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisaties.organisatie",
                    ),
                ),
                (
                    "organisatie",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voorzieningen",
                        to="organisaties.organisatie",
                    ),
                ),
            ],
            options={
                "ordering": ["naam"],
            },
        ),
        migrations.AddField(
            model_name="plek",
            name="voorziening",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="plekken",
                to="zorg.voorziening",
            ),
        ),
        migrations.CreateModel(
            name="Kwaliteitscheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("criterium", models.CharField(max_length=200)),
                (
                    "voldoet",
                    models.CharField(choices=[("ja", "Ja"), ("nee", "Nee"), ("onbekend", "Onbekend")], max_length=10),
                ),
                ("gecontroleerd_op", models.DateField()),
                ("bron", models.CharField(max_length=200)),
                (
                    "voorziening",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="kwaliteitschecks",
                        to="zorg.voorziening",
                    ),
                ),
            ],
            options={
                "ordering": ["-gecontroleerd_op", "criterium", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Aanbodstand",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("soort", models.CharField(max_length=40)),
                ("nacht", models.DateField()),
                (
                    "vrij",
                    models.CharField(choices=[("ja", "Ja"), ("nee", "Nee"), ("onbekend", "Onbekend")], max_length=10),
                ),
                ("bijgewerkt_op", models.DateTimeField()),
                (
                    "organisatie",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisaties.organisatie"
                    ),
                ),
                (
                    "voorziening",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="stand", to="zorg.voorziening"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Wachtplek",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("soort", models.CharField(max_length=40)),
                ("sinds", models.DateField()),
                ("urgentie", models.CharField(max_length=40)),
                (
                    "status",
                    models.CharField(
                        choices=[("wacht", "Wacht"), ("geplaatst", "Geplaatst"), ("vervallen", "Vervallen")],
                        default="wacht",
                        max_length=10,
                    ),
                ),
                ("afgedaan_op", models.DateField(blank=True, null=True)),
                (
                    "traject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="wachtplekken", to="zorg.traject"
                    ),
                ),
            ],
            options={
                "ordering": ["sinds", "id"],
            },
        ),
        migrations.AddIndex(
            model_name="plaatsing",
            index=models.Index(fields=["status", "structureel_voor"], name="plaatsing_klok"),
        ),
        migrations.AddConstraint(
            model_name="plaatsing",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["gereserveerd", "verblijft", "beeindigd", "geannuleerd"])),
                name="plaatsing_status_bekend",
            ),
        ),
        migrations.AddConstraint(
            model_name="plaatsing",
            constraint=models.CheckConstraint(
                condition=models.Q(("tot__gt", models.F("van"))), name="plaatsing_een_nacht"
            ),
        ),
        migrations.AddConstraint(
            model_name="plaatsing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("nood", True), ("structureel_voor__isnull", False)),
                    models.Q(("geescaleerd_op__isnull", True), ("nood", False), ("structureel_voor__isnull", True)),
                    _connector="OR",
                ),
                name="plaatsing_noodbed_heeft_klok",
            ),
        ),
        migrations.AddConstraint(
            model_name="plaatsing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "beeindigd"), models.Q(("einde_reden", ""), _negated=True)),
                    models.Q(models.Q(("status", "beeindigd"), _negated=True), ("einde_reden", "")),
                    _connector="OR",
                ),
                name="plaatsing_einde_heeft_reden",
            ),
        ),
        migrations.AddConstraint(
            model_name="nacht",
            constraint=models.UniqueConstraint(fields=("plek", "datum"), name="nacht_plek_eenmaal"),
        ),
        migrations.AddConstraint(
            model_name="voorziening",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "soort__in",
                        [
                            "OPV-REG",
                            "OPV-SPEC",
                            "OPV-NOOD-NAT",
                            "OPV-COSM-V",
                            "OPV-COSM-M",
                            "OPV-NOOD-OPS",
                            "OPV-NLA",
                            "OPV-JEUGD",
                        ],
                    )
                ),
                name="voorziening_soort_bekend",
            ),
        ),
        migrations.AddConstraint(
            model_name="voorziening",
            constraint=models.CheckConstraint(
                condition=models.Q(("structureel__in", ["ja", "nee", "onbekend"])), name="voorziening_structureel"
            ),
        ),
        migrations.AddConstraint(
            model_name="voorziening",
            constraint=models.CheckConstraint(
                condition=models.Q(("noodbed_nachten__gte", 1)), name="voorziening_noodbed_een_nacht"
            ),
        ),
        migrations.AddConstraint(
            model_name="voorziening",
            constraint=models.UniqueConstraint(fields=("organisatie", "naam"), name="voorziening_naam_eenmaal"),
        ),
        migrations.AddConstraint(
            model_name="plek",
            constraint=models.UniqueConstraint(fields=("voorziening", "code"), name="plek_code_eenmaal"),
        ),
        migrations.AddConstraint(
            model_name="kwaliteitscheck",
            constraint=models.CheckConstraint(
                condition=models.Q(("voldoet__in", ["ja", "nee", "onbekend"])), name="kwaliteitscheck_voldoet"
            ),
        ),
        migrations.AddConstraint(
            model_name="aanbodstand",
            constraint=models.CheckConstraint(
                condition=models.Q(("vrij__in", ["ja", "nee", "onbekend"])), name="aanbodstand_vrij"
            ),
        ),
        migrations.AddConstraint(
            model_name="wachtplek",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "soort__in",
                        [
                            "OPV-REG",
                            "OPV-SPEC",
                            "OPV-NOOD-NAT",
                            "OPV-COSM-V",
                            "OPV-COSM-M",
                            "OPV-NOOD-OPS",
                            "OPV-NLA",
                            "OPV-JEUGD",
                        ],
                    )
                ),
                name="wachtplek_soort_bekend",
            ),
        ),
        migrations.AddConstraint(
            model_name="wachtplek",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("afgedaan_op__isnull", True), ("status", "wacht")),
                    models.Q(("afgedaan_op__isnull", False), ("status__in", ["geplaatst", "vervallen"])),
                    _connector="OR",
                ),
                name="wachtplek_afgedaan_heeft_dag",
            ),
        ),
        migrations.AddConstraint(
            model_name="wachtplek",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "wacht")), fields=("traject", "soort"), name="wachtplek_een_open"
            ),
        ),
    ]
