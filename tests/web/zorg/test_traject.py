"""The pages of a traject: from aanmelding to nazorg and closing, and who sees what on the way."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.cast import Cast, als
from tests.signalen.hulp import besloten, doorgegeven, naar_zorg
from tests.web.signalen.hulp import DADER, SLACHTOFFER, als_persoon
from tests.zorg.comenshahulp import HULPVRAAG, REGISTRATIE, comensha, hulpvraag, registratie
from tests.zorg.hulp import client, traject
from tests.zorg.test_intake import doe as doe_intake
from tests.zorg.test_loop import WAAROM, lopend

from baken.casussen.services.aannemen import accepteer
from baken.kern import klok
from baken.kern.models import Journaalregel
from baken.web.zorg.papier import als_html
from baken.zorg.inhoud import Profiel
from baken.zorg.models import Adviesgesprek, Traject, Zorgpunt
from baken.zorg.overzicht import clientoverzicht
from baken.zorg.services import aanleveren, overdragen, uitleveren
from baken.zorg.services.begeleiden import Contact, leg_contact_vast
from baken.zorg.soorten import Doelgroep

AANMELDING = {
    "doelgroep": "slachtoffer",
    "naam": "Mira Voorbeeld",
    "leeftijdsgroep": "25-29",
    "geslacht": "V",
    "telefoon": "06 12345678",
    "toelichting": "Kan nergens heen en durft niet terug.",
    "aanmelder": "Maatschappelijk werk",
    "akkoord": "ja",
    "hoe": "In een gesprek, met een tolk.",
    "woorden": "Ik vroeg of wij mogen helpen. Zij zei ja.",
}
INTAKE = {
    "verblijf": "geen",
    "ingeschreven": "nee",
    "aangetroffen_in": "GM0599",
    "taal": "Roemeens",
    "tolk": "ja",
    "kinderen_bekend": "ja",
    "kinderen": "3, 7",
    "verslag": "Rustig gesprek.",
}


@pytest.fixture
def zoe(cast: Cast) -> Client:
    return als_persoon(cast.zoe)


def dag(naam: str, op: date | None = None) -> dict[str, str]:
    op = op or klok.vandaag()
    return {f"{naam}_dag": str(op.day), f"{naam}_maand": str(op.month), f"{naam}_jaar": str(op.year)}


def lees(client: Client, pk: int, deel: str = "") -> str:
    antwoord = client.get(f"/zorg/{pk}/", {"deel": deel})
    assert antwoord.status_code == 200
    return str(antwoord.content.decode())


def post(client: Client, pk: int, pad: str, data: dict[str, Any], verwacht: int = 302) -> Any:
    antwoord = client.post(f"/zorg/{pk}/{pad}/", data)
    assert antwoord.status_code == verwacht, antwoord.content.decode()[:3000]
    return antwoord


def met_versie(pk: int, **data: Any) -> dict[str, Any]:
    return {"versie": Traject.objects.get(pk=pk).versie, **data}


def regels(handeling: str) -> int:
    return Journaalregel.objects.filter(handeling=handeling).count()


def test_from_aanmelding_to_nazorg_and_an_end(cast: Cast, zoe: Client) -> None:
    adres = zoe.post("/zorg/aanmelden/", AANMELDING)["Location"]
    pk = Traject.objects.get().pk
    assert adres == f"/zorg/{pk}/"
    blad = lees(zoe, pk)
    assert "Doe de intake" in blad
    assert "Mira" not in blad and "12345678" not in blad

    onthuld = zoe.post(f"/zorg/{pk}/toon/").content.decode()
    assert "Mira Voorbeeld" in onthuld
    assert regels("traject.onthuld") == 1

    post(zoe, pk, "intake", met_versie(pk, **INTAKE))
    over = lees(zoe, pk, "client")
    for stuk in ("Rotterdam", "Roemeens", "nergens ingeschreven", "Zorgbeleid", "0 tot en met 11 jaar"):
        assert stuk in over, stuk

    post(zoe, pk, "veiligheid", {"gevaar_nu": "nee", "vindbaar": "nee", "kinderen_veilig": "ja"})
    post(zoe, pk, "contact", {"wijze": "telefoon", "tekst": "Over de huisarts.", **dag("dag")})
    post(
        zoe, pk, "doel", {"leefgebied": "LG-WONEN", "behoefte": "Een plek.", "doel": "Een kamer.", "dienst": "DST-COSM"}
    )
    assert "Opvang in de COSM" in lees(zoe, pk, "plan")
    assert "Over de huisarts." in lees(zoe, pk, "contact")

    assert "De cliënt gaf toestemming voor hulp." in zoe.get(f"/zorg/{pk}/starten/").content.decode()
    post(zoe, pk, "starten", met_versie(pk))
    post(zoe, pk, "bedenktijd", {"verleend_door": "politie", "dublin": "nee", **dag("begin")})
    assert "Bedenktijd van 3 maanden" in lees(zoe, pk, "bedenktijd")
    (bedenktijd,) = Traject.objects.get(pk=pk).bedenktijden.all()
    einde = {"bedenktijd": bedenktijd.pk, "einde_reden": "BE-AANGIFTE", "verblijf": "vergunning", **dag("op")}
    post(zoe, pk, "bedenktijd/einde", einde)
    post(zoe, pk, "evaluatie", {"met_client": "ja", "goed": "Slaapt weer.", "anders": "Niets.", **dag("dag")})

    doel = Traject.objects.get(pk=pk).doelen.get()
    post(zoe, pk, f"doel/{doel.pk}/stand", {"versie": doel.versie, "naar": "loopt"})
    post(zoe, pk, f"doel/{doel.pk}/stand", {"versie": doel.versie + 1, "naar": "bereikt", "resultaat": "Zij woont er."})
    straks = klok.vandaag() + timedelta(days=60)
    post(zoe, pk, "nazorg", met_versie(pk, afspraken="Elke maand bellen.", **dag("tot", straks)))
    post(zoe, pk, "sluiten", met_versie(pk, afsluitreden="AZ-BEREIKT"))
    blad = lees(zoe, pk)
    assert "Afgesloten" in blad and "Nog te doen" not in blad
    post(zoe, pk, "heropenen", met_versie(pk, reden=WAAROM))
    assert Traject.objects.get(pk=pk).status == "lopend"


@pytest.mark.parametrize("wie", ["anna", "piet", "rik", "fg", "beheer", "beleid", "burgemeester", "buur"])
def test_nobody_of_another_role_or_organisation_reads_a_traject(cast: Cast, wie: str) -> None:
    t = traject(als(cast.zoe))
    assert als_persoon(getattr(cast, wie)).get(f"/zorg/{t.pk}/").status_code in {403, 404}


def test_the_traject_of_an_offender_is_not_there_for_a_colleague(cast: Cast) -> None:
    t = traject(als(cast.zoe), Doelgroep.DADER)
    zara = als_persoon(cast.zara)
    assert zara.get(f"/zorg/{t.pk}/").status_code == 404
    assert t.nummer not in zara.get("/zorg/?tab=open").content.decode()
    blad = lees(als_persoon(cast.zoe), t.pk)
    assert "Alleen voor wie dit traject doet" in blad and "deel=bedenktijd" not in blad


@pytest.mark.parametrize(
    ("pad", "data", "getypt", "zin"),
    [
        ("contact", {"wijze": "telefoon", "tekst": "Getypt woord."}, "Getypt woord.", "Vul in wanneer"),
        ("veiligheid", {"gevaar_nu": "ja", "vindbaar": "ja", "kinderen_veilig": "nvt"}, "", "wie doet wat"),
        ("evaluatie", {"goed": "Getypt woord."}, "Getypt woord.", "er anders moet"),
        ("doel", {"leefgebied": "LG-GELD", "behoefte": "", "doel": "Getypt woord."}, "Getypt woord.", "nodig heeft"),
        ("toestemming", {"doel": "delen", "hoe": "Getypt woord.", "woorden": "kort"}, "Getypt woord.", "met welke"),
        ("bedenktijd", {"verleend_door": "politie"}, "", "Dublinzaak"),
        ("overdragen", {"reden": "Getypt woord."}, "Getypt woord.", "Kies een collega"),
        ("nazorg", {"afspraken": "Getypt woord."}, "Getypt woord.", "tot wanneer"),
        ("sluiten", {"reden": "Getypt woord."}, "Getypt woord.", "Kies waarom"),
    ],
)
def test_a_mistake_says_what_to_do_and_keeps_what_was_typed(
    cast: Cast, zoe: Client, pad: str, data: dict[str, str], getypt: str, zin: str
) -> None:
    t = lopend(cast)
    uit = post(zoe, t.pk, pad, met_versie(t.pk, **data), 422).content.decode()
    assert getypt in uit and zin in uit


def test_a_page_that_is_old_says_so_and_can_be_confirmed(cast: Cast, zoe: Client) -> None:
    t = lopend(cast)
    oud = {"versie": t.versie - 1, "afsluitreden": "AZ-BEREIKT"}
    uit = post(zoe, t.pk, "sluiten", oud, 409).content.decode()
    assert "intussen veranderd" in uit
    assert f'name="versie" value="{t.versie}"' in uit
    post(zoe, t.pk, "gemeente", {"versie": 0, "ingeschreven": "nee"}, 409)


def test_a_page_for_an_act_that_passed_leads_back_to_the_traject(cast: Cast, zoe: Client) -> None:
    t = lopend(cast)
    for pad in ("starten", "niet-starten", "verder", "heropenen"):
        assert zoe.get(f"/zorg/{t.pk}/{pad}/")["Location"] == f"/zorg/{t.pk}/"
    post(zoe, t.pk, "starten", met_versie(t.pk), 409)


def test_consent_is_taken_back_with_one_button_and_starting_then_asks_why(cast: Cast, zoe: Client) -> None:
    t = doe_intake(cast, traject(als(cast.zoe)))
    (toestemming,) = t.dossier.toestemmingen.all()
    assert "Geldt" in lees(zoe, t.pk, "toestemming")
    post(zoe, t.pk, "toestemming/intrekken", {"toestemming": toestemming.pk})
    assert "Geldt niet" in lees(zoe, t.pk, "toestemming")
    assert "waarom u toch start" in zoe.get(f"/zorg/{t.pk}/starten/").content.decode()
    nieuw = {
        "doel": "zorg",
        "hoe": "In een gesprek.",
        "woorden": "Ik vroeg het opnieuw. Zij zei weer ja.",
        "taal": "Engels",
    }
    post(zoe, t.pk, "toestemming", nieuw)
    assert "keer 2" in lees(zoe, t.pk, "toestemming")


def test_what_is_said_when_consent_is_taken_back_is_what_happens(cast: Cast, zoe: Client) -> None:
    t = lopend(cast)
    post(zoe, t.pk, "doel", {"leefgebied": "LG-GELD", "behoefte": "Schulden."})
    (toestemming,) = t.dossier.toestemmingen.all()
    weg = zoe.post(f"/zorg/{t.pk}/toestemming/intrekken/", {"toestemming": toestemming.pk}, follow=True)
    tekst = weg.content.decode()
    assert "Wat daarop rustte, stopt." not in tekst
    assert "De cliënt trok de toestemming in: Hulp en zorgcoördinatie" in tekst
    assert "Er is nog 1 doel open." in tekst
    geweigerd = post(zoe, t.pk, "doel", {"leefgebied": "LG-GELD", "behoefte": "Nog iets."}, 422).content.decode()
    assert "De cliënt trok de toestemming voor hulp en zorgcoördinatie in op" in geweigerd
    assert "Nog iets." in geweigerd


def test_the_client_is_not_named_in_texts_until_the_identity_is_shown(cast: Cast, zoe: Client) -> None:
    t = lopend(cast, toelichting="Mira Voorbeeld kan nergens heen.", aanmelder="Tante van Mira")
    contact = Contact(klok.vandaag(), "telefoon", "Mira belde met 06-12345678.")
    leg_contact_vast(traject_id=t.pk, contact=contact, door=als(cast.zoe))
    post(zoe, t.pk, "doel", {"leefgebied": "LG-GELD", "behoefte": "Schulden van Mira."})
    doel = t.doelen.get()
    for deel in ("overzicht", "client", "plan", "contact"):
        assert "Mira" not in lees(zoe, t.pk, deel), deel
    assert "[cliënt] belde met [cliënt]." in lees(zoe, t.pk, "contact")
    assert regels("traject.onthuld") == 0
    getoond = zoe.post(f"/zorg/{t.pk}/toon/", {"deel": "contact"}).content.decode()
    assert "Mira belde met 06-12345678." in getoond
    assert regels("traject.onthuld") == 1
    bewerk = zoe.get(f"/zorg/{t.pk}/doel/{doel.pk}/").content.decode()
    assert "Schulden van Mira." in bewerk, "what is changed is read as it was written"
    assert regels("traject.onthuld") == 2
    anders = {"versie": doel.versie, "leefgebied": "LG-GELD", "behoefte": "Schulden van Mira bij de bank."}
    assert zoe.post(f"/zorg/{t.pk}/doel/{doel.pk}/", anders).status_code == 302
    assert "Schulden van [cliënt] bij de bank." in lees(zoe, t.pk, "plan")


def test_a_bedenktijd_that_is_over_is_said_to_be_over(cast: Cast, zoe: Client) -> None:
    t = lopend(cast)
    begin = klok.vandaag() - timedelta(days=200)
    data = {**dag("begin", begin), "dublin": "nee", "verleend_door": "politie"}
    tekst = zoe.post(f"/zorg/{t.pk}/bedenktijd/", data, follow=True).content.decode()
    assert "maar die eindigde al op" in tekst
    assert "Baken waarschuwt u op tijd" not in tekst


def test_a_client_is_corrected_and_seeing_the_identity_for_it_is_a_line(cast: Cast, zoe: Client) -> None:
    t = traject(als(cast.zoe))
    assert "Mira Voorbeeld" in zoe.get(f"/zorg/{t.pk}/client/").content.decode()
    assert regels("traject.onthuld") == 1
    post(zoe, t.pk, "client", met_versie(t.pk, naam="Mira Beter", leeftijdsgroep="30-49"))
    assert "Mira Beter" in zoe.post(f"/zorg/{t.pk}/toon/").content.decode()


def test_a_goal_is_changed_on_a_page_of_its_own(cast: Cast, zoe: Client) -> None:
    t = lopend(cast)
    post(zoe, t.pk, "doel", {"leefgebied": "LG-GELD", "behoefte": "Schulden."})
    doel = t.doelen.get()
    assert "Schulden." in zoe.get(f"/zorg/{t.pk}/doel/{doel.pk}/").content.decode()
    anders = {
        "versie": doel.versie,
        "leefgebied": "LG-GELD",
        "behoefte": "Schulden.",
        "doel": "Rust.",
        "aanbieder": "Wijkteam",
    }
    assert zoe.post(f"/zorg/{t.pk}/doel/{doel.pk}/", anders).status_code == 302
    assert zoe.post(f"/zorg/{t.pk}/doel/{doel.pk}/", anders).status_code == 409
    fout = zoe.post(f"/zorg/{t.pk}/doel/{doel.pk}/stand/", {"versie": doel.versie + 1, "naar": "vervallen"})
    assert fout.status_code == 422


def test_a_minor_shows_the_way_of_the_jeugdwet(cast: Cast, zoe: Client) -> None:
    t = traject(als(cast.zoe), client=client(leeftijdsgroep="12-17"))
    assert "Betrek jeugdhulp of Veilig Thuis" in lees(zoe, t.pk)
    assert "0800-2000" in lees(zoe, t.pk, "plan")
    assert "Jeugdwet" in lees(zoe, t.pk, "client")
    assert 'href="/casussen/jeugd/"' in lees(zoe, t.pk, "plan")


@pytest.mark.parametrize(
    ("leeftijd", "vormen", "staat"),
    [("18-24", ("CRIM",), True), ("18-24", ("SEKS",), False), ("30-49", ("CRIM",), False)],
)
def test_a_young_client_in_crime_leads_to_the_approach_of_jonge_aanwas(
    cast: Cast, zoe: Client, leeftijd: str, vormen: tuple[str, ...], staat: bool
) -> None:
    t = traject(als(cast.zoe), client=client(leeftijdsgroep=leeftijd), vormen=vormen)
    assert ("/casussen/jeugd/#jonge-aanwas" in lees(zoe, t.pk, "plan")) is staat


def test_a_colleague_answers_a_hand_over_on_the_own_list(cast: Cast, zoe: Client) -> None:
    t = lopend(cast)
    post(zoe, t.pk, "overdragen", {"naar": cast.zara.pk, "reden": WAAROM})
    (o,) = overdragen.overdrachten_aan(als(cast.zara))
    zara = als_persoon(cast.zara)
    lijst = zara.get("/zorg/").content.decode()
    assert t.nummer in lijst
    assert "Lees eerst het traject" in lijst
    assert "Na uw ja" not in lijst, "a colleague reads it already"
    assert zara.post(f"/zorg/overdracht/{o.pk}/", {"besluit": "nee"}).status_code == 422
    assert zara.post(f"/zorg/overdracht/{o.pk}/", {"besluit": "ja"})["Location"] == f"/zorg/{t.pk}/"
    assert zoe.post(f"/zorg/overdracht/{o.pk}/", {"besluit": "ja"}).status_code == 404


def test_a_hand_over_is_taken_back_and_a_traject_without_coordinator_is_taken_over(cast: Cast, zoe: Client) -> None:
    t = lopend(cast)
    post(zoe, t.pk, "overdragen", {"naar": cast.zara.pk, "reden": WAAROM})
    o = t.overdrachten.get()
    assert "Wacht op antwoord" in lees(zoe, t.pk, "overdragen")
    post(zoe, t.pk, "overdragen/intrekken", {"overdracht": o.pk})
    post(zoe, t.pk, "overnemen", met_versie(t.pk), 409)
    cast.zoe.aanstellingen.update(geldig_tot=klok.vandaag())
    zara = als_persoon(cast.zara)
    assert "geen coördinator meer" in lees(zara, t.pk, "overdragen")
    post(zara, t.pk, "overnemen", met_versie(t.pk))


def test_the_list_shows_clocks_and_load_and_no_person(cast: Cast, zoe: Client) -> None:
    gisteren = klok.vandaag() - timedelta(days=1)
    with klok.zet_stil(klok.nu() - timedelta(days=5)):
        t = lopend(cast)
        gesprek = Contact(klok.vandaag(), "telefoon", "Ja.", gisteren)
        leg_contact_vast(traject_id=t.pk, contact=gesprek, door=als(cast.zoe))
    begin = klok.vandaag() - timedelta(days=85)
    post(zoe, t.pk, "bedenktijd", {"verleend_door": "kmar", "dublin": "nee", **dag("begin", begin)})
    for tab in ("mijn", "open", "klok", "te_laat"):
        blad = zoe.get("/zorg/", {"tab": tab}).content.decode()
        assert t.nummer in blad, tab
        assert "Mira" not in blad
    assert t.nummer not in zoe.get("/zorg/?tab=gesloten").content.decode()
    assert "1 open traject" in blad


def test_the_list_asks_as_many_queries_for_twenty_as_for_one(cast: Cast, zoe: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as gevraagd:
            zoe.get("/zorg/?tab=open")
        return len(gevraagd)

    traject(als(cast.zoe))
    queries()  # what is kept in memory is read once
    een = queries()
    for nummer in range(6):
        traject(als(cast.zoe), client=client(identiteit={"naam": f"Persoon {nummer}"}))
    assert queries() == een


def test_the_client_gets_on_paper_what_is_recorded_and_with_whom_it_is_shared(cast: Cast, zoe: Client) -> None:
    t = lopend(cast)
    post(
        zoe,
        t.pk,
        "doel",
        {"leefgebied": "LG-WONEN", "behoefte": "Een plek.", "doel": "Een kamer.", "aanbieder": "Wijkteam"},
    )
    post(zoe, t.pk, "contact", {"wijze": "telefoon", "tekst": "Aantekening kwikstaart.", **dag("dag")})
    antwoord = zoe.get(f"/zorg/{t.pk}/overzicht.pdf")
    assert antwoord["Content-Type"] == "application/pdf"
    assert "Mira" not in antwoord["Content-Disposition"]
    assert antwoord.content.startswith(b"%PDF")
    tekst = als_html(clientoverzicht(als(cast.zoe), t.pk))
    for stuk in (
        "Mira Voorbeeld",
        "Roemeens",
        "Een kamer.",
        "Wijkteam",
        "U zei ja op",
        "Wij deelden niets",
        "artikel 77",
    ):
        assert stuk in tekst, stuk
    assert "kwikstaart" not in tekst
    assert regels("traject.overzicht") == 2
    assert als_persoon(cast.anna).get(f"/zorg/{t.pk}/overzicht.pdf").status_code in {403, 404}


def test_the_paper_says_what_went_to_comensha_and_only_what_was_handed_over(cast: Cast) -> None:
    comensha(cast)
    t, door = lopend(cast), als(cast.zoe)
    telling, hulp = registratie(cast, van=t, klaar=True), hulpvraag(cast, van=t, klaar=True)
    uitleveren.lever_uit(soort=REGISTRATIE, ids=[telling.pk], vorm="csv", door=door)
    uitleveren.lever_uit(soort=HULPVRAAG, ids=[hulp.pk], vorm="csv", door=door)
    assert "Wij deelden niets" in als_html(clientoverzicht(door, t.pk))  # a file that nobody got yet
    gaf = uitleveren.Overhandiging("post", klok.vandaag(), "Balie")
    avond = datetime.combine(klok.vandaag(), time(23, 30), UTC)  # half past midnight, or later, in the Netherlands
    with klok.zet_stil(avond):
        uitleveren.leg_verzending_vast(soort=REGISTRATIE, aanlevering_id=telling.pk, versie=2, gaf=gaf, door=door)
    morgen = klok.vandaag() + timedelta(days=1)
    gevonden = clientoverzicht(door, t.pk)
    assert [(g.ontvanger, g.op) for g in gevonden.gedeeld.uit_traject] == [("CoMensha", morgen)]
    papier = als_html(gevonden)
    assert "uw nationaliteit" in papier and "hoe u werd gedwongen" in papier
    assert "alleen dat u hulp krijgt" not in papier and "welke hulp u zoekt" not in papier
    uitleveren.leg_verzending_vast(soort=HULPVRAAG, aanlevering_id=hulp.pk, versie=2, gaf=gaf, door=door)
    aanleveren.trek_in(soort=REGISTRATIE, aanlevering_id=telling.pk, versie=3, door=door)
    papier = als_html(clientoverzicht(door, t.pk))
    assert "welke hulp u zoekt" in papier and "uw nationaliteit" in papier  # taken back, but CoMensha had it


def test_advice_is_counted_and_the_place_of_the_coordination_is_data(cast: Cast, zoe: Client) -> None:
    telling = {"soort": "advies", "vrager": "gemeente", "aantal": "2", **dag("dag")}
    assert zoe.post("/zorg/advies/", telling).status_code == 302
    assert Adviesgesprek.objects.get().aantal == 2
    assert zoe.post("/zorg/advies/", {**telling, "aantal": "0"}).status_code == 422
    assert "Advies of consult" in zoe.get("/zorg/advies/").content.decode()
    blad = zoe.get("/zorg/zorgpunt/").content.decode()
    assert "zeven taken" in blad and blad.count("hulpverlening per (mogelijk) slachtoffer") == 1
    assert zoe.post("/zorg/zorgpunt/", {"plaats": "zvh", "structureel": "nee"}).status_code == 302
    assert Zorgpunt.objects.get().structureel == "nee"
    assert zoe.post("/zorg/zorgpunt/", {"plaats": "maan"}).status_code == 422
    assert als_persoon(cast.beheer).get("/zorg/zorgpunt/").status_code == 200
    assert als_persoon(cast.anna).get("/zorg/advies/").status_code == 403


def test_somebody_who_has_a_traject_here_is_not_taken_in_twice(cast: Cast, zoe: Client) -> None:
    t = traject(als(cast.zoe))
    dubbel = {**AANMELDING, **dag("geboortedatum", date(1998, 4, 3))}
    uit = zoe.post("/zorg/aanmelden/", dubbel)
    assert uit.status_code == 422
    assert t.nummer in uit.content.decode() and "Maatschappelijk werk" in uit.content.decode()


def test_a_client_who_comes_from_a_casus_is_not_typed_again(cast: Cast, zoe: Client) -> None:
    signaal = besloten(cast, personen=(SLACHTOFFER, DADER))
    groepen = frozenset({"identiteit", "contact", "zorg"})
    _s, (pakket,) = doorgegeven(cast, naar_zorg(cast, veldgroepen=groepen, procesregie=True), signaal=signaal)
    casus = accepteer(verstrekking_id=pakket.pk, door=als(cast.zoe))
    adres = f"/zorg/aanmelden/?casus={casus.pk}"
    assert adres in zoe.get(f"/casussen/{casus.pk}/").content.decode()
    vooraf = zoe.get(adres).content.decode()
    assert "persoon=1" in vooraf and "Xandra" not in vooraf
    gevuld = zoe.get(f"{adres}&persoon=1").content.decode()
    assert "Xandra Verzonnen" in gevuld and regels("casus.onthuld") == 1
    assert zoe.post("/zorg/aanmelden/", {**AANMELDING, "casus": casus.pk}).status_code == 302
    assert Traject.objects.get().casus_id == casus.pk
    assert "Er loopt nog een zorgtraject." in zoe.get(f"/casussen/{casus.pk}/sluiten/").content.decode()
    for raar in ("abc", "9" * 30, "987654", ""):
        assert zoe.get(f"/zorg/aanmelden/?casus={raar}").status_code == 200


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"woorden": "ja"}, "ten minste 20"),
        ({"hoe": ""}, "hoe de toestemming"),
        ({"akkoord": "nee"}, "ten minste 20"),
        ({"akkoord": ""}, "toestemming gaf"),
        ({"leeftijdsgroep": "12-17"}, "Vul in wie toestemming gaf: de jongere zelf"),
        ({"naam": "", "telefoon": ""}, "een manier om de persoon te bereiken"),
    ],
)
def test_an_aanmelding_that_says_too_little_stays_on_the_page(
    cast: Cast, zoe: Client, anders: dict[str, str], zin: str
) -> None:
    uit = zoe.post("/zorg/aanmelden/", {**AANMELDING, **anders})
    assert uit.status_code == 422
    assert zin in uit.content.decode() and "Kan nergens heen" in uit.content.decode()


@pytest.mark.parametrize(
    ("profiel", "zin"),
    [
        ({"ingeschreven": "ja", "ingeschreven_in": "GM0599"}, "omdat u in deze gemeente staat ingeschreven"),
        ({"ingeschreven": "nee", "aangetroffen_in": "GM0599"}, "de gemeente waar u bent gevonden"),
        ({"aangetroffen_in": "GM0599"}, "Tot wij dat weten"),
        ({}, "Wij zoeken uit"),
    ],
)
def test_the_paper_says_to_the_client_why_it_is_that_gemeente(cast: Cast, profiel: dict[str, str], zin: str) -> None:
    door, t = als(cast.zoe), traject(als(cast.zoe))
    doe_intake(cast, t, Profiel(**profiel))
    papier = als_html(clientoverzicht(door, t.pk))
    assert zin in papier
    assert "de persoon" not in papier.lower()
