"""The walks of the two routes beside care: criminal law with the Zorg- en Veiligheidshuis, and ondermijning."""

from __future__ import annotations

import contextlib
import io
import re
import time
import zipfile
from datetime import datetime, timedelta
from html import unescape

from baken.kern import klok
from baken.opdrachten.rondleiding.bezoeker import Bezoeker, StapMisluktError
from baken.opdrachten.rondleiding.keten import NAAM, WAAROM, Ketenwandeling, Stap
from baken.opdrachten.rondleiding.wandeling import CASUS, ZORG

ZVH = "Zorg- en Veiligheidshuis Delta-Zuid"
RIEC = "RIEC Delta"
PARTNER = "Woonpartner Delta"
# Her name is Verzonnen: a text with that word names her.
OBSTAKEL = "Er is in de regio al weken geen woning of plek te vinden (niet echt)."
GEPROBEERD = "Alle partners gebeld, en twee keer samen overlegd (niet echt)."
GEVRAAGD = "Wie kan buiten de regio om een plek vragen, en wie betaalt (niet echt)?"
AGENDA = "Wie zoekt mee naar een woning (niet echt)?"
BESLUIT = "Dana Verzonnen krijgt de woning; de partner geeft haar de sleutel (niet echt)."
ANTWOORD = "De regio ernaast heeft volgende week plek; de gemeente betaalt (verzonnen)."


