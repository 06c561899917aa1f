"""Every Django form as accessible fields of NL Design System, without work per form.

The renderer (setting FORM_RENDERER) gives each field one template and one bound-field class, so a
plain `{{ form }}` or `{{ form.naam.as_field_group }}` renders label, hint, error and input that know
each other (WCAG 1.3.1, 3.3.1, 3.3.2, 4.1.2). A field that must not look like this names its own
template. Forms check input and never save.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import Input
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

_KLASSEN: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.Textarea, "utrecht-textarea utrecht-textarea--html-textarea"),
    (forms.CheckboxSelectMultiple, "baken-vink"),
    (forms.RadioSelect, "utrecht-radio-button utrecht-radio-button--html-input"),
    (forms.Select, "utrecht-select utrecht-select--html-select"),
    (forms.CheckboxInput, "baken-vink"),
    (forms.MultiWidget, "utrecht-textbox utrecht-textbox--html-input"),
    (Input, "utrecht-textbox utrecht-textbox--html-input"),
)
_ONGELDIG: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.Textarea, "utrecht-textarea--invalid"),
    (forms.RadioSelect, ""),
    (forms.Select, "utrecht-select--invalid"),
    (forms.CheckboxInput, ""),
    (forms.MultiWidget, "utrecht-textbox--invalid"),
    (Input, "utrecht-textbox--invalid"),
)
_GROEPEN = (forms.RadioSelect, forms.CheckboxSelectMultiple)


def _klasse(widget: forms.Widget, tabel: Sequence[tuple[type[forms.Widget], str]]) -> str:
    return next((klasse for soort, klasse in tabel if isinstance(widget, soort)), "")


def _samen(*delen: str | None) -> str:
    """Join classes or ids: in order, each once."""
    return " ".join(dict.fromkeys(" ".join(deel for deel in delen if deel).split()))


@dataclass(frozen=True)
class Fout:
    """One line of the error summary: where it is and what to do."""

    anker: str
    tekst: str


class Keuze(str):
    """The label of a choice with a line of explanation under it: `("x", Keuze("Naam", "uitleg"))`."""

    uitleg: str

    def __new__(cls, tekst: object, uitleg: object = "") -> Keuze:
        """Make the label; both texts may be lazy translations."""
        keuze = super().__new__(cls, tekst)
        keuze.uitleg = str(uitleg)
        return keuze


class BakenVeld(BoundField):
    """A bound field that knows its classes, its group, and the ids of its hint and error."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """Add classes, autocomplete and, for a single input, the link to hint and error."""
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        if widget.is_hidden:
            attrs.pop("aria-describedby", None)
            attrs.pop("aria-invalid", None)
            return attrs
        eigen = str(attrs.get("class") or widget.attrs.get("class", ""))
        attrs["class"] = _samen(_klasse(widget, _KLASSEN), eigen, _klasse(widget, _ONGELDIG) if self.errors else "")
        if self.is_groep or isinstance(widget, forms.MultiWidget):
            attrs.pop("aria-invalid", None)  # the group carries the error, an option is never wrong
            attrs.pop("aria-describedby", None)
        elif beschrijving := _samen(widget.attrs.get("aria-describedby"), self.beschreven_door):
            attrs["aria-describedby"] = beschrijving
        if isinstance(widget, forms.CheckboxSelectMultiple):
            attrs.pop("required", None)
        if isinstance(widget, forms.TextInput | forms.Textarea | forms.DateInput):
            attrs.setdefault("autocomplete", widget.attrs.get("autocomplete", self._autocomplete))
        return attrs

    @property
    def _autocomplete(self) -> str:
        return str(getattr(self.form, "autocomplete", {}).get(self.name, "off"))

    @property
    def is_groep(self) -> bool:
        """True for radio buttons and check boxes that together answer one question."""
        return isinstance(self.field.widget, _GROEPEN)

    @property
    def is_datum(self) -> bool:
        """True for a date in three inputs."""
        return isinstance(self.field.widget, DatumWidget)

    @property
    def met_legenda(self) -> bool:
        """True when label and inputs are a fieldset with a legend."""
        return self.is_groep or isinstance(self.field.widget, forms.MultiWidget)

    @property
    def is_vink(self) -> bool:
        """True for one check box, whose label stands behind it."""
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def hint_id(self) -> str:
        """The id of the hint, or nothing."""
        return f"{self.auto_id}_uitleg" if self.auto_id and self.help_text else ""

    @property
    def fout_id(self) -> str:
        """The id of the error, or nothing."""
        return f"{self.auto_id}_fout" if self.auto_id and self.errors else ""

    @property
    def beschreven_door(self) -> str:
        """The value of aria-describedby: hint first, then error."""
        return _samen(self.hint_id, self.fout_id)

    @property
    def anker(self) -> str:
        """The id of the first input: where a link in the error summary leads."""
        if self.is_datum:
            return f"{self.auto_id}_dag"
        if self.met_legenda and self.subwidgets:
            return str(self.subwidgets[0].id_for_label)
        return str(self.id_for_label or self.auto_id)

    @property
    def toon_niet_verplicht(self) -> bool:
        """Say so only at fields that may stay empty; what is asked is the rule."""
        return not self.field.required and not self.is_vink and not getattr(self.form, "alles_vrij", False)


class BakenRenderer(TemplatesSetting):
    """The form renderer of Baken (setting FORM_RENDERER)."""

    form_template_name = "baken/_formulier.html"
    formset_template_name = "baken/_formulierset.html"
    field_template_name = "baken/_veld.html"
    bound_field_class = BakenVeld


def foutenlijst(form: forms.BaseForm) -> list[Fout]:
    """Return the lines of the error summary of any form, in the order of its fields.

    Errors of the form as a whole come first and lead to its first visible field.
    """
    zichtbaar = form.visible_fields()
    begin = getattr(zichtbaar[0], "anker", zichtbaar[0].auto_id) if zichtbaar else ""
    uit = [Fout(begin, str(tekst)) for tekst in form.non_field_errors()]
    for veld in zichtbaar:
        uit.extend(Fout(getattr(veld, "anker", veld.auto_id), str(tekst)) for tekst in veld.errors)
    for veld in form.hidden_fields():
        uit.extend(Fout(begin, str(tekst)) for tekst in veld.errors)
    return uit


# Django's own words for these are not plain Dutch; a field that does not know a code leaves it alone.
ZINNEN = {
    "invalid_choice": _("Kies een van de mogelijkheden op deze pagina. Wat u koos, staat er niet (meer) bij."),
    "invalid_list": _("Kies een van de mogelijkheden op deze pagina."),
    "null_characters_not_allowed": _("Er staat een onzichtbaar teken in de tekst. Typ de tekst opnieuw."),
}


class FormulierMixin:
    """Put before forms.Form or forms.ModelForm.

    autocomplete: field -> token of WCAG 1.3.5, only for data about the person who types; the rest is
    "off", because desks share their computers. verplicht: field -> sentence that says what to fill in.
    alles_vrij: True when nothing is required, so that "niet verplicht" is not repeated at each field.
    """

    autocomplete: ClassVar[Mapping[str, str]] = {}
    verplicht: ClassVar[Mapping[str, Any]] = {}
    alles_vrij: ClassVar[bool] = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Set the habits of our forms: no colon after a label, own sentences for what is missing."""
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        velden: dict[str, forms.Field] = getattr(self, "fields", {})
        for veld in velden.values():
            veld.error_messages |= ZINNEN
        for naam, zin in self.verplicht.items():
            if naam in velden:
                velden[naam].error_messages["required"] = zin

    @cached_property
    def fouten(self) -> list[Fout]:
        """The error summary of this form."""
        assert isinstance(self, forms.BaseForm)
        return foutenlijst(self)


