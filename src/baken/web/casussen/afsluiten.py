"""Close a casus, and take it up again: each on a page of its own, because each is a decision."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from baken.casussen.blad import Casusblad, casusblad
from baken.casussen.services import afsluiten
from baken.casussen.soorten import Afsluitreden
from baken.casussen.stoppen import stopt_bij_sluiten
from baken.casussen.verloop import Casusstatus
from baken.dossiers.verloop import Verstrekkingsstatus
from baken.kern.fouten import OngeldigeInvoerError, VerouderdError
from baken.web.casussen import weergave
from baken.web.casussen.forms import Heropenform, Sluitform
from baken.web.rechten import Verzoek, vereist
from baken.web.signalen.forms import zet_fouten

VEROUDERD = gettext_lazy(
    "Een collega heeft deze casus intussen veranderd. Er is nog niets gedaan. Kijk of het nog klopt."
)


def _pagina(
    request: Verzoek, blad: Casusblad, form: forms.Form, status: int, sjabloon: str, **inhoud: Any
) -> HttpResponse:
    if form.is_bound:
        form.data = {**request.POST.dict(), "versie": str(blad.casus.versie)}  # what is shown now may be confirmed
    form.initial["versie"] = blad.casus.versie
    return render(
        request,
        f"casussen/{sjabloon}.html",
        {**weergave.kop(blad), "form": form, "verouderd": VEROUDERD if status == 409 else "", **inhoud},
        status=status,
    )


@vereist("casussen.afsluiten")
@require_http_methods(["GET", "HEAD", "POST"])
def sluiten(request: Verzoek, pk: int) -> HttpResponse:
    """Close a casus; say what is open and ask why. The senders hear a bounded text."""
    form = Sluitform(request.POST if request.method == "POST" else None)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        d = form.cleaned_data
        try:
            afsluiten.sluit(
                casus_id=pk,
                versie=d["versie"],
                afsluitreden=Afsluitreden(d["afsluitreden"]),
                reden=d["reden"],
                toelichting=d["toelichting"],
                door=request.wie,
            )
        except OngeldigeInvoerError as fout:
            zet_fouten(form, fout.fouten)
        except VerouderdError:
            status = 409
        else:
            messages.success(request, _("Deze casus is afgesloten. De bewaartermijn loopt nu."))
            return redirect("casussen:detail", pk=pk)
    blad = casusblad(request.wie, pk, voor="casussen.afsluiten")
    if blad.casus.status == Casusstatus.OPGESCHAALD:
        messages.warning(request, afsluiten.OPGESCHAALD)
    if not blad.mag["afsluiten"] or blad.casus.status == Casusstatus.OPGESCHAALD:
        return redirect("casussen:detail", pk=pk)  # somebody was first, or it waits for an answer
    wachtend = [b.verstrekking for b in blad.bronnen if b.verstrekking.status == Verstrekkingsstatus.GEACCEPTEERD]
    if blad.openstaand:
        form.fields["reden"].required = True  # shown as asked; the service says what counts as a reason
    else:
        form.fields.pop("reden", None)
    if not wachtend:
        form.fields.pop("toelichting", None)
    afzenders = [v.afzender.naam for v in wachtend]
    stopt = stopt_bij_sluiten(request.wie, pk)
    return _pagina(request, blad, form, status, "sluiten", open=blad.openstaand, afzenders=afzenders, stopt=stopt)


@vereist("casussen.heropenen")
@require_http_methods(["GET", "HEAD", "POST"])
def heropenen(request: Verzoek, pk: int) -> HttpResponse:
    """Take a closed casus up again, with a reason."""
    form = Heropenform(request.POST if request.method == "POST" else None)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            afsluiten.heropen(
                casus_id=pk, versie=form.cleaned_data["versie"], reden=form.cleaned_data["reden"], door=request.wie
            )
        except OngeldigeInvoerError as fout:
            zet_fouten(form, fout.fouten)
        except VerouderdError:
            status = 409
        else:
            messages.success(request, _("Deze casus is heropend."))
            return redirect("casussen:detail", pk=pk)
    blad = casusblad(request.wie, pk, voor="casussen.heropenen")
    if not blad.mag["heropenen"]:
        return redirect("casussen:detail", pk=pk)
    return _pagina(request, blad, form, status, "heropenen")
