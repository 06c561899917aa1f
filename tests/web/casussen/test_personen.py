"""Pages to open a casus without a signaal, and to add and change who and where."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.cast import Cast, als
from tests.casussen.test_openen import CLIENT, aanmelding
from tests.casussen.test_personen import PLEK
from tests.gereedschap.momentopname import herhaalbaar
from tests.signalen.hulp import besloten, doorgegeven, naar_zorg
from tests.web.signalen.hulp import als_persoon, vul_in

from baken.casussen.models import Casus
from baken.casussen.services.openen import open_direct
from baken.dossiers.inhoud import open_inhoud
from baken.kern.models import Journaalregel
from baken.organisaties.models import Contactpunt

INVOER = {
    "aanmelder": "De huisarts",
    "toelichting": "Zij werkt elke nacht.",
    "vormen": ["CRIM"],
    "deel": "slachtoffer",
    "leeftijdsgroep": "12-17",
    "naam": "Quirina Bedacht",
    "toestemming": "Mondeling, in het eerste gesprek van vandaag.",
}


@pytest.fixture
def zoe(cast: Cast) -> Client:
    return als_persoon(cast.zoe)


@pytest.fixture
@herhaalbaar
def casus(cast: Cast) -> Casus:
    return open_direct(aanmelding=aanmelding(), door=als(cast.zoe))


def test_from_an_aanmelding_to_a_casus_with_what_to_keep_in_mind(cast: Cast, zoe: Client) -> None:
    assert "/casussen/nieuw/" in zoe.get("/casussen/").content.decode()
    leeg = zoe.get("/casussen/nieuw/")
    assert "Bel 112" in leeg.content.decode()
    invoer = vul_in(leeg, "inzending", **INVOER)
    fout = zoe.post("/casussen/nieuw/", {**invoer, "toestemming": ""})
    assert fout.status_code == 422
    assert "Quirina Bedacht" in fout.content.decode()
    antwoord = zoe.post("/casussen/nieuw/", invoer)
    casus = Casus.objects.get()
    assert antwoord["Location"] == f"/casussen/{casus.pk}/"
    assert zoe.post("/casussen/nieuw/", invoer)["Location"] == antwoord["Location"], "a double click opens one"
    html = zoe.get(antwoord["Location"]).content.decode()
    assert "Quirina" not in html
    assert "huisarts" not in html
    assert "jonge aanwas" in html
    assert "Veilig Thuis" in html
    assert "De aanmelding" in html
    assert "huisarts" in zoe.post(f"{antwoord['Location']}toon/").content.decode()


@pytest.mark.parametrize("naam", ["piet", "rik", "anna", "fg"])
def test_nobody_else_finds_that_door(cast: Cast, naam: str) -> None:
    client = als_persoon(getattr(cast, naam))
    assert client.get("/casussen/nieuw/").status_code == 403
    assert "/casussen/nieuw/" not in client.get("/casussen/").content.decode()


def test_a_person_is_added_and_changed_without_being_shown(cast: Cast, zoe: Client, casus: Casus) -> None:
    adres = f"/casussen/{casus.pk}/persoon/"
    nieuw = vul_in(zoe.get(adres), "versie", deel="slachtoffer", ook_deel="dader", naam="Rikste Bedacht")
    assert zoe.post(adres, nieuw).status_code == 302
    blad = zoe.get(f"/casussen/{casus.pk}/").content.decode()
    assert "Persoon 2 (slachtoffer, ook dader)" in blad
    assert "non-punishment" in blad
    pagina = zoe.get(f"{adres}2/")
    assert "Rikste" not in pagina.content.decode()
    assert zoe.post(f"{adres}2/", {**vul_in(pagina, "versie"), "deel": "dader", "ook_deel": ""}).status_code == 422
    weg = {"weg": ["identiteit.naam"], "telefoon": "0600000009", "ook_deel": ""}
    geweigerd = zoe.post(f"{adres}2/", {**vul_in(pagina, "versie"), "deel": "slachtoffer", **weg})
    assert geweigerd.status_code == 422
    assert "hoort bij een andere aanpak" in geweigerd.content.decode()
    weg["ook_deel"] = "dader"
    assert zoe.post(f"{adres}2/", {**vul_in(pagina, "versie"), "deel": "slachtoffer", **weg}).status_code == 302
    tweede = open_inhoud(casus.dossier).betrokkenen[1]
    assert tweede.groepen == {"contact": {"telefoon": "0600000009"}}
    assert Journaalregel.objects.filter(handeling="casus.onthuld").count() == 0


def test_an_old_page_keeps_what_was_typed(zoe: Client, casus: Casus) -> None:
    adres = f"/casussen/{casus.pk}/persoon/"
    nieuw = vul_in(zoe.get(adres), "versie", deel="slachtoffer", naam="Rikste Bedacht")
    Casus.objects.filter(pk=casus.pk).update(versie=7)
    antwoord = zoe.post(adres, nieuw)
    assert antwoord.status_code == 409
    assert "Rikste Bedacht" in antwoord.content.decode()
    assert 'name="versie" value="7"' in antwoord.content.decode()


def test_a_place_is_added_changed_and_taken_away(zoe: Client, casus: Casus) -> None:
    adres = f"/casussen/{casus.pk}/plaats/"
    assert zoe.post(adres, vul_in(zoe.get(adres), "versie")).status_code == 422
    assert zoe.post(adres, vul_in(zoe.get(adres), "versie", adres=PLEK.adres, van="0")).status_code == 302
    (plek,) = casus.dossier.locaties.all()
    eigen = f"{adres}{plek.pk}/"
    assert PLEK.adres not in zoe.get(eigen).content.decode()
    assert zoe.post(eigen, vul_in(zoe.get(eigen), "versie", weg="on")).status_code == 302
    assert not open_inhoud(casus.dossier).locaties
    assert zoe.get(eigen).status_code == 404


def test_kenmerken_are_kept_and_shown(zoe: Client, casus: Casus) -> None:
    adres = f"/casussen/{casus.pk}/kenmerken/"
    invoer = vul_in(zoe.get(adres), "versie", vormen=["CRIM"], jeugd="ja", jonge_aanwas="on")
    assert zoe.post(adres, invoer).status_code == 302
    html = zoe.get(f"/casussen/{casus.pk}/").content.decode()
    for stuk in ("Criminele uitbuiting", "Afstemming met jonge aanwas", "Jeugdwet", 'href="/casussen/jeugd/"'):
        assert stuk in html


def test_the_page_on_youth_names_each_way_with_its_source(cast: Cast, zoe: Client) -> None:
    def lees() -> str:
        return zoe.get("/casussen/jeugd/").content.decode()

    for stuk in ("p. 11, ‘Bewustwording’", "Jeugdwet", "p. 15, ‘Opvang’", "p. 12, ‘Melden’", "0800-2000"):
        assert stuk in lees()
    Contactpunt.objects.create(organisatie=cast.zorg, soort="veilig_thuis", naam="Verzonnen", telefoon="000 111")
    eigen = lees()
    assert "000\N{NO-BREAK SPACE}111" in eigen and "0800-2000" not in eigen, "the own number goes first"
    assert Client().get("/casussen/jeugd/").status_code == 302


def test_the_same_person_elsewhere_leads_there(cast: Cast, zoe: Client, casus: Casus) -> None:
    ander = open_direct(aanmelding=aanmelding(), door=als(cast.zoe))
    html = zoe.get(f"/casussen/{casus.pk}/").content.decode()
    assert f"/casussen/{ander.pk}/" in html
    assert "dezelfde naam en geboortedatum" in html


def test_a_packet_can_join_the_casus_on_the_same_person(cast: Cast, zoe: Client, casus: Casus) -> None:
    signaal = besloten(cast, personen=(CLIENT,))
    _s, (pakket,) = doorgegeven(cast, naar_zorg(cast, procesregie=True), signaal=signaal)
    adres = f"/ontvangen/{pakket.pk}/"
    assert casus.nummer not in zoe.get(adres).content.decode()
    zoe.post(f"{adres}openen/")
    assert casus.nummer in zoe.get(adres).content.decode()
    assert zoe.post(f"{adres}accepteren/", {"casus": "999999"}).status_code == 422
    assert zoe.post(f"{adres}accepteren/", {"casus": str(casus.pk)})["Location"] == f"/casussen/{casus.pk}/"
    assert Casus.objects.count() == 1
    assert f"/ontvangen/{pakket.pk}/" in zoe.get(f"/casussen/{casus.pk}/").content.decode()
