"""After a new key version: wrap the key of every facility by it."""

from __future__ import annotations

from django.db import transaction

from baken.dossiers import sleutelwissel
from baken.kern.versleuteling import herverpak
from baken.zorg.models import Voorziening


def herverpak_voorzieningen() -> int:
    """Bring the keys of facilities to the active version. Safe to run again. Returns how many changed."""
    gewijzigd = 0
    for pk in list(Voorziening.objects.filter(sleutel__isnull=False).values_list("pk", flat=True)):
        with transaction.atomic():
            voorziening = Voorziening.objects.select_for_update().get(pk=pk)
            oud = bytes(voorziening.sleutel or b"")
            voorziening.sleutel = herverpak(oud, voorziening.pk)
            if voorziening.sleutel != oud:
                voorziening.save(update_fields=["sleutel"])
                gewijzigd += 1
    return gewijzigd


sleutelwissel.registreer(herverpak_voorzieningen)
