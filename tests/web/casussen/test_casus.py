"""The pages of a casus: from a packet to an end that the reporter hears of, and who sees what on the way."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.cast import Cast, als, medewerker
from tests.gereedschap.momentopname import herhaalbaar
from tests.signalen.hulp import besloten, doorgegeven, naar_riec, naar_zorg
from tests.web.signalen.hulp import DADER, NAMEN, PLEK, SLACHTOFFER, als_persoon, formulier, vul_in

from baken.casussen.models import Casus
from baken.casussen.pseudoniemen import bekenden
from baken.casussen.services.aannemen import accepteer
from baken.dossiers.models import Verstrekking
from baken.kern import bewaartermijnen, klok
from baken.kern.models import Journaalregel
from baken.kern.ontvangstcode import nieuwe_code
from baken.keten.models import Actie
from baken.organisaties.rollen import Rol
from baken.signalen import volgen

REDEN = "Een ander neemt dit verder over."


@pytest.fixture
def zoe(cast: Cast) -> Client:
    return als_persoon(cast.zoe)


@pytest.fixture
@herhaalbaar
def casus(cast: Cast) -> Casus:
    """Return a casus of zoe with a person and a place."""
    signaal = besloten(cast, personen=(SLACHTOFFER, DADER), locaties=(PLEK,))
    groepen = frozenset({"identiteit", "contact", "zorg", "locatie"})
    _s, (zorg,) = doorgegeven(cast, naar_zorg(cast, veldgroepen=groepen, procesregie=True), signaal=signaal)
    return accepteer(verstrekking_id=zorg.pk, door=als(cast.zoe))


def adres(casus: Casus, deel: str = "") -> str:
    return f"/casussen/{casus.pk}/{deel}"


def dag(op: object = None, naam: str = "voor") -> dict[str, str]:
    op = op or klok.vandaag()
    return {f"{naam}_dag": str(op.day), f"{naam}_maand": str(op.month), f"{naam}_jaar": str(op.year)}  # type: ignore[attr-defined]


def test_from_a_packet_to_an_end_that_the_reporter_hears_of(cast: Cast) -> None:
    code = nieuwe_code()
    signaal = besloten(cast, personen=(SLACHTOFFER, DADER), locaties=(PLEK,), code=code)
    _s, (zorg, zvh) = doorgegeven(cast, signaal=signaal)
    zoe, anna, piet = (als_persoon(getattr(cast, naam)) for naam in ("zoe", "anna", "piet"))
    eigen = zoe.post(f"/ontvangen/{zorg.pk}/accepteren/")["Location"]
    van_piet = piet.post(f"/ontvangen/{zvh.pk}/accepteren/")["Location"]

    # the own page: under pseudonym, masked, two approaches, the packet, what is to be done
    blad = zoe.get(eigen).content.decode()
    for stuk in ("Persoon 1 (slachtoffer)", "Slachtofferaanpak", "Daderaanpak", "niet voor uw rol", "Nog te doen"):
        assert stuk in blad
    assert f"/ontvangen/{zorg.pk}/" in blad
    for naam in NAMEN:
        assert naam not in blad
    onthuld = zoe.post(f"{eigen}toon/").content.decode()
    assert "Xandra Verzonnen" in onthuld
    assert "Ype" not in onthuld
    assert Journaalregel.objects.filter(handeling="casus.onthuld").count() == 1

    # an actie, and a bounded text to the sender
    morgen = klok.vandaag() + timedelta(days=1)
    actie = {"tekst": "Bellen met de huisarts.", "eigenaar": str(cast.zoe.pk), **dag(morgen)}
    assert zoe.post(f"{eigen}actie/", actie).status_code == 302
    assert "Bellen met de huisarts." in zoe.get(eigen).content.decode()
    assert zoe.post(f"{eigen}afloop/", {"afloop": "AFL-ZORG"}).status_code == 302
    assert "Nieuw" in anna.get("/signalen/?tab=antwoord").content.decode()
    assert signaal.nummer in anna.get("/signalen/?tab=antwoord").content.decode()
    assert "De hulp of zorg is gestart." in anna.get(f"/signalen/{signaal.pk}/").content.decode()

    # closing: what is open asks a reason; the packet is finished
    sluiten = zoe.get(f"{eigen}sluiten/")
    assert "1 actie open" in sluiten.content.decode()
    data = vul_in(sluiten, "afsluitreden", afsluitreden="klaar")
    assert zoe.post(f"{eigen}sluiten/", data).status_code == 422
    assert zoe.post(f"{eigen}sluiten/", {**data, "reden": REDEN}).status_code == 302
    zorg.refresh_from_db()
    casus = Casus.objects.get(bronnen__verstrekking=zorg)
    assert zorg.status == "afgerond"
    assert casus.afgesloten_op is not None
    assert "Ons werk hieraan is klaar." in anna.get(f"/signalen/{signaal.pk}/").content.decode()

    # retention knows it, and the reporter can hear that it is done once the other is done too
    bewaartermijnen.laad_standaardregels()
    regel = bewaartermijnen.bewaarregel_voor("casus", cast.zorg.pk)
    vind = bewaartermijnen.geregistreerd()["casussen.Casus"].vind
    assert regel is not None
    assert vind is not None
    assert str(casus.pk) in {k.object_id for k in vind(regel, klok.maanden_erbij(klok.vandaag(), 60))}
    keuzes = formulier(anna.get(f"/signalen/{signaal.pk}/terugkoppelen/"), "bericht")["keuzes"]["bericht"]
    assert "afgerond" not in keuzes
    versie = Casus.objects.get(bronnen__verstrekking=zvh).versie
    assert piet.post(f"{van_piet}sluiten/", {"versie": versie, "afsluitreden": "klaar"}).status_code == 302
    form = anna.get(f"/signalen/{signaal.pk}/terugkoppelen/")
    verteld = anna.post(f"/signalen/{signaal.pk}/terugkoppelen/", vul_in(form, "bericht", bericht="afgerond"))
    assert verteld.status_code == 302
    assert "afgerond" in volgen.volg(code).terugkoppelingen[0][1]


def test_who_sees_a_casus(cast: Cast, casus: Casus) -> None:
    """The owner's role reads it; another organisation gets a 404 as for nothing; a role without the right a 403."""
    statussen = {naam: als_persoon(getattr(cast, naam)).get(adres(casus)).status_code for naam in cast.mensen}
    anders = {"zoe": 200, **dict.fromkeys(("anna", "vera", "buur", "piet", "rik"), 404)}
    assert statussen == {naam: anders.get(naam, 403) for naam in cast.mensen}
    for naam in ("piet", "rik", "buur"):
        assert casus.nummer not in als_persoon(getattr(cast, naam)).get("/casussen/").content.decode()


