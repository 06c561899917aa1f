"""Tasks for the tests of the background: importable by a worker in another process."""

from __future__ import annotations

import time

from baken.kern.achtergrond import taak
from baken.kern.models import Cursor

GEHEIM = "mevrouw Voorbeeld, 06-12345678"


@taak
def tel(erbij: int, dossier: str = "") -> int:
    """Add to a counter."""
    rij, _ = Cursor.objects.get_or_create(naam="geteld")
    rij.positie += erbij
    rij.save()
    return rij.positie


@taak
def blijf_hangen(nr: int) -> None:
    """Hang the first time; the second time, end."""
    _, nieuw = Cursor.objects.get_or_create(naam=f"hangt-{nr}")
    if nieuw:
        time.sleep(120)
    Cursor.objects.filter(naam=f"hangt-{nr}").update(positie=1)


@taak
def mislukt(nr: int) -> None:
    """Fail with a text that must not be kept."""
    try:
        raise KeyError(GEHEIM)
    except KeyError as fout:
        raise ValueError(f"{GEHEIM} {nr}") from fout


@taak
def vertelt_te_veel(nr: int) -> str:
    """Return what a task may not return."""
    return GEHEIM
