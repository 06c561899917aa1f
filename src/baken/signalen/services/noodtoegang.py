"""Noodtoegang by the number of a signaal: what somebody may not see has no other name."""

from __future__ import annotations

from baken.dossiers.context import handeling
from baken.dossiers.noodtoegang import MINSTE_REDEN, breek_open, keur_tekst, tel_misser
from baken.dossiers.querysets import eigen_toegang
from baken.kern.fouten import OngeldigeInvoerError
from baken.organisaties.besluit import Band, Wie, bereik
from baken.organisaties.services import eis_organisatie
from baken.signalen.models import Signaal
from baken.signalen.querysets import zichtbare_signalen

ONBEKEND = "Met dit nummer kunt u geen dossier openen. Controleer het nummer, bijvoorbeeld S-2026-0012."


def open_in_nood(*, nummer: str, reden: str, door: Wie) -> int:
    """Break the glass of the dossier with this number; returns the id of the signaal, to go to.

    A dossier that `door` may see already is returned as it is: no glass was broken. A number of nothing and a number of
    another organisation get one and the same answer, and each is a line. Raises OngeldigeInvoerError (reason, number),
    TeVeelPogingenError (too many misses today), NietToegestaanError.
    """
    signaal_id = _open(nummer=nummer, reden=reden, door=door)
    if signaal_id is None:
        tel_misser(door)
        raise OngeldigeInvoerError({"nummer": [ONBEKEND]})
    return signaal_id


@handeling("noodtoegang.openen")
def _open(*, nummer: str, reden: str, door: Wie) -> int | None:
    eis_organisatie(door, "noodtoegang.openen", door.organisatie_id)
    reden = keur_tekst("reden", reden, MINSTE_REDEN)  # before looking: a short reason tells nothing on the number
    if Band.NOODTOEGANG not in bereik(door, "signalen.inzien"):
        return None  # the glass of a signaal would open nothing for this role
    signaal = (
        Signaal.objects.select_for_update(of=("self",))
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
    if signaal is None:
        return None
    if not Signaal.objects.filter(zichtbare_signalen(door), pk=signaal.pk).exists():
        breek_open(signaal.dossier, nummer=signaal.nummer, reden=reden, door=door)
    return signaal.pk
