"""Forms of the organisation's own pages. They check input and never save."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from baken.keten.soorten import Afspraaksoort
from baken.organisaties.rollen import ROLLEN_MET_BEVESTIGING, ROLLEN_MET_DOSSIER, Rol
from baken.web.formulieren import BakenForm, DatumVeld, Keuze

_SMAL = forms.TextInput({"class": "baken-breed-xs", "inputmode": "numeric"})


class MedewerkerForm(BakenForm):
    """A new account."""

    naam = forms.CharField(label=_("Naam"), max_length=120)
    username = forms.CharField(
        label=_("Gebruikersnaam"),
        max_length=120,
        help_text=_("Waarmee deze collega inlogt. Letters, cijfers, . - en _."),
    )
    email = forms.EmailField(
        label=_("E-mailadres van het werk"), help_text=_("Hier komt de link om een wachtwoord te kiezen.")
    )
    verplicht = {
        "naam": _("Vul de naam in."),
        "username": _("Vul een gebruikersnaam in."),
        "email": _("Vul het e-mailadres van het werk in."),
    }

    def clean_username(self) -> str:
        """Accept plain names only; demo- is for invented people."""
        naam = str(self.cleaned_data["username"]).strip().lower()
        if naam.startswith("demo-") or not all(t.isalnum() or t in ".-_@" for t in naam):
            raise forms.ValidationError(_("Gebruik letters, cijfers, . - en _. Begin niet met demo-."))
        return naam


def _rolkeuzes() -> list[tuple[str, Any]]:
    dossiers = _("Een tweede persoon bevestigt deze rol, omdat zij toegang tot dossiers geeft.")
    toezicht = _("Een tweede persoon bevestigt deze rol. Zij gaat niet samen met een rol met toegang tot dossiers.")
    return [
        (str(r.value), Keuze(r.label, dossiers if r in ROLLEN_MET_DOSSIER else toezicht))
        if r in ROLLEN_MET_BEVESTIGING
        else (str(r.value), r.label)
        for r in Rol
        if r != Rol.MELDER
    ]


class RolForm(BakenForm):
    """A role for a person, from a day, perhaps as replacement."""

    rol = forms.ChoiceField(label=_("Rol"), choices=_rolkeuzes, widget=forms.RadioSelect)
    geldig_van = DatumVeld(label=_("Vanaf"))
    geldig_tot = DatumVeld(label=_("Tot"), required=False, help_text=_("Laat leeg als er geen einddatum is."))
    vervangt = forms.ChoiceField(
        label=_("Vervangt"), required=False, help_text=_("Alleen als deze collega een ander vervangt in dezelfde rol.")
    )
    verplicht = {"rol": _("Kies een rol."), "geldig_van": _("Vul in vanaf wanneer.")}

    def __init__(self, *args: Any, vervangbaar: list[tuple[str, str]], **kwargs: Any) -> None:
        """vervangbaar: (id of the aanstelling, words)."""
        super().__init__(*args, **kwargs)
        veld = self.fields["vervangt"]
        assert isinstance(veld, forms.ChoiceField)
        veld.choices = [("", _("Niemand")), *vervangbaar]


class KoppelForm(BakenForm):
    """The subject under which the organisation's own provider knows a person."""

    subject = forms.CharField(
        label=_("Kenmerk bij de inlogdienst (sub)"),
        max_length=190,
        required=False,
        help_text=_("U vindt dit kenmerk bij uw inlogdienst. Leeg haalt de koppeling weg."),
    )


class ContactForm(BakenForm):
    """A contact of the meldroute with its source."""

    naam = forms.CharField(label=_("Naam van het punt of de persoon"), max_length=120, required=False)
    telefoon = forms.CharField(label=_("Telefoon"), max_length=40, required=False)
    email = forms.EmailField(label=_("E-mailadres"), required=False)
    webadres = forms.URLField(label=_("Webadres"), required=False, assume_scheme="https")
    bereikbaar = forms.CharField(
        label=_("Wanneer bereikbaar"),
        max_length=120,
        required=False,
        help_text=_("Bijvoorbeeld: werkdagen van 9 tot 17 uur."),
    )
    bron = forms.CharField(
        label=_("Waar komt dit vandaan?"), max_length=200, help_text=_("Bijvoorbeeld: website van de politie.")
    )
    verplicht = {"bron": _("Vul in waar dit contact vandaan komt.")}


