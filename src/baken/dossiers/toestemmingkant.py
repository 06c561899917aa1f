"""Of whom somebody reads nothing in a dossier: such a consent is not read, recorded or taken back there.

Recording asks that one reads something of that person. Taking back asks less, so that there is always somebody for it:
only who helps the other side of a casus may not.
"""

from __future__ import annotations

import uuid

from baken.dossiers.deelbronnen import paren_voor
from baken.dossiers.kanten import dicht_in_dossier
from baken.dossiers.models import Dossier, Dossiersoort
from baken.kern.fouten import CollegaNodigError, OngeldigeInvoerError
from baken.organisaties.besluit import Wie

Persoon = uuid.UUID | None  # None: a consent that says of nobody of whom it is
NIET_VASTLEGGEN = (
    "Van deze persoon leest u hier niets. Laat een collega die deze persoon helpt, of de procesregisseur, de "
    "toestemming vastleggen."
)
NIET_INTREKKEN = (
    "U helpt in deze casus iemand aan de andere kant. Laat een collega die deze persoon helpt, of de procesregisseur, "
    "de toestemming intrekken."
)


def _delen(dossier: Dossier) -> dict[Persoon, set[str]]:
    rijen = dossier.betrokkenen.values_list("pk", "deel", "ook_deel")
    return {None: {""}, **{pk: {deel, ook} - {""} for pk, deel, ook in rijen}}


def andere_kant(door: Wie, dossier: Dossier) -> frozenset[Persoon]:
    """Return the persons of the other side than the one somebody helps in this casus. At most two queries."""
    dicht = dicht_in_dossier(door, dossier.soort, dossier.pk)
    return frozenset(pk for pk, van in _delen(dossier).items() if dicht and van <= dicht)


def ongelezen(door: Wie, dossier: Dossier) -> frozenset[Persoon]:
    """Return the persons of whom somebody reads nothing here, for their role or for whom they help."""
    if dossier.soort == Dossiersoort.SIGNAAL:  # only the aandachtsfunctionaris comes here, who reads everything of it
        return frozenset()
    delen = _delen(dossier)
    del delen[None]
    leest = {
        deel for groep, deel in paren_voor(door, dossier, sorted(set().union(*delen.values()))) if groep != "locatie"
    }
    return andere_kant(door, dossier) | {pk for pk, van in delen.items() if not van & leest}


def eis_vastleggen(door: Wie, dossier: Dossier, betrokkene: Persoon) -> None:
    """Raise OngeldigeInvoerError for a consent of a person of whom somebody reads nothing."""
    if betrokkene in ongelezen(door, dossier):
        raise OngeldigeInvoerError({"betrokkene": [NIET_VASTLEGGEN]})


def eis_intrekken(door: Wie, dossier: Dossier, betrokkene: Persoon) -> None:
    """Raise CollegaNodigError for a consent of a person of the other side."""
    if betrokkene in andere_kant(door, dossier):
        raise CollegaNodigError(NIET_INTREKKEN)
