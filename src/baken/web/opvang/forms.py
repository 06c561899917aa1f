"""Forms of shelter. They check input and never save."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _nu
from django.utils.translation import gettext_lazy as _

from baken.kern import klok
from baken.referentie import selectors as referentie
from baken.signalen.rules.besluit import MINIMUM_REDEN
from baken.web.formulieren import BakenForm, DatumVeld
from baken.web.signalen.forms import GEEN_STUURTEKENS, keuzes, regelveld, tekstveld
from baken.web.velden import Telefoonveld
from baken.zorg.opvangaanbod import standaardvoorwaarden
from baken.zorg.opvanggegevens import Bereikbaarheid, Plekgegevens, Voorzieninggegevens
from baken.zorg.rules.noodbed import MEESTE_NACHTEN, STANDAARD_NACHTEN
from baken.zorg.rules.opvang import Opvangsoort, Voorwaarden
from baken.zorg.rules.verblijf import NAMEN, Verblijf
from baken.zorg.services.plaatsen import EERSTE_NACHT, MAX_REDEN, VOORUIT
from baken.zorg.services.voorzieningen import MAX_ADRES
from baken.zorg.soorten import Antwoord, Inzet
from baken.zorg.soorten_opvang import Plaatsingseinde

VOOR_WIE = [("iedereen", _("Iedereen")), ("V", _("Vrouwen")), ("M", _("Mannen")), ("onbekend", _("Niet bekend"))]
JA_NEE_ONBEKEND = [("ja", _("Ja")), ("nee", _("Nee")), ("onbekend", _("Niet bekend"))]
_WAAR = {"ja": True, "nee": False}
MAX_GEMEENTEN = 8_000
VERSTE_EINDE = timedelta(days=100 * 366)  # no stay lasts longer


def _klein() -> forms.NumberInput:
    return forms.NumberInput({"class": "baken-breed-xs", "min": 1, "max": MEESTE_NACHTEN})


def _getal(label: Any, **kwargs: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=1, max_value=MEESTE_NACHTEN, widget=_klein(), **kwargs)


def _regel(label: Any, lang: int, **kwargs: Any) -> forms.CharField:
    widget = forms.TextInput({"class": "baken-breed-m"})
    return forms.CharField(label=label, max_length=lang, widget=widget, validators=[GEEN_STUURTEKENS], **kwargs)


def _meer(label: Any, **kwargs: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, required=False, widget=forms.CheckboxSelectMultiple, **kwargs)


def _een(label: Any, mogelijk: Sequence[tuple[str, Any]], **kwargs: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=mogelijk, widget=forms.RadioSelect, **kwargs)


class Gemeentenveld(forms.CharField):
    """Names of gemeenten or veiligheidsregio's, one on a line. Cleans to GM codes."""

    def __init__(self, **kwargs: Any) -> None:
        """Make a text area for names."""
        kwargs.setdefault("help_text", _("Eén naam per regel. De naam van een veiligheidsregio mag ook."))
        super().__init__(required=False, max_length=MAX_GEMEENTEN, widget=forms.Textarea({"rows": 3}), **kwargs)

    def clean(self, value: Any) -> frozenset[str]:
        """Return the codes. Raises ValidationError that names the first line that is no gemeente or region."""
        tekst = str(super().clean(value) or "")
        bekend = {g.naam.casefold(): frozenset({g.code}) for g in referentie.gemeenten()}
        for g in referentie.gemeenten():
            regio = g.veiligheidsregio.casefold()
            bekend[regio] = bekend.get(regio, frozenset()) | {g.code}
        codes: frozenset[str] = frozenset()
        for regel in filter(None, map(str.strip, tekst.splitlines())):
            if regel.casefold() not in bekend:
                zin = _nu("%(naam)s is geen gemeente of veiligheidsregio. Controleer de naam.") % {"naam": regel[:60]}
                raise ValidationError(zin)
            codes |= bekend[regel.casefold()]
        return codes


def namen_van(codes: frozenset[str]) -> str:
    """Return gemeenten as they are typed: one name on a line."""
    return "\n".join(g.naam for g in referentie.gemeenten() if g.code in codes)


