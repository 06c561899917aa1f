"""The list of requests, registering one, and what the FG and the aandachtsfunctionaris do with it."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baken.dossiers.inzage import services as inzage
from baken.dossiers.inzage.selectors import Verzoekblad, verzoekblad, verzoekenlijst
from baken.dossiers.pakket import leesbaar
from baken.dossiers.verzoekverloop import ARTIKEL, Dossieruitkomst, Verzoeksoort, Verzoekstatus
from baken.kern.fouten import OngeldigeInvoerError
from baken.organisaties.besluit import Wie, rechten_voor
from baken.signalen.selectors import signalen_van_dossiers
from baken.web.inzage.forms import Redenform, Verzoekform
from baken.web.rechten import Verzoek, vereist
from baken.web.signalen.forms import zet_fouten
from baken.web.signalen.weergave import ZOEKSOORTEN

BADGE = {
    Verzoekstatus.GEREGISTREERD: "info",
    Verzoekstatus.IN_BEHANDELING: "let-op",
    Verzoekstatus.TER_CONTROLE: "let-op",
    Verzoekstatus.BEANTWOORD: "goed",
    Verzoekstatus.INGETROKKEN: "",
}
UITKOMSTBADGE = {
    Dossieruitkomst.OPEN: "let-op",
    Dossieruitkomst.TOEGEWEZEN: "goed",
    Dossieruitkomst.DEELS: "info",
    Dossieruitkomst.GEWEIGERD: "fout",
    Dossieruitkomst.ANDER: "",
}
KORT = {
    Dossieruitkomst.OPEN: "Nog te doen",
    Dossieruitkomst.TOEGEWEZEN: "Ja",
    Dossieruitkomst.DEELS: "Een deel",
    Dossieruitkomst.GEWEIGERD: "Nee",
    Dossieruitkomst.ANDER: "Iemand anders",
}


@vereist("verzoeken.bekijken")
@require_GET
def lijst(request: Verzoek) -> HttpResponse:
    """Show what waits for an answer, the first to end first, and what was done."""
    rijen = verzoekenlijst(request.wie)
    koppen = (_("Verzoek"), _("Soort"), _("Ontvangen"), _("Stand"))
    inhoud = {
        "kolommen_lopend": [{"naam": n} for n in (*koppen, _("Uiterlijk"))],
        "rijen_lopend": [_rij(v, request.wie) for v in rijen.lopend],
        "kolommen_klaar": [{"naam": n} for n in (*koppen, _("Klaar op"))],
        "rijen_klaar": [_rij(v, request.wie, klaar=True) for v in rijen.afgedaan],
        "mag_registreren": bool(rechten_voor(request.wie, "verzoeken.registreren")),
    }
    return render(request, "inzage/lijst.html", inhoud)


def _rij(v: Any, door: Wie, *, klaar: bool = False) -> dict[str, Any]:
    einde = {"datum": v.afgedaan_op} if klaar else {"termijn": v.uiterlijk_op}
    stand = Verzoekstatus(v.status)
    return {
        "te_laat": not klaar and v.uiterlijk_op < door.vandaag,
        "cellen": [
            {"tekst": v.kenmerk, "url": reverse("inzage:blad", args=[v.pk])},
            {"tekst": v.get_soort_display()},
            {"datum": v.ontvangen_op},
            {"badge": stand.label, "soort": BADGE[stand]},
            einde,
        ],
    }


@vereist("verzoeken.registreren")
@require_http_methods(["GET", "POST"])
def nieuw(request: Verzoek) -> HttpResponse:
    """Register a request; what was typed stays when something is missing."""
    form = Verzoekform(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        c = form.cleaned_data
        try:
            gemaakt = inzage.registreer(
                soort=c["soort"],
                ontvangen_op=c["ontvangen_op"],
                vastgesteld=c["vastgesteld"],
                wie=form.wie(),
                door=request.wie,
            )
        except OngeldigeInvoerError as fout:
            zet_fouten(form, fout.fouten)
        else:
            messages.success(request, _("Het verzoek is vastgelegd. De aandachtsfunctionaris krijgt een e-mail."))
            return redirect("inzage:blad", pk=gemaakt.pk)
    inhoud = {"form": form, "kruimels": _kruimels(_("Nieuw verzoek"))}
    return render(request, "inzage/nieuw.html", inhoud, status=422 if form.is_bound else 200)


def _kruimels(naam: str) -> list[dict[str, str]]:
    return [{"naam": _("Verzoeken"), "url": reverse("inzage:lijst")}, {"naam": naam, "url": ""}]


@vereist("verzoeken.bekijken")
@require_GET
def blad(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Show a request. That it was read is a line."""
    return _toon(request, pk, Redenform())


