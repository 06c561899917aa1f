"""Open what a dossier holds. Only called by selectors and services that asked decide() and wrote a line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from baken.dossiers.eerder import EERDER, WEG, noemend, veld_van
from baken.dossiers.models import Betrokkene, Dossier, Dossiersoort
from baken.dossiers.services import sleutel_van
from baken.kern.versleuteling import Gegevenssleutel


@dataclass(frozen=True)
class OpenBetrokkene:
    """A person with the sealed groups opened: group -> field -> text.

    eerder: what stood there before it was corrected, as "naam 1" -> text; it is no group, so that no page shows it.
    """

    nummer: int
    deel: str
    leeftijdsgroep: str
    geslacht: str
    nationaliteit: str
    groepen: Mapping[str, Mapping[str, str]]
    beperkt_op: date | None = None  # since when the data may be kept and nothing else (AVG art. 18)
    ook_deel: str = ""  # the second part of somebody who is both, such as suspect and victim
    id: UUID | None = None
    eerder: Mapping[str, str] = field(default_factory=dict)


def eerdere_van(persoon: OpenBetrokkene) -> list[dict[str, str]]:
    """Return each value that pointed at a person before, as field -> value of its own."""
    return [{veld_van(code): waarde} for code, waarde in persoon.eerder.items()]


def noemend_van(persoon: OpenBetrokkene) -> list[dict[str, str]]:
    """Return what points at a person in a text: the fields of now, and each value of before."""
    return [noemend(persoon.groepen), *eerdere_van(persoon)]


WAAR_HET_GEBEURT = 0  # as `van` of a place


@dataclass(frozen=True)
class OpenLocatie:
    """A place with its address opened.

    van: the number of the person whose place it is, WAAR_HET_GEBEURT, or None when nobody said. eerder: addresses that
    stood there before.
    """

    gemeente_code: str
    adres: str
    omschrijving: str
    id: UUID | None = None
    van: int | None = None
    eerder: tuple[str, ...] = ()


@dataclass(frozen=True)
class OpenDossier:
    """Everything that is sealed in the shared part of a dossier.

    weg: places that were taken out, of which only what stood there before is left: it covers texts of before.
    """

    betrokkenen: tuple[OpenBetrokkene, ...]
    locaties: tuple[OpenLocatie, ...]
    weg: tuple[OpenLocatie, ...] = ()


def open_inhoud(dossier: Dossier, sleutel: Gegevenssleutel | None = None) -> OpenDossier:
    """Open persons and places of a dossier. Two queries."""
    sleutel = sleutel or sleutel_van(dossier)
    betrokkenen = tuple(_open_betrokkene(b, sleutel) for b in dossier.betrokkenen.all())
    locaties: list[OpenLocatie] = []
    weg: list[OpenLocatie] = []
    standaard = WAAR_HET_GEBEURT if dossier.soort == Dossiersoort.SIGNAAL else None  # a signaal says what was seen
    for rij in dossier.locaties.all():
        open_ = (
            sleutel.ontsleutel_json(bytes(rij.inhoud), label="locatie", rij=rij.pk, dossier=dossier.pk)
            if rij.inhoud is not None
            else {}
        )
        adres, omschrijving = open_.get("adres", ""), open_.get("omschrijving", "")
        van = open_.get("van", standaard)
        eerder = tuple(open_.get(EERDER, ()))
        lijst = weg if open_.get(WEG) else locaties
        lijst.append(OpenLocatie(rij.gemeente_code, adres, omschrijving, rij.pk, van, eerder))
    return OpenDossier(betrokkenen, tuple(locaties), tuple(weg))


def _open_betrokkene(b: Betrokkene, sleutel: Gegevenssleutel) -> OpenBetrokkene:
    groepen: dict[str, dict[str, str]] = {}
    if b.inhoud is not None:
        groepen = sleutel.ontsleutel_json(bytes(b.inhoud), label="betrokkene", rij=b.pk, dossier=b.dossier_id)
    eerder = groepen.pop(EERDER, {})
    return OpenBetrokkene(
        nummer=b.volgorde,
        deel=b.deel,
        leeftijdsgroep=b.leeftijdsgroep,
        geslacht=b.geslacht,
        nationaliteit=b.nationaliteit,
        groepen=groepen,
        beperkt_op=b.beperkt_op,
        ook_deel=b.ook_deel,
        id=b.pk,
        eerder=eerder,
    )
