"""Rows 9, 16, 50, 55 and 59: what every answer carries, and what comes back when something goes wrong."""

from __future__ import annotations

import re
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import OperationalError, connection
from django.http import HttpRequest
from django.test import Client, override_settings

from baken.kern import klok
from baken.signalen import selectors
from baken.web import context, fouten
from baken.web.middleware import toegang
from baken.web.signalen import weergave
from tests.beveiliging.hulp import PUBLIEK, als, loop
from tests.browser.wereld import Wereld

WORTEL = Path(__file__).resolve().parents[2]
SOORTEN = ("text/html; charset=utf-8", "text/plain", "application/json", "application/pdf")
# What a browser fetches by itself. A link that a person follows is not in it.
ONDERDEEL = re.compile(
    r"""<(?:link|script|img|source|iframe|object|embed|video|audio|form|use|input)\b[^>]*?"""
    r"""\s(?:href|src|srcset|action|data|poster|formaction)=["'](?P<adres>[^"']*)["']""",
    re.I,
)
ELDERS = re.compile(r"^(?:[a-z][a-z0-9+.-]*:)?//|^[a-z][a-z0-9+.-]*:", re.I)


_gelopen: dict[str, list[tuple[str, Any]]] = {}  # two tests look at what the same people get


def _rondgang(wereld: Wereld, wie: str) -> list[tuple[str, Any]]:
    """Return every page of one of the people, or of a visitor: address and answer."""
    if wie not in _gelopen:
        client, begin = (als(getattr(wereld.cast, wie)), ("/",)) if wie else (Client(), PUBLIEK)
        _gelopen[wie] = list(loop(client, *begin))
    return _gelopen[wie]


def test_every_answer_says_what_it_is_and_is_not_guessed_at(wereld: Wereld) -> None:
    gezien = 0
    for wie in ("", "anna", "zoe"):
        for adres, antwoord in _rondgang(wereld, wie):
            gezien += 1
            assert antwoord.headers["X-Content-Type-Options"] == "nosniff", adres
            assert antwoord.headers["Content-Type"].startswith(SOORTEN), adres
            assert antwoord.headers["Cache-Control"] == "no-store", adres
    assert gezien > 40


@pytest.mark.parametrize("adres", ["/bestaat-niet/", "/signalen/999999/", "/beheer/mensen/", "/melden/niemand/"])
def test_a_refusal_carries_the_same_headers(wereld: Wereld, adres: str) -> None:
    antwoord = als(wereld.cast.anna).get(adres)
    assert antwoord.status_code in {403, 404}
    assert antwoord.headers["X-Content-Type-Options"] == "nosniff"
    assert antwoord.headers["Content-Type"].startswith("text/html")
    assert "default-src 'none'" in antwoord.headers["Content-Security-Policy"]


def test_no_page_fetches_anything_from_elsewhere(wereld: Wereld) -> None:
    onderdelen = 0
    for wie in ("", "anna", "beheer"):
        for adres, antwoord in _rondgang(wereld, wie):
            if not antwoord.headers["Content-Type"].startswith("text/html"):
                continue
            for treffer in ONDERDEEL.finditer(antwoord.content.decode()):
                onderdelen += 1
                assert not ELDERS.match(treffer["adres"]), f"{adres} fetches {treffer['adres']}"
    assert onderdelen > 100


def test_no_stylesheet_or_script_of_ours_fetches_anything_from_elsewhere() -> None:
    bestanden = [p for p in (WORTEL / "src/baken/web/static_bron").iterdir() if p.suffix in {".css", ".js"}]
    if gebouwd := finders.find("baken/baken.css"):
        bestanden += [p for p in Path(str(gebouwd)).parent.iterdir() if p.suffix in {".css", ".js"}]
    assert bestanden
    for pad in bestanden:
        for adres in re.findall(r"url\(([^)]*)\)|@import\s+([^;]+)|fetch\(\s*[\"']([^\"']+)", pad.read_text("utf-8")):
            doel = "".join(adres).strip("\"' ")
            assert not ELDERS.match(doel) or doel.startswith("data:"), f"{pad.name}: {doel[:80]}"


LANG = "a" * 50_000
LASTIG = [
    "/signalen/?pagina=99999999999999999999",
    "/signalen/?pagina=-1&tab=%00",
    f"/signalen/?nummer={LANG}",
    f"/signalen/?tab=alle&vorm={LANG}&status={LANG}",
    "/signalen/zoek/?q=" + "%25_" * 5_000,
    "/signalen/zoek/?q=%00%01%EF%BF%BF",
    "/signalen/?" + "&".join(f"x{n}=1" for n in range(900)),
    "/signalen/99999999999999999999999999999999/",
    "/beheer/journaal/?handeling=" + "%25" * 10_000,
    "/ontvangen/?tab=alle&pagina=999999999",
    "/signalen/mijn/?pagina=0",
    "/beheer/journaal/?pagina=0",
    "/ontvangen/?pagina=0",
    f"/melden/{'a-' * 20_000}/",
    "/melden/?" + "a[]=1&" * 5_000,
]


