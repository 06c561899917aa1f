"""Consent as rows: given for one purpose, in a version, and taken back as easily as it was given (AVG art. 7 lid 3)."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from baken.dossiers.context import handeling
from baken.dossiers.models import Dossier, Toestemming
from baken.dossiers.naderhand import sluit_toestemming
from baken.dossiers.services import haal_dossier, sleutel_van
from baken.dossiers.soorten import Toestemmingsdoel
from baken.dossiers.toestemmingkant import eis_intrekken, eis_vastleggen
from baken.dossiers.toestemmingrijen import (
    NieuweToestemming,
    eis_beslisser,
    geldige_toestemming,
    geldt,
    schrijf,
    woorden_van,
)
from baken.kern import klok
from baken.kern.fouten import NietGevondenError
from baken.kern.versleuteling import Gegevenssleutel
from baken.organisaties.besluit import Wie

__all__ = ["NieuweToestemming", "OpenToestemming", "geldige_toestemming", "leg_vast", "toestemmingen", "trek_in"]
RECHT = "toestemming.vastleggen"


@dataclass(frozen=True)
class OpenToestemming:
    """A consent with its words opened; `geldig` on the day that was asked about."""

    id: uuid.UUID
    doel: str
    betrokkene: uuid.UUID | None
    ontvanger: str
    ontvanger_id: int | None
    versie: int
    gegeven_op: date
    ingetrokken_op: date | None
    vervalt_op: date | None
    geldig: bool
    hoe: str
    woorden: str
    door_wie: str
    taal: str
    reden_einde: str

    @property
    def doelnaam(self) -> str:
        """Return the purpose in words."""
        return str(Toestemmingsdoel(self.doel).label)


@handeling(RECHT)
def leg_vast(*, dossier_id: uuid.UUID, nieuw: NieuweToestemming, door: Wie) -> Toestemming:
    """Record that somebody agreed to one purpose.

    Raises OngeldigeInvoerError (too few words, a day that does not fit, a person of another dossier or of whom `door`
    reads nothing, a minor without who decided, recorded already), NietGevondenError, NietToegestaanError.
    """
    dossier = haal_dossier(door, dossier_id, RECHT, slot=True)
    eis_vastleggen(door, dossier, nieuw.betrokkene)
    eis_beslisser(dossier, nieuw)
    return schrijf(dossier, nieuw, door=door)


@handeling(RECHT)
def trek_in(*, toestemming_id: uuid.UUID, door: Wie, reden: str = "") -> Toestemming:
    """Record that somebody took a consent back today, and end what hangs on it. Nothing is asked; a reason may be told.

    Raises OvergangNietToegestaanError (taken back already), NietGevondenError, NietToegestaanError (also of who helps
    the other side of the casus).
    """
    gevonden = Toestemming.objects.filter(pk=toestemming_id, dossier__organisatie_id=door.organisatie_id)
    rij = gevonden.values_list("dossier_id", "betrokkene").first()
    if rij is None:
        raise NietGevondenError
    dossier_id, betrokkene = rij
    dossier = haal_dossier(door, dossier_id, RECHT, slot=True)
    eis_intrekken(door, dossier, betrokkene)
    return sluit_toestemming(dossier, toestemming_id, reden=reden, door=door)


def toestemmingen(
    dossier: Dossier, sleutel: Gegevenssleutel | None = None, *, op: date | None = None
) -> Sequence[OpenToestemming]:
    """Open the consents of a dossier, newest first. The caller asked decide() and writes the line. One query."""
    sleutel = sleutel or sleutel_van(dossier)
    dag = op or klok.vandaag()
    rijen = Toestemming.objects.filter(dossier=dossier).select_related("ontvanger")
    return [_geopend(t, sleutel, dag) for t in rijen.order_by("-gegeven_op", "-versie", "pk")]


def _geopend(toestemming: Toestemming, sleutel: Gegevenssleutel, op: date) -> OpenToestemming:
    woorden = woorden_van(toestemming, sleutel)
    return OpenToestemming(
        id=toestemming.pk,
        doel=toestemming.doel,
        betrokkene=toestemming.betrokkene,
        ontvanger=toestemming.ontvanger.naam if toestemming.ontvanger else "",
        ontvanger_id=toestemming.ontvanger_id,
        versie=toestemming.versie,
        gegeven_op=toestemming.gegeven_op,
        ingetrokken_op=toestemming.ingetrokken_op,
        vervalt_op=toestemming.vervalt_op,
        geldig=geldt(toestemming, op),
        hoe=woorden["hoe"],
        woorden=woorden["woorden"],
        door_wie=woorden["door_wie"],
        taal=woorden["taal"],
        reden_einde=woorden.get("reden_einde", ""),
    )
