"""Which signalen someone reaches: built from the same table that decide() reads."""

from __future__ import annotations

from django.db.models import Q

from baken.dossiers.querysets import NIETS, zichtbare_dossiers
from baken.organisaties.besluit import Band, Wie, bereik


def zichtbare_signalen(door: Wie, handeling: str = "signalen.inzien") -> Q:
    """Return the filter for signalen that this person reaches for an act; what was destroyed is not there any more."""
    filters = zichtbare_dossiers(door, handeling, pad="dossier_id", afgeschermd="dossier__afgeschermd")
    if filters is not NIETS:
        filters &= Q(organisatie_id=door.organisatie_id)
    if Band.MELDER in bereik(door, handeling):
        filters |= Q(melder_id=door.medewerker_id)
    return filters & Q(dossier__verpakte_sleutel__isnull=False)
