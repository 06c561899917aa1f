"""Noodtoegang by the number of a casus whose team cannot be reached, or left."""

from __future__ import annotations

from baken.casussen.models import Casus
from baken.casussen.querysets import zichtbare_casussen
from baken.dossiers.noodnummer import Genummerd, open_op_nummer
from baken.organisaties.besluit import Wie

ONBEKEND = "Met dit nummer kunt u geen dossier openen. Controleer het nummer, bijvoorbeeld C-2026-0012."
_SOORT = Genummerd(Casus, "casussen.inzien", zichtbare_casussen, ONBEKEND)


def open_in_nood(*, nummer: str, reden: str, door: Wie) -> int:
    """Break the glass of a casus; returns its id. See open_op_nummer() for what it raises."""
    return open_op_nummer(_SOORT, nummer=nummer, reden=reden, door=door)
