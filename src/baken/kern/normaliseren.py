"""One way of writing for what is searched through a blind index: "" means that there is nothing to index."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date

_LANGSTE_WAARDE = 1000
_MINSTE_CIJFERS, _MEESTE_CIJFERS = 6, 15  # ITU-T E.164: at most 15 digits
_POSTCODE = re.compile(r"\b([1-9]\d{3})\s?([a-z]{2})\b")
# A house number: digits with at most a letter or two or a further number behind it. "2e" is part of a
# street's name.
_HUISNUMMER = re.compile(r"\b(\d{1,5})(?!\d)(?:\s?[-/ ]?\s?([a-z]{1,2}|\d{1,4})\b)?")
_RANGTELWOORD = frozenset({"e", "de", "st", "ste"})


def _plat(tekst: str) -> str:
    """Lower case without accents, one space between words."""
    zonder = "".join(t for t in unicodedata.normalize("NFKD", tekst) if not unicodedata.combining(t))
    return " ".join(zonder.casefold().split())


def _telefoon(waarde: str) -> str:
    tekst = unicodedata.normalize("NFKC", waarde).strip().replace("(0)", "")
    cijfers = "".join(t for t in tekst if t.isascii() and t.isdigit())
    if tekst.startswith("+"):
        pass
    elif cijfers.startswith("00"):
        cijfers = cijfers[2:]
    elif cijfers.startswith("0"):
        cijfers = "31" + cijfers[1:]
    if cijfers.startswith("310"):  # +31 06...: the trunk zero was left in
        cijfers = "31" + cijfers[3:]
    return "+" + cijfers if _MINSTE_CIJFERS <= len(cijfers) <= _MEESTE_CIJFERS else ""


def _email(waarde: str) -> str:
    tekst = unicodedata.normalize("NFKC", waarde).strip().casefold()
    naam, apenstaart, domein = tekst.rpartition("@")
    return tekst if apenstaart and naam and domein and " " not in tekst else ""


def _document(waarde: str) -> str:
    tekst = unicodedata.normalize("NFKC", waarde).upper()
    kaal = "".join(t for t in tekst if t.isascii() and t.isalnum())
    return kaal if len(kaal) >= 5 and any(t.isdigit() for t in kaal) else ""


def _naam_geboortedatum(waarde: str) -> str:
    naam, streep, dag = waarde.rpartition("|")
    try:
        geboren = date.fromisoformat(dag.strip())
    except ValueError:
        return ""
    woorden = sorted(re.findall(r"[^\W\d_]+", _plat(naam)))
    return f"{' '.join(woorden)}|{geboren.isoformat()}" if streep and woorden else ""


def _huisnummer(tekst: str) -> str:
    gevonden = [
        hit.group(1) + (hit.group(2) or "")
        for hit in _HUISNUMMER.finditer(tekst)
        if (hit.group(2) or "") not in _RANGTELWOORD
    ]
    return gevonden[0] if gevonden else ""


def _adres(waarde: str) -> str:
    tekst = re.sub(r"[^\w\s/-]", " ", _plat(waarde))
    postcode = _POSTCODE.search(tekst)
    if postcode:
        nummer = _huisnummer(tekst[: postcode.start()]) or _huisnummer(tekst[postcode.end() :])
        return f"{postcode.group(1)}{postcode.group(2)} {nummer}".strip()
    delen = re.findall(r"\d+|[^\W\d_]+", tekst)
    return " ".join(delen) if any(deel.isdigit() for deel in delen) else ""


_NORMALISEERDERS: dict[str, Callable[[str], str]] = {
    "telefoon": _telefoon,
    "email": _email,
    "document": _document,
    "naam_geboortedatum": _naam_geboortedatum,
    "adres": _adres,
}
SOORTEN = frozenset(_NORMALISEERDERS)


def normaliseer(soort: str, waarde: str) -> str:
    """The value as it is indexed, "" when there is nothing to index.

    soort: telefoon, email, document, naam_geboortedatum ("Voornaam Achternaam|1999-05-01") or adres. An
    address with a postcode becomes postcode and house number; without one it needs a number. Raises
    ValueError for another soort.
    """
    try:
        maak = _NORMALISEERDERS[soort]
    except KeyError:
        raise ValueError(f"unknown kind of index: {soort}") from None
    return maak(waarde[:_LANGSTE_WAARDE]) if waarde else ""


def naam_en_geboortedatum(naam: str, geboren: date | None) -> str:
    """The value that `normaliseer("naam_geboortedatum", ...)` takes; "" when one of the two is missing."""
    return f"{naam}|{geboren.isoformat()}" if naam.strip() and geboren else ""
