"""Row 62: the processing register says what the code does."""

from __future__ import annotations

from io import StringIO

from django.apps import apps
from django.core.management import call_command

from baken.kern.bewaartermijnen import geregistreerd
from baken.opdrachten.management.commands.privacyregister import DOEL
from baken.opdrachten.verwerkingsregister import DOELEN, register


def test_the_register_in_the_docs_is_what_the_code_says() -> None:
    assert DOEL.read_text(encoding="utf-8") == register(), "run: ./baken privacyregister --schrijf"


def test_the_command_prints_the_register() -> None:
    uit = StringIO()
    call_command("privacyregister", stdout=uit)
    assert uit.getvalue().strip() == register().strip()


def test_every_registered_table_stands_in_it_with_every_column_classified() -> None:
    rijen = {r.split("|")[1].strip(): r for r in register().splitlines() if r.startswith("| `")}
    for label in geregistreerd():
        rij = rijen[f"`{label}`"]
        for veld in apps.get_model(label)._meta.concrete_fields:
            assert veld.name in rij, f"{label}.{veld.name}"


def test_every_category_names_its_purpose_and_none_is_left_over() -> None:
    assert {r.categorie for r in geregistreerd().values()} == set(DOELEN)


def test_what_a_reporter_told_is_never_a_readable_column() -> None:
    open_ = {"waarneming", "naam", "adres", "telefoon", "email", "geboortedatum", "document", "tekst", "toelichting"}
    for label in geregistreerd():
        if label.split(".")[0] in {"signalen", "dossiers", "casussen"} and label != "signalen.Terugkoppeling":
            namen = {v.name for v in apps.get_model(label)._meta.concrete_fields}
            assert namen & open_ == set(), label
