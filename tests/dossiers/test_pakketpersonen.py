"""What goes into a packet in words comes out as the persons and places that it was made of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baken.dossiers.inhoud import OpenBetrokkene, OpenDossier, OpenLocatie
from baken.dossiers.pakket import KOPPEN, OverWie, Regel, als_bytes, regels_van_inhoud, uit_bytes
from baken.dossiers.pakketpersonen import Codes, personen_op_nummer, personen_uit_regels
from baken.dossiers.services import GESLOTEN_GROEPEN

CODES = Codes(
    deel={"Slachtoffer": "slachtoffer", "Dader": "dader", "Facilitator": "facilitator", "Getuige": "getuige"},
    leeftijdsgroep={"18 tot en met 24 jaar": "18-24", "50 jaar of ouder": "50-plus"},
    geslacht={"Vrouw": "V", "Man": "M", "Anders": "X"},
    nationaliteit={"Nederland": "NL", "Congo, Democratische Republiek": "CD", "Congo": "CG", "Staatloos": "staatloos"},
)
NAMEN = {code: naam for lijst in vars(CODES).values() for naam, code in lijst.items()}
DELEN = frozenset(CODES.deel.values())
WAARDE = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=40)
DAG = st.dates(date(1900, 1, 1), date(2026, 1, 1)).map(date.isoformat)
GROEP = st.dictionaries(st.sampled_from([veld for veld in KOPPEN if veld != "geboortedatum"]), WAARDE, max_size=4)


def _veld(codes: dict[str, str]) -> st.SearchStrategy[str]:
    return st.sampled_from(["", *codes.values()])


@st.composite
def persoon(draw: st.DrawFn, nummer: int) -> OpenBetrokkene:
    groepen = {groep: draw(GROEP) for groep in GESLOTEN_GROEPEN}
    if draw(st.booleans()):
        groepen["identiteit"]["geboortedatum"] = draw(DAG)
    kenmerken = [draw(_veld(dict(lijst))) for lijst in (CODES.leeftijdsgroep, CODES.geslacht, CODES.nationaliteit)]
    if not any(kenmerken):  # "kenmerken" in words and as a field share a label; with neither code there is one only
        groepen["identiteit"].pop("kenmerken", None)
    return OpenBetrokkene(nummer, draw(st.sampled_from(sorted(DELEN))), *kenmerken, groepen)


@st.composite
def dossier(draw: st.DrawFn) -> OpenDossier:
    personen = tuple(draw(persoon(n + 1)) for n in range(draw(st.integers(0, 4))))
    plaats = st.builds(OpenLocatie, st.just(""), st.just("") | WAARDE, st.just("") | WAARDE)
    return OpenDossier(personen, tuple(draw(st.lists(plaats, max_size=3))))


@settings(max_examples=150, deadline=None)
@given(dossier())
def test_a_packet_gives_back_the_persons_and_places_it_was_made_of(d: OpenDossier) -> None:
    regels = uit_bytes(als_bytes(regels_van_inhoud(d, NAMEN, OverWie(DELEN))))
    op_nummer = personen_op_nummer(regels, CODES)
    _personen, plaatsen = personen_uit_regels(regels, CODES)
    for b in d.betrokkenen:
        iets = any(b.groepen.values()) or b.leeftijdsgroep or b.geslacht or b.nationaliteit
        assert (b.nummer in op_nummer) is bool(iets), "who is only a number in the dossier has no line"
        if iets:
            p = op_nummer[b.nummer]
            assert (p.deel, p.leeftijdsgroep, p.geslacht, p.nationaliteit) == (
                b.deel,
                b.leeftijdsgroep,
                b.geslacht,
                b.nationaliteit,
            )
            assert {g: dict(getattr(p, g)) for g in GESLOTEN_GROEPEN} == {g: b.groepen[g] for g in GESLOTEN_GROEPEN}
    assert [(p.adres, p.omschrijving) for p in plaatsen] == [
        (p.adres, p.omschrijving) for p in d.locaties if p.adres or p.omschrijving
    ]


@pytest.mark.parametrize(
    "regel",
    [
        Regel("kern", "Vorm", "Arbeidsuitbuiting"),
        Regel("strafbaar", "Wat is gezien of gehoord", "Persoon 1 (Slachtoffer): naam"),
        Regel("kern", "Persoon 1 (Slachtoffer): naam", "in a group where no person belongs"),
        Regel("locatie", "Iets anders", "x"),
    ],
)
def test_a_line_that_is_about_no_person_or_place_is_left(regel: Regel) -> None:
    assert personen_uit_regels([regel], CODES) == ([], [])


def test_a_word_that_is_no_code_and_a_date_that_is_none_are_kept_as_they_are() -> None:
    regels = [
        Regel("identiteit", "Persoon 2 (Onbekende rol): naam", "Xandra"),
        Regel("identiteit", "Persoon 2 (Onbekende rol): geboortedatum", "31 februari 2001"),
    ]
    ((persoon_,), _plaatsen) = personen_uit_regels(regels, CODES)
    assert persoon_ == replace(
        persoon_, deel="Onbekende rol", identiteit={"naam": "Xandra", "geboortedatum": "31 februari 2001"}
    )
