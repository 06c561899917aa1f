"""The regular tasks of kern: sealing every minute, and at night a full look and the round of retention."""

from __future__ import annotations

from datetime import time, timedelta

from baken.kern import bewaartermijnen
from baken.kern.achtergrond import periodiek, taak
from baken.kern.verzegeling import verzegel_regels


@taak
def verzegel() -> int:
    """Seal the new lines of the journaal."""
    return verzegel_regels()


@taak(maximaal=timedelta(hours=2))
def verzegel_alles() -> int:
    """Seal everything, also what a very long transaction left behind the regular look-back."""
    return verzegel_regels(volledig=True)


@taak(maximaal=timedelta(hours=4))
def nachtronde() -> int:
    """Warn and destroy; the number of objects destroyed."""
    return bewaartermijnen.nachtronde().vernietigd


def meld_aan() -> None:
    """Register when they run."""
    periodiek("kern.verzegel", verzegel, elke=timedelta(minutes=1))
    periodiek("kern.verzegel_alles", verzegel_alles, om=time(1, 30))
    periodiek("kern.nachtronde", nachtronde, om=time(2, 30))
