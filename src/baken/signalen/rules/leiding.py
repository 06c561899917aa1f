"""The combiner: all reasons together, and the outcomes they point to.

Nothing is added up. The advised outcomes are those that the reasons name; a low outcome is advised only when
no reason points elsewhere and every hard question was answered with "no".
"""

from __future__ import annotations

from collections.abc import Iterable

from baken.signalen.rules import arbeid, harde_grenzen, omstandigheden, vormen, vragen
from baken.signalen.rules.advies import (
    ALLEENSTAAND,
    LAAG,
    VOLGORDE,
    Advies,
    Grond,
    Uitkomst,
)
from baken.signalen.rules.gegevens import Gegevens


def beoordeel(gegevens: Gegevens) -> Advies:
    """Assess a signaal and explain the advice. The order of what goes in makes no difference."""
    gevonden = (
        *harde_grenzen.gronden(gegevens),
        *arbeid.gronden(gegevens),
        *vormen.gronden(gegevens),
        *omstandigheden.gronden(gegevens),
    )
    gronden = tuple(sorted(gevonden, key=lambda g: (VOLGORDE[g.zwaarte], g.code)))
    kan_niet_laag = any(g.sluit_laag_uit for g in gronden)
    return Advies(
        gronden=gronden,
        uitkomsten=_uitkomsten(gronden, kan_niet_laag=kan_niet_laag),
        ontbreekt=vragen.ontbreekt(gegevens),
        eerst_doen=omstandigheden.eerst_doen(gegevens),
        geen_gewichten=vormen.geen_gewichten(gegevens),
        kan_niet_laag=kan_niet_laag,
    )


def _uitkomsten(gronden: Iterable[Grond], *, kan_niet_laag: bool) -> tuple[Uitkomst, ...]:
    genoemd: set[Uitkomst] = set()
    for grond in gronden:
        genoemd |= grond.wijst_op
    verder = genoemd - ALLEENSTAAND
    if Uitkomst.ZORG_EN_STRAFRECHT in verder:
        verder.discard(Uitkomst.ZORG)  # care is part of it
    if verder:
        return tuple(u for u in Uitkomst if u in verder)
    laag = genoemd & LAAG
    if laag and not kan_niet_laag:
        # smuggling said is an answer on content; it goes before "only advice"
        return (Uitkomst.GEEN_MENSENHANDEL,) if Uitkomst.GEEN_MENSENHANDEL in laag else (Uitkomst.ADVIES_GEGEVEN,)
    return (Uitkomst.NADER_BEKIJKEN,)
