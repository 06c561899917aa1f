"""The draft: no cookie, nothing in a URL, one signaal per submission, refused when altered, old or from elsewhere."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.html import escape
from tests.cast import Cast
from tests.web.melden.hulp import FORMULIER, STAPPEN, VERHAAL, Melder

from baken.kern import klok
from baken.kern.versleuteling import open_zegel, ververs_sleutelbos, verzegel
from baken.referentie import selectors as referentie
from baken.signalen.models import Signaal
from baken.signalen.soorten import Kanaal
from baken.signalen.volgen import volg
from baken.web.melden.herkomst import ZONDER_CSRF
from baken.web.melden.stappen import Deur

pytestmark = pytest.mark.django_db
ADRES = "203.0.113.7"
MAX_SQL = 16
OVERGESLAGEN = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")


def test_a_lost_answer_and_a_retry_give_one_signaal_and_the_same_code(melder: Melder) -> None:
    melder.vul_in()
    laatste = dict(melder.verborgen)
    eerste = melder.verstuur().code
    melder.verborgen = laatste
    assert melder.verstuur().antwoord.status_code == 200
    assert melder.code == eerste
    assert Signaal.objects.count() == 1
    assert volg(eerste).kan_schrijven


def test_the_way_through_the_forms_and_the_sealed_review_are_the_same_submission(melder: Melder, cast: Cast) -> None:
    melder.vul_in()
    doel = Deur(Kanaal.PUBLIEK_PROFESSIONAL, cast.gemeente.pk).doel
    inhoud = open_zegel(melder.verborgen["concept"], doel=doel, max_leeftijd=timedelta(hours=1))
    zonder_klaar = {**melder.verborgen, "concept": verzegel({**inhoud, "klaar": None}, doel=doel)}
    eerste = melder.verstuur().code
    melder.verborgen = zonder_klaar
    assert melder.verstuur().antwoord.status_code == 200
    assert melder.code == eerste
    assert Signaal.objects.count() == 1


def test_going_back_in_the_browser_and_sending_again_gives_the_same_code(melder: Melder) -> None:
    melder.vul_in(tot="contact")
    oud = dict(melder.verborgen)
    eerste = melder.stuur(STAPPEN["contact"]).verstuur().code
    melder.verborgen = oud
    assert melder.stuur(STAPPEN["contact"]).verstuur().code == eerste
    assert Signaal.objects.count() == 1


def test_a_changed_resend_says_already_sent_and_changes_nothing(melder: Melder) -> None:
    melder.vul_in(tot="contact")
    oud = dict(melder.verborgen)
    melder.stuur(STAPPEN["contact"]).verstuur()
    hash_ = bytes(Signaal.objects.get().inzending_hash)
    melder.verborgen = oud
    melder.stuur({**STAPPEN["contact"], "naam": "Iemand anders"}).verstuur()
    assert melder.antwoord.status_code == 409
    assert "al verstuurd" in melder.tekst
    assert "/melden/volgen/" in melder.tekst
    assert bytes(Signaal.objects.get().inzending_hash) == hash_


@pytest.mark.parametrize("hoe", ["", "onzin", "é\x00", "verdraaid"])
def test_an_altered_draft_is_refused_in_clear_words(melder: Melder, hoe: str) -> None:
    melder.vul_in()
    goed = melder.verborgen["concept"]
    melder.verborgen["concept"] = (
        (goed[:40] + ("A" if goed[40] != "A" else "B") + goed[41:]) if hoe == "verdraaid" else hoe
    )
    melder.verstuur()
    assert melder.antwoord.status_code == 400
    assert "niets verstuurd" in melder.tekst
    assert Signaal.objects.count() == 0


@pytest.mark.parametrize(
    ("stap", "velden", "terug"),
    [
        ("wat", {"vormen": ["ARB"]}, "Waar denkt u aan? Arbeidsuitbuiting"),
        ("wie", {"aantal": "2", "p2-naam": "Twee Verzonnen"}, "Persoon 2\nNaam: Twee Verzonnen"),
        ("wie", {"p1-geboortedatum_dag": "3", "p1-geboortedatum_jaar": "2001"}, "Geboortedatum: 3-2001"),
        ("waar", {"gemeente": "Onbekendstad"}, "In welke gemeente? Onbekendstad"),
        ("verhaal", {"waarneming": "Zin <een>.\nZin twee."}, "hebt u gezien of gehoord? Zin &lt;een&gt;.\nZin twee."),
        ("contact", {"naam": "Mel"}, "Uw naam: Mel"),
    ],
)
def test_with_an_altered_draft_what_was_typed_on_the_page_is_given_back(
    melder: Melder, stap: str, velden: dict[str, object], terug: str
) -> None:
    melder.vul_in(tot=stap)
    melder.verborgen["concept"] = "verdraaid"
    melder.stuur(velden)
    assert melder.antwoord.status_code == 400
    assert "Begin opnieuw" in melder.tekst
    assert terug in melder.tekst.replace("\r\n", "\n")
    assert melder.verborgen == {}, "nothing to go on with: only text to copy"
    assert Signaal.objects.count() == 0


def test_what_was_ticked_is_given_back_in_words(melder: Melder) -> None:
    gezien = next(iter(referentie.indicatoren_voor_melder(("ARB",))))
    melder.vul_in(tot="ziet")
    melder.verborgen["concept"] = "verdraaid"
    assert escape(gezien.tekst_melder) in melder.stuur({"indicatoren": [gezien.code]}).tekst


@pytest.mark.parametrize("stap", ["controle", "nergens", "", "vooraf"])
def test_without_a_step_of_this_form_nothing_is_given_back(melder: Melder, stap: str) -> None:
    melder.stuur({"concept": "verdraaid", "stap": stap, "waarneming": "Een zin.", "naam": "Mel"})
    assert melder.antwoord.status_code == 400
    assert "Een zin." not in melder.tekst
    assert 'id="getypt"' not in melder.tekst


def test_another_site_cannot_put_words_on_our_page(melder: Melder) -> None:
    velden = {"concept": "verdraaid", "stap": "verhaal", "waarneming": "Vreemde zin."}
    melder.stuur(velden, HTTP_SEC_FETCH_SITE="cross-site")
    assert melder.antwoord.status_code == 403
    assert "Vreemde zin." not in melder.tekst


def test_a_draft_of_a_day_old_sends_nothing_and_gives_back_what_was_typed(melder: Melder) -> None:
    melder.vul_in()
    with klok.zet_stil(klok.nu() + timedelta(hours=25)):
        melder.verstuur()
        assert melder.antwoord.status_code == 409
        assert "langer dan 24 uur" in melder.tekst
        assert VERHAAL in melder.tekst
        assert Signaal.objects.count() == 0
        assert melder.verstuur().code
    assert Signaal.objects.count() == 1


def test_a_step_of_a_day_old_keeps_what_was_typed_in_it(melder: Melder) -> None:
    melder.vul_in(tot="verhaal")
    with klok.zet_stil(klok.nu() + timedelta(hours=25)):
        melder.stuur(STAPPEN["verhaal"])
        assert melder.antwoord.status_code == 409
        assert melder.stap == "verhaal"
        assert VERHAAL in melder.tekst
        melder.vul_in().verstuur()
    assert Signaal.objects.count() == 1


def test_a_draft_of_a_day_old_that_was_sent_cannot_be_sent_twice(melder: Melder) -> None:
    melder.vul_in()
    oud = dict(melder.verborgen)
    assert melder.verstuur().code
    melder.verborgen = oud
    with klok.zet_stil(klok.nu() + timedelta(hours=25)):
        melder.verstuur()
    assert melder.antwoord.status_code == 409
    assert "al verstuurd" in melder.tekst
    assert Signaal.objects.count() == 1


def test_an_altered_draft_of_a_day_old_stays_refused(melder: Melder) -> None:
    melder.vul_in()
    goed = melder.verborgen["concept"]
    melder.verborgen["concept"] = goed[:40] + ("A" if goed[40] != "A" else "B") + goed[41:]
    with klok.zet_stil(klok.nu() + timedelta(hours=25)):
        assert melder.verstuur().antwoord.status_code == 400
    assert Signaal.objects.count() == 0


def test_a_draft_of_less_than_a_day_still_works(melder: Melder) -> None:
    melder.vul_in()
    with klok.zet_stil(klok.nu() + timedelta(hours=23)):
        assert melder.verstuur().code
    assert Signaal.objects.count() == 1


@pytest.mark.parametrize("adres", ["/melden/voorbeeldstad/persoon/medewerker/", "/melden/buurdorp/persoon/medewerker/"])
def test_a_draft_does_not_open_another_door(melder: Melder, adres: str) -> None:
    melder.vul_in()
    melder.adres = adres
    assert melder.verstuur().antwoord.status_code == 400
    assert Signaal.objects.count() == 0


@pytest.mark.parametrize("stap", ["controle", "contact", "nergens", ""])
def test_nobody_jumps_to_the_end(melder: Melder, stap: str) -> None:
    melder.verborgen["stap"] = stap
    melder.verstuur()
    assert melder.antwoord.status_code in {200, 422}
    assert Signaal.objects.count() == 0


def test_every_step_may_come_to_another_worker(cast: Cast) -> None:
    melder = Melder(Client()).open()
    while melder.stap != "controle":
        melder.client = Client()
        ververs_sleutelbos()
        melder.stuur(STAPPEN[melder.stap])
    melder.client = Client()
    assert melder.verstuur().code


def test_no_page_sets_a_cookie_or_may_be_kept_or_names_another_site(melder: Melder) -> None:
    paginas = [melder.antwoord]
    while melder.stap != "controle":
        paginas.append(melder.stuur(STAPPEN[melder.stap]).antwoord)
    paginas.append(melder.verstuur().antwoord)
    adressen = ("/melden/", "/melden/voorbeeldstad/", "/melden/voorbeeldstad/zelf/", "/melden/voorbeeldstad/advies/",
                "/melden/voorbeeldstad/meldcode/", "/melden/voorbeeldstad/persoon/", "/melden/volgen/")  # fmt: skip
    paginas += [melder.client.get(adres) for adres in adressen]
    for pagina in paginas:
        assert pagina.status_code == 200
        assert not pagina.cookies
        assert pagina.headers["Cache-Control"] == "no-store"
        assert pagina.headers["Referrer-Policy"] == "no-referrer"
        html = pagina.content.decode()
        assert not re.findall(r'(?:src|action|data-hx-\w+)="(?:https?:)?//', html)
        assert not re.findall(r'<(?:link|script|img|form)[^>]+"https?:', html)
        assert all("?" not in actie for actie in re.findall(r'action="([^"]*)"', html))
        assert "Snel weg" in html


def test_no_address_and_nothing_typed_stands_in_the_log(melder: Melder, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    while melder.stap != "controle":
        melder.stuur(STAPPEN[melder.stap], REMOTE_ADDR=ADRES, HTTP_X_FORWARDED_FOR=ADRES)
    melder.verstuur(REMOTE_ADDR=ADRES, HTTP_X_FORWARDED_FOR=ADRES)
    regels = " ".join(f"{r.getMessage()} {vars(r)}" for r in caplog.records if r.name.startswith("baken"))
    assert "publiek" in regels
    for geheim in (ADRES, melder.code, "Verzonnen Persoon", "Kade 12"):
        assert geheim not in regels


@pytest.mark.parametrize(
    ("kop", "status"),
    [
        ({"HTTP_SEC_FETCH_SITE": "cross-site"}, 403),
        ({"HTTP_SEC_FETCH_SITE": "same-site"}, 403),
        ({"HTTP_ORIGIN": "https://kwaad.invalid"}, 403),
        ({"HTTP_ORIGIN": "http://[kapot"}, 403),
        ({"HTTP_SEC_FETCH_SITE": "same-origin", "HTTP_ORIGIN": "null"}, 200),
        ({"HTTP_ORIGIN": "http://testserver"}, 200),
        ({"HTTP_ORIGIN": "null"}, 200),
        ({}, 200),
    ],
)
def test_a_form_on_another_site_is_refused(melder: Melder, kop: dict[str, str], status: int) -> None:
    melder.vul_in().verstuur(**kop)
    assert melder.antwoord.status_code == status
    assert Signaal.objects.count() == (1 if status == 200 else 0)


def _bladen(resolver: URLResolver, voor: str = "") -> Iterator[tuple[str, URLPattern]]:
    for deel in resolver.url_patterns:
        if isinstance(deel, URLResolver):
            yield from _bladen(deel, f"{voor}{deel.namespace}:" if deel.namespace else voor)
        else:
            yield f"{voor}{deel.name}", deel


def test_posts_without_csrf_cookie_are_a_short_explicit_list() -> None:
    zonder = {naam for naam, p in _bladen(get_resolver()) if getattr(p.callback, "csrf_exempt", False)}
    assert zonder == ZONDER_CSRF


def test_the_last_step_asks_at_most_sixteen_statements(melder: Melder) -> None:
    drie = [i.code for i in referentie.indicatoren_voor_melder(("ARB",))][:3]
    melder.vul_in(ziet={"indicatoren": drie}, wie={"p1-telefoon": "0600012345", "p1-document": "AB12"})
    with CaptureQueriesContext(connection) as vragen:
        assert melder.verstuur().code
    geteld = [q["sql"] for q in vragen.captured_queries if not q["sql"].startswith(OVERGESLAGEN)]
    assert len(geteld) <= MAX_SQL, geteld


def test_a_get_with_data_in_the_url_fills_in_nothing(cast: Cast, client: Client) -> None:
    assert "geheim" not in client.get(f"{FORMULIER}?waarneming=geheim&stap=verhaal").content.decode()
