"""The consents of one person in a dossier, for a request of that person to see what is held (AVG 15).

A consent that names nobody is given to nobody: it may be of somebody else.
"""

from __future__ import annotations

from datetime import date

from baken.dossiers.inzage.personen import Veldregel
from baken.dossiers.models import Dossier
from baken.dossiers.toestemmingen import OpenToestemming, toestemmingen


def toestemmingregels(dossier: Dossier, nummer: int) -> list[Veldregel]:
    """Return the consents of the person with this number, newest first: for what, given, taken back, and what was said.

    The caller asked decide(), and the dossier still has its key. Two queries.
    """
    wie = dossier.betrokkenen.filter(volgorde=nummer).values_list("pk", flat=True).first()
    if wie is None:
        return []
    return [_regel(t) for t in toestemmingen(dossier) if t.betrokkene == wie]


def _regel(t: OpenToestemming) -> Veldregel:
    delen = [
        ("Waarvoor", t.doelnaam),
        ("Met wie", t.ontvanger),
        ("Gegeven op", _dag(t.gegeven_op)),
        ("Geldt tot", _dag(t.vervalt_op)),
        ("Ingetrokken op", _dag(t.ingetrokken_op)),
        ("Hoe", t.hoe),
        ("Wat is gevraagd en geantwoord", t.woorden),
        ("Namens u gegeven door", t.door_wie),
        ("Waarom ingetrokken", t.reden_einde),
    ]
    tekst = ". ".join(f"{kop}: {wat.rstrip('.')}" for kop, wat in delen if wat)
    return Veldregel(f"toestemming:{t.id}", "Toestemming", tekst)


def _dag(dag: date | None) -> str:
    return f"{dag:%d-%m-%Y}" if dag else ""
