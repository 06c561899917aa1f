"""Does a text give away where a shelter is? What people type next to it is checked against the sealed address."""

from __future__ import annotations

import re
from collections.abc import Sequence

from baken.dossiers.noemen import noemt, noemt_iemand
from baken.dossiers.vrijetekst import ADRES, registreer_keur
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


def _gezocht(adres: str, *, heel: bool = False) -> list[str]:
    """Return what gives an address away. heel: only the whole address; in a street with a shelter more happens."""
    straat, nummer = _delen(adres)
    alledaags = " " not in straat and len(straat) < _KORTE_STRAAT
    los = [] if heel else [*([] if alledaags else [straat]), *_POSTCODE.findall(adres)]
    return [adres, f"{straat} {nummer}", *los]


def noemt_adres(adres: str, tekst: str) -> bool:
    """Say whether a text holds the street or the postcode of an address, however it is written."""
    return noemt_iemand(tekst, [{"adres": waarde} for waarde in _gezocht(adres)])


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


def keur_teksten(organisatie_id: int, teksten: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    """Return what is wrong with the texts that hold the address of a facility of this organisation. One query.

    The addresses of others are not read: they are sealed for us, and who tried words one by one would find them.
    """
    geschreven = [(veld, tekst) for veld, tekst in teksten if tekst]
    if not geschreven:
        return {}
    huizen = Voorziening.objects.filter(organisatie_id=organisatie_id, adres__isnull=False, sleutel__isnull=False)
    adressen = [adres_of_leeg(huis) for huis in huizen]
    gezocht = {
        heel: [{"adres": waarde} for adres in adressen for waarde in _gezocht(adres, heel=heel)]
        for heel in (False, True)
    }
    return {
        veld: [TEKST_VERRAADT] for veld, tekst in geschreven if adressen and noemt_iemand(tekst, gezocht[veld == ADRES])
    }


registreer_keur(keur_teksten)
