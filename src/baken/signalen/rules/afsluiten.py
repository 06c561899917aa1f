"""When a signaal that was passed on may be closed. A hard stop never ends with nothing done (ontwerp section 7)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from baken.signalen.rules.besluit import MINIMUM_REDEN, telbare_reden
from baken.signalen.rules.ontvangers import OPGEPAKT, Ontvangerstand, Stand, ergens, zonder_regie


@dataclass(frozen=True, slots=True)
class Openstaand:
    """Something that is not done yet; each kind (code) asks its own reason."""

    code: str
    tekst: str


@dataclass(frozen=True, slots=True)
class Ongezien:
    """What the states of the receivers do not say.

    geweigerd: names of receivers that the decision or the advice names, that refused and whose place nobody took.
    bericht: a message of the reporter waits to be read. antwoorden: names of receivers whose answer does.
    """

    geweigerd: tuple[str, ...] = ()
    bericht: bool = False
    antwoorden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sluitcontrole:
    """Whether the signaal may be closed now. veld: where the refusal belongs, "" for the whole act.

    zonder_reden: the kinds of what is open for which no reason was given.
    """

    toegestaan: bool
    veld: str
    redenen: tuple[str, ...]
    open: tuple[Openstaand, ...]
    zonder_reden: tuple[str, ...] = field(default=())

    @property
    def soorten(self) -> tuple[str, ...]:
        """Return the kinds of what is open, each once."""
        return tuple(dict.fromkeys(o.code for o in self.open))


NIEMAND_PAKTE_HET_OP = (
    "Dit signaal heeft een harde grens en geen ontvanger heeft het aangenomen. Het kan niet sluiten, ook niet met een "
    "reden.",
    "Vul het antwoord van een ontvanger in, of trek een pakket in dat nog niet is geopend. Heeft niemand het meer, dan "
    "komt het signaal terug: verbeter dan wat niet klopt, of geef het aan een ander.",
)


_PER_STAND = {
    Stand.TE_GEVEN: ("niet_gegeven", "Het pakket voor {naam} is nog niet gegeven."),
    Stand.WACHT: ("geen_antwoord", "{naam} heeft nog niet geantwoord."),
    Stand.BEZIG: ("niet_klaar", "{naam} nam het aan en is nog niet klaar."),
}
NIETS = Ongezien()


def openstaand(ontvangers: Collection[Ontvangerstand], ongezien: Ongezien = NIETS) -> tuple[Openstaand, ...]:
    """Return what is not done yet, in the order in which it is shown."""
    uit = [
        Openstaand(code, zin.format(naam=o.naam))
        for stand, (code, zin) in _PER_STAND.items()
        for o in ontvangers
        if o.stand is stand
    ]
    uit += [
        Openstaand("geweigerd", f"{naam} nam het niet aan en niemand kwam in de plaats.") for naam in ongezien.geweigerd
    ]
    if zonder_regie(ontvangers):
        uit.append(Openstaand("geen_regie", "Niemand heeft de procesregie."))
    if ongezien.bericht:
        uit.append(Openstaand("bericht", "Een bericht van de melder is nog niet gelezen."))
    uit += [Openstaand("antwoord", f"Een antwoord van {naam} is nog niet gelezen.") for naam in ongezien.antwoorden]
    return tuple(uit)


def mag_sluiten(
    ontvangers: Collection[Ontvangerstand],
    *,
    kan_niet_laag: bool,
    reden: str = "",
    redenen: Mapping[str, str] | None = None,
    ongezien: Ongezien = NIETS,
) -> Sluitcontrole:
    """Check the closing of a signaal.

    With a reason that excludes a low outcome somebody must have taken it on; no words replace that. Otherwise each
    kind of what is open asks a reason of MINIMUM_REDEN characters, which is kept as a departure. redenen: kind ->
    reason; reden: the one reason for every kind that has none of its own.
    """
    open_ = openstaand(ontvangers, ongezien)
    if kan_niet_laag and not ergens(ontvangers, OPGEPAKT):
        return Sluitcontrole(False, "", NIEMAND_PAKTE_HET_OP, open_)
    soorten = dict.fromkeys(o.code for o in open_)
    zonder = tuple(s for s in soorten if len(telbare_reden((redenen or {}).get(s) or reden)) < MINIMUM_REDEN)
    if zonder:
        zin = f"Er staat nog iets open. Schrijf in ten minste {MINIMUM_REDEN} tekens waarom u het signaal toch sluit."
        return Sluitcontrole(False, "reden", (zin, *(o.tekst for o in open_)), open_, zonder)
    return Sluitcontrole(True, "", (), open_)
