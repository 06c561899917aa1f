"""Forms for what is recorded on the way: contact, safety, evaluation, consent, bedenktijd, and counts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from baken.dossiers.soorten import Toestemmingsdoel
from baken.kern import klok
from baken.referentie import selectors as referentie
from baken.web.formulieren import DatumVeld
from baken.web.signalen.forms import keuzes, regelveld, tekstveld
from baken.web.velden import BIJ_EEN_KIND
from baken.web.zorg.forms import Zorgform
from baken.zorg.rules.verblijf import NAMEN as VERBLIJFSNAMEN
from baken.zorg.rules.verblijf import Verblijf
from baken.zorg.services.basis import MAX_KORT, MAX_TEKST
from baken.zorg.services.begeleiden import NIET_VAN_TOEPASSING
from baken.zorg.services.tellen import MEESTE_TEGELIJK
from baken.zorg.soorten import Antwoord, Contactwijze, Gespreksoort, Plaats, Verlener, Vrager

JA_NEE = [c for c in Antwoord.choices if c[0] != Antwoord.ONBEKEND]


class Contactform(Zorgform):
    """A talk with or about the client."""

    verplicht = {
        "dag": _("Vul in wanneer het contact was."),
        "wijze": _("Kies hoe het contact was."),
        "tekst": _("Schrijf kort op waar het over ging."),
    }
    dag = DatumVeld(label=_("Wanneer was het contact?"), tot_en_met=klok.vandaag)
    wijze = forms.ChoiceField(label=_("Hoe was het contact?"), choices=Contactwijze.choices, widget=forms.RadioSelect)
    tekst = tekstveld(_("Waar ging het over?"), rijen=3, lang=MAX_TEKST)
    volgende_op = DatumVeld(label=_("Wanneer is het volgende contact?"), required=False)


class Veiligheidsform(Zorgform):
    """A safety assessment: three questions of our own."""

    verplicht = {naam: _("Kies een antwoord.") for naam in ("gevaar_nu", "vindbaar", "kinderen_veilig")}
    gevaar_nu = forms.ChoiceField(
        label=_("Is er nu gevaar voor de cliënt?"),
        help_text=_("Is er nu gevaar? Bel 112."),
        choices=Antwoord.choices,
        widget=forms.RadioSelect,
    )
    vindbaar = forms.ChoiceField(
        label=_("Weet wie bedreigt waar de cliënt is?"), choices=Antwoord.choices, widget=forms.RadioSelect
    )
    kinderen_veilig = forms.ChoiceField(
        label=_("Zijn de kinderen veilig?"),
        choices=[*Antwoord.choices, (NIET_VAN_TOEPASSING, _("Er zijn geen kinderen"))],
        widget=forms.RadioSelect,
    )
    afspraken = tekstveld(_("Wat sprak u af?"), rijen=3, verplicht=False, lang=MAX_TEKST)
    volgende_op = DatumVeld(label=_("Wanneer bekijkt u dit opnieuw?"), required=False)


class Evaluatieform(Zorgform):
    """How the plan works."""

    verplicht = {
        "dag": _("Vul in wanneer u evalueerde."),
        "goed": _("Schrijf op wat er goed gaat."),
        "anders": _("Schrijf op wat er anders moet, of dat niets anders hoeft."),
        "met_client": _("Kies of de cliënt erbij was."),
    }
    dag = DatumVeld(label=_("Wanneer evalueerde u?"), tot_en_met=klok.vandaag)
    met_client = forms.ChoiceField(label=_("Was de cliënt erbij?"), choices=JA_NEE, widget=forms.RadioSelect)
    goed = tekstveld(_("Wat gaat er goed?"), rijen=3, lang=MAX_TEKST)
    anders = tekstveld(_("Wat moet er anders?"), rijen=3, lang=MAX_TEKST)
    volgende_op = DatumVeld(label=_("Wanneer is de volgende evaluatie?"), required=False)


class Toestemmingform(Zorgform):
    """What the client agreed to: one purpose at a time."""

    verplicht = {
        "doel": _("Kies waarvoor de toestemming is."),
        "hoe": _("Vul in hoe de toestemming is gegeven."),
        "woorden": _("Schrijf op wat u vroeg en wat het antwoord was."),
    }
    doel = forms.ChoiceField(
        label=_("Waarvoor is de toestemming?"), choices=[("", _("Kies")), *Toestemmingsdoel.choices]
    )
    ontvanger = forms.TypedChoiceField(
        label=_("Bij delen: met welke organisatie?"), required=False, coerce=int, empty_value=None
    )
    hoe = regelveld(_("Hoe gaf de cliënt toestemming?"), uitleg=_("Bijvoorbeeld in een gesprek, of op papier."))
    woorden = tekstveld(_("Wat vroeg u, en wat was het antwoord?"), rijen=3, lang=MAX_TEKST)
    taal = regelveld(_("In welke taal?"), lang=MAX_KORT)
    door_wie = regelveld(_("Besliste iemand anders voor de cliënt, of mee? Wie?"), uitleg=BIJ_EEN_KIND, lang=MAX_KORT)
    vervalt_op = DatumVeld(label=_("Tot wanneer geldt het?"), required=False)

    def __init__(self, *args: Any, ontvangers: Any = (), **kwargs: Any) -> None:
        """Set with whom something can be shared."""
        super().__init__(*args, **kwargs)
        self.fields["hoe"].required = True
        self.kies("ontvanger", [("", _("Niet van toepassing")), *((str(pk), naam) for pk, naam in ontvangers)])

    def clean(self) -> dict[str, Any]:
        """Ask with whom, for sharing, and with nobody otherwise."""
        c: dict[str, Any] = super().clean() or {}
        if c.get("doel") == Toestemmingsdoel.DELEN and c.get("ontvanger") is None and "ontvanger" in c:
            self.add_error("ontvanger", _("Kies met welke organisatie u mag delen."))
        if c.get("doel") != Toestemmingsdoel.DELEN and c.get("ontvanger") is not None:
            self.add_error("ontvanger", _("Kies alleen een organisatie als de toestemming voor delen is."))
        return c


class Intrekform(Zorgform):
    """Which consent is taken back. Nothing else is asked: taking back is as easy as giving."""

    toestemming = forms.UUIDField(widget=forms.HiddenInput)


class Bedenktijdform(Zorgform):
    """A bedenktijd that police or KMar gave."""

    verplicht = {
        "begin": _("Vul in wanneer de bedenktijd begon."),
        "verleend_door": _("Kies wie de bedenktijd gaf."),
        "dublin": _("Kies of het om een Dublinzaak gaat."),
    }
    begin = DatumVeld(label=_("Wanneer begon de bedenktijd?"), tot_en_met=klok.vandaag)
    verleend_door = forms.ChoiceField(
        label=_("Wie gaf de bedenktijd?"), choices=Verlener.choices, widget=forms.RadioSelect
    )
    dublin = forms.ChoiceField(
        label=_("Valt de persoon onder de Dublinverordening?"),
        help_text=_("Dan duurt de bedenktijd 30 dagen, als die na 18 mei 2023 is gegeven."),
        choices=JA_NEE,
        widget=forms.RadioSelect,
    )


class Bedenktijdeindeform(Zorgform):
    """What ended a bedenktijd."""

    verplicht = {
        "op": _("Vul in wanneer de bedenktijd eindigde."),
        "einde_reden": _("Kies waardoor de bedenktijd eindigde."),
        "verblijf": _("Kies waarop de persoon nu hier verblijft."),
    }
    bedenktijd = forms.UUIDField(widget=forms.HiddenInput)
    op = DatumVeld(label=_("Wanneer eindigde de bedenktijd?"), tot_en_met=klok.vandaag)
    einde_reden = forms.ChoiceField(label=_("Waardoor eindigde de bedenktijd?"), widget=forms.RadioSelect)
    verblijf = forms.ChoiceField(label=_("Waarop verblijft de persoon nu hier?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Fill the choices of today."""
        super().__init__(*args, **kwargs)
        self.kies("einde_reden", keuzes(referentie.feiten("bedenktijdeinde")))
        zonder = [v for v in Verblijf if v != Verblijf.BEDENKTIJD]
        self.kies("verblijf", [("", _("Kies")), *((str(v), _(VERBLIJFSNAMEN[v])) for v in zonder)])


