"""leescontext(): every read and write of dossiers runs inside it, so that row-level security can use it as is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import connection, transaction

from baken.kern import journaal
from baken.kern.fouten import NietGevondenError, NietToegestaanError
from baken.organisaties.besluit import Wie

P = ParamSpec("P")
R = TypeVar("R")
_actief: ContextVar[tuple[int, int] | None] = ContextVar("leescontext", default=None)


def _zet(organisatie_id: int, medewerker_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('baken.organisatie', %s, true), set_config('baken.medewerker', %s, true)",
            [str(organisatie_id), str(medewerker_id)],
        )


@contextmanager
def organisatiecontext(organisatie_id: int, medewerker_id: int = 0) -> Iterator[None]:
    """Set organisation and person for the database inside one transaction (SET LOCAL; nothing on SQLite).

    Inside another context the outer one is set again at the end: the receiver's refusal may bring
    the sender's signaal back, and then goes on as the receiver.
    """
    sleutel = (organisatie_id, medewerker_id)
    buiten = _actief.get()
    if buiten == sleutel:
        yield
        return
    merk = _actief.set(sleutel)
    try:
        if connection.vendor != "postgresql":
            yield
            return
        with transaction.atomic():
            _zet(organisatie_id, medewerker_id)
            yield
            if buiten is not None:
                _zet(*buiten)
    finally:
        _actief.reset(merk)


def leescontext(door: Wie) -> AbstractContextManager[None]:
    """Return the context manager in which `door` reads or writes dossiers."""
    return organisatiecontext(door.organisatie_id, door.medewerker_id)


def _noteer(door: Wie, naam: str, fout: NietToegestaanError | NietGevondenError) -> None:
    """Write the refusal in the actor's organisation. What is not there for somebody leaves no number in the line."""
    if isinstance(fout, NietToegestaanError):
        journaal.noteer_weigering(door.spoor(), naam, reden=fout.reden or str(fout.melding))
        fout.genoteerd = True
    else:
        journaal.noteer_weigering(door.spoor(), naam, reden="niet gevonden")


def lezing(functie: Callable[P, R]) -> Callable[P, R]:
    """Run a selector whose first argument is the person who asks inside leescontext; a refusal is a line."""

    @wraps(functie)
    def binnen(*args: P.args, **kwargs: P.kwargs) -> R:
        door = args[0]
        if not isinstance(door, Wie):
            raise TypeError("een selector begint met wie er vraagt")
        buitenste = _actief.get() is None
        try:
            with organisatiecontext(door.organisatie_id, door.medewerker_id):
                return functie(*args, **kwargs)
        except (NietToegestaanError, NietGevondenError) as fout:
            if buitenste:
                _noteer(door, functie.__name__, fout)
            raise

    return binnen


def handeling(naam: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Run a service (keyword `door`) in one transaction and context; a refusal is written after the rollback."""

    def maak(functie: Callable[P, R]) -> Callable[P, R]:
        @wraps(functie)
        def binnen(*args: P.args, **kwargs: P.kwargs) -> R:
            door = kwargs["door"]
            if not isinstance(door, Wie):
                raise TypeError("een handeling heeft iemand nodig die haar doet")
            buitenste = _actief.get() is None
            try:
                with transaction.atomic(), organisatiecontext(door.organisatie_id, door.medewerker_id):
                    return functie(*args, **kwargs)
            except (NietToegestaanError, NietGevondenError) as fout:
                if buitenste:
                    _noteer(door, naam, fout)
                raise

        return binnen

    return maak
