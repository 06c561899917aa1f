"""Which gemeente is responsible for the care of a victim.

Bron 004 p. 15: a gemeente is responsible for victims who are registered in it; who is not registered is in principle
registered where found. Our sources hold no other rule for minors: for them the page says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from baken.signalen.rules import bronnen
from baken.signalen.rules.bronnen import Bron
from baken.zorg.soorten import Antwoord


class Zekerheid(StrEnum):
    """How firm the outcome is."""

    VAST = "vast"
    VOORLOPIG = "voorlopig"
    ONBEKEND = "onbekend"


class Regel(StrEnum):
    """Which rule gave the outcome; the code that a traject keeps."""

    INGESCHREVEN = "ingeschreven"
    AANGETROFFEN = "aangetroffen"
    VOORLOPIG = "voorlopig_aangetroffen"
    ONBEKEND = "onbekend"


UITLEG = {
    Regel.INGESCHREVEN: "De persoon staat hier ingeschreven. Die gemeente is verantwoordelijk.",
    Regel.AANGETROFFEN: (
        "De persoon staat nergens ingeschreven. In principe wordt de persoon ingeschreven in de gemeente waar die is "
        "aangetroffen."
    ),
    Regel.VOORLOPIG: (
        "Het is niet bekend of de persoon ergens staat ingeschreven. Tot dat bekend is, is het de gemeente waar de "
        "persoon is aangetroffen. Vraag het na bij burgerzaken."
    ),
    Regel.ONBEKEND: "Zoek uit waar de persoon staat ingeschreven, of waar de persoon is aangetroffen.",
}
JEUGDWET = (
    "De persoon is minderjarig, of kan dat zijn. Dan geldt de Jeugdwet. Welke gemeente daarbij hoort, staat niet in de "
    "bronnen van Baken. Vraag het bij uw gemeente na."
)


@dataclass(frozen=True)
class Gemeente:
    """The outcome: the GM code (empty when it cannot be said), by which rule, how firm, and what to check."""

    code: str
    regel: Regel
    zekerheid: Zekerheid
    let_op: str = ""

    @property
    def uitleg(self) -> str:
        """Return the reason in plain words."""
        return UITLEG[self.regel]

    @property
    def bron(self) -> Bron:
        """Return where the rule comes from; that a place is provisional is our own reading."""
        eigen = self.regel in {Regel.VOORLOPIG, Regel.ONBEKEND}
        return bronnen.EIGEN if eigen else bronnen.ZORG


def verantwoordelijk(
    *, ingeschreven: str, ingeschreven_in: str, aangetroffen_in: str, kan_minderjarig_zijn: bool = False
) -> Gemeente:
    """Return the responsible gemeente.

    ingeschreven: ja, nee or onbekend (empty counts as unknown); the places are GM codes, empty for not known.
    """
    let_op = JEUGDWET if kan_minderjarig_zijn else ""
    if ingeschreven == Antwoord.JA and ingeschreven_in:
        return Gemeente(ingeschreven_in, Regel.INGESCHREVEN, Zekerheid.VAST, let_op)
    if ingeschreven == Antwoord.NEE and aangetroffen_in:
        return Gemeente(aangetroffen_in, Regel.AANGETROFFEN, Zekerheid.VAST, let_op)
    if ingeschreven not in {Antwoord.JA, Antwoord.NEE} and aangetroffen_in:
        return Gemeente(aangetroffen_in, Regel.VOORLOPIG, Zekerheid.VOORLOPIG, let_op)
    return Gemeente("", Regel.ONBEKEND, Zekerheid.ONBEKEND, let_op)
