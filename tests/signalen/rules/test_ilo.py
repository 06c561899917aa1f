"""The ILO combination rule, as the source gives it."""

import itertools

import pytest
from tests.signalen.rules.bouw import GEWOGEN, KIND_SLACHTOFFER, VOLWASSEN_SLACHTOFFER, alles_nee, ind

from baken.signalen.rules.advies import Uitkomst, Zwaarte
from baken.signalen.rules.arbeid import Trede, trede
from baken.signalen.rules.gegevens import Antwoord, Element, Fase, Gegevens, Gewicht, Indicator, Vorm
from baken.signalen.rules.ilo import DIMENSIES, Duiding, beoordeel_ilo, dimensie_positief
from baken.signalen.rules.leiding import beoordeel

S, M, Z = Gewicht.STERK, Gewicht.MIDDEL, Gewicht.ZWAK
PUBLISHED = ({"s": 2}, {"s": 1, "mz": 1}, {"m": 3}, {"m": 2, "z": 1})


def published(sterk: int, middel: int, zwak: int) -> bool:
    """The published combinations, each written as the least that must be there."""
    return any(
        sterk >= c.get("s", 0) and middel >= c.get("m", 0) and zwak >= c.get("z", 0) and middel + zwak >= c.get("mz", 0)
        for c in PUBLISHED
    )


def test_a_dimension_is_positive_by_the_published_combinations_and_no_other() -> None:
    for sterk, middel, zwak in itertools.product(range(4), repeat=3):
        gewichten = [S] * sterk + [M] * middel + [Z] * zwak
        assert dimensie_positief(gewichten) is published(sterk, middel, zwak), (sterk, middel, zwak)


@pytest.mark.parametrize("te_weinig", [[], [S], [M], [Z], [M, M], [M, Z], [M, Z, Z, Z], [Z] * 7])
def test_too_little_makes_no_dimension_positive(te_weinig: list[Gewicht]) -> None:
    assert not dimensie_positief(te_weinig)


def test_the_list_has_67_weights_in_six_dimensions_of_10_10_16_9_15_7() -> None:
    assert len(GEWOGEN) == 67
    assert [sum(i.dimensie == nr for i in GEWOGEN) for nr in DIMENSIES] == [10, 10, 16, 9, 15, 7]


def test_deception_exploitation_and_coercion_make_a_strong_suspicion() -> None:
    assert beoordeel_ilo(ind(1, 2, 37, 38, 46, 47), kind=False).duiding is Duiding.STERK_VERMOEDEN


def test_forced_recruitment_counts_as_deceptive_recruitment_does() -> None:
    assert beoordeel_ilo(ind(11, 12, 37, 38, 46, 47), kind=False).duiding is Duiding.STERK_VERMOEDEN


def test_deception_and_exploitation_without_coercion() -> None:
    assert beoordeel_ilo(ind(1, 2, 37, 38), kind=False).duiding is Duiding.MISLEIDING_EN_UITBUITING


@pytest.mark.parametrize("nummers", [(37, 38), (11, 12, 37, 38), (37, 38, 46, 47), (37, 38, 61, 62, 63)])
def test_exploitation_alone_is_a_labour_case_or_serious_disadvantage(nummers: tuple[int, ...]) -> None:
    assert beoordeel_ilo(ind(*nummers), kind=False).duiding is Duiding.ARBEIDSRECHTELIJK


@pytest.mark.parametrize("nummers", [(), (37,), (1, 2, 46, 47), (43, 44)])
def test_without_exploitation_there_is_no_combination(nummers: tuple[int, ...]) -> None:
    assert beoordeel_ilo(ind(*nummers), kind=False).duiding is Duiding.GEEN


def test_for_a_child_an_act_and_exploitation_are_enough() -> None:
    assert beoordeel_ilo(ind(2, 37, 38), kind=True).duiding is Duiding.KIND
    assert beoordeel_ilo(ind(37, 38), kind=True).duiding is Duiding.KIND_DAAD_ONBEKEND


def test_child_weights_differ_from_adult_weights() -> None:
    dwang = ind(50, 51)  # medium for an adult, strong for a child
    assert not beoordeel_ilo(dwang, kind=False).positief(5)
    assert beoordeel_ilo(dwang, kind=True).positief(5)


def test_an_indicator_without_child_weight_does_not_count_for_a_child() -> None:
    assert beoordeel_ilo(ind(42, 43, 44), kind=False).positief(4)
    assert not beoordeel_ilo(ind(42, 43, 44), kind=True).positief(4)


def test_a_minor_never_makes_the_labour_advice_lighter() -> None:
    signalen = ind(1, 2, 42, 43, 44, 46, 47)
    volwassen = beoordeel(alles_nee(indicatoren=signalen, personen=(VOLWASSEN_SLACHTOFFER,)))
    kind = beoordeel(alles_nee(indicatoren=signalen, personen=(KIND_SLACHTOFFER,)))
    assert set(volwassen.uitkomsten) <= set(kind.uitkomsten)


