"""What the own organisation gave about one client: from the traject, and from the casus that the client comes from.

About nobody else. Where it cannot be seen whether something was about this client, that is said and nothing is listed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils.timezone import localtime

from baken.casussen.models import Casus
from baken.casussen.querysets import zichtbare_casussen
from baken.dossiers.context import lezing
from baken.dossiers.inhoud import OpenBetrokkene, open_inhoud
from baken.dossiers.inzage.personen import overeenkomsten
from baken.dossiers.models import Dossier, Verstrekking, Verstrekkingsbericht
from baken.dossiers.pakket import KERN, TOELICHTING, Regel
from baken.dossiers.pakketinhoud import codes
from baken.dossiers.pakketpersonen import nummer_van, personen_op_nummer
from baken.dossiers.services import eis, onderwerp_dossier, sleutel_van
from baken.dossiers.soorten import Verstrekkingssoort
from baken.dossiers.verstrekken import open_pakket, personen_van
from baken.kern import journaal, klok
from baken.keten.rules import VELDGROEPEN
from baken.organisaties.besluit import Wie
from baken.zorg.blad import client_voor, traject_voor
from baken.zorg.models import Traject

PAKKET, MEELEZEN, BERICHT, COMENSHA = "pakket", "meelezen", "bericht", str(Verstrekkingssoort.COMENSHA)
HULP, ZAAK, TEKST, PLEK_UIT_ZAAK = "hulp", "zaak", "toelichting", "plek_uit_zaak"


@dataclass(frozen=True)
class Gedeeld:
    """With whom something was shared, on which day and basis, and what in groups; never what it said.

    soort: PAKKET, MEELEZEN (then `tot` says until when), BERICHT (then `code` is the fixed text, empty for own words)
    or COMENSHA, which has other fields than the groups tell.
    """

    soort: str
    ontvanger: str
    op: date
    grondslag: str
    groepen: Sequence[str] = ()
    tot: date | None = None
    code: str = ""


@dataclass(frozen=True)
class Overzicht:
    """All that was given about a client, oldest first. onzeker: there is more, of which nobody can tell about whom."""

    uit_traject: Sequence[Gedeeld]
    uit_casus: Sequence[Gedeeld] = ()
    onzeker: bool = False


@dataclass
class _Gevonden:
    regels: list[Gedeeld] = field(default_factory=list)
    onzeker: bool = False


@lezing
def gedeeld_uit_casus(door: Wie, pk: int) -> Overzicht:
    """Return what was given about the client of a traject. Raises NietGevondenError, NietToegestaanError."""
    traject = traject_voor(door, pk)
    onderwerp = onderwerp_dossier(door, traject.dossier, soort="traject", status=traject.status)
    eis(door, "trajecten.inzien", onderwerp)
    client = client_voor(door, traject, "trajecten.inzien", onderwerp, sleutel_van(traject.dossier))
    return gedeeld_over(door, traject, client)


def gedeeld_over(door: Wie, traject: Traject, client: OpenBetrokkene | None) -> Overzicht:
    """Gather it; that the packets of the casus were opened for it is a line there. The caller asked decide()."""
    eigen = _Gevonden()
    for v in _gegeven(traject.dossier):
        eigen.regels += _uit_eigen_pakket(v)
        eigen.regels += _meelezen(v, client, plekken=traject.dossier.locaties.exists())
    if traject.casus_id is None:
        return Overzicht(_op_dag(eigen.regels))
    casus = Casus.objects.filter(zichtbare_casussen(door, "casussen.inzien"), pk=traject.casus_id).first()
    if casus is None:
        return Overzicht(_op_dag(eigen.regels), onzeker=True)
    with transaction.atomic():
        journaal.noteer(door.spoor(), "dossier.delen_bekeken", casus.dossier_id)
    uit = _Gevonden()
    _uit_casus(casus, client, uit)
    _berichten(casus, client, uit)
    return Overzicht(_op_dag(eigen.regels), _op_dag(uit.regels), uit.onzeker)


def _op_dag(regels: list[Gedeeld]) -> list[Gedeeld]:
    return sorted(regels, key=lambda g: g.op)


def _gegeven(dossier: Dossier) -> list[Verstrekking]:
    """Return what went out of a dossier, also when it was taken back since: who got it, got it."""
    rijen = Verstrekking.objects.filter(dossier=dossier, verzonden_op__isnull=False)
    return list(rijen.select_related("ontvanger", "grondslag", "toestemming").order_by("verzonden_op", "pk"))


def _als_gedeeld(v: Verstrekking, soort: str, groepen: Sequence[str]) -> Gedeeld:
    assert v.verzonden_op is not None  # the filter above
    return Gedeeld(soort, v.ontvanger.naam, localtime(v.verzonden_op).date(), v.grondslag.naam, groepen)


def _uit_eigen_pakket(v: Verstrekking) -> Iterator[Gedeeld]:
    """Yield a packet of the traject, which has one person. Of a packet that was destroyed the chosen groups are left.

    A packet to CoMensha has fixed fields of its own.
    """
    if v.soort == Verstrekkingssoort.COMENSHA:
        yield _als_gedeeld(v, COMENSHA, v.veldgroepen)
    elif v.pakket_sleutel is None:
        yield _als_gedeeld(v, PAKKET, v.veldgroepen)
    else:
        yield _als_gedeeld(v, PAKKET, _groepen(open_pakket(v), None, kern=HULP))


def _groepen(regels: Sequence[Regel], nummer: int | None, *, kern: str) -> list[str]:
    """Return the groups that a packet has of one person, in its order; None: everybody in it is that person."""
    uit: list[str] = []
    for regel in regels:
        over = nummer_van(regel)
        if nummer is not None and over not in {None, nummer}:
            continue
        if regel.groep == KERN:
            code = TEKST if regel.kop == TOELICHTING else kern
        else:
            code = PLEK_UIT_ZAAK if nummer is not None and regel.groep == "locatie" else regel.groep
        if code not in uit:
            uit.append(code)
    return uit


def _meelezen(v: Verstrekking, persoon: OpenBetrokkene | None, *, plekken: bool) -> Iterator[Gedeeld]:
    """Yield since when and until when a receiver could read along about this person."""
    if persoon is None or not v.live:
        return
    over = personen_van(v)
    if over is not None and persoon.id not in over:
        return
    for toegang in v.toegangen.all():
        groepen = [g for g in VELDGROEPEN if g in toegang.veldgroepen and (g != "locatie" or plekken)]
        if groepen and {persoon.deel, persoon.ook_deel} & set(toegang.delen):
            naam, basis = v.ontvanger.naam, v.grondslag.naam
            yield Gedeeld(MEELEZEN, naam, toegang.geldig_van, basis, groepen, toegang.geldig_tot)


def _uit_casus(casus: Casus, client: OpenBetrokkene | None, uit: _Gevonden) -> None:
    """Add what went out of the casus about this client."""
    gegeven = _gegeven(casus.dossier)
    if not gegeven:
        return
    persoon, zeker = herken(client, open_inhoud(casus.dossier).betrokkenen)
    if persoon is None:
        uit.onzeker = uit.onzeker or not zeker
        return
    plekken = casus.dossier.locaties.exists()
    for v in gegeven:
        regels = open_pakket(v) if v.pakket_sleutel is not None else []
        over = {nummer_van(regel) for regel in regels} - {None}
        if persoon.nummer in over:
            uit.regels.append(_als_gedeeld(v, PAKKET, _groepen(regels, persoon.nummer, kern=ZAAK)))
        elif not over and {persoon.deel, persoon.ook_deel} & set(v.delen):  # destroyed, or only the kern
            uit.onzeker = True
        uit.regels += _meelezen(v, persoon, plekken=plekken)


def _berichten(casus: Casus, client: OpenBetrokkene | None, uit: _Gevonden) -> None:
    """Add what the senders of the packets about this client heard of how it goes."""
    for bron in casus.bronnen.select_related("verstrekking__afzender", "verstrekking__grondslag"):
        v = bron.verstrekking
        berichten = list(v.berichten.all())
        if not berichten:
            continue
        persoon, zeker = _in_pakket(v, client)
        if persoon is None:
            uit.onzeker = uit.onzeker or not zeker
            continue
        uit.regels += [_bericht(v, b) for b in berichten]


def _bericht(v: Verstrekking, bericht: Verstrekkingsbericht) -> Gedeeld:
    dag = bericht.op.astimezone(klok.TIJDZONE).date()
    return Gedeeld(BERICHT, v.afzender.naam, dag, v.grondslag.naam, code=bericht.code)


def _in_pakket(v: Verstrekking, client: OpenBetrokkene | None) -> tuple[OpenBetrokkene | None, bool]:
    if v.pakket_sleutel is None:
        return None, False
    personen = [
        OpenBetrokkene(n, p.deel, "", "", "", {"identiteit": p.identiteit, "contact": p.contact})
        for n, p in personen_op_nummer(open_pakket(v), codes()).items()
    ]
    return herken(client, personen)


def herken(client: OpenBetrokkene | None, personen: Sequence[OpenBetrokkene]) -> tuple[OpenBetrokkene | None, bool]:
    """Return which of these persons is the client, and otherwise whether it is certain that none of them is.

    By document or name with birth date, by the name, or because there is one person of that part, of whom nothing
    that was recorded says it is somebody else.
    """
    if client is None or not personen:
        return None, False
    kan = [p for p in personen if client.deel in {p.deel, p.ook_deel}]
    wie = {**client.groepen.get("identiteit", {}), **client.groepen.get("contact", {})}
    naam = _naam(client)
    zelfde = [p for p in kan if {"document", "naam_geboortedatum"} & set(overeenkomsten(wie, p))]
    zelfde = zelfde or [p for p in kan if naam and _naam(p) == naam and not _is_ander(client, p)]
    zelfde = zelfde or [p for p in kan if not _is_ander(client, p) and len(kan) == 1]
    return (zelfde[0], True) if len(zelfde) == 1 else (None, not kan)


def _naam(persoon: OpenBetrokkene) -> frozenset[str]:
    return frozenset(persoon.groepen.get("identiteit", {}).get("naam", "").casefold().split())


def _is_ander(client: OpenBetrokkene, persoon: OpenBetrokkene) -> bool:
    """Say whether what is known of two persons contradicts: another document, birth date, or no word of the name."""
    een, ander = client.groepen.get("identiteit", {}), persoon.groepen.get("identiteit", {})
    for veld in ("document", "geboortedatum"):
        if een.get(veld) and ander.get(veld) and een[veld].strip() != ander[veld].strip():
            return True
    return bool(_naam(client) and _naam(persoon)) and not _naam(client) & _naam(persoon)
