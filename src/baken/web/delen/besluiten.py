"""What is shared from one dossier, and the page of one deelbesluit with its acts."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from baken.dossiers import deelantwoorden, deelbesluiten
from baken.dossiers.deelantwoorden import Antwoord
from baken.dossiers.deelblad import Besluitblad, besluitblad, deelmap
from baken.dossiers.fouten import VerstrekkingGeweigerdError
from baken.dossiers.pakket import GROEPNAMEN
from baken.dossiers.soorten import Verstrekkingssoort
from baken.dossiers.verstrekken import WIJZEN, Verzending
from baken.kern import klok
from baken.kern.fouten import OngeldigeInvoerError, OvergangNietToegestaanError
from baken.referentie import selectors as referentie
from baken.signalen.services.melden import moment
from baken.web.delen import hulp
from baken.web.delen.forms import Akkoordform, Beeindigform, Intrekform
from baken.web.rechten import Verzoek, vereist
from baken.web.signalen.forms import zet_fouten
from baken.web.signalen.verstrekkingen import Antwoordform, Verzendform
from baken.web.signalen.weergave import gegroepeerd, verstrekkingsbadge
from baken.web.templatetags.baken import datum

WACHT = "wacht_akkoord"
KOLOMMEN = ("Kenmerk", "Aan", "Gegevens", "Over wie", "Stand", "Meelezen tot", "Opgesteld")

GESTOPT = gettext_lazy("U deelt dit niet meer. Wat de ontvanger al kreeg, blijft bij de ontvanger.")
NIETS_GEDEELD = gettext_lazy("Ingetrokken. Er is niets gedeeld.")


@vereist("delen.voorbereiden")
@require_safe
def dossier(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Show what was given from a dossier, without content."""
    map_ = deelmap(request.wie, pk)
    namen = referentie.namen()
    inhoud = {
        "map": map_,
        "afgesloten": _(deelbesluiten.AFGESLOTEN),
        "soort": hulp.SOORTNAMEN[map_.dossier.soort],
        "kolommen": [{"naam": _(naam)} for naam in KOLOMMEN],
        "wachtend": [{"cellen": _cellen(v, namen)} for v in map_.verstrekkingen if v.status == WACHT],
        "rijen": [{"cellen": _cellen(v, namen)} for v in map_.verstrekkingen if v.status != WACHT],
        "kruimels": hulp.kruimels(request, pk),
    }
    return render(request, "delen/dossier.html", inhoud)


def _badge(v: Any) -> dict[str, str]:
    """Return the badge of a deelbesluit; one that a colleague agreed to waits for nobody's akkoord any more."""
    badge = verstrekkingsbadge(v.status)
    if v.status != WACHT or v.goedgekeurd_door is None:
        return badge
    tekst = _("Akkoord van %(naam)s, nog niet verstuurd") % {"naam": v.goedgekeurd_door.naam}
    return {**badge, "tekst": tekst}


def _cellen(v: Any, namen: Any) -> list[dict[str, Any]]:
    badge = _badge(v)
    eigen = v.soort == Verstrekkingssoort.DEELBESLUIT
    kenmerk: dict[str, Any] = {"tekst": v.kenmerk}
    if eigen:
        kenmerk["url"] = reverse("delen:besluit", args=[v.pk])
    return [
        kenmerk,
        {"tekst": v.ontvanger.naam},
        {"tekst": hulp.opsomming(v.veldgroepen, GROEPNAMEN)},
        {"tekst": hulp.opsomming(v.delen, namen)},
        {"badge": badge["tekst"], "soort": badge["soort"], "icoon": badge["pictogram"]},
        {"tekst": meelezen(v)},
        {"datum": v.klaargezet_op},
    ]


def meelezen(v: Any) -> str:
    """Return until when the receiver reads along, in words."""
    if not v.live:
        return _("nee")
    if v.beeindigd_op:
        return _("beëindigd op %(dag)s") % {"dag": datum(v.beeindigd_op)}
    return datum(v.geldig_tot)


