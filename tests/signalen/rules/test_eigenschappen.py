"""Properties of the whole assessment over generated signalen."""

import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.signalen.rules.bouw import KIND_SLACHTOFFER, LIJST, Feit

from baken.signalen.rules.advies import ALLEENSTAAND, LAAG, VOLGORDE, Uitkomst, Zwaarte
from baken.signalen.rules.besluit import mag_besluiten
from baken.signalen.rules.gegevens import (
    Antwoord,
    Duplicaat,
    Gegevens,
    Meldcodesector,
    Persoon,
    Rol,
    Vorm,
    indicator_uit,
)
from baken.signalen.rules.leiding import beoordeel
from baken.signalen.rules.vragen import DWANGVRAAG

antwoorden = st.sampled_from(Antwoord)
indicatoren = st.sampled_from(list(LIJST.values()))
banden = st.sampled_from([(None, None), (0, 11), (12, 17), (18, 24), (25, 29), (30, 49), (50, None)])
personen = st.builds(
    lambda rol, minderjarig, band: Persoon(rol, minderjarig, *band), st.sampled_from(Rol), antwoorden, banden
)
duplicaten = st.builds(Duplicaat, st.sampled_from(["telefoon", "adres", "document", "persoon"]), st.integers(1, 5))
signalen = st.builds(
    Gegevens,
    vormen=st.frozensets(st.sampled_from(Vorm), max_size=3),
    indicatoren=st.lists(indicatoren, max_size=8).map(tuple),
    personen=st.lists(personen, max_size=4).map(tuple),
    acuut_gevaar=antwoorden,
    vrijheid_ontnomen=antwoorden,
    documenten_afgenomen=antwoorden,
    minderjarige=antwoorden,
    georganiseerd=antwoorden,
    eigen_gemeente=antwoorden,
    smokkel_genoemd=st.booleans(),
    alleen_advies_gevraagd=st.booleans(),
    melder_bereikbaar=antwoorden,
    meldcode_sector=st.none() | st.sampled_from(Meldcodesector),
    risicofactoren=st.frozensets(st.sampled_from(["lvb", "schulden", "lhbtiq"]), max_size=2),
    duplicaten=st.lists(duplicaten, max_size=2).map(tuple),
)
veel = settings(max_examples=150, deadline=None)


@veel
@given(signalen, indicatoren)
def test_adding_an_indicator_never_removes_a_hard_stop_or_opens_a_low_end(gegevens, erbij) -> None:
    eerst = beoordeel(gegevens)
    daarna = beoordeel(replace(gegevens, indicatoren=(*gegevens.indicatoren, erbij)))
    assert {g.code for g in eerst.harde_grenzen} <= {g.code for g in daarna.harde_grenzen}
    assert eerst.kan_niet_laag <= daarna.kan_niet_laag
    if not set(eerst.uitkomsten) & LAAG:
        assert not set(daarna.uitkomsten) & LAAG


@veel
@given(signalen, indicatoren)
def test_adding_an_indicator_never_takes_a_receiver_away(gegevens, erbij) -> None:
    eerst = set(beoordeel(gegevens).uitkomsten) - ALLEENSTAAND
    daarna = set(beoordeel(replace(gegevens, indicatoren=(*gegevens.indicatoren, erbij))).uitkomsten)
    if Uitkomst.ZORG_EN_STRAFRECHT in daarna:
        eerst.discard(Uitkomst.ZORG)  # care is part of it
    assert eerst <= daarna


@veel
@given(signalen, st.randoms(use_true_random=False))
def test_the_order_of_what_goes_in_makes_no_difference(gegevens, willekeur) -> None:
    def geschud(rij: tuple) -> tuple:
        lijst = list(rij)
        willekeur.shuffle(lijst)
        return tuple(lijst)

    anders = replace(
        gegevens,
        indicatoren=geschud(gegevens.indicatoren * 2),  # and naming one twice makes none either
        personen=geschud(gegevens.personen),
        duplicaten=geschud(gegevens.duplicaten),
    )
    assert beoordeel(anders) == beoordeel(gegevens)


