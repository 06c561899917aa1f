"""Signed-in reporting: the same forms for an own signaal, for a call or mail of someone else, and for a partner."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from tests.cast import Cast, aanmelden, nieuw_signaal
from tests.web.melden.hulp import STAPPEN, Melder

from baken.kern import klok
from baken.keten.models import Grondslag
from baken.signalen.inhoud import open_signaal
from baken.signalen.models import Signaal

pytestmark = pytest.mark.django_db
NIEUW, INVOEREN, INSTUREN = "/signalen/nieuw/", "/signalen/invoeren/", "/signalen/insturen/"
GISTEREN = klok.vandaag() - timedelta(days=1)
VOORAF_INVOER = {
    "kanaal": "telefoon",
    "bron": "een huisarts uit de wijk",
    "ontvangen_op_dag": str(GISTEREN.day),
    "ontvangen_op_maand": str(GISTEREN.month),
    "ontvangen_op_jaar": str(GISTEREN.year),
}


def _als(persoon: Any, adres: str, *, csrf: bool = False) -> Melder:
    client = Client(enforce_csrf_checks=csrf)
    aanmelden(client, persoon)
    return Melder(client, adres).open()


def _insturen(cast: Cast, **anders: Any) -> dict[str, Any]:
    grondslag = Grondslag.objects.get(code="taak-gemeente")
    return {"gemeente": cast.gemeente.pk, "grondslag": grondslag.pk, "bron": "eigen waarneming van de zorg", **anders}


def test_an_employee_reports_and_follows_it_under_an_own_name(cast: Cast) -> None:
    melder = _als(cast.balie, NIEUW).vul_in().verstuur()
    assert melder.code
    assert "/signalen/mijn/" in melder.tekst
    signaal = Signaal.objects.get()
    assert (signaal.melder_id, signaal.kanaal, signaal.organisatie) == (cast.balie.pk, "medewerker", cast.gemeente)


def test_a_signed_in_person_is_not_asked_for_a_name(cast: Cast) -> None:
    melder = _als(cast.balie, NIEUW).vul_in(tot="contact")
    assert 'name="naam"' not in melder.tekst
    assert 'name="telefoon"' in melder.tekst


def test_without_signing_in_there_is_no_form(cast: Cast, client: Client) -> None:
    for adres in (NIEUW, INVOEREN, INSTUREN):
        assert client.get(adres).status_code == 302
        assert client.post(adres, {"actie": "versturen"}).status_code == 302
    assert Signaal.objects.count() == 0


def test_a_signed_in_post_needs_its_csrf_token(cast: Cast) -> None:
    melder = _als(cast.balie, NIEUW, csrf=True).vul_in()
    del melder.verborgen["csrfmiddlewaretoken"]
    assert melder.verstuur().antwoord.status_code == 403
    assert Signaal.objects.count() == 0


def test_the_draft_of_a_colleague_does_not_open(cast: Cast) -> None:
    van_balie = _als(cast.balie, NIEUW).vul_in()
    van_anna = _als(cast.anna, NIEUW)
    van_anna.verborgen["concept"] = van_balie.verborgen["concept"]
    van_anna.verborgen["stap"] = "controle"
    assert van_anna.verstuur().antwoord.status_code == 400
    assert Signaal.objects.count() == 0


def test_a_double_click_behind_sign_in_gives_one_signaal(cast: Cast) -> None:
    melder = _als(cast.balie, NIEUW).vul_in()
    laatste = dict(melder.verborgen)
    eerste = melder.verstuur().code
    melder.verborgen = laatste
    assert melder.verstuur().code == eerste
    assert Signaal.objects.count() == 1


def test_the_aandachtsfunctionaris_enters_a_call_with_its_own_day_and_source(cast: Cast) -> None:
    melder = _als(cast.anna, INVOEREN)
    assert melder.stap == "vooraf"
    melder.vul_in(vooraf=VOORAF_INVOER)
    assert "een huisarts uit de wijk" in melder.tekst
    melder.verstuur()
    assert "Geef de code aan de melder" in melder.tekst
    signaal = Signaal.objects.get()
    assert f"/signalen/{signaal.pk}/" in melder.tekst
    assert signaal.kanaal == "telefoon"
    assert signaal.ontvangen_op.astimezone(klok.TIJDZONE).date() == GISTEREN
    assert open_signaal(signaal).bron == "een huisarts uit de wijk"
    assert open_signaal(signaal).contact["naam"] == "Mel Verzonnen"


def test_a_call_of_today_entered_and_sent_twice_is_one_signaal(cast: Cast) -> None:
    vandaag = klok.vandaag()
    delen = zip(("dag", "maand", "jaar"), (vandaag.day, vandaag.month, vandaag.year), strict=True)
    vooraf = {**VOORAF_INVOER, **{f"ontvangen_op_{deel}": str(waarde) for deel, waarde in delen}}
    melder = _als(cast.anna, INVOEREN).vul_in(vooraf=vooraf)
    laatste = dict(melder.verborgen)
    eerste = melder.verstuur().code
    melder.verborgen = laatste
    assert melder.verstuur().code == eerste
    assert Signaal.objects.count() == 1


def test_of_an_own_date_only_the_day_makes_a_submission_another_one() -> None:
    ochtend = datetime(2026, 11, 20, 9, 0, tzinfo=klok.TIJDZONE)
    eerste = nieuw_signaal(ontvangen_op=ochtend)
    assert replace(eerste, ontvangen_op=ochtend + timedelta(minutes=5)).vergelijkbaar() == eerste.vergelijkbaar()
    assert replace(eerste, ontvangen_op=ochtend + timedelta(days=1)).vergelijkbaar() != eerste.vergelijkbaar()


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"kanaal": "postduif"}, ""),
        ({"kanaal": ""}, "telefoontje of een e-mail"),
        ({"bron": " "}, "van wie het signaal komt"),
        ({"ontvangen_op_jaar": "2999"}, "toekomst"),
        ({"ontvangen_op_dag": ""}, "dag, een maand en een jaar"),
    ],
)
def test_a_call_without_day_or_source_is_refused_and_kept(cast: Cast, anders: dict[str, str], zin: str) -> None:
    melder = _als(cast.anna, INVOEREN).stuur({**VOORAF_INVOER, **anders})
    assert melder.antwoord.status_code == 422
    assert zin in melder.fouten[0]
    assert melder.stap == "vooraf"


def test_only_the_aandachtsfunctionaris_enters_for_someone_else(cast: Cast) -> None:
    client = Client()
    aanmelden(client, cast.balie)
    assert client.get(INVOEREN).status_code == 403
    assert client.post(INVOEREN, VOORAF_INVOER).status_code == 403


def test_a_partner_sends_a_signaal_to_a_gemeente_on_a_grondslag(cast: Cast) -> None:
    melder = _als(cast.zoe, INSTUREN).vul_in(vooraf=_insturen(cast)).verstuur()
    assert melder.code
    signaal = Signaal.objects.get()
    assert (signaal.kanaal, signaal.organisatie, signaal.partner) == ("partner", cast.gemeente, cast.zorg)
    assert signaal.partner_grondslag == Grondslag.objects.get(code="taak-gemeente")


@pytest.mark.parametrize("anders", [{"gemeente": "999999"}, {"grondslag": "0"}, {"gemeente": ""}, {"grondslag": "x"}])
def test_a_partner_cannot_choose_what_is_not_offered(cast: Cast, anders: dict[str, str]) -> None:
    melder = _als(cast.zoe, INSTUREN).stuur(_insturen(cast, **anders))
    assert melder.antwoord.status_code == 422
    assert melder.stap == "vooraf"


def test_a_partner_cannot_send_to_another_partner(cast: Cast) -> None:
    assert _als(cast.zoe, INSTUREN).stuur(_insturen(cast, gemeente=cast.zvh.pk)).antwoord.status_code == 422


def test_a_grondslag_that_ended_meanwhile_is_refused_with_the_reason(cast: Cast) -> None:
    melder = _als(cast.zoe, INSTUREN).vul_in(vooraf=_insturen(cast))
    Grondslag.objects.filter(code="taak-gemeente").update(geldig_tot=klok.vandaag())
    melder.verstuur()
    assert melder.antwoord.status_code == 422
    assert melder.stap == "vooraf"
    assert melder.fouten
    assert Signaal.objects.count() == 0


def test_an_employee_cannot_send_in_as_partner(cast: Cast) -> None:
    client = Client()
    aanmelden(client, cast.balie)
    assert client.get(INSTUREN).status_code == 403


def test_the_steps_are_the_same_as_at_the_public_door(cast: Cast) -> None:
    gezien = []
    melder = _als(cast.balie, NIEUW)
    while melder.stap != "controle":
        gezien.append(melder.stap)
        melder.stuur(STAPPEN[melder.stap])
    assert gezien == list(STAPPEN)
