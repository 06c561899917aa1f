"""The only texts a reporter gets about an outcome.

They reveal nothing about a victim or an investigation: who got it, whether police is involved, whether
a person was found. Therefore every outcome that is passed on has the same text. Free text is refused.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from baken.signalen.rules.advies import ALLEENSTAAND, LAAG, Uitkomst
from baken.signalen.rules.ontvangers import GEGEVEN, ONDERWEG, Ontvangerstand, ergens


class Bericht(StrEnum):
    """The bounded messages."""

    ONTVANGEN = "ontvangen"
    IN_BEOORDELING = "in_beoordeling"
    VRAAG = "vraag"
    LATER = "later"
    ADVIES_GEGEVEN = "advies_gegeven"
    GEEN_VERVOLG = "geen_vervolg"
    NADER_BEKIJKEN = "nader_bekijken"
    DOORGELEID = "doorgeleid"
    AFGEROND = "afgerond"


class VrijeTekstGeweigerdError(ValueError):
    """The text is not one of the bounded texts. The message never repeats the text."""


_NIEUW = "Ziet of hoort u iets nieuws? Meld het dan opnieuw. Is er nu gevaar? Bel 112."
_TEKST: dict[Bericht, str] = {
    Bericht.ONTVANGEN: "Wij hebben uw melding ontvangen. Bedankt. U hoort uiterlijk {datum} van ons.",
    Bericht.IN_BEOORDELING: "Wij bekijken uw melding. U hoort uiterlijk {datum} van ons.",
    Bericht.VRAAG: "Wij hebben een vraag over uw melding. Wilt u die beantwoorden? Dat helpt ons verder.",
    Bericht.LATER: "Wij hebben meer tijd nodig om uw melding te bekijken. U hoort uiterlijk {datum} van ons.",
    Bericht.ADVIES_GEGEVEN: f"Wij hebben u advies gegeven. Daarmee is uw vraag voor ons klaar. {_NIEUW}",
    Bericht.GEEN_VERVOLG: (
        "Wij hebben uw melding zorgvuldig bekeken. Wij ondernemen op dit moment geen verdere stappen. "
        f"Goed dat u het meldde. {_NIEUW}"
    ),
    Bericht.NADER_BEKIJKEN: (
        "Wij hebben uw melding bekeken en nemen de tijd om verder te kijken. "
        f"Over de inhoud mogen wij niets zeggen. {_NIEUW}"
    ),
    Bericht.DOORGELEID: (
        "Wij hebben uw melding bekeken en opgepakt. Wat er precies gebeurt mogen wij niet zeggen. "
        f"Zo beschermen wij iedereen die erbij betrokken is. Bedankt voor uw melding. {_NIEUW}"
    ),
    Bericht.AFGEROND: (
        f"Uw melding is afgerond. Over de inhoud mogen wij niets zeggen. Bedankt dat u het meldde. {_NIEUW}"
    ),
}
MEESTE_UITSTEL = 3  # times that "later" may move the promise; own choice, no source says it
UITSTEL_WERKDAGEN = 20  # working days from today that one "later" may reach; twice the usual term, own choice
EINDE = frozenset({Bericht.ADVIES_GEGEVEN, Bericht.GEEN_VERVOLG, Bericht.AFGEROND})
_MET_DATUM = frozenset(b for b, t in _TEKST.items() if "{datum}" in t)
_MAANDEN = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
_DATUM = rf"(?:[1-9]|[12][0-9]|3[01]) (?:{'|'.join(_MAANDEN)}) 20[0-9][0-9]"
_PATROON = {b: re.compile(_DATUM.join(re.escape(deel) for deel in t.split("{datum}"))) for b, t in _TEKST.items()}


def bericht_voor(uitkomsten: Collection[Uitkomst]) -> Bericht:
    """Return the message for a decision. Every outcome that is passed on gives the same one.

    Raises ValueError without an outcome, or when one that stands alone comes with another.
    """
    gekozen = set(uitkomsten)
    if not gekozen:
        raise ValueError("zonder uitkomst is er geen terugkoppeling")
    if gekozen & ALLEENSTAAND and len(gekozen) > 1:
        raise ValueError("een uitkomst die alleen staat gaat niet samen met een andere")
    per_uitkomst = {
        Uitkomst.GEEN_MENSENHANDEL: Bericht.GEEN_VERVOLG,
        Uitkomst.ADVIES_GEGEVEN: Bericht.ADVIES_GEGEVEN,
        Uitkomst.NADER_BEKIJKEN: Bericht.NADER_BEKIJKEN,
    }
    return per_uitkomst.get(next(iter(gekozen)), Bericht.DOORGELEID)


def tekst(bericht: Bericht, *, datum: date | None = None) -> str:
    """Return the bounded text. Raises ValueError when a date is missing, or given where none belongs."""
    if (bericht in _MET_DATUM) is not (datum is not None):
        raise ValueError(f"bericht {bericht.value}: een datum hoort hier {'wel' if datum is None else 'niet'} bij")
    if datum is None:
        return _TEKST[bericht]
    return _TEKST[bericht].format(datum=f"{datum.day} {_MAANDEN[datum.month - 1]} {datum.year}")


def keur(tekst_: str) -> Bericht:
    """Return which bounded text this is. Raises VrijeTekstGeweigerdError for any other text."""
    for bericht, patroon in _PATROON.items():
        if patroon.fullmatch(tekst_):
            return bericht
    raise VrijeTekstGeweigerdError("Kies een van de vaste teksten. Eigen tekst kan te veel verraden.")


@dataclass(frozen=True, slots=True)
class Zaak:
    """What really happened with a signaal, as far as the reporter's text depends on it.

    uitkomsten: of the last decision, empty before one. verteld: texts given since that decision; uitgesteld: how often
    the promise was moved; gehoord: the promise was kept already; wacht: a question to the reporter still stands.
    """

    uitkomsten: frozenset[Uitkomst] = frozenset()
    gesloten: bool = False
    wacht: bool = False
    gehoord: bool = False
    ontvangers: tuple[Ontvangerstand, ...] = ()
    verteld: frozenset[Bericht] = frozenset()
    uitgesteld: int = 0


def passend(zaak: Zaak) -> tuple[Bericht, ...]:
    """Return the texts that are true now, in the order in which they are offered; () when there is nothing to say.

    No text comes twice after one decision, none comes after one that ends it, and "later" only moves a promise that
    still runs.
    """
    if zaak.verteld & EINDE:
        return ()
    later = (Bericht.LATER,) if not zaak.gehoord and zaak.uitgesteld < MEESTE_UITSTEL else ()
    waar = later if zaak.wacht else (*_waar(zaak), *(later if _nog_bezig(zaak) else ()))
    return tuple(b for b in waar if b is Bericht.LATER or b not in zaak.verteld)


def waarom_niet(zaak: Zaak, bericht: Bericht) -> str:
    """Return why this text cannot be given now, and what can; empty when it can."""
    if bericht in passend(zaak):
        return ""
    if zaak.verteld & EINDE:
        return "De melder las al hoe het afliep. Daarna komt er geen tekst meer."
    if bericht in zaak.verteld:
        return "De melder kreeg deze tekst al."
    if zaak.wacht and bericht is not Bericht.LATER:
        uitweg = "Kies voor later, of neem het signaal eerst weer in beoordeling."
        return f"U wacht nog op antwoord van de melder. {uitweg}"
    if bericht is Bericht.LATER and zaak.gehoord:
        return "De melder heeft al iets van u gehoord. Uitstellen kan niet meer."
    if bericht is Bericht.LATER and zaak.uitgesteld >= MEESTE_UITSTEL:
        return f"U stelde dit al {MEESTE_UITSTEL} keer uit. Besluit wat er gebeurt, en laat dat de melder horen."
    return "Deze tekst past niet bij wat er met het signaal is gebeurd."


def _waar(zaak: Zaak) -> tuple[Bericht, ...]:
    """Return what can be told of the decision and of what came of it."""
    if zaak.uitkomsten and zaak.uitkomsten <= LAAG and zaak.gesloten:
        return (bericht_voor(zaak.uitkomsten),)
    if ergens(zaak.ontvangers, GEGEVEN):
        klaar = zaak.gesloten or not ergens(zaak.ontvangers, ONDERWEG)
        return (Bericht.DOORGELEID, *((Bericht.AFGEROND,) if klaar else ()))
    if zaak.gesloten:  # nobody has it, and there was no low decision: the reporter never answered
        return (Bericht.GEEN_VERVOLG, Bericht.AFGEROND)
    return (Bericht.NADER_BEKIJKEN,) if zaak.uitkomsten == {Uitkomst.NADER_BEKIJKEN} else ()


def _nog_bezig(zaak: Zaak) -> bool:
    """Say whether "we need more time to look" is still true: not closed, and nobody else has it yet."""
    return not zaak.gesloten and not ergens(zaak.ontvangers, GEGEVEN)
