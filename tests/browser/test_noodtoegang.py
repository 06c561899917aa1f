"""Noodtoegang in a browser, from the search that finds nothing to the judgement of the FG; every page is clean."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from baken.signalen.services import behandelen
from tests.browser.toezicht import BREED, SMAL, Toezicht
from tests.browser.wereld import maak_wereld, meld_aan, meld_af
from tests.cast import als
from tests.gereedschap.server import DraaiendeServer

pytestmark = pytest.mark.browser
MATEN = (BREED, SMAL)


def test_noodtoegang_goes_from_an_empty_search_to_a_judgement(
    browsercontext: BrowserContext, draaiende_server: DraaiendeServer, tmp_path: Path
) -> None:
    wereld = maak_wereld()
    dicht = wereld.door
    behandelen.scherm_af(signaal_id=dicht.pk, afgeschermd=True, door=als(wereld.cast.anna))
    toezicht = Toezicht(browsercontext, draaiende_server.adres)
    pagina = browsercontext.new_page()

    meld_aan(pagina, "vera")
    pagina.goto(f"/signalen/zoek/?q={dicht.nummer}")
    toezicht.keur(pagina, maten=MATEN)
    pagina.get_by_role("link", name="In nood kunt u een afgeschermd dossier lezen").click()
    toezicht.keur(pagina, maten=MATEN)
    pagina.get_by_label("Waarom moet u dit dossier nu lezen?").fill("te kort")
    pagina.get_by_role("button", name="Open in nood").click()
    toezicht.keur(pagina, "te korte reden", maten=MATEN)
    pagina.get_by_label("Waarom moet u dit dossier nu lezen?").fill("De politie vraagt nu om het adres van haar.")
    pagina.get_by_role("button", name="Open in nood").click()
    pagina.get_by_role("button", name="Beëindig noodtoegang").wait_for()
    toezicht.keur(pagina, maten=MATEN)
    pagina.goto("/noodtoegang/")
    toezicht.keur(pagina, "eigen noodtoegang", maten=MATEN)

    meld_af(pagina)
    meld_aan(pagina, "fg")
    pagina.get_by_role("link", name="Noodtoegang").first.click()
    toezicht.keur(pagina, maten=MATEN)
    pagina.get_by_role("link", name=dicht.nummer).click()
    toezicht.keur(pagina, maten=MATEN)
    pagina.get_by_label("Onterecht").check()
    pagina.get_by_role("button", name="Leg het oordeel vast").click()
    toezicht.keur(pagina, "oordeel zonder opmerking", maten=MATEN)
    pagina.get_by_label("Opmerking").fill("Het team was gewoon bereikbaar.")
    pagina.get_by_role("button", name="Leg het oordeel vast").click()
    pagina.get_by_text("Uw oordeel is vastgelegd.").wait_for()
    toezicht.keur(pagina, "beoordeeld", maten=MATEN)
    pagina.get_by_role("link", name=dicht.nummer).click()
    toezicht.keur(pagina, "het oordeel", maten=MATEN)

    meld_af(pagina)
    meld_aan(pagina, "vera")
    antwoord = pagina.goto(f"/signalen/{dicht.pk}/")
    assert antwoord is not None
    assert antwoord.status == 404
    toezicht.eis_schoon(tmp_path / "html")
