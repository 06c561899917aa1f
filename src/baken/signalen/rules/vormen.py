"""Reasons per form: elements of the definition, what is special about a form, and where weights are missing.

Outside labour no source gives weights. There the rules only say which elements of the definition were named
(means, purpose); they never add up. For a minor the means is not asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from baken.signalen.rules import bronnen
from baken.signalen.rules.advies import Grond, Uitkomst, Zwaarte
from baken.signalen.rules.bronnen import Bron
from baken.signalen.rules.gegevens import (
    ALGEMEEN,
    Antwoord,
    Element,
    Gegevens,
    Indicator,
    Kenmerk,
    Rol,
    Vorm,
)
from baken.signalen.rules.kenmerken import feiten, met_kenmerk

NAAM = {
    Vorm.SEKS: "Seksuele uitbuiting",
    Vorm.ARB: "Arbeidsuitbuiting",
    Vorm.CRIM: "Criminele uitbuiting",
    Vorm.ORG: "Gedwongen orgaanverwijdering",
    Vorm.DRAAG: "Uitbuiting van draagmoederschap",
    Vorm.HUW: "Uitbuiting van een gedwongen huwelijk",
    Vorm.ADOPT: "Uitbuiting van illegale adoptie",
    Vorm.ONBEKEND: "Vorm niet bekend",
}
_PARTIJ = {Vorm.SEKS: frozenset({Uitkomst.AVIM}), Vorm.ARB: frozenset({Uitkomst.NLA})}
_BEKEND = frozenset(v.value for v in Vorm)
_NIEUW = (Vorm.DRAAG, Vorm.HUW, Vorm.ADOPT)


@dataclass(frozen=True, slots=True)
class _Elementen:
    """The indicators of one form, by element of the definition."""

    vorm: Vorm
    middel: tuple[Indicator, ...]
    doel: tuple[Indicator, ...]
    kwetsbaar: tuple[Indicator, ...]
    anders: tuple[Indicator, ...]

    @property
    def alle(self) -> tuple[Indicator, ...]:
        """All of them, in code order."""
        samen = {*self.middel, *self.doel, *self.kwetsbaar, *self.anders}
        return tuple(sorted(samen, key=lambda i: i.code))


def partijen(gegevens: Gegevens) -> frozenset[Uitkomst]:
    """Return the parties that belong to the named forms: NLA for labour, AVIM for sexual exploitation."""
    gevonden: set[Uitkomst] = set()
    for vorm in gegevens.genoemde_vormen:
        gevonden |= _PARTIJ.get(vorm, frozenset())
    return frozenset(gevonden)


def gronden(gegevens: Gegevens) -> tuple[Grond, ...]:
    """Return the reasons of every form that was named."""
    gevonden: list[Grond] = []
    for vorm in Vorm:
        grond = elementen(gegevens, vorm)
        if grond:
            gevonden.append(grond)
    gevonden += [*seksueel(gegevens), *crimineel(gegevens), *orgaan(gegevens), *nieuwe_vormen(gegevens)]
    return tuple(gevonden)


def elementen(gegevens: Gegevens, vorm: Vorm) -> Grond | None:
    """Say which elements of the definition the indicators of this form name, or None without indicators."""
    signalen = _elementen(gegevens, vorm)
    if not signalen.alle:
        return None
    kind = gegevens.minderjarige_mogelijk_slachtoffer
    zwaarte, wijst_op, tekst = _weeg_kind(signalen) if kind else _weeg_volwassene(signalen)
    return Grond(
        code=f"elementen.{vorm.name.lower()}",
        regel=f"{NAAM[vorm]}: wat is er genoemd?",
        tekst=tekst,
        bron=bronnen.PALERMO_KIND if kind else bronnen.DEFINITIE,
        zwaarte=zwaarte,
        feiten=feiten(signalen.alle),
        wijst_op=wijst_op,
    )


def _hoort_bij(indicator: Indicator, vorm: Vorm, genoemd: frozenset[Vorm]) -> bool:
    if indicator.vorm == vorm.value:
        return True
    if indicator.vorm != ALGEMEEN:  # a form that was added later is read as "not known", never passed over
        return vorm is Vorm.ONBEKEND and indicator.vorm not in _BEKEND
    return vorm in genoemd or (vorm is Vorm.ONBEKEND and not genoemd)


def _elementen(gegevens: Gegevens, vorm: Vorm) -> _Elementen:
    genoemd = gegevens.genoemde_vormen
    eigen = [i for i in gegevens.signalen if _hoort_bij(i, vorm, genoemd)]
    if vorm is Vorm.ARB:  # what has a weight goes through the ILO rule
        eigen = [i for i in eigen if i.gewicht_volwassen is None and i.gewicht_kind is None]
    per = {e: tuple(i for i in eigen if i.element is e) for e in Element}
    dwang = tuple(i for i in met_kenmerk(eigen, Kenmerk.DWANG) if i.element is not Element.MIDDEL)
    per[Element.MIDDEL] += dwang  # these stand under both means and purpose
    return _Elementen(vorm, per[Element.MIDDEL], per[Element.DOEL], per[Element.KWETSBAARHEID], per[Element.GEEN])


def _weeg_kind(signalen: _Elementen) -> tuple[Zwaarte, frozenset[Uitkomst], str]:
    partij = _PARTIJ.get(signalen.vorm, frozenset())
    if signalen.doel or signalen.middel:
        tekst = "Er zijn tekenen van uitbuiting van een minderjarige. Dwang hoeft er bij een kind niet te zijn."
        return Zwaarte.STERK, partij | {Uitkomst.ZORG_EN_STRAFRECHT, Uitkomst.VEILIG_THUIS}, tekst
    tekst = "Er zijn zorgelijke tekenen bij een minderjarige. Dwang hoeft er bij een kind niet te zijn."
    return Zwaarte.MIDDEL, frozenset({Uitkomst.ZORG, Uitkomst.VEILIG_THUIS}), tekst


def _weeg_volwassene(signalen: _Elementen) -> tuple[Zwaarte, frozenset[Uitkomst], str]:
    partij = _PARTIJ.get(signalen.vorm, frozenset())
    if signalen.middel and signalen.doel:
        zeker = signalen.vorm not in (Vorm.ARB, Vorm.ONBEKEND)
        zorg = Uitkomst.ZORG_EN_STRAFRECHT if zeker else Uitkomst.ZORG
        tekst = "Zowel een middel (zoals dwang of misleiding) als uitbuiting is genoemd. Dat past bij mensenhandel."
        return Zwaarte.STERK, partij | {zorg}, tekst
    if signalen.middel:
        tekst = "Er is een middel genoemd, zoals dwang of misleiding. Waarvoor dat gebeurt is nog niet bekend."
        return Zwaarte.MIDDEL, partij | {Uitkomst.ZORG}, tekst
    if signalen.doel:
        tekst = "Er zijn tekenen van uitbuiting genoemd. Of er dwang, misleiding of misbruik is, is nog niet bekend."
        return Zwaarte.MIDDEL, frozenset(), tekst
    tekst = "Er zijn tekenen van kwetsbaarheid of opvallend gedrag. Die bewijzen niets en sluiten niets uit."
    return Zwaarte.UITLEG, frozenset(), tekst


def _uitleg(code: str, vorm: Vorm, tekst: str, bron: Bron, waarom: Sequence[str] = ()) -> Grond:
    return Grond(
        code=code,
        regel=NAAM[vorm],
        tekst=tekst,
        bron=bron,
        zwaarte=Zwaarte.UITLEG,
        feiten=tuple(waarom) or (f"Vorm: {NAAM[vorm].lower()}",),
    )


def seksueel(gegevens: Gegevens) -> tuple[Grond, ...]:
    """What to keep in mind at seksuele uitbuiting."""
    if Vorm.SEKS not in gegevens.genoemde_vormen:
        return ()
    tekst = (
        "Een loverboy is een mensenhandelaar. Ook jongens en mannen kunnen slachtoffer zijn. "
        "Sexting, sextortion en grooming kunnen het begin zijn. Overleg zo nodig met de politie (AVIM)."
    )
    return (_uitleg("vorm.seksueel", Vorm.SEKS, tekst, bronnen.SEKSUEEL),)


def crimineel(gegevens: Gegevens) -> tuple[Grond, ...]:
    """Non-punishment, and the tie with the approach to jonge aanwas."""
    if Vorm.CRIM not in gegevens.genoemde_vormen:
        return ()
    tekst = (
        "Wie gedwongen wordt tot strafbare feiten is slachtoffer. Zo iemand hoort daarvoor "
        "geen straf te krijgen "
        "(non-punishment). Benader deze persoon dus niet als dader."
    )
    gevonden = [_uitleg("vorm.non_punishment", Vorm.CRIM, tekst, bronnen.NON_PUNISHMENT)]
    jong = [p for p in gegevens.personen if p.is_jong]
    if jong or gegevens.minderjarige is Antwoord.JA:
        tekst = (
            "Er is een jongere bij betrokken. Zoek aansluiting bij de aanpak van jonge aanwas. "
            "Een jonge ‘dader’ kan zelf slachtoffer van mensenhandel zijn."
        )
        gevonden.append(
            _uitleg("vorm.jonge_aanwas", Vorm.CRIM, tekst, bronnen.JONGE_AANWAS, ("Leeftijd: jonger dan 25 jaar",))
        )
    daders = sum(p.rol in (Rol.DADER, Rol.FACILITATOR) for p in gegevens.personen)
    if daders:
        tekst = "Dader en slachtoffer zijn hier moeilijk te scheiden. Kijk bij elke genoemde dader of er dwang was."
        feit = (f"Als dader of facilitator genoemd: {daders}",)
        gevonden.append(_uitleg("vorm.dader_kan_slachtoffer_zijn", Vorm.CRIM, tekst, bronnen.JONGE_AANWAS, feit))
    return tuple(gevonden)


def orgaan(gegevens: Gegevens) -> tuple[Grond, ...]:
    """Organ removal is hardly seen, which is no reason to read it lightly."""
    if Vorm.ORG not in gegevens.genoemde_vormen:
        return ()
    tekst = (
        "Deze vorm komt bijna niet voor in de landelijke cijfers. Dat zegt niets over dit signaal. "
        "Overleg met de politie."
    )
    return (_uitleg("vorm.orgaan", Vorm.ORG, tekst, bronnen.DEFINITIE),)


def nieuwe_vormen(gegevens: Gegevens) -> tuple[Grond, ...]:
    """The forms that EU law added in 2024; the state of the Dutch law was not checked."""
    tekst = (
        "Europese regels uit 2024 noemen dit als vorm van uitbuiting. "
        "Ga na wat de Nederlandse wet er nu over zegt. Een signaal mag hier niet op afvallen."
    )
    return tuple(
        _uitleg(f"vorm.{v.name.lower()}", v, tekst, bronnen.EU_VORMEN) for v in _NIEUW if v in gegevens.genoemde_vormen
    )


def geen_gewichten(gegevens: Gegevens) -> tuple[str, ...]:
    """Return one sentence per form without weights, and one on labour indicators without weight."""
    teksten = [
        f"{NAAM[v]}: geen gewichten beschikbaar voor deze vorm."
        for v in Vorm
        if v in gegevens.genoemde_vormen and v is not Vorm.ARB
    ]
    if not gegevens.genoemde_vormen:
        teksten.append(f"{NAAM[Vorm.ONBEKEND]}: geen gewichten beschikbaar voor deze vorm.")
    arbeid = [i for i in gegevens.signalen if i.vorm == Vorm.ARB.value]
    zonder = [i for i in arbeid if i.gewicht_volwassen is None]
    if zonder:
        teksten.append(
            f"{NAAM[Vorm.ARB]}: {len(zonder)} van de {len(arbeid)} gekozen signalen hebben geen gewicht. "
            "Ze tellen niet mee in de combinatieregel, maar zijn niet minder belangrijk."
        )
    if any(i.vorm == ALGEMEEN for i in gegevens.signalen):
        teksten.append("Algemene signalen: geen gewichten beschikbaar.")
    return tuple(teksten)
