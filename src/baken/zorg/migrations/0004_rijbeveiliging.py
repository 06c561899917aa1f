"""Row security on the tables of zorg."""

from django.db import migrations

from baken.kern.rijbeveiliging import Beleid, Rijbeveiliging, lees_en_schrijf

ORG = "(SELECT current_setting('baken.organisatie')::bigint)"
EIGEN = f"organisatie_id = {ORG}"


def _eigen(tabel: str) -> Rijbeveiliging:
    return Rijbeveiliging(tabel, Beleid("eigen", EIGEN))


def _van(tabel: str, boven: str, kolom: str) -> Rijbeveiliging:
    """Read and written with the row it belongs to, which the own organisation must have."""
    voorwaarde = f"EXISTS (SELECT 1 FROM {boven} b WHERE b.id = {tabel}.{kolom} AND b.{EIGEN})"  # noqa: S608  # names of our own tables
    return Rijbeveiliging(tabel, Beleid("eigen", voorwaarde))


class Migration(migrations.Migration):
    dependencies = [
        ("zorg", "0003_comensha"),
        ("dossiers", "0012_rijbeveiliging"),
    ]

    operations = [
        # Who reads along in the dossier sees number and state of the traject.
        Rijbeveiliging(
            "zorg_traject",
            *lees_en_schrijf(
                f"{EIGEN} OR EXISTS (SELECT 1 FROM dossiers_dossier d WHERE d.id = zorg_traject.dossier_id)",  # noqa: S608  # names of our own tables
                EIGEN,
            ),
        ),
        _van("zorg_trajectstuk", "zorg_traject", "traject_id"),
        _van("zorg_zorgdoel", "zorg_traject", "traject_id"),
        _van("zorg_bedenktijd", "zorg_traject", "traject_id"),
        _van("zorg_overdracht", "zorg_traject", "traject_id"),
        _van("zorg_plaatsing", "zorg_traject", "traject_id"),
        _van("zorg_wachtplek", "zorg_traject", "traject_id"),
        _eigen("zorg_voorziening"),
        _van("zorg_plek", "zorg_voorziening", "voorziening_id"),
        _van("zorg_kwaliteitscheck", "zorg_voorziening", "voorziening_id"),
        Rijbeveiliging(
            "zorg_nacht",
            Beleid("plek", "EXISTS (SELECT 1 FROM zorg_plek p WHERE p.id = zorg_nacht.plek_id)"),
        ),
        # What the region may read: yes, no or unknown. Only its keeper writes it.
        Rijbeveiliging("zorg_aanbodstand", *lees_en_schrijf("true", EIGEN)),
        _eigen("zorg_zorgpunt"),
        _eigen("zorg_adviesgesprek"),
        _eigen("zorg_registratie"),
        _eigen("zorg_registratiesleutel"),
        _eigen("zorg_hulpvraag"),
    ]
