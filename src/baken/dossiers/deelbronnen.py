"""What each kind of dossier can share, and who may read, and so may share or agree to, what is in a packet of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from baken.dossiers.models import Dossier, Dossiersoort, Verstrekking
from baken.dossiers.pakket import Regel
from baken.dossiers.services import onderwerp_dossier
from baken.kern.fouten import CollegaNodigError, NietGevondenError
from baken.keten.rules import VELDGROEPEN
from baken.organisaties.besluit import Wie, decide

NIET_UW_TAAK = "In dit pakket staan gegevens die niet bij uw taak horen. Een collega met die taak moet dit doen."


@dataclass(frozen=True)
class Deelbron:
    """What a kind of dossier can share. leesrecht: what the sharer may read. kern: its own lines for every receiver.

    loopt: whether the work in a dossier goes on; of work that ended nothing new is shared. vorm: the lines on the form
    of exploitation, which go along only when the sender chose that. None when it has no such lines.
    """

    leesrecht: str
    loopt: Callable[[Dossier], bool]
    kern: Callable[[Dossier], Sequence[Regel]] | None
    vorm: Callable[[Dossier], Sequence[Regel]] | None


_BRONNEN: dict[str, Deelbron] = {}


def registreer_regels(
    soort: Dossiersoort,
    *,
    leesrecht: str,
    loopt: Callable[[Dossier], bool],
    kern: Callable[[Dossier], Sequence[Regel]] | None = None,
    vorm: Callable[[Dossier], Sequence[Regel]] | None = None,
) -> None:
    """Let dossiers of a kind be shared (from apps.ready of the package that has them).

    leesrecht: the act whose rows say which groups about which parts somebody may read, and so may share. loopt: says
    whether the work in a dossier goes on, at the moment somebody shares from it. kern: the lines that every packet of
    such a dossier has, beside its persons and places; never a name. vorm: its lines on the form of exploitation.
    """
    _BRONNEN[str(soort)] = Deelbron(leesrecht, loopt, kern, vorm)


def bron_van(dossier: Dossier) -> Deelbron:
    """Return what this kind of dossier can share. Raises NietGevondenError when it can share nothing."""
    if dossier.soort not in _BRONNEN:
        raise NietGevondenError
    return _BRONNEN[dossier.soort]


def paren_voor(door: Wie, dossier: Dossier, delen: Sequence[str]) -> frozenset[tuple[str, str]]:
    """Return the groups about these parts that somebody may read here, and so may share. One query."""
    bron = bron_van(dossier)
    onderwerp = onderwerp_dossier(door, dossier, soort=dossier.soort)
    return frozenset(
        (groep, deel)
        for groep in VELDGROEPEN
        for deel in delen
        if decide(door, bron.leesrecht, onderwerp, groep, "" if groep == "locatie" else deel).toegestaan
    )


def leest_hele_pakket(door: Wie, deelbesluit: Verstrekking, dossier: Dossier) -> bool:
    """Say whether somebody may read all groups about all parts that a packet has. One query."""
    paren = {(groep, deel) for groep in deelbesluit.veldgroepen for deel in deelbesluit.delen}
    return paren <= paren_voor(door, dossier, deelbesluit.delen)


def eis_hele_pakket(door: Wie, deelbesluit: Verstrekking, dossier: Dossier) -> None:
    """Raise CollegaNodigError for who may not read all that a packet has."""
    if not leest_hele_pakket(door, deelbesluit, dossier):
        raise CollegaNodigError(NIET_UW_TAAK)