class _Voorwaardenform(BakenForm):
    """What a facility and a single place both have: sex, contra-indications and children."""

    geslacht = _een(_("Voor wie is deze opvang?"), VOOR_WIE)
    contra_bekend = forms.BooleanField(label=_("Ik weet wie deze opvang niet aanneemt"), required=False)
    contra = _meer(_("Wat neemt deze opvang niet aan?"), help_text=_("Vink niets aan als de opvang iedereen aanneemt."))
    kinderen_mee = _een(_("Kunnen er kinderen mee?"), JA_NEE_ONBEKEND)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Fill the contra-indications of today."""
        super().__init__(*args, **kwargs)
        _keuzeveld(self, "contra").choices = keuzes(referentie.feiten("contra_indicatie"))

    def clean(self) -> dict[str, Any]:
        """Refuse contra-indications beside the word that they are not known."""
        schoon = super().clean() or {}
        if schoon.get("contra") and not schoon.get("contra_bekend"):
            zin = _("U vinkt iets aan wat deze opvang niet aanneemt. Vink dan ook aan dat u dit weet.")
            self.add_error("contra_bekend", zin)
        return schoon

    def eisen(self) -> dict[str, Any]:
        """Return these three conditions, as stored."""
        d = self.cleaned_data
        geslachten: dict[str, list[str] | None] = {"iedereen": [], "onbekend": None}
        return {
            "geslachten": geslachten.get(d["geslacht"], [d["geslacht"]]),
            "contra": sorted(d["contra"]) if d["contra_bekend"] else None,
            "kinderen_mee": _WAAR.get(d["kinderen_mee"]),
        }


class Voorzieningform(_Voorwaardenform):
    """A facility: what it is, for whom, how it is paid, and where the data come from."""

    verplicht = {
        "naam": _("Vul een naam in."),
        "geslacht": _("Kies voor wie deze opvang is."),
        "kinderen_mee": _("Kies of er kinderen mee kunnen."),
        "structureel": _("Kies of het geld structureel is."),
        "boeking": _("Kies of u hier alle nachten in Baken boekt."),
    }
    naam = _regel(_("Naam"), 120, help_text=_("Een naam waaraan niemand het adres herkent."))
    aanbieder = forms.ChoiceField(label=_("Aanbieder"), required=False)
    doelgroepnoot = regelveld(_("Noot bij de doelgroep"), lang=300, klasse="baken-breed-l")
    boeking = _een(
        _("Boekt u hier alle nachten in Baken?"),
        [("ja", _("Ja: vrij of bezet volgt uit de boekingen")), ("nee", _("Nee: de opvang zegt of er plek is"))],
    )
    noodbed_nachten = _getal(
        _("Na hoeveel nachten op een noodbed moet er een vaste plek zijn?"),
        help_text=_("Geen bron noemt een aantal. Dit is uw eigen keuze."),
    )
    verblijf = _meer(_("Welk verblijf?"), help_text=_("Vink niets aan als het niet uitmaakt."))
    vormen = _meer(_("Welke vorm van uitbuiting?"), help_text=_("Vink niets aan als het niet uitmaakt."))
    inzet = _meer(_("Wie kan deze opvang inzetten?"), choices=Inzet.choices)
    gemeenten = Gemeentenveld(label=_("Voor wie woont, werkt of is aangetroffen in"))
    aangetroffen = Gemeentenveld(label=_("Alleen voor wie is aangetroffen in"))
    structureel = _een(_("Is het geld structureel?"), JA_NEE_ONBEKEND)
    verzekerd_op = DatumVeld(label=_("Toegezegd op"), required=False, tot_en_met=klok.vandaag)
    verzekerd_tot = DatumVeld(label=_("Toegezegd tot en met"), required=False)
    bron = regelveld(_("Waar komen deze gegevens vandaan?"), lang=200, klasse="baken-breed-l")
    gecontroleerd_op = DatumVeld(label=_("Gecontroleerd op"), required=False, tot_en_met=klok.vandaag)
    geldig_tot = DatumVeld(label=_("Bestaat tot"), required=False, help_text=_("De eerste dag zonder deze opvang."))
    versie = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    def __init__(self, *args: Any, aanbieders: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        """aanbieders: id and name of the organisations that may be chosen."""
        super().__init__(*args, **kwargs)
        _keuzeveld(self, "aanbieder").choices = [("", _("Niet bekend")), *((str(pk), n) for pk, n in aanbieders)]
        _keuzeveld(self, "verblijf").choices = [(str(v), n) for v, n in NAMEN.items() if v != Verblijf.ONBEKEND]
        _keuzeveld(self, "vormen").choices = keuzes(referentie.vormen())

    def gegevens(self, soort: Opvangsoort) -> Voorzieninggegevens:
        """Return what was typed. soort: decides for which age it is."""
        d, eisen = self.cleaned_data, self.eisen()
        voorwaarden = Voorwaarden(
            leeftijd=standaardvoorwaarden(soort).leeftijd,
            geslachten=None if eisen["geslachten"] is None else frozenset(eisen["geslachten"]),
            verblijf=frozenset(map(Verblijf, d["verblijf"])),
            vormen=frozenset(d["vormen"]),
            gemeenten=d["gemeenten"],
            aangetroffen=d["aangetroffen"],
            inzet=frozenset(d["inzet"]),
            contra=None if eisen["contra"] is None else frozenset(eisen["contra"]),
            kinderen_mee=eisen["kinderen_mee"],
        )
        return Voorzieninggegevens(
            naam=d["naam"],
            voorwaarden=voorwaarden,
            doelgroepnoot=d["doelgroepnoot"],
            aanbieder_id=int(d["aanbieder"]) if d["aanbieder"] else None,
            eigen_boeking=d["boeking"] == "ja",
            noodbed_nachten=d["noodbed_nachten"],
            structureel=Antwoord(d["structureel"]),
            **{veld: d[veld] for veld in ("verzekerd_op", "verzekerd_tot", "geldig_tot", "gecontroleerd_op")},
            bron=d["bron"],
        )


NOOT_PLEK = _("Kort, zonder adres: kamer 1, bed B.")


class Nieuweplekform(BakenForm):
    """A place as most are: what differs from the facility is filled in at the place itself."""

    verplicht = {"code": _("Vul in hoe u deze plek noemt.")}
    code = _regel(_("Hoe noemt u deze plek?"), 20, help_text=NOOT_PLEK)
    noodbed = forms.BooleanField(label=_("Dit is een noodbed"), required=False)

    def gegevens(self) -> Plekgegevens:
        """Return what was typed."""
        return Plekgegevens(self.cleaned_data["code"], self.cleaned_data["noodbed"])


class Plekform(_Voorwaardenform):
    """One place; what differs from the facility is asked only when it differs."""

    field_order = ("code", "noodbed", "geldig_tot", "anders", "geslacht", "contra_bekend", "contra", "kinderen_mee")

    versie = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
    verplicht = {"code": _("Vul in hoe u deze plek noemt.")}
    code = _regel(_("Hoe noemt u deze plek?"), 20, help_text=NOOT_PLEK)
    noodbed = forms.BooleanField(label=_("Dit is een noodbed"), required=False)
    geldig_tot = DatumVeld(label=_("Bestaat tot"), required=False, help_text=_("De eerste dag zonder deze plek."))
    anders = forms.BooleanField(
        label=_("Deze plek wijkt af van de opvang"),
        help_text=_("Vul dan hieronder in voor wie deze plek is."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask for whom the place is only when it differs."""
        super().__init__(*args, **kwargs)
        for naam in ("geslacht", "kinderen_mee"):
            self.fields[naam].required = False

    def clean(self) -> dict[str, Any]:
        """Ask what differs once it differs."""
        schoon = super().clean()
        for naam in ("geslacht", "kinderen_mee"):
            if schoon.get("anders") and not schoon.get(naam):
                self.add_error(naam, _("Kies een antwoord, of haal het vinkje bij afwijken weg."))
        return schoon

    def gegevens(self) -> Plekgegevens:
        """Return what was typed."""
        d = self.cleaned_data
        afwijkend = self.eisen() if d["anders"] else {}
        return Plekgegevens(d["code"], d["noodbed"], afwijkend, d["geldig_tot"])


