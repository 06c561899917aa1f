"""Who gets in, for how long, and what happens to what was typed when the session ended."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from tests.cast import Cast, aanmelden, als, maak_cast

from baken.kern import klok
from baken.kern.models import Journaalregel
from baken.organisaties.models import Aanstelling
from baken.organisaties.rollen import Rol
from baken.organisaties.services import zet_medewerker_uit
from baken.web.aanmelden import hervatten
from baken.web.middleware.fouten import terug_naar

INLOGGEN = "/aanmelden/account/login/"
BINNEN = "/beheer/contacten/"


@pytest.fixture
def cast(db: None) -> Cast:
    return maak_cast()


def _nu_plus(**delen: float) -> datetime:
    return klok.nu() + timedelta(**delen)


def test_a_visitor_is_led_to_the_sign_in_page_and_back_to_the_page_asked(cast: Cast, client: Client) -> None:
    antwoord = client.get(BINNEN)
    assert antwoord.status_code == 302
    assert antwoord.headers["Location"] == f"{INLOGGEN}?next=%2Fbeheer%2Fcontacten%2F"


def test_a_signed_in_person_with_the_role_gets_the_page(cast: Cast, client: Client) -> None:
    aanmelden(client, cast.beheer)
    assert client.get(BINNEN).status_code == 200


def test_without_the_role_the_page_is_refused_and_the_refusal_is_in_the_journaal(cast: Cast, client: Client) -> None:
    aanmelden(client, cast.balie)
    assert client.get(BINNEN).status_code == 403
    assert Journaalregel.objects.filter(
        handeling="organisaties.beheren", uitkomst="geweigerd", actor_id=cast.balie.pk
    ).exists()


def test_without_a_second_factor_a_page_on_dossiers_leads_to_the_second_factor(cast: Cast, client: Client) -> None:
    aanmelden(client, cast.beheer, tweede_factor=False)
    antwoord = client.get(BINNEN)
    assert antwoord.status_code == 302
    assert antwoord.headers["Location"] == reverse("mfa_index")
    assert client.get("/").status_code == 200


def test_the_proof_of_another_person_is_not_a_second_factor(cast: Cast, client: Client) -> None:
    aanmelden(client, cast.beheer)
    sessie = client.session
    sessie["account_authentication_methods_user"] = str(cast.tweede.pk)
    sessie.save()
    assert client.get(BINNEN).status_code == 302


def test_a_session_ends_after_fifteen_idle_minutes(cast: Cast, client: Client) -> None:
    aanmelden(client, cast.beheer)
    with klok.zet_stil(_nu_plus(minutes=14)):
        assert client.get(BINNEN).status_code == 200
    with klok.zet_stil(_nu_plus(minutes=28)):
        assert client.get(BINNEN).status_code == 200
    with klok.zet_stil(_nu_plus(minutes=44)):
        assert client.get(BINNEN).headers["Location"].startswith(INLOGGEN)
        assert client.get(BINNEN).status_code == 302


def test_a_session_ends_after_eight_hours_whatever_happens(cast: Cast, client: Client) -> None:
    aanmelden(client, cast.beheer)
    for minuten in range(10, 480, 10):
        with klok.zet_stil(_nu_plus(minutes=minuten)):
            assert client.get("/").status_code == 200
    with klok.zet_stil(_nu_plus(minutes=480)):
        assert client.get("/").status_code == 302


def test_the_ended_session_is_gone_from_the_server(cast: Cast, client: Client) -> None:
    aanmelden(client, cast.beheer)
    oud = client.session.session_key
    with klok.zet_stil(_nu_plus(hours=1)):
        client.get("/")
    assert not Session.objects.filter(session_key=oud).exists()


def test_a_closed_account_is_signed_out_at_the_next_request(cast: Cast, client: Client) -> None:
    aanmelden(client, cast.beheer)
    zet_medewerker_uit(medewerker_id=cast.beheer.pk, door=als(cast.tweede))
    assert client.get(BINNEN).status_code == 302
    assert "_auth_user_id" not in client.session


def test_a_changed_role_ends_the_session(cast: Cast, client: Client) -> None:
    aanmelden(client, cast.beheer)
    assert client.get("/").status_code == 200
    Aanstelling.objects.filter(medewerker=cast.beheer).update(rol=Rol.FG)
    assert client.get("/").status_code == 302


def test_signing_out_kills_the_session(cast: Cast, client: Client) -> None:
    aanmelden(client, cast.beheer)
    koekje = client.cookies["baken-demonstratie"].value
    client.post(reverse("account_logout"))
    ander = Client()
    ander.cookies["baken-demonstratie"] = koekje
    assert ander.get(BINNEN).status_code == 302


def test_signing_in_changes_the_session_key(cast: Cast, client: Client) -> None:
    cast.balie.username = "demo-balie"
    cast.balie.save()
    sessie = client.session  # makes an anonymous session, as an attacker could
    sessie["iets"] = 1
    sessie.save()
    oud = sessie.session_key
    client.post(reverse("demonstratie"), {"account": "demo-balie"})
    assert client.session["_auth_user_id"] == str(cast.balie.pk)
    assert client.session.session_key != oud
    assert not Session.objects.filter(session_key=oud).exists()


def _verlopen_post(client: Client, cast: Cast) -> None:
    aanmelden(client, cast.beheer)
    with klok.zet_stil(_nu_plus(minutes=20)):
        antwoord = client.post(BINNEN, {"soort": "politie", "bron": "een lange zin die ik niet kwijt wil"})
    assert antwoord.headers["Location"] == INLOGGEN


def test_what_was_typed_is_offered_again_after_sign_in(cast: Cast, client: Client) -> None:
    _verlopen_post(client, cast)
    assert "een lange zin" not in str(dict(client.session.items()))
    with klok.zet_stil(_nu_plus(minutes=25)):
        _meld_opnieuw_aan(client, cast.beheer)
        antwoord = client.get(reverse("hervat"))
    assert "een lange zin die ik niet kwijt wil" in antwoord.content.decode()
    assert f'action="{BINNEN}"' in antwoord.content.decode()


def test_another_person_never_sees_what_was_typed(cast: Cast, client: Client) -> None:
    _verlopen_post(client, cast)
    with klok.zet_stil(_nu_plus(minutes=25)):
        _meld_opnieuw_aan(client, cast.tweede)
        antwoord = client.get(reverse("hervat"))
    assert antwoord.status_code == 302
    assert hervatten.SLEUTEL not in client.session


def test_what_was_typed_can_be_thrown_away(cast: Cast, client: Client) -> None:
    _verlopen_post(client, cast)
    with klok.zet_stil(_nu_plus(minutes=25)):
        _meld_opnieuw_aan(client, cast.beheer)
        client.post(reverse("hervat"))
    assert hervatten.SLEUTEL not in client.session


def _meld_opnieuw_aan(client: Client, persoon: object) -> None:
    """Sign in within the same browser session, as the sign-in page does."""
    persoon.username = f"demo-{persoon.username}"  # type: ignore[attr-defined]  # a Medewerker
    persoon.save()  # type: ignore[attr-defined]  # as above
    antwoord = client.post(reverse("demonstratie"), {"account": persoon.username})  # type: ignore[attr-defined]  # as above
    assert antwoord.headers["Location"] == reverse("hervat")


def test_a_view_without_recht_does_not_exist(cast: Cast, client: Client) -> None:
    aanmelden(client, cast.beheer)
    assert client.get("/aanmelden/account/signup/").status_code == 404
    assert client.get("/aanmelden/account/email/").status_code == 404
    assert client.get("/aanmelden/account/3rdparty/").status_code == 404


ZIN = "Een man neemt elke avond zes mensen mee."


def _zonder_sessie(**koppen: str) -> str:
    antwoord = Client(enforce_csrf_checks=True).post(
        reverse("signalen:nieuw"), {"waarneming": ZIN, "stap": "waarneming"}, headers=koppen
    )
    assert antwoord.status_code == 403
    return antwoord.content.decode()


def test_without_any_session_the_typed_text_is_shown_to_be_copied(db: None) -> None:
    html = _zonder_sessie(**{"sec-fetch-site": "same-origin"})
    assert ZIN in html
    assert "Opnieuw inloggen" in html


def test_another_site_cannot_put_words_on_our_page(db: None) -> None:
    assert ZIN not in _zonder_sessie(**{"sec-fetch-site": "cross-site"})
    assert ZIN not in _zonder_sessie()


def test_a_password_is_never_shown_again(db: None) -> None:
    antwoord = Client(enforce_csrf_checks=True).post(
        INLOGGEN, {"login": "x y", "password": ZIN}, headers={"sec-fetch-site": "same-origin"}
    )
    assert antwoord.status_code == 403
    assert ZIN not in antwoord.content.decode()


@pytest.mark.parametrize(
    ("pad", "boven"),
    [
        ("/signalen/7/oppakken/", "/signalen/7/"),
        (
            "/signalen/verstrekkingen/00000000-0000-0000-0000-000000000007/verzonden/",
            "/signalen/verstrekkingen/00000000-0000-0000-0000-000000000007/",
        ),
        ("/beheer/afspraken/7/bevestigen/", "/beheer/afspraken/"),
        (
            "/ontvangen/00000000-0000-0000-0000-000000000007/accepteren/",
            "/ontvangen/00000000-0000-0000-0000-000000000007/",
        ),
        ("/gezond/", ""),
    ],
)
def test_a_move_that_came_too_late_leads_back_to_the_page_it_was_made_on(pad: str, boven: str) -> None:
    assert terug_naar(pad) == boven
