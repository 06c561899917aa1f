"""Whether the sign-in page may offer the invented people with one click: only in the demonstration, only from here."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

LOOPBACK = frozenset({"127.0.0.1", "::1"})
DOORGESTUURD = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_FORWARDED", "HTTP_X_REAL_IP")


def beschikbaar(request: HttpRequest) -> bool:
    """Say whether this request comes from this machine itself, in the demonstration.

    A request that a proxy passed on comes from elsewhere, whatever its address says.
    """
    if not settings.DEMONSTRATIE or any(naam in request.META for naam in DOORGESTUURD):
        return False
    return request.META.get("REMOTE_ADDR") in LOOPBACK