def _toon(
    request: Verzoek, pk: uuid.UUID, *, status: int = 200, reden: str = "", **formulieren: forms.Form
) -> HttpResponse:
    """Show the page. reden: why an act was refused, told once when the packet is not of now any more."""
    blad = besluitblad(request.wie, pk)
    v = blad.verstrekking
    if reden and reden != blad.achterhaald:
        messages.error(request, reden)
    kan_door = not blad.achterhaald
    akkoord_mag = blad.mag["akkoord"] and not blad.zelf_gemaakt and v.goedgekeurd_door is None and kan_door
    inhoud = {
        "blad": blad,
        "v": v,
        "mag": blad.mag,
        "badge": _badge(v)
        if kan_door
        else {**verstrekkingsbadge(v.status), "tekst": _("Kan niet meer worden verstuurd")},
        "achterhaald": _(blad.achterhaald) if blad.achterhaald else "",
        "niemand": _(blad.niemand) if blad.niemand and kan_door else "",
        "te_wijzigen": blad.mag["wijzigen"] and blad.achterhaald == deelbesluiten.VERANDERD,
        "groepen": gegroepeerd(blad.regels or ()),
        "gegevens": gegevens(v, blad),
        "akkoordform": Akkoordform(initial={"gezien": blad.afdruk}) if akkoord_mag else None,
        "mag_versturen": blad.mag["verzenden"] and v.status == WACHT and bool(v.goedgekeurde_hash) and kan_door,
        "verzendform": Verzendform(initial={"wanneer": request.wie.vandaag})
        if blad.mag["verzenden"] and v.status == "klaargezet"
        else None,
        "antwoordform": Antwoordform(status=v.status) if blad.mag["antwoord_invoeren"] and v.buiten_baken else None,
        "mag_afdrukken": blad.mag["afdrukken"] and v.buiten_baken and v.beeindigd_op is None,
        "mag_beeindigen": blad.mag["beeindigen"] and v.beeindigd_op is None,
        "kruimels": hulp.kruimels(request, v.dossier_id, v.ontvanger.naam),
        **formulieren,
        "form": next(iter(formulieren.values()), None),
    }
    return render(request, "delen/besluit.html", inhoud, status=status)


def gegevens(v: Any, blad: Besluitblad) -> list[dict[str, Any]]:
    """Return what was decided; the words that its maker typed only to who may read the whole packet."""
    namen, woorden = referentie.namen(), blad.verantwoording
    uit: list[dict[str, Any]] = [
        {"naam": _("Kenmerk"), "waarde": v.kenmerk},
        *([{"naam": _("Doel"), "waarde": blad.doel}] if blad.doel else []),
        {"naam": _("Grondslag"), "waarde": v.grondslag.naam},
        {"naam": _("Afspraak"), "waarde": v.afspraak.naam if v.afspraak else _("Niet nodig bij deze grondslag")},
        {"naam": _("Gegevens"), "waarde": hulp.opsomming(v.veldgroepen, GROEPNAMEN)},
        {"naam": _("Over wie"), "waarde": hulp.opsomming(v.delen, namen)},
        {"naam": _("Meelezen tot"), "waarde": meelezen(v)},
        *([{"naam": _("Waarom"), "waarde": woorden["motivering"]}] if woorden.get("motivering") else []),
        {"naam": _("Opgesteld door"), "waarde": v.klaargezet_door.naam},
    ]
    if v.goedgekeurd_door:
        uit.append({"naam": _("Akkoord van"), "waarde": v.goedgekeurd_door.naam})
    if v.hoe:
        uit.append({"naam": _("Gegeven"), "waarde": f"{WIJZEN.get(v.hoe, '')}, {woorden.get('aan_wie', '')}"})
    if woorden.get("reden_einde"):
        uit.append({"naam": _("Waarom gestopt"), "waarde": woorden["reden_einde"]})
    return uit


