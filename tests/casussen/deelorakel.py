"""What may be read of a dossier of another organisation, worked out on paper: nothing of Baken is imported here.

The machine of test_toestandsmachine.py keeps these for itself, beside the product, and compares at each look.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

ONTVANGERS = {"zorg": "zoe", "gemeente": "anna"}
CONVENANT, INSTEMMING = "wgs-zvh-deelnemers", "toestemming-zorg"
BASES = (CONVENANT, INSTEMMING)
NIET_VOOR = {"zoe": frozenset({"strafbaar"})}  # care never reads what is punishable, whatever the sender chose
# How a basis ends. "gewijzigd": edited after a colleague agreed, so it does not leave before somebody agrees anew.
VERVAL = (
    "grondslag",
    "afspraak",
    "organisatie",
    "toestemming",
    "beeindigd",
    "gesloten",
    "geldigheid",
    "gewijzigd",
)


@dataclass
class Zaak:
    """A casus of the ZVH: the word of each group about each person is its own. nee: (receiver, part) of consent gone.

    personen: of each part, how many there are; they come one by one and stay.
    """

    pk: UUID
    nummer: int
    afgeschermd: bool = False
    gesloten: bool = False
    nee: set[tuple[str, str]] = field(default_factory=set)
    personen: dict[str, int] = field(default_factory=lambda: {"slachtoffer": 1, "dader": 1})

    def woord(self, groep: str, deel: str, hoeveelste: int = 1) -> str:
        """Return the word of one person; the place of the first ones is where it happens, and is of nobody."""
        van = "" if groep == "locatie" and hoeveelste == 1 else deel + "x" * (hoeveelste - 1)
        return f"W{self.nummer}{groep}{van}Q"


@dataclass
class Besluit:
    """A deelbesluit. `stand`: wacht, verzonden, aangenomen, ingetrokken, dicht (consent gone)."""

    pk: UUID
    zaak: Zaak
    naar: str
    groepen: frozenset[str]
    deel: str
    basis: str
    live: bool
    tot: date
    maker: str
    stand: str
    keuze: frozenset[int] | None = None  # whom of the part was chosen, by number; None: everybody
    over: frozenset[int] = frozenset()  # whom of the part it is about, of when it was made; on consent the first alone
    akkoord: bool = False
    gewijzigd: bool = False  # somebody agreed, and what was agreed to is not what it is now
    was_aangenomen: bool = False
    einden: set[str] = field(default_factory=set)  # what people did to it; the rest follows from the world and the day

    @property
    def lezer(self) -> str:
        return ONTVANGERS[self.naar]

    def woorden(self) -> set[str]:
        """Return what it shows: of the persons of that moment who were chosen, whoever came since.

        Where it happens belongs to nobody: it goes along whoever was chosen.
        """
        groepen = self.groepen - NIET_VOOR.get(self.lezer, frozenset())
        waar = {self.zaak.woord("locatie", self.deel)} if "locatie" in groepen else set()
        van = {(g, nummer) for g in groepen for nummer in self.over if g != "locatie" or nummer > 1}
        return waar | {self.zaak.woord(g, self.deel, nummer) for g, nummer in van}

    def pakket(self) -> set[str] | None:
        """Return the words that the receiver reads in the packet itself; None when it has no packet."""
        if self.stand not in {"verzonden", "aangenomen", "dicht"}:
            return None
        return self.woorden() if self.stand == "aangenomen" else set()

    def eindig(self, waardoor: str) -> None:
        """The sender stops it: what was not opened is taken back, what was accepted stays the receiver's."""
        if self.stand in {"wacht", "verzonden"}:
            self.stand = "ingetrokken"
        self.einden.add(waardoor)


@dataclass
class Afspraakstand:
    """An afspraak: its end, whether it is confirmed, and when the receiver leaves it."""

    tot: date | None = None
    bevestigd: bool = True
    partij_tot: date | None = None

    def geldt(self, op: date) -> bool:
        return self.bevestigd and duurt(self.tot, op) and duurt(self.partij_tot, op)


def duurt(tot: date | None, op: date) -> bool:
    """The last day is the one before."""
    return tot is None or op < tot


@dataclass
class Wereld:
    """How grondslagen, afspraken and organisations stand; None: no end."""

    afspraak: dict[str, Afspraakstand] = field(default_factory=lambda: {naar: Afspraakstand() for naar in ONTVANGERS})
    grondslag: dict[str, date | None] = field(default_factory=lambda: dict.fromkeys(BASES))
    organisatie: dict[str, date | None] = field(default_factory=lambda: dict.fromkeys((*ONTVANGERS, "zvh")))

    def poort(self, naar: str, basis: str, op: date) -> set[str]:
        """Return what keeps the gate shut on a day."""
        dicht = {
            "grondslag": not duurt(self.grondslag[basis], op),
            "afspraak": basis == CONVENANT and not self.afspraak[naar].geldt(op),
            "organisatie": not duurt(self.organisatie[naar], op),
        }
        return {waardoor for waardoor, is_dicht in dicht.items() if is_dicht}

    def verval(self, b: Besluit, op: date) -> set[str]:
        """Return every way in which a deelbesluit does not hold on a day."""
        uit = b.einden | self.poort(b.naar, b.basis, op)
        if not duurt(b.tot, op):
            uit.add("geldigheid")
        if b.gewijzigd and b.stand == "wacht":
            uit.add("gewijzigd")
        return uit

    def leest_mee(self, b: Besluit, op: date) -> bool:
        ooit = b.live and b.stand == "aangenomen" and not b.zaak.afgeschermd
        return ooit and duurt(self.organisatie["zvh"], op) and not self.verval(b, op)

    def waardoor_alleen(self, b: Besluit, op: date) -> str:
        """Return the one thing that keeps the receiver out; empty when there are more, or it never could read."""
        verval = self.verval(b, op)
        kon = b.was_aangenomen or verval == {"gewijzigd"}
        goed = b.live and kon and not b.zaak.afgeschermd and duurt(self.organisatie["zvh"], op)
        return next(iter(verval)) if goed and len(verval) == 1 else ""


@dataclass
class Telling:
    """Accesses over all examples of one run: each is somebody who opens a dossier or a packet of another."""

    erbij: int = 0  # read by who does not see everybody of the part: somebody came since
    gekozen: int = 0  # read by who does not see everybody of the part: somebody was left out
    gelezen: int = 0  # with words of another organisation in the answer
    leeg: int = 0  # a packet that came and is not opened, or whose consent is gone
    geweigerd: int = 0
    verval: Counter[str] = field(default_factory=Counter)  # refusals that have this one cause and no other

    def begin_opnieuw(self) -> None:
        self.erbij = self.gekozen = self.gelezen = self.leeg = self.geweigerd = 0
        self.verval.clear()

    @property
    def alle(self) -> int:
        return self.gelezen + self.leeg + self.geweigerd

    def __str__(self) -> str:
        per = ", ".join(f"{soort} {self.verval[soort]}" for soort in VERVAL)
        gelezen = f"{self.gelezen} read ({self.erbij} not on all, {self.gekozen} on a choice)"
        return f"{self.alle} accesses: {gelezen}, {self.leeg} empty, {self.geweigerd} refused ({per})"
