"""What the matcher of shelter works with: a client, a place with its conditions, and reasons.

Bron 004 p. 15 "Opvang" divides shelter by lawful stay, sex, age, form and who deploys it. Conditions are data per
place; two limits hold whatever a place says: a minor never goes to a place for adults, and somebody with the Dutch
nationality never goes to COSM.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from baken.signalen.rules.bronnen import Bron
from baken.zorg.rules.verblijf import Verblijf


class Opvangsoort(StrEnum):
    """The kinds of shelter of bron 004; their names are facts of kind `opvang`."""

    REGULIER = "OPV-REG"
    SPECIALISTISCH = "OPV-SPEC"
    NOODBED_NATIONAAL = "OPV-NOOD-NAT"
    COSM_VROUWEN = "OPV-COSM-V"
    COSM_MANNEN = "OPV-COSM-M"
    NOODBED_OPSPORING = "OPV-NOOD-OPS"
    NLA = "OPV-NLA"
    JEUGD = "OPV-JEUGD"


class Leeftijd(StrEnum):
    """For whom a place is. No place is for both: a minor never lives with adults."""

    VOLWASSEN = "volwassen"
    MINDERJARIG = "minderjarig"


COSM = frozenset({Opvangsoort.COSM_VROUWEN, Opvangsoort.COSM_MANNEN})
VAN_DE_PLEK = Bron("Gegevens van deze opvang in Baken", "voorwaarden van de plek")
BEDENKTIJD = Bron("Baken", "eigen keuze: bedenktijd hoort bij COSM, al noemt het Regionaal Beleid (p. 15) dat niet")
BEZETTING = Bron("Boekingen in Baken", "deze plek en deze nacht")


@dataclass(frozen=True)
class Client:
    """What the matcher knows of somebody. Empty or None: not known.

    geslacht: code of a fact; minderjarig; nederlands: has the Dutch nationality; vormen: codes of forms without
    sub-forms; gemeenten: GM codes where the client lives, works or was found; aangetroffen: the last of these;
    inzet: avim, kmar, nla or ""; contra: codes of contra-indications, None when nobody asked; kinderen: how many come
    along; vannacht: a place is needed tonight.
    """

    geslacht: str = ""
    minderjarig: bool | None = None
    nederlands: bool | None = None
    verblijf: Verblijf = Verblijf.ONBEKEND
    vormen: frozenset[str] = frozenset()
    gemeenten: frozenset[str] = frozenset()
    aangetroffen: str = ""
    inzet: str = ""
    contra: frozenset[str] | None = None
    kinderen: int | None = None
    vannacht: bool = True

    @property
    def verblijf_nu(self) -> Verblijf:
        """Return the stay; who is Dutch is here lawfully, whatever was filled in."""
        return Verblijf.NEDERLANDER if self.nederlands else self.verblijf

    @property
    def is_nederlander(self) -> bool:
        """Whether the client is known to be Dutch."""
        return self.verblijf_nu == Verblijf.NEDERLANDER


@dataclass(frozen=True)
class Voorwaarden:
    """The conditions of a place. An empty set is no condition; None is: nobody knows, ask the shelter.

    gemeenten: who lives, works or was found there; aangetroffen: who was found there; contra: contra-indications that
    the place does not take; kinderen_mee: children may come along.
    """

    leeftijd: Leeftijd = Leeftijd.VOLWASSEN
    geslachten: frozenset[str] | None = frozenset()
    verblijf: frozenset[Verblijf] = frozenset()
    vormen: frozenset[str] = frozenset()
    gemeenten: frozenset[str] = frozenset()
    aangetroffen: frozenset[str] = frozenset()
    inzet: frozenset[str] = frozenset()
    contra: frozenset[str] | None = None
    kinderen_mee: bool | None = None


@dataclass(frozen=True)
class Aanbod:
    """A place on offer for one night. vrij: None when nobody knows. bron: where its conditions come from.

    vertrek_open: not free, because somebody whose last night is past was not recorded as gone.
    """

    plek_id: int
    soort: Opvangsoort
    voorwaarden: Voorwaarden
    vrij: bool | None = True
    noodbed: bool = False
    vertrek_open: bool = False
    bron: Bron = VAN_DE_PLEK


@dataclass(frozen=True)
class Reden:
    """One reason. uitkomst: True it fits, None ask first, False it does not. grens: no reason may set it aside."""

    regel: str
    uitkomst: bool | None
    tekst: str
    bron: Bron
    grens: bool = False


@dataclass(frozen=True)
class Oordeel:
    """Whether a place fits, with every reason. past: None when it cannot be said yet."""

    past: bool | None
    redenen: tuple[Reden, ...]

    @property
    def grens(self) -> bool:
        """Whether a limit stands in the way that nobody may set aside."""
        return any(r.grens and r.uitkomst is False for r in self.redenen)


@dataclass(frozen=True)
class Voorstel:
    """A place with what the rules say of it, its free nights included."""

    aanbod: Aanbod
    oordeel: Oordeel


@dataclass(frozen=True)
class Weg:
    """What can be done when nothing fits."""

    tekst: str
    bron: Bron


@dataclass(frozen=True)
class Matchlijst:
    """Every place in one of three lists, and whether a noodbed is needed, with the reason."""

    past: tuple[Voorstel, ...]
    eerst_nagaan: tuple[Voorstel, ...]
    niet: tuple[Voorstel, ...]
    noodbed_nodig: bool
    waarom_noodbed: str
    wegen: tuple[Weg, ...]
