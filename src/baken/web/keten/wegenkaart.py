"""The wegenkaart: a picture with the same in a list, to walk by phase, task and form."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from baken.keten import wegenkaart as keten
from baken.referentie import selectors as referentie
from baken.web.keten.forms import Kaartfilter
from baken.web.keten.tekening import teken
from baken.web.rechten import Verzoek, vereist


@vereist("keten.wegenkaart")
@require_safe
def kaart(request: Verzoek) -> HttpResponse:
    """Show who does what in the region; a filter that is unknown filters nothing."""
    form = Kaartfilter(request.GET or None)
    gekozen = {naam: request.GET.get(naam, "") for naam in ("fase", "vorm", "taak")}
    wegen = keten.wegenkaart(request.wie, **gekozen)
    inhoud = {
        "form": form,
        "tekening": teken(wegen),
        "gaten": sum(weg.gaten for weg in wegen),
        "taken": sum(len(weg.haltes) for weg in wegen),
        "lanen": [_laan(weg) for weg in wegen],
        "gefilterd": any(gekozen.values()),
    }
    return render(request, "keten/wegenkaart.html", inhoud)


def _laan(weg: keten.Weg) -> dict[str, Any]:
    """Return a phase in words: its tasks with where they come from, and who does them."""
    namen = referentie.namen()
    bronnen = {bron.code: bron.naam for bron in referentie.bronnen()}
    haltes = [
        {
            "naam": halte.taak.naam,
            "bron": bronnen[halte.taak.bron],
            "doen": [
                {
                    "pk": rij.organisatie_id,
                    "naam": rij.organisatie.naam,
                    "vormen": ", ".join(namen.get(code, code) for code in rij.vormen),
                    "kennis": rij.kennis,
                }
                for rij in sorted(halte.doen, key=lambda rij: not (rij.kennis or rij.vormen))
            ],
        }
        for halte in weg.haltes
    ]
    return {"naam": weg.fase.naam, "haltes": haltes}
