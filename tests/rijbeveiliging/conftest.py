"""The region of these tests: everything was done in it once."""

from __future__ import annotations

import pytest

from tests.browser.wereld import Wereld, maak_wereld


@pytest.fixture
def wereld(db: None) -> Wereld:
    return maak_wereld()
