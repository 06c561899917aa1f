"""The work on a casus in a browser: an aanmelding, persons, a meeting, a question that comes back, and learning."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from baken.casussen.models import Casus
from baken.casussen.services import opschalen, personen
from baken.casussen.services.openen import open_direct
from baken.dossiers.inhoud import WAAR_HET_GEBEURT
from baken.dossiers.services import NieuweBetrokkene, NieuweLocatie
from baken.keten.models import Bijeenkomst
from tests.browser.toezicht import BREED, SMAL, Toezicht
from tests.browser.wereld import maak_mensen, meld_aan, meld_af
from tests.cast import Cast, als
from tests.casussen.hulp import opgeschaald, regisseur, tafel, vastgelopen, voorbij
from tests.casussen.test_leren import schrijf
from tests.casussen.test_openen import aanmelding
from tests.casussen.test_overleg import gehouden, leest_mee, plan
from tests.gereedschap.server import DraaiendeServer

pytestmark = pytest.mark.browser
MATEN = (BREED, SMAL)


def _maak(cast: Cast) -> tuple[Casus, Bijeenkomst, Bijeenkomst]:
    """Return a casus with all there is on it, a planned meeting and one that was held."""
    zoe = als(cast.zoe)
    casus = open_direct(aanmelding=aanmelding(vormen=("CRIM",)), door=zoe)
    open_direct(aanmelding=aanmelding(), door=zoe)
    beide = NieuweBetrokkene("slachtoffer", "18-24", ook_deel="dader", identiteit={"naam": "Rikste Bedacht"})
    personen.leg_betrokkene_vast(casus_id=casus.pk, versie=1, persoon=beide, door=zoe)
    plek = NieuweLocatie("GM0599", "Bedachtweg 3", "Achter de winkel", WAAR_HET_GEBEURT)
    personen.leg_locatie_vast(casus_id=casus.pk, versie=2, plaats=plek, door=zoe)
    leest_mee(cast, casus, cast.zvh)
    leest_mee(cast, casus, cast.riec, live=False)
    geweest = gehouden(cast, casus, partijen=(cast.zvh.pk,))
    gepland = plan(cast, casus, partijen=(cast.zvh.pk,))
    eva = als(regisseur(cast))
    vraag = opgeschaald(cast, vastgelopen(casus, zoe), zoe)
    bijeen = tafel(cast)
    opschalen.breng_naar_tafel(opschaling_id=vraag.pk, bijeenkomst_id=bijeen.pk, door=eva)
    voorbij(bijeen)
    opschalen.beantwoord(opschaling_id=vraag.pk, tekst="Gemeente Noord houdt een plek vrij.", door=eva)
    casus.refresh_from_db()
    return casus, gepland, geweest


class _Kijker:
    """Hold pages against everything, and keep how they look where that is asked (BAKEN_SCHERMEN)."""

    def __init__(self, toezicht: Toezicht, pagina: Page) -> None:
        self.toezicht, self.pagina = toezicht, pagina

    def bekijk(self, adres: str, kop: str, naam: str) -> None:
        """Open a page and hold it against everything at both sizes."""
        self.pagina.goto(adres)
        self.pagina.get_by_role("heading", name=kop).first.wait_for()
        self.toezicht.keur(self.pagina, naam, maten=MATEN)
        if map_ := os.environ.get("BAKEN_SCHERMEN"):
            for breed, hoog in MATEN:
                self.pagina.set_viewport_size({"width": breed, "height": hoog})
                self.pagina.screenshot(path=str(Path(map_) / f"{naam}-{breed}.png"), full_page=True)


def test_every_page_of_the_work_on_a_casus_is_clean_at_both_sizes(
    browsercontext: BrowserContext, draaiende_server: DraaiendeServer, tmp_path: Path
) -> None:
    cast = maak_mensen()
    casus, gepland, geweest = _maak(cast)
    cast.eva.username = "demo-eva"
    cast.eva.save(update_fields=["username"])
    leercasus = schrijf(als(cast.eva))
    open_vraag = opgeschaald(cast, vastgelopen(Casus.objects.exclude(pk=casus.pk).get(), als(cast.zoe)), als(cast.zoe))
    bijeen = tafel(cast)
    toezicht = Toezicht(browsercontext, draaiende_server.adres)
    pagina = browsercontext.new_page()
    kijker = _Kijker(toezicht, pagina)

    meld_aan(pagina, "zoe")
    eigen = f"/casussen/{casus.pk}/"
    plek = casus.dossier.locaties.get().pk
    for adres, kop, naam in (
        ("/casussen/", "Casussen", "casussen"),
        ("/casussen/nieuw/", "Nieuwe casus", "casus-nieuw"),
        (eigen, casus.nummer, "casus"),
        (f"{eigen}persoon/", "Persoon erbij", "casus-persoon-erbij"),
        (f"{eigen}persoon/2/", "wijzigen", "casus-persoon"),
        (f"{eigen}plaats/{plek}/", "Plaats wijzigen", "casus-plaats"),
        (f"{eigen}kenmerken/", "Kenmerken", "casus-kenmerken"),
        (f"{eigen}overleg/", "Overleg plannen", "overleg-nieuw"),
        (f"{eigen}overleg/{gepland.pk}/", "Overleg over", "overleg-gepland"),
        (f"{eigen}overleg/{geweest.pk}/", "Overleg over", "overleg-gehouden"),
        ("/casussen/overleg/", "Overleggen", "overleggen"),
        (f"{eigen}opschalen/", "Vraag hulp", "opschalen"),
    ):
        kijker.bekijk(adres, kop, naam)
    pagina.goto(eigen)
    pagina.get_by_role("button", name="Gelezen").click()
    pagina.get_by_text("Dat is vastgelegd").wait_for()
    meld_af(pagina)

    meld_aan(pagina, "piet")
    kijker.bekijk(f"/casussen/overleg/{gepland.pk}/", "Overleg van", "uitnodiging")
    meld_af(pagina)

    meld_aan(pagina, "eva")
    for adres, kop, naam in (
        ("/opschaling/", "Opschaling", "opschaling"),
        (f"/opschaling/{open_vraag.pk}/", "Vraag O-", "opschaling-vraag"),
        ("/opschaling/tafel/", "Plan een Regionale Tafel", "tafel-nieuw"),
        (f"/opschaling/tafel/{bijeen.pk}/", "Regionale Tafel", "tafel"),
        ("/leercasussen/", "Leercasussen", "leercasussen"),
        (f"/leercasussen/{leercasus.pk}/", "De wasserij", "leercasus"),
        ("/leercasussen/nieuw/", "Nieuwe leercasus", "leercasus-nieuw"),
    ):
        kijker.bekijk(adres, kop, naam)
    toezicht.eis_schoon(tmp_path)
