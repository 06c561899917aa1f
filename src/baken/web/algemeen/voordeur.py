"""The first page for who is not signed in: danger first, then reporting or advice, then signing in (issue A, 3.1)."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def voordeur(request: HttpRequest) -> HttpResponse:
    """Return the first page. It asks nothing of the database, and of the session nothing but who looks."""
    antwoord = render(request, "algemeen/voordeur.html", {"uitproberen": settings.DEMONSTRATIE})
    antwoord.headers["Referrer-Policy"] = "no-referrer"  # as every public page
    return antwoord
