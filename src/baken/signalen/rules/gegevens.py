"""What goes into the assessment: frozen values, filled by the service layer.

Nothing here identifies a person. `ONBEKEND` is an answer of its own: it never means "no".
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

ALGEMEEN = "ALG"
"""Code of indicators that belong to every form."""


class Antwoord(StrEnum):
    """Answer to a question that may be left open. Silence is ONBEKEND, never NEE."""

    JA = "ja"
    NEE = "nee"
    ONBEKEND = "onbekend"


class Vorm(StrEnum):
    """Forms of mensenhandel. DRAAG, HUW and ADOPT come from Directive (EU) 2024/1712."""

    SEKS = "SEKS"
    ARB = "ARB"
    CRIM = "CRIM"
    ORG = "ORG"
    DRAAG = "DRAAG"
    HUW = "HUW"
    ADOPT = "ADOPT"
    ONBEKEND = "onbekend"


class Rol(StrEnum):
    """The part a person has in the signaal, as the reporter sees it."""

    SLACHTOFFER = "slachtoffer"
    DADER = "dader"
    FACILITATOR = "facilitator"
    GETUIGE = "getuige"
    ONBEKEND = "onbekend"


class Gewicht(StrEnum):
    """Weight of an indicator in the ILO list."""

    STERK = "sterk"
    MIDDEL = "middel"
    ZWAK = "zwak"


class Element(StrEnum):
    """Element of the definition that an indicator speaks to."""

    MIDDEL = "middel"
    DOEL = "doel"
    KWETSBAARHEID = "kwetsbaarheid"
    GEEN = ""


class Fase(StrEnum):
    """Phase that an indicator speaks about."""

    WERVING = "werving"
    UITBUITING = "uitbuiting"
    ONBEKEND = "onbekend"


class Kenmerk(StrEnum):
    """What an indicator says beside its element; several rules look for it."""

    GEWELD = "geweld"
    DWANG = "dwang"
    DREIGING = "dreiging"
    VRIJHEID_ONTNOMEN = "vrijheid_ontnomen"
    DOCUMENTEN_AFGENOMEN = "documenten_afgenomen"
    NETWERK = "netwerk"
    KINDEREN = "kinderen"
    ZORG = "zorg"  # health or a place to live: what care needs to know of what was seen


class Meldcodesector(StrEnum):
    """The six sectors of the meldcode (Regionaal Beleid Mensenhandel, p. 12)."""

    GEZONDHEIDSZORG = "gezondheidszorg"
    ONDERWIJS = "onderwijs"
    KINDEROPVANG = "kinderopvang"
    MAATSCHAPPELIJKE_ONDERSTEUNING = "maatschappelijke_ondersteuning"
    JEUGDHULP = "jeugdhulp"
    JUSTITIE = "justitie"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One chosen indicator.

    vorm: code of the form, or ALG. dimensie: ILO dimension 1..6 or None. The weights are None where the
    source gives none. kenmerken: added to those that `kenmerken.kenmerken_van` knows for the shipped codes.
    Raises ValueError for a dimension out of range or a weight without a dimension.
    """

    code: str
    vorm: str
    categorie: str
    element: Element
    fase: Fase
    tekst: str
    dimensie: int | None = None
    gewicht_volwassen: Gewicht | None = None
    gewicht_kind: Gewicht | None = None
    kenmerken: frozenset[Kenmerk] = frozenset()

    def __post_init__(self) -> None:
        if self.dimensie is not None and not 1 <= self.dimensie <= 6:
            raise ValueError(f"dimensie van {self.code} moet 1 tot en met 6 zijn")
        gewogen = self.gewicht_volwassen is not None or self.gewicht_kind is not None
        if gewogen and self.dimensie is None:
            raise ValueError(f"{self.code} heeft een gewicht maar geen dimensie")


VOLWASSEN_VANAF = 18
JONG_TOT = 25
"""Upper bound of the young group (12-24) that bron 001 calls extra vulnerable."""


class IndicatorFeit(Protocol):
    """What the facts layer holds of an indicator; a weight is "" where the source gives none."""

    @property
    def code(self) -> str: ...
    @property
    def vorm(self) -> str: ...
    @property
    def categorie(self) -> str: ...
    @property
    def element(self) -> str: ...
    @property
    def fase(self) -> str: ...
    @property
    def tekst(self) -> str: ...
    @property
    def dimensie(self) -> int | None: ...
    @property
    def gewicht_volwassen(self) -> str: ...
    @property
    def gewicht_kind(self) -> str: ...


def indicator_uit(feit: IndicatorFeit) -> Indicator:
    """Turn a fact into an Indicator. Raises ValueError for a value that the rules do not know."""
    return Indicator(
        code=feit.code,
        vorm=feit.vorm,
        categorie=feit.categorie,
        element=Element(feit.element),
        fase=Fase(feit.fase),
        tekst=feit.tekst,
        dimensie=feit.dimensie,
        gewicht_volwassen=Gewicht(feit.gewicht_volwassen) if feit.gewicht_volwassen else None,
        gewicht_kind=Gewicht(feit.gewicht_kind) if feit.gewicht_kind else None,
    )


