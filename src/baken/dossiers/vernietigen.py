"""Destroy what a dossier or packet holds. Destroying the wrapped key makes every sealed value unreadable."""

from __future__ import annotations

import uuid

from baken.dossiers.context import organisatiecontext
from baken.dossiers.models import (
    Avgbesluit,
    Avgcorrectie,
    Avgverzoek,
    Betrokkene,
    Dossier,
    Dossiertoegang,
    Locatie,
    Noodtoegang,
    Toestemming,
    Verstrekking,
    Zoekindex,
)
from baken.kern import journaal
from baken.kern.fouten import NietGevondenError, VastgehoudenError
from baken.kern.journaal import Spoor
from baken.keten.models import Actie, Bijeenkomst

SYSTEEM = "systeem"


def eis_los(dossier_id: uuid.UUID) -> Dossier:
    """Return a dossier with a lock on it. Raises VastgehoudenError on a legal hold, NietGevondenError."""
    dossier = Dossier.objects.select_for_update().filter(pk=dossier_id).first()
    if dossier is None:
        raise NietGevondenError
    if dossier.vastgehouden:
        raise VastgehoudenError
    return dossier


def vernietig_inhoud(dossier_id: uuid.UUID, *, grondslag: str) -> int:
    """Destroy key, persons, places, search indexes, actions and meetings, inside the caller's transaction.

    Returns how many rows went. Raises VastgehoudenError on a legal hold, NietGevondenError.
    """
    dossier = eis_los(dossier_id)
    gaan = (Avgcorrectie, Betrokkene, Locatie, Zoekindex, Actie, Bijeenkomst)
    rijen = sum(model._default_manager.filter(dossier_id=dossier_id).delete()[0] for model in gaan)
    rijen += _vergeet_toestemmingen(dossier_id)
    vergeet_antwoorden(dossier_id)
    Noodtoegang.objects.filter(dossier_id=dossier_id).update(reden=None, opmerking=None)
    Dossiertoegang.objects.filter(dossier_id=dossier_id, eigenaar=False).delete()  # nobody reads along any more
    Dossiertoegang.objects.filter(dossier_id=dossier_id).update(gegeven_door=None)
    dossier.verpakte_sleutel = None
    dossier.save(update_fields=["verpakte_sleutel"])
    journaal.wis_inhoud(Spoor(None, SYSTEEM, dossier.organisatie_id), dossier_id, grondslag=grondslag)
    return rijen + 1


def _vergeet_toestemmingen(dossier_id: uuid.UUID) -> int:
    """Delete the consents of a dossier, but not under a packet that can be opened: its gate asks whether it ended."""
    gegeven = Verstrekking.objects.filter(dossier_id=dossier_id, toestemming__isnull=False)
    gegeven.filter(pakket_sleutel__isnull=True).update(toestemming=None)
    rijen = Toestemming.objects.filter(dossier_id=dossier_id)
    rijen.update(inhoud=None)
    return rijen.exclude(pk__in=gegeven.values("toestemming_id")).delete()[0]


def vergeet_antwoorden(dossier_id: uuid.UUID, *, behalve: uuid.UUID | None = None) -> None:
    """Destroy the answers to requests of persons that hold something of this dossier; their fingerprint stays."""
    besluiten = Avgbesluit.objects.filter(dossier_id=dossier_id).exclude(verzoek_id=behalve)
    Avgverzoek.objects.filter(pk__in=besluiten.values("verzoek_id")).update(uitvoer=None)
    besluiten.update(inhoud=None)


def is_vastgehouden(dossier_id: uuid.UUID, organisatie_id: int) -> bool:
    """Say whether a legal hold rests on a dossier of an organisation, whoever asks: a packet of it stays too."""
    with organisatiecontext(organisatie_id):
        return Dossier.objects.filter(pk=dossier_id, vastgehouden=True).exists()


def vernietig_pakket(verstrekking_id: uuid.UUID) -> int:
    """Destroy the packet, its key and its messages, inside the caller's transaction. Returns how many rows went."""
    verstrekking = Verstrekking.objects.select_for_update(of=("self",)).filter(pk=verstrekking_id).first()
    if verstrekking is None:
        raise NietGevondenError
    if is_vastgehouden(verstrekking.dossier_id, verstrekking.afzender_id):
        raise VastgehoudenError
    berichten = verstrekking.berichten.all().delete()[0]
    gesloten = ("pakket", "pakket_sleutel", "doel", "verantwoording")
    for naam in gesloten:
        setattr(verstrekking, naam, None)
    verstrekking.save(update_fields=gesloten)
    with organisatiecontext(verstrekking.afzender_id):
        if Dossier.objects.filter(pk=verstrekking.dossier_id, verpakte_sleutel__isnull=True).exists():
            _vergeet_toestemmingen(verstrekking.dossier_id)  # this packet was what the last of it stayed for
    return berichten + 1
