"""Public posts carry no CSRF cookie; the sealed draft and where the browser says it comes from guard them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from baken.kern.fouten import NietToegestaanError
from baken.web.rechten import publiek

P = ParamSpec("P")
EIGEN = frozenset({"same-origin", "none"})

# Every page that takes a post without CSRF cookie. A new one is a decision, so it is listed here (and in a test).
ZONDER_CSRF = frozenset({"melden:formulier", "melden:volgen", "melden:advies"})


def eis_eigen_herkomst(request: HttpRequest) -> None:
    """Raise NietToegestaanError when the browser says that another site sent this form.

    Sec-Fetch-Site decides when the browser sends it; Origin otherwise. Our pages send no referrer, and then
    a browser writes "null" for the origin of their own forms; a browser so old that it does not send
    Sec-Fetch-Site still needs a draft that was sealed here. A client that sends neither is no browser, so no
    page of another site can be behind it.
    """
    herkomst = request.headers.get("Sec-Fetch-Site", "")
    if herkomst:
        goed = herkomst in EIGEN
    else:
        origin = request.headers.get("Origin", "null")
        goed = origin == "null" or _eigen_origin(request, origin)
    if not goed:
        raise NietToegestaanError("Dit formulier kwam van een andere site. Open het formulier opnieuw.")


def _eigen_origin(request: HttpRequest, origin: str) -> bool:
    try:
        return urlsplit(origin).netloc == request.get_host() or origin in settings.CSRF_TRUSTED_ORIGINS
    except ValueError:
        return False


def publiek_formulier(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Mark a public view that takes posts: no session, no CSRF cookie, refused when it comes from elsewhere."""

    @wraps(view)
    def binnen(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method == "POST":
            eis_eigen_herkomst(request)
        return view(request, *args, **kwargs)

    return publiek(csrf_exempt(binnen))
