"""The two approaches that run side by side in one casus, as data: which groups of fields, about whom.

Bron 002 par. 3.5.3: "een slachtoffer- en een daderaanpak, op elkaar afgestemd". The RIEC works without care data: bron
004 p. 14.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Aanpak:
    """An approach: the groups of fields it works with, and the parts of the persons it is about.

    tekstgroep: who reads this group of its persons reads what is written freely in this approach.
    """

    code: str
    naam: str
    veldgroepen: frozenset[str]
    delen: frozenset[str]
    tekstgroep: str


SLACHTOFFERAANPAK = Aanpak(
    "slachtoffer",
    "Slachtofferaanpak",
    frozenset({"identiteit", "contact", "zorg", "locatie"}),
    frozenset({"slachtoffer", "getuige"}),
    "zorg",
)
DADERAANPAK = Aanpak(
    "dader",
    "Daderaanpak",
    frozenset({"identiteit", "strafbaar", "locatie"}),
    frozenset({"dader", "facilitator"}),
    "strafbaar",
)
AANPAKKEN: Sequence[Aanpak] = (SLACHTOFFERAANPAK, DADERAANPAK)


def aanpakken_van(deel: str, ook_deel: str = "") -> Sequence[Aanpak]:
    """Return the approaches that somebody stands in: one, or both for who is suspect and victim."""
    van = {aanpak_van(d).code for d in (deel, ook_deel) if d} or {SLACHTOFFERAANPAK.code}
    return [aanpak for aanpak in AANPAKKEN if aanpak.code in van]


def delen_voor(groep: str, deel: str, ook_deel: str = "") -> frozenset[str]:
    """Return the parts of which one must be open to a reader before this group of somebody is shown.

    Who is both shows identity and place in both approaches, care and contact as victim only, offences as suspect
    only: what belongs to one approach is never read through the other.
    """
    delen = {d if d in aanpak_van(d).delen else aanpak_van(d).code for d in (deel, ook_deel) if d}
    delen = delen or {SLACHTOFFERAANPAK.code}
    passend = {d for d in delen if groep in aanpak_van(d).veldgroepen}
    return frozenset(passend or delen)


def aanpak_van(deel: str) -> Aanpak:
    """Return the approach a person belongs to; whoever has no part of the offender is looked after as a victim."""
    return DADERAANPAK if deel in DADERAANPAK.delen else SLACHTOFFERAANPAK


def leest_tekst(over: str, leest: Collection[str], in_casus: Collection[str]) -> bool:
    """Say whether somebody may read a free text of a casus: an actie, a reason, the words of a meeting.

    over: code of the approach it was written in, "" for the casus as a whole. leest: codes of the approaches whose
    text this person reads. in_casus: those that somebody of the casus stands in; when it has nobody, it may be both.
    """
    nodig = {over} if over else set(in_casus) or {aanpak.code for aanpak in AANPAKKEN}
    return nodig <= set(leest)


def gaat_over_geheel(leest: Collection[str], in_casus: Collection[str], *, regie: bool) -> bool:
    """Say whether somebody may say something of a casus as a whole: where it stands, and to its senders.

    Of a casus with both sides: who directs it (regie), or reads both; of another: who reads one of them. leest,
    in_casus: as in leest_tekst.
    """
    return regie or (bool(leest) and len(in_casus) < len(AANPAKKEN)) or leest_tekst("", leest, in_casus)
