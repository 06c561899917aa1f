"""Rows 29 and 53: every way of signing in gives another session, and every attempt is exactly one line."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from baken.kern.models import Journaalregel
from baken.signalen.services import melden
from baken.signalen.soorten import Kanaal
from tests.cast import Cast, aanmelden, als, appcode, maak_cast, maak_signaal, nieuw_signaal

INLOGGEN = "/aanmelden/account/login/"
WACHTWOORD = "vier vrolijke vissen zwemmen"
GEHEIM = "JBSWY3DPEHPK3PXP"
ZAAD = 20261123
POGINGEN = 150


def _cast() -> Cast:
    cache.clear()
    cast = maak_cast()
    for naam in ("beheer", "balie"):
        getattr(cast, naam).set_password(WACHTWOORD)
        getattr(cast, naam).save()
    TOTP.activate(cast.beheer, GEHEIM)
    return cast


@pytest.fixture
def cast(db: None, settings: Settings) -> Cast:
    """The cast; beheer signs in with password and app, balie with a password only. Scrypt is tested elsewhere."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return _cast()


def _bestaat(sleutel: str | None) -> bool:
    return Session.objects.filter(session_key=sleutel).exists()


def test_password_and_app_give_another_session_at_each_step(cast: Cast, client: Client) -> None:
    sessie = client.session  # an anonymous session, as somebody could plant it
    sessie["iets"] = 1
    sessie.save()
    geplant = sessie.session_key
    client.post(INLOGGEN, {"login": "beheer", "password": WACHTWOORD})
    assert "_auth_user_id" not in client.session, "the password alone signs nobody in"
    halverwege = client.session.session_key
    client.post(reverse("mfa_authenticate"), {"code": appcode(GEHEIM)})
    assert client.session["_auth_user_id"] == str(cast.beheer.pk)
    assert client.session.session_key not in {geplant, halverwege}
    assert not _bestaat(geplant)
    assert not _bestaat(halverwege)


def test_a_password_alone_gives_another_session_too(cast: Cast, client: Client) -> None:
    sessie = client.session
    sessie["iets"] = 1
    sessie.save()
    geplant = sessie.session_key
    client.post(INLOGGEN, {"login": "balie", "password": WACHTWOORD})
    assert client.session["_auth_user_id"] == str(cast.balie.pk)
    assert client.session.session_key != geplant
    assert not _bestaat(geplant)


def test_a_wrong_password_or_code_signs_nobody_in_whatever_session_there_was(cast: Cast, client: Client) -> None:
    client.post(INLOGGEN, {"login": "beheer", "password": "fout wachtwoord zestien"})
    assert "_auth_user_id" not in client.session
    client.post(INLOGGEN, {"login": "beheer", "password": WACHTWOORD})
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "_auth_user_id" not in client.session


# Counting


class Mensen:
    """Each kind of attempt, and which lines it must leave."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.nr = cast, 0
        self.signaal = maak_signaal(cast)
        self.vreemd = melden.meld(nieuw_signaal(kanaal=Kanaal.MEDEWERKER, code=""), door=als(cast.buur))
        self.anna, self.fg = Client(), Client()
        aanmelden(self.anna, cast.anna)
        aanmelden(self.fg, cast.fg)

    def _nieuw(self) -> Client:
        self.nr += 1
        cache.clear()  # a code counts once, and the clock does not move in this test
        return Client(REMOTE_ADDR=f"198.51.100.{self.nr % 250}")

    def goed_wachtwoord(self) -> None:
        self._nieuw().post(INLOGGEN, {"login": "balie", "password": WACHTWOORD})

    def fout_wachtwoord(self) -> None:
        self._nieuw().post(INLOGGEN, {"login": "balie", "password": "fout wachtwoord zestien"})

    def goede_code(self) -> None:
        client = self._nieuw()
        client.post(INLOGGEN, {"login": "beheer", "password": WACHTWOORD})
        assert client.post(reverse("mfa_authenticate"), {"code": appcode(GEHEIM)}).status_code == 302

    def foute_code(self) -> None:
        client = self._nieuw()
        client.post(INLOGGEN, {"login": "beheer", "password": WACHTWOORD})
        assert client.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 422

    def onbekende_naam(self) -> None:
        self._nieuw().post(INLOGGEN, {"login": "niemand", "password": "fout wachtwoord zestien"})

    def dossier_gelezen(self) -> None:
        assert self.anna.get(f"/signalen/{self.signaal.pk}/").status_code == 200

    def namen_getoond(self) -> None:
        assert self.anna.post(f"/signalen/{self.signaal.pk}/toon/").status_code == 200

    def vreemd_dossier(self) -> None:
        assert self.anna.get(f"/signalen/{self.vreemd.pk}/").status_code == 404

    def zonder_recht(self) -> None:
        assert self.fg.get(f"/signalen/{self.signaal.pk}/").status_code == 403


# kind of attempt -> (act of its one line, outcome); None: somebody whom nobody knows belongs to no organisation, so it
# is a line of the log only.
VERWACHT = {
    "goed_wachtwoord": ("aanmelding.gelukt", "gelukt"),
    "fout_wachtwoord": ("aanmelding.mislukt", "geweigerd"),
    "goede_code": ("aanmelding.gelukt", "gelukt"),
    "foute_code": ("tweede_factor.mislukt", "geweigerd"),
    "onbekende_naam": None,
    "dossier_gelezen": ("signaal.ingezien", "gelukt"),
    "namen_getoond": ("signaal.onthuld", "gelukt"),
    "vreemd_dossier": ("dossierblad", "geweigerd"),
    "zonder_recht": ("signalen.inzien", "geweigerd"),
}


def test_the_number_of_lines_is_the_number_of_attempts(cast: Cast) -> None:
    mensen, dobbelsteen = Mensen(cast), random.Random(ZAAD)
    begin = Journaalregel.objects.latest("pk").pk
    gedaan: Counter[str] = Counter()
    for _poging in range(POGINGEN):
        soort = dobbelsteen.choice(list(VERWACHT))
        getattr(mensen, soort)()
        gedaan[soort] += 1
    verwacht: Counter[tuple[str, str]] = Counter()
    for soort, aantal in gedaan.items():
        if regel := VERWACHT[soort]:
            verwacht[regel] += aantal
    regels = Journaalregel.objects.filter(pk__gt=begin).values_list("handeling", "uitkomst")
    assert Counter(regels) == verwacht
    assert set(gedaan) == set(VERWACHT)
    assert sum(verwacht.values()) + gedaan["onbekende_naam"] == POGINGEN


def test_an_attempt_that_came_too_often_is_a_line_as_well(cast: Cast, client: Client) -> None:
    for _poging in range(13):
        client.post(INLOGGEN, {"login": "balie", "password": "fout wachtwoord zestien"})
    assert Journaalregel.objects.filter(handeling="aanmelding.mislukt").count() == 13
    ander = Client(REMOTE_ADDR="198.51.100.9")
    ander.post(INLOGGEN, {"login": "beheer", "password": WACHTWOORD})
    for _poging in range(13):
        ander.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert Journaalregel.objects.filter(handeling="tweede_factor.mislukt").count() == 13
