"""Forms of the zorgcoordinator. They check input and never save."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from baken.dossiers.services import NieuweBetrokkene
from baken.kern import klok
from baken.referentie import selectors as referentie
from baken.signalen.rules.besluit import MINIMUM_REDEN
from baken.web.formulieren import BakenForm, DatumVeld, Keuze
from baken.web.signalen.forms import keuzes, regelveld, tekstveld
from baken.web.velden import BIJ_EEN_KIND, Telefoonveld
from baken.zorg.inhoud import Profiel
from baken.zorg.rules.verblijf import NAMEN as VERBLIJFSNAMEN
from baken.zorg.rules.verblijf import Verblijf
from baken.zorg.services.basis import MAX_KORT, MAX_TEKST
from baken.zorg.services.intake import MEESTE_KINDEREN
from baken.zorg.soorten import Antwoord, Doelgroep, Inzet

WAAROM = _("Schrijf in ten minste %(n)d tekens waarom.") % {"n": MINIMUM_REDEN}
PK = 2**31 - 1


class Zorgform(BakenForm):
    """A form that stands on a page with others: each has its own ids."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Give the fields ids of their own."""
        kwargs.setdefault("auto_id", f"id_{type(self).__name__.lower()}_%s")
        super().__init__(*args, **kwargs)

    def kies(self, veld: str, waarden: Iterable[tuple[str, Any]]) -> None:
        """Set the choices of a field."""
        self.fields[veld].choices = list(waarden)  # type: ignore[attr-defined]  # a ChoiceField


class Versieform(Zorgform):
    """A form that says which version it was made with."""

    versie = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=PK)


