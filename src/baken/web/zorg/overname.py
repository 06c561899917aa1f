"""Care that goes to another organisation: what its receiver does with a packet, and how its sender ends the traject."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from baken.dossiers.fouten import VerstrekkingGeweigerdError
from baken.dossiers.services import NieuweBetrokkene
from baken.kern.fouten import OngeldigeInvoerError, OvergangNietToegestaanError
from baken.web.formulieren import BakenForm
from baken.web.rechten import Verzoek, vereist
from baken.web.zorg.dossier import toon_traject
from baken.web.zorg.forms import Aanmeldform
from baken.web.zorg.forms_overname import Bevestigingform, Looptalform, Organisatieform
from baken.web.zorg.handelingen import gedaan, klaar
from baken.web.zorg.paginas import aanmelding_uit
from baken.zorg.blad import Trajectblad, trajectblad
from baken.zorg.services import overdragen, overnemen
from baken.zorg.services.overdragen import Bevestiging


@vereist("trajecten.aanmelden")
@require_http_methods(["GET", "HEAD", "POST"])
def uit_pakket(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Begin a traject with what the packet says of the client. That the packet was seen is a line.

    What was typed stays on the page, also when the consent was taken back or a colleague was first meanwhile.
    """
    try:
        pakket = overnemen.pakket_voor_zorg(request.wie, pk)
    except VerstrekkingGeweigerdError as fout:
        if request.method != "POST":
            return _dicht(request, pk, fout)
        pakket = overnemen.Pakket("", None, bevestigd=False)
    if request.method != "POST":
        return _uit_pakket(request, pk, pakket, 200)
    form = Aanmeldform(request.POST)
    uit: dict[str, Any] = {}

    def doe(d: dict[str, Any]) -> None:
        aanmelding = aanmelding_uit(form, d)
        try:
            uit["traject"] = overnemen.begin_uit_pakket(verstrekking_id=pk, aanmelding=aanmelding, door=request.wie)
        except (OvergangNietToegestaanError, VerstrekkingGeweigerdError) as fout:
            raise OngeldigeInvoerError({"": [str(fout.melding)]}) from fout

    status = gedaan(form, doe)
    if status == 0:
        tekst = _("Traject %(nummer)s is begonnen. De afzender hoort dat u verdergaat met de zorg.")
        messages.success(request, tekst % {"nummer": uit["traject"].nummer})
        return redirect("zorg:detail", pk=uit["traject"].pk)
    return _uit_pakket(request, pk, pakket, status, form=form)


def _uit_pakket(
    request: Verzoek, pk: uuid.UUID, pakket: overnemen.Pakket, status: int, **forms: BakenForm
) -> HttpResponse:
    """Show the page that begins a traject, or says in which one help goes on already."""
    trajecten = overnemen.eigen_trajecten(request.wie)
    begin = {"aanmelder": pakket.afzender, **(_velden(pakket.client) if pakket.client else {})}
    inhoud = {
        "form": Aanmeldform(initial=begin),
        "looptalform": Looptalform(trajecten=trajecten) if trajecten else None,
        **forms,
        "pakket": pakket,
        "pakket_id": pk,
        "kruimels": [
            {"naam": _("Ontvangen"), "url": reverse("ontvangen:postvak")},
            {"naam": pakket.afzender or _("Pakket"), "url": reverse("ontvangen:detail", args=[pk])},
            {"naam": _("Zorgtraject"), "url": ""},
        ],
    }
    return render(request, "zorg/uit_pakket.html", inhoud, status=status)


def _velden(c: NieuweBetrokkene) -> dict[str, Any]:
    """Return the client of a packet as the fields of the form hold it."""
    return {
        "doelgroep": c.deel,
        "leeftijdsgroep": c.leeftijdsgroep,
        "geslacht": c.geslacht,
        "nationaliteit": c.nationaliteit,
        **{veld: c.identiteit.get(veld, "") for veld in ("naam", "geboortedatum", "document")},
        **{veld: c.contact.get(veld, "") for veld in ("telefoon", "email")},
        "hulp": c.zorg.get("omschrijving", ""),
    }


@vereist("trajecten.aanmelden")
@require_POST
def loopt_al(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Tell the sender that help goes on here in a traject that there is already: which one is asked."""
    form = Looptalform(request.POST, trajecten=overnemen.eigen_trajecten(request.wie))

    def doe(d: dict[str, Any]) -> None:
        overnemen.bevestig_zorg(verstrekking_id=pk, traject_id=d["traject"], door=request.wie)

    try:
        if status := gedaan(form, doe):
            pakket = overnemen.pakket_voor_zorg(request.wie, pk)
            return _uit_pakket(request, pk, pakket, status, looptalform=form)
    except VerstrekkingGeweigerdError as fout:
        return _dicht(request, pk, fout)
    messages.success(request, _("De afzender hoort dat u verdergaat met de zorg."))
    return redirect("ontvangen:detail", pk=pk)


def _dicht(request: Verzoek, pk: uuid.UUID, fout: VerstrekkingGeweigerdError) -> HttpResponse:
    """Say on the page of a packet why nothing begins with it any more."""
    messages.error(request, fout.reden)
    return redirect("ontvangen:detail", pk=pk)


def _gekozen(request: Verzoek, blad: Trajectblad) -> dict[uuid.UUID, str]:
    """Return the packet that was posted, if it is of this traject; the service says why it cannot be chosen."""
    return {p.pk: p.ontvanger.naam for p in blad.pakketten if str(p.pk) == request.POST.get("verstrekking")}


@vereist("trajecten.overdragen")
@require_POST
def naar_organisatie(request: Verzoek, pk: int) -> HttpResponse:
    """End the traject here: another organisation goes on. What was chosen stays chosen; a refusal tells why."""
    blad = trajectblad(request.wie, pk, voor="trajecten.overdragen")
    aangenomen = {p: naam for p, (naam, _waarom_niet) in blad.aangenomen.items()}
    form = Organisatieform(request.POST, pakketten={**_gekozen(request, blad), **aangenomen})

    def doe(d: dict[str, Any]) -> None:
        overdragen.draag_over_aan_organisatie(
            traject_id=pk,
            versie=d["versie"],
            verstrekking_id=uuid.UUID(d["verstrekking"]),
            reden=d["reden"],
            door=request.wie,
        )

    if status := gedaan(form, doe):
        return toon_traject(request, pk, "overdragen", status=status, organisatieform=form)
    return klaar(request, pk, _("Dit traject is overgedragen. De bewaartermijn loopt nu."), "overzicht")


@vereist("trajecten.overdragen")
@require_POST
def bevestiging(request: Verzoek, pk: int) -> HttpResponse:
    """Record that a receiver outside Baken told that it goes on with the care."""
    blad = trajectblad(request.wie, pk, voor="trajecten.overdragen")
    form = Bevestigingform(request.POST, pakketten={**_gekozen(request, blad), **blad.te_bevestigen})

    def doe(d: dict[str, Any]) -> None:
        welke = uuid.UUID(d.pop("verstrekking"))
        overdragen.leg_bevestiging_vast(
            traject_id=pk, verstrekking_id=welke, bevestiging=Bevestiging(**d), door=request.wie
        )

    if status := gedaan(form, doe):
        return toon_traject(request, pk, "overdragen", status=status, bevestigingform=form)
    return klaar(request, pk, _("Vastgelegd dat zij verdergaat. U kunt het traject nu overdragen."), "overdragen")
