"""Keep facilities and their places. These pages know no person; where a facility is stands on a page of its own."""

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

from baken.organisaties.besluit import rechten_voor
from baken.web.opvang import weergave
from baken.web.opvang.basis import LEZEN, beheerkruimels, gedaan
from baken.web.opvang.forms import (
    Adresform,
    Kwaliteitform,
    Nieuweplekform,
    Standform,
)
from baken.web.rechten import Verzoek, knop, vereist
from baken.zorg import opvangblad as opvang
from baken.zorg.opvangaanbod import is_noodbed
from baken.zorg.rules.voorwaarden import lees_voorwaarden
from baken.zorg.services import voorzieningen as services
from baken.zorg.soorten import Antwoord


@vereist("opvang.beheren")
@require_safe
def lijst(request: Verzoek) -> HttpResponse:
    """Show the facilities that the own organisation keeps."""
    namen = weergave.soortnamen()
    rijen = [
        {
            "te_laat": bool(v.verzekerd_tot and v.verzekerd_tot < request.wie.vandaag),
            "cellen": [
                {"tekst": v.naam, "url": reverse("opvang:voorziening", args=[v.pk])},
                {"tekst": namen.get(v.soort, v.soort)},
                {"tekst": str(getattr(v, "aantal", 0))},
                {"tekst": str(getattr(v, "bezet", 0)) if v.eigen_boeking else _("Niet bekend")},
                weergave.vrijbadge(_stand(v, request)),
                {"termijn": v.verzekerd_tot} if v.verzekerd_tot else {"tekst": _("Niet bekend")},
                {"datum": v.gecontroleerd_op} if v.gecontroleerd_op else {"tekst": _("Nog niet")},
            ],
        }
        for v in opvang.voorzieningen(request.wie)
    ]
    koppen = (
        _("Naam"),
        _("Soort"),
        _("Plekken"),
        _("Bezet vannacht"),
        _("Plek vannacht"),
        _("Toegezegd tot"),
        _("Gecontroleerd"),
    )
    inhoud = {
        "kolommen": [{"naam": naam} for naam in koppen],
        "rijen": rijen,
        "mag_regio": bool(rechten_voor(request.wie, "opvang.overzicht")),
    }
    return render(request, "opvang/lijst.html", inhoud)


def _stand(voorziening: Any, request: Verzoek) -> str:
    """Return whether there is room tonight; what was said of an earlier night is unknown."""
    stand = getattr(voorziening, "stand", None)
    return str(stand.vrij) if stand is not None and stand.nacht == request.wie.vandaag else str(Antwoord.ONBEKEND)


def _toon(request: Verzoek, pk: uuid.UUID, *, status: int = 200, **formulieren: forms.Form) -> HttpResponse:
    """Render the page of a facility; `formulieren` came back with mistakes."""
    gevonden = opvang.voorzieningblad(request.wie, pk)
    v = gevonden.voorziening
    plekken = [
        {
            "cellen": [
                {"tekst": p.code, "url": reverse("opvang:plek_wijzigen", args=[p.pk])},
                {"tekst": _("Noodbed") if p.noodbed else _("Gewone plek")},
                {"tekst": _("Wijkt af") if p.afwijkende_voorwaarden else _("Zoals de opvang")},
                {"datum": p.geldig_tot} if p.geldig_tot else {"tekst": _("Geen einde")},
            ]
        }
        for p in gevonden.plekken
    ]
    kwaliteit = [
        {
            "cellen": [
                {"tekst": k.criterium},
                weergave.vrijbadge(k.voldoet),
                {"datum": k.gecontroleerd_op},
                {"tekst": k.bron},
            ]
        }
        for k in gevonden.kwaliteit
    ]
    inhoud = {
        "v": v,
        "blad": gevonden,
        "soort": weergave.soortnamen().get(v.soort, ""),
        "badge": weergave.vrijbadge(_stand(v, request)),
        "gegevens": _gegevens(v),
        "voorwaarden": weergave.voorwaarden(lees_voorwaarden(v.voorwaarden)),
        "plekken": plekken,
        "plekkolommen": [{"naam": n} for n in (_("Plek"), _("Soort"), _("Voorwaarden"), _("Bestaat tot"))],
        "kwaliteit": kwaliteit,
        "kwaliteitkolommen": [{"naam": n} for n in (_("Criterium"), _("Voldoet"), _("Gecontroleerd"), _("Bron"))],
        "plekform": Nieuweplekform(auto_id="id_plek_%s", initial={"noodbed": is_noodbed(v.soort)}),
        "kwaliteitform": Kwaliteitform(auto_id="id_kwaliteit_%s"),
        "standform": Standform(auto_id="id_stand_%s"),
        "kruimels": beheerkruimels((v.naam, "")),
        **formulieren,
        "form": next(iter(formulieren.values()), None),
    }
    return render(request, "opvang/voorziening.html", inhoud, status=status)


