"""One goal of a plan: change it, or say how it stands."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from baken.kern.fouten import NietGevondenError
from baken.referentie import selectors as referentie
from baken.web.rechten import Verzoek, vereist
from baken.web.zorg import weergave
from baken.web.zorg.dossier import aanbieders, met_versie
from baken.web.zorg.forms import Doelbijwerkform, Doelstandform
from baken.web.zorg.handelingen import gedaan
from baken.zorg.blad import OpenDoel, Trajectblad, trajectblad
from baken.zorg.services import plan
from baken.zorg.services.plan import Doel
from baken.zorg.verloop import ZORGDOEL, Doelstatus


def _doel(blad: Trajectblad, doel_id: uuid.UUID) -> OpenDoel:
    for open_ in blad.doelen:
        if open_.id == doel_id:
            return open_
    raise NietGevondenError


def _doelpagina(
    request: Verzoek, blad: Trajectblad, d: OpenDoel, *, status: int = 200, **formulieren: Any
) -> HttpResponse:
    begin = {
        "versie": d.versie,
        "leefgebied": d.leefgebied,
        "behoefte": d.behoefte,
        "doel": d.doel,
        "aanbieder_id": d.aanbieder_id,
        "dienst": d.dienst,
        "aanbieder": d.getypte_aanbieder,
        "tot": d.tot,
    }
    for form in formulieren.values():
        met_versie(request, form, d.versie)
    namen = referentie.namen()
    diensten = plan.diensten(blad.traject.doelgroep)
    inhoud = {
        **weergave.kop(blad, "plan", namen),
        "doel": d,
        "doelbadge": weergave.doelbadge(d.status),
        "leefgebied": namen.get(d.leefgebied, d.leefgebied),
        "doelform": Doelbijwerkform(initial=begin, aanbieders=aanbieders(), diensten=diensten),
        "standform": Doelstandform(initial={"versie": d.versie}, standen=_standen(d)),
        **formulieren,
        "form": next(iter(formulieren.values()), None),
    }
    return render(request, "zorg/doel.html", inhoud, status=status)


def _standen(d: OpenDoel) -> list[tuple[str, Any]]:
    return [(str(s), _(s.label)) for s in Doelstatus if ZORGDOEL.mag(Doelstatus(d.status), s)]


@vereist("trajecten.begeleiden")
@require_http_methods(["GET", "HEAD", "POST"])
def doel(request: Verzoek, pk: int, doel: uuid.UUID) -> HttpResponse:
    """Change a goal, or say how it stands."""
    blad = trajectblad(request.wie, pk, voor="trajecten.begeleiden")
    d = _doel(blad, doel)
    if request.method != "POST":
        if not blad.mag["begeleiden"]:
            return redirect("zorg:detail", pk=pk)
        if d.noemt:  # what is changed has to be read as it was written; that is a line
            blad = trajectblad(request.wie, pk, onthul=True, voor="trajecten.begeleiden")
        return _doelpagina(request, blad, _doel(blad, doel))
    form = Doelbijwerkform(request.POST, aanbieders=aanbieders(), diensten=plan.diensten(blad.traject.doelgroep))

    def doe(c: dict[str, Any]) -> None:
        versie = c.pop("versie")
        plan.werk_doel_bij(traject_id=pk, doel_id=doel, versie=versie, doel=Doel(**c), door=request.wie)

    if status := gedaan(form, doe):
        blad = trajectblad(request.wie, pk, voor="trajecten.begeleiden")
        return _doelpagina(request, blad, _doel(blad, doel), status=status, doelform=form)
    return _terug_naar_plan(request, pk, _("Het doel is bijgewerkt."))


@vereist("trajecten.begeleiden")
@require_POST
def doelstand(request: Verzoek, pk: int, doel: uuid.UUID) -> HttpResponse:
    """Say how a goal stands now."""
    blad = trajectblad(request.wie, pk, voor="trajecten.begeleiden")
    d = _doel(blad, doel)
    form = Doelstandform(request.POST, standen=_standen(d))

    def doe(c: dict[str, Any]) -> None:
        plan.zet_doel(
            traject_id=pk,
            doel_id=doel,
            versie=c["versie"],
            naar=Doelstatus(c["naar"]),
            resultaat=c["resultaat"],
            door=request.wie,
        )

    if status := gedaan(form, doe):
        blad = trajectblad(request.wie, pk, onthul=d.noemt, voor="trajecten.begeleiden")
        return _doelpagina(request, blad, _doel(blad, doel), status=status, standform=form)
    return _terug_naar_plan(request, pk, _("De stand van het doel is veranderd."))


def _terug_naar_plan(request: Verzoek, pk: int, tekst: str) -> HttpResponse:
    messages.success(request, tekst)
    antwoord = redirect("zorg:detail", pk=pk)
    antwoord.headers["Location"] += "?deel=plan"
    return antwoord
