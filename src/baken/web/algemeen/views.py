"""Start page, rights, sources, health, and what a public site must say about itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_safe

from baken.dossiers.wachtend import wachtend_op
from baken.kern import bewaartermijnen, klok
from baken.kern.fouten import NietGevondenError
from baken.organisaties.besluit import Band, Recht, Wie, alle_rechten, rechten_voor
from baken.organisaties.rollen import Rol
from baken.organisaties.selectors import heeft_aandachtsfunctionaris, lege_eerste_deur, organisatie
from baken.referentie import selectors as referentie
from baken.web.algemeen.rolteksten import rolregels
from baken.web.context import Menupunt, menu
from baken.web.rechten import Verzoek, publiek, vereist
from baken.zorg.opvangblad import te_late_verblijven
from baken.zorg.wachtend import wacht_op_ons, wacht_op_overname

ZONDER_KOPPEN = 8  # so many cards are seen at a glance
SECURITY_TXT_GELDT = timedelta(days=180)

BANDEN = {
    Band.GEEN: _("altijd"),
    Band.EIGENAAR: _("dossiers van de eigen organisatie"),
    Band.MELDER: _("wat u zelf meldde"),
    Band.AFZENDER: _("wat uw organisatie verstuurde"),
    Band.ONTVANGER: _("wat uw organisatie ontving"),
    Band.ORGANISATIE: _("de eigen organisatie"),
    Band.DEELNEMER: _("wat een ander met uw organisatie deelt, zolang dat geldt"),
    Band.NOODTOEGANG: _("een afgeschermd dossier, zolang de noodtoegang loopt"),
}
ONDERWERPEN = {
    "organisaties": _("Organisatie en mensen"),
    "keten": _("Partners en afspraken"),
    "signalen": _("Signalen"),
    "verstrekkingen": _("Verstrekkingen"),
    "casussen": _("Casussen"),
    "delen": _("Delen"),
    "toestemming": _("Toestemming"),
    "noodtoegang": _("Noodtoegang"),
    "dossiers": _("Dossiers"),
}


@vereist("organisaties.start")
@require_GET
def start(request: Verzoek) -> HttpResponse:
    """Show each role what it can do here."""
    bij = organisatie(request.wie.organisatie_id)
    punten = [p for p in menu(request, request.wie, None, bij) if p.url != request.path]
    inhoud = {
        "groepen": _groepen(punten),
        "akkoord": wachtend_op(request.wie),
        "te_laat": _te_laat(request.wie),
        "wacht_op_overname": wacht_op_overname(request.wie),
        "wacht_op_ons": wacht_op_ons(request.wie),
        "zonder_af_url": _wie_geeft_de_rol(request.wie, bij),
        "rolregels": rolregels(request.wie.rollen),
        "lege_deur": _lege_deur(request.wie, bij),
    }
    return render(request, "algemeen/start.html", inhoud)


def _groepen(punten: Sequence[Menupunt]) -> list[tuple[str, list[Menupunt]]]:
    """Return the entries under the headings of the menu; what comes before them has a heading here. A few need none."""
    if len(punten) <= ZONDER_KOPPEN:
        return [("", list(punten))]
    groepen: list[tuple[str, list[Menupunt]]] = []
    for punt in punten:
        if punt.groep or not groepen:
            groepen.append((punt.groep or str(_("Signalen en casussen")), []))
        groepen[-1][1].append(punt)
    return groepen


def _te_laat(door: Wie) -> int:
    """Return of how many stays nobody recorded that the client came or left. At most one query."""
    return len(te_late_verblijven(door)) if rechten_voor(door, "opvang.zoeken") else 0


def _wie_geeft_de_rol(door: Wie, bij: Any) -> str:
    """Return where beheerder or FG sees to an aandachtsfunctionaris, when their gemeente has none today; else ""."""
    if bij.soort != "gemeente" or not rechten_voor(door, "organisaties.aanstelling_bevestigen"):
        return ""
    if heeft_aandachtsfunctionaris(bij.pk):
        return ""
    return reverse("beheer:mensen" if rechten_voor(door, "organisaties.beheren") else "beheer:bevestigen")


def _lege_deur(door: Wie, bij: Any) -> list[str]:
    """Return for the beheerder of a gemeente which contacts miss at the first door of the meldroute."""
    if bij.soort != "gemeente" or not rechten_voor(door, "organisaties.beheren"):
        return []
    return lege_eerste_deur(bij.pk)


@publiek
@require_safe
def gezond(request: HttpRequest) -> HttpResponse:
    """Answer 200 without content when the database answers; the middleware makes 503 of the rest."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse(status=200, content_type="text/plain")


