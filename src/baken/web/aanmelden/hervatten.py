"""What was typed survives the end of a session: sealed, for the same person only, offered again after sign-in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpRequest

from baken.kern.fouten import BakenError
from baken.kern.versleuteling import open_zegel, verzegel

SLEUTEL = "hervat"
WIE = "hervat_wie"  # who signed out last in this browser; only to bind a form of that person that comes too late
DOEL = "hervat"
HOE_LANG = timedelta(hours=12)
_NIET_BEWAREN = frozenset({"csrfmiddlewaretoken"})


@dataclass(frozen=True)
class Bewaard:
    """A POST that came too late: where it was going and what it held."""

    pad: str
    velden: Mapping[str, list[str]]

    @property
    def getypt(self) -> str:
        """Return the sentences in it, to read them again before sending."""
        return zinnen_in(self.velden)


def zinnen_in(velden: Mapping[str, list[str]]) -> str:
    """Return what is text in posted fields: nothing sealed and no codes of choices, for those hold no space."""
    waarden = [waarde.strip() for waarden in velden.values() for waarde in waarden]
    return "\n\n".join(zin for zin in waarden if any(teken.isspace() for teken in zin))


def velden_van(request: HttpRequest) -> dict[str, list[str]]:
    """Return what was posted, without the token of the session that ended."""
    return {naam: waarden for naam, waarden in request.POST.lists() if naam not in _NIET_BEWAREN}


def onthoud_wie(request: HttpRequest, medewerker_id: int | None) -> None:
    """Remember in the new, anonymous session who signed out."""
    if medewerker_id is not None:
        request.session[WIE] = medewerker_id


def bewaar_na_uitloggen(request: HttpRequest) -> bool:
    """Keep a POST of a form that was still open when its person signed out; say whether that could be done."""
    medewerker_id = request.session.get(WIE)
    zegel = verzegel_post(request, medewerker_id) if isinstance(medewerker_id, int) else ""
    bewaar(request, zegel)
    return bool(zegel)


def verzegel_post(request: HttpRequest, medewerker_id: int) -> str:
    """Return the sealed POST, bound to the person; empty when it is too large to keep."""
    inhoud = {"wie": medewerker_id, "pad": request.get_full_path(), "velden": velden_van(request)}
    try:
        return verzegel(inhoud, doel=DOEL)
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
