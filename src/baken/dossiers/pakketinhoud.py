"""What of a packet becomes the receiver's own: persons and places in a dossier with its own key and blind indexes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from baken.dossiers.pakket import Regel
from baken.dossiers.pakketpersonen import Codes, personen_op_nummer, plaatsen_uit_regels
from baken.dossiers.services import NieuweBetrokkene, NieuweLocatie
from baken.referentie import selectors as referentie
from baken.referentie.waarden import Gegeven


def codes() -> Codes:
    """Return name -> code of what a packet says in words on persons."""
    lijsten: Iterable[Sequence[Gegeven]] = (
        referentie.delen(),
        referentie.leeftijdsgroepen(),
        referentie.geslachten(),
        referentie.nationaliteiten(),
    )
    deel, leeftijd, geslacht, land = ({feit.naam: feit.code for feit in lijst} for lijst in lijsten)
    return Codes(deel, leeftijd, geslacht, land)


def nieuw_in(
    regels: Sequence[Regel], eerder: Sequence[Sequence[Regel]] = ()
) -> tuple[list[NieuweBetrokkene], list[NieuweLocatie]]:
    """Return the persons and places of a packet that earlier packets of the same sender's dossier did not hold.

    A sender numbers its persons once, so a number that came before is somebody who is there already.
    """
    bekend = codes()
    al = {nummer for pakket in eerder for nummer in personen_op_nummer(pakket, bekend)}
    plaatsen = [plek for pakket in eerder for plek in plaatsen_uit_regels(pakket)]
    personen = [p for nummer, p in personen_op_nummer(regels, bekend).items() if nummer not in al]
    return personen, [plek for plek in plaatsen_uit_regels(regels) if plek not in plaatsen]
