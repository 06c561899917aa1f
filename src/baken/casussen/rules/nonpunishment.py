"""Non-punishment and young people drawn into crime: what a team keeps in mind. Text only, never a state of a casus.

Who is forced to commit offences is a victim. CoMensha: sheet "Criminele uitbuiting"; jonge aanwas: bron 004 p. 11.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from baken.casussen.rules.zicht import DADERAANPAK, SLACHTOFFERAANPAK
from baken.signalen.rules.bronnen import JONGE_AANWAS, NON_PUNISHMENT, ZORG, Bron
from baken.signalen.rules.gegevens import JONG_TOT, VOLWASSEN_VANAF

CRIMINEEL = "CRIM"


@dataclass(frozen=True)
class Attentie:
    """Something to keep in mind, with its source."""

    code: str
    tekst: str
    bron: Bron


@dataclass(frozen=True)
class Wie:
    """Somebody without identity: the parts, and the last year of the age band (None: unknown or open)."""

    delen: frozenset[str]
    tot_en_met: int | None = None

    @property
    def is_verdacht(self) -> bool:
        """Say whether this person has a part of the offender."""
        return bool(self.delen & DADERAANPAK.delen)

    @property
    def is_beide(self) -> bool:
        """Say whether this person is suspect and victim."""
        return self.is_verdacht and bool(self.delen & (SLACHTOFFERAANPAK.delen - {"getuige"}))

    @property
    def is_minderjarig(self) -> bool:
        """Say whether the age band ends below VOLWASSEN_VANAF."""
        return self.tot_en_met is not None and self.tot_en_met < VOLWASSEN_VANAF

    @property
    def is_jong(self) -> bool:
        """Say whether the age band ends below JONG_TOT."""
        return self.tot_en_met is not None and self.tot_en_met < JONG_TOT


_BEIDE = Attentie(
    "beide",
    "Deze persoon is slachtoffer en verdachte. Wie is gedwongen tot strafbare feiten, hoort daarvoor geen straf te "
    "krijgen (non-punishment). Benader deze persoon eerst als slachtoffer en geef dit door aan politie en OM.",
    NON_PUNISHMENT,
)
_DWANG = Attentie(
    "dwang",
    "Bij criminele uitbuiting zijn dader en slachtoffer moeilijk te scheiden. Kijk bij deze verdachte of er dwang was. "
    "Was die er, leg dan vast dat deze persoon ook slachtoffer is (non-punishment).",
    NON_PUNISHMENT,
)
_JONG = Attentie(
    "jonge_aanwas",
    "Deze persoon is jong. Zoek aansluiting bij de aanpak van jonge aanwas. Een jonge ‘dader’ kan zelf slachtoffer "
    "zijn.",
    JONGE_AANWAS,
)
JEUGDWET = Attentie(
    "jeugdwet",
    "Er is iemand jonger dan 18 jaar. Hulp en opvang gaan dan langs de jeugdhulp van de gemeente (Jeugdwet). Bel "
    "Veilig Thuis als het thuis niet veilig is.",
    ZORG,
)


def let_op(wie: Wie, vormen: Collection[str]) -> tuple[Attentie, ...]:
    """Return what to keep in mind at one person. vormen: codes of the main forms of exploitation of the casus."""
    crimineel = CRIMINEEL in vormen
    uit = []
    if wie.is_beide:
        uit.append(_BEIDE)
    elif wie.is_verdacht and crimineel:
        uit.append(_DWANG)
    if crimineel and wie.is_jong:
        uit.append(_JONG)
    return tuple(uit)
