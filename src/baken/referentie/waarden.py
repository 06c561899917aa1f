"""The facts as the rest of Baken sees them: frozen records without a database behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

ALGEMEEN = "ALG"  # the `vorm` of an indicator that holds for every form


@dataclass(frozen=True, slots=True, kw_only=True)
class Gegeven:
    """What every fact has. `bron` is the code of a `Bron`; `geldig_tot` is the first day after."""

    code: str
    naam: str
    omschrijving: str
    geldig_van: date | None
    geldig_tot: date | None
    bron: str
    bron_plaats: str
    verificatie: str
    verificatie_noot: str

    def geldt_op(self, dag: date) -> bool:
        """Say whether the fact holds on that day."""
        begonnen = self.geldig_van is None or self.geldig_van <= dag
        return begonnen and (self.geldig_tot is None or dag < self.geldig_tot)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bron:
    """A source. `datum` is what the source says itself; `niet_beschikbaar` names the parts we do not have."""

    code: str
    naam: str
    omschrijving: str
    uitgever: str
    datum: str
    licentie: str
    verificatie: str
    verificatie_noot: str
    niet_beschikbaar: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attentie:
    """Something the assessor keeps in mind at a form, such as the non-punishmentbeginsel."""

    code: str
    tekst: str
    bron: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Vorm(Gegeven):
    """A form, or with `ouder` (a code) a sub-form. `uitleg_melder` is in plain words."""

    ouder: str | None
    uitleg_melder: str
    attenties: tuple[Attentie, ...]

    @property
    def wortel(self) -> str:
        """Return the code of the form itself, also for a sub-form."""
        return self.ouder or self.code


@dataclass(frozen=True, slots=True, kw_only=True)
class Sector(Gegeven):
    """A sector, or with `ouder` (a code) a part. `zichtbaarheid`: zichtbaar, minder_zichtbaar or empty."""

    ouder: str | None
    zichtbaarheid: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(Gegeven):
    """An observation. `vorm` is a form code or ALGEMEEN; weights and `dimensie` exist for labour only.

    element: middel, kwetsbaarheid, doel or empty; fase: werving, uitbuiting, onbekend; dimensie: 1..6
    or None; gewicht_volwassen, gewicht_kind: sterk, middel, zwak or empty (the source gives none).
    """

    vorm: str
    tekst_melder: str
    doelgroep: str
    categorie: str
    element: str
    fase: str
    dimensie: int | None
    gewicht_volwassen: str
    gewicht_kind: str
    voor_melder: bool

    @property
    def tekst(self) -> str:
        """Return the wording for professionals."""
        return self.naam


@dataclass(frozen=True, slots=True, kw_only=True)
class Risicofactor(Gegeven):
    """Something that makes a person more vulnerable; shown as explanation only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gemeente(Gegeven):
    """A municipality with the regions it belongs to by law; `code` is the GM code."""

    provincie_code: str
    provincie: str
    veiligheidsregio_code: str
    veiligheidsregio: str
    politie_eenheid_code: str
    politie_eenheid: str
    riec: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Leeftijdsgroep(Gegeven):
    """A band of whole years, both ends included; None is open, and for `minderjarig` unknown."""

    van: int | None
    tot_en_met: int | None
    minderjarig: bool | None

    def omvat(self, leeftijd: int | None) -> bool:
        """Say whether an age in whole years falls in this band; None falls in the unknown band only."""
        if self.van is None or leeftijd is None:
            return self.van is None and leeftijd is None
        return self.van <= leeftijd and (self.tot_en_met is None or leeftijd <= self.tot_en_met)


@dataclass(frozen=True, slots=True, kw_only=True)
class Geslacht(Gegeven):
    """A sex, among which unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nationaliteit(Gegeven):
    """A country of nationality, stateless or unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deel(Gegeven):
    """The part a person has in a signaal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meldcodesector(Gegeven):
    """A sector under the meldcode."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feit(Gegeven):
    """Any other fact: `soort` says which, `inhoud` holds its parts (do not change it)."""

    soort: str
    inhoud: Mapping[str, Any]
