"""The rules of a casus: values in, decision out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.dossiers.hulp import VANDAAG

from baken.casussen.rules.afloop import bij_sluiten, passend
from baken.casussen.rules.regie import route_bij, waarom_niet_sluiten
from baken.casussen.rules.sluiten import mag_sluiten
from baken.casussen.rules.zicht import AANPAKKEN, DADERAANPAK, SLACHTOFFERAANPAK, aanpak_van
from baken.casussen.soorten import Afsluitreden, Route
from baken.dossiers.noemen import noemt, noemt_iemand, vervang
from baken.dossiers.verloop import EINDE, Afloop
from baken.organisaties.besluit import Band, Onderwerp, Wie, decide
from baken.organisaties.rollen import Rol
from baken.referentie.selectors import delen, feiten


@pytest.mark.django_db
def test_every_part_belongs_to_one_approach() -> None:
    codes = {d.code for d in delen()}
    assert codes == {d for aanpak in AANPAKKEN for d in aanpak.delen}
    assert not SLACHTOFFERAANPAK.delen & DADERAANPAK.delen
    assert all(d in aanpak_van(d).delen for d in codes)
    assert aanpak_van("") == SLACHTOFFERAANPAK


@pytest.mark.parametrize(
    ("rol", "deel", "groepen"),
    [
        (Rol.ZORGCOORDINATOR, "slachtoffer", {"identiteit", "contact", "zorg", "locatie"}),
        (Rol.ZORGCOORDINATOR, "dader", set()),
        (Rol.KETENPARTNER, "getuige", {"identiteit", "contact", "zorg", "locatie"}),
        (Rol.KETENPARTNER, "facilitator", set()),
        (Rol.RIEC_ACCOUNTHOUDER, "dader", {"identiteit", "strafbaar", "locatie"}),
        (Rol.RIEC_ACCOUNTHOUDER, "slachtoffer", set()),
        (Rol.PROCESREGISSEUR, "slachtoffer", {"identiteit", "contact", "zorg", "locatie"}),
        (Rol.PROCESREGISSEUR, "dader", {"identiteit", "strafbaar", "locatie"}),
        (Rol.AANDACHTSFUNCTIONARIS, "dader", {"identiteit", "strafbaar", "locatie"}),
        (Rol.FG, "slachtoffer", set()),
        (Rol.BEHEERDER, "dader", set()),
    ],
)
def test_who_reads_which_group_of_whom(rol: Rol, deel: str, groepen: set[str]) -> None:
    wie = Wie(1, 2, frozenset({rol}), VANDAAG, tweede_factor=True)
    onderwerp = Onderwerp("casus", "open", frozenset({Band.EIGENAAR}))
    alle = ("identiteit", "contact", "zorg", "strafbaar", "locatie")
    assert {g for g in alle if decide(wie, "casussen.inzien", onderwerp, g, deel).toegestaan} == groepen


def test_the_route_follows_from_who_received_it() -> None:
    assert [route_bij(s) for s in ("zorgcoordinatie", "zvh", "riec", "politie", "")] == [
        Route.ZORG,
        Route.ZVH,
        Route.RIEC,
        Route.OVERIG,
        Route.OVERIG,
    ]


def test_the_director_closes_and_without_one_the_team() -> None:
    assert waarom_niet_sluiten(regisseur=1, lid=False, wie=1) == ""
    assert "procesregisseur" in waarom_niet_sluiten(regisseur=1, lid=True, wie=2)
    assert waarom_niet_sluiten(regisseur=None, lid=True, wie=2) == ""
    assert "team" in waarom_niet_sluiten(regisseur=None, lid=False, wie=2)


@pytest.mark.django_db
def test_the_bounded_texts_are_feiten_with_the_same_words() -> None:
    assert {f.code: f.naam for f in feiten("afloop")} == {a.value: a.label for a in Afloop}
    assert {f.code for f in feiten("afloop") if f.inhoud["soort"] == "afloop"} == set(EINDE)


def test_what_can_be_told_on_the_way_comes_once_and_never_ends_it() -> None:
    assert passend((), Route.ZORG) == (Afloop.OPGEPAKT, Afloop.ZORG_GESTART)
    assert passend([Afloop.OPGEPAKT], Route.ZVH) == (Afloop.ZORG_GESTART,)
    assert passend(list(Afloop), Route.ZORG) == ()
    assert passend((), Route.RIEC) == (Afloop.OPGEPAKT,)
    assert {bij_sluiten(reden) for reden in Afsluitreden} == EINDE


@pytest.mark.parametrize(("status", "acties", "open_"), [("open", 0, 0), ("open", 2, 1), ("vastgelopen", 1, 2)])
def test_closing_with_something_open_asks_a_reason(status: str, acties: int, open_: int) -> None:
    assert len(mag_sluiten(status, acties).open) == open_
    assert mag_sluiten(status, acties).toegestaan is (open_ == 0)
    assert mag_sluiten(status, acties, "Een ander neemt dit over.").toegestaan


@pytest.mark.parametrize(
    ("veld", "waarde", "tekst", "noemt_hem"),
    [
        ("naam", "Ana van den Berg", "Ana is veilig", True),
        ("naam", "Ana van den Berg", "wij horen van den ander", False),
        ("naam", "Zoë Bánk", "met ZOE gesproken", True),
        ("naam", "Li Wu", "li en wu", False),  # too short to tell from a word
        ("naam", "Bo Li", "Bo Li gaat naar de opvang", True),  # but not when the name stands there whole
        ("naam", "Bo Li", "met BÓ-LI gesproken", True),
        ("naam", "Li", "Li belt maandag", True),
        ("naam", "Li", "wij bellen Lisa", False),
        ("naam", "Roos", "een rooskleurig beeld", False),
        ("telefoon", "06 12 34 56 78", "bel 0031612345678", True),
        ("telefoon", "0612345678", "op 12 maart 2026", False),
        ("email", "a.b@voorbeeld.nl", "mail A.B@voorbeeld.nl", True),
        ("document", "NX 12-34567", "paspoort nx1234567", True),
        ("adres", "Verzonnenkade 1", "aan de verzonnenkade 1 gewoond", True),
        ("adres", "Verzonnenkade 1", "1 gesprek gehad", False),
        ("naam", "", "wat dan ook", False),
    ],
)
def test_a_name_is_known_however_it_is_written(veld: str, waarde: str, tekst: str, noemt_hem: bool) -> None:
    assert noemt(veld, waarde, tekst) is noemt_hem


def test_a_name_of_short_parts_gives_way_to_the_pseudonym() -> None:
    bekend = [("Persoon 1", {"naam": "Bo Li"}), ("Persoon 2", {"naam": "Bo Jansen"})]
    assert vervang("Bo  Li gaat naar de opvang, bo-jansen niet.", bekend) == (
        "Persoon 1 gaat naar de opvang, Persoon 2 niet."
    )
    assert vervang("Li gaat, bo niet.", bekend) == "Persoon 1 gaat, bo niet."  # a short part counts with a capital


@given(st.text(max_size=60), st.text(max_size=200))
def test_looking_for_names_takes_any_text(waarde: str, tekst: str) -> None:
    for veld in ("naam", "telefoon", "email", "adres"):
        noemt(veld, waarde, tekst)
    assert not noemt_iemand(tekst, [])
