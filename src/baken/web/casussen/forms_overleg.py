"""Forms on a casusoverleg. They check input and never save."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from baken.casussen.rules.zicht import AANPAKKEN
from baken.casussen.services.overleg import NieuwOverleg, Verslag
from baken.casussen.services.tafels import MAX_BESLUIT, MEESTE_BESLUITEN
from baken.keten.soorten import Aanwezig, Wijze
from baken.web.casussen.forms import keuzeveld
from baken.web.casussen.forms_opschaling import Momentform
from baken.web.formulieren import BakenForm
from baken.web.signalen.forms import tekstveld

_VOOR_BEIDE = _("Staan er een slachtoffer en een dader in de casus? Dan leest dit alleen wie in beide aanpakken werkt.")


def zet_per_aanpak(form: forms.Form, naam: str, kop: Any) -> None:
    """Add a field for each approach beside the one on the casus as a whole, for who works in both. kop: its label."""
    geheel = form.fields[naam]
    geheel.help_text = f"{geheel.help_text} {_VOOR_BEIDE}"
    for aanpak in AANPAKKEN:
        veld = tekstveld(
            _("%(veld)s: alleen de %(aanpak)s") % {"veld": kop, "aanpak": aanpak.naam.lower()},
            uitleg=_("Wie alleen in de andere aanpak werkt, leest dit niet."),
            rijen=3,
            verplicht=False,
            lang=MEESTE_BESLUITEN * (MAX_BESLUIT + 2),
        )
        form.fields[f"{naam}_{aanpak.code}"] = veld


def per_aanpak(form: forms.Form, naam: str) -> dict[str, list[str]]:
    """Return the lines of those fields, by code of the approach."""
    velden = {aanpak.code: f"{naam}_{aanpak.code}" for aanpak in AANPAKKEN}
    return {code: form.cleaned_data[veld].splitlines() for code, veld in velden.items() if veld in form.fields}


class Overlegform(Momentform):
    """When, how, who and what about. Who may not be there is no choice; the page says why."""

    versie = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    collegas = forms.TypedMultipleChoiceField(
        label=_("Wie uit het team komt?"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    partijen = forms.TypedMultipleChoiceField(
        label=_("Welke andere organisaties komen?"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    field_order: Sequence[str] = ("dag", "tijd", "wijze", "collegas", "partijen", "agenda")
    verplicht = {**Momentform.verplicht, "agenda": _("Schrijf ten minste een punt op de agenda.")}

    def __init__(
        self,
        *args: Any,
        team: Iterable[tuple[int, str]],
        partijen: Sequence[tuple[int, str]],
        kiest: bool,
        **kwargs: Any,
    ) -> None:
        """team, partijen: id and name of who may be asked. kiest: works in both approaches (see Actieform)."""
        super().__init__(*args, **kwargs)
        self.fields["agenda"].required = not kiest
        if kiest:
            zet_per_aanpak(self, "agenda", _("Punten"))
        keuzeveld(self, "collegas").choices = [(str(pk), naam) for pk, naam in team]
        keuzeveld(self, "partijen").choices = [(str(pk), naam) for pk, naam in partijen]
        if not partijen and not self.is_bound:
            del self.fields["partijen"]

    def overleg(self) -> NieuwOverleg:
        """Return what the service takes in."""
        c = self.cleaned_data
        return NieuwOverleg(
            self.op(),
            Wijze(c["wijze"]),
            self.punten(),
            tuple(c["collegas"]),
            tuple(c.get("partijen") or ()),
            per_aanpak(self, "agenda"),
        )


class Verslagform(BakenForm):
    """Who came, and what was decided."""

    versie = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    besluiten = tekstveld(
        _("Wat is er besloten?"),
        uitleg=_("Elk besluit op een eigen regel. Acties zet u hierna op de lijst."),
        rijen=6,
        verplicht=False,
        lang=MEESTE_BESLUITEN * (MAX_BESLUIT + 2),
    )

    def __init__(self, *args: Any, genodigden: Iterable[Any], kiest: bool, **kwargs: Any) -> None:
        """genodigden: who was asked; each gets a question. kiest: works in both approaches (see Actieform)."""
        super().__init__(*args, **kwargs)
        if kiest:
            zet_per_aanpak(self, "besluiten", _("Besluiten"))
        for g in genodigden:
            veld = forms.ChoiceField(
                label=g.naam,
                choices=Aanwezig.choices,
                initial=g.aanwezig,
                widget=forms.RadioSelect({"class": "baken-naast"}),
            )
            self.fields[f"aanwezig_{g.id}"] = veld

    def verslag(self) -> Verslag:
        """Return what the service takes in."""
        c = self.cleaned_data
        aanwezig = {
            int(naam.removeprefix("aanwezig_")): Aanwezig(w) for naam, w in c.items() if naam.startswith("aanwezig_")
        }
        return Verslag(aanwezig, c["besluiten"].splitlines(), per_aanpak(self, "besluiten"))
