"""Signing in: the page itself, and the demonstration's sign-in with one click."""

from __future__ import annotations

from allauth.account.internal.flows.login import record_authentication
from allauth.account.views import LoginView
from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from baken.kern.fouten import NietGevondenError
from baken.organisaties.selectors import demonstratieaccount, demonstratielijst
from baken.web.aanmelden import hervatten
from baken.web.aanmelden.demonstratie import beschikbaar
from baken.web.aanmelden.tweede_factor import BEWIJS
from baken.web.rechten import Verzoek, aanmeldpagina, vereist

_inloggen = LoginView.as_view()
_inloggen_demonstratie = LoginView.as_view(extra_context={"demonstratieaccounts": demonstratielijst})


@aanmeldpagina
def inloggen(request: HttpRequest) -> HttpResponse:
    """Show allauth's sign-in page; in the demonstration with the invented people beside it."""
    view = _inloggen_demonstratie if beschikbaar(request) else _inloggen
    antwoord = view(request)
    assert isinstance(antwoord, HttpResponse)  # Baken runs synchronously
    return antwoord


@aanmeldpagina
@require_POST
def demonstratie(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the invented people. Does not exist outside the demonstration."""
    if not beschikbaar(request):
        raise NietGevondenError
    medewerker = demonstratieaccount(request.POST.get("account", "").replace("\0", ""))
    login(request, medewerker, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session[BEWIJS] = "demonstratie"
    record_authentication(request, medewerker, method="demonstratie")
    return redirect(na_aanmelden(request))


def na_aanmelden(request: HttpRequest) -> str:
    """Return where to go after sign-in: first to what was typed when the last session ended."""
    if hervatten.SLEUTEL in request.session:
        return reverse("hervat")
    verder = request.POST.get("next", "")
    return verder if url_has_allowed_host_and_scheme(verder, allowed_hosts=None) else reverse("algemeen:start")


@vereist("organisaties.start")
def hervat(request: Verzoek) -> HttpResponse:
    """Offer again what was typed when the session ended (GET), or throw it away (POST)."""
    bewaard = hervatten.neem(request, request.wie.medewerker_id)
    if request.method == "POST" or bewaard is None:
        hervatten.vergeet(request)
        return redirect("algemeen:start")
    return render(request, "aanmelden/hervat.html", {"bewaard": bewaard})


@aanmeldpagina
def verleng(request: HttpRequest) -> HttpResponse:
    """Keep the session alive (asked by the page itself); without a session: to the sign-in page."""
    return HttpResponse(status=204) if request.user.is_authenticated else redirect("account_login")
