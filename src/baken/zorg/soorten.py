"""Codes of zorg. Longer lists that name a source are facts (`referentie.feiten`)."""

from __future__ import annotations

from django.db import models


class Doelgroep(models.TextChoices):
    """Whom a traject helps; the same words as the part that a person has in a dossier."""

    SLACHTOFFER = "slachtoffer", "Slachtoffer"
    DADER = "dader", "Dader"


class Antwoord(models.TextChoices):
    """Yes, no, or not known: unknown is never a no."""

    JA = "ja", "Ja"
    NEE = "nee", "Nee"
    ONBEKEND = "onbekend", "Onbekend"


class Inzet(models.TextChoices):
    """Who found somebody in an action of its own, with beds of its own (bron 004 p. 15)."""

    AVIM = "avim", "AVIM"
    KMAR = "kmar", "Koninklijke Marechaussee"
    NLA = "nla", "Nederlandse Arbeidsinspectie"


class Stuksoort(models.TextChoices):
    """What a piece of a traject records."""

    AANMELDING = "aanmelding", "Aanmelding"
    INTAKE = "intake", "Intake"
    VEILIGHEID = "veiligheid", "Inschatting van de veiligheid"
    CONTACT = "contact", "Contact"
    EVALUATIE = "evaluatie", "Evaluatie"
    OVERDRACHT = "overdracht", "Overdracht"
    NAZORG = "nazorg", "Nazorg"
    AFSLUITING = "afsluiting", "Afsluiting"
    HEROPENING = "heropening", "Heropening"
    TEAM = "team", "Uit het team gehaald"


class Contactwijze(models.TextChoices):
    """How a coordinator spoke with or about a client."""

    GESPREK = "gesprek", "Gesprek"
    TELEFOON = "telefoon", "Telefoon"
    BEELDBELLEN = "beeldbellen", "Beeldbellen"
    SCHRIFTELIJK = "schriftelijk", "Brief, mail of bericht"
    OVER = "over", "Gesprek over de cliënt, met een hulpverlener"


class Verlener(models.TextChoices):
    """Who gave a bedenktijd. Baken records it and never gives one."""

    POLITIE = "politie", "Politie"
    KMAR = "kmar", "Koninklijke Marechaussee"


class Plaats(models.TextChoices):
    """Where the coordination of care has its place (bron 002 par. 3.5.1)."""

    ZVH = "zvh", "Zorg- en Veiligheidshuis"
    VEILIG_THUIS = "veilig_thuis", "Veilig Thuis"
    ZORGAANBIEDER = "zorgaanbieder", "Zorgaanbieder"
    ANDERS = "anders", "Ergens anders"
    ONBEKEND = "onbekend", "Onbekend"


class Gespreksoort(models.TextChoices):
    """What the coordinator did for somebody else than a client."""

    ADVIES = "advies", "Advies of consult"
    VOORLICHTING = "voorlichting", "Voorlichting of presentatie"


class Vrager(models.TextChoices):
    """Who asked; own list."""

    GEMEENTE = "gemeente", "Gemeente"
    POLITIE_OM = "politie_om", "Politie of Openbaar Ministerie"
    ZORG = "zorg", "Zorg of welzijn"
    ONDERWIJS = "onderwijs", "Onderwijs"
    WERK = "werk", "Werk, inkomen of toezicht op werk"
    BURGER = "burger", "Inwoner of naaste"
    ANDERS = "anders", "Iemand anders"