class BakenForm(FormulierMixin, forms.Form):
    """A form with the habits of Baken."""


class DatumWidget(forms.MultiWidget):
    """Day, month and year in three inputs: read the same in every browser and language."""

    template_name = "baken/_datum.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """Make the three inputs; numbers are typed, never spun."""
        klasse = _klasse(forms.TextInput(), _KLASSEN)
        invoer = {"inputmode": "numeric", "class": klasse, "autocomplete": "off"}
        super().__init__(
            {
                "dag": forms.TextInput({**invoer, "maxlength": "2"}),
                "maand": forms.TextInput({**invoer, "maxlength": "2"}),
                "jaar": forms.TextInput({**invoer, "maxlength": "4"}),
            },
            attrs,
        )

    def decompress(self, value: Any) -> list[Any]:
        """Split a date, or an ISO text (a value that came back from a draft), over the three inputs."""
        if isinstance(value, str):
            try:
                value = datetime.date.fromisoformat(value)
            except ValueError:
                value = None
        if isinstance(value, datetime.date):
            return [str(value.day), str(value.month), str(value.year)]
        return ["", "", ""]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Give each input its own id and Dutch label."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        basis = (attrs or {}).get("id") or f"id_{name}"
        delen = zip(("dag", "maand", "jaar"), (_("Dag"), _("Maand"), _("Jaar")), strict=True)
        for deel, (sleutel, label) in zip(context["widget"]["subwidgets"], delen, strict=True):
            deel["attrs"]["id"] = f"{basis}_{sleutel}"
            deel["attrs"].pop("required", None)
            deel["label"] = label
        return context

    def id_for_label(self, id_: str) -> str:
        """Lead a label to the first input."""
        return f"{id_}_dag" if id_ else ""


class DatumVeld(forms.MultiValueField):
    """A date typed as day, month and year. Cleans to a date, or None when empty and not required.

    tot_en_met: latest date that is accepted (a callable, so that the clock is read when it matters).
    """

    widget = DatumWidget
    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": _("Vul een datum in."),
        "onvolledig": _("Vul een dag, een maand en een jaar in."),
        "ongeldig": _("Deze datum bestaat niet. Vul dag, maand en jaar in, bijvoorbeeld 3 11 2026."),
        "jaar_kort": _("Vul het jaar in met vier cijfers, bijvoorbeeld 2026."),
        "toekomst": _("Deze datum ligt in de toekomst. Vul een datum in die al is geweest."),
        "te_lang_geleden": _("Deze datum ligt meer dan 120 jaar terug. Controleer het jaar."),
    }

    def __init__(self, *, tot_en_met: Any = None, **kwargs: Any) -> None:
        """Make the field; its three parts are free text, so that every mistake gets one sentence."""
        self.tot_en_met = tot_en_met
        delen = tuple(forms.CharField(required=False, max_length=10) for _deel in range(3))
        super().__init__(fields=delen, require_all_fields=False, **kwargs)

    def clean(self, value: Any) -> datetime.date | None:
        """Return the date. Raises ValidationError with one sentence that says what to do."""
        if isinstance(value, datetime.date):
            return self._binnen_grenzen(value)
        tekst = [str(deel or "").strip() for deel in (value or ["", "", ""])]
        if not any(tekst):
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        if not all(tekst):
            raise ValidationError(self.error_messages["onvolledig"], code="onvolledig")
        if not all(deel.isascii() and deel.isdigit() for deel in tekst):
            raise ValidationError(self.error_messages["ongeldig"], code="ongeldig")
        return self._datum(tekst)

    def _datum(self, tekst: Sequence[str]) -> datetime.date:
        dag, maand, jaar = (int(deel[:6]) for deel in tekst)
        if len(tekst[2]) < 4:
            raise ValidationError(self.error_messages["jaar_kort"], code="jaar_kort")
        try:
            return self._binnen_grenzen(datetime.date(jaar, maand, dag))
        except (ValueError, OverflowError):
            raise ValidationError(self.error_messages["ongeldig"], code="ongeldig") from None

    def _binnen_grenzen(self, datum: datetime.date) -> datetime.date:
        uiterlijk = self.tot_en_met() if callable(self.tot_en_met) else self.tot_en_met
        if uiterlijk is not None and datum > uiterlijk:
            raise ValidationError(self.error_messages["toekomst"], code="toekomst")
        if uiterlijk is not None and uiterlijk.year - datum.year > 120:
            raise ValidationError(self.error_messages["te_lang_geleden"], code="te_lang_geleden")
        if datum.year < 1000:
            raise ValidationError(self.error_messages["ongeldig"], code="ongeldig")
        return datum

    def compress(self, data_list: list[Any]) -> datetime.date | None:
        """Not reached by clean(); kept whole for callers of the framework."""
        return self.clean(data_list)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare with the three texts, so that an untouched date counts as untouched."""
        begin = DatumWidget().decompress(initial)
        return [str(deel or "").strip() for deel in (data or ["", "", ""])] != begin


__all__ = [
    "BakenForm",
    "BakenRenderer",
    "BakenVeld",
    "DatumVeld",
    "DatumWidget",
    "FormulierMixin",
    "Fout",
    "Keuze",
    "foutenlijst",
]