class Clientvelden(Zorgform):
    """Who the client is; nearly everything may stay open."""

    naam = regelveld(_("Naam of roepnaam"))
    geboortedatum = DatumVeld(label=_("Geboortedatum"), required=False, tot_en_met=klok.vandaag)
    leeftijdsgroep = forms.ChoiceField(label=_("Leeftijd"), required=False)
    geslacht = forms.ChoiceField(label=_("Geslacht"), required=False)
    nationaliteit = forms.ChoiceField(label=_("Land van nationaliteit"), required=False)
    telefoon = Telefoonveld(label=_("Telefoon"))
    email = forms.EmailField(
        label=_("E-mailadres"),
        required=False,
        error_messages={"invalid": _("Vul een e-mailadres in zoals naam@voorbeeld.nl.")},
    )
    document = regelveld(_("Documentnummer"), lang=40)
    hulp = tekstveld(_("Zorg of hulp die nodig is"), verplicht=False, rijen=3)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Fill the choices of today."""
        super().__init__(*args, **kwargs)
        self.kies("leeftijdsgroep", keuzes(referentie.leeftijdsgroepen(), leeg="Niet bekend"))
        self.kies("geslacht", keuzes(referentie.geslachten(), leeg="Niet bekend"))
        self.kies("nationaliteit", keuzes(referentie.nationaliteiten(), leeg="Niet bekend"))

    def client(self, deel: str) -> NieuweBetrokkene:
        """Return the client as typed."""
        c = self.cleaned_data
        geboren = c["geboortedatum"].isoformat() if c["geboortedatum"] else ""
        return NieuweBetrokkene(
            deel=deel,
            leeftijdsgroep=c["leeftijdsgroep"],
            geslacht=c["geslacht"],
            nationaliteit=c["nationaliteit"],
            identiteit=_gevuld(naam=c["naam"], geboortedatum=geboren, document=c["document"]),
            contact=_gevuld(telefoon=c["telefoon"], email=c["email"]),
            zorg=_gevuld(omschrijving=c["hulp"]),
        )


def _gevuld(**velden: str) -> dict[str, str]:
    return {naam: waarde.strip() for naam, waarde in velden.items() if waarde.strip()}


class Clientform(Clientvelden, Versieform):
    """Correct who the client is."""

    alles_vrij = True


class Aanmeldform(Clientvelden):
    """Somebody who needs help."""

    verplicht = {
        "doelgroep": _("Kies voor wie de hulp is."),
        "toelichting": _("Schrijf waarom deze persoon hulp nodig heeft."),
        "akkoord": _("Kies of de persoon toestemming gaf."),
    }
    doelgroep = forms.ChoiceField(
        label=_("Voor wie is de hulp?"),
        choices=[
            (str(Doelgroep.SLACHTOFFER), Keuze(_("Een slachtoffer"), "")),
            (
                str(Doelgroep.DADER),
                Keuze(_("Een dader die hulp krijgt"), _("Alleen wie dit traject doet, kan het lezen.")),
            ),
        ],
        widget=forms.RadioSelect,
    )
    toelichting = tekstveld(_("Waarom heeft deze persoon hulp nodig?"), rijen=4, lang=MAX_TEKST)
    aanmelder = regelveld(_("Wie meldde deze persoon aan?"), uitleg=_("Bijvoorbeeld politie, of de persoon zelf."))
    vormen = forms.MultipleChoiceField(
        label=_("Om welke vorm van uitbuiting gaat het?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    akkoord = forms.ChoiceField(
        label=_("Gaf de persoon toestemming voor hulp?"),
        choices=[("ja", _("Ja")), ("nee", _("Nee, nog niet"))],
        widget=forms.RadioSelect,
    )
    hoe = regelveld(_("Zo ja: hoe gaf de persoon toestemming?"), uitleg=_("Bijvoorbeeld in een gesprek, met een tolk."))
    woorden = tekstveld(
        _("Zo ja: wat vroeg u, en wat was het antwoord?"),
        uitleg=_("In ten minste %(n)d tekens.") % {"n": MINIMUM_REDEN},
        rijen=3,
        verplicht=False,
        lang=MAX_TEKST,
    )
    door_wie = regelveld(_("Zo ja: besliste iemand anders, of mee? Wie?"), uitleg=BIJ_EEN_KIND, lang=MAX_KORT)
    waarom_zonder = tekstveld(
        _("Zo nee: waarom begint u zonder toestemming?"),
        uitleg=_("In ten minste %(n)d tekens.") % {"n": MINIMUM_REDEN},
        rijen=3,
        verplicht=False,
        lang=MAX_TEKST,
    )
    casus = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=PK)

    field_order = ("doelgroep", *Clientvelden.base_fields)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Fill the forms of exploitation of today."""
        super().__init__(*args, **kwargs)
        self.kies("vormen", keuzes(referentie.vormen()))

    def clean(self) -> dict[str, Any]:
        """Ask for the words of a yes, or the reason for going without."""
        c: dict[str, Any] = super().clean() or {}
        ja = c.get("akkoord") == "ja"
        veld = "woorden" if ja else "waarom_zonder"
        if c.get("akkoord") and len(c.get(veld, "").strip()) < MINIMUM_REDEN:
            self.add_error(veld, _("Schrijf dit op in ten minste %(n)d tekens.") % {"n": MINIMUM_REDEN})
        if ja and not c.get("hoe", "").strip():
            self.add_error("hoe", _("Vul in hoe de toestemming is gegeven."))
        return c


