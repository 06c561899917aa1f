"""A stuck casus: the team asks, and the beleidsregisseur answers or brings it to the Regionale Tafel."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from baken.casussen import opschalingen as selectors
from baken.casussen.blad import casusblad
from baken.casussen.services import opschalen, tafels
from baken.casussen.soorten import Belemmering
from baken.kern.fouten import OngeldigeInvoerError
from baken.keten.soorten import Wijze
from baken.web.casussen.dossier import toon_casus
from baken.web.casussen.forms_opschaling import (
    Antwoordform,
    Momentform,
    Naartafelform,
    Opschaalform,
    Tafelverslagform,
    Vraagstandform,
)
from baken.web.casussen.overleg import bestand
from baken.web.casussen.personen import afhandelen, invoerpagina
from baken.web.casussen.weergave import vraagbadge, vraaggegevens
from baken.web.rechten import Verzoek, vereist
from baken.web.signalen.forms import zet_fouten
from baken.web.templatetags.baken import datumtijd


@vereist("opschaling.indienen")
@require_http_methods(["GET", "HEAD", "POST"])
def indienen(request: Verzoek, pk: int) -> HttpResponse:
    """Ask the beleidsregisseur to help a stuck casus on."""
    form = Opschaalform(request.POST if request.method == "POST" else None, regisseurs=selectors.te_vragen(request.wie))

    def doe(form: Any) -> None:
        c = form.cleaned_data
        opschalen.schaal_op(casus_id=pk, versie=c["versie"], naar_id=c["naar"], vraag=form.vraag(), door=request.wie)

    status = afhandelen(form, doe)
    if status == 302:
        messages.success(request, _("Uw vraag is verstuurd. Het antwoord leest u bij deze casus."))
        return redirect("casussen:detail", pk=pk)
    blad = casusblad(request.wie, pk, voor="opschaling.indienen")
    if not blad.mag["indienen"]:
        return redirect("casussen:detail", pk=pk)  # the casus is not stuck any more
    return invoerpagina(request, blad, form, status, _("Vraag hulp aan de beleidsregisseur"))


@vereist("opschaling.volgen")
@require_POST
def vraagstand(request: Verzoek, pk: int) -> HttpResponse:
    """Say that the answer was read, or take the question back."""
    form = Vraagstandform(request.POST)
    if form.is_valid():
        doe = opschalen.lees_antwoord if form.cleaned_data["naar"] == "gelezen" else opschalen.trek_in
        doe(casus_id=pk, opschaling_id=form.cleaned_data["vraag"], door=request.wie)
        messages.success(request, _("Dat is vastgelegd."))
        return redirect("casussen:detail", pk=pk)
    return toon_casus(request, pk, status=422)  # nothing is typed here: this is not what the page sent


@vereist("opschaling.lezen")
@require_safe
def lijst(request: Verzoek) -> HttpResponse:
    """List what was asked of the own organisation, and the Regionale Tafels that are planned."""
    klaar = request.GET.get("tab") == "klaar"
    tekst = request.GET.get("pagina", "")
    pagina = max(int(tekst), 1) if tekst.isascii() and tekst.isdigit() and len(tekst) < 5 else 1
    rijen, meer = selectors.opschalingen(request.wie, open_=not klaar, pagina=pagina)
    adres = reverse("opschaling:lijst")
    zelf = f"{adres}?tab={'klaar' if klaar else 'open'}"
    inhoud = {
        "tabs": [
            {"naam": _("Te doen"), "url": adres, "actief": not klaar},
            {"naam": _("Beantwoord"), "url": f"{adres}?tab=klaar", "actief": klaar},
        ],
        "kolommen": [{"naam": n} for n in (_("Kenmerk"), _("Van"), _("Waarop"), _("Stand"), _("Ingediend"))],
        "rijen": [
            {
                "cellen": [
                    {"tekst": o.kenmerk, "url": reverse("opschaling:blad", args=[o.pk])},
                    {"tekst": o.van.naam},
                    {"tekst": _(Belemmering(o.belemmering).label)},
                    vraagbadge(o.status),
                    {"datum": o.ingediend_op},
                ]
            }
            for o in rijen
        ],
        "tafels": selectors.tafels(request.wie, gehouden=klaar),
        "klaar": klaar,
        "vorige_url": f"{zelf}&pagina={pagina - 1}" if pagina > 1 else "",
        "volgende_url": f"{zelf}&pagina={pagina + 1}" if meer else "",
    }
    return render(request, "opschaling/lijst.html", inhoud)


def _blad(request: Verzoek, pk: uuid.UUID, *, status: int = 200, **formulieren: forms.Form) -> HttpResponse:
    blad = selectors.opschalingsblad(request.wie, pk)
    o = blad.opschaling
    gepland = [(t.pk, datumtijd(t.op)) for t in selectors.tafels(request.wie)]
    inhoud = {
        "blad": blad,
        "o": o,
        "badge": vraagbadge(o.status),
        "gegevens": [
            {"naam": _("Van"), "waarde": o.van.naam},
            {"naam": _("Waarop"), "waarde": _(Belemmering(o.belemmering).label)},
            *vraaggegevens(blad.vraag),
        ],
        "gepland": gepland,
        "tafelform": Naartafelform(tafels=gepland),
        "antwoordform": Antwoordform(),
        **formulieren,
        "form": next(iter(formulieren.values()), None),
        "kruimels": [{"naam": _("Opschaling"), "url": reverse("opschaling:lijst")}, {"naam": o.kenmerk, "url": ""}],
    }
    return render(request, "opschaling/blad.html", inhoud, status=status)


@vereist("opschaling.lezen")
@require_safe
def blad(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Show what is asked. Opening it is a line in the journaal."""
    return _blad(request, pk)


