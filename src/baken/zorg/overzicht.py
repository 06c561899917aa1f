"""What the client gets on paper: what is recorded and with whom it is shared, in plain Dutch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from baken.dossiers.context import lezing
from baken.dossiers.services import eis, onderwerp_dossier
from baken.kern import journaal, klok
from baken.organisaties.besluit import Wie
from baken.zorg.blad import Trajectblad, open_blad, traject_voor
from baken.zorg.gedeeld import Overzicht, gedeeld_over
from baken.zorg.soorten import Doelgroep
from baken.zorg.verloop_opvang import Plaatsingstatus


@dataclass(frozen=True)
class Verbleef:
    """Which kind of shelter, from when to when: on paper never which house, and never where."""

    soort: str
    van: date
    tot: date


@dataclass(frozen=True)
class Clientoverzicht:
    """The traject as its client may read it, on the day it was made."""

    blad: Trajectblad
    gedeeld: Overzicht
    verblijven: Sequence[Verbleef]
    gemaakt_op: date


@lezing
def clientoverzicht(door: Wie, pk: int) -> Clientoverzicht:
    """Open a traject to print for its client; that it was printed is a line of its own.

    Raises NietGevondenError, NietToegestaanError.
    """
    traject = traject_voor(door, pk)
    onderwerp = onderwerp_dossier(door, traject.dossier, soort="traject", status=traject.status)
    eis(door, "trajecten.overzicht", onderwerp)
    with transaction.atomic():
        journaal.noteer(door.spoor(), "traject.overzicht", traject.dossier_id)
    blad = open_blad(door, traject, "trajecten.overzicht", onderwerp, onthuld=True)
    gedeeld = gedeeld_over(door, traject, blad.client)
    if traject.doelgroep == Doelgroep.DADER:  # what was given on an offence is told on a request, when it can be told
        gedeeld = Overzicht(gedeeld.uit_traject, onzeker=True)
    stays = traject.plaatsingen.exclude(status=Plaatsingstatus.GEANNULEERD).select_related("plek__voorziening")
    verblijven = [Verbleef(p.plek.voorziening.soort, p.van, p.tot) for p in stays]
    return Clientoverzicht(blad, gedeeld, verblijven, klok.vandaag())
