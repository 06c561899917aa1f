"""Error pages in Baken's look, without a word about what went wrong inside.

They are made without context processors: a page that says the database is away must not ask the database who looks.
"""

from __future__ import annotations

import sys
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template import loader

from baken.web.aanmelden import hervatten
from baken.web.aanmelden.open import AANMELDPAGINAS
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
    """403: the form did not come from this site, or its session is gone; then nothing of what was typed is lost.

    Who signed in again can send it again from this page. Who signed out finds it after signing in as the same person.
    Otherwise the text is shown to be copied.
    """
    context: dict[str, Any] = {"getypt": getypt(request)}
    treffer = request.resolver_match
    recht: str = getattr(treffer.func, "recht", "") if treffer is not None else ""
    if van_ons(request) and recht:
        if request.user.is_authenticated:
            velden = list(hervatten.velden_van(request).items())
            context |= {"opnieuw": velden, "pad": request.get_full_path(), "naam": getattr(request.user, "naam", "")}
            context["csrf_token"] = get_token(request)
        else:
            context["bewaard"] = hervatten.bewaar_na_uitloggen(request)
    return foutpagina(403, "403_csrf.html", **context)


def van_ons(request: HttpRequest) -> bool:
    """Say whether the browser itself says that the form stood on a page of ours."""
    return request.headers.get("Sec-Fetch-Site") == "same-origin"


def getypt(request: HttpRequest) -> str:
    """Return the sentences of a POST from a page of ours, so that a lost session loses no text.

    Only when the browser itself says that the page was ours (or its token did): else another site could put words in
    our mouth. Nothing of the sign-in pages, nothing sealed, no codes of choices: those hold no space.
    """
    treffer = request.resolver_match
    if request.method != "POST" or treffer is None or treffer.view_name in AANMELDPAGINAS:
        return ""
    if not (van_ons(request) or hasattr(request, "wie")):
        return ""
    return hervatten.zinnen_in(hervatten.velden_van(request))


def verkeerde_methode(antwoord: HttpResponse, terug: str) -> HttpResponse:
    """405: the address is only for a button or form; the page leads back to where that stands."""
    pagina = foutpagina(405, terug_url=terug)
    pagina.headers["Allow"] = antwoord.headers.get("Allow", "")
    return pagina
