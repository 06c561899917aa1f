"""Signing in: password, second factor, the demonstration, wrong tries."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings
from tests.cast import Cast, appcode, maak_cast

from baken.kern.models import Journaalregel

INLOGGEN = "/aanmelden/account/login/"
WACHTWOORD = "vier vrolijke vissen zwemmen"


def _maak() -> Cast:
    cache.clear()
    gemaakt = maak_cast()
    gemaakt.beheer.set_password(WACHTWOORD)
    gemaakt.beheer.save()
    return gemaakt


@pytest.fixture
def cast(db: None) -> Cast:
    return _maak()


@pytest.fixture
def vaste_cast(schone_database: object) -> Cast:
    """The cast with real commits: allauth tells about a new factor after the commit."""
    return _maak()


def _log_in(client: Client, wachtwoord: str = WACHTWOORD, **extra: str) -> object:
    return client.post(INLOGGEN, {"login": "beheer", "password": wachtwoord}, **extra)  # type: ignore[arg-type]  # headers


def _begin_app(client: Client) -> str:
    """Confirm the password, open the page of the app and return its secret."""
    client.post(reverse("account_reauthenticate"), {"password": WACHTWOORD})
    return _geheim(client.get(reverse("mfa_activate_totp")).content.decode())


def _geheim(html: str) -> str:
    gevonden = re.search(r'id="totp-sleutel">([A-Z2-7]+)<', html)
    assert gevonden, html
    return gevonden[1]


def test_a_password_signs_in_and_is_a_line_in_the_journaal(cast: Cast, client: Client) -> None:
    assert _log_in(client).status_code == 302  # type: ignore[attr-defined]  # an HttpResponse
    assert client.session["_auth_user_id"] == str(cast.beheer.pk)
    assert Journaalregel.objects.filter(handeling="aanmelding.gelukt", actor_id=cast.beheer.pk).count() == 1


def test_a_wrong_password_does_not_and_is_a_refusal_in_the_journaal(cast: Cast, client: Client) -> None:
    antwoord = _log_in(client, "fout wachtwoord zestien")
    assert antwoord.status_code == 422  # type: ignore[attr-defined]  # an HttpResponse
    assert "_auth_user_id" not in client.session
    regel = Journaalregel.objects.get(handeling="aanmelding.mislukt")
    assert (regel.organisatie_id, regel.uitkomst) == (cast.gemeente.pk, "geweigerd")


def test_an_unknown_name_gets_the_same_answer_as_a_wrong_password(cast: Cast, client: Client) -> None:
    def fout(naam: str) -> str:
        html = client.post(INLOGGEN, {"login": naam, "password": "fout wachtwoord zestien"}).content.decode()
        return re.sub(r'value="[^"]*"|"X-CSRFToken":"[^"]*"', "", html)

    assert fout("niemand") == fout("beheer")


def test_guessing_is_stopped_after_ten_tries_but_not_for_the_owner_elsewhere(cast: Cast, client: Client) -> None:
    for _poging in range(10):
        _log_in(client, "fout wachtwoord zestien", REMOTE_ADDR="203.0.113.7")
    _log_in(client, REMOTE_ADDR="203.0.113.7")
    assert "_auth_user_id" not in client.session
    eigenaar = Client()
    _log_in(eigenaar, REMOTE_ADDR="198.51.100.2")
    assert eigenaar.session["_auth_user_id"] == str(cast.beheer.pk)


def test_the_counter_holds_no_network_address(cast: Cast, client: Client) -> None:
    from django.db import connection

    _log_in(client, "fout wachtwoord zestien", REMOTE_ADDR="203.0.113.7")
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM web_teller")
        rijen = cursor.fetchall()
    assert rijen
    assert "203.0.113.7" not in str(rijen)


def test_totp_works_from_setting_up_to_signing_in(vaste_cast: Cast, client: Client) -> None:
    _log_in(client)
    assert client.get("/beheer/contacten/").headers["Location"] == reverse("mfa_index")
    geheim = _begin_app(client)
    html = client.post(reverse("mfa_activate_totp"), {"code": "000000"}).content.decode()
    assert _geheim(html) == geheim
    assert "<svg" in html
    assert "style=" not in html
    assert client.get("/beheer/contacten/").status_code == 302
    assert client.post(reverse("mfa_activate_totp"), {"code": appcode(geheim)}).status_code == 302
    assert client.get("/beheer/contacten/").status_code == 200

    client.post(reverse("account_logout"))
    cache.clear()  # allauth refuses the same code twice; the clock does not move in this test
    antwoord = _log_in(client)
    assert antwoord.headers["Location"] == reverse("mfa_authenticate")  # type: ignore[attr-defined]  # an HttpResponse
    assert client.get("/signalen/mijn/").status_code == 302, "the password alone opens nothing"
    assert client.post(reverse("mfa_authenticate"), {"code": "123456"}).status_code == 422
    assert client.post(reverse("mfa_authenticate"), {"code": appcode(geheim)}).status_code == 302
    assert client.get("/beheer/contacten/").status_code == 200


def test_the_secret_of_the_app_is_encrypted_in_the_database(vaste_cast: Cast, client: Client) -> None:
    _log_in(client)
    geheim = _begin_app(client)
    client.post(reverse("mfa_activate_totp"), {"code": appcode(geheim)})
    assert geheim not in str(list(Authenticator.objects.values_list("data", flat=True)))


def test_removing_the_last_factor_takes_the_proof_away(vaste_cast: Cast, client: Client) -> None:
    _log_in(client)
    geheim = _begin_app(client)
    client.post(reverse("mfa_activate_totp"), {"code": appcode(geheim)})
    client.post(reverse("mfa_deactivate_totp"))
    assert client.get("/beheer/contacten/").headers["Location"] == reverse("mfa_index")


def test_nobody_signs_up(cast: Cast, client: Client) -> None:
    assert client.get("/aanmelden/account/signup/").status_code == 404
    assert client.post("/aanmelden/account/signup/", {"username": "x"}).status_code == 404


def test_a_password_needs_fifteen_characters_and_nothing_else(cast: Cast, client: Client) -> None:
    _log_in(client)

    def wijzig(nieuw: str) -> int:
        velden = {"oldpassword": WACHTWOORD, "password1": nieuw, "password2": nieuw}
        return client.post(reverse("account_change_password"), velden).status_code

    assert wijzig("veertien teken") == 422
    assert wijzig("zestien kleine letters") == 302


@pytest.fixture
def demo(cast: Cast) -> Cast:
    cast.beheer.username = "demo-beheer"
    cast.beheer.save()
    return cast


def test_the_demonstration_offers_each_invented_person(demo: Cast, client: Client) -> None:
    html = client.get(INLOGGEN).content.decode()
    assert 'value="demo-beheer"' in html
    assert "Beheerder" in html
    antwoord = client.post(reverse("demonstratie"), {"account": "demo-beheer"})
    assert antwoord.headers["Location"] == "/"
    assert client.get("/beheer/contacten/").status_code == 200


def test_the_invented_people_stand_together_by_organisation(demo: Cast, client: Client) -> None:
    for persoon in (demo.zoe, demo.balie):
        persoon.username = f"demo-{persoon.username}"
        persoon.save()
    html = client.get(INLOGGEN).content.decode()
    koppen = [html.index(f"<h3>{o.naam}</h3>") for o in (demo.beheer.organisatie, demo.zoe.organisatie)]
    plaatsen = [html.index(f'value="{p.username}"') for p in (demo.balie, demo.beheer, demo.zoe)]
    assert html.count("<h3>") == 2
    assert koppen[0] < min(plaatsen[:2]) and max(plaatsen[:2]) < koppen[1] < plaatsen[2]


def test_the_demonstration_sign_in_does_not_exist_in_production(demo: Cast, client: Client, settings: Settings) -> None:
    settings.DEMONSTRATIE = False
    assert "demo-beheer" not in client.get(INLOGGEN).content.decode()
    assert client.post(reverse("demonstratie"), {"account": "demo-beheer"}).status_code == 404
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("kop", [{"REMOTE_ADDR": "192.0.2.9"}, {"HTTP_X_FORWARDED_FOR": "192.0.2.9"}])
def test_the_demonstration_sign_in_does_not_exist_from_elsewhere(
    demo: Cast, client: Client, kop: dict[str, str]
) -> None:
    assert "demo-beheer" not in client.get(INLOGGEN, **kop).content.decode()  # type: ignore[arg-type]  # headers
    assert client.post(reverse("demonstratie"), {"account": "demo-beheer"}, **kop).status_code == 404  # type: ignore[arg-type]  # headers


def test_only_invented_people_can_be_chosen(demo: Cast, client: Client) -> None:
    assert client.post(reverse("demonstratie"), {"account": "anna"}).status_code == 404
    assert client.get(reverse("demonstratie")).status_code == 405


def test_the_demonstration_sign_in_asks_a_csrf_token(demo: Cast) -> None:
    streng = Client(enforce_csrf_checks=True)
    assert streng.post(reverse("demonstratie"), {"account": "demo-beheer"}).status_code == 403


def test_the_session_cookie_is_for_this_browser_session_only(cast: Cast, client: Client) -> None:
    _log_in(client)
    koekje = client.cookies["baken-demonstratie"]
    assert koekje["httponly"]
    assert koekje["samesite"] == "Lax"
    assert not koekje["max-age"]


def test_wrong_codes_keep_out_who_guesses_but_not_the_owner_elsewhere(vaste_cast: Cast, client: Client) -> None:
    _log_in(client)
    geheim = _begin_app(client)
    client.post(reverse("mfa_activate_totp"), {"code": appcode(geheim)})
    client.post(reverse("account_logout"))
    cache.clear()  # allauth refuses the same code twice; the clock does not move in this test
    gokker, eigenaar = Client(REMOTE_ADDR="203.0.113.7"), Client(REMOTE_ADDR="198.51.100.2")
    _log_in(gokker)
    for _poging in range(10):
        assert gokker.post(reverse("mfa_authenticate"), {"code": "123456"}).status_code == 422
    goed = appcode(geheim)
    assert gokker.post(reverse("mfa_authenticate"), {"code": goed}).status_code == 422
    _log_in(eigenaar)
    assert eigenaar.post(reverse("mfa_authenticate"), {"code": goed}).status_code == 302
    assert eigenaar.get("/beheer/contacten/").status_code == 200


def test_a_sign_in_that_fails_keeps_the_name_that_was_typed(cast: Cast, client: Client) -> None:
    antwoord = client.post(INLOGGEN, {"login": "beheer", "password": "fout wachtwoord zestien"})
    assert antwoord.status_code == 422
    assert 'value="beheer"' in antwoord.content.decode()
    assert "fout wachtwoord" not in antwoord.content.decode()
    assert "De gebruikersnaam of het wachtwoord klopt niet." in antwoord.content.decode()


def test_two_new_passwords_that_differ_are_refused_in_our_own_words(cast: Cast, client: Client) -> None:
    _log_in(client)
    velden = {"oldpassword": WACHTWOORD, "password1": "zestien kleine letters", "password2": "zestien grote letters"}
    antwoord = client.post(reverse("account_change_password"), velden)
    assert antwoord.status_code == 422
    assert "Vul twee keer hetzelfde wachtwoord in." in antwoord.content.decode()


@pytest.mark.parametrize(
    "antwoord",
    [
        *("9" * 5_000, "[" * 100_000, "null", "7", "[]", '"tekst"', '{"id": 1}', "{", "NaN"),
        '{"id": "YQ", "rawId": "YQ", "type": "public-key", "response": {}}',
        '{"id": "YQ", "rawId": "YQ", "type": "public-key", "response": '
        '{"clientDataJSON": "YQ", "authenticatorData": 7}}',
        '{"id": "YQ", "rawId": "YQ", "type": 7, "response": {"clientDataJSON": "e30", "attestationObject": "n5-f"}}',
        '{"id": "YQ", "rawId": "YQ", "type": "public-key", "response": '
        '{"clientDataJSON": "e30", "authenticatorData": "YQ", "signature": "YQ", "userHandle": "_w"}}',
    ],
    ids=range(13),
)
@pytest.mark.parametrize("blad", ["mfa_login_webauthn", "mfa_add_webauthn", "mfa_reauthenticate_webauthn"])
def test_no_answer_of_a_passkey_breaks_a_page(cast: Cast, client: Client, blad: str, antwoord: str) -> None:
    if blad != "mfa_login_webauthn":
        _log_in(client)
        client.get(reverse(blad))
    uit = client.post(reverse(blad), {"credential": antwoord, "name": "Sleutel"})
    assert uit.status_code in {200, 302, 422}, uit.status_code
    assert Authenticator.objects.count() == 0
