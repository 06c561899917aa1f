"""The region of these tests."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from tests.browser.wereld import Wereld, maak_wereld
from tests.gereedschap import databank
from tests.rijbeveiliging.hulp import Gespeeld, speel_alles


@pytest.fixture
def wereld(db: None) -> Wereld:
    """Give the region in the middle of its work."""
    return maak_wereld()


@pytest.fixture(scope="module")
def gespeeld(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Gespeeld]:
    """Give the region in which everything was done once, to all tests of a module that only look."""
    adres = os.environ["BAKEN_DATABASE_URL"]
    with django_db_blocker.unblock(), databank.kopie(tmp_path_factory.mktemp("gespeeld"), adres):
        wereld = maak_wereld()
        yield Gespeeld(wereld, dict(speel_alles(wereld)))
