"""Who may open a page: a person, a second factor when the recht asks one, and a row in the rights table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from baken.kern.fouten import BakenError, NietGevondenError, NietToegestaanError
from baken.organisaties.besluit import Onderwerp, Wie, decide, rechten_voor
from baken.organisaties.selectors import wie
from baken.web.aanmelden import hervatten, sessieduur
from baken.web.aanmelden.open import AANMELDPAGINAS
from baken.web.aanmelden.tweede_factor import heeft_tweede_factor
from baken.web.algemeen.voordeur import voordeur
from baken.web.middleware.fouten import antwoord_op

VEILIG = frozenset({"GET", "HEAD", "OPTIONS"})


class _Toegang:
    """Function middleware cannot carry process_view, so this one is a class."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: Any, view: Callable[..., HttpResponse], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Refuse a view that names no recht; ask the table for the others."""
        if getattr(request, "publiek", False):
            return None
        try:
            return _toets(request, view)
        except (BakenError, OperationalError, InterfaceError) as fout:
            # Django sends errors of process_view past every process_exception.
            return antwoord_op(request, fout)


def _toets(request: Any, view: Callable[..., HttpResponse]) -> HttpResponse | None:
    recht = getattr(view, "recht", None)
    if recht is None and request.resolver_match.view_name not in AANMELDPAGINAS:
        raise NietGevondenError("view without recht")
    if weg := _controleer_sessie(request):
        return weg
    if not recht:
        return None
    if not request.user.is_authenticated:
        eerste = request.resolver_match.view_name == "algemeen:start" and request.method in {"GET", "HEAD"}
        return voordeur(request) if eerste else naar_aanmelden(request)
    return eis_recht(request.wie, recht)


def _controleer_sessie(request: Any) -> HttpResponse | None:
    """Sign out whoever may no longer be signed in; set request.wie for whoever is."""
    if not request.user.is_authenticated:
        if SESSION_KEY in request.session:  # the account was closed, or its password changed elsewhere
            request.session.flush()
        return None
    if sessieduur.seconden_over(request) <= 0:
        return meld_af(request, gettext("U was te lang niet bezig. Log opnieuw in."))
    door = sessieduur.binnen_claim(request, wie(request.user, tweede_factor=heeft_tweede_factor(request)))
    if not sessieduur.zelfde_rollen(request, frozenset(map(str, door.rollen))):
        return meld_af(request, gettext("Uw rol is gewijzigd. Log opnieuw in."))
    sessieduur.gezien(request)
    if request.method not in VEILIG and request.resolver_match.view_name != "hervat":
        hervatten.vergeet(request)
    request.wie = door
    return None


def meld_af(request: Any, melding: str) -> HttpResponse:
    """End the session on the server; what was typed is sealed for the same person."""
    zegel = hervatten.verzegel_post(request, request.user.pk) if request.method == "POST" else ""
    logout(request)
    hervatten.bewaar(request, zegel)
    messages.info(request, melding)
    if zegel:
        messages.info(request, gettext("Wat u invulde is bewaard. Na het inloggen kunt u verder."))
    return naar_aanmelden(request)


def naar_aanmelden(request: HttpRequest) -> HttpResponse:
    """Lead to the sign-in page, and after that back to the page that was asked."""
    adres = reverse("account_login")
    if request.method == "GET" and request.path != "/":
        adres = f"{adres}?{urlencode({'next': request.get_full_path()})}"
    return redirect(adres)


def eis_recht(door: Wie, recht: str) -> HttpResponse | None:
    """Return where to go for a second factor, or None. Raises NietToegestaanError without a role for it."""
    if rechten_voor(door, recht):
        return None
    besluit = decide(door, recht, Onderwerp())
    if not door.tweede_factor and rechten_voor(_met_factor(door), recht):
        return redirect("mfa_index")
    raise NietToegestaanError(besluit.reden, besluit)


def _met_factor(door: Wie) -> Wie:
    return Wie(door.medewerker_id, door.organisatie_id, door.rollen, door.vandaag, tweede_factor=True)


toegang = _Toegang
