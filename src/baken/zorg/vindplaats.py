"""The traject of a dossier, for a page that knows the dossier only."""

from __future__ import annotations

import uuid

from baken.dossiers.context import lezing
from baken.organisaties.besluit import Wie
from baken.zorg.models import Traject
from baken.zorg.querysets import zichtbare_trajecten


@lezing
def traject_van_dossier(door: Wie, dossier_id: uuid.UUID) -> tuple[int, str] | None:
    """Return id and number of the traject, or None when `door` may not see it. One query."""
    eigen = Traject.objects.filter(zichtbare_trajecten(door, "trajecten.inzien"), dossier_id=dossier_id)
    return eigen.values_list("pk", "nummer").first()
