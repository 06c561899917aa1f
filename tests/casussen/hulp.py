"""What the tests of a casus share."""

from __future__ import annotations

from uuid import UUID

from baken.casussen.models import Casus
from baken.casussen.services import afsluiten, behandelen
from baken.casussen.soorten import Afsluitreden
from baken.dossiers.verloop import Afloop
from baken.organisaties.besluit import Wie

WAAROM = "Wij komen hier samen niet verder mee."


def casus_van(verstrekking_id: UUID) -> Casus:
    """Return the casus that a packet led to."""
    return Casus.objects.get(bronnen__verstrekking_id=verstrekking_id)


def meld(verstrekking_id: UUID, door: Wie, *, toelichting: str = "", afloop: Afloop = Afloop.ZORG_GESTART) -> Casus:
    """Tell the sender of a packet how it goes, from its casus."""
    return behandelen.meld_afloop(
        casus_id=casus_van(verstrekking_id).pk, afloop=afloop, toelichting=toelichting, door=door
    )


def sluit(verstrekking_id: UUID, door: Wie, *, toelichting: str = "", reden: str = "") -> Casus:
    """Close the casus of a packet."""
    casus = casus_van(verstrekking_id)
    return afsluiten.sluit(
        casus_id=casus.pk,
        versie=casus.versie,
        afsluitreden=Afsluitreden.KLAAR,
        reden=reden,
        toelichting=toelichting,
        door=door,
    )
