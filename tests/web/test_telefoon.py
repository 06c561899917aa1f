"""A telephone number of a person can be called: enough digits, or nothing."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from baken.web.melden.forms import ContactForm, PersoonForm
from baken.web.opvang.forms import Adresform
from baken.web.signalen.forms import Persoonform as Signaalpersoonform
from baken.web.velden import Telefoonveld
from baken.web.zorg.forms import Aanmeldform, Clientform


@pytest.mark.parametrize("nummer", ["", "06 12345678", "+31 (0)6-12 34 56 78", "123456", "06 12345678 (moeder)"])
def test_what_can_be_called_or_nothing_stays_as_it_was_typed(nummer: str) -> None:
    assert Telefoonveld().clean(nummer) == nummer


@pytest.mark.parametrize("nummer", ["abc", "12345", "onbekend 06"])
def test_what_nobody_can_call_is_refused_with_what_to_do(nummer: str) -> None:
    with pytest.raises(ValidationError, match="ten minste 6 cijfers, of laat dit leeg"):
        Telefoonveld().clean(nummer)


@pytest.mark.parametrize("form", [ContactForm, PersoonForm, Signaalpersoonform, Aanmeldform, Clientform, Adresform])
def test_every_form_that_asks_a_number_of_somebody_asks_it_so(form: type) -> None:
    assert isinstance(form.base_fields["telefoon"], Telefoonveld)  # type: ignore[attr-defined]  # of a Django form
