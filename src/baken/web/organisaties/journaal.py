"""The journaal for the functionaris gegevensbescherming: who did what when, and whether the chain holds."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from baken.kern.journaal import Uitslag
from baken.organisaties import journaallijst
from baken.web.rechten import Verzoek, vereist
from baken.web.templatetags.baken import datumtijd

BEKIJKEN = "organisaties.journaal_bekijken"
KOLOMMEN = ("Wanneer", "Wie", "Rol", "Handeling", "Dossier", "Grondslag", "Uitkomst", "Verzegeld")


@vereist(BEKIJKEN)
@require_GET
def lijst(request: Verzoek) -> HttpResponse:
    """Show lines of the own organisation, newest first; the filters stand in the URL."""
    return _pagina(request)


@vereist(BEKIJKEN)
@require_POST
def controle(request: Verzoek) -> HttpResponse:
    """Walk the chain of the own organisation and say what was found."""
    return _pagina(request, journaallijst.controleer(request.wie))


def _pagina(request: Verzoek, uitslag: Uitslag | None = None) -> HttpResponse:
    nummer = request.GET.get("pagina", "1")
    pagina = int(nummer) if nummer.isascii() and nummer.isdigit() and len(nummer) < 7 else 1
    filters = {naam: request.GET.get(naam, "").replace("\0", "")[:80] for naam in ("uitkomst", "handeling")}
    bladzij = journaallijst.regels(request.wie, pagina=pagina, **filters)

    def naar(nr: int) -> str:
        return f"?{urlencode({**{n: w for n, w in filters.items() if w}, 'pagina': nr})}"

    return render(
        request,
        "beheer/journaal.html",
        {
            "uitslag": uitslag,
            "filters": filters,
            "kolommen": [{"naam": naam} for naam in KOLOMMEN],
            "rijen": [{"cellen": _cellen(regel)} for regel in bladzij.regels],
            "vorige_url": naar(pagina - 1) if pagina > 1 else "",
            "volgende_url": naar(pagina + 1) if bladzij.meer else "",
        },
    )


def _cellen(regel: journaallijst.Regel) -> list[dict[str, str]]:
    soort = "goed" if regel.uitkomst == "gelukt" else "let-op"
    return [
        {"tekst": datumtijd(regel.tijd)},
        {"tekst": regel.wie},
        {"tekst": regel.rol},
        {"tekst": regel.handeling},
        {"tekst": regel.dossier},
        {"tekst": regel.grondslag},
        {"badge": regel.uitkomst, "soort": soort},
        {"tekst": gettext("ja") if regel.verzegeld else gettext("nog niet")},
    ]
