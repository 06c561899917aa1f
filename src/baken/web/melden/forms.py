"""The question sets of a report. Forms check input and never save."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from baken.kern import klok
from baken.referentie import selectors as referentie
from baken.signalen.soorten import Antwoord
from baken.web.formulieren import BakenForm, DatumVeld, Keuze
from baken.web.velden import GemeenteVeld, Tekst, Telefoonveld

MAX_TEKST = 20_000
ONBEKEND = "onbekend"


class Lang(Tekst):
    """Text over several lines."""

    widget = forms.Textarea(attrs={"rows": 8})


def _antwoord(label: Any, uitleg: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        help_text=uitleg,
        choices=Antwoord.choices,
        widget=forms.RadioSelect,
        initial=Antwoord.ONBEKEND,
        required=False,
    )


class Mailadres(Tekst):
    """A mail address that may stay empty."""

    widget = forms.EmailInput

    def clean(self, value: Any) -> str:
        """Return the address. Raises ValidationError when it cannot be one."""
        tekst: str = super().clean(value)
        if tekst and not _is_mail(tekst):
            raise ValidationError(_("Dit e-mailadres klopt niet. Een goed adres is bijvoorbeeld: naam@voorbeeld.nl."))
        return tekst


def _is_mail(tekst: str) -> bool:
    try:
        validate_email(tekst)
    except ValidationError:
        return False
    return True


class WatForm(BakenForm):
    """Which forms of exploitation."""

    vormen = forms.MultipleChoiceField(
        label=_("Waar denkt u aan?"),
        help_text=_("U mag meer dan één vorm kiezen. Weet u het niet? Dat is niet erg."),
        widget=forms.CheckboxSelectMultiple,
    )
    verplicht = {"vormen": _("Kies een vorm, of kies: ik weet het niet.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Read the forms of today."""
        super().__init__(*args, **kwargs)
        keuzes = [(v.code, Keuze(v.naam, v.uitleg_melder)) for v in referentie.vormen()]
        self.fields["vormen"].choices = [*keuzes, (ONBEKEND, Keuze(_("Ik weet het niet")))]  # type: ignore[attr-defined]  # choices of a choice field

    def clean_vormen(self) -> list[str]:
        """Refuse "I do not know" beside a form."""
        gekozen: list[str] = self.cleaned_data["vormen"]
        if ONBEKEND in gekozen and len(gekozen) > 1:
            raise ValidationError(_("Kies een vorm, of kies: ik weet het niet. Niet allebei."))
        return gekozen


