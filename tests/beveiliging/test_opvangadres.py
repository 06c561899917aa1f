"""Where a facility is stands on one page only, for who asked for it there: in no other page, mail, log or table."""

from __future__ import annotations

import io
import logging
import zipfile
from typing import Any

import pytest
from django.apps import apps
from django.core import mail
from django_tasks_db.models import DBTaskResult

from baken.kern import klok
from baken.kern.models import Journaalinhoud, Journaalregel
from baken.zorg import tasks_opvang
from tests.beveiliging.hulp import als, loop
from tests.browser.wereld import Wereld
from tests.browser.wereld_opvang import OPVANGADRES

WOORD = OPVANGADRES.split()[0]
TELEFOON, ROUTE = "010 9999999", "Bel twee keer."


def _geheimen(tekst: str) -> list[str]:
    return [woord for woord in (WOORD, TELEFOON, ROUTE) if woord in tekst]


def _leesbaar(antwoord: Any) -> str:
    """Return what is in an answer, whether it is a page, a stream, or a document with its parts packed."""
    inhoud = b"".join(antwoord.streaming_content) if antwoord.streaming else antwoord.content
    if zipfile.is_zipfile(io.BytesIO(inhoud)):
        with zipfile.ZipFile(io.BytesIO(inhoud)) as pak:
            inhoud = b" ".join(pak.read(deel) for deel in pak.namelist())
    return bytes(inhoud).decode("utf-8", "replace")


def test_no_file_for_comensha_holds_an_address(wereld: Wereld) -> None:
    zoe = als(wereld.cast.zoe)
    for vorm in ("csv", "json"):
        kies = {"kies": [str(wereld.comensha.hulpvraag.pk)], "vorm": vorm}
        antwoord = zoe.post("/zorg/comensha/hulpvraag/bestand/", kies)
        assert antwoord.headers["Content-Disposition"].startswith("attachment")
        assert not _geheimen(_leesbaar(antwoord))


def test_no_page_of_anybody_holds_an_address_of_a_facility(wereld: Wereld) -> None:
    gezien: set[str] = set()
    for naam in ("zoe", "beheer", "anna", "beleid"):
        for adres, antwoord in loop(als(getattr(wereld.cast, naam)), "/"):
            assert not _geheimen(_leesbaar(antwoord)), (naam, adres)
            if antwoord.resolver_match:
                gezien.add(antwoord.resolver_match.view_name)
    assert {"opvang:regiobeeld", "opvang:beheer", "opvang:voorziening", "opvang:wachtlijst"} <= gezien
    assert {"plaatsing:zoeken", "plaatsing:verblijf", "opvang:adres", "opvang:wijzigen"} <= gezien


def test_who_asks_sees_it_once_and_the_journaal_knows(wereld: Wereld) -> None:
    zoe, pagina = als(wereld.cast.zoe), f"/opvang/beheer/{wereld.opvang.voorziening.pk}/"
    for naam, status in (("beheer", 403), ("anna", 403), ("piet", 403), ("fg", 403)):
        antwoord = als(getattr(wereld.cast, naam)).post(f"{pagina}toon/")
        assert antwoord.status_code == status
        assert not _geheimen(antwoord.content.decode())
    antwoord = zoe.post(f"{pagina}toon/")
    assert len(_geheimen(antwoord.content.decode())) == 3
    assert not _geheimen(zoe.get(pagina).content.decode())
    assert Journaalregel.objects.filter(handeling="opvang.adres_getoond").count() == 1


def test_no_table_holds_it_readable(wereld: Wereld) -> None:
    als(wereld.cast.zoe).post(f"/opvang/beheer/{wereld.opvang.voorziening.pk}/toon/")
    for model in apps.get_models():
        for rij in model._default_manager.values():
            for veld, waarde in rij.items():
                klaar = bytes(waarde) if isinstance(waarde, bytes | memoryview) else str(waarde).encode()
                assert WOORD.encode() not in klaar, (model._meta.label, veld)
    assert not any(_geheimen(tekst) for tekst in Journaalinhoud.objects.values_list("inhoud", flat=True))


def test_no_mail_and_no_log_holds_it(wereld: Wereld, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with klok.zet_stil(klok.nu()):
        for taak in (tasks_opvang.bewaak_noodbedden, tasks_opvang.ververs_standen, tasks_opvang.zie_na):
            taak.call()
        tasks_opvang.bericht_noodbed.call(wereld.cast.zorg.pk, 0)
        tasks_opvang.bericht_nazien.call(wereld.cast.zorg.pk)
    als(wereld.cast.zoe).post(f"/opvang/beheer/{wereld.opvang.voorziening.pk}/toon/")
    als(wereld.cast.zoe).post(f"/opvang/beheer/{wereld.opvang.voorziening.pk}/adres/", {"adres": OPVANGADRES})
    assert mail.outbox
    assert not any(_geheimen(f"{m.subject}{m.body}") for m in mail.outbox)
    assert not _geheimen(caplog.text)
    assert not any(_geheimen(str(t.args_kwargs)) for t in DBTaskResult.objects.all())
