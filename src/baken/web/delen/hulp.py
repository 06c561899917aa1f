"""What the pages of sharing have in common: names of kinds and parts, crumbs, choices of organisations."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from baken.casussen.selectors import casus_van_dossier
from baken.keten.selectors import deelkansen
from baken.organisaties.besluit import Wie
from baken.organisaties.selectors import alle_regiopartners
from baken.web.rechten import Verzoek
from baken.zorg.vindplaats import traject_van_dossier

SOORTNAMEN = {"signaal": "signaal", "casus": "casus", "traject": "traject"}


def organisaties(door: Wie) -> list[tuple[str, list[tuple[int, str]]]]:
    """Return the organisations of the own regions, per kind. One query."""
    per_soort: dict[str, list[tuple[int, str]]] = {}
    for o in alle_regiopartners(door.organisatie_id).order_by("soort", "naam"):
        per_soort.setdefault(str(o.get_soort_display()), []).append((o.pk, o.naam))
    return sorted(per_soort.items())


@dataclass(frozen=True)
class Ontvangers:
    """With which organisations of the own regions something can be shared, per kind, and what stands in the way."""

    kan: list[tuple[str, list[tuple[int, str]]]]
    kan_niet: list[str]
    alle: frozenset[str]  # ids as they stand in an address
    beperkt: list[str]  # these can be chosen, but only on consent, a duty or acute danger


def ontvangers(door: Wie) -> Ontvangers:
    """Return every organisation of the own regions; who cannot be chosen stands there with the reason. Three queries.

    Where only consent, a duty or acute danger are left for want of an afspraak, that is said too.
    """
    kan: dict[str, list[tuple[int, str]]] = {}
    kan_niet, beperkt = [], []
    kansen = deelkansen(door, alle_regiopartners(door.organisatie_id).order_by("naam"))
    for kans in kansen:
        o = kans.organisatie
        zin = _("Er is geen geldig convenant tussen uw organisatie en %(naam)s.") % {"naam": o.naam}
        if kans.grondslagen:
            kan.setdefault(str(o.get_soort_display()), []).append((o.pk, o.naam))
            if kans.mist and not any(g.soort in {"wet", "taak"} for g in kans.grondslagen):
                beperkt.append(zin)
        elif kans.mist:
            kan_niet.append(zin)
        else:
            kan_niet.append(
                _("Er is geen grondslag om met %(naam)s gegevens van personen te delen.") % {"naam": o.naam}
            )
    return Ontvangers(sorted(kan.items()), kan_niet, frozenset(str(k.organisatie.pk) for k in kansen), beperkt)


def werk_van(door: Wie, dossier_id: uuid.UUID) -> dict[str, str] | None:
    """Return name and address of what the dossier is the file of: a casus or a traject. At most two queries."""
    if casus := casus_van_dossier(door, dossier_id):
        return {"naam": casus[1], "url": reverse("casussen:detail", args=[casus[0]])}
    if traject := traject_van_dossier(door, dossier_id):
        return {"naam": traject[1], "url": reverse("zorg:detail", args=[traject[0]])}
    return None


def onder(request: HttpRequest, werk: dict[str, str] | None) -> list[dict[str, str]]:
    """Return the crumb of what a dossier is the file of, and let the menu show the page below it."""
    if werk is None:
        return []
    request.menupad = werk["url"]  # type: ignore[attr-defined]  # web/context.py reads it
    return [werk]


def kruimels(request: Verzoek, dossier_id: uuid.UUID, *meer: str) -> list[dict[str, str]]:
    """Return the way to a page of sharing of one dossier."""
    adres = reverse("delen:dossier", args=[dossier_id]) if meer else ""
    gedeeld = {"naam": _("Gedeeld uit dit dossier"), "url": adres}
    return [*onder(request, werk_van(request.wie, dossier_id)), gedeeld, *({"naam": naam, "url": ""} for naam in meer)]


def opsomming(codes: Sequence[str], namen: Mapping[str, str]) -> str:
    """Return codes as words with commas."""
    return ", ".join(namen.get(code, code).lower() for code in codes)
