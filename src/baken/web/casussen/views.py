"""A receiver sees the packet and nothing else: take it on, refuse it, tell how it goes, tell how it ended."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from baken.casussen import selectors
from baken.casussen.services import accepteer
from baken.dossiers.selectors import verstrekkingsblad
from baken.dossiers.verloop import Verstrekkingsstatus
from baken.kern.fouten import NietGevondenError, OngeldigeInvoerError
from baken.organisaties.besluit import rechten_voor
from baken.signalen.overnames import signaal_uit_pakket
from baken.signalen.services import doorgeleiden
from baken.signalen.services.overnemen import opent_signaal
from baken.web.casussen.forms import Afloopform, Afwijsform, Tekstform, Voortgangform
from baken.web.rechten import Verzoek, vereist

TABNAMEN = {"nieuw": "Te beantwoorden", "lopend": "Loopt", "klaar": "Klaar", "alle": "Alle"}
LEEG = {
    "nieuw": ("Er wacht niets op uw antwoord", "Geeft een organisatie u iets door, dan ziet u het hier."),
    "lopend": ("Er loopt nu niets", "Wat u aanneemt, staat hier tot u het afloopbericht schrijft."),
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
def postvak(request: Verzoek) -> HttpResponse:
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


@vereist("casussen.inzien")
@require_safe
def casussen(request: Verzoek) -> HttpResponse:
    """List the open casussen of the own organisation."""
    pagina = _pagina(request)
    rijen, meer = selectors.casussen_van(request.wie, pagina=pagina)
    adres = reverse("ontvangen:casussen")
    inhoud = {
        "kolommen": [{"naam": n} for n in (_("Casus"), _("Van"), _("Geopend"), _("Procesregie"))],
        "rijen": [
            {
                "cellen": [
                    {
                        "tekst": f"C-{c.geopend_op.year}-{c.pk:04d}",
                        "url": reverse("ontvangen:detail", args=[c.verstrekking_id]),
                    },
                    {"tekst": c.verstrekking.afzender.naam},
                    {"datum": c.geopend_op},
                    {"tekst": c.procesregisseur.naam if c.procesregisseur else _("Bij een andere organisatie")},
                ]
            }
            for c in rijen
        ],
        "vorige_url": f"{adres}?pagina={pagina - 1}" if pagina > 1 else "",
        "volgende_url": f"{adres}?pagina={pagina + 1}" if meer else "",
    }
    return render(request, "ontvangen/casussen.html", inhoud)


def _toon(request: Verzoek, pk: uuid.UUID, *, status: int = 200, **formulieren: Tekstform) -> HttpResponse:
    blad = verstrekkingsblad(request.wie, pk)
    if blad.is_afzender:
        raise NietGevondenError  # the sender has its own page
    v = blad.verstrekking
    groepen: dict[str, list[dict[str, str]]] = {}
    for regel in blad.regels:
        groepen.setdefault(regel.groep, []).append({"naam": regel.kop, "waarde": regel.tekst})
    inhoud = {
        "blad": blad,
        "v": v,
        "regie": selectors.heeft_regie(request.wie, v),
        "wordt_signaal": opent_signaal(v),
        "eigen_signaal": signaal_uit_pakket(request.wie, v.pk) if opent_signaal(v) else None,
        "mag": blad.mag,
        "dicht": v.status == Verstrekkingsstatus.VERZONDEN,
        "badge": _badge(v.status),
        "groepen": [{"naam": GROEPNAMEN.get(g, g), "gegevens": rijen} for g, rijen in groepen.items()],
        "afwijsform": Afwijsform(),
        "voortgangform": Voortgangform(),
        "afloopform": Afloopform(),
        **formulieren,
        "form": next((f for f in formulieren.values() if f.errors), None),
        "kruimels": [
            {"naam": _("Ontvangen"), "url": reverse("ontvangen:postvak")},
            {"naam": v.afzender.naam, "url": ""},
        ],
    }
    return render(request, "ontvangen/detail.html", inhoud, status=status)


@vereist("verstrekkingen.inzien")
@require_safe
def detail(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Show the packet once it was opened; before that only who gave it, why and on which basis."""
    return _toon(request, pk)


@vereist("verstrekkingen.beantwoorden")
@require_POST
def openen(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Open the packet for the first time. That it was opened is a line, and the sender sees it."""
    doorgeleiden.open_als_ontvanger(verstrekking_id=pk, door=request.wie)
    return redirect("ontvangen:detail", pk=pk)


@vereist("verstrekkingen.beantwoorden")
@require_POST
def accepteren(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Take it on: a casus opens in the own organisation, or the one that is there gets its director.

    At a gemeente it becomes a signaal of the own work list.
    """
    geopend = accepteer(verstrekking_id=pk, door=request.wie)
    if geopend.dossier.soort == "signaal":
        messages.success(request, _("U hebt dit aangenomen. Het staat nu als signaal op de werklijst."))
        eigen = signaal_uit_pakket(request.wie, pk)
        return redirect("signalen:detail", pk=eigen.pk) if eigen else redirect("ontvangen:detail", pk=pk)
    nieuw = getattr(geopend, "verstrekking_id", None) == pk
    messages.success(
        request,
        _("U hebt dit aangenomen. Er is een casus geopend.")
        if nieuw
        else _("U hebt dit aangenomen. U hebt nu de procesregie van de casus die u al had."),
    )
    return redirect("ontvangen:detail", pk=pk)


def _met_tekst(
    request: Verzoek, pk: uuid.UUID, form: Tekstform, naam: str, doe: Callable[[str], Any], klaar: str
) -> HttpResponse:
    if form.is_valid():
        try:
            doe(form.cleaned_data["tekst"])
        except OngeldigeInvoerError as fout:
            for zin in (zin for zinnen in fout.fouten.values() for zin in zinnen):
                form.add_error("tekst", zin)
        else:
            messages.success(request, klaar)
            return redirect("ontvangen:detail", pk=pk)
    return _toon(request, pk, status=422, **{naam: form})


@vereist("verstrekkingen.beantwoorden")
@require_POST
def afwijzen(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Refuse it with a reason."""

    def doe(tekst: str) -> None:
        doorgeleiden.wijs_af(verstrekking_id=pk, reden=tekst, door=request.wie)

    return _met_tekst(
        request,
        pk,
        Afwijsform(request.POST),
        "afwijsform",
        doe,
        _("U hebt dit niet aangenomen. De afzender leest waarom."),
    )


@vereist("verstrekkingen.berichten")
@require_POST
def voortgang(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Tell the sender how it goes."""

    def doe(tekst: str) -> None:
        doorgeleiden.meld_voortgang(verstrekking_id=pk, tekst=tekst, door=request.wie)

    return _met_tekst(
        request, pk, Voortgangform(request.POST), "voortgangform", doe, _("De afzender kan dit nu lezen.")
    )


@vereist("verstrekkingen.berichten")
@require_POST
def afronden(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Send the afloopbericht."""

    def doe(tekst: str) -> None:
        doorgeleiden.rond_af(verstrekking_id=pk, tekst=tekst, door=request.wie)

    return _met_tekst(request, pk, Afloopform(request.POST), "afloopform", doe, _("Uw afloopbericht is verstuurd."))
