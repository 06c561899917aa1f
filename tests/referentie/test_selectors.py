"""Reading the facts: by day, by form, by code, and without asking the database twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import FrozenInstanceError
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baken.kern import klok
from baken.kern.fouten import NietGevondenError
from baken.referentie import geheugen, models, selectors
from baken.referentie.laad import laad_alles
from baken.referentie.waarden import ALGEMEEN

pytestmark = pytest.mark.django_db
LIJSTEN: list[Callable[[], object]] = [
    selectors.vormen,
    selectors.sectoren,
    selectors.indicatoren,
    selectors.indicatoren_voor_melder,
    selectors.risicofactoren,
    selectors.gemeenten,
    selectors.leeftijdsgroepen,
    selectors.geslachten,
    selectors.nationaliteiten,
    selectors.delen,
    selectors.meldcodesectoren,
    selectors.bronnen,
    lambda: selectors.feiten("overleg"),
    lambda: selectors.subvormen("SEKS"),
    lambda: selectors.subsectoren("SEKSBRANCHE"),
    lambda: selectors.gemeente("GM0599"),
    lambda: selectors.gegevens_van("eigen"),
    selectors.namen,
]


def codes(gegevens: object) -> list[str]:
    return [gegeven.code for gegeven in gegevens]  # type: ignore[attr-defined]  # any tuple of facts


def test_every_list_has_something_to_show() -> None:
    assert all(lees() for lees in LIJSTEN)


def test_once_read_no_list_asks_the_database_again() -> None:
    for lees in LIJSTEN:
        lees()
    with CaptureQueriesContext(
        connection,
    ) as vragen:
        for lees in LIJSTEN:
            lees()
    assert len(vragen) == 0


def test_the_first_reading_costs_one_statement_per_kind() -> None:
    with CaptureQueriesContext(connection) as vragen:
        for lees in LIJSTEN:
            lees()
    assert len(vragen) == 12


def test_after_five_minutes_the_facts_are_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    selectors.vormen()
    models.Vorm.objects.filter(code="SEKS").update(naam="Nieuwe naam")
    assert selectors.vorm("SEKS").naam == "Seksuele uitbuiting"
    later = klok.monotoon() + geheugen.HOUDBAAR_SECONDEN
    monkeypatch.setattr(klok, "monotoon", lambda: later)
    assert selectors.vorm("SEKS").naam == "Nieuwe naam"


def test_a_load_shows_at_once() -> None:
    models.Vorm.objects.filter(code="SEKS").update(naam="Verkeerde naam")
    assert selectors.vorm("SEKS").naam == "Verkeerde naam"
    laad_alles()
    assert selectors.vorm("SEKS").naam == "Seksuele uitbuiting"


def test_an_empty_table_is_not_remembered() -> None:
    models.Deel.objects.all().delete()
    assert selectors.delen() == ()
    laad_alles()
    models.Deel.objects.exclude(code="getuige").delete()
    assert codes(selectors.delen()) == ["getuige"]


def test_the_forms_of_the_directive_hold_from_15_july_2026() -> None:
    vier = ["SEKS", "ARB", "CRIM", "ORG"]
    assert codes(selectors.vormen(date(2026, 7, 14))) == vier
    assert codes(selectors.vormen(date(2026, 7, 15))) == [*vier, "DRAAG", "HUW", "ADOPT"]


def test_without_a_day_the_lists_are_those_of_today_in_the_netherlands() -> None:
    with klok.zet_stil(datetime(2026, 7, 14, 21, 59, tzinfo=UTC)):
        assert len(selectors.vormen()) == 4
    with klok.zet_stil(datetime(2026, 7, 14, 22, 1, tzinfo=UTC)):
        assert len(selectors.vormen()) == 7


def test_an_instrument_of_a_law_to_come_is_not_there_yet() -> None:
    assert "INS16" not in codes(selectors.feiten("instrument", date(2026, 12, 31)))
    assert "INS16" in codes(selectors.feiten("instrument", date(2027, 1, 1)))


def test_geldig_tot_is_the_first_day_on_which_a_fact_no_longer_holds() -> None:
    models.Vorm.objects.filter(code="ORG").update(geldig_tot=date(2026, 11, 22))
    assert selectors.vorm("ORG").geldt_op(date(2026, 11, 21))
    assert not selectors.vorm("ORG").geldt_op(date(2026, 11, 22))


def test_a_form_that_ended_is_still_found_by_its_code() -> None:
    models.Vorm.objects.filter(code="ORG").update(geldig_tot=date(2020, 1, 1))
    assert "ORG" not in codes(selectors.vormen())
    assert selectors.vorm("ORG").naam == "Gedwongen orgaanverwijdering"


@pytest.mark.parametrize("zoek", [selectors.vorm, selectors.sector, selectors.indicator, selectors.gemeente])
def test_an_unknown_code_is_not_found(zoek: Callable[[str], object]) -> None:
    with pytest.raises(NietGevondenError):
        zoek("bestaat-niet")


def test_a_form_shows_its_sub_forms_and_an_unknown_form_none() -> None:
    assert codes(selectors.subvormen("SEKS")) == ["SEKS-PROST", "SEKS-ONLINE", "SEKS-LOVERBOY"]
    assert selectors.subvormen("bestaat-niet") == ()
    assert selectors.vorm("SEKS-ONLINE").wortel == selectors.vorm("SEKS").wortel == "SEKS"


def test_the_indicators_of_a_form_are_its_own_and_the_general_ones() -> None:
    gevonden = selectors.indicatoren(["CRIM"])
    assert {indicator.vorm for indicator in gevonden} == {"CRIM", ALGEMEEN}
    assert len(gevonden) == 26
    assert len(selectors.indicatoren()) == len(selectors.indicatoren(["SEKS", "ARB", "CRIM", "ORG"])) == 143


def test_a_sub_form_gives_the_indicators_of_its_form() -> None:
    assert selectors.indicatoren(["SEKS-ONLINE"]) == selectors.indicatoren(["SEKS"])


def test_a_form_without_indicators_of_its_own_gives_the_general_ones() -> None:
    assert {indicator.vorm for indicator in selectors.indicatoren(["HUW"])} == {ALGEMEEN}


@pytest.mark.parametrize("gekozen", [[], ["SEKS"], ["ARB"], ["CRIM"], ["ORG"], ["HUW"], ["SEKS-LOVERBOY"]])
def test_a_melder_gets_a_short_list_with_the_general_ones_first(gekozen: list[str]) -> None:
    lijst = selectors.indicatoren_voor_melder(gekozen)
    assert 4 <= len(lijst) <= 14
    assert all(indicator.voor_melder for indicator in lijst)
    assert {indicator.vorm for indicator in lijst[:4]} == {ALGEMEEN}


def test_a_melder_who_does_not_know_the_form_gets_something_of_every_form() -> None:
    lijst = selectors.indicatoren_voor_melder()
    assert {indicator.vorm for indicator in lijst} == {ALGEMEEN, "SEKS", "ARB", "CRIM", "ORG"}
    assert {"IND046", "IND048", "IND049"} <= set(codes(lijst))  # papers taken, locked up, violence


def test_a_melder_who_ticks_several_forms_gets_each_indicator_once() -> None:
    lijst = codes(selectors.indicatoren_voor_melder(["SEKS", "ARB", "SEKS-ONLINE"]))
    assert len(lijst) == len(set(lijst)) == 24


def test_an_indicator_carries_what_the_rules_ask() -> None:
    indicator = selectors.indicator("IND048")
    gevraagd = (indicator.vorm, indicator.dimensie, indicator.gewicht_volwassen, indicator.gewicht_kind)
    assert gevraagd == ("ARB", 5, "sterk", "sterk")
    assert (indicator.element, indicator.fase, indicator.categorie) == ("middel", "uitbuiting", "bewegingsvrijheid")
    assert indicator.tekst == "isolatie, opsluiting of toezicht op bestemming"


@pytest.mark.parametrize(
    ("leeftijd", "groep", "minderjarig"),
    [
        (0, "0-11", True),
        (11, "0-11", True),
        (12, "12-17", True),
        (17, "12-17", True),
        (18, "18-24", False),
        (25, "25-29", False),
        (30, "30-49", False),
        (50, "50-plus", False),
        (120, "50-plus", False),
        (None, "onbekend", None),
    ],
)
def test_an_age_falls_in_one_band(leeftijd: int | None, groep: str, minderjarig: bool | None) -> None:
    gevonden = selectors.leeftijdsgroep_bij(leeftijd)
    assert (gevonden.code, gevonden.minderjarig) == (groep, minderjarig)


def test_an_age_below_zero_falls_in_no_band() -> None:
    with pytest.raises(NietGevondenError):
        selectors.leeftijdsgroep_bij(-1)


def test_every_fact_stands_on_the_page_of_its_source() -> None:
    per_bron = {bron.code: selectors.gegevens_van(bron.code) for bron in selectors.bronnen()}
    assert sum(map(len, per_bron.values())) == sum(
        model._default_manager.count()
        for model in (
            models.Vorm,
            models.Sector,
            models.Indicator,
            models.Risicofactor,
            models.Gemeente,
            models.Leeftijdsgroep,
            models.Geslacht,
            models.Nationaliteit,
            models.Deel,
            models.Meldcodesector,
            models.Feit,
        )
    )
    assert len(per_bron["ilo-2009"]) == 67 + 6 + 1


def test_every_code_can_be_shown_by_name_also_when_it_ended() -> None:
    models.Vorm.objects.filter(code="ORG").update(geldig_tot=date(2020, 1, 1))
    namen = selectors.namen()
    assert namen["ORG"] == "Gedwongen orgaanverwijdering"
    assert (namen["GM0599"], namen["12-17"], namen["NL"]) == ("Rotterdam", "12 tot en met 17 jaar", "Nederland")


def test_a_fact_cannot_be_changed_by_who_reads_it() -> None:
    with pytest.raises(FrozenInstanceError):
        selectors.vorm("SEKS").naam = "anders"  # type: ignore[misc]  # that is what is tested
    with pytest.raises(TypeError):
        selectors.feiten("overleg")[0].inhoud["niveau"] = "anders"  # type: ignore[index]  # idem
