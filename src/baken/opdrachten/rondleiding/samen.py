"""The walks of the two routes beside care: criminal law with the Zorg- en Veiligheidshuis, and ondermijning."""

from __future__ import annotations

import contextlib
from datetime import timedelta

from baken.kern import klok
from baken.opdrachten.rondleiding.bezoeker import Bezoeker, StapMisluktError
from baken.opdrachten.rondleiding.keten import NAAM, WAAROM, Ketenwandeling, Stap
from baken.opdrachten.rondleiding.wandeling import ZORG

ZVH = "Zorg- en Veiligheidshuis Delta-Zuid"
RIEC = "RIEC Delta"
PARTNER = "Woonpartner Delta"
# Her name is Verzonnen: a text with that word names her.
OBSTAKEL = "Er is in de regio al weken geen woning of plek te vinden (niet echt)."
GEPROBEERD = "Alle partners gebeld, en twee keer samen overlegd (niet echt)."
GEVRAAGD = "Wie kan buiten de regio om een plek vragen, en wie betaalt (niet echt)?"
ANTWOORD = "De regio ernaast heeft volgende week plek; de gemeente betaalt (verzonnen)."


class Zvhwandeling(Ketenwandeling):
    """Care and criminal law: sharing with a partner, a casus that gets stuck, an answer, and the end."""

    naam, uitkomst = "zvh", "Zorg en strafrecht"
    melder_naam = af_naam = "Mila Verzonnen"  # of a gemeente whose Zorg- en Veiligheidshuis works in Baken
    casus = gedeeld = ""

    def __post_init__(self) -> None:
        """Give the process director, the partner and the beleidsregisseur browsers of their own."""
        super().__post_init__()
        self.piet, self.wim, self.eva = (Bezoeker(self.adres) for _ in range(3))

    @property
    def stappen(self) -> list[Stap]:
        """Return name and act of every step, in order."""
        return [
            ("Signaal, beoordeeld als zorg en strafrecht", self.tot_besluit),
            ("Aan zorg en aan het ZVH, elk op een eigen grondslag", self.geef_door),
            ("Procesregisseur van het ZVH neemt het aan", self.neem_casus),
            ("Deelbesluit: een partner mag meelezen", self.deel),
            ("De partner leest mee, alleen wat is gedeeld", self.lees_mee),
            ("Delen stopt: meelezen is meteen weg", self.stop),
            ("Vastgelopen, en hulp gevraagd zonder namen", self.schaal_op),
            ("De beleidsregisseur antwoordt", self.antwoord_regisseur),
            ("Casussen gesloten", self.sluit),
            ("De melder krijgt antwoord", self.antwoord),
        ]

    def geef_door(self) -> str:
        """Pass on to both."""
        return self._geef((ZORG, "Toestemming van de betrokkene"), (ZVH, "Wet gegevensverwerking"))

    def neem_casus(self) -> str:
        """Take it on; the process director has both approaches."""
        nummer = self._neem_aan(self.piet, "Piet Bedacht")
        self.piet.zie("Slachtofferaanpak", "Daderaanpak")
        self.casus = self.piet.pagina.adres
        return f"{nummer}; beide aanpakken staan naast elkaar"

    def deel(self) -> str:
        """Share identity and place of the victim with a partner that may read along; the exact packet comes first."""
        b = self.piet
        b.ga(self.casus)
        b.klik("Delen")
        b.klik("Deel iets")
        b.vul("Met welke organisatie", PARTNER)
        b.druk("Verder")
        b.vul("Waarvoor krijgt", "Een woning vinden (verzonnen).")
        b.kies("Toestemming van de betrokkene", vraag="grondslag")
        if any(v.naam == "toestemming_id" for f in b.pagina.formulieren for v in f.velden):
            b.kies("nieuwe toestemming", vraag="toestemming_id")
        b.vul("Wat vroeg u", WAAROM)
        b.kies("Slachtoffer", vraag="over_wie")
        b.kies("Wie het is", vraag="veldgroepen")
        b.kies("meelezen", vraag="live")
        b.vul_dag("geldig_tot", klok.vandaag() + timedelta(days=60))
        b.vul("Waarom deelt u dit?", "De partner zoekt een woning en moet weten wie er komt (verzonnen).")
        b.druk("Bekijk het pakket")
        b.zie("Precies dit gaat eruit", "Dana Verzonnen", "tot ")
        b.druk("Deel dit pakket")
        self.gedeeld = b.pagina.adres
        return "het precieze pakket gezien, daarna gedeeld"

    def lees_mee(self) -> str:
        """Take it on as the partner, and read along: no care, no offences, nobody else."""
        b = self.wim
        self._aan(b, "Wim Bedacht")
        b.ga("/ontvangen/")
        b.klik(ZVH)
        b.druk("Open het pakket")
        b.druk("Neem aan")
        b.ga("/casussen/gedeeld/")
        b.klik("P-")
        b.zie("U leest mee bij", "Persoon 1", "Toestemming")
        if NAAM in b.pagina.tekst:
            raise StapMisluktError("Wie meeleest ziet de naam zonder dat te vragen.")
        self.meelezen = b.pagina.adres
        return f"'{b.pagina.kop}', op welke grondslag en tot wanneer"

    def stop(self) -> str:
        """End the sharing: the page of the partner is gone at that moment."""
        b = self.piet
        b.ga(self.gedeeld)
        b.klik("Stop met delen")
        b.vul("Waarom stopt u", "De woning is gevonden; meelezen is niet meer nodig (verzonnen).")
        b.druk("Stop met delen")
        try:
            self.wim.ga(self.meelezen)
        except StapMisluktError:
            return "de pagina van de partner bestaat niet meer; het pakket blijft van de partner"
        raise StapMisluktError("Meelezen kan nog, terwijl het delen is gestopt.")

    def schaal_op(self) -> str:
        """Say that it is stuck, and ask the beleidsregisseur; a text that names her is refused."""
        b = self.piet
        b.ga(self.casus)
        b.kies("Vastgelopen", vraag="naar")
        b.vul("Waarom", OBSTAKEL, vraag="reden")
        b.druk("Leg de stand vast")
        b.klik("Vraag hulp")
        b.vul("Aan wie vraagt u hulp?", "Veiligheidsalliantie")
        b.kies("Er is geen passende opvang", vraag="belemmering")
        b.vul("Wat is er al geprobeerd?", GEPROBEERD)
        b.vul("Wat vraagt u?", GEVRAAGD)
        b.vul("Wat staat er in de weg?", f"{OBSTAKEL} Het gaat om Dana Verzonnen.")
        with contextlib.suppress(StapMisluktError):  # the answer is a 422, with everything that was typed
            b.verstuur()
        b.zie("Uw tekst noemt iemand")
        b.vul("Wat staat er in de weg?", OBSTAKEL)
        b.verstuur()
        return "een tekst met haar naam is geweigerd; de vraag zonder namen is gesteld"

    def antwoord_regisseur(self) -> str:
        """Answer at the level of the process; the team reads it."""
        e = self.eva
        self._aan(e, "Eva Fictief")
        e.ga("/opschaling/")
        e.klik("O-")
        e.zie(OBSTAKEL[:30])
        if NAAM in e.pagina.tekst or "C-" in e.pagina.kop:
            raise StapMisluktError("De beleidsregisseur ziet over wie het gaat.")
        e.vul("", ANTWOORD, vraag="tekst")
        e.druk("Verstuur het antwoord")
        self.piet.ga(self.casus)
        self.piet.zie(ANTWOORD[:30])
        return "het antwoord staat bij de casus"

    def sluit(self) -> str:
        """Close at the Zorg- en Veiligheidshuis, and at the zorgcoordinator who took the other packet on."""
        self._sluit_casus(self.piet, self.casus)
        self._neem_aan(self.zorg, "Ilse Bedacht")
        self._sluit_casus(self.zorg, self.zorg.pagina.adres)
        return "beide gesloten, de gemeente leest tweemaal hoe het afliep"


