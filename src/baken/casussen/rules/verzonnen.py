"""What shows that a text comes from a real file or points at somebody, without knowing who. Pure."""

from __future__ import annotations

import re

_ZAAKNUMMER = re.compile(r"\b[SCT]-\d{4}-\d{3,}\b|\b[POV]-[0-9A-F]{8}\b", re.IGNORECASE)
_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[a-z]{2,}", re.IGNORECASE)
_CIJFERS = re.compile(r"(?<!\d)\+?\d(?:[ ().-]?\d){7,}(?!\d)")  # a telephone number, a citizen number, a document
_POSTCODE = re.compile(r"\b[1-9]\d{3} ?[A-Z]{2}\b")
_EIGEN_NUMMER = re.compile(r"\bO-[0-9A-F]{8}\b", re.IGNORECASE)  # of a question itself: both sides may name it
_DOCUMENT = re.compile(r"\b(?=[0-9]*[A-Z])(?=(?:[A-Z]*[0-9]){3})[A-Z0-9]{8,9}\b")
_STRAAT = re.compile(
    r"(?:straat|laan|weg|plein|dijk|kade|gracht|singel|hof|pad|steeg|dreef|plantsoen)\s+\d{1,4}[a-z]?\b", re.IGNORECASE
)
_MAAND = "jan|feb|maart|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec"
_DATUM = re.compile(
    rf"\b(?:\d{{1,2}}[-/. ]+(?:\d{{1,2}}|(?:{_MAAND})[a-z]*\.?)[-/. ]+(?P<jaar>\d{{4}})|(?P<iso>\d{{4}})-\d\d-\d\d)\b",
    re.IGNORECASE,
)


def echt(tekst: str) -> tuple[str, ...]:
    """Return in words what a made-up text should not hold; empty when nothing was found.

    A text that passes is not proven to be made up: the maker declares that.
    """
    gevonden = (
        ("het nummer van een signaal, casus of pakket", _ZAAKNUMMER),
        ("een e-mailadres", _MAIL),
        ("een telefoonnummer of ander lang nummer", _CIJFERS),
        ("een postcode", _POSTCODE),
    )
    return tuple(naam for naam, patroon in gevonden if patroon.search(tekst))


def wijst_naar_iemand(tekst: str, jaar: int) -> tuple[str, ...]:
    """Return in words what a text on process should not hold; empty when nothing was found.

    jaar: the year now. A day of this or the last year, or one ahead, is an appointment; an older one may be a birthday.
    """
    datums = [int(d["jaar"] or d["iso"]) for d in _DATUM.finditer(tekst)]
    schoon = _EIGEN_NUMMER.sub(" ", _DATUM.sub(" ", tekst))
    eigen = (
        ("een geboortedatum of oude datum", any(gevonden < jaar - 1 for gevonden in datums)),
        ("het nummer van een document", _DOCUMENT.search(schoon)),
        ("een adres", _STRAAT.search(schoon)),
    )
    return (*echt(schoon), *(naam for naam, gevonden in eigen if gevonden))
