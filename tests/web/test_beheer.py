"""People, roles, contacts, terms, doors, afspraken and the journaal: each act and its refusal."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from tests.cast import Cast, aanmelden, maak_cast

from baken.kern.journaal import verzegel_regels
from baken.kern.models import Journaalregel
from baken.keten.models import Afspraak
from baken.organisaties.models import Aanstelling, Contactpunt, Medewerker
from baken.organisaties.rollen import Rol

VANAF = {"geldig_van_0": "1", "geldig_van_1": "1", "geldig_van_2": "2026"}


@pytest.fixture
def cast(db: None) -> Cast:
    return maak_cast()


@pytest.fixture
def beheer(cast: Cast, client: Client) -> Client:
    aanmelden(client, cast.beheer)
    return client


def _ander(persoon: Medewerker) -> Client:
    client = Client()
    aanmelden(client, persoon)
    return client


def _datum(client: Client, adres: str, naam: str) -> dict[str, str]:
    """Read from the page how its date inputs are called."""
    html = client.get(adres).content.decode()
    delen = [d for d in (f"{naam}_dag", f"{naam}_maand", f"{naam}_jaar") if f'name="{d}"' in html]
    assert len(delen) == 3, html
    return dict(zip(delen, ("1", "1", "2026"), strict=True))


def test_the_beheerder_makes_an_account(cast: Cast, beheer: Client) -> None:
    velden = {"naam": "Nieuwe Collega", "username": "nieuw", "email": "nieuw@voorbeeld.invalid"}
    antwoord = beheer.post(reverse("beheer:mens_nieuw"), velden)
    assert antwoord.status_code == 302
    nieuw = Medewerker.objects.get(username="nieuw")
    assert nieuw.organisatie_id == cast.gemeente.pk
    assert not nieuw.has_usable_password()
    assert "Nieuwe Collega" in beheer.get(reverse("beheer:mensen")).content.decode()


@pytest.mark.parametrize("naam", ["anna", "demo-nep", "met spatie", ""])
def test_a_taken_or_strange_user_name_is_refused_with_everything_kept(cast: Cast, beheer: Client, naam: str) -> None:
    velden = {"naam": "Nieuwe Collega", "username": naam, "email": "nieuw@voorbeeld.invalid"}
    antwoord = beheer.post(reverse("beheer:mens_nieuw"), velden)
    assert antwoord.status_code == 422
    assert "Nieuwe Collega" in antwoord.content.decode()


def test_a_role_with_dossiers_waits_for_a_second_person(cast: Cast, beheer: Client) -> None:
    adres = reverse("beheer:mens", args=[cast.balie.pk])
    antwoord = beheer.post(adres, {"rol": "aandachtsfunctionaris", **_datum(beheer, adres, "geldig_van")})
    assert antwoord.status_code == 302
    rol = Aanstelling.objects.get(medewerker=cast.balie)
    assert rol.wacht_op_bevestiging
    assert _ander(cast.balie).get(reverse("signalen:werklijst")).status_code == 403

    bevestigen = reverse("beheer:aanstelling_bevestigen", args=[rol.pk])
    assert beheer.post(bevestigen).status_code == 403, "the giver may not confirm"
    tweede = _ander(cast.tweede)
    assert cast.balie.naam in tweede.get(reverse("beheer:bevestigen")).content.decode()
    assert tweede.post(bevestigen).status_code == 302
    assert _ander(cast.balie).get(reverse("signalen:werklijst")).status_code == 200
    assert tweede.post(bevestigen).status_code == 404, "it was confirmed already"


def test_a_role_without_dossiers_holds_at_once(cast: Cast, beheer: Client) -> None:
    adres = reverse("beheer:mens", args=[cast.balie.pk])
    beheer.post(adres, {"rol": "beleidsmedewerker", **_datum(beheer, adres, "geldig_van")})
    assert not Aanstelling.objects.get(medewerker=cast.balie).wacht_op_bevestiging


def test_an_end_before_the_start_is_refused(cast: Cast, beheer: Client) -> None:
    adres = reverse("beheer:mens", args=[cast.balie.pk])
    velden = {"rol": "fg", **_datum(beheer, adres, "geldig_van"), **_datum(beheer, adres, "geldig_tot")}
    antwoord = beheer.post(adres, velden)
    assert antwoord.status_code == 422
    assert "einddatum" in antwoord.content.decode()


def test_a_replacement_names_whom_it_replaces(cast: Cast, beheer: Client) -> None:
    vervangt = Aanstelling.objects.get(medewerker=cast.anna)
    adres = reverse("beheer:mens", args=[cast.balie.pk])
    velden = {"rol": "aandachtsfunctionaris", "vervangt": str(vervangt.pk), **_datum(beheer, adres, "geldig_van")}
    assert beheer.post(adres, velden).status_code == 302
    assert "vervangt Anna" in beheer.get(adres).content.decode()


def test_a_role_ends_today(cast: Cast, beheer: Client) -> None:
    rol = Aanstelling.objects.get(medewerker=cast.anna)
    assert beheer.post(reverse("beheer:aanstelling_beeindigen", args=[rol.pk])).status_code == 302
    assert _ander(cast.anna).get(reverse("signalen:werklijst")).status_code == 403


def test_a_person_of_another_organisation_does_not_exist_here(cast: Cast, beheer: Client) -> None:
    assert beheer.get(reverse("beheer:mens", args=[cast.buur.pk])).status_code == 404
    assert beheer.post(reverse("beheer:mens_sluiten", args=[cast.buur.pk])).status_code == 404
    vreemd = Aanstelling.objects.get(medewerker=cast.buur)
    assert beheer.post(reverse("beheer:aanstelling_beeindigen", args=[vreemd.pk])).status_code == 404
    assert cast.buur.naam not in beheer.get(reverse("beheer:mensen")).content.decode()


def test_a_closed_account_cannot_go_on(cast: Cast, beheer: Client) -> None:
    anna = _ander(cast.anna)
    beheer.post(reverse("beheer:mens_sluiten", args=[cast.anna.pk]))
    assert anna.get("/signalen/mijn/").status_code == 302


def test_a_contact_needs_its_source_and_gets_a_check_date(cast: Cast, beheer: Client) -> None:
    adres = reverse("beheer:contact", args=["politie"])
    assert beheer.post(adres, {"telefoon": "0900 0000"}).status_code == 422
    assert beheer.post(adres, {"telefoon": "0900 0000", "bron": "verzonnen"}).status_code == 302
    punt = Contactpunt.objects.get(organisatie=cast.gemeente, soort="politie")
    assert (punt.telefoon, punt.gecontroleerd_op is not None) == ("0900 0000", True)
    assert beheer.get(reverse("beheer:contact", args=["onbekend"])).status_code == 404


def test_terms_are_one_to_sixty_working_days_in_order(cast: Cast, beheer: Client) -> None:
    adres = reverse("beheer:termijnen")
    assert beheer.post(adres, {"bekijken": "0", "beoordelen": "5", "terugkoppelen": "10"}).status_code == 422
    assert beheer.post(adres, {"bekijken": "6", "beoordelen": "5", "terugkoppelen": "10"}).status_code == 422
    assert beheer.post(adres, {"bekijken": "2", "beoordelen": "6", "terugkoppelen": "12"}).status_code == 302
    cast.gemeente.refresh_from_db()
    assert cast.gemeente.termijn_terugkoppelen == 12


def test_the_doors_open_and_close_per_audience(cast: Cast, beheer: Client) -> None:
    assert beheer.post(reverse("beheer:deuren"), {"inwoner": "on"}).status_code == 302
    cast.gemeente.refresh_from_db()
    assert cast.gemeente.deur_inwoner
    assert not cast.gemeente.deur_medewerker


def test_an_afspraak_opens_nothing_until_the_fg_confirms_it(cast: Cast, beheer: Client) -> None:
    adres = reverse("beheer:afspraak_nieuw")
    velden = {"soort": "riec_convenant", "naam": "Verzonnen convenant", "partijen": [str(cast.riec.pk)]}
    assert beheer.post(adres, {**velden, **_datum(beheer, adres, "geldig_van")}).status_code == 302
    afspraak = Afspraak.objects.get(naam="Verzonnen convenant")
    assert afspraak.bevestigd_op is None
    bevestigen = reverse("beheer:afspraak_bevestigen", args=[afspraak.pk])
    assert beheer.post(bevestigen).status_code == 403
    assert _ander(cast.fg).post(bevestigen).status_code == 302
    afspraak.refresh_from_db()
    assert afspraak.bevestigd_door_id == cast.fg.pk


def test_an_afspraak_kept_by_another_organisation_cannot_be_ended_here(cast: Cast, beheer: Client) -> None:
    afspraak = Afspraak.objects.first()
    assert afspraak is not None
    Afspraak.objects.filter(pk=afspraak.pk).update(beheerder=cast.zorg)
    adres = reverse("beheer:afspraak_beeindigen", args=[afspraak.pk])
    assert beheer.get(adres).status_code == 404
    assert beheer.post(adres, {}).status_code == 404


def test_an_afspraak_ends_on_a_day(cast: Cast, beheer: Client) -> None:
    afspraak = Afspraak.objects.filter(beheerder=cast.gemeente).first()
    assert afspraak is not None
    adres = reverse("beheer:afspraak_beeindigen", args=[afspraak.pk])
    assert beheer.post(adres, _datum(beheer, adres, "per")).status_code == 302
    afspraak.refresh_from_db()
    assert str(afspraak.geldig_tot) == "2026-01-01"


def test_the_fg_reads_the_journaal_and_checks_the_chain(cast: Cast, beheer: Client) -> None:
    beheer.post(reverse("beheer:deuren"), {"inwoner": "on"})
    fg = _ander(cast.fg)
    html = fg.get(reverse("beheer:journaal")).content.decode()
    assert "organisatie.deuren" in html
    assert "nog niet" in html
    verzegel_regels()
    html = fg.post(reverse("beheer:journaal_controle")).content.decode()
    assert "De keten klopt." in html


def test_the_journaal_of_another_organisation_is_not_shown(cast: Cast) -> None:
    _ander(cast.buur)
    fg = _ander(cast.fg)
    assert "andere organisatie" not in fg.get(reverse("beheer:journaal")).content.decode()
    assert cast.buur.naam not in fg.get(reverse("beheer:journaal")).content.decode()


def test_the_journaal_filters_in_the_url_and_survives_odd_page_numbers(cast: Cast) -> None:
    fg = _ander(cast.fg)
    for vraag in ("?pagina=0", "?pagina=x", "?pagina=99999999999999", "?uitkomst=onzin", "?handeling=%00"):
        assert fg.get(f"{reverse('beheer:journaal')}{vraag}").status_code == 200


def test_roles_that_are_dead_are_not_in_the_menu(cast: Cast) -> None:
    html = _ander(cast.balie).get("/").content.decode()
    assert reverse("beheer:mensen") not in html
    assert Rol.MELDER.label in html


def test_taking_away_a_second_factor_needs_two_people_and_ends_every_session(cast: Cast, beheer: Client) -> None:
    Authenticator.objects.create(user=cast.anna, type=Authenticator.Type.TOTP, data={"secret": "verzonnen"})
    anna = _ander(cast.anna)
    bevestigen = reverse("beheer:herstel_bevestigen", args=[cast.anna.pk])
    tweede = _ander(cast.tweede)
    assert tweede.post(bevestigen).status_code == 404, "nobody asked"
    assert beheer.post(reverse("beheer:herstel_vragen", args=[cast.anna.pk])).status_code == 302
    assert beheer.post(bevestigen).status_code == 403, "who asked may not confirm"
    assert Authenticator.objects.filter(user=cast.anna).exists()
    assert anna.get("/").status_code == 200
    assert cast.anna.naam in tweede.get(reverse("beheer:bevestigen")).content.decode()
    assert tweede.post(bevestigen).status_code == 302
    assert not Authenticator.objects.filter(user=cast.anna).exists()
    assert anna.get("/signalen/mijn/").status_code == 302


def test_a_refusal_of_a_service_is_one_line_in_the_journaal(cast: Cast, beheer: Client) -> None:
    beheer.post(reverse("beheer:herstel_vragen", args=[cast.anna.pk]))
    beheer.post(reverse("beheer:herstel_bevestigen", args=[cast.anna.pk]))
    geweigerd = Journaalregel.objects.filter(uitkomst="geweigerd", actor_id=cast.beheer.pk)
    assert [regel.handeling for regel in geweigerd] == ["organisaties.aanstelling_bevestigen"]