def test_the_list_shows_number_state_and_first_actie_and_nobody(cast: Cast, zoe: Client, casus: Casus) -> None:
    zoe.post(adres(casus, "actie/"), {"tekst": "Bellen met Xandra.", "eigenaar": str(cast.zoe.pk), **dag()})
    lijst = zoe.get("/casussen/").content.decode()
    assert casus.nummer in lijst
    for naam in (*NAMEN, "Bellen"):
        assert naam not in lijst
    assert casus.nummer not in zoe.get("/casussen/?tab=te_laat").content.decode()
    Actie.objects.update(voor=klok.vandaag() - timedelta(days=2))
    assert casus.nummer in zoe.get("/casussen/?tab=te_laat").content.decode()
    assert casus.nummer in zoe.get("/casussen/?tab=mijn").content.decode()
    assert casus.nummer not in zoe.get("/casussen/?tab=gesloten").content.decode()
    for vreemd in ("?tab=weg", "?pagina=x", "?pagina=99999999", "?tab=open&pagina=-1"):
        assert zoe.get(f"/casussen/{vreemd}").status_code == 200


def test_the_number_of_queries_does_not_grow_with_the_list(cast: Cast, zoe: Client, casus: Casus) -> None:
    def aantal() -> int:
        with CaptureQueriesContext(connection) as vragen:
            zoe.get("/casussen/")
        return len(vragen)

    aantal()
    een = aantal()
    for _ in range(4):
        _s, (zorg,) = doorgegeven(cast, naar_zorg(cast, procesregie=True))
        accepteer(verstrekking_id=zorg.pk, door=als(cast.zoe))
    assert aantal() == een


