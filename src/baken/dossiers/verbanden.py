"""Which other dossiers of the same organisation hold the same telephone, document, name with birth date or address.

Found by blind index alone: nothing is opened, and another organisation has other indexes for the same value.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from baken.dossiers.models import Dossiersoort, Zoekindex
from baken.kern.versleuteling import blinde_indexen

MEESTE_RIJEN = 200
SOORTNAMEN = {
    "telefoon": "hetzelfde telefoonnummer",
    "email": "hetzelfde e-mailadres",
    "document": "hetzelfde document",
    "naam_geboortedatum": "dezelfde naam en geboortedatum",
    "adres": "hetzelfde adres",
}


def zelfde_waarde(
    dossier_id: uuid.UUID,
    organisatie_id: int,
    *,
    soort: Dossiersoort | None = None,
    veld: str = "dossier_id",
    ook_afgeschermd: bool = False,
) -> dict[str, list[Any]]:
    """Return per kind of value which other dossiers of the organisation share one. Two queries.

    soort: only this kind of dossier. veld: what is returned of it, as a path from the index. ook_afgeschermd: with
    shielded dossiers; then the caller shows only what the person may see.
    """
    eigen = list(Zoekindex.objects.filter(dossier_id=dossier_id).values_list("soort", "waarde"))
    if not eigen:
        return {}
    paren = {(naam, bytes(waarde)) for naam, waarde in eigen}
    andere = Zoekindex.objects.filter(
        organisatie_id=organisatie_id,
        soort__in={naam for naam, _ in paren},
        waarde__in=[waarde for _, waarde in paren],
        dossier__afgeschermd__in=[False, ook_afgeschermd],
    ).exclude(dossier_id=dossier_id)
    if soort is not None:
        andere = andere.filter(dossier__soort=soort)
    uit: dict[str, list[Any]] = {}
    for naam, waarde, gevonden in andere.values_list("soort", "waarde", veld).distinct()[:MEESTE_RIJEN]:
        if (naam, bytes(waarde)) in paren and gevonden not in uit.setdefault(naam, []):
            uit[naam].append(gevonden)
    return {naam: gevonden for naam, gevonden in uit.items() if gevonden}


def zelfde_op_waarden(organisatie_id: int, paren: Iterable[tuple[str, str]]) -> dict[str, list[uuid.UUID]]:
    """Return per kind which dossiers of the organisation hold one of these (kind, value) pairs. At most one query.

    For values that stand in no dossier yet, such as those of a packet that somebody reads. Shielded ones too.
    """
    gezocht = {(naam, index) for naam, ruw in paren for index in blinde_indexen(organisatie_id, naam, ruw) if index}
    if not gezocht:
        return {}
    rijen = Zoekindex.objects.filter(
        organisatie_id=organisatie_id, soort__in={n for n, _ in gezocht}, waarde__in=[w for _, w in gezocht]
    )
    uit: dict[str, list[uuid.UUID]] = {}
    for naam, waarde, gevonden in rijen.values_list("soort", "waarde", "dossier_id").distinct()[:MEESTE_RIJEN]:
        if (naam, bytes(waarde)) in gezocht and gevonden not in uit.setdefault(naam, []):
            uit[naam].append(gevonden)
    return {naam: gevonden for naam, gevonden in uit.items() if gevonden}
