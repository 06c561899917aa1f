"""Every URL names its recht or stands on the explicit list of open pages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from baken.organisaties.besluit import handelingen
from baken.web.aanmelden.open import AANMELDPAGINAS
from baken.web.context import MENU

# Public pages: no session, no cookie. A new one is a decision, so it is listed here.
PUBLIEK = {
    "algemeen:gezond",
    "algemeen:bronnen",
    "algemeen:toegankelijkheid",
    "algemeen:privacy",
    "algemeen:robots",
    "algemeen:security_txt",
    "algemeen:huisstijl",
}
PUBLIEKE_NAAMRUIMTE = "melden:"


def _bladen(resolver: URLResolver, voor: str = "") -> Iterator[tuple[str, URLPattern]]:
    for deel in resolver.url_patterns:
        if isinstance(deel, URLResolver):
            ruimte = f"{voor}{deel.namespace}:" if deel.namespace else voor
            yield from _bladen(deel, ruimte)
        else:
            yield f"{voor}{deel.name}", deel


def _van_allauth(patroon: URLPattern) -> bool:
    """Tell whether allauth brought this URL: what is not on our list answers 404 (tests/web/test_matrix.py)."""
    return patroon.lookup_str.startswith(("allauth.", "django.views.generic.base.RedirectView"))


def test_every_url_names_its_recht() -> None:
    zonder, onbekend = [], []
    for naam, patroon in _bladen(get_resolver()):
        recht = getattr(patroon.callback, "recht", None)
        if recht is None and not _van_allauth(patroon):
            zonder.append(naam)
        if recht and recht not in handelingen():
            onbekend.append(f"{naam}: {recht}")
    assert zonder == []
    assert onbekend == []


def test_every_sign_in_page_on_the_list_exists() -> None:
    assert {patroon.name for _naam, patroon in _bladen(get_resolver())} >= AANMELDPAGINAS


def test_every_public_url_is_on_the_explicit_list() -> None:
    publiek = {naam for naam, p in _bladen(get_resolver()) if getattr(p.callback, "publiek", False)}
    assert {n for n in publiek if not n.startswith(PUBLIEKE_NAAMRUIMTE)} - PUBLIEK == set()


@pytest.mark.django_db
def test_a_page_of_allauth_that_is_not_on_the_list_does_not_exist(client: Client) -> None:
    assert "account_email" not in AANMELDPAGINAS
    assert client.get(reverse("account_email")).status_code == 404
    assert client.get(reverse("account_signup")).status_code == 404
    assert client.get(reverse("account_login")).status_code == 200


def test_every_entry_of_the_menu_leads_to_a_page_with_that_recht() -> None:
    rechten = {naam: getattr(p.callback, "recht", None) for naam, p in _bladen(get_resolver())}
    assert [(i.url_naam, i.handeling) for i in MENU if rechten.get(i.url_naam) != i.handeling] == []
