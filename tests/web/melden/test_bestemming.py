"""Where somebody's signaal goes: to a person who sees it, and no page promises what is not so."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from tests.cast import Cast, aanmelden, medewerker
from tests.web.melden.hulp import Melder
from tests.web.melden.test_binnen import INSTUREN, INVOEREN, NIEUW, VOORAF_INVOER, _als, _insturen

from baken.kern import klok
from baken.organisaties.models import Aanstelling, Contactpunt
from baken.organisaties.rollen import Rol
from baken.signalen.models import Signaal

pytestmark = pytest.mark.django_db


def als_persoon(persoon: object, *, tweede_factor: bool = True) -> Client:
    client = Client()
    aanmelden(client, persoon, tweede_factor=tweede_factor)
    return client


def zonder_aandachtsfunctionaris(cast: Cast) -> None:
    Aanstelling.objects.filter(medewerker__organisatie=cast.gemeente, rol=Rol.AANDACHTSFUNCTIONARIS).update(
        geldig_tot=klok.vandaag()
    )


def test_a_partner_is_led_to_a_gemeente_and_the_menu_says_so(cast: Cast) -> None:
    zoe = als_persoon(cast.zoe)
    assert zoe.get(NIEUW).headers["Location"] == INSTUREN
    start = zoe.get("/").content.decode()
    assert f'href="{INSTUREN}"' in start
    assert f'href="{NIEUW}"' not in start
    assert f'href="{NIEUW}"' in als_persoon(cast.balie).get("/").content.decode()


def test_without_second_factor_the_door_for_partners_asks_for_it(cast: Cast) -> None:
    zoe = als_persoon(cast.zoe, tweede_factor=False)
    assert zoe.get(NIEUW).headers["Location"] == INSTUREN
    assert "/aanmelden/" in zoe.get(INSTUREN).headers["Location"]


def test_who_may_not_send_in_reads_whom_to_call(cast: Cast) -> None:
    Contactpunt.objects.create(
        organisatie=cast.gemeente, soort="aandachtsfunctionaris", naam="Verzonnen Balie", telefoon="0100000001"
    )
    nora = als_persoon(medewerker("nora", cast.zorg))
    pagina = nora.get(NIEUW)
    tekst = pagina.content.decode()
    assert pagina.status_code == 200
    assert "niemand uw signaal zien" in tekst
    assert "tel:0100000001" in tekst
    assert "niet ingevuld" in tekst  # of the other gemeente nothing is known
    assert 'name="concept"' not in tekst
    assert nora.post(NIEUW, {"actie": "versturen"}).status_code == 403
    assert Signaal.objects.count() == 0


def test_a_gemeente_without_aandachtsfunctionaris_says_so_and_promises_no_day(cast: Cast, melder: Melder) -> None:
    zonder_aandachtsfunctionaris(cast)
    for invuller in (melder, _als(cast.balie, NIEUW)):
        tekst = invuller.vul_in().verstuur().tekst
        assert invuller.code
        assert "geen aandachtsfunctionaris" in tekst
        assert "krijgt het signaal nu te zien" not in tekst
        assert "Uiterlijk" not in tekst
    assert Signaal.objects.count() == 2


def test_with_an_aandachtsfunctionaris_the_days_are_promised(cast: Cast, melder: Melder) -> None:
    tekst = melder.vul_in().verstuur().tekst
    assert "krijgt het signaal nu te zien" in tekst
    assert "Uiterlijk" in tekst


@pytest.mark.parametrize(("naam", "adres"), [("beheer", "/beheer/mensen/"), ("fg", "/beheer/bevestigen/")])
def test_beheerder_and_fg_have_the_task_on_their_first_page(cast: Cast, naam: str, adres: str) -> None:
    persoon = als_persoon(getattr(cast, naam))
    taak = "Er is geen aandachtsfunctionaris"
    assert taak not in persoon.get("/").content.decode()
    zonder_aandachtsfunctionaris(cast)
    tekst = persoon.get("/").content.decode()
    assert taak in tekst
    assert f'<a href="{adres}">Naar de rollen' in tekst
    assert taak not in als_persoon(cast.balie).get("/").content.decode()


def test_the_same_draft_to_another_gemeente_was_already_sent(cast: Cast) -> None:
    melder = _als(cast.zoe, INSTUREN).vul_in(vooraf=_insturen(cast))
    controle = dict(melder.verborgen)
    assert melder.verstuur().code
    melder.verborgen = controle
    melder.stuur(actie="naar:vooraf").vul_in(vooraf=_insturen(cast, gemeente=cast.buurgemeente.pk)).verstuur()
    assert melder.antwoord.status_code == 409
    assert "al eerder" in melder.tekst
    assert Signaal.objects.get().organisatie_id == cast.gemeente.pk


def test_a_call_of_long_ago_is_asked_after_at_once_and_what_was_typed_stays(cast: Cast) -> None:
    lang_geleden = klok.vandaag() - timedelta(days=400)
    melder = _als(cast.anna, INVOEREN).stuur({**VOORAF_INVOER, "ontvangen_op_jaar": str(lang_geleden.year - 70)})
    assert melder.antwoord.status_code == 422
    assert "meer dan een jaar terug" in melder.fouten[0]
    assert VOORAF_INVOER["bron"] in melder.tekst
