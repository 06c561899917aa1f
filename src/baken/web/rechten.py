"""Each view names its recht; a test walks every URL and fails on one without."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from baken.organisaties.besluit import Wie, handelingen

P = ParamSpec("P")


class Verzoek(HttpRequest):
    """A request behind the door: the person is known. Made by the access middleware."""

    wie: Wie
    aantal_nieuw: int  # set by the page that counted it, so that the menu does not count again
    publiek: bool


class Uitzicht(Protocol):
    """A view with its recht ("" for the explicit list of open pages)."""

    recht: str
    publiek: bool


View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def vereist(handeling: str) -> Callable[[Callable[Concatenate[Verzoek, P], HttpResponse]], View[P]]:
    """Mark a view with the act it stands for; the access middleware asks decide() before the view runs."""

    def merk(view: Callable[Concatenate[Verzoek, P], HttpResponse]) -> View[P]:
        gemerkt = cast("View[P]", view)
        gemerkt.recht = handeling  # type: ignore[attr-defined]  # a function carries its recht for middleware and tests
        gemerkt.publiek = False  # type: ignore[attr-defined]  # as above
        return gemerkt

    return merk


def knop(terug: str) -> Callable[[Callable[Concatenate[Verzoek, P], HttpResponse]], View[P]]:
    """Mark a view that shows something in the answer to a button: POST only.

    Who comes back to it later (the history of the browser, an address that was kept) gets the page of the button.
    """

    def merk(view: Callable[Concatenate[Verzoek, P], HttpResponse]) -> View[P]:
        @require_http_methods(["GET", "HEAD", "POST"])
        @wraps(view)
        def gemerkt(request: Verzoek, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if request.method == "POST":
                return view(request, *args, **kwargs)
            return redirect(reverse(terug, args=args, kwargs=kwargs))

        return cast("View[P]", gemerkt)

    return merk


def publiek(view: View[P]) -> View[P]:
    """Mark a view as public: no session, no cookie, no address anywhere, no-store."""
    view.recht = ""  # type: ignore[attr-defined]  # as above
    view.publiek = True  # type: ignore[attr-defined]  # as above
    return view


def aanmeldpagina(view: View[P]) -> View[P]:
    """Mark a view that belongs to signing in: a session, but no person yet."""
    view.recht = ""  # type: ignore[attr-defined]  # as above
    view.publiek = False  # type: ignore[attr-defined]  # as above
    return view


def bestaat(handeling: str) -> bool:
    """Say whether an act is in the rights table."""
    return handeling in handelingen()
