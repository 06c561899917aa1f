"""The clients of Zorgpunt Delta: trajecten in every state, with bedenktijd and a plan. All invented."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random

from baken.dossiers.services import NieuweBetrokkene
from baken.kern import klok
from baken.opdrachten.demonstratie import verhalen
from baken.organisaties.besluit import Wie
from baken.zorg.gegevens import Aanmelding
from baken.zorg.inhoud import Profiel
from baken.zorg.models import Traject
from baken.zorg.services import aanmelden, bedenktijd, begeleiden, intake, loop, plan, tellen
from baken.zorg.services.begeleiden import Contact, Veiligheid
from baken.zorg.services.intake import Intake
from baken.zorg.services.plan import Doel
from baken.zorg.services.tellen import Zorgpuntgegevens
from baken.zorg.soorten import Doelgroep, Gespreksoort, Plaats, Vrager

WAAROM = "De cliënt zei in een gesprek, met een tolk, dat dit goed is (verzonnen)."
VERSLAG = "Rustig gesprek. De cliënt wil vooral slapen en een dokter zien (verzonnen)."
AFSPRAAK = "Niet alleen naar buiten; de telefoon blijft uit (verzonnen)."
NODIG = ("LG-WONEN", "LG-PSYCHISCH", "LG-RECHT", "LG-GELD", "LG-LEREN")


@dataclass(frozen=True)
class Levensverhaal:
    """One client: how long ago the aanmelding was, how far it came, and who it is in codes.

    ver: aangemeld, intake, lopend, nazorg, gesloten or niet_gestart. bedenktijd: days ago that it began, 0 for none.
    """

    dagen: int
    ver: str
    geslacht: str = "V"
    leeftijd: str = "25-29"
    land: str = "NL"
    verblijf: str = "nederlander"
    vorm: str = "SEKS"
    doelgroep: Doelgroep = Doelgroep.SLACHTOFFER
    bedenktijd: int = 0
    dublin: bool = False
    inzet: str = ""


_V = Levensverhaal
# The first ones get shelter and go to CoMensha (see opvang.py and landelijk.py).
VERHALEN = (
    _V(96, "lopend", land="NG", verblijf="geen", bedenktijd=86),
    _V(40, "lopend", land="VN", verblijf="geen", vorm="ARB", bedenktijd=33),
    _V(24, "lopend", land="AL", verblijf="geen", bedenktijd=20, dublin=True),
    _V(70, "lopend", land="MA", verblijf="geen", bedenktijd=62),
    _V(35, "lopend", "M", "30-49", "BR", "geen", "ARB", bedenktijd=30),
    _V(60, "lopend"),
    _V(48, "lopend", leeftijd="18-24"),
    _V(75, "lopend", "M", "30-49", "RO", "eu_rechtmatig", "ARB"),
    _V(30, "lopend", leeftijd="12-17"),
    _V(52, "lopend", "M", "12-17", vorm="CRIM"),
    _V(9, "intake", land="BG", verblijf="eu_rechtmatig"),
    _V(8, "intake", leeftijd="12-17"),
    _V(6, "intake", land="GH", verblijf="geen", inzet="avim"),
    _V(5, "intake", "M", "30-49", "PL", "eu_rechtmatig", "ARB"),
    _V(3, "aangemeld", land="HU", verblijf="eu_rechtmatig"),
    _V(2, "aangemeld", "M", "18-24", vorm="CRIM"),
    _V(1, "aangemeld"),
    _V(200, "nazorg", land="RO", verblijf="eu_rechtmatig"),
    _V(260, "nazorg", leeftijd="30-49"),
    _V(420, "gesloten"),
    _V(510, "gesloten", "M", "30-49", "PL", "eu_rechtmatig", "ARB"),
    _V(300, "niet_gestart", leeftijd="18-24"),
    _V(45, "lopend", "M", "18-24", vorm="CRIM", doelgroep=Doelgroep.DADER),
    _V(380, "gesloten", "M", "25-29", doelgroep=Doelgroep.DADER),
)


def op_dag(dagen: int, uur: int = 10) -> datetime:
    """Return the moment so many days ago; never ahead of now."""
    moment = datetime.combine(klok.vandaag() - timedelta(days=dagen), datetime.min.time(), klok.TIJDZONE)
    return min(moment.replace(hour=uur), klok.nu() - timedelta(minutes=3))


def als(door: Wie) -> Wie:
    """Return the person as of the day that the clock shows."""
    return replace(door, vandaag=klok.vandaag())


def speel_trajecten(door: Wie, gemeenten: list[str]) -> list[Traject]:
    """Take the clients in and help them as far as their story goes. gemeenten: codes of the invented ones."""
    kies = Random(20_260)  # noqa: S311  # invented data that must come out the same each time
    with klok.zet_stil(op_dag(400)):
        punt = Zorgpuntgegevens(str(Plaats.ZORGAANBIEDER), "nee", "Centrumgemeente (verzonnen)", 30, "demonstratie")
        tellen.leg_zorgpunt_vast(gegevens=punt, door=als(door))
    _tel_gesprekken(door, kies)
    return [_speel(door, verhaal, nummer, kies, gemeenten) for nummer, verhaal in enumerate(VERHALEN)]


def _tel_gesprekken(door: Wie, kies: Random) -> None:
    for dagen in range(2, 62, 10):
        vrager = kies.choice([Vrager.GEMEENTE, Vrager.ZORG, Vrager.POLITIE_OM, Vrager.ONDERWIJS])
        soort = Gespreksoort.ADVIES if dagen % 20 == 2 else Gespreksoort.VOORLICHTING
        dag, aantal = klok.vandaag() - timedelta(days=dagen), kies.randint(1, 4)
        tellen.tel_gesprek(dag=dag, soort=soort, vrager=vrager, aantal=aantal, door=als(door))


def _speel(door: Wie, verhaal: Levensverhaal, nummer: int, kies: Random, gemeenten: list[str]) -> Traject:
    with klok.zet_stil(op_dag(verhaal.dagen, 9)):
        traject = aanmelden.meld_aan(aanmelding=_aanmelding(verhaal, nummer, kies), door=als(door))
    if verhaal.ver == "aangemeld":
        return traject
    with klok.zet_stil(op_dag(max(verhaal.dagen - 2, 0), 13)):
        if verhaal.ver == "niet_gestart":
            reden = "De cliënt kwam niet terug en wilde geen hulp (verzonnen)."
            return loop.niet_starten(
                traject_id=traject.pk, versie=1, afsluitreden="AZ-STOPT", reden=reden, door=als(door)
            )
        gesprek = Intake(_profiel(verhaal, kies, gemeenten), VERSLAG)
        traject = intake.doe_intake(traject_id=traject.pk, versie=1, intake=gesprek, door=als(door))
        if verhaal.ver in {"intake", "lopend"}:
            veilig = Veiligheid("nee", kies.choice(["nee", "onbekend"]), "nvt", AFSPRAAK)
            begeleiden.leg_veiligheid_vast(traject_id=traject.pk, veiligheid=veilig, door=als(door))
    return traject if verhaal.ver == "intake" else _help(door, verhaal, traject, kies)


def _help(door: Wie, verhaal: Levensverhaal, traject: Traject, kies: Random) -> Traject:
    """Go on after the intake: start, bedenktijd, a plan, contact, aftercare, the end."""
    with klok.zet_stil(op_dag(verhaal.dagen - 4, 11)):
        traject = loop.start(traject_id=traject.pk, versie=traject.versie, door=als(door))
    if verhaal.bedenktijd:
        with klok.zet_stil(op_dag(verhaal.bedenktijd - 1)):
            begin = klok.vandaag() - timedelta(days=1)
            bedenktijd.begin_bedenktijd(
                traject_id=traject.pk, begin=begin, dublin=verhaal.dublin, verleend_door="politie", door=als(door)
            )
    if verhaal.ver != "lopend":
        return _rond_af(door, verhaal, traject)
    with klok.zet_stil(op_dag(kies.randint(2, 16))):
        doel = Doel(kies.choice(NODIG), "De cliënt vraagt hier hulp bij (verzonnen).")
        plan.stel_doel(traject_id=traject.pk, doel=doel, door=als(door))
        volgende = klok.vandaag() + timedelta(days=kies.choice([7, 10, 14]))
        gesprek = Contact(klok.vandaag(), "gesprek", "Gesproken over slapen, school en geld (verzonnen).", volgende)
        begeleiden.leg_contact_vast(traject_id=traject.pk, contact=gesprek, door=als(door))
    return traject


def _rond_af(door: Wie, verhaal: Levensverhaal, traject: Traject) -> Traject:
    with klok.zet_stil(op_dag(min(verhaal.dagen // 2, 90))):
        tot = klok.vandaag() + timedelta(days=180)
        traject = loop.naar_nazorg(
            traject_id=traject.pk,
            versie=traject.versie,
            tot=tot,
            afspraken="Elke maand bellen (verzonnen).",
            door=als(door),
        )
    if verhaal.ver == "nazorg":
        return traject
    with klok.zet_stil(op_dag(min(verhaal.dagen // 4, 40))):
        reden = "De cliënt heeft een eigen woning en redt zich (verzonnen)."
        return loop.sluit(
            traject_id=traject.pk, versie=traject.versie, afsluitreden="AZ-BEREIKT", reden=reden, door=als(door)
        )


def _aanmelding(verhaal: Levensverhaal, nummer: int, kies: Random) -> Aanmelding:
    naam = f"{kies.choice(verhalen.VOORNAMEN)} {kies.choice(verhalen.ACHTERNAMEN)}"
    jaar = klok.vandaag().year - {"12-17": 16, "18-24": 21, "25-29": 27}.get(verhaal.leeftijd, 38)
    client = NieuweBetrokkene(
        str(verhaal.doelgroep),
        verhaal.leeftijd,
        verhaal.geslacht,
        verhaal.land,
        identiteit={"naam": naam, "geboortedatum": date(jaar, nummer % 12 + 1, nummer + 1).isoformat()},
        contact={"telefoon": f"06000{kies.randint(10000, 99999)}"},
    )
    return Aanmelding(
        verhaal.doelgroep,
        client,
        "Heeft hulp nodig na een tijd van dwang (verzonnen).",
        aanmelder=kies.choice(["AVIM (verzonnen)", "Wijkteam (verzonnen)", "Huisarts (verzonnen)"]),
        vormen=(verhaal.vorm,),
        toestemming=WAAROM,
        hoe="In een gesprek, met een tolk.",
        door_wie="De jongere zelf en de voogd (verzonnen)" if verhaal.leeftijd == "12-17" else "",
    )


def _profiel(verhaal: Levensverhaal, kies: Random, gemeenten: list[str]) -> Profiel:
    hier = kies.choice(gemeenten)
    nederlander = verhaal.land == "NL"
    return Profiel(
        verblijf=verhaal.verblijf,
        ingeschreven="ja" if nederlander else "nee",
        ingeschreven_in=hier if nederlander else "",
        aangetroffen_in=kies.choice(gemeenten),
        taal="Nederlands" if nederlander else "Engels",
        tolk="nee" if nederlander else "ja",
        kinderen=("0-11",) if verhaal.leeftijd == "30-49" and verhaal.geslacht == "V" else (),
        contra_indicaties=(),
        inzet=verhaal.inzet,
    )
