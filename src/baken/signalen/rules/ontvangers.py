"""How far each receiver of a signaal is: the facts on which closing it and telling the reporter rest."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class Stand(StrEnum):
    """How far one receiver is."""

    TE_GEVEN = "te_geven"  # the packet is ready, nobody has it yet
    WACHT = "wacht"  # it was given, no answer yet
    BEZIG = "bezig"  # taken on
    KLAAR = "klaar"  # rounded off
    NIET = "niet"  # refused or taken back


GEGEVEN = frozenset({Stand.WACHT, Stand.BEZIG, Stand.KLAAR})
OPGEPAKT = frozenset({Stand.BEZIG, Stand.KLAAR})
ONDERWEG = frozenset({Stand.TE_GEVEN, Stand.WACHT, Stand.BEZIG})


@dataclass(frozen=True, slots=True)
class Ontvangerstand:
    """One receiver: its name, how far it is, and whether it has the process direction."""

    naam: str
    stand: Stand
    procesregie: bool = False


def ergens(ontvangers: Collection[Ontvangerstand], standen: Collection[Stand]) -> bool:
    """Say whether one of the receivers is in one of these states."""
    return any(o.stand in standen for o in ontvangers)


def zonder_regie(ontvangers: Collection[Ontvangerstand]) -> bool:
    """Say whether receivers are still at it while nobody directs."""
    regie = any(o.procesregie for o in ontvangers if o.stand is not Stand.NIET)
    return ergens(ontvangers, ONDERWEG) and not regie
