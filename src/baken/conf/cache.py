"""Keys of the shared cache (it counts wrong sign-ins for all processes): a keyed hash that changes every day.

allauth counts per network address; the address itself must not stand in a table.
"""

from __future__ import annotations

import hashlib
import hmac
import time

from django.conf import settings

_DAG = 86400  # seconds


def sleutel(naam: str, voorvoegsel: str, versie: int) -> str:
    """Return the key under which the cache keeps a value today."""
    geheim = f"{settings.SECRET_KEY}|{int(time.time()) // _DAG}".encode()
    return hmac.new(geheim, f"{voorvoegsel}:{versie}:{naam}".encode(), hashlib.sha256).hexdigest()
