"""Reading along in a dossier of another organisation: which deelbesluiten hold at this moment, and what they show.

The basis is asked at each moment: grondslag, afspraak, both organisations, consent and days. What holds is decided by
rules.deelname_geldig and nothing else.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from baken.dossiers.models import Dossiertoegang, Toestemming, Verstrekking
from baken.dossiers.rules import Feiten, Instemming, deelname_geldig
from baken.dossiers.soorten import Verstrekkingssoort
from baken.dossiers.verloop import Verstrekkingsstatus
from baken.kern import klok
from baken.keten.rules import Levering, Overeenkomst, Poort, loopt
from baken.keten.selectors import als_basis, als_overeenkomst
from baken.organisaties.besluit import Wie
from baken.organisaties.models import Organisatie
from baken.organisaties.selectors import geldig_op


@dataclass(frozen=True)
class Deelname:
    """One deelbesluit that lets somebody read along today."""

    dossier_id: uuid.UUID
    verstrekking: Verstrekking
    paren: frozenset[tuple[str, str]]  # group of fields, part of the person


def deelnames(door: Wie, dossier_id: uuid.UUID | None = None) -> Sequence[Deelname]:
    """Return the deelbesluiten on which this person reads along today, of one dossier or of all.

    One query, and one for each afspraak. Only those that the rules let through.
    """
    kandidaten = _kandidaten(door, dossier_id)
    afspraken = {v.afspraak.pk: v.afspraak for t in kandidaten if (v := t.verstrekking) and v.afspraak}
    op = door.vandaag
    overeenkomsten = {pk: als_overeenkomst(afspraak, op) for pk, afspraak in afspraken.items()}
    return [
        Deelname(toegang.dossier_id, toegang.verstrekking, paren_van(toegang))
        for toegang in kandidaten
        if toegang.verstrekking is not None and _oordeel(toegang.verstrekking, toegang, overeenkomsten, op).open
    ]


def paren_van(toegang: Dossiertoegang) -> frozenset[tuple[str, str]]:
    """Return what one toegang shows: its groups about its parts; a place belongs to nobody."""
    paren = {(groep, deel) for groep in toegang.veldgroepen for deel in toegang.delen}
    return frozenset(paren | {("locatie", "") for groep in toegang.veldgroepen if groep == "locatie"})


def _kandidaten(door: Wie, dossier_id: uuid.UUID | None) -> list[Dossiertoegang]:
    """Return the toegangen of the own organisation that could hold; the rules say which do."""
    rijen = Dossiertoegang.objects.filter(
        geldig_op(door.vandaag),
        Q(medewerker__isnull=True) | Q(medewerker_id=door.medewerker_id),
        organisatie_id=door.organisatie_id,
        eigenaar=False,
        verstrekking__soort=Verstrekkingssoort.DEELBESLUIT,
        verstrekking__ontvanger_id=door.organisatie_id,
    )
    if dossier_id is not None:
        rijen = rijen.filter(dossier_id=dossier_id)
    return list(
        rijen.select_related(
            "verstrekking__grondslag",
            "verstrekking__afspraak",
            "verstrekking__toestemming",
            "verstrekking__afzender",
            "verstrekking__ontvanger",
        )
        .defer("verstrekking__pakket")
        .order_by("verstrekking__klaargezet_op", "pk")
    )


def oordeel(toegang: Dossiertoegang, moment: datetime) -> Poort:
    """Ask the rules on one toegang at a moment: now, or that of a meeting.

    The rows beside its verstrekking are there; one query for its afspraak. What ended later held at that moment.
    """
    op = moment.astimezone(klok.TIJDZONE).date()
    verstrekking = toegang.verstrekking
    if verstrekking is None:
        return Poort(False, "Er is geen deelbesluit.")
    afspraak = verstrekking.afspraak
    bekend = {afspraak.pk: als_overeenkomst(afspraak, op)} if afspraak else {}
    return _oordeel(verstrekking, toegang, bekend, op, moment)


def _oordeel(
    verstrekking: Verstrekking,
    toegang: Dossiertoegang,
    overeenkomsten: Mapping[int, Overeenkomst],
    op: date,
    moment: datetime | None = None,
) -> Poort:
    """Ask the rules on one toegang on a day; moment: when on that day, default now. The rows are there; no query."""
    einde = verstrekking.beeindigd_op
    later_beeindigd = moment is not None and einde is not None and einde > moment
    return deelname_geldig(
        Feiten(
            levering=Levering(
                afzender_id=verstrekking.afzender_id,
                ontvanger_id=verstrekking.ontvanger_id,
                ontvanger_soort=verstrekking.ontvanger.soort,
                ontvanger_bestaat=_bestaat(verstrekking.ontvanger, op),
                veldgroepen=frozenset(toegang.veldgroepen),
                op=op,
                toestemming_vastgelegd=verstrekking.toestemming_id is not None,
            ),
            basis=als_basis(verstrekking.grondslag),
            overeenkomst=overeenkomsten.get(verstrekking.afspraak_id or 0),
            instemming=instemming_van(verstrekking.toestemming),
            toegang_van=toegang.geldig_van,
            toegang_tot=None if later_beeindigd else toegang.geldig_tot,
            geldig_tot=verstrekking.geldig_tot,
            aangenomen=later_beeindigd or verstrekking.status == Verstrekkingsstatus.GEACCEPTEERD,
            beeindigd=einde is not None and not later_beeindigd,
            live=verstrekking.live,
            afzender_bestaat=_bestaat(verstrekking.afzender, op),
        )
    )


def instemming_van(toestemming: Toestemming | None) -> Instemming | None:
    """Return a consent as facts for the rules."""
    if toestemming is None:
        return None
    return Instemming(toestemming.gegeven_op, toestemming.ingetrokken_op, toestemming.vervalt_op)


def _bestaat(organisatie: Organisatie, op: date) -> bool:
    return loopt(organisatie.geldig_van, organisatie.geldig_tot, op)
