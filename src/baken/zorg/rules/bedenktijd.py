"""The bedenktijd: how long, when to warn, and for whom it is not.

Police or Koninklijke Marechaussee give it; Baken only records it. Three months, or 30 days for a Dublin case granted
after 18 May 2023 (Vc B8/3, WBV 2023/11, Stcrt 2023-13577; changes after 2023 were not looked into). Our sources do not
say whether the last day itself counts, so the clock runs through it and the page says that it is not known.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from baken.kern import klok
from baken.zorg.rules.verblijf import Verblijf
from baken.zorg.verloop import Bedenktijdstatus

NEDERLANDS = "NL"
WAARSCHUWINGEN = (14, 7, 1)  # days before the end; own choice, no source
NIET_NODIG = "Wie de Nederlandse nationaliteit heeft, krijgt geen bedenktijd: die is voor mensen zonder verblijfsrecht."
VRAAG_POLITIE = (
    "Voor burgers van de Europese Unie staat er niets over in de bronnen van Baken. Vraag de politie of de bedenktijd "
    "nodig is."
)
AL_VERBLIJF = "Met een verblijfsvergunning is de persoon al rechtmatig hier. Vraag de politie of de bedenktijd klopt."


@dataclass(frozen=True)
class Regime:
    """One length of the bedenktijd: whole months, or days; from and until which day of granting it is given."""

    code: str
    dublin: bool
    maanden: int = 0
    dagen: int = 0
    geldig_van: date | None = None
    geldig_tot: date | None = None

    def geldt_op(self, dag: date) -> bool:
        """Say whether a bedenktijd granted on that day falls under it."""
        return (self.geldig_van is None or self.geldig_van <= dag) and (
            self.geldig_tot is None or dag < self.geldig_tot
        )


@dataclass(frozen=True)
class Klok:
    """How a bedenktijd stands today: whole days until its last day (negative after it), and whether it is short."""

    dagen_over: int
    kort: bool
    verlopen: bool


@dataclass(frozen=True)
class Toets:
    """Whether a bedenktijd may be recorded, and what to ask first."""

    toegestaan: bool
    reden: str = ""


def regime_voor(*, dublin: bool, verleend_op: date, regimes: Iterable[Regime]) -> Regime:
    """Return the regime of a bedenktijd granted on that day; without one for Dublin cases the usual one holds.

    Raises LookupError when none holds on that day.
    """
    geldend = [r for r in regimes if r.geldt_op(verleend_op)]
    for soort in (True, False) if dublin else (False,):
        for regime in geldend:
            if regime.dublin is soort:
                return regime
    raise LookupError(f"no bedenktijd regime on {verleend_op}")


def eindigt_op(begin: date, regime: Regime) -> date:
    """Return the last day: so many months later (the last of the month when that day lacks there), or days."""
    return klok.maanden_erbij(begin, regime.maanden) + timedelta(days=regime.dagen)


def stand(einde: date, vandaag: date, status: str = Bedenktijdstatus.LOOPT) -> Klok:
    """Return how the clock stands."""
    over = (einde - vandaag).days
    loopt = status == Bedenktijdstatus.LOOPT
    return Klok(over, loopt and over <= max(WAARSCHUWINGEN), over < 0)


def waarschuwing(einde: date, vandaag: date, gegeven: int | None) -> int | None:
    """Return the step (days before the end) to warn for now, or None: each step once, the nearest only."""
    over = (einde - vandaag).days
    nodig = [stap for stap in WAARSCHUWINGEN if 0 <= over <= stap]
    if not nodig:
        return None
    stap = min(nodig)
    return stap if gegeven is None or stap < gegeven else None


def mag_beginnen(verblijf: str, nationaliteit: str) -> Toets:
    """Say whether a bedenktijd fits the stay and the nationality of a client; a remark does not stop it.

    nationaliteit: a code of two letters, empty when not known. Dutch in either of the two is Dutch.
    """
    if verblijf == Verblijf.NEDERLANDER or nationaliteit == NEDERLANDS:
        return Toets(False, NIET_NODIG)
    if verblijf == Verblijf.EU_RECHTMATIG:
        return Toets(True, VRAAG_POLITIE)
    return Toets(True, AL_VERBLIJF if verblijf == Verblijf.VERGUNNING else "")
