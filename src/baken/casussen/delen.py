"""What a casus can share beside its persons and places, and who reads the packets it came from."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from baken.casussen.models import Casus
from baken.casussen.verloop import OPEN
from baken.dossiers import kanten
from baken.dossiers.deelbronnen import registreer_regels
from baken.dossiers.models import Dossier, Dossiersoort
from baken.dossiers.pakket import KERN, Regel
from baken.dossiers.querysets import lid_van
from baken.organisaties.besluit import Wie
from baken.referentie.selectors import namen


def vorm(dossier: Dossier) -> Sequence[Regel]:
    """Return which forms of exploitation a casus is about, for a packet whose sender chose that. One query."""
    naam_van = namen()
    vormen = ", ".join(naam_van.get(code, code) for code in Casus.objects.only("vormen").get(dossier=dossier).vormen)
    return [Regel(KERN, "Vorm", vormen or "Nog niet bekend")]


def loopt(dossier: Dossier) -> bool:
    """Say whether a casus is open. One query."""
    return Casus.objects.filter(dossier=dossier, status__in=OPEN).exists()


def achter_scherm(door: Wie, verstrekking_id: uuid.UUID) -> bool:
    """Say whether a packet is a source of an own casus that is shielded, and this person not of its team. One query."""
    dicht = Casus.objects.filter(~lid_van(door, "dossier_id"), organisatie_id=door.organisatie_id)
    return dicht.filter(dossier__afgeschermd=True, bronnen__verstrekking_id=verstrekking_id).exists()


kanten.registreer_scherm(achter_scherm)
# No lines for every receiver: along which route a casus goes says more than a receiver has to know.
registreer_regels(Dossiersoort.CASUS, leesrecht="casussen.inzien", loopt=loopt, vorm=vorm)
