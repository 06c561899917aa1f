"""Forms on persons and places of a casus. They check input and never save."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from baken.casussen.services.behandelen import MAX_REDEN
from baken.casussen.services.openen import Aanmelding
from baken.casussen.velden import Schrijfruimte
from baken.dossiers.bijwerken import Wijziging
from baken.dossiers.inhoud import OpenBetrokkene
from baken.dossiers.services import NieuweBetrokkene, NieuweLocatie
from baken.keten.rules import MINIMUM_UITLEG
from baken.referentie import selectors as referentie
from baken.signalen.soorten import Antwoord
from baken.web.formulieren import BakenForm, Keuze
from baken.web.signalen.forms import Persoonform, Plaatsform, keuzes, regelveld, tekstveld

# Which field of the form is in which sealed group.
VELDEN = {
    "naam": "identiteit.naam",
    "geboortedatum": "identiteit.geboortedatum",
    "document": "identiteit.document",
    "telefoon": "contact.telefoon",
    "email": "contact.email",
    "hulp": "zorg.omschrijving",
    "rol": "strafbaar.omschrijving",
}
LEEG_BLIJFT = _("Laat u dit leeg? Dan blijft staan wat er staat.")


class _Casuspersoonform(Persoonform):
    """A person of a casus: the parts and fields of the own role, and the second part of who is both."""

    alles_vrij = False
    ook_deel = forms.ChoiceField(
        label=_("Is deze persoon ook iets anders?"),
        required=False,
        help_text=_("Iemand kan slachtoffer en verdachte zijn. Kies dan beide."),
    )
    verplicht = {"deel": _("Kies welk deel deze persoon had.")}
    field_order: Sequence[str] = ("deel", "ook_deel")

    def __init__(self, *args: Any, ruimte: Schrijfruimte, ook: Iterable[str] = (), **kwargs: Any) -> None:
        """ruimte: what the reader may write. ook: parts that stand there and may stay."""
        super().__init__(*args, **kwargs)
        velden: Any = self.fields
        delen = [d for d in referentie.delen() if d.code in ruimte.delen or d.code in set(ook)]
        velden["deel"].choices = keuzes(delen, leeg="Kies")
        velden["deel"].required = True
        velden["ook_deel"].choices = keuzes(referentie.delen(), leeg="Nee")
        for naam, plek in VELDEN.items():
            if plek.partition(".")[0] not in ruimte.groepen:
                del velden[naam]

    def clean(self) -> dict[str, Any]:
        """Let what the own role has no field for stay empty."""
        c = super().clean()
        for naam in VELDEN:
            c.setdefault(naam, None if naam == "geboortedatum" else "")
        return c

    def ingevuld(self) -> NieuweBetrokkene:
        """Return the person with both parts."""
        persoon = self.persoon()
        assert persoon is not None  # a part is asked
        return replace(persoon, ook_deel=self.cleaned_data["ook_deel"])


class Betrokkeneform(_Casuspersoonform):
    """One person more."""

    versie = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)


class Wijzigform(Betrokkeneform):
    """What changes of a person. Nothing sealed is shown: an empty field leaves what stands there."""

    weg = forms.MultipleChoiceField(
        label=_("Wat moet weg?"),
        required=False,
        help_text=_("Kruis alleen aan wat niet (meer) klopt. Wat u weghaalt, komt niet terug."),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, persoon: OpenBetrokkene, namen: dict[str, str], **kwargs: Any) -> None:
        """persoon: as the reader has it. namen: field -> label of what can be taken away."""
        kwargs["initial"] = {
            **(kwargs.get("initial") or {}),
            **{k: getattr(persoon, k) for k in ("deel", "ook_deel", "leeftijdsgroep", "geslacht", "nationaliteit")},
        }
        super().__init__(*args, ook=(persoon.deel,), **kwargs)
        staat_er = {f"{groep}.{veld}" for groep, velden in persoon.groepen.items() for veld, t in velden.items() if t}
        for naam, plek in VELDEN.items():
            if naam in self.fields and plek in staat_er:
                self.fields[naam].help_text = LEEG_BLIJFT
        velden: Any = self.fields
        velden["weg"].choices = [(plek, namen.get(plek, plek)) for plek in sorted(staat_er)]
        if not staat_er:
            del velden["weg"]
        if persoon.deel not in dict(velden["deel"].choices):
            velden["deel"].choices = [*velden["deel"].choices, (persoon.deel, persoon.deel)]

    def wijziging(self) -> Wijziging:
        """Return what the service takes in."""
        return Wijziging(self.ingevuld(), frozenset(self.cleaned_data.get("weg") or ()))


class Casusplaatsform(Plaatsform):
    """One place more."""

    alles_vrij = False
    versie = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    def ingevuld(self) -> NieuweLocatie:
        """Return the place; the service says when nothing was filled in."""
        c = self.cleaned_data
        return NieuweLocatie(c["plaats_gemeente"], c["adres"].strip(), c["omschrijving"].strip(), c["van"])


class Plaatswijzigform(Casusplaatsform):
    """What changes of a place, or that it does not belong here."""

    weg = forms.BooleanField(label=_("Haal deze plaats weg: die hoort niet (meer) bij de casus"), required=False)

    def clean(self) -> dict[str, Any]:
        """Whose place it is, is asked of a place that stays, also when nothing else changes."""
        c = super().clean()
        if c.get("van") is None and not c.get("weg") and "van" not in self.errors:
            self.add_error("van", self.fields["van"].error_messages["required"])
        return c

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say that an empty field leaves what stands there."""
        super().__init__(*args, **kwargs)
        for naam in ("adres", "omschrijving"):
            self.fields[naam].help_text = LEEG_BLIJFT


