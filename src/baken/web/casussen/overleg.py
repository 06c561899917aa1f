"""A casusoverleg: plan it, record it, take its minutes along."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from baken.casussen import overlegblad as selectors
from baken.casussen.blad import casusblad
from baken.casussen.selectors import collegas, overlegpartijen
from baken.casussen.services import behandelen, overleg
from baken.casussen.verloop import NAAR_OVERLEG
from baken.kern import klok
from baken.kern.documenten import DOCX, Stuk, als_docx
from baken.kern.fouten import OngeldigeInvoerError, VerouderdError
from baken.keten.soorten import Aanwezig, Wijze
from baken.organisaties.besluit import rechten_voor
from baken.web import context
from baken.web.casussen.afsluiten import VEROUDERD
from baken.web.casussen.dossier import actieform, kiest_aanpak
from baken.web.casussen.forms_overleg import Overlegform, Verslagform
from baken.web.casussen.personen import afhandelen, invoerpagina
from baken.web.rechten import Verzoek, vereist
from baken.web.signalen.forms import zet_fouten
from baken.web.signalen.pdf import maak_pdf
from baken.web.templatetags.baken import datumtijd

DEMONSTRATIE = "DEMONSTRATIE – verzonnen gegevens"
BADGES = {"gepland": ("info", "calendar"), "gehouden": ("goed", "check"), "vervallen": ("", "x")}


@vereist("casussen.overleggen")
@require_http_methods(["GET", "HEAD", "POST"])
def nieuw(request: Verzoek, pk: int) -> HttpResponse:
    """Plan a casusoverleg with who may be there; for the others the page says why not."""
    stand = overlegpartijen(request.wie, pk)
    form = Overlegform(
        request.POST if request.method == "POST" else None,
        team=[(m.pk, m.naam) for m in stand.team],
        partijen=[(p.organisatie.pk, p.organisatie.naam) for p in stand.partijen if p.poort.open],
        kiest=kiest_aanpak(request),
        initial={"collegas": [m.pk for m in stand.team]},
    )

    def doe(form: Any) -> None:
        overleg.plan_overleg(casus_id=pk, versie=form.cleaned_data["versie"], overleg=form.overleg(), door=request.wie)

    status = afhandelen(form, doe)
    if status == 302:
        messages.success(request, _("Het overleg is gepland."))
        if stand.status in NAAR_OVERLEG:
            zin = _("De casus stond op “%(was)s”. Die staat nu op “In overleg”.")
            messages.info(request, zin % {"was": _(stand.status.label)})
        return redirect("casussen:detail", pk=pk)
    blad = casusblad(request.wie, pk, voor="casussen.overleggen")
    dicht = [f"{p.organisatie.naam}: {p.poort.reden}" for p in stand.partijen if not p.poort.open]
    return invoerpagina(request, blad, form, status, _("Overleg plannen"), dicht=dicht)


def _toon(
    request: Verzoek, pk: int, overleg_id: uuid.UUID, *, status: int = 200, **formulieren: forms.Form
) -> HttpResponse:
    blad = selectors.overlegblad(request.wie, pk, overleg_id)
    b = blad.bijeenkomst
    nummer = blad.casus.nummer if blad.casus else ""
    begin = {"versie": b.versie}
    inhoud = {
        **_inhoud(blad),
        "casus": blad.casus,
        "mag": blad.mag,
        "verslagform": Verslagform(genodigden=blad.genodigden, kiest=kiest_aanpak(request), initial=begin),
        "actieform": actieform(request, collegas(request.wie)),
        **formulieren,
        "form": next(iter(formulieren.values()), None),
        "verouderd": VEROUDERD if status == 409 else "",
        "kruimels": [
            {"naam": _("Casussen"), "url": reverse("casussen:werklijst")},
            {"naam": nummer, "url": reverse("casussen:detail", args=[pk])},
            {"naam": _("Overleg"), "url": ""},
        ],
    }
    return render(request, "casussen/overleg.html", inhoud, status=status)


def _inhoud(blad: selectors.Overlegblad) -> dict[str, Any]:
    """Return what the page of a meeting shows, for the team and for who was invited."""
    b = blad.bijeenkomst
    soort, icoon = BADGES[b.status]
    return {
        "blad": blad,
        "b": b,
        "badge": {"tekst": b.get_status_display(), "soort": soort, "icoon": icoon},
        "wijze": Wijze(b.wijze).label,
        "begonnen": b.op <= klok.nu(),
        "genodigden": [{"naam": g.naam, "waarde": Aanwezig(g.aanwezig).label} for g in blad.genodigden],
    }


@vereist("casussen.inzien")
@require_safe
def detail(request: Verzoek, pk: int, overleg_id: uuid.UUID) -> HttpResponse:
    """Show a meeting with pseudonyms. Opening it is a line in the journaal."""
    return _toon(request, pk, overleg_id)


@vereist("casussen.overleggen")
@require_POST
def vastleggen(request: Verzoek, pk: int, overleg_id: uuid.UUID) -> HttpResponse:
    """Record who came and what was decided."""
    genodigden = selectors.overlegblad(request.wie, pk, overleg_id).genodigden
    form = Verslagform(request.POST, genodigden=genodigden, kiest=kiest_aanpak(request))
    status = 422
    if form.is_valid():
        try:
            overleg.leg_overleg_vast(
                casus_id=pk,
                bijeenkomst_id=overleg_id,
                versie=form.cleaned_data["versie"],
                verslag=form.verslag(),
                door=request.wie,
            )
        except OngeldigeInvoerError as fout:
            zet_fouten(form, fout.fouten)
        except VerouderdError:
            status = 409
        else:
            messages.success(request, _("Het overleg is vastgelegd."))
            return redirect("casussen:overleg", pk=pk, overleg_id=overleg_id)
    return _toon(request, pk, overleg_id, status=status, verslagform=form)


@vereist("casussen.overleggen")
@require_POST
def vervallen(request: Verzoek, pk: int, overleg_id: uuid.UUID) -> HttpResponse:
    """Say that a meeting does not go on."""
    overleg.laat_vervallen(casus_id=pk, bijeenkomst_id=overleg_id, door=request.wie)
    messages.success(request, _("Dat is vastgelegd."))
    return redirect("casussen:overleg", pk=pk, overleg_id=overleg_id)


@vereist("casussen.behandelen")
@require_POST
def actie(request: Verzoek, pk: int, overleg_id: uuid.UUID) -> HttpResponse:
    """Record what was agreed that somebody does by a day."""
    form = actieform(request, collegas(request.wie), request.POST)
    if form.is_valid():
        try:
            behandelen.maak_actie(
                casus_id=pk,
                actie=form.actie(),
                bijeenkomst_id=overleg_id,
                door=request.wie,
            )
        except OngeldigeInvoerError as fout:
            zet_fouten(form, fout.fouten)
        else:
            messages.success(request, _("De actie staat op de lijst."))
            return redirect("casussen:overleg", pk=pk, overleg_id=overleg_id)
    return _toon(request, pk, overleg_id, status=422, actieform=form)


def bestand(request: Verzoek, stuk: Stuk, vorm: str) -> HttpResponse:
    """Return a document as a file that is saved, never shown by the browser."""
    if settings.DEMONSTRATIE:
        stuk = replace(stuk, regel=f"{DEMONSTRATIE} · {stuk.regel}")
    if vorm == "docx":
        antwoord = HttpResponse(als_docx(stuk), content_type=DOCX)
    else:
        html = render_to_string("casussen/verslag_afdruk.html", {**context.vast(request), "stuk": stuk})
        antwoord = HttpResponse(maak_pdf(html), content_type="application/pdf")
    antwoord.headers["Content-Disposition"] = f'attachment; filename="verslag.{vorm}"'
    antwoord.headers["Cache-Control"] = "no-store"
    return antwoord


@vereist("casussen.inzien")
@require_safe
def verslag(request: Verzoek, pk: int, overleg_id: uuid.UUID, vorm: str) -> HttpResponse:
    """Give the minutes with pseudonyms as a file; that they were taken along is a line."""
    return bestand(request, selectors.verslag(request.wie, pk, overleg_id), vorm)


@vereist("casussen.verslag_met_namen")
@require_POST
def verslag_met_namen(request: Verzoek, pk: int, overleg_id: uuid.UUID) -> HttpResponse:
    """Give the minutes with names: an act of its own, in the answer to this POST."""
    vorm = "docx" if request.POST.get("vorm") == "docx" else "pdf"
    return bestand(request, selectors.verslag(request.wie, pk, overleg_id, met_namen=True), vorm)


def _rij(rij: selectors.Rij, anders: str) -> dict[str, Any]:
    """Return a row of a list of meetings. anders: what stands there when it is of another organisation."""
    eigen = rij.casus_id is not None
    naar = ("casussen:overleg", [rij.casus_id, rij.id]) if eigen else ("casussen:uitnodiging", [rij.id])
    return {
        "cellen": [
            {"tekst": datumtijd(rij.bijeenkomst.op), "url": reverse(naar[0], args=naar[1])},
            {"tekst": rij.nummer or anders},
            {"tekst": rij.bijeenkomst.organisatie.naam},
            {"tekst": Wijze(rij.bijeenkomst.wijze).label},
        ]
    }


@vereist("casussen.werklijst")
@require_safe
def lijst(request: Verzoek) -> HttpResponse:
    """List the meetings that are planned, on own casussen and of others, and those of others that were held."""
    geweest = selectors.geweest(request.wie) if rechten_voor(request.wie, "delen.meelezen") else []
    inhoud = {
        "kolommen": [{"naam": n} for n in (_("Wanneer"), _("Waarover"), _("Organisatie"), _("Hoe"))],
        "rijen": [_rij(rij, _("Uitnodiging")) for rij in selectors.overleggen(request.wie)],
        "geweest": [_rij(rij, _("Agenda en besluiten")) for rij in geweest],
        "kruimels": [
            {"naam": _("Casussen"), "url": reverse("casussen:werklijst")},
            {"naam": _("Overleggen"), "url": ""},
        ],
    }
    return render(request, "casussen/overleggen.html", inhoud)


@vereist("delen.meelezen")
@require_safe
def uitnodiging(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Show agenda and decisions of a meeting of another organisation, as long as the own one reads along there."""
    blad = selectors.uitnodiging(request.wie, pk)
    inhoud = {
        **_inhoud(blad),
        "kruimels": [
            {"naam": _("Overleggen"), "url": reverse("casussen:overleggen")},
            {"naam": _("Uitnodiging"), "url": ""},
        ],
    }
    return render(request, "casussen/uitnodiging.html", inhoud)
