"""What is written freely gives no shelter away: each act that takes text asks, also one that is made tomorrow."""

from __future__ import annotations

import importlib
import inspect
import typing
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import is_dataclass
from enum import Enum

import pytest
from django.db import transaction

from baken.casussen.services.overleg import Verslag
from baken.dossiers import vrijetekst
from baken.dossiers.services import NieuweBetrokkene
from baken.keten.soorten import Aanwezig
from tests.beveiliging.handelingen import HANDELINGEN, Bouw
from tests.browser.wereld import Wereld

# Acts that take text and may say where a shelter is, or that know nothing of dossiers.
MAG = {
    "signalen.services.melden.meld": "a report is never refused",
    "signalen.services.melden.meld_zonder_account": "a report is never refused, and a stranger would learn an address",
    "signalen.services.melden.voer_in": "a report is never refused",
    "signalen.services.eigen.schrijf": "the reporter's own words",
    "signalen.volgen.volg": "the code of a stranger",
    "signalen.volgen.schrijf_als_melder": "the reporter's own words, of a stranger",
    "zorg.services.voorzieningen.leg_adres_vast": "the address itself, and how to get there",
}
ZONDER_DOSSIERS = ("organisaties.", "keten.")


class Gevraagd(Exception):
    """An act asked about its text."""


@contextmanager
def _alles_geheim() -> Iterator[None]:
    """Stop whoever asks."""

    def keur(_organisatie_id: int, _teksten: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
        raise Gevraagd

    vrijetekst.registreer_keur(keur)
    try:
        yield
    finally:
        vrijetekst._KEUREN.remove(keur)  # only a test takes a check away


def _vraagt(wereld: Wereld, bouw: Bouw) -> bool:
    with transaction.atomic():
        doe = bouw(wereld)
        try:
            with _alles_geheim():
                doe()
        except Gevraagd:
            return True
        finally:
            transaction.set_rollback(True)
    return False


def _heeft_tekst(soort: object) -> bool:
    """Say whether a kind of argument can hold what somebody types."""
    if delen := typing.get_args(soort):
        return any(map(_heeft_tekst, delen))
    if not isinstance(soort, type) or issubclass(soort, Enum):
        return False
    return soort is str or (is_dataclass(soort) and any(map(_heeft_tekst, typing.get_type_hints(soort).values())))


def _neemt_tekst(naam: str) -> bool:
    module, functie = naam.rsplit(".", 1)
    soorten = typing.get_type_hints(inspect.unwrap(getattr(importlib.import_module(f"baken.{module}"), functie)))
    return any(_heeft_tekst(soort) for veld, soort in soorten.items() if veld not in {"return", "door"})


def test_each_act_that_takes_text_asks_whether_it_gives_a_secret_away(wereld: Wereld) -> None:
    met_tekst = {n for n in HANDELINGEN if not n.startswith(ZONDER_DOSSIERS) and _neemt_tekst(n)}
    assert set(MAG) <= met_tekst
    vraagt = {n for n in met_tekst if any(_vraagt(wereld, bouw) for bouw in HANDELINGEN[n])}
    assert met_tekst - vraagt == set(MAG)


@pytest.mark.django_db
def test_text_is_found_wherever_an_act_takes_it() -> None:
    gevonden: list[tuple[str, str]] = []

    def keur(_organisatie_id: int, teksten: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
        gevonden.extend(teksten)
        return {}

    vrijetekst.registreer_keur(keur)
    try:
        vrijetekst.eis_niets_geheims(
            0,
            {
                "": (Verslag({1: Aanwezig.JA}, ["een"]),),
                "redenen": {"soort": "twee"},
                "nieuw": {"identiteit.naam": "Zij", "zorg.noot": "drie"},
                "doelen": frozenset({"vier"}),
                "persoon": NieuweBetrokkene("slachtoffer", contact={"adres": "Hoge Dijk 1"}, zorg={"wens": "vijf"}),
                "aantal": 6,
                "stand": Aanwezig.NEE,
                "tekst": "zes",
            },
        )
    finally:
        vrijetekst._KEUREN.remove(keur)
    woorden = {tekst for _veld, tekst in gevonden if tekst}
    code = "slachtoffer"  # harmless
    assert woorden == {"een", "twee", "drie", "vier", "vijf", "zes", "Hoge Dijk 1", code}
    assert {veld for veld, tekst in gevonden if tekst == "een"} == {"besluiten"}
