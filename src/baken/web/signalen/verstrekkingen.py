"""A verstrekking as its sender sees it: the packet, on paper when the receiver works outside Baken, and the answer."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from baken.casussen.services.aannemen import voer_acceptatie_in
from baken.dossiers.deelantwoorden import PAST_BIJ, Antwoord
from baken.dossiers.naderhand import Intrekking, rust_op_toestemming
from baken.dossiers.selectors import Verstrekkingsblad, verstrekkingsblad
from baken.dossiers.soorten import Verstrekkingssoort
from baken.dossiers.verloop import Verstrekkingsstatus
from baken.dossiers.verstrekken import WIJZEN
from baken.kern import klok
from baken.kern.fouten import NietGevondenError, OngeldigeInvoerError, OvergangNietToegestaanError
from baken.keten.rules import MINIMUM_UITLEG
from baken.signalen.selectors import signaal_van_dossier
from baken.signalen.services import doorgeleiden, naderhand
from baken.signalen.services.melden import moment
from baken.web.formulieren import BakenForm, DatumVeld
from baken.web.rechten import Verzoek, vereist
from baken.web.signalen import papier, weergave
from baken.web.signalen.forms import regelveld, tekstveld, zet_fouten


class Verzendform(BakenForm):
    """How, when and to whom a packet went out outside Baken."""

    hoe = forms.ChoiceField(
        label=gettext_lazy("Hoe gaf u het pakket?"), choices=list(WIJZEN.items()), widget=forms.RadioSelect
    )
    wanneer = DatumVeld(label=gettext_lazy("Wanneer gaf u het?"), tot_en_met=klok.vandaag)
    aan_wie = forms.CharField(
        label=gettext_lazy("Aan wie gaf u het?"), help_text=gettext_lazy("Naam en functie."), max_length=160
    )
    kenmerk = regelveld(gettext_lazy("Hun kenmerk"), lang=80)
    verplicht = {
        "hoe": gettext_lazy("Kies hoe u het pakket hebt gegeven."),
        "wanneer": gettext_lazy("Vul in op welke dag u het pakket gaf."),
        "aan_wie": gettext_lazy("Vul in aan wie u het pakket gaf."),
    }


class Uitlegform(BakenForm):
    """Why nobody takes the place of a receiver that refused."""

    reden = tekstveld(
        gettext_lazy("Waarom kiest u geen andere ontvanger?"),
        uitleg=gettext_lazy("Gebruik ten minste %(n)d tekens. De ontvanger leest dit niet.") % {"n": MINIMUM_UITLEG},
        rijen=4,
        lang=2_000,
    )
    verplicht = {"reden": gettext_lazy("Schrijf waarom u geen andere ontvanger kiest.")}


class Toestemmingform(BakenForm):
    """Consent was taken back: when, by whom, how it was heard, and what was asked of a receiver outside Baken."""

    wanneer = DatumVeld(label=gettext_lazy("Wanneer werd de toestemming ingetrokken?"), tot_en_met=klok.vandaag)
    wie = forms.CharField(
        label=gettext_lazy("Wie trok de toestemming in?"),
        help_text=gettext_lazy("De betrokkene zelf, of wie namens de betrokkene mag beslissen."),
        max_length=160,
    )
    hoe = tekstveld(
        gettext_lazy("Hoe hoorde u dit?"),
        uitleg=gettext_lazy("Bijvoorbeeld: in een gesprek, per telefoon of per brief."),
        rijen=3,
        lang=2_000,
    )
    gevraagd = tekstveld(
        gettext_lazy("Hoe vroeg u de ontvanger om te stoppen?"),
        uitleg=gettext_lazy(
            "Deze organisatie werkt buiten Baken. Vraag haar om de gegevens niet meer te gebruiken. Schrijf op wanneer "
            "u dat vroeg, hoe en aan wie, in ten minste %(n)d tekens."
        )
        % {"n": MINIMUM_UITLEG},
        rijen=3,
        lang=2_000,
    )
    verplicht = {
        "wanneer": gettext_lazy("Vul in op welke dag de toestemming werd ingetrokken."),
        "wie": gettext_lazy("Vul in wie de toestemming introk."),
        "hoe": gettext_lazy("Vul in hoe u dit hoorde."),
        "gevraagd": gettext_lazy("Vraag de ontvanger om te stoppen en schrijf op hoe u dat deed."),
    }

    def __init__(self, *args: Any, buiten_baken: bool, **kwargs: Any) -> None:
        """Ask what was said to the receiver only where Baken cannot tell it."""
        super().__init__(*args, **kwargs)
        if not buiten_baken:
            del self.fields["gevraagd"]


class Antwoordform(BakenForm):
    """What a receiver outside Baken answered by telephone or mail."""

    antwoord = forms.ChoiceField(label=gettext_lazy("Wat antwoorden zij?"), widget=forms.RadioSelect)
    tekst = tekstveld(
        gettext_lazy("Wat zeiden zij?"),
        uitleg=gettext_lazy("Verplicht, behalve als zij het aannemen. Noem ook wie u sprak."),
        verplicht=False,
        rijen=4,
    )
    verplicht = {"antwoord": gettext_lazy("Kies wat zij antwoorden.")}

    def __init__(self, *args: Any, status: str, **kwargs: Any) -> None:
        """Offer the answers that fit the state."""
        super().__init__(*args, **kwargs)
        passend = PAST_BIJ.get(Verstrekkingsstatus(status), frozenset[Antwoord]())
        self.fields["antwoord"].choices = [(a.value, a.label) for a in Antwoord if a in passend]  # type: ignore[attr-defined]  # a ChoiceField


def _eigen_blad(request: Verzoek, pk: uuid.UUID, *, op_papier: bool = False) -> Verstrekkingsblad:
    """Return the page of the sender. Raises NietGevondenError for a receiver and a deelbesluit: they have own pages."""
    blad = verstrekkingsblad(request.wie, pk, afdruk=op_papier)
    if not blad.is_afzender or blad.verstrekking.soort == Verstrekkingssoort.DEELBESLUIT:
        raise NietGevondenError
    return blad


def _inhoud(request: Verzoek, blad: Verstrekkingsblad) -> dict[str, Any]:
    v = blad.verstrekking
    signaal = signaal_van_dossier(request.wie, v.dossier_id)
    return {
        "blad": blad,
        "v": v,
        "mag": blad.mag,
        "signaal": signaal,
        "badge": weergave.verstrekkingsbadge(v.status),
        "groepen": weergave.gegroepeerd(blad.regels),
        "hoe": WIJZEN.get(v.hoe, ""),
        "ingetrokken_op": date.fromisoformat(op) if (op := blad.verantwoording.get("ingetrokken_op")) else None,
        "kruimels": [
            {"naam": _("Signalen"), "url": reverse("signalen:werklijst")},
            {"naam": signaal.nummer, "url": reverse("signalen:detail", args=[signaal.pk])},
            {"naam": v.ontvanger.naam, "url": ""},
        ],
    }


def _toon(request: Verzoek, pk: uuid.UUID, *, status: int = 200, **formulieren: Any) -> HttpResponse:
    blad = _eigen_blad(request, pk)
    inhoud = {
        **_inhoud(request, blad),
        "verzendform": Verzendform(initial={"wanneer": request.wie.vandaag}),
        "antwoordform": Antwoordform(status=blad.verstrekking.status),
        "uitlegform": Uitlegform(),
        "mag_toestemming": blad.mag["toestemming_intrekken"] and rust_op_toestemming(blad.verstrekking),
        **formulieren,
    }
    inhoud["form"] = next((f for f in formulieren.values() if f.errors), None)
    return render(request, "signalen/verstrekking.html", inhoud, status=status)


@vereist("verstrekkingen.inzien")
@require_safe
def detail(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Show what was given, on which basis, and what came back."""
    return _toon(request, pk)


