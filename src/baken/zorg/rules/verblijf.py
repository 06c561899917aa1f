"""Whether somebody may stay in the Netherlands, as far as care and shelter need to know it."""

from __future__ import annotations

from enum import StrEnum


class Verblijf(StrEnum):
    """The stay of a client. The code is what a traject holds."""

    NEDERLANDER = "nederlander"
    EU_RECHTMATIG = "eu_rechtmatig"
    VERGUNNING = "vergunning"
    BEDENKTIJD = "bedenktijd"
    GEEN = "geen"
    ONBEKEND = "onbekend"


NAMEN: dict[Verblijf, str] = {
    Verblijf.NEDERLANDER: "Nederlandse nationaliteit",
    Verblijf.EU_RECHTMATIG: "Burger van de Europese Unie, rechtmatig hier",
    Verblijf.VERGUNNING: "Verblijfsvergunning",
    Verblijf.BEDENKTIJD: "In bedenktijd",
    Verblijf.GEEN: "Geen verblijfsstatus",
    Verblijf.ONBEKEND: "Niet bekend",
}
# Bron 004 p. 15: who is here lawfully or has a temporary status goes to regular shelter.
RECHTMATIG = frozenset({Verblijf.NEDERLANDER, Verblijf.EU_RECHTMATIG, Verblijf.VERGUNNING})
