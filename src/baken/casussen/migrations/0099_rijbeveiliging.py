"""Row security on the tables of casussen."""

from django.db import migrations

from baken.kern.rijbeveiliging import Beleid, Rijbeveiliging, lees_en_schrijf

ORG = "(SELECT current_setting('baken.organisatie')::bigint)"
EIGEN = f"organisatie_id = {ORG}"


class Migration(migrations.Migration):
    dependencies = [
        ("casussen", "0004_zonder_verstrekking"),
        ("dossiers", "0099_rijbeveiliging"),
        ("signalen", "0099_rijbeveiliging"),
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
    ]
