"""Open and seal what a traject holds. Only called where decide() was asked and a line is written."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from baken.kern.versleuteling import Gegevenssleutel
from baken.zorg.models import Overdracht, Traject, Trajectstuk, Zorgdoel


@dataclass(frozen=True)
class Profiel:
    """What care and shelter need to know. Empty or None: not asked yet, which is not the same as no.

    gemeenten are GM codes; kinderen: the age band of each child that comes along.
    """

    verblijf: str = ""
    ingeschreven: str = ""  # ja, nee or onbekend
    ingeschreven_in: str = ""
    aangetroffen_in: str = ""
    woont_in: str = ""
    werkt_in: str = ""
    taal: str = ""
    tolk: str = ""
    kinderen: tuple[str, ...] | None = None
    contra_indicaties: tuple[str, ...] | None = None
    inzet: str = ""
    aanmelder: str = ""


_RIJEN = ("kinderen", "contra_indicaties")
_VELDEN = frozenset(veld.name for veld in fields(Profiel))


def open_profiel(traject: Traject, sleutel: Gegevenssleutel) -> Profiel:
    """Return what was recorded of a client beside the person."""
    if traject.profiel is None:
        return Profiel()
    open_ = _ontsleutel(sleutel, bytes(traject.profiel), "profiel", traject.dossier_id, traject.dossier_id)
    rijen = {naam: tuple(open_[naam]) for naam in _RIJEN if open_.get(naam) is not None}
    return Profiel(**{k: v for k, v in open_.items() if k in _VELDEN} | rijen)


def sluit_profiel(traject: Traject, sleutel: Gegevenssleutel, profiel: Profiel) -> None:
    """Seal the profile; the caller saves."""
    rij = traject.dossier_id
    traject.profiel = sleutel.versleutel_json(asdict(profiel), label="profiel", rij=rij, dossier=rij)


def sluit_stuk(traject: Traject, sleutel: Gegevenssleutel, stuk: uuid.UUID, inhoud: Mapping[str, Any]) -> bytes:
    """Return the sealed content of a piece."""
    return sleutel.versleutel_json(dict(inhoud), label="trajectstuk", rij=stuk, dossier=traject.dossier_id)


def open_stuk(traject: Traject, sleutel: Gegevenssleutel, stuk: Trajectstuk) -> Mapping[str, Any]:
    """Return the content of a piece."""
    return _open(sleutel, stuk.inhoud, "trajectstuk", stuk.pk, traject)


def sluit_doel(traject: Traject, sleutel: Gegevenssleutel, doel: uuid.UUID, inhoud: Mapping[str, str]) -> bytes:
    """Return the sealed words of a goal."""
    return sleutel.versleutel_json(dict(inhoud), label="zorgdoel", rij=doel, dossier=traject.dossier_id)


def open_doel(traject: Traject, sleutel: Gegevenssleutel, doel: Zorgdoel) -> Mapping[str, Any]:
    """Return the words of a goal: behoefte, doel, aanbieder, resultaat."""
    return _open(sleutel, doel.inhoud, "zorgdoel", doel.pk, traject)


def sluit_overdracht(traject: Traject, sleutel: Gegevenssleutel, rij: uuid.UUID, inhoud: Mapping[str, str]) -> bytes:
    """Return the sealed reason of a hand-over."""
    return sleutel.versleutel_json(dict(inhoud), label="overdracht", rij=rij, dossier=traject.dossier_id)


def open_overdracht(traject: Traject, sleutel: Gegevenssleutel, overdracht: Overdracht) -> Mapping[str, Any]:
    """Return the reason of a hand-over and what the other answered."""
    return _open(sleutel, overdracht.reden, "overdracht", overdracht.pk, traject)


def _open(
    sleutel: Gegevenssleutel, gesloten: bytes | memoryview | None, label: str, rij: uuid.UUID, traject: Traject
) -> Mapping[str, Any]:
    return {} if gesloten is None else _ontsleutel(sleutel, bytes(gesloten), label, rij, traject.dossier_id)


def _ontsleutel(
    sleutel: Gegevenssleutel, gesloten: bytes, label: str, rij: uuid.UUID, dossier: uuid.UUID
) -> dict[str, Any]:
    open_: dict[str, Any] = sleutel.ontsleutel_json(gesloten, label=label, rij=rij, dossier=dossier)
    return open_
