"""The invented region, with work in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from baken.referentie import geheugen
from tests.browser.wereld import Wereld, maak_wereld


@pytest.fixture
def wereld(db: None) -> Iterator[Wereld]:
    """Give the region in the middle of its work."""
    geheugen.leeg()
    yield maak_wereld()
    geheugen.leeg()