class Riecwandeling(Ketenwandeling):
    """Ondermijning: the RIEC works on the offender's side and never reads care."""

    naam, uitkomst = "riec", "Ondermijning"
    casus = ""

    def __post_init__(self) -> None:
        """Give the accounthouder a browser."""
        super().__post_init__()
        self.rana = Bezoeker(self.adres)

    @property
    def stappen(self) -> list[Stap]:
        """Return name and act of every step, in order."""
        return [
            ("Signaal, beoordeeld als ondermijning", self.tot_besluit),
            ("Aan het RIEC, op het convenant; zorg ernaast", self.geef_door),
            ("Accounthouder van het RIEC neemt het aan", self.neem_casus),
            ("Actie, en een vaste tekst naar de gemeente", self.werk),
            ("Casussen gesloten", self.sluit),
            ("De melder krijgt antwoord", self.antwoord),
        ]

    def geef_door(self) -> str:
        """Pass on to the RIEC; Baken chose care beside it, because a victim is in the story."""
        return self._geef((ZORG, "Toestemming van de betrokkene"), (RIEC, "Wet gegevensverwerking"))

    def neem_casus(self) -> str:
        """Take it on: the offender's approach is for this role, the victim's is not."""
        nummer = self._neem_aan(self.rana, "Rana Bedacht")
        self.rana.zie("Daderaanpak", "niet voor uw rol")
        self.casus = self.rana.pagina.adres
        return f"{nummer}; slachtofferaanpak is niet voor deze rol"

    def werk(self) -> str:
        """Agree on what happens and tell the sender."""
        b = self.rana
        b.vul("Wat gaat er gebeuren?", "Vergunningen van het pand nagaan (verzonnen).")
        b.vul_dag("voor", klok.vandaag() + timedelta(days=7))
        b.druk("Zet op de lijst")
        b.kies("Wij hebben dit opgepakt", vraag="afloop")
        b.druk("Verstuur aan de afzender")
        b.zie("De afzender kan dit nu lezen")
        return "actie op de lijst; de gemeente leest dat het is opgepakt"

    def sluit(self) -> str:
        """Close both: what is open lapses, with a reason."""
        self._sluit_casus(self.rana, self.casus)
        self._neem_aan(self.zorg, "Ilse Bedacht")
        self._sluit_casus(self.zorg, self.zorg.pagina.adres)
        return "open actie vervallen, met een reden; de zorg ernaast ook klaar"
