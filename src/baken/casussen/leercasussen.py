"""Made-up cases as people read them: what is shared, and the own drafts. Nobody is in them, so no line is written."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from baken.casussen.models import Leercasus
from baken.casussen.services.leren import onderwerp
from baken.casussen.verloop import Leercasusstatus
from baken.dossiers.context import lezing
from baken.dossiers.services import eis
from baken.kern.fouten import NietGevondenError
from baken.organisaties.besluit import Onderwerp, Wie, decide, rechten_voor

PER_PAGINA = 25


@dataclass(frozen=True)
class Leerblad:
    """A made-up case, and whether the reader may change it."""

    leercasus: Leercasus
    mag_schrijven: bool


def _zichtbaar(door: Wie) -> Q:
    gedeeld = Q(status=Leercasusstatus.GEDEELD)
    return gedeeld | Q(organisatie_id=door.organisatie_id) if rechten_voor(door, "leercasus.schrijven") else gedeeld


@lezing
def leercasussen(door: Wie, *, pagina: int = 1) -> tuple[list[Leercasus], bool]:
    """Return made-up cases, newest first, and whether there are more. One query."""
    eis(door, "leercasus.lezen", Onderwerp(soort="leercasus"))
    begin = (max(pagina, 1) - 1) * PER_PAGINA
    rijen = Leercasus.objects.filter(_zichtbaar(door)).select_related("organisatie").defer("verhaal", "lessen")
    gevonden = list(rijen[begin : begin + PER_PAGINA + 1])
    return gevonden[:PER_PAGINA], len(gevonden) > PER_PAGINA


@lezing
def leerblad(door: Wie, pk: int) -> Leerblad:
    """Return a made-up case. Raises NietGevondenError for a draft of another organisation."""
    eis(door, "leercasus.lezen", Onderwerp(soort="leercasus"))
    gevonden = Leercasus.objects.filter(_zichtbaar(door), pk=pk).select_related("organisatie", "gemaakt_door").first()
    if gevonden is None:
        raise NietGevondenError
    mag = decide(door, "leercasus.schrijven", onderwerp(door, gevonden)).toegestaan
    return Leerblad(gevonden, mag)
