"""Let people act at the same moment, in an order that is always the same (PostgreSQL, with `schone_database`)."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from functools import partial

from django.db import DatabaseError, connection, transaction

from baken.kern.fouten import BakenError

LANGST = 30.0  # seconds


def _doe(uitslag: list[str], nummer: int, daad: Callable[[], object]) -> None:
    try:
        daad()
        uitslag[nummer] = "gelukt"
    except (BakenError, DatabaseError) as fout:
        uitslag[nummer] = type(fout).__name__
    finally:
        connection.close()


def _staat_stil(draad: threading.Thread, aantal: int) -> None:
    """Wait until a thread is done, or until so many connections wait for a lock."""
    einde = time.monotonic() + LANGST
    while draad.is_alive():
        assert time.monotonic() < einde, "neither done nor waiting"
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0] >= aantal:
                return
        time.sleep(0.02)


def terwijl_vast(houd: Callable[[], object], daden: Sequence[Callable[[], object]]) -> list[str]:
    """Begin each act after the one before it waits or is done, while what `houd` did holds them; then undo that.

    Returns per act "gelukt" or the name of its error. Two that wait for each other are an OperationalError.
    """
    uitslag = [""] * len(daden)
    draden: list[threading.Thread] = []
    with transaction.atomic():
        houd()
        for nummer, daad in enumerate(daden):
            draden.append(threading.Thread(target=partial(_doe, uitslag, nummer, daad)))
            draden[-1].start()
            _staat_stil(draden[-1], sum(d.is_alive() for d in draden))
        transaction.set_rollback(True)
    for draad in draden:
        draad.join(LANGST)
    return uitslag
