"""Turn BAKEN_OIDC_* into allauth's provider settings."""

from __future__ import annotations

import hashlib
from typing import Any
from urllib.parse import urlsplit

from baken.conf.omgeving import lees


def oidc_id(uitgever: str) -> str:
    """Return the provider id of an issuer.

    It stands beside the subject in the database, so that another issuer's subject can never reach the same account.
    """
    return f"oidc-{hashlib.sha256(uitgever.encode()).hexdigest()[:12]}"


def oidc_apps() -> list[dict[str, Any]]:
    """Return the one provider, or none. Only claims of the checked id token count, so userinfo is not fetched."""
    uitgever = lees("BAKEN_OIDC_UITGEVER")
    if not lees("BAKEN_OIDC_NAAM") or not uitgever:
        return []
    return [
        {
            "provider_id": oidc_id(uitgever),
            "name": lees("BAKEN_OIDC_NAAM"),
            "client_id": lees("BAKEN_OIDC_CLIENT"),
            "secret": lees("BAKEN_OIDC_GEHEIM"),
            "settings": {"server_url": uitgever, "fetch_userinfo": False, "uid_field": "sub"},
        }
    ]


def oidc_herkomst() -> list[str]:
    """Return the origin of the issuer: the sign-in form is redirected there, and the security policy must allow it."""
    delen = urlsplit(lees("BAKEN_OIDC_UITGEVER"))
    return [f"{delen.scheme}://{delen.netloc}"] if delen.scheme and delen.netloc else []
