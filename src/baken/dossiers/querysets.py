"""Which dossiers and verstrekkingen someone reaches: built from the same table that decide() reads."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q

from baken.dossiers.deelname import deelnames
from baken.dossiers.models import Dossier, Dossierlid, Dossiertoegang, Noodtoegang
from baken.kern import klok
from baken.organisaties.besluit import Band, Wie, bereik, rechten_voor
from baken.organisaties.selectors import geldig_op

NIETS = Q(pk__in=[])
NOODTOEGANG_DUUR = timedelta(hours=4)  # the longest that the glass stays broken; no setting (ontwerp section 3)


def eigen_toegang(door: Wie, pad: str) -> Exists:
    """Return whether the own organisation (or this person) holds a valid toegang as owner to the dossier at `pad`."""
    return Exists(
        Dossiertoegang.objects.filter(
            geldig_op(door.vandaag),
            Q(medewerker__isnull=True) | Q(medewerker_id=door.medewerker_id),
            dossier_id=OuterRef(pad),
            organisatie_id=door.organisatie_id,
            eigenaar=True,
        )
    )


def geldige_deelname(door: Wie, pad: str) -> Q:
    """Return the filter for dossiers of others in which this person reads along, on a basis that holds today.

    The basis is asked of the rules, not of the database: one answer for the list, the page and the decision. Three
    queries, and one more for each afspraak.
    """
    return Q(**{f"{pad}__in": {deelname.dossier_id for deelname in deelnames(door)}})


def lid_van(door: Wie, pad: str) -> Exists:
    """Return whether this person belongs to the team of the dossier at `pad` today."""
    return Exists(
        Dossierlid.objects.filter(geldig_op(door.vandaag), dossier_id=OuterRef(pad), medewerker_id=door.medewerker_id)
    )


def lopende_noodtoegang() -> Q:
    """Return the filter for noodtoegang that runs at this moment; a row that says longer than it may counts shorter."""
    nu = klok.nu()
    return Q(begonnen_op__lte=nu, begonnen_op__gt=nu - NOODTOEGANG_DUUR, eindigt_op__gt=nu, beeindigd_op=None)


def noodtoegang_op(door: Wie, pad: str) -> Exists:
    """Return whether this person broke the glass of the dossier at `pad`, here, and it still runs."""
    return Exists(
        Noodtoegang.objects.filter(
            lopende_noodtoegang(),
            dossier_id=OuterRef(pad),
            medewerker_id=door.medewerker_id,
            organisatie_id=door.organisatie_id,
        )
    )


def zichtbare_dossiers(door: Wie, handeling: str, *, pad: str, afgeschermd: str) -> Q:
    """Return the filter for rows whose dossier this person reaches for an act.

    pad: path to the dossier's id; afgeschermd: path to its shield, beside which the owner stands. A toegang of
    another organisation is no ownership: it opens reading along, for the acts that name it, and never goes through
    the shield by itself. Noodtoegang does, for the acts that name it and in the own organisation only.
    """
    banden = bereik(door, handeling)
    mee = NIETS
    if Band.DEELNEMER in banden:
        mee = geldige_deelname(door, pad) & (Q(**{afgeschermd: False}) | Q(lid_van(door, pad)))
    if not banden & {Band.EIGENAAR, Band.NOODTOEGANG}:
        return mee
    eigen = Q(**{afgeschermd.replace("afgeschermd", "organisatie_id"): door.organisatie_id})
    door_scherm = NIETS
    if Band.EIGENAAR in banden:
        door_scherm |= Q(**{afgeschermd: False}) | Q(lid_van(door, pad))
    if Band.NOODTOEGANG in banden:
        door_scherm |= Q(noodtoegang_op(door, pad))
    return (eigen & Q(eigen_toegang(door, pad)) & door_scherm) | mee


def zichtbare_verstrekkingen(door: Wie, handeling: str = "verstrekkingen.inzien") -> Q:
    """Return the filter for verstrekkingen that this person reaches as sender or as receiver."""
    filters = NIETS
    for recht in rechten_voor(door, handeling):
        stand = Q(status__in=recht.statussen) if recht.statussen else Q()
        if Band.ONTVANGER in recht.banden:
            filters |= Q(ontvanger_id=door.organisatie_id) & stand
        if Band.AFZENDER in recht.banden:
            open_of_lid = Q(_dossier_is(afgeschermd=False)) | Q(lid_van(door, "dossier_id"))
            filters |= Q(afzender_id=door.organisatie_id) & stand & open_of_lid
        if Band.NOODTOEGANG in recht.banden:
            eigen = Q(afzender_id=door.organisatie_id) & Q(_dossier_is(organisatie_id=door.organisatie_id))
            filters |= eigen & stand & Q(noodtoegang_op(door, "dossier_id"))
    return filters


def _dossier_is(**velden: Any) -> Exists:
    """Return whether the dossier of a verstrekking has these values. Never a join: a receiver has no such row."""
    return Exists(Dossier.objects.filter(pk=OuterRef("dossier_id"), **velden))
