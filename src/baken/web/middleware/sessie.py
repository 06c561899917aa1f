"""Sessions exist only behind the door: a public page has none, so it can set no cookie."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve


class GeenSessie(SessionBase):
    """A session that holds nothing and is never stored, for public pages."""

    def save(self, must_create: bool = False) -> None:
        """Do nothing."""

    def load(self) -> dict[str, object]:
        """Return nothing."""
        return {}

    def exists(self, session_key: str) -> bool:
        """Say that no session exists."""
        return False

    def create(self) -> None:
        """Do nothing."""

    def delete(self, session_key: str | None = None) -> None:
        """Do nothing."""


def is_publiek(pad: str) -> bool:
    """Say whether a path leads to a public view."""
    return _is_publiek(pad, settings.ROOT_URLCONF)


@lru_cache(maxsize=1024)
def _is_publiek(pad: str, adressen: str) -> bool:
    try:
        return bool(getattr(resolve(pad, adressen).func, "publiek", False))
    except Resolver404:
        return False


def sessies_alleen_binnen(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Give public views an empty session and all others Django's own."""
    met_sessie = SessionMiddleware(get_response)

    def middleware(request: HttpRequest) -> HttpResponse:
        request.publiek = is_publiek(request.path_info)  # type: ignore[attr-defined]  # typed in rechten.Verzoek
        if request.publiek:  # type: ignore[attr-defined]  # as above
            request.session = GeenSessie()
            return get_response(request)
        antwoord = met_sessie(request)
        assert isinstance(antwoord, HttpResponse)  # Baken runs synchronously
        return antwoord

    return middleware
