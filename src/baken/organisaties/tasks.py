"""Regular work on accounts."""

from __future__ import annotations

from datetime import time

from django.contrib.sessions.models import Session

from baken.kern import klok
from baken.kern.achtergrond import periodiek, taak


@taak
def ruim_sessies_op() -> int:
    """Delete the sessions that ended: they tell who worked when. Returns how many."""
    return Session.objects.filter(expire_date__lt=klok.nu()).delete()[0]


def meld_aan() -> None:
    """Register when it runs."""
    periodiek("organisaties.sessies", ruim_sessies_op, om=time(3, 0))
