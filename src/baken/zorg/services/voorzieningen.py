"""Keep facilities and their places: managed data, without any person."""

from __future__ import annotations

import uuid
from datetime import date

from baken.dossiers.context import handeling
from baken.kern import journaal, klok, versleuteling
from baken.kern.fouten import NietGevondenError, OngeldigeInvoerError, VerouderdError
from baken.organisaties.besluit import Wie
from baken.organisaties.models import Organisatie
from baken.organisaties.services import eis_organisatie
from baken.referentie import selectors as referentie
from baken.zorg import aanbodstand
from baken.zorg.geheimadres import NAAM_VERRAADT, adres_of_leeg, keur_aanduiding, noemt_adres
from baken.zorg.models import Aanbodstand, Kwaliteitscheck, Nacht, Plek, Voorziening
from baken.zorg.opvangaanbod import is_noodbed
from baken.zorg.opvanggegevens import TERUG, Bereikbaarheid, Plekgegevens, Voorzieninggegevens, sluit_adres
from baken.zorg.rules.noodbed import MEESTE_NACHTEN
from baken.zorg.rules.opvang import Opvangsoort, Voorwaarden
from baken.zorg.rules.voorwaarden import lees_voorwaarden, schrijf_voorwaarden
from baken.zorg.soorten import Antwoord

MAX_ADRES = 500
MEESTE_PLEKKEN = 200  # of one facility; more is a mistake
ALTIJD_NOODBED = (
    "Deze voorziening heeft alleen noodbedden. Laat het vinkje staan: zonder vinkje loopt er geen klok naar een vaste "
    "plek."
)
_PER_PLEK = frozenset({"geslachten", "contra", "kinderen_mee"})


def haal(door: Wie, voorziening_id: uuid.UUID) -> Voorziening:
    """Lock and return a facility of the own organisation. Raises NietGevondenError, NietToegestaanError."""
    eis_organisatie(door, "opvang.beheren", door.organisatie_id)
    gevonden = Voorziening.objects.select_for_update().filter(pk=voorziening_id, organisatie_id=door.organisatie_id)
    if (voorziening := gevonden.first()) is None:
        raise NietGevondenError
    return voorziening


@handeling("opvang.beheren")
def leg_voorziening_vast(*, soort: Opvangsoort, gegevens: Voorzieninggegevens, door: Wie) -> Voorziening:
    """Record a facility, with a key of its own for its address.

    Raises OngeldigeInvoerError (name taken, dates, unknown codes), NietToegestaanError.
    """
    eis_organisatie(door, "opvang.beheren", door.organisatie_id)
    pk = uuid.uuid4()
    _sleutel, verpakt = versleuteling.nieuwe_gegevenssleutel(pk)
    voorziening = Voorziening(
        id=pk, organisatie_id=door.organisatie_id, soort=soort, sleutel=verpakt, geldig_van=klok.vandaag() - TERUG
    )
    _vul(voorziening, gegevens)
    voorziening.save(force_insert=True)
    aanbodstand.ververs(voorziening)
    _noteer(door, "opvang.voorziening_vastgelegd", voorziening)
    return voorziening


@handeling("opvang.beheren")
def werk_bij(*, voorziening_id: uuid.UUID, versie: int, gegevens: Voorzieninggegevens, door: Wie) -> Voorziening:
    """Change what is recorded of a facility; its kind stays.

    Raises OngeldigeInvoerError, VerouderdError, NietGevondenError, NietToegestaanError.
    """
    voorziening = haal(door, voorziening_id)
    if voorziening.versie != versie:
        raise VerouderdError("version moved on")
    if gegevens.geldig_tot is not None and (nacht := _laatste_nacht(plek__voorziening=voorziening)):
        _eis_na(gegevens.geldig_tot, nacht)
    _vul(voorziening, gegevens)
    voorziening.versie += 1
    voorziening.herinnerd_op = None
    voorziening.save()
    aanbodstand.ververs(voorziening)
    _noteer(door, "opvang.voorziening_bijgewerkt", voorziening)
    return voorziening


