"""What the tests of reporting share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker
from tests.cast import Cast, maak_cast
from tests.web.melden.hulp import Melder


@pytest.fixture(scope="module")
def regio(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Cast]:
    """Make the invented region once for a module; each test still rolls back its own changes."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield maak_cast()
        transaction.set_rollback(True)


@pytest.fixture
def cast(regio: Cast, db: None) -> Cast:
    """Give the invented region."""
    return regio


@pytest.fixture
def melder(cast: Cast, client: Client) -> Melder:
    """Give a professional who opened the public form of Voorbeeldstad."""
    return Melder(client).open()
