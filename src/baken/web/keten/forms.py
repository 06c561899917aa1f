"""Forms of the chain. They check input and never save."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from baken.keten.services import MAX_KENNIS
from baken.referentie import selectors as referentie
from baken.web.formulieren import BakenForm


def _feiten(soort: str, leeg: Any) -> list[tuple[str, Any]]:
    return [("", leeg), *((f.code, f.naam) for f in referentie.feiten(soort))]


def _vormen() -> list[tuple[str, Any]]:
    return [(v.code, v.naam) for v in referentie.vormen()]


class Kaartfilter(BakenForm):
    """What to see of the wegenkaart."""

    fase = forms.ChoiceField(label=_("Fase"), required=False, choices=lambda: _feiten("fase_aanpak", _("Alle fasen")))
    taak = forms.ChoiceField(label=_("Taak"), required=False, choices=lambda: _feiten("ketentaak", _("Alle taken")))
    vorm = forms.ChoiceField(
        label=_("Vorm van mensenhandel"), required=False, choices=lambda: [("", _("Alle vormen")), *_vormen()]
    )


class Taakform(BakenForm):
    """What an organisation does in the chain."""

    taak = forms.ChoiceField(
        label=_("Wat doet deze organisatie?"), choices=lambda: _feiten("ketentaak", _("Kies een taak"))
    )
    vormen = forms.MultipleChoiceField(
        label=_("Voor welke vormen van mensenhandel?"),
        required=False,
        choices=_vormen,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Kies niets als het voor alle vormen geldt."),
    )
    kennis = forms.CharField(
        label=_("Welke kennis heeft deze organisatie hierover?"),
        required=False,
        max_length=MAX_KENNIS,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Waarvoor kunnen anderen hier terecht? Schrijf over het werk en noem niemand bij naam."),
    )
    verplicht = {"taak": _("Kies een taak uit de lijst.")}
