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
    AANMELDING = "aanmelding", "Aanmelding, zonder signaal"


class Afsluitreden(models.TextChoices):
    """Why a casus ended; own list, no source."""

    KLAAR = "klaar", "Wat nodig was, is gedaan"
    GEEN_MENSENHANDEL = "geen_mensenhandel", "Geen aanwijzing voor mensenhandel gevonden"
    OVERGENOMEN = "overgenomen", "Een andere organisatie werkt hier verder aan"
    GEEN_CONTACT = "geen_contact", "Geen contact meer, of de persoon wil geen hulp"


class Belemmering(models.TextChoices):
    """On what a casus is stuck, at the level of the process; own list after bron 002 par. 3.4.3 and 3.5.3."""

    GEGEVENS = "gegevens", "Wij mogen of kunnen gegevens niet delen"
    REGIE = "regie", "Onduidelijk is wie de regie heeft"
    OPVANG = "opvang", "Er is geen passende opvang of zorg"
    GELD = "geld", "Onduidelijk is wie betaalt"
    VERVOLGING = "vervolging", "Aanpak van de dader komt niet op gang"
    SAMENWERKING = "samenwerking", "Een partner doet niet mee of komt niet verder"
    ANDERS = "anders", "Iets anders"
