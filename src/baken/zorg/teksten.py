"""How free text in a traject reads: the client is not named in it, until the identity is shown by its own act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from baken.dossiers.inhoud import OpenBetrokkene, noemend_van
from baken.dossiers.noemen import vervang
from baken.dossiers.toestemmingen import OpenToestemming
from baken.zorg.inhoud import Profiel

CLIENT = "[cliënt]"
VRIJ = ("toelichting", "verslag", "waarom_zonder", "afspraken", "goed", "anders", "tekst", "reden")  # of a piece


class Lezer:
    """Reads texts and takes out what is known of these persons and points at them; of nobody, it leaves them as is.

    verborg: whether something was taken out so far.
    """

    def __init__(self, personen: Sequence[OpenBetrokkene]) -> None:
        """Keep what is known of these persons."""
        self.verborg = False
        self._bekend = [(CLIENT, velden) for persoon in personen for velden in noemend_van(persoon)]

    def tekst(self, tekst: str) -> str:
        """Return a text as it reads."""
        uit = vervang(tekst, self._bekend) if tekst and self._bekend else tekst
        self.verborg = self.verborg or uit != tekst
        return uit

    def stuk(self, inhoud: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return a piece with its free texts as they read; answers from a list stay."""
        return {**inhoud, **{veld: self.tekst(str(inhoud[veld])) for veld in VRIJ if inhoud.get(veld)}}

    def profiel(self, profiel: Profiel) -> Profiel:
        """Return a profile as it reads."""
        return replace(profiel, aanmelder=self.tekst(profiel.aanmelder))

    def toestemming(self, t: OpenToestemming) -> OpenToestemming:
        """Return a consent as it reads."""
        return replace(
            t,
            hoe=self.tekst(t.hoe),
            woorden=self.tekst(t.woorden),
            door_wie=self.tekst(t.door_wie),
            reden_einde=self.tekst(t.reden_einde),
        )