@handeling("opvang.beheren", verhaal=True)
def leg_adres_vast(*, voorziening_id: uuid.UUID, waar: Bereikbaarheid, door: Wie) -> Voorziening:
    """Seal where a facility is; who types it in does not read it back here.

    Raises OngeldigeInvoerError, NietGevondenError, NietToegestaanError.
    """
    voorziening = haal(door, voorziening_id)
    if not 1 <= len(waar.adres.strip()) <= MAX_ADRES:
        raise OngeldigeInvoerError({"adres": [f"Vul het adres in, in hoogstens {MAX_ADRES} tekens."]})
    if max(len(waar.telefoon), len(waar.toelichting)) > MAX_ADRES:
        raise OngeldigeInvoerError({"toelichting": [f"Gebruik hoogstens {MAX_ADRES} tekens."]})
    namen = [voorziening.doelgroepnoot, *voorziening.plekken.values_list("code", flat=True)]
    naam_noemt = keur_aanduiding(waar.adres, voorziening.naam, met_nummer=True)
    if naam_noemt or any(noemt_adres(waar.adres, naam) for naam in namen):
        raise OngeldigeInvoerError({"adres": [NAAM_VERRAADT]})
    sluit_adres(voorziening, waar)
    voorziening.save(update_fields=["adres"])
    _noteer(door, "opvang.adres_vastgelegd", voorziening)
    return voorziening


@handeling("opvang.beheren")
def leg_plek_vast(*, voorziening_id: uuid.UUID, plek: Plekgegevens, door: Wie) -> Plek:
    """Record a place of a facility. Raises OngeldigeInvoerError, NietGevondenError, NietToegestaanError."""
    voorziening = haal(door, voorziening_id)
    if voorziening.plekken.count() >= MEESTE_PLEKKEN:
        raise OngeldigeInvoerError({"": [f"Een voorziening heeft hoogstens {MEESTE_PLEKKEN} plekken."]})
    nieuw = Plek(voorziening=voorziening, geldig_van=klok.vandaag() - TERUG)
    _vul_plek(nieuw, plek)
    nieuw.save()
    aanbodstand.ververs(voorziening)
    _noteer(door, "opvang.plek_vastgelegd", voorziening, nieuw)
    return nieuw


@handeling("opvang.beheren")
def werk_plek_bij(*, plek_id: int, versie: int, plek: Plekgegevens, door: Wie) -> Plek:
    """Change a place, or let it end after the last night that is booked.

    Raises OngeldigeInvoerError, VerouderdError, NietGevondenError, NietToegestaanError.
    """
    oud = Plek.objects.filter(pk=plek_id, voorziening__organisatie_id=door.organisatie_id).first()
    if oud is None:
        eis_organisatie(door, "opvang.beheren", door.organisatie_id)
        raise NietGevondenError
    voorziening = haal(door, oud.voorziening_id)
    gewijzigd = Plek.objects.select_for_update().get(pk=oud.pk)
    if gewijzigd.versie != versie:
        raise VerouderdError("version moved on")
    if plek.geldig_tot is not None and (nacht := _laatste_nacht(plek=gewijzigd)):
        _eis_na(plek.geldig_tot, nacht)
    _vul_plek(gewijzigd, plek)
    gewijzigd.versie += 1
    gewijzigd.save()
    aanbodstand.ververs(voorziening)
    _noteer(door, "opvang.plek_bijgewerkt", voorziening, gewijzigd)
    return gewijzigd


@handeling("opvang.beheren")
def leg_kwaliteit_vast(
    *, voorziening_id: uuid.UUID, criterium: str, voldoet: Antwoord, op: date, bron: str, door: Wie
) -> Kwaliteitscheck:
    """Record that somebody looked at one criterium on a day. Written once: a later look is a new row.

    Raises OngeldigeInvoerError, NietGevondenError, NietToegestaanError.
    """
    voorziening = haal(door, voorziening_id)
    fouten: dict[str, list[str]] = {}
    if not 3 <= len(criterium.strip()) <= 200:
        fouten["criterium"] = ["Schrijf in 3 tot 200 tekens welk criterium is gecontroleerd."]
    if not 3 <= len(bron.strip()) <= 200:
        fouten["bron"] = ["Schrijf in 3 tot 200 tekens waar het criterium staat."]
    if op > door.vandaag:
        fouten["op"] = ["Deze dag ligt in de toekomst."]
    if fouten:
        raise OngeldigeInvoerError(fouten)
    check = Kwaliteitscheck.objects.create(
        voorziening=voorziening,
        criterium=criterium.strip(),
        voldoet=voldoet,
        gecontroleerd_op=op,
        bron=bron.strip(),
    )
    _noteer(door, "opvang.kwaliteit_vastgelegd", voorziening)
    return check


