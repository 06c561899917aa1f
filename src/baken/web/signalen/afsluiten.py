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
from baken.signalen.rules.afsluiten import Sluitcontrole
from baken.signalen.rules.besluit import MINIMUM_REDEN
from baken.signalen.services import beoordelen
from baken.web.formulieren import BakenForm
from baken.web.rechten import Verzoek, vereist
from baken.web.signalen import bladweergave
from baken.web.signalen.forms import tekstveld, zet_fouten

VEROUDERD = gettext_lazy(
    "Een collega heeft dit signaal intussen veranderd. Het is niet gesloten. Kijk of er nog iets openstaat."
)


VRAGEN = {  # kind of what is open (rules.afsluiten) -> what is asked
    "niet_gegeven": gettext_lazy("Waarom sluit u terwijl een pakket nog niet is gegeven?"),
    "geen_antwoord": gettext_lazy("Waarom sluit u terwijl een antwoord nog niet kwam?"),
    "niet_klaar": gettext_lazy("Waarom sluit u terwijl een ontvanger nog niet klaar is?"),
    "geweigerd": gettext_lazy("Waarom kwam niemand in de plaats van wie het niet aannam?"),
    "geen_regie": gettext_lazy("Waarom sluit u terwijl niemand de procesregie heeft?"),
    "bericht": gettext_lazy("Waarom sluit u terwijl een bericht van de melder niet is gelezen?"),
    "antwoord": gettext_lazy("Waarom sluit u terwijl een antwoord niet is gelezen?"),
}
LANGSTE_REDEN = 600  # all of them together stay within what a decision keeps


def veld(soort: str) -> str:
    """Return the name of the field for a kind."""
    return f"reden_{soort}"


class Sluitform(BakenForm):
    """Why a signaal is closed while something is open: one reason for each kind."""

    alles_vrij = True  # a field is there only when it is asked
    versie = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take in a reason for every kind; the page takes off what is not open."""
        super().__init__(*args, **kwargs)
        for soort, vraag in VRAGEN.items():
            self.fields[veld(soort)] = tekstveld(
                vraag,
                uitleg=_("Gebruik ten minste %(n)d tekens. De reden wordt bewaard bij uw besluit.")
                % {"n": MINIMUM_REDEN},
                verplicht=False,
                rijen=3,
                lang=LANGSTE_REDEN,
            )

    def redenen(self) -> dict[str, str]:
        """Return kind -> reason, as far as the form was filled in rightly."""
        goed = getattr(self, "cleaned_data", {})
        return {soort: goed.get(veld(soort), "") for soort in VRAGEN}

    def toon(self, controle: Sluitcontrole) -> None:
        """Keep the fields of what is open, and say at each that lacks its reason what to do."""
        for soort in set(VRAGEN) - set(controle.soorten):
            self.fields.pop(veld(soort), None)
        for soort in controle.zonder_reden if self.is_bound else ():
            if veld(soort) not in self.errors:
                zin = _("%(vraag)s Gebruik ten minste %(n)d tekens.") % {"vraag": VRAGEN[soort], "n": MINIMUM_REDEN}
                self.add_error(veld(soort), zin)


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
                    redenen=form.redenen(),
                    door=request.wie,
                )
            except OngeldigeInvoerError as fout:
                niet = [zinnen[0] for veld_, zinnen in fout.fouten.items() if veld_ == ""]
                zet_fouten(form, {"": niet} if niet else {})  # what lacks a reason is said at its own field
            except VerouderdError:
                status, verouderd = 409, str(VEROUDERD)
            else:
                messages.success(request, _("Dit signaal is gesloten."))
                return redirect("signalen:detail", pk=pk)
    return _toon(request, pk, form, status, verouderd)


def _toon(request: Verzoek, pk: int, form: Sluitform, status: int, verouderd: str) -> HttpResponse:
    blad = selectors.dossierblad(request.wie, pk, voor="signalen.afsluiten")
    controle = bladweergave.sluitcontrole(blad, form.redenen())
    if controle is None:
        return redirect("signalen:detail", pk=pk)
    if form.is_bound:
        form.data = {**request.POST.dict(), "versie": str(blad.signaal.versie)}  # what is shown now may be confirmed
    form.initial["versie"] = blad.signaal.versie
    kan = controle.toegestaan or controle.veld == "reden"
    form.toon(controle)
    inhoud: dict[str, Any] = {
        **bladweergave.kop(blad, request.wie.vandaag),
        "form": form,
        "kan": kan,
        "open": [o.tekst for o in controle.open],
        "niet": [] if kan else controle.redenen,
        "verouderd": verouderd,
    }
    return render(request, "signalen/sluiten.html", inhoud, status=status)