@veel
@given(signalen)
def test_with_a_minor_no_coercion_is_asked_and_low_is_closed(gegevens) -> None:
    advies = beoordeel(replace(gegevens, personen=(*gegevens.personen, KIND_SLACHTOFFER)))
    assert DWANGVRAAG not in {v.code for v in advies.ontbreekt}
    assert advies.kan_niet_laag
    assert Uitkomst.VEILIG_THUIS in advies.uitkomsten
    assert "veilig_thuis" in {s.code for s in advies.eerst_doen}


@veel
@given(signalen)
def test_risk_factors_never_decide(gegevens) -> None:
    zonder = beoordeel(replace(gegevens, risicofactoren=frozenset()))
    met = beoordeel(replace(gegevens, risicofactoren=frozenset({"lvb", "schulden"})))
    assert (met.uitkomsten, met.kan_niet_laag) == (zonder.uitkomsten, zonder.kan_niet_laag)


@veel
@given(signalen)
def test_low_is_advised_only_when_every_hard_question_was_answered_no(gegevens) -> None:
    advies = beoordeel(gegevens)
    if set(advies.uitkomsten) & LAAG:
        vier = (
            gegevens.acuut_gevaar,
            gegevens.vrijheid_ontnomen,
            gegevens.documenten_afgenomen,
            gegevens.minderjarige,
        )
        assert set(vier) == {Antwoord.NEE}
        assert not gegevens.indicatoren
        assert not advies.kan_niet_laag


@veel
@given(signalen)
def test_every_advice_is_whole(gegevens) -> None:
    advies = beoordeel(gegevens)
    assert advies.uitkomsten
    assert len(advies.uitkomsten) == 1 or not set(advies.uitkomsten) & ALLEENSTAAND
    assert not {Uitkomst.ZORG, Uitkomst.ZORG_EN_STRAFRECHT} <= set(advies.uitkomsten)
    codes = [g.code for g in advies.gronden]
    assert len(codes) == len(set(codes))
    assert [VOLGORDE[g.zwaarte] for g in advies.gronden] == sorted(VOLGORDE[g.zwaarte] for g in advies.gronden)
    for grond in advies.gronden:
        assert grond.tekst.endswith(".")
        assert grond.feiten
        assert str(grond.bron)
        assert grond.sluit_laag_uit or grond.zwaarte is not Zwaarte.HARDE_GRENS
    for uitkomst in set(advies.uitkomsten) - {Uitkomst.NADER_BEKIJKEN}:
        assert advies.redenen_voor(uitkomst), uitkomst
    assert mag_besluiten(advies, advies.uitkomsten).toegestaan


def test_silence_is_looked_at_further_with_a_list_of_what_is_missing() -> None:
    advies = beoordeel(Gegevens())
    assert advies.uitkomsten == (Uitkomst.NADER_BEKIJKEN,)
    gevraagd = {v.code for v in advies.ontbreekt}
    assert {
        "acuut_gevaar",
        "vrijheid_ontnomen",
        "documenten_afgenomen",
        "leeftijd",
        "vorm",
        "signalen",
    } <= gevraagd
    assert advies.geen_gewichten


def test_the_rules_need_no_framework() -> None:
    code = (
        "import sys, baken.signalen.rules.leiding, baken.signalen.rules.besluit, "
        "baken.signalen.rules.doorgeleiding, baken.signalen.rules.terugkoppeling; "
        "print([m for m in sys.modules if m.split('.')[0] == 'django'])"
    )
    gedraaid = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": ":".join(sys.path)},
    )
    assert gedraaid.stdout.strip() == "[]"


@pytest.mark.parametrize("waarde", ["zwaar", "1"])
def test_a_weight_that_the_rules_do_not_know_is_refused(waarde: str) -> None:
    feit = Feit("X", "ARB", "dwang", "middel", "werving", 1, waarde, "", "x")
    with pytest.raises(ValueError, match=waarde):
        indicator_uit(feit)
