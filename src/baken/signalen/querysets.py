"""Which signalen someone reaches: built from the same table that decide() reads."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from baken.dossiers.models import Dossier
from baken.dossiers.querysets import NIETS, zichtbare_dossiers
from baken.organisaties.besluit import Band, Wie, bereik


def zichtbare_signalen(door: Wie, handeling: str = "signalen.inzien") -> Q:
    """Return the filter for signalen that this person reaches for an act; what was destroyed is not there any more."""
    filters = zichtbare_dossiers(door, handeling, pad="dossier_id", afgeschermd="dossier__afgeschermd")
    if filters is not NIETS:
        filters &= Q(organisatie_id=door.organisatie_id)
    if Band.MELDER in bereik(door, handeling):
        filters |= Q(melder_id=door.medewerker_id)
    return filters & ~Q(_vernietigd())


def _vernietigd() -> Exists:
    """Return whether the dossier of a signaal was destroyed.

    One look by number for each row that is shown: as a condition on the joined dossier, SQLite walks all of them.
    """
    return Exists(Dossier.objects.filter(pk=OuterRef("dossier_id"), verpakte_sleutel__isnull=True))
