"""A Baken of its own, with the invented region, for what plays over HTTP."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from baken.opdrachten.rondleiding.opstelling import Opstelling, opgesteld
from baken.referentie import geheugen


@pytest.fixture(autouse=True)
def leeg_geheugen() -> Iterator[None]:
    """Forget the gemeenten that a test invented: the database is rolled back, memory is not."""
    yield
    geheugen.leeg()


@pytest.fixture(scope="session")
def opstelling() -> Iterator[Opstelling]:
    """Give a running Baken on SQLite with a server and a worker."""
    with opgesteld() as gemaakt:
        yield gemaakt
