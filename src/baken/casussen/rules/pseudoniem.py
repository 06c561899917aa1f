"""Does a text name somebody of a casus? What is known of a person is looked for, however it is written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from baken.kern.normaliseren import normaliseer

# Words that stand in many names and say nothing of who it is.
_VOEGSELS = frozenset(
    {"van", "den", "der", "ter", "ten", "het", "aan", "bij", "uit", "voor", "von", "las", "los", "del"}
)
_KLEINSTE_DEEL = 3  # letters; a shorter part of a name would stand in any text
_CIJFERREEKS = re.compile(r"\+?\d[\d ()./-]{4,}\d")


def _woorden(tekst: str) -> list[str]:
    zonder = "".join(t for t in unicodedata.normalize("NFKD", tekst) if not unicodedata.combining(t))
    return re.findall(r"[^\W_]+", zonder.casefold())


def _naamdelen(naam: str) -> set[str]:
    return {w for w in _woorden(naam) if len(w) >= _KLEINSTE_DEEL and not w.isdigit()} - _VOEGSELS


def _staat_in(waarde: str, tekst: str) -> bool:
    """Say whether a value stands in a text as a row of whole words, however it is spaced or accented."""
    gezocht, heel = _woorden(waarde), _woorden(tekst)
    n = len(gezocht)
    aaneen = "".join(gezocht)
    if n and any(heel[i : i + n] == gezocht for i in range(len(heel) - n + 1)):
        return True
    return len(aaneen) >= 6 and any(t.isdigit() for t in aaneen) and aaneen in "".join(heel)


def noemt(veld: str, waarde: str, tekst: str) -> bool:
    """Say whether a text holds what is known in one field of a person or place."""
    if not waarde.strip():
        return False
    if veld == "naam":
        return bool(_naamdelen(waarde) & set(_woorden(tekst)))
    if veld == "telefoon":
        gezocht = normaliseer("telefoon", waarde)
        return bool(gezocht) and any(normaliseer("telefoon", g) == gezocht for g in _CIJFERREEKS.findall(tekst))
    return _staat_in(waarde, tekst)


def noemt_iemand(tekst: str, bekend: Iterable[Mapping[str, str]]) -> bool:
    """Say whether a text names one of the persons or places. bekend: field -> value of each."""
    return any(noemt(veld, waarde, tekst) for velden in bekend for veld, waarde in velden.items())
