"""Builders for the tests of the rules: indicators by code, and a signaal where everything was answered.

signalenlijst.txt: code, form, category, element, phase, dimension, weight adult, weight child, wording.
The first 67 are the weighted indicators of the ILO list (2009); the others have no weight in their source.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from baken.signalen.rules.gegevens import Antwoord, Gegevens, Indicator, Persoon, Rol, Vorm, indicator_uit


@dataclass(frozen=True)
class Feit:
    """A fact as the facts layer holds it: weights are "" where there is none."""

    code: str
    vorm: str
    categorie: str
    element: str
    fase: str
    dimensie: int | None
    gewicht_volwassen: str
    gewicht_kind: str
    tekst: str


def _lees() -> dict[str, Indicator]:
    gevonden = {}
    for regel in (Path(__file__).parent / "signalenlijst.txt").read_text(encoding="utf-8").splitlines():
        code, vorm, categorie, element, fase, dimensie, volwassen, kind, tekst = regel.split("|")
        nr = int(dimensie) if dimensie else None
        feit = Feit(code, vorm, categorie, element, fase, nr, volwassen, kind, tekst)
        gevonden[code] = indicator_uit(feit)
    return gevonden


LIJST = _lees()
GEWOGEN = tuple(i for i in LIJST.values() if i.dimensie is not None)
VOLWASSEN_SLACHTOFFER = Persoon(rol=Rol.SLACHTOFFER, leeftijd_van=30, leeftijd_tot_en_met=49)
KIND_SLACHTOFFER = Persoon(rol=Rol.SLACHTOFFER, leeftijd_van=12, leeftijd_tot_en_met=17)


def ind(*codes: int) -> tuple[Indicator, ...]:
    """Return indicators by number."""
    return tuple(LIJST[f"IND{c:03d}"] for c in codes)


def alles_nee(vormen: Iterable[Vorm] = (), **meer: object) -> Gegevens:
    """A signaal in which every hard question got a "no"."""
    velden: dict[str, object] = {
        "vormen": frozenset(vormen),
        "acuut_gevaar": Antwoord.NEE,
        "vrijheid_ontnomen": Antwoord.NEE,
        "documenten_afgenomen": Antwoord.NEE,
        "minderjarige": Antwoord.NEE,
    }
    return Gegevens(**{**velden, **meer})  # type: ignore[arg-type]  # a builder with free fields