@dataclass(frozen=True)
class Rechtregel:
    """A row of the rights table in words."""

    handeling: str
    rollen: str
    waarvan: str
    standen: str
    tweede_factor: bool
    uitleg: str


@vereist("organisaties.rechten_bekijken")
@require_GET
def rechten(request: Verzoek) -> HttpResponse:
    """Show the rights table as it is in force: the same rows that decide() reads."""
    groepen = [
        (ONDERWERPEN.get(naam, naam.capitalize()), [_regel(recht) for recht in rijen])
        for naam, rijen in groupby(alle_rechten(), key=lambda recht: recht.handeling.split(".")[0])
    ]
    return render(request, "algemeen/rechten.html", {"groepen": groepen})


def _regel(recht: Recht) -> Rechtregel:
    return Rechtregel(
        handeling=recht.handeling.split(".", 1)[1].replace("_", " "),
        rollen=str(_("iedereen met een account")) if len(recht.rollen) == len(Rol) else _op_rij(recht.rollen),
        waarvan=", ".join(str(BANDEN[band]) for band in Band if band in recht.banden),
        standen=", ".join(sorted(stand.replace("_", " ") for stand in recht.statussen)),
        tweede_factor=recht.tweede_factor,
        uitleg=recht.uitleg,
    )


def _op_rij(rollen: frozenset[Rol]) -> str:
    namen: Sequence[str] = [str(rol.label) for rol in Rol if rol in rollen]
    return ", ".join(namen)


@publiek
@require_GET
def bronnen(request: HttpRequest) -> HttpResponse:
    """Show where the facts come from."""
    return render(request, "algemeen/bronnen.html", {"bronnen": referentie.bronnen()})


@publiek
@require_GET
def toegankelijkheid(request: HttpRequest) -> HttpResponse:
    """Show the accessibility statement."""
    return render(request, "algemeen/toegankelijkheid.html")


@publiek
@require_GET
def privacy(request: HttpRequest) -> HttpResponse:
    """Show what Baken keeps and why, from the same register that destroys it."""
    categorieen = {r.categorie: r.grondslag for r in bewaartermijnen.geregistreerd().values()}
    return render(request, "algemeen/privacy.html", {"categorieen": sorted(categorieen.items())})


@publiek
@require_GET
def robots(request: HttpRequest) -> HttpResponse:
    """Ask search engines to stay away."""
    return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain; charset=utf-8")


@publiek
@require_GET
def security_txt(request: HttpRequest) -> HttpResponse:
    """Tell where to report a weakness (RFC 9116); does not exist until the organisation gives an address."""
    if not settings.BAKEN_BEVEILIGINGSCONTACT:
        raise NietGevondenError
    verloopt = (klok.nu() + SECURITY_TXT_GELDT).replace(microsecond=0).isoformat()
    regels = (
        f"Contact: {settings.BAKEN_BEVEILIGINGSCONTACT}",
        f"Expires: {verloopt}",
        "Preferred-Languages: nl, en",
    )
    return HttpResponse("\n".join(regels) + "\n", content_type="text/plain; charset=utf-8")
