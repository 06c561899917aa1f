"""The conditions of a place as they are stored: read with a check, written the same way back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from baken.zorg.rules.opvang import Leeftijd, Voorwaarden
from baken.zorg.rules.verblijf import Verblijf

_RIJEN = ("geslachten", "vormen", "gemeenten", "aangetroffen", "inzet", "contra")
_MAG_LEEG = ("geslachten", "contra")  # null: nobody knows
_REGIOS = "aangetroffen_regios"  # only in the shipped facts: becomes the gemeenten of these veiligheidsregios
_BEKEND = {*_RIJEN, "leeftijd", "verblijf", "kinderen_mee", _REGIOS}


def lees_voorwaarden(ruw: Mapping[str, Any], *, regios: Mapping[str, frozenset[str]] | None = None) -> Voorwaarden:
    """Return the conditions of a stored or shipped row. A key that is absent sets no condition.

    regios: the gemeenten of each veiligheidsregio, for a shipped row. Raises ValueError for another shape.
    """
    if vreemd := set(ruw) - _BEKEND:
        raise ValueError(f"unknown condition {sorted(vreemd)}")
    delen: dict[str, Any] = {naam: _rij(naam, ruw[naam]) for naam in _RIJEN if naam in ruw}
    try:
        if "leeftijd" in ruw:
            delen["leeftijd"] = Leeftijd(ruw["leeftijd"])
        delen["verblijf"] = frozenset(Verblijf(v) for v in ruw.get("verblijf", ()))
    except ValueError as fout:
        raise ValueError(f"condition: {fout}") from None
    delen["kinderen_mee"] = ruw.get("kinderen_mee")
    if namen := ruw.get(_REGIOS):
        bekend = regios or {}
        delen["aangetroffen"] = frozenset().union(*(bekend.get(naam, frozenset()) for naam in namen))
    return Voorwaarden(**delen)


def _rij(naam: str, waarde: Any) -> frozenset[str] | None:
    if waarde is None and naam in _MAG_LEEG:
        return None
    if not isinstance(waarde, list | tuple):
        raise ValueError(f"condition {naam} is a list")
    return frozenset(map(str, waarde))


def schrijf_voorwaarden(voorwaarden: Voorwaarden) -> dict[str, Any]:
    """Return conditions as they are stored; only what is a condition, or not known, stands in it."""
    uit: dict[str, Any] = {"leeftijd": str(voorwaarden.leeftijd)}
    for naam in (*_RIJEN, "verblijf"):
        waarde = getattr(voorwaarden, naam)
        if waarde is None or waarde or naam in _MAG_LEEG:
            uit[naam] = None if waarde is None else sorted(map(str, waarde))
    if voorwaarden.kinderen_mee is not None:
        uit["kinderen_mee"] = voorwaarden.kinderen_mee
    return uit
