"""What of a packet becomes the receiver's own: persons and places in a dossier with its own key and blind indexes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from baken.dossiers.inhoud import WAAR_HET_GEBEURT
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
    regels: Sequence[Regel], eerder: Sequence[Sequence[Regel]] = (), *, al_hier: int = 0
) -> tuple[list[NieuweBetrokkene], list[NieuweLocatie]]:
    """Return the persons and places of a packet that earlier packets of the same sender's dossier did not hold.

    A sender numbers its persons once, so a number that came before is somebody who is there already. al_hier: how many
    persons the receiver's dossier has: a place stays with its person, under the number that person gets here; with
    somebody of an earlier packet nobody knows that number any more.
    """
    bekend = codes()
    al = {nummer for pakket in eerder for nummer in personen_op_nummer(pakket, bekend)}
    plaatsen = [plek for pakket in eerder for plek in plaatsen_uit_regels(pakket)]
    nieuw = {nummer: p for nummer, p in personen_op_nummer(regels, bekend).items() if nummer not in al}
    hier = {WAAR_HET_GEBEURT: WAAR_HET_GEBEURT} | {n: al_hier + i for i, n in enumerate(nieuw, start=1)}
    erbij = [plek for plek in plaatsen_uit_regels(regels) if plek not in plaatsen]
    return list(nieuw.values()), [replace(p, van=None if p.van is None else hier.get(p.van)) for p in erbij]
