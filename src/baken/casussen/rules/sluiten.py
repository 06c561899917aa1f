"""Close or not: what is still open is said, and asks a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from baken.casussen.verloop import Casusstatus
from baken.signalen.rules.besluit import MINIMUM_REDEN, telbare_reden


@dataclass(frozen=True)
class Sluitcontrole:
    """What stands open, and whether a casus can be closed with the reason that was given."""

    open: tuple[str, ...]
    toegestaan: bool


def openstaand(status: str, open_acties: int, elders: Sequence[str] = ()) -> tuple[str, ...]:
    """Return in words what is not finished. elders: sentences of other packages (casussen.openstaand)."""
    uit = []
    if open_acties:
        uit.append("Er is nog 1 actie open." if open_acties == 1 else f"Er zijn nog {open_acties} acties open.")
    if status == Casusstatus.VASTGELOPEN:
        uit.append("De casus is vastgelopen.")
    if status == Casusstatus.IN_OVERLEG:
        uit.append("Er loopt nog overleg.")
    return (*uit, *elders)


def genoeg(reden: str) -> bool:
    """Say whether a reason is long enough to count."""
    return len(telbare_reden(reden)) >= MINIMUM_REDEN


def mag_sluiten(status: str, open_acties: int, reden: str = "", elders: Sequence[str] = ()) -> Sluitcontrole:
    """Check closing: with something open it needs a reason of at least MINIMUM_REDEN characters."""
    open_ = openstaand(status, open_acties, elders)
    return Sluitcontrole(open_, not open_ or genoeg(reden))
