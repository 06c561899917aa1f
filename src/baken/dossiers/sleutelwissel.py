"""After a new key version: wrap every data key by it and renew the blind indexes, dossier by dossier."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from baken.dossiers.inhoud import open_inhoud
from baken.dossiers.models import Avgverzoek, Dossier, Verstrekking, Zoekindex
from baken.dossiers.services import indexeer, sleutel_van, zoekwaarden
from baken.kern.versleuteling import herverpak

Vernieuwer = Callable[[], int]
_VERNIEUWERS: list[Vernieuwer] = []


def registreer(vernieuwer: Vernieuwer) -> None:
    """Add what a package above does at a new key version with keys or indexes of its own; returns how many changed."""
    if vernieuwer not in _VERNIEUWERS:
        _VERNIEUWERS.append(vernieuwer)


def herverpak_alles() -> int:
    """Bring every dossier and packet to the active key version. Safe to run again. Returns how many changed."""
    gewijzigd = 0
    for pk in list(Dossier.objects.filter(verpakte_sleutel__isnull=False).values_list("pk", flat=True)):
        gewijzigd += _dossier(Dossier(pk=pk))
    for pk in list(Verstrekking.objects.filter(pakket_sleutel__isnull=False).values_list("pk", flat=True)):
        with transaction.atomic():
            rij = Verstrekking.objects.select_for_update(of=("self",)).get(pk=pk)
            nieuw = herverpak(bytes(rij.pakket_sleutel or b""), rij.pk)
            if nieuw != bytes(rij.pakket_sleutel or b""):
                rij.pakket_sleutel = nieuw
                rij.save(update_fields=["pakket_sleutel"])
                gewijzigd += 1
    return gewijzigd + _verzoeken() + sum(vernieuwer() for vernieuwer in _VERNIEUWERS)


def _verzoeken() -> int:
    """Bring the keys of requests of persons to the active version."""
    gewijzigd = 0
    for pk in list(Avgverzoek.objects.filter(verpakte_sleutel__isnull=False).values_list("pk", flat=True)):
        with transaction.atomic():
            verzoek = Avgverzoek.objects.select_for_update(of=("self",)).get(pk=pk)
            oud = bytes(verzoek.verpakte_sleutel or b"")
            verzoek.verpakte_sleutel = herverpak(oud, verzoek.pk)
            verzoek.save(update_fields=["verpakte_sleutel"])
            gewijzigd += verzoek.verpakte_sleutel != oud
    return gewijzigd


@transaction.atomic
def _dossier(gezocht: Dossier) -> int:
    dossier = Dossier.objects.select_for_update().get(pk=gezocht.pk)
    oud = bytes(dossier.verpakte_sleutel or b"")
    nieuw = herverpak(oud, dossier.pk)
    if nieuw == oud:
        return 0
    indexeer_opnieuw(dossier)
    dossier.verpakte_sleutel = nieuw
    dossier.save(update_fields=["verpakte_sleutel"])
    return 1


def indexeer_opnieuw(dossier: Dossier) -> None:
    """Make the blind indexes of a dossier anew from what it holds now, inside the caller's transaction."""
    inhoud = open_inhoud(dossier, sleutel_van(dossier))
    Zoekindex.objects.filter(dossier=dossier).delete()
    personen = [
        paar
        for b in inhoud.betrokkenen
        for paar in zoekwaarden(b.groepen.get("identiteit", {}), b.groepen.get("contact", {}))
    ]
    indexeer(dossier, [*personen, *(("adres", locatie.adres) for locatie in inhoud.locaties)])
