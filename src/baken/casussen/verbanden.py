"""Other signalen and casussen of the own organisation on the same persons or places, by blind index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from baken.casussen.models import Casus
from baken.casussen.querysets import zichtbare_casussen
from baken.dossiers.context import lezing
from baken.dossiers.pakketinhoud import nieuw_in
from baken.dossiers.services import zoekwaarden
from baken.dossiers.verbanden import zelfde_op_waarden, zelfde_waarde
from baken.dossiers.verloop import Verstrekkingsstatus
from baken.dossiers.verstrekken import haal, open_pakket
from baken.organisaties.besluit import Wie
from baken.signalen.models import Signaal
from baken.signalen.querysets import zichtbare_signalen


@dataclass(frozen=True)
class Verband:
    """Another file that shares something: its kind, number and id, and on which kinds of value."""

    soort: str
    nummer: str
    pk: int
    status: str
    op: tuple[str, ...]


@lezing
def verbanden(door: Wie, casus: Casus) -> Sequence[Verband]:
    """Return the other casussen and signalen on the same, only those that `door` may see. Four queries at most."""
    return _zichtbaar(door, zelfde_waarde(casus.dossier_id, casus.organisatie_id, ook_afgeschermd=True))


@lezing
def verbanden_van_pakket(door: Wie, verstrekking_id: UUID) -> Sequence[Verband]:
    """Return the casussen of the receiver that a packet may belong to, which it opened and did not answer yet.

    On the same dossier of the sender, or on the same persons or places. Five queries at most. A packet that nobody
    opened stays closed here too. Raises NietGevondenError.
    """
    verstrekking = haal(door, verstrekking_id)
    gevonden: dict[str, list[UUID]] = {}
    if verstrekking.pakket_sleutel is not None and verstrekking.status == Verstrekkingsstatus.ONTVANGEN:
        personen, plaatsen = nieuw_in(open_pakket(verstrekking))
        paren = [paar for p in personen for paar in zoekwaarden(p.identiteit, p.contact)]
        paren += [("adres", plek.adres) for plek in plaatsen]
        gevonden = zelfde_op_waarden(door.organisatie_id, paren)
    zelfde = Casus.objects.filter(bronnen__verstrekking__dossier_id=verstrekking.dossier_id)
    gevonden["afzender"] = list(zelfde.values_list("dossier_id", flat=True).distinct())
    return [v for v in _zichtbaar(door, gevonden) if v.soort == "casus"]


def _zichtbaar(door: Wie, gevonden: dict[str, list[UUID]]) -> list[Verband]:
    op: dict[UUID, list[str]] = {}
    for naam, dossiers in gevonden.items():
        for dossier_id in dossiers:
            op.setdefault(dossier_id, []).append(naam)
    if not op:
        return []
    casussen = Casus.objects.filter(zichtbare_casussen(door, "casussen.inzien"), organisatie_id=door.organisatie_id)
    signalen = Signaal.objects.filter(zichtbare_signalen(door), organisatie_id=door.organisatie_id)
    uit = []
    for soort, rijen in (("casus", casussen), ("signaal", signalen)):
        velden = rijen.filter(dossier_id__in=op).values_list("pk", "nummer", "status", "dossier_id").order_by("-pk")
        uit += [Verband(soort, nummer, pk, status, tuple(op[d])) for pk, nummer, status, d in velden]
    return uit
