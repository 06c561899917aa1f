"""Does a text give away where a shelter is? What people type next to it is checked against the sealed address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from baken.dossiers.noemen import noemt
from baken.zorg.models import Voorziening
from baken.zorg.opvanggegevens import open_adres

VERRAADT = "Dit noemt de straat, het nummer of de postcode van de opvang. Schrijf het zonder het adres."
LIJKT = "Dit lijkt op een adres. Schrijf het zo dat niemand de plaats herkent."
NAAM_VERRAADT = "De naam, de doelgroep of een plek van deze voorziening noemt dit adres. Verander die eerst."
TEKST_VERRAADT = "Hier staat het adres van een opvang. Dat blijft geheim. Schrijf bijvoorbeeld “de opvang”."
_KORTE_STRAAT = 7  # letters; a street of one shorter word ("Markt") is a word of every day, so it needs its number
_POSTCODE = re.compile(r"\b[1-9]\d{3} ?[A-Z]{2}\b")
_STRAAT_EN_NUMMER = re.compile(r"\s*(?P<straat>(?:\d+e\s+)?\D*[^\W\d])\W*(?P<nummer>\d{1,5})")
_ADRES = re.compile(
    r"(?:straat|laan|weg|plein|dijk|kade|gracht|singel|hof|pad|steeg|dreef|plantsoen)\s*\d", re.IGNORECASE
)


def _delen(adres: str) -> tuple[str, str]:
    """Return the street and the number of an address; what stands first is the street when there is no number."""
    stukken = [s for s in re.split(r"[,;:\n(]", adres) if s.strip()]
    gevonden = next((m for s in stukken if (m := _STRAAT_EN_NUMMER.match(s))), None)
    if gevonden:
        return gevonden["straat"].strip(), gevonden["nummer"]
    return (stukken[0].strip() if stukken else ""), ""


def noemt_adres(adres: str, tekst: str) -> bool:
    """Say whether a text holds the street or the postcode of an address, however it is written."""
    straat, nummer = _delen(adres)
    alledaags = " " not in straat and len(straat) < _KORTE_STRAAT
    gezocht = [adres, f"{straat} {nummer}", *([] if alledaags else [straat]), *_POSTCODE.findall(adres)]
    return any(noemt("adres", waarde, tekst) for waarde in gezocht)


def keur_aanduiding(adres: str, tekst: str, *, met_nummer: bool = False) -> str:
    """Return what is wrong with how a facility or a place is called; empty when nothing is.

    adres: empty when nobody recorded it yet. met_nummer: its house number may not stand there either. Places in a
    house are numbered from one, so a place may have the number of the house.
    """
    nummer = _delen(adres)[1]
    if adres and (noemt_adres(adres, tekst) or (met_nummer and nummer and noemt("adres", nummer, tekst))):
        return VERRAADT
    return LIJKT if _ADRES.search(tekst) or _POSTCODE.search(tekst) else ""


def adres_of_leeg(voorziening: Voorziening) -> str:
    """Return the address of a facility, to check with; empty when nobody recorded it."""
    waar = open_adres(voorziening)
    return waar.adres if waar else ""


def velden_met_adres(organisatie_id: int, velden: Mapping[str, object]) -> Iterable[str]:
    """Return the names of the texts that hold the address of a facility of this organisation. One query."""
    teksten = {veld: tekst for veld, tekst in velden.items() if isinstance(tekst, str) and tekst}
    huizen = Voorziening.objects.filter(organisatie_id=organisatie_id, adres__isnull=False) if teksten else ()
    adressen = [adres_of_leeg(huis) for huis in huizen]
    return [veld for veld, tekst in teksten.items() if any(noemt_adres(adres, tekst) for adres in adressen)]
