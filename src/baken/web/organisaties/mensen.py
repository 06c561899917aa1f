"""People and their roles; a role with access to dossiers waits for a second person."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baken.kern import klok
from baken.kern.fouten import NietGevondenError, OngeldigeInvoerError
from baken.organisaties import selectors, services
from baken.organisaties.rollen import Rol
from baken.web.organisaties.forms import KoppelForm, MedewerkerForm, RolForm
from baken.web.organisaties.hulp import formulierpagina, zet_fouten
from baken.web.rechten import Verzoek, vereist

BEHEREN = "organisaties.beheren"
BEVESTIGEN = "organisaties.aanstelling_bevestigen"


@vereist(BEHEREN)
@require_GET
def lijst(request: Verzoek) -> HttpResponse:
    """Show everyone with an account in the own organisation."""
    vandaag = klok.vandaag()
    rijen = []
    for mens_ in selectors.mensen(request.wie):
        geldig = [a for a in mens_.aanstellingen.all() if a.geldig_tot is None or a.geldig_tot > vandaag]
        rollen = [f"{a.get_rol_display()}{' (wacht op bevestiging)' if a.wacht_op_bevestiging else ''}" for a in geldig]
        stand = {"badge": gettext("open"), "soort": "goed"} if mens_.is_active else {"badge": gettext("gesloten")}
        rijen.append(
            {
                "cellen": [
                    {"tekst": mens_.naam, "url": reverse("beheer:mens", args=[mens_.pk])},
                    {"tekst": mens_.username},
                    {"tekst": ", ".join(rollen)},
                    stand,
                ]
            }
        )
    kolommen = [{"naam": n} for n in ("Naam", "Gebruikersnaam", "Rollen", "Account")]
    return render(request, "beheer/mensen.html", {"rijen": rijen, "kolommen": kolommen})


@vereist(BEHEREN)
@require_http_methods(["GET", "POST"])
def nieuw(request: Verzoek) -> HttpResponse:
    """Make an account."""
    form = MedewerkerForm(request.POST or None)
    if form.is_valid():
        try:
            mens_ = services.voeg_medewerker_toe(door=request.wie, **form.cleaned_data)
        except OngeldigeInvoerError as fout:
            zet_fouten(form, fout)
        else:
            messages.success(request, gettext("Het account is gemaakt. Geef deze collega nu een rol."))
            return redirect("beheer:mens", pk=mens_.pk)
    return formulierpagina(request, "beheer/mens_nieuw.html", form)


@vereist(BEHEREN)
@require_http_methods(["GET", "POST"])
def mens(request: Verzoek, pk: int) -> HttpResponse:
    """Show a person (GET) or give a role (POST)."""
    gevonden = selectors.mens(request.wie, pk)
    vervangbaar = [
        (str(a.pk), f"{a.medewerker.naam} ({a.get_rol_display()})")
        for a in selectors.te_vervangen(request.wie)
        if a.medewerker_id != pk
    ]
    form = RolForm(request.POST or None, vervangbaar=vervangbaar, initial={"geldig_van": klok.vandaag()})
    if form.is_valid():
        gegevens = form.cleaned_data
        try:
            aanstelling = services.geef_rol(
                medewerker_id=pk,
                rol=Rol(gegevens["rol"]),
                geldig_van=gegevens["geldig_van"],
                geldig_tot=gegevens["geldig_tot"],
                vervangt_id=int(gegevens["vervangt"]) if gegevens["vervangt"] else None,
                door=request.wie,
            )
        except OngeldigeInvoerError as fout:
            zet_fouten(form, fout)
        else:
            wacht = gettext("De rol is gegeven en wacht op een tweede persoon.")
            messages.success(request, wacht if aanstelling.wacht_op_bevestiging else gettext("De rol is gegeven."))
            return redirect("beheer:mens", pk=pk)
    return formulierpagina(
        request,
        "beheer/mens.html",
        form,
        mens=gevonden,
        vandaag=klok.vandaag(),
        oidc=bool(settings.BAKEN_OIDC_UITGEVER),
    )


@vereist(BEHEREN)
@require_POST
def sluiten(request: Verzoek, pk: int) -> HttpResponse:
    """Close an account; its sessions end at once."""
    services.zet_medewerker_uit(medewerker_id=pk, door=request.wie)
    messages.success(request, gettext("Het account is gesloten. Deze collega kan niet meer inloggen."))
    return redirect("beheer:mensen")


@vereist(BEHEREN)
@require_http_methods(["GET", "POST"])
def koppelen(request: Verzoek, pk: int) -> HttpResponse:
    """Link an account to the organisation's own provider."""
    if not settings.BAKEN_OIDC_UITGEVER:
        raise NietGevondenError
    gevonden = selectors.mens(request.wie, pk)
    form = KoppelForm(
        request.POST if request.method == "POST" else None, initial={"subject": services.oidc_subject(pk)}
    )
    if form.is_valid():
        try:
            services.koppel_oidc(medewerker_id=pk, door=request.wie, **form.cleaned_data)
        except OngeldigeInvoerError as fout:
            zet_fouten(form, fout)
        else:
            messages.success(request, gettext("De koppeling is opgeslagen."))
            return redirect("beheer:mens", pk=pk)
    return formulierpagina(request, "beheer/mens_koppelen.html", form, mens=gevonden)


@vereist(BEHEREN)
@require_POST
def beeindigen(request: Verzoek, pk: int) -> HttpResponse:
    """End a role today."""
    services.beeindig_aanstelling(aanstelling_id=pk, door=request.wie)
    messages.success(request, gettext("De rol is beëindigd."))
    return redirect("beheer:mensen")


@vereist(BEVESTIGEN)
@require_GET
def bevestiglijst(request: Verzoek) -> HttpResponse:
    """Show the roles that wait for a second person."""
    context = {
        "aanstellingen": selectors.te_bevestigen(request.wie),
        "herstellen": selectors.te_herstellen(request.wie),
    }
    return render(request, "beheer/bevestigen.html", context)


@vereist(BEVESTIGEN)
@require_POST
def bevestig(request: Verzoek, pk: int) -> HttpResponse:
    """Confirm a role as second person."""
    services.bevestig_aanstelling(aanstelling_id=pk, door=request.wie)
    messages.success(request, gettext("De rol is bevestigd en geldt vanaf nu."))
    return redirect("beheer:bevestigen")


@vereist(BEHEREN)
@require_POST
def herstel_vragen(request: Verzoek, pk: int) -> HttpResponse:
    """Ask to take away the second factor of somebody who lost it."""
    services.vraag_factorherstel(medewerker_id=pk, door=request.wie)
    messages.success(request, gettext("Een tweede persoon moet dit nog bevestigen."))
    return redirect("beheer:mens", pk=pk)


@vereist(BEVESTIGEN)
@require_POST
def herstel_bevestigen(request: Verzoek, pk: int) -> HttpResponse:
    """Take away a second factor as second person."""
    services.bevestig_factorherstel(medewerker_id=pk, door=request.wie)
    messages.success(request, gettext("De tweede factor is weggehaald. Uw collega stelt een nieuwe in."))
    return redirect("beheer:bevestigen")
