"""Deelbesluiten: consent as a row, four eyes, and reading along in one dossier for as long as its basis holds."""

import uuid
from typing import Any

import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def vul_dossierhouder(apps: Any, schema_editor: Any) -> None:
    """Every toegang so far stands beside its dossier: write down who keeps that."""
    dossier = apps.get_model("dossiers", "Dossier").objects.filter(pk=OuterRef("dossier_id"))
    toegangen = apps.get_model("dossiers", "Dossiertoegang").objects
    toegangen.update(dossier_organisatie_id=Subquery(dossier.values("organisatie_id")[:1]))


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0009_afloopcode"),
        ("keten", "0002_actie"),
        ("organisaties", "0005_delen"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Toestemming",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("betrokkene", models.UUIDField(blank=True, null=True)),
                (
                    "doel",
                    models.CharField(
                        choices=[
                            ("delen", "Gegevens delen met een andere organisatie"),
                            ("zorg", "Hulp en zorgcoördinatie"),
                            ("opvang", "Een plek in de opvang"),
                            ("comensha_hulpvraag", "Een hulpvraag bij CoMensha"),
                            ("tolk", "Een tolk erbij"),
                            ("nazorg", "Contact na afloop"),
                        ],
                        max_length=20,
                    ),
                ),
                ("versie", models.PositiveIntegerField(default=1)),
                ("gegeven_op", models.DateField()),
                ("ingetrokken_op", models.DateField(blank=True, null=True)),
                ("vervalt_op", models.DateField(blank=True, null=True)),
                ("inhoud", models.BinaryField(null=True)),
                (
                    "vastgelegd_door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "ontvanger",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisaties.organisatie",
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="toestemmingen", to="dossiers.dossier"
                    ),
                ),
                ("vastgelegd_op", models.DateTimeField()),
            ],
            options={
                "ordering": ["gegeven_op", "versie", "id"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="dossier",
            name="dossier_soort_bekend",
        ),
        migrations.RemoveConstraint(
            model_name="verstrekking",
            name="verstrekking_status_bekend",
        ),
        migrations.AddField(
            model_name="dossiertoegang",
            name="delen",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="dossiertoegang",
            name="dossier_organisatie",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisaties.organisatie",
            ),
        ),
        migrations.RunPython(vul_dossierhouder, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="dossiertoegang",
            name="dossier_organisatie",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisaties.organisatie",
            ),
        ),
        migrations.AddField(
            model_name="dossiertoegang",
            name="verstrekking",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="toegangen",
                to="dossiers.verstrekking",
            ),
        ),
        migrations.AddField(
            model_name="verstrekking",
            name="beeindigd_op",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="verstrekking",
            name="delen",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="verstrekking",
            name="geldig_tot",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="verstrekking",
            name="goedgekeurd_door",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="verstrekking",
            name="goedgekeurd_op",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="verstrekking",
            name="goedgekeurde_hash",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name="verstrekking",
            name="live",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="verstrekking",
            name="soort",
            field=models.CharField(
                choices=[
                    ("doorgeleiding", "Doorgeleiding van een signaal"),
                    ("deelbesluit", "Deelbesluit"),
                    ("comensha", "Uitlevering aan CoMensha"),
                ],
                default="doorgeleiding",
                max_length=14,
            ),
        ),
        migrations.AlterField(
            model_name="dossier",
            name="soort",
            field=models.CharField(
                choices=[("signaal", "Signaal"), ("casus", "Casus"), ("traject", "Traject")], max_length=10
            ),
        ),
        migrations.AlterField(
            model_name="verstrekking",
            name="status",
            field=models.CharField(
                choices=[
                    ("wacht_akkoord", "Wacht op akkoord"),
                    ("klaargezet", "Klaargezet"),
                    ("verzonden", "Verzonden"),
                    ("ontvangen", "Ontvangen"),
                    ("geaccepteerd", "Aangenomen"),
                    ("afgewezen", "Niet aangenomen"),
                    ("ingetrokken", "Ingetrokken"),
                    ("afgerond", "Afgerond"),
                    ("beeindigd", "Toestemming ingetrokken"),
                ],
                default="klaargezet",
                max_length=14,
            ),
        ),
        migrations.AddIndex(
            model_name="dossiertoegang",
            index=models.Index(
                condition=models.Q(("eigenaar", False)), fields=["organisatie", "dossier"], name="toegang_meelezen"
            ),
        ),
        migrations.AddConstraint(
            model_name="dossier",
            constraint=models.CheckConstraint(
                condition=models.Q(("soort__in", ["signaal", "casus", "traject"])), name="dossier_soort_bekend"
            ),
        ),
        migrations.AddConstraint(
            model_name="dossiertoegang",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("eigenaar", True), ("organisatie", models.F("dossier_organisatie"))),
                    models.Q(
                        ("eigenaar", False), models.Q(("organisatie", models.F("dossier_organisatie")), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="toegang_eigenaar_is_dossierhouder",
            ),
        ),
        migrations.AddConstraint(
            model_name="dossiertoegang",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("eigenaar", True),
                    models.Q(("geldig_tot__isnull", False), ("verstrekking__isnull", False)),
                    _connector="OR",
                ),
                name="toegang_ander_heeft_deelbesluit",
            ),
        ),
        migrations.AddConstraint(
            model_name="dossiertoegang",
            constraint=models.UniqueConstraint(
                condition=models.Q(("verstrekking__isnull", False)),
                fields=("verstrekking",),
                name="toegang_een_per_deelbesluit",
            ),
        ),
        migrations.AddField(
            model_name="verstrekking",
            name="toestemming",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="verstrekkingen",
                to="dossiers.toestemming",
            ),
        ),
        migrations.AddConstraint(
            model_name="verstrekking",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        [
                            "wacht_akkoord",
                            "klaargezet",
                            "verzonden",
                            "ontvangen",
                            "geaccepteerd",
                            "afgewezen",
                            "ingetrokken",
                            "afgerond",
                            "beeindigd",
                        ],
                    )
                ),
                name="verstrekking_status_bekend",
            ),
        ),
        migrations.AddConstraint(
            model_name="verstrekking",
            constraint=models.CheckConstraint(
                condition=models.Q(("soort__in", ["doorgeleiding", "deelbesluit", "comensha"])),
                name="verstrekking_soort_bekend",
            ),
        ),
        migrations.AddConstraint(
            model_name="verstrekking",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("live", False), models.Q(("geldig_tot__isnull", False), ("soort", "deelbesluit")), _connector="OR"
                ),
                name="verstrekking_live_is_deelbesluit",
            ),
        ),
        migrations.AddConstraint(
            model_name="verstrekking",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("goedgekeurd_door__isnull", True),
                    models.Q(("goedgekeurd_door", models.F("klaargezet_door")), _negated=True),
                    _connector="OR",
                ),
                name="verstrekking_vier_ogen",
            ),
        ),
        migrations.AddConstraint(
            model_name="verstrekking",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("goedgekeurd_door__isnull", True), ("goedgekeurd_op__isnull", True), ("goedgekeurde_hash", "")
                    ),
                    models.Q(
                        ("goedgekeurd_door__isnull", False),
                        ("goedgekeurd_op__isnull", False),
                        ("goedgekeurde_hash", models.F("pakket_hash")),
                    ),
                    _connector="OR",
                ),
                name="verstrekking_akkoord_op_dit_pakket",
            ),
        ),
        migrations.AddConstraint(
            model_name="toestemming",
            constraint=models.CheckConstraint(
                condition=models.Q(("doel__in", ["delen", "zorg", "opvang", "comensha_hulpvraag", "tolk", "nazorg"])),
                name="toestemming_doel_bekend",
            ),
        ),
        migrations.AddConstraint(
            model_name="toestemming",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ingetrokken_op__isnull", True), ("ingetrokken_op__gte", models.F("gegeven_op")), _connector="OR"
                ),
                name="toestemming_intrekken_na_geven",
            ),
        ),
        migrations.AddConstraint(
            model_name="toestemming",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("vervalt_op__isnull", True), ("vervalt_op__gt", models.F("gegeven_op")), _connector="OR"
                ),
                name="toestemming_vervalt_na_geven",
            ),
        ),
        migrations.AddConstraint(
            model_name="toestemming",
            constraint=models.UniqueConstraint(
                models.F("dossier"),
                django.db.models.functions.comparison.Coalesce(
                    "betrokkene",
                    models.Value(uuid.UUID("00000000-0000-0000-0000-000000000000"), output_field=models.UUIDField()),
                ),
                models.F("doel"),
                django.db.models.functions.comparison.Coalesce("ontvanger", models.Value(0)),
                models.F("versie"),
                name="toestemming_versie_eenmaal",
            ),
        ),
        migrations.AddConstraint(
            model_name="toestemming",
            constraint=models.UniqueConstraint(
                models.F("dossier"),
                django.db.models.functions.comparison.Coalesce(
                    "betrokkene",
                    models.Value(uuid.UUID("00000000-0000-0000-0000-000000000000"), output_field=models.UUIDField()),
                ),
                models.F("doel"),
                django.db.models.functions.comparison.Coalesce("ontvanger", models.Value(0)),
                condition=models.Q(("ingetrokken_op__isnull", True)),
                name="toestemming_een_open",
            ),
        ),
    ]
