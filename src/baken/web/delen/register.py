"""The register of disclosures, and the page that helps to think about sharing and decides nothing."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from baken.dossiers import register
from baken.dossiers.pakket import GROEPNAMEN
from baken.kern.fouten import OngeldigeInvoerError
from baken.kern.tabellen import MEDIATYPE
from baken.organisaties.selectors import organisatie
from baken.referentie import selectors as referentie
from baken.web.delen import hulp
from baken.web.delen.forms import Registerform
from baken.web.rechten import Verzoek, vereist
from baken.web.signalen.forms import zet_fouten
from baken.web.signalen.weergave import verstrekkingsbadge

KOLOMMEN = ("Kenmerk", "Dossier", "Aan", "Grondslag", "Gegevens", "Over wie", "Stand", "Meelezen tot", "Opgesteld")


@vereist("verstrekkingen.register")
@require_safe
def lijst(request: Verzoek) -> HttpResponse:
    """Show what the own organisation gave, newest first, without content."""
    return _toon(request, Registerform(request.GET or None))


def _toon(request: Verzoek, form: Registerform, *, status: int = 200) -> HttpResponse:
    goed = form.is_bound and form.is_valid()
    c: dict[str, Any] = form.cleaned_data if goed else {}
    dossier: str = c.get("dossier", "")
    nummer = request.GET.get("pagina", "1")
    pagina = int(nummer) if nummer.isascii() and nummer.isdigit() and len(nummer) < 6 else 1
    gevonden = register.register(request.wie, van=c.get("van"), tot=c.get("tot"), dossierkenmerk=dossier, pagina=pagina)
    filters: list[tuple[str, Any]] = [(n, w) for n, w in request.GET.items() if n in {*_DATUMDELEN, "dossier"} and w]
    namen = referentie.namen()
    inhoud = {
        "form": form,
        "onbekend": bool(dossier) and register.grenzen_van(dossier) is None,
        "dossier": register.netjes(dossier) if register.grenzen_van(dossier) else "",
        "kolommen": [{"naam": _(naam)} for naam in KOLOMMEN],
        "rijen": [{"cellen": _cellen(r, namen)} for r in gevonden.regels],
        "mag_csv": register.ziet_alles(request.wie),
        "csv_vraag": urlencode(filters),
        "vorige_url": _naar(filters, pagina - 1) if pagina > 1 else "",
        "volgende_url": _naar(filters, pagina + 1) if gevonden.meer else "",
    }
    fout = form.is_bound and bool(form.errors)
    return render(request, "delen/register.html", inhoud, status=422 if fout else status)


_DATUMDELEN = tuple(f"{veld}_{deel}" for veld in ("van", "tot") for deel in ("dag", "maand", "jaar"))


def _naar(filters: list[tuple[str, Any]], pagina: int) -> str:
    return f"?{urlencode([*filters, ('pagina', pagina)])}"


def _cellen(r: register.Registerregel, namen: Any) -> list[dict[str, Any]]:
    badge = verstrekkingsbadge(r.status)
    return [
        {"tekst": r.kenmerk},
        {"tekst": r.dossierkenmerk, "url": _naar([("dossier", r.dossierkenmerk)], 1)},
        {"tekst": r.ontvanger},
        {"tekst": r.grondslag},
        {"tekst": hulp.opsomming(r.veldgroepen, GROEPNAMEN)},
        {"tekst": hulp.opsomming(r.delen, namen)},
        {"badge": badge["tekst"], "soort": badge["soort"], "icoon": badge["pictogram"]},
        {"datum": r.meelezen_tot} if r.meelezen_tot else {"tekst": _("nee")},
        {"datum": r.opgesteld_op},
    ]


@vereist("verstrekkingen.register_export")
@require_safe
def als_csv(request: Verzoek) -> HttpResponse:
    """Give the register as CSV. That it left the system is a line."""
    form = Registerform(request.GET or None)
    c: dict[str, Any] = form.cleaned_data if form.is_bound and form.is_valid() else {}
    if form.is_bound and form.errors:
        return _toon(request, form, status=422)
    try:
        inhoud = register.als_csv(
            van=c.get("van"), tot=c.get("tot"), dossierkenmerk=c.get("dossier", ""), door=request.wie
        )
    except OngeldigeInvoerError as fout:
        zet_fouten(form, fout.fouten)
        return _toon(request, form, status=422)
    antwoord = HttpResponse(inhoud, content_type=MEDIATYPE)
    naam = f"register-verstrekkingen-{request.wie.vandaag.isoformat()}.csv"
    antwoord.headers["Content-Disposition"] = f'attachment; filename="{naam}"'
    return antwoord


@vereist("organisaties.start")
@require_safe
def hulp_bij_delen(request: Verzoek) -> HttpResponse:
    """Tell what Baken checks and what a person has to weigh. The page never says yes."""
    return render(request, "delen/hulp.html", {"organisatie": organisatie(request.wie.organisatie_id)})
