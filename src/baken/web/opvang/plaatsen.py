"""What fits one client: fits, ask first, does not fit, each with all reasons; booking and waiting."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from baken.kern.fouten import OngeldigeInvoerError
from baken.referentie import selectors as referentie
from baken.web.opvang import weergave
from baken.web.opvang.basis import gedaan
from baken.web.opvang.forms import Boekform, Nachtenform, Wachtform
from baken.web.rechten import Verzoek, vereist
from baken.web.signalen.forms import zet_fouten
from baken.zorg.opvangblad import Opvangblad, match_voor
from baken.zorg.rules.opvang import COSM, Opvangsoort
from baken.zorg.services import wachtlijst as wachtdiensten
from baken.zorg.services.plaatsen import Boeking, reserveer


def _nachten(request: Verzoek) -> Nachtenform:
    """Return the nights that the address asks for; unbound when it asks for none."""
    return Nachtenform(request.GET if "van_dag" in request.GET else None, initial={"van": request.wie.vandaag})


def _zoek(request: Verzoek, pk: int, form: Nachtenform) -> Opvangblad:
    """Return what fits in these nights; with wrong nights, what fits tonight, and the form says what is wrong."""
    van: date | None = None
    tot: date | None = None
    if form.is_bound and form.is_valid():
        van, tot = form.cleaned_data["van"], form.tot
    try:
        return match_voor(request.wie, pk, van=van, tot=tot)
    except OngeldigeInvoerError as fout:
        zet_fouten(form, {"nachten" if veld == "tot" else veld: zin for veld, zin in fout.fouten.items()})
        return match_voor(request.wie, pk)


def _toon(request: Verzoek, pk: int, *, wachtform: forms.Form | None = None) -> HttpResponse:
    form = _nachten(request)
    blad = _zoek(request, pk, form)
    namen = weergave.soortnamen()
    urgentie = referentie.namen()
    lijst = blad.lijst
    inhoud = {
        "blad": blad,
        "traject": blad.traject,
        "nachtenform": form if form.is_bound else Nachtenform(initial={"van": blad.van, "nachten": 1}),
        "past": weergave.voorstellen([v for v in lijst.past if v.aanbod.soort not in COSM], blad, namen),
        "via_comensha": weergave.voorstellen([v for v in lijst.past if v.aanbod.soort in COSM], blad, namen),
        "nagaan": weergave.voorstellen(lijst.eerst_nagaan, blad, namen),
        "niet": weergave.voorstellen(lijst.niet, blad, namen),
        "verblijven": [_verblijf(v, namen) for v in blad.verblijven],
        "wacht": [
            {"pk": w.pk, "naam": namen.get(w.soort, w.soort), "urgentie": urgentie.get(w.urgentie), "sinds": w.sinds}
            for w in blad.wachtplekken
        ],
        "wachtform": wachtform or Wachtform(auto_id="id_wacht_%s"),
        "kruimels": weergave.kruimels(blad.traject.nummer, pk),
        "form": wachtform or (form if form.is_bound and form.errors else None),
    }
    fout = wachtform is not None or bool(form.is_bound and form.errors)
    return render(request, "opvang/zoeken.html", inhoud, status=422 if fout else 200)


def _verblijf(v: Any, namen: dict[str, str]) -> dict[str, Any]:
    return {
        **weergave.plekregel(v.plaatsing.plek, namen),
        "p": v.plaatsing,
        "badge": weergave.standbadge(v.plaatsing.status),
        "zoekt": v.zoekt_vaste_plek,
        "url": reverse("plaatsing:verblijf", args=[v.plaatsing.pk]),
    }


@vereist("opvang.zoeken")
@require_safe
def zoeken(request: Verzoek, pk: int) -> HttpResponse:
    """Show every place in three lists for the nights that were asked. Opening it is a line in the journaal."""
    return _toon(request, pk)


@vereist("opvang.plaatsen")
@require_http_methods(["GET", "HEAD", "POST"])
def boeken(request: Verzoek, pk: int, plek: int) -> HttpResponse:
    """Book one place: shows every reason again, and asks why when it does not surely fit."""
    gestuurd = request.method == "POST"
    form = Boekform(request.POST) if gestuurd else Boekform(initial=_gevraagd(request))
    if gestuurd and gedaan(form, lambda: _reserveer(request, pk, plek, form)):
        messages.success(request, _("De plek is geboekt."))
        return redirect("plaatsing:zoeken", pk=pk)
    nachten = form if gestuurd else _nachten(request)
    blad = _zoek(request, pk, nachten)
    if not blad.mag_plaatsen:
        return redirect("plaatsing:zoeken", pk=pk)  # the traject closed; the page says that no place is looked for
    voorstellen = (*blad.lijst.past, *blad.lijst.eerst_nagaan, *blad.lijst.niet)
    voorstel = next((v for v in voorstellen if v.aanbod.plek_id == plek), None)
    if voorstel is None:
        raise Http404
    if voorstel.oordeel.past:
        form.fields.pop("reden")
    else:
        form.fields["reden"].required = True  # only now is known that it asks why
    inhoud = {
        "blad": blad,
        "traject": blad.traject,
        "form": form,
        "v": weergave.voorstel(voorstel, blad, weergave.soortnamen()),
        "zeker": voorstel.oordeel.past,
        "grens": voorstel.oordeel.grens,
        "kruimels": weergave.kruimels(blad.traject.nummer, pk, _("Boeken")),
    }
    return render(request, "opvang/boeken.html", inhoud, status=422 if gestuurd else 200)


def _gevraagd(request: Verzoek) -> dict[str, Any]:
    form = _nachten(request)
    if form.is_bound and form.is_valid():
        return {"van": form.cleaned_data["van"], "nachten": form.cleaned_data["nachten"]}
    return {"van": request.wie.vandaag, "nachten": 1}


def _reserveer(request: Verzoek, pk: int, plek: int, form: Boekform) -> None:
    boeking = Boeking(plek, form.cleaned_data["van"], form.tot, form.cleaned_data["reden"])
    try:
        reserveer(traject_id=pk, boeking=boeking, door=request.wie)
    except OngeldigeInvoerError as fout:
        raise OngeldigeInvoerError({"nachten" if v == "tot" else v: z for v, z in fout.fouten.items()}) from None


@vereist("opvang.plaatsen")
@require_POST
def wachtlijst(request: Verzoek, pk: int) -> HttpResponse:
    """Let the client wait for a kind of shelter."""
    form = Wachtform(request.POST, auto_id="id_wacht_%s")

    def doe() -> None:
        d = form.cleaned_data
        soort = Opvangsoort(d["soort"])
        wachtdiensten.zet_op_wachtlijst(traject_id=pk, soort=soort, urgentie=d["urgentie"], door=request.wie)

    if gedaan(form, doe):
        messages.success(request, _("De cliënt staat op de wachtlijst."))
        return redirect("plaatsing:zoeken", pk=pk)
    return _toon(request, pk, wachtform=form)


@vereist("opvang.vrijgeven")
@require_POST
def van_wachtlijst(request: Verzoek, pk: int) -> HttpResponse:
    """Take the client off the list."""
    wacht = wachtdiensten.haal_van_wachtlijst(wachtplek_id=pk, door=request.wie)
    messages.success(request, _("De cliënt staat niet meer op deze wachtlijst."))
    return redirect("plaatsing:zoeken", pk=wacht.traject_id)
