"""Three walks after the main job: each route of bron 004 from a signaal to a closed casus, through pages only."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import timedelta

from baken.kern import klok
from baken.opdrachten.rondleiding.bezoeker import Bezoeker, StapMisluktError
from baken.opdrachten.rondleiding.wandeling import CASUS, TOESTEMMING, ZORG, Wandeling

Stap = tuple[str, Callable[[], str]]
NAAM = "Dana"  # of the victim of the invented story
WAAROM = "Ik vroeg of wij mogen helpen en met wie. Zij zei ja (verzonnen)."
ADRES = "Geheimlaan 1 (verzonnen)"


class Ketenwandeling(Wandeling):
    """What the three have in common: the signaal up to the decision, and the answer to the reporter."""

    naam = ""
    uitkomst = ""
    reden = "Wij bespraken dit samen en kiezen deze route (verzonnen)."

    def tot_besluit(self) -> str:
        """Report at the desk, take up, read the advice and decide."""
        self.meld_aan_als_balie()
        self.meld()
        self.vind()
        self.neem_op()
        self.lees_advies()
        b = self.af
        for veld in (v for f in b.pagina.formulieren for v in f.velden):
            veld.gekozen = False if veld.naam == "uitkomsten" else veld.gekozen
        b.kies(self.uitkomst, vraag="uitkomsten")
        b.vul("Reden", self.reden)
        b.druk("Leg besluit vast")
        b.zie("Wie krijgt het signaal?")
        return f"{self.nummer}: {self.uitkomst.lower()}"

    def _geef(self, *ontvangers: tuple[str, str]) -> str:
        """Pass on to each receiver on its own basis: (name, words of the basis)."""
        b = self.af
        for naam, _grond in ontvangers:
            b.kies(naam)
        b.druk("Volgende")
        for _naam, grond in ontvangers:
            b.zie("Op welke grondslag?")
            b.kies(grond, vraag="grondslag")
            if grond.startswith("Toestemming"):
                b.vul("Toestemming", TOESTEMMING)
            b.druk("Volgende")
        if "procesregie?" in b.pagina.tekst:
            b.druk("Volgende")
        b.zie("Precies dit gaat eruit")
        b.druk("Geef door")
        return "; ".join(naam for naam, _grond in ontvangers)

    def _neem_aan(self, wie: Bezoeker, naam: str) -> str:
        """Open the packet and take it on; returns the number of the casus."""
        self._aan(wie, naam)
        wie.ga("/ontvangen/")
        wie.klik("Gemeente")
        wie.druk("Open het pakket")
        wie.druk("Neem aan")
        nummer = CASUS.search(wie.pagina.kop)
        if nummer is None:
            raise StapMisluktError(f"Er opende geen casus: '{wie.pagina.kop}'.")
        if NAAM in wie.pagina.tekst:
            raise StapMisluktError("De casus noemt haar bij naam zonder dat te vragen.")
        return nummer.group()

    def _sluit_casus(self, wie: Bezoeker, adres: str) -> None:
        wie.ga(adres)
        wie.klik("Sluit casus")
        wie.kies("Wat nodig was, is gedaan", vraag="afsluitreden")
        if any(v.naam == "reden" for f in wie.pagina.formulieren for v in f.velden):
            wie.vul("Waarom sluit u toch?", "Alles wat kon is gedaan; de rest loopt elders door (verzonnen).")
        wie.druk("Sluit casus")
        wie.zie("Afgesloten")

    def antwoord(self) -> str:
        """See at the gemeente how it ended, tell the reporter, and let the reporter read it."""
        self.af.ga(self.dossier)
        self.af.zie("Afloopbericht", "Ons werk hieraan is klaar")
        self.koppel_terug()
        return self.lees_terug()


class Zorgwandeling(Ketenwandeling):
    """The route of care: a traject with consent, shelter, bedenktijd, CoMensha, aftercare and the end."""

    naam, uitkomst = "zorg", "Zorg"
    casus = traject = ""

    @property
    def stappen(self) -> list[Stap]:
        """Return name and act of every step, in order."""
        return [
            ("Signaal, beoordeeld als zorg", self.tot_besluit),
            ("Aan de zorgcoördinator, met toestemming", self.geef_door),
            ("Zorgcoördinator neemt het aan", self.neem_casus),
            ("Traject met toestemming voor hulp", self.begin_traject),
            ("Intake en verantwoordelijke gemeente", self.doe_intake),
            ("Hulp start, de afzender hoort het", self.start),
            ("Bedenktijd met een klok", self.leg_bedenktijd_vast),
            ("CoMensha: om hulp gevraagd", self.vraag_hulp),
            ("Opvang: wat past en waarom", self.zoek_opvang),
            ("CoMensha: geteld zonder naam", self.registreer),
            ("Nazorg en einde van het traject", self.rond_traject_af),
            ("Casus gesloten", self.sluit),
            ("De melder krijgt antwoord", self.antwoord),
        ]

    def geef_door(self) -> str:
        """Pass on to care alone."""
        return self._geef((ZORG, "Toestemming van de betrokkene"))

    def neem_casus(self) -> str:
        """Take it on; the victim's approach is for this role, the offender's is not."""
        nummer = self._neem_aan(self.zorg, "Ilse Bedacht")
        self.zorg.zie("Slachtofferaanpak", "niet voor uw rol")
        self.casus = self.zorg.pagina.adres
        return f"{nummer}; daderaanpak is niet voor deze rol"

    def begin_traject(self) -> str:
        """Take the client in, with consent for help."""
        b = self.zorg
        b.klik("Begin een zorgtraject")
        b.kies("Een slachtoffer", vraag="doelgroep")
        b.vul("Naam of roepnaam", "Dana Verzonnen")
        b.vul_dag("geboortedatum", klok.vandaag() - timedelta(days=22 * 365))
        b.vul("Geslacht", "Vrouw")
        b.vul("Leeftijd", "18 tot en met 24")
        b.vul("Land van nationaliteit", "Albanië")
        b.vul("Waarom heeft deze persoon hulp nodig?", "Zij kan nergens heen (verzonnen).")
        b.kies("Seksuele uitbuiting", vraag="vormen")
        b.kies("Ja", vraag="akkoord")
        b.vul("hoe gaf de persoon toestemming", "In een gesprek, met een tolk.")
        b.vul("wat vroeg u", WAAROM)
        b.druk("Neem deze cliënt aan")
        b.zie("T-", "Aangemeld")
        self.traject = b.pagina.adres.partition("?")[0]
        return f"'{b.pagina.kop}', toestemming vastgelegd"

    def doe_intake(self) -> str:
        """Record what care and shelter need; the gemeente follows from a rule, with the reason."""
        b = self.zorg
        b.ga(f"{self.traject}intake/")
        b.vul("Waarop verblijft", "Geen verblijfsstatus")
        b.kies("Nee", vraag="ingeschreven")
        b.vul("is de persoon aangetroffen", "Kadehaven")
        b.kies("Ja", vraag="tolk")
        b.kies("Nee", vraag="kinderen_bekend")
        b.kies("Ik heb gevraagd", vraag="contra_gevraagd")
        b.vul("Hoe ging de intake?", "Rustig gesprek, met een tolk (verzonnen).")
        b.verstuur()
        b.zie("Kadehaven")
        b.ga(f"{self.traject}?deel=client")
        b.zie("aangetroffen")
        return "gemeente Kadehaven: niet ingeschreven, daar aangetroffen"

    def start(self) -> str:
        """Start the help; who passed her on hears that in a bounded text."""
        b = self.zorg
        b.ga(f"{self.traject}starten/")
        b.zie("De cliënt gaf toestemming voor hulp")
        b.verstuur()
        self.af.ga(self.dossier)
        self.af.zie("De hulp of zorg is gestart")
        return "de gemeente leest: de hulp of zorg is gestart"

    def leg_bedenktijd_vast(self) -> str:
        """Record a bedenktijd that the police gave."""
        b = self.zorg
        b.ga(f"{self.traject}?deel=bedenktijd")
        b.vul_dag("begin", klok.vandaag())
        b.kies("Politie", vraag="verleend_door")
        b.kies("Nee", vraag="dublin")
        b.druk("Leg de bedenktijd vast")
        b.ga(f"{self.traject}?deel=bedenktijd")
        b.zie("Bedenktijd", "Loopt")
        return "drie maanden, de klok loopt"

    def vraag_hulp(self) -> str:
        """Ask CoMensha for a place, with consent for that; without it no place in COSM is booked."""
        b = self.zorg
        b.ga(f"{self.traject}?deel=toestemming")
        b.vul("Waarvoor is de toestemming?", "hulpvraag bij CoMensha")
        b.vul("Hoe gaf de cliënt toestemming?", "In een gesprek, met een tolk.")
        b.vul("Wat vroeg u, en wat was het antwoord?", WAAROM)
        b.druk("Leg de toestemming vast")
        b.ga(f"{self.traject}comensha/hulpvraag/")
        b.kies("COSM", vraag="hulp")
        b.vul("Is er vannacht al een plek nodig?", "Nee")
        b.vul("Hoeveel kinderen komen mee?", "0")
        b.druk("Bewaar")
        b.druk("Zet klaar")
        b.ga("/zorg/comensha/?soort=hulpvraag&tab=klaar")
        b.kies("CM-", vraag="kies")
        _soort, inhoud = b.bestand("Maak het bestand")
        if NAAM in inhoud.decode("utf-8-sig"):
            raise StapMisluktError("In de hulpvraag staat een naam.")
        self._gaf_bestand()
        return "toestemming vastgelegd; hulpvraag zonder naam, verzonden door een mens"

    def _gaf_bestand(self) -> None:
        b = self.zorg
        b.ga(f"{self.traject}comensha/")
        b.klik("Ik gaf het bestand")
        b.kies("Beveiligde e-mail", vraag="hoe")
        b.vul_dag("op", klok.vandaag())
        b.vul("Aan wie bij CoMensha?", "Helpdesk (verzonnen)")
        b.druk("Leg vast")
        b.zie("Verzonden")

    def zoek_opvang(self) -> str:
        """Record a house, read why it fits, and book it; the address is on no page."""
        b = self.zorg
        b.ga("/opvang/beheer/nieuw/")
        b.klik("COSM vrouwen")
        b.vul("Naam", "Huis Wilg (verzonnen)")
        b.kies("Nee", vraag="kinderen_mee")
        b.kies("Ik weet wie deze opvang niet aanneemt", vraag="contra_bekend")
        b.kies("Ja", vraag="boeking")
        b.kies("Niet bekend", vraag="structureel")
        b.druk("Bewaar de voorziening")
        huis = b.pagina.adres
        b.vul("", "kamer 1", vraag="code")
        b.druk("Zet de plek erbij")
        b.ga(f"{huis}adres/")
        b.vul("Adres", ADRES)
        b.druk("Bewaar versleuteld")
        b.ga(f"{self.traject}opvang/")
        b.zie("Alleen via CoMensha", "Huis Wilg")
        b.klik("Boek")
        b.zie("Waarom deze plek past")
        b.druk("Boek deze plek")
        if ADRES in b.pagina.tekst:
            raise StapMisluktError("Het adres van de opvang staat op de pagina.")
        return "COSM vrouwen past, met de redenen; geboekt, adres niet te zien"

    def registreer(self) -> str:
        """Register her without a name; the file is made, handed over by a person, and says what was filled in."""
        b = self.zorg
        b.ga(f"{self.traject}comensha/registratie/")
        b.vul("Hoe zeker", "Mogelijk slachtoffer")
        b.kies("Niet bekend", vraag="seks")
        b.vul("Wat voor organisatie", "Maatschappelijke organisatie")
        b.vul("Binnenlands of over de grens", "Over de grens")
        b.druk("Bewaar")
        b.druk("Zet klaar")
        b.ga("/zorg/comensha/?soort=registratie&tab=klaar")
        b.kies("CM-", vraag="kies")
        soort, inhoud = b.bestand("Maak het bestand")
        (regel,) = csv.DictReader(io.StringIO(inhoud.decode("utf-8-sig"), newline=""), delimiter=";")
        if soort != "text/csv" or regel["vic_TypeOfExploitation"] != "SexualExploitation" or NAAM in str(regel):
            raise StapMisluktError(f"In het bestand staat niet wat erin hoort: {regel}")
        self._gaf_bestand()
        return f"CSV met {len(regel)} velden, geen naam; verzonden door een mens"

    def rond_traject_af(self) -> str:
        """Go to aftercare and close."""
        b = self.zorg
        b.ga(f"{self.traject}nazorg/")
        b.vul_dag("tot", klok.vandaag() + timedelta(days=90))
        b.vul("Wat spreekt u af?", "Elke maand bellen (verzonnen).")
        b.verstuur()
        b.ga(f"{self.traject}sluiten/")
        b.zie("Dit staat nog open")
        b.kies("Wat nodig was, is bereikt", vraag="afsluitreden")
        b.vul("Toelichting", "Zij heeft een eigen woning; de bedenktijd is overgedragen (verzonnen).")
        b.verstuur()
        b.ga(self.traject)
        b.zie("Afgesloten")
        return "nazorg tot over 90 dagen; gesloten met een reden"

    def sluit(self) -> str:
        """Close the casus of care."""
        self._sluit_casus(self.zorg, self.casus)
        return "de gemeente hoort in een vaste tekst dat het werk klaar is"
