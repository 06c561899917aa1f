"""Error pages in Baken's look, without a word about what went wrong inside.

They are made without context processors: a page that says the database is away must not ask the database who looks.
"""

from __future__ import annotations

import sys
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import loader

from baken.web.context import vast

WACHT_BIJ_STORING = 30  # seconds
LAATSTE_WOORD = "Er ging iets mis. Probeer het later opnieuw. Is er gevaar? Bel 112.\n"


def foutpagina(status: int, sjabloon: str = "", **context: Any) -> HttpResponse:
    """Return the page for a status; needs no database, session or person."""
    html = loader.render_to_string(sjabloon or f"baken/fout_{status}.html", {**vast(), **context})
    return HttpResponse(html, status=status)


def ongeldig_verzoek(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the browser sent something that cannot be read."""
    return foutpagina(400)


def geweigerd(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: not allowed."""
    return foutpagina(403)


def niet_gevonden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: it does not exist, or you may not know that it does."""
    return foutpagina(404)


def database_weg() -> HttpResponse:
    """503: the database does not answer; says when to come back."""
    antwoord = foutpagina(503)
    antwoord.headers["Retry-After"] = str(WACHT_BIJ_STORING)
    return antwoord


def storing(request: HttpRequest) -> HttpResponse:
    """500: the last resort; the log holds the kind of the error, never its text.

    A database that went away while a middleware asked it (the session, the CSRF token) ends here too: 503.
    """
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return database_weg()
    try:
        return foutpagina(500)
    except Exception:  # the page of the error is broken itself: plain words are left
        return HttpResponse(LAATSTE_WOORD, status=500, content_type="text/plain; charset=utf-8")


def csrf_geweigerd(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form did not come from this site, or the page was open too long."""
    return foutpagina(403, "403_csrf.html")
