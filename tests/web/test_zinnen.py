"""What is wrong with an answer is said in plain words, also where Django has words of its own."""

from __future__ import annotations

from django import forms

from baken.web.formulieren import BakenForm


class Proefform(BakenForm):
    """One field of each kind that has such words."""

    keuze = forms.ChoiceField(choices=[("a", "A")])
    meer = forms.MultipleChoiceField(choices=[("a", "A")])
    tekst = forms.CharField()


def test_a_choice_that_is_not_there_and_an_invisible_sign_are_said_in_plain_words() -> None:
    form = Proefform({"keuze": "zestien", "meer": ["zestien"], "tekst": "a\x00b"})
    assert not form.is_valid()
    assert form.errors == {
        "keuze": ["Kies een van de mogelijkheden op deze pagina. Wat u koos, staat er niet (meer) bij."],
        "meer": ["Kies een van de mogelijkheden op deze pagina. Wat u koos, staat er niet (meer) bij."],
        "tekst": ["Er staat een onzichtbaar teken in de tekst. Typ de tekst opnieuw."],
    }
