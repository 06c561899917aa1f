"""Of whom somebody reads nothing in a dossier or a packet, whatever the role: an upper package tells it here.

It closes parts (slachtoffer, dader, ...) and with "" what belongs to nobody, such as a place; or a whole packet that
came in, because what was made of it is shielded.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping

from baken.organisaties.besluit import Wie

NIET_VOOR_U = "[Deze tekst hoort niet bij uw taak.]"
Bron = Callable[[Wie, uuid.UUID], frozenset[str]]
_IN_DOSSIER: dict[str, Bron] = {}
_IN_PAKKET: list[Bron] = []
Scherm = Callable[[Wie, uuid.UUID], bool]
_SCHERMEN: list[Scherm] = []


def registreer(soort: str, in_dossier: Bron, in_pakket: Bron) -> None:
    """Let a package close parts of a kind of dossier, and of the packets it came from. Called from apps.ready().

    in_dossier gets the id of the dossier, in_pakket that of the verstrekking that the own organisation received.
    """
    _IN_DOSSIER[str(soort)] = in_dossier
    if in_pakket not in _IN_PAKKET:
        _IN_PAKKET.append(in_pakket)


def dicht_in_dossier(door: Wie, soort: str, dossier_id: uuid.UUID) -> frozenset[str]:
    """Return the parts that are closed to somebody in an own dossier."""
    bron = _IN_DOSSIER.get(str(soort))
    return bron(door, dossier_id) if bron else frozenset()


def dicht_in_pakket(door: Wie, verstrekking_id: uuid.UUID) -> frozenset[str]:
    """Return the parts that are closed to somebody in a packet that came in."""
    return frozenset(deel for bron in _IN_PAKKET for deel in bron(door, verstrekking_id))


_GEDEELD: list[Bron] = []


def registreer_gedeeld(bron: Bron) -> None:
    """Let a package close parts of a dossier of another organisation to who reads along. Called from apps.ready()."""
    if bron not in _GEDEELD:
        _GEDEELD.append(bron)


def dicht_in_gedeeld(door: Wie, dossier_id: uuid.UUID) -> frozenset[str]:
    """Return the parts that are closed to somebody in a dossier of another organisation."""
    return frozenset(deel for bron in _GEDEELD for deel in bron(door, dossier_id))


def registreer_scherm(scherm: Scherm) -> None:
    """Let a package say whether a packet that came in stands behind a shield for somebody. Called from apps.ready()."""
    if scherm not in _SCHERMEN:
        _SCHERMEN.append(scherm)


def achter_scherm(door: Wie, verstrekking_id: uuid.UUID) -> bool:
    """Say whether a packet that came in is closed to somebody by a shield on what was made of it."""
    return any(scherm(door, verstrekking_id) for scherm in _SCHERMEN)


_TEKSTEN: list[Bron] = []


def registreer_teksten(bron: Bron) -> None:
    """Let a package say which texts on a packet that came in are not for somebody. Called from apps.ready()."""
    if bron not in _TEKSTEN:
        _TEKSTEN.append(bron)


def dichte_teksten(door: Wie, verstrekking_id: uuid.UUID) -> frozenset[str]:
    """Return what a text on a packet that came in may not be about (OpenBericht.over) for somebody to read it."""
    return frozenset(over for bron in _TEKSTEN for over in bron(door, verstrekking_id))


_MUREN: dict[str, Scherm] = {}


def registreer_muur(soort: str, muur: Scherm) -> None:
    """Let a package say of a kind of dossier who helps the other side of its casus. Called from apps.ready()."""
    _MUREN[str(soort)] = muur


def achter_muur(door: Wie, soort: str, dossier_id: uuid.UUID) -> bool:
    """Say whether somebody helps the other side than a dossier is about: then no emergency opens it either."""
    muur = _MUREN.get(str(soort))
    return muur is not None and muur(door, dossier_id)


Bladen = Callable[[Wie], Mapping[uuid.UUID, frozenset[str]]]
_DICHTE: list[Bladen] = []


def registreer_dichte_dossiers(bron: Bladen) -> None:
    """Let a package say of which own dossiers parts are closed to somebody, all at once. Called from apps.ready()."""
    if bron not in _DICHTE:
        _DICHTE.append(bron)


def dichte_dossiers(door: Wie) -> Mapping[uuid.UUID, frozenset[str]]:
    """Return the own dossiers of which parts are closed to somebody, with those parts."""
    return {pk: dicht for bron in _DICHTE for pk, dicht in bron(door).items()}
