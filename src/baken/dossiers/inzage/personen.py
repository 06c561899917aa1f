"""Which person in a dossier somebody is, and what Baken holds on that person, line by line. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from baken.dossiers.eerder import EERDER, veld_van
from baken.dossiers.inhoud import OpenBetrokkene
from baken.dossiers.pakket import KOPPEN, leesbaar
from baken.dossiers.services import zoekwaarden
from baken.kern.normaliseren import normaliseer

# What may be given to the person: never what was seen of crimes (investigation), a place (others live there), the story
# of the reporter, or who reported it.
TE_GEVEN = ("identiteit", "contact", "zorg")
ROL, LEEFTIJD, GESLACHT, NATIONALITEIT = "rol", "leeftijdsgroep", "geslacht", "nationaliteit"
TE_VERBETEREN = (
    "identiteit.naam",
    "identiteit.geboortedatum",
    "identiteit.document",
    "contact.telefoon",
    "contact.email",
)
_CODEVELDEN = (
    (ROL, "Hoe u in het dossier staat"),
    (LEEFTIJD, "Leeftijdsgroep"),
    (GESLACHT, "Geslacht"),
    (NATIONALITEIT, "Nationaliteit"),
)


@dataclass(frozen=True)
class Veldregel:
    """One thing that Baken holds on a person. code: "naam" of the field, with its group before it when it is sealed.

    loopt: why it cannot be erased as long as it runs, or nothing.
    """

    code: str
    kop: str
    tekst: str
    loopt: str = ""


def zoekparen(wie: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the (kind of index, value) pairs of somebody who asks; values with nothing to index fall away."""
    paren = [*zoekwaarden(wie, wie), ("adres", wie.get("adres", ""))]
    return [(soort, ruw) for soort, ruw in paren if normaliseer(soort, ruw)]


def overeenkomsten(wie: Mapping[str, str], persoon: OpenBetrokkene) -> list[str]:
    """Return the kinds in which a person in a dossier is the same as somebody who asks, in a fixed order."""
    gezocht = {(soort, normaliseer(soort, ruw)) for soort, ruw in zoekparen(wie)}
    eigen = zoekwaarden(persoon.groepen.get("identiteit", {}), persoon.groepen.get("contact", {}))
    return [soort for soort, ruw in eigen if (soort, normaliseer(soort, ruw)) in gezocht]


def veldregels(persoon: OpenBetrokkene, namen: Mapping[str, str]) -> list[Veldregel]:
    """Return what may be given to the person self. namen: code -> text."""
    codes = {
        ROL: persoon.deel,
        LEEFTIJD: persoon.leeftijdsgroep,
        GESLACHT: persoon.geslacht,
        NATIONALITEIT: persoon.nationaliteit,
    }
    regels = [Veldregel(veld, kop, namen.get(codes[veld], codes[veld])) for veld, kop in _CODEVELDEN if codes[veld]]
    for groep in TE_GEVEN:
        regels += [
            Veldregel(f"{groep}.{veld}", kop_van(f"{groep}.{veld}"), leesbaar(veld, tekst))
            for veld, tekst in persoon.groepen.get(groep, {}).items()
            if tekst
        ]
    regels += [
        Veldregel(code, kop_van(code), leesbaar(veld_van(was), tekst))
        for was, tekst in persoon.eerder.items()
        for code in [f"{EERDER}.{was}"]
    ]
    return regels


def kop_van(code: str) -> str:
    """Return how a field is called: "Naam", "Zorg en hulp: omschrijving", "Eerder vastgelegd: naam"."""
    groep, _punt, veld = code.rpartition(".")
    veld = veld_van(veld) if groep == EERDER else veld
    kop = KOPPEN.get(veld, veld.capitalize())
    if groep == EERDER:
        return f"Eerder vastgelegd: {kop.lower()}"
    return f"Zorg en hulp: {kop.lower()}" if groep == "zorg" else kop


def huidig(persoon: OpenBetrokkene, code: str) -> str:
    """Return the text of a sealed field as it was written, or nothing."""
    groep, _punt, veld = code.rpartition(".")
    return persoon.groepen.get(groep, {}).get(veld, "")


def te_verbeteren(persoon: OpenBetrokkene) -> list[str]:
    """Return the fields that can be corrected: the usual ones and what else is filled in."""
    eigen = [f"{g}.{v}" for g in TE_GEVEN for v, tekst in persoon.groepen.get(g, {}).items() if tekst]
    return list(dict.fromkeys([*TE_VERBETEREN, *eigen]))


def heeft_meer(persoon: OpenBetrokkene) -> bool:
    """Say whether the dossier holds more on the person than may be given: then the answer is a part."""
    return any(persoon.groepen.get("strafbaar", {}).values())
