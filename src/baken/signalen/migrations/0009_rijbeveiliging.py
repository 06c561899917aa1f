"""Row security on the tables of signalen, and a partner's sight of the dossier of what it sent in."""

from django.db import migrations

from baken.kern.rijbeveiliging import Beleid, Beleidswijziging, Rijbeveiliging, lees_en_schrijf

ORG = "(SELECT current_setting('baken.organisatie')::bigint)"
MIJ = "(SELECT current_setting('baken.medewerker')::bigint)"
INZENDING = "(SELECT NULLIF(current_setting('baken.inzending', true), '')::uuid)"
CODES = "ARRAY(SELECT decode(c, 'hex') FROM unnest(string_to_array(current_setting('baken.codes', true), ',')) AS c)"


def _van_signaal(tabel: str) -> Rijbeveiliging:
    """Read and written with the signaal: the reporter who signed in writes messages on its own."""
    return Rijbeveiliging(
        tabel,
        Beleid("signaal", f"EXISTS (SELECT 1 FROM signalen_signaal s WHERE s.id = {tabel}.signaal_id)"),  # noqa: S608  # names of our own tables
    )


class Migration(migrations.Migration):
    dependencies = [
        ("signalen", "0008_nummersoort_traject"),
        ("dossiers", "0012_rijbeveiliging"),
    ]

    operations = [
        Rijbeveiliging(
            "signalen_signaal",
            # Who holds the random number of a submission sees the signaal it made: sending twice is sending once.
            Beleid(
                "lezen",
                f"organisatie_id = {ORG} OR melder_id = {MIJ} OR inzending_id = {INZENDING}",
                voor="SELECT",
            ),
            Beleid("toevoegen", f"organisatie_id = {ORG}", voor="INSERT"),
            Beleid("wijzigen", f"organisatie_id = {ORG} OR melder_id = {MIJ}", voor="UPDATE"),
            Beleid("verwijderen", f"organisatie_id = {ORG}", voor="DELETE"),
        ),
        Beleidswijziging(
            "dossiers_dossier",
            Beleid(
                "melder",
                f"id IN (SELECT s.dossier_id FROM signalen_signaal s WHERE s.melder_id = {MIJ})",  # noqa: S608  # names of our own tables
                voor="SELECT",
            ),
        ),
        _van_signaal("signalen_signaalvorm"),
        _van_signaal("signalen_signaalindicator"),
        _van_signaal("signalen_bericht"),
        _van_signaal("signalen_beoordeling"),
        _van_signaal("signalen_doorgeleiding"),
        _van_signaal("signalen_overname"),
        _van_signaal("signalen_terugkoppeling"),
        Rijbeveiliging(
            "signalen_doorgeleidingsdeel",
            Beleid(
                "signaal",
                "EXISTS (SELECT 1 FROM signalen_doorgeleiding g "
                "WHERE g.id = signalen_doorgeleidingsdeel.doorgeleiding_id)",
            ),
        ),
        Rijbeveiliging(
            "signalen_ontvangstcode",
            *lees_en_schrijf(f"organisatie_id = {ORG} OR code_index = ANY ({CODES})", f"organisatie_id = {ORG}"),
        ),
        Rijbeveiliging("signalen_nummerreeks", Beleid("eigen", f"organisatie_id = {ORG}")),
        Rijbeveiliging("signalen_adviesteller", Beleid("eigen", f"organisatie_id = {ORG}")),
    ]
