"""Add facts, persons and places to a signaal; record risk factors."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from baken.kern.fouten import VerouderdError
from baken.referentie import selectors as referentie
from baken.signalen import selectors
from baken.signalen.selectors import Dossierblad
from baken.signalen.services import behandelen
from baken.web.rechten import Verzoek, vereist
from baken.web.signalen import bladweergave, weergave
from baken.web.signalen.forms import Feitenform, Persoonform, Plaatsform, Risicoform

VEROUDERD = gettext_lazy(
    "Een collega heeft dit signaal intussen veranderd. Er is niets opgeslagen. "
    "Uw invoer staat er nog: controleer die en sla opnieuw op."
)


def _begin(blad: Dossierblad) -> dict[str, Any]:
    s = blad.signaal
    return {
        "versie": s.versie,
        "vormen": [v.vorm for v in s.vormen.all()],
        "indicatoren": [i.indicator for i in s.indicatoren.all()],
        "sector": s.subsector or s.sector,
        **{
            naam: getattr(s, naam)
            for naam in ("gemeente_code", "smokkel_genoemd", "advies_gevraagd", "meldcodesector", *Feitenform.NAAST)
        },
    }


def _met_versie(request: Verzoek, versie: int) -> Any:
    """Return the posted data with the version of now, so that a second attempt is a choice."""
    data = request.POST.copy()
    data["versie"] = str(versie)
    return data


def _indicatorgroepen(form: Feitenform) -> list[dict[str, Any]]:
    """Return the boxes per form of exploitation, so that a page does not start with all of them open."""
    namen = referentie.namen()
    groepen: dict[str, list[Any]] = {}
    for vakje in form["indicatoren"].subwidgets:
        groepen.setdefault(referentie.indicator(str(vakje.data["value"])).vorm, []).append(vakje)
    return [
        {
            "naam": namen.get(vorm) or _("Bij elke vorm"),
            "vakjes": vakjes,
            "open": any(vakje.data["selected"] for vakje in vakjes),
        }
        for vorm, vakjes in groepen.items()
    ]


@vereist("signalen.aanvullen")
@require_http_methods(["GET", "POST"])
def aanvullen(request: Verzoek, pk: int) -> HttpResponse:
    """Add or correct facts. Somebody else was first: 409, with everything typed kept."""
    blad = selectors.dossierblad(request.wie, pk, voor="signalen.aanvullen")
    begin = _begin(blad)
    extra = {"vormcodes": begin["vormen"], "extra": begin["indicatoren"]}
    data = request.POST if request.method == "POST" else None
    namen = referentie.namen()
    hier = [(b.nummer, weergave.pseudoniem(b, namen)) for b in blad.inhoud.betrokkenen]
    formulieren = (Feitenform(data, initial=begin, **extra), Persoonform(data), Plaatsform(data, personen=hier))
    feiten, persoon, plaats = formulieren
    status = 200
    melding: Any = ""
    if data is not None:
        geldig = [form.is_valid() for form in formulieren]
        status = 422
        if all(geldig):
            try:
                behandelen.vul_aan(
                    signaal_id=pk,
                    aanvulling=feiten.aanvulling(
                        [p for p in [persoon.persoon()] if p], [p for p in [plaats.plaats()] if p]
                    ),
                    versie=feiten.cleaned_data["versie"],
                    door=request.wie,
                )
            except VerouderdError:
                status, melding = 409, VEROUDERD
                feiten = Feitenform(_met_versie(request, blad.signaal.versie), initial=begin, **extra)
            else:
                messages.success(request, _("Uw aanvulling is opgeslagen. Het advies is opnieuw gemaakt."))
                naar = "signalen:aanvullen" if request.POST.get("nog_een") else "signalen:detail"
                return redirect(naar, pk=pk)
    inhoud = {
        **bladweergave.kop(blad, request.wie.vandaag),
        "feitenform": feiten,
        "persoonform": persoon,
        "plaatsform": plaats,
        "formulieren": [feiten, persoon, plaats],
        "verouderd": melding,
        "indicatorgroepen": _indicatorgroepen(feiten),
        "personen": len(blad.inhoud.betrokkenen),
        "vragen": blad.advies.ontbreekt,
    }
    return render(request, "signalen/aanvullen.html", inhoud, status=status)


@vereist("signalen.aanvullen")
@require_http_methods(["GET", "POST"])
def risicofactoren(request: Verzoek, pk: int) -> HttpResponse:
    """Record risk factors, sealed: explained here, never a filter."""
    form = Risicoform(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        behandelen.leg_risicofactoren_vast(
            signaal_id=pk,
            factoren=form.cleaned_data["factoren"],
            toelichting=form.cleaned_data["toelichting"],
            door=request.wie,
        )
        messages.success(request, _("De risicofactoren zijn opgeslagen."))
        return redirect("signalen:detail", pk=pk)
    blad = selectors.dossierblad(request.wie, pk, voor="signalen.aanvullen")
    form.initial.update({"factoren": list(blad.risico.factoren), "toelichting": blad.risico.toelichting})
    inhoud = {**bladweergave.kop(blad, request.wie.vandaag), "form": form}
    return render(request, "signalen/risicofactoren.html", inhoud, status=422 if form.errors else 200)
