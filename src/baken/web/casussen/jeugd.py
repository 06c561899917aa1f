"""What to do when somebody in a casus or traject is young. No dossier is read here."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from baken.casussen.rules.jeugd import WEGEN
from baken.web.melden.contacten import contacten
from baken.web.rechten import Verzoek, vereist


@vereist("organisaties.start")
@require_safe
def jeugd(request: Verzoek) -> HttpResponse:
    """Show who to bring in, each with its source, and the number of Veilig Thuis."""
    contact = contacten(request.wie.organisatie_id)["veilig_thuis"]
    return render(request, "casussen/jeugd.html", {"wegen": WEGEN, "contact": contact})