@handeling("opvang.beheren")
def meld_stand(*, voorziening_id: uuid.UUID, vrij: Antwoord, door: Wie) -> Aanbodstand:
    """Record what a facility said today about tonight, where its nights are not booked here.

    Raises OngeldigeInvoerError when the nights are booked here, NietGevondenError, NietToegestaanError.
    """
    voorziening = haal(door, voorziening_id)
    if voorziening.eigen_boeking:
        raise OngeldigeInvoerError({"vrij": ["Of hier plek is, volgt uit de boekingen in Baken."]})
    stand = aanbodstand.schrijf(voorziening, vrij)
    _noteer(door, "opvang.stand_gemeld", voorziening)
    return stand


def _noteer(door: Wie, naam: str, voorziening: Voorziening, plek: Plek | None = None) -> None:
    inhoud: dict[str, str | int | bool | None] = {"voorziening": str(voorziening.pk)}
    if plek is not None:
        inhoud["plek"] = plek.pk
    journaal.noteer(door.spoor(), naam, inhoud=inhoud)


def _vul(voorziening: Voorziening, gegevens: Voorzieninggegevens) -> None:
    """Check and set what somebody typed in. Raises OngeldigeInvoerError."""
    fouten = _fouten(voorziening, gegevens)
    if fouten:
        raise OngeldigeInvoerError(fouten)
    voorziening.naam = gegevens.naam.strip()
    voorziening.doelgroepnoot = gegevens.doelgroepnoot.strip()
    voorziening.voorwaarden = schrijf_voorwaarden(gegevens.voorwaarden)
    voorziening.aanbieder_id = gegevens.aanbieder_id
    voorziening.eigen_boeking = gegevens.eigen_boeking
    voorziening.noodbed_nachten = gegevens.noodbed_nachten
    voorziening.structureel = gegevens.structureel
    voorziening.verzekerd_op, voorziening.verzekerd_tot = gegevens.verzekerd_op, gegevens.verzekerd_tot
    voorziening.geldig_tot = gegevens.geldig_tot
    voorziening.bron = gegevens.bron.strip()
    voorziening.gecontroleerd_op = gegevens.gecontroleerd_op


def _fouten(voorziening: Voorziening, gegevens: Voorzieninggegevens) -> dict[str, list[str]]:
    fouten: dict[str, list[str]] = {}
    naam = gegevens.naam.strip()
    if not 2 <= len(naam) <= 120:
        fouten["naam"] = ["Vul in 2 tot 120 tekens een naam in waaraan niemand de plaats herkent."]
    zelfde = Voorziening.objects.filter(organisatie_id=voorziening.organisatie_id, naam=naam)
    if zelfde.exclude(pk=voorziening.pk).exists():
        fouten["naam"] = ["Er is al een voorziening met deze naam."]
    if not 1 <= gegevens.noodbed_nachten <= MEESTE_NACHTEN:
        fouten["noodbed_nachten"] = [f"Vul 1 tot {MEESTE_NACHTEN} nachten in."]
    if gegevens.aanbieder_id is not None and not Organisatie.objects.filter(pk=gegevens.aanbieder_id).exists():
        fouten["aanbieder"] = ["Kies een organisatie uit de lijst."]
    for veld, lang in (("doelgroepnoot", 300), ("bron", 200)):
        if len(getattr(gegevens, veld).strip()) > lang:
            fouten[veld] = [f"Gebruik hoogstens {lang} tekens."]
    return (
        fouten
        | _verraden(voorziening, gegevens)
        | _foute_dagen(voorziening, gegevens)
        | _onbekende_codes(gegevens.voorwaarden)
    )


