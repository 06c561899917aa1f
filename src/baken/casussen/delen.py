"""What a casus shares in a deelbesluit beside its persons and places."""

from __future__ import annotations

from collections.abc import Sequence

from baken.casussen.models import Casus
from baken.casussen.soorten import Route
from baken.dossiers.deelbesluiten import registreer_regels
from baken.dossiers.models import Dossier, Dossiersoort
from baken.dossiers.pakket import KERN, Regel


def kern(dossier: Dossier) -> Sequence[Regel]:
    """Return what every receiver of a deelbesluit on a casus gets: along which route it runs. One query."""
    casus = Casus.objects.only("route").get(dossier=dossier)
    return [Regel(KERN, "Deze casus loopt via", str(Route(casus.route).label))]


registreer_regels(Dossiersoort.CASUS, kern, leesrecht="casussen.inzien")
