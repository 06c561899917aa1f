"""How long a session lasts: idle and absolute, kept on the server, whatever the browser does with its cookie."""

from __future__ import annotations

from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest

from baken.kern import klok
from baken.organisaties.besluit import Wie
from baken.organisaties.rollen import Rol

BEGIN = "sessie_begin"
GEZIEN = "sessie_gezien"
ROLLEN = "sessie_rollen"
CLAIM = "oidc_rollen"  # roles the provider named at this sign-in, when the settings ask it to
_BIJWERKEN_NA = 30  # seconds; a write at every page would cost more than the page


def begin(request: HttpRequest) -> None:
    """Start counting: called once, at sign-in."""
    request.session[BEGIN] = request.session[GEZIEN] = int(klok.nu().timestamp())


def seconden_over(request: HttpRequest) -> int:
    """Return after how many seconds this session ends (0 or less: it has ended)."""
    nu = int(klok.nu().timestamp())
    rust = request.session.get(GEZIEN, 0) + settings.BAKEN_SESSIE_RUST_MINUTEN * 60
    heel = request.session.get(BEGIN, 0) + settings.BAKEN_SESSIE_MAX_UREN * 3600
    return int(min(rust, heel)) - nu


def gezien(request: HttpRequest) -> None:
    """Note that the person is at work."""
    nu = int(klok.nu().timestamp())
    if nu - request.session.get(GEZIEN, 0) >= _BIJWERKEN_NA:
        request.session[GEZIEN] = nu


def zelfde_rollen(request: HttpRequest, rollen: frozenset[str]) -> bool:
    """Say whether the roles are those of the session's first page; a change of role ends the session."""
    nu = sorted(rollen)
    return bool(request.session.setdefault(ROLLEN, nu) == nu)


def binnen_claim(request: HttpRequest, door: Wie) -> Wie:
    """Leave only the roles that the provider named, when it was asked: what it takes away is gone at once."""
    claim = request.session.get(CLAIM)
    if claim is None:
        return door
    return replace(door, rollen=frozenset(r for r in door.rollen if r in claim or r == Rol.MELDER))
