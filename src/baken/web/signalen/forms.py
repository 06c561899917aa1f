"""Forms of the aandachtsfunctionaris. They check input and never save."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from baken.dossiers.inhoud import WAAR_HET_GEBEURT
from baken.dossiers.services import NieuweBetrokkene, NieuweLocatie
from baken.kern import klok
from baken.referentie import selectors as referentie
from baken.signalen.rules.terugkoppeling import Bericht, tekst
from baken.signalen.services.behandelen import MAX_BERICHT, Aanvulling
from baken.signalen.services.terugkoppelen import KEUZES
from baken.signalen.soorten import Antwoord
from baken.signalen.verloop import Status
from baken.web.formulieren import BakenForm, DatumVeld, Keuze
from baken.web.velden import Telefoonveld

GEEN_STUURTEKENS = RegexValidator(
    r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$", _("Deze tekst bevat onzichtbare tekens. Typ de tekst opnieuw.")
)
BERICHTNAMEN = {
    Bericht.ADVIES_GEGEVEN: _("U gaf advies"),
    Bericht.GEEN_VERVOLG: _("Er komt geen vervolg"),
    Bericht.NADER_BEKIJKEN: _("U kijkt verder"),
    Bericht.DOORGELEID: _("Het is opgepakt"),
    Bericht.AFGEROND: _("Het is afgerond"),
    Bericht.LATER: _("De melder hoort later meer"),
}
AFZENDERNAMEN = {Bericht.LATER: _("De afzender hoort later meer")}


def keuzes(gegevens: Iterable[Any], *, leeg: str = "") -> list[tuple[str, str]]:
    """Return facts as choices, with an empty one in front when a text for it is given."""
    return [*([("", leeg)] if leeg else []), *((g.code, g.naam) for g in gegevens)]


def tekstveld(label: Any, *, uitleg: Any = "", rijen: int = 5, verplicht: bool = True, lang: int = MAX_BERICHT) -> Any:
    """Return a field for a longer text without control characters."""
    return forms.CharField(
        label=label,
        help_text=uitleg,
        required=verplicht,
        max_length=lang,
        widget=forms.Textarea({"rows": rijen}),
        validators=[GEEN_STUURTEKENS],
        error_messages={"max_length": _("Deze tekst is te lang. Gebruik hoogstens %(limit_value)d tekens.")},
    )


def regelveld(label: Any, *, uitleg: Any = "", lang: int = 120, klasse: str = "baken-breed-m") -> forms.CharField:
    """Return an optional field of one line."""
    return forms.CharField(
        label=label,
        help_text=uitleg,
        required=False,
        max_length=lang,
        widget=forms.TextInput({"class": klasse}),
        validators=[GEEN_STUURTEKENS],
    )


class Werklijstfilter(BakenForm):
    """Criteria of the work list; what does not exist is left out, so that an old address still works."""

    alles_vrij = True
    nummer = regelveld(_("Nummer"), lang=20, klasse="baken-breed-s")
    status = forms.ChoiceField(label=_("Stand"), required=False, choices=[("", _("Alle standen")), *Status.choices])
    vorm = forms.ChoiceField(label=_("Vorm"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Fill the forms of exploitation of today."""
        super().__init__(*args, **kwargs)
        self.fields["vorm"].choices = keuzes(referentie.vormen(), leeg="Alle vormen")  # type: ignore[attr-defined]  # a ChoiceField

    def criteria(self) -> dict[str, str]:
        """Return the criteria that are usable, each as text."""
        self.is_valid()
        return {naam: str(self.cleaned_data.get(naam) or "") for naam in ("vorm", "status", "nummer")}


