"""Open what is sealed in a signaal. Only called by selectors and services that asked decide() and wrote a line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from baken.dossiers.services import sleutel_van
from baken.kern.versleuteling import Gegevenssleutel
from baken.signalen.models import Beoordeling, Signaal


@dataclass(frozen=True)
class OpenSignaal:
    """What the reporter wrote."""

    waarneming: str = ""
    gezien: str = ""
    bron: str = ""
    contact: Mapping[str, str] = field(default_factory=dict)
    meegegeven: tuple[tuple[str, str], ...] = ()  # lines of a packet that are no fact of the signaal


@dataclass(frozen=True)
class OpenRisico:
    """Risk factors as the aandachtsfunctionaris recorded them."""

    factoren: tuple[str, ...] = ()
    toelichting: str = ""


@dataclass(frozen=True)
class OpenBericht:
    """A message between reporter and aandachtsfunctionaris."""

    van_melder: bool
    tekst: str
    op: datetime
    id: UUID | None = None
    gelezen: bool = True


def open_signaal(signaal: Signaal, sleutel: Gegevenssleutel | None = None) -> OpenSignaal:
    """Open the narrative and the contact of the reporter."""
    if signaal.inhoud is None:
        return OpenSignaal()
    sleutel = sleutel or sleutel_van(signaal.dossier)
    open_ = sleutel.ontsleutel_json(
        bytes(signaal.inhoud), label="signaal", rij=signaal.dossier_id, dossier=signaal.dossier_id
    )
    return OpenSignaal(
        waarneming=open_.get("waarneming", ""),
        gezien=open_.get("gezien", ""),
        bron=open_.get("bron", ""),
        contact={k: v for k, v in open_.get("contact", {}).items() if v},
        meegegeven=tuple((kop, tekst) for kop, tekst in open_.get("meegegeven", ())),
    )


def vul_verhaal_aan(
    signaal: Signaal, sleutel: Gegevenssleutel, *, waarneming: str, meegegeven: tuple[tuple[str, str], ...]
) -> None:
    """Seal what a later packet says: its lines, and its story when there was none; the caller saves `inhoud`."""
    rij = signaal.dossier_id
    oud = sleutel.ontsleutel_json(bytes(signaal.inhoud or b""), label="signaal", rij=rij, dossier=rij)
    regels = [tuple(regel) for regel in oud.get("meegegeven", ())]
    regels += [regel for regel in meegegeven if regel not in regels]
    nieuw = {**oud, "waarneming": oud.get("waarneming") or waarneming, "meegegeven": regels}
    signaal.inhoud = sleutel.versleutel_json(nieuw, label="signaal", rij=rij, dossier=rij)


def open_risico(signaal: Signaal, sleutel: Gegevenssleutel | None = None) -> OpenRisico:
    """Open the risk factors; empty when none were recorded."""
    if signaal.risico is None:
        return OpenRisico()
    sleutel = sleutel or sleutel_van(signaal.dossier)
    open_ = sleutel.ontsleutel_json(
        bytes(signaal.risico), label="risico", rij=signaal.dossier_id, dossier=signaal.dossier_id
    )
    return OpenRisico(tuple(open_.get("factoren", ())), open_.get("toelichting", ""))


def open_berichten(signaal: Signaal, sleutel: Gegevenssleutel | None = None) -> list[OpenBericht]:
    """Open the messages, oldest first. One query."""
    sleutel = sleutel or sleutel_van(signaal.dossier)
    return [
        OpenBericht(
            b.van_melder,
            sleutel.ontsleutel(bytes(b.inhoud), label="bericht", rij=b.pk, dossier=signaal.dossier_id).decode(),
            b.op,
            b.pk,
            b.gelezen_op is not None,
        )
        for b in signaal.berichten.all()
    ]


def open_reden(beoordeling: Beoordeling, sleutel: Gegevenssleutel) -> str:
    """Open the reason of a decision; empty when none was needed."""
    if beoordeling.reden is None:
        return ""
    return sleutel.ontsleutel(
        bytes(beoordeling.reden),
        label="reden",
        rij=beoordeling.pk,
        dossier=beoordeling.signaal.dossier_id,
    ).decode()
