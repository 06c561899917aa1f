"""Whose place a place is: it is read with the person who is there, or by everybody when it is where things happen."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from baken.dossiers.inhoud import WAAR_HET_GEBEURT, OpenDossier, OpenLocatie
from baken.kern.fouten import OngeldigeInvoerError

GEEN_PLAATS = (
    "Geen van de plaatsen in dit dossier hoort bij wie u koos. Haal “plaats” weg bij wat u deelt, of leg bij de plaats "
    "vast bij wie zij hoort."
)


def plaatsen_bij(
    inhoud: OpenDossier, personen: Collection[int], *, op_toestemming: bool = False
) -> Sequence[tuple[int, OpenLocatie]]:
    """Return the places, each with its number, for who may know where these persons are.

    personen: their numbers in the dossier. A place of which nobody said whose it is, is there only with everybody of
    the dossier. op_toestemming: the consent of one person does not give away where things happen to others.
    """
    allen = {b.nummer for b in inhoud.betrokkenen} <= set(personen)
    return [
        (nummer, plek)
        for nummer, plek in enumerate(inhoud.locaties, start=1)
        if allen or plek.van in personen or (plek.van == WAAR_HET_GEBEURT and not op_toestemming)
    ]


def eis_plaats(inhoud: OpenDossier, mee: Collection[tuple[int, OpenLocatie]], veldgroepen: Collection[str]) -> None:
    """Refuse a choice of places of which none goes along. Raises OngeldigeInvoerError."""
    if "locatie" in veldgroepen and inhoud.locaties and not mee:
        raise OngeldigeInvoerError({"veldgroepen": [GEEN_PLAATS]})
