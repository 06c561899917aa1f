"""Codes of a casus."""

from __future__ import annotations

from django.db import models


class Route(models.TextChoices):
    """Along which route of bron 004 a casus came."""

    ZORG = "zorg", "Zorg"
    ZVH = "zvh", "Zorg en strafrecht (ZVH)"
    RIEC = "riec", "Ondermijning (RIEC)"
    OVERIG = "overig", "Andere partner"


class Herkomst(models.TextChoices):
    """What a casus was opened from."""

    VERSTREKKING = "verstrekking", "Aangenomen pakket"


class Afsluitreden(models.TextChoices):
    """Why a casus ended; own list, no source."""

    KLAAR = "klaar", "Wat nodig was, is gedaan"
    GEEN_MENSENHANDEL = "geen_mensenhandel", "Geen aanwijzing voor mensenhandel gevonden"
    OVERGENOMEN = "overgenomen", "Een andere organisatie werkt hier verder aan"
    GEEN_CONTACT = "geen_contact", "Geen contact meer, of de persoon wil geen hulp"
