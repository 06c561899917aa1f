"""What people may read of a casusoverleg: the team, and who was invited and still reads along. Nobody is named."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.timezone import localtime

from baken.casussen.blad import casus_voor
from baken.casussen.models import Casus
from baken.casussen.pseudoniemen import bekenden, pseudoniem, pseudoniem_in_zicht
from baken.casussen.querysets import zichtbare_casussen
from baken.casussen.rules.zicht import aanpak_van
from baken.casussen.teksten import Leesbril, aanpakken_in, leesbril, mag_noemen
from baken.dossiers.acties import OpenActie, open_acties
from baken.dossiers.bijeenkomsten import open_bijeenkomst
from baken.dossiers.context import lezing, organisatiecontext
from baken.dossiers.deelname import deelnames
from baken.dossiers.inhoud import open_inhoud
from baken.dossiers.meelezen import delen_per_persoon
from baken.dossiers.models import Dossier
from baken.dossiers.naamvormen import heeft_korte_naam
from baken.dossiers.querysets import zichtbare_dossiers
from baken.dossiers.services import eis, onderwerp_dossier, sleutel_van
from baken.kern import journaal
from baken.kern.documenten import Deel, Stuk, Tabel
from baken.kern.fouten import NietGevondenError, NietToegestaanError, OvergangNietToegestaanError
from baken.kern.journaal import Spoor
from baken.keten.models import Aanwezig, Bijeenkomst, Bijeenkomstsoort, Deelname, Wijze
from baken.keten.verloop import Actiestatus, Bijeenkomststatus
from baken.organisaties.besluit import Onderwerp, Wie, decide

MEELEZEN = "delen.meelezen"
MEESTE_GEWEEST = 50


@dataclass(frozen=True)
class Genodigde:
    """Who was asked, by name of staff or organisation, and whether it came."""

    id: int
    naam: str
    organisatie: str
    eigen: bool
    aanwezig: str


GEEN_NAMEN = (
    "Baken heeft namen, nummers en adressen weggehaald die in de casus staan en die het herkent. Andere namen "
    "kunnen er nog in staan. Lees dit verslag na voordat u het aan iemand geeft."
)


@dataclass(frozen=True)
class Overlegblad:
    """A casusoverleg as a reader has it. `casus` is None for who was invited: that number is the owner's."""

    bijeenkomst: Bijeenkomst
    casus: Casus | None
    agenda: Sequence[str]
    besluiten: Sequence[str]
    genodigden: Sequence[Genodigde]
    acties: Sequence[OpenActie]
    mag: Mapping[str, bool]
    korte_naam: bool  # somebody has a name that is not found however it is written: the reader has to look


def _genodigden(bijeenkomst: Bijeenkomst) -> list[Genodigde]:
    rijen = bijeenkomst.deelnames.select_related("organisatie", "medewerker").order_by("pk")
    return [
        Genodigde(
            d.pk,
            d.medewerker.naam if d.medewerker else d.organisatie.naam,
            d.organisatie.naam,
            d.organisatie_id == d.beheerder_id,
            d.aanwezig,
        )
        for d in rijen
    ]


def _haal(dossier_id: UUID, bijeenkomst_id: UUID) -> Bijeenkomst:
    gevonden = Bijeenkomst.objects.filter(pk=bijeenkomst_id, dossier_id=dossier_id).first()
    if gevonden is None:
        raise NietGevondenError
    return gevonden


def _geopend(casus: Casus, bijeenkomst: Bijeenkomst, bril: Leesbril) -> Overlegblad:
    """Open a meeting with its words as somebody reads them."""
    sleutel = sleutel_van(casus.dossier)
    woorden = open_bijeenkomst(bijeenkomst, sleutel)
    acties = [bril.actie(a) for a in open_acties(casus.dossier, sleutel) if a.bijeenkomst_id == bijeenkomst.pk]
    return Overlegblad(
        bijeenkomst=bijeenkomst,
        casus=casus,
        agenda=[bril.tekst(punt.tekst, punt.over) for punt in woorden.agenda],
        besluiten=[bril.tekst(besluit.tekst, besluit.over) for besluit in woorden.besluiten],
        genodigden=_genodigden(bijeenkomst),
        acties=acties,
        mag={},
        korte_naam=heeft_korte_naam([velden for _naam, velden in bril.bekend]),
    )


