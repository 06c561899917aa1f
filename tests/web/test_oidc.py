"""Signing in through an own OpenID Connect provider, played here by a small server on the loopback address."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from pytest_django.fixtures import Settings
from tests.cast import Cast, als, maak_cast

from baken.conf.oidc import oidc_id
from baken.organisaties.services import koppel_oidc

CLIENT = "baken-toets"
SUBJECT = "onderwerp-17"


class Aanbieder:
    """What the provider will answer; a test changes `claims` to something wrong."""

    def __init__(self, adres: str) -> None:
        self.adres = adres
        self.uitdaging = ""
        self.bewezen = False
        nu = int(time.time())
        self.claims: dict[str, Any] = {"iss": adres, "aud": CLIENT, "sub": SUBJECT, "iat": nu, "exp": nu + 60}

    def token(self, vraag: dict[str, list[str]]) -> dict[str, Any]:
        afdruk = hashlib.sha256(vraag.get("code_verifier", [""])[0].encode()).digest()
        self.bewezen = base64.urlsafe_b64encode(afdruk).decode().rstrip("=") == self.uitdaging
        getekend = jwt.encode(self.claims, "x" * 32, algorithm="HS256")
        return {"access_token": "a", "token_type": "Bearer", "expires_in": 60, "id_token": getekend}


@pytest.fixture
def aanbieder() -> Iterator[Aanbieder]:
    class Antwoord(BaseHTTPRequestHandler):
        def _json(self, inhoud: dict[str, Any]) -> None:
            tekst = json.dumps(inhoud).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(tekst)))
            self.end_headers()
            self.wfile.write(tekst)

        def do_GET(self) -> None:
            paden = {"authorization_endpoint": "a", "token_endpoint": "t", "jwks_uri": "j", "userinfo_endpoint": "u"}
            self._json({"issuer": gemaakt.adres, **{naam: f"{gemaakt.adres}/{pad}" for naam, pad in paden.items()}})

        def do_POST(self) -> None:
            lichaam = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._json(gemaakt.token(parse_qs(lichaam)))

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Antwoord)
    gemaakt = Aanbieder(f"http://127.0.0.1:{server.server_port}")
    draad = threading.Thread(target=server.serve_forever, daemon=True)
    draad.start()
    yield gemaakt
    server.shutdown()
    server.server_close()


@pytest.fixture
def cast(db: None, aanbieder: Aanbieder, settings: Settings) -> Cast:
    cache.clear()
    settings.BAKEN_OIDC_UITGEVER = aanbieder.adres
    app = {
        "provider_id": oidc_id(aanbieder.adres),
        "name": "Organisatie",
        "client_id": CLIENT,
        "secret": "geheim",
        "settings": {"server_url": aanbieder.adres, "fetch_userinfo": False, "uid_field": "sub"},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    gemaakt = maak_cast()
    koppel_oidc(medewerker_id=gemaakt.beheer.pk, subject=SUBJECT, door=als(gemaakt.tweede))
    return gemaakt


def _ga_inloggen(client: Client, aanbieder: Aanbieder) -> dict[str, str]:
    antwoord = client.post(f"/aanmelden/account/oidc/{oidc_id(aanbieder.adres)}/login/")
    assert antwoord.status_code == 302
    vraag = {naam: w[0] for naam, w in parse_qs(urlsplit(antwoord.headers["Location"]).query).items()}
    aanbieder.uitdaging = vraag["code_challenge"]
    return vraag


def _log_in(client: Client, aanbieder: Aanbieder) -> HttpResponse:
    vraag = _ga_inloggen(client, aanbieder)
    return _terug(client, aanbieder, vraag["state"])


def _terug(client: Client, aanbieder: Aanbieder, state: str) -> HttpResponse:
    adres = f"/aanmelden/account/oidc/{oidc_id(aanbieder.adres)}/login/callback/"
    antwoord = client.get(adres, {"code": "c", "state": state})
    assert isinstance(antwoord, HttpResponse)
    return antwoord


def _ingelogd(client: Client) -> str:
    return str(client.session.get("_auth_user_id", ""))


def test_a_linked_subject_signs_in_with_state_and_pkce(cast: Cast, client: Client, aanbieder: Aanbieder) -> None:
    assert _log_in(client, aanbieder).status_code == 302
    assert _ingelogd(client) == str(cast.beheer.pk)
    assert aanbieder.bewezen


def test_a_second_factor_counts_only_when_the_provider_proves_it(
    cast: Cast, client: Client, aanbieder: Aanbieder
) -> None:
    _log_in(client, aanbieder)
    assert client.get("/beheer/contacten/").status_code == 302
    aanbieder.claims["amr"] = ["pwd", "mfa"]
    _log_in(ander := Client(), aanbieder)
    assert ander.get("/beheer/contacten/").status_code == 200


def test_an_acr_of_the_settings_counts_too(
    cast: Cast, client: Client, aanbieder: Aanbieder, settings: Settings
) -> None:
    settings.BAKEN_OIDC_ACR = ["urn:voorbeeld:hoog"]
    aanbieder.claims["acr"] = "urn:voorbeeld:laag"
    _log_in(client, aanbieder)
    assert client.get("/beheer/contacten/").status_code == 302
    aanbieder.claims["acr"] = "urn:voorbeeld:hoog"
    _log_in(ander := Client(), aanbieder)
    assert ander.get("/beheer/contacten/").status_code == 200


def test_an_unknown_subject_gets_no_account_even_with_a_known_mail_address(
    cast: Cast, client: Client, aanbieder: Aanbieder
) -> None:
    aanbieder.claims |= {"sub": "iemand-anders", "email": cast.beheer.email, "email_verified": True}
    antwoord = _log_in(client, aanbieder)
    assert "nog geen account" in antwoord.content.decode()
    assert _ingelogd(client) == ""


@pytest.mark.parametrize(
    "anders",
    [{"iss": "https://kwaad.example"}, {"aud": "andere-client"}, {"exp": 1}, {"exp": None}],
    ids=["issuer", "audience", "expired", "without an end"],
)
def test_a_token_that_does_not_fit_signs_nobody_in(
    cast: Cast, client: Client, aanbieder: Aanbieder, anders: dict[str, Any]
) -> None:
    aanbieder.claims = {n: w for n, w in {**aanbieder.claims, **anders}.items() if w is not None}
    antwoord = _log_in(client, aanbieder)
    assert antwoord.status_code < 500
    assert _ingelogd(client) == ""


@pytest.mark.parametrize("state", ["", "verzonnen"])
def test_a_wrong_state_signs_nobody_in(cast: Cast, client: Client, aanbieder: Aanbieder, state: str) -> None:
    _ga_inloggen(client, aanbieder)
    assert _terug(client, aanbieder, state).status_code < 500
    assert _ingelogd(client) == ""


def test_a_state_of_another_browser_signs_nobody_in(cast: Cast, client: Client, aanbieder: Aanbieder) -> None:
    vraag = _ga_inloggen(client, aanbieder)
    _terug(slachtoffer := Client(), aanbieder, vraag["state"])
    assert _ingelogd(slachtoffer) == ""


def test_the_same_subject_of_another_issuer_is_another_person() -> None:
    assert oidc_id("https://een.example") != oidc_id("https://ander.example")


def test_a_closed_account_does_not_come_in(cast: Cast, client: Client, aanbieder: Aanbieder) -> None:
    cast.beheer.is_active = False
    cast.beheer.save()
    _log_in(client, aanbieder)
    assert _ingelogd(client) == ""


def test_no_role_comes_from_a_claim_unless_the_settings_name_it(
    cast: Cast, client: Client, aanbieder: Aanbieder
) -> None:
    koppel_oidc(medewerker_id=cast.balie.pk, subject="balie", door=als(cast.tweede))
    aanbieder.claims |= {"sub": "balie", "rollen": ["beleidsmedewerker"]}
    _log_in(client, aanbieder)
    assert not cast.balie.aanstellingen.exists()


def test_roles_come_from_the_claim_and_dossiers_still_ask_a_second_person(
    cast: Cast, client: Client, aanbieder: Aanbieder, settings: Settings
) -> None:
    settings.BAKEN_OIDC_ROLCLAIM = "rollen"
    koppel_oidc(medewerker_id=cast.balie.pk, subject="balie", door=als(cast.tweede))
    aanbieder.claims |= {"sub": "balie", "rollen": ["beleidsmedewerker", "aandachtsfunctionaris", "onzin"]}
    _log_in(client, aanbieder)
    gegeven = dict(cast.balie.aanstellingen.values_list("rol", "wacht_op_bevestiging"))
    assert gegeven == {"beleidsmedewerker": False, "aandachtsfunctionaris": True}


def test_a_role_that_the_provider_no_longer_names_does_not_count(
    cast: Cast, client: Client, aanbieder: Aanbieder, settings: Settings
) -> None:
    settings.BAKEN_OIDC_ROLCLAIM = "rollen"
    aanbieder.claims |= {"amr": ["mfa"], "rollen": ["beheerder"]}
    _log_in(client, aanbieder)
    assert client.get("/beheer/contacten/").status_code == 200
    aanbieder.claims["rollen"] = []
    _log_in(ander := Client(), aanbieder)
    assert ander.get("/beheer/contacten/").status_code == 403
