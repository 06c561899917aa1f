"""Organised crime, meldcode, place, duplicates, risk factors, smuggling, advice and what is missing."""

import pytest
from tests.signalen.rules.bouw import KIND_SLACHTOFFER, VOLWASSEN_SLACHTOFFER, alles_nee, ind

from baken.signalen.rules.advies import LAAG, Uitkomst, Zwaarte
from baken.signalen.rules.gegevens import (
    Antwoord,
    Duplicaat,
    Gegevens,
    Meldcodesector,
    Persoon,
    Rol,
    Vorm,
)
from baken.signalen.rules.leiding import beoordeel

DADER, FACILITATOR = Persoon(rol=Rol.DADER), Persoon(rol=Rol.FACILITATOR)


def codes(gegevens: Gegevens) -> set[str]:
    return {g.code for g in beoordeel(gegevens).gronden}


def test_organised_crime_that_was_said_points_to_ondermijning() -> None:
    advies = beoordeel(alles_nee(georganiseerd=Antwoord.JA))
    assert advies.uitkomsten == (Uitkomst.ONDERMIJNING,)


def test_ondermijning_never_excludes_care_when_there_is_a_victim() -> None:
    advies = beoordeel(alles_nee(georganiseerd=Antwoord.JA, personen=(VOLWASSEN_SLACHTOFFER,)))
    assert set(advies.uitkomsten) == {Uitkomst.ONDERMIJNING, Uitkomst.ZORG}


@pytest.mark.parametrize(
    "meer",
    [
        {"personen": (DADER, FACILITATOR)},
        {"personen": (FACILITATOR,), "duplicaten": (Duplicaat("adres", 2),)},
        {"indicatoren": ind(79, 116)},
    ],
)
def test_two_signs_of_a_network_point_to_ondermijning(meer: dict) -> None:
    assert Uitkomst.ONDERMIJNING in beoordeel(alles_nee(**meer)).uitkomsten


@pytest.mark.parametrize("meer", [{"personen": (FACILITATOR,)}, {"personen": (DADER, DADER)}])
def test_one_sign_of_a_network_is_only_explained(meer: dict) -> None:
    gegevens = alles_nee(**meer)
    assert "ondermijning.een_teken" in codes(gegevens)
    assert Uitkomst.ONDERMIJNING not in beoordeel(gegevens).uitkomsten


def test_without_signs_of_a_network_the_rule_is_silent() -> None:
    assert not {c for c in codes(alles_nee(personen=(DADER,))) if c.startswith("ondermijning")}


@pytest.mark.parametrize("sector", list(Meldcodesector))
def test_each_of_the_six_sectors_gets_the_steps_of_the_meldcode(sector: Meldcodesector) -> None:
    advies = beoordeel(Gegevens(meldcode_sector=sector))
    assert "meldcode.beroep" in {g.code for g in advies.gronden}
    assert [s.code for s in advies.eerst_doen] == ["meldcode"]


def test_there_are_six_sectors_and_outside_them_the_meldcode_is_silent() -> None:
    assert len(Meldcodesector) == 6
    assert "meldcode.beroep" not in codes(Gegevens())


def test_a_minor_gets_veilig_thuis_and_the_steps_of_the_meldcode() -> None:
    stappen = [s.code for s in beoordeel(Gegevens(personen=(KIND_SLACHTOFFER,))).eerst_doen]
    assert stappen == ["veilig_thuis", "meldcode"]


def test_another_gemeente_is_advised_only_when_it_was_said() -> None:
    assert Uitkomst.ANDERE_GEMEENTE in beoordeel(Gegevens(eigen_gemeente=Antwoord.NEE)).uitkomsten
    for antwoord in (Antwoord.JA, Antwoord.ONBEKEND):
        assert "plaats.andere_gemeente" not in codes(Gegevens(eigen_gemeente=antwoord))


def test_duplicates_are_shown_and_keep_a_signaal_from_a_low_advice() -> None:
    gegevens = alles_nee(smokkel_genoemd=True, duplicaten=(Duplicaat("telefoon", 1),))
    assert "eerder.zelfde_gegevens" in codes(gegevens)
    assert beoordeel(gegevens).uitkomsten == (Uitkomst.NADER_BEKIJKEN,)
    assert "eerder.zelfde_gegevens" not in codes(alles_nee())


def test_a_duplicate_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="aantal"):
        Duplicaat("adres", 0)


def test_risk_factors_are_explained() -> None:
    gronden = {g.code: g for g in beoordeel(Gegevens(risicofactoren=frozenset({"schulden"}))).gronden}
    assert gronden["risico.uitleg"].zwaarte is Zwaarte.UITLEG
    assert not gronden["risico.uitleg"].wijst_op
    assert "risico.uitleg" not in codes(Gegevens())


def test_smuggling_is_not_trafficking_when_everything_else_was_answered_no() -> None:
    assert beoordeel(alles_nee(smokkel_genoemd=True)).uitkomsten == (Uitkomst.GEEN_MENSENHANDEL,)


def test_smuggling_with_open_questions_is_looked_at_further() -> None:
    assert beoordeel(Gegevens(smokkel_genoemd=True)).uitkomsten == (Uitkomst.NADER_BEKIJKEN,)


@pytest.mark.parametrize("veld", ["acuut_gevaar", "vrijheid_ontnomen", "documenten_afgenomen", "minderjarige"])
@pytest.mark.parametrize("antwoord", [Antwoord.JA, Antwoord.ONBEKEND])
def test_one_hard_question_not_answered_with_no_keeps_smuggling_from_low(veld: str, antwoord: Antwoord) -> None:
    advies = beoordeel(alles_nee(smokkel_genoemd=True, **{veld: antwoord}))
    assert not set(advies.uitkomsten) & LAAG


def test_smuggling_with_signs_of_exploitation_is_no_low_advice() -> None:
    advies = beoordeel(alles_nee(smokkel_genoemd=True, indicatoren=ind(37, 38)))
    assert Uitkomst.NLA in advies.uitkomsten


def test_smuggling_that_was_not_said_is_silent() -> None:
    assert "smokkel.geen_mensenhandel" not in codes(alles_nee())


def test_only_advice_is_advised_when_nothing_else_is_there() -> None:
    assert beoordeel(alles_nee(alleen_advies_gevraagd=True)).uitkomsten == (Uitkomst.ADVIES_GEGEVEN,)
    assert beoordeel(Gegevens(alleen_advies_gevraagd=True)).uitkomsten == (Uitkomst.NADER_BEKIJKEN,)
    assert "advies.gevraagd" not in codes(alles_nee())


def test_what_was_answered_is_not_asked_again() -> None:
    gegevens = alles_nee(
        [Vorm.ARB],
        indicatoren=ind(1, 2, 37, 38),
        personen=(VOLWASSEN_SLACHTOFFER,),
        georganiseerd=Antwoord.NEE,
        eigen_gemeente=Antwoord.JA,
        melder_bereikbaar=Antwoord.JA,
        sector="horeca",
    )
    assert beoordeel(gegevens).ontbreekt == ()


def test_a_reporter_who_cannot_be_reached_is_named() -> None:
    advies = beoordeel(Gegevens(melder_bereikbaar=Antwoord.NEE))
    assert "melder_niet_bereikbaar" in {v.code for v in advies.ontbreekt}
