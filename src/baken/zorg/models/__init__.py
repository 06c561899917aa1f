"""Tables of zorg: trajecten, shelter and CoMensha, each in a module of its own."""

from baken.zorg.models.trajecten import (
    Adviesgesprek,
    Bedenktijd,
    Overdracht,
    Traject,
    Trajectstuk,
    Zorgdoel,
    Zorgpunt,
)

__all__ = ["Adviesgesprek", "Bedenktijd", "Overdracht", "Traject", "Trajectstuk", "Zorgdoel", "Zorgpunt"]
