"""Feedback to a reporter: bounded texts that reveal nothing."""

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baken.signalen.rules.advies import ALLEENSTAAND, Uitkomst
from baken.signalen.rules.terugkoppeling import Bericht, VrijeTekstGeweigerdError, bericht_voor, keur, tekst

DATUM = date(2026, 3, 9)
VERDER = [u for u in Uitkomst if u not in ALLEENSTAAND]
VERRADERLIJK = (
    "slachtoffer",
    "dader",
    "politie",
    "avim",
    "riec",
    "arbeidsinspectie",
    "veilig",
    "zorgcoördinator",
    "strafrecht",
    "onderzoek",
    "opvang",
    "aangifte",
    "minderjarig",
    "ondermijning",
    "mensenhandel",
    "doorgegeven",
    "gemeente",
)


def schrijf(bericht: Bericht) -> str:
    try:
        return tekst(bericht)
    except ValueError:
        return tekst(bericht, datum=DATUM)


@pytest.mark.parametrize("bericht", list(Bericht))
def test_no_text_names_a_party_a_person_or_an_investigation(bericht: Bericht) -> None:
    laag = schrijf(bericht).lower()
    assert not [woord for woord in VERRADERLIJK if woord in laag]


def test_every_outcome_that_is_passed_on_reads_the_same() -> None:
    combinaties = [c for n in range(1, len(VERDER) + 1) for c in itertools.combinations(VERDER, n)]
    assert {bericht_voor(c) for c in combinaties} == {Bericht.DOORGELEID}


@pytest.mark.parametrize(
    ("uitkomst", "bericht"),
    [
        (Uitkomst.GEEN_MENSENHANDEL, Bericht.GEEN_VERVOLG),
        (Uitkomst.ADVIES_GEGEVEN, Bericht.ADVIES_GEGEVEN),
        (Uitkomst.NADER_BEKIJKEN, Bericht.NADER_BEKIJKEN),
    ],
)
def test_an_outcome_that_stands_alone_has_its_own_text(uitkomst: Uitkomst, bericht: Bericht) -> None:
    assert bericht_voor({uitkomst}) is bericht


def test_no_outcome_and_a_mixed_outcome_are_refused() -> None:
    with pytest.raises(ValueError, match="zonder uitkomst"):
        bericht_voor(set())
    with pytest.raises(ValueError, match="alleen staat"):
        bericht_voor({Uitkomst.NADER_BEKIJKEN, Uitkomst.ZORG})


@pytest.mark.parametrize("bericht", list(Bericht))
def test_the_guard_knows_each_bounded_text(bericht: Bericht) -> None:
    assert keur(schrijf(bericht)) is bericht


def test_a_date_is_written_in_dutch_and_passes_the_guard() -> None:
    geschreven = tekst(Bericht.ONTVANGEN, datum=DATUM)
    assert "9 maart 2026" in geschreven
    assert keur(geschreven) is Bericht.ONTVANGEN


@given(st.dates(date(2020, 1, 1), date(2099, 12, 31)))
def test_every_date_passes_the_guard(datum: date) -> None:
    assert keur(tekst(Bericht.LATER, datum=datum)) is Bericht.LATER


def test_a_date_is_refused_where_none_belongs_and_asked_where_one_does() -> None:
    with pytest.raises(ValueError, match="niet bij"):
        tekst(Bericht.DOORGELEID, datum=DATUM)
    with pytest.raises(ValueError, match="wel bij"):
        tekst(Bericht.ONTVANGEN)


@pytest.mark.parametrize("bericht", list(Bericht))
@pytest.mark.parametrize("staart", [" Groet, de politie.", "\n", " ", "!"])
def test_the_guard_refuses_a_bounded_text_with_something_added(bericht: Bericht, staart: str) -> None:
    for aangepast in (schrijf(bericht) + staart, staart + schrijf(bericht)):
        with pytest.raises(VrijeTekstGeweigerdError):
            keur(aangepast)


def test_the_guard_refuses_something_else_in_the_place_of_the_date() -> None:
    geschreven = tekst(Bericht.ONTVANGEN, datum=DATUM)
    for anders in ("morgen", "9 maart 0000", "١ maart 2026", "99 maart 2026"):
        with pytest.raises(VrijeTekstGeweigerdError):
            keur(geschreven.replace("9 maart 2026", anders))


@given(st.text(max_size=200))
def test_the_guard_refuses_free_text_and_never_repeats_it(vrij: str) -> None:
    with pytest.raises(VrijeTekstGeweigerdError) as gevangen:
        keur(vrij + " Anna")
    assert "Anna" not in str(gevangen.value)
