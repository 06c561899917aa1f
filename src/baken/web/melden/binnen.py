"""Signed-in reporting: an own signaal, a call or mail for someone else, and a signaal of a partner."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from baken.organisaties.besluit import Wie, rechten_voor
from baken.organisaties.selectors import gemeenten_met_aanspreekpunt, neemt_signalen_aan, organisatie
from baken.signalen.gegevens import NieuwSignaal
from baken.signalen.services.melden import meld, moment, stuur_in, voer_in
from baken.signalen.soorten import Kanaal
from baken.web.melden.forms_vooraf import InstuurForm, InvoerForm
from baken.web.melden.stappen import Deur
from baken.web.melden.wizard import Loket, behandel
from baken.web.rechten import Verzoek, vereist


def _inhoud(request: Verzoek, bij: Any, titel: str, *, eigen: bool) -> dict[str, Any]:
    begin = reverse("signalen:eigen") if eigen else reverse("signalen:werklijst")
    kruimel = _("Mijn signalen") if eigen else _("Signalen")
    return {
        "basis": "baken/basis.html",
        "openbaar": False,
        "titel": titel,
        "organisatie": bij if bij.soort == "gemeente" else None,  # only a gemeente has a meldroute
        "begin_url": request.path,
        "eigen": eigen,
        "kruimels": [{"naam": kruimel, "url": begin}, {"naam": titel, "url": ""}],
    }


@vereist("signalen.melden")
@require_http_methods(["GET", "HEAD", "POST"])
def nieuw(request: Verzoek) -> HttpResponse:
    """Report an own signaal to the aandachtsfunctionaris of the own organisation."""
    bij = organisatie(request.wie.organisatie_id)
    inhoud = _inhoud(request, bij, _("Signaal melden"), eigen=True)
    if not neemt_signalen_aan(bij):
        return _elders(request, inhoud)
    deur = Deur(Kanaal.MEDEWERKER, bij.pk, bij.gemeente_code, medewerker_id=request.wie.medewerker_id)
    return behandel(request, Loket(deur, partial(_meld, request.wie), inhoud))


def _elders(request: Verzoek, inhoud: dict[str, Any]) -> HttpResponse:
    """Lead to where a signaal is seen: a gemeente, through the door of partners; or say whom to call."""
    if request.method != "POST" and rechten_voor(replace(request.wie, tweede_factor=True), "signalen.insturen"):
        return redirect("signalen:insturen")  # that page asks the second factor itself
    plekken = {"gemeenten": gemeenten_met_aanspreekpunt(request.wie.organisatie_id)}
    return render(request, "melden/elders.html", inhoud | plekken, status=403 if request.method == "POST" else 200)


def _meld(door: Wie, nieuw_signaal: NieuwSignaal, vooraf: dict[str, Any]) -> Any:
    return meld(nieuw_signaal, door=door)


@vereist("signalen.invoeren")
@require_http_methods(["GET", "HEAD", "POST"])
def invoeren(request: Verzoek) -> HttpResponse:
    """Type in a telephone call or mail of someone else, with its own date and source."""
    bij = organisatie(request.wie.organisatie_id)
    inhoud = _inhoud(request, bij, _("Telefoon of e-mail invoeren"), eigen=False)
    deur = Deur(
        Kanaal.TELEFOON,
        bij.pk,
        bij.gemeente_code,
        medewerker_id=request.wie.medewerker_id,
        voor_ander=True,
        vooraf=InvoerForm,
    )
    return behandel(request, Loket(deur, partial(_voer_in, request.wie), inhoud))


def _voer_in(door: Wie, nieuw_signaal: NieuwSignaal, vooraf: dict[str, Any]) -> Any:
    compleet = replace(
        nieuw_signaal,
        kanaal=Kanaal(vooraf["kanaal"]),
        ontvangen_op=moment(vooraf["ontvangen_op"]),
        bron=vooraf["bron"],
    )
    return voer_in(compleet, door=door)


@vereist("signalen.insturen")
@require_http_methods(["GET", "HEAD", "POST"])
def insturen(request: Verzoek) -> HttpResponse:
    """Send a signaal in as partner organisation, on a grondslag."""
    bij = organisatie(request.wie.organisatie_id)
    inhoud = _inhoud(request, bij, _("Signaal insturen als partner"), eigen=True)
    deur = Deur(
        Kanaal.PARTNER,
        bij.pk,
        medewerker_id=request.wie.medewerker_id,
        vooraf=InstuurForm,
    )
    return behandel(request, Loket(deur, partial(_stuur_in, request.wie), inhoud))


def _stuur_in(door: Wie, nieuw_signaal: NieuwSignaal, vooraf: dict[str, Any]) -> Any:
    compleet = replace(
        nieuw_signaal,
        bron=vooraf["bron"],
        partner_id=door.organisatie_id,
        partner_grondslag_id=int(vooraf["grondslag"]),
    )
    return stuur_in(compleet, naar_id=int(vooraf["gemeente"]), door=door)
