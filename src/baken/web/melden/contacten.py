"""Whom to call: the contacts of the organisation, and the national numbers where it gave none of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from baken.organisaties.selectors import contactpunten
from baken.referentie import selectors as referentie

# kind of contact -> national number that holds everywhere
LANDELIJK = {"politie": "NR-POLITIE", "nla": "NR-NLA", "veilig_thuis": "NR-VEILIGTHUIS", "mma": "NR-MMA"}
VERKLARING = {
    "meld_adviespunt": "Voor slachtoffers, mensen om hen heen en professionals: informatie, advies en melden.",
    "aandachtsfunctionaris": "Het vaste aanspreekpunt van de gemeente voor signalen van mensenhandel.",
    "zorgcoordinator": "Regelt zorg en opvang voor slachtoffers.",
    "politie": "Voor aangifte en voor gevaar dat niet direct is.",
    "riec": "Bij criminele netwerken achter de uitbuiting.",
    "nla": "Bij uitbuiting en misstanden op het werk.",
    "veilig_thuis": "Bij een kind, en als de meldcode geldt.",
    "mma": "Als u wilt melden zonder dat iemand weet wie u bent.",
}


@dataclass(frozen=True)
class Contact:
    """One contact as it is shown; what is not known is empty and shown as not filled in."""

    soort: str
    soortnaam: str
    uitleg: str
    naam: str = ""
    telefoon: str = ""
    email: str = ""
    webadres: str = ""
    bereikbaar: str = ""
    bron: str = ""
    gecontroleerd_op: date | None = None
    gezien_op: date | None = None  # of a national number: the day on which we saw it at its source
    landelijk: bool = False
    nagaan: bool = False

    @property
    def te_bereiken(self) -> bool:
        """Say whether there is anything to reach it by; a name alone helps nobody."""
        return bool(self.telefoon or self.email or self.webadres)


def contacten(organisatie_id: int) -> Mapping[str, Contact]:
    """Return one contact per kind, in the order of the meldroutekaart. One query."""
    nummers = {feit.code: feit for feit in referentie.feiten("landelijk_nummer")}
    bronnen = {bron.code: bron.naam for bron in referentie.bronnen()}
    uit = {}
    for punt in contactpunten(organisatie_id):
        soort = str(punt.soort)
        kop: dict[str, Any] = {"soort": soort, "soortnaam": punt.get_soort_display(), "uitleg": VERKLARING[soort]}
        velden = ("naam", "telefoon", "email", "webadres", "bereikbaar", "bron", "gecontroleerd_op")
        eigen = Contact(**kop, **{veld: getattr(punt, veld) for veld in velden})
        feit = nummers.get(LANDELIJK.get(soort, ""))
        if not eigen.telefoon and feit is not None and feit.inhoud.get("telefoon"):
            eigen = _met_landelijk_nummer(eigen, feit, bronnen.get(feit.bron, ""))
        uit[soort] = eigen
    return uit


def _met_landelijk_nummer(eigen: Contact, feit: Any, bron: str) -> Contact:
    """Return the contact with the number that holds everywhere; what the organisation gave itself stays."""
    return replace(
        eigen,
        naam=eigen.naam or feit.naam,
        telefoon=feit.inhoud["telefoon"],
        bereikbaar=eigen.bereikbaar or feit.inhoud.get("bereikbaar") or "",
        bron=bron,
        gecontroleerd_op=None,
        gezien_op=_dag(feit.inhoud.get("gezien_op")),
        landelijk=True,
        nagaan=feit.verificatie == "niet_geverifieerd",
    )


def _dag(tekst: str | None) -> date | None:
    return date.fromisoformat(tekst) if tekst else None


def kies(alle: Mapping[str, Contact], *soorten: str) -> list[Contact]:
    """Return the contacts of these kinds in this order, but first those that can be reached."""
    return sorted((alle[soort] for soort in soorten), key=lambda contact: not contact.te_bereiken)
