"""Persons, places and kenmerken of a casus, each on a page of its own; nothing sealed is shown to change it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from baken.casussen.blad import Casusblad, casusblad
from baken.casussen.services import behandelen, openen, personen
from baken.casussen.services import regie as regieservice
from baken.casussen.velden import schrijfruimte
from baken.casussen.verloop import OPEN
from baken.dossiers.inhoud import OpenBetrokkene, OpenLocatie
from baken.dossiers.pakket import KOPPEN
from baken.kern.fouten import NietGevondenError, OngeldigeInvoerError, VerouderdError
from baken.referentie import selectors as referentie
from baken.signalen.soorten import Antwoord
from baken.web.casussen import weergave
from baken.web.casussen.afsluiten import VEROUDERD
from baken.web.casussen.forms import Regieform
from baken.web.casussen.forms_personen import (
    Aanmeldform,
    Betrokkeneform,
    Casusplaatsform,
    Kenmerkenform,
    Plaatswijzigform,
    Wijzigform,
)
from baken.web.rechten import Verzoek, vereist
from baken.web.signalen.forms import zet_fouten
from baken.web.signalen.weergave import pseudoniem

GESLOTEN = gettext_lazy("Deze casus is gesloten. Heropen hem eerst als u iets wilt veranderen.")
Doe = Callable[[Any], object]
GROEPNAMEN = {
    "identiteit": gettext_lazy("Wie het is"),
    "contact": gettext_lazy("Contact"),
    "zorg": gettext_lazy("Zorg"),
    "strafbaar": gettext_lazy("Wat er is gezien"),
}


def afhandelen(form: forms.Form, doe: Doe) -> int:
    """Do the act with what was typed. Returns 302 when it was done, or the status with which the form comes back."""
    if not form.is_bound:
        return 200
    if form.is_valid():
        try:
            doe(form)
        except OngeldigeInvoerError as fout:
            zet_fouten(form, fout.fouten)
        except VerouderdError:
            return 409
        else:
            return 302
    return 422


def invoerpagina(
    request: Verzoek, blad: Casusblad, form: forms.Form, status: int, titel: str, **inhoud: Any
) -> HttpResponse:
    if blad.casus.status not in OPEN and not form.is_bound:
        messages.warning(request, GESLOTEN)
        return redirect("casussen:detail", pk=blad.casus.pk)
    if form.is_bound:
        data = request.POST.copy()  # with what was chosen more than once
        data["versie"] = str(blad.casus.versie)
        form.data = data
    form.initial["versie"] = blad.casus.versie
    verouderd = VEROUDERD if status == 409 else ""
    inhoud = {**weergave.kop(blad), "form": form, "titel": titel, "verouderd": verouderd, **inhoud}
    return render(request, "casussen/invoer.html", inhoud, status=status)


def _terug(request: Verzoek, pk: int, tekst: str) -> HttpResponse:
    messages.success(request, tekst)
    antwoord = redirect("casussen:detail", pk=pk)
    antwoord.headers["Location"] += "#personen"
    return antwoord


def _post(request: Verzoek) -> Any:
    return request.POST if request.method == "POST" else None


@vereist("casussen.behandelen")
@require_http_methods(["GET", "HEAD", "POST"])
def persoon_erbij(request: Verzoek, pk: int) -> HttpResponse:
    """Record one person more."""
    form = Betrokkeneform(_post(request), ruimte=schrijfruimte(request.wie))

    def doe(form: Any) -> None:
        personen.leg_betrokkene_vast(
            casus_id=pk, versie=form.cleaned_data["versie"], persoon=form.ingevuld(), door=request.wie
        )

    status = afhandelen(form, doe)
    if status == 302:
        return _terug(request, pk, _("De persoon staat in de casus."))
    blad = casusblad(request.wie, pk, voor="casussen.behandelen")
    return invoerpagina(request, blad, form, status, _("Persoon erbij"))


def _persoon(blad: Casusblad, nummer: int) -> OpenBetrokkene:
    """Return a person as the reader has it: the groups of both approaches together."""
    gevonden = [p for z in blad.aanpakken for p in z.personen or () if p.nummer == nummer]
    if not gevonden:
        raise NietGevondenError
    groepen = {groep: velden for p in gevonden for groep, velden in p.groepen.items()}
    p = gevonden[0]
    return OpenBetrokkene(
        p.nummer, p.deel, p.leeftijdsgroep, p.geslacht, p.nationaliteit, groepen, p.beperkt_op, p.ook_deel
    )


def _veldnamen() -> dict[str, str]:
    return {f"{g}.{veld}": f"{naam}: {kop.lower()}" for g, naam in GROEPNAMEN.items() for veld, kop in KOPPEN.items()}


@vereist("casussen.behandelen")
@require_http_methods(["GET", "HEAD", "POST"])
def persoon(request: Verzoek, pk: int, nummer: int) -> HttpResponse:
    """Change a person. What stands there is not shown, so that changing is no way of reading."""
    blad = casusblad(request.wie, pk, voor="casussen.behandelen")
    wie = _persoon(blad, nummer)
    form = Wijzigform(_post(request), ruimte=schrijfruimte(request.wie), persoon=wie, namen=_veldnamen())

    def doe(form: Any) -> None:
        personen.werk_betrokkene_bij(
            casus_id=pk,
            versie=form.cleaned_data["versie"],
            nummer=nummer,
            wijziging=form.wijziging(),
            door=request.wie,
        )

    status = afhandelen(form, doe)
    if status == 302:
        return _terug(request, pk, _("De gegevens van de persoon zijn veranderd."))
    titel = _("%(wie)s wijzigen") % {"wie": pseudoniem(wie, referentie.namen())}
    return invoerpagina(request, blad, form, status, titel, beperkt=bool(wie.beperkt_op))


@vereist("casussen.behandelen")
@require_http_methods(["GET", "HEAD", "POST"])
def plaats_erbij(request: Verzoek, pk: int) -> HttpResponse:
    """Record one place more."""
    blad = casusblad(request.wie, pk, voor="casussen.behandelen")
    form = Casusplaatsform(_post(request), personen=_wie_hier(blad))

    def doe(form: Any) -> None:
        personen.leg_locatie_vast(
            casus_id=pk, versie=form.cleaned_data["versie"], plaats=form.ingevuld(), door=request.wie
        )

    status = afhandelen(form, doe)
    if status == 302:
        return _terug(request, pk, _("De plaats staat in de casus."))
    return invoerpagina(request, blad, form, status, _("Plaats erbij"))


def _wie_hier(blad: Casusblad) -> list[tuple[int, str]]:
    """Return number and pseudonym of the persons this reader knows of, once each."""
    namen = referentie.namen()
    return sorted({p.nummer: pseudoniem(p, namen) for a in blad.aanpakken for p in a.personen or ()}.items())


def _plaats(blad: Casusblad, plek: uuid.UUID) -> OpenLocatie:
    gevonden = next((p for p in blad.locaties or () if p.id == plek), None)
    if gevonden is None:
        raise NietGevondenError
    return gevonden


@vereist("casussen.behandelen")
@require_http_methods(["GET", "HEAD", "POST"])
def plaats(request: Verzoek, pk: int, plek: uuid.UUID) -> HttpResponse:
    """Change a place, or take it out of the casus."""
    blad = casusblad(request.wie, pk, voor="casussen.behandelen")
    nu = _plaats(blad, plek)
    begin = {"plaats_gemeente": nu.gemeente_code, "van": nu.van}
    form = Plaatswijzigform(_post(request), initial=begin, personen=_wie_hier(blad))

    def doe(form: Any) -> None:
        personen.werk_locatie_bij(
            casus_id=pk,
            versie=form.cleaned_data["versie"],
            locatie_id=plek,
            plaats=form.ingevuld(),
            weg=form.cleaned_data["weg"],
            door=request.wie,
        )

    status = afhandelen(form, doe)
    if status == 302:
        return _terug(request, pk, _("De plaats is veranderd."))
    return invoerpagina(request, blad, form, status, _("Plaats wijzigen"))


@vereist("casussen.behandelen")
@require_http_methods(["GET", "HEAD", "POST"])
def kenmerken(request: Verzoek, pk: int) -> HttpResponse:
    """Record the forms of exploitation, the flag for youth and the tie with jonge aanwas."""
    blad = casusblad(request.wie, pk, voor="casussen.behandelen")
    begin = {naam: getattr(blad.casus, naam) for naam in ("vormen", "jeugd", "jonge_aanwas")}
    form = Kenmerkenform(_post(request), initial=begin)

    def doe(form: Any) -> None:
        c = form.cleaned_data
        behandelen.zet_kenmerken(
            casus_id=pk,
            versie=c["versie"],
            vormen=c["vormen"],
            jeugd=Antwoord(c["jeugd"]),
            jonge_aanwas=c["jonge_aanwas"],
            door=request.wie,
        )

    status = afhandelen(form, doe)
    if status == 302:
        messages.success(request, _("De kenmerken zijn opgeslagen."))
        return redirect("casussen:detail", pk=pk)
    return invoerpagina(request, blad, form, status, _("Kenmerken"))


@vereist("casussen.behandelen")
@require_http_methods(["GET", "HEAD", "POST"])
def regie(request: Verzoek, pk: int) -> HttpResponse:
    """Hand the process direction over to a colleague of the team."""
    blad = casusblad(request.wie, pk, voor="casussen.behandelen")
    if not blad.mag["afsluiten"]:
        return redirect("casussen:detail", pk=pk)  # who may not close does not direct; the page says who may
    team = [(m.pk, m.naam) for m in blad.team if m.pk != blad.casus.procesregisseur_id]
    form = Regieform(_post(request), team=team)

    def doe(form: Any) -> None:
        c = form.cleaned_data
        regieservice.draag_over(
            casus_id=pk, versie=c["versie"], medewerker_id=c["medewerker"], reden=c["reden"], door=request.wie
        )

    status = afhandelen(form, doe)
    if status == 302:
        messages.success(request, _("De procesregie is overgedragen."))
        return redirect("casussen:detail", pk=pk)
    return invoerpagina(request, blad, form, status, _("Procesregie overdragen"))


@vereist("casussen.openen")
@require_http_methods(["GET", "HEAD", "POST"])
def nieuw(request: Verzoek) -> HttpResponse:
    """Open a casus for somebody who comes straight to the zorgcoordinator."""
    form = Aanmeldform(_post(request), ruimte=schrijfruimte(request.wie))
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                casus = openen.open_direct(aanmelding=form.aanmelding(), door=request.wie)
            except OngeldigeInvoerError as fout:
                zet_fouten(form, fout.fouten)
            else:
                messages.success(request, _("Casus %(nummer)s is geopend.") % {"nummer": casus.nummer})
                return redirect("casussen:detail", pk=casus.pk)
    return render(request, "casussen/nieuw.html", {"form": form}, status=status)