class ZietForm(BakenForm):
    """Sub-forms and indicators of the chosen forms, in plain words."""

    subvormen = forms.MultipleChoiceField(
        label=_("Kunt u het preciezer zeggen?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    indicatoren = forms.MultipleChoiceField(
        label=_("Welke van deze dingen ziet of hoort u?"),
        help_text=_("Kies alles wat past. Niets gekozen betekent niet dat er niets is."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, vormen: tuple[str, ...] = (), **kwargs: Any) -> None:
        """Read the sub-forms and indicators of the chosen forms."""
        super().__init__(*args, **kwargs)
        subvormen = [(s.code, s.naam) for code in vormen for s in referentie.subvormen(code)]
        if subvormen:
            self.fields["subvormen"].choices = subvormen  # type: ignore[attr-defined]  # choices of a choice field
        else:
            del self.fields["subvormen"]
        self.fields["indicatoren"].choices = [  # type: ignore[attr-defined]  # choices of a choice field
            (i.code, i.tekst_melder) for i in referentie.indicatoren_voor_melder(vormen)
        ]


class WaarForm(BakenForm):
    """Sector and place."""

    sector = forms.ChoiceField(label=_("In wat voor werk of omgeving?"), required=False)
    gemeente = GemeenteVeld(
        label=_("In welke gemeente?"),
        required=False,
        help_text=_("Typ de eerste letters en kies de gemeente. Weet u het niet? Laat dit leeg."),
    )
    adres = Tekst(label=_("Adres"), required=False, help_text=_("Straat en huisnummer, als u die weet."))
    plek = Tekst(
        label=_("Beschrijving van de plek"),
        required=False,
        max_tekens=1000,
        help_text=_("Bijvoorbeeld: de loods achter het tuincentrum."),
    )

    def __init__(self, *args: Any, gemeente: str = "", **kwargs: Any) -> None:
        """Read sectors (with their parts) and gemeenten; the own gemeente is chosen to begin with."""
        super().__init__(*args, **kwargs)
        sectoren: list[tuple[str, Any]] = [("", _("Weet ik niet"))]
        for sector in referentie.sectoren():
            delen = [(d.code, d.naam) for d in referentie.subsectoren(sector.code)]
            groep = [(sector.code, f"{sector.naam}: {_('algemeen')}"), *delen]
            sectoren.append((sector.naam, groep) if delen else (sector.code, sector.naam))
        self.fields["sector"].choices = sectoren  # type: ignore[attr-defined]  # choices of a choice field
        self.fields["gemeente"].initial = gemeente


class PersoonForm(BakenForm):
    """One person; everything may stay empty."""

    alles_vrij = True
    deel = forms.ChoiceField(label=_("Wat is de rol van deze persoon?"), required=False)
    leeftijdsgroep = forms.ChoiceField(label=_("Leeftijd"), required=False)
    geslacht = forms.ChoiceField(label=_("Geslacht"), required=False)
    nationaliteit = forms.ChoiceField(label=_("Land van nationaliteit"), required=False)
    naam = Tekst(label=_("Naam"), required=False, help_text=_("Alleen als u die weet."))
    geboortedatum = DatumVeld(label=_("Geboortedatum"), required=False, tot_en_met=klok.vandaag)
    telefoon = Telefoonveld(label=_("Telefoonnummer"))
    document = Tekst(
        label=_("Nummer van paspoort of ander document"),
        required=False,
        max_tekens=40,
        help_text=_("Alleen als u dat weet."),
    )
    kenmerken = Tekst(
        label=_("Waaraan herkent u deze persoon?"),
        required=False,
        max_tekens=1000,
        help_text=_("Bijvoorbeeld kleding of een auto. Kort, alleen feiten."),
    )
    OPEN = ("deel", "leeftijdsgroep", "geslacht", "nationaliteit")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Read the lists of today."""
        super().__init__(*args, **kwargs)
        for veld, feiten in (
            ("deel", referentie.delen()),
            ("leeftijdsgroep", referentie.leeftijdsgroepen()),
            ("geslacht", referentie.geslachten()),
            ("nationaliteit", referentie.nationaliteiten()),
        ):
            keuzes = [("", _("Maak een keuze")), *((f.code, f.naam) for f in feiten)]
            self.fields[veld].choices = keuzes  # type: ignore[attr-defined]  # choices of a choice field

    @property
    def leeg(self) -> bool:
        """Say whether nothing was filled in."""
        return not any(self.cleaned_data.get(naam) for naam in self.fields)


class VerhaalForm(BakenForm):
    """What was seen and when, and the three questions that cannot wait."""

    waarneming = Lang(
        label=_("Wat hebt u gezien of gehoord?"),
        max_tekens=MAX_TEKST,
        help_text=_("Beschrijf feiten. Noem geen namen als dat niet nodig is."),
    )
    gezien_op = DatumVeld(label=_("Wanneer zag of hoorde u dit?"), required=False, tot_en_met=klok.vandaag)
    gezien_tekst = Tekst(
        label=_("Weet u de dag niet precies?"),
        required=False,
        help_text=_("Vertel het dan in uw eigen woorden. Bijvoorbeeld: elke ochtend rond zes uur."),
    )
    acuut = _antwoord(_("Is er nu gevaar voor iemand?"), _("Bij gevaar belt u eerst 112."))
    vrijheid_afgenomen = _antwoord(
        _("Wordt de persoon tegengehouden?"), _("Bijvoorbeeld opgesloten, of altijd in de gaten gehouden.")
    )
    documenten_afgenomen = _antwoord(_("Heeft iemand anders de papieren van de persoon?"))
    verplicht = {"waarneming": _("Beschrijf wat u hebt gezien of gehoord.")}


_VAN_EEN_ANDER = {
    "anoniem": _("Geeft de melder een naam?"),
    "naam": _("Naam van de melder"),
    "functie": _("Functie en organisatie van de melder"),
    "telefoon": _("Telefoonnummer van de melder"),
    "email": _("E-mailadres van de melder"),
    "meldcodesector": _("Werkt de melder in een van deze sectoren?"),
    "terugkoppeling": _("Wil de melder horen wat wij ermee doen?"),
}


class ContactForm(BakenForm):
    """Who reports, or nobody by name; and whether feedback is wanted."""

    anoniem = forms.ChoiceField(
        label=_("Wilt u uw naam geven?"),
        choices=[("nee", _("Ja, u mag weten wie ik ben")), ("ja", _("Nee, ik blijf liever anoniem"))],
        widget=forms.RadioSelect,
    )
    naam = Tekst(label=_("Uw naam"), required=False)
    functie = Tekst(label=_("Uw functie en organisatie"), required=False)
    telefoon = Telefoonveld(label=_("Uw telefoonnummer"))
    email = Mailadres(label=_("Uw e-mailadres"), required=False)
    meldcodesector = forms.ChoiceField(
        label=_("Werkt u in een van deze sectoren?"),
        help_text=_("Dan geldt voor u ook de meldcode."),
        required=False,
    )
    terugkoppeling = forms.ChoiceField(
        label=_("Wilt u horen wat wij ermee doen?"),
        choices=[("ja", _("Ja")), ("nee", _("Nee"))],
        widget=forms.RadioSelect,
        initial="ja",
    )
    autocomplete = {"naam": "name", "telefoon": "tel", "email": "email", "functie": "organization-title"}
    verplicht = {
        "anoniem": _("Kies of u uw naam wilt geven."),
        "terugkoppeling": _("Kies of u iets van ons wilt horen."),
    }

    def __init__(self, *args: Any, aangemeld: bool = False, **kwargs: Any) -> None:
        """Ask a signed-in person only what is not known."""
        super().__init__(*args, **kwargs)
        keuzes = [("", _("Geen van deze")), *((s.code, s.naam) for s in referentie.meldcodesectoren())]
        self.fields["meldcodesector"].choices = keuzes  # type: ignore[attr-defined]  # choices of a choice field
        if aangemeld:
            for naam in ("anoniem", "naam", "email", "functie"):
                del self.fields[naam]

    def clean(self) -> dict[str, Any]:
        """Forget contact details of somebody who wants to stay anonymous."""
        gegevens = super().clean() or {}
        if gegevens.get("anoniem") == "ja":
            for naam in ("naam", "functie", "telefoon", "email"):
                gegevens[naam] = ""
        return gegevens


class ContactVanEenAnderForm(ContactForm):
    """The same questions about who called or wrote: the browser must not fill in who types."""

    autocomplete: ClassVar[dict[str, str]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask about the reporter, not about the person at the keyboard."""
        super().__init__(*args, **kwargs)
        for naam, label in _VAN_EEN_ANDER.items():
            self.fields[naam].label = label
        anoniem = [("nee", _("Ja")), ("ja", _("Nee, de melder blijft liever anoniem"))]
        self.fields["anoniem"].choices = anoniem  # type: ignore[attr-defined]  # choices of a choice field
        self.fields["meldcodesector"].help_text = _("Dan geldt voor de melder ook de meldcode.")
