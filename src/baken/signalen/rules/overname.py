"""What another gemeente reads in a packet to assess it, and the only sentences that go back to its sender."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from baken.dossiers.verloop import Afloop
from baken.signalen.rules.advies import Uitkomst
from baken.signalen.rules.terugkoppeling import EINDE, Bericht

_JA_NEE = {"Ja": "ja", "Nee": "nee"}
_ANTWOORDEN = {
    "Acuut gevaar": "acuut",
    "Vrijheid afgenomen": "vrijheid_afgenomen",
    "Papieren afgenomen": "documenten_afgenomen",
    "Minderjarige betrokken": "minderjarig",
    "Tekenen van georganiseerde misdaad": "georganiseerd",
}
_ONBEKEND = frozenset({"Nog niet bekend", "Weet ik niet"})
_KENMERKEN = frozenset({"Kenmerken die zijn gezien", "Gezien over gezondheid of onderdak"})
_VERHAAL = "Wat is gezien of gehoord"


@dataclass(frozen=True, slots=True)
class Namen:
    """Name -> code of what a packet says in words; of a sector also the part: name -> (sector, part)."""

    vormen: Mapping[str, str]
    sectoren: Mapping[str, tuple[str, str]]
    gemeenten: Mapping[str, str]
    indicatoren: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Overgenomen:
    """The facts of a packet. What it does not say is empty; `rest` are the lines that are no fact here, as they came.

    antwoorden: name of the question (acuut, minderjarig, ...) -> ja or nee.
    """

    vormen: tuple[str, ...] = ()
    indicatoren: tuple[str, ...] = ()
    sector: str = ""
    subsector: str = ""
    gemeente_code: str = ""
    waarneming: str = ""
    antwoorden: Mapping[str, str] = field(default_factory=dict)
    rest: tuple[tuple[str, str], ...] = ()


def lees(regels: Iterable[tuple[str, str]], namen: Namen) -> Overgenomen:
    """Return the facts of these lines (label, text); persons and places are not among them.

    Nothing is guessed: a word that is no name of ours stays as it came, in `rest`. What is not known says nothing.
    """
    feiten: dict[str, str] = {}
    vormen: list[str] = []
    indicatoren: list[str] = []
    antwoorden: dict[str, str] = {}
    rest: list[tuple[str, str]] = []
    sector = subsector = ""
    for kop, tekst in regels:
        if tekst in _ONBEKEND:
            continue
        if kop in _ANTWOORDEN and tekst in _JA_NEE:
            antwoorden[_ANTWOORDEN[kop]] = _JA_NEE[tekst]
        elif kop == "Vorm" and (gevonden := _codes(tekst, namen.vormen, ", ")):
            vormen += gevonden
        elif kop in _KENMERKEN and (gevonden := _codes(tekst, namen.indicatoren, "; ")):
            indicatoren += gevonden
        elif kop == "Sector" and tekst in namen.sectoren:
            sector, subsector = namen.sectoren[tekst]
        elif kop == "Gemeente" and tekst in namen.gemeenten:
            feiten["gemeente_code"] = namen.gemeenten[tekst]
        elif kop == _VERHAAL:
            feiten["waarneming"] = tekst
        else:
            rest.append((kop, tekst))
    return Overgenomen(
        vormen=tuple(vormen),
        indicatoren=tuple(indicatoren),
        sector=sector,
        subsector=subsector,
        antwoorden=antwoorden,
        rest=tuple(rest),
        **feiten,
    )


def _codes(tekst: str, namen: Mapping[str, str], scheiding: str) -> Sequence[str]:
    """Return the codes of names joined by a separator; () when one of them is no name of ours."""
    over, uit = f"{tekst}{scheiding}", []
    while over:
        langst = max((naam for naam in namen if over.startswith(f"{naam}{scheiding}")), key=len, default="")
        if not langst:
            return ()
        uit.append(namen[langst])
        over = over[len(langst) + len(scheiding) :]
    return uit


def afloop_bij(bericht: Bericht, uitkomsten: Collection[Uitkomst]) -> Afloop:
    """Return what the sender is told when this gemeente would tell a reporter `bericht` (uitkomsten: its decision).

    Who got it, and whether somebody was found, stays with this gemeente: what it passed on is only "taken up".
    """
    if bericht not in EINDE:
        return Afloop.OPGEPAKT
    if bericht is Bericht.GEEN_VERVOLG and set(uitkomsten) == {Uitkomst.GEEN_MENSENHANDEL}:
        return Afloop.GEEN_MENSENHANDEL
    return Afloop.AFGESLOTEN


def bericht_bij_sluiten(uitkomsten: Collection[Uitkomst]) -> Bericht:
    """Return the bounded text that belongs to closing a signaal after this decision."""
    gekozen = set(uitkomsten)
    if gekozen == {Uitkomst.GEEN_MENSENHANDEL}:
        return Bericht.GEEN_VERVOLG
    return Bericht.ADVIES_GEGEVEN if gekozen == {Uitkomst.ADVIES_GEGEVEN} else Bericht.AFGEROND
