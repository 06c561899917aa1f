"""A deadline in words: in working days for people's work, in days where a law or a night counts."""

from __future__ import annotations

from datetime import date

import pytest

from baken.web.templatetags.baken import termijn_in_woorden

VRIJDAG = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("uiterlijk", "werkdagen", "dagen"),
    [
        (date(2026, 11, 23), ("nog 1 werkdag", "op-tijd"), ("nog 3 dagen", "op-tijd")),
        (date(2026, 11, 21), ("nog 1 werkdag", "op-tijd"), ("nog 1 dag", "op-tijd")),
        (VRIJDAG, ("vandaag", "vandaag"), ("vandaag", "vandaag")),
        (date(2026, 11, 13), ("5 werkdagen te laat", "te-laat"), ("7 dagen te laat", "te-laat")),
        (date(2026, 11, 19), ("1 werkdag te laat", "te-laat"), ("1 dag te laat", "te-laat")),
    ],
)
def test_days_are_counted_as_the_deadline_asks(
    uiterlijk: date, werkdagen: tuple[str, str], dagen: tuple[str, str]
) -> None:
    assert termijn_in_woorden(uiterlijk, VRIJDAG) == werkdagen
    assert termijn_in_woorden(uiterlijk, VRIJDAG, kalender=True) == dagen
