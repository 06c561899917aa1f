"""The main job, from the public door to the reporter who reads what happened: mouse, phone, keyboard, no script."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from baken.keten.selectors import grondslag_op_code
from tests.browser.hand import Hand, Muis, Toetsenbord
from tests.browser.toezicht import BREED, SMAL, Toezicht
from tests.browser.wereld import maak_mensen, meld_aan, meld_af
from tests.gereedschap.server import DraaiendeServer

pytestmark = pytest.mark.browser
VERHAAL = "Een man haalt elke ochtend zes mensen op en houdt hun papieren bij zich."
AFLOOP = "Zij heeft een veilige plek en begeleiding."
ZONDER_NAAM = "Verzonnen Persoon"


@dataclass
class Spel:
    """One run: how pages are used, and who watches."""

    hand: Hand
    toezicht: Toezicht

    @property
    def pagina(self) -> Page:
        """Return the page."""
        return self.hand.pagina

    def keur(self, *, publiek: bool = False) -> None:
        """Hold this page against the rules."""
        self.toezicht.keur(self.pagina, publiek=publiek)

    def zie(self, tekst: str) -> None:
        """Expect a text on the page."""
        expect(self.pagina.locator("main")).to_contain_text(tekst)


def meld(spel: Spel) -> str:
    """Report as somebody who works there, without account. Returns the receipt code."""
    hand = spel.hand
    spel.pagina.goto("/melden/")
    spel.keur(publiek=True)
    hand.volg("Voorbeeldstad")
    spel.zie("112")
    spel.keur(publiek=True)
    hand.volg("Ik maak mij zorgen over een persoon")
    spel.keur(publiek=True)
    hand.volg("Ik werk hier")
    stappen = (
        lambda: hand.kies("vormen", "SEKS"),
        lambda: None,
        lambda: _persoon(hand),
        lambda: hand.vul("adres", "Verzonnenkade 12"),
        lambda: _verhaal(hand),
        lambda: _contact(hand),
    )
    for vul_in in stappen:
        spel.keur(publiek=True)
        vul_in()
        hand.druk("Volgende")
    spel.zie(VERHAAL)
    spel.keur(publiek=True)
    hand.druk("Versturen")
    spel.zie("Bewaar deze ontvangstcode")
    spel.keur(publiek=True)
    code = spel.pagina.locator("#ontvangstcode").inner_text().strip()
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}[- ]){3}[0-9A-HJKMNP-TV-Z]{4}", code)
    return code


def _persoon(hand: Hand) -> None:
    hand.stel_in("p1-deel", "Slachtoffer")
    hand.klap_uit("Weet u wie het is?")
    hand.vul("p1-naam", ZONDER_NAAM)


def _verhaal(hand: Hand) -> None:
    hand.vul("waarneming", VERHAAL)
    for veld, waarde in (("acuut", "nee"), ("vrijheid_afgenomen", "onbekend"), ("documenten_afgenomen", "ja")):
        hand.kies(veld, waarde)


def _contact(hand: Hand) -> None:
    hand.kies("anoniem", "ja")
    hand.kies("terugkoppeling", "ja")


def beoordeel(spel: Spel) -> None:
    """Find the new signaal, take it up, read the advice and decide."""
    hand = spel.hand
    spel.pagina.goto("/")
    spel.keur()
    spel.pagina.goto("/signalen/")
    spel.keur()
    hand.volg("S-")
    spel.zie(VERHAAL)
    expect(spel.pagina.locator("main")).not_to_contain_text(ZONDER_NAAM)  # masked until asked for
    spel.keur()
    hand.druk("Neem in beoordeling")
    spel.zie("U behandelt dit signaal nu")
    hand.volg("Advies en besluit")
    spel.zie("Harde grens")
    spel.keur()
    hand.druk("Leg besluit vast")
    spel.zie("Kies ten minste één uitkomst")
    spel.keur()
    hand.kies("uitkomsten", "zorg_en_strafrecht")
    hand.vul("reden", "Besproken met een collega: zij heeft zorg nodig en er is een dader.")
    hand.druk("Leg besluit vast")


def geef_door(spel: Spel) -> None:
    """Pass it on to care and to the Zorg- en Veiligheidshuis, each on its own basis; see the exact packets."""
    hand = spel.hand
    spel.zie("Wie krijgt het signaal?")
    spel.keur()
    hand.druk("Volgende")
    spel.zie("Wat krijgt Zorgpunt?")
    hand.druk("Volgende")
    spel.zie("Baken kiest die niet voor u")
    spel.keur()
    hand.kies("grondslag", str(grondslag_op_code("toestemming-zorg").pk))
    hand.druk("Volgende")
    spel.zie("Schrijf van wie u toestemming kreeg")
    spel.keur()
    hand.vul("toestemming", "Zij stemde vandaag aan de telefoon in met hulp van Zorgpunt.")
    hand.druk("Volgende")
    spel.zie("Wat krijgt Zvh voorbeeld?")
    spel.keur()
    hand.kies("grondslag", str(grondslag_op_code("wgs-zvh").pk))
    hand.druk("Volgende")
    spel.zie("procesregie")
    spel.keur()
    hand.druk("Volgende")
    spel.zie("Precies dit gaat eruit")
    spel.zie("Wet gegevensverwerking door samenwerkingsverbanden")
    spel.keur()
    hand.druk("Geef door")
    spel.zie("Het signaal is doorgegeven")
    spel.keur()


def leg_antwoord_vast(spel: Spel) -> None:
    """The Zorg- en Veiligheidshuis works outside Baken: give the packet by telephone and type in its answer."""
    hand = spel.hand
    hand.volg("Zvh voorbeeld")
    spel.zie("Deze organisatie werkt buiten Baken")
    spel.keur()
    hand.kies("hoe", "telefoon")
    hand.vul("aan_wie", "Verzonnen medewerker, procesregisseur")
    for deel, waarde in zip(("dag", "maand", "jaar"), _vandaag(spel.pagina), strict=True):
        hand.vul(f"wanneer_{deel}", waarde)
    hand.druk("Leg vast")
    spel.zie("Wat antwoorden zij?")
    spel.keur()
    hand.kies("antwoord", "accepteert")
    hand.druk("Leg antwoord vast")
    spel.zie("Dit staat in het pakket")
    spel.keur()


def _vandaag(pagina: Page) -> tuple[str, str, str]:
    dag, maand, jaar = pagina.evaluate("(d => [d.getDate(), d.getMonth() + 1, d.getFullYear()])(new Date())")
    return str(dag), str(maand), str(jaar)


def neem_aan(spel: Spel) -> None:
    """The zorgcoordinator sees only the packet, accepts, and ends the casus that opened."""
    hand = spel.hand
    spel.pagina.goto("/ontvangen/")
    spel.keur()
    hand.volg("Voorbeeldstad")
    expect(spel.pagina.locator("main")).not_to_contain_text(ZONDER_NAAM)
    spel.keur()
    hand.druk("Open het pakket")
    spel.zie(ZONDER_NAAM)
    spel.keur()
    hand.druk("Neem aan")
    spel.zie("Persoon 1 (slachtoffer)")
    expect(spel.pagina.locator("main")).not_to_contain_text(ZONDER_NAAM)
    spel.keur()
    hand.volg("Sluit casus")
    spel.keur()
    hand.kies("afsluitreden", "klaar")
    hand.vul("toelichting", AFLOOP)
    hand.druk("Sluit casus")
    spel.zie("Afgesloten")
    spel.keur()


def koppel_terug(spel: Spel) -> None:
    """The aandachtsfunctionaris reads the afloopbericht and tells the reporter one of the bounded texts."""
    hand = spel.hand
    spel.pagina.goto("/signalen/?tab=alle")
    hand.volg("S-")
    spel.zie(AFLOOP)
    spel.keur()
    hand.volg("Geef terugkoppeling")
    spel.keur()
    hand.kies("bericht", "doorgeleid")
    hand.druk("Geef deze terugkoppeling")
    spel.zie("De melder kan uw terugkoppeling nu lezen")


def lees(spel: Spel, code: str) -> None:
    """The reporter reads with the code what happened, and nothing about the victim."""
    spel.pagina.goto("/melden/volgen/")
    spel.keur(publiek=True)
    spel.hand.vul("code", code)
    spel.hand.druk("Toon mijn melding")
    spel.zie("Terugkoppeling")
    assert code not in spel.pagina.url
    for geheim in (AFLOOP, ZONDER_NAAM, "Zorgpunt"):
        expect(spel.pagina.locator("main")).not_to_contain_text(geheim)
    spel.keur(publiek=True)


GANGEN = {
    "muis op 1440 px": (BREED, Muis, True),
    "vinger op 390 px": (SMAL, Muis, True),
    "alleen toetsenbord": (BREED, Toetsenbord, True),
    "zonder JavaScript": (BREED, Muis, False),
}


@pytest.mark.parametrize("gang", GANGEN)
def test_the_main_job_goes_from_the_door_to_the_reporter(
    browser: Browser, draaiende_server: DraaiendeServer, tmp_path: Path, gang: str
) -> None:
    maat, soort, script = GANGEN[gang]
    cast = maak_mensen()
    cast.zvh.werkt_in_baken = False
    cast.zvh.save()
    context = browser.new_context(
        base_url=draaiende_server.adres,
        viewport={"width": maat[0], "height": maat[1]},
        locale="nl-NL",
        java_script_enabled=script,
    )
    try:
        glas = None if script else browser.new_page()
        toezicht = Toezicht(context, draaiende_server.adres, glas=glas)
        spel = Spel(soort(context.new_page()), toezicht)
        code = meld(spel)
        meld_aan(spel.pagina, "anna")
        beoordeel(spel)
        geef_door(spel)
        leg_antwoord_vast(spel)
        meld_af(spel.pagina)
        meld_aan(spel.pagina, "zoe")
        neem_aan(spel)
        meld_af(spel.pagina)
        meld_aan(spel.pagina, "anna")
        koppel_terug(spel)
        meld_af(spel.pagina)
        lees(spel, code)
        assert len(toezicht.bezocht) > 30, "every page of the main job must have been held against the rules"
        toezicht.eis_schoon(tmp_path / "html")
        if glas:
            glas.context.close()
    finally:
        context.close()
