"""Noodtoegang by the number of a traject: the traject of who cannot be reached, or of who left."""

from __future__ import annotations

from baken.dossiers.noodnummer import Genummerd, open_op_nummer
from baken.organisaties.besluit import Wie
from baken.zorg.models import Traject
from baken.zorg.querysets import zichtbare_trajecten

ONBEKEND = "Met dit nummer kunt u geen dossier openen. Controleer het nummer, bijvoorbeeld T-2026-0012."
_SOORT = Genummerd(Traject, "trajecten.inzien", zichtbare_trajecten, ONBEKEND)


def open_in_nood(*, nummer: str, reden: str, door: Wie) -> int:
    """Break the glass of a traject; returns its id. See open_op_nummer() for what it raises."""
    return open_op_nummer(_SOORT, nummer=nummer, reden=reden, door=door)
