"""The numbers people say: one series per organisation, kind and year, so that a number tells nothing of others."""

from __future__ import annotations

from datetime import date

from django.db import connection

from baken.signalen.models import Nummerreeks, Nummersoort


def volgend_nummer(organisatie_id: int, soort: Nummersoort, dag: date) -> str:
    """Give the next number of a kind in the year of a day, in one statement that locks its row."""
    tabel = Nummerreeks._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {tabel} (organisatie_id, soort, jaar, laatste) VALUES (%s, %s, %s, 1) "  # noqa: S608  # table name of our own model
            "ON CONFLICT (organisatie_id, soort, jaar) "
            f"DO UPDATE SET laatste = {tabel}.laatste + 1 RETURNING laatste",
            [organisatie_id, str(soort), dag.year],
        )
        rij = cursor.fetchone()
    return f"{soort}-{dag.year}-{rij[0]:04d}"


def houd_reeks_vast(organisatie_id: int, soort: Nummersoort, dag: date) -> None:
    """Lock a series as `volgend_nummer` does, and give no number; for the rest of the caller's transaction."""
    tabel = Nummerreeks._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {tabel} (organisatie_id, soort, jaar, laatste) VALUES (%s, %s, %s, 0) "  # noqa: S608  # table name of our own model
            f"ON CONFLICT (organisatie_id, soort, jaar) DO UPDATE SET laatste = {tabel}.laatste",
            [organisatie_id, str(soort), dag.year],
        )
