"""What is not finished in a traject. Shelter and CoMensha add their own lines; closing shows them and asks a reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from baken.zorg.models import Traject
from baken.zorg.verloop import DOEL_OPEN, Bedenktijdstatus, Overdrachtstatus

Vinder = Callable[[Traject], Sequence[str]]
_VINDERS: list[Vinder] = []


def registreer(vinder: Vinder) -> None:
    """Add a finder of open ends (once at start; the same twice counts once)."""
    if vinder not in _VINDERS:
        _VINDERS.append(vinder)


def openstaand(traject: Traject) -> Sequence[str]:
    """Return in plain sentences what is still open. Three queries, and those of who registered."""
    return [zin for vinder in (_eigen, *_VINDERS) for zin in vinder(traject)]


def _eigen(traject: Traject) -> Sequence[str]:
    uit = []
    if doelen := traject.doelen.filter(status__in=DOEL_OPEN).count():
        uit.append("Er is nog 1 doel open." if doelen == 1 else f"Er zijn nog {doelen} doelen open.")
    if traject.bedenktijden.filter(status=Bedenktijdstatus.LOOPT).exists():
        uit.append("De bedenktijd loopt nog.")
    if traject.overdrachten.filter(status=Overdrachtstatus.VOORGESTELD).exists():
        uit.append("Er staat nog een overdracht open.")
    return uit
