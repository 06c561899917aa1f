"""What a second person agrees to when an organisation asks four eyes."""

from __future__ import annotations

import hashlib
import json

from baken.dossiers.models import Verstrekking
from baken.dossiers.verstrekken import personen_van, voorstel_van


def afdruk_van(deelbesluit: Verstrekking) -> str:
    """Return the SHA-256 of all that a second person agrees to (64 hex characters): the packet, and how it is given.

    The hash of the packet alone says nothing of reading along, days, purpose or basis, nor of persons of whom it has
    no line yet. The caller asked decide().
    """
    v = voorstel_van(deelbesluit)
    wat = [
        deelbesluit.pakket_hash,
        v.ontvanger_id,
        v.grondslag_id,
        deelbesluit.afspraak_id,
        str(v.toestemming_id or ""),
        sorted(v.veldgroepen),
        sorted(v.over_wie),
        sorted(map(str, personen_van(deelbesluit) or ())),
        v.vorm,
        v.live,
        v.geldig_tot.isoformat() if v.geldig_tot else "",
        v.doel,
        v.motivering,
        v.toestemming,
        v.noodreden,
    ]
    return hashlib.sha256(json.dumps(wat, ensure_ascii=False).encode()).hexdigest()
