"""Made-up cases to talk about and learn from. They have no tie to any dossier, and every page says so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from baken.casussen import leercasussen as selectors
from baken.casussen.services import leren
from baken.casussen.verloop import Leercasusstatus
from baken.kern.fouten import NietToegestaanError, OngeldigeInvoerError, VerouderdError
from baken.organisaties.besluit import rechten_voor
from baken.referentie import selectors as referentie
from baken.web.casussen.forms_personen import vormkeuzes
from baken.web.formulieren import BakenForm, Keuze
from baken.web.rechten import Verzoek, vereist
from baken.web.signalen.forms import regelveld, tekstveld, zet_fouten

BADGES = {"concept": ("", "file-text"), "gedeeld": ("goed", "users"), "ingetrokken": ("", "x")}
VEROUDERD = gettext_lazy("Een collega heeft deze leercasus intussen veranderd. Kijk of uw tekst nog klopt.")


class Leerform(BakenForm):
    """A made-up case."""

    versie = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1, initial=1)
    titel = regelveld(gettext_lazy("Titel"), lang=leren.MAX_TITEL, klasse="baken-breed-l")
    vormen = forms.MultipleChoiceField(
        label=gettext_lazy("Om welke vorm gaat het?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    verhaal = tekstveld(
        gettext_lazy("Het verhaal"),
        uitleg=gettext_lazy(
            "Verzin het hele verhaal. Gebruik geen echte zaak, ook niet met andere namen: iemand kan die herkennen."
        ),
        rijen=10,
        lang=leren.MAX_TEKST,
    )
    vragen = tekstveld(gettext_lazy("Vragen om samen te bespreken"), rijen=5, verplicht=False, lang=leren.MAX_TEKST)
    lessen = tekstveld(gettext_lazy("Wat valt ervan te leren?"), rijen=5, verplicht=False, lang=leren.MAX_TEKST)
    verzonnen = forms.BooleanField(
        label=Keuze(gettext_lazy("Ik verklaar dat dit verhaal is verzonnen en dat niemand erin is te herkennen"))
    )
    verplicht = {
        "titel": gettext_lazy("Schrijf een titel."),
        "verhaal": gettext_lazy("Schrijf het verhaal."),
        "verzonnen": gettext_lazy("Verklaar dat dit verhaal is verzonnen. Anders kan het hier niet staan."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Fill the forms of exploitation of today."""
        super().__init__(*args, **kwargs)
        self.fields["titel"].required = True
        self.fields["vormen"].choices = vormkeuzes()  # type: ignore[attr-defined]  # a MultipleChoiceField

    def tekst(self) -> leren.Leertekst:
        """Return what the service takes in."""
        c = self.cleaned_data
        return leren.Leertekst(c["titel"], c["verhaal"], c["vragen"], c["lessen"], c["vormen"], c["verzonnen"])


def _badge(status: str) -> dict[str, str]:
    soort, icoon = BADGES[status]
    return {"badge": _(Leercasusstatus(status).label), "soort": soort, "icoon": icoon}


@vereist("leercasus.lezen")
@require_safe
def lijst(request: Verzoek) -> HttpResponse:
    """List what is shared, and the own drafts."""
    tekst = request.GET.get("pagina", "")
    pagina = max(int(tekst), 1) if tekst.isascii() and tekst.isdigit() and len(tekst) < 5 else 1
    rijen, meer = selectors.leercasussen(request.wie, pagina=pagina)
    adres, namen = reverse("leercasus:lijst"), referentie.namen()
    inhoud = {
        "mag_schrijven": bool(rechten_voor(request.wie, "leercasus.schrijven")),
        "kolommen": [{"naam": n} for n in (_("Titel"), _("Vorm"), _("Van"), _("Stand"))],
        "rijen": [
            {
                "cellen": [
                    {"tekst": r.titel, "url": reverse("leercasus:blad", args=[r.pk])},
                    {"tekst": ", ".join(namen.get(v, v) for v in r.vormen)},
                    {"tekst": r.organisatie.naam},
                    _badge(r.status),
                ]
            }
            for r in rijen
        ],
        "vorige_url": f"{adres}?pagina={pagina - 1}" if pagina > 1 else "",
        "volgende_url": f"{adres}?pagina={pagina + 1}" if meer else "",
    }
    return render(request, "leercasus/lijst.html", inhoud)


