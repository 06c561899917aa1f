"""Forms of requests of persons. They check input and never save."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from baken.dossiers.inzage.besluit import Besluitvorm
from baken.dossiers.inzage.personen import Veldregel, heeft_meer, huidig, kop_van, te_verbeteren, veldregels
from baken.dossiers.verzoekverloop import Dossieruitkomst, Vaststelling, Verzoeksoort, gronden_voor
from baken.kern import klok
from baken.web.formulieren import BakenForm, DatumVeld, Keuze
from baken.web.signalen.forms import regelveld, tekstveld

UITLEG = {
    Verzoeksoort.INZAGE: _("Weten wat Baken over de persoon heeft (AVG artikel 15)."),
    Verzoeksoort.RECTIFICATIE: _("Onjuiste gegevens laten verbeteren (AVG artikel 16)."),
    Verzoeksoort.WISSING: _("Gegevens laten wissen (AVG artikel 17)."),
    Verzoeksoort.BEPERKING: _("Gegevens wel bewaren, maar niet gebruiken (AVG artikel 18)."),
}
VOOR_ELK: dict[tuple[str, str], Any] = {
    (Verzoeksoort.INZAGE, Dossieruitkomst.TOEGEWEZEN): _("Geef alles wat hier over de persoon staat"),
    (Verzoeksoort.INZAGE, Dossieruitkomst.DEELS): _("Geef een deel"),
    (Verzoeksoort.INZAGE, Dossieruitkomst.GEWEIGERD): _("Geef niets"),
    (Verzoeksoort.RECTIFICATIE, Dossieruitkomst.TOEGEWEZEN): _("Verbeter wat wordt gevraagd"),
    (Verzoeksoort.RECTIFICATIE, Dossieruitkomst.DEELS): _("Verbeter een deel"),
    (Verzoeksoort.RECTIFICATIE, Dossieruitkomst.GEWEIGERD): _("Verbeter niets"),
    (Verzoeksoort.WISSING, Dossieruitkomst.TOEGEWEZEN): _("Wis alles van deze persoon in dit dossier"),
    (Verzoeksoort.WISSING, Dossieruitkomst.DEELS): _("Wis een deel"),
    (Verzoeksoort.WISSING, Dossieruitkomst.GEWEIGERD): _("Wis niets"),
    (Verzoeksoort.BEPERKING, Dossieruitkomst.TOEGEWEZEN): _("Bewaar de gegevens en geef ze aan niemand"),
    (Verzoeksoort.BEPERKING, Dossieruitkomst.GEWEIGERD): _("Beperk niet"),
}
UITLEG_ANDER = _("De gegevens lijken op elkaar, maar het is een andere persoon.")


class Verzoekform(BakenForm):
    """What the FG writes down of a request. What is typed is sealed."""

    soort = forms.TypedChoiceField(
        label=_("Wat vraagt de persoon?"),
        coerce=Verzoeksoort,
        choices=[(s.value, Keuze(s.label, UITLEG[s])) for s in Verzoeksoort],
        widget=forms.RadioSelect,
    )
    ontvangen_op = DatumVeld(
        label=_("Wanneer kwam het verzoek binnen?"),
        help_text=_("Vanaf deze dag loopt de termijn van een maand."),
        tot_en_met=klok.vandaag,
    )
    vastgesteld = forms.TypedChoiceField(
        label=_("Hoe is vastgesteld wie het vraagt?"),
        help_text=_("Bewaar geen kopie van een identiteitsbewijs, ook niet buiten Baken."),
        coerce=Vaststelling,
        choices=Vaststelling.choices,
        widget=forms.RadioSelect,
    )
    naam = forms.CharField(label=_("Naam"), max_length=120, widget=forms.TextInput({"class": "baken-breed-m"}))
    geboortedatum = DatumVeld(label=_("Geboortedatum"), required=False, tot_en_met=klok.vandaag)
    telefoon = regelveld(_("Telefoonnummer"), lang=40)
    email = forms.EmailField(
        label=_("E-mailadres"),
        required=False,
        widget=forms.EmailInput({"class": "baken-breed-m"}),
        error_messages={"invalid": _("Vul een e-mailadres in zoals naam@voorbeeld.nl.")},
    )
    document = regelveld(_("Nummer van paspoort of ander document"), lang=40)
    adres = regelveld(_("Adres"), lang=200, uitleg=_("Postcode en huisnummer, of straat en huisnummer."))
    antwoord_naar = regelveld(
        _("Waar moet het antwoord heen?"), lang=200, uitleg=_("Kies met de persoon een veilige manier.")
    )
    vraag = tekstveld(_("Wat vraagt de persoon precies?"), rijen=3, verplicht=False, lang=2_000)
    verplicht = {
        "soort": _("Kies wat de persoon vraagt."),
        "ontvangen_op": _("Vul in op welke dag het verzoek binnenkwam."),
        "vastgesteld": _("Kies hoe is vastgesteld wie het vraagt."),
        "naam": _("Vul de naam in van wie het vraagt."),
    }

    def wie(self) -> dict[str, str]:
        """Return what is typed of the person, a birth date as ISO text."""
        gegevens = dict(self.cleaned_data)
        for weg in ("soort", "ontvangen_op", "vastgesteld"):
            gegevens.pop(weg, None)
        dag = gegevens.pop("geboortedatum", None)
        return {**gegevens, "geboortedatum": dag.isoformat() if dag else ""}


class Redenform(BakenForm):
    """A reason for lengthening the term, or for lifting a restriction."""

    reden = tekstveld(_("Waarom?"), uitleg=_("Ten minste 20 tekens."), rijen=3, lang=2_000)
    verplicht = {"reden": _("Schrijf waarom.")}


class Besluitform(BakenForm):
    """The decision on one dossier; the fields depend on what is asked and on what the dossier holds of the person."""

    alles_vrij = True  # what else is needed depends on the choice, and is said there
    uitkomst = forms.TypedChoiceField(label=_("Wat besluit u?"), coerce=Dossieruitkomst, widget=forms.RadioSelect)
    verplicht = {"uitkomst": _("Kies wat u besluit.")}

    def __init__(
        self,
        *args: Any,
        soort: str,
        persoon: Any,
        eigen: Sequence[Veldregel],
        ontvangers: Sequence[tuple[int, str]],
        namen: dict[str, str],
        **kwargs: Any,
    ) -> None:
        """soort: what is asked. persoon: the person chosen in the dossier, or None. eigen: further lines."""
        super().__init__(*args, **kwargs)
        self.soort, self.persoon, self.eigen = soort, persoon, eigen
        self._zet_uitkomsten()
        if persoon is not None:
            self._zet_inhoud(namen)
            if ontvangers:
                self.fields["ontvangers"] = forms.TypedMultipleChoiceField(
                    label=_("Welke ontvangers noemt het antwoord?"),
                    help_text=_("Noem niemand als dat een onderzoek schaadt of iemand in gevaar brengt."),
                    coerce=int,
                    choices=ontvangers,
                    required=False,
                    widget=forms.CheckboxSelectMultiple,
                )
        self._zet_weigering()

    def _zet_uitkomsten(self) -> None:
        geeft = {Dossieruitkomst.TOEGEWEZEN, Dossieruitkomst.DEELS}
        keuzes: list[tuple[str, Any]] = [
            (str(uitkomst), label)
            for (soort, uitkomst), label in VOOR_ELK.items()
            if soort == self.soort and (self.persoon is not None or uitkomst not in geeft)
        ]
        ander = Keuze(Dossieruitkomst.ANDER.label, UITLEG_ANDER)
        self.fields["uitkomst"].choices = [*keuzes, (Dossieruitkomst.ANDER.value, ander)]  # type: ignore[attr-defined]  # a ChoiceField

    def _zet_inhoud(self, namen: dict[str, str]) -> None:
        if self.soort in {Verzoeksoort.INZAGE, Verzoeksoort.WISSING}:
            geven = self.soort == Verzoeksoort.INZAGE
            alle = veldregels(self.persoon, namen)
            if not geven:
                alle = [r for r in alle if r.code != "rol"]
            self.fields["velden"] = forms.MultipleChoiceField(
                label=_("Wat krijgt de persoon?") if geven else _("Wat wordt gewist?"),
                help_text=self._uitleg_velden(geven),
                choices=[(r.code, f"{r.kop}: {r.tekst}") for r in (*alle, *self.eigen)],
                required=False,
                widget=forms.CheckboxSelectMultiple,
                initial=[r.code for r in alle],  # never a note beforehand: others may be in it
            )
            if geven:
                self.fields["samenvatting"] = tekstveld(
                    _("Wat staat er verder over de persoon in het dossier?"),
                    uitleg=_(
                        "Vat in eigen woorden samen wat in het verhaal en de berichten over deze persoon staat. "
                        "Noem geen anderen, niet wie meldde en niets over een onderzoek."
                    ),
                    rijen=4,
                    verplicht=False,
                )
        elif self.soort == Verzoeksoort.RECTIFICATIE:
            for code in te_verbeteren(self.persoon):
                self.fields[veldnaam(code)] = _veld_voor(code, huidig(self.persoon, code))

    def _uitleg_velden(self, geven: bool) -> Any:
        if geven and heeft_meer(self.persoon):
            return _("Wat is gezien van strafbare feiten, staat hier niet bij en gaat nooit mee. Kies daarom een deel.")
        if geven and self.eigen:
            return _(
                "Lees elke aantekening. Kies wat over deze persoon zelf gaat, en niet wat ook over een ander gaat."
            )
        return _("Haal weg wat ook over een ander gaat.") if geven else _("Telt alleen als u een deel wist.")

    def _zet_weigering(self) -> None:
        gronden = [(g.code, Keuze(g.naam, g.artikel)) for g in gronden_voor(self.soort)]
        self.fields["grond"] = forms.ChoiceField(
            label=_("Waarom niet, of niet alles?"),
            help_text=_("Alleen een reden uit de wet telt, en alleen als het nodig en in verhouding is."),
            choices=[("", _("Niet van toepassing")), *gronden],
            required=False,
            widget=forms.RadioSelect,
        )
        self.fields["motivering"] = tekstveld(
            _("Uw uitleg voor het eigen dossier"),
            uitleg=_("Verplicht als u weigert, ook een deel. De persoon krijgt de reden uit de wet, niet deze uitleg."),
            rijen=3,
            verplicht=False,
        )
        self.fields["verzwijgen"] = forms.BooleanField(
            label=_("Zeg in het antwoord niet dat er iets is. Dat alleen al schaadt (AVG artikel 23 lid 2 onder h)."),
            required=False,
        )

    def vorm(self) -> Besluitvorm:
        """Return what was chosen."""
        c = self.cleaned_data
        codes = te_verbeteren(self.persoon) if self.persoon and self.soort == Verzoeksoort.RECTIFICATIE else []
        nieuw = {code: _als_tekst(c.get(veldnaam(code))) for code in codes}
        return Besluitvorm(
            uitkomst=c["uitkomst"],
            grond=c.get("grond", ""),
            verzwijgen=bool(c.get("verzwijgen")),
            motivering=c.get("motivering", ""),
            persoon=self.persoon.nummer if self.persoon else None,
            velden=frozenset(c.get("velden", ())),
            nieuw=nieuw,
            samenvatting=c.get("samenvatting", ""),
            ontvangers=frozenset(c.get("ontvangers", ())),
        )


def veldnaam(code: str) -> str:
    """Return the name in the form of a field of a person: "identiteit.naam" is nieuw_identiteit_naam."""
    return f"nieuw_{code.replace('.', '_')}"


def _veld_voor(code: str, waarde: str) -> forms.Field:
    if code.endswith(".geboortedatum"):
        return DatumVeld(label=kop_van(code), required=False, initial=waarde, tot_en_met=klok.vandaag)
    veld = regelveld(kop_van(code), lang=200)
    veld.initial = waarde
    return veld


def _als_tekst(waarde: Any) -> str:
    return waarde.isoformat() if hasattr(waarde, "isoformat") else str(waarde or "")
