"""The draft of a report: sealed in the form itself, for the public door and behind sign-in alike (ADR 2)."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, QueryDict

from baken.kern import versleuteling
from baken.kern.fouten import ZegelOngeldigError
from baken.kern.ontvangstcode import nieuwe_code

GELDIG = timedelta(hours=24)
VELD = "concept"

Ruw = dict[str, list[str]]


@dataclass
class Concept:
    """What was typed so far, per step and as typed, with the submission id and the receipt code.

    The code is made with the draft, not later: whoever goes back in the browser and comes to the review again
    must meet the same code, or a retry would show a code that was never stored. `klaar` is the checked report,
    only in the page of the review: sending it then needs no form any more, so the last page stays cheap.
    """

    inzending_id: uuid.UUID
    code: str
    stappen: dict[str, Ruw] = field(default_factory=dict)
    klaar: dict[str, Any] | None = None

    def bewaar(self, stap: str, post: QueryDict, velden: Collection[str]) -> None:
        """Keep what was posted for the fields of a step as it was typed, also when it is not right yet."""
        self.stappen[stap] = {naam: post.getlist(naam) for naam in velden if naam in post}

    def data(self, stap: str) -> QueryDict | None:
        """Return the typed values of a step for its form, or None when it was not seen yet."""
        if stap not in self.stappen:
            return None
        data = QueryDict(mutable=True)
        for naam, waarden in self.stappen[stap].items():
            data.setlist(naam, waarden)
        return data

    def verzegel(self, doel: str) -> str:
        """Return the draft as one sealed value for a hidden field. Raises OngeldigeInvoerError past 400 kB."""
        inhoud = {"id": str(self.inzending_id), "code": self.code, "stappen": self.stappen, "klaar": self.klaar}
        return versleuteling.verzegel(inhoud, doel=doel)


def nieuw() -> Concept:
    """Return an empty draft with its own submission id and receipt code."""
    return Concept(uuid.uuid4(), nieuwe_code())


def open_concept(request: HttpRequest, doel: str) -> Concept:
    """Return the draft of a post. Raises ZegelVerlopenError, ZegelOngeldigError."""
    return _uit(versleuteling.open_zegel(request.POST.get(VELD, ""), doel=doel, max_leeftijd=GELDIG))


def open_verlopen(request: HttpRequest, doel: str) -> Concept:
    """Return a draft that is too old, to give back what was typed: it sends nothing. Raises ZegelOngeldigError."""
    return _uit(versleuteling.open_verlopen_zegel(request.POST.get(VELD, ""), doel=doel))


def vernieuw(oud: Concept) -> Concept:
    """Return a new draft, with an own submission id and code, that holds what was typed in an old one."""
    return Concept(uuid.uuid4(), nieuwe_code(), oud.stappen)


def _uit(inhoud: dict[str, Any]) -> Concept:
    try:
        return Concept(uuid.UUID(inhoud["id"]), inhoud["code"], inhoud["stappen"], inhoud["klaar"])
    except KeyError:  # sealed by a version of Baken with another form
        raise ZegelOngeldigError("made by another version") from None
