"""No table is forgotten: each has row security, FORCE and a policy for every command, or a reason why not."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.conf import LazySettings
from django.db import connection

from baken.conf import checks
from baken.conf.beleid import ZONDER_BELEID, onbeschermd, tabellen
from baken.kern.rijbeveiliging import controleer_rijbeveiliging
from tests.rijbeveiliging.hulp import ZIEN, beschermde_labels

pytestmark = pytest.mark.postgres


def _voer_uit(*opdrachten: str) -> None:
    with connection.cursor() as cursor:
        for opdracht in opdrachten:
            cursor.execute(opdracht)


def test_every_table_has_row_security_or_a_reason(db: None) -> None:
    assert onbeschermd() == [], "give it policies in the last migration of its app (kern.rijbeveiliging), see ADR 12"


def test_every_reason_is_of_a_table_that_exists_and_has_no_policy(db: None) -> None:
    beschermd = tabellen()
    assert [tabel for tabel in ZONDER_BELEID if beschermd.get(tabel, True)] == []
    assert all(ZONDER_BELEID.values())


def test_every_protected_model_says_here_whose_its_rows_are() -> None:
    assert sorted(ZIEN) == beschermde_labels(), "add it to ZIEN in hulp.py: the other tests then look at its rows"


def test_a_table_that_somebody_adds_without_policies_is_found(db: None, settings: LazySettings) -> None:
    _voer_uit("CREATE TABLE dossiers_vergeten (id bigint)")
    assert onbeschermd() == ["dossiers_vergeten"]
    settings.PRODUCTIE = True
    assert "baken.E014" in [fout.id for fout in checks.rijbeveiliging()]
    _voer_uit(
        "ALTER TABLE dossiers_vergeten ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY",
        "CREATE POLICY lezen ON dossiers_vergeten FOR SELECT USING (true)",
    )
    assert onbeschermd() == ["dossiers_vergeten"], "reading is covered, writing is not"


@pytest.mark.parametrize("woord", ["DISABLE", "NO FORCE"])
def test_row_security_that_was_switched_off_is_found(db: None, woord: str) -> None:
    assert controleer_rijbeveiliging(databases=["default"]) == []
    _voer_uit(f"ALTER TABLE dossiers_betrokkene {woord} ROW LEVEL SECURITY")
    (fout,) = controleer_rijbeveiliging(databases=["default"])
    assert fout.id == "kern.E002"
    assert "dossiers_betrokkene" in fout.msg


def test_no_policy_asks_a_setting_in_a_way_that_gives_nothing_where_it_is_missing(db: None) -> None:
    """What a visitor without account holds may be missing; organisation, person and day may not."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename, policyname, coalesce(qual, '') || coalesce(with_check, '') FROM pg_policies")
        stil = [
            (tabel, naam)
            for tabel, naam, tekst in cursor.fetchall()
            for wat in ("organisatie", "medewerker", "vandaag")
            if f"'baken.{wat}'::text, true" in tekst
        ]
    assert stil == []


def test_every_model_of_baken_has_a_table_that_was_looked_at(db: None) -> None:
    bekend = tabellen()
    assert [m._meta.label for m in apps.get_models() if m._meta.db_table not in bekend] == []
