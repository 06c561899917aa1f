"""The walk: one signaal from the door to care and to the Zorg- en Veiligheidshuis, and back to the reporter."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from baken.kern import klok
from baken.opdrachten.rondleiding.bezoeker import Bezoeker, StapMisluktError

MELDEN = "/signalen/nieuw/"
VERHAAL = (
    "Aan de balie vroeg een vrouw om een adres. Een man voerde steeds het woord en hield haar paspoort vast. "
    "Zij had blauwe plekken en zei zacht dat zij elke dag mannen moet ontvangen. Dit verhaal is verzonnen."
)
TOESTEMMING = "Mevrouw gaf vandaag aan de balie mondeling toestemming voor contact met de zorgcoördinator (verzonnen)."
CODE = re.compile(r"\b[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){3}\b")
CASUS = re.compile(r"\bC-\d{4}-\d{4}\b")
NUMMER = re.compile(r"\bS-\d{4}-\d{4}\b")
ZORG, ZVH = "Zorgpunt Delta", "Zorg- en Veiligheidshuis Delta-Noord"


@dataclass
class Wandeling:
    """What the walk carries along; `stappen` are played in order, each says what was seen."""

    melder_naam, af_naam = "Bo Verzonnen", "Noor Verzonnen"

    adres: str
    code: str = ""
    nummer: str = ""
    dossier: str = ""
    melder: Bezoeker = field(init=False)
    af: Bezoeker = field(init=False)
    zorg: Bezoeker = field(init=False)

    def __post_init__(self) -> None:
        """Give every person an own browser."""
        self.melder, self.af, self.zorg = (Bezoeker(self.adres) for _ in range(3))

    @property
    def stappen(self) -> list[tuple[str, Callable[[], str]]]:
        """Return name and act of every step, in order."""
        return [
            ("Meldroute: eerst 112, dan de deuren", self.bekijk_meldroute),
            ("Baliemedewerker meldt aan", self.meld_aan_als_balie),
            ("Baliemedewerker meldt een signaal", self.meld),
            ("Melder kijkt met de ontvangstcode", self.kijk_meteen),
            ("Aandachtsfunctionaris vindt het op de werklijst", self.vind),
            ("Aandachtsfunctionaris neemt het in beoordeling", self.neem_op),
            ("Advies met uitleg", self.lees_advies),
            ("Besluit: zorg en strafrecht", self.besluit),
            ("Doorgeleiding aan zorg en ZVH, elk op een eigen grondslag", self.leid_door),
            ("Zorgcoördinator opent het pakket en neemt het aan", self.zorg_neemt_aan),
            ("Zorgcoördinator werkt in de eigen casus", self.werk_casus),
            ("ZVH krijgt het per telefoon, buiten Baken", self.bel_zvh),
            ("Afloop van beide", self.rond_af),
            ("Terugkoppeling aan de melder", self.koppel_terug),
            ("Melder leest wat ermee is gedaan", self.lees_terug),
        ]

    def bekijk_meldroute(self) -> str:
        """Open the public door without an account."""
        b = self.melder
        b.ga("/melden/kadehaven/")
        b.zie("112", "Meld- en Adviespunt")
        if len(list(b.koekjes)):
            raise StapMisluktError("De openbare pagina zette een cookie.")
        return f"'{b.pagina.kop}': 112 staat bovenaan, geen cookie"

    def _aan(self, wie: Bezoeker, naam: str) -> None:
        wie.ga("/aanmelden/account/login/")
        wie.druk(f"als {naam}")

    def meld_aan_als_balie(self) -> str:
        """Sign in with one click as the desk clerk."""
        self._aan(self.melder, self.melder_naam)
        return f"'{self.melder.pagina.kop}'"

    def meld(self) -> str:
        """Fill in every page of the form and send it."""
        b = self.melder
        b.ga(MELDEN)
        b.kies("Seksuele uitbuiting", vraag="vormen")
        b.druk("Volgende")
        gezien = [b.kies("", vraag="indicatoren", nummer=n) for n in range(3)]
        b.druk("Volgende")
        b.vul("Wat is de rol van deze persoon?", "lachtoffer")
        b.vul("Leeftijd", "18")
        b.vul("Naam", "Dana Verzonnen")
        b.vul("Telefoonnummer", "0600012345")
        b.druk("Volgende")
        b.vul("Adres", "Ankerkade 12")
        b.druk("Volgende")
        b.vul("Wat hebt u gezien of gehoord?", VERHAAL)
        b.kies("Nee", vraag="acuut")
        b.kies("Ja", vraag="documenten_afgenomen")
        b.druk("Volgende")
        b.kies("Ja", vraag="terugkoppeling")
        b.druk("Volgende")
        b.zie(VERHAAL[:40], "Dana Verzonnen")
        b.druk("Versturen")
        gevonden = CODE.search(b.pagina.tekst)
        if gevonden is None:
            raise StapMisluktError(f"Geen ontvangstcode op '{b.pagina.kop}'.")
        self.code = gevonden.group()
        return f"{len(gezien)} kenmerken gekozen; ontvangstcode van {len(self.code)} tekens gekregen"

    def _volg(self) -> Bezoeker:
        """Follow the report without an account, in a new browser, with nothing but the code."""
        b = Bezoeker(self.adres)
        b.ga("/melden/volgen/")
        b.vul("ontvangstcode", self.code.lower().replace("-", " "))
        b.druk("")
        return b

    def kijk_meteen(self) -> str:
        """Type the code, in small letters and with spaces."""
        b = self._volg()
        b.zie("Hoe staat het ervoor?")
        return "de stand is te lezen, zonder account"

    def vind(self) -> str:
        """Find the new signaal on the work list."""
        b = self.af
        self._aan(b, self.af_naam)
        b.ga("/signalen/")
        gevonden = NUMMER.search(b.pagina.tekst)
        if gevonden is None:
            raise StapMisluktError("Er staat geen signaal op de werklijst.")
        self.nummer = gevonden.group()
        self.dossier = b.klik(self.nummer).adres
        b.zie(VERHAAL[:40])
        if "0600012345" in b.pagina.tekst:
            raise StapMisluktError("Het telefoonnummer is te lezen zonder dat te vragen.")
        return f"{self.nummer}; identiteit is afgedekt"

    def neem_op(self) -> str:
        """Take it up."""
        self.af.druk("Neem in beoordeling")
        self.af.zie("In beoordeling")
        return "stand is 'In beoordeling'"

    def lees_advies(self) -> str:
        """Read why."""
        b = self.af
        b.klik("Advies en besluit")
        b.zie("Waarom dit advies", "Harde grenzen", "Geen gewichten beschikbaar", "Wat ontbreekt")
        return "harde grens genoemd, redenen met bron, en wat nog ontbreekt"

    def besluit(self) -> str:
        """Decide on care and criminal law."""
        b = self.af
        for veld in (v for f in b.pagina.formulieren for v in f.velden):
            veld.gekozen = False if veld.naam == "uitkomsten" else veld.gekozen
        b.kies("Zorg en strafrecht", vraag="uitkomsten")
        b.vul("Reden", "Zorg en strafrecht samen past hier het best; de politie hoort het via het ZVH (verzonnen).")
        b.druk("Leg besluit vast")
        b.zie("Wie krijgt het signaal?")
        return "besluit vastgelegd; Baken vraagt wie het krijgt"

    def leid_door(self) -> str:
        """Choose receivers, basis and fields; read the packets; confirm."""
        b = self.af
        b.kies(ZORG)
        b.kies(ZVH)
        b.druk("Volgende")
        gronden = []
        for grond in ("Toestemming van de betrokkene", "Wet gegevensverwerking"):
            b.zie("Op welke grondslag?")
            if any(v.naam == "grondslag" and v.gekozen for f in b.pagina.formulieren for v in f.velden):
                raise StapMisluktError("Baken koos de grondslag. Dat hoort een mens te doen.")
            gronden.append(b.kies(grond, vraag="grondslag"))
            if grond.startswith("Toestemming"):
                b.vul("Toestemming", TOESTEMMING)
            b.druk("Volgende")
        if "procesregie?" in b.pagina.tekst:
            b.druk("Volgende")
        b.zie("Precies dit gaat eruit", ZORG, ZVH)
        b.druk("Geef door")
        b.zie(ZORG, ZVH, "buiten Baken", "procesregie")
        if len(set(gronden)) != len(gronden):
            raise StapMisluktError("Beide ontvangers kregen het op dezelfde grondslag.")
        return "; ".join(g.split(".")[0][:60] for g in gronden)

    def zorg_neemt_aan(self) -> str:
        """Answer inside Baken; the receiver sees the packet only."""
        b = self.zorg
        self._aan(b, "Ilse Bedacht")
        b.ga("/ontvangen/")
        b.klik("Gemeente Kadehaven")
        b.druk("Open het pakket")
        b.zie("Dana Verzonnen", "Het pakket")
        if VERHAAL[:40] in b.pagina.tekst:
            raise StapMisluktError("De zorgcoördinator ziet meer dan het pakket.")
        b.druk("Neem aan")
        b.zie("Slachtofferaanpak", "Persoon 1 (slachtoffer)", "niet voor uw rol")
        if "Dana" in b.pagina.tekst or "0600012345" in b.pagina.tekst:
            raise StapMisluktError("De casus noemt haar bij naam zonder dat te vragen.")
        nummer = CASUS.search(b.pagina.kop)
        return f"alleen het pakket gezien; {nummer.group() if nummer else 'casus'} geopend, zij heet er Persoon 1"

    def werk_casus(self) -> str:
        """Agree on who does what, and let the sender know in a bounded text."""
        b = self.zorg
        b.vul("Wat gaat er gebeuren?", "Morgen een eerste gesprek, met een tolk (verzonnen).")
        morgen = klok.vandaag() + timedelta(days=1)
        for deel, waarde in (("Dag", morgen.day), ("Maand", morgen.month), ("Jaar", morgen.year)):
            b.vul(deel, str(waarde))
        b.druk("Zet op de lijst")
        b.zie("eerste gesprek")
        b.kies("De hulp of zorg is gestart", vraag="afloop")
        b.vul("Toelichting", "Het eerste gesprek is morgen.")
        b.druk("Verstuur aan de afzender")
        b.zie("De afzender kan dit nu lezen")
        return "actie op de lijst; de afzender hoort een vaste tekst"

    def bel_zvh(self) -> str:
        """Give the packet outside Baken: PDF, how, to whom, and type in the answer."""
        b = self.af
        b.ga(self.dossier)
        b.klik(ZVH)
        soort, pdf = b.haal(b.link("Download als PDF"))
        if soort != "application/pdf" or not pdf.startswith(b"%PDF"):
            raise StapMisluktError("Het pakket komt niet als PDF.")
        b.kies("Telefoon", vraag="hoe")
        b.vul("Aan wie gaf u het?", "Procesregisseur van dienst (verzonnen)")
        b.vul("Hun kenmerk", "ZVH-1")
        b.druk("Leg vast")
        b.kies("Zij nemen het aan", vraag="antwoord")
        b.vul("Wat zeiden zij?", "Zij bellen morgen terug over de procesregie (verzonnen).")
        b.druk("Leg antwoord vast")
        b.zie("bellen morgen terug")
        return f"pakket als PDF ({len(pdf) // 1024} kB), verzending en antwoord vastgelegd"

    def rond_af(self) -> str:
        """Both tell how it ended; the aandachtsfunctionaris sees both."""
        self.zorg.klik("Sluit casus")
        self.zorg.kies("Wat nodig was, is gedaan", vraag="afsluitreden")
        self.zorg.vul("Waarom sluit u toch?", "Het gesprek is geweest; een ander neemt het over (verzonnen).")
        self.zorg.druk("Sluit casus")
        self.zorg.zie("Afgesloten")
        b = self.af
        b.kies("Zij zijn klaar", vraag="antwoord")
        b.vul("Wat zeiden zij?", "De casus is besproken en gesloten (verzonnen).")
        b.druk("Leg antwoord vast")
        b.ga(self.dossier)
        b.zie("Afloopbericht", "De hulp of zorg is gestart", "Ons werk hieraan is klaar", "besproken en gesloten")
        return "casus gesloten met een reden; twee afloopberichten op het dossier"

    def koppel_terug(self) -> str:
        """Tell the reporter one of the bounded texts, and close."""
        b = self.af
        b.klik("Laat de melder iets horen")
        b.zie("vaste tekst")
        b.kies("Het is afgerond", vraag="bericht")
        b.druk("Geef deze terugkoppeling")
        b.druk("Sluit signaal")
        b.zie("gesloten")
        return "vaste tekst gekozen; signaal gesloten"

    def lees_terug(self) -> str:
        """Read it with the code."""
        b = self._volg()
        b.zie("Terugkoppeling")
        if any(woord in b.pagina.tekst for woord in ("Dana", ZORG, ZVH)):
            raise StapMisluktError("De terugkoppeling verraadt iets.")
        return "de terugkoppeling is te lezen en noemt niemand"
