"""The exact answer: shown to a second person, and handed over as PDF or JSON once that person agreed."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from baken.dossiers.inzage import services as inzage
from baken.dossiers.inzage.selectors import controleblad, geef_uit
from baken.dossiers.inzage.uitvoer import uit_bytes
from baken.organisaties.selectors import organisatie
from baken.signalen.selectors import signalen_van_dossiers
from baken.web.inzage.verzoeken import naam_van
from baken.web.rechten import Verzoek, vereist
from baken.web.signalen.pdf import maak_pdf


@vereist("verzoeken.controleren")
@require_GET
def controle(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Show the answer as it would go out. That it was read is a line."""
    blad = controleblad(request.wie, pk)
    signalen = signalen_van_dossiers(request.wie, [b.dossier_id for b, _tekst in blad.motiveringen])
    inhoud = {
        "v": blad.verzoek,
        "antwoord": met_dagen(blad.antwoord),
        "motiveringen": [
            {"naam": naam_van(signalen.get(b.dossier_id)), "waarde": t, "verzwijgen": b.verzwijgen}
            for b, t in blad.motiveringen
            if t or b.verzwijgen
        ],
        "waarom_niet": blad.waarom_niet,
        "tweede": blad.tweede,
        "kruimels": [
            {"naam": _("Verzoeken"), "url": reverse("inzage:lijst")},
            {"naam": blad.verzoek.kenmerk, "url": reverse("inzage:blad", args=[pk])},
            {"naam": _("Controle"), "url": ""},
        ],
    }
    return render(request, "inzage/controle.html", inhoud)


def met_dagen(antwoord: dict[str, Any]) -> dict[str, Any]:
    """Return the answer with its days as dates, for a template."""
    return {**antwoord, **{n: date.fromisoformat(antwoord[n]) for n in ("ontvangen_op", "opgemaakt_op")}}


@vereist("verzoeken.controleren")
@require_POST
def goedkeuren(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Approve what was shown; from now on it can go out."""
    inzage.bevestig(verzoek_id=pk, afdruk=request.POST.get("afdruk", ""), door=request.wie)
    messages.success(request, _("Het antwoord is goedgekeurd. Het kan nu naar de persoon."))
    return redirect("inzage:blad", pk=pk)


@vereist("verzoeken.controleren")
@require_POST
def terugsturen(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Send it back to who made it."""
    inzage.stuur_terug(verzoek_id=pk, door=request.wie)
    messages.success(request, _("Het antwoord is teruggestuurd. De besluiten kunnen weer worden veranderd."))
    return redirect("inzage:blad", pk=pk)


@vereist("verzoeken.uitgeven")
@require_safe
def als_pdf(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Give the answer as PDF, as attachment with a name that says nothing."""
    verzoek, ruw = geef_uit(request.wie, pk, "pdf")
    inhoud = {
        "antwoord": met_dagen(uit_bytes(ruw)),
        "organisatie_naam": organisatie(request.wie.organisatie_id).naam,
        "afdruk": verzoek.uitvoer_hash,
    }
    html = render_to_string("inzage/afdruk.html", inhoud, request=request)
    return _bijlage(HttpResponse(maak_pdf(html), content_type="application/pdf"), verzoek.kenmerk, "pdf")


@vereist("verzoeken.uitgeven")
@require_safe
def als_json(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Give the answer as JSON: exactly the bytes of which the fingerprint was approved."""
    verzoek, ruw = geef_uit(request.wie, pk, "json")
    return _bijlage(HttpResponse(ruw, content_type="application/json"), verzoek.kenmerk, "json")


def _bijlage(antwoord: HttpResponse, kenmerk: str, soort: str) -> HttpResponse:
    antwoord.headers["Content-Disposition"] = f'attachment; filename="antwoord-{kenmerk}.{soort}"'
    return antwoord
