"""The receipt code of a melder: 16 characters of Crockford base32, 80 random bits, in groups of four."""

from __future__ import annotations

import re
import secrets

ALFABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: no I, L, O, U
LENGTE = 16
_GROEP = 4
_LEESFOUTEN = str.maketrans({"O": "0", "I": "1", "L": "1"})
_SCHEIDING = re.compile(r"[\s\-\u2010-\u2015\u2212.]+")
_LANGSTE_INVOER = 64
_GELDIG = frozenset(ALFABET)


def nieuwe_code() -> str:
    """A fresh code, for example "7K2M-0QZX-R4TA-9HVB"."""
    bits = secrets.randbits(LENGTE * 5)
    tekens = [ALFABET[(bits >> (5 * n)) & 31] for n in range(LENGTE)]
    return "-".join("".join(tekens[n : n + _GROEP]) for n in range(0, LENGTE, _GROEP))


def normaliseer_code(tekst: str) -> str | None:
    """The code as we write it, from what a person typed; None when it cannot be a code.

    Spaces, dashes and lower case are accepted; the letters o, i and l are read as 0, 1 and 1.
    """
    if len(tekst) > _LANGSTE_INVOER:
        return None
    kaal = _SCHEIDING.sub("", tekst).upper().translate(_LEESFOUTEN)
    if len(kaal) != LENGTE or not _GELDIG.issuperset(kaal):
        return None
    return "-".join(kaal[n : n + _GROEP] for n in range(0, LENGTE, _GROEP))
