"""A packet on paper, for a receiver outside Baken: as a page to print and as PDF."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from baken.kern import klok
from baken.web.rechten import Verzoek
from baken.web.signalen.pdf import maak_pdf

SJABLOON = "signalen/pakket_afdruk.html"


def gegevens(verstrekking: Any, terug: str) -> dict[str, Any]:
    """Return what stands on the paper beside the packet. terug: the page it was opened from."""
    return {
        "afgedrukt_op": klok.nu(),
        "controlegetal": _in_groepen(verstrekking.pakket_hash),
        "terug": terug,
    }


def _in_groepen(hash_: str) -> str:
    """Return the fingerprint in groups of eight, to read aloud and to fit on a telephone."""
    return " ".join(hash_[n : n + 8] for n in range(0, len(hash_), 8))


def afdruk(request: Verzoek, inhoud: dict[str, Any]) -> HttpResponse:
    """Show the packet as a page to print."""
    return render(request, SJABLOON, inhoud)


def als_pdf(request: Verzoek, inhoud: dict[str, Any]) -> HttpResponse:
    """Give the packet as PDF, as attachment with a name that says nothing."""
    antwoord = HttpResponse(
        maak_pdf(render_to_string(SJABLOON, inhoud, request=request)), content_type="application/pdf"
    )
    antwoord.headers["Content-Disposition"] = f'attachment; filename="pakket-{inhoud["v"].pk.hex[:8]}.pdf"'
    return antwoord
