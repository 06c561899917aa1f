"""Noodtoegang by the number of a signaal."""

from __future__ import annotations

from baken.dossiers.noodnummer import Genummerd, open_op_nummer
from baken.organisaties.besluit import Wie
from baken.signalen.models import Signaal
from baken.signalen.querysets import zichtbare_signalen

ONBEKEND = "Met dit nummer kunt u geen dossier openen. Controleer het nummer, bijvoorbeeld S-2026-0012."
_SOORT = Genummerd(Signaal, "signalen.inzien", zichtbare_signalen, ONBEKEND)


def open_in_nood(*, nummer: str, reden: str, door: Wie) -> int:
    """Break the glass of a signaal; returns its id. See open_op_nummer() for what it raises."""
    return open_op_nummer(_SOORT, nummer=nummer, reden=reden, door=door)