def _verraden(voorziening: Voorziening, gegevens: Voorzieninggegevens) -> dict[str, list[str]]:
    """Return a sentence for each text that says where the facility is."""
    adres = adres_of_leeg(voorziening)
    zinnen = {
        veld: keur_aanduiding(adres, getattr(gegevens, veld), met_nummer=veld == "naam")
        for veld in ("naam", "doelgroepnoot", "bron")
    }
    return {veld: [zin] for veld, zin in zinnen.items() if zin}


def _foute_dagen(voorziening: Voorziening, gegevens: Voorzieninggegevens) -> dict[str, list[str]]:
    fouten: dict[str, list[str]] = {}
    for veld in ("verzekerd_op", "gecontroleerd_op"):
        if (dag := getattr(gegevens, veld)) is not None and dag > klok.vandaag():
            fouten[veld] = ["Deze dag ligt in de toekomst."]
    if gegevens.verzekerd_op and gegevens.verzekerd_tot and gegevens.verzekerd_tot < gegevens.verzekerd_op:
        fouten["verzekerd_tot"] = ["De toezegging eindigt voor ze begon."]
    if gegevens.geldig_tot is not None and gegevens.geldig_tot <= voorziening.geldig_van:
        fouten["geldig_tot"] = ["De voorziening eindigt na de dag waarop ze begon."]
    return fouten


def _onbekende_codes(voorwaarden: Voorwaarden) -> dict[str, list[str]]:
    """Return a sentence for each condition that names a code which does not exist."""
    gemeenten = {g.code for g in referentie.gemeenten()}
    bekend = {
        "geslachten": {g.code for g in referentie.geslachten()},
        "vormen": {v.code for v in referentie.vormen()},
        "gemeenten": gemeenten,
        "aangetroffen": gemeenten,
        "inzet": {"avim", "kmar", "nla"},
        "contra": {f.code for f in referentie.feiten("contra_indicatie")},
    }
    return {
        naam: ["Kies uit de lijst."]
        for naam, codes in bekend.items()
        if not (getattr(voorwaarden, naam) or frozenset()) <= codes
    }


def _vul_plek(plek: Plek, gegevens: Plekgegevens) -> None:
    """Check and set what somebody typed in of a place. Raises OngeldigeInvoerError."""
    fouten: dict[str, list[str]] = {}
    code = gegevens.code.strip()
    if not 1 <= len(code) <= 20:
        fouten["code"] = ["Vul in 1 tot 20 tekens in hoe u deze plek noemt."]
    elif Plek.objects.filter(voorziening=plek.voorziening, code=code).exclude(pk=plek.pk).exists():
        fouten["code"] = ["Deze voorziening heeft al een plek met deze naam."]
    elif zin := keur_aanduiding(adres_of_leeg(plek.voorziening), code):
        fouten["code"] = [zin]
    if is_noodbed(plek.voorziening.soort) and not gegevens.noodbed:
        fouten["noodbed"] = [ALTIJD_NOODBED]
    if gegevens.geldig_tot is not None and gegevens.geldig_tot <= plek.geldig_van:
        fouten["geldig_tot"] = ["De plek eindigt na de dag waarop ze begon."]
    if set(gegevens.afwijkend) - _PER_PLEK:
        raise ValueError("a place differs in sex, contra-indications and children only")
    samen = lees_voorwaarden({**plek.voorziening.voorwaarden, **gegevens.afwijkend})
    if fouten := fouten | _onbekende_codes(samen):
        raise OngeldigeInvoerError(fouten)
    plek.code, plek.noodbed = code, gegevens.noodbed
    plek.afwijkende_voorwaarden = dict(gegevens.afwijkend)
    plek.geldig_tot = gegevens.geldig_tot


def _laatste_nacht(**velden: object) -> date | None:
    return Nacht.objects.filter(**velden).order_by("-datum").values_list("datum", flat=True).first()


def _eis_na(geldig_tot: date, nacht: date) -> None:
    if geldig_tot <= nacht:
        raise OngeldigeInvoerError({"geldig_tot": [f"Er zijn nachten geboekt tot en met {nacht:%d-%m-%Y}."]})
