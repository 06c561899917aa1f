"""Rows 51 and 52: the audit trail says who did what with which result; no log or table holds what must not be there."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
from django.apps import apps
from django.core import mail
from django.db import connection
from django.test import Client, override_settings

from baken.kern.models import Journaalregel
from baken.kern.ontvangstcode import nieuwe_code
from baken.kern.vertrouwelijk import JsonFormatter
from baken.organisaties.models import Medewerker
from baken.organisaties.rollen import Rol
from baken.signalen import selectors
from baken.signalen.gegevens import Contact
from tests.beveiliging.hulp import als
from tests.browser.wereld import SLACHTOFFER, Wereld, maak_wereld
from tests.cast import maak_signaal
from tests.gereedschap.server import DraaiendeServer

ADRES = "203.0.113.77"
ADRES6 = "2001:db8:aaaa:bbbb:cccc:dddd:eeee:ffff"
STORING = "storing@voorbeeld.invalid"
WOORD = "Kanariegeheim"
WACHTWOORD = "Zeer-Geheim-Kanarie-Woord-1"
DOORGESTUURD = {"X-Forwarded-For": ADRES, "X-Real-IP": ADRES, "Forwarded": f"for={ADRES}"}


@pytest.fixture
def logboek() -> Iterator[io.StringIO]:
    """Collect every line that the loggers of the settings write, down to debug, the way Baken writes it."""
    stroom = io.StringIO()
    oor = logging.StreamHandler(stroom)
    oor.setFormatter(JsonFormatter())
    oor.setLevel(logging.DEBUG)
    wortel, niveau = logging.getLogger(), logging.getLogger().level
    apart = [logging.getLogger("django.request"), logging.getLogger("django.server")]  # these do not propagate
    for logger in (wortel, *apart):
        logger.addHandler(oor)
    wortel.setLevel(logging.DEBUG)
    yield stroom
    wortel.setLevel(niveau)
    for logger in (wortel, *apart):
        logger.removeHandler(oor)


def _geheimen(code: str) -> list[str]:
    return [
        ADRES,
        ADRES6,
        "203.0.113",
        WOORD,
        WACHTWOORD,
        code,
        code.replace("-", ""),
        str(SLACHTOFFER.identiteit["naam"]),
    ]


def _breek(*_alles: Any, **_namen: Any) -> Any:
    raise RuntimeError(f"{WOORD} op {ADRES}")


def _bezoek(wereld: Wereld, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Do everything in which an address, a code, a password or a text comes along."""
    bezoeker = Client(REMOTE_ADDR=ADRES, headers={"sec-fetch-site": "same-origin", **DOORGESTUURD})
    bezoeker.raise_request_exception = False
    maak_signaal(wereld.cast, code=code, waarneming=f"{WOORD} woont hier", contact=Contact(naam=WOORD))
    bezoeker.get("/melden/")
    bezoeker.post("/melden/volgen/", {"code": code})
    bezoeker.post("/melden/volgen/", {"code": nieuwe_code()})
    bezoeker.get(f"/{WOORD}/?q={code}")
    bezoeker.post("/aanmelden/account/login/", {"login": WOORD, "password": WACHTWOORD})
    bezoeker.post("/aanmelden/account/password/reset/", {"email": f"{WOORD}@voorbeeld.invalid"})
    anna = als(wereld.cast.anna)
    anna.raise_request_exception = False
    anna.get(f"/signalen/zoek/?q={WOORD}", headers=DOORGESTUURD, REMOTE_ADDR=ADRES6)
    anna.post(f"/signalen/{wereld.nieuw.pk}/toon/")
    monkeypatch.setattr(selectors, "werklijst", _breek)
    assert anna.get(f"/signalen/?nummer={WOORD[:10]}").status_code == 500


def _herstelsleutel(persoon: Medewerker) -> str:
    """Ask for a new password. Returns the secret of the link in the mail."""
    Client(REMOTE_ADDR=ADRES).post("/aanmelden/account/password/reset/", {"email": persoon.email})
    gevonden = re.search(r"/password/reset/key/([^/\s]+)/", str(mail.outbox[-1].body))
    assert gevonden, "the mail must have its link"
    return gevonden[1]


