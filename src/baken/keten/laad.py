"""Load the grondslagen that ship with Baken. Each is marked: the own FG confirms before real use."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from django.db import transaction

from baken.keten.models import Grondslag

BESTAND = Path(__file__).with_name("grondslagen.json")


@transaction.atomic
def laad_grondslagen() -> int:
    """Write the shipped grondslagen; a second run changes nothing. Returns how many rows changed."""
    gewijzigd = 0
    for rij in json.loads(BESTAND.read_text(encoding="utf-8")):
        velden = {
            **{naam: rij[naam] for naam in ("naam", "soort", "toelichting", "ontvangers", "veldgroepen")},
            "vraagt_afspraak": rij["vraagt_afspraak"],
            "geldig_van": date.fromisoformat(rij["geldig_van"]),
            "geldig_tot": date.fromisoformat(rij["geldig_tot"]) if rij["geldig_tot"] else None,
            "bron": rij["bron"],
            "verificatie": rij["verificatie"],
        }
        bestaand = Grondslag.objects.filter(code=rij["code"]).first()
        if bestaand is None:
            Grondslag.objects.create(code=rij["code"], **velden)
            gewijzigd += 1
        elif any(getattr(bestaand, naam) != waarde for naam, waarde in velden.items()):
            Grondslag.objects.filter(pk=bestaand.pk).update(**velden)
            gewijzigd += 1
    return gewijzigd
