"""A person decides: what is refused, why, and what to do instead."""

import pytest
from tests.signalen.rules.bouw import VOLWASSEN_SLACHTOFFER, alles_nee, ind

from baken.signalen.rules.advies import ALLEENSTAAND, LAAG, Uitkomst
from baken.signalen.rules.besluit import MINIMUM_REDEN, afwijking, mag_besluiten
from baken.signalen.rules.gegevens import Antwoord, Gegevens
from baken.signalen.rules.leiding import beoordeel

REDEN = "Al besproken met de zorgcoördinator."
NADER = beoordeel(Gegevens())
ZWAAR = beoordeel(alles_nee(indicatoren=ind(1, 2, 37, 38, 46, 47), personen=(VOLWASSEN_SLACHTOFFER,)))


def test_following_the_advice_needs_no_reason() -> None:
    controle = mag_besluiten(NADER, [Uitkomst.NADER_BEKIJKEN])
    assert controle.toegestaan
    assert not controle.afwijking.wijkt_af


def test_the_order_and_kind_of_collection_make_no_difference() -> None:
    assert mag_besluiten(ZWAAR, list(reversed(ZWAAR.uitkomsten))) == mag_besluiten(ZWAAR, set(ZWAAR.uitkomsten))


def test_deciding_otherwise_with_a_reason_is_allowed_and_the_difference_is_named() -> None:
    controle = mag_besluiten(NADER, {Uitkomst.ZORG}, REDEN)
    assert controle.toegestaan
    assert controle.afwijking.toegevoegd == (Uitkomst.ZORG,)
    assert controle.afwijking.weggelaten == (Uitkomst.NADER_BEKIJKEN,)
    assert "zorg" in controle.afwijking.tekst


@pytest.mark.parametrize(
    "reden",
    [
        "",
        " " * 40,
        "te kort",
        "x" * (MINIMUM_REDEN - 1),
        "a" + " " * 30 + "b",
        "\u200b" * 40,
        "\x00" * 40,
        "\n" * 40,
    ],
)
def test_deciding_otherwise_without_a_real_reason_is_refused(reden: str) -> None:
    controle = mag_besluiten(NADER, {Uitkomst.ZORG}, reden)
    assert not controle.toegestaan
    assert controle.code == "reden_nodig"
    assert str(MINIMUM_REDEN) in controle.reden


def test_a_reason_of_exactly_twenty_characters_counts() -> None:
    assert mag_besluiten(NADER, {Uitkomst.ZORG}, "x" * MINIMUM_REDEN).toegestaan


def test_leaving_out_one_advised_outcome_is_deciding_otherwise() -> None:
    korter = set(ZWAAR.uitkomsten) - {Uitkomst.NLA}
    assert mag_besluiten(ZWAAR, korter).code == "reden_nodig"
    assert mag_besluiten(ZWAAR, korter, REDEN).toegestaan


def test_no_choice_is_refused() -> None:
    assert mag_besluiten(NADER, [], REDEN).code == "geen_keuze"


@pytest.mark.parametrize("alleen", sorted(ALLEENSTAAND))
def test_an_outcome_that_stands_alone_is_refused_beside_another(alleen: Uitkomst) -> None:
    assert mag_besluiten(NADER, {alleen, Uitkomst.ZORG}, REDEN).code == "niet_samen"


def test_without_a_hard_stop_a_person_may_decide_low_with_a_reason() -> None:
    for laag in LAAG:
        assert mag_besluiten(NADER, {laag}, REDEN).toegestaan


def test_a_refused_low_end_says_why_and_what_to_do_instead() -> None:
    advies = beoordeel(Gegevens(acuut_gevaar=Antwoord.JA))
    controle = mag_besluiten(advies, {Uitkomst.GEEN_MENSENHANDEL}, REDEN)
    assert "acuut gevaar" in controle.reden
    assert "112" in controle.wat_te_doen[0]
    assert any("nader bekijken" in stap for stap in controle.wat_te_doen)


def test_with_a_hard_stop_a_person_may_still_look_further_with_a_reason() -> None:
    advies = beoordeel(Gegevens(documenten_afgenomen=Antwoord.JA))
    assert mag_besluiten(advies, {Uitkomst.NADER_BEKIJKEN}, REDEN).toegestaan
    assert not mag_besluiten(advies, {Uitkomst.NADER_BEKIJKEN}).toegestaan


def test_following_the_advice_is_no_difference() -> None:
    verschil = afwijking(ZWAAR, ZWAAR.uitkomsten)
    assert not verschil.wijkt_af
    assert verschil.tekst == "Het besluit volgt het advies."
