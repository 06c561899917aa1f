"""A made-up case: what shows that a text comes from a real file. Pure."""

from __future__ import annotations

import re

_ZAAKNUMMER = re.compile(r"\b[SCT]-\d{4}-\d{3,}\b|\b[POV]-[0-9A-F]{8}\b", re.IGNORECASE)
_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[a-z]{2,}", re.IGNORECASE)
_CIJFERS = re.compile(r"(?<!\d)\+?\d(?:[ ().-]?\d){7,}(?!\d)")  # a telephone number, a citizen number, a document
_POSTCODE = re.compile(r"\b[1-9]\d{3} ?[A-Z]{2}\b")


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
