"""Hand-overs to another organisation that wait: for its answer, or for the sender to end the traject. Without a person.

A packet that tells who the client is, to who can coordinate care, waits until the receiver says that it goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.timezone import localtime

from baken.dossiers.context import lezing
from baken.dossiers.models import Berichtsoort, Toestemming, Verstrekking, Verstrekkingsbericht
from baken.dossiers.querysets import zichtbare_verstrekkingen
from baken.dossiers.soorten import Toestemmingsdoel, Verstrekkingssoort
from baken.dossiers.verloop import Afloop, Verstrekkingsstatus
from baken.organisaties.besluit import Wie, rechten_voor
from baken.organisaties.models import Organisatie, Organisatiesoort
from baken.organisaties.selectors import medewerkers_met_rol
from baken.zorg.instemming import ingetrokken
from baken.zorg.models import Traject
from baken.zorg.querysets import zichtbare_trajecten
from baken.zorg.services.basis import ZORGCOORDINATOREN
from baken.zorg.services.overdragen import EERST_VERDER
from baken.zorg.verloop import OPEN, TRAJECT, Trajectstatus

TOESTEMMING_WEG = (
    "De cliënt trok de toestemming voor hulp in. Vraag eerst wat de cliënt wil. Leg dat vast bij Toestemming en delen."
)
GEGEVEN = (Verstrekkingsstatus.VERZONDEN, Verstrekkingsstatus.ONTVANGEN, Verstrekkingsstatus.GEACCEPTEERD)


@dataclass(frozen=True)
class Uitgaand:
    """An own traject that waits: to whom, since when, and since when they go on with the care (None: not yet).

    eerst: what has to happen before it can be handed over; empty for nothing.
    """

    traject_id: int
    nummer: str
    naar: str
    sinds: datetime
    bevestigd_op: datetime | None
    eerst: str


@dataclass(frozen=True)
class Inkomend:
    """A packet of another organisation by which the care of somebody can come here."""

    verstrekking_id: UUID
    kenmerk: str
    van: str
    sinds: datetime


@lezing
def wacht_op_overname(door: Wie) -> Sequence[Uitgaand]:
    """Return the own trajecten that wait for another organisation, oldest first; also those whose coordinator left.

    Six queries, and one for each kind of receiver that is no zorgcoordinatie.
    """
    if not rechten_voor(door, "trajecten.overdragen"):
        return []
    hier = medewerkers_met_rol(door.organisatie_id, ZORGCOORDINATOREN).values_list("pk", flat=True)
    van_mij = Q(coordinator_id=door.medewerker_id) | ~Q(coordinator_id__in=list(hier))
    rijen = Traject.objects.filter(
        zichtbare_trajecten(door, "trajecten.werklijst"), van_mij, organisatie_id=door.organisatie_id, status__in=OPEN
    )
    trajecten = {t.dossier_id: t for t in rijen.only("nummer", "dossier", "status")}
    if not trajecten:
        return []
    pakketten = _gegeven(Verstrekking.objects.filter(dossier_id__in=list(trajecten)).select_related("ontvanger"))
    bevestigd, eerst = _bevestigd(pakketten), _eerst(trajecten, door.vandaag)
    uit: dict[tuple[UUID, int], Uitgaand] = {}
    for p in _bij_zorg(pakketten, lambda p: p.ontvanger):
        sleutel = (p.dossier_id, p.ontvanger_id)
        op = bevestigd.get(p.pk)
        if sleutel not in uit or op is not None:
            sinds = uit[sleutel].sinds if sleutel in uit else p.verzonden_op or p.klaargezet_op
            t = trajecten[p.dossier_id]
            uit[sleutel] = Uitgaand(t.pk, t.nummer, p.ontvanger.naam, sinds, op, eerst[p.dossier_id])
    return list(uit.values())


def _eerst(trajecten: Mapping[UUID, Traject], vandaag: date) -> Mapping[UUID, str]:
    """Return what has to happen before each traject can be handed over; empty for nothing. One query."""
    rijen = Toestemming.objects.filter(dossier_id__in=list(trajecten), doel=Toestemmingsdoel.ZORG).defer("inhoud")
    van: dict[UUID, list[Toestemming]] = {}
    for rij in rijen:
        van.setdefault(rij.dossier_id, []).append(rij)
    return {
        pk: TOESTEMMING_WEG
        if ingetrokken(van.get(pk, ()), Toestemmingsdoel.ZORG, vandaag)
        else ""
        if TRAJECT.mag(Trajectstatus(t.status), Trajectstatus.OVERGEDRAGEN)
        else EERST_VERDER
        for pk, t in trajecten.items()
    }


@lezing
def wacht_op_ons(door: Wie) -> Sequence[Inkomend]:
    """Return by which packets another organisation waits for a word on the care, oldest first. As many queries."""
    if not rechten_voor(door, "trajecten.aanmelden"):
        return []
    rijen = Verstrekking.objects.filter(
        zichtbare_verstrekkingen(door), ontvanger_id=door.organisatie_id, buiten_baken=False
    )
    pakketten = _gegeven(rijen.select_related("afzender"))
    bevestigd = _bevestigd(pakketten)
    klaar = {p.dossier_id for p in pakketten if p.pk in bevestigd}
    uit: dict[UUID, Inkomend] = {}
    for p in _bij_zorg(pakketten, lambda p: p.afzender):
        if p.dossier_id not in klaar:
            sinds = p.verzonden_op or p.klaargezet_op
            uit.setdefault(p.dossier_id, Inkomend(p.pk, p.kenmerk, p.afzender.naam, sinds))
    return list(uit.values())


def _gegeven(rijen: QuerySet[Verstrekking]) -> list[Verstrekking]:
    """Return the packets that tell who somebody is, went out and were not stopped; oldest first. One query.

    Reading along that came to its last day does not stop the question who goes on with the care.
    """
    rijen = rijen.filter(soort=Verstrekkingssoort.DEELBESLUIT, status__in=GEGEVEN)
    gevonden = rijen.defer("pakket", "pakket_sleutel", "doel", "verantwoording").order_by("verzonden_op", "pk")
    return [p for p in gevonden if "identiteit" in p.veldgroepen and not _gestopt(p)]


def _gestopt(pakket: Verstrekking) -> bool:
    """Say whether the sender stopped sharing, before any last day of it."""
    if pakket.beeindigd_op is None:
        return False
    return pakket.geldig_tot is None or localtime(pakket.beeindigd_op).date() < pakket.geldig_tot


def _bevestigd(pakketten: Iterable[Verstrekking]) -> dict[UUID, datetime]:
    """Return of which packets the receiver said that it goes on with the care, and when. One query."""
    berichten = Verstrekkingsbericht.objects.filter(
        verstrekking__in=[p.pk for p in pakketten], soort=Berichtsoort.VOORTGANG, code=Afloop.ZORG_GESTART
    )
    return dict(berichten.order_by("-op").values_list("verstrekking_id", "op"))


def _bij_zorg(pakketten: Iterable[Verstrekking], wie: Callable[[Verstrekking], Organisatie]) -> Iterator[Verstrekking]:
    """Return the packets of which the other organisation coordinates care."""
    bekend: dict[int, bool] = {}
    for p in pakketten:
        ander = wie(p)
        if ander.pk not in bekend:
            bekend[ander.pk] = ander.soort == Organisatiesoort.ZORGCOORDINATIE or (
                not p.buiten_baken and medewerkers_met_rol(ander.pk, ZORGCOORDINATOREN).exists()
            )
        if bekend[ander.pk]:
            yield p
