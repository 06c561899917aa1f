"""Forms on who reads a traject, and on what it is about. They check input and never save."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from baken.referentie import selectors as referentie
from baken.web.signalen.forms import keuzes, tekstveld
from baken.web.zorg.forms import WAAROM, Versieform, Zorgform
from baken.zorg.services.basis import MAX_TEKST


class Vormenform(Versieform):
    """Which forms of exploitation it is about; none is a choice too. What was chosen before may stay."""

    alles_vrij = True
    vormen = forms.MultipleChoiceField(
        label=_("Om welke vorm van uitbuiting gaat het?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, gekozen: Iterable[str] = (), **kwargs: Any) -> None:
        """Fill the forms of today, and what stands there already."""
        super().__init__(*args, **kwargs)
        vandaag, namen = keuzes(referentie.vormen()), referentie.namen()
        oud = [(code, namen.get(code, code)) for code in gekozen if code not in {c for c, _naam in vandaag}]
        self.kies("vormen", [*vandaag, *oud])


class Teamform(Zorgform):
    """Whom to put in the team."""

    verplicht = {"medewerker": _("Kies een collega.")}
    medewerker = forms.TypedChoiceField(label=_("Wie komt in het team?"), coerce=int)

    def __init__(self, *args: Any, collegas: Iterable[tuple[int, str]] = (), **kwargs: Any) -> None:
        """Set who may be chosen."""
        super().__init__(*args, **kwargs)
        self.kies("medewerker", [(str(pk), naam) for pk, naam in collegas])


class Uitteamform(Zorgform):
    """Whom to take out of the team, and why."""

    verplicht = {"medewerker": _("Kies iemand uit het team."), "reden": WAAROM}
    medewerker = forms.TypedChoiceField(label=_("Wie gaat uit het team?"), coerce=int)
    reden = tekstveld(_("Waarom?"), uitleg=WAAROM, rijen=2, lang=MAX_TEKST)

    def __init__(self, *args: Any, leden: Iterable[tuple[int, str]] = (), **kwargs: Any) -> None:
        """Set who may be chosen."""
        super().__init__(*args, **kwargs)
        self.kies("medewerker", [(str(pk), naam) for pk, naam in leden])
