"""The packet of a deelbesluit on paper, for a receiver outside Baken: exactly what was decided and agreed to."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from baken.dossiers.deelblad import papierblad
from baken.dossiers.fouten import VerstrekkingGeweigerdError
from baken.web.rechten import Verzoek, vereist
from baken.web.signalen import papier
from baken.web.signalen.weergave import gegroepeerd


@vereist("delen.afdrukken")
@require_safe
def afdruk(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Show the packet as a page to print. Putting it on paper is a line."""
    return _op_papier(request, pk, papier.afdruk)


@vereist("delen.afdrukken")
@require_safe
def als_pdf(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Give the packet as PDF."""
    return _op_papier(request, pk, papier.als_pdf)


def _op_papier(
    request: Verzoek, pk: uuid.UUID, vorm: Callable[[Verzoek, dict[str, Any]], HttpResponse]
) -> HttpResponse:
    """Put the packet on paper. A shut gate says why, on the page of the deelbesluit."""
    terug = reverse("delen:besluit", args=[pk])
    try:
        blad = papierblad(request.wie, pk)
    except VerstrekkingGeweigerdError as fout:
        messages.error(request, fout.reden)
        return redirect(terug)
    v = blad.verstrekking
    return vorm(request, {"blad": blad, "v": v, "groepen": gegroepeerd(blad.regels or ()), **papier.gegevens(v, terug)})
