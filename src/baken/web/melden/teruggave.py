"""What was typed in one step, as text to copy: for a draft that cannot be used any more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _

from baken.referentie import selectors as referentie
from baken.web.formulieren import DatumVeld
from baken.web.melden import concept as concepten
from baken.web.melden import stappen
from baken.web.melden.forms import PersoonForm
from baken.web.melden.overzicht import label_van
from baken.web.melden.stappen import CONTROLE, Deur


def getypt(request: HttpRequest, deur: Deur) -> str:
    """Return the lines "question: answer" of the step that was posted; "" when it held nothing.

    Only what the browser sent in plain fields is given back. The other steps stand in the sealed draft, and one
    that was altered is not opened for anybody. That the form came from a page of ours is asked before this.
    """
    stap = request.POST.get("stap", "")
    if stap not in stappen.stapnamen(deur) or stap == CONTROLE:
        return ""
    concept = concepten.nieuw()
    if stap == "ziet":  # which forms were chosen stands in the draft: every question may have been on the page
        concept.stappen["wat"] = {"vormen": [vorm.code for vorm in referentie.vormen()]}
    stappen.bewaar(concept, stap, request.POST, deur)
    delen = (_regels(form, nummer) for nummer, form in enumerate(stappen.formulieren(stap, concept, deur), start=1))
    return "\n\n".join(deel for deel in delen if deel)


def _regels(form: forms.Form, nummer: int) -> str:
    regels = [f"{_kop(veld)} {tekst}" for veld in form if (tekst := ", ".join(_woorden(veld.field, veld.value())))]
    kop = [f"{_('Persoon')} {nummer}"] if regels and isinstance(form, PersoonForm) else []
    return "\n".join([*kop, *regels])


def _kop(veld: forms.BoundField) -> str:
    vraag = str(veld.label)
    return vraag if vraag.endswith("?") else f"{vraag}:"


def _woorden(veld: forms.Field, waarde: Any) -> Iterator[str]:
    """Give the answer in words: of a choice what it was called, of a date the three parts as they were typed."""
    waarden = waarde if isinstance(waarde, list) else [waarde]
    if isinstance(veld, DatumVeld):
        waarden = ["-".join(deel.strip() for deel in waarden if deel)]
    for een in waarden:
        if tekst := str(een or "").strip():
            yield label_van(veld, tekst)
