"""What people may read of shelter: what fits a client, the facilities they keep, and the region."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from baken.dossiers.context import lezing
from baken.dossiers.querysets import zichtbare_dossiers
from baken.dossiers.services import eis, onderwerp_dossier, sleutel_van
from baken.kern import journaal
from baken.kern.fouten import NietGevondenError, NietToegestaanError
from baken.organisaties.besluit import Band, Onderwerp, Wie, decide
from baken.organisaties.models import Organisatie
from baken.organisaties.selectors import geldig_op
from baken.organisaties.services import eis_organisatie
from baken.referentie import selectors as referentie
from baken.zorg.blad import lezer_zonder_naam
from baken.zorg.models import Aanbodstand, Kwaliteitscheck, Nacht, Plaatsing, Plek, Traject, Voorziening, Wachtplek
from baken.zorg.opvangaanbod import aanbod_van, client_van, niet_vertrokken, plekken_in
from baken.zorg.opvanggegevens import Bereikbaarheid, open_adres, open_plaatsing
from baken.zorg.querysets import zichtbare_trajecten
from baken.zorg.rules.match import match
from baken.zorg.rules.opvang import COSM, Client, Matchlijst, Opvangsoort
from baken.zorg.services.plaatsen import ALLEEN_SLACHTOFFERS, eerst_comensha, keur_nachten
from baken.zorg.soorten import Antwoord, Doelgroep
from baken.zorg.tasks_opvang import zonder_vaste_plek
from baken.zorg.verloop_opvang import LOPEND, Plaatsingstatus, Wachtstatus

MINSTE_HUIZEN = 3  # own choice: of fewer, how many said yes is what one of them said
_VAN_ONS = Onderwerp(soort="organisatie", banden=frozenset({Band.ORGANISATIE}))


@dataclass(frozen=True)
class Verblijf:
    """A stay with why it was booked all the same, and whether its clock still asks for a structural place."""

    plaatsing: Plaatsing
    reden: str
    zoekt_vaste_plek: bool


@dataclass(frozen=True)
class Opvangblad:
    """What the page of shelter of one client shows."""

    traject: Traject
    client: Client
    lijst: Matchlijst
    plekken: Mapping[int, Plek]
    van: date
    tot: date
    verblijven: Sequence[Verblijf]
    wachtplekken: Sequence[Wachtplek]
    heeft_plek: bool  # on every night of van up to tot
    mag_plaatsen: bool
    eerst_comensha: str  # what is needed before a place in COSM is booked; empty when nothing is, or none is on offer


def _traject(door: Wie, traject_id: int) -> tuple[Traject, Onderwerp]:
    """Return the traject of a victim. Raises NietGevondenError, NietToegestaanError."""
    gevonden = Traject.objects.filter(zichtbare_trajecten(door, "opvang.zoeken"), pk=traject_id)
    traject = gevonden.select_related("dossier").first()
    if traject is None:
        raise NietGevondenError
    onderwerp = onderwerp_dossier(door, traject.dossier, soort="traject", status=traject.status)
    eis(door, "opvang.zoeken", onderwerp)
    if traject.doelgroep != Doelgroep.SLACHTOFFER:
        raise NietToegestaanError(ALLEEN_SLACHTOFFERS)
    return traject, onderwerp


@lezing
def match_voor(door: Wie, traject_id: int, *, van: date | None = None, tot: date | None = None) -> Opvangblad:
    """Return every place for these nights (default: tonight) in three lists, with the stays of the client.

    Opens the profile of the client: one line in the journaal. Raises NietGevondenError, NietToegestaanError,
    OngeldigeInvoerError (nights that cannot be booked).
    """
    traject, onderwerp = _traject(door, traject_id)
    van = van or door.vandaag
    tot = tot or van + timedelta(days=1)
    keur_nachten(van, tot, door.vandaag)
    with transaction.atomic():
        journaal.noteer(door.spoor(), "opvang.gezocht", traject.dossier_id)
    sleutel = sleutel_van(traject.dossier)
    geboekt = Nacht.objects.filter(plaatsing__traject=traject, datum__gte=van, datum__lt=tot).count()
    heeft_plek = geboekt == (tot - van).days
    client = client_van(traject, sleutel, vannacht=van <= door.vandaag and not heeft_plek)
    plekken = list(plekken_in(door.organisatie_id, van, tot))
    stays = traject.plaatsingen.select_related("plek__voorziening", "gereserveerd_door")
    return Opvangblad(
        traject=traject,
        client=client,
        lijst=match(client, aanbod_van(plekken, van, tot)),
        plekken={p.pk: p for p in plekken},
        van=van,
        tot=tot,
        verblijven=[_verblijf(p, open_plaatsing(traject, sleutel, p)) for p in stays],
        wachtplekken=list(traject.wachtplekken.filter(status=Wachtstatus.WACHT)),
        heeft_plek=heeft_plek,
        mag_plaatsen=decide(door, "opvang.plaatsen", onderwerp).toegestaan,
        eerst_comensha=eerst_comensha(traject) if any(p.voorziening.soort in COSM for p in plekken) else "",
    )


@dataclass(frozen=True)
class Verblijfblad:
    """One stay of a client, with what may be done with it."""

    traject: Traject
    verblijf: Verblijf
    mag_plaatsen: bool


@lezing
def verblijfblad(door: Wie, plaatsing_id: uuid.UUID) -> Verblijfblad:
    """Return one stay; what was written at booking is sealed, so opening it is a line. NietGevondenError."""
    zichtbaar = zichtbare_dossiers(
        door, "opvang.zoeken", pad="traject__dossier_id", afgeschermd="traject__dossier__afgeschermd"
    )
    plaatsing = (
        Plaatsing.objects.filter(zichtbaar, pk=plaatsing_id, traject__dossier__verpakte_sleutel__isnull=False)
        .select_related("traject__dossier", "plek__voorziening", "gereserveerd_door")
        .first()
    )
    if plaatsing is None:
        raise NietGevondenError
    traject = plaatsing.traject
    onderwerp = onderwerp_dossier(door, traject.dossier, soort="traject", status=traject.status)
    eis(door, "opvang.zoeken", onderwerp)
    with transaction.atomic():
        journaal.noteer(door.spoor(), "plaatsing.ingezien", traject.dossier_id, inhoud={"plaatsing": str(plaatsing.pk)})
    sleutel = sleutel_van(traject.dossier)
    reden = lezer_zonder_naam(traject, sleutel).tekst(open_plaatsing(traject, sleutel, plaatsing))
    return Verblijfblad(traject, _verblijf(plaatsing, reden), decide(door, "opvang.plaatsen", onderwerp).toegestaan)


def _verblijf(plaatsing: Plaatsing, reden: str) -> Verblijf:
    zoekt = plaatsing.nood and plaatsing.status in LOPEND and bool(zonder_vaste_plek([plaatsing]))
    return Verblijf(plaatsing, reden, zoekt)


@dataclass(frozen=True)
class Wachtoverzicht:
    """Who of the own clients waits for a place, and which noodbedden have no structural place yet. No person."""

    wacht: Sequence[Wachtplek]
    noodbedden: Sequence[Plaatsing]


@lezing
def wachtoverzicht(door: Wie) -> Wachtoverzicht:
    """Return the waiting list and the noodbedden of the trajecten that `door` reaches. Three queries.

    Who has no safe place tonight waits first, then whose place ends soonest, and then who waits longest.
    """
    zichtbaar = zichtbare_dossiers(
        door, "opvang.zoeken", pad="traject__dossier_id", afgeschermd="traject__dossier__afgeschermd"
    )
    bewaard = Q(traject__dossier__verpakte_sleutel__isnull=False)
    wacht = Wachtplek.objects.filter(zichtbaar, bewaard, status=Wachtstatus.WACHT).select_related("traject")
    noodbedden = Plaatsing.objects.filter(zichtbaar, bewaard, status__in=LOPEND, nood=True)
    noodbedden = noodbedden.select_related("traject", "plek__voorziening").order_by("structureel_voor")
    dringend = {feit.code: n for n, feit in enumerate(referentie.alle_feiten("urgentie"))}
    return Wachtoverzicht(
        sorted(wacht, key=lambda w: (dringend.get(w.urgentie, -1), w.sinds, w.pk)),
        zonder_vaste_plek(list(noodbedden)),
    )


@lezing
def te_late_verblijven(door: Wie) -> list[Plaatsing]:
    """Return the stays whose last night is past and nobody left, and those whose first is past and nobody came.

    Of the trajecten that `door` reaches, the longest ago first. One query.
    """
    zichtbaar = zichtbare_dossiers(
        door, "opvang.zoeken", pad="traject__dossier_id", afgeschermd="traject__dossier__afgeschermd"
    )
    te_laat = Q(status=Plaatsingstatus.VERBLIJFT, tot__lte=door.vandaag)
    te_laat |= Q(status=Plaatsingstatus.GERESERVEERD, van__lt=door.vandaag)
    gevonden = Plaatsing.objects.filter(zichtbaar, te_laat, traject__dossier__verpakte_sleutel__isnull=False)
    return sorted(gevonden.select_related("traject__coordinator", "plek__voorziening"), key=sinds_wanneer)


def is_te_laat(plaatsing: Plaatsing, vandaag: date) -> bool:
    """Say whether a stay is one of those."""
    if plaatsing.status == Plaatsingstatus.GERESERVEERD:
        return plaatsing.van < vandaag
    return plaatsing.status == Plaatsingstatus.VERBLIJFT and plaatsing.tot <= vandaag


def sinds_wanneer(plaatsing: Plaatsing) -> date:
    """Return the day on which the client of a stay would leave, or come when nobody recorded that yet."""
    return plaatsing.tot if plaatsing.status == Plaatsingstatus.VERBLIJFT else plaatsing.van


@lezing
def voorzieningen(door: Wie) -> list[Voorziening]:
    """Return the facilities that the own organisation keeps, with the state. One query.

    With `aantal` places that are there tonight and how many of those are taken (`bezet`): by a night that is booked
    here, or by somebody of whom nobody recorded the leaving.
    """
    eis_organisatie(door, "opvang.beheren", door.organisatie_id)
    er_is = geldig_op(door.vandaag, "plekken__")
    nacht = Exists(Nacht.objects.filter(plek_id=OuterRef("plekken__pk"), datum=door.vandaag))
    bezet = er_is & Q(nacht | Exists(niet_vertrokken("plekken__pk")))
    return list(
        _eigen(door)
        .annotate(aantal=Count("plekken", filter=er_is), bezet=Count("plekken", filter=bezet))
        .select_related("stand")
        .defer("sleutel", "adres")
        .order_by("naam")
    )


@lezing
def aanbieders(door: Wie) -> list[tuple[int, str]]:
    """Return the organisations that may run a facility, by name. One query."""
    eis_organisatie(door, "opvang.beheren", door.organisatie_id)
    return list(Organisatie.objects.filter(geldig_op(door.vandaag)).order_by("naam", "pk").values_list("pk", "naam"))


def _eigen(door: Wie) -> QuerySet[Voorziening]:
    return Voorziening.objects.filter(organisatie_id=door.organisatie_id)


@dataclass(frozen=True)
class Voorzieningblad:
    """What the page of a facility shows: never where it is."""

    voorziening: Voorziening
    plekken: Sequence[Plek]
    kwaliteit: Sequence[Kwaliteitscheck]
    heeft_adres: bool
    mag_adres: bool


@lezing
def voorzieningblad(door: Wie, pk: uuid.UUID) -> Voorzieningblad:
    """Return one facility of the own organisation. Three queries. Raises NietGevondenError, NietToegestaanError."""
    eis_organisatie(door, "opvang.beheren", door.organisatie_id)
    gevonden = _eigen(door).filter(pk=pk).select_related("stand", "aanbieder").first()
    if gevonden is None:
        raise NietGevondenError
    return Voorzieningblad(
        voorziening=gevonden,
        plekken=list(gevonden.plekken.all()),
        kwaliteit=list(gevonden.kwaliteitschecks.all()),
        heeft_adres=gevonden.adres is not None,
        mag_adres=decide(door, "opvang.adres_tonen", _VAN_ONS).toegestaan,
    )


@lezing
def plek_voor(door: Wie, pk: int) -> Plek:
    """Return one place of the own organisation, with its facility. Raises NietGevondenError, NietToegestaanError."""
    eis_organisatie(door, "opvang.beheren", door.organisatie_id)
    eigen = Plek.objects.filter(pk=pk, voorziening__organisatie_id=door.organisatie_id)
    gevonden = eigen.select_related("voorziening").first()
    if gevonden is None:
        raise NietGevondenError
    return gevonden


@lezing
def adres_van(door: Wie, pk: uuid.UUID) -> tuple[Voorziening, Bereikbaarheid | None]:
    """Return where a facility is: one line in the journaal, each time. NietGevondenError, NietToegestaanError."""
    eis_organisatie(door, "opvang.adres_tonen", door.organisatie_id)
    gevonden = _eigen(door).filter(pk=pk).first()
    if gevonden is None:
        raise NietGevondenError
    with transaction.atomic():
        journaal.noteer(door.spoor(), "opvang.adres_getoond", inhoud={"voorziening": str(gevonden.pk)})
    return gevonden, open_adres(gevonden)


@dataclass(frozen=True)
class Regioregel:
    """Whether a kind of shelter has room tonight in the region; unknown when nobody said so today.

    huizen: how many houses there are; gezegd: how many of them said what, None when they are so few that the answer
    of one house could be told from it.
    """

    soort: Opvangsoort
    vrij: Antwoord
    bijgewerkt_op: datetime | None
    huizen: int = 0
    gezegd: Mapping[Antwoord, int] | None = None


@lezing
def regiobeeld(door: Wie) -> list[Regioregel]:
    """Return each kind of shelter with yes, no or unknown for tonight: no number of places, no person. One query."""
    besluit = decide(door, "opvang.overzicht", Onderwerp(soort="opvang"))
    if not besluit.toegestaan:
        raise NietToegestaanError(besluit.reden, besluit)
    standen: dict[str, list[Aanbodstand]] = {}
    for stand in Aanbodstand.objects.filter(organisatie_id__in=_regio(door)):
        standen.setdefault(stand.soort, []).append(stand)
    return [_regel(soort, standen.get(str(soort), []), door.vandaag) for soort in Opvangsoort]


def _regio(door: Wie) -> QuerySet[Organisatie]:
    """Return the organisations that share a region with the own one today, itself included."""
    regios = Organisatie.objects.filter(geldig_op(door.vandaag, "regios__"), pk=door.organisatie_id)
    samen = Organisatie.objects.filter(
        geldig_op(door.vandaag, "regios__"), regios__regio_id__in=regios.values("regios__regio_id")
    )
    return Organisatie.objects.filter(pk__in=[door.organisatie_id]) | Organisatie.objects.filter(
        pk__in=samen.values("pk")
    )


def _regel(soort: Opvangsoort, standen: Sequence[Aanbodstand], vandaag: date) -> Regioregel:
    """One yes is a yes. A no only when every house that is there said no for tonight; one silent house is unknown."""
    vannacht = [s for s in standen if s.nacht == vandaag and s.vrij != Antwoord.ONBEKEND]
    stil = len(vannacht) < len(standen)
    gezegd = {Antwoord.ONBEKEND} if stil else set()
    gezegd |= {Antwoord(s.vrij) for s in vannacht}
    vrij = Antwoord.ONBEKEND
    if Antwoord.JA in gezegd:
        vrij = Antwoord.JA
    elif gezegd == {Antwoord.NEE}:
        vrij = Antwoord.NEE
    zeiden = Counter(Antwoord(s.vrij) for s in vannacht)
    zeiden[Antwoord.ONBEKEND] = len(standen) - len(vannacht)
    return Regioregel(
        soort,
        vrij,
        max((s.bijgewerkt_op for s in vannacht), default=None),
        huizen=len(standen),
        gezegd={a: zeiden[a] for a in Antwoord} if len(standen) >= MINSTE_HUIZEN else None,
    )
