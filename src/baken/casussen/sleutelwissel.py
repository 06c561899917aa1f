"""After a new key version: wrap the keys of questions to the beleidsregisseur by it."""

from __future__ import annotations

from django.db import transaction

from baken.casussen.models import Opschaling
from baken.dossiers import sleutelwissel
from baken.kern.versleuteling import herverpak


def herverpak_opschalingen() -> int:
    """Bring the keys of the questions that are seen to the active version. Safe to run again. Returns how many."""
    gewijzigd = 0
    for pk in list(Opschaling.objects.filter(verpakte_sleutel__isnull=False).values_list("pk", flat=True)):
        with transaction.atomic():
            rij = Opschaling.objects.select_for_update(of=("self",)).get(pk=pk)
            oud = bytes(rij.verpakte_sleutel or b"")
            rij.verpakte_sleutel = herverpak(oud, rij.pk)
            if rij.verpakte_sleutel != oud:
                rij.save(update_fields=["verpakte_sleutel"])
                gewijzigd += 1
    return gewijzigd


sleutelwissel.registreer(herverpak_opschalingen)
