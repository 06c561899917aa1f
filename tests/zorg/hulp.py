"""What the tests of zorg share."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection
from django_tasks_db.models import DBTaskResult

from baken.dossiers import toestemmingen
from baken.dossiers.models import Verstrekking
from baken.dossiers.services import NieuweBetrokkene
from baken.dossiers.soorten import Toestemmingsdoel
from baken.dossiers.toestemmingen import NieuweToestemming
from baken.kern import klok
from baken.kern.fouten import BakenError
from baken.organisaties.besluit import Wie
from baken.zorg import tasks
from baken.zorg.gegevens import Aanmelding
from baken.zorg.models import Traject
from baken.zorg.services import overnemen
from baken.zorg.services.aanmelden import meld_aan
from baken.zorg.soorten import Doelgroep

WAAROM = "De persoon vroeg zelf om hulp en zei dat dit goed was."


_MAILS = {
    "bericht_overdracht": tasks.bericht_overdracht,
    "bericht_klok": tasks.bericht_klok,
    "bericht_overgenomen": tasks.bericht_overgenomen,
    "bericht_afgedragen": tasks.bericht_afgedragen,
}


def verstuur_mails() -> None:
    """Send the mails of zorg that wait, each once."""
    wacht = DBTaskResult.objects.filter(task_path__startswith="baken.zorg.tasks.", status="READY")
    for rij in wacht.order_by("enqueued_at"):
        _MAILS[rij.task_path.rsplit(".", 1)[-1]].call(*rij.args_kwargs["args"])
    wacht.delete()


def client(deel: str = "slachtoffer", **velden: Any) -> NieuweBetrokkene:
    """Return an invented client; of another age than the usual one no date of birth is known."""
    geboren = {} if "leeftijdsgroep" in velden else {"geboortedatum": "1998-04-03"}
    basis: dict[str, Any] = {
        "leeftijdsgroep": "25-29",
        "geslacht": "V",
        "identiteit": {"naam": "Mira Voorbeeld", **geboren},
        "contact": {"telefoon": "06 12345678"},
    }
    return NieuweBetrokkene(deel=deel, **{**basis, **velden})


def aanmelding(doelgroep: Doelgroep = Doelgroep.SLACHTOFFER, **velden: Any) -> Aanmelding:
    """Return somebody who needs help, complete."""
    basis: dict[str, Any] = {
        "client": client(str(doelgroep)),
        "toelichting": "Kan nergens heen en durft niet terug.",
        "aanmelder": "Maatschappelijk werk",
        "toestemming": WAAROM,
        "hoe": "In een gesprek, met een tolk.",
    }
    persoon = velden.get("client", basis["client"])
    geboren = persoon.identiteit.get("geboortedatum", "")
    if persoon.leeftijdsgroep == "12-17" or geboren[:4] > str(klok.vandaag().year - 19):  # a minor, or nearly
        basis["door_wie"] = "De voogd en de jongere zelf"
    return Aanmelding(doelgroep, **{**basis, **velden})


def traject(door: Wie, doelgroep: Doelgroep = Doelgroep.SLACHTOFFER, **velden: Any) -> Traject:
    """Take an invented client in."""
    return meld_aan(aanmelding=aanmelding(doelgroep, **velden), door=door)


def gaat_verder(pakket: Verstrekking, door: Wie) -> Verstrekking:
    """Tell the sender of a packet that its client is helped here, in a traject that runs."""
    loopt = next(iter(overnemen.eigen_trajecten(door)), None) or traject(door).pk
    return overnemen.bevestig_zorg(verstrekking_id=pakket.pk, traject_id=loopt, door=door)


def tegelijk(daden: Sequence[Callable[[], object]]) -> list[str]:
    """Do these acts at once, each in a thread of its own; returns how each ended: "gelukt" or the name of the error."""
    uitslag: list[str] = []
    start = threading.Barrier(len(daden))

    def doe(daad: Callable[[], object]) -> None:
        start.wait()
        try:
            daad()
            uitslag.append("gelukt")
        except BakenError as fout:
            uitslag.append(type(fout).__name__)
        finally:
            connection.close()

    draden = [threading.Thread(target=doe, args=(daad,)) for daad in daden]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join(60)
    return uitslag


def trek_in(bij: Traject, door: Wie, doel: Toestemmingsdoel = Toestemmingsdoel.ZORG) -> None:
    """Take back what the client agreed to for a purpose."""
    open_ = bij.dossier.toestemmingen.get(doel=doel, ingetrokken_op=None)
    toestemmingen.trek_in(toestemming_id=open_.pk, door=door)


def zeg_ja(bij: Traject, door: Wie, doel: Toestemmingsdoel = Toestemmingsdoel.ZORG) -> None:
    """Record that the client agrees to a purpose, anew or for the first time."""
    persoon = bij.dossier.betrokkenen.get().pk
    nieuw = NieuweToestemming(doel=doel, hoe="In een gesprek.", woorden=WAAROM, betrokkene=persoon)
    toestemmingen.leg_vast(dossier_id=bij.dossier_id, nieuw=nieuw, door=door)
