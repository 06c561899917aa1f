"""Forms of the steps of a doorgeleiding. They check input and never save."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baken.keten.rules import VELDGROEPEN
from baken.web.formulieren import BakenForm, Keuze
from baken.web.signalen.forms import tekstveld
from baken.web.signalen.weergave import GROEPNAMEN

GROEPUITLEG = {
    "identiteit": gettext_lazy("Naam, geboortedatum, documentnummer, leeftijd, geslacht en nationaliteit."),
    "contact": gettext_lazy("Telefoon en e-mailadres."),
    "zorg": gettext_lazy("Zorg of hulp die nodig is."),
    "strafbaar": gettext_lazy("Wat is gezien of gehoord, en de kenmerken die zijn gezien."),
    "locatie": gettext_lazy("Adressen en omschrijvingen van plekken."),
}


class Ontvangersform(BakenForm):
    """Which organisations get the signaal: one box per organisation that can receive today."""

    alles_vrij = True

    def __init__(self, *args: Any, soorten: Sequence[Any], **kwargs: Any) -> None:
        """soorten: rows of routekeuzes.Soortkeuze; each gives one field with its organisations."""
        super().__init__(*args, **kwargs)
        self.soorten = soorten
        for soort in soorten:
            if soort.keuzes:
                self.fields[soort.veld] = forms.TypedMultipleChoiceField(
                    label=soort.naam,
                    coerce=int,
                    required=False,
                    choices=soort.keuzes,
                    widget=forms.CheckboxSelectMultiple,
                    help_text=soort.uitleg,
                )

    def clean(self) -> dict[str, Any]:
        """Ask for at least one receiver."""
        c: dict[str, Any] = super().clean() or {}
        if not any(c.get(s.veld) for s in self.soorten):
            raise forms.ValidationError(_("Kies ten minste één ontvanger."))
        return c

    def gekozen(self) -> list[tuple[str, int]]:
        """Return kind and id of every organisation that was chosen."""
        return [(s.soort, pk) for s in self.soorten for pk in self.cleaned_data.get(s.veld) or []]


class Deelform(BakenForm):
    """What one receiver gets, on which basis and for which purpose."""

    doel = forms.CharField(
        label=gettext_lazy("Waarvoor krijgt deze organisatie de gegevens?"),
        max_length=200,
        widget=forms.TextInput({"class": "baken-breed-l"}),
    )
    grondslag = forms.TypedChoiceField(label=gettext_lazy("Op welke grondslag?"), coerce=int, widget=forms.RadioSelect)
    over_wie = forms.MultipleChoiceField(
        label=gettext_lazy("Over wie?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Wie u niet kiest, staat niet in het pakket."),
    )
    veldgroepen = forms.MultipleChoiceField(
        label=gettext_lazy("Welke gegevens?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Kies alleen wat voor dit doel nodig is. Vorm, sector, gemeente en datum gaan altijd mee."
        ),
    )
    toestemming = tekstveld(
        gettext_lazy("Toestemming"),
        verplicht=False,
        rijen=3,
        lang=2_000,
        uitleg=gettext_lazy("Nodig bij een grondslag met toestemming. Schrijf op van wie, wanneer en hoe."),
    )
    noodreden = tekstveld(
        gettext_lazy("Waarom kan het niet wachten?"),
        verplicht=False,
        rijen=3,
        lang=2_000,
        uitleg=gettext_lazy("Nodig bij acuut gevaar of een wettelijke plicht. Schrijf ten minste 20 tekens."),
    )
    verplicht = {
        "doel": gettext_lazy("Vul in waarvoor deze organisatie de gegevens krijgt."),
        "grondslag": gettext_lazy("Kies een grondslag."),
        "veldgroepen": gettext_lazy("Kies welke gegevens u deelt."),
    }

    def __init__(self, *args: Any, grondslagen: Sequence[Any], delen: Mapping[str, str], **kwargs: Any) -> None:
        """grondslagen: rows of routekeuzes.Grondslagkeuze; delen: part -> name with how many persons."""
        super().__init__(*args, **kwargs)
        velden: Any = self.fields
        velden["grondslag"].choices = [(g.pk, Keuze(g.naam, g.uitleg)) for g in grondslagen]
        velden["over_wie"].choices = list(delen.items())
        velden["veldgroepen"].choices = [(g, Keuze(GROEPNAMEN[g], GROEPUITLEG[g])) for g in VELDGROEPEN]
        if not delen:
            del velden["over_wie"]


class Regieform(BakenForm):
    """Exactly one receiver has the process direction."""

    regie = forms.TypedChoiceField(
        label=gettext_lazy("Wie heeft de procesregie?"),
        coerce=int,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Eén organisatie houdt het overzicht over de hele casus."),
    )
    verplicht = {"regie": gettext_lazy("Kies precies één ontvanger die de procesregie heeft.")}

    def __init__(self, *args: Any, ontvangers: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        """ontvangers: id and name of who gets the signaal."""
        super().__init__(*args, **kwargs)
        self.fields["regie"].choices = list(ontvangers)  # type: ignore[attr-defined]  # a ChoiceField