@vereist("opschaling.behandelen")
@require_POST
def naar_tafel(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Put the question on the agenda of a Regionale Tafel."""
    gepland = [(t.pk, "") for t in selectors.tafels(request.wie)]
    form = Naartafelform(request.POST, tafels=gepland)
    if form.is_valid():
        try:
            opschalen.breng_naar_tafel(
                opschaling_id=pk, bijeenkomst_id=form.cleaned_data["bijeenkomst"], door=request.wie
            )
        except OngeldigeInvoerError as fout:
            zet_fouten(form, fout.fouten)
        else:
            messages.success(request, _("De vraag staat op de agenda van de Regionale Tafel."))
            return redirect("opschaling:blad", pk=pk)
    return _blad(request, pk, status=422, tafelform=form)


@vereist("opschaling.behandelen")
@require_POST
def antwoorden(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Tell the team what was decided."""
    form = Antwoordform(request.POST)
    if form.is_valid():
        try:
            opschalen.beantwoord(opschaling_id=pk, tekst=form.cleaned_data["tekst"], door=request.wie)
        except OngeldigeInvoerError as fout:
            zet_fouten(form, fout.fouten)
        else:
            messages.success(request, _("Het team kan uw antwoord nu lezen."))
            return redirect("opschaling:blad", pk=pk)
    return _blad(request, pk, status=422, antwoordform=form)


@vereist("opschaling.tafel_plannen")
@require_http_methods(["GET", "HEAD", "POST"])
def tafel_nieuw(request: Verzoek) -> HttpResponse:
    """Plan a Regionale Tafel."""
    form = Momentform(request.POST if request.method == "POST" else None)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            tafel = tafels.plan_tafel(
                op=form.op(), wijze=Wijze(form.cleaned_data["wijze"]), agenda=form.punten(), door=request.wie
            )
        except OngeldigeInvoerError as fout:
            zet_fouten(form, fout.fouten)
        else:
            messages.success(request, _("De Regionale Tafel is gepland."))
            return redirect("opschaling:tafel", pk=tafel.pk)
    return render(request, "opschaling/tafel_nieuw.html", {"form": form}, status=status)


def _tafel(request: Verzoek, pk: uuid.UUID, *, status: int = 200, form: Tafelverslagform | None = None) -> HttpResponse:
    gevonden = selectors.tafelblad(request.wie, pk)
    inhoud = {
        "verslagform": form or Tafelverslagform(organisaties=gevonden.te_kiezen),
        "form": form,
        "blad": gevonden,
        "tafel": gevonden.tafel,
        "wijze": Wijze(gevonden.tafel.wijze).label,
        "lees_na": _(selectors.LEES_NA),
        "vragen": [
            {"kenmerk": o.kenmerk, "pk": o.pk, "van": o.van.naam, **vraagbadge(o.status)} for o in gevonden.vragen
        ],
        "kruimels": [
            {"naam": _("Opschaling"), "url": reverse("opschaling:lijst")},
            {"naam": _("Regionale Tafel"), "url": ""},
        ],
    }
    return render(request, "opschaling/tafel.html", inhoud, status=status)


@vereist("opschaling.lezen")
@require_safe
def tafel(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Show a Regionale Tafel with what stands on it."""
    return _tafel(request, pk)


@vereist("opschaling.tafel_plannen")
@require_POST
def tafel_sluiten(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Say that a Regionale Tafel was held, or does not go on."""
    form = None
    if request.POST.get("naar") != "gehouden":
        tafels.sluit_tafel(bijeenkomst_id=pk, gehouden=False, door=request.wie)
    else:
        form = Tafelverslagform(request.POST, organisaties=selectors.tafelblad(request.wie, pk).te_kiezen)
        if not (form.is_valid() and _leg_tafel_vast(form, pk, request)):
            return _tafel(request, pk, status=422, form=form)
    messages.success(request, _("Dat is vastgelegd."))
    return redirect("opschaling:tafel", pk=pk)


def _leg_tafel_vast(form: Tafelverslagform, pk: uuid.UUID, request: Verzoek) -> bool:
    c = form.cleaned_data
    try:
        tafels.sluit_tafel(
            bijeenkomst_id=pk,
            gehouden=True,
            aanwezig=c["aanwezig"],
            besluiten=c["besluiten"].splitlines(),
            door=request.wie,
        )
    except OngeldigeInvoerError as fout:
        zet_fouten(form, fout.fouten)
        return False
    return True


@vereist("opschaling.lezen")
@require_safe
def tafelverslag(request: Verzoek, pk: uuid.UUID, vorm: str) -> HttpResponse:
    """Give the minutes of a Regionale Tafel as a file; that they were taken along is a line."""
    return bestand(request, selectors.tafelverslag(request.wie, pk), vorm)
