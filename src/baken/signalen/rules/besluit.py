"""A person decides. These rules check the decision against the advice; they never take it."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

from baken.signalen.rules.advies import ALLEENSTAAND, LAAG, NAAM, Advies, Uitkomst

MINIMUM_REDEN = 20
"""Least length of a reason, in characters, after trimming and joining white space."""


@dataclass(frozen=True, slots=True)
class Afwijking:
    """What a decision adds to the advice and what it leaves out."""

    toegevoegd: tuple[Uitkomst, ...]
    weggelaten: tuple[Uitkomst, ...]

    @property
    def wijkt_af(self) -> bool:
        """True when decision and advice differ."""
        return bool(self.toegevoegd or self.weggelaten)

    @property
    def tekst(self) -> str:
        """The difference in one Dutch sentence."""
        if not self.wijkt_af:
            return "Het besluit volgt het advies."
        delen = []
        if self.toegevoegd:
            delen.append("wel gekozen maar niet geadviseerd: " + ", ".join(NAAM[u] for u in self.toegevoegd))
        if self.weggelaten:
            delen.append("wel geadviseerd maar niet gekozen: " + ", ".join(NAAM[u] for u in self.weggelaten))
        return "Het besluit wijkt af van het advies. " + "; ".join(delen).capitalize() + "."


@dataclass(frozen=True, slots=True)
class Besluitcontrole:
    """Whether this decision may be taken. code is empty when it may.

    wat_te_doen: what the person can do instead, in Dutch sentences.
    """

    toegestaan: bool
    code: str
    reden: str
    afwijking: Afwijking
    wat_te_doen: tuple[str, ...] = ()


def afwijking(advies: Advies, keuze: Collection[Uitkomst]) -> Afwijking:
    """Return how this choice differs from the advice."""
    gekozen, geadviseerd = set(keuze), set(advies.uitkomsten)
    return Afwijking(
        toegevoegd=tuple(u for u in Uitkomst if u in gekozen - geadviseerd),
        weggelaten=tuple(u for u in Uitkomst if u in geadviseerd - gekozen),
    )


def telbare_reden(reden: str) -> str:
    """Return the reason as it counts: control and format characters gone, white space joined."""
    zichtbaar = "".join(t if t.isspace() or not unicodedata.category(t).startswith("C") else "" for t in reden)
    return " ".join(zichtbaar.split())


def mag_besluiten(advies: Advies, keuze: Collection[Uitkomst], reden: str = "") -> Besluitcontrole:
    """Check a decision.

    Refused: no choice; an outcome that stands alone beside another; a low outcome against a hard stop
    (whatever the reason); and deciding otherwise than advised with a reason shorter than MINIMUM_REDEN.
    """
    verschil = afwijking(advies, keuze)

    def nee(code: str, tekst: str, *doen: str) -> Besluitcontrole:
        return Besluitcontrole(False, code, tekst, verschil, doen)

    gekozen = set(keuze)
    if not gekozen:
        return nee("geen_keuze", "Kies ten minste één uitkomst.")
    if len(gekozen) > 1 and gekozen & ALLEENSTAAND:
        alleen = ", ".join(NAAM[u] for u in Uitkomst if u in gekozen & ALLEENSTAAND)
        return nee("niet_samen", f"Deze uitkomst kan niet samen met een andere: {alleen}.", "Kies één van beide.")
    if advies.kan_niet_laag and gekozen & LAAG:
        waarom = ", ".join(g.regel.lower() for g in advies.gronden if g.sluit_laag_uit)
        return nee(
            "niet_laag",
            f"Dit signaal mag niet zo eindigen: {waarom}.",
            *_in_plaats_daarvan(advies),
        )
    if verschil.wijkt_af and len(telbare_reden(reden)) < MINIMUM_REDEN:
        return nee(
            "reden_nodig",
            f"U besluit anders dan het advies. Geef een reden van ten minste {MINIMUM_REDEN} tekens.",
            verschil.tekst,
        )
    return Besluitcontrole(True, "", "Dit besluit mag.", verschil)


def _in_plaats_daarvan(advies: Advies) -> tuple[str, ...]:
    stappen = [s.tekst for s in advies.eerst_doen]
    stappen.append("Kies wat het advies noemt: " + ", ".join(NAAM[u] for u in advies.uitkomsten) + ".")
    stappen.append("Of kies nader bekijken, met een reden, en vraag na wat nog ontbreekt.")
    stappen.append("Klopt een antwoord niet? Verbeter het in het signaal. Het advies wordt dan opnieuw gemaakt.")
    return tuple(stappen)
