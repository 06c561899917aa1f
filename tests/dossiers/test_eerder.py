"""What stood in a field before it was corrected is kept, once each, and only of what points at somebody."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from baken.dossiers.eerder import EERDER, met_eerder, noemend, veld_van

WAARDEN = st.dictionaries(st.sampled_from(["naam", "document", "kenmerken"]), st.sampled_from(["", "A", "B", "C"]))
STANDEN = st.lists(st.fixed_dictionaries({"identiteit": WAARDEN, "contact": st.just({})}), min_size=1, max_size=6)


def test_what_went_gets_the_first_free_number_and_what_came_back_is_not_former() -> None:
    namen = [{"identiteit": {"naam": naam, "kenmerken": naam}} for naam in ("Ana", "Bea", "Cor", "Ana")]
    nu: dict[str, dict[str, str]] = {}
    uit = []
    for stand in namen:
        nu = met_eerder(nu, stand)
        uit.append(nu.get(EERDER))
    assert uit == [None, {"naam 1": "Ana"}, {"naam 1": "Ana", "naam 2": "Bea"}, {"naam 2": "Bea", "naam 1": "Cor"}]


@given(STANDEN)
def test_every_value_that_ever_stood_there_is_known_once(standen: list[dict[str, dict[str, str]]]) -> None:
    nu: dict[str, dict[str, str]] = {}
    for stand in standen:
        nu = met_eerder(nu, stand)
    ooit = {paar for stand in standen for paar in noemend(stand).items()}
    eerder = [(veld_van(code), waarde) for code, waarde in nu.get(EERDER, {}).items()]
    assert sorted([*eerder, *noemend(nu).items()]) == sorted(ooit)
