"""The roles of ontwerp.md section 4, as data: what each is called and whether it reaches dossiers."""

from __future__ import annotations

from collections.abc import Iterable

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
    ARCHIVARIS = "archivaris", "Archivaris"
    BEHEERDER = "beheerder", "Beheerder"


# What somebody in these roles sees is about persons.
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
# Who gives roles and who watches over them never see content, so nobody holds such a role beside one with dossiers.
TOEZICHTROLLEN = frozenset({Rol.BEHEERDER, Rol.FG})
# Giving one of these asks a second person. The watching roles too: who can confirm must not be made by one person.
ROLLEN_MET_BEVESTIGING = ROLLEN_MET_DOSSIER | TOEZICHTROLLEN


def botst(rol: Rol, heeft: Iterable[str]) -> bool:
    """Whether a role cannot go together with the roles that somebody has."""
    samen = {rol, *heeft}
    return bool(samen & ROLLEN_MET_DOSSIER and samen & TOEZICHTROLLEN and rol in ROLLEN_MET_BEVESTIGING)
