"""Which place fits whom: the promises of the matcher, as a table and over everything that can be filled in."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baken.referentie.laad import MAP, lees_bestand
from baken.zorg.rules.match import match
from baken.zorg.rules.opvang import COSM, Aanbod, Client, Leeftijd, Matchlijst, Opvangsoort, Voorwaarden
from baken.zorg.rules.passend import passend
from baken.zorg.rules.verblijf import RECHTMATIG, Verblijf
from baken.zorg.rules.voorwaarden import lees_voorwaarden, schrijf_voorwaarden

S = Opvangsoort
ROTTERDAM, DORDRECHT, UTRECHT = "GM0599", "GM0505", "GM0344"
REGIOS = {"VR17": frozenset({ROTTERDAM}), "VR18": frozenset({DORDRECHT})}
FEITEN = {rij["code"]: rij["inhoud"] for rij in lees_bestand(MAP / "feiten.json") if rij["soort"] == "opvang"}


def aanbod(soort: Opvangsoort, **anders: object) -> Aanbod:
    """Return a place with the conditions that ship with its kind, and those that a facility would fill in."""
    inhoud = FEITEN[soort]
    eisen = lees_voorwaarden(inhoud["voorwaarden"], regios=REGIOS)
    if soort == S.REGULIER:
        eisen = replace(eisen, geslachten=frozenset())
    vrij = anders.pop("vrij", True)
    return Aanbod(list(S).index(soort) + 1, soort, replace(eisen, **anders), vrij=vrij, noodbed=inhoud["noodbed"])


ALLES = [aanbod(soort) for soort in S]


def persoon(**anders: object) -> Client:
    """Return an adult found in Utrecht, with nothing that stands in the way."""
    basis = Client(
        geslacht="V",
        minderjarig=False,
        nederlands=False,
        verblijf=Verblijf.GEEN,
        vormen=frozenset({"SEKS"}),
        gemeenten=frozenset({UTRECHT}),
        aangetroffen=UTRECHT,
        contra=frozenset(),
        kinderen=0,
    )
    return replace(basis, **anders)


def soorten(voorstellen: object) -> set[Opvangsoort]:
    return {v.aanbod.soort for v in voorstellen}  # type: ignore[attr-defined]  # a tuple of Voorstel


NEDERLANDER = {"nederlands": True, "verblijf": Verblijf.NEDERLANDER}
ROTTERDAMS = {"gemeenten": frozenset({ROTTERDAM}), "aangetroffen": ROTTERDAM}


@pytest.mark.parametrize(
    ("wie", "past"),
    [
        ({"geslacht": "V", "verblijf": Verblijf.BEDENKTIJD}, {S.COSM_VROUWEN}),
        ({"geslacht": "M", "verblijf": Verblijf.BEDENKTIJD}, {S.COSM_MANNEN}),
        ({"geslacht": "V", "verblijf": Verblijf.GEEN}, {S.COSM_VROUWEN}),
        ({"geslacht": "M", "verblijf": Verblijf.GEEN}, {S.COSM_MANNEN}),
        ({"geslacht": "M", **NEDERLANDER}, {S.REGULIER}),
        ({"geslacht": "V", **NEDERLANDER, **ROTTERDAMS}, {S.REGULIER, S.SPECIALISTISCH}),
        ({"geslacht": "M", **NEDERLANDER, **ROTTERDAMS}, {S.REGULIER, S.SPECIALISTISCH}),
        ({"verblijf": Verblijf.EU_RECHTMATIG}, {S.REGULIER}),
        ({"verblijf": Verblijf.EU_RECHTMATIG, "vormen": frozenset({"ARB"})}, {S.REGULIER, S.NLA}),
        ({"verblijf": Verblijf.VERGUNNING}, {S.REGULIER}),
        ({"verblijf": Verblijf.VERGUNNING, **ROTTERDAMS}, {S.REGULIER, S.SPECIALISTISCH}),
        ({"minderjarig": True, **NEDERLANDER, **ROTTERDAMS}, {S.JEUGD}),
        ({"minderjarig": True, "verblijf": Verblijf.BEDENKTIJD}, {S.JEUGD}),
        ({"verblijf": Verblijf.GEEN, "vormen": frozenset({"ARB"})}, {S.COSM_VROUWEN, S.NLA}),
    ],
)
def test_each_client_is_matched_as_promised(wie: dict[str, object], past: set[Opvangsoort]) -> None:
    lijst = match(persoon(**wie), ALLES)
    assert soorten(lijst.past) == past
    assert not lijst.eerst_nagaan
    assert soorten(lijst.niet) == set(S) - past
    assert not lijst.noodbed_nodig
    for voorstel in lijst.niet:
        assert any(r.uitkomst is False and r.tekst and r.bron.naam for r in voorstel.oordeel.redenen)


@pytest.mark.parametrize(
    ("wie", "past"),
    [
        ({**NEDERLANDER, **ROTTERDAMS}, {S.NOODBED_NATIONAAL}),
        ({**NEDERLANDER, "gemeenten": frozenset({DORDRECHT}), "aangetroffen": DORDRECHT}, {S.NOODBED_NATIONAAL}),
        ({"inzet": "avim"}, {S.NOODBED_OPSPORING}),
        ({"inzet": "kmar", "verblijf": Verblijf.ONBEKEND}, {S.NOODBED_OPSPORING}),
        ({**NEDERLANDER}, set()),
        ({}, set()),
        ({"minderjarig": True, "inzet": "avim", **ROTTERDAMS}, set()),
    ],
)
def test_with_no_other_place_tonight_there_is_a_noodbed_or_a_way_to_one(
    wie: dict[str, object], past: set[Opvangsoort]
) -> None:
    client = persoon(**wie)
    vol = [aanbod(soort, vrij=FEITEN[soort]["noodbed"]) for soort in S]
    lijst = match(client, vol)
    assert soorten(lijst.past) == past
    assert lijst.noodbed_nodig is not client.minderjarig
    if past:
        assert not lijst.wegen
    else:
        teksten = " ".join(w.tekst for w in lijst.wegen)
        assert "ook zonder verblijfsstatus" in teksten
        assert "wachtlijst" in teksten
        assert ("Veilig Thuis" in teksten) is bool(client.minderjarig)
        assert ("AVIM of de KMar" in teksten) is not client.minderjarig
        assert ("CoMensha" in teksten) is (not client.minderjarig and not client.is_nederlander)


def test_a_noodbed_is_not_offered_beside_a_place_that_fits_nor_for_later() -> None:
    client = persoon(**NEDERLANDER, **ROTTERDAMS)
    assert S.NOODBED_NATIONAAL in soorten(match(client, ALLES).niet)
    later = match(replace(client, vannacht=False), [aanbod(S.NOODBED_NATIONAAL)])
    assert not later.past
    assert "vannacht" in later.waarom_noodbed
    nu = match(client, [aanbod(S.REGULIER, vrij=None), aanbod(S.NOODBED_NATIONAAL)])
    assert soorten(nu.past) == {S.NOODBED_NATIONAAL}, "a place of which nobody knows whether it is free is no place"
    assert soorten(nu.eerst_nagaan) == {S.REGULIER}


def test_what_nobody_knows_is_asked_first_and_never_a_no() -> None:
    onbekend = Client()
    for plek in ALLES:
        redenen = passend(onbekend, plek).redenen
        if plek.soort != S.NOODBED_OPSPORING:  # nobody deployed it, and that is a fact of tonight
            assert passend(onbekend, plek).past is None, plek.soort
        assert {r.regel for r in redenen if r.uitkomst is None}, plek.soort
    for geslacht in ("X", "onbekend", ""):
        oordeel = passend(persoon(geslacht=geslacht, verblijf=Verblijf.BEDENKTIJD), aanbod(S.COSM_VROUWEN))
        assert oordeel.past is None


def test_each_reason_stands_there_and_not_only_the_first() -> None:
    kind = persoon(minderjarig=True, geslacht="M", **NEDERLANDER)
    oordeel = passend(kind, aanbod(S.COSM_VROUWEN))
    assert {r.regel for r in oordeel.redenen if r.uitkomst is False} == {"leeftijd", "cosm", "verblijf", "geslacht"}
    assert oordeel.grens


def test_a_place_says_what_it_cannot_take_and_unknown_is_asked() -> None:
    zwaar = persoon(**NEDERLANDER, contra=frozenset({"CI-VERSLAVING"}), kinderen=2)
    assert passend(zwaar, aanbod(S.REGULIER)).past is None
    neemt = aanbod(S.REGULIER, contra=frozenset(), kinderen_mee=True)
    assert passend(zwaar, neemt).past is True
    assert passend(zwaar, aanbod(S.REGULIER, contra=frozenset({"CI-VERSLAVING"}), kinderen_mee=True)).past is False
    assert passend(zwaar, aanbod(S.REGULIER, contra=frozenset({"CI-AGRESSIE"}), kinderen_mee=True)).past is True
    assert passend(zwaar, aanbod(S.REGULIER, contra=frozenset(), kinderen_mee=False)).past is False
    niet_gevraagd = persoon(**NEDERLANDER, contra=None, kinderen=None)
    assert passend(niet_gevraagd, aanbod(S.REGULIER, contra=frozenset({"CI-AGRESSIE"}))).past is None
    assert passend(niet_gevraagd, aanbod(S.REGULIER, kinderen_mee=False)).past is None
    assert passend(niet_gevraagd, aanbod(S.REGULIER, contra=frozenset(), kinderen_mee=True)).past is True
    assert passend(persoon(**NEDERLANDER), aanbod(S.REGULIER, geslachten=None)).past is None


@pytest.mark.parametrize(("onbekend", "regel"), [({"contra": None}, "contra"), ({"kinderen": None}, "kinderen")])
def test_what_neither_the_client_nor_the_place_was_asked_is_a_question_and_no_yes(
    onbekend: dict[str, object], regel: str
) -> None:
    plek = aanbod(S.REGULIER)
    assert plek.voorwaarden.contra is None
    assert plek.voorwaarden.kinderen_mee is None
    assert passend(persoon(**NEDERLANDER), plek).past is True
    oordeel = passend(persoon(**NEDERLANDER, **onbekend), plek)
    assert oordeel.past is None
    assert [r.regel for r in oordeel.redenen if r.uitkomst is None] == [regel]


def test_the_conditions_survive_being_stored() -> None:
    for soort in S:
        eisen = aanbod(soort).voorwaarden
        assert lees_voorwaarden(schrijf_voorwaarden(eisen)) == eisen


def test_conditions_of_another_shape_are_refused() -> None:
    for fout in ({"leeftijd": "beide"}, {"verblijf": ["toerist"]}, {"lengte": 3}, {"contra": "CI-LVB"}):
        with pytest.raises(ValueError, match="condition"):
            lees_voorwaarden(fout)


GESLACHT = st.sampled_from(["V", "M", "X", "onbekend", ""])
CODES = st.frozensets(st.sampled_from([ROTTERDAM, DORDRECHT, UTRECHT]))
CONTRA = st.frozensets(st.sampled_from(["CI-VERSLAVING", "CI-AGRESSIE"]))
INZET = st.frozensets(st.sampled_from(["avim", "kmar"]))
VORMEN = st.frozensets(st.sampled_from(["SEKS", "ARB", "CRIM"]))
JA_NEE_ONBEKEND = st.sampled_from([True, False, None])
clienten = st.builds(
    Client,
    geslacht=GESLACHT,
    minderjarig=JA_NEE_ONBEKEND,
    nederlands=JA_NEE_ONBEKEND,
    verblijf=st.sampled_from(Verblijf),
    vormen=VORMEN,
    gemeenten=CODES,
    aangetroffen=st.sampled_from(["", ROTTERDAM, UTRECHT]),
    inzet=st.sampled_from(["", "avim", "kmar", "nla"]),
    contra=st.none() | CONTRA,
    kinderen=st.none() | st.integers(0, 3),
    vannacht=st.booleans(),
)
eisen = st.builds(
    Voorwaarden,
    leeftijd=st.sampled_from(Leeftijd),
    geslachten=st.none() | st.frozensets(st.sampled_from(["V", "M"])),
    verblijf=st.frozensets(st.sampled_from(list(set(Verblijf) - {Verblijf.ONBEKEND}))),
    vormen=VORMEN,
    gemeenten=CODES,
    aangetroffen=CODES,
    inzet=INZET,
    contra=st.none() | CONTRA,
    kinderen_mee=JA_NEE_ONBEKEND,
)
plekken = st.builds(
    Aanbod,
    plek_id=st.integers(1, 9),
    soort=st.sampled_from(Opvangsoort),
    voorwaarden=eisen,
    vrij=JA_NEE_ONBEKEND,
    noodbed=st.booleans(),
)


@given(clienten, st.lists(plekken, max_size=6))
def test_every_place_is_in_one_list_with_its_reasons(client: Client, aangeboden: list[Aanbod]) -> None:
    lijst: Matchlijst = match(client, aangeboden)
    alle = [*lijst.past, *lijst.eerst_nagaan, *lijst.niet]
    assert sorted(id(v.aanbod) for v in alle) == sorted(id(a) for a in aangeboden)
    for voorstellen, uitkomst in ((lijst.past, True), (lijst.eerst_nagaan, None), (lijst.niet, False)):
        for voorstel in voorstellen:
            assert voorstel.oordeel.past is uitkomst
            assert any(r.uitkomst is uitkomst for r in voorstel.oordeel.redenen)
            assert all(r.tekst.endswith(".") and r.bron.plaats for r in voorstel.oordeel.redenen)
    assert bool(lijst.wegen) is not bool(lijst.past)
    assert not any(v.aanbod.noodbed for v in lijst.past) or lijst.noodbed_nodig


@given(clienten, plekken)
def test_no_data_of_a_place_puts_a_minor_with_adults_or_a_dutch_person_in_cosm(client: Client, plek: Aanbod) -> None:
    oordeel = passend(client, plek)
    voor_kind = plek.soort == S.JEUGD or plek.voorwaarden.leeftijd == Leeftijd.MINDERJARIG
    if client.minderjarig is not None and client.minderjarig != voor_kind:
        assert oordeel.past is False
        assert oordeel.grens
    if client.is_nederlander and plek.soort in COSM:
        assert oordeel.past is False
        assert oordeel.grens
    if client.nederlands:
        assert client.verblijf_nu in RECHTMATIG


RANG = {False: 0, None: 1, True: 2}


@given(clienten, plekken, eisen, st.sampled_from(["geslachten", "verblijf", "vormen", "gemeenten", "inzet", "contra"]))
def test_a_condition_more_never_makes_a_place_fit_better(
    client: Client, plek: Aanbod, meer: Voorwaarden, veld: str
) -> None:
    zonder = replace(plek, voorwaarden=replace(plek.voorwaarden, **{veld: frozenset()}))
    met = replace(plek, voorwaarden=replace(plek.voorwaarden, **{veld: getattr(meer, veld)}))
    assert RANG[passend(client, met).past] <= RANG[passend(client, zonder).past]


@given(clienten, eisen)
def test_stored_conditions_mean_the_same(client: Client, voorwaarden: Voorwaarden) -> None:
    terug = lees_voorwaarden(schrijf_voorwaarden(voorwaarden))
    assert terug == voorwaarden
    plek = Aanbod(1, S.REGULIER, voorwaarden)
    assert passend(client, plek) == passend(client, replace(plek, voorwaarden=terug))
