"""Forms of the steps of a doorgeleiding. They check input and never save."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baken.dossiers.pakket import GROEPNAMEN
from baken.keten.rules import VELDGROEPEN
from baken.signalen.rules.besluit import MINIMUM_REDEN, telbare_reden
from baken.web.formulieren import BakenForm, Keuze
from baken.web.signalen.forms import tekstveld
from baken.web.velden import GemeenteVeld

GROEPUITLEG = {
    "identiteit": gettext_lazy("Naam, geboortedatum, documentnummer, leeftijd, geslacht en nationaliteit."),
    "contact": gettext_lazy("Telefoon en e-mailadres."),
    "zorg": gettext_lazy("Zorg of hulp die nodig is, en wat is gezien over gezondheid of onderdak."),
    "strafbaar": gettext_lazy("Kenmerken die zijn gezien, en wat iemand deed. Het verhaal alleen als u dat kiest."),
    "locatie": gettext_lazy("Adressen en omschrijvingen van plekken."),
}


VRAAGT = {"toestemming": {"toestemming"}, "noodreden": {"nood", "plicht"}}  # field -> kinds of basis that ask it
ALLEEN_BIJ = {  # what stands at such a field while no grondslag was chosen
    "toestemming": gettext_lazy("Alleen als u toestemming als grondslag kiest."),
    "noodreden": gettext_lazy("Alleen bij acuut gevaar of een wettelijke plicht."),
}


NAAST_VANAF = 6  # a longer list of organisations stands in two columns


class Ontvangersform(BakenForm):
    """Which organisations get the signaal: one box per organisation that can receive today."""

    alles_vrij = True
    andere_gemeente = GemeenteVeld(
        label=gettext_lazy("Een gemeente buiten uw regio"),
        required=False,
        help_text=gettext_lazy("Typ de eerste letters en kies de gemeente. U kunt elke gemeente in Nederland kiezen."),
    )

    def __init__(self, *args: Any, soorten: Sequence[Any], **kwargs: Any) -> None:
        """soorten: rows of routekeuzes.Soortkeuze; each gives one field with its organisations."""
        super().__init__(*args, **kwargs)
        self.soorten = soorten
        self.van_elders: int | None = None  # the organisation of `andere_gemeente`, once the gate was asked
        for soort in soorten:
            if soort.keuzes:
                naast = {"class": "baken-naast"} if len(soort.keuzes) > NAAST_VANAF else {}
                self.fields[soort.veld] = forms.TypedMultipleChoiceField(
                    label=soort.naam,
                    coerce=int,
                    required=False,
                    choices=soort.keuzes,
                    widget=forms.CheckboxSelectMultiple(naast),
                    help_text=soort.uitleg,
                )

    @property
    def anders_gekozen(self) -> bool:
        """Whether something is filled in, or wrong, among the parties that the decision did not propose."""
        namen = [s.veld for s in self.soorten if not s.voorstel and s.keuzes]
        return any(self[naam].value() or self[naam].errors for naam in (*namen, "andere_gemeente"))

    def clean(self) -> dict[str, Any]:
        """Ask for at least one receiver."""
        c: dict[str, Any] = super().clean() or {}
        if not any(c.get(s.veld) for s in self.soorten) and not (c.get("andere_gemeente") or self.errors):
            raise forms.ValidationError(_("Kies ten minste één ontvanger."))
        return c

    def gekozen(self) -> list[tuple[str, int]]:
        """Return kind and id of every organisation that was chosen."""
        paren = [(s.soort, pk) for s in self.soorten for pk in self.cleaned_data.get(s.veld) or []]
        if self.van_elders and self.van_elders not in {pk for _soort, pk in paren}:
            paren.append(("gemeente", self.van_elders))
        return paren


class Deelform(BakenForm):
    """What one receiver gets, on which basis and for which purpose."""

    # what a receiver or a basis asks stands beside it
    field_order = ("gemeentereden", "doel", "grondslag", "toestemming", "noodreden")

    gemeentereden = tekstveld(
        gettext_lazy("Waarom krijgt deze gemeente het signaal?"),
        rijen=3,
        lang=2_000,
        uitleg=gettext_lazy(
            "Gebruik ten minste %(n)d tekens. De reden blijft bij u: zij staat niet in het pakket of het journaal."
        )
        % {"n": MINIMUM_REDEN},
    )
    doel = forms.CharField(
        label=gettext_lazy("Waarvoor krijgt deze organisatie de gegevens?"),
        max_length=200,
        widget=forms.TextInput({"class": "baken-breed-l"}),
    )
    grondslag = forms.TypedChoiceField(label=gettext_lazy("Op welke grondslag?"), coerce=int, widget=forms.RadioSelect)
    over_wie = forms.MultipleChoiceField(
        label=gettext_lazy("Over wie?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Wie u niet kiest, staat niet in het pakket."),
    )
    veldgroepen = forms.MultipleChoiceField(
        label=gettext_lazy("Welke gegevens?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Kies alleen wat voor dit doel nodig is. Vorm, sector, gemeente, datum en harde grenzen gaan altijd mee."
        ),
    )
    verhaal = forms.BooleanField(
        label=gettext_lazy("Geef ook het hele verhaal van de melder mee"),
        required=False,
        help_text=gettext_lazy(
            "Alleen samen met “Wat er is gezien”. In het verhaal kan iets staan over anderen. Is een deel genoeg? "
            "Schrijf dan liever een toelichting."
        ),
    )
    toelichting = tekstveld(
        gettext_lazy("Toelichting voor deze ontvanger"),
        verplicht=False,
        rijen=4,
        lang=2_000,
        uitleg=gettext_lazy(
            "Wat moet deze organisatie weten om te helpen of te handelen? Schrijf alleen wat zij nodig heeft en wat "
            "de grondslag toelaat. De tekst komt in het pakket."
        ),
    )
    toestemming = tekstveld(
        gettext_lazy("Toestemming"),
        rijen=3,
        lang=2_000,
        uitleg=gettext_lazy("Schrijf op van wie, wanneer en hoe, in ten minste 20 tekens."),
    )
    noodreden = tekstveld(
        gettext_lazy("Waarom kan het niet wachten?"),
        rijen=3,
        lang=2_000,
        uitleg=gettext_lazy("Schrijf waarom het nu nodig is, of welke wet u verplicht, in ten minste 20 tekens."),
    )
    verplicht = {
        "doel": gettext_lazy("Vul in waarvoor deze organisatie de gegevens krijgt."),
        "gemeentereden": gettext_lazy("Schrijf waarom deze gemeente het signaal krijgt."),
        "grondslag": gettext_lazy("Kies een grondslag. Baken kiest die niet voor u."),
        "veldgroepen": gettext_lazy("Kies welke gegevens u deelt."),
        "toestemming": gettext_lazy("Schrijf van wie u toestemming kreeg, wanneer en hoe."),
        "noodreden": gettext_lazy("Schrijf waarom het nu nodig is."),
    }

    def __init__(
        self,
        *args: Any,
        grondslagen: Sequence[Any],
        personen: Mapping[str, str],
        vraagt_reden: bool = False,
        **kwargs: Any,
    ) -> None:
        """grondslagen: rows of routekeuzes.Grondslagkeuze; personen: code -> words (overwie.keuzes).

        vraagt_reden: this receiver is a gemeente that one would not expect.
        """
        super().__init__(*args, **kwargs)
        velden: Any = self.fields
        velden["grondslag"].choices = [(g.pk, Keuze(g.naam, g.uitleg)) for g in grondslagen]
        velden["over_wie"].choices = list(personen.items())
        velden["veldgroepen"].choices = [(g, Keuze(GROEPNAMEN[g], GROEPUITLEG[g])) for g in VELDGROEPEN]
        if not personen:
            del velden["over_wie"]
        if not any("strafbaar" in g.veldgroepen for g in grondslagen):
            del velden["verhaal"]
        if not vraagt_reden:
            del velden["gemeentereden"]
        soort, mogelijk = self._soort(grondslagen), {g.soort for g in grondslagen}
        for veld, soorten in VRAAGT.items():
            if soort not in soorten and (soort or not soorten & mogelijk):
                del velden[veld]
            elif not soort:  # nothing chosen yet: also without script it can be chosen and explained on one page
                velden[veld].required = False
                velden[veld].help_text = f"{ALLEEN_BIJ[veld]} {velden[veld].help_text}"

    def _soort(self, grondslagen: Sequence[Any]) -> str:
        """Return the kind of the grondslag that was chosen, "" when none was: it decides what must be explained."""
        gekozen = self.data.get("grondslag") if self.is_bound else self.initial.get("grondslag")
        return next((g.soort for g in grondslagen if str(g.pk) == str(gekozen)), "")

    def clean_gemeentereden(self) -> str:
        """Ask for more than a word."""
        reden: str = self.cleaned_data["gemeentereden"]
        if len(telbare_reden(reden)) < MINIMUM_REDEN:
            raise forms.ValidationError(_("Schrijf de reden in ten minste %(n)d tekens.") % {"n": MINIMUM_REDEN})
        return reden

    def clean(self) -> dict[str, Any]:
        """Refuse a story without the group that it belongs to."""
        c: dict[str, Any] = super().clean() or {}
        if c.get("verhaal") and "veldgroepen" in c and "strafbaar" not in c["veldgroepen"]:
            self.add_error("verhaal", _("Kies dan ook “Wat er is gezien”, of geef het verhaal niet mee."))
        return c


class Leesform(BakenForm):
    """Per packet with the whole story for who may know less: did the sender read it for that?"""

    def __init__(self, *args: Any, ontvangers: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        """ontvangers: id and name of whose packet must be read."""
        super().__init__(*args, **kwargs)
        for pk, naam in ontvangers:
            self.fields[leesveld(pk)] = forms.BooleanField(
                label=_("Ik heb dit verhaal nagelezen. %(naam)s mag alles weten wat erin staat, ook over anderen.")
                % {"naam": naam},
                error_messages={
                    "required": _("Lees het verhaal voor %(naam)s na en bevestig dat. Of ga terug en haal het eruit.")
                    % {"naam": naam}
                },
            )


def leesveld(ontvanger_id: int) -> str:
    """Return the name of the box that belongs to a packet."""
    return f"gelezen_{ontvanger_id}"


class Regieform(BakenForm):
    """Exactly one receiver has the process direction."""

    regie = forms.TypedChoiceField(
        label=gettext_lazy("Wie heeft de procesregie?"),
        coerce=int,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Eén organisatie houdt het overzicht over de hele casus."),
    )
    verplicht = {"regie": gettext_lazy("Kies precies één ontvanger die de procesregie heeft.")}

    def __init__(self, *args: Any, ontvangers: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        """ontvangers: id and name of who gets the signaal."""
        super().__init__(*args, **kwargs)
        self.fields["regie"].choices = list(ontvangers)  # type: ignore[attr-defined]  # a ChoiceField
