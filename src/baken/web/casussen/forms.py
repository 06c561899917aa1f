"""Forms of a receiver. They check input and never save."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from baken.web.formulieren import BakenForm

MAX_BERICHT = 5_000
GEEN_STUURTEKENS = RegexValidator(
    r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$", _("Deze tekst bevat onzichtbare tekens. Typ de tekst opnieuw.")
)


class Tekstform(BakenForm):
    """One text to the sender; a subclass says what is asked."""

    vraag: ClassVar[Any] = ""
    hulp: ClassVar[Any] = ""
    tekst = forms.CharField(
        max_length=MAX_BERICHT,
        widget=forms.Textarea({"rows": 4}),
        validators=[GEEN_STUURTEKENS],
        error_messages={"max_length": _("Deze tekst is te lang. Gebruik hoogstens %(limit_value)d tekens.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Give each form its own ids, because several stand on one page."""
        kwargs.setdefault("auto_id", f"id_{type(self).__name__.lower()}_%s")
        super().__init__(*args, **kwargs)
        self.fields["tekst"].label = self.vraag
        self.fields["tekst"].help_text = self.hulp


class Afwijsform(Tekstform):
    """Why the receiver does not take it on."""

    vraag = _("Waarom neemt u dit niet aan?")
    hulp = _("De afzender leest dit.")
    verplicht = {"tekst": _("Schrijf waarom u het niet aanneemt.")}


class Voortgangform(Tekstform):
    """How it goes."""

    vraag = _("Hoe gaat het?")
    hulp = _("De afzender leest dit. Schrijf niet meer dan nodig is.")
    verplicht = {"tekst": _("Schrijf wat u wilt laten weten.")}


class Afloopform(Tekstform):
    """How it ended."""

    vraag = _("Hoe is het afgelopen?")
    hulp = _("Dit is uw afloopbericht. Daarna is uw deel klaar.")
    verplicht = {"tekst": _("Schrijf hoe het is afgelopen.")}
