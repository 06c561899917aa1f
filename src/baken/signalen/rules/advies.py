"""What comes out of the assessment: reasons, advised outcomes and what is still missing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from baken.signalen.rules.bronnen import Bron


class Zwaarte(StrEnum):
    """How much a reason carries. Not a number, and not added up."""

    HARDE_GRENS = "harde_grens"
    STERK = "sterk"
    MIDDEL = "middel"
    UITLEG = "uitleg"


VOLGORDE = {z: n for n, z in enumerate(Zwaarte)}


class Uitkomst(StrEnum):
    """Outcomes of an assessment. The first three stand alone, the others combine."""

    GEEN_MENSENHANDEL = "geen_mensenhandel"
    ADVIES_GEGEVEN = "advies_gegeven"
    NADER_BEKIJKEN = "nader_bekijken"
    ZORG = "zorg"
    ZORG_EN_STRAFRECHT = "zorg_en_strafrecht"
    ONDERMIJNING = "ondermijning"
    NLA = "nla"
    AVIM = "avim"
    VEILIG_THUIS = "veilig_thuis"
    ANDERE_GEMEENTE = "andere_gemeente"


LAAG = frozenset({Uitkomst.GEEN_MENSENHANDEL, Uitkomst.ADVIES_GEGEVEN})
ALLEENSTAAND = LAAG | {Uitkomst.NADER_BEKIJKEN}
NAAM = {
    Uitkomst.GEEN_MENSENHANDEL: "geen mensenhandel",
    Uitkomst.ADVIES_GEGEVEN: "advies gegeven",
    Uitkomst.NADER_BEKIJKEN: "nader bekijken",
    Uitkomst.ZORG: "zorg",
    Uitkomst.ZORG_EN_STRAFRECHT: "zorg en strafrecht",
    Uitkomst.ONDERMIJNING: "ondermijning",
    Uitkomst.NLA: "Nederlandse Arbeidsinspectie",
    Uitkomst.AVIM: "politie (AVIM)",
    Uitkomst.VEILIG_THUIS: "Veilig Thuis",
    Uitkomst.ANDERE_GEMEENTE: "andere gemeente",
}


@dataclass(frozen=True, slots=True)
class Grond:
    """One reason: which rule fired, on which facts, from which source, and what it points to.

    sluit_laag_uit: with this reason a signaal never ends as low; always true for a harde grens.
    """

    code: str
    regel: str
    tekst: str
    bron: Bron
    zwaarte: Zwaarte
    feiten: tuple[str, ...] = ()
    wijst_op: frozenset[Uitkomst] = frozenset()
    sluit_laag_uit: bool = False

    def __post_init__(self) -> None:
        if self.zwaarte is Zwaarte.HARDE_GRENS and not self.sluit_laag_uit:
            raise ValueError("een harde grens sluit een lage uitkomst altijd uit")


@dataclass(frozen=True, slots=True)
class Vraag:
    """Something that is missing: what to ask, and why it matters."""

    code: str
    tekst: str
    waarom: str


@dataclass(frozen=True, slots=True)
class Stap:
    """Something to do at once or beside the decision."""

    code: str
    tekst: str
    bron: Bron


@dataclass(frozen=True, slots=True)
class Advies:
    """The explained advice. A person decides (`besluit.mag_besluiten`).

    gronden: heaviest first. uitkomsten: in the order of `Uitkomst`, never empty. eerst_doen: in order.
    geen_gewichten: sentences for the forms without weights.
    """

    gronden: tuple[Grond, ...]
    uitkomsten: tuple[Uitkomst, ...]
    ontbreekt: tuple[Vraag, ...]
    eerst_doen: tuple[Stap, ...]
    geen_gewichten: tuple[str, ...]
    kan_niet_laag: bool

    @property
    def harde_grenzen(self) -> tuple[Grond, ...]:
        """The hard stops that fired."""
        return tuple(g for g in self.gronden if g.zwaarte is Zwaarte.HARDE_GRENS)

    def redenen_voor(self, uitkomst: Uitkomst) -> tuple[Grond, ...]:
        """The reasons that point to this outcome."""
        return tuple(g for g in self.gronden if uitkomst in g.wijst_op)
