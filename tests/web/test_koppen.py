"""Headers and cookies on every page (internet.nl, ASVS 3): policy, caching, framing, referrer, transport."""

from __future__ import annotations

import re

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings
from tests.cast import Cast, aanmelden, maak_cast

PUBLIEK = ("/bronnen/", "/privacy/", "/toegankelijkheid/", "/gezond/", "/robots.txt", "/melden/")
AANMELDEN = ("/aanmelden/account/login/", "/aanmelden/account/password/reset/")
BINNEN = ("/", "/rechten/", "/beheer/mensen/", "/beheer/contacten/", "/beheer/afspraken/", "/aanmelden/account/2fa/")


@pytest.fixture
def cast(db: None) -> Cast:
    return maak_cast()


@pytest.fixture
def paginas(cast: Cast, client: Client) -> list[object]:
    aanmelden(client, cast.beheer)
    bezoeker = Client()
    return [*(bezoeker.get(pad) for pad in (*PUBLIEK, *AANMELDEN)), *(client.get(pad) for pad in BINNEN)]


def _richtlijnen(kop: str) -> dict[str, list[str]]:
    return {deel.split()[0]: deel.split()[1:] for deel in kop.split(";") if deel.strip()}


def test_the_policy_allows_nothing_from_elsewhere_and_nothing_inline(paginas: list[object]) -> None:
    for antwoord in paginas:
        csp = _richtlijnen(antwoord.headers["Content-Security-Policy"])  # type: ignore[attr-defined]  # HttpResponse
        assert csp["default-src"] == ["'none'"]
        assert csp["frame-ancestors"] == ["'none'"]
        assert csp["base-uri"] == ["'none'"]
        assert csp["form-action"] == ["'self'"]
        for waarden in csp.values():
            assert set(waarden) <= {"'none'", "'self'"}


def test_every_page_says_what_it_is_and_may_not_be_kept_or_framed(paginas: list[object]) -> None:
    for antwoord in paginas:
        koppen = antwoord.headers  # type: ignore[attr-defined]  # HttpResponse
        assert koppen["X-Content-Type-Options"] == "nosniff"
        assert koppen["Cache-Control"] == "no-store"
        assert koppen["X-Frame-Options"] == "DENY"
        assert koppen["Cross-Origin-Opener-Policy"] == "same-origin"
        assert koppen["Content-Type"].startswith(("text/html", "text/plain"))


def test_pages_hold_no_inline_style_or_script_and_nothing_from_elsewhere(paginas: list[object]) -> None:
    for antwoord in paginas:
        html = antwoord.content.decode()  # type: ignore[attr-defined]  # HttpResponse
        pad = antwoord.request["PATH_INFO"]  # type: ignore[attr-defined]  # set by the test client
        assert not re.search(r"\sstyle=|<style|\son[a-z]+=", html), pad
        for script in re.findall(r"<script([^>]*)>", html):
            assert 'src="/static/' in script or 'type="application/json"' in script, (pad, script)
        assert not re.search(r'(?:src|<link[^>]*href)="(?:https?:)?//', html), pad


def test_public_pages_set_no_cookie_and_send_no_referrer(db: None) -> None:
    client = Client()
    for pad in PUBLIEK:
        antwoord = client.get(pad)
        assert antwoord.status_code == 200, pad
        assert not antwoord.cookies, pad
        assert antwoord.headers["Referrer-Policy"] == "no-referrer", pad


def test_a_public_page_asks_no_session_even_of_who_is_signed_in(cast: Cast, client: Client) -> None:
    aanmelden(client, cast.beheer)
    antwoord = client.get("/privacy/")
    assert "Beheer" not in antwoord.content.decode()
    assert not antwoord.cookies


def test_transport_is_strict_behind_tls(db: None, settings: Settings, client: Client) -> None:
    settings.SECURE_HSTS_SECONDS = 63072000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    antwoord = Client(headers={"X-Forwarded-Proto": "https"}).get("/gezond/")
    assert int(antwoord.headers["Strict-Transport-Security"].split("max-age=")[1].split(";")[0]) >= 31536000
    assert "Strict-Transport-Security" not in client.get("/gezond/").headers


def test_health_has_no_content(db: None, client: Client) -> None:
    antwoord = client.get(reverse("algemeen:gezond"))
    assert (antwoord.status_code, antwoord.content) == (200, b"")


def test_security_txt_follows_rfc_9116_or_does_not_exist(db: None, settings: Settings, client: Client) -> None:
    adres = "/.well-known/security.txt"
    assert client.get(adres).status_code == 404
    settings.BAKEN_BEVEILIGINGSCONTACT = "mailto:beveiliging@gemeente.example"
    tekst = client.get(adres).content.decode()
    assert "Contact: mailto:beveiliging@gemeente.example\n" in tekst
    assert re.search(r"^Expires: \d{4}-\d\d-\d\dT[\d:]+\+00:00$", tekst, re.MULTILINE)


@pytest.mark.parametrize("pad", ["/", "/gezond/", "/beheer/mensen/", "/aanmelden/account/login/"])
def test_without_the_database_every_page_says_so_and_when_to_come_back(cast: Cast, client: Client, pad: str) -> None:
    def weg(*_alles: object) -> None:
        raise OperationalError("the database is away")

    aanmelden(client, cast.beheer)
    client.raise_request_exception = False
    with connection.execute_wrapper(weg):
        antwoord = client.get(pad)
    assert antwoord.status_code == 503
    assert int(antwoord.headers["Retry-After"]) > 0
    assert "the database" not in antwoord.content.decode()
