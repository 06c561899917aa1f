"""Which gemeente is responsible: registered there, otherwise where found; and never a guess."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from baken.signalen.rules import bronnen
from baken.zorg.rules.gemeente import JEUGDWET, Regel, Zekerheid, verantwoordelijk

PLEK = st.sampled_from(["", "GM0599", "GM0502"])


def test_who_is_registered_falls_under_that_gemeente_wherever_found() -> None:
    uit = verantwoordelijk(ingeschreven="ja", ingeschreven_in="GM0599", aangetroffen_in="GM0502")
    assert (uit.code, uit.regel, uit.zekerheid) == ("GM0599", Regel.INGESCHREVEN, Zekerheid.VAST)
    assert uit.bron is bronnen.ZORG


def test_who_is_not_registered_falls_under_the_gemeente_where_found() -> None:
    uit = verantwoordelijk(ingeschreven="nee", ingeschreven_in="", aangetroffen_in="GM0502")
    assert (uit.code, uit.regel, uit.zekerheid) == ("GM0502", Regel.AANGETROFFEN, Zekerheid.VAST)
    assert "aangetroffen" in uit.uitleg


def test_with_registration_unknown_the_place_where_found_is_provisional() -> None:
    for onbekend in ("onbekend", ""):
        uit = verantwoordelijk(ingeschreven=onbekend, ingeschreven_in="", aangetroffen_in="GM0502")
        assert (uit.code, uit.zekerheid) == ("GM0502", Zekerheid.VOORLOPIG)
        assert uit.bron is bronnen.EIGEN


def test_without_any_place_there_is_none_but_what_to_ask() -> None:
    uit = verantwoordelijk(ingeschreven="onbekend", ingeschreven_in="", aangetroffen_in="")
    assert (uit.code, uit.zekerheid) == ("", Zekerheid.ONBEKEND)
    assert "Zoek uit" in uit.uitleg


def test_a_minor_gets_the_same_gemeente_with_the_remark_that_our_sources_hold_no_rule() -> None:
    zelfde = {"ingeschreven": "ja", "ingeschreven_in": "GM0599", "aangetroffen_in": ""}
    kind, groot = verantwoordelijk(**zelfde, kan_minderjarig_zijn=True), verantwoordelijk(**zelfde)
    assert (kind.code, kind.let_op, groot.let_op) == (groot.code, JEUGDWET, "")


@given(st.sampled_from(["ja", "nee", "onbekend", ""]), PLEK, PLEK, st.booleans())
def test_the_outcome_is_always_a_place_that_was_told_and_has_a_reason(
    ingeschreven: str, in_: str, gevonden: str, minderjarig: bool
) -> None:
    uit = verantwoordelijk(
        ingeschreven=ingeschreven, ingeschreven_in=in_, aangetroffen_in=gevonden, kan_minderjarig_zijn=minderjarig
    )
    assert uit.code in {in_, gevonden, ""}
    assert bool(uit.code) == (uit.zekerheid is not Zekerheid.ONBEKEND)
    assert uit.uitleg and uit.bron.naam
    if uit.zekerheid is Zekerheid.VAST:
        assert ingeschreven in {"ja", "nee"}
