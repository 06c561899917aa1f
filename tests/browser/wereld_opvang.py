"""Shelter in the invented region: facilities, a client with a place, one who waits. All invented."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from baken.dossiers.services import NieuweBetrokkene, sleutel_van
from baken.organisaties.besluit import Wie
from baken.zorg.gegevens import Aanmelding
from baken.zorg.inhoud import Profiel, sluit_profiel
from baken.zorg.models import Plaatsing, Plek, Traject, Voorziening, Wachtplek
from baken.zorg.opvangaanbod import is_noodbed, standaardvoorwaarden
from baken.zorg.opvanggegevens import Bereikbaarheid, Plekgegevens, Voorzieninggegevens
from baken.zorg.rules.opvang import Opvangsoort
from baken.zorg.services import voorzieningen
from baken.zorg.services.aanmelden import meld_aan
from baken.zorg.services.plaatsen import Boeking, laat_ingaan, reserveer
from baken.zorg.services.wachtlijst import zet_op_wachtlijst
from baken.zorg.soorten import Doelgroep
from tests.cast import Cast, als

OPVANGADRES = "Schuilplaatslaan 99, Nergenshuizen"


@dataclass
class Opvang:
    """What there is: a facility with two places, one of them taken, and somebody who waits."""

    voorziening: Voorziening
    bezet: Plek
    vrij: Plek
    traject: Traject
    plaatsing: Plaatsing
    wacht: Wachtplek


def voorziening(door: Wie, soort: Opvangsoort, naam: str, *, eigen_boeking: bool = True) -> Voorziening:
    """Record a facility that takes everybody for whom its kind is, with an address."""
    voorwaarden = replace(standaardvoorwaarden(soort), contra=frozenset(), geslachten=frozenset())
    gegevens = Voorzieninggegevens(naam=naam, voorwaarden=voorwaarden, eigen_boeking=eigen_boeking)
    huis = voorzieningen.leg_voorziening_vast(soort=soort, gegevens=gegevens, door=door)
    waar = Bereikbaarheid(OPVANGADRES, "010 9999999", "Bel twee keer.")
    voorzieningen.leg_adres_vast(voorziening_id=huis.pk, waar=waar, door=door)
    return huis


def plek(door: Wie, huis: Voorziening, code: str) -> Plek:
    """Record a place."""
    gegevens = Plekgegevens(code, noodbed=is_noodbed(huis.soort))
    return voorzieningen.leg_plek_vast(voorziening_id=huis.pk, plek=gegevens, door=door)


def client(door: Wie, naam: str, nationaliteit: str = "RO", verblijf: str = "vergunning") -> Traject:
    """Take an invented woman in."""
    persoon = NieuweBetrokkene(
        "slachtoffer",
        leeftijdsgroep="25-29",
        geslacht="V",
        nationaliteit=nationaliteit,
        identiteit={"naam": naam, "geboortedatum": "1999-01-02"},
    )
    aanmelding = Aanmelding(
        Doelgroep.SLACHTOFFER,
        persoon,
        "Heeft een plek nodig.",
        toestemming="Zij zei in het gesprek dat het goed is.",
        hoe="In een gesprek, met een tolk.",
    )
    traject = meld_aan(aanmelding=aanmelding, door=door)
    profiel = Profiel(verblijf=verblijf, aangetroffen_in="GM0599", kinderen=(), contra_indicaties=())
    sluit_profiel(traject, sleutel_van(traject.dossier), profiel)
    traject.save(update_fields=["profiel"])
    return traject


def maak_opvang(cast: Cast) -> Opvang:
    """Make it, by the zorgcoordinator of the region."""
    door = als(cast.zoe)
    huis = voorziening(door, Opvangsoort.REGULIER, "Huis Kade")
    bezet, vrij = plek(door, huis, "kamer 1"), plek(door, huis, "kamer 2")
    geplaatst = client(door, "Ana Verzonnen")
    boeking = Boeking(bezet.pk, door.vandaag, door.vandaag + timedelta(days=3))
    plaatsing = reserveer(traject_id=geplaatst.pk, boeking=boeking, door=door)
    wacht = zet_op_wachtlijst(traject_id=geplaatst.pk, soort=Opvangsoort.SPECIALISTISCH, urgentie="URG-WEEK", door=door)
    _woont_er_al(door, huis)
    voorziening(door, Opvangsoort.NLA, "Huis Belt", eigen_boeking=False)
    return Opvang(huis, bezet, vrij, geplaatst, plaatsing, wacht)


def _woont_er_al(door: Wie, huis: Voorziening) -> None:
    """Let another client live in a room of her own already."""
    bij, kamer = client(door, "Doina Verzonnen"), plek(door, huis, "kamer 4")
    boeking = Boeking(kamer.pk, door.vandaag, door.vandaag + timedelta(days=30))
    laat_ingaan(plaatsing_id=reserveer(traject_id=bij.pk, boeking=boeking, door=door).pk, door=door)
