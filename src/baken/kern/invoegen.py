"""Insert rows that are complete, in one statement, for the few acts where every millisecond counts.

`QuerySet.create` and `bulk_create` build and compile their SQL anew for each row; here the statement of a model
is made once. The values go through the model's own fields, so they are the same on every database.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models


@dataclass(frozen=True, slots=True)
class _Opdracht:
    """The INSERT of a model: its head, the placeholders of one row, the fields in that order, what comes back."""

    kop: str
    plaats: str
    velden: tuple[models.Field[Any, Any], ...]
    terug: str


@lru_cache(maxsize=64)
def _opdracht(model: type[models.Model], met_sleutel: bool) -> _Opdracht:
    naam = connections[DEFAULT_DB_ALIAS].ops.quote_name
    velden = tuple(f for f in model._meta.local_concrete_fields if met_sleutel or not f.primary_key)
    kolommen = ", ".join(naam(f.column or "") for f in velden)
    sleutel = model._meta.pk
    terug = "" if met_sleutel or sleutel is None else f" RETURNING {naam(sleutel.column or '')}"
    kop = f"INSERT INTO {naam(model._meta.db_table)} ({kolommen}) VALUES "  # noqa: S608  # names of our own model only
    return _Opdracht(kop, f"({', '.join(['%s'] * len(velden))})", velden, terug)


def voeg_in(rijen: Sequence[models.Model]) -> None:
    """Insert rows of one model in one INSERT, inside the caller's transaction; nothing for no rows.

    A primary key that the database makes is read back for a single row only: the order of RETURNING is not
    promised for more. Raises what the database raises (IntegrityError, DataError).
    """
    if not rijen:
        return
    db = connections[DEFAULT_DB_ALIAS]  # the connection itself: through django.db.connection each use costs a lookup
    opdracht = _opdracht(type(rijen[0]), rijen[0].pk is not None)
    waarden = [f.get_db_prep_save(f.pre_save(rij, add=True), db) for rij in rijen for f in opdracht.velden]
    terug = opdracht.terug if len(rijen) == 1 else ""
    with db.cursor() as cursor:
        cursor.execute(opdracht.kop + ", ".join([opdracht.plaats] * len(rijen)) + terug, waarden)
        if terug:
            (rijen[0].pk,) = cursor.fetchone()
    for rij in rijen:
        rij._state.adding, rij._state.db = False, DEFAULT_DB_ALIAS
