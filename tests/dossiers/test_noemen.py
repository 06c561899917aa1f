"""What is known of somebody is found however it is written, and an ordinary sentence names nobody."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baken.dossiers.noemen import noemt, vervang

# A value as it was recorded, and other ways to write it.
GESCHREVEN = {
    ("naam", "Ana Nieuwnaam"): ("Nieuwnaams", "nieuwnaams", "Ana's", "anas", "Anaatje"),
    ("naam", "Özgür Şahin-de Vries"): ("Özgürs", "ozgurs", "SAHINS"),
    ("naam", "Zoë van den Berg"): ("Zoës", "zoes", "Zoëtje", "Bergs"),
    ("naam", "Fatima Testnaam"): ("Testnaams", "Fatima's", "Fatimaatje", "de Testnaams", "Fati\u00adma"),
    ("naam", "Hans Yıldız"): ("Hans'", "hansje", "Yildiz", "YILDIZ"),
    ("naam", "Bram Łukaszewski"): ("Brammetje", "Lukaszewskis"),
    ("naam", "An Bo"): ("Ans", "An", "an bos"),
    ("naam", "Hui Than"): ("Huis", "Thans", "hui"),
    ("naam", "Ana-Maria van den Bergh"): (
        "Anamaria",
        "anamaria's",
        "AnaMaria",
        "Anamariaatje",
        "Ana\u2010Maria",
        "Anamaria van den Bergh",
        "Vandenbergh",
        "Van-den-Bergh",
        "vd Bergh",
        "vandenberghs",
        "Vdbergh",
        "anamariavandenbergh",
        "Denbergh",
    ),
    ("naam", "Anamaria Vandenbergh"): (
        "Ana-Maria",
        "ana-maria",
        "Ana Maria",
        "ana maria's",
        "ANA MARIA",
        "van den Bergh",
        "van den bergh",
        "Van-den-Bergh",
    ),
    ("naam", "Şükrü D'Angelo"): ("Dangelo", "dangelos", "sukru dangelo"),
    ("naam", "Leila Elhadi"): ("El-Hadi", "el hadi", "El Hadi's"),
    ("naam", "Jo van Os"): ("van os", "Vanos", "jovanos"),
    ("naam", "Li Na"): ("Lina", "li na", "Li-Na"),
    ("adres", "Hoge Dijk 85"): (
        "Hoge Dijk nr 85",
        "Hoge Dijk, nummer 85",
        "Hoge Dijk no. 85",
        "Hoge Dijk, 85",
        "hogedijk 85",
        "Hoge Dijk85",
    ),
    ("adres", "Hoge Dijk 85 A, 1234 AB Stad"): (
        "Hoge Dijk 85",
        "Hoge Dijk 85-A",
        "Hoge Dijk, 85 A",
        "Hoge Dijk nr. 85a",
        "1234AB",
        "1234 ab",
    ),
    ("adres", "Stad, 2e Verzonnenstraat 12"): ("2e Verzonnenstr. 12", "2e verzonnenstraat nr 12"),
    ("adres", "Verzonnenkade 3, 2025 DE Stad"): ("2025 DE", "2025de"),
    ("telefoon", "+40 721 234 567"): ("0721 234 567", "0040721234567", "0721-234567", "721 234 567"),
    ("telefoon", "06 12345678"): ("+31 (0)6-12 34 56 78", "6 12345678", "0031 6 12345678", "06.12.34.56.78"),
    ("telefoon", "06 12345678 / 06 87654321"): ("06-87654321", "+31612345678"),
    ("telefoon", "123456"): ("12 34 56",),
    ("email", "ana.n@voorbeeld.nl"): (
        "ana . n @ voorbeeld . nl",
        "ana.n(at)voorbeeld.nl",
        "ana.n at voorbeeld punt nl",
    ),
    ("kenteken", "AB-123-C"): ("AB123C", "ab 12 3c"),
    ("kenteken", "X-12"): ("X12", "x 12"),
    ("document", "NX1234567"): ("NX 123 4567", "nx-12.34 567"),
    ("geboortedatum", "1998-05-03"): (
        "3-5-'98",
        "3 mei 98",
        "3e mei 1998",
        "3 mei '98",
        "03.05.1998",
        "03051998",
        "030598",
        "3mei1998",
    ),
    ("geboortedatum", "1998-03-05"): ("5 mrt 1998", "5 maart '98"),
}


@pytest.mark.parametrize(
    ("veld", "waarde", "vorm"), [(*paar, vorm) for paar, vormen in GESCHREVEN.items() for vorm in vormen]
)
def test_what_is_known_is_found_in_each_way_of_writing_and_gives_way(veld: str, waarde: str, vorm: str) -> None:
    tekst = f"Gister: {vorm} is gezien."
    assert noemt(veld, waarde, tekst)
    schoon = vervang(tekst, [("Iemand", {veld: waarde})])
    assert re.fullmatch(r"Gister: (de )?\+?Iemand('s|')? is gezien\.", schoon)


@pytest.mark.parametrize(
    ("veld", "waarde", "tekst"),
    [
        ("naam", "An Bo", "Een bos en ans."),
        ("naam", "Jo Vos", "jos en jo"),
        ("naam", "Hui Than", "Het huis is thans leeg."),
        ("naam", "Mei Lan", "Een meisje in het land."),
        ("naam", "Ana Vos", "Een banaan, een anagram en Anastasia in Vossem."),
        ("naam", "An Der", "Met een ander en bij anderen."),
        ("naam", "Bo van Daag", "Zij is vandaag gezien."),
        ("naam", "Li Na", "De lina hangt daar; lui na het eten."),
        ("naam", "Me Tal", "Met al het geld, en van metaal."),
        ("naam", "Bente Onderwater", "Ik ben te laat. Het land staat onder water."),
        ("naam", "Maarten Goedhart", "Zij heeft een goed hart. Maar ten eerste: wij bellen."),
        ("naam", "Nader Uithof", "Hij gaat na der tijd uit hof en huis."),
        ("naam", "Isa Opstal", "Er is a en b; de koe staat op stal."),
        ("naam", "Eva Overbeek", "Wij liepen over beek en veld van der zee."),
        ("naam", "Ana-Maria van den Bergh", "Wij gaan van den een naar den ander; een berg werk."),
        ("adres", "Hoge Dijk 85", "Hoge Dijk 8 en Hoge Dijk 851."),
        ("adres", "Hoge Dijk 85", "De hoge dijk is 85 meter."),
        ("adres", "Verzonnenkade 3, 2025 DE Stad", "In 2025 de moeder gesproken."),
        ("telefoon", "06 12345678", "Bel 06 12345679 of 06 123456789."),
        ("telefoon", "123456", "Dossier 9123456."),
        ("email", "ana.n@voorbeeld.nl", "ana n at iets op voorbeeld"),
        ("document", "1234567", "Nummer 91234567."),
        ("geboortedatum", "1998-05-03", "Op 13 mei 1998, 3 mei 2026 en 3 juni 98."),
    ],
)
def test_what_looks_like_it_is_left(veld: str, waarde: str, tekst: str) -> None:
    assert not noemt(veld, waarde, tekst)
    assert vervang(tekst, [("Iemand", {veld: waarde})]) == tekst


def test_a_name_in_the_next_sentence_is_named_again() -> None:
    jip = [("[cliënt]", {"naam": "Jip Jansen"})]
    assert vervang("Zij zag Jip. Jips moeder belde.", jip) == "Zij zag [cliënt]. [cliënt] moeder belde."
    assert vervang("Jip Jansen belde; Jip-Jansen, J. Jansen.", jip) == "[cliënt] belde; [cliënt], J. [cliënt]."


LETTERS = st.sampled_from("abdefghiklmnoprstuvzéëöüçşıł")
NAMEN = st.text(LETTERS, min_size=4, max_size=10).map(str.capitalize)
NETNUMMERS = {"31": "6", "40": "7", "359": "8", "48": "5", "234": "8"}
NUMMERS = st.tuples(st.sampled_from(sorted(NETNUMMERS)), st.integers(10_000_000, 99_999_999))


ONGEZIEN = st.characters(categories=("Cf", "Mn", "Me")) | st.sampled_from("\x01\x7f\u115f\u1160\u3164\uffa0\u2065")


@given(NAMEN, st.integers(0, 9), ONGEZIEN)
def test_a_name_is_found_with_something_unseen_in_it(naam: str, plek: int, teken: str) -> None:
    tekst = f"Gister: {naam[:plek]}{teken}{naam[plek:]} is gezien."
    assert noemt("naam", naam, tekst)
    assert re.fullmatch(r"Gister: .?Iemand is gezien\.", vervang(tekst, [("Iemand", {"naam": naam})]), re.DOTALL)


@pytest.mark.parametrize(
    "tekst",
    [
        "Jo\u0455ephin\u0435 is gezien.",  # Cyrillic s and e
        "\u0408\u041e\u0405\u0415\u0420\u041dINE is gezien.",
        "J\u03bfs\u03b5phine is gezien.",  # Greek o and e
        "J\u039f\u0053\u0395\u03a1\u0397\u0399NE is gezien.",
    ],
)
def test_a_name_is_found_with_letters_that_look_the_same(tekst: str) -> None:
    assert noemt("naam", "Josephine", tekst)
    assert vervang(tekst, [("Iemand", {"naam": "Josephine"})]) == "Iemand is gezien."


@given(NAMEN, NAMEN, st.sampled_from(["{}s", "{}'s", "{}'", "{}je", "{}tje", "({})", "{},", "de {}s"]), st.booleans())
def test_any_name_is_found_in_each_case(voornaam: str, achternaam: str, vorm: str, klein: bool) -> None:
    for deel in (voornaam, achternaam):
        tekst = f"Wij zagen {vorm.format(deel.lower() if klein else deel)} gister."
        if klein and not noemt("naam", deel, deel.lower()):
            continue  # a part that is a word of its own, such as "voor"
        assert noemt("naam", f"{voornaam} van {achternaam}", tekst)
        assert deel.lower() not in vervang(tekst, [("X", {"naam": f"{voornaam} van {achternaam}"})]).lower()


@given(
    NAMEN,
    st.integers(1, 9999),
    st.sampled_from(["", "a", "bis"]),
    st.sampled_from(["{s} nr {n}", "{s} nummer {n}", "{s} no. {n}", "{s}, {n}", "{s} {n}-", "{s}{n}"]),
)
def test_any_address_is_found_in_each_way(naam: str, nummer: int, bij: str, vorm: str) -> None:
    straat = f"Lange {naam}kade"
    tekst = f"Wij waren aan de {vorm.format(s=straat, n=nummer)}{bij} met haar."
    schoon = vervang(tekst, [("Plaats", {"adres": f"{straat} {nummer} {bij}".strip()})])
    assert re.fullmatch(r"Wij waren aan de Plaats-? met haar\.", schoon)


@given(
    NUMMERS,
    st.sampled_from(["+{l} {t}{d}", "+{l} (0){t}{d}", "00{l}{t}{d}", "0{t}{d}", "{t}{d}", "{l}{t}{d}"]),
    st.sampled_from(["", " ", "-", "."]),
    st.booleans(),
)
def test_any_number_is_found_in_each_way(nummer: tuple[str, int], vorm: str, tussen: str, nationaal: bool) -> None:
    land, cijfers = nummer
    net = NETNUMMERS[land]
    bekend = f"0{net}{cijfers}" if nationaal else f"+{land}{net}{cijfers}"
    geschreven = vorm.format(l=land, t=net, d=tussen + tussen.join(re.findall("..", str(cijfers))))
    tekst = f"Bel haar op {geschreven} na zes uur."
    assert noemt("telefoon", bekend, tekst)
    schoon = vervang(tekst, [("X", {"telefoon": bekend})])
    assert str(cijfers)[-4:] not in re.sub(r"\W", "", schoon)
    if not nationaal or land == "31":
        assert not re.search(r"\d", schoon)


@given(st.dates(date(1930, 1, 1), date(2025, 12, 31)))
def test_any_day_of_birth_is_found_in_each_way(dag: date) -> None:
    d, m, kort = dag.day, dag.month, f"{dag:%y}"
    for vorm in (f"{d}-{m}-'{kort}", f"{dag:%d/%m/%Y}", f"{d}.{m}.{dag.year}", f"{dag:%d%m%Y}", f"{d}e-{m}-{kort}"):
        schoon = vervang(f"Zij is van {vorm}.", [("X", {"geboortedatum": dag.isoformat()})])
        assert schoon == "Zij is van X."


BEKEND = [
    {
        "naam": naam,
        "geboortedatum": "1998-05-03",
        "telefoon": "0612345678",
        "email": "an@voorbeeld.nl",
        "adres": "Hoge Dijk 12, 2025 DE Stad",
        "kenteken": "AB-123-C",
        "document": "NX12345",
    }
    for naam in (
        "Jo Hui",
        "An Alle-Quast",
        "Li Than",
        "Bo van de Nieuwnaam",
        "Özgür de Sahin",
        "Zoë van der Ana",
        "Bee",
    )
]
GEWOON = """
Wij spraken haar gister thuis. Het gaat soms goed en soms niet. Zij wil niets tekenen. In 2025 de moeder gesproken. Op
3 mei is er overleg. Er zijn 12 mensen in het huis. De hoge dijk is dicht. Zij heeft een beetje geld. Wij wachten. Bel
de politie op nummer 112. Het kost 85 euro per maand. De auto heeft geen kenteken. Zij slaapt in een bed van een
ander. De huisarts komt om 10.30 uur. Hij zegt dat alles goed is. Het pand is leeg en koud. De jongen is 16 jaar. Zij
is bang. Er zijn thans geen plekken vrij. Ga op huisbezoek met zijn tweeën. Zij kreeg 1.234,50 euro loon. De bus
vertrekt om 8.05 uur. Wij kiezen voor een tolk. Zij las de brief niet. De reis duurde 3 dagen. Een meisje huilde bij
de deur. Hij is anders. Los dit op voor vrijdag. Wie belt de school? De gemeente betaalt de opvang. Het dossier telt
98 bladzijden. Het bos is dicht. Zij werkte 7 dagen in de week. De baas hield haar paspoort. Er is een kans op werk.
Zij lees en schrijft goed. Er is hoop. De wens is een eigen kamer. Het plan staat op papier. Wij sluiten op
31-12-2026. De teller staat op 12345. Zij is ziek. Stuur de post naar het kantoor. De zaak is op 03-05-2026 besproken.
Niemand weet het adres. Wij zien de buren. Hij loog. Zij danste vroeger graag. De rechter besluit in juni. Zij is
verhuisd naar een dorp. Neem de trein van 6 over 12. Wij zoeken. De kinderen gaan naar school. Een kaartje kost 5
euro. De controle is op dag 98. Aan het eind is er een gesprek. Het lukt. De hond blaft. Er is geen verwarming. Wij
vragen het na. Hij betaalt nooit. Zij eten samen. Morgen bellen wij terug.
"""
ZINNEN = re.findall(r"\S.*?[.?!](?=\s)", GEWOON, re.DOTALL)


def test_an_ordinary_sentence_names_nobody() -> None:
    assert len(ZINNEN) >= 60
    assert [z for z in ZINNEN if any(noemt(v, w, z) for velden in BEKEND for v, w in velden.items())] == []
