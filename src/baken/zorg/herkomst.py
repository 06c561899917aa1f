"""Where a client comes from: an own casus, with the persons that the reader may see in it."""

from __future__ import annotations

from collections.abc import Sequence

from baken.casussen.blad import casusblad
from baken.casussen.models import Casus
from baken.casussen.querysets import zichtbare_casussen
from baken.casussen.verloop import OPEN
from baken.dossiers.context import lezing
from baken.dossiers.inhoud import OpenBetrokkene
from baken.organisaties.besluit import Wie


@lezing
def afkomst(door: Wie, casus_id: int) -> Casus | None:
    """Return the own open casus that a client may come from, or None. One query."""
    eigen = Casus.objects.filter(zichtbare_casussen(door, "casussen.behandelen"), organisatie_id=door.organisatie_id)
    return eigen.filter(pk=casus_id, status__in=OPEN).defer("inhoud").first()


@lezing
def slachtoffers_en_daders(door: Wie, casus_id: int) -> Sequence[OpenBetrokkene]:
    """Return the persons of a casus that the reader's approaches show. Opening it is a line there."""
    return [p for zichtbaar in casusblad(door, casus_id).aanpakken for p in zichtbaar.personen or ()]


@lezing
def persoon_uit_casus(door: Wie, casus_id: int, nummer: int) -> OpenBetrokkene | None:
    """Return one of them with the identity, to start a traject from; that it was shown is a line there.

    None when there is no such person, or when the data may only be kept (AVG art. 18).
    """
    blad = casusblad(door, casus_id, onthul=True)
    personen = {p.nummer: p for zichtbaar in blad.aanpakken for p in zichtbaar.personen or ()}
    gevonden = personen.get(nummer)
    return None if gevonden is None or gevonden.beperkt_op is not None else gevonden
