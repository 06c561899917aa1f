"""Forms of sharing. They check input and never save."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from baken.dossiers.pakket import GROEPNAMEN
from baken.dossiers.soorten import Toestemmingsdoel
from baken.kern import klok
from baken.keten.rules import MINIMUM_UITLEG, VELDGROEPEN
from baken.web.formulieren import BakenForm, DatumVeld, Keuze
from baken.web.signalen.forms import regelveld, tekstveld
from baken.web.signalen.forms_doorgeleiden import GROEPUITLEG, VRAAGT
from baken.web.velden import BIJ_EEN_KIND

Groepen = Sequence[tuple[str, Sequence[tuple[int, str]]]]
MEER = {"n": MINIMUM_UITLEG}
ZONDER = "nieuw"  # no recorded consent is chosen: the words stand in the form


class Ontvangerform(BakenForm):
    """Which organisation gets it."""

    ontvanger = forms.TypedChoiceField(label=_("Met welke organisatie wilt u delen?"), coerce=int)
    verplicht = {"ontvanger": _("Kies een organisatie.")}

    def __init__(self, *args: Any, organisaties: Groepen, **kwargs: Any) -> None:
        """organisaties: per kind its name and (id, name) of each."""
        super().__init__(*args, **kwargs)
        self.fields["ontvanger"].choices = [("", _("Kies een organisatie")), *organisaties]  # type: ignore[attr-defined]  # a ChoiceField


class Deelbesluitform(BakenForm):
    """What is shared with one receiver: why, on which basis, about whom, which groups and until when."""

    doel = forms.CharField(
        label=_("Waarvoor krijgt deze organisatie de gegevens?"),
        max_length=200,
        widget=forms.TextInput({"class": "baken-breed-l"}),
    )
    grondslag = forms.TypedChoiceField(label=_("Op welke grondslag?"), coerce=int, widget=forms.RadioSelect)
    toestemming_id = forms.ChoiceField(label=_("Welke toestemming?"), widget=forms.RadioSelect, required=False)
    toestemming = tekstveld(
        _("Wat vroeg u, en wat was het antwoord?"),
        uitleg=_("Alleen als u een nieuwe toestemming vastlegt: van wie, wanneer en hoe, in ten minste %(n)d tekens.")
        % MEER,
        verplicht=False,
        rijen=3,
        lang=2_000,
    )
    noodreden = tekstveld(
        _("Waarom kan het niet wachten?"),
        uitleg=_("Alleen bij acuut gevaar of een wettelijke plicht: schrijf in ten minste %(n)d tekens waarom.") % MEER,
        verplicht=False,
        rijen=3,
        lang=2_000,
    )
    over_wie = forms.MultipleChoiceField(
        label=_("Over wie?"), widget=forms.CheckboxSelectMultiple, help_text=_("Wie u niet kiest, staat er niet in.")
    )
    veldgroepen = forms.MultipleChoiceField(
        label=_("Welke gegevens?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Kies alleen wat voor dit doel nodig is."),
    )
    vorm = forms.BooleanField(
        label=_("De vorm van uitbuiting gaat ook mee"),
        required=False,
        help_text=_("Dat zegt veel over iemand. Kies dit alleen als het voor dit doel nodig is."),
    )
    live = forms.BooleanField(
        label=_("De ontvanger mag ook meelezen in het dossier"),
        required=False,
        help_text=_(
            "Alleen deze gegevens, zoals ze op dat moment zijn, en alleen over wie nu in het pakket staat. Komt er "
            "later iemand bij, dan leest de ontvanger daarover niet mee. Vervalt de grondslag, de afspraak of de "
            "toestemming, dan stopt het meelezen meteen."
        ),
    )
    geldig_tot = DatumVeld(
        label=_("Tot welke dag geldt dit?"),
        help_text=_("Hoogstens een jaar vooruit. Op deze dag stopt het meelezen. Het pakket blijft bij de ontvanger."),
    )
    toelichting = tekstveld(
        _("Toelichting voor de ontvanger"),
        uitleg=_("De tekst komt in het pakket. Schrijf alleen wat nodig is."),
        verplicht=False,
        rijen=3,
        lang=2_000,
    )
    motivering = tekstveld(
        _("Waarom deelt u dit?"),
        uitleg=_("Uw afweging, in ten minste %(n)d tekens. De ontvanger leest dit niet.") % MEER,
        rijen=3,
        lang=2_000,
    )
    verplicht = {
        "doel": _("Vul in waarvoor deze organisatie de gegevens krijgt."),
        "grondslag": _("Kies een grondslag. Baken kiest die niet voor u."),
        "over_wie": _("Kies over wie u gegevens deelt."),
        "veldgroepen": _("Kies welke gegevens u deelt."),
        "geldig_tot": _("Vul in tot welke dag dit geldt."),
        "motivering": _("Schrijf waarom u dit deelt."),
    }

    def __init__(
        self,
        *args: Any,
        grondslagen: Sequence[Any],
        personen: Mapping[str, str],
        groepen: Sequence[str],
        toestemmingen: Sequence[tuple[str, str]],
        met_vorm: bool,
        **kwargs: Any,
    ) -> None:
        """grondslagen: rows of routekeuzes.Grondslagkeuze; personen: code -> words (overwie.keuzes).

        groepen: what this person may share.
        toestemmingen: (id, words) of the consents for this receiver that hold today. met_vorm: whether the dossier has
        a form of exploitation.
        """
        super().__init__(*args, **kwargs)
        velden: Any = self.fields
        velden["grondslag"].choices = [(g.pk, Keuze(g.naam, g.uitleg)) for g in grondslagen]
        velden["over_wie"].choices = list(personen.items())
        velden["veldgroepen"].choices = [(g, Keuze(GROEPNAMEN[g], GROEPUITLEG[g])) for g in VELDGROEPEN if g in groepen]
        velden["toestemming_id"].choices = [*toestemmingen, (ZONDER, _("Ik leg hieronder een nieuwe toestemming vast"))]
        if not met_vorm:
            del velden["vorm"]
        soorten = {g.soort for g in grondslagen}
        for veld, vraagt in VRAAGT.items():
            if not vraagt & soorten:
                del velden[veld]
        if "toestemming" not in velden or not toestemmingen:
            del velden["toestemming_id"]


class Beeindigform(BakenForm):
    """Why sharing stops."""

    reden = tekstveld(
        _("Waarom stopt u met delen?"), uitleg=_("Gebruik ten minste %(n)d tekens.") % MEER, rijen=3, lang=2_000
    )
    verplicht = {"reden": _("Schrijf waarom u stopt met delen.")}


class Intrekform(Beeindigform):
    """Why what waits for a colleague is taken back."""

    reden = tekstveld(
        _("Waarom trekt u het verzoek in?"), uitleg=_("Gebruik ten minste %(n)d tekens.") % MEER, rijen=3, lang=2_000
    )
    verplicht = {"reden": _("Schrijf waarom u het verzoek intrekt.")}


class Akkoordform(BakenForm):
    """Which deelbesluit somebody agrees to: what was shown, not only its packet."""

    gezien = forms.CharField(widget=forms.HiddenInput, min_length=64, max_length=64)


class Toestemmingform(BakenForm):
    """A consent: for what, of whom, with whom, how, in which language."""

    doel = forms.ChoiceField(
        label=_("Waarvoor is de toestemming?"), choices=Toestemmingsdoel.choices, widget=forms.RadioSelect
    )
    betrokkene = forms.ChoiceField(label=_("Van wie?"), required=False)
    ontvanger = forms.TypedChoiceField(
        label=_("Voor delen met welke organisatie?"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("Alleen als de toestemming over delen gaat."),
    )
    hoe = regelveld(_("Hoe is de toestemming gegeven?"), uitleg=_("Bijvoorbeeld: in een gesprek, of op papier."))
    woorden = tekstveld(
        _("Wat vroeg u, en wat was het antwoord?"),
        uitleg=_("In ten minste %(n)d tekens. Schrijf ook op wat u uitlegde over intrekken.") % MEER,
        rijen=4,
        lang=2_000,
    )
    taal = regelveld(_("In welke taal?"), uitleg=_("En of er een tolk bij was."))
    door_wie = regelveld(_("Besliste iemand anders, of mee? Wie?"), uitleg=BIJ_EEN_KIND)
    vervalt_op = DatumVeld(label=_("Tot wanneer?"), required=False, help_text=_("Alleen als dat is afgesproken."))
    verplicht = {
        "doel": _("Kies waarvoor de toestemming is."),
        "betrokkene": _("Kies van wie de toestemming is."),
        "hoe": _("Vul in hoe de toestemming is gegeven."),
        "woorden": _("Schrijf op wat u vroeg en wat het antwoord was."),
    }

    def __init__(
        self,
        *args: Any,
        personen: Sequence[tuple[str, str]],
        organisaties: Groepen,
        zonder_naam: bool = True,
        **kwargs: Any,
    ) -> None:
        """personen: (id, pseudonym) of the dossier; organisaties: per kind its name and (id, name) of each.

        zonder_naam: whether it may be of nobody by name.
        """
        super().__init__(*args, **kwargs)
        velden: Any = self.fields
        leeg = _("Van niemand bij naam in dit dossier") if zonder_naam else _("Kies een persoon")
        velden["betrokkene"].choices = [("", leeg), *personen]
        velden["betrokkene"].required = not zonder_naam
        velden["ontvanger"].choices = [("", _("Geen")), *organisaties]
        velden["hoe"].required = True
        velden["hoe"].error_messages["required"] = self.verplicht["hoe"]

    def clean(self) -> dict[str, Any]:
        """Ask a receiver when the consent is to share, and none otherwise."""
        c: dict[str, Any] = super().clean() or {}
        deelt = c.get("doel") == Toestemmingsdoel.DELEN
        if deelt and "ontvanger" in c and c["ontvanger"] is None:
            self.add_error("ontvanger", _("Kies met welke organisatie u mag delen."))
        if c.get("doel") and not deelt and c.get("ontvanger") is not None:
            self.add_error("ontvanger", _("Deze toestemming gaat niet over delen. Kies “Geen”."))
        return c


class Registerform(BakenForm):
    """Which part of the register: days and one dossier."""

    alles_vrij = True
    van = DatumVeld(label=_("Vanaf"), required=False)
    tot = DatumVeld(label=_("Tot en met"), required=False)
    dossier = regelveld(
        _("Kenmerk van het dossier"), uitleg=_("Bijvoorbeeld D-1A2B3C4D."), lang=12, klasse="baken-breed-s"
    )


def over_een_maand() -> Any:
    """Return the day that the form of a deelbesluit proposes."""
    return klok.vandaag() + timedelta(days=30)
