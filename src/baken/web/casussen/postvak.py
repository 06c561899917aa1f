"""A receiver sees the packet and nothing else: take it on, which opens a casus, or refuse it."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from baken.casussen import selectors
from baken.casussen.services.aannemen import accepteer
from baken.casussen.verbanden import verbanden_van_pakket
from baken.casussen.verloop import OPEN
from baken.dossiers.fouten import VerstrekkingGeweigerdError
from baken.dossiers.meelezen import leest_mee
from baken.dossiers.selectors import Verstrekkingsblad, verstrekkingsblad
from baken.dossiers.soorten import Verstrekkingssoort
from baken.dossiers.verloop import Afloop, Verstrekkingsstatus
from baken.kern.fouten import NietGevondenError, OngeldigeInvoerError
from baken.organisaties.besluit import rechten_voor
from baken.signalen.overnames import signaal_uit_pakket
from baken.signalen.services import doorgeleiden
from baken.signalen.services.overnemen import opent_signaal
from baken.web.casussen import weergave
from baken.web.casussen.forms import Aanneemform, Afwijsform, Vraagform
from baken.web.rechten import Verzoek, vereist
from baken.web.signalen.forms import zet_fouten

TABNAMEN = {"nieuw": "Te beantwoorden", "lopend": "Loopt", "klaar": "Klaar", "alle": "Alle"}
LEEG = {
    "nieuw": ("Er wacht niets op uw antwoord", "Geeft een organisatie u iets door, dan ziet u het hier."),
    "lopend": ("Er loopt nu niets", "Wat u aanneemt, staat hier tot u de casus sluit."),
    "klaar": ("Er is nog niets klaar", "Wat u afrondt of niet aanneemt, vindt u hier terug."),
    "alle": ("U hebt nog niets ontvangen", "Geeft een organisatie u iets door, dan ziet u het hier."),
}
BADGES = {
    Verstrekkingsstatus.VERZONDEN: (gettext_lazy("Nieuw"), "info", "mail"),
    Verstrekkingsstatus.ONTVANGEN: (gettext_lazy("Geopend"), "let-op", "eye"),
    Verstrekkingsstatus.GEACCEPTEERD: (gettext_lazy("Aangenomen"), "goed", "check"),
    Verstrekkingsstatus.AFGEWEZEN: (gettext_lazy("Niet aangenomen"), "", "x"),
    Verstrekkingsstatus.AFGEROND: (gettext_lazy("Afgerond"), "", "circle-check"),
    Verstrekkingsstatus.BEEINDIGD: (gettext_lazy("Toestemming ingetrokken"), "fout", "ban"),
}
GROEPNAMEN = {
    "kern": gettext_lazy("Kern"),
    "identiteit": gettext_lazy("Wie het is"),
    "contact": gettext_lazy("Contactgegevens"),
    "zorg": gettext_lazy("Zorg en hulp"),
    "strafbaar": gettext_lazy("Wat er is gezien (mogelijk strafbaar)"),
    "locatie": gettext_lazy("Plaats"),
}


def _badge(status: str) -> dict[str, Any]:
    tekst, soort, pictogram = BADGES[Verstrekkingsstatus(status)]
    return {"tekst": tekst, "soort": soort, "pictogram": pictogram}


def _pagina(request: Verzoek) -> int:
    tekst = request.GET.get("pagina", "")
    return max(int(tekst), 1) if tekst.isascii() and tekst.isdigit() and len(tekst) < 5 else 1


def _regie_bij_ons(v: Any) -> bool:
    """Say whether a row of the list carries the process direction, or another packet on the same does."""
    return bool(v.regie_bij_ons or (v.procesregie and v.status not in selectors.ZONDER_REGIE))


@vereist("verstrekkingen.beantwoorden")
@require_safe
def lijst(request: Verzoek) -> HttpResponse:
    """List the packets that the own organisation received, without their content."""
    tab = request.GET.get("tab", "nieuw")
    tab = tab if tab in TABNAMEN else "nieuw"
    pagina = _pagina(request)
    vak = selectors.ontvangen_verstrekkingen(request.wie, tab=tab, pagina=pagina)
    adres = f"{reverse('ontvangen:postvak')}?tab="
    inhoud = {
        "mag_insturen": bool(rechten_voor(request.wie, "signalen.insturen")),
        "tabs": [
            {
                "naam": naam,
                "url": f"{adres}{code}",
                "actief": code == tab,
                "aantal": vak.te_beantwoorden if code == "nieuw" else None,
            }
            for code, naam in TABNAMEN.items()
        ],
        "kolommen": [{"naam": n} for n in (_("Van"), _("Gekregen"), _("Grondslag"), _("Procesregie"), _("Stand"))],
        "rijen": [
            {
                "cellen": [
                    {"tekst": v.afzender.naam, "url": reverse("ontvangen:detail", args=[v.pk])},
                    {"datum": v.verzonden_op},
                    {"tekst": v.grondslag.naam},
                    {"tekst": _("Bij u") if _regie_bij_ons(v) else _("Niet bij u")},
                    {
                        "badge": _badge(v.status)["tekst"],
                        "soort": _badge(v.status)["soort"],
                        "icoon": _badge(v.status)["pictogram"],
                    },
                ]
            }
            for v in vak.rijen
        ],
        "leeg": LEEG[tab],
        "vorige_url": f"{adres}{tab}&pagina={pagina - 1}" if pagina > 1 else "",
        "volgende_url": f"{adres}{tab}&pagina={pagina + 1}" if vak.meer else "",
    }
    return render(request, "ontvangen/postvak.html", inhoud)


def _toon(request: Verzoek, pk: uuid.UUID, *, status: int = 200, **formulieren: forms.Form) -> HttpResponse:
    blad = verstrekkingsblad(request.wie, pk)
    if blad.is_afzender:
        raise NietGevondenError  # the sender has its own page
    v = blad.verstrekking
    groepen: dict[str, list[dict[str, str]]] = {}
    for regel in blad.regels:
        groepen.setdefault(regel.groep, []).append({"naam": regel.kop, "waarde": regel.tekst})
    mogelijk = _mogelijk(request, pk) if blad.mag["beantwoorden"] else []
    inhoud = {
        "blad": blad,
        "v": v,
        "regie": selectors.heeft_regie(request.wie, v),
        "deelbesluit": v.soort == Verstrekkingssoort.DEELBESLUIT,
        "kan_zorg": _kan_zorg(request, blad),
        "leest_mee": v.live and leest_mee(request.wie, v.pk),
        "wordt_signaal": opent_signaal(v),
        "eigen_signaal": signaal_uit_pakket(request.wie, v.pk) if opent_signaal(v) else None,
        "mag": blad.mag,
        "dicht": v.status == Verstrekkingsstatus.VERZONDEN,
        "badge": _badge(v.status),
        "groepen": [{"naam": GROEPNAMEN.get(g, g), "gegevens": rijen} for g, rijen in groepen.items()],
        "casus": selectors.casus_van_pakket(request.wie, v),
        "casusmelding": "let-op" if v.status == Verstrekkingsstatus.BEEINDIGD else "goed",
        "aanneemform": Aanneemform(casussen=mogelijk),
        "mogelijk": mogelijk,
        "afwijsform": Afwijsform(),
        "vraagform": Vraagform(),
        **formulieren,
        "form": next(iter(formulieren.values()), None),
        "kruimels": [
            {"naam": _("Ontvangen"), "url": reverse("ontvangen:postvak")},
            {"naam": v.afzender.naam, "url": ""},
        ],
    }
    return render(request, "ontvangen/detail.html", inhoud, status=status)


def _kan_zorg(request: Verzoek, blad: Verstrekkingsblad) -> bool:
    """Say whether a traject can begin with this packet: shared with a coordinator of care, taken on, and nobody did."""
    v = blad.verstrekking
    genomen = v.soort == Verstrekkingssoort.DEELBESLUIT and v.status == Verstrekkingsstatus.GEACCEPTEERD
    gemeld = any(bericht.code == Afloop.ZORG_GESTART for bericht in blad.berichten)
    mag = bool(rechten_voor(request.wie, "trajecten.aanmelden"))
    return genomen and mag and not gemeld and "identiteit" in v.veldgroepen


def _dicht(request: Verzoek, pk: uuid.UUID, fout: VerstrekkingGeweigerdError) -> HttpResponse:
    """Say on the page of a packet why it does not open any more."""
    messages.error(request, fout.reden)
    return _toon(request, pk, status=422)


def _mogelijk(request: Verzoek, pk: uuid.UUID) -> list[tuple[int, str]]:
    """Return the open casussen that a packet may belong to, as choices: the number, and what is the same."""
    gevonden = verbanden_van_pakket(request.wie, pk)
    rijen = zip(gevonden, weergave.verbanden(gevonden), strict=True)
    return [(v.pk, f"{v.nummer} ({rij['uitleg']})") for v, rij in rijen if v.status in OPEN]


@vereist("verstrekkingen.inzien")
@require_safe
def detail(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Show the packet once it was opened; before that only who gave it, why and on which basis."""
    return _toon(request, pk)


