"""The own first question of two doors: a telephone call or mail that is typed in, and a partner that sends in."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from baken.kern import klok
from baken.keten.selectors import grondslagen_voor
from baken.organisaties.selectors import gemeenten_in_baken
from baken.signalen.services.melden import LANGST_GELEDEN, TE_LANG_GELEDEN
from baken.signalen.soorten import Kanaal
from baken.web.formulieren import BakenForm, DatumVeld, Keuze
from baken.web.velden import Tekst


class InvoerForm(BakenForm):
    """How, when and from whom a signaal came that is typed in for someone else."""

    kanaal = forms.ChoiceField(
        label=_("Hoe kwam het signaal binnen?"),
        choices=[(Kanaal.TELEFOON.value, _("Telefoon")), (Kanaal.MAIL.value, _("E-mail"))],
        widget=forms.RadioSelect,
    )
    ontvangen_op = DatumVeld(label=_("Op welke dag kwam het binnen?"), tot_en_met=klok.vandaag)
    bron = Tekst(
        label=_("Van wie komt het signaal?"),
        max_tekens=500,
        help_text=_("Bijvoorbeeld: een huisarts, een buurvrouw, een collega van vergunningen."),
    )
    verplicht = {
        "kanaal": _("Kies of het een telefoontje of een e-mail was."),
        "ontvangen_op": _("Vul in wanneer het telefoontje of de e-mail binnenkwam."),
        "bron": _("Vul in van wie het signaal komt."),
    }

    def clean_ontvangen_op(self) -> date | None:
        """Ask whether the year is right, here where it can be mended and not only at the end."""
        dag: date | None = self.cleaned_data["ontvangen_op"]
        if dag is not None and dag < klok.vandaag() - LANGST_GELEDEN:
            raise ValidationError(TE_LANG_GELEDEN)
        return dag


class InstuurForm(BakenForm):
    """To which gemeente a partner sends a signaal, on which grondslag, and how it knows."""

    gemeente = forms.ChoiceField(label=_("Naar welke gemeente stuurt u dit signaal?"))
    grondslag = forms.ChoiceField(
        label=_("Op welke grondslag deelt u dit?"),
        help_text=_("Twijfelt u? Vraag het eerst aan uw functionaris gegevensbescherming."),
        widget=forms.RadioSelect,
    )
    bron = Tekst(
        label=_("Hoe weet u dit?"),
        max_tekens=500,
        help_text=_(
            "Bijvoorbeeld: eigen waarneming van onze medewerker. Gaf iemand toestemming, of is er acuut gevaar? "
            "Schrijf dan ook op van wie en hoe, of waarom het niet kan wachten, in ten minste 20 tekens."
        ),
    )
    verplicht = {
        "gemeente": _("Kies naar welke gemeente u dit stuurt."),
        "grondslag": _("Kies op welke grondslag u dit deelt."),
        "bron": _("Vul in hoe u dit weet."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Read the gemeenten and the grondslagen of today."""
        super().__init__(*args, **kwargs)
        gemeenten = [("", _("Maak een keuze")), *((str(o.pk), o.naam) for o in gemeenten_in_baken())]
        self.fields["gemeente"].choices = gemeenten  # type: ignore[attr-defined]  # choices of a choice field
        grondslagen = [(str(g.pk), Keuze(g.naam, g.toelichting)) for g in grondslagen_voor("gemeente")]
        self.fields["grondslag"].choices = grondslagen  # type: ignore[attr-defined]  # choices of a choice field
