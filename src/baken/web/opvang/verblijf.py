"""One stay of a client: arrived, lengthened, ended or cancelled."""

from __future__ import annotations

import uuid

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from baken.kern.fouten import OngeldigeInvoerError
from baken.web.opvang import weergave
from baken.web.opvang.basis import gedaan
from baken.web.opvang.forms import Eindeform, Verlengform
from baken.web.rechten import Verzoek, vereist
from baken.zorg.opvangblad import is_te_laat, verblijfblad
from baken.zorg.services import plaatsen
from baken.zorg.soorten_opvang import Plaatsingseinde
from baken.zorg.verloop_opvang import LOPEND, Plaatsingstatus

TE_LAAT = {
    Plaatsingstatus.VERBLIJFT: gettext_lazy(
        "De laatste nacht is voorbij. Is de cliënt weg? Leg dat vast. Is de cliënt er nog? Verleng dan het verblijf."
    ),
    Plaatsingstatus.GERESERVEERD: gettext_lazy(
        "De eerste nacht is voorbij. Bel de opvang: kwam de cliënt? Leg dat vast, of annuleer de boeking."
    ),
}


def _toon(request: Verzoek, pk: uuid.UUID, *, status: int = 200, **formulieren: forms.Form) -> HttpResponse:
    gevonden = verblijfblad(request.wie, pk)
    plaatsing = gevonden.verblijf.plaatsing
    namen = weergave.soortnamen()
    gegevens = [
        {"naam": _("Soort opvang"), "waarde": namen.get(plaatsing.plek.voorziening.soort, "")},
        {"naam": _("Eerste nacht"), "datum": plaatsing.van},
        {"naam": _("Tot de ochtend van"), "datum": plaatsing.tot},
        {"naam": _("Geboekt door"), "waarde": plaatsing.gereserveerd_door.naam},
    ]
    if plaatsing.structureel_voor:
        gegevens.append({"naam": _("Vaste plek nodig op"), "datum": plaatsing.structureel_voor})
    if plaatsing.einde_reden:
        gegevens.append({"naam": _("Waarheen"), "waarde": Plaatsingseinde(plaatsing.einde_reden).label})
    if gevonden.verblijf.reden:
        gegevens.append({"naam": _("Waarom toch geboekt"), "waarde": gevonden.verblijf.reden})
    nummer = gevonden.traject.nummer
    inhoud = {
        **weergave.plekregel(plaatsing.plek, namen),
        "p": plaatsing,
        "traject": gevonden.traject,
        "badge": weergave.standbadge(plaatsing.status),
        "te_laat": TE_LAAT[Plaatsingstatus(plaatsing.status)] if is_te_laat(plaatsing, request.wie.vandaag) else "",
        "zoekt": gevonden.verblijf.zoekt_vaste_plek,
        "gegevens": gegevens,
        "loopt": plaatsing.status in LOPEND,
        "mag_plaatsen": gevonden.mag_plaatsen,
        "kan_ingaan": plaatsing.status == Plaatsingstatus.GERESERVEERD and plaatsing.van <= request.wie.vandaag,
        "gereserveerd": plaatsing.status == Plaatsingstatus.GERESERVEERD,
        "verblijft": plaatsing.status == Plaatsingstatus.VERBLIJFT,
        "verlengform": Verlengform(auto_id="id_verleng_%s", initial={"gezien": plaatsing.tot.isoformat()}),
        "eindeform": Eindeform(auto_id="id_einde_%s"),
        "kruimels": weergave.kruimels(nummer, gevonden.traject.pk, _("Verblijf")),
        **formulieren,
        "form": next(iter(formulieren.values()), None),
    }
    return render(request, "opvang/verblijf.html", inhoud, status=status)


@vereist("opvang.zoeken")
@require_safe
def blad(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Show one stay. What was written at booking is sealed, so opening it is a line in the journaal."""
    return _toon(request, pk)


@vereist("opvang.plaatsen")
@require_POST
def ingaan(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Record that the client arrived."""
    plaatsen.laat_ingaan(plaatsing_id=pk, door=request.wie)
    messages.success(request, _("Vastgelegd: de cliënt is er."))
    return redirect("plaatsing:verblijf", pk=pk)


@vereist("opvang.plaatsen")
@require_POST
def verlengen(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Book more nights at the same place."""
    form = Verlengform(request.POST, auto_id="id_verleng_%s")

    def doe() -> None:
        try:
            plaatsen.verleng(plaatsing_id=pk, tot=form.tot, door=request.wie)
        except OngeldigeInvoerError as fout:
            raise OngeldigeInvoerError({"nachten": [z for zinnen in fout.fouten.values() for z in zinnen]}) from None

    if gedaan(form, doe):
        messages.success(request, _("Het verblijf is verlengd."))
        return redirect("plaatsing:verblijf", pk=pk)
    return _toon(request, pk, status=422, verlengform=form)


@vereist("opvang.vrijgeven")
@require_POST
def beeindigen(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Record that the client left; the nights that follow are free again."""
    form = Eindeform(request.POST, auto_id="id_einde_%s")

    def doe() -> None:
        d = form.cleaned_data
        plaatsen.beeindig(plaatsing_id=pk, op=d["op"], reden=Plaatsingseinde(d["reden"]), door=request.wie)

    if gedaan(form, doe):
        messages.success(request, _("Het verblijf is beëindigd. De nachten die volgen, zijn weer vrij."))
        return redirect("plaatsing:verblijf", pk=pk)
    return _toon(request, pk, status=422, eindeform=form)


@vereist("opvang.vrijgeven")
@require_POST
def annuleren(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Give a booked place back before anybody came."""
    plaatsen.annuleer(plaatsing_id=pk, door=request.wie)
    messages.success(
        request,
        _(
            "De boeking is geannuleerd. De plek is weer vrij. Had de cliënt hiervoor een noodbed of stond die op de "
            "wachtlijst? Dan geldt dat weer, zolang er plek is."
        ),
    )
    return redirect("plaatsing:verblijf", pk=pk)