class Intakeform(Versieform):
    """What care and shelter need to know."""

    verplicht = {"verslag": _("Schrijf kort op hoe de intake ging.")}
    verblijf = forms.ChoiceField(label=_("Waarop verblijft de persoon hier?"), required=False)
    ingeschreven = forms.ChoiceField(
        label=_("Staat de persoon ingeschreven in een gemeente?"), choices=Antwoord.choices, widget=forms.RadioSelect
    )
    ingeschreven_in = forms.ChoiceField(label=_("Zo ja: in welke gemeente?"), required=False)
    aangetroffen_in = forms.ChoiceField(label=_("In welke gemeente is de persoon aangetroffen?"), required=False)
    woont_in = forms.ChoiceField(label=_("In welke gemeente woont of verblijft de persoon?"), required=False)
    werkt_in = forms.ChoiceField(label=_("In welke gemeente werkte de persoon?"), required=False)
    inzet = forms.ChoiceField(
        label=_("Kwam de persoon vrij bij een actie van een van deze diensten?"),
        help_text=_("Zij hebben eigen noodbedden of crisisplekken."),
        required=False,
        choices=[("", _("Nee, of niet bekend")), *Inzet.choices],
    )
    taal = regelveld(_("Welke taal spreekt de persoon?"), lang=MAX_KORT)
    tolk = forms.ChoiceField(label=_("Is er een tolk nodig?"), choices=Antwoord.choices, widget=forms.RadioSelect)
    kinderen_bekend = forms.ChoiceField(
        label=_("Komen er kinderen mee?"), choices=Antwoord.choices, widget=forms.RadioSelect
    )
    kinderen = regelveld(
        _("Zo ja: hoe oud zijn zij?"),
        uitleg=_("Leeftijden in jaren, met een komma ertussen. Bijvoorbeeld 3, 7."),
        lang=80,
    )
    contra_gevraagd = forms.BooleanField(
        label=_("Ik heb gevraagd wat bij opvang niet kan of extra nodig is."), required=False
    )
    contra_indicaties = forms.MultipleChoiceField(
        label=_("Wat kan niet, of is extra nodig bij opvang?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    verslag = tekstveld(_("Hoe ging de intake?"), rijen=4, lang=MAX_TEKST)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Fill the choices of today."""
        super().__init__(*args, **kwargs)
        self.kies("verblijf", [("", _("Niet gevraagd")), *((str(v), _(VERBLIJFSNAMEN[v])) for v in Verblijf)])
        gemeenten = keuzes(referentie.gemeenten(), leeg="Niet bekend")
        for veld in ("ingeschreven_in", "aangetroffen_in", "woont_in", "werkt_in"):
            self.kies(veld, gemeenten)
        contra = keuzes(referentie.feiten("contra_indicatie"))
        self.kies("contra_indicaties", contra)
        if not contra:
            del self.fields["contra_indicaties"], self.fields["contra_gevraagd"]

    def clean_kinderen(self) -> str:
        """Check the ages: whole years below 18."""
        tekst: str = self.cleaned_data["kinderen"]
        leeftijden = _leeftijden(tekst)
        if leeftijden is None or len(leeftijden) > MEESTE_KINDEREN:
            raise forms.ValidationError(_("Typ leeftijden van 0 tot en met 17, met een komma ertussen."))
        return tekst

    def clean(self) -> dict[str, Any]:
        """Ask how old the children are when they come along."""
        c: dict[str, Any] = super().clean() or {}
        if c.get("kinderen_bekend") == Antwoord.JA and c.get("kinderen") == "":
            self.add_error("kinderen", _("Vul in hoe oud de kinderen zijn."))
        return c

    def profiel(self, oud: Profiel) -> Profiel:
        """Return the profile as typed. Children and contra-indications that were not asked stay unknown."""
        c = self.cleaned_data
        banden = tuple(referentie.leeftijdsgroep_bij(n).code for n in _leeftijden(c["kinderen"]) or ())
        kinderen = {Antwoord.JA: banden, Antwoord.NEE: ()}.get(c["kinderen_bekend"])
        gevraagd = c.get("contra_gevraagd") or c.get("contra_indicaties")
        velden = ("verblijf", "ingeschreven", "ingeschreven_in", "aangetroffen_in", "woont_in", "werkt_in")
        return Profiel(
            **{veld: c[veld] for veld in (*velden, "inzet", "taal", "tolk")},
            kinderen=kinderen,
            contra_indicaties=tuple(c["contra_indicaties"]) if gevraagd else oud.contra_indicaties,
        )


def _leeftijden(tekst: str) -> list[int] | None:
    delen = [deel.strip() for deel in tekst.replace(";", ",").split(",") if deel.strip()]
    if not all(deel.isascii() and deel.isdigit() and len(deel) <= 2 and int(deel) < 18 for deel in delen):
        return None
    return [int(deel) for deel in delen]


class Gemeenteform(Versieform):
    """Where the client is registered and was found."""

    ingeschreven = forms.ChoiceField(
        label=_("Staat de persoon ingeschreven in een gemeente?"), choices=Antwoord.choices, widget=forms.RadioSelect
    )
    ingeschreven_in = forms.ChoiceField(label=_("Zo ja: in welke gemeente?"), required=False)
    aangetroffen_in = forms.ChoiceField(label=_("In welke gemeente is de persoon aangetroffen?"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Fill the gemeenten of today."""
        super().__init__(*args, **kwargs)
        for veld in ("ingeschreven_in", "aangetroffen_in"):
            self.kies(veld, keuzes(referentie.gemeenten(), leeg="Niet bekend"))


class Doelform(Zorgform):
    """A need in one area of life, what is to be reached, and who helps."""

    verplicht = {"leefgebied": _("Kies een leefgebied."), "behoefte": _("Schrijf op wat de cliënt nodig heeft.")}
    leefgebied = forms.ChoiceField(label=_("Leefgebied"))
    behoefte = tekstveld(_("Wat heeft de cliënt nodig?"), rijen=2, lang=MAX_TEKST)
    doel = tekstveld(_("Wat wilt u samen bereiken?"), rijen=2, verplicht=False, lang=MAX_TEKST)
    aanbieder_id = forms.TypedChoiceField(
        label=_("Wie helpt? Kies een organisatie"), required=False, coerce=int, empty_value=None
    )
    dienst = forms.ChoiceField(label=_("Of kies een dienst"), required=False)
    aanbieder = regelveld(_("Of typ wie er helpt"), lang=MAX_KORT)
    tot = DatumVeld(label=_("Wanneer bekijkt u dit opnieuw?"), required=False)

    def __init__(
        self, *args: Any, aanbieders: Iterable[tuple[int, str]] = (), diensten: Iterable[Any] = (), **kwargs: Any
    ) -> None:
        """Set who can help."""
        super().__init__(*args, **kwargs)
        self.kies("leefgebied", keuzes(referentie.feiten("leefgebied"), leeg="Kies"))
        self.kies("aanbieder_id", [("", _("Nog niemand")), *((str(pk), naam) for pk, naam in aanbieders)])
        self.kies("dienst", keuzes(diensten, leeg="Geen"))


class Doelbijwerkform(Doelform, Versieform):
    """Change a goal that is open."""


class Doelstandform(Versieform):
    """Where a goal stands now."""

    verplicht = {"naar": _("Kies hoe het nu staat.")}
    naar = forms.ChoiceField(label=_("Hoe staat het nu?"), widget=forms.RadioSelect)
    resultaat = tekstveld(
        _("Wat is er bereikt, of waarom gaat het niet door?"), rijen=3, verplicht=False, lang=MAX_TEKST
    )

    def __init__(self, *args: Any, standen: Sequence[tuple[str, Any]] = (), **kwargs: Any) -> None:
        """Set which states can follow."""
        super().__init__(*args, **kwargs)
        self.kies("naar", standen)


class Redenform(Versieform):
    """A reason, for what only asks that."""

    verplicht = {"reden": WAAROM}
    reden = tekstveld(_("Waarom?"), uitleg=WAAROM, rijen=3, lang=MAX_TEKST)


class Sluitform(Versieform):
    """Why it stops."""

    verplicht = {"afsluitreden": _("Kies waarom het stopt.")}
    afsluitreden = forms.ChoiceField(label=_("Waarom stopt het?"), widget=forms.RadioSelect)
    reden = tekstveld(_("Toelichting"), uitleg=WAAROM, rijen=3, verplicht=False, lang=MAX_TEKST)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Fill the reasons of today."""
        super().__init__(*args, **kwargs)
        self.kies("afsluitreden", keuzes(referentie.feiten("afsluitreden_zorg")))


class Startform(Versieform):
    """Start the help; without consent it asks why."""

    waarom_zonder = tekstveld(
        _("Waarom start u zonder toestemming?"), uitleg=WAAROM, rijen=3, verplicht=False, lang=MAX_TEKST
    )


class Nazorgform(Versieform):
    """Go on with aftercare until a day."""

    verplicht = {"tot": _("Vul in tot wanneer de nazorg duurt."), "afspraken": _("Schrijf op wat u afsprak.")}
    tot = DatumVeld(label=_("Tot wanneer duurt de nazorg?"))
    afspraken = tekstveld(_("Wat spreekt u af?"), rijen=3, lang=MAX_TEKST)


class Overdraagform(Zorgform):
    """Ask a colleague to take a traject over."""

    verplicht = {"naar": _("Kies een collega."), "reden": WAAROM}
    naar = forms.TypedChoiceField(label=_("Wie neemt dit traject over?"), coerce=int)
    reden = tekstveld(_("Waarom draagt u over?"), uitleg=WAAROM, rijen=3, lang=MAX_TEKST)

    def __init__(self, *args: Any, collegas: Iterable[tuple[int, str]] = (), **kwargs: Any) -> None:
        """Set who may be chosen."""
        super().__init__(*args, **kwargs)
        self.kies("naar", [(str(pk), naam) for pk, naam in collegas])
