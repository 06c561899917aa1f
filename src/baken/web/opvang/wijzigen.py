"""Pages of their own to record and change a facility or one of its places. They know no person."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from baken.kern.fouten import VerouderdError
from baken.referentie import selectors as referentie
from baken.web.opvang import weergave
from baken.web.opvang.basis import LEZEN, beheerkruimels, gedaan
from baken.web.opvang.forms import (
    Plekform,
    Voorzieningform,
    beginwaarden,
)
from baken.web.rechten import Verzoek, vereist
from baken.zorg import opvangblad as opvang
from baken.zorg.opvangaanbod import standaardvoorwaarden
from baken.zorg.opvanggegevens import voorwaarden_van
from baken.zorg.rules.noodbed import STANDAARD_NACHTEN
from baken.zorg.rules.opvang import Opvangsoort
from baken.zorg.rules.voorwaarden import lees_voorwaarden
from baken.zorg.services import voorzieningen as services

VEROUDERD = gettext_lazy(
    "Een collega heeft deze voorziening intussen veranderd. Er is nog niets bewaard. Kijk of het nog klopt."
)
PLEK_VEROUDERD = gettext_lazy(
    "Een collega heeft deze plek intussen veranderd. Er is nog niets bewaard. Kijk of het nog klopt."
)


@vereist("opvang.beheren")
@require_safe
def kies(request: Verzoek) -> HttpResponse:
    """Ask which kind of shelter it is: that fills in the conditions that the source gives."""
    soorten = []
    for f in referentie.feiten("opvang"):
        adres_ = reverse("opvang:nieuw", args=[f.code])
        soorten.append({"naam": f.naam, "url": adres_, "uitleg": capfirst(f.inhoud.get("doelgroep", ""))})
    return render(request, "opvang/kies.html", {"taken": soorten, "kruimels": beheerkruimels((_("Nieuw"), ""))})


def _soort(code: str) -> Opvangsoort:
    try:
        return Opvangsoort(code)
    except ValueError:
        raise Http404 from None


@vereist("opvang.beheren")
@require_http_methods(LEZEN)
def nieuw(request: Verzoek, soort: str) -> HttpResponse:
    """Record a facility."""
    gekozen = _soort(soort)
    begin = {
        **beginwaarden(standaardvoorwaarden(gekozen)),
        "structureel": "onbekend",
        "noodbed_nachten": STANDAARD_NACHTEN,
        "versie": 0,
    }
    aanbieders = opvang.aanbieders(request.wie)
    form = Voorzieningform(request.POST if request.method == "POST" else None, aanbieders=aanbieders, initial=begin)
    gemaakt: list[Any] = []

    def doe() -> None:
        gegevens = form.gegevens(gekozen)
        gemaakt.append(services.leg_voorziening_vast(soort=gekozen, gegevens=gegevens, door=request.wie))

    if form.is_bound and gedaan(form, doe):
        messages.success(request, _("De voorziening is bewaard. Vul nu het adres en de plekken in."))
        return redirect("opvang:voorziening", pk=gemaakt[0].pk)
    inhoud = {
        "form": form,
        "soort": weergave.soortnamen().get(soort, soort),
        "kruimels": beheerkruimels((_("Nieuw"), "")),
        "terug": reverse("opvang:beheer"),
    }
    return render(request, "opvang/formulier.html", inhoud, status=422 if form.is_bound else 200)


@vereist("opvang.beheren")
@require_http_methods(LEZEN)
def wijzigen(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Change what is recorded of a facility."""
    voorziening = opvang.voorzieningblad(request.wie, pk).voorziening
    velden = ("naam", "doelgroepnoot", "noodbed_nachten", "structureel", "verzekerd_op", "verzekerd_tot", "bron")
    begin = {
        **beginwaarden(lees_voorwaarden(voorziening.voorwaarden)),
        **{veld: getattr(voorziening, veld) for veld in (*velden, "geldig_tot", "gecontroleerd_op", "versie")},
        "boeking": "ja" if voorziening.eigen_boeking else "nee",
        "aanbieder": str(voorziening.aanbieder_id or ""),
    }
    aanbieders = opvang.aanbieders(request.wie)
    form = Voorzieningform(request.POST if request.method == "POST" else None, aanbieders=aanbieders, initial=begin)
    status = 422 if form.is_bound else 200

    def doe() -> None:
        gegevens, versie = form.gegevens(Opvangsoort(voorziening.soort)), form.cleaned_data["versie"]
        services.werk_bij(voorziening_id=pk, versie=versie, gegevens=gegevens, door=request.wie)

    try:
        if form.is_bound and gedaan(form, doe):
            messages.success(request, _("De voorziening is bewaard."))
            return redirect("opvang:voorziening", pk=pk)
    except VerouderdError:
        status = 409
        _bevestig(form, request, voorziening.versie)
    inhoud = {
        "form": form,
        "voorziening": voorziening,
        "soort": weergave.soortnamen().get(voorziening.soort, ""),
        "verouderd": VEROUDERD if status == 409 else "",
        "kruimels": beheerkruimels((voorziening.naam, reverse("opvang:voorziening", args=[pk])), (_("Wijzigen"), "")),
        "terug": reverse("opvang:voorziening", args=[pk]),
    }
    return render(request, "opvang/formulier.html", inhoud, status=status)


def _bevestig(form: forms.Form, request: Verzoek, versie: int) -> None:
    """Keep what was typed, so that it may be confirmed beside the version that is shown now."""
    getypt = request.POST.copy()  # a QueryDict: each box that was ticked, and text as text
    getypt["versie"] = str(versie)
    form.data = getypt


@vereist("opvang.beheren")
@require_http_methods(LEZEN)
def plek_wijzigen(request: Verzoek, pk: int) -> HttpResponse:
    """Change a place, or let it end."""
    gevonden = opvang.plek_voor(request.wie, pk)
    afwijkend = gevonden.afwijkende_voorwaarden
    begin = {
        **(beginwaarden(voorwaarden_van(gevonden)) if afwijkend else {}),
        "code": gevonden.code,
        "noodbed": gevonden.noodbed,
        "geldig_tot": gevonden.geldig_tot,
        "anders": bool(afwijkend),
        "versie": gevonden.versie,
    }
    form = Plekform(request.POST if request.method == "POST" else None, initial=begin)
    bij = gevonden.voorziening
    status = 422 if form.is_bound else 200

    def doe() -> None:
        versie = form.cleaned_data["versie"]
        services.werk_plek_bij(plek_id=pk, versie=versie, plek=form.gegevens(), door=request.wie)

    try:
        if form.is_bound and gedaan(form, doe):
            messages.success(request, _("De plek is bewaard."))
            return redirect("opvang:voorziening", pk=bij.pk)
    except VerouderdError:
        status = 409
        _bevestig(form, request, gevonden.versie)
    inhoud = {
        "form": form,
        "plek": gevonden,
        "verouderd": PLEK_VEROUDERD if status == 409 else "",
        "kruimels": beheerkruimels((bij.naam, reverse("opvang:voorziening", args=[bij.pk])), (gevonden.code, "")),
        "terug": reverse("opvang:voorziening", args=[bij.pk]),
    }
    return render(request, "opvang/plek.html", inhoud, status=status)
