"""What there is on offer for some nights, and what the matcher knows of a client: read for selectors and services."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from baken.dossiers.leeftijd import open_band
from baken.kern import klok
from baken.kern.fouten import NietGevondenError
from baken.kern.versleuteling import Gegevenssleutel
from baken.organisaties.selectors import geldig_op
from baken.referentie import selectors as referentie
from baken.signalen.rules.bronnen import Bron
from baken.zorg.inhoud import open_profiel
from baken.zorg.models import Nacht, Plaatsing, Plek, Traject
from baken.zorg.opvanggegevens import soort_van, voorwaarden_van
from baken.zorg.rules.opvang import VAN_DE_PLEK, Aanbod, Client, Oordeel, Opvangsoort, Voorwaarden
from baken.zorg.rules.passend import passend
from baken.zorg.rules.verblijf import Verblijf
from baken.zorg.rules.voorwaarden import lees_voorwaarden
from baken.zorg.soorten import Antwoord
from baken.zorg.verloop_opvang import Plaatsingstatus


def standaardvoorwaarden(soort: Opvangsoort) -> Voorwaarden:
    """Return the conditions that ship with a kind of shelter (facts `opvang`)."""
    feit = next(f for f in referentie.feiten("opvang") if f.code == soort)
    regios: dict[str, frozenset[str]] = {}
    for gemeente in referentie.gemeenten():
        code = gemeente.veiligheidsregio_code
        regios[code] = regios.get(code, frozenset()) | {gemeente.code}
    return lees_voorwaarden(feit.inhoud["voorwaarden"], regios=regios)


def is_noodbed(soort: str) -> bool:
    """Say whether the places of a kind of shelter are noodbedden (facts `opvang`)."""
    return any(f.inhoud.get("noodbed") for f in referentie.feiten("opvang") if f.code == soort)


def client_van(traject: Traject, sleutel: Gegevenssleutel, *, vannacht: bool) -> Client:
    """Return what the matcher knows of the client of a traject: from the person and from the profile."""
    profiel = open_profiel(traject, sleutel)
    persoon = traject.dossier.betrokkenen.first()
    if persoon is None:
        raise NietGevondenError
    band = open_band(persoon, sleutel)
    leeftijd = next((g for g in referentie.leeftijdsgroepen() if g.code == band), None)
    verblijf = Verblijf(profiel.verblijf) if profiel.verblijf in set(Verblijf) else Verblijf.ONBEKEND
    ingeschreven = (profiel.ingeschreven_in,)  # where somebody is registered is where that person lives, until told
    gemeenten = {*ingeschreven, profiel.woont_in, profiel.werkt_in, profiel.aangetroffen_in} - {""}
    return Client(
        geslacht=persoon.geslacht,
        minderjarig=leeftijd.minderjarig if leeftijd else None,
        nederlands=_nederlands(persoon.nationaliteit),
        verblijf=verblijf,
        vormen=frozenset(traject.vormen),
        gemeenten=frozenset(gemeenten),
        aangetroffen=profiel.aangetroffen_in,
        inzet=profiel.inzet,
        contra=None if profiel.contra_indicaties is None else frozenset(profiel.contra_indicaties),
        kinderen=None if profiel.kinderen is None else len(profiel.kinderen),
        vannacht=vannacht,
    )


def _nederlands(nationaliteit: str) -> bool | None:
    return None if nationaliteit in ("", "onbekend") else nationaliteit == "NL"


def plekken_in(organisatie_id: int, van: date, tot: date) -> QuerySet[Plek]:
    """Return the places of an organisation that are there for every night from `van` up to `tot`.

    With `bezet`, and `vertrek_open`: whether somebody is there of whom nobody recorded the leaving.
    """
    tot_einde = Q(geldig_tot__isnull=True) | Q(geldig_tot__gte=tot)
    voorziening = Q(voorziening__geldig_tot__isnull=True) | Q(voorziening__geldig_tot__gte=tot)
    nachten = Nacht.objects.filter(plek_id=OuterRef("pk"), datum__gte=van, datum__lt=tot)
    return (
        Plek.objects.filter(geldig_op(van), tot_einde, geldig_op(van, "voorziening__"), voorziening)
        .filter(voorziening__organisatie_id=organisatie_id)
        .annotate(bezet=Exists(nachten), vertrek_open=Exists(niet_vertrokken()))
        .select_related("voorziening__stand")
        .order_by("voorziening__naam", "code", "pk")
    )


def niet_vertrokken(plek: str = "pk") -> QuerySet[Plaatsing]:
    """Return, for a query on places, the stays there whose last night is past while nobody recorded the leaving.

    plek: where the number of the place stands in that query.
    """
    return Plaatsing.objects.filter(plek_id=OuterRef(plek), status=Plaatsingstatus.VERBLIJFT, tot__lte=klok.vandaag())


def aanbod_van(plekken: Sequence[Plek], van: date, tot: date) -> list[Aanbod]:
    """Return places as the matcher takes them, with whether they are free in these nights."""
    return [
        Aanbod(
            plek.pk,
            soort_van(plek),
            voorwaarden_van(plek),
            vrij=_vrij(plek, van, tot),
            noodbed=plek.noodbed,
            vertrek_open=_vertrek_open(plek),
            bron=_bron(plek),
        )
        for plek in plekken
    ]


def oordeel_nu(traject: Traject, sleutel: Gegevenssleutel, plek: Plek) -> Oordeel:
    """Return what the matcher says of a place that this client has already: of the conditions, not of the nights."""
    aanbod = Aanbod(plek.pk, soort_van(plek), voorwaarden_van(plek), vrij=None, noodbed=plek.noodbed, bron=_bron(plek))
    return passend(client_van(traject, sleutel, vannacht=False), aanbod)


def _vrij(plek: Plek, van: date, tot: date) -> bool | None:
    """Return whether a place is free: from the nights where all are booked here, else what was said for tonight."""
    if getattr(plek, "bezet") or _vertrek_open(plek):  # noqa: B009  # an annotation of plekken_in
        return False
    if plek.voorziening.eigen_boeking:
        return True
    stand = getattr(plek.voorziening, "stand", None)
    if stand is None or stand.nacht != klok.vandaag() or van != stand.nacht or (tot - van).days != 1:
        return None
    return {Antwoord.JA: True, Antwoord.NEE: False}.get(Antwoord(stand.vrij))


def _vertrek_open(plek: Plek) -> bool:
    return bool(getattr(plek, "vertrek_open"))  # noqa: B009  # an annotation of plekken_in


def _bron(plek: Plek) -> Bron:
    bron = plek.voorziening.bron
    return Bron(bron, "zoals ingevuld bij deze voorziening") if bron else VAN_DE_PLEK
