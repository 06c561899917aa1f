"""Which dossiers and verstrekkingen someone reaches: built from the same table that decide() reads."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from baken.dossiers.models import Dossierlid, Dossiertoegang
from baken.organisaties.besluit import Band, Wie, bereik, rechten_voor
from baken.organisaties.selectors import geldig_op

NIETS = Q(pk__in=[])


def eigen_toegang(door: Wie, pad: str) -> Exists:
    """Return whether the own organisation (or this person) holds a valid toegang to the dossier at `pad`."""
    return Exists(
        Dossiertoegang.objects.filter(
            geldig_op(door.vandaag),
            Q(medewerker__isnull=True) | Q(medewerker_id=door.medewerker_id),
            dossier_id=OuterRef(pad),
            organisatie_id=door.organisatie_id,
        )
    )


def lid_van(door: Wie, pad: str) -> Exists:
    """Return whether this person belongs to the team of the dossier at `pad` today."""
    return Exists(
        Dossierlid.objects.filter(geldig_op(door.vandaag), dossier_id=OuterRef(pad), medewerker_id=door.medewerker_id)
    )


def zichtbare_dossiers(door: Wie, handeling: str, *, pad: str, afgeschermd: str) -> Q:
    """Return the filter for rows whose dossier this person reaches as owner for an act.

    pad: path to the dossier's id; afgeschermd: path to its shield, beside which the owner stands. A toegang of
    another organisation is no ownership: what others may see they get as a verstrekking.
    """
    if Band.EIGENAAR not in bereik(door, handeling):
        return NIETS
    eigen = Q(**{afgeschermd.replace("afgeschermd", "organisatie_id"): door.organisatie_id})
    return eigen & Q(eigen_toegang(door, pad)) & (Q(**{afgeschermd: False}) | Q(lid_van(door, pad)))


def zichtbare_verstrekkingen(door: Wie, handeling: str = "verstrekkingen.inzien") -> Q:
    """Return the filter for verstrekkingen that this person reaches as sender or as receiver."""
    filters = NIETS
    for recht in rechten_voor(door, handeling):
        stand = Q(status__in=recht.statussen) if recht.statussen else Q()
        if Band.ONTVANGER in recht.banden:
            filters |= Q(ontvanger_id=door.organisatie_id) & stand
        if Band.AFZENDER in recht.banden:
            open_of_lid = Q(dossier__afgeschermd=False) | Q(lid_van(door, "dossier_id"))
            filters |= Q(afzender_id=door.organisatie_id) & stand & open_of_lid
    return filters
