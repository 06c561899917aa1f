"""The work list first: what asks for action, who waits, what is late; and a dossier by its number from anywhere."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from baken.organisaties.besluit import rechten_voor
from baken.referentie import selectors as referentie
from baken.signalen import selectors
from baken.web.rechten import Verzoek, vereist
from baken.web.signalen import weergave
from baken.web.signalen.forms import Werklijstfilter

MAX_PAGINA = 2_000


def _pagina(tekst: str) -> int:
    return min(max(int(tekst), 1), MAX_PAGINA) if tekst.isascii() and tekst.isdigit() and len(tekst) < 6 else 1


@vereist("signalen.werklijst")
@require_safe
def werklijst(request: Verzoek) -> HttpResponse:
    """Show one page of the work list; only the list itself to htmx."""
    tab = request.GET.get("tab", "nieuw")
    tab = tab if tab in selectors.TABS else "nieuw"
    pagina = _pagina(request.GET.get("pagina", ""))
    form = Werklijstfilter(request.GET)
    filters = form.criteria()
    lijst = selectors.werklijst(request.wie, tab=tab, pagina=pagina, **filters)
    request.aantal_nieuw = lijst.aantallen["te_zien"]
    vaste = {"tab": tab, **filters}
    inhoud = {
        "form": form,
        "tab": tab,
        "tabs": weergave.tabs(tab, filters, lijst.aantallen),
        "rijen": weergave.rijen(lijst, referentie.namen(), request.wie.vandaag),
        "vorige_url": weergave.adres_met(vaste, pagina=pagina - 1 if pagina > 2 else "") if pagina > 1 else "",
        "volgende_url": weergave.adres_met(vaste, pagina=pagina + 1) if lijst.meer else "",
        "pagina": pagina,
        "gefilterd": any(filters.values()),
        "wis_url": weergave.adres_met({}, tab=tab),
        "leeg": weergave.LEEG["alle" if any(filters.values()) else tab],
    }
    if getattr(request, "htmx", False):
        antwoord = render(request, "signalen/_werklijst.html", inhoud)
    else:
        inhoud["belofte"] = selectors.belofte(request.wie) if pagina == 1 else None
        inhoud["mag_invoeren"] = bool(rechten_voor(request.wie, "signalen.invoeren"))
        antwoord = render(request, "signalen/werklijst.html", inhoud)
    antwoord.headers["Vary"] = "HX-Request, Cookie"
    return antwoord


@vereist("signalen.werklijst")
@require_safe
def zoek(request: Verzoek) -> HttpResponse:
    """Find a dossier by its number from anywhere. One hit opens it; the address of the answer holds no more."""
    nummer = (request.GET.get("q") or request.GET.get("nummer") or "").replace("\0", "").strip()[:40]
    gevonden = selectors.op_nummer(request.wie, nummer) if nummer else []
    if len(gevonden) == 1:
        return redirect("signalen:detail", pk=gevonden[0].pk)
    lijst = selectors.Werklijst(gevonden, False, {})
    inhoud = {
        "zoekterm": nummer,
        "rijen": weergave.rijen(lijst, referentie.namen(), request.wie.vandaag),
    }
    return render(request, "signalen/zoek.html", inhoud)
