"""A municipality's own look: one file of token overrides that is read strictly, weighed for contrast and served."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core import checks as django_checks
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from pytest_django.fixtures import Settings
from tests.cast import aanmelden, maak_cast

from baken.conf import checks
from baken.web import huisstijl
from baken.web.fouten import foutpagina

ADRES = "/huisstijl.css"
GOED = """/* Gemeente Verzonnen */
:root { --baken-merk-500: #1d5f3a; --baken-kop-achtergrond: var(--baken-merk-600); --basis-border-radius-md: 0.5rem; }
:root { --basis-text-font-family-default: "Verzonnen Letter", sans-serif; }
@media screen and (prefers-color-scheme: dark) { :root { --baken-kop-achtergrond: #0d2e1c; } }
"""


@pytest.fixture
def bestand(tmp_path: Path, settings: Settings) -> Path:
    """Give a good file that the setting names."""
    pad = tmp_path / "eigen.css"
    pad.write_text(GOED, encoding="utf-8")
    settings.BAKEN_THEMA = str(pad)
    return pad


def test_the_shipped_documentation_holds_a_file_that_works(tmp_path: Path) -> None:
    voorbeeld = re.search(r"```css\n(.*?)```", Path("docs/beheer.md").read_text(encoding="utf-8"), re.DOTALL)
    assert voorbeeld is not None
    (tmp_path / "voorbeeld.css").write_text(voorbeeld[1], encoding="utf-8")
    assert huisstijl.fouten(tmp_path / "voorbeeld.css") == []


def test_every_page_links_the_own_look_after_ours(bestand: Path, db: None, client: Client) -> None:
    cast = maak_cast()
    aanmelden(client, cast.anna)
    bezoeker = Client()
    paginas = [bezoeker.get("/"), bezoeker.get("/melden/"), client.get("/"), foutpagina(404), foutpagina(503)]
    for antwoord in paginas:
        tekst = antwoord.content.decode()
        koppelingen = re.findall(r'<link rel="stylesheet" href="([^"]+)"', tekst)
        assert "baken.css" in koppelingen[0]
        assert koppelingen[1:] == [huisstijl.adres()]
    assert bezoeker.get(koppelingen[1]).status_code == 200


def test_it_is_served_as_css_that_anybody_may_keep(bestand: Path, db: None, client: Client) -> None:
    antwoord = client.get(ADRES)
    tekst = antwoord.content.decode()
    assert antwoord.headers["Content-Type"] == "text/css; charset=utf-8"
    assert antwoord.headers["X-Content-Type-Options"] == "nosniff"
    assert antwoord.headers["Cache-Control"].startswith("public, max-age=")
    assert not antwoord.cookies
    assert "--baken-merk-500:#1d5f3a;" in tekst
    assert '--basis-text-font-family-default:"Verzonnen Letter", sans-serif;' in tekst
    assert "@media screen and (prefers-color-scheme: dark){:root{--baken-kop-achtergrond:#0d2e1c;}}" in tekst
    assert "Gemeente Verzonnen" not in tekst, "written anew: no comment travels along"


def test_without_the_setting_nothing_is_linked_or_served(db: None, client: Client) -> None:
    assert client.get(ADRES).status_code == 404
    assert client.get("/").content.decode().count('rel="stylesheet"') == 1
    assert huisstijl.controleer() == []


def test_a_good_file_passes_the_check_of_the_start(bestand: Path) -> None:
    assert django_checks.run_checks(tags=[checks.BIJ_START]) == []


@pytest.mark.parametrize(
    ("css", "zin"),
    [
        ("body { color: red; }", "alleen :root { ... } mag erin staan"),
        (":root { --baken-merk-500: #1d5f3a; } .baken-kop { display: none }", "alleen :root { ... }"),
        ("@import 'http://elders.example/x.css';", "alleen :root { ... }"),
        ("@media print { :root { --baken-merk-500: #1d5f3a; } }", "alleen :root { ... }"),
        ("@media (prefers-color-scheme: dark) { body { margin: 0 } }", "iets anders dan :root"),
        (":root { --baken-merk-500: #1d5f3a; ", "alleen :root { ... }"),
        (":root { color: #1d5f3a; }", "is geen token"),
        (":root { --basis-border-radius-md: url(//elders.example/x); }", "mag alleen woorden"),
        (":root { --basis-border-radius-md: url(data); }", "mag alleen woorden"),
        (":root { --basis-border-radius-md: 1px !important; }", "mag alleen woorden"),
        (":root { --basis-border-radius-md: \\75rl(x); }", "mag alleen woorden"),
        (":root { --basis-color-default-bg-document: #000000; }", "kleuren gaan met --baken-merk"),
        (":root { --baken-wit: #000000; }", "kleuren gaan met --baken-merk"),
        (":root { --vreemd: 1px; }", "kleuren gaan met --baken-merk"),
        (":root { --baken-merk-500: green; }", "schrijf de kleur van --baken-merk-500 als #rrggbb"),
        (":root { --baken-merk-500: #FFEE00; }", "--baken-wit op --baken-merk-500: contrast 1."),
        ("@media (prefers-color-scheme: dark) { :root { --baken-kop-kleur: #111111; } }", "donkere weergave: "),
        ("x" * (huisstijl.MAX_BYTES + 1), "groter dan 64 kB"),
    ],
)
def test_whatever_is_no_readable_token_is_refused_in_one_sentence(bestand: Path, css: str, zin: str) -> None:
    bestand.write_text(css, encoding="utf-8")
    gevonden = huisstijl.controleer()
    assert len(gevonden) >= 1
    assert zin in str(gevonden[0].msg)
    assert str(gevonden[0].msg).startswith("De huisstijl in BAKEN_THEMA")
    assert "\n" not in str(gevonden[0].msg)
    assert huisstijl.adres() == "", "no page links what was refused"


def test_a_missing_file_or_one_that_is_no_text_is_refused(bestand: Path) -> None:
    bestand.write_bytes(b"\xff\xfe:root{}")
    assert "geen tekst in UTF-8" in huisstijl.fouten(bestand)[0]
    assert "het bestand is er niet" in huisstijl.fouten(bestand.with_name("weg.css"))[0]
    assert "het bestand is er niet" in huisstijl.fouten(bestand.parent)[0]


def test_baken_does_not_start_with_a_look_that_was_refused(bestand: Path) -> None:
    bestand.write_text(":root { --baken-merk-600: #FFFFFF; }", encoding="utf-8")
    with pytest.raises(ImproperlyConfigured, match="BAKEN_THEMA"):
        checks.eis()


@pytest.mark.parametrize("methode", ["post", "put", "delete"])
def test_the_look_can_only_be_read(bestand: Path, db: None, client: Client, methode: str) -> None:
    assert getattr(client, methode)(ADRES).status_code in {403, 405}