class Adresform(BakenForm):
    """Where a facility is. What stood there is never shown in the form."""

    verplicht = {"adres": _("Vul het adres in.")}
    adres = tekstveld(_("Adres"), rijen=3, lang=MAX_ADRES)
    telefoon = Telefoonveld(label=_("Telefoon"), max_tekens=MAX_ADRES)
    toelichting = tekstveld(_("Hoe komt iemand er veilig?"), rijen=3, verplicht=False, lang=MAX_ADRES)

    def waar(self) -> Bereikbaarheid:
        """Return what was typed."""
        d = self.cleaned_data
        return Bereikbaarheid(d["adres"].strip(), d["telefoon"].strip(), d["toelichting"].strip())


class Kwaliteitform(BakenForm):
    """One criterium that somebody looked at."""

    verplicht = {
        "criterium": _("Schrijf welk criterium u controleerde."),
        "voldoet": _("Kies of de opvang voldoet."),
        "op": _("Vul in wanneer u dit controleerde."),
        "bron": _("Schrijf waar dit criterium staat."),
    }
    criterium = _regel(_("Welk criterium?"), 200)
    voldoet = _een(_("Voldoet de opvang?"), JA_NEE_ONBEKEND)
    op = DatumVeld(label=_("Gecontroleerd op"), tot_en_met=klok.vandaag)
    bron = forms.CharField(
        label=_("Waar staat dit criterium?"), max_length=200, help_text=_("Bijvoorbeeld een contract.")
    )


