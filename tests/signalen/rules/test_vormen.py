"""Reasons per form: elements, minors, what is special, and where no weights exist."""

import pytest
from tests.signalen.rules.bouw import KIND_SLACHTOFFER, VOLWASSEN_SLACHTOFFER, alles_nee, ind

from baken.signalen.rules.advies import Advies, Grond, Uitkomst, Zwaarte
from baken.signalen.rules.gegevens import Antwoord, Element, Fase, Gegevens, Indicator, Persoon, Rol, Vorm
from baken.signalen.rules.leiding import beoordeel
from baken.signalen.rules.vormen import NAAM
from baken.signalen.rules.vragen import DWANGVRAAG


def gronden(advies: Advies) -> dict[str, Grond]:
    return {g.code: g for g in advies.gronden}


@pytest.mark.parametrize(
    ("nummers", "vorm"), [((116, 109), "seks"), ((135, 133), "crim"), ((142,), "crim"), ((143,), "org")]
)
def test_means_and_purpose_together_point_to_care_and_criminal_law(nummers: tuple, vorm: str) -> None:
    advies = beoordeel(alles_nee(indicatoren=ind(*nummers), personen=(VOLWASSEN_SLACHTOFFER,)))
    assert gronden(advies)[f"elementen.{vorm}"].zwaarte is Zwaarte.STERK
    assert Uitkomst.ZORG_EN_STRAFRECHT in advies.uitkomsten


def test_sexual_exploitation_goes_to_the_avim_and_labour_to_the_nla() -> None:
    seks = beoordeel(alles_nee(indicatoren=ind(116, 109), personen=(VOLWASSEN_SLACHTOFFER,)))
    arbeid = beoordeel(alles_nee(indicatoren=ind(83, 86), personen=(VOLWASSEN_SLACHTOFFER,)))
    assert Uitkomst.AVIM in seks.uitkomsten
    assert Uitkomst.NLA not in seks.uitkomsten
    assert Uitkomst.NLA in arbeid.uitkomsten
    assert Uitkomst.AVIM not in arbeid.uitkomsten


def test_only_purpose_at_an_adult_is_looked_at_further_and_coercion_is_asked() -> None:
    advies = beoordeel(alles_nee(indicatoren=ind(109), personen=(VOLWASSEN_SLACHTOFFER,)))
    assert advies.uitkomsten == (Uitkomst.NADER_BEKIJKEN,)
    assert DWANGVRAAG in {v.code for v in advies.ontbreekt}


def test_only_behaviour_proves_nothing_and_excludes_nothing() -> None:
    advies = beoordeel(alles_nee(indicatoren=ind(119, 124), personen=(VOLWASSEN_SLACHTOFFER,)))
    assert gronden(advies)["elementen.seks"].zwaarte is Zwaarte.UITLEG
    assert advies.uitkomsten == (Uitkomst.NADER_BEKIJKEN,)


@pytest.mark.parametrize("vorm", [v for v in Vorm if v is not Vorm.ONBEKEND])
def test_no_coercion_is_needed_for_a_minor_in_any_form(vorm: Vorm) -> None:
    doel = Indicator("EIGEN1", vorm.value, "financien", Element.DOEL, Fase.UITBUITING, "staat opbrengst af")
    kind = beoordeel(alles_nee([vorm], indicatoren=(doel,), personen=(KIND_SLACHTOFFER,)))
    volwassen = beoordeel(alles_nee([vorm], indicatoren=(doel,), personen=(VOLWASSEN_SLACHTOFFER,)))
    assert Uitkomst.ZORG_EN_STRAFRECHT in kind.uitkomsten
    assert Uitkomst.VEILIG_THUIS in kind.uitkomsten
    assert "art. 3" in str(gronden(kind)[f"elementen.{vorm.value.lower()}"].bron)
    assert DWANGVRAAG not in {v.code for v in kind.ontbreekt}
    assert Uitkomst.ZORG_EN_STRAFRECHT not in volwassen.uitkomsten
    assert DWANGVRAAG in {v.code for v in volwassen.ontbreekt}


@pytest.mark.parametrize("vorm", [v for v in Vorm if v is not Vorm.ARB])
def test_a_form_without_weights_says_so(vorm: Vorm) -> None:
    advies = beoordeel(Gegevens(vormen=frozenset({vorm})))
    assert f"{NAAM[vorm]}: geen gewichten beschikbaar voor deze vorm." in advies.geen_gewichten


