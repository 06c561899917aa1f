"""Book a place for a client, night by night, and keep how long the client stays."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Min, Q

from baken.dossiers.context import handeling
from baken.dossiers.services import sleutel_van
from baken.kern import journaal, klok
from baken.kern.fouten import NietGevondenError, NietToegestaanError, OngeldigeInvoerError
from baken.organisaties.besluit import Wie
from baken.signalen.rules.besluit import MINIMUM_REDEN
from baken.zorg import aanbodstand, openstaand
from baken.zorg.fouten_opvang import PlekBezetError
from baken.zorg.instemming import VOOR_OPVANG, eis_niet_ingetrokken
from baken.zorg.models import Nacht, Plaatsing, Plek, Traject
from baken.zorg.opvangaanbod import aanbod_van, client_van, oordeel_nu, plekken_in
from baken.zorg.opvanggegevens import TERUG, sluit_plaatsing
from baken.zorg.rules.match import match
from baken.zorg.rules.noodbed import MEESTE_NACHTEN, termijn
from baken.zorg.rules.opvang import COSM, Oordeel
from baken.zorg.services.aanleveren import toestemming_voor
from baken.zorg.services.basis import client_van as client_van_traject
from baken.zorg.services.basis import genoeg, haal_met_slot
from baken.zorg.soorten import Doelgroep
from baken.zorg.soorten_opvang import Plaatsingseinde
from baken.zorg.verloop import OPEN
from baken.zorg.verloop_comensha import Aanleverstatus
from baken.zorg.verloop_opvang import LOPEND, Plaatsingstatus, Wachtstatus

VOORUIT = timedelta(days=366)
MAX_REDEN = 2_000
ALLEEN_SLACHTOFFERS = "Deze opvang is voor slachtoffers van mensenhandel."
AL_EEN_PLEK = "Deze cliënt heeft in deze nachten al een plek. Beëindig die eerst, of kies andere nachten."
ANDERE_PLEK = "Zoek een andere plek voor deze cliënt."
LANGER = "Kies een dag tot het einde van de boeking. Bleef de cliënt langer? Verleng dan eerst het verblijf."
EERSTE_NACHT = "Kies een eerste nacht van hoogstens een week geleden tot een jaar vooruit."
COSM_TOESTEMMING = (
    "Een plek in COSM loopt via CoMensha. Daarvoor is toestemming van de cliënt nodig. Leg die eerst vast bij het "
    "traject."
)
COSM_HULPVRAAG = (
    "Een plek in COSM loopt via CoMensha. Vraag CoMensha eerst om hulp: maak bij dit traject de hulpvraag, geef die en "
    "leg vast dat u die gaf."
)
TOCH = f"Niet alles past, of niet alles is bekend. Schrijf in ten minste {MINIMUM_REDEN} tekens waarom u toch boekt."


@dataclass(frozen=True)
class Boeking:
    """Which place, from which night, up to the morning of which day; and why, when it does not surely fit."""

    plek_id: int
    van: date
    tot: date
    reden: str = ""


def haal_traject(door: Wie, traject_id: int, recht: str) -> Traject:
    """Lock and return the traject of a victim, and ask decide() for the act.

    Raises NietGevondenError when `door` may not even know it, NietToegestaanError, OvergangNietToegestaanError.
    """
    traject = haal_met_slot(door, traject_id, recht)
    if traject.doelgroep != Doelgroep.SLACHTOFFER:
        raise NietToegestaanError(ALLEEN_SLACHTOFFERS)
    return traject


@handeling("opvang.plaatsen")
def reserveer(*, traject_id: int, boeking: Boeking, door: Wie) -> Plaatsing:
    """Book a place for some nights. Of two who book the same night at once, one gets it.

    A noodbed starts its clock; COSM goes through CoMensha. A place that does not surely fit asks a reason; a limit (a
    minor with adults, a Dutch person in COSM) is refused whatever the reason. Raises PlekBezetError,
    OngeldigeInvoerError, NietGevondenError, NietToegestaanError, OvergangNietToegestaanError.
    """
    traject = haal_traject(door, traject_id, "opvang.plaatsen")
    eis_niet_ingetrokken(traject, VOOR_OPVANG)
    keur_nachten(boeking.van, boeking.tot, door.vandaag)
    plek, oordeel = _beoordeel(traject, boeking, door)
    keur_oordeel(oordeel, boeking.reden)
    if plek.voorziening.soort in COSM and (eerst := eerst_comensha(traject)):
        raise OngeldigeInvoerError({"": [eerst]})
    plaatsing = Plaatsing(
        traject=traject,
        plek=plek,
        van=boeking.van,
        tot=boeking.tot,
        nood=plek.noodbed,
        gereserveerd_op=klok.nu(),
        gereserveerd_door_id=door.medewerker_id,
    )
    ingekort: list[uuid.UUID] = []
    if plek.noodbed:
        plaatsing.structureel_voor = termijn(boeking.van, plek.voorziening.noodbed_nachten)
    else:
        ingekort = _kort_noodbedden_in(traject, boeking.van, door)
    _eis_geen_andere(traject, boeking.van, boeking.tot)
    if boeking.reden.strip():
        sluit_plaatsing(traject, sleutel_van(traject.dossier), plaatsing, boeking.reden.strip())
    plaatsing.save(force_insert=True)
    boek_nachten(plaatsing, boeking.van, boeking.tot)
    traject.plaatsingen.filter(pk__in=ingekort).update(ingekort_voor=plaatsing)
    wacht = traject.wachtplekken.filter(status=Wachtstatus.WACHT, soort=plek.voorziening.soort)
    wacht.update(status=Wachtstatus.GEPLAATST, afgedaan_op=klok.vandaag(), plaatsing=plaatsing)
    aanbodstand.ververs(plek.voorziening)
    journaal.noteer(
        door.spoor(),
        "plaatsing.gereserveerd",
        traject.dossier_id,
        inhoud={"plaatsing": str(plaatsing.pk), "plek": plek.pk, "nood": plek.noodbed, "past": oordeel.past},
    )
    return plaatsing


def keur_nachten(van: date, tot: date, vandaag: date) -> None:
    """Raise OngeldigeInvoerError for nights that cannot be booked."""
    fouten: dict[str, list[str]] = {}
    if not vandaag - TERUG <= van <= vandaag + VOORUIT:
        fouten["van"] = [EERSTE_NACHT]
    if not 1 <= (tot - van).days <= MEESTE_NACHTEN:
        fouten["tot"] = [f"Kies 1 tot {MEESTE_NACHTEN} nachten. Verlengen kan later."]
    if fouten:
        raise OngeldigeInvoerError(fouten)


def _beoordeel(traject: Traject, boeking: Boeking, door: Wie) -> tuple[Plek, Oordeel]:
    """Return the place and what the matcher says of it, with everything else that is on offer. NietGevondenError."""
    plekken = list(plekken_in(door.organisatie_id, boeking.van, boeking.tot))
    plek = next((p for p in plekken if p.pk == boeking.plek_id), None)
    if plek is None:
        raise NietGevondenError
    client = client_van(traject, sleutel_van(traject.dossier), vannacht=boeking.van <= door.vandaag)
    lijst = match(client, aanbod_van(plekken, boeking.van, boeking.tot))
    alle = (*lijst.past, *lijst.eerst_nagaan, *lijst.niet)
    return plek, next(v.oordeel for v in alle if v.aanbod.plek_id == plek.pk)


def keur_oordeel(oordeel: Oordeel, reden: str) -> None:
    """Raise PlekBezetError, or OngeldigeInvoerError for what stands in the way and has no reason against it."""
    nee = {r.regel: r.tekst for r in oordeel.redenen if r.uitkomst is False}
    if "vertrek" in nee:
        raise OngeldigeInvoerError({"": [nee["vertrek"]]})
    if "vrij" in nee:
        raise PlekBezetError
    if oordeel.grens:
        raise OngeldigeInvoerError({"": _grenzen(oordeel)})
    if len(reden) > MAX_REDEN:
        raise OngeldigeInvoerError({"reden": [f"Gebruik hoogstens {MAX_REDEN} tekens."]})
    if oordeel.past is not True and not genoeg(reden):
        raise OngeldigeInvoerError({"reden": [TOCH]})


def eerst_comensha(traject: Traject) -> str:
    """Return what is needed before a place in COSM, empty for nothing: CoMensha places there, asked with consent."""
    gevraagd = Q(status__in=[Aanleverstatus.VERZONDEN, Aanleverstatus.BEVESTIGD])
    if toestemming_voor(traject, client_van_traject(traject)) is None:
        return COSM_TOESTEMMING
    return "" if traject.hulpvragen.filter(gevraagd).exists() else COSM_HULPVRAAG


def _grenzen(oordeel: Oordeel) -> list[str]:
    return [r.tekst for r in oordeel.redenen if r.grens and r.uitkomst is False]


def _eis_geen_grens(traject: Traject, plaatsing: Plaatsing) -> None:
    """Raise OngeldigeInvoerError when by what is known now a limit stands in the way: it may be known since booking."""
    oordeel = oordeel_nu(traject, sleutel_van(traject.dossier), plaatsing.plek)
    if oordeel.grens:
        raise OngeldigeInvoerError({"": [" ".join([*_grenzen(oordeel), ANDERE_PLEK])]})


def _kort_noodbedden_in(traject: Traject, van: date, door: Wie) -> list[uuid.UUID]:
    """Let a noodbed of this client end where the structural place begins. Returns which ended sooner."""
    ingekort: list[uuid.UUID] = []
    loopt = traject.plaatsingen.filter(status__in=LOPEND, nood=True, van__lt=van, tot__gt=van)
    for noodbed in loopt.select_related("plek__voorziening"):
        noodbed.nachten.filter(datum__gte=van).delete()
        noodbed.tot, noodbed.ingekort_van = van, noodbed.tot
        noodbed.save(update_fields=["tot", "ingekort_van"])
        ingekort.append(noodbed.pk)
        aanbodstand.ververs(noodbed.plek.voorziening)
        inhoud = {"plaatsing": str(noodbed.pk)}
        journaal.noteer(door.spoor(), "plaatsing.ingekort", traject.dossier_id, inhoud=inhoud)
    return ingekort


def _eis_geen_andere(traject: Traject, van: date, tot: date) -> None:
    """Raise OngeldigeInvoerError when the client has a bed already on one of these nights."""
    if Nacht.objects.filter(plaatsing__traject=traject, datum__gte=van, datum__lt=tot).exists():
        raise OngeldigeInvoerError({"van": [AL_EEN_PLEK]})


def boek_nachten(plaatsing: Plaatsing, van: date, tot: date) -> None:
    """Take the nights from `van` up to `tot`: all of them or none. Raises PlekBezetError.

    In order of date, so that two who want the same nights wait for each other and never in a circle.
    """
    nachten = [
        Nacht(plek_id=plaatsing.plek_id, datum=van + timedelta(days=n), plaatsing=plaatsing)
        for n in range((tot - van).days)
    ]
    try:
        with transaction.atomic():
            Nacht.objects.bulk_create(nachten)
    except IntegrityError:
        raise PlekBezetError from None


def _haal_plaatsing(door: Wie, plaatsing_id: uuid.UUID, recht: str = "opvang.plaatsen") -> tuple[Traject, Plaatsing]:
    """Lock and return a stay with its traject. Raises NietGevondenError and what haal_traject raises."""
    bij = Plaatsing.objects.filter(pk=plaatsing_id).values_list("traject_id", flat=True).first()
    if bij is None:
        raise NietGevondenError
    traject = haal_traject(door, bij, recht)
    gevonden = Plaatsing.objects.select_for_update(of=("self",)).select_related("plek__voorziening")
    return traject, gevonden.get(pk=plaatsing_id)


@handeling("opvang.plaatsen")
def verleng(*, plaatsing_id: uuid.UUID, tot: date, door: Wie) -> Plaatsing:
    """Book more nights at the same place. The clock of a noodbed runs on. A limit is asked again.

    Raises PlekBezetError, OngeldigeInvoerError, NietGevondenError, NietToegestaanError, OvergangNietToegestaanError.
    """
    traject, plaatsing = _haal_plaatsing(door, plaatsing_id)
    if plaatsing.status not in LOPEND:
        raise OngeldigeInvoerError({"tot": ["Dit verblijf is voorbij. Boek een nieuwe plek."]})
    if not 1 <= (tot - plaatsing.tot).days <= MEESTE_NACHTEN:
        raise OngeldigeInvoerError({"tot": [f"Kies 1 tot {MEESTE_NACHTEN} nachten erbij."]})
    if not plekken_in(door.organisatie_id, plaatsing.tot, tot).filter(pk=plaatsing.plek_id).exists():
        raise OngeldigeInvoerError({"tot": ["Deze plek is er dan niet meer."]})
    _eis_geen_grens(traject, plaatsing)
    _eis_geen_andere(traject, plaatsing.tot, tot)
    boek_nachten(plaatsing, plaatsing.tot, tot)
    plaatsing.tot = tot
    plaatsing.save(update_fields=["tot"])
    return _klaar(door, traject, plaatsing, "plaatsing.verlengd")


@handeling("opvang.plaatsen")
def laat_ingaan(*, plaatsing_id: uuid.UUID, door: Wie) -> Plaatsing:
    """Record that the client arrived. Raises OngeldigeInvoerError before the first night or at a limit, as verleng."""
    traject, plaatsing = _haal_plaatsing(door, plaatsing_id)
    plaatsing.zet(Plaatsingstatus.VERBLIJFT)
    if door.vandaag < plaatsing.van:
        raise OngeldigeInvoerError({"": ["Dit kan vanaf de dag van de eerste nacht."]})
    _eis_geen_grens(traject, plaatsing)
    plaatsing.save(update_fields=["status"])
    return _klaar(door, traject, plaatsing, "plaatsing.ingegaan")


@handeling("opvang.vrijgeven")
def beeindig(*, plaatsing_id: uuid.UUID, op: date, reden: Plaatsingseinde, door: Wie) -> Plaatsing:
    """Record that the client left on a day; the nights from that day on are free again. Raises as verleng.

    A later day than was booked is refused: those nights may be of somebody else.
    """
    traject, plaatsing = _haal_plaatsing(door, plaatsing_id, "opvang.vrijgeven")
    plaatsing.zet(Plaatsingstatus.BEEINDIGD)
    if not plaatsing.van <= op <= door.vandaag:
        raise OngeldigeInvoerError({"op": ["Kies een dag van de eerste nacht tot en met vandaag."]})
    if op > plaatsing.tot:
        raise OngeldigeInvoerError({"op": [LANGER]})
    plaatsing.nachten.filter(datum__gte=op).delete()
    plaatsing.tot = op
    plaatsing.einde_reden = reden
    plaatsing.save(update_fields=["status", "tot", "einde_reden"])
    return _klaar(door, traject, plaatsing, "plaatsing.beeindigd")


@handeling("opvang.vrijgeven")
def annuleer(*, plaatsing_id: uuid.UUID, door: Wie) -> Plaatsing:
    """Give a booked place back before anybody came. What it took the place of comes back. Raises as verleng."""
    traject, plaatsing = _haal_plaatsing(door, plaatsing_id, "opvang.vrijgeven")
    plaatsing.zet(Plaatsingstatus.GEANNULEERD)
    plaatsing.nachten.all().delete()
    plaatsing.save(update_fields=["status"])
    if traject.status in OPEN:
        _zet_wachtplek_terug(traject, plaatsing, door)
        for noodbed in traject.plaatsingen.filter(ingekort_voor=plaatsing, status__in=LOPEND):
            _verleng_noodbed_weer(traject, noodbed, door)
    return _klaar(door, traject, plaatsing, "plaatsing.geannuleerd")


def _zet_wachtplek_terug(traject: Traject, plaatsing: Plaatsing, door: Wie) -> None:
    """Let the client wait again, since the day it was, unless somebody put the client on that list anew."""
    wacht = traject.wachtplekken.filter(plaatsing=plaatsing, status=Wachtstatus.GEPLAATST).first()
    if wacht is None or traject.wachtplekken.filter(soort=wacht.soort, status=Wachtstatus.WACHT).exists():
        return
    wacht.zet(Wachtstatus.WACHT)
    wacht.afgedaan_op = wacht.plaatsing = None
    wacht.save(update_fields=["status", "afgedaan_op", "plaatsing"])
    journaal.noteer(door.spoor(), "wachtlijst.terug", traject.dossier_id, inhoud={"soort": wacht.soort})


def _verleng_noodbed_weer(traject: Traject, noodbed: Plaatsing, door: Wie) -> None:
    """Give a noodbed the nights back that it had, up to the first that is not free any more."""
    plek, tot = noodbed.plek, noodbed.ingekort_van
    assert tot is not None  # set together with ingekort_voor
    bezet = Nacht.objects.filter(Q(plek=plek) | Q(plaatsing__traject=traject), datum__gte=noodbed.tot)
    einden = [tot, plek.geldig_tot, plek.voorziening.geldig_tot, bezet.aggregate(eerste=Min("datum"))["eerste"]]
    tot = min(einde for einde in einden if einde is not None)
    if tot <= noodbed.tot:
        return
    boek_nachten(noodbed, noodbed.tot, tot)
    noodbed.tot, noodbed.ingekort_voor, noodbed.ingekort_van = tot, None, None
    noodbed.save(update_fields=["tot", "ingekort_voor", "ingekort_van"])
    _klaar(door, traject, noodbed, "plaatsing.hersteld")


def _klaar(door: Wie, traject: Traject, plaatsing: Plaatsing, naam: str) -> Plaatsing:
    aanbodstand.ververs(plaatsing.plek.voorziening)
    journaal.noteer(door.spoor(), naam, traject.dossier_id, inhoud={"plaatsing": str(plaatsing.pk)})
    return plaatsing


def _openstaand(traject: Traject) -> list[str]:
    """Return in words what of shelter is not finished, for whoever closes a traject. Two queries."""
    loopt = traject.plaatsingen.filter(status__in=LOPEND).exists()
    wacht = traject.wachtplekken.filter(status=Wachtstatus.WACHT).exists()
    uit = ["De cliënt heeft nog een plek in de opvang."] if loopt else []
    return [*uit, "De cliënt staat nog op een wachtlijst voor opvang."] if wacht else uit


openstaand.registreer(_openstaand)