class Zvhwandeling(Ketenwandeling):
    """Care and criminal law: sharing with a partner, a casus that gets stuck, an answer, and the end."""

    naam, uitkomst = "zvh", "Zorg en strafrecht"
    melder_naam = af_naam = "Mila Verzonnen"  # of a gemeente whose Zorg- en Veiligheidshuis works in Baken
    casus = gedeeld = ""

    def __post_init__(self) -> None:
        """Give the process director, a colleague, the partner and the beleidsregisseur browsers of their own."""
        super().__post_init__()
        self.piet, self.pia, self.wim, self.eva = (Bezoeker(self.adres) for _ in range(4))

    @property
    def stappen(self) -> list[Stap]:
        """Return name and act of every step, in order."""
        return [
            ("Signaal, beoordeeld als zorg en strafrecht", self.tot_besluit),
            ("Aan zorg en aan het ZVH, elk op een eigen grondslag", self.geef_door),
            ("Procesregisseur van het ZVH neemt het aan", self.neem_casus),
            ("Een vaste tekst naar de gemeente", self.meld_afloop),
            ("Vier ogen op delen, en een collega in het team", self.zet_vier_ogen),
            ("Deelbesluit: een partner mag meelezen, als een collega akkoord is", self.deel),
            ("Wijzigen laat het akkoord vervallen; opnieuw akkoord, en verstuurd", self.geef_akkoord),
            ("Overleg: wie nog niet meeleest, kan niet worden uitgenodigd", self.weiger_uitnodiging),
            ("De partner leest mee, alleen wat is gedeeld", self.lees_mee),
            ("Overleg met de partner gepland, de partner leest de agenda", self.plan_overleg),
            ("Overleg vastgelegd: wie er was en wat er is besloten", self.leg_overleg_vast),
            ("Verslag voor Word, zonder wie het is", self.lees_verslag),
            ("Delen stopt: meelezen is meteen weg", self.stop),
            ("Vastgelopen, en hulp gevraagd zonder namen", self.schaal_op),
            ("De beleidsregisseur brengt het naar de Regionale Tafel", self.breng_naar_tafel),
            ("De beleidsregisseur antwoordt", self.antwoord_regisseur),
            ("Casussen gesloten, de bewaartermijn loopt", self.sluit),
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

    def meld_afloop(self) -> str:
        """Tell the gemeente one of the bounded texts; it reads that and nothing of the casus."""
        b = self.piet
        b.kies("Wij hebben dit opgepakt", vraag="afloop")
        b.druk("Verstuur aan de afzender")
        b.zie("De afzender kan dit nu lezen")
        self.af.ga(self.dossier)
        self.af.zie("Wij hebben dit opgepakt")
        if CASUS.search(self.af.pagina.tekst):
            raise StapMisluktError("De gemeente ziet het nummer van de casus.")
        return "de gemeente leest dat het is opgepakt, en niet meer dan dat"

    def zet_vier_ogen(self) -> str:
        """Let the beheerder ask for a second pair of eyes, and put a colleague in the team."""
        beheer = Bezoeker(self.adres)
        self._aan(beheer, "Bram Bedacht")
        beheer.ga("/beheer/delen/")
        beheer.kies("Een collega geeft akkoord", vraag="vier_ogen")
        beheer.druk("Opslaan")
        b = self.piet
        b.ga(self.casus)
        b.vul("Wie komt erbij?", "Pia Bedacht")
        b.druk("Voeg toe")
        b.zie("Uw collega zit nu in het team")
        return "ingesteld door de beheerder, die zelf geen casus ziet"

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
        b.druk("Vraag akkoord aan een collega")
        b.zie("Er is nog niets gedeeld", "U stelde dit zelf op")
        self.kan_niet(b, "Geef akkoord", "Wie het opstelde, kan zelf akkoord geven.")
        self.gedeeld = b.pagina.adres
        return "het precieze pakket gezien; het wacht op een collega"

    @staticmethod
    def kan_niet(wie: Bezoeker, knop: str, anders: str) -> None:
        """See that there is no such button. Raises StapMisluktError with `anders` when there is."""
        if any(knop in k.tekst for f in wie.pagina.formulieren for k in f.knoppen):
            raise StapMisluktError(anders)

    def geef_akkoord(self) -> str:
        """Agree as a second person; an edit takes that away, so the colleague reads and agrees once more."""
        pia, b = self.pia, self.piet
        self._aan(pia, "Pia Bedacht")
        self._keur_goed()
        b.ga(self.gedeeld)
        b.zie("Akkoord van", "Pia Bedacht")
        b.klik("Wijzig het pakket")
        b.zie("dan vervalt het akkoord")
        b.kies("Plaats", vraag="veldgroepen")
        b.druk("Bekijk het pakket")
        b.druk("Vraag akkoord aan een collega")
        self.kan_niet(b, "Verstuur het pakket", "Een gewijzigd pakket kan weg op het oude akkoord.")
        self._keur_goed()
        b.ga(self.gedeeld)
        b.druk("Verstuur het pakket")
        b.zie("Het pakket is verstuurd")
        return "eerste akkoord vervallen, tweede akkoord op het nieuwe pakket"

    def _keur_goed(self) -> None:
        self.pia.ga(self.gedeeld)
        self.pia.zie("Dana Verzonnen", "Klopt het?")
        self.pia.druk("Geef akkoord op dit pakket")
        self.pia.zie("U gaf akkoord")

    def weiger_uitnodiging(self) -> str:
        """See that who does not read along yet cannot be asked to a meeting, and why."""
        b = self.piet
        b.ga(f"{self.casus}overleg/")
        b.zie("Niet uit te nodigen", f"{PARTNER} (verzonnen): ")
        if any(PARTNER in v.label for f in b.pagina.formulieren for v in f.velden):
            raise StapMisluktError("De partner is uit te nodigen zonder dat die meeleest.")
        return b.pagina.tekst.partition(f"{PARTNER} (verzonnen): ")[2].split(".")[0]

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

    def plan_overleg(self) -> str:
        """Ask the partner to a meeting that begins within two minutes; the partner reads what it is about."""
        b, wim = self.piet, self.wim
        self.moment = _komende_minuut()
        b.ga(f"{self.casus}overleg/")
        b.vul_dag("dag", self.moment.date())
        b.vul("Hoe laat begint het?", f"{self.moment:%H:%M}")
        b.kies("videogesprek", vraag="wijze")
        b.kies(PARTNER, vraag="partijen")
        b.vul("Agenda", AGENDA)
        b.druk("Opslaan")
        b.zie("Het overleg is gepland", "In overleg")
        self.overleg = b.klik(f"{self.moment:%H:%M}").adres
        wim.ga("/casussen/overleg/")
        wim.klik(f"{self.moment:%H:%M}")
        wim.zie(AGENDA)
        if NAAM in wim.pagina.tekst or CASUS.search(wim.pagina.tekst):
            raise StapMisluktError("De uitnodiging zegt over wie het gaat.")
        return "nu de partner meeleest wel; de uitnodiging noemt niemand"

    def leg_overleg_vast(self) -> str:
        """Wait until it begins, and record who came and what was decided."""
        b = self.piet
        _wacht_tot(self.moment)
        b.ga(self.overleg)
        for nummer, antwoord in enumerate(("Aanwezig", "Niet gekomen", "Aanwezig")):
            b.kies(antwoord, vraag="aanwezig_", nummer=nummer)
        b.vul("Wat is er besloten?", BESLUIT)
        b.druk("Leg vast")
        b.zie("Het overleg is vastgelegd", "krijgt de woning")
        return "twee waren er, een niet; een besluit"

    def lees_verslag(self) -> str:
        """Take the minutes along and read them: her name was typed in a decision, and is not in the file."""
        b = self.piet
        soort, inhoud = b.haal(b.link("Verslag voor Word"))
        tekst = woorden_uit_docx(inhoud)
        if "wordprocessingml" not in soort or "krijgt de woning" not in tekst or AGENDA not in tekst:
            raise StapMisluktError(f"Dit is geen verslag: {soort}, {tekst[:200]}")
        if gevonden := [w for w in (NAAM, "0600012345", "Ankerkade") if w in tekst]:
            raise StapMisluktError(f"In het verslag staat: {', '.join(gevonden)}")
        if "Persoon 1" not in tekst:
            raise StapMisluktError("In het verslag staat niet over wie het besluit gaat.")
        return f"{len(tekst.split())} woorden gelezen; zij heet er Persoon 1"

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

    def breng_naar_tafel(self) -> str:
        """Plan a Regionale Tafel and put the question on it; nobody of the casus is on the table."""
        e, self.tafelmoment = self.eva, _komende_minuut()
        self._aan(e, "Eva Fictief")
        e.ga("/opschaling/")
        e.klik("Plan een Regionale Tafel")
        e.vul_dag("dag", self.tafelmoment.date())
        e.vul("Hoe laat begint het?", f"{self.tafelmoment:%H:%M}")
        e.kies("videogesprek", vraag="wijze")
        e.vul("Agenda", "Wat loopt er vast in de regio?")
        e.druk("Plan")
        tafel = e.pagina.adres
        e.ga("/opschaling/")
        self.vraag = e.klik("O-").adres
        e.vul("Welke Regionale Tafel?", f"{self.tafelmoment:%H:%M}")
        e.druk("Zet op de agenda")
        e.ga(tafel)
        e.zie("O-", "Bij de Regionale Tafel")
        e.ga(self.vraag)
        e.zie(OBSTAKEL[:30])
        if NAAM in e.pagina.tekst or CASUS.search(e.pagina.tekst):
            raise StapMisluktError("De beleidsregisseur ziet over wie het gaat.")
        self.piet.ga(self.casus)
        self.piet.zie("Opgeschaald", "Regionale Tafel van")
        return "de vraag staat op de agenda; het team ziet wanneer"

    def antwoord_regisseur(self) -> str:
        """Wait until the table began and answer at the level of the process; the casus is the team's again."""
        e, b = self.eva, self.piet
        _wacht_tot(self.tafelmoment)
        e.ga(self.vraag)
        e.vul("", ANTWOORD, vraag="tekst")
        e.druk("Verstuur het antwoord")
        b.ga(self.casus)
        b.zie(ANTWOORD[:30], "Vastgelopen")
        return "het antwoord staat bij de casus; het team gaat verder"

    def sluit(self) -> str:
        """Close at the Zorg- en Veiligheidshuis, and at the zorgcoordinator who took the other packet on."""
        self._sluit_casus(self.piet, self.casus)
        self.piet.zie("De bewaartermijn loopt nu", "Afgesloten")
        self._neem_aan(self.zorg, "Ilse Bedacht")
        self._sluit_casus(self.zorg, self.zorg.pagina.adres)
        return "beide gesloten, de gemeente leest tweemaal hoe het afliep"


def _wacht_tot(moment: datetime) -> None:
    """Wait, without work, until a meeting begins."""
    while klok.nu() < moment:
        time.sleep(0.5)


def _komende_minuut() -> datetime:
    """Return the first whole minute that leaves time to fill in a form."""
    ruim = klok.nu().astimezone(klok.TIJDZONE) + timedelta(seconds=75)
    return ruim.replace(second=0, microsecond=0)


def woorden_uit_docx(inhoud: bytes) -> str:
    """Return what stands in every part of a Word file: text, headers and properties."""
    with zipfile.ZipFile(io.BytesIO(inhoud)) as pakket:
        delen = [pakket.read(naam).decode() for naam in pakket.namelist() if naam.endswith((".xml", ".rels"))]
    return unescape(re.sub(r"<[^>]*>", "", " ".join(delen)))


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