@lezing
def overlegblad(door: Wie, pk: int, bijeenkomst_id: UUID) -> Overlegblad:
    """Open a casusoverleg of an own casus, with pseudonyms; a line in the journaal.

    Raises NietGevondenError, NietToegestaanError.
    """
    casus, onderwerp = _eigen(door, pk)
    bijeenkomst = _haal(casus.dossier_id, bijeenkomst_id)
    _noteer(door, casus, "overleg.ingezien", bijeenkomst)
    inhoud = open_inhoud(casus.dossier, sleutel_van(casus.dossier))
    bril = leesbril(casus, inhoud, door, onderwerp, met_namen=False)
    verslag = _mag_verslag(door, bijeenkomst, bril)
    mag = {
        "overleggen": decide(door, "casussen.overleggen", onderwerp).toegestaan and bool(bril.leest),
        "behandelen": decide(door, "casussen.behandelen", onderwerp).toegestaan and bool(bril.leest),
        "verslag": verslag,
        "met_namen": verslag and decide(door, "casussen.verslag_met_namen", onderwerp).toegestaan,
    }
    return replace(_geopend(casus, bijeenkomst, bril), mag=mag)


def _gevraagd(door: Wie, bijeenkomst: Bijeenkomst) -> bool:
    """Say whether this person was asked to a meeting of the own organisation, by name. One query."""
    return bijeenkomst.deelnames.filter(medewerker_id=door.medewerker_id).exists()


def _eigen(door: Wie, pk: int) -> tuple[Casus, Onderwerp]:
    casus = casus_voor(door, pk)
    onderwerp = onderwerp_dossier(door, casus.dossier, soort="casus", status=casus.status)
    eis(door, "casussen.inzien", onderwerp)
    return casus, onderwerp


def _noteer(door: Wie, casus: Casus, wat: str, bijeenkomst: Bijeenkomst) -> None:
    with transaction.atomic():
        journaal.noteer(door.spoor(), wat, casus.dossier_id, inhoud={"bijeenkomst": str(bijeenkomst.pk)})


def _mag_verslag(door: Wie, bijeenkomst: Bijeenkomst, bril: Leesbril) -> bool:
    """Say whether somebody gets the minutes: who reads all of the casus, or was asked."""
    return bril.is_open("") or _gevraagd(door, bijeenkomst)


@lezing
def verslag(door: Wie, pk: int, bijeenkomst_id: UUID, *, met_namen: bool = False) -> Stuk:
    """Return the minutes of a meeting that was held, as a document; each time is a line in the journaal.

    Without names unless asked, which is another right and another line. Then too only of whom the reader may see: who
    belongs to the other approach keeps the pseudonym, and whose data may only be kept (AVG art. 18) is named nowhere.
    Who was asked and works in one approach has the words of the other closed in it, as on the page.
    Raises NietGevondenError, NietToegestaanError, OvergangNietToegestaanError (not held).
    """
    casus, onderwerp = _eigen(door, pk)
    if met_namen:
        eis(door, "casussen.verslag_met_namen", onderwerp)
    bijeenkomst = _haal(casus.dossier_id, bijeenkomst_id)
    if bijeenkomst.status != Bijeenkomststatus.GEHOUDEN:
        raise OvergangNietToegestaanError(bijeenkomst.status, "verslag")
    inhoud = open_inhoud(casus.dossier, sleutel_van(casus.dossier))
    bril = leesbril(casus, inhoud, door, onderwerp, met_namen=met_namen)
    if not _mag_verslag(door, bijeenkomst, bril):
        raise NietToegestaanError("Dit overleg ging over meer dan uw taak, en u was er niet voor gevraagd.")
    _noteer(door, casus, "overleg.verslag_met_namen" if met_namen else "overleg.verslag", bijeenkomst)
    blad = _geopend(casus, bijeenkomst, bril)
    noembaar = mag_noemen(door, onderwerp)
    wie = [
        (pseudoniem(p), p.groepen.get("identiteit", {}).get("naam", "") if noembaar(p) else "")
        for p in inhoud.betrokkenen
    ]
    return _stuk(blad, casus.nummer, wie if met_namen else [])


