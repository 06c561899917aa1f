"""May another organisation be asked to a casusoverleg? Pure, with the reason in plain Dutch (bron 004, Privacy)."""

from __future__ import annotations

from dataclasses import dataclass

from baken.keten.rules import Poort


@dataclass(frozen=True)
class Partij:
    """Another organisation on the day it is asked: whether it exists, reads along, and what the gate says of that."""

    bestaat: bool
    toegang: bool
    poort: Poort | None = None


def mag_uitnodigen(partij: Partij) -> Poort:
    """Decide: it exists, it reads along in this casus on a deelbesluit, and the basis of that holds today."""
    if not partij.bestaat:
        return Poort(False, "Deze organisatie bestaat vandaag niet (meer).")
    if not partij.toegang or partij.poort is None:
        return Poort(False, "Deze organisatie leest niet mee in deze casus. Neem eerst een deelbesluit.")
    return partij.poort


def op_de_dag(vandaag: Poort, dan: Poort, dag: str) -> Poort:
    """Decide for a meeting on another day: the basis holds today, and still at the moment of the meeting.

    dag: that day in words.
    """
    if not vandaag.open or dan.open:
        return vandaag
    return Poort(False, f"Op de dag van het overleg, {dag}, mag het niet meer. {dan.reden.replace(' vandaag', ' dan')}")
