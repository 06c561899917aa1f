"""What the functionaris gegevensbescherming sees of noodtoegang: who, when, which number and why; never the dossier."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from baken.dossiers import noodtoegang
from baken.dossiers.verloop import Noodoordeel
from baken.kern import klok
from baken.kern.fouten import OngeldigeInvoerError
from baken.web.noodtoegang.forms import Oordeelform
from baken.web.rechten import Verzoek, vereist
from baken.web.signalen.forms import zet_fouten
from baken.web.templatetags.baken import datumtijd

HANDELINGEN = {
    "noodtoegang.geopend": gettext_lazy("Noodtoegang geopend"),
    "noodtoegang.beeindigd": gettext_lazy("Noodtoegang beëindigd"),
    "signaal.ingezien": gettext_lazy("Dossier gelezen, namen bedekt"),
    "signaal.onthuld": gettext_lazy("Namen en adressen getoond"),
    "verstrekking.ingezien": gettext_lazy("Pakket gelezen"),
    "verstrekking.afgedrukt": gettext_lazy("Pakket afgedrukt"),
}
OORDEELBADGE = {Noodoordeel.TERECHT: "goed", Noodoordeel.ONTERECHT: "fout"}


@vereist("noodtoegang.bekijken")
@require_GET
def lijst(request: Verzoek) -> HttpResponse:
    """Show what waits for a judgement with its age, and what was judged."""
    rijen = noodtoegang.toezichtlijst(request.wie)
    inhoud = {
        "kolommen_open": [{"naam": n} for n in (_("Dossier"), _("Wie"), _("Begonnen"), _("Stand"), _("Wacht op u"))],
        "rijen_open": [{"cellen": _cellen_open(n, request.wie.vandaag)} for n in rijen.te_beoordelen],
        "kolommen_klaar": [{"naam": n} for n in (_("Dossier"), _("Wie"), _("Begonnen"), _("Oordeel"))],
        "rijen_klaar": [{"cellen": [*_cellen(n), _oordeel(n)]} for n in rijen.beoordeeld],
    }
    return render(request, "noodtoegang/toezicht.html", inhoud)


def _cellen(rij: Any) -> list[dict[str, Any]]:
    return [
        {"tekst": rij.nummer, "url": reverse("noodtoegang:blad", args=[rij.pk])},
        {"tekst": rij.medewerker.naam},
        {"tekst": datumtijd(rij.begonnen_op)},
    ]


def _cellen_open(rij: Any, vandaag: date) -> list[dict[str, Any]]:
    if noodtoegang.loopt_nu(rij):
        om = rij.eindigt_op.astimezone(klok.TIJDZONE).strftime("%H:%M")
        stand = {"badge": _("loopt tot %(om)s uur") % {"om": om}, "soort": "let-op"}
    else:
        stand = {"tekst": _("voorbij")}
    return [*_cellen(rij), stand, {"tekst": leeftijd(rij, vandaag)}]


def _oordeel(rij: Any) -> dict[str, str]:
    return {"badge": rij.get_oordeel_display(), "soort": OORDEELBADGE[Noodoordeel(rij.oordeel)]}


def leeftijd(rij: Any, vandaag: date) -> str:
    """Return how long it waits, in words."""
    dagen = (vandaag - rij.begonnen_op.astimezone(klok.TIJDZONE).date()).days
    if dagen <= 0:
        return _("sinds vandaag")
    return ngettext("%(n)d dag", "%(n)d dagen", dagen) % {"n": dagen}


@vereist("noodtoegang.bekijken")
@require_GET
def blad(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Show one, with its reason. That it was read is a line."""
    return _toon(request, pk, Oordeelform())


@vereist("noodtoegang.beoordelen")
@require_POST
def beoordelen(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Judge it."""
    form = Oordeelform(request.POST)
    if form.is_valid():
        try:
            noodtoegang.beoordeel(
                noodtoegang_id=pk,
                oordeel=form.cleaned_data["oordeel"],
                opmerking=form.cleaned_data["opmerking"],
                door=request.wie,
            )
        except OngeldigeInvoerError as fout:
            zet_fouten(form, fout.fouten)
        else:
            messages.success(request, _("Uw oordeel is vastgelegd."))
            return redirect("noodtoegang:toezicht")
    return _toon(request, pk, form, status=422)


def _toon(request: Verzoek, pk: uuid.UUID, form: Oordeelform, *, status: int = 200) -> HttpResponse:
    gevonden = noodtoegang.toezichtblad(request.wie, pk)
    rij = gevonden.noodtoegang
    inhoud = {
        "blad": gevonden,
        "rij": rij,
        "loopt": noodtoegang.loopt_nu(rij),
        "leeftijd": leeftijd(rij, request.wie.vandaag),
        "oordeelsoort": OORDEELBADGE[Noodoordeel(rij.oordeel)] if rij.oordeel else "",
        "regels": [(op, HANDELINGEN.get(wat, wat)) for op, wat in gevonden.regels],
        "form": form if gevonden.mag_beoordelen else None,
        "kruimels": [
            {"naam": _("Noodtoegang"), "url": reverse("noodtoegang:toezicht")},
            {"naam": rij.nummer, "url": ""},
        ],
    }
    return render(request, "noodtoegang/blad.html", inhoud, status=status)
