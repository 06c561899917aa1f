"""Victim and offender who belong together: each traject has readers of its own (bron 002 par. 3.5.3).

They belong together in an own casus, or in a dossier of another organisation that shared both.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import Q, QuerySet

from baken.casussen.models import Casus, Casusbron
from baken.casussen.rules.zicht import DADERAANPAK, SLACHTOFFERAANPAK
from baken.dossiers.models import Dossier, Dossierlid, Noodtoegang, Verstrekking
from baken.dossiers.querysets import lid_van, lopende_noodtoegang
from baken.kern import klok
from baken.kern.fouten import NietToegestaanError
from baken.organisaties.besluit import Wie
from baken.organisaties.selectors import geldig_op
from baken.zorg.models import Traject, Trajectbron
from baken.zorg.soorten import Doelgroep
from baken.zorg.verloop import GESLOTEN

ZELFDE_COORDINATOR = (
    "Wie een dader begeleidt, begeleidt niet ook een slachtoffer uit dezelfde zaak. Dat geldt hier. Laat dit traject "
    "doen door een collega die geen van beide helpt."
)
ZELFDE_TEAM = (
    "Wie het traject van een dader leest, leest niet ook dat van een slachtoffer uit dezelfde zaak. Dat geldt hier. "
    "Laat dit traject doen door een collega die geen van beide leest."
)
# What who helps one side reads nothing of; a place ("") belongs to nobody, and can be where the victim is.
_DICHT = {
    Doelgroep.DADER: SLACHTOFFERAANPAK.delen | {""},
    Doelgroep.SLACHTOFFER: DADERAANPAK.delen,
}


@dataclass(frozen=True)
class Verband:
    """Where somebody comes from: an own casus, dossiers of other organisations, both or neither."""

    casus: Casus | None = None
    uit_dossiers: frozenset[uuid.UUID] = frozenset()

    def trajecten(self) -> QuerySet[Traject]:
        """Return the trajecten that come from there, also through another casus on the same dossier."""
        waar = _uit(self.uit_dossiers)
        if self.casus is not None:
            waar |= Q(casus=self.casus) | _uit(_bronnen(Q(casus=self.casus)))
        return Traject.objects.filter(waar)

    def met(self, dossier_id: uuid.UUID) -> Verband:
        """Return the same with a dossier of another organisation that shared this person too."""
        return replace(self, uit_dossiers=self.uit_dossiers | {dossier_id})


def verband_van(traject: Traject) -> Verband:
    """Return where the client of a traject comes from. One query."""
    return Verband(traject.casus, frozenset(traject.bronnen.values_list("uit_dossier", flat=True)))


def onthoud_bronnen(traject: Traject, verband: Verband) -> None:
    """Remember every dossier of another organisation that shared the client, inside the caller's transaction."""
    nieuw = verband.uit_dossiers - verband_van(traject).uit_dossiers
    Trajectbron.objects.bulk_create(Trajectbron(traject=traject, uit_dossier=pk) for pk in nieuw)


def _uit(dossiers: Iterable[uuid.UUID]) -> Q:
    """Return the filter for the trajecten of clients that these dossiers of other organisations shared.

    A client came straight from such a packet, or in the own casus that was opened with one.
    """
    recht = Trajectbron.objects.filter(uit_dossier__in=dossiers).values("traject_id")
    casussen = Casusbron.objects.filter(verstrekking__dossier_id__in=dossiers).values("casus_id")
    return Q(pk__in=recht) | Q(casus_id__in=casussen)


def _bronnen(welke: Q) -> QuerySet[Casusbron, uuid.UUID]:
    """Return the dossiers of other organisations from which own casussen came."""
    return Casusbron.objects.filter(welke).values_list("verstrekking__dossier_id", flat=True)


def scherm_af(dossier: Dossier, verband: Verband, doelgroep: str) -> None:
    """Shield a new traject where it must be, inside the caller's transaction, before its own row is there.

    The traject of an offender is shielded always. As soon as there are both sides, those of the victims are too: only
    their own team reads them, so the team of the offender does not.
    """
    anderen = _anderen(verband, doelgroep)
    if doelgroep != Doelgroep.DADER and not anderen.exists():
        return
    dossier.afgeschermd = True
    dossier.save(update_fields=["afgeschermd"])
    Dossier.objects.filter(pk__in=anderen.values("dossier_id"), afgeschermd=False).update(afgeschermd=True)


