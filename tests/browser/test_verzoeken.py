"""A request of a person in the browser: registered, decided, checked by a second person and handed over."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from baken.dossiers.models import Avgverzoek
from baken.dossiers.verzoekverloop import Verzoeksoort
from baken.kern import klok
from tests.beveiliging.formulieren import DATUM, beperkt_besluit, verzoek_in_behandeling
from tests.browser.toezicht import BREED, SMAL, Toezicht
from tests.browser.wereld import maak_wereld, meld_aan, meld_af
from tests.gereedschap.server import DraaiendeServer

pytestmark = pytest.mark.browser
MATEN = (BREED, SMAL)
BEELD = os.environ.get("BAKEN_BEELD", "")  # a folder for screenshots, to look at with one's own eyes


def _keur(toezicht: Toezicht, pagina: Page, naam: str) -> None:
    toezicht.keur(pagina, naam, maten=MATEN)
    for breed, hoog in MATEN if BEELD else ():
        pagina.set_viewport_size({"width": breed, "height": hoog})
        pagina.screenshot(path=Path(BEELD) / f"{naam}-{breed}.png", full_page=True)
        pagina.set_viewport_size({"width": BREED[0], "height": BREED[1]})


def test_a_request_goes_from_the_desk_of_the_fg_to_an_answer(
    browsercontext: BrowserContext, draaiende_server: DraaiendeServer, tmp_path: Path
) -> None:
    wereld = maak_wereld()
    rechtzetten = verzoek_in_behandeling(wereld, Verzoeksoort.RECTIFICATIE)[1]
    beperkt = beperkt_besluit(wereld)
    toezicht, pagina = Toezicht(browsercontext, draaiende_server.adres), browsercontext.new_page()

    meld_aan(pagina, "fg")
    pagina.goto("/verzoeken/")
    _keur(toezicht, pagina, "lijst")
    pagina.get_by_role("link", name="Verzoek vastleggen").click()
    _keur(toezicht, pagina, "nieuw")
    pagina.get_by_role("button", name="Leg het verzoek vast").click()
    _keur(toezicht, pagina, "nieuw-fout")
    pagina.get_by_label("Inzage").check()
    pagina.get_by_label("Liet een geldig identiteitsbewijs zien").check()
    for deel, eng in DATUM:
        pagina.locator(f"#id_ontvangen_op_{deel}").fill(str(getattr(klok.vandaag(), eng)))
    pagina.get_by_label("Naam", exact=True).fill("Vesela Verzonnen")
    pagina.get_by_label("Telefoonnummer").fill("06-12345678")
    pagina.get_by_role("button", name="Leg het verzoek vast").click()
    _keur(toezicht, pagina, "blad-fg")
    verzoek = Avgverzoek.objects.latest("geregistreerd_op")

    meld_af(pagina)
    meld_aan(pagina, "anna")
    pagina.goto(f"/verzoeken/{verzoek.pk}/")
    pagina.get_by_role("button", name="Zoek de dossiers").click()
    _keur(toezicht, pagina, "blad")
    for besluit in verzoek.besluiten.all():
        pagina.goto(f"/verzoeken/besluit/{besluit.pk}/")
        pagina.get_by_label("Geef alles wat hier over de persoon staat").check()
        pagina.get_by_role("button", name="Leg het besluit vast").click()
    pagina.goto(f"/verzoeken/besluit/{verzoek.besluiten.all()[0].pk}/")
    pagina.get_by_label("Geef niets").check()
    pagina.get_by_role("button", name="Leg het besluit vast").click()
    _keur(toezicht, pagina, "besluit-fout")
    for naam, besluit in (("verbeteren", rechtzetten), ("beperkt", beperkt)):
        pagina.goto(f"/verzoeken/besluit/{besluit.pk}/")
        _keur(toezicht, pagina, naam)
    pagina.goto(f"/verzoeken/{verzoek.pk}/")
    pagina.get_by_role("button", name="Leg het antwoord voor").click()
    pagina.get_by_role("link", name="Controleer het antwoord").click()
    _keur(toezicht, pagina, "eigen-controle")

    meld_af(pagina)
    meld_aan(pagina, "vera")
    pagina.goto(f"/verzoeken/{verzoek.pk}/controle/")
    _keur(toezicht, pagina, "controle")
    pagina.get_by_role("button", name="Keur dit antwoord goed").click()
    _keur(toezicht, pagina, "klaar")
    with pagina.expect_download() as gehaald:
        pagina.get_by_role("link", name="Antwoord als PDF").click()
    papier = gehaald.value.path().read_bytes()
    assert papier.startswith(b"%PDF")
    if BEELD:
        (Path(BEELD) / "antwoord.pdf").write_bytes(papier)
    toezicht.eis_schoon(tmp_path)
