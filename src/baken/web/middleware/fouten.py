"""The one place where an error of the domain becomes an answer: 403, 404, 409, 422, 429 or 503, never a trace."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django import forms
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from baken.kern import fouten, journaal
from baken.web.aanmelden.open import AANMELDPAGINAS
from baken.web.fouten import database_weg, foutpagina, getypt, verkeerde_methode

LOG = logging.getLogger("baken.fout")

_STATUS: tuple[tuple[type[Exception], int], ...] = (
    (fouten.NietGevondenError, 404),
    (fouten.NietToegestaanError, 403),
    (fouten.OvergangNietToegestaanError, 409),
    (fouten.VerouderdError, 409),
    (fouten.AlVerstuurdError, 409),
    (fouten.OngeldigeInvoerError, 422),
    (fouten.TeVeelPogingenError, 429),
    (fouten.BakenError, 409),
)


def antwoord_op(request: HttpRequest, fout: Exception) -> HttpResponse | None:
    """Return the page for an expected error, or None when it is not one of ours."""
    if isinstance(fout, OperationalError | InterfaceError):
        LOG.error("database niet bereikbaar", extra={"status": 503})
        return database_weg()
    if isinstance(fout, fouten.NietToegestaanError):
        _noteer_weigering(request, fout)
    for soort, status in _STATUS:
        if isinstance(fout, soort):
            return _pagina(request, fout, status)
    return None


def _noteer_weigering(request: HttpRequest, fout: fouten.NietToegestaanError) -> None:
    """Write the refusal, unless the layer that refused already did (after its own rollback)."""
    door = getattr(request, "wie", None)
    treffer = request.resolver_match
    if fout.genoteerd or door is None or treffer is None:
        return
    handeling = getattr(treffer.func, "recht", "") or str(treffer.view_name)
    journaal.noteer_weigering(door.spoor(), handeling[:80], reden=fout.reden or str(fout.melding))
    fout.genoteerd = True


def _pagina(request: HttpRequest, fout: Exception, status: int) -> HttpResponse:
    regels = [str(getattr(fout, "melding", ""))]
    if isinstance(fout, fouten.NietToegestaanError) and fout.reden:
        regels = [fout.reden]
    if isinstance(fout, fouten.OngeldigeInvoerError):
        regels = [tekst for teksten in fout.fouten.values() for tekst in teksten] or regels
    wacht = getattr(fout, "wacht_seconden", None)
    terug = terug_naar(request.path) if status in {409, 422} else ""
    antwoord = foutpagina(
        status,
        melding=regels[0],
        regels=regels,
        wacht_seconden=wacht,
        terug_url=terug,
        getypt=getypt(request),
        collega=isinstance(fout, fouten.CollegaNodigError),
    )
    if isinstance(fout, fouten.TeVeelPogingenError):
        antwoord.headers["Retry-After"] = str(fout.wacht_seconden)
    return antwoord


def terug_naar(pad: str) -> str:
    """Return the page above the one that refused, such as the dossier of an act on it; "" when there is none.

    Only the shape of the address is used: whether the page may be seen is asked when it is opened.
    """
    delen = pad.strip("/").split("/")
    for aantal in range(len(delen) - 1, 0, -1):
        boven = f"/{'/'.join(delen[:aantal])}/"
        try:
            resolve(boven)
        except Resolver404:
            continue
        return boven
    return ""


def _aanmeldformulier_fout(request: HttpRequest, antwoord: Any) -> bool:
    """Say whether a form of the sign-in pages came back with errors."""
    treffer = request.resolver_match
    if request.method != "POST" or treffer is None or treffer.view_name not in AANMELDPAGINAS:
        return False
    formulieren = [deel for deel in (antwoord.context_data or {}).values() if isinstance(deel, forms.BaseForm)]
    return any(form.is_bound and form.errors for form in formulieren)


class _Domeinfouten:
    """Function middleware cannot carry process_exception, so this one is a class."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            antwoord = self.get_response(request)
        except (OperationalError, InterfaceError, fouten.BakenError) as fout:
            bekend = antwoord_op(request, fout)
            if bekend is None:
                raise
            return bekend
        if antwoord.status_code == 405 and not (antwoord.streaming or antwoord.content):
            return verkeerde_methode(antwoord, terug_naar(request.path))
        return antwoord

    def process_exception(self, request: HttpRequest, fout: Exception) -> HttpResponse | None:
        """Turn an error of a view into its page."""
        return antwoord_op(request, fout)

    def process_template_response(self, request: HttpRequest, antwoord: Any) -> Any:
        """Give a form of allauth that was not right the status of every other form: 422."""
        if antwoord.status_code == 200 and _aanmeldformulier_fout(request, antwoord):
            antwoord.status_code = 422
        return antwoord


domeinfouten = _Domeinfouten
