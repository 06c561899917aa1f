"""Noodtoegang by the number of a dossier: what somebody may not see has no other name. One way for every kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q

from baken.dossiers.context import handeling
from baken.dossiers.noodtoegang import MINSTE_REDEN, breek_open, keur_tekst, tel_misser
from baken.dossiers.querysets import eigen_toegang
from baken.kern.fouten import OngeldigeInvoerError
from baken.organisaties.besluit import Band, Wie, bereik
from baken.organisaties.services import eis_organisatie


@dataclass(frozen=True)
class Genummerd:
    """A kind of dossier that has a number. recht: the act of reading it. zichtbaar: which ones somebody sees."""

    model: type[Model]
    recht: str
    zichtbaar: Callable[[Wie, str], Q]
    onbekend: str  # the answer on a number that gives nothing


def open_op_nummer(soort: Genummerd, *, nummer: str, reden: str, door: Wie) -> int:
    """Break the glass of the dossier with this number; returns the id of its row, to go to.

    One that `door` may see already is returned as it is: no glass was broken. A number of nothing and a number of
    another organisation get one and the same answer, and each is a line. Raises OngeldigeInvoerError (reason, number),
    TeVeelPogingenError (too many misses today), NietToegestaanError.
    """
    rij = _open(soort, nummer=nummer, reden=reden, door=door)
    if rij is None:
        tel_misser(door)
        raise OngeldigeInvoerError({"nummer": [soort.onbekend]})
    return rij


@handeling("noodtoegang.openen")
def _open(soort: Genummerd, *, nummer: str, reden: str, door: Wie) -> int | None:
    eis_organisatie(door, "noodtoegang.openen", door.organisatie_id)
    reden = keur_tekst("reden", reden, MINSTE_REDEN)  # before looking: a short reason tells nothing on the number
    if Band.NOODTOEGANG not in bereik(door, soort.recht):
        return None  # the glass of this kind would open nothing for this role
    rijen = soort.model._default_manager
    gevonden: Any = (
        rijen.select_for_update(of=("self",))
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
    if gevonden is None:
        return None
    if not rijen.filter(soort.zichtbaar(door, soort.recht), pk=gevonden.pk).exists():
        breek_open(gevonden.dossier, nummer=gevonden.nummer, reden=reden, door=door)
    return int(gevonden.pk)
