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

Vernieuwer = Callable[[], int]
_VERNIEUWERS: list[Vernieuwer] = []
_VOLGERS: list[Callable[[Dossier], None]] = []


def registreer(vernieuwer: Vernieuwer) -> None:
    """Add what a package above does at a new key version with keys or indexes of its own; returns how many changed.

    It runs in the context of each organisation in turn, and renews every row that it sees there.
    """
    if vernieuwer not in _VERNIEUWERS:
        _VERNIEUWERS.append(vernieuwer)


def volg(volger: Callable[[Dossier], None]) -> None:
    """Add what a package above renews when who a dossier is about was changed, in the same transaction."""
    if volger not in _VOLGERS:
        _VOLGERS.append(volger)


def herverpak_alles() -> int:
    """Bring every dossier and packet to the active key version. Safe to run again. Returns how many changed.

    Each in a transaction of its own, in the context of an organisation that has it; a packet is met twice, at its
    sender and at its receiver, and the second time nothing changes.
    """
    gewijzigd = 0
    for organisatie_id in omgangen():
        van = Q(organisatie_id=organisatie_id) if organisatie_id else Q()
        soorten: tuple[tuple[QuerySet[Any], Callable[[Any], int]], ...] = (
            (Dossier.objects.filter(van, verpakte_sleutel__isnull=False), _dossier),
            (Verstrekking.objects.filter(pakket_sleutel__isnull=False), _pakket),
            (Avgverzoek.objects.filter(van, verpakte_sleutel__isnull=False), _verzoek),
        )
        for rijen, vernieuw in soorten:
            with organisatiecontext(organisatie_id):
                nummers = list(rijen.values_list("pk", flat=True))
            for pk in nummers:
                with transaction.atomic(), organisatiecontext(organisatie_id):
                    gewijzigd += vernieuw(pk)
        with organisatiecontext(organisatie_id):
            gewijzigd += sum(vernieuwer() for vernieuwer in _VERNIEUWERS)
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
    for volger in _VOLGERS:
        volger(dossier)
