"""Tables of zorg: trajecten, shelter and CoMensha, each in a module of its own."""

from baken.zorg.models.comensha import Hulpvraag, Registratie, Registratiesleutel
from baken.zorg.models.opvang import (
    Aanbodstand,
    Kwaliteitscheck,
    Nacht,
    Plaatsing,
    Plek,
    Voorziening,
    Wachtplek,
)
from baken.zorg.models.trajecten import (
    Adviesgesprek,
    Bedenktijd,
    Overdracht,
    Traject,
    Trajectbron,
    Trajectstuk,
    Zorgdoel,
    Zorgpunt,
)

__all__ = [
    "Aanbodstand",
    "Adviesgesprek",
    "Bedenktijd",
    "Hulpvraag",
    "Kwaliteitscheck",
    "Nacht",
    "Overdracht",
    "Plaatsing",
    "Plek",
    "Registratie",
    "Registratiesleutel",
    "Traject",
    "Trajectbron",
    "Trajectstuk",
    "Voorziening",
    "Wachtplek",
    "Zorgdoel",
    "Zorgpunt",
]
