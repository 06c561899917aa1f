"""After a new key version: wrap every data key by it and renew the blind indexes, dossier by dossier."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from baken.dossiers.context import omgangen, organisatiecontext
from baken.dossiers.inhoud import open_inhoud
from baken.dossiers.models import Avgverzoek, Dossier, Verstrekking, Zoekindex
from baken.dossiers.services import indexeer, sleutel_van, zoekwaarden
from baken.kern.versleuteling import herverpak

Rijen = Callable[[Q], QuerySet[Any]]
Vernieuwer = Callable[[Any], int]
_soorten: list[tuple[Rijen, Vernieuwer]] = []


def registreer(rijen: Rijen, vernieuw: Vernieuwer) -> None:
    """Register rows with a key of their own. rijen(van): those of the organisations that `van` filters on.

    vernieuw(pk): wrap the key of one row by the active version, inside the caller's transaction; 1 when it changed.
    """
    _soorten.append((rijen, vernieuw))


def herverpak_alles() -> int:
    """Bring every dossier and packet to the active key version. Safe to run again. Returns how many changed.

    Each in a transaction of its own, in the context of an organisation that has it; a packet is met twice, at its
    sender and at its receiver, and the second time nothing changes.
    """
    gewijzigd = 0
    for organisatie_id in omgangen():
        van = Q(organisatie_id=organisatie_id) if organisatie_id else Q()
        for rijen, vernieuw in _soorten:
            with organisatiecontext(organisatie_id):
                nummers = list(rijen(van).values_list("pk", flat=True))
            for pk in nummers:
                with transaction.atomic(), organisatiecontext(organisatie_id):
                    gewijzigd += vernieuw(pk)
    return gewijzigd


def _pakket(pk: Any) -> int:
    rij = Verstrekking.objects.select_for_update(of=("self",)).get(pk=pk)
    oud = bytes(rij.pakket_sleutel or b"")
    rij.pakket_sleutel = herverpak(oud, rij.pk)
    if rij.pakket_sleutel == oud:
        return 0
    rij.save(update_fields=["pakket_sleutel"])
    return 1


def _verzoek(pk: Any) -> int:
    """Bring the key of a request of a person to the active version."""
    verzoek = Avgverzoek.objects.select_for_update(of=("self",)).get(pk=pk)
    oud = bytes(verzoek.verpakte_sleutel or b"")
    verzoek.verpakte_sleutel = herverpak(oud, verzoek.pk)
    if verzoek.verpakte_sleutel == oud:
        return 0
    verzoek.save(update_fields=["verpakte_sleutel"])
    return 1


def _dossier(pk: Any) -> int:
    dossier = Dossier.objects.select_for_update(of=("self",)).get(pk=pk)
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


registreer(lambda van: Dossier.objects.filter(van, verpakte_sleutel__isnull=False), _dossier)
registreer(lambda _van: Verstrekking.objects.filter(pakket_sleutel__isnull=False), _pakket)  # at both its parties
registreer(lambda van: Avgverzoek.objects.filter(van, verpakte_sleutel__isnull=False), _verzoek)
