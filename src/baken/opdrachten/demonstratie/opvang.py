"""Shelter of the demonstration: facilities, places with nights around today, a waiting list. All invented."""

from __future__ import annotations

from datetime import timedelta

from baken.kern import klok
from baken.opdrachten.demonstratie.zorgpunt import als, op_dag
from baken.organisaties.besluit import Wie
from baken.organisaties.models import Organisatie
from baken.zorg.models import Plek, Traject
from baken.zorg.opvangaanbod import is_noodbed, standaardvoorwaarden
from baken.zorg.opvanggegevens import Bereikbaarheid, Plekgegevens, Voorzieninggegevens
from baken.zorg.rules.opvang import Opvangsoort
from baken.zorg.services import plaatsen, voorzieningen, wachtlijst
from baken.zorg.services.plaatsen import Boeking
from baken.zorg.soorten import Antwoord

REDEN = "Zo afgesproken met de opvang en met de cliënt (verzonnen)."
# kind -> name and number of places; of the last one nobody knows whether there is room
HUIZEN: dict[Opvangsoort, tuple[str, int]] = {
    Opvangsoort.REGULIER: ("Huis Linde (verzonnen)", 4),
    Opvangsoort.SPECIALISTISCH: ("Huis Eik (verzonnen)", 3),
    Opvangsoort.COSM_VROUWEN: ("Huis Wilg (verzonnen)", 6),
    Opvangsoort.NOODBED_OPSPORING: ("Noodbedden Kade (verzonnen)", 2),
    Opvangsoort.JEUGD: ("Huis Berk (verzonnen)", 3),
    Opvangsoort.NLA: ("Crisisopvang werk (verzonnen)", 0),
}
# Which of the clients (see zorgpunt.VERHALEN) sleeps where, since how many days and for how many more.
NACHTEN: tuple[tuple[int, Opvangsoort, int, int], ...] = (
    (0, Opvangsoort.COSM_VROUWEN, 60, 6),
    (1, Opvangsoort.COSM_VROUWEN, 30, 25),
    (2, Opvangsoort.COSM_VROUWEN, 18, 9),
    (3, Opvangsoort.COSM_VROUWEN, 40, 20),
    (5, Opvangsoort.REGULIER, 30, 14),
    (6, Opvangsoort.SPECIALISTISCH, 21, 30),
    (7, Opvangsoort.REGULIER, 28, 10),
    (8, Opvangsoort.JEUGD, 14, 40),
    (9, Opvangsoort.JEUGD, 35, 20),
    (10, Opvangsoort.REGULIER, 4, 12),
    (12, Opvangsoort.NOODBED_OPSPORING, 5, 2),  # the noodbed of which the term passed
)
WACHT = (
    (4, Opvangsoort.COSM_MANNEN, "URG-WEEK"),
    (12, Opvangsoort.COSM_VROUWEN, "URG-NU"),
    (13, Opvangsoort.NLA, "URG-WEEK"),
)


def speel_opvang(door: Wie, trajecten: list[Traject], aanbieder: Organisatie) -> int:
    """Record the facilities and let clients sleep there. Returns how many places are taken now."""
    with klok.zet_stil(op_dag(200)):
        plekken = {soort: _huis(als(door), soort, aanbieder) for soort in HUIZEN}
    for wie, soort, sinds, nog in NACHTEN:
        _boek(door, trajecten[wie], plekken[soort].pop(0), sinds, nog)
    for wie, soort, urgentie in WACHT:
        with klok.zet_stil(op_dag(2)):
            wachtlijst.zet_op_wachtlijst(traject_id=trajecten[wie].pk, soort=soort, urgentie=urgentie, door=als(door))
    return len(NACHTEN)


def _huis(door: Wie, soort: Opvangsoort, aanbieder: Organisatie) -> list[Plek]:
    naam, aantal = HUIZEN[soort]
    gegevens = Voorzieninggegevens(
        naam=naam,
        voorwaarden=standaardvoorwaarden(soort),
        aanbieder_id=aanbieder.pk,
        eigen_boeking=aantal > 0,
        structureel=Antwoord.JA if aantal > 3 else Antwoord.ONBEKEND,
        bron="demonstratie, verzonnen",
        gecontroleerd_op=door.vandaag,
    )
    huis = voorzieningen.leg_voorziening_vast(soort=soort, gegevens=gegevens, door=door)
    waar = Bereikbaarheid(f"Geheimlaan {len(naam)} (verzonnen)", "", "Eerst bellen.")
    voorzieningen.leg_adres_vast(voorziening_id=huis.pk, waar=waar, door=door)
    nood = is_noodbed(soort)
    return [
        voorzieningen.leg_plek_vast(
            voorziening_id=huis.pk, plek=Plekgegevens(f"{'bed' if nood else 'kamer'} {n}", noodbed=nood), door=door
        )
        for n in range(1, aantal + 1)
    ]


def _boek(door: Wie, traject: Traject, plek: Plek, sinds: int, nog: int) -> None:
    with klok.zet_stil(op_dag(sinds, 15)):
        van = klok.vandaag()
        boeking = Boeking(plek.pk, van, van + timedelta(days=sinds + nog), REDEN)
        gemaakt = plaatsen.reserveer(traject_id=traject.pk, boeking=boeking, door=als(door))
        plaatsen.laat_ingaan(plaatsing_id=gemaakt.pk, door=als(door))
