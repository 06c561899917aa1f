"""The gate of every verstrekking: may these fields go to this receiver on this day? Pure, with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

MINIMUM_UITLEG = 20  # characters that consent, emergency and duty are explained in; every form says the same
VELDGROEPEN = ("identiteit", "contact", "zorg", "strafbaar", "locatie")


@dataclass(frozen=True)
class Basis:
    """A grondslag as facts."""

    code: str
    naam: str
    soort: str
    ontvangers: frozenset[str]
    veldgroepen: frozenset[str]
    vraagt_afspraak: str
    geldig_van: date
    geldig_tot: date | None

    @property
    def alleen_kern(self) -> bool:
        """Say whether this basis carries nothing on a person: only what every packet holds."""
        return not self.veldgroepen


@dataclass(frozen=True)
class Overeenkomst:
    """An afspraak as facts; `partijen` are the organisation ids that take part on the day asked about."""

    soort: str
    naam: str
    partijen: frozenset[int]
    geldig_van: date
    geldig_tot: date | None
    bevestigd: bool


@dataclass(frozen=True)
class Levering:
    """What somebody wants to pass on, from whom, to whom, on which day."""

    afzender_id: int
    ontvanger_id: int
    ontvanger_soort: str
    ontvanger_bestaat: bool
    veldgroepen: frozenset[str]
    op: date
    toestemming_vastgelegd: bool = False
    noodreden: str = ""


@dataclass(frozen=True)
class Poort:
    """The answer of the gate."""

    open: bool
    reden: str


def loopt(van: date, tot: date | None, op: date) -> bool:
    return van <= op and (tot is None or op < tot)


def mag_verstrekken(levering: Levering, basis: Basis, afspraak: Overeenkomst | None) -> Poort:
    """Decide on the day of disclosure (bron 004 "Privacy en gegevensdeling"; ontwerp.md section 3).

    Returns the first reason that stands in the way, in plain Dutch, or an open gate.
    """
    for reden in (
        _reden_basis(levering, basis),
        _reden_afspraak(levering, basis, afspraak),
        _reden_soort(levering, basis),
    ):
        if reden:
            return Poort(False, reden)
    return Poort(True, f"Grondslag: {basis.naam}." + (f" Afspraak: {afspraak.naam}." if afspraak else ""))


def _reden_basis(levering: Levering, basis: Basis) -> str:
    if not levering.ontvanger_bestaat:
        return "Deze organisatie bestaat vandaag niet (meer)."
    if levering.afzender_id == levering.ontvanger_id:
        return "Dit is uw eigen organisatie."
    if not loopt(basis.geldig_van, basis.geldig_tot, levering.op):
        return f"De grondslag {basis.naam} geldt vandaag niet."
    if levering.ontvanger_soort not in basis.ontvangers:
        return f"De grondslag {basis.naam} is er niet voor dit soort ontvanger."
    if not levering.veldgroepen and not basis.alleen_kern:
        return "Kies welke gegevens u deelt."
    te_veel = sorted(levering.veldgroepen - basis.veldgroepen)
    if te_veel:
        return f"Deze grondslag laat niet toe dat u dit deelt: {', '.join(te_veel)}."
    return ""


def _reden_afspraak(levering: Levering, basis: Basis, afspraak: Overeenkomst | None) -> str:
    if not basis.vraagt_afspraak:
        return ""
    if afspraak is None or afspraak.soort != basis.vraagt_afspraak:
        return "Voor deze grondslag is een geldige afspraak (convenant) nodig. Die is er niet."
    if not loopt(afspraak.geldig_van, afspraak.geldig_tot, levering.op):
        return f"De afspraak {afspraak.naam} geldt vandaag niet."
    if not afspraak.bevestigd:
        return f"De afspraak {afspraak.naam} is nog niet bevestigd door de functionaris gegevensbescherming."
    if not {levering.afzender_id, levering.ontvanger_id} <= afspraak.partijen:
        return f"Niet beide organisaties doen vandaag mee aan de afspraak {afspraak.naam}."
    return ""


def _reden_soort(levering: Levering, basis: Basis) -> str:
    if basis.soort == "toestemming" and not levering.toestemming_vastgelegd:
        return f"Leg eerst vast dat de betrokkene toestemming gaf, en hoe, in ten minste {MINIMUM_UITLEG} tekens."
    if basis.soort in {"nood", "plicht"} and len(levering.noodreden.strip()) < MINIMUM_UITLEG:
        return f"Leg in ten minste {MINIMUM_UITLEG} tekens uit waarom dit nu nodig is."
    return ""
