"""Whom of the signalen that were not closed somebody may read with names."""

from __future__ import annotations

from collections.abc import Iterator

from baken.dossiers import bekend
from baken.dossiers.bekend import Velden
from baken.dossiers.inhoud import open_inhoud
from baken.dossiers.services import onderwerp_dossier
from baken.keten.rules import VELDGROEPEN
from baken.organisaties.besluit import Wie, decide
from baken.signalen.models import Signaal
from baken.signalen.querysets import zichtbare_signalen
from baken.signalen.verloop import OPEN, Status

_RECHT = "signalen.onthullen"


def bekenden_van(door: Wie) -> Iterator[Velden]:
    """Yield what points at somebody. Three queries, and two for each signaal."""
    rijen = Signaal.objects.filter(
        zichtbare_signalen(door, _RECHT), status__in=OPEN | {Status.DOORGELEID}
    ).select_related("dossier")
    for signaal in rijen.defer("inhoud", "risico").prefetch_related("dossier__betrokkenen", "dossier__locaties"):
        onderwerp = onderwerp_dossier(door, signaal.dossier, soort="signaal", status=signaal.status)
        if not decide(door, _RECHT, onderwerp).toegestaan:
            continue
        inhoud = open_inhoud(signaal.dossier)
        for persoon in inhoud.betrokkenen:
            delen = [deel for deel in (persoon.deel, persoon.ook_deel) if deel] or [""]
            mag = {g for g in VELDGROEPEN if all(decide(door, _RECHT, onderwerp, g, d).toegestaan for d in delen)}
            yield from bekend.van_persoon(persoon, mag)
        if decide(door, _RECHT, onderwerp, "locatie").toegestaan:
            yield from bekend.van_plekken(inhoud.locaties)


bekend.registreer(bekenden_van)
