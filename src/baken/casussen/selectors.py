"""What people may read of received packets and casussen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from baken.casussen.models import Casus
from baken.casussen.verloop import Casusstatus
from baken.dossiers.context import lezing
from baken.dossiers.models import Verstrekking
from baken.dossiers.querysets import zichtbare_dossiers, zichtbare_verstrekkingen
from baken.dossiers.verloop import Verstrekkingsstatus
from baken.organisaties.besluit import Wie

PER_PAGINA = 25
TE_BEANTWOORDEN = (Verstrekkingsstatus.VERZONDEN, Verstrekkingsstatus.ONTVANGEN)
ZONDER_REGIE = (Verstrekkingsstatus.AFGEWEZEN, Verstrekkingsstatus.BEEINDIGD)
KLAAR = (Verstrekkingsstatus.AFGEROND, *ZONDER_REGIE)


@dataclass(frozen=True)
class Postvak:
    """One page of received packets."""

    rijen: Sequence[Verstrekking]
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
        "klaar": Q(status__in=KLAAR),
    }
    begin = (max(pagina, 1) - 1) * PER_PAGINA
    rijen = list(
        eigen.filter(filters.get(tab, Q()))
        .annotate(regie_bij_ons=Exists(_regie(OuterRef("dossier_id"), door.organisatie_id)))
        .select_related("afzender", "grondslag")
        .defer("pakket", "doel", "verantwoording")
        .order_by("-verzonden_op", "pk")[begin : begin + PER_PAGINA + 1]
    )
    open_ = eigen.filter(status__in=TE_BEANTWOORDEN).count()
    return Postvak(rijen[:PER_PAGINA], len(rijen) > PER_PAGINA, open_)


def _regie(dossier_id: Any, organisatie_id: int) -> QuerySet[Verstrekking]:
    """Return the packets with which an organisation took the process direction of what a sender's dossier is about."""
    return Verstrekking.objects.filter(
        dossier_id=dossier_id,
        ontvanger_id=organisatie_id,
        procesregie=True,
        status__in=[Verstrekkingsstatus.GEACCEPTEERD, Verstrekkingsstatus.AFGEROND],
    )


@lezing
def heeft_regie(door: Wie, verstrekking: Verstrekking) -> bool:
    """Say whether the process direction lies with the receiver: by this packet, or by another it took on. One query."""
    if verstrekking.procesregie:
        return verstrekking.status not in ZONDER_REGIE
    return _regie(verstrekking.dossier_id, door.organisatie_id).exists()


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
