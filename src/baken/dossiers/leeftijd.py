"""How old a person is now: by the date of birth when that is known, else by the age band that was chosen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from baken.dossiers.models import Betrokkene
from baken.kern import klok
from baken.kern.versleuteling import Gegevenssleutel
from baken.referentie import selectors as referentie


def band_van(gekozen: str, geboortedatum: str) -> str:
    """Return the code of the age band of today. A date that is none, or lies ahead, leaves the band that was chosen.

    geboortedatum: year-month-day as it is sealed with a person, or nothing.
    """
    try:
        geboren = date.fromisoformat(geboortedatum)
    except ValueError:
        return gekozen
    vandaag = klok.vandaag()
    if geboren > vandaag:
        return gekozen
    jaren = vandaag.year - geboren.year - ((vandaag.month, vandaag.day) < (geboren.month, geboren.day))
    return referentie.leeftijdsgroep_bij(jaren).code


def band_uit(gekozen: str, groepen: Mapping[str, Mapping[str, str]]) -> str:
    """Return the age band of today of a person whose groups (group -> field -> text) are open."""
    return band_van(gekozen, groepen.get("identiteit", {}).get("geboortedatum", ""))


def open_band(persoon: Betrokkene, sleutel: Gegevenssleutel) -> str:
    """Return the age band of today of a person: opens the identity and gives nothing else of it back."""
    if persoon.inhoud is None:
        return persoon.leeftijdsgroep
    groepen = sleutel.ontsleutel_json(
        bytes(persoon.inhoud), label="betrokkene", rij=persoon.pk, dossier=persoon.dossier_id
    )
    return band_uit(persoon.leeftijdsgroep, groepen)
