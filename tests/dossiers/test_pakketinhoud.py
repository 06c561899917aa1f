"""What a packet says on persons and places comes out of it again as it went in."""

from __future__ import annotations

from string import printable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baken.dossiers.inhoud import WAAR_HET_GEBEURT, OpenBetrokkene, OpenDossier, OpenLocatie
from baken.dossiers.pakket import OverWie, Regel, regels_van_inhoud
from baken.dossiers.pakketinhoud import codes, nieuw_in
from baken.referentie import selectors as referentie

pytestmark = pytest.mark.django_db
DELEN = ("slachtoffer", "dader", "facilitator", "getuige")
VELDEN = {"identiteit": ("naam", "document"), "contact": ("telefoon",), "zorg": ("omschrijving",), "strafbaar": ()}
TEKST = st.text(printable, min_size=1, max_size=30)


@st.composite
def personen(draw: st.DrawFn) -> tuple[OpenBetrokkene, ...]:
    def een(nummer: int) -> OpenBetrokkene:
        groepen = {
            groep: {veld: draw(TEKST) for veld in velden if draw(st.booleans())} for groep, velden in VELDEN.items()
        }
        groepen["identiteit"] |= {"geboortedatum": draw(st.dates()).isoformat()} if draw(st.booleans()) else {}
        return OpenBetrokkene(
            nummer,
            draw(st.sampled_from(DELEN)),
            draw(st.sampled_from(["", *(g.code for g in referentie.leeftijdsgroepen())])),
            draw(st.sampled_from(["", *(g.code for g in referentie.geslachten())])),
            draw(st.sampled_from(["", *(n.code for n in referentie.nationaliteiten())])),
            groepen,
        )

    return tuple(een(n) for n in range(1, draw(st.integers(1, 3)) + 1))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data(), plekken=st.lists(st.tuples(TEKST, TEKST), max_size=3))
def test_persons_and_places_survive_the_way_through_a_packet(
    data: st.DataObject, plekken: list[tuple[str, str]]
) -> None:
    mensen = data.draw(personen())
    inhoud = OpenDossier(mensen, tuple(OpenLocatie("", *plek) for plek in plekken))
    nieuw, locaties = nieuw_in(regels_van_inhoud(inhoud, referentie.namen(), OverWie(frozenset(DELEN))))
    met_inhoud = [m for m in mensen if any(_kenmerken(m)) or any(m.groepen.values())]
    for oud, kopie in zip(met_inhoud, nieuw, strict=True):
        assert kopie.deel == oud.deel
        # "Unknown" of age, sex and country is one and the same word in a packet: it says nothing, here neither.
        assert [_bekend(c) for c in _kenmerken(kopie)] == [_bekend(c) for c in _kenmerken(oud)]
        assert {groep: dict(getattr(kopie, groep)) for groep in VELDEN} == oud.groepen
    assert [(p.adres, p.omschrijving) for p in locaties] == plekken
    assert {p.van for p in locaties} <= {None}  # nobody said whose place it is, and the receiver does not know either


def test_a_place_stays_with_its_person_under_the_number_that_person_gets_at_the_receiver() -> None:
    mensen = tuple(
        OpenBetrokkene(nummer, deel, "", "", "", {"identiteit": {"naam": f"Naam {nummer}"}})
        for nummer, deel in ((3, "slachtoffer"), (5, "dader"))
    )
    plekken = (OpenLocatie("", "Een 1", "", van=5), OpenLocatie("", "Twee 2", "", van=WAAR_HET_GEBEURT))
    regels = regels_van_inhoud(OpenDossier(mensen, plekken), referentie.namen(), OverWie(frozenset(DELEN)))

    _personen, hier = nieuw_in(regels, al_hier=2)
    _later, zonder = nieuw_in(regels, [[r for r in regels if r.groep != "locatie"]])

    assert [(p.adres, p.van) for p in hier] == [("Een 1", 4), ("Twee 2", WAAR_HET_GEBEURT)]
    assert [(p.adres, p.van) for p in zonder] == [("Een 1", None), ("Twee 2", WAAR_HET_GEBEURT)]


def _kenmerken(persoon: Any) -> tuple[str, str, str]:
    return persoon.leeftijdsgroep, persoon.geslacht, persoon.nationaliteit


def _bekend(code: str) -> str:
    return "" if referentie.namen().get(code) == "Onbekend" else code


def test_a_word_that_is_no_name_of_ours_stays_with_the_person_and_hides_nothing_behind_it() -> None:
    (persoon,), _plekken = nieuw_in(
        [
            Regel("identiteit", "Persoon 1 (Slachtoffer): kenmerken", "18 tot en met 24 jaar, vrouwelijk, Bulgarije"),
            Regel("identiteit", "Persoon 1 (Slachtoffer): kenmerken", "litteken op de hand"),
        ]
    )
    assert (persoon.leeftijdsgroep, persoon.geslacht, persoon.nationaliteit) == ("18-24", "", "BG")
    assert persoon.identiteit == {"kenmerken": "vrouwelijk; litteken op de hand"}


def test_a_line_that_is_no_person_or_place_makes_none() -> None:
    regels = [
        Regel("kern", "Persoon 1 (Slachtoffer): naam", "X"),
        Regel("strafbaar", "Wat is gezien of gehoord", "Persoon 1 (dader): naam"),
        Regel("locatie", "Route", "A12"),
    ]
    assert nieuw_in(regels) == ([], [])


def test_who_was_in_an_earlier_packet_is_not_there_twice() -> None:
    eerst = [Regel("identiteit", "Persoon 1 (Dader): naam", "Ype Verzonnen"), Regel("locatie", "Adres", "Bedachtweg 1")]
    later = [*eerst, Regel("identiteit", "Persoon 2 (Getuige): naam", "Zus Verzonnen")]
    personen_, plekken = nieuw_in(later, [eerst])
    assert [p.deel for p in personen_] == ["getuige"]
    assert plekken == []
    assert codes().deel["Getuige"] == "getuige"
