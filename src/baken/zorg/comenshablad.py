"""What people may read of what goes to CoMensha: a list without content, and the two records of one traject."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from baken.dossiers.context import lezing
from baken.dossiers.models import Toestemming
from baken.dossiers.services import eis, onderwerp_dossier, sleutel_van
from baken.dossiers.soorten import Toestemmingsdoel
from baken.dossiers.toestemmingrijen import geldt_op
from baken.dossiers.verloop import Verstrekkingsstatus
from baken.kern import journaal
from baken.kern.fouten import NietGevondenError
from baken.keten.rules import Poort
from baken.organisaties.besluit import Wie, decide
from baken.zorg.aanleveringen import (
    MODELLEN,
    Aanleversoort,
    Antwoordregel,
    Gegevens,
    bekend_van,
    hulp_bekend_van,
    open_antwoorden,
    open_hulpvraag,
    open_registratie,
    soort_van,
)
from baken.zorg.inhoud import open_profiel
from baken.zorg.models import Hulpvraag, Registratie, Traject
from baken.zorg.querysets import zichtbare_trajecten
from baken.zorg.services.aanleveren import is_dubbel, jaren, missend, toestemming_voor, waarom_geen_toestemming
from baken.zorg.services.basis import client_van
from baken.zorg.services.uitleveren import opening
from baken.zorg.soorten import Doelgroep
from baken.zorg.verloop_comensha import Aanleverstatus

PER_PAGINA = 25
TABS = {
    "voorbereiden": (Aanleverstatus.CONCEPT,),
    "klaar": (Aanleverstatus.KLAAR,),
    "verzonden": (Aanleverstatus.VERZONDEN,),
    "gedaan": (Aanleverstatus.BEVESTIGD, Aanleverstatus.INGETROKKEN),
}
HANDELINGEN = ("registreren", "hulp_vragen", "uitleveren")


@dataclass(frozen=True)
class Aanleverlijst:
    """One page of records of one kind, without what is in them; how many stand in each tab."""

    rijen: Sequence[Registratie | Hulpvraag]
    meer: bool
    aantallen: Mapping[str, int]
    poort: Poort


@dataclass(frozen=True)
class Aanlevering:
    """One record, opened: what it says, what is missing, and whether a file of it waits to be handed over.

    teruggenomen: consent was taken back after it was handed over, so CoMensha may not go on with it. dubbel: another
    registration of that year turned out to be of the same person.
    """

    rij: Registratie | Hulpvraag
    gegevens: Gegevens
    ontbreekt: Sequence[str]
    antwoorden: Sequence[Antwoordregel]
    heeft_bestand: bool
    teruggenomen: bool
    dubbel: bool

    @property
    def soort(self) -> Aanleversoort:
        """Return which of the two it is."""
        return soort_van(self.rij)


@dataclass(frozen=True)
class Comenshablad:
    """Both records of a traject side by side, each with its own purpose, basis and state."""

    traject: Traject
    registraties: Sequence[Aanlevering]
    hulpvragen: Sequence[Aanlevering]
    poorten: Mapping[Aanleversoort, Poort]
    toestemming: Toestemming | None
    geen_toestemming: str  # why there is none, or nothing
    beperkt_op: date | None
    dubbel_te_zien: bool  # whether somebody registered twice can be noticed: a document, or name and birth date
    jaren: Sequence[int]  # for which a registration can be started
    alle_jaren: Sequence[int]  # for which there is one, or can be
    mag: Mapping[str, bool]


def _traject(door: Wie, traject_id: int) -> Traject:
    traject = (
        Traject.objects.filter(zichtbare_trajecten(door, "comensha.werklijst"), pk=traject_id)
        .select_related("dossier", "organisatie")
        .first()
    )
    if traject is None or traject.doelgroep != Doelgroep.SLACHTOFFER:
        raise NietGevondenError
    return traject


def _zichtbaar(door: Wie, soort: Aanleversoort) -> QuerySet[Any]:
    """Return the registrations or help requests of the own organisation that `door` may see.

    Each help request says whether it is without consent today (zonder_toestemming).
    """
    trajecten = Traject.objects.filter(zichtbare_trajecten(door, "comensha.werklijst"), doelgroep=Doelgroep.SLACHTOFFER)
    eigen: QuerySet[Any] = MODELLEN[soort]._default_manager.filter(
        organisatie_id=door.organisatie_id, traject__in=trajecten
    )
    if soort == Aanleversoort.REGISTRATIE:
        return eigen
    toestemming = Toestemming.objects.filter(
        geldt_op(door.vandaag),
        dossier_id=OuterRef("traject__dossier_id"),
        doel=Toestemmingsdoel.COMENSHA_HULPVRAAG,
        betrokkene__isnull=False,
    )
    met_stand: QuerySet[Any] = eigen.annotate(zonder_toestemming=~Exists(toestemming))
    return met_stand


@lezing
def klaar_van(door: Wie, soort: Aanleversoort, ids: Sequence[uuid.UUID]) -> list[Any]:
    """Return which of these records are ready and may be seen, on whichever page of the list. One query."""
    klaar = _zichtbaar(door, soort).filter(pk__in=ids, status__in=TABS["klaar"]).select_related("traject")
    return list(klaar.defer("inhoud", "terugkoppeling").order_by("-gemaakt_op", "pk"))


@lezing
def aanleverlijst(door: Wie, soort: Aanleversoort, *, tab: str = "klaar", pagina: int = 1) -> Aanleverlijst:
    """Return one page of the registrations or help requests of the own organisation, newest first.

    At most nine queries, whatever the length.
    """
    eigen = _zichtbaar(door, soort)
    begin = (max(pagina, 1) - 1) * PER_PAGINA
    rijen: list[Any] = list(
        eigen.filter(status__in=TABS[tab])
        .select_related("traject", "verstrekking")
        .defer("inhoud", "terugkoppeling", "verstrekking__pakket", "verstrekking__verantwoording")
        .order_by("-gemaakt_op", "pk")[begin : begin + PER_PAGINA + 1]
    )
    aantallen = eigen.aggregate(**{naam: Count("pk", filter=Q(status__in=standen)) for naam, standen in TABS.items()})
    # Whether somebody agreed is asked per record when a file is made; here only what stops all of them is told.
    poort = opening(soort, door=door).poort
    return Aanleverlijst(rijen[:PER_PAGINA], len(rijen) > PER_PAGINA, aantallen, poort)


@lezing
def comenshablad(door: Wie, traject_id: int) -> Comenshablad:
    """Open what a traject gave, or may give, to CoMensha; one line. Raises NietGevondenError, NietToegestaanError."""
    traject = _traject(door, traject_id)
    onderwerp = onderwerp_dossier(door, traject.dossier, soort="traject", status=traject.status)
    eis(door, "comensha.werklijst", onderwerp)
    with transaction.atomic():
        journaal.noteer(door.spoor(), "comensha.ingezien", traject.dossier_id)
    client = client_van(traject)
    toestemming = toestemming_voor(traject, client)
    waarom_niet = "" if toestemming else waarom_geen_toestemming(traject, client)
    registraties = [_geopend(rij, traject) for rij in traject.registraties.select_related("verstrekking")]
    al = {a.rij.jaar for a in registraties if isinstance(a.rij, Registratie) and _telt(a)}
    return Comenshablad(
        traject=traject,
        registraties=registraties,
        hulpvragen=[_geopend(rij, traject) for rij in traject.hulpvragen.select_related("verstrekking", "toestemming")],
        poorten={soort: opening(soort, door=door, geen_toestemming=waarom_niet).poort for soort in Aanleversoort},
        toestemming=toestemming,
        geen_toestemming=waarom_niet,
        beperkt_op=client.beperkt_op,
        dubbel_te_zien=_dubbel_te_zien(traject),
        jaren=[jaar for jaar in jaren(door) if jaar not in al],
        alle_jaren=sorted({*al, *jaren(door)}),
        mag={h: decide(door, f"comensha.{h}", onderwerp).toegestaan for h in HANDELINGEN},
    )


def _telt(aanlevering: Aanlevering) -> bool:
    return aanlevering.rij.status != Aanleverstatus.INGETROKKEN


def _dubbel_te_zien(traject: Traject) -> bool:
    return traject.dossier.zoekindexen.filter(soort__in=("document", "naam_geboortedatum")).exists()


def _geopend(rij: Registratie | Hulpvraag, traject: Traject) -> Aanlevering:
    rij.traject = traject
    sleutel = sleutel_van(traject.dossier)
    gegevens = open_registratie(rij, sleutel) if isinstance(rij, Registratie) else open_hulpvraag(rij, sleutel)
    pakket = rij.verstrekking
    return Aanlevering(
        rij=rij,
        gegevens=gegevens,
        ontbreekt=missend(rij) if rij.status == Aanleverstatus.CONCEPT else (),
        antwoorden=open_antwoorden(rij, sleutel),
        heeft_bestand=pakket is not None and pakket.status == Verstrekkingsstatus.KLAARGEZET,
        teruggenomen=pakket is not None
        and rij.status == Aanleverstatus.VERZONDEN
        and pakket.status != Verstrekkingsstatus.VERZONDEN,
        dubbel=isinstance(rij, Registratie) and rij.inhoud is not None and _dubbel(rij),
    )


def _dubbel(rij: Registratie) -> bool:
    return rij.status != Aanleverstatus.INGETROKKEN and is_dubbel(rij)


@lezing
def traject_van(door: Wie, soort: Aanleversoort, aanlevering_id: uuid.UUID) -> int:
    """Return the number of the traject of a record that `door` may see. Raises NietGevondenError."""
    gevonden: int | None = (
        _zichtbaar(door, soort).filter(pk=aanlevering_id).values_list("traject_id", flat=True).first()
    )
    if gevonden is None:
        raise NietGevondenError
    return gevonden


def vind(blad: Comenshablad, soort: Aanleversoort, aanlevering_id: uuid.UUID) -> Aanlevering:
    """Return one record of a page. Raises NietGevondenError."""
    rijen = blad.registraties if soort == Aanleversoort.REGISTRATIE else blad.hulpvragen
    for aanlevering in rijen:
        if aanlevering.rij.pk == aanlevering_id:
            return aanlevering
    raise NietGevondenError


@dataclass(frozen=True)
class Begin:
    """What a form starts with, and the version it was made for: 0 for a record that is not there yet.

    vast: the record is ready or went out, so there is nothing to fill in.
    """

    gegevens: Gegevens
    versie: int
    vast: bool = False


@lezing
def begin_registratie(door: Wie, traject_id: int, jaar: int) -> Begin:
    """Return what the form of a year starts with: the record that is there, or what the traject tells.

    The page of the traject, which the caller opens for it, writes the line. Raises NietGevondenError,
    NietToegestaanError.
    """
    traject = _traject(door, traject_id)
    eis(door, "comensha.registreren", onderwerp_dossier(door, traject.dossier, soort="traject", status=traject.status))
    rij = Registratie.objects.filter(traject=traject, jaar=jaar).exclude(status=Aanleverstatus.INGETROKKEN).first()
    if rij is None:
        return Begin(bekend_van(traject, client_van(traject)), 0)
    rij.traject = traject
    return Begin(open_registratie(rij, sleutel_van(traject.dossier)), rij.versie, rij.status != Aanleverstatus.CONCEPT)


@lezing
def begin_hulpvraag(door: Wie, traject_id: int) -> Begin:
    """Return what the form of a help request starts with: the one in preparation, or what the traject tells."""
    traject = _traject(door, traject_id)
    eis(door, "comensha.hulp_vragen", onderwerp_dossier(door, traject.dossier, soort="traject", status=traject.status))
    sleutel = sleutel_van(traject.dossier)
    rij = Hulpvraag.objects.filter(traject=traject, status__in=[Aanleverstatus.CONCEPT, Aanleverstatus.KLAAR]).first()
    if rij is None:
        profiel = open_profiel(traject, sleutel)
        kinderen = None if profiel.kinderen is None else len(profiel.kinderen)
        return Begin(hulp_bekend_van(client_van(traject), profiel.verblijf, profiel.tolk, kinderen), 0)
    rij.traject = traject
    return Begin(open_hulpvraag(rij, sleutel), rij.versie, rij.status != Aanleverstatus.CONCEPT)
