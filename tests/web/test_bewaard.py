"""What somebody typed is not lost when the session ends elsewhere; an address for a button has a page."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import Cast, aanmelden, als, maak_cast, maak_signaal
from tests.casussen.hulp import sluit
from tests.signalen.hulp import doorgegeven, in_beoordeling

from baken.signalen.models import Bericht
from baken.web.aanmelden import hervatten

ZIN = "Kunt u nog zeggen op welke dagen u dit zag?"
VAN_ONS = {"sec-fetch-site": "same-origin"}
INLOGGEN = "/aanmelden/account/login/"


@pytest.fixture
def cast(db: None) -> Cast:
    return maak_cast()


@pytest.fixture
def tab(cast: Cast) -> Client:
    """Give a browser in which anna has a dossier open."""
    client = Client(enforce_csrf_checks=True)
    aanmelden(client, cast.anna)
    return client


def _munt(client: Client, adres: str) -> str:
    """Return the token of the forms of a page."""
    gevonden = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', client.get(adres).content.decode())
    assert gevonden is not None
    return gevonden[1]


def _log_uit(client: Client, munt: str) -> None:
    assert client.post(reverse("account_logout"), {"csrfmiddlewaretoken": munt}).status_code == 302


def _log_in(client: Client, persoon: Any) -> None:
    """Sign in as another tab of this browser does: the anonymous session goes on as a signed-in one."""
    oud = client.session.get(hervatten.SLEUTEL)
    aanmelden(client, persoon)
    if oud:
        sessie = client.session
        sessie[hervatten.SLEUTEL] = oud
        sessie.save()


def _verborgen(html: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', html))


def test_who_signed_out_elsewhere_finds_the_text_after_signing_in(cast: Cast, tab: Client) -> None:
    pk = in_beoordeling(cast).pk
    munt = _munt(tab, f"/signalen/{pk}/")
    _log_uit(tab, munt)
    data = {"tekst": ZIN, "csrfmiddlewaretoken": munt}
    antwoord = tab.post(f"/signalen/{pk}/bericht/", data, headers=VAN_ONS)
    assert antwoord.status_code == 403
    html = antwoord.content.decode()
    assert ZIN in html
    assert "wel bewaard" in html
    assert not Bericht.objects.exists()
    _log_in(tab, cast.anna)
    pagina = tab.get(reverse("hervat")).content.decode()
    assert ZIN in pagina
    assert f'action="/signalen/{pk}/bericht/"' in pagina
    assert tab.post(f"/signalen/{pk}/bericht/", _verborgen(pagina)).status_code == 302
    assert Bericht.objects.count() == 1


def test_nobody_else_finds_that_text(cast: Cast, tab: Client) -> None:
    pk = in_beoordeling(cast).pk
    munt = _munt(tab, f"/signalen/{pk}/")
    _log_uit(tab, munt)
    tab.post(f"/signalen/{pk}/bericht/", {"tekst": ZIN, "csrfmiddlewaretoken": munt}, headers=VAN_ONS)
    _log_in(tab, cast.vera)
    assert tab.get(reverse("hervat")).status_code == 302
    assert hervatten.SLEUTEL not in tab.session


def test_who_signed_out_and_in_sends_the_same_form_again_from_the_page(cast: Cast, tab: Client) -> None:
    pk = in_beoordeling(cast).pk
    munt = _munt(tab, f"/signalen/{pk}/")
    _log_uit(tab, munt)
    _log_in(tab, cast.anna)
    antwoord = tab.post(f"/signalen/{pk}/bericht/", {"tekst": ZIN, "csrfmiddlewaretoken": munt}, headers=VAN_ONS)
    assert antwoord.status_code == 403
    html = antwoord.content.decode()
    assert "ingelogd als Anna" in html
    assert not Bericht.objects.exists()
    assert tab.post(f"/signalen/{pk}/bericht/", _verborgen(html)).status_code == 302
    assert Bericht.objects.count() == 1


@pytest.mark.parametrize("koppen", [{}, {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}])
def test_a_form_of_another_site_is_neither_kept_nor_offered(cast: Cast, tab: Client, koppen: dict[str, str]) -> None:
    pk = in_beoordeling(cast).pk
    html = tab.post(f"/signalen/{pk}/bericht/", {"tekst": ZIN}, headers=koppen).content.decode()
    assert ZIN not in html
    assert "csrfmiddlewaretoken" not in html
    munt = _munt(tab, f"/signalen/{pk}/")
    _log_uit(tab, munt)
    assert ZIN not in tab.post(f"/signalen/{pk}/bericht/", {"tekst": ZIN}, headers=koppen).content.decode()
    assert hervatten.SLEUTEL not in tab.session


def test_a_password_is_not_put_in_a_page_again(cast: Cast, tab: Client) -> None:
    for adres in (INLOGGEN, reverse("account_change_password")):
        html = tab.post(adres, {"password": "een geheim wachtwoord"}, headers=VAN_ONS).content.decode()
        assert "een geheim wachtwoord" not in html


def test_a_move_that_came_too_late_shows_what_was_written(cast: Cast, client: Client) -> None:
    _signaal, (zorg, _zvh) = doorgegeven(cast)
    aanmelden(client, cast.zoe)
    adres = f"/ontvangen/{zorg.pk}/"
    client.post(f"{adres}openen/")
    client.post(f"{adres}accepteren/")
    casus = sluit(zorg.pk, als(cast.zoe))
    antwoord = client.post(f"/casussen/{casus.pk}/afloop/", {"afloop": "AFL-OPGEPAKT", "toelichting": ZIN})
    assert antwoord.status_code == 409
    assert ZIN in antwoord.content.decode()


@pytest.mark.parametrize("deel", ["oppakken", "bericht", "toewijzen", "afschermen"])
@pytest.mark.parametrize("methode", ["get", "put", "delete"])
def test_an_address_for_a_button_has_a_page_that_leads_back(cast: Cast, deel: str, methode: str) -> None:
    pk = maak_signaal(cast).pk
    client = Client()
    aanmelden(client, cast.anna)
    antwoord = getattr(client, methode)(f"/signalen/{pk}/{deel}/")
    assert antwoord.status_code == 405
    assert antwoord.headers["Allow"] == "POST"
    html = antwoord.content.decode()
    assert "Dit adres is voor een knop" in html
    assert f'href="/signalen/{pk}/"' in html


def test_a_public_address_has_that_page_too(cast: Cast, client: Client) -> None:
    antwoord = client.put("/melden/volgen/")
    assert antwoord.status_code == 405
    assert "Dit adres is voor een knop" in antwoord.content.decode()
    assert not antwoord.cookies
