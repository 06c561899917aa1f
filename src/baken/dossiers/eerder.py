"""What stood in a field before it was corrected: kept sealed with the person, to cover it in texts of before.

It goes into no packet, no index and onto no page; only the person self hears of it (AVG art. 15). Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count

from baken.dossiers.noemen import NOEMEND

EERDER = "eerder"  # group of the sealed content of a person, and key in that of a place
WEG = "weg"  # key in the sealed content of a place that was taken out: only its addresses are left
NOEMENDE_GROEPEN = ("identiteit", "contact")
Groepen = Mapping[str, Mapping[str, str]]


def noemend(groepen: Groepen) -> dict[str, str]:
    """Return the fields that point at a person, as they are now."""
    return {v: w for groep in NOEMENDE_GROEPEN for v, w in groepen.get(groep, {}).items() if v in NOEMEND and w}


def veld_van(code: str) -> str:
    """Return of which field a former value is: "naam" of "naam 2"."""
    return code.rpartition(" ")[0]


def met_eerder(oud: Groepen, nieuw: Groepen) -> dict[str, dict[str, str]]:
    """Return the new sealed groups of a person, with what pointed at this person in the old ones and does not now."""
    nu = noemend(nieuw)
    eerder = {code: w for code, w in oud.get(EERDER, {}).items() if nu.get(veld_van(code)) != w}
    al = {(veld_van(code), w) for code, w in eerder.items()}
    for veld, waarde in noemend(oud).items():
        if nu.get(veld) != waarde and (veld, waarde) not in al:
            eerder[next(code for n in count(1) if (code := f"{veld} {n}") not in eerder)] = waarde
    uit = {groep: dict(velden) for groep, velden in nieuw.items() if groep != EERDER}
    return {**uit, EERDER: eerder} if eerder else uit
