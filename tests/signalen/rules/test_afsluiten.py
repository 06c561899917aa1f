"""Closing and telling follow what really happened, over every combination of receivers."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baken.signalen.rules.advies import ALLEENSTAAND, LAAG, Uitkomst
from baken.signalen.rules.afsluiten import Ongezien, mag_sluiten, openstaand
from baken.signalen.rules.besluit import MINIMUM_REDEN
from baken.signalen.rules.ontvangers import Ontvangerstand, Stand
from baken.signalen.rules.terugkoppeling import EINDE, MEESTE_UITSTEL, Bericht, Zaak, passend, waarom_niet

ontvangers = st.lists(
    st.builds(Ontvangerstand, st.sampled_from(["Zorg", "ZVH", "RIEC"]), st.sampled_from(Stand), st.booleans()),
    max_size=5,
).map(tuple)
uitkomsten = st.one_of(
    st.just(frozenset()),
    st.sampled_from(sorted(ALLEENSTAAND)).map(lambda u: frozenset({u})),
    st.frozensets(st.sampled_from(sorted(set(Uitkomst) - ALLEENSTAAND)), min_size=1),
)
zaken = st.builds(
    Zaak,
    uitkomsten=uitkomsten,
    gesloten=st.booleans(),
    wacht=st.booleans(),
    gehoord=st.booleans(),
    ontvangers=ontvangers,
    verteld=st.frozensets(st.sampled_from([b for b in Bericht if b != Bericht.LATER])),
    uitgesteld=st.integers(0, MEESTE_UITSTEL + 1),
)
REDEN = "x" * MINIMUM_REDEN
rustig = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no failure


def _is_er(rij: tuple[Ontvangerstand, ...], *standen: Stand) -> bool:
    return any(o.stand in standen for o in rij)


@rustig
@given(ontvangers, st.integers(0, 90).map(lambda n: "een reden " * n))
def test_a_hard_stop_closes_only_when_somebody_took_it_on(rij: tuple[Ontvangerstand, ...], reden: str) -> None:
    controle = mag_sluiten(rij, kan_niet_laag=True, reden=reden)
    if not _is_er(rij, Stand.BEZIG, Stand.KLAAR):
        assert not controle.toegestaan
        assert controle.veld == ""
        assert not mag_sluiten(rij, kan_niet_laag=True, reden=REDEN).toegestaan


@rustig
@given(ontvangers)
def test_what_is_open_asks_a_reason_and_nothing_else_does(rij: tuple[Ontvangerstand, ...]) -> None:
    assert mag_sluiten(rij, kan_niet_laag=False).toegestaan == (not openstaand(rij))
    assert mag_sluiten(rij, kan_niet_laag=False, reden=REDEN).toegestaan
    assert not openstaand(tuple(o for o in rij if o.stand in {Stand.KLAAR, Stand.NIET}))


@rustig
@given(ontvangers, st.builds(Ongezien, st.just(("Veilig Thuis",)), st.booleans(), st.just(("Zorg",))))
def test_each_kind_of_what_is_open_asks_its_own_reason(rij: tuple[Ontvangerstand, ...], los: Ongezien) -> None:
    soorten = mag_sluiten(rij, kan_niet_laag=False, ongezien=los).soorten
    assert {"geweigerd", "antwoord"} <= set(soorten)
    alle = dict.fromkeys(soorten, REDEN)
    assert mag_sluiten(rij, kan_niet_laag=False, redenen=alle, ongezien=los).toegestaan
    for soort in soorten:
        controle = mag_sluiten(rij, kan_niet_laag=False, redenen={**alle, soort: "kort"}, ongezien=los)
        assert (controle.toegestaan, controle.zonder_reden) == (False, (soort,))


@rustig
@given(zaken)
def test_no_text_contradicts_what_happened(zaak: Zaak) -> None:
    teksten = set(passend(zaak))
    assert not teksten & zaak.verteld - {Bericht.LATER}
    if zaak.verteld & EINDE:
        assert not teksten
    if Bericht.AFGEROND in teksten:
        assert zaak.gesloten or not _is_er(zaak.ontvangers, Stand.TE_GEVEN, Stand.WACHT, Stand.BEZIG)
    if Bericht.DOORGELEID in teksten:
        assert _is_er(zaak.ontvangers, Stand.WACHT, Stand.BEZIG, Stand.KLAAR)
    if Bericht.GEEN_VERVOLG in teksten:
        assert zaak.gesloten
        assert zaak.uitkomsten <= LAAG or not _is_er(zaak.ontvangers, Stand.WACHT, Stand.BEZIG, Stand.KLAAR)
    if Bericht.LATER in teksten:
        assert not zaak.gehoord
        assert zaak.uitgesteld < MEESTE_UITSTEL
    if zaak.wacht:
        assert teksten <= {Bericht.LATER}


@rustig
@given(zaken, st.sampled_from(Bericht))
def test_what_is_refused_has_a_sentence_and_what_is_offered_has_none(zaak: Zaak, bericht: Bericht) -> None:
    assert (waarom_niet(zaak, bericht) == "") == (bericht in passend(zaak))
