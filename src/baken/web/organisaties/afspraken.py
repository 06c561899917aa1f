"""Afspraken with partners: recorded by one person, confirmed by the FG, ended on a day."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baken.kern import klok
from baken.kern.fouten import NietGevondenError, OngeldigeInvoerError
from baken.keten import selectors, services
from baken.keten.soorten import Afspraaksoort
from baken.organisaties.besluit import rechten_voor
from baken.organisaties.selectors import mogelijke_partijen
from baken.web.organisaties.forms import AfspraakForm, EindeForm
from baken.web.organisaties.hulp import formulierpagina, zet_fouten
from baken.web.rechten import Verzoek, vereist

BEHEREN = "keten.afspraak_beheren"
BEVESTIGEN = "keten.afspraak_bevestigen"


@vereist("keten.afspraken_bekijken")
@require_GET
def lijst(request: Verzoek) -> HttpResponse:
    """Show the afspraken of the own organisation with the parties of today."""
    mag = {
        "beheren": bool(rechten_voor(request.wie, BEHEREN)),
        "bevestigen": bool(rechten_voor(request.wie, BEVESTIGEN)),
    }
    context = {"afspraken": selectors.afspraken_van(request.wie), "mag": mag, "wie": request.wie}
    return render(request, "beheer/afspraken.html", {**context, "vandaag": klok.vandaag()})


@vereist(BEHEREN)
@require_http_methods(["GET", "POST"])
def nieuw(request: Verzoek) -> HttpResponse:
    """Record an afspraak; it opens nothing until the FG confirms it."""
    organisaties = [(str(o.pk), o.naam) for o in mogelijke_partijen(request.wie)]
    form = AfspraakForm(request.POST or None, organisaties=organisaties)
    if form.is_valid():
        gegevens = form.cleaned_data
        try:
            services.leg_afspraak_vast(
                soort=Afspraaksoort(gegevens["soort"]),
                naam=gegevens["naam"],
                kenmerk=gegevens["kenmerk"],
                partijen=[int(pk) for pk in gegevens["partijen"]],
                geldig_van=gegevens["geldig_van"],
                geldig_tot=gegevens["geldig_tot"],
                door=request.wie,
            )
        except OngeldigeInvoerError as fout:
            zet_fouten(form, fout)
        else:
            messages.success(request, gettext("De afspraak is vastgelegd. Zij geldt zodra de FG haar bevestigt."))
            return redirect("beheer:afspraken")
    return formulierpagina(request, "beheer/afspraak_nieuw.html", form)


@vereist(BEVESTIGEN)
@require_POST
def bevestig(request: Verzoek, pk: int) -> HttpResponse:
    """Confirm as FG."""
    services.bevestig_afspraak(afspraak_id=pk, door=request.wie)
    messages.success(request, gettext("De afspraak is bevestigd."))
    return redirect("beheer:afspraken")


@vereist(BEHEREN)
@require_http_methods(["GET", "POST"])
def beeindig(request: Verzoek, pk: int) -> HttpResponse:
    """End an afspraak on a day."""
    afspraak = next((a for a in selectors.afspraken_van(request.wie) if a.pk == pk), None)
    if afspraak is None or afspraak.beheerder_id != request.wie.organisatie_id:
        raise NietGevondenError
    form = EindeForm(request.POST or None, initial={"per": klok.vandaag()})
    if form.is_valid():
        try:
            services.beeindig_afspraak(afspraak_id=pk, per=form.cleaned_data["per"], door=request.wie)
        except OngeldigeInvoerError as fout:
            zet_fouten(form, fout)
        else:
            messages.success(request, gettext("De einddatum is vastgelegd."))
            return redirect("beheer:afspraken")
    return formulierpagina(request, "beheer/afspraak_beeindigen.html", form, afspraak=afspraak)