def _stuk(blad: Overlegblad, nummer: str, wie: Sequence[tuple[str, str]]) -> Stuk:
    b = blad.bijeenkomst
    aanwezig = [(g.naam, g.organisatie, str(Aanwezig(g.aanwezig).label)) for g in blad.genodigden]
    acties = [
        (a.tekst, a.eigenaar, date_format(a.voor, "j F Y"), str(Actiestatus(a.status).label)) for a in blad.acties
    ]
    delen = [
        Deel("Wie waren er", tabel=Tabel(("Wie", "Organisatie", "Aanwezig"), aanwezig)),
        Deel("Agenda", punten=blad.agenda),
        Deel("Besluiten", punten=blad.besluiten, alineas=() if blad.besluiten else ("Er is niets besloten.",)),
        Deel(
            "Acties",
            alineas=() if acties else ("Er zijn geen acties afgesproken.",),
            tabel=Tabel(("Wat", "Wie", "Voor", "Stand"), acties) if acties else None,
        ),
    ]
    if wie:
        rijen = [(naam, echt or "niet genoemd") for naam, echt in wie]
        delen.append(Deel("Wie zijn het", tabel=Tabel(("In dit verslag", "Naam"), rijen)))
    moment = date_format(localtime(b.op), "j F Y, H:i")
    slot = "Dit verslag noemt personen. Bewaar het niet langer dan nodig en geef het niet door." if wie else ""
    return Stuk(
        f"Verslag casusoverleg {nummer}",
        f"{moment} · {Wijze(b.wijze).label}",
        delen,
        slot or GEEN_NAMEN,
    )


@dataclass(frozen=True)
class Rij:
    """A meeting in a list: when, whose, and where it leads. `casus_id` is None for an invitation of another."""

    id: uuid.UUID
    bijeenkomst: Bijeenkomst
    casus_id: int | None
    nummer: str


@lezing
def overleggen(door: Wie) -> list[Rij]:
    """Return the planned meetings on casussen that this person reaches, first one first.

    With those of others to which the own organisation was invited and still may come.
    """
    casussen = Casus.objects.filter(zichtbare_casussen(door, "casussen.werklijst"), organisatie_id=door.organisatie_id)
    eigen = {d: (pk, nummer) for d, pk, nummer in casussen.values_list("dossier_id", "pk", "nummer")}
    rijen = (
        Bijeenkomst.objects.filter(soort=Bijeenkomstsoort.CASUSOVERLEG, status=Bijeenkomststatus.GEPLAND)
        .filter(Q(organisatie_id=door.organisatie_id) | _van_anderen(door))
        .select_related("organisatie")
        .defer("geheim")
        .order_by("op", "pk")[:200]
    )
    uit = []
    for b in rijen:
        if b.dossier_id in eigen:
            uit.append(Rij(b.pk, b, *eigen[b.dossier_id]))
        elif b.organisatie_id != door.organisatie_id:
            uit.append(Rij(b.pk, b, None, ""))
    return uit


def _van_anderen(door: Wie, *niet: str) -> Q:
    """Return the filter for meetings on dossiers of others to which the own organisation was asked and reads along.

    niet: what is left out of how it came.
    """
    open_ = zichtbare_dossiers(door, MEELEZEN, pad="pk", afgeschermd="afgeschermd")
    mee = Dossier.objects.filter(open_).exclude(organisatie_id=door.organisatie_id)
    gevraagd = Deelname.objects.filter(organisatie_id=door.organisatie_id).exclude(beheerder_id=door.organisatie_id)
    return Q(
        dossier_id__in=list(mee.values_list("pk", flat=True)),
        pk__in=gevraagd.exclude(aanwezig__in=niet).values("bijeenkomst_id"),
    )


