"""The clock of a noodbed: it warns, then calls everyone, every day, until a structural place is booked."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baken.zorg.rules.noodbed import MEESTE_NACHTEN, Trede, moet_escaleren, sluit_aan, termijn, trede

DAG = date(2026, 2, 27)
DAGEN = st.dates(date(2020, 1, 1), date(2040, 1, 1))


def test_a_term_counts_nights_from_the_first() -> None:
    assert termijn(DAG, 3) == date(2026, 3, 2)
    for nachten in (0, -1, MEESTE_NACHTEN + 1):
        with pytest.raises(ValueError, match="one night"):
            termijn(DAG, nachten)


@pytest.mark.parametrize(
    ("over", "wie"),
    [(2, Trede.NIEMAND), (1, Trede.COORDINATOR), (0, Trede.IEDEREEN), (-1, Trede.IEDEREEN), (-400, Trede.IEDEREEN)],
)
def test_the_day_before_the_coordinator_hears_it_and_then_everyone(over: int, wie: Trede) -> None:
    assert trede(DAG + timedelta(days=over), DAG, gevonden=False) == wie
    assert moet_escaleren(DAG + timedelta(days=over), DAG, gevonden=False) == wie
    assert moet_escaleren(DAG + timedelta(days=over), DAG, gevonden=True) == Trede.NIEMAND


@given(DAGEN, DAGEN, st.booleans())
def test_it_never_grows_quiet_by_itself(voor: date, vandaag: date, gevonden: bool) -> None:
    nu = trede(voor, vandaag, gevonden=gevonden)
    assert trede(voor, vandaag + timedelta(days=1), gevonden=gevonden) >= nu
    assert not gevonden or nu == Trede.NIEMAND


@given(DAGEN, DAGEN)
def test_it_is_told_once_a_day_and_again_the_next(voor: date, vandaag: date) -> None:
    eerst = moet_escaleren(voor, vandaag, gevonden=False)
    assert moet_escaleren(voor, vandaag, gevonden=False, laatst=vandaag) == Trede.NIEMAND
    morgen = moet_escaleren(voor, vandaag + timedelta(days=1), gevonden=False, laatst=vandaag)
    assert morgen >= eerst


def d(dag: int) -> date:
    return DAG + timedelta(days=dag)


@pytest.mark.parametrize(
    ("andere", "sluit"),
    [
        ([], False),
        ([(20, 30, False)], True),
        ([(21, 30, False)], False),  # a night without a bed between
        ([(27, 28, False)], False),  # one night, a week later
        ([(20, 25, True), (25, 26, False)], True),  # a second noodbed carries over
        ([(20, 25, True), (26, 40, False)], False),
        ([(20, 25, True)], False),
        ([(-9, 0, False)], False),  # where the client was before
        ([(-9, 0, False), (20, 30, False)], True),
    ],
)
def test_only_a_structural_place_without_a_night_between_takes_over(
    andere: list[tuple[int, int, bool]], sluit: bool
) -> None:
    assert sluit_aan(d(20), [(d(van), d(tot), nood) for van, tot, nood in andere]) is sluit
