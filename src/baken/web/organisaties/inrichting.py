"""How the organisation is set up: contacts of the meldroute, terms, doors of the public form."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from baken.kern.fouten import NietGevondenError, OngeldigeInvoerError
from baken.organisaties import selectors, services
from baken.web.organisaties.forms import ContactForm, DelenForm, DeurForm, TermijnForm
from baken.web.organisaties.hulp import formulierpagina, zet_fouten
from baken.web.rechten import Verzoek, vereist

BEHEREN = "organisaties.beheren"
CONTACTVELDEN = ("naam", "telefoon", "email", "webadres", "bereikbaar")


@vereist(BEHEREN)
@require_GET
def contacten(request: Verzoek) -> HttpResponse:
    """Show contacts, terms and doors together."""
    organisatie = selectors.organisatie(request.wie.organisatie_id)
    inhoud = {
        "organisatie": organisatie,
        "punten": selectors.contactpunten(organisatie.pk),
        "lege_deur": selectors.lege_eerste_deur(organisatie.pk) if organisatie.soort == "gemeente" else [],
    }
    return render(request, "beheer/contacten.html", inhoud)


@vereist(BEHEREN)
@require_http_methods(["GET", "POST"])
def contact(request: Verzoek, soort: str) -> HttpResponse:
    """Change one contact; today becomes its check date."""
    punt = next((p for p in selectors.contactpunten(request.wie.organisatie_id) if p.soort == soort), None)
    if punt is None:
        raise NietGevondenError
    begin = {veld: getattr(punt, veld) for veld in (*CONTACTVELDEN, "bron")}
    form = ContactForm(request.POST or None, initial=begin)
    if form.is_valid():
        try:
            services.werk_contact_bij(
                soort=soort,
                gegevens={veld: form.cleaned_data[veld] for veld in CONTACTVELDEN},
                bron=form.cleaned_data["bron"],
                door=request.wie,
            )
        except OngeldigeInvoerError as fout:
            zet_fouten(form, fout)
        else:
            messages.success(request, gettext("Het contact is opgeslagen."))
            return redirect("beheer:contacten")
    return formulierpagina(request, "beheer/contact.html", form, punt=punt)


@vereist(BEHEREN)
@require_http_methods(["GET", "POST"])
def termijnen(request: Verzoek) -> HttpResponse:
    """Change the terms."""
    organisatie = selectors.organisatie(request.wie.organisatie_id)
    namen = ("bekijken", "beoordelen", "terugkoppelen")
    form = TermijnForm(request.POST or None, initial={n: getattr(organisatie, f"termijn_{n}") for n in namen})
    if form.is_valid():
        try:
            services.stel_termijnen_in(door=request.wie, **form.cleaned_data)
        except OngeldigeInvoerError as fout:
            zet_fouten(form, fout)
        else:
            messages.success(request, gettext("De termijnen zijn opgeslagen."))
            return redirect("beheer:contacten")
    return formulierpagina(request, "beheer/termijnen.html", form)


@vereist(BEHEREN)
@require_http_methods(["GET", "POST"])
def delen(request: Verzoek) -> HttpResponse:
    """Ask four eyes on what is shared or not, and keep the words of the help page."""
    organisatie = selectors.organisatie(request.wie.organisatie_id)
    begin = {
        "vier_ogen": organisatie.vier_ogen_delen,
        "hulptekst": organisatie.hulptekst_delen,
        "bron": organisatie.hulptekst_bron,
    }
    form = DelenForm(request.POST if request.method == "POST" else None, initial=begin)
    if form.is_valid():
        try:
            services.stel_delen_in(door=request.wie, **form.cleaned_data)
        except OngeldigeInvoerError as fout:
            zet_fouten(form, fout)
        else:
            messages.success(request, gettext("De afspraken over delen zijn opgeslagen."))
            return redirect("beheer:contacten")
    return formulierpagina(request, "beheer/delen.html", form)


@vereist(BEHEREN)
@require_http_methods(["GET", "POST"])
def deuren(request: Verzoek) -> HttpResponse:
    """Open or close the public form per audience."""
    organisatie = selectors.organisatie(request.wie.organisatie_id)
    begin = {n: getattr(organisatie, f"deur_{n}") for n in ("medewerker", "professional", "inwoner")}
    form = DeurForm(request.POST if request.method == "POST" else None, initial=begin)
    if form.is_valid():
        services.stel_deuren_in(door=request.wie, **form.cleaned_data)
        messages.success(request, gettext("De deuren zijn opgeslagen."))
        return redirect("beheer:contacten")
    return formulierpagina(request, "beheer/deuren.html", form)
