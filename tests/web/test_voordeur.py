"""The first page of who is not signed in: danger first, then reporting or advice, then signing in."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings
from tests.cast import Cast, aanmelden, maak_cast

UITPROBEREN = "Kies een rol"


@pytest.fixture
def cast(db: None) -> Cast:
    return maak_cast()


def test_danger_comes_first_then_reporting_then_signing_in(db: None, client: Client) -> None:
    antwoord = client.get("/")
    tekst = antwoord.content.decode()
    assert antwoord.status_code == 200
    plekken = [tekst.index(f'href="{adres}"') for adres in ("tel:112", "/melden/", reverse("account_login"))]
    assert plekken == sorted(plekken)
    assert "/melden/volgen/" in tekst


def test_it_is_as_bare_as_every_public_page(
    db: None, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        antwoord = client.get("/")
    assert not antwoord.cookies
    assert antwoord.headers["Cache-Control"] == "no-store"
    assert antwoord.headers["Referrer-Policy"] == "no-referrer"


def test_in_the_demonstration_the_invented_people_are_one_click_away(
    db: None, client: Client, settings: Settings
) -> None:
    assert UITPROBEREN in client.get("/").content.decode()
    settings.DEMONSTRATIE = False
    assert UITPROBEREN not in client.get("/").content.decode()


def test_only_looking_is_possible_without_signing_in(db: None, client: Client) -> None:
    assert client.post("/").headers["Location"] == reverse("account_login")


def test_who_is_signed_in_comes_to_the_own_start_page(cast: Cast, client: Client) -> None:
    aanmelden(client, cast.balie)
    assert client.get("/").templates[0].name == "algemeen/start.html"
    client.post(reverse("account_logout"))
    assert client.get("/").templates[0].name == "algemeen/voordeur.html"
