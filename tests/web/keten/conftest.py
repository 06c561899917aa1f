"""The cast of the page tests of shelter."""

import pytest
from tests.cast import Cast, maak_cast


@pytest.fixture
def cast(db: None) -> Cast:
    return maak_cast()
