"""The exact packet of a verstrekking: what is in it is what the person who sends it saw."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.formats import date_format

from baken.dossiers.inhoud import WAAR_HET_GEBEURT, OpenBetrokkene, OpenDossier, OpenLocatie
from baken.dossiers.plaatsen import plaatsen_bij
from baken.keten.rules import VELDGROEPEN

KERN = "kern"  # what every receiver needs to act: kind of exploitation, sector, gemeente; never a name


@dataclass(frozen=True)
class Regel:
    """One line of a packet: group, label and text."""

    groep: str
    kop: str
    tekst: str


GROEPNAMEN = {
    "kern": "Kern",
    "identiteit": "Wie het is",
    "contact": "Contactgegevens",
    "zorg": "Zorg en hulp",
    "strafbaar": "Wat er is gezien (mogelijk strafbaar)",
    "locatie": "Plaats",
}
KOPPEN = {
    "naam": "Naam",
    "geboortedatum": "Geboortedatum",
    "document": "Documentnummer",
    "telefoon": "Telefoon",
    "email": "E-mailadres",
    "omschrijving": "Omschrijving",
    "kenmerken": "Kenmerken",
    "bedrijf": "Bedrijf",
    "kenteken": "Kenteken",
}
BIJ_ONBEKEND = "bij wie is niet bekend"
TOELICHTING = "Toelichting van de afzender"
PLEKKOPPEN = {"adres": "Adres", "omschrijving": "Omschrijving van de plek"}


def leesbaar(veld: str, tekst: str) -> str:
    """Return a field as people read it: a birth date in Dutch words, the rest as it was written."""
    if veld == "geboortedatum":
        try:
            return date_format(date.fromisoformat(tekst), "j F Y")
        except ValueError:
            return tekst
    return tekst


@dataclass(frozen=True)
class OverWie:
    """About whom a packet is: everybody who has one of these parts, or of those only who were chosen.

    gekozen: each person with the part it is about; None: everybody of the parts. instemming: the one person whose
    consent it is; nobody else is in it.
    """

    delen: frozenset[str]
    gekozen: frozenset[tuple[UUID, str]] | None = None
    instemming: UUID | None = None

    def deel_van(self, persoon: OpenBetrokkene) -> str | None:
        """Return as what somebody stands in the packet; None for who is not in it."""
        if persoon.beperkt_op is not None or self.instemming not in {None, persoon.id}:
            return None
        heeft = [d for d in (persoon.deel, persoon.ook_deel) if d in self.delen]
        return next((d for d in heeft if self.gekozen is None or (persoon.id, d) in self.gekozen), None)


def personen_in_pakket(inhoud: OpenDossier, over: OverWie) -> frozenset[UUID]:
    """Return whom a packet is about."""
    return frozenset(b.id for b in inhoud.betrokkenen if over.deel_van(b) is not None and b.id is not None)


def plaatsen_in_pakket(inhoud: OpenDossier, over: OverWie) -> Sequence[tuple[int, OpenLocatie]]:
    """Return the places that go along in a packet."""
    erin = {b.nummer for b in inhoud.betrokkenen if over.deel_van(b) is not None}
    return plaatsen_bij(inhoud, erin, op_toestemming=over.instemming is not None)


def van_wie(van: int | None) -> str:
    """Return how a packet says whose place a place is; nothing for where it happens."""
    if van is None:
        return f" ({BIJ_ONBEKEND})"
    return f" (bij persoon {van})" if van != WAAR_HET_GEBEURT else ""


def regels_van_inhoud(inhoud: OpenDossier, namen: Mapping[str, str], over: OverWie) -> list[Regel]:
    """Return the lines of persons and places.

    namen: code -> text of deel, leeftijdsgroep, geslacht, land. over: the persons whom the receiver's purpose needs;
    others stay out whatever the field groups. So does somebody whose data may not be used for now (AVG art. 18). Of
    somebody who is two things, the packet says the one it is about.
    """
    regels = []
    for b in inhoud.betrokkenen:
        deel = over.deel_van(b)
        if deel is None:
            continue
        wie = f"Persoon {b.nummer} ({namen.get(deel, deel)})"
        kenmerken = [namen.get(c, c) for c in (b.leeftijdsgroep, b.geslacht, b.nationaliteit) if c]
        if kenmerken:
            regels.append(Regel("identiteit", f"{wie}: kenmerken", ", ".join(kenmerken)))
        for groep in VELDGROEPEN:
            regels += [
                Regel(groep, f"{wie}: {KOPPEN.get(veld, veld).lower()}", leesbaar(veld, tekst))
                for veld, tekst in b.groepen.get(groep, {}).items()
                if tekst
            ]
    for nummer, locatie in plaatsen_in_pakket(inhoud, over):
        plek = f"Plaats {nummer}{van_wie(locatie.van)}: "
        voor = plek if len(inhoud.locaties) > 1 or van_wie(locatie.van) else ""  # which words belong together
        for veld, kop in PLEKKOPPEN.items():
            if tekst := getattr(locatie, veld):
                regels.append(Regel("locatie", f"{voor}{kop.lower()}" if voor else kop, tekst))
    return regels


def stel_samen(regels: Iterable[Regel], veldgroepen: Iterable[str]) -> list[Regel]:
    """Return the lines of the chosen groups and of the kern, in a fixed order."""
    mag = {KERN, *veldgroepen}
    volgorde = {groep: nummer for nummer, groep in enumerate((KERN, *VELDGROEPEN))}
    return sorted((r for r in regels if r.groep in mag), key=lambda r: volgorde[r.groep])


def als_bytes(regels: Sequence[Regel]) -> bytes:
    """Return the packet in its one canonical form (UTF-8 JSON)."""
    rijen = [{"groep": r.groep, "kop": r.kop, "tekst": r.tekst} for r in regels]
    return json.dumps(rijen, ensure_ascii=False, separators=(",", ":")).encode()


def uit_bytes(ruw: bytes) -> list[Regel]:
    """Read a packet back."""
    return [Regel(**rij) for rij in json.loads(ruw)]


def vingerafdruk(regels: Sequence[Regel]) -> str:
    """Return the SHA-256 of the canonical packet (64 hex characters)."""
    return hashlib.sha256(als_bytes(regels)).hexdigest()
