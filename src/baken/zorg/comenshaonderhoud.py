"""What a new key version and the closing of a traject have to know of registrations and help requests."""

from __future__ import annotations

from django.db import transaction

from baken.dossiers.sleutelwissel import registreer as registreer_vernieuwer
from baken.zorg.models import Registratie, Registratiesleutel, Traject
from baken.zorg.openstaand import registreer as registreer_openstaand
from baken.zorg.services.aanleveren import zet_sleutels
from baken.zorg.verloop_comensha import Aanleverstatus


def vernieuw_sleutels() -> int:
    """Make the guard against registering twice anew after a new key version. Returns how many registrations changed."""
    gewijzigd = 0
    for pk in list(Registratiesleutel.objects.values_list("registratie_id", flat=True).distinct()):
        with transaction.atomic():
            rij = Registratie.objects.select_for_update(of=("self",)).get(pk=pk)
            oud = {bytes(sleutel.waarde) for sleutel in rij.sleutels.all()}
            zet_sleutels(rij)
            gewijzigd += oud != {bytes(sleutel.waarde) for sleutel in rij.sleutels.all()}
    return gewijzigd


def openstaand(traject: Traject) -> list[str]:
    """Return what of a traject waits to go to CoMensha, in plain sentences. Two queries."""
    open_ = (Aanleverstatus.CONCEPT, Aanleverstatus.KLAAR)
    zinnen = (
        (traject.registraties, "Er wacht nog een registratie voor CoMensha."),
        (traject.hulpvragen, "Er wacht nog een hulpvraag voor CoMensha."),
    )
    return [zin for rijen, zin in zinnen if rijen.filter(status__in=open_).exists()]


def meld_aan() -> None:
    """Register both (once at start)."""
    registreer_vernieuwer(vernieuw_sleutels)
    registreer_openstaand(openstaand)