class Standform(BakenForm):
    """Whether there is room tonight, as the facility says."""

    verplicht = {"vrij": _("Kies of er vannacht plek is.")}
    vrij = _een(_("Is er vannacht plek?"), JA_NEE_ONBEKEND)


class Nachtenform(BakenForm):
    """Which nights."""

    verplicht = {"van": _("Vul de eerste nacht in."), "nachten": _("Vul in hoeveel nachten.")}
    van = DatumVeld(label=_("Eerste nacht"))
    nachten = _getal(_("Aantal nachten"), initial=STANDAARD_NACHTEN)

    def clean_van(self) -> date:
        """Refuse a day so far ahead that no night can be counted from it; the service checks every other day."""
        van: date = self.cleaned_data["van"]
        if van > klok.vandaag() + VOORUIT:
            raise ValidationError(EERSTE_NACHT)
        return van

    @property
    def tot(self) -> date:
        """Return the morning after the last night."""
        van: date = self.cleaned_data["van"]
        return van + timedelta(days=self.cleaned_data["nachten"])


class Boekform(Nachtenform):
    """Book a place, with a reason when it does not surely fit."""

    reden = tekstveld(
        _("Waarom boekt u toch?"),
        uitleg=_("Gebruik ten minste %(n)d tekens. Schrijf bijvoorbeeld wat de opvang zei.") % {"n": MINIMUM_REDEN},
        rijen=3,
        verplicht=False,
        lang=MAX_REDEN,
    )


class Wachtform(BakenForm):
    """For which kind of shelter a client waits, and how urgent it is."""

    verplicht = {"soort": _("Kies waarvoor de cliënt wacht."), "urgentie": _("Kies hoe dringend het is.")}
    soort = forms.ChoiceField(label=_("Waarvoor wacht de cliënt?"))
    urgentie = forms.ChoiceField(label=_("Hoe dringend is het?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Fill the kinds and the urgency of today."""
        super().__init__(*args, **kwargs)
        _keuzeveld(self, "soort").choices = keuzes(referentie.feiten("opvang"), leeg=_nu("Kies een soort"))
        _keuzeveld(self, "urgentie").choices = keuzes(referentie.feiten("urgentie"))


class Verlengform(BakenForm):
    """How many nights more."""

    verplicht = {"nachten": _("Vul in hoeveel nachten erbij.")}
    nachten = _getal(_("Hoeveel nachten erbij?"))
    gezien = forms.DateField(widget=forms.HiddenInput)  # until when it was on the page: a second click adds nothing

    def clean(self) -> dict[str, Any]:
        """Refuse an end that no page showed, so that nights can be counted from it; beside a field that is seen."""
        c: dict[str, Any] = super().clean() or {}
        if "gezien" not in c or c["gezien"] > klok.vandaag() + VERSTE_EINDE:
            self.add_error("nachten", _("Deze pagina klopt niet meer. Bekijk hem opnieuw."))
        return c

    @property
    def tot(self) -> date:
        """Return the morning after the last night."""
        gezien: date = self.cleaned_data["gezien"]
        return gezien + timedelta(days=self.cleaned_data["nachten"])


class Eindeform(BakenForm):
    """When and why a stay ended."""

    verplicht = {"op": _("Vul in wanneer de cliënt wegging."), "reden": _("Kies waarheen.")}
    op = DatumVeld(label=_("Wanneer ging de cliënt weg?"), tot_en_met=klok.vandaag)
    reden = _een(_("Waarheen?"), Plaatsingseinde.choices)


def _keuzeveld(form: forms.BaseForm, naam: str) -> forms.ChoiceField:
    veld = form.fields[naam]
    assert isinstance(veld, forms.ChoiceField)
    return veld


def beginwaarden(v: Voorwaarden) -> dict[str, Any]:
    """Return conditions as the fields of a form show them."""
    geslacht = "onbekend" if v.geslachten is None else next(iter(sorted(v.geslachten)), "iedereen")
    return {
        "geslacht": geslacht,
        "verblijf": [str(x) for x in v.verblijf],
        "vormen": sorted(v.vormen),
        "inzet": sorted(v.inzet),
        "gemeenten": namen_van(v.gemeenten),
        "aangetroffen": namen_van(v.aangetroffen),
        "contra_bekend": v.contra is not None,
        "contra": sorted(v.contra or ()),
        "kinderen_mee": "onbekend" if v.kinderen_mee is None else "ja" if v.kinderen_mee else "nee",
    }
