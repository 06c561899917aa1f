"""The caseload: trajecten without persons, clocks, what is late, and who does how many."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from baken.kern.fouten import NietGevondenError
from baken.referentie import selectors as referentie
from baken.web.casussen.lijst import paginanummer
from baken.web.rechten import Verzoek, vereist
from baken.web.zorg.forms_overname import Antwoordform
from baken.web.zorg.handelingen import gedaan
from baken.web.zorg.weergave import standbadge
from baken.zorg import selectors
from baken.zorg.opvangblad import te_late_verblijven
from baken.zorg.services import overdragen
from baken.zorg.soorten import Doelgroep
from baken.zorg.verloop import OPEN

TABNAMEN = {
    "mijn": "Van mij",
    "open": "Alle open",
    "klok": "Bedenktijd loopt af",
    "te_laat": "Te laat",
    "gesloten": "Gesloten",
}
LEEG = {
    "mijn": ("U hebt nu geen traject", "Neem een cliënt aan, of neem een traject van een collega over."),
    "open": ("Er loopt nog geen traject", "Neem een cliënt aan om te beginnen."),
    "klok": ("Er loopt geen bedenktijd af", "Hier staan bedenktijden die binnen twee weken eindigen."),
    "te_laat": ("Er is niets te laat", "Een traject staat hier als een afgesproken dag voorbij is."),
    "gesloten": ("Er is nog geen traject gesloten", "Wat u sluit, vindt u hier terug tot de bewaartermijn om is."),
}


def _rij(t: Any, vandaag: date, namen: dict[str, str]) -> dict[str, Any]:
    """Return a row of the list, with the clocks that the selector added."""
    volgende = selectors.volgende(t)
    open_ = t.status in OPEN
    return {
        "te_laat": bool(open_ and volgende and volgende < vandaag),
        "cellen": [
            {"tekst": t.nummer, "url": reverse("zorg:detail", args=[t.pk])},
            standbadge(t.status),
            {"tekst": _(Doelgroep(t.doelgroep).label)},
            {"tekst": t.coordinator.naam if t.coordinator else _("Nog niemand")},
            {"tekst": namen.get(t.verantwoordelijke_gemeente, _("Nog niet bepaald"))},
            {"termijn": volgende} if open_ and volgende else {"tekst": _("Geen")},
            {"termijn": t.bedenktijd_tot, "kalender": True} if open_ and t.bedenktijd_tot else {"tekst": ""},
        ],
    }


def _toon(request: Verzoek, *, status: int = 200, welke: uuid.UUID | None = None, form: Any = None) -> HttpResponse:
    tab = request.GET.get("tab", "mijn")
    tab = tab if tab in TABNAMEN else "mijn"
    pagina = paginanummer(request.GET.get("pagina", ""))
    gevonden = selectors.caseload(request.wie, tab=tab, pagina=pagina)
    if welke is not None and welke not in {o.pk for o in gevonden.gevraagd}:
        raise NietGevondenError  # nothing like it was asked of this person
    adres = f"{reverse('zorg:caseload')}?tab="
    namen = referentie.namen()
    kolommen = (
        _("Traject"),
        _("Stand"),
        _("Voor wie"),
        _("Coördinator"),
        _("Gemeente"),
        _("Volgende afspraak"),
        _("Bedenktijd"),
    )
    gevraagd = [
        {
            "overdracht": o,
            "leest_al": o.traject_id in gevonden.leest_al,
            "doelgroep": _(Doelgroep(o.traject.doelgroep).label),
            "form": form if o.pk == welke and form is not None else Antwoordform(auto_id=f"id_{o.pk.hex}_%s"),
        }
        for o in gevonden.gevraagd
    ]
    inhoud = {
        "tabs": [
            {
                "naam": _(naam),
                "url": f"{adres}{code}",
                "actief": code == tab,
                "aantal": gevonden.aantallen.get(code),
                "soort": "fout" if code in {"klok", "te_laat"} else "",
            }
            for code, naam in TABNAMEN.items()
        ],
        "kolommen": [{"naam": n} for n in kolommen],
        "rijen": [_rij(t, request.wie.vandaag, namen) for t in gevonden.rijen],
        "leeg": LEEG[tab],
        "werklast": gevonden.werklast,
        "gevraagd": gevraagd,
        "zonder_team": gevonden.zonder_team,
        "te_laat": len(te_late_verblijven(request.wie)),
        "form": form,
        "vorige_url": f"{adres}{tab}&pagina={pagina - 1}" if pagina > 1 else "",
        "volgende_url": f"{adres}{tab}&pagina={pagina + 1}" if gevonden.meer else "",
    }
    return render(request, "zorg/caseload.html", inhoud, status=status)


@vereist("trajecten.werklijst")
@require_safe
def caseload(request: Verzoek) -> HttpResponse:
    """Show one page of trajecten, what was asked of this person, and the load of each coordinator."""
    return _toon(request)


@vereist("trajecten.overnemen")
@require_POST
def overdracht(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Say yes or no to a hand-over."""
    form = Antwoordform(request.POST, auto_id=f"id_{pk.hex}_%s")
    uit: dict[str, Any] = {}

    def doe(d: dict[str, Any]) -> None:
        uit["traject"] = overdragen.beantwoord_overdracht(
            overdracht_id=pk, aannemen=d["besluit"] == "ja", antwoord=d["antwoord"], door=request.wie
        )

    if status := gedaan(form, doe):
        return _toon(request, status=status, welke=pk, form=form)
    if form.cleaned_data["besluit"] == "ja":
        messages.success(request, _("U bent nu de coördinator van dit traject."))
        return redirect("zorg:detail", pk=uit["traject"].pk)
    messages.success(request, _("Uw collega leest dat u dit traject niet overneemt."))
    return redirect("zorg:caseload")
