"""Which groups of fields of somebody in a casus are open to a reader: the rights table, asked for each part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from baken.casussen.rules.zicht import AANPAKKEN, delen_voor
from baken.dossiers.inhoud import OpenDossier, OpenLocatie
from baken.dossiers.plaatsen import plaatsen_bij
from baken.keten.rules import VELDGROEPEN
from baken.organisaties.besluit import Band, Onderwerp, Wie, decide


def open_groepen(door: Wie, recht: str, onderwerp: Onderwerp, deel: str, ook_deel: str = "") -> frozenset[str]:
    """Return the groups of fields that somebody may read of a person with these parts."""
    return frozenset(
        groep
        for groep in VELDGROEPEN
        if any(decide(door, recht, onderwerp, groep, d).toegestaan for d in delen_voor(groep, deel, ook_deel))
    )


def zichtbare_plaatsen(
    door: Wie, recht: str, onderwerp: Onderwerp, inhoud: OpenDossier
) -> Sequence[OpenLocatie] | None:
    """Return the places somebody may read in a casus: where it happens, and of the persons whose place is for this
    reader. None when places are not for this role.
    """
    if not decide(door, recht, onderwerp, "locatie").toegestaan:
        return None
    mag = {b.nummer: open_groepen(door, recht, onderwerp, b.deel, b.ook_deel) for b in inhoud.betrokkenen}
    van = {nummer for nummer, groepen in mag.items() if "locatie" in groepen}
    return [plek for _nummer, plek in plaatsen_bij(inhoud, van)]


@dataclass(frozen=True)
class Schrijfruimte:
    """What somebody may write in an own casus: the parts of persons, the groups of fields, and whether places."""

    delen: frozenset[str]
    groepen: frozenset[str]
    plaatsen: bool


def schrijfruimte(door: Wie) -> Schrijfruimte:
    """Return what this person may write of persons in a casus of the own organisation."""
    eigen = Onderwerp(soort="casus", status="open", banden=frozenset({Band.EIGENAAR}))
    per_deel = {
        deel: open_groepen(door, "casussen.onthullen", eigen, deel) for aanpak in AANPAKKEN for deel in aanpak.delen
    }
    return Schrijfruimte(
        delen=frozenset(deel for deel, groepen in per_deel.items() if groepen),
        groepen=frozenset[str]().union(*per_deel.values()),
        plaatsen=decide(door, "casussen.onthullen", eigen, "locatie").toegestaan,
    )