@vereist("delen.inzien")
@require_safe
def besluit(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Show a deelbesluit: what, with whom, why, on which basis, and who agreed."""
    return _toon(request, pk)


@vereist("delen.akkoord")
@require_POST
def akkoord(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Agree as a second person to the packet that was shown."""
    form = Akkoordform(request.POST)
    if not form.is_valid():
        return _toon(request, pk, status=422)
    try:
        deelbesluiten.keur_goed(verstrekking_id=pk, gezien=form.cleaned_data["gezien"], door=request.wie)
    except VerstrekkingGeweigerdError as fout:
        return _toon(request, pk, status=422, reden=fout.reden)
    messages.success(request, _("U gaf akkoord op dit pakket. Het kan nu worden verstuurd."))
    return redirect("delen:besluit", pk=pk)


@vereist("delen.verzenden")
@require_POST
def versturen(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Send what a colleague agreed to. A shut gate says why, on the same page."""
    try:
        v = deelbesluiten.verstuur(verstrekking_id=pk, door=request.wie)
    except VerstrekkingGeweigerdError as fout:
        return _toon(request, pk, status=422, reden=fout.reden)
    tekst = _("Het pakket staat klaar. Geef het zelf.") if v.buiten_baken else _("Het pakket is verstuurd.")
    messages.success(request, tekst)
    return redirect("delen:besluit", pk=pk)


@vereist("delen.verzenden")
@require_POST
def gegeven(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Record that a receiver outside Baken got the packet."""
    form = Verzendform(request.POST)
    if form.is_valid():
        c = form.cleaned_data
        wanneer = klok.nu() if c["wanneer"] == klok.vandaag() else moment(c["wanneer"])
        verzending = Verzending(c["hoe"], wanneer, c["aan_wie"], c["kenmerk"])
        try:
            deelbesluiten.leg_verzending_vast(verstrekking_id=pk, verzending=verzending, door=request.wie)
        except OngeldigeInvoerError as fout:
            zet_fouten(form, fout.fouten)
        except VerstrekkingGeweigerdError as fout:
            form.add_error(None, fout.reden)
        else:
            messages.success(request, _("Vastgelegd dat u het pakket gaf."))
            return redirect("delen:besluit", pk=pk)
    return _toon(request, pk, status=422, verzendform=form)


@vereist("delen.antwoord_invoeren")
@require_POST
def antwoord(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Type in what a receiver outside Baken answered."""
    form = Antwoordform(request.POST, status=besluitblad(request.wie, pk).verstrekking.status)
    if form.is_valid():
        keuze, tekst = Antwoord(form.cleaned_data["antwoord"]), form.cleaned_data["tekst"]
        try:
            deelantwoorden.voer_in(verstrekking_id=pk, antwoord=keuze, tekst=tekst, door=request.wie)
        except OngeldigeInvoerError as fout:
            zet_fouten(form, fout.fouten)
        else:
            messages.success(request, _("Het antwoord is vastgelegd."))
            return redirect("delen:besluit", pk=pk)
    return _toon(request, pk, status=422, antwoordform=form)


@vereist("delen.beeindigen")
@require_http_methods(["GET", "HEAD", "POST"])
def beeindigen(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Stop sharing, or take back what waits for a colleague, with a reason; it cannot be undone."""
    blad = besluitblad(request.wie, pk)
    v = blad.verstrekking
    if not blad.mag["beeindigen"] or v.beeindigd_op is not None:
        raise OvergangNietToegestaanError(v.status, "beeindigen")
    wacht = v.status == WACHT
    form = (Intrekform if wacht else Beeindigform)(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            nu = deelbesluiten.beeindig(verstrekking_id=pk, reden=form.cleaned_data["reden"], door=request.wie)
        except OngeldigeInvoerError as fout:
            zet_fouten(form, fout.fouten)
        else:
            messages.success(request, GESTOPT if nu.verzonden_op else NIETS_GEDEELD)
            return redirect("delen:besluit", pk=pk)
    inhoud = {
        "form": form,
        "v": v,
        "wacht": wacht,
        "kop": _("Trek het verzoek in") if wacht else _("Stop met delen"),
        "kruimels": hulp.kruimels(request, v.dossier_id, v.ontvanger.naam),
    }
    return render(request, "delen/beeindigen.html", inhoud, status=422 if form.is_bound else 200)
