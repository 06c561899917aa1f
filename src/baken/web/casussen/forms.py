"""Forms of a receiver and of a casus. They check input and never save."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from baken.casussen.rules.afloop import passend
from baken.casussen.rules.zicht import AANPAKKEN
from baken.casussen.services.behandelen import MAX_ACTIE, MAX_REDEN, MAX_TOELICHTING
from baken.casussen.soorten import Afsluitreden
from baken.casussen.verloop import TE_KIEZEN, Casusstatus
from baken.dossiers.acties import NieuweActie
from baken.dossiers.berichten import zin_van
from baken.dossiers.verloop import Afloop
from baken.keten.verloop import Actiestatus
from baken.signalen.rules.besluit import MINIMUM_REDEN
from baken.web.formulieren import BakenForm, DatumVeld
from baken.web.signalen.forms import tekstveld

MAX_BERICHT = 5_000
ZONDER_NAMEN = _("Noem niemand bij naam: alleen wat de afzender nodig heeft om de melder te antwoorden.")


class _Form(BakenForm):
    """A form that stands on a page with others: each has its own ids."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Give the fields ids of their own."""
        kwargs.setdefault("auto_id", f"id_{type(self).__name__.lower()}_%s")
        super().__init__(*args, **kwargs)


class Aanneemform(_Form):
    """To which casus a packet belongs: a new one, or one that is there and may be the same."""

    casus = forms.TypedChoiceField(
        label=_("Bij welke casus hoort dit?"), coerce=int, empty_value=None, required=False, widget=forms.RadioSelect
    )
    alles_vrij = True

    def __init__(self, *args: Any, casussen: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        """casussen: open casussen on the same, with what is the same."""
        super().__init__(*args, **kwargs)
        keuzeveld(self, "casus").choices = [("", _("Een nieuwe casus")), *((str(pk), naam) for pk, naam in casussen)]


class Afwijsform(_Form):
    """Why the receiver does not take it on."""

    verplicht = {"tekst": _("Schrijf waarom u het niet aanneemt.")}
    tekst = tekstveld(_("Waarom neemt u dit niet aan?"), uitleg=_("De afzender leest dit."), rijen=4, lang=MAX_BERICHT)


class Vraagform(_Form):
    """What another gemeente asks the sender, or tells it."""

    verplicht = {"tekst": _("Schrijf wat u wilt laten weten.")}
    tekst = tekstveld(
        _("Wat wilt u vragen of laten weten?"),
        uitleg=_("De afzender leest dit. Schrijf niet meer dan nodig is."),
        rijen=4,
        lang=MAX_BERICHT,
    )


class Actieform(_Form):
    """What somebody will do, who, and by when."""

    verplicht = {
        "tekst": _("Schrijf wat er gebeurt."),
        "eigenaar": _("Kies wie dit doet."),
        "voor": _("Vul in wanneer het klaar moet zijn."),
    }
    over = forms.ChoiceField(
        label=_("Waar gaat deze actie over?"),
        help_text=_("Wie alleen in de andere aanpak werkt, leest de actie niet."),
        choices=[("", _("De casus als geheel")), *((a.code, _(a.naam)) for a in AANPAKKEN)],
        required=False,
        widget=forms.RadioSelect,
    )
    tekst = tekstveld(_("Wat gaat er gebeuren?"), rijen=2, lang=MAX_ACTIE)
    eigenaar = forms.TypedChoiceField(label=_("Wie doet dit?"), coerce=int)
    voor = DatumVeld(label=_("Wanneer moet het klaar zijn?"))

    def __init__(self, *args: Any, collegas: Iterable[tuple[int, str]], kiest: bool, **kwargs: Any) -> None:
        """Set who may be chosen. kiest: works in both approaches, and so says which one it is about."""
        super().__init__(*args, **kwargs)
        keuzeveld(self, "eigenaar").choices = [(str(pk), naam) for pk, naam in collegas]
        if not kiest:
            del self.fields["over"]

    def actie(self) -> NieuweActie:
        """Return what the service takes in."""
        c = self.cleaned_data
        return NieuweActie(c["tekst"], c["eigenaar"], c["voor"], over=c.get("over", ""))


class Actieklaarform(BakenForm):
    """Which actie, and whether it is done or not needed any more."""

    actie = forms.UUIDField(widget=forms.HiddenInput)
    naar = forms.ChoiceField(choices=[(str(Actiestatus.KLAAR), ""), (str(Actiestatus.VERVALLEN), "")])


class Lidform(_Form):
    """Whom to put in the team."""

    medewerker = forms.TypedChoiceField(label=_("Wie komt erbij?"), coerce=int)

    def __init__(self, *args: Any, collegas: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        """Set who may be chosen."""
        super().__init__(*args, **kwargs)
        keuzeveld(self, "medewerker").choices = [(str(pk), naam) for pk, naam in collegas]


class Uitteamform(_Form):
    """Whom to take out of the team, and why."""

    lid = forms.TypedChoiceField(label=_("Wie gaat uit het team?"), coerce=int)
    reden = tekstveld(
        _("Waarom?"),
        uitleg=_("In ten minste %(n)d tekens, zonder namen van personen.") % {"n": MINIMUM_REDEN},
        rijen=2,
        lang=MAX_REDEN,
    )

    def __init__(self, *args: Any, leden: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        """Set who may be chosen."""
        super().__init__(*args, **kwargs)
        keuzeveld(self, "lid").choices = [(str(pk), naam) for pk, naam in leden]


class Regieform(BakenForm):
    """Who directs from now on, and why."""

    verplicht = {"reden": _("Schrijf waarom een collega de procesregie krijgt.")}
    versie = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    medewerker = forms.TypedChoiceField(label=_("Wie krijgt de procesregie?"), coerce=int)
    reden = tekstveld(
        _("Waarom draagt u de procesregie over?"),
        uitleg=_("Het team leest dit in de tijdlijn."),
        rijen=3,
        lang=MAX_REDEN,
    )

    def __init__(self, *args: Any, team: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        """Set who may be chosen."""
        super().__init__(*args, **kwargs)
        keuzeveld(self, "medewerker").choices = [(str(pk), naam) for pk, naam in team]


class _Versieform(_Form):
    """A form that says which version of the casus it was made with."""

    versie = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)


class Overneemform(_Versieform):
    """Take a casus over as it was shown."""


class Standform(_Versieform):
    """Where the casus stands now."""

    verplicht = {"naar": _("Kies waar de casus nu staat.")}
    naar = forms.ChoiceField(label=_("Waar staat de casus nu?"), widget=forms.RadioSelect)
    reden = tekstveld(
        _("Waarom?"),
        uitleg=_("Loopt de casus vast? Schrijf dan in ten minste %(n)d tekens waarop.") % {"n": MINIMUM_REDEN},
        rijen=3,
        verplicht=False,
        lang=MAX_REDEN,
    )

    def __init__(self, *args: Any, standen: Sequence[Casusstatus] = TE_KIEZEN, **kwargs: Any) -> None:
        """Set which states can follow."""
        super().__init__(*args, **kwargs)
        keuzeveld(self, "naar").choices = [(str(s), s.label) for s in standen if s in TE_KIEZEN]


class Afloopform(_Form):
    """Which of the bounded texts the sender hears."""

    verplicht = {"afloop": _("Kies een van de vaste teksten.")}
    afloop = forms.ChoiceField(label=_("Wat mag de afzender weten?"), widget=forms.RadioSelect)
    toelichting = tekstveld(_("Toelichting"), uitleg=ZONDER_NAMEN, rijen=3, verplicht=False, lang=MAX_TOELICHTING)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Know every text that can be told on the way."""
        super().__init__(*args, **kwargs)
        self.bied(passend((), ""))

    def bied(self, aflopen: Sequence[Afloop]) -> None:
        """Offer only the texts that are true and new, also when it came back with mistakes."""
        keuzeveld(self, "afloop").choices = [(str(a), zin_van(a)) for a in aflopen]


class Sluitform(_Versieform):
    """Why the casus ends, and why while something is open."""

    verplicht = {"afsluitreden": _("Kies waarom deze casus sluit.")}
    afsluitreden = forms.ChoiceField(
        label=_("Waarom sluit deze casus?"), choices=Afsluitreden.choices, widget=forms.RadioSelect
    )
    reden = tekstveld(
        _("Er staat nog iets open. Waarom sluit u toch?"),
        uitleg=_("Gebruik ten minste %(n)d tekens.") % {"n": MINIMUM_REDEN},
        rijen=3,
        verplicht=False,
        lang=MAX_REDEN,
    )
    toelichting = tekstveld(
        _("Toelichting voor de afzender"), uitleg=ZONDER_NAMEN, rijen=3, verplicht=False, lang=MAX_TOELICHTING
    )


class Heropenform(_Versieform):
    """Why a closed casus is taken up again."""

    verplicht = {"reden": _("Schrijf waarom u deze casus heropent.")}
    reden = tekstveld(
        _("Waarom heropent u deze casus?"),
        uitleg=_("Gebruik ten minste %(n)d tekens.") % {"n": MINIMUM_REDEN},
        rijen=3,
        lang=MAX_REDEN,
    )


class Afschermform(_Versieform):
    """Why a casus is shielded, or opened again."""

    verplicht = {"reden": _("Schrijf waarom.")}
    reden = tekstveld(
        _("Waarom doet u dit?"),
        uitleg=_("Het team leest dit in de tijdlijn. Noem niemand bij naam."),
        rijen=3,
        lang=MAX_REDEN,
    )


def keuzeveld(form: forms.BaseForm, naam: str) -> forms.ChoiceField:
    """Return a field whose choices are set when the form is made."""
    veld = form.fields[naam]
    assert isinstance(veld, forms.ChoiceField)
    return veld
