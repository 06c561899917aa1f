"""Whom of the open casussen of the own organisation somebody may read with names."""

from __future__ import annotations

from collections.abc import Iterator

from baken.casussen.models import Casus
from baken.casussen.querysets import zichtbare_casussen
from baken.casussen.velden import open_groepen, zichtbare_plaatsen
from baken.casussen.verloop import OPEN
from baken.dossiers import bekend
from baken.dossiers.bekend import Velden
from baken.dossiers.inhoud import open_inhoud
from baken.dossiers.services import onderwerp_dossier
from baken.organisaties.besluit import Wie, decide

_RECHT = "casussen.onthullen"


def bekenden_van(door: Wie) -> Iterator[Velden]:
    """Yield what points at somebody. Three queries, and two for each casus."""
    rijen = Casus.objects.filter(
        zichtbare_casussen(door, _RECHT), organisatie_id=door.organisatie_id, status__in=OPEN
    ).select_related("dossier")
    for casus in rijen.defer("inhoud").prefetch_related("dossier__betrokkenen", "dossier__locaties"):
        onderwerp = onderwerp_dossier(door, casus.dossier, soort="casus", status=casus.status)
        if not decide(door, _RECHT, onderwerp).toegestaan:
            continue
        inhoud = open_inhoud(casus.dossier)
        for persoon in inhoud.betrokkenen:
            groepen = open_groepen(door, _RECHT, onderwerp, persoon.deel, persoon.ook_deel)
            yield from bekend.van_persoon(persoon, groepen)
        yield from bekend.van_plekken(zichtbare_plaatsen(door, _RECHT, onderwerp, inhoud) or ())


bekend.registreer(bekenden_van)