@vereist("verstrekkingen.beantwoorden")
@require_POST
def openen(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Open the packet for the first time. That it was opened is a line, and the sender sees it."""
    try:
        doorgeleiden.open_als_ontvanger(verstrekking_id=pk, door=request.wie)
    except VerstrekkingGeweigerdError as fout:
        return _dicht(request, pk, fout)
    return redirect("ontvangen:detail", pk=pk)


@vereist("verstrekkingen.beantwoorden")
@require_POST
def accepteren(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Take it on: a casus opens in the own organisation, or the one that is there gets its director.

    At a gemeente it becomes a signaal of the own work list.
    """
    form = Aanneemform(request.POST, casussen=_mogelijk(request, pk))
    if not form.is_valid():
        return _toon(request, pk, status=422, aanneemform=form)
    gekozen = form.cleaned_data["casus"]
    try:
        casus = accepteer(verstrekking_id=pk, bij_casus=gekozen, door=request.wie)
    except VerstrekkingGeweigerdError as fout:
        return _dicht(request, pk, fout)
    if casus is None:
        messages.success(request, _("U hebt dit aangenomen. Er is geen eigen casus voor geopend."))
        return redirect("ontvangen:detail", pk=pk)
    if casus.dossier.soort == "signaal":
        messages.success(request, _("U hebt dit aangenomen. Het staat nu als signaal op de werklijst."))
        eigen = signaal_uit_pakket(request.wie, pk)
        return redirect("signalen:detail", pk=eigen.pk) if eigen else redirect("ontvangen:detail", pk=pk)
    messages.success(
        request,
        _("U hebt dit aangenomen. Casus %(nummer)s is geopend.") % {"nummer": casus.nummer}
        if casus.versie == 1
        else _("U hebt dit aangenomen. Het staat nu bij casus %(nummer)s.") % {"nummer": casus.nummer}
        if gekozen == casus.pk
        else _("U hebt dit aangenomen. U hebt nu de procesregie van de casus die u al had."),
    )
    return redirect("casussen:detail", pk=casus.pk)


@vereist("verstrekkingen.beantwoorden")
@require_POST
def afwijzen(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Refuse it with a reason."""
    form = Afwijsform(request.POST)
    if form.is_valid():
        try:
            doorgeleiden.wijs_af(verstrekking_id=pk, reden=form.cleaned_data["tekst"], door=request.wie)
        except OngeldigeInvoerError as fout:
            zet_fouten(form, {"tekst": [zin for zinnen in fout.fouten.values() for zin in zinnen]})
        else:
            messages.success(request, _("U hebt dit niet aangenomen. De afzender leest waarom."))
            return redirect("ontvangen:detail", pk=pk)
    return _toon(request, pk, status=422, afwijsform=form)


@vereist("verstrekkingen.berichten")
@require_POST
def voortgang(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Ask the sender something, or tell how it goes: for a gemeente where the packet became a signaal."""
    form = Vraagform(request.POST)
    if form.is_valid():
        try:
            doorgeleiden.meld_voortgang(verstrekking_id=pk, tekst=form.cleaned_data["tekst"], door=request.wie)
        except OngeldigeInvoerError as fout:
            zet_fouten(form, {"tekst": [zin for zinnen in fout.fouten.values() for zin in zinnen]})
        else:
            messages.success(request, _("De afzender kan dit nu lezen."))
            return redirect("ontvangen:detail", pk=pk)
    return _toon(request, pk, status=422, vraagform=form)
