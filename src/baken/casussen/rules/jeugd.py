"""Who to bring in when somebody is young: jonge aanwas, jeugdhulp and Veilig Thuis, each with its source. Text only.

The source tells no name or address of the approach of jonge aanwas: each gemeente knows its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from baken.signalen.rules.bronnen import EIGEN, JONGE_AANWAS, MELDCODE, OPVANG, Bron


@dataclass(frozen=True)
class Regel:
    """One line to act on, with its source."""

    tekst: str
    bron: Bron


@dataclass(frozen=True)
class Weg:
    """One way to help somebody young. code: also the anchor on the page."""

    code: str
    kop: str
    regels: tuple[Regel, ...]


WEGEN = (
    Weg(
        "jonge-aanwas",
        "Aanpak van jonge aanwas",
        (
            Regel(
                "Gaat het om criminele uitbuiting? Zoek aansluiting bij de aanpak van jonge aanwas: van jongeren die "
                "de criminaliteit in worden getrokken. Dader en slachtoffer zijn daar moeilijk te scheiden. Samen "
                "werkt u aan beide.",
                JONGE_AANWAS,
            ),
            Regel(
                "Ga na of wie die aanpak doet, criminele uitbuiting kent. Sommige ‘criminelen’ zijn slachtoffer van "
                "mensenhandel.",
                JONGE_AANWAS,
            ),
            Regel(
                "Wie deze aanpak in uw gemeente doet, staat niet in onze bronnen. Vraag het de "
                "aandachtsfunctionaris van de gemeente. Deel pas iets als er een grondslag is. Zet daarna bij de "
                "kenmerken van de casus dat er afstemming is.",
                EIGEN,
            ),
        ),
    ),
    Weg(
        "jeugdwet",
        "Jeugdhulp (Jeugdwet)",
        (
            Regel(
                "Is iemand jonger dan 18 jaar? Dan gaat de hulp vooral langs de Jeugdwet, via instellingen van "
                "jeugdzorg. Vraag de gemeente om jeugdhulp.",
                OPVANG,
            ),
            Regel(
                "Bij de jeugdzorg zijn er ook opvangplekken voor minderjarige slachtoffers van seksuele uitbuiting.",
                OPVANG,
            ),
            Regel(
                "Een noodbed is voor volwassenen. Past er vannacht niets? Bel de jeugdhulp of Veilig Thuis.",
                EIGEN,
            ),
        ),
    ),
    Weg(
        "veilig-thuis",
        "Veilig Thuis",
        (
            Regel(
                "De meldcode huiselijk geweld en kindermishandeling geldt ook voor signalen van mensenhandel. Valt u "
                "onder de meldcode? Dan beslist u of u meldt bij Veilig Thuis.",
                MELDCODE,
            ),
        ),
    ),
)
