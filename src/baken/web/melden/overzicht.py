"""What was filled in, as names and values for the review."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from baken.referentie import selectors as referentie
from baken.web.melden.forms import PersoonForm
from baken.web.melden.stappen import NAMEN, Antwoorden
from baken.web.velden import GemeenteVeld


def overzicht(antwoorden: Antwoorden) -> list[dict[str, Any]]:
    """Return per step its name, its code and the lines with what was filled in."""
    return [
        {"stap": stap, "naam": NAMEN[stap], "groepen": _groepen(formulieren)}
        for stap, formulieren in antwoorden.per_stap.items()
    ]


def _groepen(formulieren: list[forms.Form]) -> list[dict[str, Any]]:
    """Return one group of lines per form; persons have a heading and show only what is known."""
    groepen = []
    for nummer, form in enumerate(formulieren, start=1):
        if not isinstance(form, PersoonForm):
            groepen.append({"kop": "", "regels": _regels(form)})
        elif not form.leeg:
            regels = [r for r in _regels(form) if r.get("waarde") or r.get("datum")]
            groepen.append({"kop": f"{_('Persoon')} {nummer}", "regels": regels})
    return groepen


def _regels(form: forms.Form) -> list[dict[str, Any]]:
    return [{"naam": veld.label, **_waarde(veld.field, form.cleaned_data.get(veld.name))} for veld in form]


def _waarde(veld: forms.Field, waarde: Any) -> dict[str, Any]:
    if isinstance(waarde, date):
        return {"datum": waarde}
    if isinstance(veld, GemeenteVeld):
        return {"waarde": referentie.gemeente(waarde).naam if waarde else ""}
    if isinstance(waarde, list):
        return {"waarde": "\n".join(label_van(veld, w) for w in waarde)}
    if isinstance(veld, forms.ChoiceField):
        return {"waarde": label_van(veld, waarde) if waarde else ""}
    return {"waarde": waarde}


def label_van(veld: forms.Field, code: str) -> str:
    """Return the words of a choice, also when it stands in a group."""
    for sleutel, label in getattr(veld, "choices", ()):
        if isinstance(label, list | tuple):
            for binnen, naam in label:
                if str(binnen) == code:
                    return str(naam)
        elif str(sleutel) == code:
            return str(label)
    return code