@pytest.mark.parametrize("nr", range(len(LASTIG)))
def test_a_pathological_question_ends_soon_with_a_clear_answer(wereld: Wereld, nr: int) -> None:
    client = als(wereld.cast.fg if "/beheer/" in LASTIG[nr] else wereld.cast.anna)
    client.raise_request_exception = False
    begin = time.process_time()
    antwoord = client.get(LASTIG[nr])
    assert time.process_time() - begin < 2
    assert antwoord.status_code < 500


@pytest.mark.parametrize(
    ("adres", "velden"),
    [
        ("/aanmelden/account/login/", {"login": "a\0b", "password": "\0" * 20}),
        ("/aanmelden/account/password/reset/", {"email": "a\0@voorbeeld.invalid"}),
        ("/aanmelden/demonstratie/", {"account": "demo-\0anna"}),
        ("/melden/volgen/", {"code": "\0" * 16}),
    ],
)
def test_a_character_that_a_database_cannot_hold_breaks_nothing(
    wereld: Wereld, adres: str, velden: dict[str, str]
) -> None:
    client = Client(headers={"sec-fetch-site": "same-origin"})
    client.raise_request_exception = False
    assert client.post(adres, velden).status_code < 500


@pytest.mark.parametrize("versie", ["9" * 5_000, "-1", "²", "", "1e3"])
def test_a_version_that_is_no_number_is_a_page_that_went_stale(wereld: Wereld, versie: str) -> None:
    client = als(wereld.cast.anna)
    client.raise_request_exception = False
    for deel in ("sluiten", "beoordelen"):
        antwoord = client.post(f"/signalen/{wereld.door.pk}/{deel}/", {"versie": versie, "uitkomsten": ["zorg"]})
        assert antwoord.status_code in {409, 422}, deel


@pytest.mark.parametrize(
    "velden", [{f"veld{n}": "x" for n in range(2_000)}, {"code": "x" * 3_000_000}], ids=["too many", "too much"]
)
def test_a_post_that_is_too_large_is_refused_before_it_is_read(wereld: Wereld, velden: dict[str, str]) -> None:
    antwoord = Client().post("/melden/volgen/", velden, headers={"sec-fetch-site": "same-origin"})
    assert 400 <= antwoord.status_code < 500


@pytest.mark.postgres
def test_the_database_gives_up_on_a_statement_that_takes_too_long(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone()[0] not in {"0", ""}


GEHEIM = "Xandra Verzonnen 0600000001"


def _breek(*_alles: Any, **_namen: Any) -> Any:
    raise RuntimeError(GEHEIM)


def _breek_database(*_alles: Any, **_namen: Any) -> Any:
    raise OperationalError(GEHEIM)


@pytest.mark.parametrize(
    ("plek", "naam"),
    [(selectors, "werklijst"), (weergave, "rijen"), (context, "menu"), (toegang, "eis_recht")],
    ids=["selector", "page", "frame of the page", "middleware"],
)
def test_an_error_in_any_layer_gives_a_plain_page_that_tells_nothing(
    wereld: Wereld, monkeypatch: pytest.MonkeyPatch, plek: Any, naam: str
) -> None:
    assert settings.DEBUG is False
    client = als(wereld.cast.anna)
    client.raise_request_exception = False
    monkeypatch.setattr(plek, naam, _breek)
    antwoord = client.get("/signalen/?tab=alle")
    assert antwoord.status_code == 500
    _eis_zwijgzaam(antwoord.content.decode())


def test_a_database_that_is_away_gives_503_and_says_when_to_come_back(
    wereld: Wereld, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = als(wereld.cast.anna)
    monkeypatch.setattr(selectors, "werklijst", _breek_database)
    antwoord = client.get("/signalen/")
    assert antwoord.status_code == 503
    assert int(antwoord.headers["Retry-After"]) > 0
    _eis_zwijgzaam(antwoord.content.decode())


def _eis_zwijgzaam(tekst: str) -> None:
    for verraad in (GEHEIM, "Verzonnen 06", "Traceback", "RuntimeError", "OperationalError", ".py"):
        assert verraad not in tekst


def test_the_last_resort_handler_never_breaks_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fouten.loader, "render_to_string", _breek)
    uit = fouten.storing(HttpRequest())
    assert uit.status_code == 500
    assert uit.content
    _eis_zwijgzaam(uit.content.decode())


def test_security_txt_says_where_to_report_a_weakness(db: None) -> None:
    with override_settings(BAKEN_BEVEILIGINGSCONTACT=""):
        assert Client().get("/.well-known/security.txt").status_code == 404
    with override_settings(BAKEN_BEVEILIGINGSCONTACT="mailto:veilig@voorbeeld.invalid"):
        antwoord = Client().get("/.well-known/security.txt")
    assert antwoord.status_code == 200
    assert antwoord.headers["Content-Type"] == "text/plain; charset=utf-8"
    regels = [r for r in antwoord.content.decode().splitlines() if r and not r.startswith("#")]
    velden = [tuple(r.split(": ", 1)) for r in regels]
    assert all(len(v) == 2 for v in velden)
    namen = [v[0] for v in velden]
    assert "Contact" in namen
    assert all(w.startswith(("https://", "mailto:", "tel:")) for n, w in velden if n in {"Contact", "Policy"})
    assert namen.count("Expires") == 1
    tot = datetime.fromisoformat(dict(velden)["Expires"].replace("Z", "+00:00"))
    assert klok.nu() + timedelta(days=30) < tot < klok.nu() + timedelta(days=366)
