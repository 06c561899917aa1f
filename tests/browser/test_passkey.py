"""A passkey, added and used in a real browser with a virtual authenticator, under the security policy as it is."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from playwright.sync_api import Page

from tests.cast import Cast, maak_cast

WACHTWOORD = "vier vrolijke vissen zwemmen"
SLEUTEL = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}

pytestmark = pytest.mark.browser


@pytest.fixture
def cast(schone_database: object) -> Cast:
    cache.clear()
    gemaakt = maak_cast()
    gemaakt.beheer.set_password(WACHTWOORD)
    gemaakt.beheer.save()
    return gemaakt


def sessie(pagina: Page) -> str:
    """The key of the session that this browser has, or nothing."""
    return next((k["value"] for k in pagina.context.cookies() if k["name"] == "baken-demonstratie"), "")


def test_a_passkey_is_added_and_signs_in_without_a_password_in_another_session(cast: Cast, pagina: Page) -> None:
    meldingen: list[str] = []
    pagina.on("console", lambda m: meldingen.append(m.text) if "Content Security Policy" in m.text else None)
    cdp = pagina.context.new_cdp_session(pagina)
    cdp.send("WebAuthn.enable")
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": SLEUTEL})

    pagina.goto("/aanmelden/account/login/")
    pagina.get_by_label("Gebruikersnaam").fill("beheer")
    pagina.get_by_label("Wachtwoord").fill(WACHTWOORD)
    pagina.get_by_role("button", name="Inloggen", exact=True).click()
    pagina.goto("/aanmelden/account/2fa/webauthn/add/")
    pagina.get_by_label("Wachtwoord").fill(WACHTWOORD)
    pagina.get_by_role("button", name="Bevestigen").click()
    pagina.get_by_label("Inloggen zonder wachtwoord").check()
    pagina.get_by_role("button", name="Passkey toevoegen").click()
    pagina.wait_for_url(lambda adres: "webauthn/add" not in adres)
    pagina.goto("/beheer/contacten/")
    assert pagina.get_by_role("heading", name="Contacten en termijnen", level=1).is_visible()

    pagina.goto("/aanmelden/account/logout/")
    pagina.locator("main").get_by_role("button", name="Uitloggen").click()
    pagina.goto("/beheer/contacten/")
    assert "/login/" in pagina.url
    vooraf = sessie(pagina)
    assert vooraf
    pagina.get_by_role("button", name="Inloggen met een passkey").click()
    pagina.wait_for_url("**/beheer/contacten/")
    assert pagina.get_by_role("heading", name="Contacten en termijnen", level=1).is_visible()
    assert meldingen == []
    assert sessie(pagina) not in {"", vooraf}
    assert not Session.objects.filter(session_key=vooraf).exists()
