"""Each model with persons names its bewaartermijn and grondslag."""

from __future__ import annotations

from django.apps import apps

from baken.kern import bewaartermijnen

# Models that hold nothing on a person: facts, agreements, counts, chain and numbers.
ZONDER_PERSONEN = {
    "organisaties.Organisatie",
    "organisaties.Regio",
    "organisaties.Regiolid",
    "keten.Grondslag",
    "keten.Afspraak",
    "keten.Afspraakpartij",
    "keten.Ketentaak",
    "casussen.Leercasus",
    "signalen.Adviesteller",
    "signalen.Misser",
    "signalen.Nummerreeks",
    "zorg.Aanbodstand",
    "zorg.Adviesgesprek",
    "zorg.Kwaliteitscheck",
    "zorg.Plek",
    "zorg.Voorziening",
    "zorg.Zorgpunt",
}
ZONDER_PERSONEN_APPS = {"referentie", "kern"}


def _eigen() -> set[str]:
    return {
        model._meta.label
        for config in apps.get_app_configs()
        if config.name.startswith("baken.") and config.label not in ZONDER_PERSONEN_APPS
        for model in config.get_models()
    }


def test_every_model_with_persons_names_its_bewaartermijn_and_grondslag() -> None:
    geregistreerd = bewaartermijnen.geregistreerd()
    assert _eigen() - ZONDER_PERSONEN - set(geregistreerd) == set()
    assert all(r.grondslag and r.categorie for r in geregistreerd.values())


def test_the_list_of_models_without_persons_names_only_models_that_exist() -> None:
    assert ZONDER_PERSONEN - _eigen() == set()
