"""What the aandachtsfunctionaris records on a packet that is out already."""

from __future__ import annotations

import uuid

from baken.dossiers import naderhand, verstrekken
from baken.dossiers.context import handeling
from baken.dossiers.models import Verstrekking
from baken.dossiers.naderhand import Intrekking
from baken.organisaties.besluit import Wie
from baken.signalen.models import Signaal
from baken.signalen.services.doorgeleiden import haal_terug_als_niets_loopt
from baken.signalen.verloop import Status


@handeling("verstrekkingen.toestemming_intrekken")
def trek_toestemming_in(*, verstrekking_id: uuid.UUID, intrekking: Intrekking, door: Wie) -> Verstrekking:
    """Record that consent was taken back: use of every packet on it ends, the receivers hear; see `kom_terug`."""
    verstrekking = verstrekken.haal(door, verstrekking_id, slot=True)
    return naderhand.trek_toestemming_in(verstrekking, intrekking=intrekking, door=door)


def kom_terug(verstrekking: Verstrekking, was_klaar: bool) -> None:
    """Bring the signaal back when nobody has it any more, after a packet ended on its consent.

    A signaal that was closed after the receiver was done stays closed: nobody has to take it on any more.
    """
    dicht = Signaal.objects.filter(dossier_id=verstrekking.dossier_id, status=Status.GESLOTEN).exists()
    if not (was_klaar and dicht):
        haal_terug_als_niets_loopt(verstrekking)


@handeling("verstrekkingen.weigering_uitleggen")
def leg_weigering_uit(*, verstrekking_id: uuid.UUID, reden: str, door: Wie) -> Verstrekking:
    """Record why nobody takes the place of a receiver that refused."""
    verstrekking = verstrekken.haal(door, verstrekking_id, slot=True)
    return naderhand.leg_weigering_uit(verstrekking, reden=reden, door=door)