class TermijnForm(BakenForm):
    """Terms in working days."""

    bekijken = forms.IntegerField(label=_("Een nieuw signaal bekijken binnen"), min_value=1, max_value=60, widget=_SMAL)
    beoordelen = forms.IntegerField(label=_("Beoordelen binnen"), min_value=1, max_value=60, widget=_SMAL)
    terugkoppelen = forms.IntegerField(label=_("De melder laten weten binnen"), min_value=1, max_value=60, widget=_SMAL)


class BewaarForm(BakenForm):
    """Another retention period, with where it comes from."""

    maanden = forms.IntegerField(label=_("Bewaartermijn in maanden"), min_value=1, max_value=1200, widget=_SMAL)
    bron = forms.CharField(
        label=_("Waar komt deze termijn vandaan?"),
        help_text=_("Bijvoorbeeld de selectielijst, met het nummer van de categorie."),
        max_length=300,
    )
    verplicht = {"maanden": _("Vul het aantal maanden in."), "bron": _("Vul in waar deze termijn vandaan komt.")}


class DelenForm(BakenForm):
    """Four eyes on what is shared, and the organisation's own words on the help page."""

    vier_ogen = forms.BooleanField(
        label=_("Een collega geeft akkoord voordat iets uit een casus of traject wordt gedeeld"),
        required=False,
        help_text=_("Wat al op akkoord wacht, blijft wachten, ook als u dit uitzet."),
    )
    hulptekst = forms.CharField(
        label=_("Uw eigen uitleg bij “Mag ik dit delen?”"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea({"rows": 12}),
        help_text=_("Bijvoorbeeld de afspraken van uw organisatie. Schrijf niets over personen."),
    )
    bron = forms.CharField(
        label=_("Waar komt uw uitleg vandaan?"),
        required=False,
        max_length=200,
        help_text=_("Bijvoorbeeld: werkinstructie van de FG, met de datum."),
    )


class DeurForm(BakenForm):
    """Who may report without an account."""

    medewerker = forms.BooleanField(label=_("Medewerkers van de eigen organisatie"), required=False)
    professional = forms.BooleanField(label=_("Professionals van andere organisaties"), required=False)
    inwoner = forms.BooleanField(
        label=_("Inwoners"),
        required=False,
        help_text=_("Staat dit uit, dan wijst Baken inwoners naar Meld Misdaad Anoniem, politie en Arbeidsinspectie."),
    )


class AfspraakForm(BakenForm):
    """A convenant or samenwerkingsafspraak with its parties."""

    soort = forms.ChoiceField(label=_("Soort afspraak"), choices=Afspraaksoort.choices, widget=forms.RadioSelect)
    naam = forms.CharField(label=_("Naam"), max_length=160)
    kenmerk = forms.CharField(label=_("Kenmerk"), max_length=80, required=False)
    partijen = forms.MultipleChoiceField(
        label=_("Wie doen er mee?"), widget=forms.CheckboxSelectMultiple({"class": "baken-naast"})
    )
    geldig_van = DatumVeld(label=_("Geldig vanaf"))
    geldig_tot = DatumVeld(label=_("Geldig tot"), required=False)
    verplicht = {
        "soort": _("Kies de soort afspraak."),
        "naam": _("Vul de naam van de afspraak in."),
        "partijen": _("Kies minstens één andere organisatie."),
        "geldig_van": _("Vul in vanaf wanneer de afspraak geldt."),
    }

    def __init__(self, *args: Any, organisaties: list[tuple[str, str]], **kwargs: Any) -> None:
        """organisaties: (id, name) of the possible parties."""
        super().__init__(*args, **kwargs)
        veld = self.fields["partijen"]
        assert isinstance(veld, forms.MultipleChoiceField)
        veld.choices = organisaties


class EindeForm(BakenForm):
    """The day on which something ends."""

    per = DatumVeld(label=_("Einddatum"))
    verplicht = {"per": _("Vul de einddatum in.")}
