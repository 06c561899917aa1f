"""What the page that closes a casus says beforehand: which deelbesluiten end with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from baken.casussen.models import Casus
from baken.casussen.partijen import meelezers
from baken.casussen.querysets import zichtbare_casussen
from baken.casussen.rules.zicht import AANPAKKEN
from baken.casussen.teksten import aanpakken_in, leest_aanpakken
from baken.dossiers.context import lezing
from baken.dossiers.lopend import lopende_van
from baken.dossiers.models import Verstrekking
from baken.dossiers.services import eis, onderwerp_dossier
from baken.dossiers.verloop import Verstrekkingsstatus
from baken.kern.fouten import NietGevondenError
from baken.organisaties.besluit import Wie

S = Verstrekkingsstatus
# How what was not taken on stands. What is outside Baken goes by paper: once sent, closing takes nothing back.
_STOPT = {
    S.WACHT_OP_AKKOORD: "wacht op akkoord. Er gaat niets weg.",
    S.KLAARGEZET: "is nog niet verzonden. Er gaat niets weg.",
    S.VERZONDEN: "is verzonden en nog niet geopend. Baken trekt het in.",
}


@dataclass(frozen=True)
class Stopt:
    """What closing a casus ends: who receives a deelbesluit, and how that stands.

    elders: how many more there are on what the reader does not read.
    """

    deelbesluiten: Sequence[tuple[str, str]]
    elders: int


@lezing
def stopt_bij_sluiten(door: Wie, pk: int) -> Stopt:
    """Return which deelbesluiten end when a casus closes. Raises NietGevondenError, NietToegestaanError."""
    casus = Casus.objects.filter(zichtbare_casussen(door, "casussen.inzien"), pk=pk).select_related("dossier").first()
    if casus is None:
        raise NietGevondenError
    onderwerp = onderwerp_dossier(door, casus.dossier, soort="casus", status=casus.status)
    eis(door, "casussen.inzien", onderwerp)
    leest = leest_aanpakken(door, onderwerp=onderwerp)
    nu = {v.pk for v in meelezers(casus, frozenset(a.code for a in AANPAKKEN))}
    lopend = lopende_van(casus.dossier).select_related("ontvanger").defer("pakket").order_by("ontvanger__naam", "pk")
    standen = [(v, "leest nu mee. Dat stopt." if v.pk in nu else _stand(v)) for v in lopend]
    stopt = [(v, stand) for v, stand in standen if stand]
    eigen = [(v, stand) for v, stand in stopt if aanpakken_in((deel, "") for deel in v.delen) & leest]
    return Stopt([(v.ontvanger.naam, stand) for v, stand in eigen], len(stopt) - len(eigen))


def _stand(v: Verstrekking) -> str:
    """Return how a deelbesluit stands on which nobody reads along; empty when its packet is there already."""
    return "" if v.buiten_baken and v.status == S.VERZONDEN else _STOPT.get(S(v.status), "")
