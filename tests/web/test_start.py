"""Nobody arrives at an empty page: the start page tells each role in plain words what it sees here and what not."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils.html import escape
from tests.cast import Cast, aanmelden, maak_cast, medewerker

from baken.organisaties.models import Contactpunt
from baken.organisaties.rollen import ROLLEN_MET_DOSSIER, Rol
from baken.web.algemeen.rolteksten import TEKSTEN, rolregels

KOP = "Wat u hier wel en niet ziet"
ZONDER_EIGEN_PAGINA = (Rol.TOEZICHTHOUDER, Rol.BESTUURDER, Rol.ONDERZOEKER, Rol.BELEIDSREGISSEUR)


@pytest.fixture
def cast(db: None) -> Cast:
    return maak_cast()


@pytest.mark.parametrize("rol", [rol for rol in Rol if rol != Rol.MELDER])
def test_the_start_page_says_what_a_role_sees_and_what_not(cast: Cast, client: Client, rol: Rol) -> None:
    aanmelden(client, medewerker("iemand", cast.gemeente, rol))
    tekst = client.get("/").content.decode()
    assert KOP in tekst
    for regel in TEKSTEN[rol]:
        assert escape(str(regel)) in tekst
    assert any(woord in " ".join(map(str, TEKSTEN[rol])) for woord in ("geen dossiers", "ooit ", "Niet die van"))


@pytest.mark.parametrize("rol", ZONDER_EIGEN_PAGINA)
def test_a_role_without_pages_of_its_own_reads_that_they_are_not_there_yet(
    cast: Cast, client: Client, rol: Rol
) -> None:
    aanmelden(client, medewerker("iemand", cast.gemeente, rol))
    tekst = client.get("/").content.decode()
    assert "zijn er nog niet." in tekst or "is er nog niet." in tekst
    assert "Signaal melden" in tekst, "and finds what everybody with an account can do"


def test_who_has_no_role_reads_about_the_own_signalen_only(cast: Cast, client: Client) -> None:
    aanmelden(client, cast.balie)
    assert "alleen de signalen die u zelf meldde" in client.get("/").content.decode()


def test_every_role_has_its_words_and_two_roles_read_a_line_once() -> None:
    assert set(TEKSTEN) == set(Rol) - {Rol.MELDER}
    samen = rolregels([Rol.BESTUURDER, Rol.ONDERZOEKER])
    assert len(samen) == len(set(samen)) == 5
    assert not any("geen dossiers" in str(regel) for rol in ROLLEN_MET_DOSSIER for regel in TEKSTEN[rol])


@pytest.mark.parametrize("adres", ["/", "/beheer/contacten/"])
def test_the_beheerder_reads_which_contacts_the_first_door_misses(cast: Cast, client: Client, adres: str) -> None:
    aanmelden(client, cast.beheer)
    zin = "Wie zelf hulp zoekt, ziet geen nummer of adres van: "
    assert f"{zin}Meld- en Adviespunt en Zorgcoördinator." in client.get(adres).content.decode()
    punt = Contactpunt.objects.create(organisatie=cast.gemeente, soort="meld_adviespunt", naam="Verzonnen punt")
    assert f"{zin}Meld- en Adviespunt en " in client.get(adres).content.decode(), "a name alone helps nobody"
    punt.telefoon = "000 000 00 00"
    punt.save()
    assert f"{zin}Zorgcoördinator." in client.get(adres).content.decode()
    Contactpunt.objects.create(organisatie=cast.gemeente, soort="zorgcoordinator", email="zorg@voorbeeld.invalid")
    assert zin not in client.get(adres).content.decode()


def test_only_who_can_fill_in_contacts_is_asked_to(cast: Cast, client: Client) -> None:
    aanmelden(client, cast.anna)
    assert "Wie zelf hulp zoekt" not in client.get("/").content.decode()


def test_what_a_coordinator_can_do_stands_under_headings_and_little_stands_without(cast: Cast, client: Client) -> None:
    aanmelden(client, cast.zoe)
    tekst = client.get("/").content.decode().partition("<main")[2]
    koppen = ["Signalen en casussen", "Zorg en opvang", "Organisatie", KOP]
    assert re.findall(r"<h2>(.*?)</h2>", tekst) == koppen
    plaats = [tekst.index(deel) for deel in ("/casussen/", "<h2>Zorg", 'href="/zorg/"', "<h2>Org", "/rechten/")]
    assert plaats == sorted(plaats)
    balie = Client()
    aanmelden(balie, cast.balie)
    assert re.findall(r"<h2>(.*?)</h2>", balie.get("/").content.decode().partition("<main")[2]) == [KOP]
