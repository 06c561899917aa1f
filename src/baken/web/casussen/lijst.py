"""The list of own casussen: what is open, what is mine, what is late. No person stands in it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from baken.casussen import selectors
from baken.casussen.soorten import Route
from baken.organisaties.besluit import rechten_voor
from baken.web.casussen.weergave import standbadge
from baken.web.rechten import Verzoek, vereist

MAX_PAGINA = 2_000
TABNAMEN = {"open": "Open", "mijn": "Van mij", "te_laat": "Te laat", "gesloten": "Afgesloten"}
LEEG = {
    "open": ("Er loopt nog geen casus", "Neemt u een pakket aan, dan opent hier een casus."),
    "mijn": ("U hebt nu geen casus", "Zit u in het team, of doet u een actie? Dan staat de casus hier."),
    "te_laat": ("Er is niets te laat", "Een casus staat hier als de dag van een actie voorbij is."),
    "gesloten": ("Er is nog geen casus afgesloten", "Wat u sluit, vindt u hier terug tot de bewaartermijn om is."),
}


def paginanummer(tekst: str) -> int:
    """Return the page that was asked for, within what a list can have."""
    return min(max(int(tekst), 1), MAX_PAGINA) if tekst.isascii() and tekst.isdigit() and len(tekst) < 6 else 1


def _rij(c: Any, vandaag: date) -> dict[str, Any]:
    """Return a row of the list; `volgende` is the day of the first open actie that the selector adds."""
    return {
        "te_laat": bool(c.volgende and c.volgende < vandaag),
        "cellen": [
            {"tekst": c.nummer, "url": reverse("casussen:detail", args=[c.pk])},
            standbadge(c.status),
            {"tekst": Route(c.route).label},
            {"tekst": c.procesregisseur.naam if c.procesregisseur else _("Niet bij u")},
            {"termijn": c.volgende} if c.volgende else {"tekst": _("Geen")},
            {"datum": c.geopend_op},
        ],
    }


@vereist("casussen.werklijst")
@require_safe
def werklijst(request: Verzoek) -> HttpResponse:
    """Show one page of the casussen of the own organisation."""
    tab = request.GET.get("tab", "open")
    tab = tab if tab in TABNAMEN else "open"
    pagina = paginanummer(request.GET.get("pagina", ""))
    gevonden = selectors.casuslijst(request.wie, tab=tab, pagina=pagina)
    adres = f"{reverse('casussen:werklijst')}?tab="
    inhoud = {
        "tabs": [
            {
                "naam": _(naam),
                "url": f"{adres}{code}",
                "actief": code == tab,
                "aantal": gevonden.aantallen.get(code),
                "soort": "fout" if code == "te_laat" else "",
            }
            for code, naam in TABNAMEN.items()
        ],
        "kolommen": [
            {"naam": n} for n in (_("Casus"), _("Stand"), _("Route"), _("Procesregie"), _("Eerste actie"), _("Geopend"))
        ],
        "rijen": [_rij(c, request.wie.vandaag) for c in gevonden.rijen],
        "leeg": LEEG[tab],
        "zonder_team": gevonden.zonder_team,
        "mag_openen": bool(rechten_voor(request.wie, "casussen.openen")),
        "vorige_url": f"{adres}{tab}&pagina={pagina - 1}" if pagina > 1 else "",
        "volgende_url": f"{adres}{tab}&pagina={pagina + 1}" if gevonden.meer else "",
    }
    return render(request, "casussen/werklijst.html", inhoud)
