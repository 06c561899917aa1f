"""What a new key version, a corrected client and the closing of a traject have to know of what goes to CoMensha."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet

from baken.dossiers.models import Dossier
from baken.dossiers.sleutelwissel import registreer as registreer_vernieuwer
from baken.dossiers.sleutelwissel import volg
from baken.kern import journaal
from baken.kern.journaal import Spoor
from baken.zorg.models import Registratie, Traject
from baken.zorg.openstaand import registreer as registreer_openstaand
from baken.zorg.services.aanleveren import herzie_sleutels
from baken.zorg.verloop_comensha import Aanleverstatus

SYSTEEM = "systeem"


def _bewaard() -> QuerySet[Registratie]:
    """Return the registrations that are guarded: neither withdrawn nor destroyed."""
    return Registratie.objects.filter(inhoud__isnull=False).exclude(status=Aanleverstatus.INGETROKKEN)


def vernieuw_sleutels() -> int:
    """Make the guard against registering twice anew after a new key version. Returns how many registrations changed.

    Two registrations that turn out to be of one person do not stop it: the rest is renewed and the journaal knows.
    """
    gewijzigd = 0
    for pk in list(_bewaard().order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            rij = _bewaard().select_for_update(of=("self",)).get(pk=pk)
            oud = {bytes(sleutel.waarde) for sleutel in rij.sleutels.all()}
            _herzie(rij)
            gewijzigd += oud != {bytes(sleutel.waarde) for sleutel in rij.sleutels.all()}
    return gewijzigd


def volg_client(dossier: Dossier) -> None:
    """Guard the registrations of a client by what is known now: a birth date often comes later. One query without."""
    for rij in _bewaard().select_for_update(of=("self",)).filter(traject__dossier=dossier):
        _herzie(rij)


def _herzie(rij: Registratie) -> None:
    if not herzie_sleutels(rij):
        spoor = Spoor(None, SYSTEEM, rij.organisatie_id)
        inhoud: dict[str, str | int | bool | None] = {"aanlevering": str(rij.pk), "jaar": rij.jaar}
        journaal.noteer(spoor, "comensha.dubbel_gevonden", rij.traject.dossier_id, inhoud=inhoud)


def openstaand(traject: Traject) -> list[str]:
    """Return what of a traject waits to go to CoMensha, in plain sentences. Two queries."""
    open_ = (Aanleverstatus.CONCEPT, Aanleverstatus.KLAAR)
    zinnen = (
        (traject.registraties, "Er wacht nog een registratie voor CoMensha."),
        (traject.hulpvragen, "Er wacht nog een hulpvraag voor CoMensha."),
    )
    return [zin for rijen, zin in zinnen if rijen.filter(status__in=open_).exists()]


def meld_aan() -> None:
    """Register all three (once at start)."""
    registreer_vernieuwer(vernieuw_sleutels)
    volg(volg_client)
    registreer_openstaand(openstaand)
