"""Accounts and contacts are kept for a confirmed period, and no longer."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.sessions.models import Session
from tests.cast import Cast, als

from baken.kern import bewaartermijnen, klok
from baken.kern.bewaartermijnen import Nachtuitslag
from baken.kern.journaal import Spoor
from baken.kern.models import Bewaarregel, Journaalregel, Vernietigingsvoornemen
from baken.organisaties.bewaartermijn import OUD
from baken.organisaties.models import Contactpunt, Medewerker
from baken.organisaties.services import werk_contact_bij, zet_medewerker_uit
from baken.organisaties.tasks import ruim_sessies_op

DICHT = datetime(2026, 3, 2, 12, tzinfo=klok.TIJDZONE)


def nacht(op: date) -> Nachtuitslag:
    with klok.zet_stil(datetime(op.year, op.month, op.day, 3, tzinfo=klok.TIJDZONE)):
        return bewaartermijnen.nachtronde()


def bevestig(cast: Cast, categorie: str) -> None:
    """Let FG and archivaris, two persons, confirm the period of a category."""
    bewaartermijnen.laad_standaardregels()
    regel = Bewaarregel.objects.get(categorie=categorie)
    for persoon, rol in ((cast.fg, "fg"), (cast.beleid, "archivaris")):
        bewaartermijnen.bevestig(Spoor(persoon.pk, rol, cast.gemeente.pk), regel.pk, als=rol)


def sluit_account(cast: Cast) -> Medewerker:
    """Close the account of vera on a fixed day; she had a second factor and a link with a provider."""
    Authenticator.objects.create(user=cast.vera, type="totp", data={})
    SocialAccount.objects.create(user=cast.vera, provider="oidc", uid="vera-1", extra_data={"naam": "Vera"})
    with klok.zet_stil(DICHT):
        zet_medewerker_uit(medewerker_id=cast.vera.pk, door=als(cast.beheer))
    return Medewerker.objects.get(pk=cast.vera.pk)


def leven(persoon: Medewerker) -> tuple[str, str, str]:
    persoon.refresh_from_db()
    return persoon.username, persoon.naam, persoon.email


def test_every_category_ships_an_unconfirmed_period_with_its_source(cast: Cast) -> None:
    bewaartermijnen.laad_standaardregels()
    categorieen = {r.categorie for r in bewaartermijnen.geregistreerd().values()}
    regels = {r.categorie: r for r in Bewaarregel.objects.all()}
    assert set(regels) == categorieen
    assert all(r.bron and not r.bevestigd for r in regels.values())
    assert {r.categorie for r in bewaartermijnen.regels_van(cast.gemeente.pk)} == categorieen


def test_a_closed_account_loses_its_name_after_the_confirmed_period_and_its_number_stays(cast: Cast) -> None:
    vera = sluit_account(cast)
    bevestig(cast, "account")
    assert nacht(date(2028, 2, 10)).gewaarschuwd == 1
    assert nacht(date(2028, 3, 1)).vernietigd == 0
    assert nacht(date(2028, 3, 12)).vernietigd == 1
    assert leven(vera) == (f"oud-{vera.pk}", OUD, "")
    assert not vera.is_active
    assert not vera.has_usable_password()
    assert not Authenticator.objects.filter(user=vera).exists()
    assert not SocialAccount.objects.filter(user=vera).exists()
    assert vera.aanstellingen.exists(), "which role the number held can still be told"
    assert Journaalregel.objects.filter(handeling="bewaartermijn.vernietigd").exists()
    assert nacht(date(2030, 3, 12)).vernietigd == 0, "once is enough"


def test_an_account_in_use_is_never_announced(cast: Cast) -> None:
    bevestig(cast, "account")
    nacht(date(2040, 1, 1))
    assert not Vernietigingsvoornemen.objects.filter(model="organisaties.Medewerker").exists()
    assert leven(cast.anna)[1] == "Anna"


def test_an_unconfirmed_period_leaves_a_closed_account_alone(cast: Cast) -> None:
    vera = sluit_account(cast)
    nacht(date(2028, 2, 10))
    assert nacht(date(2028, 3, 12)).onbevestigd == 1
    assert leven(vera)[1] == "Vera"


def test_a_contact_that_nobody_checks_goes_and_one_that_is_checked_stays(cast: Cast) -> None:
    beheer = als(cast.beheer)
    with klok.zet_stil(DICHT):
        for soort in ("politie", "zorgcoordinator"):
            werk_contact_bij(soort=soort, gegevens={"naam": "Balie"}, bron="eigen gids", door=beheer)
    bevestig(cast, "contact")
    with klok.zet_stil(DICHT + timedelta(days=600)):
        werk_contact_bij(soort="politie", gegevens={"naam": "Balie"}, bron="eigen gids", door=beheer)
    nacht(date(2028, 2, 10))
    assert nacht(date(2028, 3, 12)).vernietigd == 1
    assert [c.soort for c in Contactpunt.objects.filter(organisatie=cast.gemeente)] == ["politie"]


def test_a_session_goes_in_the_night_after_it_ended(cast: Cast) -> None:
    for sleutel, uren in (("voorbij", -1), ("loopt", 1)):
        Session.objects.create(session_key=sleutel, session_data="", expire_date=klok.nu() + timedelta(hours=uren))
    assert ruim_sessies_op.call() == 1
    assert [s.session_key for s in Session.objects.all()] == ["loopt"]
