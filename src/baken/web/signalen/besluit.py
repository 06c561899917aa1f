"""The explained advice, and the decision that a person takes."""

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
from baken.signalen.rules.advies import ALLEENSTAAND, NAAM, Advies, Uitkomst, Zwaarte
from baken.signalen.services import beoordelen as beoordeling
from baken.signalen.services.beoordelen import MAX_REDEN
from baken.web.formulieren import BakenForm, Keuze
from baken.web.rechten import Verzoek, vereist
from baken.web.signalen import bladweergave
from baken.web.signalen.forms import tekstveld, zet_fouten
from baken.web.signalen.weergave import hoofdletter

ZWAARTENAMEN = {
    Zwaarte.HARDE_GRENS: ("Harde grens", "fout", "hand-stop"),
    Zwaarte.STERK: ("Sterk", "let-op", ""),
    Zwaarte.MIDDEL: ("Middel", "info", ""),
    Zwaarte.UITLEG: ("Uitleg", "", ""),
}
VEROUDERD = gettext_lazy(
    "Een collega heeft dit signaal intussen veranderd. Uw besluit is niet opgeslagen. Bekijk het advies opnieuw. "
    "Klopt uw keuze nog? Verstuur haar dan nog een keer."
)


class Besluitform(BakenForm):
    """The choice of outcomes, with a reason when it is not the advice."""

    versie = forms.IntegerField(widget=forms.HiddenInput)
    uitkomsten = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Wat besluit u?"), coerce=Uitkomst, widget=forms.CheckboxSelectMultiple
    )
    reden = tekstveld(
        gettext_lazy("Reden"),
        uitleg=gettext_lazy("Verplicht als u anders besluit dan het advies. Gebruik dan ten minste 20 tekens."),
        verplicht=False,
        lang=MAX_REDEN,
    )
    verplicht = {"uitkomsten": gettext_lazy("Kies ten minste één uitkomst.")}

    def __init__(self, *args: Any, advies: Advies, **kwargs: Any) -> None:
        """Mark what is advised, and what stands alone."""
        super().__init__(*args, **kwargs)
        velden: Any = self.fields
        velden["uitkomsten"].choices = [(u.value, Keuze(hoofdletter(NAAM[u]), _uitleg(u, advies))) for u in Uitkomst]


def _uitleg(uitkomst: Uitkomst, advies: Advies) -> str:
    delen = []
    if uitkomst in advies.uitkomsten:
        delen.append(_("Dit is het advies."))
    if uitkomst in ALLEENSTAAND:
        delen.append(_("Kan niet samen met een andere keuze."))
    return " ".join(delen)


def adviesweergave(advies: Advies) -> dict[str, Any]:
    """Return the advice as the page shows it: hard stops first, then the other reasons, then what is missing."""
    gronden: list[dict[str, Any]] = [
        {
            "grond": g,
            "zwaarte": ZWAARTENAMEN[g.zwaarte],
            "wijst_op": [NAAM[u] for u in Uitkomst if u in g.wijst_op],
        }
        for g in advies.gronden
    ]
    return {
        "harde_grenzen": [g for g in gronden if g["grond"].zwaarte is Zwaarte.HARDE_GRENS],
        "gronden": [g for g in gronden if g["grond"].zwaarte is not Zwaarte.HARDE_GRENS],
        "uitkomsten": [
            {"naam": hoofdletter(NAAM[u]), "redenen": [g.regel for g in advies.redenen_voor(u)]}
            for u in advies.uitkomsten
        ],
        "ontbreekt": advies.ontbreekt,
        "eerst_doen": advies.eerst_doen,
        "geen_gewichten": advies.geen_gewichten,
        "kan_niet_laag": advies.kan_niet_laag,
    }


@vereist("signalen.beoordelen")
@require_http_methods(["GET", "POST"])
def beoordelen(request: Verzoek, pk: int) -> HttpResponse:
    """Show the advice with its reasons; take the decision. Two at once: the second gets 409 and keeps the text."""
    blad = selectors.dossierblad(request.wie, pk, voor="signalen.beoordelen")
    data = request.POST if request.method == "POST" else None
    form = Besluitform(data, advies=blad.advies, initial={"versie": blad.signaal.versie})
    status = 200
    verouderd: Any = ""
    if data is not None:
        status = 422
        if form.is_valid():
            try:
                besluit = beoordeling.beoordeel(
                    signaal_id=pk,
                    uitkomsten=form.cleaned_data["uitkomsten"],
                    reden=form.cleaned_data["reden"],
                    versie=form.cleaned_data["versie"],
                    door=request.wie,
                )
            except OngeldigeInvoerError as fout:
                zet_fouten(form, fout.fouten)
            except VerouderdError:
                status, verouderd = 409, VEROUDERD
                opnieuw = request.POST.copy()
                opnieuw["versie"] = str(blad.signaal.versie)
                form = Besluitform(opnieuw, advies=blad.advies)
            else:
                messages.success(request, _("Uw besluit is vastgelegd."))
                door = set(besluit.uitkomsten) - {u.value for u in ALLEENSTAAND}
                return redirect("signalen:doorgeleiden" if door else "signalen:detail", pk=pk)
    inhoud = {
        **bladweergave.kop(blad, request.wie.vandaag),
        "advies": adviesweergave(blad.advies),
        "besluiten": bladweergave.besluiten(blad),
        "form": form,
        "verouderd": verouderd,
        "vragen": len(blad.advies.ontbreekt),
    }
    return render(request, "signalen/beoordelen.html", inhoud, status=status)
