"""Which trajecten someone reaches: built from the same table that decide() reads."""

from __future__ import annotations

from django.db.models import Q

from baken.dossiers.querysets import zichtbare_dossiers
from baken.organisaties.besluit import Wie


def zichtbare_trajecten(door: Wie, handeling: str) -> Q:
    """Return the filter for trajecten that this person reaches for an act; what was destroyed is not there any more."""
    bereikbaar = zichtbare_dossiers(door, handeling, pad="dossier_id", afgeschermd="dossier__afgeschermd")
    return bereikbaar & Q(dossier__verpakte_sleutel__isnull=False)
