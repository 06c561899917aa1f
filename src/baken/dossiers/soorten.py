"""Kinds that other layers name; the interfaces never import models."""

from __future__ import annotations

from django.db import models


class Verstrekkingssoort(models.TextChoices):
    """Why a packet was made."""

    DOORGELEIDING = "doorgeleiding", "Doorgeleiding van een signaal"
    DEELBESLUIT = "deelbesluit", "Deelbesluit"
    COMENSHA = "comensha", "Uitlevering aan CoMensha"


class Toestemmingsdoel(models.TextChoices):
    """What somebody agrees to. Each purpose is asked by itself, and can be taken back by itself."""

    DELEN = "delen", "Gegevens delen met een andere organisatie"
    ZORG = "zorg", "Hulp en zorgcoördinatie"
    OPVANG = "opvang", "Een plek in de opvang"
    COMENSHA_HULPVRAAG = "comensha_hulpvraag", "Een hulpvraag bij CoMensha"
    TOLK = "tolk", "Een tolk erbij"
    NAZORG = "nazorg", "Contact na afloop"


# What a shielded traject is called for the rights on requests of persons: its own team decides, and nobody else.
DICHT_TRAJECT = "afgeschermd traject"