class Toewijsform(BakenForm):
    """Give the signaal to a colleague."""

    medewerker = forms.TypedChoiceField(label=_("Wie behandelt dit signaal?"), coerce=int, empty_value=None)
    verplicht = {"medewerker": _("Kies een collega.")}

    def __init__(self, *args: Any, collegas: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        """collegas: id and name of who may assess here."""
        super().__init__(*args, **kwargs)
        self.fields["medewerker"].choices = [("", "Kies een collega"), *collegas]  # type: ignore[attr-defined]  # as above


class Berichtform(BakenForm):
    """A message to the reporter."""

    tekst = tekstveld(_("Uw bericht aan de melder"), uitleg=_("Noem geen namen en niets over het onderzoek."), rijen=4)
    wacht = forms.BooleanField(
        label=_("Wacht op het antwoord. Het signaal komt terug zodra de melder schrijft."), required=False
    )
    verplicht = {"tekst": _("Schrijf eerst uw bericht.")}


class Eigenberichtform(BakenForm):
    """A message of a signed-in reporter."""

    tekst = tekstveld(_("Uw bericht"), rijen=4)
    verplicht = {"tekst": _("Schrijf eerst uw bericht.")}


class Terugkoppelform(BakenForm):
    """One of the bounded texts."""

    bericht = forms.ChoiceField(label=_("Wat hoort de melder?"), widget=forms.RadioSelect)
    datum = DatumVeld(
        label=_("Wanneer hoort de melder meer?"),
        help_text=_("Alleen als u kiest voor later."),
        required=False,
    )
    verplicht = {"bericht": _("Kies een van de vaste teksten.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Show each text exactly as the reporter will read it."""
        super().__init__(*args, **kwargs)
        self.toon(KEUZES)

    def toon(self, keuzes: Sequence[Bericht], laatste_dag: date | None = None) -> None:
        """Offer these texts; a page narrows them to what fits what happened, the service refuses the others."""
        if keuzes and Bericht.LATER not in keuzes and "datum" not in self.errors:
            del self.fields["datum"]
        elif laatste_dag is not None:
            self.fields["datum"].help_text = _("Alleen als u kiest voor later. Uiterlijk %(dag)s.") % {
                "dag": date_format(laatste_dag, "j F Y")
            }
        self.fields["bericht"].choices = [(b.value, Keuze(BERICHTNAMEN[b], _leestekst(b))) for b in keuzes]  # type: ignore[attr-defined]  # as above

    def voor_afzender(self, zinnen: Mapping[Bericht, str]) -> None:
        """Show what the sender of a packet reads: the reporter of such a signaal is somewhere else."""
        self.fields["bericht"].label = _("Wat hoort de afzender?")
        keuzes_ = [(b.value, Keuze(AFZENDERNAMEN.get(b, BERICHTNAMEN[b]), zin)) for b, zin in zinnen.items()]
        self.fields["bericht"].choices = keuzes_  # type: ignore[attr-defined]  # as above
        if "datum" in self.fields:
            self.fields["datum"].label = _("Wanneer hoort de afzender meer?")


def _leestekst(bericht: Bericht) -> str:
    if bericht != Bericht.LATER:
        return tekst(bericht)
    voorbeeld = date(2026, 1, 1)
    return tekst(bericht, datum=voorbeeld).replace("1 januari 2026", "[de dag die u kiest]")


class Risicoform(BakenForm):
    """Risk factors as the aandachtsfunctionaris sees them."""

    alles_vrij = True
    factoren = forms.MultipleChoiceField(label=_("Wat ziet u?"), required=False, widget=forms.CheckboxSelectMultiple)
    toelichting = tekstveld(_("Toelichting"), verplicht=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Fill the factors of today, each with its explanation."""
        super().__init__(*args, **kwargs)
        self.fields["factoren"].choices = [  # type: ignore[attr-defined]  # as above
            (f.code, Keuze(f.naam, f.omschrijving)) for f in referentie.risicofactoren()
        ]


class Feitenform(BakenForm):
    """Facts to add or correct; answers may stay open."""

    alles_vrij = True
    versie = forms.IntegerField(widget=forms.HiddenInput)
    vormen = forms.MultipleChoiceField(
        label=_("Om welke vorm gaat het?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    sector = forms.ChoiceField(label=_("Sector"), required=False)
    gemeente_code = forms.ChoiceField(label=_("In welke gemeente speelt het?"), required=False)
    acuut = forms.ChoiceField(label=_("Is er nu acuut gevaar?"), choices=Antwoord.choices, widget=forms.RadioSelect)
    vrijheid_afgenomen = forms.ChoiceField(
        label=_("Is iemands vrijheid afgenomen?"), choices=Antwoord.choices, widget=forms.RadioSelect
    )
    documenten_afgenomen = forms.ChoiceField(
        label=_("Zijn iemands papieren afgenomen?"), choices=Antwoord.choices, widget=forms.RadioSelect
    )
    minderjarig = forms.ChoiceField(
        label=_("Is er een minderjarige bij betrokken?"), choices=Antwoord.choices, widget=forms.RadioSelect
    )
    georganiseerd = forms.ChoiceField(
        label=_("Zijn er tekenen van georganiseerde misdaad?"), choices=Antwoord.choices, widget=forms.RadioSelect
    )
    smokkel_genoemd = forms.BooleanField(
        label=Keuze(_("De melder noemt mensensmokkel")),
        help_text=_("Smokkel is geen mensenhandel. Het kan wel samen gaan."),
        required=False,
    )
    advies_gevraagd = forms.BooleanField(label=_("De melder vraagt alleen om advies"), required=False)
    meldcodesector = forms.ChoiceField(label=_("Valt de melder onder de meldcode?"), required=False)
    indicatoren = forms.MultipleChoiceField(
        label=_("Wat is er gezien?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    NAAST = ("acuut", "vrijheid_afgenomen", "documenten_afgenomen", "minderjarig", "georganiseerd")

    def __init__(self, *args: Any, vormcodes: Sequence[str] = (), extra: Sequence[str] = (), **kwargs: Any) -> None:
        """vormcodes: the forms whose indicators are shown; extra: indicators that were ticked already."""
        super().__init__(*args, **kwargs)
        namen = referentie.namen()
        velden: Any = self.fields
        velden["vormen"].choices = [
            (v.code, v.naam if v.ouder is None else f"{namen.get(v.ouder, '')}: {v.naam}")
            for w in referentie.vormen()
            for v in (w, *referentie.subvormen(w.code))
        ]
        velden["sector"].choices = [
            ("", "Niet bekend"),
            *(
                (s.code, s.naam if s.ouder is None else f"{namen.get(s.ouder, '')}: {s.naam}")
                for w in referentie.sectoren()
                for s in (w, *referentie.subsectoren(w.code))
            ),
        ]
        velden["gemeente_code"].choices = keuzes(referentie.gemeenten(), leeg="Niet bekend")
        velden["meldcodesector"].choices = keuzes(referentie.meldcodesectoren(), leeg="Nee, of niet bekend")
        getoond = {i.code: i.naam for i in referentie.indicatoren(vormcodes)}
        getoond.update({code: namen.get(code, code) for code in extra if code not in getoond})
        velden["indicatoren"].choices = list(getoond.items())
        for naam in self.NAAST:
            velden[naam].widget.attrs["class"] = "baken-naast"

    def aanvulling(self, personen: Sequence[NieuweBetrokkene], locaties: Sequence[NieuweLocatie]) -> Aanvulling:
        """Return what the service takes in."""
        c = self.cleaned_data
        sector = referentie.sector(c["sector"]) if c["sector"] else None
        return Aanvulling(
            vormen=tuple(c["vormen"]),
            indicatoren=tuple(c["indicatoren"]),
            sector=(sector.ouder or sector.code) if sector else "",
            subsector=sector.code if sector and sector.ouder else "",
            gemeente_code=c["gemeente_code"],
            meldcodesector=c["meldcodesector"],
            smokkel_genoemd=c["smokkel_genoemd"],
            advies_gevraagd=c["advies_gevraagd"],
            **{naam: Antwoord(c[naam]) for naam in self.NAAST},
            personen=tuple(personen),
            locaties=tuple(locaties),
        )


class Persoonform(BakenForm):
    """One more person; everything may stay open."""

    alles_vrij = True
    deel = forms.ChoiceField(label=_("Welk deel had deze persoon?"), required=False)
    leeftijdsgroep = forms.ChoiceField(label=_("Leeftijd"), required=False)
    geslacht = forms.ChoiceField(label=_("Geslacht"), required=False)
    nationaliteit = forms.ChoiceField(label=_("Land van nationaliteit"), required=False)
    naam = regelveld(_("Naam"))
    geboortedatum = DatumVeld(label=_("Geboortedatum"), required=False, tot_en_met=klok.vandaag)
    telefoon = Telefoonveld(label=_("Telefoon"))
    email = forms.EmailField(
        label=_("E-mailadres"),
        required=False,
        error_messages={"invalid": _("Vul een e-mailadres in zoals naam@voorbeeld.nl.")},
    )
    document = regelveld(_("Documentnummer"), lang=40)
    hulp = tekstveld(_("Zorg of hulp die nodig is"), verplicht=False, rijen=3)
    rol = tekstveld(_("Wat deed of overkwam deze persoon?"), verplicht=False, rijen=3)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Fill the choices of today."""
        super().__init__(*args, **kwargs)
        velden: Any = self.fields
        velden["deel"].choices = keuzes(referentie.delen(), leeg="Kies")
        velden["leeftijdsgroep"].choices = keuzes(referentie.leeftijdsgroepen(), leeg="Niet bekend")
        velden["geslacht"].choices = keuzes(referentie.geslachten(), leeg="Niet bekend")
        velden["nationaliteit"].choices = keuzes(referentie.nationaliteiten(), leeg="Niet bekend")

    def clean(self) -> dict[str, Any]:
        """Ask for the part as soon as anything else is filled in."""
        c: dict[str, Any] = super().clean() or {}
        if not c.get("deel") and any(c.get(naam) for naam in self.fields if naam != "deel"):
            self.add_error("deel", _("Kies welk deel deze persoon had. Weet u het niet, kies dan onbekend."))
        return c

    def persoon(self) -> NieuweBetrokkene | None:
        """Return the person, or None when nothing was filled in."""
        c = self.cleaned_data
        if not c["deel"]:
            return None
        geboren = c["geboortedatum"].isoformat() if c["geboortedatum"] else ""
        return NieuweBetrokkene(
            deel=c["deel"],
            leeftijdsgroep=c["leeftijdsgroep"],
            geslacht=c["geslacht"],
            nationaliteit=c["nationaliteit"],
            identiteit=_gevuld(naam=c["naam"], geboortedatum=geboren, document=c["document"]),
            contact=_gevuld(telefoon=c["telefoon"], email=c["email"]),
            zorg=_gevuld(omschrijving=c["hulp"]),
            strafbaar=_gevuld(omschrijving=c["rol"]),
        )


class Plaatsform(BakenForm):
    """One more place, and whose it is: who may not know a person may not know where that person is."""

    alles_vrij = True
    plaats_gemeente = forms.ChoiceField(label=_("Gemeente"), required=False)
    adres = regelveld(_("Adres"), lang=200, klasse="baken-breed-l")
    omschrijving = regelveld(_("Omschrijving van de plek"), lang=400, klasse="baken-breed-l")
    van = forms.TypedChoiceField(
        label=_("Bij wie hoort deze plaats?"),
        help_text=_("Slaapt of woont hier iemand? Kies die persoon. Dan is zij alleen voor wie die persoon ziet."),
        required=False,
        widget=forms.RadioSelect,
        coerce=int,
        empty_value=None,
        error_messages={"required": _("Kies bij wie deze plaats hoort, of dat het hier gebeurt.")},
    )

    def __init__(self, *args: Any, personen: Sequence[tuple[int, str]] = (), **kwargs: Any) -> None:
        """Fill the gemeenten of today. personen: number and pseudonym of who can be at a place."""
        super().__init__(*args, **kwargs)
        self.fields["van"].choices = [(WAAR_HET_GEBEURT, _("Hier gebeurt het, of is het gebeurd")), *personen]  # type: ignore[attr-defined]  # as above
        self.fields["plaats_gemeente"].choices = keuzes(referentie.gemeenten(), leeg="Niet bekend")  # type: ignore[attr-defined]  # as above

    def clean(self) -> dict[str, Any]:
        """Ask whose place it is as soon as anything else is filled in."""
        c: dict[str, Any] = super().clean() or {}
        if c.get("van") is None and "van" not in self.errors and any(c.get(n) for n in ("adres", "omschrijving")):
            self.add_error("van", self.fields["van"].error_messages["required"])
        return c

    def plaats(self) -> NieuweLocatie | None:
        """Return the place, or None when nothing was filled in."""
        c = self.cleaned_data
        if not (c["adres"] or c["omschrijving"]):
            return None
        return NieuweLocatie(c["plaats_gemeente"], c["adres"], c["omschrijving"], c["van"])


def _gevuld(**velden: str) -> dict[str, str]:
    return {naam: waarde.strip() for naam, waarde in velden.items() if waarde and waarde.strip()}


def zet_fouten(form: forms.BaseForm, fouten: Any) -> None:
    """Put the errors of the domain on the form, so that everything typed stays."""
    for veld, teksten in fouten.items():
        for zin in teksten:
            form.add_error(veld if veld in form.fields else None, zin)
