"""Noodtoegang by the number of a traject: the traject of who cannot be reached, or of who left."""

from __future__ import annotations

from baken.dossiers.context import handeling
from baken.dossiers.noodtoegang import MINSTE_REDEN, breek_open, keur_tekst, tel_misser
from baken.dossiers.querysets import eigen_toegang
from baken.kern.fouten import OngeldigeInvoerError
from baken.organisaties.besluit import Band, Wie, bereik
from baken.organisaties.services import eis_organisatie
from baken.zorg.models import Traject
from baken.zorg.querysets import zichtbare_trajecten

ONBEKEND = "Met dit nummer kunt u geen dossier openen. Controleer het nummer, bijvoorbeeld T-2026-0012."


def open_in_nood(*, nummer: str, reden: str, door: Wie) -> int:
    """Break the glass of the traject with this number; returns its id, to go to.

    A traject that `door` may see already is returned as it is: no glass was broken. A number of nothing and a number of
    another organisation get one and the same answer, and each is a line. Raises OngeldigeInvoerError (reason, number),
    TeVeelPogingenError (too many misses today), NietToegestaanError.
    """
    traject_id = _open(nummer=nummer, reden=reden, door=door)
    if traject_id is None:
        tel_misser(door)
        raise OngeldigeInvoerError({"nummer": [ONBEKEND]})
    return traject_id


@handeling("noodtoegang.openen")
def _open(*, nummer: str, reden: str, door: Wie) -> int | None:
    eis_organisatie(door, "noodtoegang.openen", door.organisatie_id)
    reden = keur_tekst("reden", reden, MINSTE_REDEN)  # before looking: a short reason tells nothing on the number
    if Band.NOODTOEGANG not in bereik(door, "trajecten.inzien"):
        return None  # the glass of a traject would open nothing for this role
    traject = (
        Traject.objects.select_for_update(of=("self",))
        .select_related("dossier")
        .filter(
            eigen_toegang(door, "dossier_id"),
            organisatie_id=door.organisatie_id,
            dossier__organisatie_id=door.organisatie_id,
            dossier__verpakte_sleutel__isnull=False,
            nummer=nummer.strip().upper(),
        )
        .first()
    )
    if traject is None:
        return None
    if not Traject.objects.filter(zichtbare_trajecten(door, "trajecten.inzien"), pk=traject.pk).exists():
        breek_open(traject.dossier, nummer=traject.nummer, reden=reden, door=door)
    return traject.pk
