"""Open and seal what a casus holds beside its persons. Only called where decide() was asked and a line is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from baken.casussen.models import Casus, Opschaling
from baken.kern.versleuteling import Gegevenssleutel, pak_uit
from baken.keten.models import Bijeenkomst


@dataclass(frozen=True)
class Stap:
    """One move of a casus: to which state, when (ISO 8601), by whom, why, and in which approach that was written."""

    naar: str
    op: str
    door_id: int
    reden: str = ""
    over: str = ""

    @property
    def moment(self) -> datetime:
        """Return when it was."""
        return datetime.fromisoformat(self.op)


@dataclass(frozen=True)
class OpenAanmelding:
    """Who told of somebody without a signaal, what was told, and why it was recorded when nobody agreed to that."""

    aanmelder: str = ""
    toelichting: str = ""
    zonder_toestemming: str = ""


def _open(casus: Casus, sleutel: Gegevenssleutel) -> dict[str, Any]:
    if casus.inhoud is None:
        return {}
    open_: dict[str, Any] = sleutel.ontsleutel_json(
        bytes(casus.inhoud), label="casus", rij=casus.dossier_id, dossier=casus.dossier_id
    )
    return open_


def open_stappen(casus: Casus, sleutel: Gegevenssleutel) -> Sequence[Stap]:
    """Return the moves of a casus with their reasons, oldest first."""
    return [Stap(**stap) for stap in _open(casus, sleutel).get("stappen", ())]


def voeg_stap_toe(casus: Casus, sleutel: Gegevenssleutel, stap: Stap) -> None:
    """Seal one move more; the caller saves."""
    oud = _open(casus, sleutel)
    nieuw = {**oud, "stappen": [*oud.get("stappen", ()), asdict(stap)]}
    casus.inhoud = sleutel.versleutel_json(nieuw, label="casus", rij=casus.dossier_id, dossier=casus.dossier_id)


def open_aanmelding(casus: Casus, sleutel: Gegevenssleutel) -> OpenAanmelding | None:
    """Return what a casus was opened on when there was no packet, or None."""
    gevonden = _open(casus, sleutel).get("aanmelding")
    return None if gevonden is None else OpenAanmelding(**gevonden)


def leg_aanmelding_vast(casus: Casus, sleutel: Gegevenssleutel, aanmelding: OpenAanmelding) -> None:
    """Seal what a casus was opened on; the caller saves."""
    nieuw = {**_open(casus, sleutel), "aanmelding": asdict(aanmelding)}
    casus.inhoud = sleutel.versleutel_json(nieuw, label="casus", rij=casus.dossier_id, dossier=casus.dossier_id)


def sluit_vraag(opschaling: Opschaling, sleutel: Gegevenssleutel, vraag: dict[str, str]) -> None:
    """Seal what a stuck casus asks with the key of the question; the caller saves."""
    opschaling.inhoud = sleutel.versleutel_json(vraag, label="opschaling", rij=opschaling.pk, dossier=opschaling.pk)


def open_vraag(opschaling: Opschaling, sleutel: Gegevenssleutel) -> dict[str, str]:
    """Return what a stuck casus asks: obstakel, geprobeerd, gevraagd."""
    open_: dict[str, str] = sleutel.ontsleutel_json(
        bytes(opschaling.inhoud or b""), label="opschaling", rij=opschaling.pk, dossier=opschaling.pk
    )
    return open_


def sluit_antwoord(opschaling: Opschaling, sleutel: Gegevenssleutel, tekst: str) -> None:
    """Seal the answer; the caller saves."""
    opschaling.antwoord = sleutel.versleutel(
        tekst.encode(), label="opschalingsantwoord", rij=opschaling.pk, dossier=opschaling.pk
    )


def open_antwoord(opschaling: Opschaling, sleutel: Gegevenssleutel) -> str:
    """Return the answer, or nothing when there is none yet."""
    if opschaling.antwoord is None:
        return ""
    ruw = sleutel.ontsleutel(
        bytes(opschaling.antwoord), label="opschalingsantwoord", rij=opschaling.pk, dossier=opschaling.pk
    )
    return ruw.decode()


@dataclass(frozen=True)
class Tafelwoorden:
    """The words of a Regionale Tafel; aanwezig: the organisations that were there."""

    agenda: Sequence[str]
    besluiten: Sequence[str] = ()
    aanwezig: Sequence[int] = ()


def sluit_tafelwoorden(tafel: Bijeenkomst, sleutel: Gegevenssleutel, woorden: Tafelwoorden) -> None:
    """Seal the words of a Regionale Tafel with its own key; the caller saves."""
    tafel.geheim = sleutel.versleutel_json(asdict(woorden), label="tafel", rij=tafel.pk, dossier=tafel.pk)


def open_tafelwoorden(tafel: Bijeenkomst) -> tuple[Gegevenssleutel, Tafelwoorden]:
    """Return the key of a Regionale Tafel and its words."""
    sleutel = pak_uit(bytes(tafel.verpakte_sleutel or b""), tafel.pk)
    open_ = sleutel.ontsleutel_json(bytes(tafel.geheim or b""), label="tafel", rij=tafel.pk, dossier=tafel.pk)
    return sleutel, Tafelwoorden(**open_)
