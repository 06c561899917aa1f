"""The ILO combination rule for labour (ILO and European Commission, Delphi indicators 2009).

Weights exist for labour only: 67 of the 143 shipped indicators. A dimension is positive by a combination of
strong, medium and weak indicators; the positive dimensions together give the interpretation. For a child the
dimensions of means are not asked: an act and a positive dimension 4 are enough.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from baken.signalen.rules.gegevens import Fase, Gewicht, Indicator

DIMENSIES = {
    1: "misleidende werving",
    2: "gedwongen werving",
    3: "werving door misbruik van kwetsbaarheid",
    4: "uitbuitende omstandigheden",
    5: "dwang op de plek van het werk",
    6: "misbruik van kwetsbaarheid op de plek van het werk",
}
MISLEIDENDE_WERVING, GEDWONGEN_WERVING, UITBUITING, DWANG = 1, 2, 4, 5


class Duiding(StrEnum):
    """Interpretation of the positive dimensions; the first that fits, from top to bottom."""

    KIND = "sterk vermoeden mensenhandel bij een kind"
    KIND_DAAD_ONBEKEND = "uitbuiting van een kind, daad nog niet bekend"
    STERK_VERMOEDEN = "sterk vermoeden mensenhandel"
    MISLEIDING_EN_UITBUITING = "misleiding en uitbuiting"
    ARBEIDSRECHTELIJK = "arbeidsrechtelijke zaak of ernstige benadeling"
    GEEN = "geen combinatie positief"


@dataclass(frozen=True, slots=True)
class Dimensie:
    """One dimension: how many indicators of each weight were chosen, and whether it is positive."""

    nr: int
    sterk: int
    middel: int
    zwak: int
    positief: bool
    indicatoren: tuple[Indicator, ...]

    @property
    def naam(self) -> str:
        """The Dutch name of the dimension."""
        return DIMENSIES[self.nr]

    @property
    def codes(self) -> str:
        """The codes of the chosen indicators, separated by commas."""
        return ", ".join(i.code for i in self.indicatoren)


@dataclass(frozen=True, slots=True)
class IloUitslag:
    """The result for adults or for children. It is help for a human weighing, never a verdict."""

    kind: bool
    dimensies: tuple[Dimensie, ...]
    duiding: Duiding

    def positief(self, nr: int) -> bool:
        """Return whether this dimension (1..6) is positive."""
        return self.dimensies[nr - 1].positief

    @property
    def gewogen(self) -> tuple[Indicator, ...]:
        """The indicators that had a weight."""
        return tuple(i for d in self.dimensies for i in d.indicatoren)


def dimensie_positief(gewichten: Iterable[Gewicht]) -> bool:
    """Tell whether these weights make a dimension positive.

    Positive: two strong; or one strong with one medium or weak; or three medium; or two medium with one weak.
    """
    aantal = Counter(gewichten)
    sterk, middel, zwak = aantal[Gewicht.STERK], aantal[Gewicht.MIDDEL], aantal[Gewicht.ZWAK]
    return sterk >= 2 or (sterk >= 1 and middel + zwak >= 1) or middel >= 3 or (middel >= 2 and zwak >= 1)


def gewicht_van(indicator: Indicator, *, kind: bool) -> Gewicht | None:
    """Return the weight for a child or an adult; None where the source gives none."""
    return indicator.gewicht_kind if kind else indicator.gewicht_volwassen


def beoordeel_ilo(indicatoren: Iterable[Indicator], *, kind: bool) -> IloUitslag:
    """Apply the combination rule to the indicators that have a weight."""
    signalen = tuple(sorted(set(indicatoren), key=lambda i: i.code))
    dimensies = tuple(_dimensie(nr, signalen, kind=kind) for nr in DIMENSIES)
    positief = {d.nr for d in dimensies if d.positief}
    return IloUitslag(kind=kind, dimensies=dimensies, duiding=_duiding(positief, signalen, kind=kind))


def daad_in_beeld(indicatoren: Iterable[Indicator]) -> bool:
    """Tell whether an indicator speaks of an act: recruiting (phase) or housing (category)."""
    return any(i.fase is Fase.WERVING or i.categorie in {"werving", "huisvesting"} for i in indicatoren)


def _dimensie(nr: int, signalen: tuple[Indicator, ...], *, kind: bool) -> Dimensie:
    eigen = tuple(i for i in signalen if i.dimensie == nr and gewicht_van(i, kind=kind) is not None)
    gewichten = [g for i in eigen if (g := gewicht_van(i, kind=kind)) is not None]
    aantal = Counter(gewichten)
    return Dimensie(
        nr=nr,
        sterk=aantal[Gewicht.STERK],
        middel=aantal[Gewicht.MIDDEL],
        zwak=aantal[Gewicht.ZWAK],
        positief=dimensie_positief(gewichten),
        indicatoren=eigen,
    )


def _duiding(positief: set[int], signalen: tuple[Indicator, ...], *, kind: bool) -> Duiding:
    if UITBUITING not in positief:
        return Duiding.GEEN
    if kind:
        return Duiding.KIND if daad_in_beeld(signalen) else Duiding.KIND_DAAD_ONBEKEND
    if DWANG in positief:
        geworven = bool(positief & {MISLEIDENDE_WERVING, GEDWONGEN_WERVING})
        return Duiding.STERK_VERMOEDEN if geworven else Duiding.ARBEIDSRECHTELIJK
    return Duiding.MISLEIDING_EN_UITBUITING if MISLEIDENDE_WERVING in positief else Duiding.ARBEIDSRECHTELIJK