@pytest.mark.parametrize(
    ("deel", "data", "zin"),
    [
        ("actie/", {"tekst": "", "eigenaar": "", "voor_dag": "31", "voor_maand": "2", "voor_jaar": "2026"}, "Schrijf"),
        ("actie/", {"tekst": "Bewaar mij.", "eigenaar": "999", **dag()}, "Bewaar mij."),
        ("stand/", {"naar": "vastgelopen", "reden": "te kort", "versie": "1"}, "te kort"),
        ("stand/", {"naar": "opgeschaald", "reden": "", "versie": "1"}, "hoort daar niet bij"),
        ("team/", {"medewerker": "999999"}, "hoort daar niet bij"),
        ("afloop/", {"afloop": "AFL-KLAAR"}, "hoort daar niet bij"),
        ("afloop/", {"afloop": "AFL-ZORG", "toelichting": "Xandra is veilig."}, "Xandra is veilig."),
        ("sluiten/", {"versie": "1", "toelichting": "Bewaar dit."}, "Bewaar dit."),
        ("sluiten/", {"versie": "1", "afsluitreden": "klaar", "toelichting": "aan Verzonnenkade 1"}, "Verzonnenkade"),
    ],
)
def test_a_mistake_keeps_what_was_typed(zoe: Client, casus: Casus, deel: str, data: dict[str, str], zin: str) -> None:
    antwoord = zoe.post(adres(casus, deel), data)
    assert antwoord.status_code == 422
    assert zin in antwoord.content.decode()
    casus.refresh_from_db()
    assert (casus.status, casus.versie) == ("open", 1)
    assert not Actie.objects.exists()
    assert Verstrekking.objects.get(casusbron__casus=casus).status == "geaccepteerd"


def test_the_riec_is_offered_no_start_of_care_also_after_a_mistake(cast: Cast) -> None:
    _s, (pakket,) = doorgegeven(cast, naar_riec(cast, procesregie=True))
    casus = accepteer(verstrekking_id=pakket.pk, door=als(cast.rik))
    assert isinstance(casus, Casus)
    rik = als_persoon(cast.rik)
    for keuze in ("AFL-KLAAR", "AFL-ZORG"):
        antwoord = rik.post(adres(casus, "afloop/"), {"afloop": keuze, "toelichting": "Bewaar mij."})
        tekst = antwoord.content.decode()
        assert antwoord.status_code == 422
        assert "Bewaar mij." in tekst
        assert 'value="AFL-OPGEPAKT"' in tekst and 'value="AFL-ZORG"' not in tekst


@pytest.mark.parametrize("deel", ["stand/", "sluiten/"])
def test_a_page_that_is_out_of_date_changes_nothing(zoe: Client, casus: Casus, deel: str) -> None:
    assert zoe.post(adres(casus, "stand/"), {"naar": "in_overleg", "versie": "1"}).status_code == 302
    data = {"naar": "vastgelopen", "reden": REDEN, "afsluitreden": "klaar", "versie": "1"}
    assert zoe.post(adres(casus, deel), data).status_code == 409
    casus.refresh_from_db()
    assert casus.status == "in_overleg"


def test_a_double_click_finishes_an_actie_once(cast: Cast, zoe: Client, casus: Casus) -> None:
    zoe.post(adres(casus, "actie/"), {"tekst": "Bellen.", "eigenaar": str(cast.zoe.pk), **dag()})
    data = {"actie": str(Actie.objects.get().pk), "naar": "klaar"}
    assert zoe.post(adres(casus, "actie/afronden/"), data).status_code == 302
    assert zoe.post(adres(casus, "actie/afronden/"), data).status_code == 409
    assert zoe.post(adres(casus, "actie/afronden/"), {"actie": "x", "naar": "weg"}).status_code == 422


def test_a_colleague_joins_and_only_the_director_has_the_button_to_close(cast: Cast, zoe: Client, casus: Casus) -> None:
    zara = medewerker("zara", cast.zorg, Rol.ZORGCOORDINATOR)
    assert zoe.post(adres(casus, "team/"), {"medewerker": str(zara.pk)}).status_code == 302
    blad = als_persoon(zara).get(adres(casus)).content.decode()
    assert "Alleen de procesregisseur" in blad
    assert adres(casus, "sluiten/") not in blad
    assert als_persoon(zara).get(adres(casus, "sluiten/")).status_code == 403
    assert adres(casus, "sluiten/") in zoe.get(adres(casus)).content.decode()


