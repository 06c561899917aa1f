"""Open what a dossier holds. Only called by selectors and services that asked decide() and wrote a line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from baken.dossiers.models import Dossier, Dossiersoort
from baken.dossiers.services import sleutel_van
from baken.kern.versleuteling import Gegevenssleutel


@dataclass(frozen=True)
class OpenBetrokkene:
    """A person with the sealed groups opened: group -> field -> text."""

    nummer: int
    deel: str
    leeftijdsgroep: str
    geslacht: str
    nationaliteit: str
    groepen: Mapping[str, Mapping[str, str]]
    beperkt_op: date | None = None  # since when the data may be kept and nothing else (AVG art. 18)
    ook_deel: str = ""  # the second part of somebody who is both, such as suspect and victim
    id: UUID | None = None


WAAR_HET_GEBEURT = 0  # as `van` of a place


@dataclass(frozen=True)
class OpenLocatie:
    """A place with its address opened.

    van: the number of the person whose place it is, WAAR_HET_GEBEURT, or None when nobody said.
    """

    gemeente_code: str
    adres: str
    omschrijving: str
    id: UUID | None = None
    van: int | None = None


@dataclass(frozen=True)
class OpenDossier:
    """Everything that is sealed in the shared part of a dossier."""

    betrokkenen: tuple[OpenBetrokkene, ...]
    locaties: tuple[OpenLocatie, ...]


def open_inhoud(dossier: Dossier, sleutel: Gegevenssleutel | None = None) -> OpenDossier:
    """Open persons and places of a dossier. Two queries."""
    sleutel = sleutel or sleutel_van(dossier)
    betrokkenen = tuple(
        OpenBetrokkene(
            nummer=b.volgorde,
            deel=b.deel,
            leeftijdsgroep=b.leeftijdsgroep,
            geslacht=b.geslacht,
            nationaliteit=b.nationaliteit,
            groepen=sleutel.ontsleutel_json(bytes(b.inhoud), label="betrokkene", rij=b.pk, dossier=dossier.pk)
            if b.inhoud is not None
            else {},
            beperkt_op=b.beperkt_op,
            ook_deel=b.ook_deel,
            id=b.pk,
        )
        for b in dossier.betrokkenen.all()
    )
    locaties = []
    standaard = WAAR_HET_GEBEURT if dossier.soort == Dossiersoort.SIGNAAL else None  # a signaal says what was seen
    for rij in dossier.locaties.all():
        open_ = (
            sleutel.ontsleutel_json(bytes(rij.inhoud), label="locatie", rij=rij.pk, dossier=dossier.pk)
            if rij.inhoud is not None
            else {}
        )
        adres, omschrijving = open_.get("adres", ""), open_.get("omschrijving", "")
        van = open_.get("van", standaard)
        locaties.append(OpenLocatie(rij.gemeente_code, adres, omschrijving, rij.pk, van))
    return OpenDossier(betrokkenen, tuple(locaties))
