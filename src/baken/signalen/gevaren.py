"""The facts of a signaal that a receiver must not miss: each hard stop that fired, and signs of organised crime.

Which group may carry them, and why a bare yes, is ADR 10.
"""

from __future__ import annotations

from collections.abc import Iterable

from baken.dossiers.pakket import KERN, Regel
from baken.signalen.beoordelingsgegevens import verzamel
from baken.signalen.models import Signaal
from baken.signalen.rules import harde_grenzen
from baken.signalen.rules.advies import Zwaarte
from baken.signalen.rules.gegevens import Kenmerk
from baken.signalen.rules.kenmerken import codes_met
from baken.signalen.soorten import Antwoord

ACUUT = "harde_grens.acuut_gevaar"
ZORGCODES = codes_met(Kenmerk.ZORG)
GEORGANISEERD = Regel("strafbaar", "Tekenen van georganiseerde misdaad", str(Antwoord.JA.label))


def gevaarsregels(signaal: Signaal) -> list[Regel]:
    """Return the lines that say which hard stops fired, and signs of organised crime. No query on a prefetched signaal.

    A bare yes: never the age of a minor, nor who it is about or what was seen. Those belong to other groups.
    """
    gronden = harde_grenzen.gronden(verzamel(signaal, anderen={}))
    grenzen = [Regel(KERN, g.regel, str(Antwoord.JA.label)) for g in gronden if g.zwaarte is Zwaarte.HARDE_GRENS]
    if all(g.code != ACUUT for g in gronden):  # danger is asked of everybody: that there is none, is said too
        grenzen.insert(0, Regel(KERN, "Acuut gevaar", str(Antwoord(signaal.acuut).label)))
    return grenzen + ([GEORGANISEERD] if signaal.georganiseerd == Antwoord.JA else [])


def niet_in_pakket(gevaren: Iterable[Regel], regels: Iterable[Regel]) -> list[str]:
    """Return the names of the dangers that a packet does not hold."""
    erin = set(regels)
    return [gevaar.kop for gevaar in gevaren if gevaar not in erin]
