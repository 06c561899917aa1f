"""Victim and offender of one casus: each traject has readers of its own (bron 002 par. 3.5.3)."""

from __future__ import annotations

import uuid

from django.db.models import Q, QuerySet

from baken.casussen.models import Casus
from baken.casussen.rules.zicht import DADERAANPAK, SLACHTOFFERAANPAK
from baken.dossiers.models import Dossier, Dossierlid, Noodtoegang
from baken.dossiers.querysets import lid_van, lopende_noodtoegang
from baken.kern import klok
from baken.kern.fouten import NietToegestaanError
from baken.organisaties.besluit import Wie
from baken.organisaties.selectors import geldig_op
from baken.zorg.models import Traject
from baken.zorg.soorten import Doelgroep
from baken.zorg.verloop import GESLOTEN

ZELFDE_COORDINATOR = "U begeleidt in deze casus al iemand aan de andere kant. Laat een collega dit traject doen."
ZELFDE_TEAM = "U leest in deze casus al het traject van de andere kant. Laat een collega dit traject doen."
# What who helps one side reads nothing of; a place ("") belongs to nobody, and can be where the victim is.
_DICHT = {
    Doelgroep.DADER: SLACHTOFFERAANPAK.delen | {""},
    Doelgroep.SLACHTOFFER: DADERAANPAK.delen,
}


def scherm_af(dossier: Dossier, casus: Casus | None, doelgroep: str) -> None:
    """Shield a new traject where it must be, inside the caller's transaction, before its own row is there.

    The traject of an offender is shielded always. As soon as a casus has both sides, those of its victims are too: only
    their own team reads them, so the team of the offender does not.
    """
    anderen = Traject.objects.none() if casus is None else _anderen(casus, doelgroep)
    if doelgroep != Doelgroep.DADER and not anderen.exists():
        return
    dossier.afgeschermd = True
    dossier.save(update_fields=["afgeschermd"])
    Dossier.objects.filter(pk__in=anderen.values("dossier_id"), afgeschermd=False).update(afgeschermd=True)


def eis_andere_kant(casus: Casus, doelgroep: str, medewerker_id: int) -> None:
    """Refuse somebody for one side of a casus who helps, or still reads, the other side (own choice).

    Also who reads it in an emergency that runs.

    Raises NietToegestaanError.
    """
    eis_niet_coordinator(casus, doelgroep, medewerker_id)
    team = Dossierlid.objects.filter(geldig_op(klok.vandaag()), medewerker_id=medewerker_id)
    in_nood = Noodtoegang.objects.filter(lopende_noodtoegang(), medewerker_id=medewerker_id)
    leest = Q(dossier_id__in=team.values("dossier_id")) | Q(dossier_id__in=in_nood.values("dossier_id"))
    if _anderen(casus, doelgroep).filter(leest).exists():
        raise NietToegestaanError(ZELFDE_TEAM)


def eis_niet_coordinator(casus: Casus, doelgroep: str, medewerker_id: int) -> None:
    """Refuse somebody who is the coordinator of an open traject of the other side. Raises NietToegestaanError."""
    bezig = ~Q(status__in=GESLOTEN) & Q(coordinator_id=medewerker_id)
    if _anderen(casus, doelgroep).filter(bezig).exists():
        raise NietToegestaanError(ZELFDE_COORDINATOR)


def _anderen(casus: Casus, doelgroep: str) -> QuerySet[Traject]:
    return Traject.objects.filter(casus=casus, dossier__verpakte_sleutel__isnull=False).exclude(doelgroep=doelgroep)


def dicht_in_casus(door: Wie, dossier_id: uuid.UUID) -> frozenset[str]:
    """Return the parts of a casus of which somebody reads nothing, because of whom that person helps in it. One query.

    Who (against the rules of today) still helps both sides reads neither of them in the casus.
    """
    return _dicht(door, Q(casus__dossier_id=dossier_id))


def dicht_in_pakket(door: Wie, verstrekking_id: uuid.UUID) -> frozenset[str]:
    """Return the same of a packet that a casus came from. One query."""
    return _dicht(door, Q(casus__bronnen__verstrekking_id=verstrekking_id))


def muur_om_casus(door: Wie, dossier_id: uuid.UUID) -> bool:
    """Say whether a part of a casus is closed to somebody because of whom that person helps in it. One query."""
    return bool(dicht_in_casus(door, dossier_id))


def muur_om_traject(door: Wie, dossier_id: uuid.UUID) -> bool:
    """Say whether a traject is of the other side than somebody helps, or reads, in its casus. Two queries."""
    traject = Traject.objects.filter(dossier_id=dossier_id).only("casus", "doelgroep").first()
    return traject is not None and traject.doelgroep in _dicht(door, Q(casus__isnull=False, casus=traject.casus_id))


def _dicht(door: Wie, waar: Q) -> frozenset[str]:
    helpt = (Q(coordinator_id=door.medewerker_id) & ~Q(status__in=GESLOTEN)) | Q(lid_van(door, "dossier_id"))
    eigen = Traject.objects.filter(waar & helpt, organisatie_id=door.organisatie_id)
    kanten = eigen.order_by().values_list("doelgroep", flat=True).distinct()
    return frozenset(deel for kant in kanten for deel in _DICHT[Doelgroep(kant)])