def test_coercion_and_exploitation_without_known_recruitment_are_not_read_lightly() -> None:
    gegevens = alles_nee(indicatoren=ind(37, 38, 53, 59, 60), personen=(VOLWASSEN_SLACHTOFFER,))
    gronden = {g.code: g for g in beoordeel(gegevens).gronden}
    assert gronden["ilo.arbeidsrechtelijk"].zwaarte is Zwaarte.MIDDEL
    assert gronden["arbeid.dwang_en_uitbuiting"].zwaarte is Zwaarte.STERK
    assert Uitkomst.ZORG_EN_STRAFRECHT in beoordeel(gegevens).uitkomsten
    assert "werving" in {v.code for v in beoordeel(gegevens).ontbreekt}


def test_that_reason_is_silent_when_coercion_is_missing_or_recruitment_is_known() -> None:
    for nummers in ((37, 38), (1, 2, 37, 38, 53, 59, 60)):
        assert "arbeid.dwang_en_uitbuiting" not in {
            g.code for g in beoordeel(Gegevens(indicatoren=ind(*nummers))).gronden
        }


def test_an_unknown_age_is_explained_and_asked() -> None:
    advies = beoordeel(Gegevens(indicatoren=ind(37, 38)))
    assert "ilo.als_minderjarig" in {g.code for g in advies.gronden}
    assert "leeftijd" in {v.code for v in advies.ontbreekt}
    bekend = beoordeel(Gegevens(indicatoren=ind(37, 38), personen=(VOLWASSEN_SLACHTOFFER,)))
    assert "ilo.als_minderjarig" not in {g.code for g in bekend.gronden}


def test_not_enough_for_the_rule_is_explained_as_no_proof_of_nothing() -> None:
    gronden = {g.code: g for g in beoordeel(Gegevens(indicatoren=ind(43))).gronden}
    assert gronden["ilo.geen_combinatie"].zwaarte is Zwaarte.UITLEG


def test_without_weighted_indicators_the_rule_is_silent() -> None:
    assert not [g for g in beoordeel(Gegevens(indicatoren=ind(83, 119))).gronden if g.code.startswith("ilo.")]


@pytest.mark.parametrize(
    ("nummers", "stap"),
    [
        ((43,), Trede.SLECHT_WERKGEVERSCHAP),
        ((37, 38), Trede.ERNSTIGE_BENADELING),
        ((83, 86), Trede.ERNSTIGE_BENADELING),
        ((37, 38, 46, 47), Trede.UITBUITING),
        ((1, 2, 37, 38), Trede.UITBUITING),
        ((83, 87), Trede.UITBUITING),
        ((83, 100), Trede.UITBUITING),
        ((83,), Trede.ONBEPAALD),
    ],
)
def test_the_ladder_has_three_steps_and_says_when_it_cannot_tell(nummers: tuple[int, ...], stap: Trede) -> None:
    assert trede(alles_nee(indicatoren=ind(*nummers), personen=(VOLWASSEN_SLACHTOFFER,))) is stap


def test_papers_taken_lift_the_ladder() -> None:
    gegevens = alles_nee(indicatoren=ind(43), documenten_afgenomen=Antwoord.JA)
    assert trede(gegevens) is Trede.ERNSTIGE_BENADELING


def test_freedom_taken_puts_bad_work_on_the_highest_step() -> None:
    gegevens = alles_nee(indicatoren=ind(43), vrijheid_ontnomen=Antwoord.JA)
    assert trede(gegevens) is Trede.UITBUITING


def test_bad_work_of_a_minor_is_on_the_highest_step() -> None:
    assert trede(alles_nee(indicatoren=ind(43), personen=(KIND_SLACHTOFFER,))) is Trede.UITBUITING


def test_the_ladder_is_for_labour_only() -> None:
    assert trede(Gegevens(vormen=frozenset({Vorm.SEKS}), indicatoren=ind(109))) is None


def test_labour_goes_to_the_arbeidsinspectie() -> None:
    advies = beoordeel(alles_nee(indicatoren=ind(43), personen=(VOLWASSEN_SLACHTOFFER,)))
    assert advies.uitkomsten == (Uitkomst.NLA,)


def test_a_weight_without_dimension_and_a_dimension_out_of_range_are_refused() -> None:
    with pytest.raises(ValueError, match="dimensie"):
        Indicator("X", "ARB", "dwang", Element.MIDDEL, Fase.ONBEKEND, "x", gewicht_volwassen=S)
    with pytest.raises(ValueError, match="1 tot en met 6"):
        Indicator("X", "ARB", "dwang", Element.MIDDEL, Fase.ONBEKEND, "x", dimensie=7)
