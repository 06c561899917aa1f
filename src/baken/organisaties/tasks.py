"""Regular work on accounts, and the heads of the journaal to the FG."""

from __future__ import annotations

from datetime import time

from django.contrib.sessions.models import Session

from baken.kern import klok
from baken.kern.achtergrond import periodiek, taak
from baken.organisaties.koppenpost import te_versturen, verstuur


@taak
def ruim_sessies_op() -> int:
    """Delete the sessions that ended: they tell who worked when. Returns how many."""
    return Session.objects.filter(expire_date__lt=klok.nu()).delete()[0]


@taak
def stuur_kop(organisatie_id: int) -> int:
    """Mail the signed head of the journaal to the FG of one organisation; returns to how many people."""
    return verstuur(organisatie_id)


@taak
def stuur_koppen() -> int:
    """Queue that for every organisation in whose journaal something happened; returns how many."""
    organisaties = te_versturen()
    for organisatie_id in organisaties:
        stuur_kop.enqueue(organisatie_id)
    return len(organisaties)


def meld_aan() -> None:
    """Register when they run."""
    periodiek("organisaties.sessies", ruim_sessies_op, om=time(3, 0))
    periodiek("organisaties.koppen", stuur_koppen, om=time(7, 0))
