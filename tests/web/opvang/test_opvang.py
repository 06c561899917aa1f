"""The pages of shelter: keep facilities, see what fits and why not, book, and never read an address by accident."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from tests.cast import Cast, als
from tests.gereedschap.momentopname import herhaalbaar
from tests.web.signalen.hulp import als_persoon, formulier
from tests.zorg.hulp import client, traject
from tests.zorg.opvanghulp import REDEN, geef_profiel, nederlander, plek, regels, voorziening

from baken.kern import klok
from baken.web.zorg.papier import als_html
from baken.zorg.models import Nacht, Plaatsing, Plek, Traject, Voorziening, Wachtplek
from baken.zorg.opvanggegevens import Bereikbaarheid
from baken.zorg.overzicht import clientoverzicht
from baken.zorg.rules.opvang import Opvangsoort
from baken.zorg.services.plaatsen import COSM_TOESTEMMING, Boeking, reserveer
from baken.zorg.services.voorzieningen import leg_adres_vast

GEHEIM = "Verborgenlaan 7, Nergenshuizen"
DAG = timedelta(days=1)


@pytest.fixture
def zoe(cast: Cast) -> Client:
    return als_persoon(cast.zoe)


@pytest.fixture
@herhaalbaar
def kamer(cast: Cast) -> Plek:
    """A place in regular shelter whose address is known."""
    door = als(cast.zoe)
    huis = voorziening(door)
    leg_adres_vast(voorziening_id=huis.pk, waar=Bereikbaarheid(GEHEIM), door=door)
    return plek(door, huis)


def dag(op: date, naam: str) -> dict[str, str]:
    return {f"{naam}_dag": str(op.day), f"{naam}_maand": str(op.month), f"{naam}_jaar": str(op.year)}


def blad(client_: Client, adres: str, *, status: int = 200) -> str:
    antwoord = client_.get(adres)
    assert antwoord.status_code == status, adres
    return antwoord.content.decode()


NIEUW: dict[str, Any] = {
    "naam": "Huis Nieuw",
    "geslacht": "V",
    "boeking": "ja",
    "noodbed_nachten": "3",
    "kinderen_mee": "onbekend",
    "structureel": "nee",
    "verblijf": ["bedenktijd", "geen"],
    "gemeenten": "rotterdam\nZuid-Holland Zuid",
    "versie": "0",
}


def test_a_facility_is_recorded_with_what_the_source_says_filled_in(cast: Cast, zoe: Client) -> None:
    keuze = blad(zoe, "/opvang/beheer/nieuw/")
    assert "COSM vrouwen" in keuze
    form = formulier(zoe.get("/opvang/beheer/nieuw/OPV-COSM-V/"), "verblijf")
    assert sorted(form["velden"]["verblijf"]) == ["bedenktijd", "geen"]
    assert form["velden"]["geslacht"] == ["V"]
    antwoord = zoe.post("/opvang/beheer/nieuw/OPV-COSM-V/", NIEUW)
    huis = Voorziening.objects.get()
    assert antwoord["Location"] == f"/opvang/beheer/{huis.pk}/"
    assert huis.voorwaarden["geslachten"] == ["V"]
    assert "GM0599" in huis.voorwaarden["gemeenten"]
    assert "GM0505" in huis.voorwaarden["gemeenten"]
    pagina = blad(zoe, antwoord["Location"])
    assert "niet beschikbaar" in pagina
    assert "Er is nog geen adres ingevuld." in pagina
    assert blad(zoe, "/opvang/beheer/nieuw/OPV-NIETS/", status=404)


def test_what_was_typed_stays_when_something_is_wrong(cast: Cast, zoe: Client) -> None:
    fout = {**NIEUW, "naam": "", "gemeenten": "Atlantis", "contra": ["CI-AGRESSIE"], "structureel": ""}
    antwoord = zoe.post("/opvang/beheer/nieuw/OPV-REG/", fout)
    tekst = antwoord.content.decode()
    assert antwoord.status_code == 422
    assert "Atlantis is geen gemeente" in tekst
    for zin in ("Vul een naam in.", "Kies of het geld structureel is.", "Vink dan ook aan dat u dit weet."):
        assert zin in tekst
    assert not Voorziening.objects.exists()


def test_a_facility_is_changed_and_an_old_page_is_told_so(cast: Cast, zoe: Client, kamer: Plek) -> None:
    adres = f"/opvang/beheer/{kamer.voorziening_id}/wijzigen/"
    form = blad(zoe, adres)
    assert GEHEIM not in form
    nieuw = {**NIEUW, "naam": "Huis Beter", "versie": "1", "contra_bekend": "on"}
    assert zoe.post(adres, nieuw).status_code == 302
    oud = zoe.post(adres, {**nieuw, "naam": "Huis Oud"})
    assert oud.status_code == 409
    assert "intussen veranderd" in oud.content.decode()
    assert "Huis Oud" in oud.content.decode()
    huis = Voorziening.objects.get()
    assert (huis.naam, huis.versie, huis.voorwaarden["contra"]) == ("Huis Beter", 2, [])
    weer = formulier(oud, "verblijf")["velden"]
    assert [weer[veld] for veld in ("naam", "verblijf", "gemeenten", "versie")] == [
        ["Huis Oud"],
        ["bedenktijd", "geen"],
        ["rotterdam\nZuid-Holland Zuid"],
        ["2"],
    ]
    assert zoe.post(adres, weer).status_code == 302, "what came back can be sent as it stands"
    huis.refresh_from_db()
    assert (huis.naam, huis.versie, huis.voorwaarden["verblijf"]) == ("Huis Oud", 3, ["bedenktijd", "geen"])


def test_places_quality_and_what_the_shelter_says_are_kept(cast: Cast, zoe: Client) -> None:
    huis = voorziening(als(cast.zoe), eigen_boeking=False)
    pagina = f"/opvang/beheer/{huis.pk}/"
    assert zoe.post(f"{pagina}plek/", {"code": "bed A", "noodbed": "on"}).status_code == 302
    assert zoe.post(f"{pagina}plek/", {"code": ""}).status_code == 422
    bed = Plek.objects.get()
    assert bed.noodbed
    half = {"code": "bed A", "anders": "on", "versie": "1"}
    assert zoe.post(f"/opvang/beheer/plek/{bed.pk}/", half).status_code == 422
    anders = {"code": "bed A", "versie": "1", "anders": "on", "geslacht": "M", "kinderen_mee": "nee"}
    assert zoe.post(f"/opvang/beheer/plek/{bed.pk}/", anders).status_code == 302
    bed.refresh_from_db()
    assert bed.afwijkende_voorwaarden == {"geslachten": ["M"], "contra": None, "kinderen_mee": False}
    assert 'value="M"' in blad(zoe, f"/opvang/beheer/plek/{bed.pk}/")
    oud = zoe.post(f"/opvang/beheer/plek/{bed.pk}/", {**anders, "code": "bed B"})
    assert (oud.status_code, "intussen veranderd" in oud.content.decode()) == (409, True)
    weer = formulier(oud, "geslacht")["velden"]
    assert (weer["code"], weer["versie"]) == (["bed B"], ["2"])
    assert zoe.post(f"/opvang/beheer/plek/{bed.pk}/", {**anders, "versie": "2"}).status_code == 302
    vandaag = als(cast.zoe).vandaag
    controle = {"criterium": "Er is iemand", "voldoet": "ja", "bron": "Contract", **dag(vandaag, "op")}
    assert zoe.post(f"{pagina}kwaliteit/", controle).status_code == 302
    assert zoe.post(f"{pagina}kwaliteit/", {**controle, "bron": ""}).status_code == 422
    assert zoe.post(f"{pagina}stand/", {"vrij": "ja"}).status_code == 302
    assert zoe.post(f"{pagina}stand/", {"vrij": "misschien"}).status_code == 422
    tekst = blad(zoe, pagina)
    assert "Er is iemand" in tekst
    assert "bed A" in tekst
    assert "Huis OPV-REG" in blad(zoe, "/opvang/beheer/")


def test_an_address_is_shown_once_by_an_act_of_its_own(cast: Cast, zoe: Client, kamer: Plek) -> None:
    pagina = f"/opvang/beheer/{kamer.voorziening_id}/"
    for adres in (pagina, "/opvang/beheer/", f"{pagina}adres/", f"{pagina}wijzigen/", "/opvang/"):
        assert GEHEIM not in blad(zoe, adres)
    terug = zoe.get(f"{pagina}toon/")
    assert (terug.status_code, terug["Location"]) == (302, pagina)
    assert regels("opvang.adres_getoond") == 0
    getoond = zoe.post(f"{pagina}toon/")
    assert GEHEIM in getoond.content.decode()
    assert "no-store" in getoond["Cache-Control"]
    assert regels("opvang.adres_getoond") == 1
    assert zoe.post(f"{pagina}adres/", {"adres": ""}).status_code == 422
    assert zoe.post(f"{pagina}adres/", {"adres": "Elders 1"}).status_code == 302
    assert "Elders 1" in zoe.post(f"{pagina}toon/").content.decode()


def test_the_beheerder_keeps_facilities_and_cannot_show_an_address(cast: Cast) -> None:
    beheer = als_persoon(cast.beheer)
    huis = voorziening(als(cast.beheer))
    assert beheer.post(f"/opvang/beheer/{huis.pk}/adres/", {"adres": GEHEIM}).status_code == 302
    pagina = blad(beheer, f"/opvang/beheer/{huis.pk}/")
    assert "Alleen de zorgcoördinator kan het zien." in pagina
    assert beheer.post(f"/opvang/beheer/{huis.pk}/toon/").status_code == 403
    assert blad(beheer, "/opvang/", status=403)
    assert regels("opvang.adres_getoond") == 0


def test_the_region_shows_unknown_as_unknown(cast: Cast, kamer: Plek) -> None:
    for naam in ("anna", "zoe", "piet", "beleid", "burgemeester"):
        tekst = blad(als_persoon(getattr(cast, naam)), "/opvang/")
        assert tekst.count("Onbekend") >= 7
        assert "Onbekend is geen nee." in tekst
        assert GEHEIM not in tekst
        assert "Huis" not in tekst
    assert blad(als_persoon(cast.fg), "/opvang/", status=403)


def boekadres(bij: Traject, op: Plek) -> str:
    return f"/zorg/{bij.pk}/opvang/boeken/{op.pk}/"


def test_a_client_gets_a_place_arrives_stays_longer_and_leaves(cast: Cast, zoe: Client, kamer: Plek) -> None:
    vandaag = als(cast.zoe).vandaag
    bij = nederlander(als(cast.zoe))
    tekst = blad(zoe, f"/zorg/{bij.pk}/opvang/")
    assert boekadres(bij, kamer) in tekst
    assert "Deze plek is voor volwassenen." in tekst
    assert "p. 15, ‘Opvang’" in tekst
    assert "Waarom deze plek past" in blad(zoe, boekadres(bij, kamer))
    geboekt = zoe.post(boekadres(bij, kamer), {**dag(vandaag, "van"), "nachten": "2"})
    assert geboekt["Location"] == f"/zorg/{bij.pk}/opvang/"
    stay = Plaatsing.objects.get()
    pagina = f"/zorg/opvang/verblijf/{stay.pk}/"
    assert "Annuleer de boeking" in blad(zoe, pagina)
    assert zoe.post(f"{pagina}ingaan/").status_code == 302
    for _klik in range(2):  # a second click on the same page adds nothing
        zoe.post(f"{pagina}verlengen/", {"nachten": "3", "gezien": (vandaag + 2 * DAG).isoformat()})
    assert Nacht.objects.count() == 5
    assert zoe.post(f"{pagina}beeindigen/", {**dag(vandaag, "op"), "reden": ""}).status_code == 422
    assert zoe.post(f"{pagina}beeindigen/", {**dag(vandaag, "op"), "reden": "eigen_plek"}).status_code == 302
    assert "Naar een eigen woonplek" in blad(zoe, pagina)
    assert zoe.post(f"{pagina}annuleren/").status_code == 409


def test_a_client_who_turns_out_a_minor_does_not_arrive_and_the_page_says_why(
    cast: Cast, zoe: Client, kamer: Plek
) -> None:
    bij = nederlander(als(cast.zoe))
    zoe.post(boekadres(bij, kamer), {**dag(als(cast.zoe).vandaag, "van"), "nachten": "2"})
    pagina = f"/zorg/opvang/verblijf/{Plaatsing.objects.get().pk}/"
    bij.dossier.betrokkenen.update(leeftijdsgroep="12-17", inhoud=None)
    vandaag = als(cast.zoe).vandaag
    for adres, post in (("ingaan", {}), ("verlengen", {"nachten": "1", "gezien": (vandaag + 2 * DAG).isoformat()})):
        antwoord = zoe.post(f"{pagina}{adres}/", post)
        assert antwoord.status_code == 422
        tekst = antwoord.content.decode()
        assert "Een minderjarige komt niet bij volwassenen." in tekst
        assert "Zoek een andere plek voor deze cliënt." in tekst
    assert zoe.post(f"{pagina}annuleren/").status_code == 302


def test_every_place_that_does_not_fit_says_why_and_a_limit_cannot_be_booked(
    cast: Cast, zoe: Client, kamer: Plek
) -> None:
    door = als(cast.zoe)
    cosm = plek(door, voorziening(door, Opvangsoort.COSM_VROUWEN))
    bij = nederlander(door)
    tekst = blad(zoe, f"/zorg/{bij.pk}/opvang/")
    assert "De cliënt is Nederlander." in tekst
    assert boekadres(bij, cosm) not in tekst
    assert "Daar verandert geen reden iets aan." in blad(zoe, boekadres(bij, cosm))
    post = {**dag(door.vandaag, "van"), "nachten": "1", "reden": REDEN}
    assert zoe.post(boekadres(bij, cosm), post).status_code == 422
    onbekend = traject(door, client=client(leeftijdsgroep="", identiteit={"naam": "Iemand"}))
    tekst = blad(zoe, boekadres(onbekend, cosm))
    assert "Wat er nog niet klopt, of niet bekend is" in tekst
    assert "(niet verplicht)" not in tekst, "a reason must be given"
    assert "Ga na hoe oud de cliënt is." in tekst
    zonder = zoe.post(boekadres(onbekend, cosm), {**post, "reden": ""})
    assert zonder.status_code == 422
    assert "Niet alles past" in zonder.content.decode()
    via = zoe.post(boekadres(onbekend, cosm), post)
    assert via.status_code == 422
    assert COSM_TOESTEMMING in via.content.decode()
    assert REDEN in via.content.decode(), "what was typed stays"
    assert zoe.post(boekadres(onbekend, kamer), post).status_code == 302


def test_rooms_of_one_house_with_the_same_reasons_stand_together_and_each_is_booked(
    cast: Cast, zoe: Client, kamer: Plek
) -> None:
    door = als(cast.zoe)
    huis = kamer.voorziening
    twee, drie = plek(door, huis, "2"), plek(door, huis, "3")
    alleen_man = plek(door, huis, "4", afwijkend={"geslachten": ["M"]})
    bij = nederlander(door)
    tekst = blad(zoe, f"/zorg/{bij.pk}/opvang/")
    assert tekst.count(f"<h3>{huis.naam}, 1, 2 en 3</h3>") == tekst.count(f"<h3>{huis.naam}, 4</h3>") == 1
    assert all(boekadres(bij, p) in tekst for p in (kamer, twee, drie, alleen_man))
    een_nacht = Boeking(twee.pk, door.vandaag, door.vandaag + DAG)
    reserveer(traject_id=nederlander(door).pk, boeking=een_nacht, door=door)
    tekst = blad(zoe, f"/zorg/{bij.pk}/opvang/")
    assert f"<h3>{huis.naam}, 1 en 3</h3>" in tekst and f"<h3>{huis.naam}, 2</h3>" in tekst
    assert boekadres(bij, twee) not in tekst


def test_when_nothing_fits_the_page_says_what_can_be_done(cast: Cast, zoe: Client) -> None:
    bij = traject(als(cast.zoe), client=client(nationaliteit="RO", identiteit={"naam": "Iemand"}))
    geef_profiel(bij, verblijf="geen")
    tekst = blad(zoe, f"/zorg/{bij.pk}/opvang/")
    for zin in ("ook zonder verblijfsstatus", "CoMensha bemiddelt", "de AVIM of de KMar", "wachtlijst"):
        assert zin in tekst


def test_who_is_too_late_hears_that_the_place_is_gone(cast: Cast, zoe: Client, kamer: Plek) -> None:
    door = als(cast.zoe)
    post = {**dag(door.vandaag, "van"), "nachten": "1"}
    assert zoe.post(boekadres(nederlander(door), kamer), post).status_code == 302
    ander = nederlander(door)
    te_laat = zoe.post(boekadres(ander, kamer), post)
    assert te_laat.status_code == 409
    assert "net door een ander geboekt" in te_laat.content.decode()
    assert "Bezet in deze nachten." in blad(zoe, f"/zorg/{ander.pk}/opvang/")


def test_other_nights_are_asked_and_wrong_ones_are_said(cast: Cast, zoe: Client, kamer: Plek) -> None:
    door = als(cast.zoe)
    bij = nederlander(door)
    reserveer(traject_id=bij.pk, boeking=Boeking(kamer.pk, door.vandaag, door.vandaag + DAG), door=door)

    def vraag(van: date, nachten: str) -> tuple[int, str]:
        antwoord = zoe.get(f"/zorg/{bij.pk}/opvang/", {**dag(van, "van"), "nachten": nachten})
        return antwoord.status_code, antwoord.content.decode()

    assert boekadres(bij, kamer) not in vraag(door.vandaag, "1")[1]
    assert boekadres(bij, kamer) in vraag(door.vandaag + DAG, "3")[1]
    ver = (door.vandaag + 400 * DAG, "1"), (date.max, "9")
    for van, nachten in ((door.vandaag - 30 * DAG, "1"), (door.vandaag, "93"), (door.vandaag, "x"), *ver):
        assert vraag(van, nachten)[0] == 422
    assert "tot een jaar vooruit" in vraag(date.max, "9")[1]
    post = {**dag(date.max, "van"), "nachten": "9", "reden": REDEN}
    assert zoe.post(boekadres(bij, kamer), post).status_code == 422


@pytest.mark.parametrize("gezien", ["9999-12-31", "0001-01-01", "morgen", ""])
def test_an_end_that_no_page_showed_lengthens_nothing(cast: Cast, zoe: Client, kamer: Plek, gezien: str) -> None:
    door = als(cast.zoe)
    boeking = Boeking(kamer.pk, door.vandaag, door.vandaag + DAG)
    stay = reserveer(traject_id=nederlander(door).pk, boeking=boeking, door=door)
    adres = f"/zorg/opvang/verblijf/{stay.pk}/verlengen/"
    assert zoe.post(adres, {"nachten": "9", "gezien": gezien}).status_code == 422
    assert Nacht.objects.count() == 1
    goed = {"nachten": "9", "gezien": (door.vandaag + DAG).isoformat()}
    assert zoe.post(adres, goed).status_code == 302
    assert Nacht.objects.count() == 10


def test_a_noodbed_shows_its_clock_and_the_list_of_who_waits(cast: Cast, zoe: Client) -> None:
    door = als(cast.zoe)
    bed = plek(door, voorziening(door, Opvangsoort.NOODBED_NATIONAAL))
    bij = nederlander(door)
    assert "Een noodbed mag." in blad(zoe, f"/zorg/{bij.pk}/opvang/")
    assert "Dit noodbed is voor 3 nachten." in blad(zoe, boekadres(bij, bed))
    zoe.post(boekadres(bij, bed), {**dag(door.vandaag, "van"), "nachten": "3"})
    assert "Zoek een vaste plek" in blad(zoe, f"/zorg/opvang/verblijf/{Plaatsing.objects.get().pk}/")
    wacht = {"soort": "OPV-REG", "urgentie": "URG-NU"}
    assert zoe.post(f"/zorg/{bij.pk}/opvang/wachtlijst/", wacht).status_code == 302
    assert zoe.post(f"/zorg/{bij.pk}/opvang/wachtlijst/", wacht).status_code == 422
    overzicht = blad(zoe, "/opvang/wachtlijst/")
    assert overzicht.count(bij.nummer) == 2
    assert "Nora" not in overzicht
    assert zoe.post(f"/zorg/opvang/wachtlijst/{Wachtplek.objects.get().pk}/af/").status_code == 302
    assert blad(zoe, "/opvang/wachtlijst/").count(bij.nummer) == 1


def test_a_noodbed_for_more_nights_than_it_is_for_says_so_and_the_page_follows(cast: Cast, zoe: Client) -> None:
    door = als(cast.zoe)
    bed, bij = plek(door, voorziening(door, Opvangsoort.NOODBED_NATIONAAL)), nederlander(door)
    kort = zoe.post(
        boekadres(bij, bed), {**dag(door.vandaag + 9 * DAG, "van"), "nachten": "3", "reden": REDEN}, follow=True
    )
    assert "meer nachten dan waarvoor" not in kort.content.decode()
    zoekpagina = blad(zoe, f"/zorg/{bij.pk}/opvang/")
    assert "Een noodbed mag." in zoekpagina, "tonight there is no bed yet"
    lang = zoe.post(boekadres(bij, bed), {**dag(door.vandaag, "van"), "nachten": "9"}, follow=True).content.decode()
    assert "meer nachten dan waarvoor dit noodbed is" in lang
    assert "De cliënt heeft in deze nachten al een plek." in lang
    assert "Een noodbed mag." not in lang
    assert "Wat u nu kunt doen" not in lang


def test_a_noodbed_that_does_not_fit_is_not_said_to_be_allowed(cast: Cast, zoe: Client) -> None:
    door = als(cast.zoe)
    plek(door, voorziening(door, Opvangsoort.NOODBED_NATIONAAL))
    bij = traject(door, client=client(nationaliteit="RO", identiteit={"naam": "Iemand"}))
    geef_profiel(bij, verblijf="geen", aangetroffen_in="GM0599")
    tekst = blad(zoe, f"/zorg/{bij.pk}/opvang/")
    assert "Een noodbed mag." not in tekst
    assert "Wat u nu kunt doen" in tekst


def test_the_traject_leads_to_shelter_and_its_paper_names_no_house(cast: Cast, zoe: Client, kamer: Plek) -> None:
    door = als(cast.zoe)
    bij = nederlander(door)
    reserveer(traject_id=bij.pk, boeking=Boeking(kamer.pk, door.vandaag, door.vandaag + DAG), door=door)
    assert f"/zorg/{bij.pk}/opvang/" in blad(zoe, f"/zorg/{bij.pk}/")
    papier = als_html(clientoverzicht(door, bij.pk))
    assert "Uw opvang" in papier
    assert "vrouwen- of mannenopvang" not in papier  # in words for the client
    assert "Huis" not in papier
    assert GEHEIM not in papier


def test_another_organisation_finds_no_page_of_ours(cast: Cast, kamer: Plek) -> None:
    door = als(cast.zoe)
    bij = nederlander(door)
    stay = reserveer(traject_id=bij.pk, boeking=Boeking(kamer.pk, door.vandaag, door.vandaag + DAG), door=door)
    for naam, verwacht in (("piet", 403), ("anna", 403), ("fg", 403)):
        ander = als_persoon(getattr(cast, naam))
        for adres in (f"/zorg/{bij.pk}/opvang/", f"/zorg/opvang/verblijf/{stay.pk}/", "/opvang/wachtlijst/"):
            assert blad(ander, adres, status=verwacht)
    beheer = als_persoon(cast.beheer)
    for adres in (f"/opvang/beheer/{kamer.voorziening_id}/", f"/opvang/beheer/plek/{kamer.pk}/"):
        assert blad(beheer, adres, status=404)


def test_cosm_says_what_comes_first_and_offers_no_booking_that_is_refused(cast: Cast, zoe: Client) -> None:
    door = als(cast.zoe)
    cosm = plek(door, voorziening(door, Opvangsoort.COSM_VROUWEN))
    bij = traject(door, client=client(nationaliteit="RO", identiteit={"naam": "Iemand"}))
    geef_profiel(bij, verblijf="bedenktijd", aangetroffen_in="GM0599")
    tekst = blad(zoe, f"/zorg/{bij.pk}/opvang/")
    past, via = tekst.split('id="past"')[1].split('id="via-comensha"')
    via = via.split('id="nagaan"')[0]
    assert COSM_TOESTEMMING in via and "Alleen via CoMensha" in via and cosm.voorziening.naam in via
    assert cosm.voorziening.naam not in past and "past wel een plek via CoMensha" in past
    assert f'href="/zorg/{bij.pk}/comensha/"' in tekst
    assert boekadres(bij, cosm) not in tekst
    rechtstreeks = blad(zoe, boekadres(bij, cosm))
    assert COSM_TOESTEMMING in rechtstreeks and "Boek deze plek" not in rechtstreeks


def test_a_closed_traject_looks_for_no_place(cast: Cast, zoe: Client, kamer: Plek) -> None:
    bij = nederlander(als(cast.zoe))
    adres = f"/zorg/{bij.pk}/opvang/"
    assert boekadres(bij, kamer) in blad(zoe, adres)
    Traject.objects.filter(pk=bij.pk).update(status="overgedragen", afgesloten_op=klok.nu())
    tekst = blad(zoe, adres)
    assert "zoekt u geen plek" in tekst
    boeken = zoe.get(boekadres(bij, kamer))
    assert (boeken.status_code, boeken["Location"]) == (302, adres), "that page says why"
    assert 'id="past"' not in tekst
