"""Hard stops: each fires, each stays silent, and none ever ends as low."""

import pytest
from tests.signalen.rules.bouw import KIND_SLACHTOFFER, VOLWASSEN_SLACHTOFFER, alles_nee, ind

from baken.signalen.rules.advies import LAAG, Grond, Uitkomst, Zwaarte
from baken.signalen.rules.besluit import mag_besluiten
from baken.signalen.rules.bronnen import EIGEN
from baken.signalen.rules.gegevens import Antwoord, Gegevens, Persoon, Rol, Vorm
from baken.signalen.rules.leiding import beoordeel

LANGE_REDEN = "De melder heeft zich vergist, dat is nagevraagd."
GRENZEN = {
    "harde_grens.acuut_gevaar": Gegevens(acuut_gevaar=Antwoord.JA),
    "harde_grens.minderjarige": Gegevens(minderjarige=Antwoord.JA),
    "harde_grens.vrijheid_ontnomen": Gegevens(vrijheid_ontnomen=Antwoord.JA),
    "harde_grens.documenten_afgenomen": Gegevens(documenten_afgenomen=Antwoord.JA),
}


def codes(gegevens: Gegevens) -> set[str]:
    return {g.code for g in beoordeel(gegevens).gronden}


@pytest.mark.parametrize(("code", "gegevens"), GRENZEN.items())
def test_a_hard_stop_fires_on_the_answer_yes(code: str, gegevens: Gegevens) -> None:
    advies = beoordeel(gegevens)
    assert [g.code for g in advies.harde_grenzen] == [code]
    assert advies.kan_niet_laag
    assert not set(advies.uitkomsten) & LAAG


@pytest.mark.parametrize("code", GRENZEN)
def test_a_hard_stop_stays_silent_on_no_and_on_not_said(code: str) -> None:
    assert code not in codes(alles_nee(personen=(VOLWASSEN_SLACHTOFFER,)))
    assert code not in codes(Gegevens())


@pytest.mark.parametrize("gegevens", GRENZEN.values(), ids=list(GRENZEN))
@pytest.mark.parametrize("laag", sorted(LAAG))
def test_a_hard_stop_is_never_decided_as_low_whatever_the_reason(gegevens: Gegevens, laag: Uitkomst) -> None:
    controle = mag_besluiten(beoordeel(gegevens), {laag}, LANGE_REDEN)
    assert not controle.toegestaan
    assert controle.code == "niet_laag"
    assert controle.wat_te_doen


@pytest.mark.parametrize("nummer", [13, 16, 48, 99, 100, 117])
def test_an_indicator_of_freedom_taken_is_a_hard_stop(nummer: int) -> None:
    assert "harde_grens.vrijheid_ontnomen" in codes(alles_nee(indicatoren=ind(nummer)))


@pytest.mark.parametrize("nummer", [15, 46, 85, 139])
def test_an_indicator_of_papers_taken_is_a_hard_stop(nummer: int) -> None:
    assert "harde_grens.documenten_afgenomen" in codes(alles_nee(indicatoren=ind(nummer)))


def test_not_being_able_to_show_papers_is_no_hard_stop() -> None:
    assert "harde_grens.documenten_afgenomen" not in codes(Gegevens(indicatoren=ind(115)))


@pytest.mark.parametrize("rol", list(Rol))
def test_a_minor_in_any_part_is_a_hard_stop(rol: Rol) -> None:
    persoon = Persoon(rol=rol, leeftijd_van=12, leeftijd_tot_en_met=17)
    assert "harde_grens.minderjarige" in codes(Gegevens(personen=(persoon,)))


def test_a_minor_points_to_veilig_thuis_and_a_minor_victim_to_care_too() -> None:
    slachtoffer = beoordeel(Gegevens(personen=(KIND_SLACHTOFFER,)))
    assert set(slachtoffer.uitkomsten) == {Uitkomst.VEILIG_THUIS, Uitkomst.ZORG}
    getuige = beoordeel(Gegevens(personen=(Persoon(rol=Rol.GETUIGE, minderjarig=Antwoord.JA),)))
    assert set(getuige.uitkomsten) == {Uitkomst.VEILIG_THUIS}


def test_a_contradiction_about_age_protects_the_child_and_is_asked() -> None:
    persoon = Persoon(rol=Rol.SLACHTOFFER, minderjarig=Antwoord.NEE, leeftijd_tot_en_met=17)
    advies = beoordeel(alles_nee(personen=(persoon,)))
    assert advies.kan_niet_laag
    assert "tegenspraak_minderjarige" in {v.code for v in advies.ontbreekt}


def test_an_indicator_outweighs_the_answer_no_and_the_contradiction_is_asked() -> None:
    advies = beoordeel(alles_nee(indicatoren=ind(46)))
    assert advies.kan_niet_laag
    assert "tegenspraak_documenten_afgenomen" in {v.code for v in advies.ontbreekt}


def test_acute_danger_says_112_first() -> None:
    assert beoordeel(Gegevens(acuut_gevaar=Antwoord.JA)).eerst_doen[0].code == "bel_112"
    assert not beoordeel(alles_nee()).eerst_doen


def test_freedom_taken_brings_in_the_party_of_the_form() -> None:
    arbeid = beoordeel(Gegevens(vormen=frozenset({Vorm.ARB}), vrijheid_ontnomen=Antwoord.JA))
    seks = beoordeel(Gegevens(vormen=frozenset({Vorm.SEKS}), vrijheid_ontnomen=Antwoord.JA))
    assert set(arbeid.uitkomsten) == {Uitkomst.ZORG_EN_STRAFRECHT, Uitkomst.NLA}
    assert set(seks.uitkomsten) == {Uitkomst.ZORG_EN_STRAFRECHT, Uitkomst.AVIM}


VIJF_MET_GEWELD = [
    ind(82, 83, 84, 87, 91),
    ind(37, 38, 41, 49, 61),
    ind(11, 26, 38, 43, 65),
    ind(109, 115, 116, 121, 124),
    ind(68, 71, 77, 80, 87),
]


@pytest.mark.parametrize("vijf", VIJF_MET_GEWELD)
@pytest.mark.parametrize("vorm", list(Vorm))
def test_five_specific_signals_with_violence_never_come_out_low(vijf: tuple, vorm: Vorm) -> None:
    advies = beoordeel(alles_nee([vorm], indicatoren=vijf, smokkel_genoemd=True, alleen_advies_gevraagd=True))
    assert advies.kan_niet_laag
    assert Uitkomst.ZORG_EN_STRAFRECHT in advies.uitkomsten
    assert "ernst.geweld" in {g.code for g in advies.gronden}
    for laag in LAAG:
        assert not mag_besluiten(advies, {laag}, LANGE_REDEN).toegestaan


def test_violence_and_threats_stay_silent_without_their_indicators() -> None:
    assert not {"ernst.geweld", "ernst.dreiging"} & codes(Gegevens(indicatoren=ind(37, 38, 133)))


def test_a_threat_is_strong_but_no_hard_stop() -> None:
    advies = beoordeel(Gegevens(indicatoren=ind(56)))
    assert "ernst.dreiging" in {g.code for g in advies.gronden}
    assert not advies.kan_niet_laag
    assert Uitkomst.ZORG in advies.uitkomsten


def test_a_hard_stop_that_would_allow_low_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="harde grens"):
        Grond("x", "x", "x", EIGEN, Zwaarte.HARDE_GRENS)
