"""Victim and offender of one casus: each traject has readers of its own (bron 002 par. 3.5.3)."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from baken.casussen.models import Casus
from baken.dossiers.models import Dossier, Dossierlid
from baken.kern import klok
from baken.kern.fouten import NietToegestaanError
from baken.organisaties.selectors import geldig_op
from baken.zorg.models import Traject
from baken.zorg.soorten import Doelgroep
from baken.zorg.verloop import GESLOTEN

ZELFDE_COORDINATOR = "U begeleidt in deze casus al iemand aan de andere kant. Laat een collega dit traject doen."
ZELFDE_TEAM = "U leest in deze casus al het traject van de andere kant. Laat een collega dit traject doen."


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

    Raises NietToegestaanError.
    """
    eis_niet_coordinator(casus, doelgroep, medewerker_id)
    team = Dossierlid.objects.filter(geldig_op(klok.vandaag()), medewerker_id=medewerker_id)
    if _anderen(casus, doelgroep).filter(dossier_id__in=team.values("dossier_id")).exists():
        raise NietToegestaanError(ZELFDE_TEAM)


def eis_niet_coordinator(casus: Casus, doelgroep: str, medewerker_id: int) -> None:
    """Refuse somebody who is the coordinator of an open traject of the other side. Raises NietToegestaanError."""
    bezig = ~Q(status__in=GESLOTEN) & Q(coordinator_id=medewerker_id)
    if _anderen(casus, doelgroep).filter(bezig).exists():
        raise NietToegestaanError(ZELFDE_COORDINATOR)


def _anderen(casus: Casus, doelgroep: str) -> QuerySet[Traject]:
    return Traject.objects.filter(casus=casus, dossier__verpakte_sleutel__isnull=False).exclude(doelgroep=doelgroep)