def _kruimels(naam: str) -> list[dict[str, str]]:
    return [{"naam": _("Leercasussen"), "url": reverse("leercasus:lijst")}, {"naam": naam, "url": ""}]


@vereist("leercasus.lezen")
@require_safe
def blad(request: Verzoek, pk: int) -> HttpResponse:
    """Show a made-up case."""
    return _toon(request, pk)


def _toon(request: Verzoek, pk: int, *, fouten: Sequence[str] = ()) -> HttpResponse:
    gevonden = selectors.leerblad(request.wie, pk)
    namen = referentie.namen()
    inhoud = {
        "blad": gevonden,
        "leercasus": gevonden.leercasus,
        "badge": _badge(gevonden.leercasus.status),
        "vormen": ", ".join(namen.get(v, v) for v in gevonden.leercasus.vormen),
        "kruimels": _kruimels(gevonden.leercasus.titel),
        "fouten": fouten,
    }
    return render(request, "leercasus/blad.html", inhoud, status=422 if fouten else 200)


@vereist("leercasus.schrijven")
@require_http_methods(["GET", "HEAD", "POST"])
def nieuw(request: Verzoek) -> HttpResponse:
    """Write a made-up case."""
    form = Leerform(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            leercasus = leren.schrijf(tekst=form.tekst(), door=request.wie)
        except OngeldigeInvoerError as fout:
            zet_fouten(form, fout.fouten)
        else:
            messages.success(request, _("De leercasus is bewaard als concept."))
            return redirect("leercasus:blad", pk=leercasus.pk)
    inhoud = {"form": form, "titel": _("Nieuwe leercasus"), "kruimels": _kruimels(_("Nieuw"))}
    return render(request, "leercasus/schrijven.html", inhoud, status=422 if form.is_bound else 200)


@vereist("leercasus.schrijven")
@require_http_methods(["GET", "HEAD", "POST"])
def wijzigen(request: Verzoek, pk: int) -> HttpResponse:
    """Change a made-up case of the own organisation."""
    gevonden = selectors.leerblad(request.wie, pk)
    if not gevonden.mag_schrijven:
        raise NietToegestaanError("Alleen de organisatie die deze leercasus maakte, kan er iets in veranderen.")
    lc = gevonden.leercasus
    begin = {n: getattr(lc, n) for n in ("versie", "titel", "vormen", "verhaal", "vragen", "lessen")}
    form = Leerform(request.POST if request.method == "POST" else None, initial=begin)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            leren.wijzig(leercasus_id=pk, versie=form.cleaned_data["versie"], tekst=form.tekst(), door=request.wie)
        except OngeldigeInvoerError as fout:
            zet_fouten(form, fout.fouten)
        except VerouderdError:
            status = 409
            data = request.POST.copy()
            data["versie"] = str(lc.versie)
            form.data = data
        else:
            messages.success(request, _("De leercasus is veranderd."))
            return redirect("leercasus:blad", pk=pk)
    inhoud = {
        "form": form,
        "titel": _("Leercasus wijzigen"),
        "verouderd": VEROUDERD if status == 409 else "",
        "kruimels": _kruimels(lc.titel),
    }
    return render(request, "leercasus/schrijven.html", inhoud, status=status)


@vereist("leercasus.schrijven")
@require_POST
def stand(request: Verzoek, pk: int) -> HttpResponse:
    """Share it, take it back, or make it a draft again."""
    selectors.leerblad(request.wie, pk)  # what somebody may not see is not there, whatever is asked
    naar = request.POST.get("naar", "")
    if naar in Leercasusstatus.values:
        try:
            leren.zet(leercasus_id=pk, naar=Leercasusstatus(naar), door=request.wie)
        except OngeldigeInvoerError as fout:
            zinnen = [f"{Leerform.base_fields[veld].label}: {zin}" for veld, van in fout.fouten.items() for zin in van]
            return _toon(request, pk, fouten=zinnen)
        messages.success(request, _("Dat is vastgelegd."))
    return redirect("leercasus:blad", pk=pk)