def eis_andere_kant(verband: Verband, doelgroep: str, medewerker_id: int) -> None:
    """Refuse somebody for one side who helps, or still reads, the other side (own choice).

    Also who reads it in an emergency that runs.

    Raises NietToegestaanError.
    """
    eis_niet_coordinator(verband, doelgroep, medewerker_id)
    team = Dossierlid.objects.filter(geldig_op(klok.vandaag()), medewerker_id=medewerker_id)
    in_nood = Noodtoegang.objects.filter(lopende_noodtoegang(), medewerker_id=medewerker_id)
    leest = Q(dossier_id__in=team.values("dossier_id")) | Q(dossier_id__in=in_nood.values("dossier_id"))
    if _anderen(verband, doelgroep).filter(leest).exists():
        raise NietToegestaanError(ZELFDE_TEAM)


def eis_niet_coordinator(verband: Verband, doelgroep: str, medewerker_id: int) -> None:
    """Refuse somebody who is the coordinator of an open traject of the other side. Raises NietToegestaanError."""
    bezig = ~Q(status__in=GESLOTEN) & Q(coordinator_id=medewerker_id)
    if _anderen(verband, doelgroep).filter(bezig).exists():
        raise NietToegestaanError(ZELFDE_COORDINATOR)


def _anderen(verband: Verband, doelgroep: str) -> QuerySet[Traject]:
    return verband.trajecten().filter(dossier__verpakte_sleutel__isnull=False).exclude(doelgroep=doelgroep)


def dicht_in_casus(door: Wie, dossier_id: uuid.UUID) -> frozenset[str]:
    """Return the parts of a casus of which somebody reads nothing, because of whom that person helps in it. One query.

    Who (against the rules of today) still helps both sides reads neither of them in the casus.
    """
    return _dicht(door, Q(casus__dossier_id=dossier_id) | _uit(_bronnen(Q(casus__dossier_id=dossier_id))))


def dicht_in_pakket(door: Wie, verstrekking_id: uuid.UUID) -> frozenset[str]:
    """Return the same of a packet: one that a casus came from, or of a dossier that a client came from. One query."""
    dossier = Verstrekking.objects.filter(pk=verstrekking_id, ontvanger_id=door.organisatie_id).values_list(
        "dossier_id", flat=True
    )
    return _dicht(door, _uit(dossier))


def dicht_in_gedeeld(door: Wie, dossier_id: uuid.UUID) -> frozenset[str]:
    """Return the same of a dossier of another organisation in which somebody reads along. One query."""
    return _dicht(door, _uit([dossier_id]))


def muur_om_casus(door: Wie, dossier_id: uuid.UUID) -> bool:
    """Say whether a part of a casus is closed to somebody because of whom that person helps in it. One query."""
    return bool(dicht_in_casus(door, dossier_id))


def muur_om_traject(door: Wie, dossier_id: uuid.UUID) -> bool:
    """Say whether a traject is of the other side than somebody helps, or reads, where it comes from. Two queries."""
    traject = Traject.objects.filter(dossier_id=dossier_id).only("casus", "doelgroep").first()
    if traject is None:
        return False
    samen = _uit(traject.bronnen.values_list("uit_dossier", flat=True))
    if traject.casus_id is not None:
        samen |= Q(casus=traject.casus_id) | _uit(_bronnen(Q(casus=traject.casus_id)))
    return traject.doelgroep in _dicht(door, samen)


def _dicht(door: Wie, waar: Q) -> frozenset[str]:
    helpt = (Q(coordinator_id=door.medewerker_id) & ~Q(status__in=GESLOTEN)) | Q(lid_van(door, "dossier_id"))
    eigen = Traject.objects.filter(waar & helpt, organisatie_id=door.organisatie_id)
    kanten = eigen.order_by().values_list("doelgroep", flat=True).distinct()
    return frozenset(deel for kant in kanten for deel in _DICHT[Doelgroep(kant)])