class Gesprekform(Zorgform):
    """Count talks of a kind on a day."""

    verplicht = {
        "soort": _("Kies wat voor gesprek het was."),
        "vrager": _("Kies wie het vroeg."),
        "dag": _("Vul in wanneer het was."),
        "aantal": _("Vul in hoeveel het er waren."),
    }
    soort = forms.ChoiceField(label=_("Wat was het?"), choices=Gespreksoort.choices, widget=forms.RadioSelect)
    vrager = forms.ChoiceField(label=_("Wie vroeg het?"), choices=Vrager.choices)
    dag = DatumVeld(label=_("Wanneer was het?"), tot_en_met=klok.vandaag)
    aantal = forms.IntegerField(
        label=_("Hoeveel waren het er?"),
        min_value=1,
        max_value=MEESTE_TEGELIJK,
        initial=1,
        widget=forms.NumberInput({"class": "baken-breed-xs"}),
    )


class Zorgpuntform(Zorgform):
    """Where the coordination has its place and how it is paid."""

    verplicht = {"plaats": _("Kies waar de zorgcoördinatie haar plaats heeft."), "structureel": _("Kies een antwoord.")}
    plaats = forms.ChoiceField(
        label=_("Waar heeft de zorgcoördinatie haar plaats?"), choices=Plaats.choices, widget=forms.RadioSelect
    )
    structureel = forms.ChoiceField(
        label=_("Is de financiering structureel?"), choices=Antwoord.choices, widget=forms.RadioSelect
    )
    financier = regelveld(_("Wie betaalt?"), lang=120)
    caseload_maximum = forms.IntegerField(
        label=_("Hoeveel trajecten kan één coördinator tegelijk doen?"),
        required=False,
        min_value=1,
        max_value=500,
        widget=forms.NumberInput({"class": "baken-breed-xs"}),
    )
    bron = regelveld(_("Waar blijkt dit uit?"), lang=MAX_KORT)
