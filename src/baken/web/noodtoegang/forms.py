"""Forms of noodtoegang. They check input and never save."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from baken.dossiers.noodtoegang import LANGSTE_TEKST
from baken.dossiers.verloop import Noodoordeel
from baken.web.formulieren import BakenForm, Keuze
from baken.web.signalen.forms import GEEN_STUURTEKENS, tekstveld


class Noodform(BakenForm):
    """Which dossier, and why now."""

    nummer = forms.CharField(
        label=_("Nummer van het dossier"),
        help_text=_("Van een signaal, casus of traject. Bijvoorbeeld S-2026-0012, C-2026-0012 of T-2026-0012."),
        max_length=20,
        widget=forms.TextInput({"class": "baken-breed-s"}),
        validators=[GEEN_STUURTEKENS],
        error_messages={"max_length": _("Dit nummer is te lang. Gebruik hoogstens %(limit_value)d tekens.")},
    )
    reden = tekstveld(
        _("Waarom moet u dit dossier nu lezen?"),
        uitleg=_(
            "Ten minste 20 tekens. Uw functionaris gegevensbescherming leest dit, maar ziet het dossier niet. "
            "Schrijf daarom niets over personen: geen naam, adres of nummer."
        ),
        rijen=4,
        lang=LANGSTE_TEKST,
    )
    verplicht = {
        "nummer": _("Vul het nummer van het dossier in."),
        "reden": _("Schrijf waarom u dit dossier nu moet lezen."),
    }


class Oordeelform(BakenForm):
    """The judgement of the FG."""

    oordeel = forms.TypedChoiceField(
        label=_("Was deze noodtoegang terecht?"),
        coerce=Noodoordeel,
        choices=[
            (Noodoordeel.TERECHT.value, Noodoordeel.TERECHT.label),
            (
                Noodoordeel.ONTERECHT.value,
                Keuze(Noodoordeel.ONTERECHT.label, _("Loopt de noodtoegang nog, dan stopt die meteen.")),
            ),
        ],
        widget=forms.RadioSelect,
    )
    opmerking = tekstveld(
        _("Opmerking"),
        uitleg=_("Ten minste 10 tekens. Waarom vindt u dit, en wat sprak u af?"),
        rijen=4,
        lang=LANGSTE_TEKST,
    )
    verplicht = {
        "oordeel": _("Kies of het terecht was."),
        "opmerking": _("Schrijf een opmerking bij uw oordeel."),
    }
