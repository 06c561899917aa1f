"""Every page that a role can reach from its menu is accessible, valid, and asks nothing of anybody else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import BrowserContext, Page

from tests.browser.toezicht import BREED, SMAL, Toezicht
from tests.browser.wereld import maak_wereld, meld_aan
from tests.gereedschap.server import DraaiendeServer

pytestmark = pytest.mark.browser
PER_BLAD = 2  # of pages about one thing, such as a dossier, this many are opened
GEEN_BLAD = ("_pdf", "_docx", "_csv", "account_logout", "verleng", "recovery_codes_download")
PUBLIEK = ("/melden/", "/privacy/", "/toegankelijkheid/", "/bronnen/")
ACCOUNT = "/aanmelden/"  # the same for everyone, so one role looks at it
VOOR_DE_DEUR = ("/", "/aanmelden/account/login/", "/aanmelden/account/password/reset/", "/bestaat-niet/")
ROLLEN = ("balie", "anna", "beheer", "fg", "beleid", "burgemeester", "zoe", "piet", "rik")
MATEN = (BREED, SMAL)


def _sleutel(adres: str) -> tuple[str, str] | None:
    """Return what makes two addresses the same page, or None when it is not a page to visit."""
    deel = urlsplit(adres)
    try:
        naam = resolve(deel.path).view_name
    except Resolver404:
        return None
    if naam.endswith(GEEN_BLAD):
        return None
    return naam, parse_qs(deel.query).get("tab", [""])[0]


def _loop(pagina: Page, toezicht: Toezicht, begin: list[str], slaat_over: Callable[[str], bool]) -> set[str]:
    """Walk over the links from the first pages on. Returns the names of the views that were seen."""
    publiek = begin[0] in PUBLIEK
    wacht, gezien, teller = list(begin), set(), Counter[tuple[str, str]]()
    while wacht:
        adres = wacht.pop(0)
        sleutel = _sleutel(adres)
        if sleutel is None or adres in gezien or teller[sleutel] >= PER_BLAD or slaat_over(adres):
            continue
        gezien.add(adres)
        teller[sleutel] += 1
        antwoord = pagina.goto(adres)
        if antwoord is None or antwoord.status != 200:
            toezicht.klacht("dode link", f"{antwoord.status if antwoord else '-'} {adres}")
            continue
        toezicht.keur(pagina, publiek=publiek, maten=MATEN if teller[sleutel] == 1 else ())
        hier = pagina.url
        for href in pagina.eval_on_selector_all("a[href]", "alle => alle.map(a => a.getAttribute('href'))"):
            heel = urljoin(hier, href).partition("#")[0]
            if heel.startswith(f"{toezicht.adres}/"):
                wacht.append(heel.removeprefix(toezicht.adres))
    return {naam for naam, _tab in teller}


@pytest.fixture(scope="module")
def draaiende_server(gedeelde_server: DraaiendeServer) -> DraaiendeServer:
    """Give one server with one region to everybody here: they only look."""
    maak_wereld()
    return gedeelde_server


@pytest.mark.parametrize("naam", ROLLEN)
def test_every_page_behind_the_menu_of_a_role_is_clean(
    browsercontext: BrowserContext, draaiende_server: DraaiendeServer, tmp_path: Path, naam: str
) -> None:
    toezicht = Toezicht(browsercontext, draaiende_server.adres)
    pagina = browsercontext.new_page()
    meld_aan(pagina, naam)
    overslaan = PUBLIEK if naam == "balie" else (*PUBLIEK, ACCOUNT)
    bladen = _loop(pagina, toezicht, ["/"], lambda adres: adres.startswith(overslaan))
    assert "algemeen:start" in bladen
    toezicht.eis_schoon(tmp_path / "html")


def test_every_public_page_is_clean_and_sets_no_cookie(
    browsercontext: BrowserContext, draaiende_server: DraaiendeServer, tmp_path: Path
) -> None:
    toezicht = Toezicht(browsercontext, draaiende_server.adres)
    bladen = _loop(browsercontext.new_page(), toezicht, list(PUBLIEK), lambda adres: not adres.startswith(PUBLIEK))
    assert {"melden:start", "melden:organisatie", "melden:volgen"} <= bladen
    assert browsercontext.cookies() == []
    toezicht.eis_schoon(tmp_path / "html")


def test_the_pages_before_the_door_are_clean(
    browsercontext: BrowserContext, draaiende_server: DraaiendeServer, tmp_path: Path
) -> None:
    toezicht = Toezicht(browsercontext, draaiende_server.adres)
    pagina = browsercontext.new_page()
    for pad in VOOR_DE_DEUR:
        pagina.goto(pad)
        toezicht.keur(pagina, maten=MATEN)
    toezicht.eis_schoon(tmp_path / "html")
