"""Fixtures for every test.

`db` (pytest-django): a transaction that is rolled back; quick, the usual choice.
`schone_database`: a fresh copy of the migrated database; real commits, seen by threads and other processes.
Both hold the shipped facts and grondslagen: loading them takes longer than most tests.
`lege_database`: one without tables; `tests/gereedschap/oudevorm.py` gives it those of an older version.
`draaiende_server`: granian against that copy; `gedeelde_server`: one for a module that only looks.
`pagina`: a page of Chromium; `browser` for own contexts.

SQLite by default. PostgreSQL with BAKEN_DATABASE_URL, or with BAKEN_TEST_DATABASE=postgres on an own cluster.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from gereedschap.cluster import Cluster
from gereedschap.machine import chromium
from hypothesis import HealthCheck
from hypothesis import settings as hypothese
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django import DjangoDbBlocker

from baken.kern.versleuteling import maak_sleutelbestand, ververs_sleutelbos
from tests.cast import laad_feiten
from tests.gereedschap import databank, rol, sjabloon
from tests.gereedschap.server import DraaiendeServer
from tests.gereedschap.snel import maak_snel

CHROMIUM = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage")
DATABASEFIXTURES = {"db", "schone_database", "lege_database", "draaiende_server", "pagina"}
_afsluiten = contextlib.ExitStack()
# A busy machine is no failure: how long it takes to make an example says nothing about Baken.
hypothese.register_profile(
    "baken",
    hypothese.get_profile("ci" if os.environ.get("CI") else "default"),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
hypothese.load_profile("baken")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --lang: the long sets run only when asked."""
    parser.addoption("--lang", action="store_true", help="also run the long sets (marker `lang`)")


def pytest_configure(config: pytest.Config) -> None:
    """Choose the database and make a key file before anything is collected; the real data stays untouched."""
    config.option.importmode = "importlib"  # two folders may hold a test file of the same name
    map_ = Path(tempfile.mkdtemp(prefix="baken-toets-"))
    _afsluiten.callback(shutil.rmtree, map_, ignore_errors=True)
    if gedeeld := sjabloon.deel_map():
        _afsluiten.callback(shutil.rmtree, gedeeld, ignore_errors=True)
    settings.BAKEN_GEGEVENSMAP = map_
    settings.BAKEN_SLEUTELBESTAND = map_ / "sleutels.json"
    maak_sleutelbestand(settings.BAKEN_SLEUTELBESTAND)
    ververs_sleutelbos()
    maak_snel()
    if os.environ.get("BAKEN_TEST_DATABASE") == "postgres" and not os.environ.get("BAKEN_DATABASE_URL"):
        cluster = _afsluiten.enter_context(Cluster())
        os.environ["BAKEN_DATABASE_URL"] = cluster.adres  # xdist's processes inherit it: one cluster for all
    if adres := _adres():
        databank.kies_postgres(adres)
        rol.bezoek_als_toepassing()
    else:
        databank.kies_sqlite(map_)


def pytest_unconfigure() -> None:
    """Remove what the run made."""
    _afsluiten.close()


def _adres() -> str:
    """Return the address of the PostgreSQL database of the tests, or nothing on SQLite."""
    return os.environ.get("BAKEN_DATABASE_URL", "").strip()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what this run is not about, without counting it as skipped; refuse transaction=True."""
    for item in items:
        merk = item.get_closest_marker("django_db")
        if merk and (merk.kwargs.get("transaction") or (merk.args and merk.args[0])):
            raise pytest.UsageError(
                f"{item.nodeid}: flush fails on the append-only triggers; use the fixture schone_database"
            )
    houden = [item for item in items if _hoort_erbij(item, lang=config.getoption("--lang"))]
    if len(houden) < len(items):
        over = set(map(id, houden))
        config.hook.pytest_deselected(items=[item for item in items if id(item) not in over])
        items[:] = houden


def _hoort_erbij(item: pytest.Item, *, lang: bool) -> bool:
    """Tell whether a test belongs to this run: long sets on request, on PostgreSQL what uses the database."""
    if item.get_closest_marker("lang") and not lang:
        return False
    alleen_postgres = bool(item.get_closest_marker("postgres"))
    if not _adres():
        return not alleen_postgres
    namen = set(getattr(item, "fixturenames", ()))
    return alleen_postgres or bool(item.get_closest_marker("django_db")) or bool(namen & DATABASEFIXTURES)


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_modify_db_settings: None,  # gives every process of xdist its own name
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[None]:
    """Make the migrated database, also when no test of this run uses the fixture `db` (pytest-django would not)."""
    with django_db_blocker.unblock(), sjabloon.migrated(laad_feiten), django_db_blocker.block():
        yield


@pytest.fixture
def schone_database(
    django_db_setup: None,  # the template must exist
    django_db_blocker: DjangoDbBlocker,
    tmp_path: Path,
) -> Iterator[databank.Kopie]:
    """Give a fresh copy of the migrated database in which the test really commits."""
    with django_db_blocker.unblock(), databank.kopie(tmp_path, _adres()) as gemaakt:
        yield gemaakt


@pytest.fixture
def lege_database(
    django_db_setup: None,  # the process must have chosen its own database
    django_db_blocker: DjangoDbBlocker,
    tmp_path: Path,
) -> Iterator[databank.Kopie]:
    """Give a database without tables, for a test of migrations."""
    with django_db_blocker.unblock(), databank.kopie(tmp_path, _adres(), leeg=True) as gemaakt:
        yield gemaakt


def _server(kopie: databank.Kopie) -> DraaiendeServer:
    return DraaiendeServer({**kopie.omgeving, "BAKEN_SLEUTELBESTAND": str(settings.BAKEN_SLEUTELBESTAND)})


@pytest.fixture(scope="module")
def gedeelde_server(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[DraaiendeServer]:
    """Give one web server to all tests of a module that only look; its database is a fresh copy."""
    with (
        django_db_blocker.unblock(),
        databank.kopie(tmp_path_factory.mktemp("gedeeld"), _adres()) as gemaakt,
        contextlib.ExitStack() as stapel,
    ):
        server = _server(gemaakt)
        stapel.callback(server.stop)
        server.start()
        yield server


@pytest.fixture
def draaiende_server(schone_database: databank.Kopie) -> Iterator[DraaiendeServer]:
    """Give a web server on a free loopback port; the test sees the same database and the same keys."""
    server = _server(schone_database)
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give Chromium of the machine; a test without one is skipped with the reason."""
    pad = chromium()
    if pad is None:
        pytest.skip("geen Chromium op deze machine (zie ./baken test)")
    # Playwright keeps an event loop in this thread; Django would then refuse the ORM in the test itself.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as speler:
        gestart = speler.chromium.launch(executable_path=str(pad), args=list(CHROMIUM))
        yield gestart
        gestart.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def browsercontext(browser: Browser, draaiende_server: DraaiendeServer) -> Iterator[BrowserContext]:
    """Give a browser context of 1440 px at the running server."""
    nieuw = browser.new_context(
        base_url=draaiende_server.adres, viewport={"width": 1440, "height": 900}, locale="nl-NL"
    )
    yield nieuw
    nieuw.close()


@pytest.fixture
def pagina(browsercontext: BrowserContext) -> Page:
    """Give one page of that context."""
    return browsercontext.new_page()
