"""Row security on the meetings of keten. Its actions wait for dossiers: their owner may see them too."""

from django.db import migrations

from baken.kern.rijbeveiliging import Rijbeveiliging, lees_en_schrijf

ORG = "(SELECT current_setting('baken.organisatie')::bigint)"
EIGEN = f"organisatie_id = {ORG}"
GENODIGD = (
    "EXISTS (SELECT 1 FROM keten_deelname l "  # noqa: S608  # names of our own tables
    f"WHERE l.bijeenkomst_id = keten_bijeenkomst.id AND l.organisatie_id = {ORG})"
)


class Migration(migrations.Migration):
    # After every migration that still looks at all rows, whichever app it is of.
    dependencies = [
        ("keten", "0003_bijeenkomst"),
        ("casussen", "0005_opschaling_leercasus"),
        ("zorg", "0003_comensha"),
    ]

    operations = [
        Rijbeveiliging("keten_bijeenkomst", *lees_en_schrijf(f"{EIGEN} OR {GENODIGD}", EIGEN)),
        # Never a word of the meeting itself here: its policy asks this table.
        Rijbeveiliging("keten_deelname", *lees_en_schrijf(f"{EIGEN} OR beheerder_id = {ORG}", f"beheerder_id = {ORG}")),
    ]
