"""The cast of the page tests of zorg."""

import pytest
from tests.cast import Cast, maak_cast, medewerker

from baken.organisaties.rollen import Rol


@pytest.fixture
def cast(db: None) -> Cast:
    """The cast, with a second coordinator at the same place."""
    gemaakt = maak_cast()
    gemaakt.mensen["zara"] = medewerker("zara", gemaakt.zorg, Rol.ZORGCOORDINATOR)
    return gemaakt
