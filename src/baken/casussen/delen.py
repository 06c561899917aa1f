"""What a casus can share beside its persons and places, and who reads the packets it came from."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from baken.casussen.models import Casus
from baken.casussen.rules.zicht import AANPAKKEN, leest_tekst
from baken.casussen.teksten import aanpakken_in, leest_aanpakken
from baken.casussen.verloop import OPEN
from baken.dossiers import kanten
from baken.dossiers.deelbronnen import registreer_regels
from baken.dossiers.models import Dossier, Dossiersoort
from baken.dossiers.pakket import KERN, Regel
from baken.dossiers.querysets import lid_van
from baken.dossiers.services import onderwerp_dossier
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


def dichte_teksten(door: Wie, verstrekking_id: uuid.UUID) -> frozenset[str]:
    """Return of which approaches somebody does not read what a sender was told, by the casus it is about.

    "" is in it when that person does not read the casus as a whole. Nothing when a packet belongs to no own casus.
    """
    eigen = Casus.objects.filter(organisatie_id=door.organisatie_id, bronnen__verstrekking_id=verstrekking_id)
    casus = eigen.select_related("dossier").first()
    if casus is None:
        return frozenset()
    leest = leest_aanpakken(door, onderwerp=onderwerp_dossier(door, casus.dossier, soort="casus", status=casus.status))
    in_casus = aanpakken_in(casus.dossier.betrokkenen.values_list("deel", "ook_deel"))
    return frozenset(over for over in ("", *(a.code for a in AANPAKKEN)) if not leest_tekst(over, leest, in_casus))


kanten.registreer_scherm(achter_scherm)
kanten.registreer_teksten(dichte_teksten)
# No lines for every receiver: along which route a casus goes says more than a receiver has to know.
registreer_regels(Dossiersoort.CASUS, leesrecht="casussen.inzien", loopt=loopt, vorm=vorm)
