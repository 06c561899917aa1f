"""Production refuses what is only good enough to try things out; passwords and headers are set well."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.hashers import make_password
from pytest_django.fixtures import Settings

from baken.conf import checks
from baken.kern.versleuteling import maak_sleutelbestand

WORTEL = Path(__file__).resolve().parents[2]
GOED = {
    "BAKEN_OMGEVING": "productie",
    "BAKEN_DATABASE_URL": "postgres://baken:geheim@127.0.0.1:1/baken",
    "BAKEN_GEHEIM": "".join(chr(97 + i % 26) + str(i % 10) for i in range(40)),
    "BAKEN_MAIL_URL": "smtps://baken:geheim@mail.example:465",
    "BAKEN_HOSTS": "baken.gemeente.example",
    "BAKEN_HERKOMST": "https://baken.gemeente.example",
}


def _vraag(map_: Path, code: str, **anders: str) -> subprocess.CompletedProcess[str]:
    """Run Python with production settings; the environment of this test run does not leak in."""
    pad = map_ / "sleutels.json"
    if not pad.exists():
        maak_sleutelbestand(pad)
    basis = {n: w for n, w in os.environ.items() if not n.startswith("BAKEN_")}
    omgeving = {
        **basis,
        "PYTHONPATH": str(WORTEL / "src"),
        "DJANGO_SETTINGS_MODULE": "baken.conf.settings",
        "BAKEN_GEGEVENSMAP": str(map_),
        **GOED,
        **anders,
    }
    return subprocess.run(
        [sys.executable, "-c", code], env=omgeving, cwd=WORTEL, capture_output=True, text=True, timeout=120, check=False
    )


CONTROLEER = (
    "import django; django.setup();"
    "from baken.conf.checks import instellingen; import json; print(json.dumps([f.id for f in instellingen()]))"
)


def test_good_production_settings_pass_every_deploy_check(tmp_path: Path) -> None:
    code = (
        "import django; django.setup();"
        "from django.core.management import call_command; call_command('check', deploy=True, fail_level='WARNING')"
    )
    uitkomst = _vraag(tmp_path, code)
    assert uitkomst.returncode == 0, uitkomst.stderr


def test_production_refuses_each_missing_or_weak_setting(tmp_path: Path) -> None:
    uitkomst = _vraag(
        tmp_path,
        CONTROLEER,
        BAKEN_DATABASE_URL="",
        BAKEN_GEHEIM="kort",
        BAKEN_MAIL_URL="",
        BAKEN_HOSTS="",
        BAKEN_HERKOMST="http://baken.gemeente.example",
        BAKEN_SLEUTELBESTAND="/bestaat/niet.json",
    )
    nummers = (5, 6, 7, 8, 9, 1)
    assert json.loads(uitkomst.stdout.splitlines()[-1]) == [f"baken.E{nr:03}" for nr in nummers], uitkomst.stderr


def test_production_refuses_a_key_file_that_others_can_read(tmp_path: Path) -> None:
    maak_sleutelbestand(tmp_path / "sleutels.json")
    (tmp_path / "sleutels.json").chmod(0o644)
    assert "baken.E002" in _vraag(tmp_path, CONTROLEER).stdout


def test_the_demonstration_can_never_become_production(tmp_path: Path) -> None:
    (tmp_path / "demonstratie.sqlite3").touch()
    uitkomst = _vraag(tmp_path, CONTROLEER, BAKEN_DATABASE_URL="")
    assert json.loads(uitkomst.stdout.splitlines()[-1]) == ["baken.E005", "baken.E003"]


def test_a_server_process_does_not_start_with_a_fault(tmp_path: Path) -> None:
    uitkomst = _vraag(tmp_path, "import baken.web.wsgi", BAKEN_MAIL_URL="")
    assert uitkomst.returncode != 0
    assert "Zet BAKEN_MAIL_URL" in uitkomst.stderr


def test_debug_is_refused_in_production(settings: Settings) -> None:
    settings.PRODUCTIE = True
    settings.DEBUG = True
    assert "baken.E004" in [fout.id for fout in checks.instellingen()]


def test_the_demonstration_answers_to_this_machine_only(settings: Settings) -> None:
    assert checks.instellingen() == []
    settings.ALLOWED_HOSTS = ["baken.gemeente.example"]
    assert [fout.id for fout in checks.instellingen()] == ["baken.E010"]


@pytest.mark.postgres
def test_production_refuses_a_superuser_of_the_database(db: None, settings: Settings) -> None:
    from django.db import connection

    settings.PRODUCTIE = True
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        (te_machtig,) = cursor.fetchone()
    gevonden = [fout.id for fout in checks.databaserol(databases=["default"])]
    assert gevonden == (["baken.E012"] if te_machtig else [])


def test_passwords_are_kept_with_scrypt() -> None:
    assert make_password("een lange zin als wachtwoord").startswith("scrypt$")


def test_production_cookies_are_host_bound_and_secure(tmp_path: Path) -> None:
    code = (
        "import django; django.setup(); from django.conf import settings as s; import json;"
        "print(json.dumps([s.SESSION_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY,"
        "s.SESSION_COOKIE_SAMESITE, s.SECURE_HSTS_SECONDS >= 31536000, s.CSRF_USE_SESSIONS, s.DEBUG]))"
    )
    uitkomst = _vraag(tmp_path, code)
    gevonden = json.loads(uitkomst.stdout.splitlines()[-1])
    assert gevonden == ["__Host-baken", True, True, "Lax", True, True, False]


def test_nothing_is_debugged_here() -> None:
    assert django_settings.DEBUG is False
