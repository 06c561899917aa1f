"""Reporting without account: from the first page to the receipt."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from tests.cast import Cast
from tests.web.melden.hulp import STAPPEN, VERHAAL, Melder

from baken.dossiers.inhoud import open_inhoud
from baken.kern import klok
from baken.kern.ontvangstcode import normaliseer_code
from baken.referentie import selectors as referentie
from baken.signalen.inhoud import open_signaal
from baken.signalen.models import Ontvangstcode, Signaal

pytestmark = pytest.mark.django_db


def test_a_professional_reports_without_account_and_gets_a_code(melder: Melder, cast: Cast) -> None:
    melder.vul_in().verstuur()
    assert melder.antwoord.status_code == 200
    assert normaliseer_code(melder.code) == melder.code
    signaal = Signaal.objects.get()
    assert signaal.organisatie == cast.gemeente
    assert (signaal.kanaal, signaal.documenten_afgenomen, signaal.gemeente_code) == (
        "publiek_professional",
        "ja",
        "GM0599",
    )
    assert open_signaal(signaal).waarneming == VERHAAL
    assert open_signaal(signaal).contact == {"naam": "Mel Verzonnen", "telefoon": "0600012345"}
    dossier = open_inhoud(signaal.dossier)
    assert dossier.betrokkenen[0].groepen["identiteit"] == {"naam": "Verzonnen Persoon"}
    assert (dossier.locaties[0].adres, dossier.locaties[0].omschrijving) == ("Kade 12", "de loods achter de kas")


def test_the_code_is_stored_only_as_a_keyed_digest(melder: Melder) -> None:
    melder.vul_in().verstuur()
    rij = Ontvangstcode.objects.get()
    assert melder.code.encode() not in bytes(rij.code_index)
    assert len(bytes(rij.code_index)) == 32


def test_the_receipt_says_what_happens_next_and_when(melder: Melder) -> None:
    melder.vul_in().verstuur()
    signaal = Signaal.objects.get()
    for dag in (signaal.bekijken_voor, signaal.beoordelen_voor, signaal.terugkoppelen_voor):
        assert f"{dag.day} " in melder.tekst
    assert "data-kopieer" in melder.tekst
    assert "data-druk-af" in melder.tekst


def test_who_wants_no_feedback_is_promised_none(melder: Melder) -> None:
    melder.vul_in(contact={"terugkoppeling": "nee"}).verstuur()
    assert not Signaal.objects.get().terugkoppeling_gewenst
    assert melder.tekst.count("Uiterlijk") == 2


def test_who_stays_anonymous_leaves_no_name_even_when_one_was_typed(melder: Melder) -> None:
    melder.vul_in(contact={"anoniem": "ja"}).verstuur()
    signaal = Signaal.objects.get()
    assert signaal.anoniem
    assert open_signaal(signaal).contact == {}


def test_not_knowing_the_form_is_an_answer(melder: Melder) -> None:
    melder.vul_in(wat={"vormen": ["onbekend"]}).verstuur()
    assert Signaal.objects.get().vormen.count() == 0


def test_not_knowing_beside_a_form_is_refused_with_what_was_ticked(melder: Melder) -> None:
    melder.stuur({"vormen": ["onbekend", "ARB"]})
    assert melder.antwoord.status_code == 422
    assert melder.fouten == ["Kies een vorm, of kies: ik weet het niet. Niet allebei."]
    assert melder.tekst.count("checked") == 2


def test_the_indicators_are_those_of_the_chosen_forms_in_plain_words(melder: Melder) -> None:
    melder.stuur({"vormen": ["ARB"]})
    gekozen = referentie.indicatoren_voor_melder(("ARB",))
    assert melder.stap == "ziet"
    assert all(f'value="{i.code}"' in melder.tekst for i in gekozen)
    assert melder.tekst.count('name="indicatoren"') == len(gekozen)


def test_what_was_ticked_for_a_form_is_forgotten_with_the_form(melder: Melder) -> None:
    alleen_arbeid = next(i.code for i in referentie.indicatoren_voor_melder(("ARB",)) if i.vorm == "ARB")
    melder.vul_in(ziet={"indicatoren": [alleen_arbeid]})
    melder.stuur(actie="naar:wat").stuur({"vormen": ["CRIM"]})
    assert melder.stap == "controle", melder.fouten
    melder.verstuur()
    assert Signaal.objects.get().indicatoren.count() == 0


def test_risk_factors_are_explained_and_never_asked(melder: Melder) -> None:
    melder.vul_in(tot="ziet")
    for factor in referentie.risicofactoren():
        assert factor.naam in melder.tekst
        assert f'value="{factor.code}"' not in melder.tekst


def test_going_back_keeps_what_was_typed_even_when_it_is_wrong(melder: Melder) -> None:
    melder.vul_in(tot="verhaal")
    melder.stuur({"waarneming": "half", "gezien_op_dag": "31", "gezien_op_maand": "2"}, actie="vorige")
    assert melder.stap == "waar"
    assert "Kade 12" in melder.tekst
    melder.stuur(STAPPEN["waar"])
    assert melder.stap == "verhaal"
    assert "half" in melder.tekst
    assert 'value="31"' in melder.tekst
    assert melder.fouten == []


def test_persons_are_added_and_taken_away_without_script(melder: Melder) -> None:
    melder.vul_in(tot="wie")
    melder.stuur({"p1-naam": "Een"}, actie="persoon_erbij").stuur(
        {"p1-naam": "Een", "p2-naam": "Twee", "p2-geboortedatum_dag": "3"}, actie="persoon_erbij"
    )
    assert melder.verborgen["aantal"] == "3"
    melder.stuur({"p1-naam": "Een", "p2-naam": "Twee", "p3-naam": "Drie"}, actie="persoon_weg:1")
    assert melder.verborgen["aantal"] == "2"
    assert "Een" not in melder.tekst
    assert 'name="p1-naam" value="Twee"' in melder.tekst
    assert 'name="p2-naam" value="Drie"' in melder.tekst


def test_the_birth_date_of_a_minor_gives_the_age_band(melder: Melder) -> None:
    jaar = klok.vandaag().year - 15
    geboren = {"p1-geboortedatum_dag": "1", "p1-geboortedatum_maand": "1", "p1-geboortedatum_jaar": str(jaar)}
    melder.vul_in(wie={"p1-leeftijdsgroep": "", **geboren}).verstuur()
    assert open_inhoud(Signaal.objects.get().dossier).betrokkenen[0].leeftijdsgroep == "12-17"


def test_an_empty_person_is_not_recorded(melder: Melder) -> None:
    melder.vul_in(wie={"p1-deel": "", "p1-leeftijdsgroep": "", "p1-naam": ""}).verstuur()
    assert open_inhoud(Signaal.objects.get().dossier).betrokkenen == ()


def test_the_review_shows_it_all_and_changing_one_thing_leads_back_to_it(melder: Melder) -> None:
    melder.vul_in()
    for woord in ("Arbeidsuitbuiting", "Verzonnen Persoon", "Kade 12", "Rotterdam", VERHAAL, "0600012345"):
        assert woord in melder.tekst
    melder.stuur(actie="naar:waar").stuur({**STAPPEN["waar"], "adres": "Kade 13"})
    assert melder.stap == "controle"
    assert "Kade 13" in melder.tekst


def test_nothing_is_stored_before_the_last_button(melder: Melder) -> None:
    melder.vul_in()
    assert Signaal.objects.count() == 0


def test_who_reports_a_place_is_asked_for_the_place_first(cast: Cast, client: Client) -> None:
    melder = Melder(client, "/melden/voorbeeldstad/plek/professional/").open()
    gevraagd = []
    while melder.stap != "controle":
        gevraagd.append(melder.stap)
        melder.stuur(STAPPEN[melder.stap])
        assert melder.stap != gevraagd[-1], melder.fouten
    assert gevraagd.index("waar") < gevraagd.index("wie")
    melder.verstuur()
    assert Signaal.objects.count() == 1


@pytest.mark.parametrize("naam", ["rotterdam", "ROTTERDAM ", "GM0599"])
def test_a_gemeente_is_understood_as_people_type_it(melder: Melder, naam: str) -> None:
    melder.vul_in(waar={"gemeente": naam}).verstuur()
    assert Signaal.objects.get().gemeente_code == "GM0599"


def test_an_unknown_gemeente_is_refused_and_kept(melder: Melder) -> None:
    melder.vul_in(tot="waar").stuur({**STAPPEN["waar"], "gemeente": "Nergenshuizen"})
    assert melder.antwoord.status_code == 422
    assert "Nergenshuizen" in melder.tekst
    assert "Deze gemeente kennen wij niet" in melder.fouten[0]


@pytest.mark.parametrize(
    ("anders", "toont"),
    [
        ({}, False),
        ({"wie": {"p1-leeftijdsgroep": "12-17"}}, True),
        ({"contact": {"meldcodesector": "onderwijs"}}, True),
    ],
)
def test_a_minor_or_a_meldcode_profession_is_led_to_the_meldcode(
    melder: Melder, anders: dict[str, Any], toont: bool
) -> None:
    melder.vul_in(**anders).verstuur()
    assert ("/melden/voorbeeldstad/meldcode/" in melder.tekst) is toont


def test_danger_now_shows_112_on_the_receipt(melder: Melder) -> None:
    melder.vul_in(verhaal={"acuut": "ja"}).verstuur()
    assert 'href="tel:112"' in melder.tekst
    assert Signaal.objects.get().acuut == "ja"


def test_a_closed_door_points_residents_elsewhere_by_default(cast: Cast, client: Client) -> None:
    antwoord = client.get("/melden/voorbeeldstad/persoon/inwoner/")
    assert antwoord.status_code == 200
    tekst = antwoord.content.decode()
    assert all(naam in tekst for naam in ("Meld Misdaad Anoniem", "Politie", "Arbeidsinspectie"))
    assert "<form" not in tekst


def test_a_door_that_closed_meanwhile_refuses_and_stores_nothing(melder: Melder, cast: Cast) -> None:
    melder.vul_in()
    type(cast.gemeente).objects.filter(pk=cast.gemeente.pk).update(deur_professional=False)
    melder.verstuur()
    assert melder.antwoord.status_code == 403
    assert Signaal.objects.count() == 0


@pytest.mark.parametrize(
    "adres",
    [
        "/melden/nergens/persoon/professional/",
        "/melden/voorbeeldstad/ding/professional/",
        "/melden/voorbeeldstad/persoon/koning/",
        "/melden/voorbeeldstad/ding/",
        "/melden/zorgpunt/",
    ],
)
def test_what_does_not_exist_is_not_found(cast: Cast, client: Client, adres: str) -> None:
    assert client.get(adres).status_code == 404


def test_every_step_names_112_once_and_above_the_questions(melder: Melder) -> None:
    for stap in ("wat", "ziet", "wie", "waar", "verhaal", "contact", "controle"):
        melder.vul_in(tot=stap)
        hoofd = melder.tekst[melder.tekst.index("<main") :]
        assert hoofd.count('href="tel:112"') == 1, stap
        assert hoofd.index('href="tel:112"') < hoofd.index("<form"), stap


def test_no_step_promises_that_nobody_else_ever_reads_it(melder: Melder) -> None:
    assert "Wie daarna moet helpen of ingrijpen" in melder.tekst
    assert "Alleen de aandachtsfunctionaris" not in melder.tekst


def test_enter_goes_on_and_a_screen_reader_hears_one_button(melder: Melder) -> None:
    melder.vul_in(tot="wie")
    knoppen = re.findall(r'<button[^>]*type="submit"[^>]*>', melder.tekst)
    assert 'value="volgende"' in knoppen[0], "what Enter presses"
    assert 'aria-hidden="true"' in knoppen[0]
    assert 'tabindex="-1"' in knoppen[0]
    te_horen = [k for k in knoppen if 'value="volgende"' in k and "aria-hidden" not in k]
    assert len(te_horen) == 1
