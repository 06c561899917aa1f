"""The context in which dossiers are read and written: what the row policies of PostgreSQL ask (ADR 12).

Outside a context the tables of dossiers cannot be read at all on PostgreSQL: the policies then raise an error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec, TypeVar
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from baken.dossiers.vrijetekst import VerraadtGeheimError, eis_niets_geheims
from baken.kern import journaal, klok
from baken.kern.fouten import NietGevondenError, NietToegestaanError
from baken.organisaties.besluit import Wie
from baken.organisaties.models import Organisatie

P = ParamSpec("P")
R = TypeVar("R")
NIEMAND = 0  # no organisation has this number


@dataclass(frozen=True)
class _Stand:
    """For whom the database works. codes (hexadecimal, commas) and inzending: what a visitor without account holds."""

    organisatie_id: int
    medewerker_id: int = 0
    codes: str = ""
    inzending: str = ""

    def instellingen(self) -> dict[str, str]:
        return {
            "baken.organisatie": str(self.organisatie_id),
            "baken.medewerker": str(self.medewerker_id),
            "baken.vandaag": klok.vandaag().isoformat(),
            "baken.codes": self.codes,
            "baken.inzending": self.inzending,
        }


_LEEG = dict.fromkeys(_Stand(NIEMAND).instellingen(), "")
_actief: ContextVar[_Stand | None] = ContextVar("leescontext", default=None)


def _zet(stand: _Stand | None, rol: str) -> str:
    """Set everything until the end of the transaction, in one statement. Returns the role there was before.

    rol: empty leaves the role as it is.
    """
    waarden = stand.instellingen() if stand else dict(_LEEG)
    if rol:
        waarden["role"] = rol
    zetten = ", ".join(["set_config(%s, %s, true)"] * len(waarden))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT current_setting('role'), {zetten}", [deel for paar in waarden.items() for deel in paar])
        return str(cursor.fetchone()[0])


@contextmanager
def _in(stand: _Stand, *, geheel: bool = False) -> Iterator[None]:
    """Work as this stand: on PostgreSQL in one transaction, elsewhere only when it must be all or nothing (geheel).

    Inside another context the outer one is set again at the end: the receiver's refusal may bring the sender's
    signaal back, and then goes on as the receiver. Inside a transaction without context, there is none afterwards.
    """
    buiten = _actief.get()
    zelf = transaction.atomic() if geheel else nullcontext()
    if buiten == stand:
        with zelf:
            yield
        return
    merk = _actief.set(stand)
    try:
        if connection.vendor != "postgresql":
            with zelf:
                yield
            return
        genest = connection.in_atomic_block
        with transaction.atomic():
            rol = _zet(stand, settings.BAKEN_DATABASE_ROL)
            yield
            if genest:
                _zet(buiten, rol if settings.BAKEN_DATABASE_ROL else "")
    finally:
        _actief.reset(merk)


def organisatiecontext(organisatie_id: int, medewerker_id: int = 0) -> AbstractContextManager[None]:
    """Set organisation and person for the database inside one transaction (SET LOCAL; nothing on SQLite)."""
    return _in(_Stand(organisatie_id, medewerker_id))


def sleutelcontext(*, codes: Iterable[bytes] = (), inzending: UUID | None = None) -> AbstractContextManager[None]:
    """Look as a visitor who is nobody, and who holds a receipt code (its indexes) or the id of a submission.

    It opens the one row of that receipt, or the one signaal of that submission, whichever organisation it is of.
    """
    return _in(_Stand(NIEMAND, 0, ",".join(code.hex() for code in codes), str(inzending or "")))


def leescontext(door: Wie) -> AbstractContextManager[None]:
    """Return the context manager in which `door` reads or writes dossiers."""
    return organisatiecontext(door.organisatie_id, door.medewerker_id)


def omgangen() -> list[int]:
    """Return the organisations that work for all of them goes round, each in its own context.

    On SQLite one round as nobody: there a context hides nothing, so every row would be found once per organisation.
    """
    if connection.vendor != "postgresql":
        return [NIEMAND]
    return list(Organisatie.objects.order_by("pk").values_list("pk", flat=True))


def _noteer(door: Wie, naam: str, fout: NietToegestaanError | NietGevondenError | VerraadtGeheimError) -> None:
    """Write the refusal in the actor's organisation. What is not there for somebody leaves no number in the line."""
    if isinstance(fout, VerraadtGeheimError):
        journaal.noteer_weigering(door.spoor(), naam, reden="geheim in tekst")
    elif isinstance(fout, NietToegestaanError):
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


def handeling(naam: str, *, verhaal: bool = False) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Run a service (keyword `door`) in one transaction and context; a refusal is written after the rollback.

    What is written may give nothing secret away (vrijetekst). verhaal: it may, for it is what a reporter tells, which
    is never refused, or the secret itself where it is kept.
    """

    def maak(functie: Callable[P, R]) -> Callable[P, R]:
        @wraps(functie)
        def binnen(*args: P.args, **kwargs: P.kwargs) -> R:
            door = kwargs["door"]
            if not isinstance(door, Wie):
                raise TypeError("een handeling heeft iemand nodig die haar doet")
            buitenste = _actief.get() is None
            try:
                with _in(_Stand(door.organisatie_id, door.medewerker_id), geheel=True):
                    uit = functie(*args, **kwargs)
                    if not verhaal:
                        rest = {naam: waarde for naam, waarde in kwargs.items() if naam != "door"}
                        eis_niets_geheims(door.organisatie_id, {"": args, **rest})
                    return uit
            except (NietToegestaanError, NietGevondenError, VerraadtGeheimError) as fout:
                if buitenste:
                    _noteer(door, naam, fout)
                raise

        return binnen

    return maak
