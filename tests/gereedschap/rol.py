"""The ordinary role of the database for everything of the product that a test starts from outside.

The tests sign in as a role that sees every row, to look behind row security. Services take the ordinary role inside
their context. What a page or a worker does outside any context would go unnoticed, so these work as the ordinary role
from begin to end: there the policies refuse whatever has no context.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from django.db import connection
from django.test.client import ClientHandler
from gereedschap.cluster import TOEPASSING
from psycopg.errors import InFailedSqlTransaction


@contextmanager
def als_toepassing() -> Iterator[None]:
    """Work as the ordinary role; nothing on SQLite. Its statements are no part of what a test counts."""
    if connection.vendor != "postgresql":
        yield
        return
    connection.ensure_connection()
    kaal = connection.connection
    kaal.execute(f"SET ROLE {TOEPASSING}")
    try:
        yield
    finally:
        if connection.connection is kaal and not kaal.closed:
            with contextlib.suppress(InFailedSqlTransaction):  # the page broke off: the test tells why
                kaal.execute("RESET ROLE")


def bezoek_als_toepassing() -> None:
    """Let Django's test client answer every request as the ordinary role."""
    gewoon = ClientHandler.__call__

    @wraps(gewoon)
    def bezoek(self: ClientHandler, environ: dict[str, Any]) -> Any:
        with als_toepassing():
            return gewoon(self, environ)

    ClientHandler.__call__ = bezoek  # type: ignore[method-assign]  # once, for the whole run on PostgreSQL
