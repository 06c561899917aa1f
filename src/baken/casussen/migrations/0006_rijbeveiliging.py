"""Row security on the tables of casussen."""

from django.db import migrations

from baken.kern.rijbeveiliging import Beleid, Rijbeveiliging, lees_en_schrijf

ORG = "(SELECT current_setting('baken.organisatie')::bigint)"
EIGEN = f"organisatie_id = {ORG}"


class Migration(migrations.Migration):
    dependencies = [
        ("casussen", "0005_opschaling_leercasus"),
        ("dossiers", "0012_rijbeveiliging"),
    ]

    operations = [
        # Who reads along in the dossier sees number and state of the casus.
        Rijbeveiliging(
            "casussen_casus",
            *lees_en_schrijf(
                f"{EIGEN} OR EXISTS (SELECT 1 FROM dossiers_dossier d WHERE d.id = casussen_casus.dossier_id)",  # noqa: S608  # names of our own tables
                EIGEN,
            ),
        ),
        Rijbeveiliging(
            "casussen_casusbron",
            Beleid(
                "eigen",
                "EXISTS (SELECT 1 FROM casussen_casus c "  # noqa: S608  # names of our own tables
                f"WHERE c.id = casussen_casusbron.casus_id AND c.organisatie_id = {ORG})",
            ),
        ),
        # Between two organisations, with a key of its own; the casus behind it stays with the one that asks.
        Rijbeveiliging(
            "casussen_opschaling",
            Beleid("lezen", f"van_id = {ORG} OR naar_id = {ORG}", voor="SELECT"),
            Beleid("toevoegen", f"van_id = {ORG}", voor="INSERT"),
            Beleid("wijzigen", f"van_id = {ORG} OR naar_id = {ORG}", voor="UPDATE"),
            Beleid("verwijderen", f"van_id = {ORG}", voor="DELETE"),
        ),
        Rijbeveiliging("casussen_leercasus", *lees_en_schrijf(f"{EIGEN} OR status = 'gedeeld'", EIGEN)),
    ]
