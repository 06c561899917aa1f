"""The roles that `./baken rollen` makes: one owns, one works, one reports, one copies; and migrations as the owner."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import psycopg
import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, migrations, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState
from gereedschap.cluster import BEHEER, ROLLEN
from psycopg import errors
from pytest_django import DjangoDbBlocker
from pytest_django.fixtures import Settings

from baken.casussen.models import Casus
from baken.conf import checks
from baken.dossiers.models import Dossier
from baken.kern import klok
from baken.kern.rijbeveiliging import ZonderRijbeveiliging
from baken.organisaties.models import Medewerker, Organisatie
from baken.zorg.models import Plaatsing, Plek, Traject, Trajectbron, Voorziening

pytestmark = pytest.mark.postgres
WORTEL = Path(__file__).resolve().parents[2]
NAAM = f"rollen_{uuid4().hex[:8]}"
ROLLENLIJST = ("baken_eigenaar", "baken_migratie", "baken_toepassing", "baken_rapport", "baken_kopie")


def _verbind(rol: str, database: str = NAAM) -> psycopg.Connection[tuple[Any, ...]]:
    host = connection.settings_dict["HOST"]
    return psycopg.connect(host=host, user=rol, dbname=database, autocommit=True)


def _migreer(*argumenten: str) -> None:
    """Run `migrate` as an administrator does: in a process of its own, as the role for migrations."""
    adres = f"postgres://baken_migratie@/{NAAM}?host={quote(connection.settings_dict['HOST'], safe='')}"
    omgeving = {
        **{naam: waarde for naam, waarde in os.environ.items() if not naam.startswith("BAKEN_")},
        "PYTHONPATH": str(WORTEL / "src"),
        "DJANGO_SETTINGS_MODULE": "baken.conf.settings",
        "BAKEN_DATABASE_URL": adres,
    }
    opdracht = [sys.executable, "-m", "django", *argumenten]
    uit = subprocess.run(opdracht, env=omgeving, cwd=WORTEL, capture_output=True, text=True, check=False)
    assert uit.returncode == 0, uit.stderr[-2000:]


@contextmanager
def _django_als(rol: str, blocker: DjangoDbBlocker) -> Iterator[None]:
    """Let this process work in that database as one of the roles."""
    bron = dict(connection.settings_dict)
    with blocker.unblock():
        connection.close()
        connection.settings_dict.update(NAME=NAAM, USER=rol)
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict.update(bron)


@pytest.fixture(scope="module")
def ingericht(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """Give a database that was set up as docs/beheer.md says: the roles, migrate, the roles once more."""
    with django_db_blocker.unblock():
        rollen = ROLLEN.read_text(encoding="utf-8")
        with _verbind(BEHEER, "postgres") as verbinding:
            verbinding.execute(f"CREATE DATABASE {NAAM}")
        try:
            for stap in ("rollen", "migreer", "rollen"):
                if stap == "migreer":
                    _migreer("migrate", "--verbosity", "0")
                    continue
                with _verbind(BEHEER) as verbinding:
                    verbinding.execute(rollen)
            with _django_als(BEHEER, django_db_blocker):
                _vul()
            yield NAAM
        finally:
            with _verbind(BEHEER, "postgres") as verbinding:
                verbinding.execute(f"DROP DATABASE IF EXISTS {NAAM} WITH (FORCE)")


def _vul() -> None:
    """Two organisations with a dossier each."""
    for nummer in (1, 2):
        Organisatie.objects.create(pk=nummer, code=f"org-{nummer}", soort="gemeente", geldig_van=date(2020, 1, 1))
        Dossier.objects.create(id=uuid4(), soort="signaal", organisatie_id=nummer, aangemaakt_op=klok.nu())


@contextmanager
def _als(verbinding: psycopg.Connection[tuple[Any, ...]], organisatie: int) -> Iterator[None]:
    with verbinding.transaction():
        verbinding.execute(f"SET LOCAL baken.organisatie = '{organisatie}'")
        verbinding.execute("SET LOCAL baken.medewerker = '0'")
        verbinding.execute("SET LOCAL baken.vandaag = '2026-06-01'")
        yield


def _geweigerd(verbinding: psycopg.Connection[tuple[Any, ...]], *opdrachten: str) -> None:
    for opdracht in opdrachten:
        with pytest.raises(errors.InsufficientPrivilege):
            verbinding.execute(opdracht)


def test_the_script_is_what_the_command_prints(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("rollen")
    assert capsys.readouterr().out.strip() == ROLLEN.read_text(encoding="utf-8").strip()


def test_no_role_is_superuser_and_only_the_copy_passes_row_security(ingericht: str) -> None:
    with _verbind(BEHEER) as verbinding:
        rijen = verbinding.execute(
            "SELECT rolname, rolsuper, rolbypassrls, rolcanlogin, rolcreaterole, rolcreatedb FROM pg_roles "
            "WHERE rolname = ANY (%s)",
            [list(ROLLENLIJST)],
        ).fetchall()
    vlaggen = {rij[0]: rij[1:] for rij in rijen}
    gewoon = (False, False, True, False, False)
    assert vlaggen == {
        "baken_eigenaar": (False, False, False, False, False),
        "baken_migratie": gewoon,
        "baken_toepassing": gewoon,
        "baken_rapport": gewoon,
        "baken_kopie": (False, True, True, False, False),
    }


def test_the_owner_owns_every_table_and_nobody_signs_in_as_it(ingericht: str) -> None:
    with _verbind(BEHEER) as verbinding:
        eigenaars = verbinding.execute("SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'")
        assert eigenaars.fetchall() == [("baken_eigenaar",)]
    with pytest.raises(psycopg.OperationalError, match="not permitted to log in"):
        _verbind("baken_eigenaar")


def test_the_application_reads_and_writes_rows_and_makes_changes_or_empties_nothing(ingericht: str) -> None:
    with _verbind("baken_toepassing") as verbinding:
        with _als(verbinding, 1):
            eigen = verbinding.execute("SELECT organisatie_id FROM dossiers_dossier").fetchall()
            assert eigen == [(1,)]
            verbinding.execute("UPDATE dossiers_dossier SET afgeschermd = true")
        _geweigerd(
            verbinding,
            "CREATE TABLE iets (id int)",
            "ALTER TABLE dossiers_dossier DISABLE ROW LEVEL SECURITY",
            "DROP POLICY eigen ON dossiers_dossier",
            "TRUNCATE dossiers_dossier CASCADE",
            "SET ROLE baken_eigenaar",
            "ALTER TABLE kern_journaalregel DISABLE TRIGGER ALL",
        )
        with pytest.raises((errors.UndefinedObject, errors.InvalidTextRepresentation)):
            verbinding.execute("SELECT * FROM dossiers_dossier")
        verbinding.execute("INSERT INTO kern_ritme (naam) VALUES ('toets')")  # a sequence is of use too
    with _verbind(BEHEER) as verbinding:
        stand = verbinding.execute("SELECT organisatie_id, afgeschermd FROM dossiers_dossier ORDER BY 1").fetchall()
        assert stand == [(1, True), (2, False)]


def test_the_report_role_reads_nothing_on_a_person(ingericht: str) -> None:
    with _verbind("baken_rapport") as verbinding:
        assert verbinding.execute("SELECT count(*) FROM organisaties_organisatie").fetchone() == (2,)
        verbinding.execute("SELECT * FROM referentie_gemeente")
        _geweigerd(
            verbinding,
            *(
                f"SELECT * FROM {tabel}"
                for tabel in (
                    "dossiers_dossier",
                    "dossiers_betrokkene",
                    "signalen_signaal",
                    "casussen_casus",
                    "organisaties_medewerker",
                    "kern_journaalregel",
                    "django_session",
                )
            ),
            "UPDATE organisaties_organisatie SET naam = 'Y'",
        )


def test_the_copy_role_reads_everything_and_writes_nothing(ingericht: str) -> None:
    with _verbind("baken_kopie") as verbinding:
        assert verbinding.execute("SELECT count(*) FROM dossiers_dossier").fetchone() == (2,)
        _geweigerd(verbinding, "UPDATE dossiers_dossier SET afgeschermd = true", "DELETE FROM dossiers_dossier")


def test_the_owner_itself_is_held_to_the_policies(ingericht: str) -> None:
    with _verbind("baken_migratie") as verbinding:
        assert verbinding.execute("SELECT current_user").fetchone() == ("baken_eigenaar",)
        with pytest.raises((errors.UndefinedObject, errors.InvalidTextRepresentation)):
            verbinding.execute("SELECT * FROM dossiers_dossier")
        with _als(verbinding, 2):
            assert verbinding.execute("SELECT organisatie_id FROM dossiers_dossier").fetchall() == [(2,)]


def _scherm_alles_af(apps: Any, editor: Any) -> None:
    apps.get_model("dossiers", "Dossier").objects.update(afgeschermd=True)


def _stel_alles_open(apps: Any, editor: Any) -> None:
    apps.get_model("dossiers", "Dossier").objects.update(afgeschermd=False)


def test_a_data_migration_sees_every_row_only_when_it_says_so(
    ingericht: str, django_db_blocker: DjangoDbBlocker
) -> None:
    from django.apps import apps

    staat = ProjectState.from_apps(apps)
    werk = migrations.RunPython(_scherm_alles_af, _stel_alles_open)
    open_ = ZonderRijbeveiliging(["dossiers_dossier"], werk)

    def afgeschermd() -> list[tuple[Any, ...]]:
        with _verbind(BEHEER) as verbinding:
            return verbinding.execute("SELECT afgeschermd FROM dossiers_dossier ORDER BY organisatie_id").fetchall()

    with _django_als("baken_migratie", django_db_blocker):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.schema_editor() as editor:
            werk.database_forwards("dossiers", editor, staat, staat)
        with connection.schema_editor() as editor:
            open_.database_forwards("dossiers", editor, staat, staat)
        assert afgeschermd() == [(True,), (True,)]
        with connection.schema_editor() as editor:
            open_.database_backwards("dossiers", editor, staat, staat)
        assert afgeschermd() == [(False,), (False,)]
        with connection.cursor() as cursor:
            cursor.execute("SELECT relforcerowsecurity FROM pg_class WHERE relname = 'dossiers_dossier'")
            assert cursor.fetchone() == (True,), "it is forced again"


def test_the_policies_can_be_taken_back_and_made_again(ingericht: str) -> None:
    with _verbind(BEHEER) as verbinding:
        aantal = "SELECT count(*) FROM pg_policy"
        voor = verbinding.execute(aantal).fetchone()
        _migreer("migrate", "casussen", "0004", "--verbosity", "0")
        weg = verbinding.execute(aantal).fetchone()
        assert voor is not None and weg is not None
        assert weg[0] < voor[0]
        _migreer("migrate", "--verbosity", "0")
        assert verbinding.execute(aantal).fetchone() == voor


def _oude_casus(apps: Any) -> tuple[Any, Any, Any]:
    """Make a casus with a traject of each side, open to all colleagues as it was, and a stay; as the tables were."""
    nu = klok.nu()

    def dossier(soort: str, org: int = 1) -> Dossier:
        return Dossier.objects.create(id=uuid4(), soort=soort, organisatie_id=org, aangemaakt_op=nu)

    def traject(nummer: str, doelgroep: str, **velden: Any) -> Any:
        vast = {"organisatie_id": 1, "aangemeld_op": nu, "nummer": nummer, "doelgroep": doelgroep}
        return model("Traject").objects.create(dossier_id=dossier("traject").pk, **vast, **velden)

    def model(naam: str) -> Any:
        return apps.get_model("zorg", naam)

    casus = Casus.objects.create(dossier=dossier("casus"), organisatie_id=1, nummer="C-1", route="zorg", geopend_op=nu)
    slachtoffer = traject("T-1", "slachtoffer", casus_id=casus.pk)
    traject("T-2", "dader", casus_id=casus.pk)
    los = traject("T-3", "slachtoffer")
    huis = model("Voorziening").objects.create(
        organisatie_id=1, soort="OPV-REG", naam="Huis", geldig_van=date(2020, 1, 1)
    )
    plek = model("Plek").objects.create(voorziening=huis, code="1", geldig_van=date(2020, 1, 1))
    mens = Medewerker.objects.create(organisatie_id=1, username="verzonnen", naam="Verzonnen")
    stay = model("Plaatsing").objects.create(
        traject=slachtoffer,
        plek=plek,
        van=date(2026, 1, 1),
        tot=date(2026, 1, 3),
        gereserveerd_op=nu,
        gereserveerd_door_id=mens.pk,
    )
    return slachtoffer, los, stay


def test_the_migrations_of_zorg_work_on_rows_under_row_security(
    ingericht: str, django_db_blocker: DjangoDbBlocker
) -> None:
    oud = [("zorg", "0004_rijbeveiliging")]
    _migreer("migrate", "zorg", "0004", "--verbosity", "0")
    with _django_als(BEHEER, django_db_blocker):
        slachtoffer, los, stay = _oude_casus(MigrationExecutor(connection).loader.project_state(oud).apps)
    elders = uuid4()
    _migreer("migrate", "zorg", "0008", "--verbosity", "0")
    with _verbind(BEHEER) as verbinding:
        verbinding.execute("UPDATE zorg_traject SET uit_dossier = %s WHERE id = %s", [elders, los.pk])
        _migreer("migrate", "zorg", "0009", "--verbosity", "0")
        _migreer("migrate", "zorg", "0008", "--verbosity", "0")
        rijen = verbinding.execute("SELECT uit_dossier FROM zorg_traject WHERE uit_dossier IS NOT NULL").fetchall()
        assert rijen == [(elders,)], "back as well: what was remembered stands where it stood"
    _migreer("migrate", "--verbosity", "0")
    with _django_als(BEHEER, django_db_blocker):
        assert list(Trajectbron.objects.values_list("traject_id", "uit_dossier")) == [(los.pk, elders)]
        dossiers = Dossier.objects.filter(soort="traject", afgeschermd=True)
        assert set(dossiers.values_list("pk", flat=True)) == {slachtoffer.dossier_id}
        assert los.dossier_id != slachtoffer.dossier_id
        now = Plaatsing.objects.get(pk=stay.pk)
        assert (now.van, now.tot, now.ingekort_van, now.ingekort_voor_id) == (stay.van, stay.tot, None, None)
        assert Plek.objects.get().versie == 1
        for soort in (Plaatsing, Plek, Voorziening, Traject, Casus):
            soort._default_manager.all().delete()
        Dossier.objects.exclude(soort="signaal").delete()


@pytest.mark.parametrize(
    ("rol", "verwacht"),
    [("baken_toepassing", []), ("baken_migratie", ["baken.E013"]), ("baken_kopie", ["baken.E012"])],
)
def test_production_starts_as_the_application_role_only(
    ingericht: str, django_db_blocker: DjangoDbBlocker, settings: Settings, rol: str, verwacht: list[str]
) -> None:
    settings.PRODUCTIE = True
    with _django_als(rol, django_db_blocker):
        gevonden = [*checks.databaserol(databases=["default"]), *checks.rijbeveiliging()]
        assert [fout.id for fout in gevonden] == verwacht
