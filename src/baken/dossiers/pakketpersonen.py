"""Read the persons and places back out of the lines of a packet: the inverse of pakket.regels_van_inhoud.

What a receiver lawfully got becomes persons of its own dossier, with its own blind indexes. A line that is not
recognised is left: the packet itself stays readable.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.dates import MONTHS

from baken.dossiers.inhoud import WAAR_HET_GEBEURT
from baken.dossiers.pakket import BIJ_ONBEKEND, KOPPEN, PLEKKOPPEN, Regel
from baken.dossiers.services import GESLOTEN_GROEPEN, NieuweBetrokkene, NieuweLocatie

_PERSOON = re.compile(r"Persoon (\d{1,4}) \((.*?)\): (.+)", re.DOTALL)
_PLEK = re.compile(rf"(?:Plaats (\d{{1,4}})(?: \((?:bij persoon (\d{{1,4}})|({BIJ_ONBEKEND}))\))?: )?(.+)")
_DAG = re.compile(r"(\d{1,2}) (\w+) (\d{4})")
_KENMERKVELDEN = ("leeftijdsgroep", "geslacht", "nationaliteit")
_VELDEN = {kop.lower(): veld for veld, kop in KOPPEN.items()}
_PLEKVELDEN = {kop.lower(): veld for veld, kop in PLEKKOPPEN.items()}


@dataclass(frozen=True)
class Codes:
    """Name -> code of what a packet says in words."""

    deel: Mapping[str, str]
    leeftijdsgroep: Mapping[str, str]
    geslacht: Mapping[str, str]
    nationaliteit: Mapping[str, str]


def _geboortedatum(tekst: str) -> str:
    """Return the date as it is stored; the text itself when it was no date."""
    gevonden = _DAG.fullmatch(tekst)
    maanden = {str(naam): nummer for nummer, naam in MONTHS.items()}
    if gevonden and gevonden[2] in maanden:
        try:
            return date(int(gevonden[3]), maanden[gevonden[2]], int(gevonden[1])).isoformat()
        except ValueError:
            return tekst
    return tekst


def _kenmerken(tekst: str, codes: Codes) -> tuple[dict[str, str], str]:
    """Read age band, sex and country, each of which may lack. Returns them with the words that are no name of ours."""
    rest = f"{tekst}, "
    uit: dict[str, str] = {}
    vreemd: list[str] = []
    while rest:
        veld, langst = _vooraan(rest, codes, uit)
        if langst:
            uit[veld] = getattr(codes, veld)[langst]
            rest = rest[len(langst) + 2 :]
        else:
            woord, _komma, rest = rest.partition(", ")
            vreemd.append(woord)
    return uit, ", ".join(vreemd)


def _vooraan(rest: str, codes: Codes, gehad: Collection[str]) -> tuple[str, str]:
    """Return the field and the longest name in front of the text, of the first field that was not read before."""
    for veld in _KENMERKVELDEN:
        namen: Mapping[str, str] = getattr(codes, veld)
        langst = max((naam for naam in namen if rest.startswith(f"{naam}, ")), key=len, default="")
        if langst and veld not in gehad:
            return veld, langst
    return "", ""


def deel_van(regel: Regel, codes: Codes) -> str:
    """Return the part of the person that a line is about; empty when it is about nobody in particular."""
    gevonden = _PERSOON.fullmatch(regel.kop)
    return codes.deel.get(gevonden[2], gevonden[2]) if gevonden else ""


def nummer_van(regel: Regel) -> int | None:
    """Return the number of the person that a line is about; None when it is about nobody in particular."""
    gevonden = _PERSOON.fullmatch(regel.kop) if regel.groep in GESLOTEN_GROEPEN else None
    return int(gevonden[1]) if gevonden else None


def personen_op_nummer(regels: Sequence[Regel], codes: Codes) -> dict[int, NieuweBetrokkene]:
    """Return the persons of a packet by the number that the sender gave them, in that order."""
    uit: dict[int, NieuweBetrokkene] = {}
    for regel in regels:
        gevonden = _PERSOON.fullmatch(regel.kop)
        if gevonden is None or regel.groep not in GESLOTEN_GROEPEN:
            continue
        nummer, deel, kop = int(gevonden[1]), gevonden[2], gevonden[3]
        persoon = uit.setdefault(nummer, NieuweBetrokkene(deel=codes.deel.get(deel, deel)[:20]))
        vooraan = not (persoon.leeftijdsgroep or persoon.geslacht or persoon.nationaliteit or persoon.identiteit)
        veld = _VELDEN.get(kop, kop)
        waarde = _geboortedatum(regel.tekst) if veld == "geboortedatum" else regel.tekst
        if kop == "kenmerken" and vooraan:
            bekend, waarde = _kenmerken(regel.tekst, codes)
            persoon = uit[nummer] = replace(persoon, **bekend)  # type: ignore[arg-type]  # three of its own texts
            if not waarde:
                continue
        eerder = getattr(persoon, regel.groep)
        groep = {**eerder, veld: f"{eerder[veld]}; {waarde}" if veld in eerder else waarde}
        uit[nummer] = replace(persoon, **{regel.groep: groep})  # type: ignore[arg-type]  # one of the sealed groups
    return dict(sorted(uit.items()))


def plaatsen_uit_regels(regels: Sequence[Regel]) -> list[NieuweLocatie]:
    """Return the places of a packet, in its order; `van` as the sender numbers its persons."""
    per_plek: dict[str, dict[str, Any]] = {}
    for regel in regels:
        gevonden = _PLEK.fullmatch(regel.kop)
        if regel.groep == "locatie" and gevonden and (veld := _PLEKVELDEN.get(gevonden[4].lower())):
            van = None if gevonden[3] else int(gevonden[2] or WAAR_HET_GEBEURT)
            per_plek.setdefault(gevonden[1] or "", {"van": van})[veld] = regel.tekst
    return [NieuweLocatie(**velden) for velden in per_plek.values()]


def personen_uit_regels(regels: Sequence[Regel], codes: Codes) -> tuple[list[NieuweBetrokkene], list[NieuweLocatie]]:
    """Return the persons and places of a packet, to record in a dossier of the receiver."""
    return list(personen_op_nummer(regels, codes).values()), plaatsen_uit_regels(regels)
