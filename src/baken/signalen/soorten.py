"""Kinds that a signaal names: the door it came through, and answers that may stay open."""

from django.db import models


class Kanaal(models.TextChoices):
    """Through which door a signaal came in."""

    MEDEWERKER = "medewerker", "Medewerker, aangemeld"
    PUBLIEK_MEDEWERKER = "publiek_medewerker", "Medewerker, zonder account"
    PUBLIEK_PROFESSIONAL = "publiek_professional", "Professional, zonder account"
    PUBLIEK_INWONER = "publiek_inwoner", "Inwoner"
    TELEFOON = "telefoon", "Telefoon, ingevoerd door de aandachtsfunctionaris"
    MAIL = "mail", "E-mail, ingevoerd door de aandachtsfunctionaris"
    PARTNER = "partner", "Partnerorganisatie"
    DOORGEGEVEN = "doorgegeven", "Doorgegeven door een andere organisatie"


class Antwoord(models.TextChoices):
    """Yes, no, or not known: silence never reads as no."""

    JA = "ja", "Ja"
    NEE = "nee", "Nee"
    ONBEKEND = "onbekend", "Weet ik niet"
