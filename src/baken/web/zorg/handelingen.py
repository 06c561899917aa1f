"""The short acts on a traject: each form stands on one of its parts and comes back there with its mistakes."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from baken.dossiers import toestemmingen
from baken.dossiers.soorten import Toestemmingsdoel
from baken.dossiers.toestemmingen import NieuweToestemming
from baken.kern.fouten import OngeldigeInvoerError, VerouderdError
from baken.web.rechten import Verzoek, vereist
from baken.web.signalen.forms import zet_fouten
from baken.web.zorg.dossier import aanbieders, toon_traject
from baken.web.zorg.forms import Doelform, Gemeenteform, Overdraagform, Versieform
from baken.web.zorg.stukforms import (
    Bedenktijdeindeform,
    Bedenktijdform,
    Contactform,
    Evaluatieform,
    Intrekform,
    Toestemmingform,
    Veiligheidsform,
)
from baken.zorg.blad import trajectblad
from baken.zorg.selectors import andere_organisaties, collegas
from baken.zorg.services import bedenktijd as bedenktijden
from baken.zorg.services import begeleiden, intake, plan
from baken.zorg.services import overdragen as overdracht
from baken.zorg.services.begeleiden import Contact, Evaluatie, Veiligheid
from baken.zorg.services.plan import Doel

VEROUDERD = gettext_lazy(
    "Een collega heeft dit traject intussen veranderd. Er is nog niets gedaan. Kijk of het nog klopt."
)


def gedaan(form: forms.Form, doe: Callable[[dict[str, Any]], object]) -> int:
    """Do the act with what was typed; what the domain finds wrong goes on the form. Returns 0, or the HTTP status."""
    if not form.is_valid():
        return 422
    try:
        doe(form.cleaned_data)
    except OngeldigeInvoerError as fout:
        zet_fouten(form, fout.fouten)
        return 422
    except VerouderdError:
        form.add_error(None, VEROUDERD)
        return 409
    return 0


def klaar(request: Verzoek, pk: int | None, tekst: str, deel: str) -> HttpResponse:
    """Say that it was done, and go back to a part of the traject; without a traject to the list."""
    messages.success(request, tekst)
    if pk is None:
        return redirect("zorg:caseload")
    antwoord = redirect("zorg:detail", pk=pk)
    antwoord.headers["Location"] += f"?deel={deel}"
    return antwoord


@vereist("trajecten.begeleiden")
@require_POST
def gemeente(request: Verzoek, pk: int) -> HttpResponse:
    """Record where the client is registered and was found."""
    form = Gemeenteform(request.POST)

    def doe(d: dict[str, Any]) -> None:
        intake.bepaal_gemeente(traject_id=pk, door=request.wie, **d)

    if status := gedaan(form, doe):
        return toon_traject(request, pk, "client", status=status, gemeenteform=form)
    return klaar(request, pk, _("De verantwoordelijke gemeente is bepaald."), "client")


@vereist("trajecten.begeleiden")
@require_POST
def veiligheid(request: Verzoek, pk: int) -> HttpResponse:
    """Record a safety assessment."""
    form = Veiligheidsform(request.POST)

    def doe(d: dict[str, Any]) -> None:
        begeleiden.leg_veiligheid_vast(traject_id=pk, veiligheid=Veiligheid(**d), door=request.wie)

    if status := gedaan(form, doe):
        return toon_traject(request, pk, "contact", status=status, veiligheidsform=form)
    return klaar(request, pk, _("De inschatting van de veiligheid is vastgelegd."), "contact")


@vereist("trajecten.begeleiden")
@require_POST
def contact(request: Verzoek, pk: int) -> HttpResponse:
    """Record a contact."""
    form = Contactform(request.POST)

    def doe(d: dict[str, Any]) -> None:
        begeleiden.leg_contact_vast(traject_id=pk, contact=Contact(**d), door=request.wie)

    if status := gedaan(form, doe):
        return toon_traject(request, pk, "contact", status=status, contactform=form)
    return klaar(request, pk, _("Het contact is vastgelegd."), "contact")


@vereist("trajecten.begeleiden")
@require_POST
def evaluatie(request: Verzoek, pk: int) -> HttpResponse:
    """Record an evaluation."""
    form = Evaluatieform(request.POST)

    def doe(d: dict[str, Any]) -> None:
        begeleiden.evalueer(traject_id=pk, evaluatie=Evaluatie(**d), door=request.wie)

    if status := gedaan(form, doe):
        return toon_traject(request, pk, "contact", status=status, evaluatieform=form)
    return klaar(request, pk, _("De evaluatie is vastgelegd."), "contact")


@vereist("trajecten.begeleiden")
@require_POST
def nieuw_doel(request: Verzoek, pk: int) -> HttpResponse:
    """Record a need in an area of life."""
    doelgroep = trajectblad(request.wie, pk, voor="trajecten.begeleiden").traject.doelgroep
    form = Doelform(request.POST, aanbieders=aanbieders(), diensten=plan.diensten(doelgroep))

    def doe(d: dict[str, Any]) -> None:
        plan.stel_doel(traject_id=pk, doel=Doel(**d), door=request.wie)

    if status := gedaan(form, doe):
        return toon_traject(request, pk, "plan", status=status, doelform=form)
    return klaar(request, pk, _("Het doel staat in het plan."), "plan")


@vereist("toestemming.vastleggen")
@require_POST
def toestemming(request: Verzoek, pk: int) -> HttpResponse:
    """Record that the client agreed to one purpose."""
    blad = trajectblad(request.wie, pk, voor="trajecten.begeleiden")
    form = Toestemmingform(request.POST, ontvangers=andere_organisaties(request.wie))

    def doe(d: dict[str, Any]) -> None:
        nieuw = NieuweToestemming(
            doel=Toestemmingsdoel(d["doel"]),
            hoe=d["hoe"],
            woorden=d["woorden"],
            betrokkene=blad.client_id,
            ontvanger_id=d["ontvanger"],
            vervalt_op=d["vervalt_op"],
            door_wie=d["door_wie"],
            taal=d["taal"],
        )
        toestemmingen.leg_vast(dossier_id=blad.traject.dossier_id, nieuw=nieuw, door=request.wie)

    if status := gedaan(form, doe):
        return toon_traject(request, pk, "toestemming", status=status, toestemmingform=form)
    return klaar(request, pk, _("De toestemming is vastgelegd."), "toestemming")


@vereist("toestemming.vastleggen")
@require_POST
def toestemming_intrekken(request: Verzoek, pk: int) -> HttpResponse:
    """Record that the client took a consent back. One button: as easy as giving."""
    form = Intrekform(request.POST)
    if not form.is_valid():
        return toon_traject(request, pk, "toestemming", status=422)  # nothing is typed here
    toestemmingen.trek_in(toestemming_id=form.cleaned_data["toestemming"], door=request.wie)
    return klaar(request, pk, _("De toestemming is ingetrokken. Wat daarop rustte, stopt."), "toestemming")


@vereist("trajecten.begeleiden")
@require_POST
def bedenktijd(request: Verzoek, pk: int) -> HttpResponse:
    """Record a bedenktijd that was given."""
    form = Bedenktijdform(request.POST)

    def doe(d: dict[str, Any]) -> None:
        bedenktijden.begin_bedenktijd(traject_id=pk, door=request.wie, **{**d, "dublin": d["dublin"] == "ja"})

    if status := gedaan(form, doe):
        return toon_traject(request, pk, "bedenktijd", status=status, bedenktijdform=form)
    return klaar(request, pk, _("De bedenktijd is vastgelegd. Baken waarschuwt u op tijd."), "bedenktijd")


@vereist("trajecten.begeleiden")
@require_POST
def bedenktijd_einde(request: Verzoek, pk: int) -> HttpResponse:
    """Record what ended a bedenktijd."""
    form = Bedenktijdeindeform(request.POST)

    def doe(d: dict[str, Any]) -> None:
        welke: uuid.UUID = d.pop("bedenktijd")
        bedenktijden.beeindig_bedenktijd(traject_id=pk, bedenktijd_id=welke, door=request.wie, **d)

    if status := gedaan(form, doe):
        return toon_traject(request, pk, "bedenktijd", status=status, eindeform=form)
    return klaar(request, pk, _("Het einde van de bedenktijd is vastgelegd."), "bedenktijd")


@vereist("trajecten.overdragen")
@require_POST
def overdragen(request: Verzoek, pk: int) -> HttpResponse:
    """Ask a colleague to take the traject over."""
    form = Overdraagform(request.POST, collegas=collegas(request.wie))

    def doe(d: dict[str, Any]) -> None:
        overdracht.stel_overdracht_voor(traject_id=pk, naar_id=d["naar"], reden=d["reden"], door=request.wie)

    if status := gedaan(form, doe):
        return toon_traject(request, pk, "overdragen", status=status, overdraagform=form)
    return klaar(request, pk, _("Uw collega krijgt bericht en zegt ja of nee."), "overdragen")


@vereist("trajecten.overdragen")
@require_POST
def overdracht_intrekken(request: Verzoek, pk: int) -> HttpResponse:
    """Take a proposal back."""
    form = _Welke(request.POST)
    if not form.is_valid():
        return toon_traject(request, pk, "overdragen", status=422)
    overdracht.trek_overdracht_in(traject_id=pk, overdracht_id=form.cleaned_data["overdracht"], door=request.wie)
    return klaar(request, pk, _("U hebt de overdracht ingetrokken."), "overdragen")


class _Welke(forms.Form):
    """Which proposal."""

    overdracht = forms.UUIDField()


@vereist("trajecten.oppakken")
@require_POST
def overnemen(request: Verzoek, pk: int) -> HttpResponse:
    """Take over the traject of a coordinator who left."""
    form = Versieform(request.POST)

    def doe(d: dict[str, Any]) -> None:
        overdracht.neem_over(traject_id=pk, versie=d["versie"], door=request.wie)

    if status := gedaan(form, doe):
        return toon_traject(request, pk, "overdragen", status=status, overneemform=form)
    return klaar(request, pk, _("U bent nu de coördinator van dit traject."), "overzicht")
