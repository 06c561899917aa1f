"""One handler for every door: one question set per page, review, confirm. The draft travels sealed in the form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from baken.kern.fouten import AlVerstuurdError, OngeldigeInvoerError, ZegelOngeldigError, ZegelVerlopenError
from baken.organisaties.selectors import heeft_aandachtsfunctionaris
from baken.referentie import selectors as referentie
from baken.signalen.gegevens import NieuwSignaal
from baken.signalen.services.melden import al_ingezonden
from baken.signalen.soorten import Antwoord
from baken.web.melden import concept as concepten
from baken.web.melden import inzending, stappen
from baken.web.melden.concept import Concept
from baken.web.melden.overzicht import overzicht
from baken.web.melden.stappen import CONTROLE, NAMEN, TITELS, VOOR_ANDER, Antwoorden, Deur
from baken.web.melden.teruggave import getypt

VERLOPEN, ONGELDIG, AL_VERSTUURD = 409, 400, 409


@dataclass(frozen=True)
class Loket:
    """A door with what it needs to answer: who takes the report in, and how its pages look."""

    deur: Deur
    verstuur: Callable[[NieuwSignaal, dict[str, Any]], Any]
    inhoud: dict[str, Any] = field(default_factory=dict)


def behandel(request: HttpRequest, loket: Loket) -> HttpResponse:
    """Answer a GET with the first step, and a post with the step, review, receipt or explanation it asks for."""
    if request.method != "POST":
        eerste = stappen.stapnamen(loket.deur)[0]
        return _blad(request, loket, concepten.nieuw(), eerste)
    try:
        concept = concepten.open_concept(request, loket.deur.doel)
    except ZegelVerlopenError:
        return _verlopen(request, loket)
    except ZegelOngeldigError:
        return _ongeldig(request, loket)
    stap = request.POST.get("stap", "")
    namen = stappen.stapnamen(loket.deur)
    if stap not in namen:
        stap = namen[0]
    elif stap != CONTROLE and (te_veel := _bewaar(request, loket, concept, stap)):
        return te_veel
    return _volg_knop(request, loket, concept, stap)


def _verlopen(request: HttpRequest, loket: Loket) -> HttpResponse:
    """Give back what was typed in a draft that was open for too long, in a new draft. Nothing is sent.

    What was sent under the old one stays sent: then there is nothing to give back.
    """
    try:
        oud = concepten.open_verlopen(request, loket.deur.doel)
    except ZegelOngeldigError:
        return _ongeldig(request, loket)
    if al_ingezonden(oud.inzending_id):
        return _uitleg(request, loket, "al_verstuurd", AL_VERSTUURD)
    concept = concepten.vernieuw(oud)
    verlopen = replace(loket, inhoud=loket.inhoud | {"verlopen": True})
    stap = request.POST.get("stap", "")
    if stap not in stappen.stapnamen(loket.deur):
        stap = stappen.stapnamen(loket.deur)[0]
    elif stap != CONTROLE and (te_veel := _bewaar(request, verlopen, concept, stap)):
        return te_veel
    antwoord = _blad(request, verlopen, concept, stap)
    antwoord.status_code = VERLOPEN
    return antwoord


def _bewaar(request: HttpRequest, loket: Loket, concept: Concept, stap: str) -> HttpResponse | None:
    """Keep what was typed. When it is more than a draft can hold: show it again with one clear sentence."""
    eerder = dict(concept.stappen)
    stappen.bewaar(concept, stap, request.POST, loket.deur)
    try:
        concept.verzegel(loket.deur.doel)
    except OngeldigeInvoerError as fout:
        formulieren = stappen.formulieren(stap, concept, loket.deur)
        concept.stappen = eerder
        for form in formulieren:
            form.full_clean()
        formulieren[0].add_error(None, fout.fouten[""])
        return _toon(request, loket, concept, stap, formulieren, status=422)
    return None


def _volg_knop(request: HttpRequest, loket: Loket, concept: Concept, stap: str) -> HttpResponse:
    namen = stappen.stapnamen(loket.deur)
    knop, _dubbelepunt, waarde = request.POST.get("actie", "volgende").partition(":")
    if "vorige" in request.POST:
        knop = "vorige"
    if knop == "vorige":
        return _blad(request, loket, concept, namen[max(namen.index(stap) - 1, 0)])
    if knop == "naar" and waarde in namen:
        return _blad(request, loket, concept, waarde)
    if stap == "wie" and knop in {"persoon_erbij", "persoon_weg"}:
        return _personen(request, loket, concept, knop, waarde)
    versturen = knop == "versturen" and stap == CONTROLE
    if versturen and (verstuurd := _verstuur_gecontroleerd(request, loket, concept)):
        return verstuurd
    antwoorden = stappen.antwoorden(concept, loket.deur)
    if versturen:
        return _verstuur(request, loket, concept, antwoorden)
    formulieren = antwoorden.per_stap.get(stap, [])
    if not all(form.is_valid() for form in formulieren):
        return _toon(request, loket, concept, stap, formulieren, status=422)
    if stap == CONTROLE or antwoorden.eerste_fout == CONTROLE:
        return _controle(request, loket, concept, antwoorden)
    return _blad(request, loket, concept, namen[namen.index(stap) + 1])


def _personen(request: HttpRequest, loket: Loket, concept: Concept, knop: str, waarde: str) -> HttpResponse:
    wie = concept.stappen["wie"]
    if knop == "persoon_erbij":
        wie["aantal"] = [str(min(stappen.aantal_personen(concept) + 1, stappen.MAX_PERSONEN))]
    elif waarde.isascii() and waarde.isdigit() and len(waarde) < 4:
        stappen.haal_persoon_weg(concept, int(waarde))
    return _blad(request, loket, concept, "wie")


def _blad(request: HttpRequest, loket: Loket, concept: Concept, stap: str) -> HttpResponse:
    """Show a step as it was left, without mistakes; the review only when everything before it is right."""
    if stap == CONTROLE:
        return _controle(request, loket, concept, stappen.antwoorden(concept, loket.deur))
    formulieren = stappen.zonder_fouten(stappen.formulieren(stap, concept, loket.deur))
    return _toon(request, loket, concept, stap, formulieren)


def _controle(
    request: HttpRequest, loket: Loket, concept: Concept, antwoorden: Antwoorden, melding: str = ""
) -> HttpResponse:
    eerste = antwoorden.eerste_fout
    if eerste != CONTROLE:
        return _toon_onaf(request, loket, concept, antwoorden, eerste)
    if not loket.deur.vooraf:
        concept.klaar = inzending.verpak(inzending.maak_signaal(concept, loket.deur, antwoorden))
    inhoud = _inhoud(loket, concept, CONTROLE) | {"delen": overzicht(antwoorden), "melding": melding}
    return render(request, "melden/controle.html", inhoud, status=422 if melding else 200)


def _toon_onaf(request: HttpRequest, loket: Loket, concept: Concept, antwoorden: Antwoorden, stap: str) -> HttpResponse:
    """Lead to the first step that is not ready; with its mistakes when it was seen before."""
    formulieren = antwoorden.per_stap[stap]
    gezien = stap in antwoorden.gezien
    return _toon(request, loket, concept, stap, formulieren, status=422 if gezien else 200)


def _verstuur(request: HttpRequest, loket: Loket, concept: Concept, antwoorden: Antwoorden) -> HttpResponse:
    eerste = antwoorden.eerste_fout
    if eerste != CONTROLE:
        return _toon_onaf(request, loket, concept, antwoorden, eerste)
    nieuw = inzending.maak_signaal(concept, loket.deur, antwoorden)
    try:
        return _lever_af(request, loket, nieuw, inzending.vooraf(antwoorden))
    except OngeldigeInvoerError as fout:
        return _geweigerd(request, loket, concept, antwoorden, fout)


def _verstuur_gecontroleerd(request: HttpRequest, loket: Loket, concept: Concept) -> HttpResponse | None:
    """Send what the review checked and sealed. None when the domain refuses: the forms then show where."""
    if not concept.klaar:
        return None
    try:
        return _lever_af(request, loket, inzending.pak_uit(concept.klaar), {})
    except OngeldigeInvoerError:
        return None


def _lever_af(request: HttpRequest, loket: Loket, nieuw: NieuwSignaal, vooraf: dict[str, Any]) -> HttpResponse:
    """Hand the report in and show the receipt. Raises OngeldigeInvoerError."""
    try:
        signaal = loket.verstuur(nieuw, vooraf)
    except AlVerstuurdError:
        return _uitleg(request, loket, "al_verstuurd", AL_VERSTUURD)
    inhoud = loket.inhoud | {
        "signaal": signaal,
        "zonder_af": not (loket.deur.voor_ander or heeft_aandachtsfunctionaris(signaal.organisatie_id)),
        "voor_ander": loket.deur.voor_ander,
        "code": nieuw.code,
        "terugkoppelen": signaal.terugkoppelen_voor if nieuw.terugkoppeling_gewenst else None,
        "acuut": nieuw.acuut == Antwoord.JA,
        "meldcode": bool(nieuw.meldcodesector) or inzending.is_minderjarig(nieuw),
    }
    return render(request, "melden/verstuurd.html", inhoud)


def _geweigerd(
    request: HttpRequest, loket: Loket, concept: Concept, antwoorden: Antwoorden, fout: OngeldigeInvoerError
) -> HttpResponse:
    """Put what the domain refused at the field it is about; otherwise say it above the review."""
    for stap, formulieren in antwoorden.per_stap.items():
        for form in formulieren:
            bekend = {veld: teksten for veld, teksten in fout.fouten.items() if veld in form.fields}
            if bekend and stap != "wie":
                for veld, teksten in bekend.items():
                    form.add_error(veld, teksten)
                return _toon(request, loket, concept, stap, formulieren, status=422)
    regels = [tekst for teksten in fout.fouten.values() for tekst in teksten]
    return _controle(request, loket, concept, antwoorden, melding=" ".join(regels) or str(fout.melding))


def _inhoud(loket: Loket, concept: Concept, stap: str) -> dict[str, Any]:
    namen = stappen.stapnamen(loket.deur)
    plaats = namen.index(stap)
    if stap != CONTROLE:
        concept.klaar = None
    return loket.inhoud | {
        "stap": stap,
        "staptitel": VOOR_ANDER.get(stap, TITELS[stap]) if loket.deur.voor_ander else TITELS[stap],
        "stappen": [{"naam": NAMEN[n], "klaar": i < plaats, "nu": n == stap} for i, n in enumerate(namen)],
        "concept": concept.verzegel(loket.deur.doel),
        "vorige": plaats > 0,
        "voor_ander": loket.deur.voor_ander,
    }


def _toon(
    request: HttpRequest,
    loket: Loket,
    concept: Concept,
    stap: str,
    formulieren: list[forms.Form],
    *,
    status: int = 200,
) -> HttpResponse:
    inhoud = _inhoud(loket, concept, stap) | {
        "formulieren": formulieren,
        "form": next((f for f in formulieren if f.is_bound and f.errors), formulieren[0]),
        "aantal": len(formulieren),
        "kan_erbij": len(formulieren) < stappen.MAX_PERSONEN,
        "max_personen": stappen.MAX_PERSONEN,
    }
    if stap == "ziet":
        inhoud["risicofactoren"] = referentie.risicofactoren()
    return render(request, "melden/stap.html", inhoud, status=status)


def _ongeldig(request: HttpRequest, loket: Loket) -> HttpResponse:
    """Refuse a draft that was altered, and give back what was typed on the page that sent it."""
    terug = replace(loket, inhoud=loket.inhoud | {"getypt": getypt(request, loket.deur)})
    return _uitleg(request, terug, "ongeldig", ONGELDIG)


def _uitleg(request: HttpRequest, loket: Loket, wat: str, status: int) -> HttpResponse:
    """Say in one page what happened with a draft that cannot be used, and what to do."""
    return render(request, "melden/probleem.html", loket.inhoud | {"wat": wat}, status=status)
