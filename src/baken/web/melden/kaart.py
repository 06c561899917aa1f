"""The meldroutekaart of an organisation: one A4, as page and as PDF."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.urls import reverse
from django.views.decorators.http import require_safe

from baken.kern import klok
from baken.referentie import selectors as referentie
from baken.web.context import vast
from baken.web.melden.contacten import contacten
from baken.web.melden.deuren import organisatie_met_meldroute
from baken.web.rechten import publiek
from baken.web.signalen.pdf import maak_pdf


def _inhoud(request: HttpRequest, code: str) -> dict[str, Any]:
    organisatie = organisatie_met_meldroute(code)
    pad = reverse("melden:organisatie", args=[organisatie.code])
    return {
        "organisatie": organisatie,
        "organisatie_naam": organisatie.naam,
        "contacten": list(contacten(organisatie.pk).values()),
        "meldcodestappen": referentie.feiten("meldcodestap"),
        "sectoren": referentie.meldcodesectoren(),
        "meld_pad": pad,
        "meld_adres": request.build_absolute_uri(pad).partition("://")[2],
        "pdf_url": reverse("melden:kaart_pdf", args=[organisatie.code]),
        "vandaag": klok.vandaag(),
    }


@publiek
@require_safe
def kaart(request: HttpRequest, organisatie: str) -> HttpResponse:
    """Show the card, ready to print."""
    return render(request, "melden/kaart.html", _inhoud(request, organisatie))


@publiek
@require_safe
def kaart_pdf(request: HttpRequest, organisatie: str) -> HttpResponse:
    """Give the card as PDF."""
    html = loader.render_to_string("melden/kaart.html", {**vast(), **_inhoud(request, organisatie), "op_papier": True})
    antwoord = HttpResponse(_pdf(html), content_type="application/pdf")
    antwoord.headers["Content-Disposition"] = f'attachment; filename="meldroutekaart-{organisatie}.pdf"'
    return antwoord


# Anybody may ask for this page; setting it costs a hundred times as much as sending it, so it is set once a day.
@lru_cache(maxsize=128)
def _pdf(html: str) -> bytes:
    return maak_pdf(html)
