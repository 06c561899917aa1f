"""What people may read of received packets and casussen."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from baken.casussen.models import Casus
from baken.casussen.verloop import Casusstatus
from baken.dossiers.context import lezing
from baken.dossiers.models import Verstrekking
from baken.dossiers.querysets import zichtbare_dossiers, zichtbare_verstrekkingen
from baken.dossiers.verloop import Verstrekkingsstatus
from baken.organisaties.besluit import Wie

PER_PAGINA = 25
TE_BEANTWOORDEN = (Verstrekkingsstatus.VERZONDEN, Verstrekkingsstatus.ONTVANGEN)


@dataclass(frozen=True)
class Postvak:
    """One page of received packets."""

    rijen: list[Verstrekking]
    meer: bool
    te_beantwoorden: int


@lezing
def ontvangen_verstrekkingen(door: Wie, *, tab: str = "nieuw", pagina: int = 1) -> Postvak:
    """Return packets that the own organisation received, newest first, without their content. Two queries."""
    eigen = Verstrekking.objects.filter(
        zichtbare_verstrekkingen(door), ontvanger_id=door.organisatie_id, buiten_baken=False
    )
    filters = {
        "nieuw": Q(status__in=TE_BEANTWOORDEN),
        "lopend": Q(status=Verstrekkingsstatus.GEACCEPTEERD),
        "klaar": Q(status__in=[Verstrekkingsstatus.AFGEROND, Verstrekkingsstatus.AFGEWEZEN]),
    }
    begin = (max(pagina, 1) - 1) * PER_PAGINA
    rijen = list(
        eigen.filter(filters.get(tab, Q()))
        .select_related("afzender", "grondslag")
        .defer("pakket", "verantwoording")
        .order_by("-verzonden_op", "pk")[begin : begin + PER_PAGINA + 1]
    )
    open_ = eigen.filter(status__in=TE_BEANTWOORDEN).count()
    return Postvak(rijen[:PER_PAGINA], len(rijen) > PER_PAGINA, open_)


@lezing
def casussen_van(door: Wie, *, pagina: int = 1) -> tuple[list[Casus], bool]:
    """Return the open casussen of the own organisation, newest first, and whether there are more. One query."""
    begin = (max(pagina, 1) - 1) * PER_PAGINA
    rijen = list(
        Casus.objects.filter(
            zichtbare_dossiers(door, "casussen.inzien", pad="dossier_id", afgeschermd="dossier__afgeschermd"),
            organisatie_id=door.organisatie_id,
            status=Casusstatus.OPEN,
        )
        .select_related("procesregisseur", "verstrekking__afzender")
        .order_by("-geopend_op", "-pk")[begin : begin + PER_PAGINA + 1]
    )
    return rijen[:PER_PAGINA], len(rijen) > PER_PAGINA
