"""What was typed survives the end of a session: sealed, for the same person only, offered again after sign-in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpRequest

from baken.kern.fouten import BakenError
from baken.kern.versleuteling import open_zegel, verzegel

SLEUTEL = "hervat"
DOEL = "hervat"
HOE_LANG = timedelta(hours=12)
_NIET_BEWAREN = frozenset({"csrfmiddlewaretoken"})


@dataclass(frozen=True)
class Bewaard:
    """A POST that came too late: where it was going and what it held."""

    pad: str
    velden: Mapping[str, list[str]]


def verzegel_post(request: HttpRequest, medewerker_id: int) -> str:
    """Return the sealed POST, bound to the person; empty when it is too large to keep."""
    velden = {naam: waarden for naam, waarden in request.POST.lists() if naam not in _NIET_BEWAREN}
    try:
        return verzegel({"wie": medewerker_id, "pad": request.get_full_path(), "velden": velden}, doel=DOEL)
    except (BakenError, ValueError):
        return ""


def bewaar(request: HttpRequest, zegel: str) -> None:
    """Keep a sealed POST in the (new, anonymous) session."""
    if zegel:
        request.session[SLEUTEL] = zegel


def neem(request: HttpRequest, medewerker_id: int) -> Bewaard | None:
    """Return what was kept for this person. For another person it is thrown away unseen."""
    zegel = request.session.get(SLEUTEL, "")
    if not zegel:
        return None
    try:
        inhoud = open_zegel(zegel, doel=DOEL, max_leeftijd=HOE_LANG)
    except BakenError:
        inhoud = {}
    if inhoud.get("wie") != medewerker_id:
        del request.session[SLEUTEL]
        return None
    return Bewaard(pad=inhoud["pad"], velden=inhoud["velden"])


def vergeet(request: HttpRequest) -> None:
    """Throw away what was kept."""
    request.session.pop(SLEUTEL, None)