def test_labour_with_weights_says_nothing_and_without_weight_says_how_many() -> None:
    assert beoordeel(Gegevens(indicatoren=ind(37, 38))).geen_gewichten == ()
    (tekst,) = beoordeel(Gegevens(indicatoren=ind(37, 83, 84))).geen_gewichten
    assert "2 van de 3" in tekst


def test_general_indicators_count_with_each_named_form_and_say_they_have_no_weight() -> None:
    advies = beoordeel(alles_nee([Vorm.SEKS, Vorm.CRIM], indicatoren=ind(73, 77)))
    assert {"elementen.seks", "elementen.crim"} <= set(gronden(advies))
    assert "Algemene signalen: geen gewichten beschikbaar." in advies.geen_gewichten


def test_general_indicators_without_a_form_are_not_lost() -> None:
    advies = beoordeel(alles_nee(indicatoren=ind(73, 77)))
    assert gronden(advies)["elementen.onbekend"].zwaarte is Zwaarte.STERK
    assert Uitkomst.ZORG in advies.uitkomsten


def test_an_indicator_of_a_form_that_the_rules_do_not_know_is_not_passed_over() -> None:
    nieuw = Indicator("NIEUW1", "LEGER", "dwang", Element.MIDDEL, Fase.UITBUITING, "gedwongen te vechten")
    assert "elementen.onbekend" in gronden(beoordeel(alles_nee(indicatoren=(nieuw,))))


def test_non_punishment_is_said_at_criminal_exploitation_only() -> None:
    assert "vorm.non_punishment" in gronden(beoordeel(Gegevens(vormen=frozenset({Vorm.CRIM}))))
    assert "vorm.non_punishment" not in gronden(beoordeel(Gegevens(vormen=frozenset({Vorm.ARB}))))


@pytest.mark.parametrize(("van", "tot_en_met", "jong"), [(12, 17, True), (18, 24, True), (25, 29, False)])
def test_a_young_person_at_criminal_exploitation_is_tied_to_jonge_aanwas(van: int, tot_en_met: int, jong: bool) -> None:
    persoon = Persoon(rol=Rol.DADER, leeftijd_van=van, leeftijd_tot_en_met=tot_en_met)
    crim = beoordeel(Gegevens(vormen=frozenset({Vorm.CRIM}), personen=(persoon,)))
    assert ("vorm.jonge_aanwas" in gronden(crim)) is jong
    assert "vorm.dader_kan_slachtoffer_zijn" in gronden(crim)
    arbeid = beoordeel(Gegevens(vormen=frozenset({Vorm.ARB}), personen=(persoon,)))
    assert not {"vorm.jonge_aanwas", "vorm.dader_kan_slachtoffer_zijn"} & set(gronden(arbeid))


def test_without_a_young_person_or_a_named_dader_those_reasons_are_silent() -> None:
    namen = gronden(beoordeel(Gegevens(vormen=frozenset({Vorm.CRIM}), personen=(VOLWASSEN_SLACHTOFFER,))))
    assert not {"vorm.jonge_aanwas", "vorm.dader_kan_slachtoffer_zijn"} & set(namen)


def test_a_minor_named_as_dader_is_treated_as_a_possible_victim() -> None:
    jonge_dader = Persoon(rol=Rol.DADER, minderjarig=Antwoord.JA)
    advies = beoordeel(alles_nee(indicatoren=ind(133), personen=(jonge_dader,)))
    assert {Uitkomst.ZORG_EN_STRAFRECHT, Uitkomst.VEILIG_THUIS} <= set(advies.uitkomsten)


@pytest.mark.parametrize(
    ("vorm", "code"),
    [
        (Vorm.SEKS, "vorm.seksueel"),
        (Vorm.ORG, "vorm.orgaan"),
        (Vorm.DRAAG, "vorm.draag"),
        (Vorm.HUW, "vorm.huw"),
        (Vorm.ADOPT, "vorm.adopt"),
    ],
)
def test_a_form_explains_itself_and_no_other_does(vorm: Vorm, code: str) -> None:
    assert code in gronden(beoordeel(Gegevens(vormen=frozenset({vorm}))))
    anders = frozenset(Vorm) - {vorm}
    assert code not in gronden(beoordeel(Gegevens(vormen=anders)))
