"""The work list: counts, filters in the address, one page and the next, and the same number of queries at any size."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.cast import Cast, aanmelden, als, maak_signaal
from tests.web.signalen.hulp import als_persoon

from baken.signalen import selectors
from baken.signalen.services import behandelen
from baken.signalen.soorten import Antwoord


def test_tabs_hold_what_is_new_mine_waiting_and_late(cast: Cast) -> None:
    nieuw, mijn, wacht = (maak_signaal(cast) for _ in range(3))
    behandelen.neem_in_beoordeling(signaal_id=mijn.pk, door=als(cast.anna))
    behandelen.neem_in_beoordeling(signaal_id=wacht.pk, door=als(cast.vera))
    behandelen.stel_vraag(signaal_id=wacht.pk, tekst="Waar was dat?", wacht_op_antwoord=True, door=als(cast.vera))
    anna = als_persoon(cast.anna)
    for tab, hier in (
        ("nieuw", {nieuw}),
        ("mijn", {mijn}),
        ("wacht", {wacht}),
        ("te_laat", set()),
        ("alle", {nieuw, mijn, wacht}),
    ):
        tekst = anna.get(f"/signalen/?tab={tab}").content.decode()
        assert {s for s in (nieuw, mijn, wacht) if s.nummer in tekst} == hier


def test_filters_stand_in_the_address_and_stay_with_the_tabs_and_the_next_page(cast: Cast) -> None:
    for _ in range(27):
        maak_signaal(cast, vormen=("SEKS",))
    ander = maak_signaal(cast, vormen=("ARB",))
    tekst = als_persoon(cast.anna).get("/signalen/?tab=alle&vorm=SEKS").content.decode()
    assert ander.nummer not in tekst
    assert "?tab=alle&amp;vorm=SEKS&amp;pagina=2" in tekst
    assert "tab=mijn" in tekst and "vorm=SEKS&amp;tab=mijn" in tekst
    tweede = als_persoon(cast.anna).get("/signalen/?tab=alle&vorm=SEKS&pagina=2").content.decode()
    assert tweede.count("/signalen/") >= 2
    assert "Volgende" not in tweede


@pytest.mark.parametrize(
    "vraag",
    ["tab=x", "pagina=-1", "pagina=99999999999999", "pagina=%C2%B2", "vorm=%00", "status=weg", "nummer=" + "9" * 500],
)
def test_an_impossible_address_still_answers(cast: Cast, vraag: str) -> None:
    maak_signaal(cast)
    assert als_persoon(cast.anna).get(f"/signalen/?{vraag}").status_code == 200


def test_a_term_that_passed_is_said_in_words(cast: Cast) -> None:
    signaal = maak_signaal(cast, acuut=Antwoord.JA)
    type(signaal).objects.update(bekijken_voor="2026-01-05", beoordelen_voor="2026-01-12")
    tekst = als_persoon(cast.anna).get("/signalen/?tab=te_laat").content.decode()
    assert signaal.nummer in tekst
    assert "werkdagen te laat" in tekst
    assert "Acuut gevaar" in tekst


def test_htmx_gets_only_the_list_and_a_browser_the_whole_page(cast: Cast) -> None:
    anna = als_persoon(cast.anna)
    deel = anna.get("/signalen/", headers={"HX-Request": "true"}).content.decode()
    assert deel.lstrip().startswith('<div id="werklijst"')
    assert "<html" not in deel
    assert "<html" in anna.get("/signalen/").content.decode()


def test_the_number_of_queries_does_not_grow_with_the_list(cast: Cast) -> None:
    def aantal() -> int:
        with CaptureQueriesContext(
            connection,
        ) as vragen:
            selectors.werklijst(als(cast.anna), tab="alle")
        return len([q for q in vragen.captured_queries if "SAVEPOINT" not in q["sql"] and "set_config" not in q["sql"]])

    maak_signaal(cast)
    eerst = aantal()
    for _ in range(30):
        maak_signaal(cast, vormen=("SEKS", "ARB"))
    assert aantal() == eerst <= 6

    anna = als_persoon(cast.anna)
    anna.get("/signalen/")
    with CaptureQueriesContext(connection) as een:
        anna.get("/signalen/?tab=mijn")
    with CaptureQueriesContext(connection) as veel:
        anna.get("/signalen/?tab=alle")
    assert len(veel) <= len(een) + 1  # the forms of the rows, in one query however many


def test_a_dossier_is_found_by_its_number_from_anywhere(cast: Cast) -> None:
    signaal = maak_signaal(cast)
    anna = als_persoon(cast.anna)
    for zoek in (
        signaal.nummer,
        signaal.nummer.lower(),
        signaal.nummer.split("-")[-1],
        signaal.nummer.split("-")[-1].lstrip("0"),
    ):
        assert anna.get("/signalen/zoek/", {"q": zoek})["Location"] == f"/signalen/{signaal.pk}/"


def test_a_number_of_another_gemeente_is_not_found(cast: Cast) -> None:
    maak_signaal(cast)
    antwoord = als_persoon(cast.buur).get("/signalen/zoek/", {"q": "0001"})
    assert antwoord.status_code == 200
    assert "Geen dossier gevonden" in antwoord.content.decode()
    assert selectors.werklijst(als(cast.buur), tab="alle").rijen == []


def test_without_a_second_factor_the_list_leads_to_it(cast: Cast) -> None:
    client = Client()
    aanmelden(client, cast.anna, tweede_factor=False)
    assert client.get("/signalen/").status_code == 302
    assert Client().get("/signalen/").status_code == 302


def test_an_empty_list_says_what_will_stand_here(cast: Cast) -> None:
    assert "Er zijn geen nieuwe signalen" in als_persoon(cast.anna).get("/signalen/").content.decode()
