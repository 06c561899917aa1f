"""The partners of the region: what each does and knows, and how to reach them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from baken.kern.fouten import NietGevondenError, OngeldigeInvoerError
from baken.keten import services, wegenkaart
from baken.referentie import selectors as referentie
from baken.web.keten.forms import Taakform
from baken.web.organisaties.hulp import formulierpagina, zet_fouten
from baken.web.rechten import Verzoek, vereist


@vereist("keten.wegenkaart")
@require_safe
def lijst(request: Verzoek) -> HttpResponse:
    """Show the organisations of the region, and how much each does."""
    rijen = [
        {
            "cellen": [
                {"tekst": p.organisatie.naam, "url": reverse("keten:partner", args=[p.organisatie.pk])},
                {"tekst": p.organisatie.get_soort_display()},
                {"tekst": ngettext("%(n)d taak", "%(n)d taken", len(p.taken)) % {"n": len(p.taken)}}
                if p.taken
                else {"badge": gettext("Nog niet ingevuld"), "soort": "let-op"},
                {"tekst": gettext("Ja") if p.organisatie.werkt_in_baken else gettext("Nee")},
            ]
        }
        for p in wegenkaart.partners(request.wie)
    ]
    kolommen = [gettext("Organisatie"), gettext("Soort"), gettext("In de keten"), gettext("Werkt in Baken")]
    return render(request, "keten/partners.html", {"rijen": rijen, "kolommen": [{"naam": naam} for naam in kolommen]})


def _taken(partner: wegenkaart.Partner) -> list[dict[str, object]]:
    namen = {f.code: f.naam for f in referentie.alle_feiten("ketentaak")}
    vormen = referentie.namen()
    return [
        {
            "pk": rij.pk,
            "naam": namen.get(rij.taak, rij.taak),
            "vormen": ", ".join(vormen.get(code, code) for code in rij.vormen),
            "kennis": rij.kennis,
            "van": rij.geldig_van,
        }
        for rij in partner.taken
    ]


@vereist("keten.wegenkaart")
@require_safe
def blad(request: Verzoek, pk: int) -> HttpResponse:
    """Show one partner: what it does and knows, and its contacts."""
    partner = wegenkaart.partner(request.wie, pk)
    return render(request, "keten/partner.html", {"partner": partner, "taken": _taken(partner)})


@vereist("keten.wegenkaart")
@require_http_methods(["GET", "POST"])
def taak(request: Verzoek, pk: int) -> HttpResponse:
    """Record what an organisation does: the own, or as beleidsregisseur one without Baken."""
    partner = wegenkaart.partner(request.wie, pk)
    if not partner.mag:
        raise NietGevondenError
    form = Taakform(request.POST or None)
    if form.is_valid():
        try:
            services.leg_taak_vast(organisatie_id=pk, door=request.wie, **form.cleaned_data)
        except OngeldigeInvoerError as fout:
            zet_fouten(form, fout)
        else:
            messages.success(request, gettext("De taak is vastgelegd."))
            return redirect("keten:partner", pk)
    return formulierpagina(request, "keten/taak.html", form, partner=partner)


@vereist("keten.wegenkaart")
@require_POST
def beeindig(request: Verzoek, pk: int) -> HttpResponse:
    """Record that an organisation does something no more."""
    rij = wegenkaart.taak_om_te_beheren(request.wie, pk)
    services.beeindig_taak(ketentaak_id=pk, door=request.wie)
    messages.success(request, gettext("Deze taak staat er niet meer bij."))
    return redirect("keten:partner", rij.organisatie_id)
