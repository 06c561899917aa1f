"""The guides of the archivaris and the beleidsmedewerker, walked step by step as docs/gebruik tells them."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from baken.organisaties.rollen import Rol
from baken.organisaties.selectors import DEMO_VOORVOEGSEL
from tests.browser.hand import Muis
from tests.browser.toezicht import Toezicht
from tests.browser.wereld import maak_mensen, meld_aan, meld_af
from tests.cast import medewerker
from tests.gereedschap.server import DraaiendeServer

pytestmark = pytest.mark.browser
BRON = "Selectielijst gemeenten, verzonnen categorie 1.1"
AFSPRAAK = "Convenant met Zorgpunt (verzonnen)"


def _ga(pagina: Page, menupunt: str) -> Muis:
    pagina.get_by_role("navigation", name="Hoofdmenu").get_by_role("link", name=menupunt, exact=True).click()
    pagina.wait_for_load_state()
    return Muis(pagina)


def _wissel(pagina: Page, naam: str) -> None:
    meld_af(pagina)
    meld_aan(pagina, naam)


def test_the_archivaris_and_the_fg_settle_how_long_something_stays(
    browsercontext: BrowserContext, draaiende_server: DraaiendeServer, tmp_path: Path
) -> None:
    cast = maak_mensen()
    medewerker(f"{DEMO_VOORVOEGSEL}arie", cast.gemeente, Rol.ARCHIVARIS)
    toezicht = Toezicht(browsercontext, draaiende_server.adres)
    pagina = browsercontext.new_page()
    meld_aan(pagina, "arie")
    expect(pagina.locator("main")).to_contain_text("Wat u hier wel en niet ziet")
    _ga(pagina, "Bewaartermijnen")
    toezicht.keur(pagina)
    eerste = pagina.locator("main .baken-taken li").first
    eerste.get_by_role("link", name="Aanpassen").click()
    hand = Muis(pagina)
    pagina.get_by_label("Bewaartermijn in maanden").fill("18")
    pagina.get_by_label("Waar komt deze termijn vandaan?").fill(BRON)
    hand.druk("Opslaan")
    expect(eerste).to_contain_text("18 maanden")
    expect(eerste).to_contain_text(BRON)
    eerste.get_by_role("button", name="Bevestigen").click()
    expect(eerste).to_contain_text("nog niet bevestigd")
    _wissel(pagina, "fg")
    _ga(pagina, "Bewaartermijnen")
    eerste.get_by_role("button", name="Bevestigen").click()
    expect(eerste).not_to_contain_text("nog niet bevestigd")
    toezicht.keur(pagina)
    toezicht.eis_schoon(tmp_path / "html")


def test_an_afspraak_of_the_beleidsmedewerker_holds_once_the_fg_confirmed_it(
    browsercontext: BrowserContext, draaiende_server: DraaiendeServer, tmp_path: Path
) -> None:
    cast = maak_mensen()
    toezicht = Toezicht(browsercontext, draaiende_server.adres)
    pagina = browsercontext.new_page()
    meld_aan(pagina, "beleid")
    hand = _ga(pagina, "Partners en afspraken")
    hand.volg("Afspraak vastleggen")
    toezicht.keur(pagina)
    hand.kies("soort", "samenwerkingsafspraak")
    hand.vul("naam", AFSPRAAK)
    hand.kies("partijen", str(cast.zorg.pk))
    for deel, waarde in (("dag", "1"), ("maand", "1"), ("jaar", "2026")):
        hand.vul(f"geldig_van_{deel}", waarde)
    hand.druk("Vastleggen")
    regel = pagina.locator("main .baken-taken li", has_text=AFSPRAAK)
    expect(regel).to_contain_text("nog niet bevestigd")
    _wissel(pagina, "fg")
    _ga(pagina, "Partners en afspraken")
    regel.get_by_role("button", name="Bevestigen").click()
    expect(regel).to_contain_text("geldt")
    toezicht.keur(pagina)
    _wissel(pagina, "beleid")
    _ga(pagina, "Partners en afspraken")
    regel.get_by_role("link", name="Beëindigen").click()
    toezicht.keur(pagina)
    hand.druk("Beëindigen")
    expect(regel).to_contain_text("afgelopen")
    toezicht.eis_schoon(tmp_path / "html")
