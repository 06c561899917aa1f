"""The pages of a traject: one per part, each with its short forms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from baken.referentie import selectors as referentie
from baken.web.casussen.weergave import attenties
from baken.web.rechten import Verzoek, knop, vereist
from baken.web.zorg import weergave
from baken.web.zorg.forms import Doelform, Gemeenteform, Overdraagform
from baken.web.zorg.forms_overname import Bevestigingform, Organisatieform
from baken.web.zorg.stukforms import (
    Bedenktijdeindeform,
    Bedenktijdform,
    Contactform,
    Evaluatieform,
    Toestemmingform,
    Veiligheidsform,
)
from baken.web.zorg.teamforms import Teamform, Uitteamform, Vormenform
from baken.zorg.blad import Trajectblad, trajectblad
from baken.zorg.gedeeld import gedeeld_uit_casus
from baken.zorg.instemming import VOOR_HULP, waarom_niets_begint
from baken.zorg.rules.bedenktijd import mag_beginnen
from baken.zorg.selectors import andere_organisaties, collegas
from baken.zorg.services import plan
from baken.zorg.soorten import Stuksoort
from baken.zorg.verloop import Bedenktijdstatus

_OP_CONTACT = (Stuksoort.CONTACT, Stuksoort.EVALUATIE, Stuksoort.VEILIGHEID)


def aanbieders() -> list[tuple[int, str]]:
    """Return who can help a client: id and name."""
    return list(plan.aanbieders().values_list("pk", "naam"))


def met_versie(request: Verzoek, form: forms.Form, versie: int) -> None:
    """Give a form that came back the version of now: what is shown now may be confirmed."""
    if form.is_bound and "versie" in form.fields:
        getypt = request.POST.copy()
        getypt["versie"] = str(versie)
        form.data = getypt


def toon_traject(
    request: Verzoek, pk: int, deel: str, *, onthul: bool = False, status: int = 200, **formulieren: forms.Form
) -> HttpResponse:
    """Render one part of a traject; `formulieren` are bound forms that came back with mistakes."""
    blad = trajectblad(request.wie, pk, onthul=onthul)
    namen = referentie.namen()
    for form in formulieren.values():
        met_versie(request, form, blad.traject.versie)
    inhoud = {
        **weergave.kop(blad, deel, namen),
        **_DELEN[deel](request, blad, namen),
        **formulieren,
        "form": next(iter(formulieren.values()), None),
    }
    return render(request, f"zorg/{deel}.html", inhoud, status=status)


def _overzicht(request: Verzoek, blad: Trajectblad, namen: dict[str, str]) -> dict[str, Any]:
    del request
    return {
        "taken": weergave.taken(blad),
        "gebeurtenissen": weergave.gebeurtenissen(blad, namen),
        "client": weergave.client(blad, namen),
        "bedenktijden": [b for b in weergave.bedenktijden(blad, namen) if b["te_eindigen"]],
    }


def _client(request: Verzoek, blad: Trajectblad, namen: dict[str, str]) -> dict[str, Any]:
    del request
    p = blad.profiel
    begin = {
        "versie": blad.traject.versie,
        "ingeschreven": p.ingeschreven,
        "ingeschreven_in": p.ingeschreven_in,
        "aangetroffen_in": p.aangetroffen_in,
    }
    return {
        "client": weergave.client(blad, namen),
        "profiel": weergave.profiel(blad, namen),
        "gemeenteform": Gemeenteform(initial=begin),
        "vormen": [namen.get(code, code) for code in blad.traject.vormen],
        "vormenform": Vormenform(
            initial={"versie": blad.traject.versie, "vormen": blad.traject.vormen}, gekozen=blad.traject.vormen
        ),
    }


def _plan(request: Verzoek, blad: Trajectblad, namen: dict[str, str]) -> dict[str, Any]:
    del request
    diensten = plan.diensten(blad.traject.doelgroep)
    return {
        "doelen": weergave.doelen(blad, namen),
        "diensten": diensten,
        "attenties": attenties(blad.client, blad.traject.vormen) if blad.client else (),
        "doelform": Doelform(aanbieders=aanbieders(), diensten=diensten),
    }


def _contact(request: Verzoek, blad: Trajectblad, namen: dict[str, str]) -> dict[str, Any]:
    begin = {"dag": request.wie.vandaag}
    return {
        "gebeurtenissen": weergave.gebeurtenissen(blad, namen, _OP_CONTACT),
        "contactform": Contactform(initial=begin),
        "veiligheidsform": Veiligheidsform(),
        "evaluatieform": Evaluatieform(initial=begin),
    }


def _toestemming(request: Verzoek, blad: Trajectblad, namen: dict[str, str]) -> dict[str, Any]:
    del namen
    return {
        "ingetrokken": weergave.ingetrokken_hulp(blad, request.wie.vandaag),
        "toestemmingform": Toestemmingform(ontvangers=andere_organisaties(request.wie)),
        "casus": gedeeld_uit_casus(request.wie, blad.traject.pk) if blad.traject.casus_id else None,
    }


def _bedenktijd(request: Verzoek, blad: Trajectblad, namen: dict[str, str]) -> dict[str, Any]:
    del request
    rijen = weergave.bedenktijden(blad, namen)
    loopt = any(b.status == Bedenktijdstatus.LOOPT for b, _klok in blad.bedenktijden)
    toets = mag_beginnen(blad.profiel.verblijf, blad.client.nationaliteit if blad.client else "")
    te_eindigen = next((r["bedenktijd"] for r in rijen if r["te_eindigen"]), None)
    return {
        "bedenktijden": rijen,
        "kan_beginnen": toets.toegestaan and not loopt,
        "opmerking": "" if loopt else toets.reden,
        "te_eindigen": te_eindigen,
        "bedenktijdform": Bedenktijdform(),
        "eindeform": Bedenktijdeindeform(initial={"bedenktijd": te_eindigen.pk}) if te_eindigen else None,
    }


def _overdragen(request: Verzoek, blad: Trajectblad, namen: dict[str, str]) -> dict[str, Any]:
    del namen
    mensen = [(pk, naam) for pk, naam in collegas(request.wie) if pk != blad.traject.coordinator_id]
    team = {m.pk for m in blad.team}
    weg = [(m.pk, m.naam) for m in blad.team if m.pk != blad.traject.coordinator_id]
    erbij = [(pk, naam) for pk, naam in mensen if pk not in team]
    kan = {pk: naam for pk, (naam, waarom_niet) in blad.aangenomen.items() if not waarom_niet}
    return {
        "collegas": mensen,
        "teamform": Teamform(collegas=erbij) if erbij else None,
        "uitteamform": Uitteamform(leden=weg) if weg and len(blad.team) > 1 else None,
        "overdraagform": Overdraagform(collegas=mensen),
        "organisatieform": Organisatieform(pakketten=kan, initial={"versie": blad.traject.versie}) if kan else None,
        "nog_niet": [(naam, waarom_niet) for naam, waarom_niet in blad.aangenomen.values() if waarom_niet],
        "hulp_ingetrokken": waarom_niets_begint(blad.toestemmingen, VOOR_HULP, request.wie.vandaag),
        "bevestigingform": Bevestigingform(pakketten=blad.te_bevestigen) if blad.te_bevestigen else None,
    }


_DELEN: dict[str, Any] = {
    "overzicht": _overzicht,
    "client": _client,
    "plan": _plan,
    "contact": _contact,
    "toestemming": _toestemming,
    "bedenktijd": _bedenktijd,
    "overdragen": _overdragen,
}


@vereist("trajecten.inzien")
@require_safe
def detail(request: Verzoek, pk: int) -> HttpResponse:
    """Show a part of a traject with the identity masked. Opening it is a line in the journaal."""
    deel = request.GET.get("deel", "")
    return toon_traject(request, pk, deel if deel in _DELEN else "overzicht")


@vereist("trajecten.onthullen")
@knop("zorg:detail")
def toon(request: Verzoek, pk: int) -> HttpResponse:
    """Show the identity once, on the part that was asked, in the answer to this POST; that it was shown is a line."""
    deel = request.POST.get("deel", "")
    return toon_traject(request, pk, deel if deel in _DELEN else "client", onthul=True)
