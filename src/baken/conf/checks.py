"""What must hold before Baken may start: production refuses what is only good enough to try things out.

Registered as Django system checks (`check`, `migrate`) and asked by wsgi.py at the start of every server process.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection

from baken.conf.beleid import onbeschermd

LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]", "::1", "testserver"})
KORTSTE_GEHEIM = 50
BIJ_START = "baken"  # the tag of every check that is asked before a server starts
_ROL = """
    SELECT rolsuper, rolbypassrls, EXISTS (
        SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p') AND c.relowner = r.oid
    ) FROM pg_roles r WHERE rolname = current_user
"""


def _fout(nr: int, zin: str) -> checks.Error:
    return checks.Error(zin, id=f"baken.E{nr:03}")


def _sleutelfouten() -> Iterator[checks.Error]:
    pad = Path(settings.BAKEN_SLEUTELBESTAND)
    if not pad.is_file():
        yield _fout(1, f"Het sleutelbestand {pad} bestaat niet. Zet BAKEN_SLEUTELBESTAND goed.")
    elif pad.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield _fout(2, f"Het sleutelbestand {pad} is leesbaar voor anderen. Geef het rechten 0600.")
    if (pad.parent / "demonstratie.sqlite3").exists():
        yield _fout(3, "De sleutels van de demonstratie mogen niet in productie. Gebruik een andere gegevensmap.")


def _productiefouten() -> Iterator[checks.Error]:
    if settings.DEBUG:
        yield _fout(4, "DEBUG staat aan. Dat mag niet in productie.")
    if settings.DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql":
        yield _fout(5, "Productie vraagt PostgreSQL. Zet BAKEN_DATABASE_URL.")
    if len(settings.SECRET_KEY) < KORTSTE_GEHEIM:
        yield _fout(6, f"BAKEN_GEHEIM ontbreekt of is korter dan {KORTSTE_GEHEIM} tekens.")
    if not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        yield _fout(7, "Productie vraagt een mailserver. Zet BAKEN_MAIL_URL.")
    if not set(settings.ALLOWED_HOSTS) - LOOPBACK or "*" in settings.ALLOWED_HOSTS:
        yield _fout(8, "Zet BAKEN_HOSTS op de naam waarop Baken te bereiken is.")
    if not all(adres.startswith("https://") for adres in settings.CSRF_TRUSTED_ORIGINS):
        yield _fout(9, "BAKEN_HERKOMST moet met https:// beginnen.")
    yield from _sleutelfouten()


def instellingen(app_configs: Any = None, **kwargs: Any) -> list[checks.CheckMessage]:
    """Return what is wrong with the settings."""
    if settings.PRODUCTIE:
        return list(_productiefouten())
    if set(settings.ALLOWED_HOSTS) - LOOPBACK:
        return [_fout(10, "De demonstratie is er alleen voor deze machine: laat BAKEN_HOSTS leeg.")]
    return []


def databaserol(
    app_configs: Any = None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """Return what is wrong with the database role: no superuser, no bypass of row security.

    That it owns no table is asked at the start of a server only (see `eis`): a migration runs as the owner.
    """
    if not settings.PRODUCTIE or not databases or connection.vendor != "postgresql":
        return []
    try:
        superuser, omzeilt, _eigenaar = _rol()
    except DatabaseError:
        return [_fout(11, "De database is niet bereikbaar.")]
    if superuser or omzeilt:
        return [_fout(12, "De databaserol is superuser of omzeilt de rijbeveiliging. Gebruik een gewone rol.")]
    return []


def _rol() -> tuple[bool, bool, bool]:
    """Return of the role that signed in: superuser, bypasses row security, owns a table."""
    with connection.cursor() as cursor:
        cursor.execute(_ROL)
        superuser, omzeilt, eigenaar = cursor.fetchone()
    return superuser, omzeilt, eigenaar


def rijbeveiliging() -> list[checks.CheckMessage]:
    """Return what stands in the way of row security where a server is about to start."""
    if not settings.PRODUCTIE or connection.vendor != "postgresql":
        return []
    fouten: list[checks.CheckMessage] = []
    if _rol()[2]:
        fouten.append(_fout(13, "De databaserol bezit tabellen. Laat servers werken als baken_toepassing."))
    if kaal := onbeschermd():
        fouten.append(_fout(14, f"Zonder rijbeveiliging: {', '.join(kaal)}. Voer ./baken migrate uit."))
    return fouten


def _databasefouten() -> list[checks.CheckMessage]:
    """Return what Django and the layers above find wrong with the database."""
    try:
        gevonden = [*checks.run_checks(tags=[checks.Tags.database], databases=["default"]), *rijbeveiliging()]
    except DatabaseError:
        return [_fout(11, "De database is niet bereikbaar.")]
    return [melding for melding in gevonden if melding.is_serious()]


def meld_aan() -> None:
    """Register the checks; once, at start."""
    checks.register(instellingen, BIJ_START)
    checks.register(databaserol, checks.Tags.database)


def eis() -> None:
    """Raise ImproperlyConfigured with every fault when Baken may not start.

    With good settings the registered checks on the database itself follow: a journaal without its triggers is one.
    """
    fouten = [*checks.run_checks(tags=[BIJ_START]), *databaserol(databases=["default"])] or _databasefouten()
    if fouten:
        raise ImproperlyConfigured("\n".join(str(fout.msg) for fout in fouten))
