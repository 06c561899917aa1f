"""Every role x every URL x GET and POST, from the URLconf and the rights table; what is not allowed is refused."""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from tests.cast import Cast, aanmelden, maak_cast, medewerker

from baken.organisaties.besluit import alle_rechten
from baken.organisaties.models import Medewerker
from baken.organisaties.rollen import Rol
from baken.web.aanmelden.open import AANMELDPAGINAS

VERZONNEN = {"IntConverter": 999_999, "UUIDConverter": uuid.UUID(int=7)}
AFGEWEZEN = frozenset({403, 404})
# An unknown id: the page may not exist (404); an empty form may be refused (400, 409, 422); never a crash.
TOEGELATEN = frozenset({200, 204, 302, 400, 404, 405, 409, 422})


def _bladen(resolver: URLResolver, voor: str = "") -> Iterator[tuple[str, URLPattern]]:
    for deel in resolver.url_patterns:
        if isinstance(deel, URLResolver):
            ruimte = f"{voor}{deel.namespace}:" if deel.namespace else voor
            yield from _bladen(deel, ruimte)
        else:
            yield f"{voor}{deel.name}", deel


@cache
def _bladen_met_recht() -> list[tuple[str, str]]:
    return sorted(
        {
            (naam, patroon.callback.recht)
            for naam, patroon in _bladen(get_resolver())
            if getattr(patroon.callback, "recht", None)
        }
    )


@cache
def _adres(naam: str) -> str:
    """Return the address of a URL with made-up values for its parts."""
    for patroon_naam, patroon in _bladen(get_resolver()):
        if patroon_naam == naam:
            waarden = {
                deel: VERZONNEN.get(type(soort).__name__, "bestaat-niet")
                for deel, soort in patroon.pattern.converters.items()
            }
            return reverse(naam, kwargs=waarden)
    raise AssertionError(naam)


def _mag(rollen: set[Rol], recht: str, *, tweede_factor: bool = True) -> bool:
    """Read the table itself: not the functions under test."""
    rijen = [r for r in alle_rechten() if r.handeling == recht and r.rollen & rollen]
    return any(tweede_factor or not r.tweede_factor for r in rijen)


@pytest.fixture
def cast(db: None) -> Cast:
    return maak_cast()


def _persoon(cast: Cast, rol: Rol) -> Medewerker:
    return medewerker(f"een-{rol}", cast.gemeente, *([] if rol == Rol.MELDER else [rol]))


@pytest.mark.parametrize("rol", list(Rol))
def test_each_role_reaches_exactly_what_the_table_gives(cast: Cast, rol: Rol) -> None:
    persoon = _persoon(cast, rol)
    client = Client()
    aanmelden(client, persoon)
    fouten = []
    for naam, recht in _bladen_met_recht():
        adres = _adres(naam)
        for methode in ("get", "post"):
            status = getattr(client, methode)(adres).status_code
            goed = TOEGELATEN if _mag({rol, Rol.MELDER}, recht) else AFGEWEZEN
            if status not in goed:
                fouten.append((naam, methode, recht, status))
    assert fouten == []


@pytest.mark.parametrize("rol", [r for r in Rol if r != Rol.MELDER])
def test_without_a_second_factor_no_role_reaches_what_asks_one(cast: Cast, rol: Rol) -> None:
    persoon = _persoon(cast, rol)
    client = Client()
    aanmelden(client, persoon, tweede_factor=False)
    fouten = []
    for naam, recht in _bladen_met_recht():
        if not _mag({rol, Rol.MELDER}, recht) or _mag({rol, Rol.MELDER}, recht, tweede_factor=False):
            continue
        for methode in ("get", "post"):
            antwoord = getattr(client, methode)(_adres(naam))
            if antwoord.status_code != 302 or antwoord.headers["Location"] != reverse("mfa_index"):
                fouten.append((naam, methode, recht, antwoord.status_code))
    assert fouten == []


def test_a_visitor_reaches_nothing_that_asks_a_recht(cast: Cast) -> None:
    client = Client()
    for naam, _recht in _bladen_met_recht():
        for methode in ("get", "post"):
            antwoord = getattr(client, methode)(_adres(naam))
            if (naam, methode) == ("algemeen:start", "get"):  # the first page of everybody (test_voordeur.py)
                assert antwoord.templates[0].name == "algemeen/voordeur.html"
                continue
            assert antwoord.status_code == 302, naam
            assert antwoord.headers["Location"].startswith(reverse("account_login")), naam


def test_every_unsafe_request_behind_the_door_asks_a_csrf_token(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    aanmelden(client, cast.anna)
    for naam, _recht in _bladen_met_recht():
        for methode in ("post", "put", "delete", "patch"):
            antwoord = getattr(client, methode)(_adres(naam))
            assert antwoord.status_code in {403, 405}, (naam, methode, antwoord.status_code)


def _aanmeldpaginas() -> Iterator[tuple[URLPattern, str]]:
    """Give the pages of allauth with an address; the provider's answer comes from elsewhere (test_oidc.py)."""
    for _naam, patroon in _bladen(get_resolver()):
        if getattr(patroon.callback, "recht", None) is not None or "provider_id" in str(patroon.pattern):
            continue
        with contextlib.suppress(NoReverseMatch):  # a page about one key or one link needs more than its name
            yield patroon, reverse(str(patroon.name))


def test_sign_in_pages_ask_a_csrf_token_too(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    gezien = [client.post(adres).status_code for patroon, adres in _aanmeldpaginas() if patroon.name in AANMELDPAGINAS]
    assert len(gezien) > 15
    assert set(gezien) == {403}


def test_pages_of_allauth_that_are_not_on_the_list_do_not_exist(cast: Cast) -> None:
    client = Client()
    aanmelden(client, cast.beheer)
    over = [(p.name, adres) for p, adres in _aanmeldpaginas() if p.name not in AANMELDPAGINAS]
    assert {"account_signup", "account_email", "socialaccount_connections"} <= {naam for naam, _adres in over}
    for naam, adres in over:
        assert client.get(adres).status_code == 404, naam
        assert client.post(adres).status_code == 404, naam


def test_the_table_opens_nothing_for_a_role_that_has_ended(cast: Cast, client: Client) -> None:
    cast.anna.aanstellingen.update(geldig_tot=date(2021, 1, 1))
    aanmelden(client, cast.anna)
    assert client.get(reverse("signalen:werklijst")).status_code == 403
