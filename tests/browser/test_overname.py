"""Another gemeente takes a signaal over in a browser, and the sender reads how it ended; every page is clean."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from baken.dossiers.verstrekken import Voorstel
from baken.keten.selectors import grondslag_op_code
from baken.signalen.rules.advies import Uitkomst
from baken.signalen.services import behandelen, beoordelen, doorgeleiden
from tests.browser.toezicht import BREED, SMAL, Toezicht
from tests.browser.wereld import PLEK, SLACHTOFFER, maak_mensen, meld_aan, meld_af
from tests.cast import Cast, als, maak_signaal
from tests.gereedschap.server import DraaiendeServer

pytestmark = pytest.mark.browser
MATEN = (BREED, SMAL)
REDEN = "Het speelt helemaal in de andere gemeente."


def doorgegeven(cast: Cast) -> str:
    """Give a signaal to the other gemeente; return its number."""
    anna = als(cast.anna)
    signaal = maak_signaal(cast, personen=(SLACHTOFFER,), locaties=(PLEK,), gemeente_code="GM0502")
    behandelen.neem_in_beoordeling(signaal_id=signaal.pk, door=anna)
    signaal.refresh_from_db()
    beoordelen.beoordeel(
        signaal_id=signaal.pk, uitkomsten=[Uitkomst.ANDERE_GEMEENTE], reden=REDEN, versie=signaal.versie, door=anna
    )
    signaal.refresh_from_db()
    voorstel = Voorstel(
        ontvanger_id=cast.buurgemeente.pk,
        grondslag_id=grondslag_op_code("taak-gemeente").pk,
        veldgroepen=frozenset({"identiteit", "contact", "strafbaar", "locatie"}),
        doel="Beoordelen waar het speelt",
        over_wie=frozenset({"slachtoffer"}),
        procesregie=True,
        verhaal=True,
        verhaal_gelezen=True,
        toelichting="Wij belden gisteren met de verhuurder.",
    )
    gezien = doorgeleiden.bekijk_pakketten(signaal_id=signaal.pk, voorstellen=[voorstel], door=anna)
    doorgeleiden.leid_door(
        signaal_id=signaal.pk, voorstellen=[g.voorstel for g in gezien], versie=signaal.versie, door=anna
    )
    return signaal.nummer


def test_a_packet_becomes_a_signaal_there_and_its_end_comes_back(
    browsercontext: BrowserContext, draaiende_server: DraaiendeServer, tmp_path: Path
) -> None:
    cast = maak_mensen()
    nummer = doorgegeven(cast)
    toezicht = Toezicht(browsercontext, draaiende_server.adres)
    pagina = browsercontext.new_page()

    meld_aan(pagina, "buur")
    pagina.goto("/ontvangen/")
    pagina.get_by_role("link", name="Voorbeeldstad").first.click()
    pagina.get_by_role("button", name="Open het pakket").click()
    pagina.get_by_text("Dan komt het als nieuw signaal op uw werklijst").wait_for()
    toezicht.keur(pagina, "pakket voor een gemeente", maten=MATEN)
    pagina.get_by_role("button", name="Neem aan", exact=True).click()
    pagina.get_by_role("heading", name="Waar dit signaal vandaan komt").wait_for()
    toezicht.keur(pagina, "overgenomen signaal", maten=MATEN)
    pagina.get_by_role("link", name="Bekijk het pakket").click()
    pagina.get_by_role("heading", name="Uw eigen signaal").wait_for()
    toezicht.keur(pagina, "pakket dat een signaal werd", maten=MATEN)
    pagina.get_by_role("link", name="Naar signaal").click()
    pagina.get_by_role("button", name="Neem in beoordeling").click()
    pagina.goto(f"{pagina.url.split('#')[0]}beoordelen/")
    pagina.locator('[name="uitkomsten"][value="nader_bekijken"]').check()
    pagina.locator('[name="reden"]').fill("Wij vragen eerst na wat de verhuurder weet.")
    pagina.locator("main form button[type=submit]").last.click()
    pagina.get_by_role("link", name="Laat de afzender iets horen").click()
    pagina.get_by_text("Wat hoort de afzender?").wait_for()
    toezicht.keur(pagina, "laat de afzender iets horen", maten=MATEN)
    pagina.locator('[name="bericht"][value="nader_bekijken"]').check()
    pagina.get_by_role("button", name="Geef deze terugkoppeling").click()
    pagina.get_by_role("heading", name="Waar dit signaal vandaan komt").wait_for()

    meld_af(pagina)
    meld_aan(pagina, "anna")
    pagina.goto("/signalen/?tab=antwoord")
    pagina.get_by_role("link", name=nummer).first.click()
    pagina.get_by_text("Wij hebben dit opgepakt.").first.wait_for()
    toezicht.keur(pagina, "de afzender leest het", maten=MATEN)
    toezicht.eis_schoon(tmp_path / "html")
