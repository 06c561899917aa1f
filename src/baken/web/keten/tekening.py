"""Where everything stands in the picture of the wegenkaart: a column for each phase, a box for each task."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from baken.keten.wegenkaart import Halte, Weg

BREED, HOOG, TUSSEN, KOP, RAND = 204, 98, 16, 44, 12
_TEKENS = 25  # that fit on one line of a box
_REGEL = 18


@dataclass(frozen=True)
class Tekst:
    """A line of text and where its baseline begins."""

    tekst: str
    x: int
    y: int
    dik: bool = False


@dataclass(frozen=True)
class Vak:
    """A box, dashed when nobody does what is in it."""

    x: int
    y: int
    leeg: bool
    regels: Sequence[Tekst]


@dataclass(frozen=True)
class Kolom:
    """A phase: its name, the boxes, and the pieces of road between them (from y to y, at x)."""

    kop: Tekst
    x: int
    weg: Sequence[tuple[int, int]]
    vakken: Sequence[Vak]


@dataclass(frozen=True)
class Tekening:
    """The whole picture in pixels."""

    breed: int
    hoog: int
    kolommen: Sequence[Kolom]


def teken(wegen: Sequence[Weg]) -> Tekening:
    """Return the picture of these roads."""
    kolommen = [_kolom(weg, RAND + i * (BREED + TUSSEN)) for i, weg in enumerate(wegen)]
    langst = max((len(weg.haltes) for weg in wegen), default=0)
    breed = 2 * RAND + max(len(wegen) * (BREED + TUSSEN) - TUSSEN, 0)
    return Tekening(breed, KOP + langst * (HOOG + TUSSEN) + RAND, kolommen)


def _kolom(weg: Weg, x: int) -> Kolom:
    vakken = [_vak(halte, x, KOP + i * (HOOG + TUSSEN)) for i, halte in enumerate(weg.haltes)]
    stukken = [(vak.y - TUSSEN, vak.y) for vak in vakken[1:]]
    return Kolom(Tekst(weg.fase.naam, x, 24, dik=True), x + BREED // 2, stukken, vakken)


def _vak(halte: Halte, x: int, y: int) -> Vak:
    naam = textwrap.wrap(halte.taak.naam, _TEKENS)
    aantal = len({rij.organisatie_id for rij in halte.doen})
    onder = ngettext("%(n)d organisatie", "%(n)d organisaties", aantal) % {"n": aantal} if aantal else _("Niemand")
    regels = [Tekst(regel, x + 12, y + 22 + i * _REGEL) for i, regel in enumerate(naam)]
    return Vak(x, y, not aantal, [*regels, Tekst(onder, x + 12, y + HOOG - 10, dik=True)])
