"""Consumers of the journaal: each keeps a cursor on the sealed order and reads on from there.

At least once: when the work of a consumer fails, its cursor stays and the same lines come again. So the
work must be idempotent; `Gebeurtenis.positie` is a good key for that.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from baken.kern.models import Cursor, Zegelregel

_VELDEN = (
    "id",
    "regel_id",
    "regel__tijd",
    "regel__organisatie_id",
    "regel__actor_id",
    "regel__rol",
    "regel__handeling",
    "regel__dossier_id",
    "regel__grondslag",
    "regel__uitkomst",
    "regel__inhoud__inhoud",
)


@dataclass(frozen=True, slots=True)
class Gebeurtenis:
    """A sealed line as a consumer gets it; `inhoud` is None when the payload was erased."""

    positie: int
    regel_id: int
    tijd: datetime
    organisatie_id: int
    actor_id: int | None
    rol: str
    handeling: str
    dossier_id: UUID | None
    grondslag: str
    uitkomst: str
    inhoud: dict[str, Any] | None


@transaction.atomic
def lees_verder(
    naam: str,
    verwerk: Callable[[Gebeurtenis], None],
    *,
    handelingen: Collection[str] = (),
    hoogstens: int = 200,
) -> int:
    """Give the next sealed lines to `verwerk`, in order, and move the cursor `naam`; the number of lines
    passed.

    handelingen: only these actions are handed over (all when empty); the cursor passes the others as well.
    Cursor and work stand in one transaction: what `verwerk` writes is kept together with the position, or
    not at all.
    """
    Cursor.objects.get_or_create(naam=naam)
    cursor = Cursor.objects.select_for_update().get(naam=naam)
    rijen = Zegelregel.objects.filter(id__gt=cursor.positie).order_by("id").values_list(*_VELDEN)[:hoogstens]
    aantal = 0
    for *velden, inhoud in rijen:
        waarden = (*velden, json.loads(inhoud) if inhoud is not None else None)
        gebeurtenis = Gebeurtenis(*waarden)
        if not handelingen or gebeurtenis.handeling in handelingen:
            verwerk(gebeurtenis)
        cursor.positie, aantal = gebeurtenis.positie, aantal + 1
    if aantal:
        cursor.save(update_fields=["positie"])
    return aantal
