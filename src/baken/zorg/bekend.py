"""Whom of the trajecten that run somebody may read with names."""

from __future__ import annotations

from collections.abc import Iterator

from baken.dossiers import bekend
from baken.dossiers.bekend import Velden
from baken.dossiers.inhoud import open_inhoud
from baken.dossiers.services import onderwerp_dossier
from baken.keten.rules import VELDGROEPEN
from baken.organisaties.besluit import Wie, decide
from baken.zorg.models import Traject
from baken.zorg.querysets import zichtbare_trajecten
from baken.zorg.verloop import OPEN

_RECHT = "trajecten.onthullen"


def bekenden_van(door: Wie) -> Iterator[Velden]:
    """Yield what points at somebody. Three queries, and two for each traject."""
    rijen = Traject.objects.filter(
        zichtbare_trajecten(door, _RECHT), organisatie_id=door.organisatie_id, status__in=OPEN
    ).select_related("dossier")
    for traject in rijen.defer("profiel").prefetch_related("dossier__betrokkenen", "dossier__locaties"):
        onderwerp = onderwerp_dossier(door, traject.dossier, soort="traject", status=traject.status)
        if not decide(door, _RECHT, onderwerp).toegestaan:
            continue
        inhoud = open_inhoud(traject.dossier)
        for persoon in inhoud.betrokkenen:
            mag = {g for g in VELDGROEPEN if decide(door, _RECHT, onderwerp, g, persoon.deel).toegestaan}
            yield from bekend.van_persoon(persoon, mag)
        if decide(door, _RECHT, onderwerp, "locatie").toegestaan:
            yield from bekend.van_plekken(inhoud.locaties)


bekend.registreer(bekenden_van)
