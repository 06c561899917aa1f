"""A Baken of its own, with the invented region, for what plays over HTTP."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from baken.opdrachten.rondleiding.opstelling import Opstelling, opgesteld


@pytest.fixture(scope="session")
def opstelling() -> Iterator[Opstelling]:
    """Give a running Baken on SQLite with a server and a worker."""
    with opgesteld() as gemaakt:
        yield gemaakt