def _gegevens(v: Any) -> list[dict[str, Any]]:
    def dag(naam: str, waarde: Any) -> dict[str, Any]:
        return {"naam": naam, "datum": waarde} if waarde else {"naam": naam, "waarde": _("Niet bekend")}

    return [
        {"naam": _("Aanbieder"), "waarde": v.aanbieder.naam if v.aanbieder else _("Niet bekend")},
        {"naam": _("Noot bij de doelgroep"), "waarde": v.doelgroepnoot},
        {"naam": _("Structureel geld"), "waarde": Antwoord(v.structureel).label},
        dag(_("Toegezegd op"), v.verzekerd_op),
        dag(_("Toegezegd tot en met"), v.verzekerd_tot),
        {"naam": _("Nachten tot een vaste plek"), "waarde": v.noodbed_nachten},
        {"naam": _("Bron"), "waarde": v.bron},
        dag(_("Gecontroleerd op"), v.gecontroleerd_op),
        *([dag(_("Bestaat tot"), v.geldig_tot)] if v.geldig_tot else []),
    ]


@vereist("opvang.beheren")
@require_safe
def blad(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Show a facility with its places and quality, never where it is."""
    return _toon(request, pk)


@vereist("opvang.adres_tonen")
@knop("opvang:voorziening")
def toon(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Show where a facility is, once, in the answer to this POST; that it was shown is a line in the journaal."""
    voorziening, waar = opvang.adres_van(request.wie, pk)
    inhoud = {
        "v": voorziening,
        "waar": waar,
        "kruimels": beheerkruimels((voorziening.naam, reverse("opvang:voorziening", args=[pk])), (_("Adres"), "")),
    }
    return render(request, "opvang/toon.html", inhoud)


@vereist("opvang.beheren")
@require_http_methods(LEZEN)
def adres(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Record where a facility is; the form never holds what stood there."""
    voorziening = opvang.voorzieningblad(request.wie, pk).voorziening
    form = Adresform(request.POST if request.method == "POST" else None)

    def doe() -> None:
        services.leg_adres_vast(voorziening_id=pk, waar=form.waar(), door=request.wie)

    if form.is_bound and gedaan(form, doe):
        messages.success(request, _("Het adres is versleuteld bewaard."))
        return redirect("opvang:voorziening", pk=pk)
    inhoud = {
        "form": form,
        "v": voorziening,
        "kruimels": beheerkruimels((voorziening.naam, reverse("opvang:voorziening", args=[pk])), (_("Adres"), "")),
    }
    return render(request, "opvang/adres.html", inhoud, status=422 if form.is_bound else 200)


@vereist("opvang.beheren")
@require_POST
def stand(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Record what the facility said about tonight."""
    form = Standform(request.POST, auto_id="id_stand_%s")

    def doe() -> None:
        services.meld_stand(voorziening_id=pk, vrij=Antwoord(form.cleaned_data["vrij"]), door=request.wie)

    if gedaan(form, doe):
        messages.success(request, _("Bewaard. Morgen is dit weer niet bekend."))
        return redirect("opvang:voorziening", pk=pk)
    return _toon(request, pk, status=422, standform=form)


@vereist("opvang.beheren")
@require_POST
def plek(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Record a place."""
    form = Nieuweplekform(request.POST, auto_id="id_plek_%s")

    def doe() -> None:
        services.leg_plek_vast(voorziening_id=pk, plek=form.gegevens(), door=request.wie)

    if gedaan(form, doe):
        messages.success(request, _("De plek staat erbij."))
        return redirect("opvang:voorziening", pk=pk)
    return _toon(request, pk, status=422, plekform=form)


@vereist("opvang.beheren")
@require_POST
def kwaliteit(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Record that somebody looked at a criterium."""
    form = Kwaliteitform(request.POST, auto_id="id_kwaliteit_%s")

    def doe() -> None:
        d = form.cleaned_data
        services.leg_kwaliteit_vast(
            voorziening_id=pk,
            criterium=d["criterium"],
            voldoet=Antwoord(d["voldoet"]),
            op=d["op"],
            bron=d["bron"],
            door=request.wie,
        )

    if gedaan(form, doe):
        messages.success(request, _("De controle is bewaard."))
        return redirect("opvang:voorziening", pk=pk)
    return _toon(request, pk, status=422, kwaliteitform=form)
