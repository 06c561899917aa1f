"""Who reads what is written freely in a casus, and how it reads: an actie, a reason, the words of a meeting.

Such a text belongs to the approach it was written in: who may not read care of the victim does not read it in words
either. Nobody is named in it, unless names were asked for by who may see them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from baken.casussen.inhoud import Stap
from baken.casussen.models import Casus
from baken.casussen.pseudoniemen import Bekend, bekenden
from baken.casussen.rules.zicht import AANPAKKEN, aanpakken_van, leest_tekst
from baken.casussen.velden import open_groepen
from baken.dossiers import kanten
from baken.dossiers.acties import OpenActie
from baken.dossiers.berichten import OpenBericht
from baken.dossiers.inhoud import OpenBetrokkene, OpenDossier
from baken.dossiers.noemen import vervang
from baken.kern.fouten import NietToegestaanError
from baken.organisaties.besluit import Band, Onderwerp, Wie, decide

NIET_VOOR_U = kanten.NIET_VOOR_U
BEIDE_KANTEN = "U helpt in deze casus een slachtoffer en een dader. Draag een van beide over aan een collega."
_EIGEN = Onderwerp(soort="casus", status="open", banden=frozenset({Band.EIGENAAR}))


@dataclass(frozen=True)
class Leesbril:
    """Through what somebody reads the texts of one casus.

    leest: codes of the approaches whose text this person reads. in_casus: those that somebody of the casus stands in.
    bekend: who is not named.
    """

    leest: frozenset[str]
    in_casus: frozenset[str]
    bekend: Sequence[Bekend]

    def is_open(self, over: str) -> bool:
        """Say whether a text that was written in this approach is for this reader."""
        return leest_tekst(over, self.leest, self.in_casus)

    def tekst(self, tekst: str, over: str) -> str:
        """Return a text as this reader has it."""
        if not tekst:
            return ""
        return vervang(tekst, self.bekend) if self.is_open(over) else NIET_VOOR_U

    def actie(self, actie: OpenActie) -> OpenActie:
        """Return an actie as this reader has it."""
        return replace(actie, tekst=self.tekst(actie.tekst, actie.over), leesbaar=self.is_open(actie.over))

    def bericht(self, bericht: OpenBericht) -> OpenBericht:
        """Return a message to a sender as this reader has it: the bounded text, and the note when it is for them."""
        return replace(bericht, noot=self.tekst(bericht.noot, bericht.over))

    def stap(self, stap: Stap) -> Stap:
        """Return a move as this reader has it."""
        return replace(stap, reden=self.tekst(stap.reden, stap.over))


def leest_aanpakken(door: Wie, recht: str = "casussen.inzien", onderwerp: Onderwerp = _EIGEN) -> frozenset[str]:
    """Return the codes of the approaches whose free text somebody reads in a casus; default: of the own organisation.

    No query.
    """
    return frozenset(
        aanpak.code
        for aanpak in AANPAKKEN
        if any(decide(door, recht, onderwerp, aanpak.tekstgroep, deel).toegestaan for deel in aanpak.delen)
    )


def over_van(door: Wie, over: str = "", onderwerp: Onderwerp = _EIGEN) -> str:
    """Return in which approach somebody writes: the chosen one, or the only one there is for this person.

    Who helps one side, with a role that reads the other, reads no text at all and writes in that of the side that is
    helped. Raises NietToegestaanError for who (against the rules of today) helps both.
    """
    leest = leest_aanpakken(door, onderwerp=onderwerp)
    schrijft = leest or {aanpak.code for aanpak in AANPAKKEN if not aanpak.delen & onderwerp.dicht}
    if not schrijft:
        raise NietToegestaanError(BEIDE_KANTEN)
    return next(iter(schrijft)) if len(schrijft) == 1 else over


def mag_noemen(door: Wie, onderwerp: Onderwerp) -> Callable[[OpenBetrokkene], bool]:
    """Return who of a casus may be named to this reader: nobody whose data may only be kept (AVG art. 18)."""

    def noembaar(persoon: OpenBetrokkene) -> bool:
        groepen = open_groepen(door, "casussen.onthullen", onderwerp, persoon.deel, persoon.ook_deel)
        return persoon.beperkt_op is None and "identiteit" in groepen

    return noembaar


def leesbril(casus: Casus, inhoud: OpenDossier, door: Wie, onderwerp: Onderwerp, *, met_namen: bool) -> Leesbril:
    """Return through what somebody of the own organisation reads the texts of a casus. One query."""
    return Leesbril(
        leest=leest_aanpakken(door, onderwerp=onderwerp),
        in_casus=aanpakken_in((p.deel, p.ook_deel) for p in inhoud.betrokkenen),
        bekend=bekenden(casus, inhoud, behalve=mag_noemen(door, onderwerp) if met_namen else None),
    )


def aanpakken_in(delen: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Return the codes of the approaches that the persons of a casus stand in. delen: both parts of each."""
    return frozenset(aanpak.code for deel, ook_deel in delen for aanpak in aanpakken_van(deel, ook_deel))
