"""May another organisation read along in a dossier at this moment? Pure, with the reason in plain Dutch."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from baken.keten.rules import Basis, Levering, Overeenkomst, Poort, loopt, mag_verstrekken

TOESTEMMING = "toestemming"
NOOD = "nood"


@dataclass(frozen=True)
class Instemming:
    """A consent as facts."""

    gegeven_op: date
    ingetrokken_op: date | None
    vervalt_op: date | None


def instemming_geldt(instemming: Instemming, op: date) -> bool:
    """Say whether a consent holds on a day: not any more on the day it was taken back, or on which it lapses."""
    einden = [dag for dag in (instemming.ingetrokken_op, instemming.vervalt_op) if dag is not None]
    return instemming.gegeven_op <= op and all(op < dag for dag in einden)


@dataclass(frozen=True)
class Feiten:
    """What is known of one deelbesluit and its toegang on the day that is asked about (`levering.op`)."""

    levering: Levering
    basis: Basis
    overeenkomst: Overeenkomst | None
    instemming: Instemming | None
    toegang_van: date
    toegang_tot: date | None
    geldig_tot: date | None  # of the deelbesluit
    aangenomen: bool  # the receiver took it on, and consent under it was not taken back
    beeindigd: bool  # the sender ended reading along
    live: bool
    afzender_bestaat: bool


def deelname_geldig(feiten: Feiten) -> Poort:
    """Decide for one day: the same gate as for a packet, and the deelbesluit itself. Returns the first reason."""
    op = feiten.levering.op
    for reden in (_reden_besluit(feiten, op), _reden_instemming(feiten, op)):
        if reden:
            return Poort(False, reden)
    if not feiten.afzender_bestaat:
        return Poort(False, "De organisatie die dit deelt, bestaat vandaag niet (meer).")
    return mag_verstrekken(feiten.levering, feiten.basis, feiten.overeenkomst)


def _reden_besluit(feiten: Feiten, op: date) -> str:
    if not feiten.live:
        return "Bij dit deelbesluit hoort geen meelezen."
    if feiten.beeindigd:
        return "De afzender heeft het meelezen beëindigd."
    if not feiten.aangenomen:
        return "Dit deelbesluit is niet aangenomen, of de toestemming eronder is ingetrokken."
    if not loopt(feiten.toegang_van, feiten.toegang_tot, op) or feiten.geldig_tot is None or op >= feiten.geldig_tot:
        return "De datum tot wanneer u kon meelezen, is voorbij."
    return ""


def _reden_instemming(feiten: Feiten, op: date) -> str:
    if feiten.instemming is None:
        if feiten.basis.soort == TOESTEMMING:
            return "Er is geen toestemming vastgelegd."
        return ""
    if not instemming_geldt(feiten.instemming, op):
        return "De toestemming is ingetrokken of geldt vandaag niet meer."
    return ""
