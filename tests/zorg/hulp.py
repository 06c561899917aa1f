"""What the tests of zorg share."""

from __future__ import annotations

from typing import Any

from baken.dossiers.services import NieuweBetrokkene
from baken.organisaties.besluit import Wie
from baken.zorg.gegevens import Aanmelding
from baken.zorg.models import Traject
from baken.zorg.services.aanmelden import meld_aan
from baken.zorg.soorten import Doelgroep

WAAROM = "De persoon vroeg zelf om hulp en zei dat dit goed was."


def client(deel: str = "slachtoffer", **velden: Any) -> NieuweBetrokkene:
    """Return an invented client."""
    basis: dict[str, Any] = {
        "leeftijdsgroep": "25-29",
        "geslacht": "V",
        "identiteit": {"naam": "Mira Voorbeeld", "geboortedatum": "1998-04-03"},
        "contact": {"telefoon": "06 12345678"},
    }
    return NieuweBetrokkene(deel=deel, **{**basis, **velden})


def aanmelding(doelgroep: Doelgroep = Doelgroep.SLACHTOFFER, **velden: Any) -> Aanmelding:
    """Return somebody who needs help, complete."""
    basis: dict[str, Any] = {
        "client": client(str(doelgroep)),
        "toelichting": "Kan nergens heen en durft niet terug.",
        "aanmelder": "Maatschappelijk werk",
        "toestemming": WAAROM,
        "hoe": "In een gesprek, met een tolk.",
    }
    return Aanmelding(doelgroep, **{**basis, **velden})


def traject(door: Wie, doelgroep: Doelgroep = Doelgroep.SLACHTOFFER, **velden: Any) -> Traject:
    """Take an invented client in."""
    return meld_aan(aanmelding=aanmelding(doelgroep, **velden), door=door)
