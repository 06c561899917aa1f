"""Advice and information that a coordinator gives, counted; and where the coordination has its place."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from baken.organisaties.besluit import rechten_voor
from baken.referentie import selectors as referentie
from baken.web.rechten import Verzoek, vereist
from baken.web.zorg.handelingen import gedaan
from baken.web.zorg.stukforms import Gesprekform, Zorgpuntform
from baken.zorg import selectors
from baken.zorg.services import tellen
from baken.zorg.services.tellen import Zorgpuntgegevens
from baken.zorg.soorten import Gespreksoort, Vrager

JAAR = timedelta(days=365)
# The pages on which the tasks of bron 004 have their place, and the right that opens each.
_TAAKRECHT = {"zorg:zorgpunt": "zorg.zorgpunt", "zorg:aanmelden": "trajecten.aanmelden"}
_TAAKRECHT |= {"zorg:caseload": "trajecten.werklijst", "zorg:advies": "zorg.tellen"}
_TAAKRECHT |= {"opvang:regiobeeld": "opvang.overzicht", "comensha:lijst": "comensha.werklijst"}


@vereist("zorg.tellen")
@require_http_methods(["GET", "HEAD", "POST"])
def advies(request: Verzoek) -> HttpResponse:
    """Count talks, and show what was counted in a year."""
    gepost = request.method == "POST"
    form = Gesprekform(request.POST if gepost else None, initial={"dag": request.wie.vandaag})

    def doe(d: dict[str, Any]) -> None:
        tellen.tel_gesprek(door=request.wie, **d)

    status = gedaan(form, doe) if gepost else 200
    if status == 0:
        messages.success(request, _("Het is geteld."))
        return redirect("zorg:advies")
    geteld = selectors.gesprekken(request.wie, van=request.wie.vandaag - JAAR)
    inhoud = {
        "form": form,
        "kolommen": [{"naam": _("Wat")}, {"naam": _("Wie vroeg het")}, {"naam": _("Aantal")}],
        "rijen": [
            {
                "cellen": [
                    {"tekst": _(Gespreksoort(soort).label)},
                    {"tekst": _(Vrager(vrager).label)},
                    {"tekst": str(aantal)},
                ]
            }
            for soort, vrager, aantal in geteld.rijen
        ],
        "sinds": geteld.sinds,
    }
    return render(request, "zorg/advies.html", inhoud, status=status)


@vereist("zorg.zorgpunt")
@require_http_methods(["GET", "HEAD", "POST"])
def zorgpunt(request: Verzoek) -> HttpResponse:
    """Show and record place and funding of the coordination, with the considerations of the source and the tasks."""
    punt = selectors.zorgpunt(request.wie)
    velden = ("plaats", "structureel", "financier", "caseload_maximum", "bron")
    gepost = request.method == "POST"
    form = Zorgpuntform(request.POST if gepost else None, initial={v: getattr(punt, v) for v in velden} if punt else {})

    def doe(d: dict[str, Any]) -> None:
        tellen.leg_zorgpunt_vast(gegevens=Zorgpuntgegevens(**d), door=request.wie)

    status = gedaan(form, doe) if gepost else 200
    if status == 0:
        messages.success(request, _("De gegevens zijn bijgewerkt."))
        return redirect("zorg:zorgpunt")
    inhoud = {
        "form": form,
        "punt": punt,
        "plaatsen": referentie.feiten("plaats_zorgcoordinatie"),
        "cijfers": referentie.feiten("cijfer_zorgcoordinatie"),
        "taken": [
            {"naam": f.naam, "uitleg": f.omschrijving, "url": _taakadres(request, str(f.inhoud["pagina"]))}
            for f in referentie.feiten("taak_zorgcoordinator")
        ],
    }
    return render(request, "zorg/zorgpunt.html", inhoud, status=status)


def _taakadres(request: Verzoek, naam: str) -> str:
    """Return the page of a task, for who may open it."""
    recht = _TAAKRECHT[naam]
    return reverse(naam) if rechten_voor(request.wie, recht) else ""
