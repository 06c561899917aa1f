"""Each view names its recht; a test walks every URL and fails on one without."""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, ParamSpec, Protocol, cast

from django.http import HttpRequest, HttpResponse

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
