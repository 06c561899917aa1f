"""One structured line per request: method, route, status, duration; never an address, query or text."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from baken.kern import klok

LOG = logging.getLogger("baken.verzoek")


def verzoeklog(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Log the route (not the path: a path may hold an id) after the answer is made."""

    def middleware(request: HttpRequest) -> HttpResponse:
        begin = klok.monotoon()
        antwoord = get_response(request)
        treffer = getattr(request, "resolver_match", None)
        LOG.info(
            "verzoek",
            extra={
                "methode": request.method,
                "route": treffer.route if treffer else "-",
                "status": antwoord.status_code,
                "duur_ms": round((klok.monotoon() - begin) * 1000, 1),
                "kanaal": "publiek" if getattr(request, "publiek", False) else "binnen",
            },
        )
        return antwoord

    return middleware
