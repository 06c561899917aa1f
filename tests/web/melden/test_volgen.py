"""Following with the receipt code: state, feedback and messages; only misses are throttled."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils.html import escape
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.cast import Cast, als, nieuw_signaal
from tests.cast import maak_signaal as meld
from tests.dossiers.hulp import zonder_sporen
from tests.web.melden.hulp import Melder

from baken.kern import klok
from baken.kern.ontvangstcode import nieuwe_code
from baken.signalen.models import Bericht, Misser, Signaal
from baken.signalen.services import behandelen
from baken.signalen.volgen import MISSERS_PER_MINUUT

pytestmark = pytest.mark.django_db
ADRES = "/melden/volgen/"
TEKENS = st.characters(exclude_categories=("Cs",))
ELKE = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def code(cast: Cast) -> str:
    """Give the code of a signaal that was reported."""
    gegeven = nieuwe_code()
    meld(cast, code=gegeven)
    return gegeven


@pytest.fixture
def pagina(cast: Cast, client: Client) -> Melder:
    """Give the page that asks for the code."""
    return Melder(client, ADRES).open()


@pytest.mark.parametrize("typ", [str, str.lower, lambda c: c.replace("-", ""), lambda c: c.replace("-", " ")])
def test_the_code_opens_the_report_however_it_is_typed(pagina: Melder, code: str, typ: Any) -> None:
    pagina.stuur({"code": typ(code)})
    assert pagina.antwoord.status_code == 200
    assert "Wij hebben uw melding ontvangen" in pagina.tekst


def test_the_code_is_in_no_url_and_travels_on_sealed(pagina: Melder, code: str) -> None:
    pagina.stuur({"code": code})
    assert code not in pagina.tekst
    assert f'action="{ADRES}"' in pagina.tekst
    assert not pagina.antwoord.cookies


def test_a_wrong_code_gets_a_clear_sentence_and_keeps_what_was_typed(pagina: Melder, code: str) -> None:
    pagina.stuur({"code": "0000-0000-0000-0000"})
    assert pagina.antwoord.status_code == 422
    assert "Deze code kennen wij niet" in pagina.fouten[0]
    assert "0000-0000-0000-0000" in pagina.tekst


@pytest.mark.parametrize("leeg", ["", "  ", "\x00"])
def test_no_code_is_no_miss(pagina: Melder, leeg: str) -> None:
    pagina.stuur({"code": leeg})
    assert pagina.antwoord.status_code == 422
    assert not Misser.objects.exists()


@pytest.mark.parametrize("lang", ["x" * 65, "7" * 100_000, "'; DROP TABLE--", "é" * 16])
def test_nonsense_is_refused_in_the_same_way(pagina: Melder, lang: str) -> None:
    assert pagina.stuur({"code": lang}).antwoord.status_code == 422


def test_many_misses_are_slowed_down_and_a_right_code_is_still_answered(pagina: Melder, code: str) -> None:
    with klok.zet_stil(klok.nu()):
        for _ in range(MISSERS_PER_MINUUT + 1):
            pagina.stuur({"code": nieuwe_code()})
        assert pagina.antwoord.status_code == 429
        assert pagina.antwoord.headers["Retry-After"] == "60"
        assert "Een goede code werkt altijd" in pagina.fouten[0]
        assert pagina.stuur({"code": code}).antwoord.status_code == 200


def test_messages_go_both_ways(pagina: Melder, code: str, cast: Cast) -> None:
    signaal = Signaal.objects.get()
    behandelen.neem_in_beoordeling(signaal_id=signaal.pk, door=als(cast.anna))
    behandelen.stel_vraag(signaal_id=signaal.pk, tekst="Welke dagen?", wacht_op_antwoord=True, door=als(cast.anna))
    pagina.stuur({"code": code})
    assert "Welke dagen?" in pagina.tekst
    pagina.stuur({"tekst": "Elke <b>maandag</b>."}, actie="bericht")
    assert "Uw bericht is verstuurd." in pagina.tekst
    assert escape("Elke <b>maandag</b>.") in pagina.tekst
    signaal.refresh_from_db()
    assert signaal.status == "in_beoordeling"
    assert Bericht.objects.filter(van_melder=True).count() == 1


@pytest.mark.parametrize(
    ("tekst", "zin"), [("", "Schrijf eerst"), ("y" * 100_000, "te lang"), ("\x00 \x01", "Schrijf")]
)
def test_a_wrong_message_is_refused_and_kept(pagina: Melder, code: str, tekst: str, zin: str) -> None:
    pagina.stuur({"code": code}).stuur({"tekst": tekst}, actie="bericht")
    assert pagina.antwoord.status_code == 422
    assert zin in pagina.fouten[0]
    assert tekst.strip("\x00\x01 ") in pagina.tekst
    assert not Bericht.objects.exists()


@pytest.mark.parametrize("hoe", ["verlopen", "verdraaid"])
def test_a_page_left_open_asks_for_the_code_again(pagina: Melder, code: str, hoe: str) -> None:
    pagina.stuur({"code": code})
    if hoe == "verdraaid":
        pagina.verborgen["zegel"] = pagina.verborgen["zegel"][:-3] + "AAA"
    with klok.zet_stil(klok.nu() + timedelta(hours=2 if hoe == "verlopen" else 0)):
        pagina.stuur({"tekst": "Nog iets"}, actie="bericht")
    assert pagina.antwoord.status_code == 409
    assert 'name="code"' in pagina.tekst
    assert "Uw bericht staat er nog." in pagina.fouten[0]
    assert not Bericht.objects.exists()
    fout = pagina.stuur({"code": "0000-0000-0000-0000", "bewaard": "Nog iets"})
    assert "Nog iets" in fout.tekst, "a typing mistake in the code does not lose it either"
    pagina.stuur({"code": code, "bewaard": "Nog iets"})
    assert pagina.antwoord.status_code == 200
    assert "Uw bericht is nog niet verstuurd" in pagina.tekst
    assert "Nog iets</textarea>" in pagina.tekst
    assert not Bericht.objects.exists(), "only who reads it again sends it"
    pagina.stuur({"tekst": "Nog iets"}, actie="bericht")
    assert Bericht.objects.count() == 1


def test_an_open_page_without_a_message_only_asks_for_the_code(pagina: Melder, code: str) -> None:
    pagina.stuur({"code": code})
    with klok.zet_stil(klok.nu() + timedelta(hours=2)):
        pagina.stuur(actie="toon")
    assert pagina.antwoord.status_code == 409
    assert "bewaard" not in pagina.tekst


def test_refreshing_keeps_a_message_that_was_not_sent(pagina: Melder, code: str) -> None:
    pagina.stuur({"code": code}).stuur({"tekst": "Half <getypt>"}, actie="toon")
    assert pagina.antwoord.status_code == 200
    assert "Half &lt;getypt&gt;</textarea>" in pagina.tekst
    assert "Uw bericht is nog niet verstuurd" in pagina.tekst
    assert not Bericht.objects.exists()
    assert "is verstuurd." in pagina.stuur({"tekst": "Half getypt, nu heel"}, actie="bericht").tekst
    assert Bericht.objects.count() == 1


@pytest.mark.parametrize("leeg", ["", "  \n"])
def test_refreshing_without_a_message_only_shows_the_page_again(pagina: Melder, code: str, leeg: str) -> None:
    pagina.stuur({"code": code}).stuur({"tekst": leeg}, actie="toon")
    assert pagina.antwoord.status_code == 200
    assert "nog niet verstuurd" not in pagina.tekst


def test_who_should_have_heard_by_now_reads_so_and_whom_to_call(pagina: Melder, code: str) -> None:
    zin = "iets van ons moeten horen."
    assert zin not in pagina.stuur({"code": code}).tekst
    Signaal.objects.update(terugkoppelen_voor=klok.vandaag() - timedelta(days=1))
    tekst = pagina.open().stuur({"code": code}).tekst
    assert zin in tekst
    assert "Bel uw gemeente en vraag naar de aandachtsfunctionaris" in tekst
    Signaal.objects.update(teruggekoppeld_op=klok.nu())
    assert zin not in pagina.open().stuur({"code": code}).tekst


def test_a_message_that_is_sent_again_is_one_message(pagina: Melder, code: str) -> None:
    pagina.stuur({"code": code})
    zegel = pagina.verborgen["zegel"]
    for _ in range(3):
        pagina.verborgen["zegel"] = zegel
        pagina.stuur({"tekst": "Ik zag haar weer."}, actie="bericht")
        assert "Uw bericht is verstuurd." in pagina.tekst
    assert Bericht.objects.count() == 1
    pagina.verborgen["zegel"] = zegel
    pagina.stuur({"tekst": "Ik zag haar weer. Op het station."}, actie="bericht")
    assert Bericht.objects.count() == 2, "who goes back and writes more says something else"
    pagina.stuur({"tekst": "Ik zag haar weer."}, actie="bericht")
    assert Bericht.objects.count() == 3, "a new page is a new message, also with the same words"


def test_another_site_cannot_send_a_message(pagina: Melder, code: str) -> None:
    pagina.stuur({"code": code}).stuur({"tekst": "Ha"}, actie="bericht", HTTP_SEC_FETCH_SITE="cross-site")
    assert pagina.antwoord.status_code == 403
    assert not Bericht.objects.exists()


def test_the_code_of_one_report_shows_nothing_of_another(pagina: Melder, code: str, cast: Cast) -> None:
    ander = nieuwe_code()
    tweede = meld(cast, code=ander, waarneming=nieuw_signaal().waarneming)
    behandelen.neem_in_beoordeling(signaal_id=tweede.pk, door=als(cast.anna))
    behandelen.stel_vraag(signaal_id=tweede.pk, tekst="Alleen hier", wacht_op_antwoord=False, door=als(cast.anna))
    assert "Alleen hier" not in pagina.stuur({"code": code}).tekst
    assert "Alleen hier" in pagina.open().stuur({"code": ander}).tekst


@ELKE
@given(getypt=st.one_of(st.text(TEKENS, max_size=80), st.from_regex(r"[0-9A-HJKMNP-TV-Z -]{10,30}", fullmatch=True)))
@example(getypt="\x00" * 16)
@example(getypt="\u0660" * 16)
def test_whatever_is_typed_as_a_code_shows_no_report_and_breaks_nothing(cast: Cast, getypt: str) -> None:
    pagina = Melder(Client(raise_request_exception=False), ADRES).open()
    with zonder_sporen():
        pagina.stuur({"code": getypt})
        assert pagina.antwoord.status_code in {422, 429}
        assert pagina.fouten
        assert "stand" not in (pagina.antwoord.context or {})


@ELKE
@given(tekst=st.text(TEKENS, max_size=200), zegel=st.none() | st.text(TEKENS, max_size=60), actie=st.text(max_size=8))
@example(tekst="=1+1\r\n\x00\u202e", zegel=None, actie="bericht")
def test_whatever_is_sent_as_a_message_is_stored_whole_or_refused(
    code: str, tekst: str, zegel: str | None, actie: str
) -> None:
    pagina = Melder(Client(raise_request_exception=False), ADRES).open()
    pagina.stuur({"code": code})
    if zegel is not None:
        pagina.verborgen["zegel"] = zegel
    with zonder_sporen():
        pagina.stuur({"tekst": tekst}, actie="bericht" if zegel is None else actie)
        gelukt = pagina.antwoord.status_code == 200
        assert gelukt or pagina.antwoord.status_code in {409, 422}
        assert Bericht.objects.count() == (1 if gelukt else 0)
        assert zegel is None or not gelukt, "only a page of ours sends a message"
