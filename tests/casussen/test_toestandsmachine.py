"""No sequence of acts lets an organisation read a group of fields without a basis that holds at that moment.

The machine (deelmachine.py) plays; what may be read is worked out apart from the product (deelorakel.py). What was
counted is asserted: a run in which hardly anything was read, or some way of ending never came by, proves nothing.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test
from tests.cast import maak_cast
from tests.casussen.deelmachine import TELLING, Delen, bouw_wereld
from tests.casussen.deelorakel import VERVAL

pytestmark = pytest.mark.django_db


def loop_door(*, minstens: int, voorbeelden: int) -> None:
    """Run the machine until so many accesses were made."""
    bouw_wereld(maak_cast())
    TELLING.begin_opnieuw()
    schaars = minstens / 100  # each way of ending keeps somebody out so often at least, alone
    while TELLING.alle < minstens or (min(TELLING.verval[v] for v in VERVAL) < schaars and TELLING.alle < 4 * minstens):
        run_state_machine_as_test(  # type: ignore[no-untyped-call]  # hypothesis ships no type for it
            Delen,
            settings=settings(
                max_examples=voorbeelden,
                stateful_step_count=25,
                deadline=None,
                database=None,
                derandomize=False,  # with CI set, hypothesis would play one and the same game over and over
                suppress_health_check=list(HealthCheck),
            ),
        )
    print(TELLING)  # noqa: T201  with -s, and beside a failure
    assert TELLING.gelezen >= 0.3 * TELLING.alle, str(TELLING)
    assert min(TELLING.erbij, TELLING.gekozen) >= schaars, str(TELLING)
    assert TELLING.geweigerd >= 0.3 * TELLING.alle, str(TELLING)
    assert all(TELLING.verval[soort] >= schaars for soort in VERVAL), str(TELLING)


def test_two_thousand_accesses_and_nobody_reads_without_a_basis_of_that_moment() -> None:
    loop_door(minstens=2_000, voorbeelden=int(os.environ.get("BAKEN_VOORBEELDEN", "6")))


@pytest.mark.lang
def test_fifty_thousand_accesses_and_nobody_reads_without_a_basis_of_that_moment() -> None:
    loop_door(minstens=50_000, voorbeelden=60)
