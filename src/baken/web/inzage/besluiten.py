"""Deciding on one dossier of a request."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from baken.dossiers.inzage import services as inzage
from baken.dossiers.inzage.besluit import te_besluiten
from baken.dossiers.inzage.selectors import Besluitblad, besluitblad
from baken.dossiers.verzoekverloop import Dossieruitkomst, Verzoeksoort, grond
from baken.kern.fouten import OngeldigeInvoerError
from baken.referentie.selectors import namen
from baken.signalen.selectors import signalen_van_dossiers
from baken.web.inzage.forms import Besluitform, Redenform, veldnaam
from baken.web.inzage.verzoeken import naam_van, wie_regels
from baken.web.rechten import Verzoek, vereist
from baken.web.signalen.forms import zet_fouten
from baken.web.signalen.weergave import ZOEKSOORTEN

STIL = frozenset(
    {"politie", "riec", "zvh", "nla", "om"}
)  # naming these tells of an investigation: not ticked beforehand


@vereist("verzoeken.besluiten")
@require_http_methods(["GET", "POST"])
def besluit(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Choose who the person is in this dossier, and decide. That the persons were shown is a line."""
    gevonden = besluitblad(request.wie, pk)
    form = _form(request, gevonden)
    if form.is_bound and form.is_valid():
        try:
            inzage.besluit(besluit_id=pk, vorm=form.vorm(), door=request.wie)
        except OngeldigeInvoerError as fout:
            zet_fouten(form, fout.fouten)
        else:
            messages.success(request, _("Uw besluit over dit dossier is vastgelegd. U kunt het nog veranderen."))
            return redirect("inzage:blad", pk=gevonden.verzoek.pk)
    return _toon(request, gevonden, form, Redenform())


def _persoon(request: Verzoek, blad: Besluitblad) -> Any:
    """Return the person that was chosen: on this page, in the decision, or the only one that fits."""
    gekozen = request.POST.get("persoon") or request.GET.get("persoon") or str(blad.inhoud.get("persoon") or "")
    passend = [p for p in blad.personen if p.nummer in blad.zelfde] or list(blad.personen)
    enige = passend[0] if len(passend) == 1 else None
    return next((p for p in blad.personen if str(p.nummer) == gekozen), enige)


def _form(request: Verzoek, blad: Besluitblad) -> Besluitform:
    vast, eerder = blad.besluit, blad.inhoud
    begin: dict[str, Any] = {"ontvangers": [o.pk for o in blad.ontvangers if o.soort not in STIL]}
    if vast.uitkomst != Dossieruitkomst.OPEN:
        begin = {
            "uitkomst": vast.uitkomst,
            "grond": vast.grond,
            "verzwijgen": vast.verzwijgen,
            **{n: eerder.get(n) for n in ("velden", "samenvatting", "motivering", "ontvangers") if n in eerder},
            **{veldnaam(code): tekst for code, tekst in eerder.get("nieuw", {}).items()},
        }
    persoon = _persoon(request, blad)
    return Besluitform(
        request.POST if request.method == "POST" else None,
        initial=begin,
        soort=blad.verzoek.soort,
        persoon=persoon,
        eigen=blad.eigen.get(persoon.nummer, ()) if persoon else (),
        ontvangers=[(o.pk, o.naam) for o in blad.ontvangers],
        namen=dict(namen()),
    )


def _toon(request: Verzoek, blad: Besluitblad, form: Besluitform, reden: Redenform) -> HttpResponse:
    v, vast = blad.verzoek, blad.besluit
    signaal = signalen_van_dossiers(request.wie, [vast.dossier_id]).get(vast.dossier_id)
    nummer, namen_van = naam_van(signaal), namen()
    beperkt = v.soort == Verzoeksoort.BEPERKING and vast.uitgevoerd_op and not vast.opgeheven_op
    inhoud = {
        "v": v,
        "besluit": vast,
        "nummer": nummer,
        "signaal": signaal,
        "ontvangers": blad.ontvangers,
        "wie": wie_regels(blad.wie),
        "personen": [
            {
                "nummer": p.nummer,
                "deel": namen_van.get(p.deel, p.deel),
                "naam": p.groepen.get("identiteit", {}).get("naam", ""),
                "zelfde": ", ".join(ZOEKSOORTEN.get(s, s) for s in blad.zelfde.get(p.nummer, [])),
                "gekozen": form.persoon is not None and p.nummer == form.persoon.nummer,
            }
            for p in blad.personen
        ],
        "form": form if te_besluiten(v) else None,
        "reden": reden if beperkt else None,
        "formulieren": [f for f in (form, reden) if f.is_bound],
        "grond": grond(vast.grond),
        "motivering": blad.inhoud.get("motivering", ""),
        "opgeheven": blad.inhoud.get("opgeheven", ""),
        "kruimels": [
            {"naam": _("Verzoeken"), "url": reverse("inzage:lijst")},
            {"naam": v.kenmerk, "url": reverse("inzage:blad", args=[v.pk])},
            {"naam": nummer, "url": ""},
        ],
    }
    gebonden = form.is_bound or reden.is_bound
    return render(request, "inzage/besluit.html", inhoud, status=422 if gebonden else 200)


@vereist("verzoeken.besluiten")
@require_POST
def opheffen(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Lift a restriction."""
    gevonden = besluitblad(request.wie, pk)
    reden = Redenform(request.POST)
    if reden.is_valid():
        try:
            inzage.hef_beperking_op(besluit_id=pk, reden=reden.cleaned_data["reden"], door=request.wie)
        except OngeldigeInvoerError as fout:
            zet_fouten(reden, fout.fouten)
        else:
            messages.success(request, _("De beperking is opgeheven."))
            return redirect("inzage:besluit", pk=pk)
    request.method = "GET"  # the other form of this page was not sent
    return _toon(request, gevonden, _form(request, gevonden), reden)
