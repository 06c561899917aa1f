"""After a new key version: wrap the keys of questions to the beleidsregisseur and of Regionale Tafels by it."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from baken.casussen.models import Opschaling
from baken.dossiers import sleutelwissel
from baken.kern.versleuteling import herverpak
from baken.keten.models import Bijeenkomst


def herverpak_opschalingen() -> int:
    """Bring the keys of the questions that are seen to the active version. Safe to run again. Returns how many."""
    return sum(_herverpak(Opschaling, pk) for pk in _met_sleutel(Opschaling))


def herverpak_tafels() -> int:
    """The same for the Regionale Tafels of the organisation."""
    return sum(_herverpak(Bijeenkomst, pk) for pk in _met_sleutel(Bijeenkomst))


def _met_sleutel(model: Any) -> list[Any]:
    return list(model.objects.filter(verpakte_sleutel__isnull=False).values_list("pk", flat=True))


def _herverpak(model: Any, pk: Any) -> bool:
    with transaction.atomic():
        rij = model.objects.select_for_update(of=("self",)).get(pk=pk)
        oud = bytes(rij.verpakte_sleutel or b"")
        rij.verpakte_sleutel = herverpak(oud, rij.pk)
        if rij.verpakte_sleutel != oud:
            rij.save(update_fields=["verpakte_sleutel"])
        return bool(rij.verpakte_sleutel != oud)


sleutelwissel.registreer(herverpak_opschalingen)
sleutelwissel.registreer(herverpak_tafels)
