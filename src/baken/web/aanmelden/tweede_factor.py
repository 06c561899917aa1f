"""Whether this session showed a second factor.

Three ways count: allauth recorded a TOTP code, passkey or recovery code at sign-in; the OIDC provider said so (acr or
amr, see adapter.py); or the person has just added the factor and so proved to hold it. The demonstration's one-click
sign-in counts as well, and exists only there.
"""

from __future__ import annotations

from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest

SLEUTEL = "account_authentication_methods"
BEWIJS = "tweede_factor"  # "oidc", "ingesteld" or "demonstratie"


def heeft_tweede_factor(request: HttpRequest) -> bool:
    """Say whether the session holds proof of a second factor."""
    methoden = get_authentication_records(request, request.user)  # empty when they belong to somebody else
    return any(m.get("method") == "mfa" for m in methoden) or bool(request.session.get(BEWIJS))


def vergeet_tweede_factor(request: HttpRequest) -> None:
    """Drop the proof: the factor was removed."""
    request.session.pop(BEWIJS, None)
    methoden = request.session.get(SLEUTEL, [])
    request.session[SLEUTEL] = [m for m in methoden if m.get("method") != "mfa"]
