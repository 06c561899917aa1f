"""Make the same region again as quickly as its rows can be written.

The first time it is made by the services, as always; the rows that came with it are kept. The next test in this
process gets those rows, and a copy of what was returned. Only where the database held nothing of them yet.
"""

from __future__ import annotations

import contextlib
import copy
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import IntegrityError, connection, transaction

from baken.kern import klok
from tests.gereedschap import sjabloon

_nummer = itertools.count(1)
VERS = timedelta(minutes=2)  # older rows would say that all of it happened long ago
NUMMER = "_opname"  # where what was made says from which recording it is
P = ParamSpec("P")
T = TypeVar("T")
Rijen = dict[str, dict[tuple[Any, ...], tuple[Any, ...]]]  # table -> row as it can be compared -> row


@dataclass(frozen=True)
class Opname:
    """What was returned, the rows that came with it as an insert per table, and when."""

    uitkomst: Any
    rijen: tuple[tuple[str, list[tuple[Any, ...]]], ...]
    moment: datetime
    op: tuple[int, ...]  # the numbers of the recordings on which this one stands

    def geldt_nog(self) -> bool:
        """Tell whether it could have been made now: also not when a test stopped the clock."""
        nu = klok.nu()
        zelfde_dag = nu.astimezone(klok.TIJDZONE).date() == self.moment.astimezone(klok.TIJDZONE).date()
        return zelfde_dag and timedelta(0) <= nu - self.moment < VERS


def herhaalbaar(maak: Callable[P, T]) -> Callable[P, T]:
    """Decorate what fills an empty region: it is made once, and then written again.

    Also for a fixture that goes on from what such functions made, its arguments (which it leaves as they are).
    """
    opnamen: dict[bool, Opname] = {}

    @wraps(maak)
    def doe(*grond: P.args, **namen: P.kwargs) -> T:
        op = tuple(getattr(deel, NUMMER, 0) for deel in (*grond, *namen.values()))
        if not all(op) or not _mag():
            return maak(*grond, **namen)
        soort = connection.in_atomic_block  # what runs on commit leaves rows of its own
        opname = opnamen.get(soort)
        if opname is None or opname.op != op or not opname.geldt_nog():
            uitkomst, nieuw = _neem_op(lambda: maak(*grond, **namen), op)
            if nieuw:
                opnamen[soort] = nieuw
            return uitkomst
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                for opdracht, rijen in opname.rijen:
                    cursor.executemany(opdracht, rijen)
        except IntegrityError:  # the test made something of it already
            return maak(*grond, **namen)
        uit: T = copy.deepcopy(opname.uitkomst)
        return uit

    return doe


def _mag() -> bool:
    """On PostgreSQL only in the database whose counters went on when the rows were made: not in copies of it."""
    return connection.vendor != "postgresql" or (
        connection.in_atomic_block and connection.settings_dict["NAME"] == sjabloon.eigen
    )


def _neem_op(maak: Callable[[], T], op: tuple[int, ...]) -> tuple[T, Opname | None]:
    """Make it. Returns what was made, and the rows; no rows when something that stood there was changed."""
    voor = _stand()
    uitkomst = maak()
    na = _stand()
    if any(set(rijen) - set(na[tabel]) for tabel, rijen in voor.items()):
        return uitkomst, None
    nieuw = {tabel: [rij for kop, rij in rijen.items() if kop not in voor[tabel]] for tabel, rijen in na.items()}
    opdrachten = tuple((_invoegen(tabel), rijen) for tabel, rijen in nieuw.items() if rijen)
    with contextlib.suppress(AttributeError):
        setattr(uitkomst, NUMMER, next(_nummer))
    return uitkomst, Opname(copy.deepcopy(uitkomst), opdrachten, klok.nu(), op)


def _kolommen() -> Iterator[tuple[str, list[str]]]:
    with connection.cursor() as cursor:
        for tabel in connection.introspection.table_names(cursor):
            yield tabel, [k.name for k in connection.introspection.get_table_description(cursor, tabel)]


def _stand() -> Rijen:
    """Every row of every table, in the values of the database itself."""
    stand: Rijen = {}
    for tabel, kolommen in _indeling().items():
        namen = ", ".join(f"+{k}" if connection.vendor == "sqlite" else k for k in map(_naam, kolommen))
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {namen} FROM {_naam(tabel)}")
            stand[tabel] = {tuple(map(_vergelijkbaar, rij)): tuple(rij) for rij in cursor.fetchall()}
    return stand


_bekend: dict[str, list[str]] = {}


def _indeling() -> dict[str, list[str]]:
    """Tables with their columns; no test that uses this changes them."""
    if not _bekend:
        _bekend.update(_kolommen())
    return _bekend


def _vergelijkbaar(waarde: Any) -> Any:
    if isinstance(waarde, memoryview):
        return bytes(waarde)
    return repr(waarde) if isinstance(waarde, (list, dict)) else waarde


def _invoegen(tabel: str) -> str:
    kolommen = _indeling()[tabel]
    plaatsen = ", ".join(["%s"] * len(kolommen))
    return f"INSERT INTO {_naam(tabel)} ({', '.join(map(_naam, kolommen))}) VALUES ({plaatsen})"


def _naam(naam: str) -> str:
    return connection.ops.quote_name(naam)
