"""The sources that the rules follow, each with its place.

Page numbers of the Regionaal Beleid are counted from the two that are printed in it (9 and 11).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bron:
    """A source: its name and the page, heading or article."""

    naam: str
    plaats: str

    def __str__(self) -> str:
        return f"{self.naam}, {self.plaats}"


_BELEID = "Regionaal Beleid Mensenhandel (regio Rotterdam)"
_ROL = "Mensenhandel: de rol van gemeenten (CoMensha)"
_ILO = "ILO en Europese Commissie, Delphi-indicatoren mensenhandel (2009)"

DEFINITIE = Bron(_BELEID, "p. 4, ‘Wat is mensenhandel?’; art. 273f Wetboek van Strafrecht")
NLA_TAAK = Bron(_BELEID, "p. 5, ‘Landelijke cijfers’ (Arbeidsinspectie en ernstige benadeling)")
AF_TAAK = Bron(_BELEID, "p. 10, ‘Operationele samenwerking’")
JONGE_AANWAS = Bron(_BELEID, "p. 11, ‘Bewustwording’")
MELDCODE = Bron(_BELEID, "p. 12, ‘Melden’")
AVIM_TAAK = Bron(_BELEID, "p. 13, ‘Regionaal Controle Team Mensenhandel’")
ROUTES = Bron(_BELEID, "p. 13, ‘Van signaal naar casuïstiek’")
PRIVACY = Bron(_BELEID, "p. 14, ‘Privacy en gegevensdeling’")
ZORG = Bron(_BELEID, "p. 15, ‘Zorgbeleid’")
OPVANG = Bron(_BELEID, "p. 15, ‘Opvang’")
ZORGCOORDINATIE = Bron(_BELEID, "p. 15-16, ‘Zorgcoördinatie’")

WAT_IS = Bron(_ROL, "blad ‘Wat is mensenhandel?’")
SMOKKEL = Bron(_ROL, "blad ‘Wat is mensenhandel?’ (mensensmokkel)")
SEKSUEEL = Bron(_ROL, "blad ‘Seksuele uitbuiting’")
LADDER = Bron(_ROL, "blad ‘Arbeidsuitbuiting’")
NON_PUNISHMENT = Bron(_ROL, "blad ‘Criminele uitbuiting’")
RISICO = Bron(_ROL, "blad ‘Risicofactoren’")

PALERMO_KIND = Bron("Palermo Protocol", "art. 3, onder c")
ILO_REGEL = Bron(_ILO, "p. 3, combinatieregel")
EU_VORMEN = Bron("Richtlijn (EU) 2024/1712", "nieuwe vormen van uitbuiting")
AVG_MENS_BESLIST = Bron("Algemene verordening gegevensbescherming", "art. 22")
AANWIJZINGEN = Bron("Signalenlijsten van Baken", "lijst met per signaal de eigen bron")
EIGEN = Bron("Baken", "eigen keuze van de makers")
WGS = Bron("Wet gegevensverwerking door samenwerkingsverbanden", "in werking sinds 1 maart 2025")
