"""Reading along in dossiers of other organisations."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from baken.dossiers.meelezen import Basis, Gedeeldblad, gedeeld_blad, gedeelde_dossiers
from baken.dossiers.pakket import GROEPNAMEN, leesbaar
from baken.keten.rules import VELDGROEPEN
from baken.referentie import selectors as referentie
from baken.web.delen import hulp
from baken.web.rechten import Verzoek, knop, vereist
from baken.web.signalen.weergave import VELDNAMEN, plaats_van

KOLOMMEN = ("Kenmerk", "Van", "Gegevens", "Over wie", "Meelezen tot")


@vereist("delen.meelezen")
@require_safe
def lijst(request: Verzoek) -> HttpResponse:
    """Show in which dossiers of others somebody reads along today."""
    namen = referentie.namen()
    rijen = [
        {"cellen": _cellen(basis, reverse("gedeeld:blad", args=[g.dossier_id]), namen)}
        for g in gedeelde_dossiers(request.wie)
        for basis in g.bases
    ]
    inhoud = {"kolommen": [{"naam": _(naam)} for naam in KOLOMMEN], "rijen": rijen}
    return render(request, "delen/gedeeld.html", inhoud)


def _cellen(basis: Basis, adres: str, namen: Any) -> list[dict[str, Any]]:
    return [
        {"tekst": basis.kenmerk, "url": adres},
        {"tekst": basis.afzender},
        {"tekst": hulp.opsomming(basis.veldgroepen, GROEPNAMEN)},
        {"tekst": hulp.opsomming(basis.delen, namen)},
        {"datum": basis.geldig_tot},
    ]


def _toon(request: Verzoek, pk: uuid.UUID, *, onthul: bool = False) -> HttpResponse:
    blad = gedeeld_blad(request.wie, pk, onthul=onthul)
    namen = referentie.namen()
    inhoud = {
        "blad": blad,
        "afzender": blad.bases[0].afzender,
        "bases": [
            {"kenmerk": basis.kenmerk, "id": basis.id, "gegevens": _basisgegevens(basis, namen)} for basis in blad.bases
        ],
        "personen": [_persoon(blad, p, namen) for p in blad.personen],
        "plaatsen": [_plaats(blad, plek, namen) for plek in blad.locaties or ()],
        "kruimels": [
            {"naam": _("Meelezen"), "url": reverse("gedeeld:lijst")},
            {"naam": blad.bases[0].kenmerk, "url": ""},
        ],
    }
    return render(request, "delen/gedeeld_blad.html", inhoud)


def _basisgegevens(basis: Basis, namen: Any) -> list[dict[str, Any]]:
    return [
        {"naam": _("Grondslag"), "waarde": basis.grondslag},
        {"naam": _("Afspraak"), "waarde": basis.afspraak or _("Niet nodig bij deze grondslag")},
        {"naam": _("Gegevens"), "waarde": hulp.opsomming(basis.veldgroepen, GROEPNAMEN)},
        {"naam": _("Over wie"), "waarde": hulp.opsomming(basis.delen, namen)},
        {"naam": _("Meelezen tot"), "datum": basis.geldig_tot},
    ]


def _regel(blad: Gedeeldblad, naam: str, waarde: str) -> dict[str, Any]:
    return {"naam": naam, "waarde": waarde} if blad.onthuld or not waarde else {"naam": naam, "gemaskeerd": True}


def _persoon(blad: Gedeeldblad, p: Any, namen: Any) -> dict[str, Any]:
    open_ = [
        {"naam": naam, "waarde": namen.get(code, "")}
        for naam, code in (
            (_("Leeftijd"), p.leeftijdsgroep),
            (_("Geslacht"), p.geslacht),
            (_("Nationaliteit"), p.nationaliteit),
        )
        if code
    ]
    dicht = [
        _regel(blad, VELDNAMEN.get(veld, veld.capitalize()), leesbaar(veld, tekst))
        for groep in VELDGROEPEN
        for veld, tekst in p.groepen.get(groep, {}).items()
        if tekst
    ]
    naam = _("Persoon %(nummer)d (%(deel)s)") % {"nummer": p.nummer, "deel": namen.get(p.deel, p.deel).lower()}
    return {"naam": naam, "gegevens": open_ + dicht}


def _plaats(blad: Gedeeldblad, plek: Any, namen: Any) -> list[dict[str, Any]]:
    gemeente = namen.get(plek.gemeente_code, "")
    return [
        {"naam": _("Bij wie"), "waarde": plaats_van(plek)},
        *([{"naam": _("Gemeente"), "waarde": gemeente}] if gemeente else []),
        _regel(blad, _("Adres"), plek.adres),
        *([_regel(blad, _("Omschrijving"), plek.omschrijving)] if plek.omschrijving else []),
    ]


@vereist("delen.meelezen")
@require_safe
def blad(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Show what is shared now, masked. That it was read is a line here and at its owner."""
    return _toon(request, pk)


@vereist("delen.meelezen")
@knop("gedeeld:blad")
def toon(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Show the identities once, in the answer to this POST; that they were shown is a line on both sides."""
    return _toon(request, pk, onthul=True)
