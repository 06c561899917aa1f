"""Forms of what goes to CoMensha. They check input and never save. No field takes a sentence but the answers back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from baken.dossiers.verstrekken import WIJZEN
from baken.kern import klok
from baken.web.formulieren import BakenForm, DatumVeld
from baken.web.signalen.forms import regelveld, tekstveld
from baken.zorg.aanleveringen import Gegevens, hulpkeuzes, registratiekeuzes, vragen
from baken.zorg.rules.comensha import Hulpgegevens, Registratiegegevens
from baken.zorg.services.uitleveren import MAX_ANTWOORD, MAX_KENMERK, MEESTE_IN_EEN_BESTAND

HULPVRAGEN: Mapping[str, tuple[str, str]] = {
    "hulp": ("Wat vraagt u CoMensha?", ""),
    "vannacht": ("Is er vannacht al een plek nodig?", ""),
    "geslacht": ("Welk geslacht?", ""),
    "leeftijdsgroep": ("Welke leeftijdsgroep?", ""),
    "verblijf": ("Hoe is het verblijf in Nederland geregeld?", "Daar hangt van af welke opvang past."),
    "tolk": ("Is er een tolk nodig?", ""),
    "kinderen": ("Hoeveel kinderen komen mee?", ""),
}


class _Gegevensform(BakenForm):
    """Codes from lists; all may stay open until the record is set ready."""

    alles_vrij = True
    versie = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    meer: Sequence[str] = ()  # fields of which several may be ticked

    def _bouw(self, keuzes: Mapping[str, Mapping[str, str]], teksten: Mapping[str, tuple[str, str]]) -> None:
        for veld, mag in keuzes.items():
            label, uitleg = teksten[veld]
            tekst: dict[str, Any] = {"label": _(label), "help_text": _(uitleg) if uitleg else "", "required": False}
            if veld in self.meer:
                self.fields[veld] = forms.MultipleChoiceField(
                    choices=list(mag.items()), widget=forms.CheckboxSelectMultiple, **tekst
                )
            else:
                self.fields[veld] = forms.ChoiceField(choices=[("", _("Kies")), *mag.items()], **tekst)

    def _waarden(self) -> dict[str, Any]:
        return {
            veld: tuple(waarde) if isinstance(waarde, list) else waarde
            for veld, waarde in self.cleaned_data.items()
            if veld not in {"versie", "jaar"}
        }


class Registratieform(_Gegevensform):
    """One victim for the figures of a year."""

    meer = ("vormen", "seks", "methoden")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask what the facts say that CoMensha or HTCDS asks."""
        super().__init__(*args, **kwargs)
        self._bouw(registratiekeuzes(), vragen())

    def gegevens(self) -> Registratiegegevens:
        """Return what was filled in, of a form that is valid."""
        return Registratiegegevens(**self._waarden())


class Hulpform(_Gegevensform):
    """What is asked for one client."""

    meer = ("hulp",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask what CoMensha needs to call back well prepared."""
        super().__init__(*args, **kwargs)
        self._bouw(hulpkeuzes(), HULPVRAGEN)

    def gegevens(self) -> Hulpgegevens:
        """Return what was filled in, of a form that is valid."""
        return Hulpgegevens(**self._waarden())


def beginwaarden(gegevens: Gegevens, versie: int) -> dict[str, Any]:
    """Return what a form starts with."""
    return {k: list(v) if isinstance(v, tuple) else v for k, v in asdict(gegevens).items()} | {"versie": versie}


class Standform(BakenForm):
    """The version that somebody looked at, of a move that asks nothing more."""

    versie = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class Verzendform(BakenForm):
    """How a person handed the file over."""

    verplicht = {
        "hoe": _("Kies hoe u het bestand gaf."),
        "op": _("Vul in wanneer u het gaf."),
        "aan_wie": _("Vul in aan wie u het gaf."),
    }
    versie = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    hoe = forms.ChoiceField(label=_("Hoe gaf u het bestand?"), choices=list(WIJZEN.items()), widget=forms.RadioSelect)
    op = DatumVeld(label=_("Op welke dag?"), tot_en_met=klok.vandaag)
    aan_wie = regelveld(_("Aan wie bij CoMensha?"), uitleg=_("Een afdeling of functie is genoeg."), lang=MAX_KENMERK)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask to whom it went."""
        super().__init__(*args, **kwargs)
        self.fields["aan_wie"].required = True


class Bevestigform(BakenForm):
    """What CoMensha answered."""

    verplicht = {"op": _("Vul in wanneer CoMensha dit bevestigde.")}
    versie = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    op = DatumVeld(label=_("Wanneer bevestigde CoMensha dit?"), tot_en_met=klok.vandaag)
    tekst = tekstveld(
        _("Wat antwoordde CoMensha?"),
        uitleg=_("Bijvoorbeeld hun nummer, of wat zij nog willen weten."),
        rijen=4,
        verplicht=False,
        lang=MAX_ANTWOORD,
    )


class Antwoordform(BakenForm):
    """One answer of CoMensha, and on which day it came."""

    verplicht = {
        "op": _("Vul in wanneer CoMensha dit antwoordde."),
        "tekst": _("Schrijf op wat CoMensha antwoordde."),
    }
    versie = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    op = DatumVeld(label=_("Op welke dag?"), tot_en_met=klok.vandaag)
    tekst = tekstveld(_("Wat antwoordde CoMensha?"), rijen=4, lang=MAX_ANTWOORD)


class Bestandform(BakenForm):
    """Which ready records go in one file, and in which form."""

    verplicht = {"kies": _("Kies wat er in het bestand komt.")}
    kies = forms.TypedMultipleChoiceField(
        label=_("Wat komt er in het bestand?"), coerce=str, widget=forms.CheckboxSelectMultiple
    )
    vorm = forms.ChoiceField(
        label=_("Welk soort bestand?"),
        choices=[("csv", _("CSV, voor een rekenblad")), ("json", _("JSON, voor een ander systeem"))],
        widget=forms.RadioSelect,
        initial="csv",
    )

    def __init__(self, *args: Any, rijen: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        """Set what may be chosen: id and words of each ready record."""
        super().__init__(*args, **kwargs)
        kies = self.fields["kies"]
        assert isinstance(kies, forms.TypedMultipleChoiceField)
        kies.choices = list(rijen)[:MEESTE_IN_EEN_BESTAND]