@lezing
def geweest(door: Wie) -> list[Rij]:
    """Return the meetings of others that were held and where the own organisation was, last one first.

    As long as it reads along there: then it opens the decisions (uitnodiging). Who did not come is not in it.
    """
    rijen = (
        Bijeenkomst.objects.filter(soort=Bijeenkomstsoort.CASUSOVERLEG, status=Bijeenkomststatus.GEHOUDEN)
        .filter(_van_anderen(door, Aanwezig.NEE, Aanwezig.AFGEMELD))
        .select_related("organisatie")
        .defer("geheim")
        .order_by("-op", "pk")[:MEESTE_GEWEEST]
    )
    return [Rij(b.pk, b, None, "") for b in rijen]


@lezing
def uitnodiging(door: Wie, bijeenkomst_id: UUID) -> Overlegblad:
    """Open a meeting of another organisation to which the own one was invited: agenda and decisions, nobody named.

    Of a person only the parts are told that the own organisation reads along in, and no words of an approach in which
    it does not: a point on the casus as a whole is for who reads along in all of it. Nor of one in which somebody has a
    part it reads along in, and is not whom a deelbesluit is about: who came later. The basis is asked again at this
    moment. Raises NietGevondenError the moment it does not hold.
    """
    bijeenkomst = (
        Bijeenkomst.objects.filter(pk=bijeenkomst_id, deelnames__organisatie_id=door.organisatie_id)
        .exclude(organisatie_id=door.organisatie_id)
        .select_related("organisatie")
        .first()
    )
    if bijeenkomst is None or bijeenkomst.dossier_id is None:
        raise NietGevondenError
    mee = deelnames(door, bijeenkomst.dossier_id)
    casus = Casus.objects.select_related("dossier").filter(dossier_id=bijeenkomst.dossier_id).first()
    if not mee or casus is None or casus.dossier.verpakte_sleutel is None:
        raise NietGevondenError
    onderwerp = onderwerp_dossier(door, casus.dossier, soort="casus")
    if not decide(door, MEELEZEN, onderwerp).toegestaan:  # also a casus that was shielded since
        raise NietGevondenError
    grondslag = mee[0].verstrekking.grondslag.code
    welke = {"bijeenkomst": str(bijeenkomst.pk)}
    with transaction.atomic():
        journaal.noteer(door.spoor(), "overleg.uitnodiging_ingezien", grondslag=grondslag, inhoud=welke)
        journaal.noteer(
            Spoor(None, "deelnemer", bijeenkomst.organisatie_id),
            "overleg.uitnodiging_ingezien",
            casus.dossier_id,
            grondslag=grondslag,
            inhoud={**welke, "organisatie": door.organisatie_id},
        )
    delen = {
        deel
        for groep, deel in onderwerp.zicht or ()
        if groep != "locatie" and decide(door, MEELEZEN, onderwerp, groep, deel).toegestaan
    }
    # What must be kept out is more than who reads along may see (the packets of the owner), so it is gathered there.
    with organisatiecontext(bijeenkomst.organisatie_id):
        inhoud = open_inhoud(casus.dossier, sleutel_van(casus.dossier))
        van = delen_per_persoon(door, onderwerp, mee, inhoud.betrokkenen)
        buiten = {d for p in inhoud.betrokkenen for d in {p.deel, p.ook_deel} & delen - van[p.id]}
        bril = Leesbril(
            leest=aanpakken_in((deel, "") for deel in delen) - {aanpak_van(deel).code for deel in buiten},
            in_casus=aanpakken_in((p.deel, p.ook_deel) for p in inhoud.betrokkenen),
            bekend=bekenden(casus, inhoud, noem=lambda persoon: pseudoniem_in_zicht(persoon, van[persoon.id])),
        )
        return replace(_geopend(casus, bijeenkomst, bril), casus=None)
