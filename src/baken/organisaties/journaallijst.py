"""What the functionaris gegevensbescherming reads of the journaal: who did what when, never what is in a dossier."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from baken.kern import journaal
from baken.kern.journaal import Uitslag
from baken.kern.models import Journaalregel, Uitkomst
from baken.organisaties.besluit import Wie
from baken.organisaties.models import Medewerker
from baken.organisaties.services import eis_organisatie

PER_PAGINA = 50


@dataclass(frozen=True)
class Regel:
    """One line; `dossier` is the number by which lines of one dossier can be told apart, not its content."""

    nr: int
    tijd: datetime
    wie: str
    rol: str
    handeling: str
    dossier: str
    grondslag: str
    uitkomst: str
    verzegeld: bool


@dataclass(frozen=True)
class Bladzij:
    """One page of lines, newest first."""

    regels: Sequence[Regel]
    meer: bool


def regels(door: Wie, *, uitkomst: str = "", handeling: str = "", pagina: int = 1) -> Bladzij:
    """Return lines of the own organisation. Two queries; one row more is fetched instead of counting."""
    eis_organisatie(door, "organisaties.journaal_bekijken", door.organisatie_id)
    rijen = Journaalregel.objects.filter(organisatie_id=door.organisatie_id).select_related("zegel")
    if uitkomst in Uitkomst.values:
        rijen = rijen.filter(uitkomst=uitkomst)
    if handeling:
        rijen = rijen.filter(handeling__startswith=handeling)
    begin = (max(pagina, 1) - 1) * PER_PAGINA
    gevonden = list(rijen.order_by("-pk")[begin : begin + PER_PAGINA + 1])
    ids = {r.actor_id for r in gevonden if r.actor_id}
    namen = dict(Medewerker.objects.filter(pk__in=ids).values_list("pk", "naam"))
    return Bladzij([_als_regel(r, namen) for r in gevonden[:PER_PAGINA]], len(gevonden) > PER_PAGINA)


def _als_regel(regel: Journaalregel, namen: dict[int, str]) -> Regel:
    return Regel(
        nr=regel.pk,
        tijd=regel.tijd,
        wie=namen.get(regel.actor_id or 0, "Baken zelf" if regel.actor_id is None else "andere organisatie"),
        rol=regel.rol,
        handeling=regel.handeling,
        dossier=str(regel.dossier_id)[:8] if regel.dossier_id else "",
        grondslag=regel.grondslag,
        uitkomst=regel.uitkomst,
        verzegeld=hasattr(regel, "zegel"),
    )


def controleer(door: Wie) -> Uitslag:
    """Check the chain of the own organisation; that it was checked is a line as well."""
    eis_organisatie(door, "organisaties.journaal_bekijken", door.organisatie_id)
    uitslag = journaal.controleer(door.organisatie_id)
    with transaction.atomic():
        journaal.noteer(
            door.spoor(), "journaal.gecontroleerd", inhoud={"klopt": uitslag.klopt, "regels": uitslag.regels}
        )
    return uitslag
