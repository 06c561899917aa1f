"""Codes of shelter. Kinds of shelter, contra-indications and urgency are facts (`referentie.feiten`)."""

from __future__ import annotations

from django.db import models


class Plaatsingseinde(models.TextChoices):
    """How a stay ended; own list."""

    STRUCTUREEL = "structureel", "Naar een vaste plek"
    ANDERE_OPVANG = "andere_opvang", "Naar een andere opvang"
    EIGEN_PLEK = "eigen_plek", "Naar een eigen woonplek"
    VERTROKKEN = "vertrokken", "Zelf vertrokken"
    ANDERS = "anders", "Anders"
    ONBEKEND = "onbekend", "Onbekend"
