"""What people may read of received packets and casussen."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from baken.casussen.models import Casus
from baken.casussen.partijen import Partijstand, partijen, team_van
from baken.casussen.querysets import zichtbare_casussen
from baken.casussen.verloop import OPEN, Casusstatus
from baken.dossiers.context import lezing
from baken.dossiers.models import Dossierlid, Verstrekking
from baken.dossiers.querysets import lid_van, zichtbare_verstrekkingen
from baken.dossiers.verloop import Verstrekkingsstatus
from baken.kern.fouten import NietGevondenError
from baken.keten.models import Actie
from baken.keten.verloop import Actiestatus
from baken.organisaties.besluit import Wie
from baken.organisaties.models import Medewerker
from baken.organisaties.rollen import ONTVANGENDE_ROLLEN
from baken.organisaties.selectors import geldig_op, medewerkers_met_rol

PER_PAGINA = 25
TABS = ("open", "mijn", "te_laat", "gesloten")
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


@dataclass(frozen=True)
class Casuslijst:
    """One page of the list of casussen; `meer` says whether there is a next page.

    zonder_team: number and day of opening of what is shielded and nobody reads any more.
    """

    rijen: Sequence[Casus]
    meer: bool
    aantallen: dict[str, int]
    zonder_team: Sequence[tuple[str, datetime]]


def _open_acties(**velden: Any) -> QuerySet[Actie]:
    return Actie.objects.filter(dossier_id=OuterRef("dossier_id"), status=Actiestatus.OPEN, **velden)


def _tab(door: Wie, tab: str) -> Q:
    lopend = Q(status__in=OPEN)
    van_mij = Q(procesregisseur_id=door.medewerker_id) | Q(lid_van(door, "dossier_id"))
    filters = {
        "open": lopend,
        "mijn": lopend & (van_mij | Q(Exists(_open_acties(eigenaar_id=door.medewerker_id)))),
        "te_laat": lopend & Q(Exists(_open_acties(voor__lt=door.vandaag))),
        "gesloten": ~lopend,
    }
    return filters[tab]


@lezing
def casuslijst(door: Wie, *, tab: str = "open", pagina: int = 1) -> Casuslijst:
    """Return one page of the casussen of the own organisation, newest first, without persons. Four queries.

    Each row has `volgende`: the day of its first open actie, or None. tab: one of TABS.
    """
    eigen = Casus.objects.filter(zichtbare_casussen(door, "casussen.werklijst"), organisatie_id=door.organisatie_id)
    eerste = _open_acties().order_by("voor").values("voor")[:1]
    begin = (max(pagina, 1) - 1) * PER_PAGINA
    rijen = list(
        eigen.filter(_tab(door, tab))
        .annotate(volgende=Subquery(eerste))
        .select_related("procesregisseur")
        .defer("inhoud")
        .order_by("-geopend_op", "-pk")[begin : begin + PER_PAGINA + 1]
    )
    per_tab = {naam: Count("pk", filter=_tab(door, naam)) for naam in TABS if naam != "gesloten"}
    aantallen = eigen.filter(status__in=OPEN).aggregate(**per_tab)
    return Casuslijst(rijen[:PER_PAGINA], len(rijen) > PER_PAGINA, aantallen, _zonder_team(door))


def _zonder_team(door: Wie) -> Sequence[tuple[str, datetime]]:
    """Return the open casussen here that are shielded and that nobody reads any more: who did, left. Two queries.

    Number and day, and nothing else: what it is about opens by noodtoegang (baken.casussen.services.noodtoegang).
    """
    hier = list(medewerkers_met_rol(door.organisatie_id, ONTVANGENDE_ROLLEN).values_list("pk", flat=True))
    team = Dossierlid.objects.filter(geldig_op(door.vandaag), dossier_id=OuterRef("dossier_id"), medewerker_id__in=hier)
    dicht = Casus.objects.filter(
        ~Exists(team), organisatie_id=door.organisatie_id, status__in=OPEN, dossier__afgeschermd=True
    )
    return list(dicht.order_by("geopend_op", "pk").values_list("nummer", "geopend_op"))


@lezing
def casus_van_pakket(door: Wie, verstrekking: Verstrekking) -> Casus | None:
    """Return the own casus that a packet led to, or None when there is none that `door` may see. One query."""
    eigen = Casus.objects.filter(zichtbare_casussen(door, "casussen.inzien"), organisatie_id=door.organisatie_id)
    return eigen.filter(bronnen__verstrekking=verstrekking).defer("inhoud").first()


@lezing
def casus_van_dossier(door: Wie, dossier_id: uuid.UUID) -> tuple[int, str] | None:
    """Return id and number of the casus of a dossier, or None when `door` may not see it. One query."""
    eigen = Casus.objects.filter(zichtbare_casussen(door, "casussen.inzien"), dossier_id=dossier_id)
    return eigen.values_list("pk", "nummer").first()


@lezing
def collegas(door: Wie) -> list[tuple[int, str]]:
    """Return who may work on casussen of the own organisation: id and name. One query."""
    mensen = medewerkers_met_rol(door.organisatie_id, ONTVANGENDE_ROLLEN)
    return list(mensen.order_by("naam", "pk").values_list("pk", "naam"))


@dataclass(frozen=True)
class Overlegpartijen:
    """Who may be at a meeting on a casus: the team, and other organisations with today's answer of the rules.

    status: where the casus stands before the meeting is planned.
    """

    status: Casusstatus
    team: Sequence[Medewerker]
    partijen: Sequence[Partijstand]


@lezing
def overlegpartijen(door: Wie, pk: int) -> Overlegpartijen:
    """Return who may be asked to a meeting on a casus. Raises NietGevondenError."""
    casus = Casus.objects.filter(zichtbare_casussen(door, "casussen.inzien"), pk=pk).select_related("dossier").first()
    if casus is None:
        raise NietGevondenError
    return Overlegpartijen(Casusstatus(casus.status), team_van(casus, door), partijen(casus, door))
