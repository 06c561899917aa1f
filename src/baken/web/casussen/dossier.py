"""The page of a casus and the short acts on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from baken.casussen.blad import casusblad
from baken.casussen.selectors import collegas
from baken.casussen.services import behandelen, regie
from baken.casussen.teksten import leest_aanpakken
from baken.casussen.verbanden import verbanden
from baken.casussen.verloop import OPEN, TE_KIEZEN, Casusstatus
from baken.dossiers.verloop import Afloop
from baken.kern.fouten import OngeldigeInvoerError
from baken.keten.verloop import Actiestatus
from baken.organisaties.besluit import rechten_voor
from baken.referentie import selectors as referentie
from baken.web.casussen import weergave
from baken.web.casussen.forms import (
    Actieform,
    Actieklaarform,
    Afloopform,
    Lidform,
    Overneemform,
    Standform,
    Uitteamform,
)
from baken.web.rechten import Verzoek, knop, vereist
from baken.web.signalen.forms import zet_fouten


def toon_casus(
    request: Verzoek, pk: int, *, onthul: bool = False, status: int = 200, **formulieren: forms.Form
) -> HttpResponse:
    """Render the page of a casus; `formulieren` are bound forms that came back with mistakes."""
    blad = casusblad(request.wie, pk, onthul=onthul)
    mensen, team = collegas(request.wie), {m.pk for m in blad.team}
    weg = [(m.pk, m.naam) for m in blad.team if m.pk != blad.casus.procesregisseur_id]
    terug = formulieren.get("afloopform")
    afloopform = terug if isinstance(terug, Afloopform) else Afloopform()
    afloopform.bied(blad.aflopen)
    inhoud = {
        **weergave.pagina(blad, referentie.namen()),
        "verbanden": weergave.verbanden(verbanden(request.wie, blad.casus)),
        "actieform": actieform(request, mensen),
        "lidform": Lidform(collegas=[(pk_, naam) for pk_, naam in mensen if pk_ not in team]),
        "uitteamform": Uitteamform(leden=weg) if weg and len(team) > 1 else None,
        "standform": Standform(standen=blad.standen, initial={"versie": blad.casus.versie}),
        "afloopform": afloopform,
        "standen": [s for s in blad.standen if s in TE_KIEZEN],
        "mag_traject": blad.mag["behandelen"]
        and blad.casus.status in OPEN
        and bool(rechten_voor(request.wie, "trajecten.aanmelden")),
        "kan_erbij": any(pk_ not in team for pk_, _naam in mensen),
        **formulieren,
        "form": next(iter(formulieren.values()), None),
    }
    return render(request, "casussen/detail.html", inhoud, status=status)


def actieform(request: Verzoek, mensen: Iterable[tuple[int, str]], data: QueryDict | None = None) -> Actieform:
    """Return the form of an actie: who works in one approach only, writes in that one."""
    return Actieform(data, collegas=mensen, kiest=len(leest_aanpakken(request.wie)) > 1)


@vereist("casussen.inzien")
@require_safe
def detail(request: Verzoek, pk: int) -> HttpResponse:
    """Show a casus with identities masked. Opening it is a line in the journaal."""
    return toon_casus(request, pk)


@vereist("casussen.onthullen")
@knop("casussen:detail")
def toon(request: Verzoek, pk: int) -> HttpResponse:
    """Show the identities once, in the answer to this POST; that they were shown is a line."""
    return toon_casus(request, pk, onthul=True)


def _gedaan(form: forms.Form, doe: Callable[[dict[str, Any]], object]) -> bool:
    """Do the act with what was typed; what the domain finds wrong goes on the form. Returns whether it was done."""
    if form.is_valid():
        try:
            doe(form.cleaned_data)
        except OngeldigeInvoerError as fout:
            zet_fouten(form, fout.fouten)
        else:
            return True
    return False


def _klaar(request: Verzoek, pk: int, tekst: str, anker: str = "") -> HttpResponse:
    messages.success(request, tekst)
    antwoord = redirect("casussen:detail", pk=pk)
    antwoord.headers["Location"] += anker
    return antwoord


@vereist("casussen.behandelen")
@require_POST
def actie(request: Verzoek, pk: int) -> HttpResponse:
    """Record what somebody will do by a day."""
    form = actieform(request, collegas(request.wie), request.POST)

    def doe(_d: dict[str, Any]) -> None:
        behandelen.maak_actie(casus_id=pk, actie=form.actie(), door=request.wie)

    if _gedaan(form, doe):
        return _klaar(request, pk, _("De actie staat op de lijst."), "#acties")
    return toon_casus(request, pk, status=422, actieform=form)


@vereist("casussen.behandelen")
@require_POST
def actie_afronden(request: Verzoek, pk: int) -> HttpResponse:
    """Say that an actie is done, or not needed any more."""
    form = Actieklaarform(request.POST)
    if not form.is_valid():
        return toon_casus(request, pk, status=422)  # nothing is typed here: this is not what the page sent
    behandelen.rond_actie_af(
        casus_id=pk,
        actie_id=form.cleaned_data["actie"],
        naar=Actiestatus(form.cleaned_data["naar"]),
        door=request.wie,
    )
    return _klaar(request, pk, _("De actie is afgerond."), "#acties")


@vereist("casussen.behandelen")
@require_POST
def stand(request: Verzoek, pk: int) -> HttpResponse:
    """Say where the casus stands."""
    form = Standform(request.POST)

    def doe(d: dict[str, Any]) -> None:
        behandelen.zet_stand(
            casus_id=pk, versie=d["versie"], naar=Casusstatus(d["naar"]), reden=d["reden"], door=request.wie
        )

    if _gedaan(form, doe):
        return _klaar(request, pk, _("De stand van de casus is veranderd."))
    return toon_casus(request, pk, status=422, standform=form)


@vereist("casussen.behandelen")
@require_POST
def team(request: Verzoek, pk: int) -> HttpResponse:
    """Put a colleague in the team."""
    form = Lidform(request.POST, collegas=collegas(request.wie))

    def doe(d: dict[str, Any]) -> None:
        behandelen.voeg_lid_toe(casus_id=pk, medewerker_id=d["medewerker"], door=request.wie)

    if _gedaan(form, doe):
        return _klaar(request, pk, _("Uw collega zit nu in het team."))
    return toon_casus(request, pk, status=422, lidform=form)


@vereist("casussen.behandelen")
@require_POST
def uit_team(request: Verzoek, pk: int) -> HttpResponse:
    """Take somebody out of the team."""
    blad = casusblad(request.wie, pk, voor="casussen.behandelen")
    form = Uitteamform(request.POST, leden=[(m.pk, m.naam) for m in blad.team])

    def doe(d: dict[str, Any]) -> None:
        behandelen.haal_uit_team(casus_id=pk, medewerker_id=d["lid"], reden=d["reden"], door=request.wie)

    if _gedaan(form, doe):
        return _klaar(request, pk, _("Uw collega zit niet meer in het team."))
    return toon_casus(request, pk, status=422, uitteamform=form)


@vereist("casussen.oppakken")
@require_POST
def overnemen(request: Verzoek, pk: int) -> HttpResponse:
    """Take over a casus of whose team nobody works here any more."""
    form = Overneemform(request.POST)

    def doe(d: dict[str, Any]) -> None:
        regie.neem_over(casus_id=pk, versie=d["versie"], door=request.wie)

    if _gedaan(form, doe):
        return _klaar(request, pk, _("U zit nu in het team van deze casus."))
    return toon_casus(request, pk, status=422)  # nothing is typed here: this is not what the page sent


@vereist("casussen.melden")
@require_POST
def afloop(request: Verzoek, pk: int) -> HttpResponse:
    """Tell the sender one of the bounded texts."""
    form = Afloopform(request.POST)

    def doe(d: dict[str, Any]) -> None:
        behandelen.meld_afloop(casus_id=pk, afloop=Afloop(d["afloop"]), toelichting=d["toelichting"], door=request.wie)

    if _gedaan(form, doe):
        return _klaar(request, pk, _("De afzender kan dit nu lezen."))
    return toon_casus(request, pk, status=422, afloopform=form)
