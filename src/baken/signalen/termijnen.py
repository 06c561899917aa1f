"""Which term counts for a signaal now, from its own columns: what the work list and the dossier show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from baken.signalen.models import Signaal
from baken.signalen.verloop import OPEN, Status


@dataclass(frozen=True)
class Termijn:
    """A term that runs: what must be done, and the last day on which it is in time."""

    wat: str
    uiterlijk: date


def lopende_termijnen(signaal: Signaal) -> tuple[Termijn, ...]:
    """Return the terms that still run, the one that comes first in front. The same rows as selectors.te_laat."""
    uit = []
    if signaal.status == Status.ONTVANGEN:
        uit.append(Termijn("bekijken", signaal.bekijken_voor))
    if signaal.status in {Status.ONTVANGEN, Status.IN_BEOORDELING} and signaal.beoordeeld_op is None:
        uit.append(Termijn("beoordelen", signaal.beoordelen_voor))
    wacht = signaal.terugkoppeling_gewenst and signaal.teruggekoppeld_op is None
    if wacht and signaal.status in {*OPEN, Status.DOORGELEID, Status.GESLOTEN}:
        uit.append(Termijn("terugkoppelen", signaal.terugkoppelen_voor))
    return tuple(sorted(uit, key=lambda t: t.uiterlijk))


def verlopen_termijnen(signaal: Signaal, vandaag: date) -> tuple[Termijn, ...]:
    """Return the terms that have passed."""
    return tuple(t for t in lopende_termijnen(signaal) if t.uiterlijk < vandaag)
