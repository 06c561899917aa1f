"""The pages of a gemeente that takes over a signaal of another: one click from the packet to the own work list."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.cast import Cast, medewerker
from tests.signalen.test_overnemen import VERHAAL, beoordeel, gegeven, licht, overgenomen
from tests.web.signalen.hulp import als_persoon

from baken.casussen.models import Casus
from baken.dossiers.verloop import Verstrekkingsstatus as Stand
from baken.organisaties.rollen import Rol
from baken.signalen.models import Overname, Signaal
from baken.signalen.rules.advies import Uitkomst


@pytest.fixture
def buur(cast: Cast) -> Client:
    return als_persoon(cast.buur)


def tekst(antwoord: object) -> str:
    return antwoord.content.decode()  # type: ignore[attr-defined]  # a response


def test_the_packet_page_says_what_accepting_does_and_leads_to_the_own_signaal(cast: Cast, buur: Client) -> None:
    signaal, pakket = gegeven(cast)
    Signaal.objects.filter(pk=signaal.pk).update(nummer="S-2026-6666")
    adres = f"/ontvangen/{pakket.pk}/"
    buur.post(f"{adres}openen/")
    assert "Dan komt het als nieuw signaal op uw werklijst" in tekst(buur.get(adres))
    assert "opent een casus" not in tekst(buur.get(adres))
    antwoord = buur.post(f"{adres}accepteren/")
    eigen = Signaal.objects.get(organisatie=cast.buurgemeente)
    assert (antwoord.status_code, antwoord.url) == (302, f"/signalen/{eigen.pk}/")
    assert Casus.objects.count() == 0
    dossier = tekst(buur.get(antwoord.url))
    for stuk in (
        "Voorbeeldstad",
        pakket.kenmerk,
        VERHAAL,
        "Wij belden gisteren",
        "Ligt bij u",
        "Laat de afzender iets",
    ):
        assert stuk in dossier
    for stuk in ("6666", "Xandra", "Verzonnenweg", f"/signalen/{signaal.pk}/"):
        assert stuk not in dossier
    assert "Xandra" in tekst(buur.post(f"/signalen/{eigen.pk}/toon/"))
    assert eigen.nummer in tekst(buur.get("/signalen/"))
    daarna = tekst(buur.get(adres))
    assert f"Naar signaal {eigen.nummer}" in daarna
    assert "Verstuur afloopbericht" not in daarna
    assert "Verstuur voortgang" in daarna


def test_a_double_click_leads_to_the_same_signaal(cast: Cast, buur: Client) -> None:
    _signaal, pakket, eigen = overgenomen(cast)
    nog_eens = buur.post(f"/ontvangen/{pakket.pk}/accepteren/")
    assert (nog_eens.status_code, nog_eens.url) == (302, f"/signalen/{eigen.pk}/")
    assert Overname.objects.count() == 1


def test_refusing_still_asks_a_reason_and_opens_nothing(cast: Cast, buur: Client) -> None:
    _signaal, pakket = gegeven(cast)
    assert buur.post(f"/ontvangen/{pakket.pk}/afwijzen/", {"tekst": " "}).status_code == 422
    assert buur.post(f"/ontvangen/{pakket.pk}/afwijzen/", {"tekst": "Speelt niet bij ons."}).status_code == 302
    assert Signaal.objects.filter(organisatie=cast.buurgemeente).count() == 0
    assert buur.post(f"/ontvangen/{pakket.pk}/accepteren/").status_code == 409


@pytest.mark.parametrize("naam", ["anna", "zoe", "piet"])
def test_nobody_else_reaches_the_packet_or_the_signaal(cast: Cast, naam: str) -> None:
    _signaal, pakket, eigen = overgenomen(cast)
    ander = als_persoon(getattr(cast, naam))
    assert ander.post(f"/ontvangen/{pakket.pk}/accepteren/").status_code == (403 if naam == "anna" else 404)
    assert ander.get(f"/signalen/{eigen.pk}/").status_code in {403, 404}


def test_there_is_no_page_for_free_words_on_the_end(cast: Cast, buur: Client) -> None:
    _signaal, pakket, _eigen = overgenomen(cast)
    antwoord = buur.post(f"/ontvangen/{pakket.pk}/afronden/", {"tekst": "Xandra woont veilig."})
    assert antwoord.status_code == 404  # there is no place for them: closing the signaal tells the sender
    pakket.refresh_from_db()
    assert pakket.status == Stand.GEACCEPTEERD


def test_the_page_to_tell_shows_what_the_sender_reads(cast: Cast, buur: Client) -> None:
    signaal, pakket, eigen = licht(cast)
    eigen = beoordeel(cast, eigen, Uitkomst.NADER_BEKIJKEN)
    adres = f"/signalen/{eigen.pk}/terugkoppelen/"
    pagina = tekst(buur.get(adres))
    assert "Wat hoort de afzender?" in pagina
    assert "Wij hebben dit opgepakt." in pagina
    assert "Deze melder kan niet" not in pagina
    assert buur.post(adres, {"bericht": "nader_bekijken"}).status_code == 302
    anna = als_persoon(cast.anna)
    assert "Wij hebben dit opgepakt." in tekst(anna.get(f"/signalen/{signaal.pk}/"))
    assert eigen.nummer not in tekst(anna.get(f"/signalen/verstrekkingen/{pakket.pk}/")).replace(signaal.nummer, "")


def test_after_the_end_the_page_says_that_the_sender_reads_no_more(cast: Cast, buur: Client) -> None:
    _signaal, _pakket, eigen = licht(cast)
    eigen = beoordeel(cast, eigen, Uitkomst.GEEN_MENSENHANDEL)
    pagina = tekst(buur.get(f"/signalen/{eigen.pk}/terugkoppelen/"))
    assert "De afzender leest hier niet meer mee" in pagina
    assert "leest niet meer mee" in tekst(buur.get(f"/signalen/{eigen.pk}/"))


def test_the_kenmerk_finds_it_on_both_sides(cast: Cast, buur: Client) -> None:
    signaal, pakket, eigen = overgenomen(cast)
    zoek = f"/signalen/zoek/?nummer={pakket.kenmerk}"
    assert f"/signalen/{eigen.pk}/" in tekst(buur.get(zoek, follow=True))
    assert f"/signalen/{signaal.pk}/" in tekst(als_persoon(cast.anna).get(zoek, follow=True))


def test_a_colleague_without_the_work_list_can_take_it_on_and_stays_at_the_packet(cast: Cast) -> None:
    _signaal, pakket = gegeven(cast)
    partner = als_persoon(medewerker("buurpartner", cast.buurgemeente, Rol.KETENPARTNER))
    antwoord = partner.post(f"/ontvangen/{pakket.pk}/accepteren/")
    assert (antwoord.status_code, antwoord.url) == (302, f"/ontvangen/{pakket.pk}/")
    assert "op de werklijst" in tekst(partner.get(antwoord.url))
    assert Signaal.objects.filter(organisatie=cast.buurgemeente).count() == 1


def test_where_it_came_from_costs_the_dossier_page_one_query_and_that_of_a_reporter_none(
    cast: Cast, buur: Client
) -> None:
    signaal, _pakket, eigen = overgenomen(cast)
    for client, rij, aantal in ((buur, eigen, 1), (als_persoon(cast.anna), signaal, 0)):
        with CaptureQueriesContext(connection) as vragen:
            assert client.get(f"/signalen/{rij.pk}/").status_code == 200
        assert sum("signalen_overname" in q["sql"] for q in vragen) == aantal
