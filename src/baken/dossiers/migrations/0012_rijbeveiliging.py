"""Row security on the tables of dossiers, and on the actions of keten that belong to a dossier."""

from django.db import migrations

from baken.kern.rijbeveiliging import Beleid, Rijbeveiliging, lees_en_schrijf

# Always a sub-select: evaluated once for a query, and of use to an index. It raises an error outside a context.
ORG = "(SELECT current_setting('baken.organisatie')::bigint)"
VANDAAG = "(SELECT current_setting('baken.vandaag')::date)"


def _dossier(tabel: str, voorwaarde: str = "") -> str:
    """One look-up per row of a table by its own dossier; the policies of dossiers themselves say which are there."""
    return f"EXISTS (SELECT 1 FROM dossiers_dossier d WHERE d.id = {tabel}.dossier_id{voorwaarde})"  # noqa: S608  # names of our own tables


def _van_dossier(tabel: str) -> Rijbeveiliging:
    """Read with the dossier, written by its owner only."""
    return Rijbeveiliging(tabel, *lees_en_schrijf(_dossier(tabel), _dossier(tabel, f" AND d.organisatie_id = {ORG}")))


def _van_verstrekking(tabel: str) -> Rijbeveiliging:
    return Rijbeveiliging(
        tabel,
        Beleid("partij", f"EXISTS (SELECT 1 FROM dossiers_verstrekking v WHERE v.id = {tabel}.verstrekking_id)"),  # noqa: S608  # names of our own tables
    )


MEELEZER = (
    "id IN (SELECT t.dossier_id FROM dossiers_dossiertoegang t "  # noqa: S608  # names of our own tables
    f"WHERE t.organisatie_id = {ORG} AND NOT t.eigenaar AND t.geldig_van <= {VANDAAG} "
    f"AND (t.geldig_tot IS NULL OR t.geldig_tot > {VANDAAG}))"
)


class Migration(migrations.Migration):
    # After every migration that still looks at all rows, whichever app it is of.
    dependencies = [
        ("dossiers", "0011_ook_deel"),
        ("keten", "0004_rijbeveiliging"),
        ("organisaties", "0006_hulptekst_delen"),
        ("signalen", "0008_nummersoort_traject"),
        ("casussen", "0005_opschaling_leercasus"),
        ("zorg", "0003_comensha"),
    ]

    operations = [
        Rijbeveiliging(
            "dossiers_dossier",
            Beleid("eigen", f"organisatie_id = {ORG}"),
            Beleid("meelezer", MEELEZER, voor="SELECT"),
        ),
        # Never a word of the dossier itself here: its policy asks this table.
        Rijbeveiliging(
            "dossiers_dossiertoegang",
            *lees_en_schrijf(
                f"organisatie_id = {ORG} OR dossier_organisatie_id = {ORG}", f"dossier_organisatie_id = {ORG}"
            ),
        ),
        _van_dossier("dossiers_dossierlid"),
        _van_dossier("dossiers_betrokkene"),
        _van_dossier("dossiers_locatie"),
        _van_dossier("dossiers_toestemming"),
        _van_dossier("dossiers_avgcorrectie"),
        Rijbeveiliging("dossiers_zoekindex", Beleid("eigen", f"organisatie_id = {ORG}")),
        Rijbeveiliging("dossiers_noodtoegang", Beleid("eigen", f"organisatie_id = {ORG}")),
        Rijbeveiliging(
            "dossiers_verstrekking",
            Beleid("lezen", f"afzender_id = {ORG} OR ontvanger_id = {ORG}", voor="SELECT"),
            Beleid("toevoegen", f"afzender_id = {ORG}", voor="INSERT"),
            Beleid("wijzigen", f"afzender_id = {ORG} OR ontvanger_id = {ORG}", voor="UPDATE"),
            Beleid("verwijderen", f"afzender_id = {ORG}", voor="DELETE"),
        ),
        _van_verstrekking("dossiers_verstrekkingsbericht"),
        Rijbeveiliging("dossiers_avgverzoek", Beleid("eigen", f"organisatie_id = {ORG}")),
        Rijbeveiliging(
            "dossiers_avgbesluit",
            Beleid(
                "eigen",
                "EXISTS (SELECT 1 FROM dossiers_avgverzoek v WHERE v.id = dossiers_avgbesluit.verzoek_id)",
            ),
        ),
        # Whoever must do it, and the owner of the dossier that it was agreed on.
        Rijbeveiliging(
            "keten_actie",
            Beleid("eigen", f"organisatie_id = {ORG} OR " + _dossier("keten_actie", f" AND d.organisatie_id = {ORG}")),
        ),
    ]
