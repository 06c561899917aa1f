"""The roles of ontwerp.md section 4, as data: what each is called and whether it reaches dossiers."""

from __future__ import annotations

from django.db import models


class Rol(models.TextChoices):
    """A role that a person holds inside one organisation through an aanstelling."""

    MELDER = "melder", "Melder"
    AANDACHTSFUNCTIONARIS = "aandachtsfunctionaris", "Aandachtsfunctionaris"
    ZORGCOORDINATOR = "zorgcoordinator", "Zorgcoördinator"
    PROCESREGISSEUR = "procesregisseur", "Procesregisseur Zorg- en Veiligheidshuis"
    RIEC_ACCOUNTHOUDER = "riec_accounthouder", "RIEC-accounthouder"
    TOEZICHTHOUDER = "toezichthouder", "Toezichthouder"
    BELEIDSMEDEWERKER = "beleidsmedewerker", "Beleidsmedewerker"
    BELEIDSREGISSEUR = "beleidsregisseur", "Regionaal beleidsregisseur"
    BESTUURDER = "bestuurder", "Bestuurder"
    KETENPARTNER = "ketenpartner", "Ketenpartner"
    ONDERZOEKER = "onderzoeker", "Onderzoeker"
    FG = "fg", "Functionaris gegevensbescherming"
    BEHEERDER = "beheerder", "Beheerder"


# Giving one of these roles asks a second person (ontwerp.md section 3, Decide).
ROLLEN_MET_DOSSIER = frozenset(
    {
        Rol.AANDACHTSFUNCTIONARIS,
        Rol.ZORGCOORDINATOR,
        Rol.PROCESREGISSEUR,
        Rol.RIEC_ACCOUNTHOUDER,
        Rol.KETENPARTNER,
    }
)
ONTVANGENDE_ROLLEN = ROLLEN_MET_DOSSIER
