"""Close a signaal: what is still open is said, and asks a reason."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from baken.kern.fouten import OngeldigeInvoerError, VerouderdError
from baken.signalen import selectors
from baken.signalen.rules.besluit import MINIMUM_REDEN
from baken.signalen.services import beoordelen
from baken.signalen.services.beoordelen import MAX_REDEN
from baken.web.formulieren import BakenForm
from baken.web.rechten import Verzoek, vereist
from baken.web.signalen import bladweergave
from baken.web.signalen.forms import tekstveld, zet_fouten

VEROUDERD = gettext_lazy(
    "Een collega heeft dit signaal intussen veranderd. Het is niet gesloten. Kijk of er nog iets openstaat."
)


class Sluitform(BakenForm):
    """Why a signaal is closed while something is open."""

    alles_vrij = True  # the field is there only when it is asked
    versie = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    reden = tekstveld(
        gettext_lazy("Waarom sluit u het signaal toch?"),
        uitleg=gettext_lazy("Gebruik ten minste %(n)d tekens. De reden wordt bewaard als afwijking van uw besluit.")
        % {"n": MINIMUM_REDEN},
        verplicht=False,
        lang=MAX_REDEN,
    )


@vereist("signalen.afsluiten")
@require_http_methods(["GET", "HEAD", "POST"])
def sluiten(request: Verzoek, pk: int) -> HttpResponse:
    """Close a signaal that was passed on, or whose reporter never answered; say what is open and ask why."""
    form = Sluitform(request.POST if request.method == "POST" else None)
    status, verouderd = 200, ""
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                beoordelen.sluit(
                    signaal_id=pk,
                    versie=form.cleaned_data["versie"],
                    reden=form.cleaned_data["reden"],
                    door=request.wie,
                )
            except OngeldigeInvoerError as fout:
                zet_fouten(form, {veld: zinnen[:1] for veld, zinnen in fout.fouten.items()})  # the page lists the rest
            except VerouderdError:
                status, verouderd = 409, str(VEROUDERD)
            else:
                messages.success(request, _("Dit signaal is gesloten."))
                return redirect("signalen:detail", pk=pk)
    return _toon(request, pk, form, status, verouderd)


def _toon(request: Verzoek, pk: int, form: Sluitform, status: int, verouderd: str) -> HttpResponse:
    blad = selectors.dossierblad(request.wie, pk, voor="signalen.afsluiten")
    controle = bladweergave.sluitcontrole(blad)
    if controle is None:
        return redirect("signalen:detail", pk=pk)
    if form.is_bound:
        form.data = {**request.POST.dict(), "versie": str(blad.signaal.versie)}  # what is shown now may be confirmed
    form.initial["versie"] = blad.signaal.versie
    kan = controle.toegestaan or controle.veld == "reden"
    if not controle.open and "reden" in form.fields:
        del form.fields["reden"]
    inhoud: dict[str, Any] = {
        **bladweergave.kop(blad, request.wie.vandaag),
        "form": form,
        "kan": kan,
        "open": [o.tekst for o in controle.open],
        "niet": [] if kan else controle.redenen,
        "verouderd": verouderd,
    }
    return render(request, "signalen/sluiten.html", inhoud, status=status)
