"""The records themselves: when a fact holds, and in which band an age falls."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baken.referentie.laad import MAP, lees_bestand
from baken.referentie.waarden import Deel, Leeftijdsgroep

HERKOMST = {"omschrijving": "", "bron": "eigen", "bron_plaats": "", "verificatie": "eigen", "verificatie_noot": ""}
DAGEN = st.dates(date(1990, 1, 1), date(2060, 1, 1))


def deel(van: date | None, tot: date | None) -> Deel:
    return Deel(code="getuige", naam="Getuige", geldig_van=van, geldig_tot=tot, **HERKOMST)


def groepen() -> list[Leeftijdsgroep]:
    return [
        Leeftijdsgroep(
            code=rij["code"],
            naam=rij["naam"],
            geldig_van=None,
            geldig_tot=None,
            van=rij["van"],
            tot_en_met=rij["tot_en_met"],
            minderjarig=rij["minderjarig"],
            **HERKOMST,
        )
        for rij in lees_bestand(MAP / "leeftijdsgroepen.json")
    ]


@given(dag=DAGEN)
def test_a_fact_without_dates_always_holds(dag: date) -> None:
    assert deel(None, None).geldt_op(dag)


@given(van=DAGEN, lengte=st.integers(1, 4000))
def test_a_fact_holds_from_its_first_day_to_the_day_before_it_ends(van: date, lengte: int) -> None:
    tot = van + timedelta(days=lengte)
    feit = deel(van, tot)
    assert feit.geldt_op(van)
    assert feit.geldt_op(tot - timedelta(days=1))
    assert not feit.geldt_op(van - timedelta(days=1))
    assert not feit.geldt_op(tot)


@given(dag=DAGEN, andere=DAGEN)
def test_a_fact_that_ends_on_the_day_it_begins_never_holds(dag: date, andere: date) -> None:
    assert not deel(dag, dag).geldt_op(andere)


@given(leeftijd=st.integers(0, 150))
def test_every_age_falls_in_exactly_one_band_and_is_minor_below_18(leeftijd: int) -> None:
    passend = [groep for groep in groepen() if groep.omvat(leeftijd)]
    assert [groep.minderjarig for groep in passend] == [leeftijd < 18]


def test_an_unknown_age_falls_in_the_unknown_band_only() -> None:
    assert [groep.code for groep in groepen() if groep.omvat(None)] == ["onbekend"]


@pytest.mark.parametrize("leeftijd", [-1, -100])
def test_no_band_holds_an_age_below_zero(leeftijd: int) -> None:
    assert not [groep for groep in groepen() if groep.omvat(leeftijd)]
