"""Fields that more than one part of the site asks: clean text, and a gemeente by name."""

from __future__ import annotations

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from baken.referentie import selectors as referentie

MAX_KORT = 200
# Under the question who decided on a consent (dossiers.toestemmingrijen asks it of a minor).
BIJ_EEN_KIND = _(
    "Bij een minderjarige altijd invullen: de jongere zelf, een ouder of voogd, of beiden. Een ouder kan ook zelf "
    "betrokken zijn."
)

# Line ends and tabs stay, and the two joiners that Persian and emoji are written with. What else cannot be seen
# goes: NUL breaks a database, and marks that turn the direction of writing hide what a text says.
_BLIJFT = frozenset("\n\t\u200c\u200d")
_ONZICHTBAAR = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def schoon(tekst: str) -> str:
    """Return the text without characters that cannot be seen."""
    if tekst.isascii() and tekst.isprintable():
        return tekst
    return "".join(t for t in tekst if t in _BLIJFT or unicodedata.category(t) not in _ONZICHTBAAR)


class Tekst(forms.CharField):
    """Text of people: length is checked in a clear sentence, unseen characters are left out."""

    def __init__(self, *, max_tekens: int = MAX_KORT, **kwargs: Any) -> None:
        """Set the limit; Django's own validators for NUL and length would speak of other things."""
        super().__init__(**kwargs)
        self.max_tekens = max_tekens
        self.validators = []

    def to_python(self, value: Any) -> str:
        """Return clean text. Raises ValidationError when it is too long."""
        tekst = schoon(str(super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")).strip()
        if len(tekst) > self.max_tekens:
            raise ValidationError(
                _("Uw tekst is te lang: %(n)d tekens. Gebruik hoogstens %(max)d tekens.")
                % {"n": len(tekst), "max": self.max_tekens}
            )
        return tekst


class Telefoonveld(Tekst):
    """A telephone number, or more of them with a word beside: written freely, with enough digits to be called."""

    MINSTE_CIJFERS = 6

    def __init__(self, *, max_tekens: int = 40, **kwargs: Any) -> None:
        """Set the limit; the field may stay empty."""
        kwargs.setdefault("required", False)
        kwargs.setdefault("widget", forms.TextInput({"class": "baken-breed-m"}))
        super().__init__(max_tekens=max_tekens, **kwargs)

    def clean(self, value: Any) -> str:
        """Return the number as it was typed. Raises ValidationError for too few digits to call."""
        tekst: str = super().clean(value)
        if tekst and sum(t.isdecimal() for t in tekst) < self.MINSTE_CIJFERS:
            raise ValidationError(
                _("Vul een telefoonnummer in van ten minste %(n)d cijfers, of laat dit leeg.")
                % {"n": self.MINSTE_CIJFERS}
            )
        return tekst


class GemeenteWidget(forms.TextInput):
    """A text input with the list of gemeenten: every browser searches it while one types, without script."""

    template_name = "melden/_gemeente.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the names and tie them to the input; a code is shown as its name."""
        namen = {g.code: g.naam for g in referentie.gemeenten()}
        context: dict[str, Any] = super().get_context(name, namen.get(str(value), value), attrs)
        lijst = f"{context['widget']['attrs'].get('id', name)}_lijst"
        context["widget"]["attrs"]["list"] = lijst
        return {**context, "lijst": lijst, "namen": namen.values()}


def _gelijk(naam: str) -> str:
    kaal = unicodedata.normalize("NFKD", naam.casefold())
    return "".join(t for t in kaal if t.isalnum())


class GemeenteVeld(Tekst):
    """A gemeente by name, as it is called or without accents; cleans to its code. A code itself is fine too."""

    widget = GemeenteWidget(attrs={"class": "baken-breed-m"})

    def clean(self, value: Any) -> str:
        """Return the code, or nothing. Raises ValidationError for a name that is not in the list."""
        tekst: str = super().clean(value)
        gezocht = _gelijk(tekst)
        if not gezocht and not tekst:
            return ""
        for gemeente in referentie.gemeenten():
            if gemeente.code == tekst or _gelijk(gemeente.naam) == gezocht:
                return gemeente.code
        raise ValidationError(_("Deze gemeente kennen wij niet. Kies een naam uit de lijst, of laat dit leeg."))
