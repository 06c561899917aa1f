"""Parts from which the invented signalen are told. Every place, person and event is invented."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True)
class Bron:
    """Who tells it, through which door."""

    kanaal: str
    opening: str
    meldcodesector: str = ""


BRONNEN = (
    Bron("medewerker", "Aan de balie van burgerzaken viel mij iets op."),
    Bron("medewerker", "Bij een huisbezoek voor een uitkering zag ik het volgende."),
    Bron("medewerker", "Tijdens een controle van een horecazaak zag ik het volgende."),
    Bron("medewerker", "Bij een adrescontrole met de woningcorporatie viel mij iets op."),
    Bron("publiek_medewerker", "Ik werk bij de afdeling vergunningen en zag dit op locatie."),
    Bron("publiek_professional", "Op school maken wij ons zorgen om een leerling.", "onderwijs"),
    Bron("publiek_professional", "In de huisartsenpraktijk vertelde iemand mij dit.", "gezondheidszorg"),
    Bron("publiek_professional", "Als jongerenwerker hoorde ik het volgende.", "jeugdhulp"),
    Bron("publiek_professional", "In het wijkteam zien wij dit al enkele weken.", "maatschappelijke_ondersteuning"),
    Bron("publiek_professional", "Ik bezorg pakketten en kom vaak op dit adres."),
    Bron("telefoon", "Een collega van handhaving belde mij hierover."),
    Bron("mail", "Een verhuurder mailde de gemeente hierover."),
    Bron("partner", "Onze wijkbeheerder meldde ons dit over een complex in de gemeente."),
)


@dataclass(frozen=True)
class Vertelling:
    """One kind of event: form, sub-form, sector, indicators that fit, sentences to choose from."""

    vormen: tuple[str, ...]
    sector: str
    subsector: str
    indicatoren: tuple[str, ...]
    zinnen: tuple[str, ...]
    leeftijden: tuple[str, ...] = ("25-29", "30-49")
    geslachten: tuple[str, ...] = ("V", "M")
    landen: tuple[str, ...] = ("PL", "RO", "BG", "onbekend")
    dader: bool = True
    georganiseerd: bool = False


VERTELLINGEN = (
    Vertelling(
        ("ARB", "ARB-BEDRIJF"),
        "AGRARISCH",
        "AGRARISCH-KAS",
        ("IND037", "IND038", "IND040", "IND046"),
        (
            "Acht mensen slapen in een schuur naast de kas, op matrassen op de vloer.",
            "Zij werken zes dagen per week, van zonsopgang tot het donker is.",
            "De voorman heeft hun paspoorten in een kluisje en zegt dat dat hier zo hoort.",
            "Een van hen vertelde dat het loon al twee maanden niet is betaald.",
        ),
        geslachten=("M", "M", "V"),
    ),
    Vertelling(
        ("ARB",),
        "HORECA",
        "HORECA-ETEN",
        ("IND037", "IND038", "IND047"),
        (
            "In de keuken werkt steeds dezelfde man, ook heel laat in de avond.",
            "Hij slaapt boven de zaak en durft niet met ons te praten.",
            "Volgens een buurman moet hij eerst zijn reis terugbetalen aan de eigenaar.",
            "Hij kreeg in drie maanden alleen wat zakgeld.",
        ),
        landen=("VN", "CN", "onbekend"),
    ),
    Vertelling(
        ("ARB", "ARB-HUISHOUDEN"),
        "HUISHOUDEN",
        "HUISHOUDEN-HULP",
        ("IND048", "IND046", "IND038"),
        (
            "Een jonge vrouw zorgt dag en nacht voor het gezin en komt bijna nooit buiten.",
            "Zij mag geen eigen telefoon hebben en haar papieren liggen bij de vrouw des huizes.",
            "Toen ik haar groette, keek zij eerst of zij mocht antwoorden.",
        ),
        leeftijden=("18-24", "25-29"),
        geslachten=("V",),
        landen=("PH", "ID", "onbekend"),
    ),
    Vertelling(
        ("ARB", "ARB-BENADELING"),
        "SCHOONMAAK",
        "",
        ("IND038", "IND037"),
        (
            "De schoonmakers krijgen minder dan is afgesproken en tekenen voor uren die niet kloppen.",
            "Er worden hoge kosten voor het busje en de kamer van het loon afgehaald.",
            "Niemand heeft een loonstrook.",
        ),
    ),
    Vertelling(
        ("SEKS", "SEKS-PROST"),
        "SEKSBRANCHE",
        "SEKSBRANCHE-THUIS",
        ("IND107", "IND114", "IND115"),
        (
            "In het appartement ontvangt een vrouw de hele dag mannen.",
            "Steeds dezelfde man brengt haar en neemt daarna geld aan.",
            "Zij heeft zelf geen geld en kon geen papieren laten zien.",
            "De gordijnen zijn altijd dicht.",
        ),
        leeftijden=("18-24", "25-29"),
        geslachten=("V",),
        landen=("RO", "HU", "BG", "onbekend"),
    ),
    Vertelling(
        ("SEKS", "SEKS-LOVERBOY"),
        "SEKSBRANCHE",
        "SEKSBRANCHE-ONLINE",
        ("IND122", "IND123", "IND080"),
        (
            "Een meisje heeft ineens dure kleding en een nieuwe telefoon.",
            "Haar nieuwe vriend haalt haar elke middag op en wil steeds weten waar zij is.",
            "Zij vertelde een vriendin dat er foto's zijn waarmee hij dreigt.",
            "Zij verzuimt vaak en is schrikachtig.",
        ),
        leeftijden=("12-17", "12-17", "18-24"),
        geslachten=("V", "V", "M"),
        landen=("NL",),
    ),
    Vertelling(
        ("SEKS",),
        "MASSAGE",
        "",
        ("IND110", "IND117", "IND140"),
        (
            "In de massagesalon slapen de vrouwen in de behandelkamers.",
            "Een man zit de hele dag bij de deur en geeft hen geen ruimte om te praten.",
            "Elke paar weken werken er andere vrouwen.",
        ),
        geslachten=("V",),
        landen=("TH", "CN", "onbekend"),
        georganiseerd=True,
    ),
    Vertelling(
        ("CRIM", "CRIM-DRUGS"),
        "DRUGS",
        "",
        ("IND128", "IND132", "IND135"),
        (
            "Een jongen is meerdere keren gezien met tasjes die hij bij auto's afgeeft.",
            "Hij zegt dat hij een boete moet afbetalen en dat hij niet kan stoppen.",
            "Zijn moeder vertelde dat er 's nachts mannen aan de deur komen.",
        ),
        leeftijden=("12-17", "12-17", "18-24"),
        geslachten=("M",),
        landen=("NL",),
        georganiseerd=True,
    ),
    Vertelling(
        ("CRIM", "CRIM-GELDEZEL"),
        "ANDERS",
        "",
        ("IND133", "IND137"),
        (
            "Een leerling heeft zijn bankpas afgegeven aan een oudere jongen.",
            "Er kwam veel geld binnen en hij moet nu een schuld terugbetalen.",
            "Hij werd via sociale media benaderd.",
        ),
        leeftijden=("12-17", "18-24"),
        geslachten=("M", "V"),
        landen=("NL",),
    ),
    Vertelling(
        ("CRIM", "CRIM-WONING"),
        "DRUGS",
        "",
        ("IND141", "IND050"),
        (
            "In de woning van een man met schulden staat een kwekerij.",
            "Hij zegt dat hij niet durfde te weigeren.",
            "Onbekende mannen hebben een sleutel van zijn huis.",
        ),
        leeftijden=("30-49", "50-plus"),
        landen=("NL",),
        georganiseerd=True,
    ),
    Vertelling(
        ("CRIM", "CRIM-BEDELARIJ"),
        "BEDELARIJ",
        "",
        ("IND142", "IND139"),
        (
            "Een vrouw bedelt elke dag voor de supermarkt met een klein kind.",
            "Een man in een auto haalt aan het eind van de dag het geld op.",
            "Hij praat voor haar en houdt haar papieren vast.",
        ),
        leeftijden=("18-24", "30-49"),
        geslachten=("V",),
        landen=("RO", "onbekend"),
    ),
    Vertelling(
        (),
        "ONBEKEND",
        "",
        ("IND139",),
        (
            "Het klopt hier niet, maar ik weet niet goed wat het is.",
            "Iemand anders voert steeds het woord en de persoon zelf kijkt naar de grond.",
            "Ik wil graag dat iemand meekijkt.",
        ),
    ),
)
STRATEN = ("Ankerkade", "Bakenweg", "Griendlaan", "Hoge Dijk", "Kreekpad", "Merelhof", "Sluisplein", "Torenstraat")
VOORNAMEN = ("Ana", "Bogdan", "Dana", "Elif", "Ionut", "Kim", "Linh", "Marek", "Mira", "Sofia", "Tomasz", "Youssef")
ACHTERNAMEN = ("Verzonnen", "Bedacht", "Fictief", "Voorbeeld")
# Not marked with the word that is also a surname of invented people: that would name somebody.
TOELICHTING = "Er is een vermoeden van mensenhandel. Bel de aandachtsfunctionaris voor overleg (niet echt)."
VRAAG = "Kunt u vertellen op welke dagen u dit zag?"
SLOT = (
    "Ik heb niets gezegd over mijn zorgen.",
    "Ik vind dat iemand hiernaar moet kijken.",
    "Ik weet niet of de persoon wil dat dit wordt gemeld.",
    "",
)


def tekst(vertelling: Vertelling, bron: Bron, kies: Random) -> str:
    """Return one believable narrative."""
    aantal = kies.randint(2, len(vertelling.zinnen))
    zinnen = sorted(kies.sample(range(len(vertelling.zinnen)), aantal))
    delen = [bron.opening, *(vertelling.zinnen[i] for i in zinnen), kies.choice(SLOT)]
    return " ".join(d for d in delen if d)
