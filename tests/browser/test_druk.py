"""On paper nothing is cut off: a wide table fits the sheet, and what only works on a screen stays away."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.wereld import maak_wereld, meld_aan
from tests.gereedschap.server import DraaiendeServer

pytestmark = pytest.mark.browser
A4 = {"width": 794, "height": 1123}  # in CSS pixels
AFGESNEDEN = "vakken => vakken.filter(vak => vak.scrollWidth > vak.clientWidth + 1).length"


def test_a_printed_page_shows_whole_tables_and_no_menu(
    browsercontext: BrowserContext, draaiende_server: DraaiendeServer
) -> None:
    maak_wereld()
    pagina = browsercontext.new_page()
    meld_aan(pagina, "anna")
    pagina.set_viewport_size(A4)
    pagina.emulate_media(media="print")
    for adres in ("/rechten/", "/signalen/?tab=alle"):
        pagina.goto(adres)
        assert pagina.locator(".baken-tabelvak").count() > 0
        assert pagina.eval_on_selector_all(".baken-tabelvak", AFGESNEDEN) == 0, f"a table of {adres} is cut off"
        for weg in (".baken-kop", ".baken-menu", ".baken-voet"):
            expect(pagina.locator(weg)).to_be_hidden()
        expect(pagina.locator("main table").first).to_be_visible()
