"""Whom somebody can read with names today: a text that leaves every dossier is compared with these, and only these.

Each package that keeps dossiers tells it here. Of what a person may not open nothing is compared, so that a refusal
tells nobody what is in a dossier that is closed to them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from baken.dossiers.inhoud import OpenBetrokkene, OpenLocatie, eerdere_van
from baken.dossiers.noemen import NOEMEND, noemt_iemand
from baken.dossiers.vrijetekst import VerraadtGeheimError
from baken.organisaties.besluit import Wie

Velden = Mapping[str, str]
Bron = Callable[[Wie], Iterable[Velden]]
NOEMT_BEKENDE = (
    "Hier staat een naam, nummer of adres uit een dossier dat u kent. Ook een gewone voornaam telt mee. Verzin iets "
    "anders."
)
_CONTACT = frozenset({"telefoon", "email"})
_BRONNEN: list[Bron] = []


def registreer(bron: Bron) -> None:
    """Let a package tell of whom in its open dossiers somebody may read the names. Called from apps.ready()."""
    if bron not in _BRONNEN:
        _BRONNEN.append(bron)


def van_persoon(persoon: OpenBetrokkene, groepen: Collection[str]) -> Iterator[Velden]:
    """Yield what points at a person, now and before it was corrected, in the groups that are open to a reader."""
    yield from van_groepen({groep: velden for groep, velden in persoon.groepen.items() if groep in groepen})
    for eerder in eerdere_van(persoon):
        if {"contact" if veld in _CONTACT else "identiteit" for veld in eerder} <= set(groepen):
            yield eerder


def van_groepen(groepen: Mapping[str, Velden]) -> Iterator[Velden]:
    """Yield what points at somebody in these groups."""
    for velden in groepen.values():
        yield {veld: waarde for veld, waarde in velden.items() if veld in NOEMEND and waarde}


def van_plekken(plekken: Iterable[OpenLocatie]) -> Iterator[Velden]:
    """Yield the addresses of places, now and before."""
    for plek in plekken:
        yield from ({"adres": adres} for adres in (plek.adres, *plek.eerder) if adres)


def eis_niemand_bekend(door: Wie, teksten: Velden) -> bool:
    """Raise VerraadtGeheimError for each text that names somebody of an open dossier that this person may read.

    Returns whether there was anybody to compare with: then the caller writes a line, for dossiers were opened for it.
    """
    bekend = {paar for bron in _BRONNEN for velden in bron(door) for paar in velden.items()}
    zoek = [{veld: waarde} for veld, waarde in sorted(bekend)]
    if fouten := {naam: [NOEMT_BEKENDE] for naam, tekst in teksten.items() if noemt_iemand(tekst, zoek)}:
        raise VerraadtGeheimError(fouten)
    return bool(zoek)
