"""Retention periods for the FG and the archivaris: what holds, who confirmed it, and another period."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baken.kern.fouten import NietGevondenError, OngeldigeInvoerError
from baken.organisaties import bewaarregels
from baken.web.organisaties.forms import BewaarForm
from baken.web.organisaties.hulp import formulierpagina, zet_fouten
from baken.web.rechten import Verzoek, vereist


@vereist(bewaarregels.RECHT)
@require_GET
def lijst(request: Verzoek) -> HttpResponse:
    """Show the rule of each category, and whether something is destroyed on it."""
    bladen = bewaarregels.regelbladen(request.wie)
    open_ = sum(not blad.regel.bevestigd for blad in bladen)
    return render(request, "beheer/bewaartermijnen.html", {"bladen": bladen, "open": open_})


@vereist(bewaarregels.RECHT)
@require_http_methods(["GET", "POST"])
def wijzigen(request: Verzoek, pk: int) -> HttpResponse:
    """Set another period for the own organisation."""
    blad = next((b for b in bewaarregels.regelbladen(request.wie) if b.regel.pk == pk), None)
    if blad is None:
        raise NietGevondenError
    begin = {"maanden": blad.regel.termijn_maanden, "bron": blad.regel.bron}
    form = BewaarForm(request.POST if request.method == "POST" else None, initial=begin)
    if form.is_valid():
        try:
            bewaarregels.wijzig(regel_id=pk, door=request.wie, **form.cleaned_data)
        except OngeldigeInvoerError as fout:
            zet_fouten(form, fout)
        else:
            messages.success(request, gettext("De termijn is opgeslagen. De FG en de archivaris bevestigen haar nog."))
            return redirect("beheer:bewaartermijnen")
    return formulierpagina(request, "beheer/bewaartermijn.html", form, blad=blad)


@vereist(bewaarregels.RECHT)
@require_POST
def bevestigen(request: Verzoek, pk: int) -> HttpResponse:
    """Confirm a rule in one's role."""
    bewaarregels.bevestig(regel_id=pk, door=request.wie)
    messages.success(request, gettext("U hebt deze bewaartermijn bevestigd."))
    return redirect("beheer:bewaartermijnen")
