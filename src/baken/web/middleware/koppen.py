"""Headers that hold for every page that is not a static file."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from baken.web.huisstijl import Bewaarbaar

PERMISSIES = "accelerometer=(), camera=(), geolocation=(), microphone=(), payment=(), usb=()"


def veilige_koppen(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """No storing of pages anywhere (the own look is no page), no referrer from public pages, no device access."""

    def middleware(request: HttpRequest) -> HttpResponse:
        antwoord = get_response(request)
        if not isinstance(antwoord, Bewaarbaar):
            antwoord.headers["Cache-Control"] = "no-store"
        antwoord.headers["Permissions-Policy"] = PERMISSIES
        antwoord.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        if getattr(request, "publiek", False):
            antwoord.headers["Referrer-Policy"] = "no-referrer"
        return antwoord

    return middleware
