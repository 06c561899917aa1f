"""Hand records over to CoMensha: make the file, record that a person gave it, and what CoMensha answered.

There is no connection: the file is all that Baken makes. Each record in a file is a verstrekking of its own, on its
own basis, so that the register of disclosures shows it.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localtime

from baken.dossiers import pakket, verstrekken
from baken.dossiers.context import handeling
from baken.dossiers.fouten import VerstrekkingGeweigerdError
from baken.dossiers.models import Toestemming, Verstrekking
from baken.dossiers.pakket import KERN, Regel
from baken.dossiers.services import sleutel_van
from baken.dossiers.soorten import Verstrekkingssoort
from baken.dossiers.verloop import VERLOOP as VERSTREKKINGSVERLOOP
from baken.dossiers.verloop import Verstrekkingsstatus
from baken.dossiers.verstrekken import WIJZEN, Getoetst, Voorstel
from baken.kern import klok
from baken.kern.fouten import OngeldigeInvoerError, OvergangNietToegestaanError
from baken.kern.tabellen import schrijf_csv
from baken.keten.models import Grondslag
from baken.keten.rules import Levering, Poort
from baken.keten.selectors import toets
from baken.organisaties.besluit import Wie
from baken.organisaties.models import Medewerker, Organisatie, Organisatiesoort
from baken.organisaties.selectors import geldig_op
from baken.zorg.aanleveringen import (
    Aanleversoort,
    Antwoordregel,
    casus_status,
    codelijst,
    open_antwoorden,
    open_hulpvraag,
    open_registratie,
    soort_van,
    voeg_antwoord_toe,
)
from baken.zorg.models import Hulpvraag, Registratie
from baken.zorg.rules.comensha import HULPVELDEN, REGISTRATIEVELDEN, Kop, Waarde, cel, htcds, hulpregel
from baken.zorg.services.aanleveren import (
    Rij,
    eis_toegelaten,
    eis_versie,
    haal,
    noteer,
    toestemming_voor,
    trek_pakket_in,
    vergeet_pakket,
    waarom_geen_toestemming,
    zet_sleutels,
)
from baken.zorg.services.basis import client_van
from baken.zorg.verloop_comensha import Aanleverstatus

VORMEN = ("csv", "json")
MEESTE_IN_EEN_BESTAND = 100
MAX_ANTWOORD = 2_000
TE_LANG = f"Gebruik hoogstens {MAX_ANTWOORD} tekens."
MEESTE_ANTWOORDEN = 50
MAX_KENMERK = 200
GEEN_COMENSHA = (
    "CoMensha staat nog niet bij de partners. Vraag wie Baken beheert om CoMensha toe te voegen. Daarna kan dit wel."
)
GEEN_GRONDSLAG = "De grondslag hiervoor staat niet in Baken."
GRONDSLAGEN = {
    Aanleversoort.REGISTRATIE: ("taak-comensha-registratie", frozenset[str]()),
    Aanleversoort.HULPVRAAG: ("toestemming-comensha-hulp", frozenset({"zorg"})),
}
DOELEN = {
    Aanleversoort.REGISTRATIE: "Registratie van aard en omvang, zonder naam.",
    Aanleversoort.HULPVRAAG: "Bemiddeling naar hulp of opvang, met toestemming.",
}
VELDEN = {Aanleversoort.REGISTRATIE: REGISTRATIEVELDEN, Aanleversoort.HULPVRAAG: HULPVELDEN}


@dataclass(frozen=True)
class Bestand:
    """A file to hand over: its name, what kind it is and the bytes."""

    naam: str
    mediatype: str
    inhoud: bytes


@dataclass(frozen=True)
class Opening:
    """Whether a record of this kind may go to CoMensha today, with the reason; and to whom, on what."""

    poort: Poort
    ontvanger: Organisatie | None = None
    grondslag: Grondslag | None = None
    afspraak_id: int | None = None


def opening(soort: Aanleversoort, *, door: Wie, geen_toestemming: str = "", op: date | None = None) -> Opening:
    """Ask the gate whether a record of this kind may go to CoMensha on a day (default today). At most five queries.

    geen_toestemming: why there is no consent, which only a help request needs; empty when there is.
    """
    dag = op or door.vandaag
    code, veldgroepen = GRONDSLAGEN[soort]
    ontvanger = Organisatie.objects.filter(geldig_op(dag), soort=Organisatiesoort.COMENSHA).order_by("pk").first()
    grondslag = Grondslag.objects.filter(code=code).first()
    if ontvanger is None or grondslag is None:
        return Opening(Poort(False, GEEN_GRONDSLAG if grondslag is None else GEEN_COMENSHA))
    levering = Levering(
        afzender_id=door.organisatie_id,
        ontvanger_id=ontvanger.pk,
        ontvanger_soort=ontvanger.soort,
        ontvanger_bestaat=True,
        veldgroepen=veldgroepen,
        op=dag,
        toestemming_vastgelegd=True,
    )
    poort, afspraak = toets(levering, grondslag)
    if poort.open and soort == Aanleversoort.HULPVRAAG and geen_toestemming:
        poort = Poort(False, geen_toestemming)
    return Opening(poort, ontvanger, grondslag, afspraak.pk if afspraak else None)


def regel_van(rij: Rij) -> Mapping[str, Waarde]:
    """Return a record as it stands in the file. The caller asked decide() and writes the line."""
    sleutel = sleutel_van(rij.traject.dossier)
    assert rij.klaar_op is not None  # only what is ready goes in a file
    kop = Kop(rij.kenmerk, rij.traject.organisatie.naam, localtime(rij.klaar_op).date())
    if isinstance(rij, Registratie):
        stand = casus_status(rij.traject)
        return htcds(open_registratie(rij, sleutel), codelijst(), kop, jaar=rij.jaar, casus_status=stand)
    return hulpregel(open_hulpvraag(rij, sleutel), codelijst(), kop, toestemming_op=rij.toestemming.gegeven_op)


@handeling("comensha.uitleveren")
def lever_uit(*, soort: Aanleversoort, ids: Sequence[uuid.UUID], vorm: str, door: Wie) -> Bestand:
    """Return one file with these ready records: CSV or JSON. All or nothing; each is a line in the journaal.

    Raises OngeldigeInvoerError (none, too many, no consent any more), VerstrekkingGeweigerdError (the gate),
    OvergangNietToegestaanError (not ready), NietGevondenError, NietToegestaanError.
    """
    if vorm not in VORMEN:
        raise OngeldigeInvoerError({"vorm": ["Kies CSV of JSON."]})
    if not 1 <= len(set(ids)) <= MEESTE_IN_EEN_BESTAND:
        raise OngeldigeInvoerError({"kies": [f"Kies 1 tot {MEESTE_IN_EEN_BESTAND} regels."]})
    regels = [_zet_in_bestand(door, soort, pk, vorm) for pk in sorted(set(ids))]
    naam = f"comensha-{soort}-{door.vandaag.isoformat()}.{vorm}"
    if vorm == "csv":
        rijen = [[cel(regel[veld]) for veld in VELDEN[soort]] for regel in regels]
        return Bestand(naam, "text/csv; charset=utf-8", schrijf_csv(VELDEN[soort], rijen))
    tekst = json.dumps({"soort": str(soort), "regels": regels}, ensure_ascii=False, indent=1, default=_json)
    return Bestand(naam, "application/json", tekst.encode())


def _json(waarde: object) -> str:
    if isinstance(waarde, date):
        return waarde.isoformat()
    raise TypeError(type(waarde).__name__)


def _zet_in_bestand(door: Wie, soort: Aanleversoort, pk: uuid.UUID, vorm: str) -> Mapping[str, Waarde]:
    rij = haal(door, soort, pk, "comensha.uitleveren")
    if rij.status != Aanleverstatus.KLAAR:
        raise OvergangNietToegestaanError(rij.status, "uitleveren")
    eis_toegelaten(rij)
    if isinstance(rij, Registratie):
        zet_sleutels(rij)  # the person may have got another name or document since
    regel = regel_van(rij)
    verstrekking = _zet_pakket(rij, regel, door=door)
    noteer(rij, "comensha.uitgevoerd", door=door, grondslag=verstrekking.grondslag.code, vorm=vorm)
    return regel


def _zet_pakket(rij: Rij, regel: Mapping[str, Waarde], *, door: Wie) -> Verstrekking:
    """Return the verstrekking of exactly this line, made anew when the line is another than in the last file."""
    soort = soort_van(rij)
    toestemming, waarom_niet = _toestemming(rij)
    open_ = opening(soort, door=door, geen_toestemming=waarom_niet)
    if not open_.poort.open or open_.ontvanger is None or open_.grondslag is None:
        raise VerstrekkingGeweigerdError(open_.poort.reden)
    regels = tuple(Regel(_groep(veld, soort), veld, _tekst(waarde)) for veld, waarde in regel.items())
    afdruk = pakket.vingerafdruk(regels)
    oud = rij.verstrekking
    if oud is not None and oud.status == Verstrekkingsstatus.KLAARGEZET and oud.pakket_hash == afdruk:
        return oud
    trek_pakket_in(rij)
    vergeet_pakket(rij)  # no record points to it any more
    voorstel = Voorstel(
        ontvanger_id=open_.ontvanger.pk,
        grondslag_id=open_.grondslag.pk,
        veldgroepen=GRONDSLAGEN[soort][1],
        doel=DOELEN[soort],
        over_wie=frozenset({"slachtoffer"}),
        verwachte_hash=afdruk,
    )
    getoetst = Getoetst(voorstel, open_.ontvanger, open_.grondslag, open_.afspraak_id, buiten_baken=True, regels=regels)
    nieuw = verstrekken.stel_op(rij.traject.dossier, getoetst, door=door)
    nieuw.soort, nieuw.toestemming = Verstrekkingssoort.COMENSHA, toestemming
    nieuw.save(force_insert=True)
    verstrekken.noteer_klaargezet(nieuw, door=door)
    rij.verstrekking = nieuw
    rij.save(update_fields=["verstrekking"])
    return nieuw


def _toestemming(rij: Rij) -> tuple[Toestemming | None, str]:
    """Return the consent that a help request rests on today, or why there is none; a registration rests on none."""
    if not isinstance(rij, Hulpvraag):
        return None, ""
    client = client_van(rij.traject)
    toestemming = toestemming_voor(rij.traject, client)
    return toestemming, "" if toestemming else waarom_geen_toestemming(rij.traject, client)


def _groep(veld: str, soort: Aanleversoort) -> str:
    """Return the group of a field in the packet: a registration is kern alone, it names nobody."""
    if soort == Aanleversoort.REGISTRATIE or veld in {"x_baken_kenmerk", "x_baken_op", "org_Name"}:
        return KERN
    return "zorg"


def _tekst(waarde: Waarde) -> str:
    kaal = cel(waarde)
    if kaal is None:
        return ""
    if isinstance(kaal, bool):
        return "ja" if kaal else "nee"
    return kaal.isoformat() if isinstance(kaal, date) else str(kaal)


@dataclass(frozen=True)
class Overhandiging:
    """How a file was given: in which way (verstrekken.WIJZEN), on which day, to whom."""

    hoe: str
    op: date
    aan_wie: str


@handeling("comensha.verzenden")
def leg_verzending_vast(
    *, soort: Aanleversoort, aanlevering_id: uuid.UUID, versie: int, gaf: Overhandiging, door: Wie
) -> Rij:
    """Record that a person handed the file over; the gate is asked for that day.

    Raises OngeldigeInvoerError, VerstrekkingGeweigerdError, VerouderdError, OvergangNietToegestaanError (no file was
    made of it), NietGevondenError, NietToegestaanError.
    """
    rij = haal(door, soort, aanlevering_id, "comensha.uitleveren")
    eis_versie(rij, versie)
    verstrekking = rij.verstrekking
    if verstrekking is None or verstrekking.status != Verstrekkingsstatus.KLAARGEZET:
        raise OvergangNietToegestaanError(rij.status, "verzenden zonder bestand")
    _keur_overhandiging(gaf, localtime(verstrekking.klaargezet_op).date(), door)
    _gegeven, waarom_niet = _toestemming(rij)
    poort = opening(soort, door=door, geen_toestemming=waarom_niet, op=gaf.op).poort
    if not poort.open:
        raise VerstrekkingGeweigerdError(poort.reden)
    rij.zet(Aanleverstatus.VERZONDEN)
    rij.verzonden_op = gaf.op
    verstrekken.vul_verantwoording_aan(verstrekking, aan_wie=gaf.aan_wie.strip()[:MAX_KENMERK], kenmerk="")
    verstrekking.hoe, verstrekking.verzonden_op = gaf.hoe, klok.nu()
    _zet_verstrekking(verstrekking, Verstrekkingsstatus.VERZONDEN, "hoe", "verzonden_op", "verantwoording")
    rij.save(update_fields=["status", "versie", "verzonden_op"])
    noteer(rij, "comensha.verzonden", door=door, grondslag=verstrekking.grondslag.code, hoe=gaf.hoe)
    return rij


def _keur_overhandiging(gaf: Overhandiging, klaargezet: date, door: Wie) -> None:
    fouten: dict[str, list[str]] = {}
    if gaf.hoe not in WIJZEN:
        fouten["hoe"] = ["Kies hoe u het bestand gaf."]
    if gaf.op > door.vandaag:
        fouten["op"] = ["Deze datum ligt in de toekomst. Vul in wanneer u het gaf."]
    if gaf.op < klaargezet:
        fouten["op"] = ["Deze datum ligt voor de dag waarop u het bestand maakte."]
    if not gaf.aan_wie.strip():
        fouten["aan_wie"] = ["Vul in aan wie u het gaf."]
    if fouten:
        raise OngeldigeInvoerError(fouten)


def _zet_verstrekking(verstrekking: Verstrekking, naar: Verstrekkingsstatus, *velden: str) -> None:
    VERSTREKKINGSVERLOOP.eis(Verstrekkingsstatus(verstrekking.status), naar)
    verstrekking.status = naar
    verstrekking.save(update_fields=["status", *velden])


@handeling("comensha.bevestigen")
def bevestig(*, soort: Aanleversoort, aanlevering_id: uuid.UUID, versie: int, op: date, tekst: str, door: Wie) -> Rij:
    """Record that CoMensha confirmed a record, on which day and with what answer; this starts the retention clock.

    Raises OngeldigeInvoerError, VerouderdError, OvergangNietToegestaanError, NietGevondenError, NietToegestaanError.
    """
    rij = haal(door, soort, aanlevering_id, "comensha.uitleveren")
    eis_versie(rij, versie)
    rij.zet(Aanleverstatus.BEVESTIGD)
    pakket_ = rij.verstrekking
    assert rij.verzonden_op is not None  # a constraint: what was handed over has a day and a packet
    assert pakket_ is not None
    if not rij.verzonden_op <= op <= door.vandaag:
        raise OngeldigeInvoerError({"op": ["Kies een dag vanaf het verzenden, tot en met vandaag."]})
    if len(tekst) > MAX_ANTWOORD:
        raise OngeldigeInvoerError({"tekst": [TE_LANG]})
    rij.bevestigd_op = op
    if tekst.strip():
        _schrijf_antwoord(rij, op, tekst, door)
    pakket_.besloten_op = pakket_.afgerond_op = klok.nu()
    _zet_verstrekking(pakket_, Verstrekkingsstatus.GEACCEPTEERD, "besloten_op")
    _zet_verstrekking(pakket_, Verstrekkingsstatus.AFGEROND, "afgerond_op")  # nothing more is expected of CoMensha
    rij.save(update_fields=["status", "versie", "bevestigd_op", "terugkoppeling"])
    noteer(rij, "comensha.bevestigd", door=door)
    return rij


@handeling("comensha.antwoord")
def leg_antwoord_vast(
    *, soort: Aanleversoort, aanlevering_id: uuid.UUID, versie: int, op: date, tekst: str, door: Wie
) -> Rij:
    """Record what CoMensha told on a day about what it got. Answers are added, never changed; the state stays.

    Raises OngeldigeInvoerError, VerouderdError, OvergangNietToegestaanError (it was not handed over, or withdrawn, or
    its content is destroyed), NietGevondenError, NietToegestaanError.
    """
    rij = haal(door, soort, aanlevering_id, "comensha.uitleveren")
    eis_versie(rij, versie)
    if rij.status not in {Aanleverstatus.VERZONDEN, Aanleverstatus.BEVESTIGD} or rij.inhoud is None:
        raise OvergangNietToegestaanError(rij.status, "antwoord vastleggen")
    assert rij.verzonden_op is not None  # a constraint
    fouten: dict[str, list[str]] = {}
    if not rij.verzonden_op <= op <= door.vandaag:
        fouten["op"] = ["Kies een dag vanaf het verzenden, tot en met vandaag."]
    if not tekst.strip():
        fouten["tekst"] = ["Schrijf op wat CoMensha antwoordde."]
    if len(tekst) > MAX_ANTWOORD:
        fouten["tekst"] = [TE_LANG]
    if len(open_antwoorden(rij, sleutel_van(rij.traject.dossier))) >= MEESTE_ANTWOORDEN:
        fouten[""] = [f"Er staan al {MEESTE_ANTWOORDEN} antwoorden. Leg het vast bij het traject."]
    if fouten:
        raise OngeldigeInvoerError(fouten)
    _schrijf_antwoord(rij, op, tekst, door)
    rij.versie += 1
    rij.save(update_fields=["versie", "terugkoppeling"])
    noteer(rij, "comensha.antwoord", door=door)
    return rij


def _schrijf_antwoord(rij: Rij, op: date, tekst: str, door: Wie) -> None:
    wie = Medewerker.objects.get(pk=door.medewerker_id).naam
    voeg_antwoord_toe(rij, sleutel_van(rij.traject.dossier), Antwoordregel(op.isoformat(), tekst.strip(), wie))
