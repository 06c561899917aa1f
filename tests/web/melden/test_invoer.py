"""Bad input: one clear sentence, everything typed is kept, nothing is stored, never an answer of 5xx."""

from __future__ import annotations

import html
import secrets
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.web.melden.hulp import FORMULIER, STAPPEN, Melder

from baken.kern import klok
from baken.signalen.inhoud import open_signaal
from baken.signalen.models import Signaal

pytestmark = pytest.mark.django_db
GEEN_KEUZE = "Kies een van de mogelijkheden op deze pagina"
MORGEN = klok.vandaag() + timedelta(days=1)


def _datum(naam: str, *delen: object) -> dict[str, Any]:
    return {f"{naam}_{deel}": str(waarde) for deel, waarde in zip(("dag", "maand", "jaar"), delen, strict=True)}


@pytest.mark.parametrize(
    ("stap", "velden", "zin"),
    [
        ("verhaal", _datum("gezien_op", MORGEN.day, MORGEN.month, MORGEN.year), "ligt in de toekomst"),
        ("verhaal", _datum("gezien_op", 31, 2, 2026), "bestaat niet"),
        ("verhaal", _datum("gezien_op", 1, 1, 999999999999), "bestaat niet"),
        ("verhaal", {"waarneming": "x" * 100_000}, "Uw tekst is te lang: 100000 tekens"),
        ("verhaal", {"waarneming": " \x00\x01 \u200b"}, "Beschrijf wat u hebt gezien"),
        ("verhaal", {"acuut": "misschien"}, GEEN_KEUZE),
        ("wie", _datum("p1-geboortedatum", MORGEN.day, MORGEN.month, MORGEN.year), "ligt in de toekomst"),
        ("wie", {"p1-nationaliteit": "Atlantis"}, GEEN_KEUZE),
        ("wie", {"p1-naam": "n" * 201}, "te lang"),
        ("waar", {"sector": "bestaat-niet"}, GEEN_KEUZE),
        ("ziet", {"indicatoren": ["bestaat-niet"]}, GEEN_KEUZE),
        ("wat", {"vormen": ["bestaat-niet"]}, GEEN_KEUZE),
        ("contact", {"email": "geen adres"}, "klopt niet"),
        ("contact", {"meldcodesector": "piraat"}, GEEN_KEUZE),
    ],
)
def test_wrong_input_is_refused_kept_and_not_stored(
    melder: Melder, stap: str, velden: dict[str, Any], zin: str
) -> None:
    melder.vul_in(tot=stap).stuur({**STAPPEN[stap], **velden})
    assert melder.antwoord.status_code == 422
    assert melder.stap == stap
    assert melder.fouten
    assert zin in melder.fouten[0]
    getypt = html.unescape(melder.tekst)
    typte = [w.strip("\x00\x01 ") for w in velden.values() if isinstance(w, str) and stap != "wie"]
    assert zin == GEEN_KEUZE or all(w in getypt for w in typte)  # what is not there cannot be chosen again
    assert Signaal.objects.count() == 0


def test_characters_that_cannot_be_seen_are_left_out(melder: Melder) -> None:
    melder.vul_in(verhaal={"waarneming": "Regel een\r\nregel\x00 twee\x1b[31m \u202eeinde"}).verstuur()
    assert open_signaal(Signaal.objects.get()).waarneming == "Regel een\nregel twee[31m einde"


def test_formula_text_and_markup_are_only_text(melder: Melder) -> None:
    gemeen = "=cmd|calc!A1 <img src=x onerror=alert(1)> {{ 7*7 }} \" '"
    melder.vul_in(verhaal={"waarneming": gemeen}, wie={"p1-naam": gemeen}, waar={"plek": gemeen})
    assert "<img src=x" not in melder.tekst
    melder.verstuur()
    assert open_signaal(Signaal.objects.get()).waarneming == gemeen


@pytest.mark.parametrize("aantal", ["99999", "-3", "1e9", "١٢", "", "0"])
def test_a_count_of_persons_is_bounded(melder: Melder, aantal: str) -> None:
    melder.vul_in(tot="wie").stuur({"aantal": aantal}, actie="persoon_erbij")
    assert 1 <= int(melder.verborgen["aantal"]) <= 10


def test_an_eleventh_person_is_not_offered(melder: Melder) -> None:
    melder.vul_in(tot="wie").stuur({"aantal": "10"}, actie="persoon_erbij")
    assert melder.verborgen["aantal"] == "10"
    assert "hoogstens 10 personen" in melder.tekst
    assert 'value="persoon_erbij"' not in melder.tekst


def test_a_draft_too_large_to_hold_is_said_so_and_what_was_typed_is_kept(melder: Melder) -> None:
    groot = secrets.token_hex(400_000)
    melder.vul_in(tot="verhaal").stuur({**STAPPEN["verhaal"], "waarneming": groot})
    assert melder.antwoord.status_code == 422
    assert groot in melder.tekst
    assert any("te veel tekst" in fout for fout in melder.fouten)
    assert melder.stuur(STAPPEN["verhaal"]).stap == "contact"


def test_more_than_a_form_may_hold_is_refused_without_a_trace(melder: Melder) -> None:
    melder.stuur({"vormen": ["ARB"], "rommel": "x" * 2_000_000})
    assert melder.antwoord.status_code in {400, 413}
    melder.open().stuur({f"veld{n}": "x" for n in range(1000)})
    assert melder.antwoord.status_code == 400


def test_fields_that_no_form_asks_for_do_not_ride_along(melder: Melder) -> None:
    voor = len(melder.stuur({"vormen": ["ARB"]}).verborgen["concept"])
    na = len(melder.open().stuur({"vormen": ["ARB"], "extra": secrets.token_hex(5000)}).verborgen["concept"])
    assert abs(na - voor) < 100


TEKST = st.text(max_size=60)
WAARDE = st.one_of(TEKST, st.sampled_from(["ARB", "ja", "onbekend", "1", "31", "2026", "=1+1", "\x00", "9" * 40]))
NAMEN = st.sampled_from(
    [*(n for velden in STAPPEN.values() for n in velden), "gezien_op_dag", "gezien_op_jaar", "p2-naam", "p99-naam",
     "p1-geboortedatum_jaar", "subvormen", "email", "meldcodesector", "concept", "csrfmiddlewaretoken"]
)  # fmt: skip
KNOPPEN = st.one_of(
    st.sampled_from(
        ["volgende", "versturen", "vorige", "persoon_erbij", "persoon_weg:1", "persoon_weg:", "naar:", "naar:wie"]
    ),
    st.builds("persoon_weg:{}".format, TEKST),
    st.builds("naar:{}".format, TEKST),
    TEKST,
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    stap=st.one_of(st.sampled_from([*STAPPEN, "controle", "vooraf"]), TEKST),
    velden=st.dictionaries(NAMEN, st.one_of(WAARDE, st.lists(WAARDE, max_size=4)), max_size=8),
    knop=KNOPPEN,
    met_concept=st.booleans(),
)
def test_no_input_at_all_breaks_a_page(
    melder: Melder, stap: str, velden: dict[str, Any], knop: str, met_concept: bool
) -> None:
    melder.client.raise_request_exception = False
    inhoud = {**velden, "stap": stap, "actie": knop}
    if met_concept:
        inhoud["concept"] = melder.verborgen["concept"]
    antwoord = melder.client.post(FORMULIER, inhoud)
    assert antwoord.status_code < 500
    assert Signaal.objects.count() == 0
