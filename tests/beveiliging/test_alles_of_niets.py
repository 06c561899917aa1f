"""Row 7: a signaal is stored whole or not at all, wherever it breaks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from baken.casussen.services.aannemen import accepteer
from baken.dossiers.models import Verstrekking
from baken.signalen.models import Signaal
from baken.signalen.rules.advies import Uitkomst
from baken.signalen.services import behandelen, beoordelen
from tests.browser.wereld import PLEK, SLACHTOFFER, Wereld
from tests.cast import als, maak_signaal
from tests.casussen.hulp import casus_van, sluit

SCHRIJFT = ("INSERT", "UPDATE", "DELETE")


class Stroomuitval(Exception):
    """The machine broke here."""


@contextmanager
def _breekt_na(schrijfactie: int) -> Iterator[list[str]]:
    """Break after the given write. Yields the writes that were done."""
    gedaan: list[str] = []

    def bewaak(voer_uit: Callable[..., Any], opdracht: str, *rest: Any) -> Any:
        uit = voer_uit(opdracht, *rest)
        if opdracht.lstrip().upper().startswith(SCHRIJFT):
            gedaan.append(opdracht[:60])
            if len(gedaan) == schrijfactie:
                raise Stroomuitval
        return uit

    with connection.execute_wrapper(bewaak):
        yield gedaan


def _rijen() -> dict[str, int]:
    modellen = [m for c in apps.get_app_configs() for m in c.get_models()]
    return {m._meta.label: m._default_manager.count() for m in modellen}


def _breek_overal(doe: Callable[[], object]) -> int:
    """Break after each write in turn and compare the row counts. Returns how many writes there are."""
    begin = _rijen()
    for schrijfactie in range(1, 60):
        try:
            with _breekt_na(schrijfactie) as gedaan:
                doe()
        except Stroomuitval:
            assert _rijen() == begin, f"half stored after {gedaan[-1]}"
        else:
            return schrijfactie - 1
    raise AssertionError("more writes than a signaal can need")


def test_a_submit_that_breaks_stores_nothing(wereld: Wereld) -> None:
    aantal = Signaal.objects.count()
    schrijfacties = _breek_overal(
        lambda: maak_signaal(wereld.cast, personen=(SLACHTOFFER,), locaties=(PLEK,), indicatoren=("X1",))
    )
    assert schrijfacties >= 8
    assert Signaal.objects.count() == aantal + 1


def test_a_decision_that_breaks_stores_nothing(wereld: Wereld) -> None:
    anna = als(wereld.cast.anna)
    signaal = behandelen.neem_in_beoordeling(signaal_id=wereld.nieuw.pk, door=anna)
    schrijfacties = _breek_overal(
        lambda: beoordelen.beoordeel(
            signaal_id=signaal.pk,
            uitkomsten=[Uitkomst.NADER_BEKIJKEN],
            reden="Wij vragen eerst meer aan de melder.",
            versie=signaal.versie,
            door=anna,
        )
    )
    assert schrijfacties >= 3
    signaal.refresh_from_db()
    assert signaal.beoordelingen.count() == 1


def test_accepting_and_closing_that_break_store_nothing(wereld: Wereld) -> None:
    piet = als(wereld.cast.piet)
    pakket = Verstrekking.objects.get(ontvanger=wereld.cast.zvh)
    assert _breek_overal(lambda: accepteer(verstrekking_id=pakket.pk, door=piet)) >= 8
    assert casus_van(pakket.pk).status == "open"
    assert _breek_overal(lambda: sluit(pakket.pk, piet)) >= 5
    pakket.refresh_from_db()
    assert (pakket.status, casus_van(pakket.pk).status) == ("afgerond", "afgesloten")


@pytest.mark.parametrize("schrijfactie", [1, 5])
def test_a_broken_submit_can_be_sent_again(wereld: Wereld, schrijfactie: int) -> None:
    aantal = Signaal.objects.count()
    with pytest.raises(Stroomuitval), _breekt_na(schrijfactie):
        maak_signaal(wereld.cast)
    maak_signaal(wereld.cast)
    assert Signaal.objects.count() == aantal + 1
