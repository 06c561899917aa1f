"""Routes: who receives what after a decision."""

import itertools

import pytest

from baken.signalen.rules.advies import ALLEENSTAAND, Uitkomst
from baken.signalen.rules.doorgeleiding import (
    Afspraaksoort,
    Grondslagsoort,
    Ontvanger,
    Route,
    Veldgroep,
    routes,
)
from baken.signalen.rules.gegevens import Rol

VERDER = [u for u in Uitkomst if u not in ALLEENSTAAND]
COMBINATIES = [set(c) for n in range(1, len(VERDER) + 1) for c in itertools.combinations(VERDER, n)]


def per_ontvanger(uitkomsten: set[Uitkomst], *, slachtoffer: bool = True) -> dict[Ontvanger, Route]:
    return {r.ontvanger: r for r in routes(uitkomsten, slachtoffer_in_beeld=slachtoffer)}


def test_care_goes_to_the_zorgcoordinator_with_process_direction_and_without_convenant() -> None:
    (route,) = routes({Uitkomst.ZORG}, slachtoffer_in_beeld=True)
    assert route.ontvanger is Ontvanger.ZORGCOORDINATOR
    assert route.procesregie
    assert route.afspraaksoort is None
    assert Veldgroep.STRAFBAAR not in route.veldgroepen


def test_care_and_criminal_law_go_to_two_receivers_and_the_zvh_directs() -> None:
    gevonden = per_ontvanger({Uitkomst.ZORG_EN_STRAFRECHT})
    assert set(gevonden) == {Ontvanger.ZORGCOORDINATOR, Ontvanger.ZVH}
    assert gevonden[Ontvanger.ZVH].procesregie
    assert not gevonden[Ontvanger.ZORGCOORDINATOR].procesregie
    assert gevonden[Ontvanger.ZVH].afspraaksoort is Afspraaksoort.VEILIGHEIDSHUISCONVENANT


def test_each_of_both_has_its_own_basis_and_fields() -> None:
    gevonden = per_ontvanger({Uitkomst.ZORG_EN_STRAFRECHT})
    zorg, zvh = gevonden[Ontvanger.ZORGCOORDINATOR], gevonden[Ontvanger.ZVH]
    assert zorg.grondslagsoort is Grondslagsoort.TOESTEMMING
    assert zvh.grondslagsoort is Grondslagsoort.WET
    assert zorg.veldgroepen != zvh.veldgroepen
    assert Veldgroep.ZORG not in zvh.veldgroepen


def test_ondermijning_with_a_victim_always_has_care_beside_it() -> None:
    assert set(per_ontvanger({Uitkomst.ONDERMIJNING})) == {Ontvanger.RIEC, Ontvanger.ZORGCOORDINATOR}
    assert set(per_ontvanger({Uitkomst.ONDERMIJNING}, slachtoffer=False)) == {Ontvanger.RIEC}


def test_the_riec_gets_its_convenant_and_nothing_about_the_victim_or_care() -> None:
    riec = per_ontvanger({Uitkomst.ONDERMIJNING})[Ontvanger.RIEC]
    assert riec.afspraaksoort is Afspraaksoort.RIEC_CONVENANT
    assert Veldgroep.ZORG not in riec.veldgroepen
    assert set(riec.over_wie) == {Rol.DADER, Rol.FACILITATOR}


@pytest.mark.parametrize(
    ("uitkomst", "ontvanger"),
    [
        (Uitkomst.NLA, Ontvanger.NLA),
        (Uitkomst.AVIM, Ontvanger.AVIM),
        (Uitkomst.VEILIG_THUIS, Ontvanger.VEILIG_THUIS),
        (Uitkomst.ANDERE_GEMEENTE, Ontvanger.GEMEENTE),
    ],
)
def test_another_party_gets_a_route_of_its_own_and_a_director_marked_as_proposal(
    uitkomst: Uitkomst, ontvanger: Ontvanger
) -> None:
    (route,) = routes({uitkomst}, slachtoffer_in_beeld=True)
    assert route.ontvanger is ontvanger
    assert route.procesregie
    assert "voorstel" in route.toelichting


@pytest.mark.parametrize("alleen", sorted(ALLEENSTAAND))
def test_an_outcome_that_stands_alone_leads_nowhere(alleen: Uitkomst) -> None:
    assert routes({alleen}, slachtoffer_in_beeld=True) == ()


def test_an_outcome_that_stands_alone_is_refused_beside_another() -> None:
    with pytest.raises(ValueError, match="alleen staat"):
        routes({Uitkomst.NADER_BEKIJKEN, Uitkomst.ZORG}, slachtoffer_in_beeld=True)


def test_nothing_decided_leads_nowhere() -> None:
    assert routes(set(), slachtoffer_in_beeld=True) == ()


@pytest.mark.parametrize("slachtoffer", [True, False])
@pytest.mark.parametrize("acuut", [True, False])
def test_every_combination_has_one_director_and_each_receiver_once(slachtoffer: bool, acuut: bool) -> None:
    for combinatie in COMBINATIES:
        lijst = routes(combinatie, slachtoffer_in_beeld=slachtoffer, acuut_gevaar=acuut)
        ontvangers = [r.ontvanger for r in lijst]
        assert len(ontvangers) == len(set(ontvangers))
        assert sum(r.procesregie for r in lijst) == 1, combinatie
        for route in lijst:
            assert route.doel
            assert route.veldgroepen
            assert str(route.bron)
        if Uitkomst.ZORG_EN_STRAFRECHT in combinatie:
            assert next(r for r in lijst if r.procesregie).ontvanger is Ontvanger.ZVH
        if slachtoffer and Uitkomst.ONDERMIJNING in combinatie:
            assert Ontvanger.ZORGCOORDINATOR in ontvangers


def test_acute_danger_proposes_the_emergency_basis_without_agreement() -> None:
    lijst = routes({Uitkomst.ZORG_EN_STRAFRECHT, Uitkomst.ONDERMIJNING}, slachtoffer_in_beeld=True, acuut_gevaar=True)
    assert {r.grondslagsoort for r in lijst} == {Grondslagsoort.NOOD}
    assert {r.afspraaksoort for r in lijst} == {None}
