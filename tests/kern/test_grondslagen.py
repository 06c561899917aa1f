"""Promises of the clock, the state moves, the receipt code and the errors."""

from __future__ import annotations

from datetime import UTC, date, datetime
from enum import Enum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baken.kern import fouten, klok, ontvangstcode
from baken.kern.fouten import OvergangNietToegestaanError
from baken.kern.verloop import Verloop


class Staat(Enum):
    OPEN = "open"
    BEZIG = "bezig"
    DICHT = "dicht"


VERLOOP = Verloop({Staat.OPEN: {Staat.BEZIG}, Staat.BEZIG: {Staat.OPEN, Staat.DICHT}, Staat.DICHT: set()})


def test_a_listed_move_is_allowed() -> None:
    VERLOOP.eis(Staat.OPEN, Staat.BEZIG)
    assert VERLOOP.volgende(Staat.BEZIG) == {Staat.OPEN, Staat.DICHT}


@pytest.mark.parametrize("naar", [Staat.OPEN, Staat.BEZIG, Staat.DICHT])
def test_nothing_moves_out_of_an_end(naar: Staat) -> None:
    assert VERLOOP.einden == {Staat.DICHT}
    with pytest.raises(OvergangNietToegestaanError):
        VERLOOP.eis(Staat.DICHT, naar)


def test_staying_is_a_move_that_must_be_listed() -> None:
    assert not VERLOOP.mag(Staat.OPEN, Staat.OPEN)


def test_a_verloop_that_forgets_a_state_is_refused() -> None:
    with pytest.raises(ValueError, match="DICHT"):
        Verloop({Staat.OPEN: {Staat.DICHT}})


@pytest.mark.parametrize(
    ("dag", "werkdag"),
    [
        ("2026-11-20", True),  # Friday
        ("2026-11-21", False),  # Saturday
        ("2026-04-03", False),  # Good Friday
        ("2026-04-06", False),  # Easter Monday
        ("2026-04-27", False),  # King's Day
        ("2025-04-26", False),  # King's Day, moved from a Sunday
        ("2027-05-05", False),  # Liberation Day, also outside the fifth year
        ("2026-05-14", False),  # Ascension Day
        ("2026-05-15", True),  # the Friday after it is an ordinary day by law
        ("2026-05-25", False),  # Whit Monday
        ("2026-12-25", False),
        ("2026-12-31", True),
    ],
)
def test_a_werkdag_is_what_the_algemene_termijnenwet_says(dag: str, werkdag: bool) -> None:
    assert klok.is_werkdag(date.fromisoformat(dag)) is werkdag


def test_five_werkdagen_pass_over_easter() -> None:
    assert klok.werkdagen_erbij(date(2026, 4, 2), 5) == date(2026, 4, 13)
    assert klok.werkdagen_erbij(date(2026, 4, 13), -5) == date(2026, 4, 2)


@given(
    st.dates(date(2015, 1, 1), date(2040, 12, 31)),
    st.integers(-60, 60),
)
def test_counting_werkdagen_undoes_adding_them(dag: date, aantal: int) -> None:
    if aantal < 0 and not klok.is_werkdag(dag):
        dag = klok.werkdagen_erbij(dag, 1)
    assert klok.werkdagen_tussen(dag, klok.werkdagen_erbij(dag, aantal)) == aantal


@given(st.dates(date(2015, 1, 1), date(2040, 12, 31)), st.integers(0, 900))
def test_counting_werkdagen_is_counting_days_one_by_one(dag: date, dagen: int) -> None:
    tot = date.fromordinal(dag.toordinal() + dagen)
    een_voor_een = sum(klok.is_werkdag(date.fromordinal(n)) for n in range(dag.toordinal() + 1, tot.toordinal() + 1))
    assert klok.werkdagen_tussen(dag, tot) == een_voor_een
    assert klok.werkdagen_tussen(tot, dag) == -een_voor_een


def test_the_day_is_that_of_the_netherlands() -> None:
    with klok.zet_stil(datetime(2026, 6, 30, 22, 30, tzinfo=UTC)):
        assert klok.vandaag() == date(2026, 7, 1)
        assert klok.nu() == datetime(2026, 6, 30, 22, 30, tzinfo=UTC)
    assert klok.nu() > datetime(2026, 11, 1, tzinfo=UTC)


def test_a_day_begins_at_midnight_in_the_netherlands_in_summer_and_in_winter() -> None:
    assert klok.begin_van(date(2026, 7, 1)) == datetime(2026, 6, 30, 22, tzinfo=UTC)
    assert klok.begin_van(date(2026, 12, 1)) == datetime(2026, 11, 30, 23, tzinfo=UTC)


def test_the_clock_cannot_be_set_to_a_moment_without_a_zone() -> None:
    with pytest.raises(ValueError, match="aware"), klok.zet_stil(datetime(2026, 1, 1)):
        pass


def test_a_month_later_never_leaves_the_month() -> None:
    assert klok.maanden_erbij(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert klok.maanden_erbij(date(2026, 12, 1), 60) == date(2031, 12, 1)


def test_a_code_reads_back_as_people_type_it() -> None:
    code = ontvangstcode.nieuwe_code()
    assert [len(deel) for deel in code.split("-")] == [4, 4, 4, 4]
    assert ontvangstcode.normaliseer_code(code.lower().replace("-", " ")) == code
    assert ontvangstcode.normaliseer_code(f"  {code.replace('-', '')}\n") == code
    assert ontvangstcode.normaliseer_code("oil0 1000 0000 000o") == "0110-1000-0000-0000"


@pytest.mark.parametrize("tekst", ["", "ABCD", "ABCD-EFGH-JKMN-PQRU", "ABCD-EFGH-JKMN-PQRST", "é" * 16, "0" * 90])
def test_what_cannot_be_a_code_is_none(tekst: str) -> None:
    assert ontvangstcode.normaliseer_code(tekst) is None


@given(st.text(max_size=80))
def test_no_text_breaks_the_reading_of_a_code(tekst: str) -> None:
    code = ontvangstcode.normaliseer_code(tekst)
    assert code is None or ontvangstcode.normaliseer_code(code) == code


def test_codes_use_every_character_and_do_not_repeat() -> None:
    codes = [ontvangstcode.nieuwe_code() for _ in range(500)]
    assert len(set(codes)) == 500
    assert set("".join(codes)) - {"-"} == set(ontvangstcode.ALFABET)


def test_every_error_has_a_dutch_sentence() -> None:
    gewone = [fouten.NietGevondenError(), fouten.NietToegestaanError("geen_lid"), fouten.TeVeelPogingenError(30)]
    gewone += [fouten.OngeldigeInvoerError({"naam": ["Vul een naam in."]}), fouten.VastgehoudenError()]
    for fout in gewone:
        assert str(fout.melding).endswith(".")
    assert fouten.OngeldigeInvoerError({"naam": ["Vul in."]}).fouten == {"naam": ["Vul in."]}
    assert "Vul in" not in str(fouten.OngeldigeInvoerError({"naam": ["Vul in."]}))
