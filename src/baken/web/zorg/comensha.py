"""What goes to CoMensha: the list, the file, and per traject the two records side by side."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from baken.dossiers.fouten import VerstrekkingGeweigerdError
from baken.kern.fouten import OngeldigeInvoerError, VerouderdError
from baken.web.rechten import Verzoek, View, vereist
from baken.web.signalen.forms import zet_fouten
from baken.web.zorg import comensha_weergave as weergave
from baken.web.zorg.comensha_forms import (
    Antwoordform,
    Bestandform,
    Bevestigform,
    Hulpform,
    Registratieform,
    Standform,
    Verzendform,
    beginwaarden,
)
from baken.zorg import comenshablad as bladen
from baken.zorg.aanleveringen import Aanleversoort
from baken.zorg.services import aanleveren, uitleveren
from baken.zorg.services.uitleveren import MEESTE_IN_EEN_BESTAND

MAX_PAGINA = 2_000
VEROUDERD = gettext_lazy("Een collega heeft dit intussen veranderd. Er is nog niets gedaan. Kijk of het nog klopt.")
_R, _H = Aanleversoort.REGISTRATIE, Aanleversoort.HULPVRAAG


def _pagina(tekst: str) -> int:
    return min(max(int(tekst), 1), MAX_PAGINA) if tekst.isascii() and tekst.isdigit() and len(tekst) < 6 else 1


def _ids(teksten: Sequence[str]) -> list[UUID]:
    """Return what is an id; on the rest the form itself says that it is no choice."""
    ids = []
    for tekst in teksten[: MEESTE_IN_EEN_BESTAND + 1]:
        with suppress(ValueError):
            ids.append(UUID(tekst))
    return ids


def _gekozen(tekst: str) -> Aanleversoort:
    return _H if tekst == str(_H) else _R


def _toon_lijst(request: Verzoek, soort: Aanleversoort, tab: str, form: Bestandform | None = None) -> HttpResponse:
    pagina = _pagina(request.GET.get("pagina", ""))
    lijst = bladen.aanleverlijst(request.wie, soort, tab=tab, pagina=pagina)
    adres = f"{reverse('comensha:lijst')}?soort={soort}&tab="
    if form is None:
        form = Bestandform(rijen=weergave.te_kiezen(lijst.rijen))
    inhoud = {
        **weergave.lijst(lijst, soort, tab),
        "form": form if tab == "klaar" and lijst.rijen and lijst.poort.open else None,
        "soort": str(soort),
        "bestand_url": f"{reverse(f'comensha:{soort}bestand')}?pagina={pagina}",
        "vorige_url": f"{adres}{tab}&pagina={pagina - 1}" if pagina > 1 else "",
        "volgende_url": f"{adres}{tab}&pagina={pagina + 1}" if lijst.meer else "",
    }
    return render(request, "comensha/lijst.html", inhoud, status=422 if form.errors else 200)


@vereist("comensha.werklijst")
@require_safe
def lijst(request: Verzoek) -> HttpResponse:
    """Show the registrations or help requests of the own organisation, by state."""
    tab = request.GET.get("tab", "")
    tab = tab if tab in bladen.TABS else "voorbereiden"
    return _toon_lijst(request, _gekozen(request.GET.get("soort", "")), tab)


def _maak_bestand(soort: Aanleversoort) -> View[[]]:
    """Return the view that makes a file of this kind."""

    @vereist("comensha.uitleveren")
    @require_POST
    def maak(request: Verzoek) -> HttpResponse:
        """Make one file of the chosen records. Every record in it is a line in the journaal."""
        # What was ticked may stand on another page of the list than the one that comes back.
        lijst = bladen.aanleverlijst(request.wie, soort, tab="klaar", pagina=_pagina(request.GET.get("pagina", "")))
        gekozen = bladen.klaar_van(request.wie, soort, _ids(request.POST.getlist("kies")))
        form = Bestandform(request.POST, rijen=weergave.te_kiezen(list(dict.fromkeys([*gekozen, *lijst.rijen]))))
        if form.is_valid():
            ids = [UUID(pk) for pk in form.cleaned_data["kies"]]
            try:
                bestand = uitleveren.lever_uit(soort=soort, ids=ids, vorm=form.cleaned_data["vorm"], door=request.wie)
            except OngeldigeInvoerError as fout:
                zet_fouten(form, fout.fouten)
            except VerstrekkingGeweigerdError as fout:
                form.add_error(None, str(fout.melding))
            else:
                antwoord = HttpResponse(bestand.inhoud, content_type=bestand.mediatype)
                antwoord.headers["Content-Disposition"] = f'attachment; filename="{bestand.naam}"'
                return antwoord
        return _toon_lijst(request, soort, "klaar", form)

    return maak


registratiebestand = _maak_bestand(_R)
hulpvraagbestand = _maak_bestand(_H)


@vereist("comensha.werklijst")
@require_safe
def traject(request: Verzoek, pk: int) -> HttpResponse:
    """Show both records of a traject side by side. Opening it is a line in the journaal."""
    blad = bladen.comenshablad(request.wie, pk)
    return render(request, "comensha/traject.html", weergave.pagina(blad))


def _met_form(
    request: Verzoek, blad: bladen.Comenshablad, form: forms.Form, status: int, **inhoud: Any
) -> HttpResponse:
    alles = {
        **weergave.kop(blad, onder=str(inhoud["kop"])),
        "form": form,
        "verouderd": VEROUDERD if status == 409 else "",
        **inhoud,
    }
    return render(request, "comensha/formulier.html", alles, status=status)


def _jaar(request: Verzoek, blad: bladen.Comenshablad) -> int | None:
    """Return the year that the address asks for, default this one; None when nothing is registered over that year."""
    gevraagd = request.GET.get("jaar", str(request.wie.vandaag.year))
    return next((jaar for jaar in blad.alle_jaren if str(jaar) == gevraagd), None)


@dataclass(frozen=True)
class _Invulblad:
    """A record to fill in: its form, what it starts with, how it is kept and how the page is called."""

    klasse: type[Registratieform] | type[Hulpform]
    begin: bladen.Begin
    bewaar: Callable[[Any, int], object]
    kop: str
    soort: Aanleversoort


@vereist("comensha.registreren")
@require_http_methods(["GET", "HEAD", "POST"])
def registratie(request: Verzoek, pk: int) -> HttpResponse:
    """Fill in a registration for a year; "onbekend" is always possible and everything may wait."""
    blad = bladen.comenshablad(request.wie, pk)
    jaar = _jaar(request, blad)
    if jaar is None:
        messages.warning(request, _("Over dat jaar is er bij dit traject niets te registreren. Kies een ander jaar."))
        return redirect("comensha:traject", pk=pk)

    def bewaar(gegevens: Any, versie: int) -> object:
        return aanleveren.leg_registratie_vast(
            traject_id=pk, jaar=jaar, gegevens=gegevens, versie=versie, door=request.wie
        )

    begin = bladen.begin_registratie(request.wie, pk, jaar)
    kop = _("Registratie over %(jaar)s") % {"jaar": jaar}
    return _vul_in(request, blad, _Invulblad(Registratieform, begin, bewaar, kop, _R))


@vereist("comensha.hulp_vragen")
@require_http_methods(["GET", "HEAD", "POST"])
def hulpvraag(request: Verzoek, pk: int) -> HttpResponse:
    """Fill in what is asked of CoMensha; only with consent."""
    blad = bladen.comenshablad(request.wie, pk)

    def bewaar(gegevens: Any, versie: int) -> object:
        return aanleveren.leg_hulpvraag_vast(traject_id=pk, gegevens=gegevens, versie=versie, door=request.wie)

    begin = bladen.begin_hulpvraag(request.wie, pk)
    return _vul_in(request, blad, _Invulblad(Hulpform, begin, bewaar, _("Hulpvraag"), _H))


def _vul_in(request: Verzoek, blad: bladen.Comenshablad, wat: _Invulblad) -> HttpResponse:
    begin = beginwaarden(wat.begin.gegevens, wat.begin.versie)
    form = wat.klasse(request.POST if request.method == "POST" else None, initial=begin)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            wat.bewaar(form.gegevens(), form.cleaned_data["versie"])
        except OngeldigeInvoerError as fout:
            zet_fouten(form, fout.fouten)
        except VerouderdError:
            status = 409
        else:
            messages.success(request, _("Bewaard. Kijk hieronder of er nog iets ontbreekt."))
            return redirect("comensha:traject", pk=blad.traject.pk)
    if wat.begin.vast and not form.is_bound:
        return redirect("comensha:traject", pk=blad.traject.pk)
    _ververs(form, wat.begin.versie, request)
    return _met_form(request, blad, form, status, kop=wat.kop, soort=str(wat.soort), hoofd=_("Bewaar"))


def _ververs(form: forms.Form, versie: int, request: Verzoek) -> None:
    """Let a form that came back confirm what is shown now, with everything that was typed."""
    if form.is_bound:
        getypt = request.POST.copy()
        getypt["versie"] = str(versie)
        form.data = getypt


def _blad_van(request: Verzoek, soort: Aanleversoort, pk: UUID) -> tuple[bladen.Comenshablad, bladen.Aanlevering]:
    blad = bladen.comenshablad(request.wie, bladen.traject_van(request.wie, soort, pk))
    return blad, bladen.vind(blad, soort, pk)


Stap = Callable[..., Any]


def _maak_stap(soort: Aanleversoort, doe: Stap, gedaan: str) -> View[[UUID]]:
    """Return the view of a move that asks nothing but the version."""

    @vereist(aanleveren.RECHTEN[soort])
    @require_POST
    def stap(request: Verzoek, pk: UUID) -> HttpResponse:
        """Move a record; what stands in the way is told on the page of the traject."""
        form = Standform(request.POST)
        traject_pk = bladen.traject_van(request.wie, soort, pk)
        if not form.is_valid():
            raise VerouderdError("the page sends a version")
        try:
            doe(soort=soort, aanlevering_id=pk, versie=form.cleaned_data["versie"], door=request.wie)
        except OngeldigeInvoerError as fout:
            for zin in dict.fromkeys(tekst for teksten in fout.fouten.values() for tekst in teksten):
                messages.error(request, zin)
        else:
            messages.success(request, _(gedaan))
        return redirect("comensha:traject", pk=traject_pk)

    return stap


def _maak_klaar(soort: Aanleversoort) -> View[[UUID]]:
    return _maak_stap(soort, aanleveren.zet_klaar, "Dit staat klaar. U kunt er een bestand van maken.")


def _maak_terug(soort: Aanleversoort) -> View[[UUID]]:
    return _maak_stap(soort, aanleveren.zet_terug, "U kunt dit weer veranderen. Gebruik een eerder bestand niet meer.")


def _maak_bladstap(
    soort: Aanleversoort,
    recht: str,
    klasse: type[forms.Form],
    doe: Callable[[Verzoek, UUID, Mapping[str, Any]], object],
    teksten: Mapping[str, Any],
) -> View[[UUID]]:
    """Return the view of an act with a page of its own, because it is a decision or asks for words."""

    @vereist(recht)
    @require_http_methods(["GET", "HEAD", "POST"])
    def stap(request: Verzoek, pk: UUID) -> HttpResponse:
        """Show the form; do the act and go back to the traject."""
        blad, een = _blad_van(request, soort, pk)
        form = klasse(request.POST if request.method == "POST" else None, initial={"versie": een.rij.versie})
        status = 422 if form.is_bound else 200
        if form.is_bound and form.is_valid():
            try:
                doe(request, pk, form.cleaned_data)
            except OngeldigeInvoerError as fout:
                zet_fouten(form, fout.fouten)
            except VerstrekkingGeweigerdError as fout:
                form.add_error(None, str(fout.melding))
            except VerouderdError:
                status = 409
            else:
                messages.success(request, _(teksten["gedaan"]))
                return redirect("comensha:traject", pk=blad.traject.pk)
        _ververs(form, een.rij.versie, request)
        getoond = {naam: _(tekst) if isinstance(tekst, str) else tekst for naam, tekst in teksten.items()}
        return _met_form(request, blad, form, status, **getoond, een=weergave.kaart(een, blad), soort=str(soort))

    return stap


def _maak_verzonden(soort: Aanleversoort) -> View[[UUID]]:
    def doe(request: Verzoek, pk: UUID, d: Mapping[str, Any]) -> object:
        gaf = uitleveren.Overhandiging(d["hoe"], d["op"], d["aan_wie"])
        return uitleveren.leg_verzending_vast(
            soort=soort, aanlevering_id=pk, versie=d["versie"], gaf=gaf, door=request.wie
        )

    teksten = {
        "kop": "Gegeven aan CoMensha",
        "uitleg": "Er is geen koppeling met CoMensha. Leg vast hoe en wanneer u het bestand zelf gaf.",
        "hoofd": "Leg vast",
        "gedaan": "Het staat vast dat u dit gaf.",
    }
    return _maak_bladstap(soort, "comensha.uitleveren", Verzendform, doe, teksten)


def _maak_gehoord(
    soort: Aanleversoort, klasse: type[forms.Form], leg_vast: Stap, teksten: Mapping[str, Any]
) -> View[[UUID]]:
    """Return the view on which what CoMensha said on a day is recorded."""

    def doe(request: Verzoek, pk: UUID, d: Mapping[str, Any]) -> object:
        return leg_vast(
            soort=soort, aanlevering_id=pk, versie=d["versie"], op=d["op"], tekst=d["tekst"], door=request.wie
        )

    return _maak_bladstap(soort, "comensha.uitleveren", klasse, doe, {"hoofd": "Leg vast", **teksten})


def _maak_bevestigd(soort: Aanleversoort) -> View[[UUID]]:
    teksten = {
        "kop": "Bevestigd door CoMensha",
        "uitleg": "Hierna verandert dit niet meer. De bewaartermijn begint te lopen.",
        "gedaan": "De bevestiging staat vast.",
    }
    return _maak_gehoord(soort, Bevestigform, uitleveren.bevestig, teksten)


def _maak_antwoord(soort: Aanleversoort) -> View[[UUID]]:
    teksten = {
        "kop": "Antwoord van CoMensha",
        "uitleg": "U kunt meer antwoorden na elkaar vastleggen. Wat er staat, verandert niet meer.",
        "gedaan": "Het antwoord staat vast.",
    }
    return _maak_gehoord(soort, Antwoordform, uitleveren.leg_antwoord_vast, teksten)


def _maak_intrekken(soort: Aanleversoort) -> View[[UUID]]:
    def doe(request: Verzoek, pk: UUID, d: Mapping[str, Any]) -> object:
        return aanleveren.trek_in(soort=soort, aanlevering_id=pk, versie=d["versie"], door=request.wie)

    teksten = {
        "kop": "Intrekken",
        "uitleg": "Wat u invulde gaat weg. Gaf u het bestand al? Vraag CoMensha dan zelf om het te verwijderen.",
        "hoofd": "Trek in",
        "hoofd_soort": "negative",
        "gedaan": "Dit is ingetrokken.",
    }
    return _maak_bladstap(soort, aanleveren.RECHTEN[soort], Standform, doe, teksten)


STAPPEN: Mapping[str, Callable[[Aanleversoort], View[[UUID]]]] = {
    "klaar": _maak_klaar,
    "terug": _maak_terug,
    "verzonden": _maak_verzonden,
    "bevestigd": _maak_bevestigd,
    "antwoord": _maak_antwoord,
    "intrekken": _maak_intrekken,
}
