"""Count that somebody asked only for advice: a number per day, nothing on the person or the question."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from baken.dossiers.context import organisatiecontext
from baken.kern import journaal, klok
from baken.kern.journaal import Spoor
from baken.signalen.models import Adviesteller


def tel_adviesvraag(*, organisatie_id: int) -> None:
    """Add one to the count of today of an organisation."""
    with transaction.atomic(), organisatiecontext(organisatie_id):
        rij, nieuw = Adviesteller.objects.get_or_create(
            organisatie_id=organisatie_id, dag=klok.vandaag(), defaults={"aantal": 1}
        )
        if not nieuw:
            Adviesteller.objects.filter(pk=rij.pk).update(aantal=F("aantal") + 1)
        journaal.noteer(Spoor(None, "melder", organisatie_id), "advies.gevraagd")