def _toon(request: Verzoek, pk: uuid.UUID, form: Redenform, *, status: int = 200) -> HttpResponse:
    gevonden = verzoekblad(request.wie, pk)
    v = gevonden.verzoek
    stand = Verzoekstatus(v.status)
    inhoud = {
        "blad": gevonden,
        "v": v,
        "artikel": ARTIKEL[Verzoeksoort(v.soort)],
        "stand": stand.label,
        "standsoort": BADGE[stand],
        "te_laat": gevonden.mag["intrekken"] and v.uiterlijk_op < request.wie.vandaag,
        "wie": wie_regels(gevonden.wie),
        "kolommen": [{"naam": n} for n in (_("Dossier"), _("Gevonden op"), _("Besluit"), _("Door"))],
        "rijen": _dossierrijen(request.wie, gevonden),
        "form": form if gevonden.mag["verlengen"] else None,
        "kruimels": _kruimels(v.kenmerk),
    }
    return render(request, "inzage/blad.html", inhoud, status=status)


def naam_van(signaal: Any) -> str:
    """Return how a dossier is called: the number of its signaal."""
    return signaal.nummer if signaal else _("Dossier")


def wie_regels(wie: dict[str, str]) -> list[dict[str, str]]:
    """Return who asks as lines."""
    koppen = (
        ("naam", _("Naam")),
        ("geboortedatum", _("Geboortedatum")),
        ("telefoon", _("Telefoon")),
        ("email", _("E-mailadres")),
        ("document", _("Document")),
        ("adres", _("Adres")),
        ("antwoord_naar", _("Antwoord naar")),
        ("vraag", _("De vraag")),
    )
    return [{"naam": kop, "waarde": leesbaar(veld, wie[veld])} for veld, kop in koppen if wie.get(veld)]


def _dossierrijen(door: Wie, gevonden: Verzoekblad) -> list[dict[str, Any]]:
    signalen = signalen_van_dossiers(door, [b.dossier_id for b in gevonden.besluiten]) if gevonden.besluiten else {}
    rijen = []
    for b in gevonden.besluiten:
        uitkomst = Dossieruitkomst(b.uitkomst)
        cellen = [
            {"tekst": naam_van(signalen.get(b.dossier_id)), "url": reverse("inzage:besluit", args=[b.pk])},
            {"tekst": ", ".join(ZOEKSOORTEN.get(s, s) for s in b.gevonden_op)},
            {"badge": KORT[uitkomst], "soort": UITKOMSTBADGE[uitkomst]},
            {"tekst": b.besloten_door.naam if b.besloten_door else ""},
        ]
        rijen.append({"cellen": cellen})
    return rijen


@vereist("verzoeken.registreren")
@require_POST
def verlengen(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Lengthen the term by two months."""
    form = Redenform(request.POST)
    if form.is_valid():
        try:
            inzage.verleng(verzoek_id=pk, reden=form.cleaned_data["reden"], door=request.wie)
        except OngeldigeInvoerError as fout:
            zet_fouten(form, fout.fouten)
        else:
            messages.success(request, _("De termijn is verlengd. Laat de persoon nu weten waarom het langer duurt."))
            return redirect("inzage:blad", pk=pk)
    return _toon(request, pk, form, status=422)


@vereist("verzoeken.registreren")
@require_POST
def intrekken(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Record that the person takes the request back."""
    inzage.trek_in(verzoek_id=pk, door=request.wie)
    messages.success(request, _("Het verzoek is ingetrokken."))
    return redirect("inzage:blad", pk=pk)


@vereist("verzoeken.behandelen")
@require_POST
def zoeken(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Find the dossiers in which the person occurs."""
    aantal = inzage.zoek(verzoek_id=pk, door=request.wie)
    if aantal:
        tekst = ngettext("%(n)d dossier gevonden.", "%(n)d dossiers gevonden.", aantal) % {"n": aantal}
        messages.success(request, tekst)
    else:
        messages.info(request, _("Er is geen dossier gevonden. Ook dat is een antwoord: leg het voor."))
    return redirect("inzage:blad", pk=pk)


@vereist("verzoeken.behandelen")
@require_POST
def voorleggen(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Lay the answer before a second person."""
    versie = request.POST.get("versie", "")
    geldig = versie.isascii() and versie.isdigit() and len(versie) < 9
    inzage.leg_voor(verzoek_id=pk, versie=int(versie) if geldig else 0, door=request.wie)
    messages.success(request, _("Het antwoord ligt klaar. Een tweede aandachtsfunctionaris controleert het."))
    return redirect("inzage:blad", pk=pk)
