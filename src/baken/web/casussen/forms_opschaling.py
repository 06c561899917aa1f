"""Forms on a stuck casus and on the Regionale Tafel. They check input and never save."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from baken.casussen.services.behandelen import MAX_REDEN
from baken.casussen.services.opschalen import Vraag
from baken.casussen.services.tafels import MAX_BESLUIT, MAX_PUNT, MEESTE_BESLUITEN, MEESTE_PUNTEN
from baken.casussen.soorten import Belemmering
from baken.kern.klok import TIJDZONE
from baken.keten.soorten import Wijze
from baken.signalen.rules.besluit import MINIMUM_REDEN
from baken.web.casussen.forms import keuzeveld
from baken.web.formulieren import BakenForm, DatumVeld
from baken.web.signalen.forms import tekstveld

ZONDER_IEMAND = _("Zonder namen, adressen of andere gegevens van personen. Ten minste %(n)d tekens.") % {
    "n": MINIMUM_REDEN
}


class Opschaalform(BakenForm):
    """What a stuck casus asks of the beleidsregisseur."""

    versie = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    naar = forms.TypedChoiceField(label=_("Aan wie vraagt u hulp?"), coerce=int)
    belemmering = forms.ChoiceField(
        label=_("Waarop loopt de casus vast?"), choices=Belemmering.choices, widget=forms.RadioSelect
    )
    obstakel = tekstveld(_("Wat staat er in de weg?"), uitleg=ZONDER_IEMAND, rijen=4, lang=MAX_REDEN)
    geprobeerd = tekstveld(_("Wat is er al geprobeerd?"), uitleg=ZONDER_IEMAND, rijen=4, lang=MAX_REDEN)
    gevraagd = tekstveld(_("Wat vraagt u?"), uitleg=ZONDER_IEMAND, rijen=4, lang=MAX_REDEN)
    verplicht = {
        "naar": _("Kies een organisatie waar een beleidsregisseur werkt."),
        "belemmering": _("Kies waarop de casus vastloopt."),
        "obstakel": _("Schrijf wat er in de weg staat."),
        "geprobeerd": _("Schrijf wat er al is geprobeerd."),
        "gevraagd": _("Schrijf wat u vraagt."),
    }

    def __init__(self, *args: Any, regisseurs: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        """regisseurs: organisations where a beleidsregisseur works."""
        super().__init__(*args, **kwargs)
        keuzeveld(self, "naar").choices = [(str(pk), naam) for pk, naam in regisseurs]

    def vraag(self) -> Vraag:
        """Return what the service takes in."""
        c = self.cleaned_data
        return Vraag(Belemmering(c["belemmering"]), c["obstakel"], c["geprobeerd"], c["gevraagd"])


class Momentform(BakenForm):
    """When and how people come together, and what about."""

    dag = DatumVeld(label=_("Op welke dag?"))
    tijd = forms.TimeField(
        label=_("Hoe laat begint het?"),
        input_formats=["%H:%M", "%H.%M"],
        widget=forms.TextInput({"class": "baken-breed-xs", "inputmode": "numeric"}),
        help_text=_("Bijvoorbeeld 14:30"),
        error_messages={"invalid": _("Vul de tijd in met uren en minuten, bijvoorbeeld 14:30.")},
    )
    wijze = forms.ChoiceField(label=_("Hoe komt u bij elkaar?"), choices=Wijze.choices, widget=forms.RadioSelect)
    agenda = tekstveld(
        _("Agenda"),
        uitleg=_("Elk punt op een eigen regel, hoogstens %(n)d.") % {"n": MEESTE_PUNTEN},
        rijen=5,
        verplicht=False,
        lang=MEESTE_PUNTEN * (MAX_PUNT + 2),
    )
    verplicht = {
        "dag": _("Vul in op welke dag."),
        "tijd": _("Vul in hoe laat het begint."),
        "wijze": _("Kies hoe u bij elkaar komt."),
    }

    def op(self) -> datetime:
        """Return the moment, in the time of here."""
        tijd: time = self.cleaned_data["tijd"]
        return datetime.combine(self.cleaned_data["dag"], tijd, tzinfo=TIJDZONE)

    def punten(self) -> list[str]:
        """Return the lines of the agenda."""
        return list(self.cleaned_data["agenda"].splitlines())


class Naartafelform(BakenForm):
    """Which Regionale Tafel speaks about it."""

    bijeenkomst = forms.TypedChoiceField(label=_("Welke Regionale Tafel?"), coerce=uuid.UUID)
    verplicht = {"bijeenkomst": _("Kies een Regionale Tafel die nog komt.")}

    def __init__(self, *args: Any, tafels: Iterable[tuple[uuid.UUID, str]], **kwargs: Any) -> None:
        """tafels: id and moment of what is planned."""
        super().__init__(*args, **kwargs)
        keuzeveld(self, "bijeenkomst").choices = [(str(pk), naam) for pk, naam in tafels]


class Tafelverslagform(BakenForm):
    """Which organisations were at a Regionale Tafel, and what was decided."""

    aanwezig = forms.TypedMultipleChoiceField(
        label=_("Welke organisaties waren er?"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    besluiten = tekstveld(
        _("Wat is er besloten?"),
        uitleg=_(
            "Elk besluit op een eigen regel. Schrijf geen namen van personen. "
            "Baken controleert deze woorden niet op namen."
        ),
        rijen=6,
        verplicht=False,
        lang=MEESTE_BESLUITEN * (MAX_BESLUIT + 2),
    )
    verplicht = {"aanwezig": _("Kies welke organisaties er waren.")}

    def __init__(self, *args: Any, organisaties: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        """organisaties: id and name of who may have been there."""
        super().__init__(*args, **kwargs)
        keuzeveld(self, "aanwezig").choices = [(str(pk), naam) for pk, naam in organisaties]


class Antwoordform(BakenForm):
    """What the regisseur or the table decided."""

    tekst = tekstveld(
        _("Wat is het antwoord?"),
        uitleg=_("Het team leest dit. Ten minste %(n)d tekens, zonder namen van personen.") % {"n": MINIMUM_REDEN},
        rijen=5,
        lang=MAX_REDEN,
    )
    verplicht = {"tekst": _("Schrijf wat het antwoord is.")}


class Vraagstandform(BakenForm):
    """Which question, and whether the answer was read or the question is taken back."""

    vraag = forms.UUIDField(widget=forms.HiddenInput)
    naar = forms.ChoiceField(choices=[("gelezen", ""), ("ingetrokken", "")])
