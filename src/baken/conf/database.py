"""Turn BAKEN_DATABASE_URL into Django's DATABASES entry: PostgreSQL with a pool, or SQLite with WAL."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def sqlite(bestand: Path) -> dict[str, Any]:
    """Return SQLite settings: WAL, IMMEDIATE and synchronous FULL (an acknowledged signaal is on disk)."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(bestand),
        "CONN_MAX_AGE": None,  # closing after each request would force a checkpoint of the WAL each time
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;PRAGMA cache_size=-20000;"
            ),
        },
    }


def postgres(url: str) -> dict[str, Any]:
    """Return PostgreSQL settings for postgres://user:password@host:port/name (host may be ?host=/socket/dir)."""
    delen = urlsplit(url)
    if delen.scheme not in {"postgres", "postgresql"} or not delen.path.strip("/"):
        raise ImproperlyConfigured("BAKEN_DATABASE_URL moet beginnen met postgres:// en een databasenaam noemen.")
    vraag = {naam: waarden[-1] for naam, waarden in parse_qs(delen.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(delen.path.strip("/")),
        "USER": unquote(delen.username or ""),
        "PASSWORD": unquote(delen.password or ""),
        "HOST": vraag.get("host", delen.hostname or ""),
        "PORT": str(delen.port or ""),
        "OPTIONS": {
            "pool": {"min_size": 1, "max_size": 8, "timeout": 5},
            # Row policies lift the estimated cost of a short list so far that it would be compiled: 300 times slower.
            "options": "-c statement_timeout=15000 -c lock_timeout=5000 -c jit=off",
        },
    }


def database(url: str, gegevensmap: Path, naam: str) -> dict[str, Any]:
    """Return the default database: PostgreSQL when a URL is given, else SQLite file `naam` in gegevensmap."""
    return postgres(url) if url else sqlite(gegevensmap / naam)
