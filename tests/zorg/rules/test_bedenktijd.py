"""The clock of a bedenktijd: its length under the rule of the day it was given, and one warning a step."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baken.zorg.rules.bedenktijd import (
    NIET_NODIG,
    WAARSCHUWINGEN,
    Regime,
    eindigt_op,
    mag_beginnen,
    regime_voor,
    stand,
    waarschuwing,
)
from baken.zorg.rules.verblijf import Verblijf
from baken.zorg.verloop import Bedenktijdstatus

STANDAARD = Regime("BT-STANDAARD", dublin=False, maanden=3)
DUBLIN = Regime("BT-DUBLIN", dublin=True, dagen=30, geldig_van=date(2023, 5, 19))
REGIMES = (STANDAARD, DUBLIN)
DAG = st.dates(date(2015, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("begin", "einde"),
    [
        (date(2026, 11, 30), date(2027, 2, 28)),
        (date(2027, 11, 30), date(2028, 2, 29)),
        (date(2028, 2, 29), date(2028, 5, 29)),
        (date(2026, 1, 31), date(2026, 4, 30)),
        (date(2026, 3, 15), date(2026, 6, 15)),
    ],
)
def test_three_months_end_on_the_same_day_or_on_the_last_of_a_shorter_month(begin: date, einde: date) -> None:
    assert eindigt_op(begin, STANDAARD) == einde


def test_a_dublin_case_granted_after_18_may_2023_has_30_days_and_before_that_three_months() -> None:
    op_de_dag, erna = date(2023, 5, 18), date(2023, 5, 19)
    assert regime_voor(dublin=True, verleend_op=op_de_dag, regimes=REGIMES) is STANDAARD
    assert regime_voor(dublin=True, verleend_op=erna, regimes=REGIMES) is DUBLIN
    assert eindigt_op(erna, DUBLIN) == date(2023, 6, 18)


@given(DAG)
def test_who_is_no_dublin_case_always_has_the_usual_length(dag: date) -> None:
    assert regime_voor(dublin=False, verleend_op=dag, regimes=REGIMES) is STANDAARD


def test_a_rule_that_ended_is_not_used_for_what_is_granted_after_it() -> None:
    oud = Regime("OUD", dublin=False, maanden=3, geldig_tot=date(2027, 1, 1))
    nieuw = Regime("NIEUW", dublin=False, maanden=6, geldig_van=date(2027, 1, 1))
    assert regime_voor(dublin=False, verleend_op=date(2026, 12, 31), regimes=(oud, nieuw)) is oud
    assert regime_voor(dublin=False, verleend_op=date(2027, 1, 1), regimes=(oud, nieuw)) is nieuw
    with pytest.raises(LookupError):
        regime_voor(dublin=False, verleend_op=date(2027, 1, 1), regimes=(oud,))


@given(DAG, st.sampled_from(REGIMES))
def test_the_end_always_lies_after_the_begin_and_never_further_than_92_days(begin: date, regime: Regime) -> None:
    assert timedelta(days=28) <= eindigt_op(begin, regime) - begin <= timedelta(days=92)


@given(DAG, DAG)
def test_a_later_begin_never_ends_earlier(een: date, twee: date) -> None:
    vroeg, laat = sorted((een, twee))
    assert eindigt_op(vroeg, STANDAARD) <= eindigt_op(laat, STANDAARD)


@given(DAG)
def test_each_step_warns_once_also_when_nights_were_missed(einde: date) -> None:
    gegeven: int | None = None
    stappen = []
    for over in range(40, -5, -1):
        if (stap := waarschuwing(einde, einde - timedelta(days=over), gegeven)) is not None:
            stappen.append((stap, over))
            gegeven = stap
    assert stappen == [(stap, stap) for stap in WAARSCHUWINGEN]
    assert waarschuwing(einde, einde - timedelta(days=3), None) == 7  # the nights of 14 and 7 were missed: one mail
    assert waarschuwing(einde, einde + timedelta(days=1), None) is None


def test_the_clock_runs_through_its_last_day() -> None:
    einde = date(2026, 6, 15)
    assert not stand(einde, einde).verlopen
    assert stand(einde, einde + timedelta(days=1)).verlopen
    assert stand(einde, date(2026, 6, 1)).kort and not stand(einde, date(2026, 5, 31)).kort
    assert not stand(einde, einde, Bedenktijdstatus.BEEINDIGD).kort


@pytest.mark.parametrize(("verblijf", "nationaliteit"), [(Verblijf.NEDERLANDER, ""), (Verblijf.GEEN, "NL"), ("", "NL")])
def test_a_dutch_national_is_refused_by_stay_or_by_nationality(verblijf: str, nationaliteit: str) -> None:
    toets = mag_beginnen(verblijf, nationaliteit)
    assert (toets.toegestaan, toets.reden) == (False, NIET_NODIG)


def test_others_may_and_get_what_to_ask() -> None:
    for verblijf in set(Verblijf) - {Verblijf.NEDERLANDER}:
        for nationaliteit in ("", "RO"):
            assert mag_beginnen(verblijf, nationaliteit).toegestaan
    assert mag_beginnen(Verblijf.EU_RECHTMATIG, "RO").reden and not mag_beginnen(Verblijf.GEEN, "").reden
