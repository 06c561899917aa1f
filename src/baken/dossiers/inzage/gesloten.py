"""Open what a request of a person holds. Only called by services and selectors that asked decide() and wrote a line."""

from __future__ import annotations

import uuid
from typing import Any

from baken.dossiers.models import Avgbesluit, Avgverzoek
from baken.kern import versleuteling
from baken.kern.fouten import NietGevondenError
from baken.kern.versleuteling import Gegevenssleutel
from baken.organisaties.besluit import Wie


def met_slot(verzoek_id: uuid.UUID, door: Wie) -> Avgverzoek:
    """Return a request of the own organisation, locked. Raises NietGevondenError."""
    gevonden = (
        Avgverzoek.objects.select_for_update(of=("self",))
        .filter(pk=verzoek_id, organisatie_id=door.organisatie_id)
        .first()
    )
    if gevonden is None:
        raise NietGevondenError
    return gevonden


def sleutel_van_verzoek(verzoek: Avgverzoek) -> Gegevenssleutel:
    """Return the usable key of a request. Raises NietGevondenError when it was destroyed."""
    if verzoek.verpakte_sleutel is None:
        raise NietGevondenError
    return versleuteling.pak_uit(bytes(verzoek.verpakte_sleutel), verzoek.pk)


def open_wie(verzoek: Avgverzoek) -> dict[str, str]:
    """Open who asks. The caller asked decide() and wrote a line."""
    if verzoek.wie is None:
        raise NietGevondenError
    gegevens: dict[str, str] = sleutel_van_verzoek(verzoek).ontsleutel_json(
        bytes(verzoek.wie), label="avgverzoek", rij=verzoek.pk, dossier=verzoek.pk
    )
    return gegevens


def open_uitvoer(verzoek: Avgverzoek) -> bytes:
    """Open the composed answer. Raises NietGevondenError when there is none, or a dossier in it was destroyed since."""
    if verzoek.uitvoer is None:
        raise NietGevondenError
    return sleutel_van_verzoek(verzoek).ontsleutel(
        bytes(verzoek.uitvoer), label="avguitvoer", rij=verzoek.pk, dossier=verzoek.pk
    )


def open_besluit(besluit: Avgbesluit, sleutel: Gegevenssleutel) -> dict[str, Any]:
    """Open the words of a decision; empty when there is none yet, or its dossier was destroyed."""
    if besluit.inhoud is None:
        return {}
    inhoud: dict[str, Any] = sleutel.ontsleutel_json(
        bytes(besluit.inhoud), label="avgbesluit", rij=besluit.pk, dossier=besluit.verzoek_id
    )
    return inhoud
