"""Who was chosen for a packet, as it is kept sealed beside that packet."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping

from baken.dossiers.inhoud import OpenDossier
from baken.dossiers.voorstel import Getoetst, Keuze, Voorstel
from baken.kern.fouten import OngeldigeInvoerError

# Keys in the verantwoording of a deelbesluit: whom it is about (nobody else is read along on), what was chosen with the
# part of each, and who has such a part and was left out.
PERSONEN, GEKOZEN, NIET_GEKOZEN = "personen", "gekozen", "niet_gekozen"


NIET_IN_DOSSIER = "Iemand die u koos, staat niet meer zo in dit dossier. Kies opnieuw over wie u gegevens deelt."


def eis_in_dossier(inhoud: OpenDossier, voorstel: Voorstel) -> None:
    """Refuse a choice of somebody who is not in the dossier with that part. Raises OngeldigeInvoerError."""
    heeft = {(b.id, deel) for b in inhoud.betrokkenen for deel in (b.deel, b.ook_deel) if deel in voorstel.over_wie}
    if voorstel.gekozen is not None and not voorstel.gekozen <= heeft:
        raise OngeldigeInvoerError({"over_wie": [NIET_IN_DOSSIER]})


def keuze_als_tekst(getoetst: Getoetst) -> dict[str, str]:
    """Return what the verantwoording says of the persons of a packet."""
    uit = {}
    if getoetst.personen is not None:
        uit = {PERSONEN: _als_tekst(getoetst.personen), NIET_GEKOZEN: _als_tekst(getoetst.niet_gekozen)}
    if getoetst.voorstel.gekozen is not None:
        uit[GEKOZEN] = " ".join(sorted(f"{persoon}:{deel}" for persoon, deel in getoetst.voorstel.gekozen))
    return uit


def _als_tekst(personen: Collection[uuid.UUID]) -> str:
    return " ".join(sorted(map(str, personen)))


def gekozen_uit(verantwoording: Mapping[str, str]) -> frozenset[Keuze] | None:
    """Return the persons who were chosen, each with its part; None when the choice was of parts only."""
    if GEKOZEN not in verantwoording:
        return None
    paren = (paar.partition(":") for paar in verantwoording[GEKOZEN].split())
    return frozenset((uuid.UUID(persoon), deel) for persoon, _dubbele_punt, deel in paren)


def personen_uit(verantwoording: Mapping[str, str], sleutel: str) -> frozenset[uuid.UUID] | None:
    """Return the persons under a key; None when nothing was written there."""
    wie = verantwoording.get(sleutel)
    return None if wie is None else frozenset(map(uuid.UUID, wie.split()))
