"""The dossier page and the short acts on it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from baken.kern.fouten import OngeldigeInvoerError
from baken.referentie import selectors as referentie
from baken.signalen import selectors
from baken.signalen.rules.terugkoppeling import Bericht, passend
from baken.signalen.services import behandelen, nieuws
from baken.signalen.services import terugkoppelen as terugkoppeling
from baken.web.rechten import Verzoek, knop, vereist
from baken.web.signalen import bladweergave, overgenomen
from baken.web.signalen.forms import Berichtform, Terugkoppelform, Toewijsform, zet_fouten


def toon_dossier(
    request: Verzoek, pk: int, *, onthul: bool = False, lees: bool = False, status: int = 200, **formulieren: Any
) -> HttpResponse:
    """Render the dossier page; `formulieren` are bound forms that came back with mistakes.

    lees: record that the new messages on it were read.
    """
    blad = selectors.dossierblad(request.wie, pk, onthul=onthul)
    inhoud = {
        **bladweergave.pagina(blad, referentie.namen(), request.wie.vandaag),
        "toewijsform": Toewijsform(collegas=selectors.collegas(request.wie)),
        "berichtform": Berichtform(),
        **formulieren,
    }
    inhoud["form"] = next((f for f in formulieren.values() if f.errors), None)
    antwoord = render(request, "signalen/detail.html", inhoud, status=status)
    if lees and blad.signaal.nieuws_sinds is not None and blad.mag["berichten_lezen"]:
        ongelezen = [b.id for b in blad.berichten if b.van_melder and not b.gelezen and b.id]
        nummer = blad.signaal.nieuws_nummer
        nieuws.lees_nieuws(signaal_id=pk, nummer=nummer, berichten=ongelezen, door=request.wie)
    return antwoord


@vereist("signalen.inzien")
@require_safe
def detail(request: Verzoek, pk: int) -> HttpResponse:
    """Show a dossier with identities masked. Opening it is a line in the journaal; what was new is then read."""
    return toon_dossier(request, pk, lees=request.method == "GET")


@vereist("signalen.onthullen")
@knop("signalen:detail")
def toon(request: Verzoek, pk: int) -> HttpResponse:
    """Show the identities once, in the answer to this POST; that they were shown is a line."""
    return toon_dossier(request, pk, onthul=True)


@vereist("signalen.in_beoordeling_nemen")
@require_POST
def oppakken(request: Verzoek, pk: int) -> HttpResponse:
    """Start the assessment, or take a closed or waiting signaal up again."""
    behandelen.neem_in_beoordeling(signaal_id=pk, door=request.wie)
    messages.success(request, _("U behandelt dit signaal nu."))
    return redirect("signalen:detail", pk=pk)


@vereist("signalen.toewijzen")
@require_POST
def toewijzen(request: Verzoek, pk: int) -> HttpResponse:
    """Give the signaal to a colleague."""
    form = Toewijsform(request.POST, collegas=selectors.collegas(request.wie))
    if form.is_valid():
        behandelen.wijs_toe(signaal_id=pk, medewerker_id=form.cleaned_data["medewerker"], door=request.wie)
        messages.success(request, _("Uw collega behandelt dit signaal nu."))
        return redirect("signalen:detail", pk=pk)
    return toon_dossier(request, pk, status=422, toewijsform=form)


@vereist("signalen.afschermen")
@require_POST
def afschermen(request: Verzoek, pk: int) -> HttpResponse:
    """Hide the dossier from colleagues outside its team, or open it again."""
    dicht = request.POST.get("afgeschermd") == "ja"
    behandelen.scherm_af(signaal_id=pk, afgeschermd=dicht, door=request.wie)
    tekst = (
        _("Dit dossier is afgeschermd. Alleen u en de behandelaar zien het.")
        if dicht
        else _("Dit dossier is weer open voor uw collega's.")
    )
    messages.success(request, tekst)
    return redirect("signalen:detail", pk=pk)


@vereist("signalen.vraag_stellen")
@require_POST
def bericht(request: Verzoek, pk: int) -> HttpResponse:
    """Send a message to the reporter; the signaal may wait for the answer."""
    form = Berichtform(request.POST)
    if form.is_valid():
        try:
            behandelen.stel_vraag(
                signaal_id=pk,
                tekst=form.cleaned_data["tekst"],
                wacht_op_antwoord=form.cleaned_data["wacht"],
                door=request.wie,
            )
        except OngeldigeInvoerError as fout:
            zet_fouten(form, fout.fouten)
        else:
            messages.success(request, _("Uw bericht staat klaar voor de melder."))
            return redirect("signalen:detail", pk=pk)
    return toon_dossier(request, pk, status=422, berichtform=form)


@vereist("signalen.terugkoppelen")
@require_http_methods(["GET", "POST"])
def terugkoppelen(request: Verzoek, pk: int) -> HttpResponse:
    """Tell the reporter one of the bounded texts."""
    form = Terugkoppelform(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            terugkoppeling.koppel_terug(
                signaal_id=pk,
                bericht=Bericht(form.cleaned_data["bericht"]),
                datum=form.cleaned_data["datum"],
                door=request.wie,
            )
        except OngeldigeInvoerError as fout:
            zet_fouten(form, fout.fouten)
        else:
            messages.success(request, _("De melder kan uw terugkoppeling nu lezen."))
            return redirect("signalen:detail", pk=pk)
    blad = selectors.dossierblad(request.wie, pk, voor="signalen.terugkoppelen")
    keuzes = passend(bladweergave.zaak(blad)) if not blad.bronnen or overgenomen.afzender_leest(blad) else ()
    if not form.is_bound and keuzes:
        form.initial["bericht"] = keuzes[0].value
    form.toon(keuzes, terugkoppeling.laatste_dag(request.wie.vandaag))
    if blad.bronnen:
        form.voor_afzender(overgenomen.zinnen(blad, keuzes))
    inhoud = {
        **bladweergave.kop(blad, request.wie.vandaag),
        "form": form,
        "keuzes": keuzes,
        "eerder": [(t.op, terugkoppeling.tekst_van(t, blad.signaal)) for t in blad.terugkoppelingen],
        "leest_mee": blad.leest_mee,
        "blad": blad,
        "afzender_leest": overgenomen.afzender_leest(blad),
    }
    return render(request, "signalen/terugkoppelen.html", inhoud, status=422 if form.errors else 200)
