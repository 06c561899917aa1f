"""Background tasks: a thin layer over django-tasks and django-tasks-db.

Arguments are ids only, and so is what a task returns; what went wrong is kept as kind and place, never as
text, because the text of an exception may hold personal data. A task runs at least once: a worker that was
killed leaves its task RUNNING, and `neem_weer_op` puts it back in the queue, so a task must be idempotent.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import wraps
from typing import Any, overload
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django_tasks.base import Task, TaskResultStatus
from django_tasks_db.models import DBTaskResult

from baken.kern import klok
from baken.kern.models import Ritme

MEESTE_POGINGEN = 3
_MAXIMAAL = timedelta(minutes=15)
_UUID_LENGTE = 36
_AFGEBROKEN = ("builtins.SystemExit", "builtins.KeyboardInterrupt")
_maxima: dict[str, timedelta] = {}


class TaakMisluktError(Exception):
    """A task failed. The text holds the kind of the exception and where it rose, nothing of its message."""


class TaakOpgegevenError(Exception):
    """A task took its worker down several times and is not tried again."""


def _keur(waarde: Any) -> int | str:
    """An argument as it is stored. Raises TypeError for anything but an id."""
    if isinstance(waarde, UUID):
        return str(waarde)
    if isinstance(waarde, int) and not isinstance(waarde, bool):
        return waarde
    if isinstance(waarde, str) and len(waarde) == _UUID_LENGTE:
        try:
            return str(UUID(waarde))
        except ValueError:
            pass
    raise TypeError("a task takes ids only: whole numbers and UUIDs")


class Taak(Task[..., Any]):
    """A task of Baken. Enqueued within a transaction it exists when that is committed, or not at all."""

    __slots__ = ()

    def enqueue(self, *args: Any, **kwargs: Any) -> Any:
        """Put the task in the queue. Raises TypeError for arguments that are not ids."""
        return Task.enqueue(self, *map(_keur, args), **{naam: _keur(waarde) for naam, waarde in kwargs.items()})


def schone_fout(fout: BaseException) -> str:
    """Kind and place of an exception and what caused it: no message, no values, no source lines."""
    delen: list[str] = []
    huidige: BaseException | None = fout
    while huidige is not None and len(delen) < 5:
        plekken = [
            f"{f.filename.rpartition('/')[2]}:{f.lineno}:{f.name}" for f in traceback.extract_tb(huidige.__traceback__)
        ]
        delen.append(f"{type(huidige).__module__}.{type(huidige).__qualname__} [{' > '.join(plekken[-12:])}]")
        huidige = huidige.__cause__ or (None if huidige.__suppress_context__ else huidige.__context__)
    return " <- ".join(delen)


def _schoon(functie: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(functie)
    def uitgevoerd(*args: Any, **kwargs: Any) -> Any:
        try:
            uitkomst = functie(*args, **kwargs)
        except Exception as fout:
            melding = schone_fout(fout)
        else:
            if uitkomst is None or isinstance(uitkomst, int):
                return uitkomst
            melding = "a task returns a number or nothing"
        raise TaakMisluktError(melding) from None

    return uitgevoerd


@overload
def taak(functie: Callable[..., Any]) -> Taak: ...
@overload
def taak(*, prioriteit: int = 0, maximaal: timedelta = _MAXIMAAL) -> Callable[[Callable[..., Any]], Taak]: ...
def taak(
    functie: Callable[..., Any] | None = None, *, prioriteit: int = 0, maximaal: timedelta = _MAXIMAAL
) -> Taak | Callable[[Callable[..., Any]], Taak]:
    """Make a function of a module a task: `mijn_taak.enqueue(7)`.

    maximaal: after this time a RUNNING task counts as left behind by a killed worker.
    """

    def maak(kern: Callable[..., Any]) -> Taak:
        gemaakt = Taak(func=_schoon(kern), priority=prioriteit)
        _maxima[gemaakt.module_path] = maximaal
        return gemaakt

    return maak(functie) if functie is not None else maak


def neem_weer_op(eigen_werker: str = "") -> int:
    """Put tasks of killed workers back in the queue and return how many.

    A task counts as left behind when it runs longer than its `maximaal`, when its worker was stopped in the
    middle, or when its last worker is `eigen_werker`: the name of a worker that only now starts, so that
    its predecessor must be dead. After MEESTE_POGINGEN workers a task is given up (FAILED).
    """
    loopt = Q(status=TaskResultStatus.RUNNING)
    afgebroken = Q(status=TaskResultStatus.FAILED, exception_class_path__in=_AFGEBROKEN)
    aantal = 0
    for resultaat in DBTaskResult.objects.filter(loopt | afgebroken):
        if resultaat.status == TaskResultStatus.RUNNING and not _achtergelaten(resultaat, eigen_werker):
            continue
        zelfde = DBTaskResult.objects.filter(pk=resultaat.pk, status=resultaat.status, started_at=resultaat.started_at)
        if len(resultaat.worker_ids) >= MEESTE_POGINGEN:
            opgegeven = f"{TaakOpgegevenError.__module__}.{TaakOpgegevenError.__qualname__}"
            zelfde.update(
                status=TaskResultStatus.FAILED,
                finished_at=klok.nu(),
                exception_class_path=opgegeven,
                traceback="",
            )
        else:
            aantal += zelfde.update(
                status=TaskResultStatus.READY, finished_at=None, exception_class_path="", traceback=""
            )
    return aantal


def _achtergelaten(resultaat: DBTaskResult[..., Any], eigen_werker: str) -> bool:
    if eigen_werker and resultaat.worker_ids[-1:] == [eigen_werker]:
        return True
    maximaal = _maxima.get(resultaat.task_path, _MAXIMAAL)
    return resultaat.started_at is None or resultaat.started_at + maximaal < klok.nu()


@dataclass(frozen=True, slots=True)
class _Regelmaat:
    taak: Taak
    elke: timedelta | None
    om: time | None

    def is_tijd(self, laatst: datetime | None) -> bool:
        """Whether the task is due, given when it was last put in the queue."""
        if self.elke is not None:
            return laatst is None or laatst + self.elke <= klok.nu()
        vandaag = datetime.combine(klok.vandaag(), self.om or time(0), tzinfo=klok.TIJDZONE)
        return vandaag <= klok.nu() and (laatst is None or laatst < vandaag)


_regelmaat: dict[str, _Regelmaat] = {}


def periodiek(naam: str, taak: Taak, *, elke: timedelta | None = None, om: time | None = None) -> None:
    """Register a regular task: `elke` so much time or daily at `om` (Dutch time). Else ValueError."""
    if (elke is None) == (om is None):
        raise ValueError("give either elke or om")
    _regelmaat[naam] = _Regelmaat(taak, elke, om)


def plan() -> int:
    """Put the regular tasks that are due in the queue; the number. Several workers may do this at once."""
    aantal = 0
    laatst = dict(Ritme.objects.values_list("naam", "laatst"))
    for naam, regelmaat in _regelmaat.items():
        if regelmaat.is_tijd(laatst.get(naam)):
            aantal += _plan_een(naam, regelmaat)
    return aantal


@transaction.atomic
def _plan_een(naam: str, regelmaat: _Regelmaat) -> int:
    Ritme.objects.get_or_create(naam=naam)
    ritme = Ritme.objects.select_for_update().get(naam=naam)
    if not regelmaat.is_tijd(ritme.laatst):  # another worker was first
        return 0
    ritme.laatst = klok.nu()
    ritme.save(update_fields=["laatst"])
    wacht = DBTaskResult.objects.filter(task_path=regelmaat.taak.module_path, status=TaskResultStatus.READY)
    if wacht.exists():  # nobody works: one waiting task is enough
        return 0
    regelmaat.taak.enqueue()
    return 1


def onderhoud() -> None:
    """What a worker does besides its tasks: take up left-behind tasks, plan regular ones."""
    neem_weer_op()
    plan()
