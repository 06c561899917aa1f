"""Go on with the care of somebody whom another organisation shared: begin a traject, or say that there is one."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from baken.dossiers.services import NieuweBetrokkene
from baken.web.rechten import Verzoek, vereist
from baken.web.zorg.forms import Aanmeldform
from baken.web.zorg.handelingen import gedaan
from baken.web.zorg.paginas import aanmelding_uit
from baken.zorg.services import overnemen


@vereist("trajecten.aanmelden")
@require_http_methods(["GET", "HEAD", "POST"])
def uit_pakket(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Begin a traject with what the packet says of the client. That the packet was seen is a line."""
    pakket = overnemen.pakket_voor_zorg(request.wie, pk)
    begin = {"aanmelder": pakket.afzender, **(_velden(pakket.client) if pakket.client else {})}
    form = Aanmeldform(request.POST if request.method == "POST" else None, initial=begin)
    uit: dict[str, Any] = {}

    def doe(d: dict[str, Any]) -> None:
        aanmelding = aanmelding_uit(form, d)
        uit["traject"] = overnemen.begin_uit_pakket(verstrekking_id=pk, aanmelding=aanmelding, door=request.wie)

    status = gedaan(form, doe) if request.method == "POST" else 200
    if status == 0:
        tekst = _("Traject %(nummer)s is begonnen. De afzender hoort dat u verdergaat met de zorg.")
        messages.success(request, tekst % {"nummer": uit["traject"].nummer})
        return redirect("zorg:detail", pk=uit["traject"].pk)
    inhoud = {
        "form": form,
        "pakket": pakket,
        "pakket_id": pk,
        "kruimels": [
            {"naam": _("Ontvangen"), "url": reverse("ontvangen:postvak")},
            {"naam": pakket.afzender, "url": reverse("ontvangen:detail", args=[pk])},
            {"naam": _("Zorgtraject"), "url": ""},
        ],
    }
    return render(request, "zorg/uit_pakket.html", inhoud, status=status)


def _velden(c: NieuweBetrokkene) -> dict[str, Any]:
    """Return the client of a packet as the fields of the form hold it."""
    return {
        "doelgroep": c.deel,
        "leeftijdsgroep": c.leeftijdsgroep,
        "geslacht": c.geslacht,
        "nationaliteit": c.nationaliteit,
        **{veld: c.identiteit.get(veld, "") for veld in ("naam", "geboortedatum", "document")},
        **{veld: c.contact.get(veld, "") for veld in ("telefoon", "email")},
        "hulp": c.zorg.get("omschrijving", ""),
    }


@vereist("trajecten.aanmelden")
@require_POST
def loopt_al(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Tell the sender that help goes on here in a traject that there is already."""
    overnemen.bevestig_zorg(verstrekking_id=pk, door=request.wie)
    messages.success(request, _("De afzender hoort dat u verdergaat met de zorg."))
    return redirect("ontvangen:detail", pk=pk)