def vormkeuzes() -> list[tuple[str, str]]:
    """Return the forms and sub-forms of exploitation of today as choices."""
    namen = referentie.namen()
    return [
        (v.code, v.naam if v.ouder is None else f"{namen.get(v.ouder, '')}: {v.naam}")
        for hoofd in referentie.vormen()
        for v in (hoofd, *referentie.subvormen(hoofd.code))
    ]


class Kenmerkenform(BakenForm):
    """What is kept to count and to keep in mind."""

    alles_vrij = True
    versie = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    jeugd = forms.ChoiceField(
        label=_("Is er een minderjarige bij betrokken?"), choices=Antwoord.choices, widget=forms.RadioSelect
    )
    jonge_aanwas = forms.BooleanField(
        label=Keuze(_("Er is afstemming met de aanpak van jonge aanwas")),
        help_text=_("Jonge aanwas: jongeren die de criminaliteit in worden getrokken."),
        required=False,
    )
    vormen = forms.MultipleChoiceField(
        label=_("Om welke vorm gaat het?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Fill the forms of exploitation of today."""
        super().__init__(*args, **kwargs)
        self.fields["vormen"].choices = vormkeuzes()  # type: ignore[attr-defined]  # a MultipleChoiceField


class Aanmeldform(_Casuspersoonform):
    """Somebody who comes straight to the zorgcoordinator."""

    inzending = forms.UUIDField(widget=forms.HiddenInput)
    aanmelder = regelveld(
        _("Wie meldt deze persoon aan?"), uitleg=_("Bijvoorbeeld de huisarts, of de persoon zelf."), lang=200
    )
    toelichting = tekstveld(_("Wat is er aan de hand?"), rijen=5, verplicht=False, lang=MAX_REDEN)
    vormen = forms.MultipleChoiceField(
        label=_("Om welke vorm gaat het?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    toestemming = tekstveld(
        _("Hoe gaf deze persoon toestemming voor hulp?"),
        uitleg=_("In ten minste %(n)d tekens: wat u vroeg en wat het antwoord was.") % {"n": MINIMUM_UITLEG},
        rijen=3,
        verplicht=False,
        lang=MAX_REDEN,
    )
    zonder_toestemming = tekstveld(
        _("Is er geen toestemming? Waarom legt u dit toch vast?"),
        uitleg=_("In ten minste %(n)d tekens. Laat dit leeg als er toestemming is.") % {"n": MINIMUM_UITLEG},
        rijen=3,
        verplicht=False,
        lang=MAX_REDEN,
    )
    verplicht = {
        "deel": _("Kies welk deel deze persoon had."),
        "aanmelder": _("Vul in wie deze persoon bij u aanmeldde."),
    }
    field_order = ("aanmelder", "toelichting", "vormen", "deel", "ook_deel")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Fill the forms of exploitation of today, and give the form its own number."""
        kwargs["initial"] = {"inzending": uuid.uuid4(), "deel": "slachtoffer", **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.fields["vormen"].choices = vormkeuzes()  # type: ignore[attr-defined]  # a MultipleChoiceField
        self.fields["aanmelder"].required = True

    def aanmelding(self) -> Aanmelding:
        """Return what the service takes in."""
        c = self.cleaned_data
        return Aanmelding(
            inzending=c["inzending"],
            client=self.ingevuld(),
            aanmelder=c["aanmelder"],
            toelichting=c["toelichting"],
            vormen=tuple(c["vormen"]),
            toestemming=c["toestemming"],
            zonder_toestemming=c["zonder_toestemming"],
        )
