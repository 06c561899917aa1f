"""Signing in through an own OpenID Connect provider, played here by a small server on the loopback address."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.account.models import EmailAddress
from cryptography.hazmat.primitives.asymmetric import rsa
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from pytest_django.fixtures import Settings
from tests.cast import Cast, als, maak_cast

from baken.conf.oidc import oidc_id
from baken.organisaties.services import koppel_oidc

CLIENT = "baken-toets"
SUBJECT = "onderwerp-17"
LATER = 4_102_444_800  # 1 January 2100
EIGEN, VREEMD = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))


def _jwk(sleutel: rsa.RSAPrivateKey, kid: str = "een") -> dict[str, Any]:
    publiek: dict[str, Any] = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(sleutel.public_key()))
    return {**publiek, "kid": kid, "use": "sig", "alg": "RS256"}


class Aanbieder:
    """What the provider will answer; a test changes `claims`, `kop` or the keys to something wrong."""

    def __init__(self, adres: str) -> None:
        self.adres = self.noemt_zich = adres
        self.uitdaging = self.nonce = ""
        self.bewezen = False
        self.met_id_token = True
        self.sleutel: Any = EIGEN
        self.alg: str | None = "RS256"
        self.kop: dict[str, Any] = {"kid": "een"}
        self.sleutels = [_jwk(EIGEN)]
        nu = int(time.time())
        self.claims: dict[str, Any] = {"iss": adres, "aud": CLIENT, "sub": SUBJECT, "iat": nu, "exp": nu + 60}

    def token(self, vraag: dict[str, list[str]]) -> dict[str, Any]:
        afdruk = hashlib.sha256(vraag.get("code_verifier", [""])[0].encode()).digest()
        self.bewezen = base64.urlsafe_b64encode(afdruk).decode().rstrip("=") == self.uitdaging
        claims = {n: w for n, w in {"nonce": self.nonce, **self.claims}.items() if w is not None}
        getekend = jwt.encode(claims, self.sleutel, algorithm=self.alg, headers=self.kop)
        antwoord = {"access_token": "a", "token_type": "Bearer", "expires_in": 60, "id_token": getekend}
        return antwoord if self.met_id_token else {n: w for n, w in antwoord.items() if n != "id_token"}


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
            adressen = {naam: f"{gemaakt.adres}/{pad}" for naam, pad in paden.items()}
            antwoorden: dict[str, Any] = {
                "/j": {"keys": gemaakt.sleutels},
                "/u": {"sub": SUBJECT, "nonce": gemaakt.nonce},
            }
            self._json(antwoorden.get(self.path, {"issuer": gemaakt.noemt_zich, **adressen}))

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
    aanbieder.uitdaging, aanbieder.nonce = vraag["code_challenge"], vraag["nonce"]
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
    [
        {"iss": "https://kwaad.example"},
        {"aud": "andere-client"},
        {"aud": [CLIENT, "andere-client"]},
        {"aud": [CLIENT, "andere-client"], "azp": "andere-client"},
        {"azp": "andere-client"},
        {"exp": 1},
        {"exp": None},
        {"iat": None},
        {"iat": LATER},
        {"nbf": LATER},
        {"sub": None},
        {"nonce": None},
        {"nonce": ""},
        {"nonce": "van-een-ander-verzoek"},
    ],
    ids=lambda anders: "-".join(f"{n}={w}" for n, w in anders.items()),
)
def test_a_token_that_does_not_fit_signs_nobody_in(
    cast: Cast, client: Client, aanbieder: Aanbieder, anders: dict[str, Any]
) -> None:
    aanbieder.claims |= anders
    antwoord = _log_in(client, aanbieder)
    assert antwoord.status_code < 500
    assert _ingelogd(client) == ""


def _zonder_handtekening(aanbieder: Aanbieder) -> None:
    aanbieder.sleutel, aanbieder.alg = None, None


def _met_het_geheim(aanbieder: Aanbieder) -> None:
    aanbieder.sleutel, aanbieder.alg = "geheim" * 8, "HS256"


def _met_de_publieke_sleutel_als_geheim(aanbieder: Aanbieder) -> None:
    publiek = json.dumps(_jwk(EIGEN)).encode()  # PyJWT refuses a PEM as secret; the attack is the same
    aanbieder.sleutel, aanbieder.alg = publiek, "HS256"


def _met_een_andere_sleutel(aanbieder: Aanbieder) -> None:
    aanbieder.sleutel = VREEMD


def _met_een_onbekende_sleutel(aanbieder: Aanbieder) -> None:
    aanbieder.sleutel, aanbieder.kop = VREEMD, {"kid": "twee"}


def _zonder_sleutels(aanbieder: Aanbieder) -> None:
    aanbieder.sleutels = []


def _zonder_naam_bij_twee_sleutels(aanbieder: Aanbieder) -> None:
    aanbieder.sleutels, aanbieder.kop = [_jwk(EIGEN), _jwk(VREEMD, "twee")], {}


def _onder_een_andere_naam(aanbieder: Aanbieder) -> None:
    aanbieder.noemt_zich = aanbieder.claims["iss"] = "https://kwaad.example"


def _zonder_id_token(aanbieder: Aanbieder) -> None:
    aanbieder.met_id_token = False


@pytest.mark.parametrize(
    "knoei",
    [
        _zonder_handtekening,
        _met_het_geheim,
        _met_de_publieke_sleutel_als_geheim,
        _met_een_andere_sleutel,
        _met_een_onbekende_sleutel,
        _zonder_sleutels,
        _zonder_naam_bij_twee_sleutels,
        _onder_een_andere_naam,
        _zonder_id_token,
    ],
)
def test_a_token_without_a_good_signature_signs_nobody_in(
    cast: Cast, client: Client, aanbieder: Aanbieder, knoei: Callable[[Aanbieder], None]
) -> None:
    knoei(aanbieder)
    antwoord = _log_in(client, aanbieder)
    assert antwoord.status_code < 500
    assert _ingelogd(client) == ""


def test_a_key_without_a_name_is_enough_when_there_is_one(cast: Cast, client: Client, aanbieder: Aanbieder) -> None:
    aanbieder.kop = {}
    _log_in(client, aanbieder)
    assert _ingelogd(client) == str(cast.beheer.pk)


def test_every_request_bears_a_nonce_of_its_own_that_the_address_cannot_replace(
    cast: Cast, aanbieder: Aanbieder
) -> None:
    adres = f"/aanmelden/account/oidc/{oidc_id(aanbieder.adres)}/login/"
    gezien = set()
    for erachter in ("", "", "?auth_params=nonce%3Dvast", "?nonce=vast"):
        vraag = parse_qs(urlsplit(Client().post(adres + erachter).headers["Location"]).query)
        assert len(vraag["nonce"]) == 1
        assert len(vraag["nonce"][0]) >= 43  # 256 random bits
        gezien.add(vraag["nonce"][0])
    assert len(gezien) == 4
    assert "vast" not in gezien


def test_a_token_of_another_sign_in_of_the_same_person_is_refused(
    cast: Cast, client: Client, aanbieder: Aanbieder
) -> None:
    _ga_inloggen(ander := Client(), aanbieder)
    gestolen = aanbieder.nonce
    vraag = _ga_inloggen(client, aanbieder)
    aanbieder.claims["nonce"] = gestolen
    _terug(client, aanbieder, vraag["state"])
    assert (_ingelogd(client), _ingelogd(ander)) == ("", "")


@pytest.mark.parametrize("bevestigd", [True, False, None, "true"])
def test_a_mail_address_of_a_token_changes_nothing_whether_verified_or_not(
    cast: Cast, client: Client, aanbieder: Aanbieder, bevestigd: object
) -> None:
    """The account follows issuer and subject; an address, verified or not, leads to nobody and is kept nowhere."""
    eigen = cast.beheer.email
    aanbieder.claims |= {"email": cast.anna.email, "email_verified": bevestigd}
    _log_in(client, aanbieder)
    assert _ingelogd(client) == str(cast.beheer.pk)
    cast.beheer.refresh_from_db()
    assert cast.beheer.email == eigen
    assert not EmailAddress.objects.exists()
    aanbieder.claims |= {"sub": "iemand-anders"}
    _log_in(ander := Client(), aanbieder)
    assert _ingelogd(ander) == ""


def test_signing_in_changes_the_session_key(cast: Cast, client: Client, aanbieder: Aanbieder) -> None:
    vraag = _ga_inloggen(client, aanbieder)
    vooraf = client.session.session_key
    _terug(client, aanbieder, vraag["state"])
    assert _ingelogd(client) == str(cast.beheer.pk)
    assert client.session.session_key != vooraf
    assert not Session.objects.filter(session_key=vooraf).exists()


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