def _papier(request: Verzoek, pk: uuid.UUID) -> dict[str, Any]:
    blad = _eigen_blad(request, pk, op_papier=True)
    return {
        **_inhoud(request, blad),
        **papier.gegevens(blad.verstrekking, reverse("signalen:verstrekking", args=[pk])),
    }


@vereist("verstrekkingen.inzien")
@require_safe
def afdruk(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Show the packet as a page to print. Putting it on paper is a line."""
    return papier.afdruk(request, _papier(request, pk))


@vereist("verstrekkingen.inzien")
@require_safe
def als_pdf(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Give the packet as PDF, as attachment with a name that says nothing."""
    return papier.als_pdf(request, _papier(request, pk))


@vereist("verstrekkingen.verzenden")
@require_POST
def verzonden(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Record that the packet went out."""
    form = Verzendform(request.POST)
    if form.is_valid():
        c = form.cleaned_data
        try:
            doorgeleiden.leg_verzending_vast(
                verstrekking_id=pk,
                hoe=c["hoe"],
                wanneer=_moment(c["wanneer"]),
                aan_wie=c["aan_wie"],
                kenmerk=c["kenmerk"],
                door=request.wie,
            )
        except OngeldigeInvoerError as fout:
            zet_fouten(form, fout.fouten)
        else:
            messages.success(request, _("Vastgelegd dat u het pakket gaf. Vul het antwoord in als u het krijgt."))
            return redirect("signalen:verstrekking", pk=pk)
    return _toon(request, pk, status=422, verzendform=form)


def _moment(dag: Any) -> datetime:
    return klok.nu() if dag == klok.vandaag() else moment(dag)


@vereist("verstrekkingen.antwoord_invoeren")
@require_POST
def antwoord(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Type in what a receiver outside Baken answered."""
    form = Antwoordform(request.POST, status=_eigen_blad(request, pk).verstrekking.status)
    if form.is_valid():
        keuze, tekst = form.cleaned_data["antwoord"], form.cleaned_data["tekst"]
        try:
            if keuze == "accepteert":
                voer_acceptatie_in(verstrekking_id=pk, tekst=tekst, door=request.wie)
            elif keuze == "wijst_af":
                doorgeleiden.wijs_af(verstrekking_id=pk, reden=tekst, door=request.wie)
            elif keuze == "voortgang":
                doorgeleiden.meld_voortgang(verstrekking_id=pk, tekst=tekst, door=request.wie)
            else:
                doorgeleiden.rond_af(verstrekking_id=pk, tekst=tekst, door=request.wie)
        except OngeldigeInvoerError as fout:
            zet_fouten(form, {("tekst" if veld == "reden" else veld): zinnen for veld, zinnen in fout.fouten.items()})
        else:
            messages.success(request, _("Het antwoord is vastgelegd."))
            return redirect("signalen:verstrekking", pk=pk)
    return _toon(request, pk, status=422, antwoordform=form)


@vereist("verstrekkingen.weigering_uitleggen")
@require_POST
def uitleg(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Record why nobody takes the place of a receiver that refused."""
    form = Uitlegform(request.POST)
    if form.is_valid():
        try:
            naderhand.leg_weigering_uit(verstrekking_id=pk, reden=form.cleaned_data["reden"], door=request.wie)
        except OngeldigeInvoerError as fout:
            zet_fouten(form, fout.fouten)
        else:
            messages.success(request, _("Uw uitleg is vastgelegd."))
            return redirect("signalen:verstrekking", pk=pk)
    return _toon(request, pk, status=422, uitlegform=form)


@vereist("verstrekkingen.toestemming_intrekken")
@require_http_methods(["GET", "HEAD", "POST"])
def toestemming(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Record that consent was taken back: it cannot be undone, so it has a page of its own."""
    blad = _eigen_blad(request, pk)
    v = blad.verstrekking
    if not (blad.mag["toestemming_intrekken"] and rust_op_toestemming(v)):
        raise OvergangNietToegestaanError(v.status, "toestemming_intrekken")
    form = Toestemmingform(
        request.POST if request.method == "POST" else None,
        buiten_baken=v.buiten_baken,
        initial={"wanneer": request.wie.vandaag},
    )
    if form.is_valid():
        c = form.cleaned_data
        stop = Intrekking(op=c["wanneer"], wie=c["wie"], hoe=c["hoe"], gevraagd=c.get("gevraagd", ""))
        try:
            naderhand.trek_toestemming_in(verstrekking_id=pk, intrekking=stop, door=request.wie)
        except OngeldigeInvoerError as fout:
            zet_fouten(form, fout.fouten)
        else:
            messages.success(request, _("Vastgelegd dat de toestemming is ingetrokken. Het pakket is gesloten."))
            return redirect("signalen:verstrekking", pk=pk)
    inhoud = {**_inhoud(request, blad), "form": form}
    return render(request, "signalen/toestemming_intrekken.html", inhoud, status=422 if form.is_bound else 200)


@vereist("verstrekkingen.intrekken")
@require_http_methods(["GET", "HEAD", "POST"])
def intrekken(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Take a verstrekking back before the receiver opened it: it cannot be undone, so the page asks once more."""
    if request.method != "POST":
        blad = _eigen_blad(request, pk)
        if not blad.mag["intrekken"]:
            raise OvergangNietToegestaanError(blad.verstrekking.status, "intrekken")
        return render(request, "signalen/verstrekking_intrekken.html", _inhoud(request, blad))
    doorgeleiden.trek_in(verstrekking_id=pk, door=request.wie)
    messages.success(request, _("U hebt dit pakket ingetrokken. De ontvanger ziet het niet."))
    return redirect("signalen:verstrekking", pk=pk)