def test_no_log_line_or_mail_holds_an_address_a_code_a_password_or_a_text(
    wereld: Wereld, logboek: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = nieuwe_code()
    sleutel = _herstelsleutel(wereld.cast.anna)
    Client(REMOTE_ADDR=ADRES).get(f"/aanmelden/account/password/reset/key/{sleutel}/")
    with override_settings(ADMINS=[("Beheer", STORING)], MANAGERS=[("Beheer", STORING)]):
        _bezoek(wereld, monkeypatch, code)
    assert sleutel.partition("-")[2] not in logboek.getvalue()
    assert not [b for b in mail.outbox if STORING in b.to], "an error is never mailed: it would hold what was typed"
    logging.getLogger("baken.proef").error("telefoon van %s op %s met %s", WOORD, ADRES, code)
    tekst = logboek.getvalue()
    assert tekst.count("\n") > 8, "something must have been logged"
    assert "RuntimeError" in tekst, "the kind of an error is logged"
    brieven = "".join(f"{b.subject}{b.body}" for b in mail.outbox)
    for geheim in _geheimen(code):
        assert geheim not in tekst
        assert geheim not in brieven


def _alle_waarden() -> Iterator[tuple[str, str]]:
    """Every value in every table, as text."""
    with connection.cursor() as cursor:
        for tabel in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{tabel}"')
            for rij in cursor.fetchall():
                for waarde in rij:
                    ruw = bytes(waarde) if isinstance(waarde, bytes | memoryview) else str(waarde).encode()
                    yield tabel, ruw.decode("utf-8", "replace")


def test_no_table_holds_an_address_a_code_or_the_text_of_a_signaal(
    wereld: Wereld, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = nieuwe_code()
    _bezoek(wereld, monkeypatch, code)
    verboden = [*_geheimen(code), "Verzonnenstraat", "0612345678", "06 12 34 56 78"]
    gevonden = {(tabel, woord) for tabel, waarde in _alle_waarden() for woord in verboden if woord in waarde}
    assert gevonden == set()


def test_the_server_itself_prints_no_address_code_or_text(draaiende_server: DraaiendeServer) -> None:
    maak_wereld()
    code = nieuwe_code()
    vragen: list[tuple[str, bytes | None]] = [
        (f"/melden/?q={WOORD}", None),
        ("/melden/volgen/", urlencode({"code": code}).encode()),
        (f"/bestaat-niet-{WOORD}/", None),
        ("/melden/volgen/", b"\xff\xfe" * 50),
    ]
    for pad, inhoud in vragen:
        verzoek = Request(
            f"{draaiende_server.adres}{pad}", data=inhoud, headers={**DOORGESTUURD, "Sec-Fetch-Site": "same-origin"}
        )
        with suppress(HTTPError), urlopen(verzoek) as antwoord:  # what it answers, other tests hold
            antwoord.read()
    tekst = draaiende_server.log()
    assert '"gebeurtenis": "verzoek"' in tekst
    for geheim in [*_geheimen(code), "127.0.0.1"]:
        assert geheim not in tekst


def test_every_line_of_the_audit_trail_has_its_six_fields(wereld: Wereld) -> None:
    """BIO2 8.15.01: what, who, where, on what, with which result, when."""
    anna, beheer = als(wereld.cast.anna), als(wereld.cast.beheer)
    anna.get(f"/signalen/{wereld.nieuw.pk}/")
    anna.post(f"/signalen/{wereld.nieuw.pk}/toon/")
    als(wereld.cast.balie).get(f"/signalen/{wereld.nieuw.pk}/")  # refused, and that is a line too
    nieuw = {"naam": "Nieuwe Collega", "username": "nieuw", "email": "nieuw@voorbeeld.invalid"}
    assert beheer.post("/beheer/mensen/nieuw/", nieuw).status_code == 302
    beheer.post("/beheer/termijnen/", {"bekijken": "2", "beoordelen": "6", "terugkoppelen": "12"})
    Client().post("/aanmelden/account/login/", {"login": wereld.cast.anna.username, "password": WACHTWOORD})
    regels = list(Journaalregel.objects.all())
    assert len(regels) > 20
    soorten = {r.handeling.partition(".")[0] for r in regels}
    assert {"aanmelding", "medewerker", "organisatie", "signaal", "verstrekking"} <= soorten
    zonder_account = {"melder", "partner", "systeem"}
    for regel in regels:
        assert regel.handeling
        assert regel.rol in {*Rol, "account", *zonder_account}
        assert regel.actor_id is not None or regel.rol in zonder_account
        assert regel.organisatie_id
        assert regel.uitkomst in {"gelukt", "geweigerd", "mislukt"}
        assert regel.tijd.tzinfo is not None
        assert len(bytes(regel.verbintenis)) == 32
    assert {"gelukt", "geweigerd"} <= {r.uitkomst for r in regels}
    over_dossier = [r for r in regels if r.handeling.startswith("signaal.")]
    assert over_dossier
    assert all(r.dossier_id for r in over_dossier)


def test_the_payload_of_the_audit_trail_holds_no_personal_data(wereld: Wereld) -> None:
    inhoud = apps.get_model("kern", "Journaalinhoud")
    teksten = list(inhoud.objects.values_list("inhoud", flat=True))
    assert teksten
    for tekst in teksten:
        for geheim in ("Vesela", "Verzonnen", "06 12", "Mila", "@"):
            assert geheim not in tekst
