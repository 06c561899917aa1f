"""The invented region, with work in it."""

from __future__ import annotations

import pytest

from tests.browser.wereld import Wereld, maak_wereld


@pytest.fixture
def wereld(db: None) -> Wereld:
    """Give the region in the middle of its work."""
    return maak_wereld()