def test_a_closed_casus_is_read_only_until_it_is_reopened(zoe: Client, casus: Casus) -> None:
    assert zoe.get(adres(casus, "heropenen/")).status_code == 302  # nothing to reopen
    zoe.post(adres(casus, "sluiten/"), {"versie": "1", "afsluitreden": "klaar"})
    blad = zoe.get(adres(casus)).content.decode()
    for deel in ("actie/", "stand/", "team/", "afloop/", "sluiten/"):
        assert f'action="{adres(casus, deel)}"' not in blad
        assert zoe.post(adres(casus, deel), {"versie": "2"}).status_code in {302, 409, 422}
    casus.refresh_from_db()
    assert casus.status == "afgesloten"
    heropen = zoe.get(adres(casus, "heropenen/"))
    assert zoe.post(adres(casus, "heropenen/"), vul_in(heropen, "reden", reden="kort")).status_code == 422
    assert zoe.post(adres(casus, "heropenen/"), vul_in(heropen, "reden", reden=REDEN)).status_code == 302
    casus.refresh_from_db()
    assert (casus.status, casus.afgesloten_op) == ("heropend", None)
    assert REDEN in zoe.get(adres(casus)).content.decode()


def test_the_riec_sees_the_offender_side_only(cast: Cast) -> None:
    signaal = besloten(cast, personen=(SLACHTOFFER, DADER))
    beide = frozenset({"slachtoffer", "dader"})
    groepen = frozenset({"identiteit", "strafbaar"})
    voorstel = naar_riec(cast, over_wie=beide, veldgroepen=groepen, procesregie=True)
    _s, (pakket,) = doorgegeven(cast, voorstel, signaal=signaal)
    rik = als_persoon(cast.rik)
    eigen = rik.post(f"/ontvangen/{pakket.pk}/accepteren/")["Location"]
    blad = rik.post(f"{eigen}toon/").content.decode()
    assert "Ype Verzonnen" in blad
    assert "houdt papieren bij zich" in blad
    assert "Xandra" not in blad
    assert "niet voor uw rol" in blad


def test_a_casus_at_the_table_says_that_it_cannot_close_yet(cast: Cast, zoe: Client, casus: Casus) -> None:
    Casus.objects.filter(pk=casus.pk).update(status="opgeschaald")
    eigen = f"/casussen/{casus.pk}/"
    assert f"{eigen}sluiten/" not in zoe.get(eigen).content.decode()
    assert "Deze casus is opgeschaald." in zoe.get(f"{eigen}sluiten/", follow=True).content.decode()
    versie = str(Casus.objects.get().versie)
    zoe.post(f"{eigen}sluiten/", {"versie": versie, "afsluitreden": "klaar", "reden": REDEN})
    assert Casus.objects.get().status == "opgeschaald"


def test_a_closed_casus_opens_no_page_to_change_it(zoe: Client, casus: Casus) -> None:
    Casus.objects.filter(pk=casus.pk).update(status="afgesloten", afgesloten_op=klok.nu(), afsluitreden="klaar")
    eigen = f"/casussen/{casus.pk}/"
    for deel in ("persoon/", "plaats/", "kenmerken/"):
        antwoord = zoe.get(f"{eigen}{deel}", follow=True)
        assert antwoord.redirect_chain == [(eigen, 302)]
        assert "Deze casus is gesloten." in antwoord.content.decode()


def test_who_goes_back_to_the_names_gets_the_page_without_names(zoe: Client, casus: Casus) -> None:
    terug = zoe.get(f"/casussen/{casus.pk}/toon/")
    assert (terug.status_code, terug["Location"]) == (302, f"/casussen/{casus.pk}/")
    assert not Journaalregel.objects.filter(handeling="casus.onthuld").exists()


def test_who_reads_names_reads_the_place_that_came_with_a_packet(casus: Casus) -> None:
    assert any(PLEK.adres in velden.values() for _naam, velden in bekenden(casus))
    met_namen = bekenden(casus, behalve=lambda _persoon: True)
    assert not any("adres" in velden for _naam, velden in met_namen)
