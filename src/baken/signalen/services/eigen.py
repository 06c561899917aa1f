"""What a signed-in reporter does with an own signaal."""

from __future__ import annotations

from baken.dossiers.context import handeling
from baken.dossiers.services import eis, onderwerp_dossier
from baken.kern import journaal
from baken.kern.fouten import NietGevondenError
from baken.organisaties.besluit import Band, Wie
from baken.signalen.models import Signaal
from baken.signalen.querysets import zichtbare_signalen
from baken.signalen.services.behandelen import antwoord


@handeling("signalen.eigen_volgen", verhaal=True)
def schrijf(*, signaal_id: int, tekst: str, door: Wie) -> Signaal:
    """Send a message on an own signaal; a waiting signaal is taken up again.

    Raises NietGevondenError for a signaal of someone else, OngeldigeInvoerError.
    """
    signaal = (
        Signaal.objects.select_for_update(of=("self",))
        .select_related("dossier")
        .filter(zichtbare_signalen(door, "signalen.eigen_volgen"), pk=signaal_id)
        .first()
    )
    if signaal is None:
        raise NietGevondenError
    onderwerp = onderwerp_dossier(
        door, signaal.dossier, soort="signaal", status=signaal.status, banden=frozenset({Band.MELDER})
    )
    eis(door, "signalen.eigen_volgen", onderwerp)
    antwoord(signaal, tekst, melder_id=door.medewerker_id)
    journaal.noteer(door.spoor(), "signaal.antwoord", signaal.dossier_id)
    return signaal
