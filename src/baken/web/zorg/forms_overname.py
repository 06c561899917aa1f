"""Forms of a hand-over: to a colleague who answers, to another organisation, and from one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from baken.kern import klok
from baken.web.formulieren import DatumVeld
from baken.web.signalen.forms import tekstveld
from baken.web.zorg.forms import WAAROM, Versieform, Zorgform
from baken.zorg.services.basis import MAX_TEKST
from baken.zorg.services.overdragen import HOE_GEHOORD, MAX_WIE


class Organisatieform(Versieform):
    """Another organisation goes on, on a packet that it took on."""

    verplicht = {"verstrekking": _("Kies een pakket."), "reden": WAAROM}
    verstrekking = forms.TypedChoiceField(label=_("Welke organisatie gaat verder?"))
    reden = tekstveld(_("Waarom?"), uitleg=WAAROM, rijen=3, lang=MAX_TEKST)

    def __init__(self, *args: Any, pakketten: Mapping[Any, str] | None = None, **kwargs: Any) -> None:
        """Set which packets were taken on."""
        super().__init__(*args, **kwargs)
        self.kies("verstrekking", [(str(pk), naam) for pk, naam in (pakketten or {}).items()])


class Bevestigingform(Zorgform):
    """How, when and by whom a receiver outside Baken told that it goes on with the care."""

    verstrekking = forms.ChoiceField(label=_("Welke organisatie gaat verder?"))
    hoe = forms.ChoiceField(label=_("Hoe hoorde u dit?"), choices=list(HOE_GEHOORD.items()), widget=forms.RadioSelect)
    wanneer = DatumVeld(label=_("Wanneer hoorde u dit?"), tot_en_met=klok.vandaag)
    wie = forms.CharField(label=_("Wie sprak u?"), help_text=_("Naam en functie."), max_length=MAX_WIE)
    verplicht = {
        "verstrekking": _("Kies een organisatie."),
        "hoe": _("Kies hoe u dit hoorde."),
        "wanneer": _("Vul in wanneer u dit hoorde."),
        "wie": _("Vul in wie u sprak."),
    }

    def __init__(self, *args: Any, pakketten: Mapping[Any, str], **kwargs: Any) -> None:
        """Set of which packets this can be recorded."""
        super().__init__(*args, **kwargs)
        self.kies("verstrekking", [(str(pk), naam) for pk, naam in pakketten.items()])


class Antwoordform(Zorgform):
    """Say yes or no to a hand-over."""

    verplicht = {"besluit": _("Kies of u dit traject overneemt.")}
    besluit = forms.ChoiceField(
        label=_("Neemt u dit traject over?"),
        choices=[("ja", _("Ja, ik neem het over")), ("nee", _("Nee"))],
        widget=forms.RadioSelect,
    )
    antwoord = tekstveld(_("Zo nee: waarom niet?"), uitleg=WAAROM, rijen=2, verplicht=False, lang=MAX_TEKST)


class Looptalform(Zorgform):
    """In which own traject help goes on for the person of a packet."""

    traject = forms.TypedChoiceField(label=_("Welk traject is van deze persoon?"), coerce=int)
    verplicht = {"traject": _("Kies het traject van deze persoon.")}

    def __init__(self, *args: Any, trajecten: Mapping[int, str], **kwargs: Any) -> None:
        """Set which trajecten are open."""
        super().__init__(*args, **kwargs)
        self.kies("traject", [("", _("Kies een traject")), *((str(pk), nummer) for pk, nummer in trajecten.items())])