@dataclass(frozen=True, slots=True)
class Persoon:
    """A person in the signaal, without identity.

    leeftijd_van, leeftijd_tot_en_met: bounds of the age band in whole years, both included; None is open or
    unknown.
    """

    rol: Rol = Rol.ONBEKEND
    minderjarig: Antwoord = Antwoord.ONBEKEND
    leeftijd_van: int | None = None
    leeftijd_tot_en_met: int | None = None

    @property
    def is_minderjarig(self) -> bool:
        """True as soon as one of both answers says so: a contradiction protects the child."""
        return self.minderjarig is Antwoord.JA or self._hoogstens(VOLWASSEN_VANAF - 1)

    @property
    def is_volwassen(self) -> bool:
        """True only when that was said, and nothing says otherwise."""
        oud = self.leeftijd_van is not None and self.leeftijd_van >= VOLWASSEN_VANAF
        return (oud or self.minderjarig is Antwoord.NEE) and not self.is_minderjarig

    @property
    def is_jong(self) -> bool:
        """True for a minor, and for a band that ends below 25."""
        return self.is_minderjarig or self._hoogstens(JONG_TOT - 1)

    def _hoogstens(self, jaren: int) -> bool:
        return self.leeftijd_tot_en_met is not None and self.leeftijd_tot_en_met <= jaren


@dataclass(frozen=True, slots=True)
class Duplicaat:
    """Other signalen of the same organisation that share one thing.

    soort: telefoon, adres, document or persoon (name and birth date). aantal: signalen (> 0).
    """

    soort: str
    aantal: int

    def __post_init__(self) -> None:
        if self.aantal < 1:
            raise ValueError("aantal moet ten minste 1 zijn")


@dataclass(frozen=True, slots=True)
class Gegevens:
    """Everything the rules may look at. Every field has "not said" as its default.

    minderjarige: the general answer, beside what is known per person. georganiseerd: signs of organised
    crime. eigen_gemeente: the signaal concerns the gemeente that assesses it. sector: a code, ""
    when not said. melder_bereikbaar: can the reporter be asked. meldcode_sector: sector of the reporter when
    the profession falls under the meldcode.
    risicofactoren: explained, never decisive.
    """

    vormen: frozenset[Vorm] = frozenset()
    indicatoren: tuple[Indicator, ...] = ()
    personen: tuple[Persoon, ...] = ()
    acuut_gevaar: Antwoord = Antwoord.ONBEKEND
    vrijheid_ontnomen: Antwoord = Antwoord.ONBEKEND
    documenten_afgenomen: Antwoord = Antwoord.ONBEKEND
    minderjarige: Antwoord = Antwoord.ONBEKEND
    georganiseerd: Antwoord = Antwoord.ONBEKEND
    eigen_gemeente: Antwoord = Antwoord.ONBEKEND
    smokkel_genoemd: bool = False
    alleen_advies_gevraagd: bool = False
    melder_bereikbaar: Antwoord = Antwoord.ONBEKEND
    sector: str = ""
    meldcode_sector: Meldcodesector | None = None
    risicofactoren: frozenset[str] = frozenset()
    duplicaten: tuple[Duplicaat, ...] = ()

    @property
    def signalen(self) -> tuple[Indicator, ...]:
        """The chosen indicators, each code once, in a fixed order."""
        return tuple(sorted({i.code: i for i in self.indicatoren}.values(), key=lambda i: i.code))

    @property
    def genoemde_vormen(self) -> frozenset[Vorm]:
        """Forms that were chosen, with those of the chosen indicators; never ONBEKEND."""
        codes = {v.value for v in self.vormen} | {i.vorm for i in self.indicatoren}
        return frozenset(v for v in Vorm if v.value in codes and v is not Vorm.ONBEKEND)

    @property
    def slachtoffer_in_beeld(self) -> bool:
        """A person was named as slachtoffer."""
        return any(p.rol is Rol.SLACHTOFFER for p in self.personen)

    @property
    def minderjarige_in_beeld(self) -> bool:
        """Some person is a minor, whatever the part."""
        return self.minderjarige is Antwoord.JA or any(p.is_minderjarig for p in self.personen)

    @property
    def minderjarige_mogelijk_slachtoffer(self) -> bool:
        """A minor who may be a victim: anyone but a witness.

        A minor named as dader or facilitator counts: offender and victim are hard to tell apart at criminele
        uitbuiting (Regionaal Beleid Mensenhandel, p. 11).
        """
        los = self.minderjarige is Antwoord.JA
        return los or any(p.is_minderjarig and p.rol is not Rol.GETUIGE for p in self.personen)

    @property
    def leeftijd_onzeker(self) -> bool:
        """No minor is known, and not every possible victim is known to be an adult."""
        if self.minderjarige_in_beeld or self.minderjarige is Antwoord.NEE:
            return False
        mogelijk = [p for p in self.personen if p.rol in (Rol.SLACHTOFFER, Rol.ONBEKEND)]
        return not mogelijk or not all(p.is_volwassen for p in mogelijk)
