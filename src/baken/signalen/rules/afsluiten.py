"""When a signaal that was passed on may be closed. A hard stop never ends with nothing done (ontwerp section 7)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from baken.signalen.rules.besluit import MINIMUM_REDEN, telbare_reden
from baken.signalen.rules.ontvangers import OPGEPAKT, Ontvangerstand, Stand, ergens, zonder_regie


@dataclass(frozen=True, slots=True)
class Openstaand:
    """Something that is not done yet."""

    code: str
    tekst: str


@dataclass(frozen=True, slots=True)
class Sluitcontrole:
    """Whether the signaal may be closed now. veld: where the refusal belongs, "" for the whole act."""

    toegestaan: bool
    veld: str
    redenen: tuple[str, ...]
    open: tuple[Openstaand, ...]


NIEMAND_PAKTE_HET_OP = (
    "Dit signaal heeft een harde grens en geen ontvanger heeft het aangenomen. Het kan niet sluiten, ook niet met een "
    "reden.",
    "Vul het antwoord van een ontvanger in, of trek een pakket in dat nog niet is geopend. Heeft niemand het meer, dan "
    "komt het signaal terug: verbeter dan wat niet klopt, of geef het aan een ander.",
)


def openstaand(ontvangers: Collection[Ontvangerstand]) -> tuple[Openstaand, ...]:
    """Return what is not done yet: packets that were not given, answers that did not come, nobody who directs."""
    uit = [
        Openstaand("niet_gegeven", f"Het pakket voor {o.naam} is nog niet gegeven.")
        for o in ontvangers
        if o.stand is Stand.TE_GEVEN
    ]
    uit += [
        Openstaand("geen_antwoord", f"{o.naam} heeft nog niet geantwoord.")
        for o in ontvangers
        if o.stand is Stand.WACHT
    ]
    if zonder_regie(ontvangers):
        uit.append(Openstaand("geen_regie", "Niemand heeft de procesregie."))
    return tuple(uit)


def mag_sluiten(ontvangers: Collection[Ontvangerstand], *, kan_niet_laag: bool, reden: str = "") -> Sluitcontrole:
    """Check the closing of a signaal.

    With a reason that excludes a low outcome somebody must have taken it on; no words replace that. Otherwise what
    is open asks a reason of MINIMUM_REDEN characters, which is kept as a departure.
    """
    open_ = openstaand(ontvangers)
    if kan_niet_laag and not ergens(ontvangers, OPGEPAKT):
        return Sluitcontrole(False, "", NIEMAND_PAKTE_HET_OP, open_)
    if open_ and len(telbare_reden(reden)) < MINIMUM_REDEN:
        zin = f"Er staat nog iets open. Schrijf in ten minste {MINIMUM_REDEN} tekens waarom u het signaal toch sluit."
        return Sluitcontrole(False, "reden", (zin, *(o.tekst for o in open_)), open_)
    return Sluitcontrole(True, "", (), open_)
