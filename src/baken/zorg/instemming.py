"""What may not begin any more once the client took consent for help back; what runs is ended by people, not cut off."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.formats import date_format

from baken.dossiers.models import Toestemming
from baken.dossiers.slot import zet_op_dossier
from baken.dossiers.soorten import Toestemmingsdoel
from baken.dossiers.toestemmingen import OpenToestemming
from baken.kern import klok
from baken.kern.fouten import OngeldigeInvoerError
from baken.zorg.models import Traject

VOOR_HULP = (Toestemmingsdoel.ZORG,)
VOOR_OPVANG = (Toestemmingsdoel.ZORG, Toestemmingsdoel.OPVANG)
INGETROKKEN = (
    "De cliënt trok de toestemming voor {doel} in op {dag}. Dit kan pas als de cliënt weer ja zegt. Leg dat dan eerst "
    "vast bij Toestemming en delen."
)


def ingetrokken(
    toestemmingen: Iterable[Toestemming | OpenToestemming], doel: Toestemmingsdoel, vandaag: date
) -> date | None:
    """Return since when the client took back what was agreed for a purpose; None when not, or agreed anew since."""
    eigen = [t for t in toestemmingen if t.doel == doel and t.ontvanger_id is None]
    laatste = max(eigen, key=lambda t: t.versie, default=None)
    if laatste is None or laatste.ingetrokken_op is None or laatste.ingetrokken_op > vandaag:
        return None
    return laatste.ingetrokken_op if laatste.ingetrokken_op != laatste.vervalt_op else None


def eis_niet_ingetrokken(traject: Traject, doelen: Iterable[Toestemmingsdoel]) -> None:
    """Raise OngeldigeInvoerError when the client took consent back for one of these: nothing new begins on it.

    The caller holds the traject; the dossier is held too, so that nobody takes it back meanwhile. Two queries.
    """
    zet_op_dossier(traject.dossier_id)
    rijen = list(Toestemming.objects.filter(dossier_id=traject.dossier_id).defer("inhoud"))
    if zin := waarom_niets_begint(rijen, doelen, klok.vandaag()):
        raise OngeldigeInvoerError({"": [zin]})


def waarom_niets_begint(
    toestemmingen: Sequence[Toestemming | OpenToestemming], doelen: Iterable[Toestemmingsdoel], vandaag: date
) -> str:
    """Return that the client took consent back for the first of these; empty when for none."""
    for doel in doelen:
        if sinds := ingetrokken(toestemmingen, doel, vandaag):
            naam = doel.label[0].lower() + doel.label[1:]
            return INGETROKKEN.format(doel=naam, dag=date_format(sinds, "j F Y"))
    return ""
