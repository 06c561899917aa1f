"""What a reporter tells, as one frozen value: the public door, the signed-in form and partners all hand this in."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date, datetime

from baken.dossiers.services import NieuweBetrokkene, NieuweLocatie
from baken.kern import klok
from baken.signalen.soorten import Antwoord, Kanaal


@dataclass(frozen=True)
class Contact:
    """How the reporter can be reached; all empty when anonymous."""

    naam: str = ""
    telefoon: str = ""
    email: str = ""
    functie: str = ""


_UIT_PAKKET = ("minderjarig", "georganiseerd", "meegegeven")


@dataclass(frozen=True)
class NieuwSignaal:
    """A complete signaal as it was reviewed by the reporter."""

    inzending_id: uuid.UUID
    kanaal: Kanaal
    waarneming: str
    vormen: tuple[str, ...] = ()
    indicatoren: tuple[str, ...] = ()
    sector: str = ""
    subsector: str = ""
    gemeente_code: str = ""
    acuut: Antwoord = Antwoord.ONBEKEND
    vrijheid_afgenomen: Antwoord = Antwoord.ONBEKEND
    documenten_afgenomen: Antwoord = Antwoord.ONBEKEND
    meldcodesector: str = ""
    gezien_op: date | None = None
    gezien_tekst: str = ""
    personen: tuple[NieuweBetrokkene, ...] = ()
    locaties: tuple[NieuweLocatie, ...] = ()
    contact: Contact = field(default_factory=Contact)
    anoniem: bool = False
    terugkoppeling_gewenst: bool = True
    code: str = ""  # receipt code, normalised
    ontvangen_op: datetime | None = None  # own date of a telephone call or mail
    bron: str = ""  # who called or wrote, or how the partner knows
    partner_id: int | None = None
    partner_grondslag_id: int | None = None
    # What a packet of another organisation says; a reporter is never asked it.
    minderjarig: Antwoord = Antwoord.ONBEKEND
    georganiseerd: Antwoord = Antwoord.ONBEKEND
    meegegeven: tuple[tuple[str, str], ...] = ()  # lines as they came: label, text

    def vergelijkbaar(self) -> dict[str, object]:
        """Return what makes two submissions the same: everything a reporter tells, without submission id and code.

        Of an own date only the day counts: a retry a minute later is the same submission. Persons, places and
        contact are in it as they are.
        """
        alles = dict(vars(self))
        for naam in ("inzending_id", "code", *_UIT_PAKKET):
            del alles[naam]
        alles["ontvangen_op"] = self.ontvangen_op.astimezone(klok.TIJDZONE).date() if self.ontvangen_op else None
        return alles
