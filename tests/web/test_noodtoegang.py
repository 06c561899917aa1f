"""The pages of noodtoegang: asking by number, reading for a few hours, and the FG's judgement."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import Cast, aanmelden, als, maak_cast, medewerker, nieuw_signaal
from tests.gereedschap.momentopname import herhaalbaar
from tests.signalen.hulp import doorgegeven
from tests.web.signalen.hulp import NAMEN, als_persoon, rijk_signaal

from baken.dossiers.models import Noodtoegang
from baken.dossiers.noodtoegang import MISSERS_PER_DAG
from baken.kern import klok
from baken.kern.models import Journaalregel
from baken.organisaties.rollen import Rol
from baken.signalen.models import Signaal
from baken.signalen.services import behandelen, melden
from baken.signalen.soorten import Kanaal

OPENEN = "/noodtoegang/"
TOEZICHT = "/noodtoegang/toezicht/"
REDEN = "De behandelaar is niet te bereiken en de politie vraagt nu om het adres."
POSTS = ("oppakken", "toewijzen", "afschermen", "bericht", "sluiten", "aanvullen", "risicofactoren", "beoordelen")
WERKPAGINAS = ("aanvullen", "risicofactoren", "beoordelen", "terugkoppelen", "doorgeleiden")
OORDEEL = {"oordeel": "terecht", "opmerking": "Nagevraagd bij het team, dit klopt."}


@pytest.fixture
def cast(db: None) -> Cast:
    return maak_cast()


@pytest.fixture
@herhaalbaar
def dicht(cast: Cast) -> Signaal:
    """A signaal of anna's, passed on to zorg and shielded: vera does not see it."""
    signaal = rijk_signaal(cast)
    behandelen.neem_in_beoordeling(signaal_id=signaal.pk, door=als(cast.anna))
    behandelen.scherm_af(signaal_id=signaal.pk, afgeschermd=True, door=als(cast.anna))
    signaal.refresh_from_db()
    return signaal


def breek(cast: Cast, dicht: Signaal) -> tuple[Client, Noodtoegang]:
    vera = als_persoon(cast.vera)
    antwoord = vera.post(OPENEN, {"nummer": dicht.nummer, "reden": REDEN})
    assert (antwoord.status_code, antwoord.headers["Location"]) == (302, f"/signalen/{dicht.pk}/")
    return vera, Noodtoegang.objects.get()


def test_a_search_without_result_leads_to_noodtoegang_and_from_there_to_the_dossier(cast: Cast, dicht: Signaal) -> None:
    vera = als_persoon(cast.vera)
    assert vera.get(f"/signalen/{dicht.pk}/").status_code == 404
    gezocht = vera.get(f"/signalen/zoek/?q={dicht.nummer}").content.decode()
    naar = re.search(r'href="(/noodtoegang/[^"]*)"', gezocht)
    assert naar
    formulier = vera.get(naar[1]).content.decode()
    assert f'value="{dicht.nummer}"' in formulier
    assert "geen naam, adres of nummer" in formulier
    breek(cast, dicht)
    blad = vera.get(f"/signalen/{dicht.pk}/").content.decode()
    assert "U leest dit dossier met noodtoegang" in blad
    assert not [naam for naam in NAMEN if naam in blad]
    onthuld = vera.post(f"/signalen/{dicht.pk}/toon/").content.decode()
    assert not [naam for naam in NAMEN if naam not in onthuld]


def test_the_address_of_the_form_takes_nothing_but_a_number(cast: Cast) -> None:
    for tekst in ("Xandra Verzonnen", "0612345678", '"><b>', "S-2026-0012 en meer"):
        assert tekst not in als_persoon(cast.vera).get(OPENEN, {"nummer": tekst}).content.decode()


def test_the_page_shows_no_button_that_it_does_not_allow(cast: Cast, dicht: Signaal) -> None:
    vera, _rij = breek(cast, dicht)
    blad = vera.get(f"/signalen/{dicht.pk}/").content.decode()
    acties = set(re.findall(rf'(?:action|href)="/signalen/{dicht.pk}/(\w+)/', blad))
    assert acties == {"toon"}
    assert "Nog te doen" not in blad


def test_every_other_act_is_refused(cast: Cast, dicht: Signaal) -> None:
    vera, _rij = breek(cast, dicht)
    voor = Signaal.objects.values().get(pk=dicht.pk)
    for pad in POSTS:
        data = {"medewerker": cast.vera.pk, "tekst": "Hallo daar", "versie": dicht.versie, "afgeschermd": "nee"}
        assert vera.post(f"/signalen/{dicht.pk}/{pad}/", data).status_code in {403, 422}, pad
    for pad in WERKPAGINAS:
        assert vera.get(f"/signalen/{dicht.pk}/{pad}/").status_code == 403, pad
    assert Signaal.objects.values().get(pk=dicht.pk) == voor


def test_what_was_given_can_be_read_and_not_changed(cast: Cast) -> None:
    signaal, (verstrekking, *_rest) = doorgegeven(cast)
    behandelen.scherm_af(signaal_id=signaal.pk, afgeschermd=True, door=als(cast.anna))
    vera = als_persoon(cast.vera)
    adres = f"/signalen/verstrekkingen/{verstrekking.pk}/"
    assert vera.get(adres).status_code == 404
    breek(cast, signaal)
    assert "Xandra Verzonnen" in vera.get(adres).content.decode()
    assert vera.post(f"{adres}intrekken/").status_code == 403
    verstrekking.refresh_from_db()
    assert verstrekking.status == "verzonden"


def test_after_four_hours_every_page_answers_404(cast: Cast) -> None:
    signaal, (verstrekking, *_rest) = doorgegeven(cast)
    behandelen.scherm_af(signaal_id=signaal.pk, afgeschermd=True, door=als(cast.anna))
    vera, rij = breek(cast, signaal)
    bladen = [
        f"/signalen/{signaal.pk}/",
        f"/signalen/verstrekkingen/{verstrekking.pk}/",
        f"/signalen/verstrekkingen/{verstrekking.pk}/afdruk/",
    ]
    assert [vera.get(adres).status_code for adres in bladen] == [200] * 3
    with klok.zet_stil(klok.nu() + timedelta(hours=4, seconds=1)):
        opnieuw = als_persoon(cast.vera)
        assert [opnieuw.get(adres).status_code for adres in bladen] == [404] * 3
        assert opnieuw.post(f"/signalen/{signaal.pk}/toon/").status_code == 404
        assert opnieuw.post(f"/noodtoegang/{rij.pk}/beeindigen/").status_code == 409
        assert "voorbij" in opnieuw.get(OPENEN).content.decode()


def test_the_person_ends_it_early(cast: Cast, dicht: Signaal) -> None:
    vera, rij = breek(cast, dicht)
    assert als_persoon(cast.anna).post(f"/noodtoegang/{rij.pk}/beeindigen/").status_code == 404
    blad = vera.get(f"/signalen/{dicht.pk}/").content.decode()
    assert f'action="/noodtoegang/{rij.pk}/beeindigen/"' in blad
    assert vera.post(f"/noodtoegang/{rij.pk}/beeindigen/", follow=True).status_code == 200
    assert vera.get(f"/signalen/{dicht.pk}/").status_code == 404


def test_a_short_reason_comes_back_with_everything_typed(cast: Cast, dicht: Signaal) -> None:
    antwoord = als_persoon(cast.vera).post(OPENEN, {"nummer": dicht.nummer, "reden": "te kort"})
    tekst = antwoord.content.decode()
    assert antwoord.status_code == 422
    assert "Schrijf ten minste 20 tekens." in tekst
    assert dicht.nummer in tekst
    assert ">\nte kort</textarea>" in tekst.replace("\r", "")
    assert not Noodtoegang.objects.exists()


def test_a_foreign_number_and_one_of_nothing_get_the_same_page(cast: Cast, dicht: Signaal) -> None:
    elders = als(cast.buur)
    vreemd = melden.meld(nieuw_signaal(kanaal=Kanaal.MEDEWERKER, code=""), door=elders)
    Signaal.objects.filter(pk=vreemd.pk).update(nummer="S-2026-7777")
    vera = als_persoon(cast.vera)
    paginas = []
    for nummer in ("S-2026-7777", "S-2026-8888"):
        antwoord = vera.post(OPENEN, {"nummer": nummer, "reden": REDEN})
        assert antwoord.status_code == 422
        tekst = re.sub(
            r'csrfmiddlewaretoken" value="\w*"|X-CSRFToken":"\w*"|seconden="\d+"', "", antwoord.content.decode()
        )
        paginas.append(tekst.replace(nummer, "#"))
    assert paginas[0] == paginas[1]
    assert "Met dit nummer kunt u geen dossier openen" in paginas[0]
    assert Journaalregel.objects.filter(handeling="noodtoegang.openen", uitkomst="geweigerd").count() == 2


def test_too_many_misses_on_one_day_are_429_and_a_right_number_works(cast: Cast, dicht: Signaal) -> None:
    vera = als_persoon(cast.vera)
    fout = {"nummer": "S-2026-8888", "reden": REDEN}
    assert [vera.post(OPENEN, fout).status_code for _ in range(MISSERS_PER_DAG)] == [422] * MISSERS_PER_DAG
    antwoord = vera.post(OPENEN, fout)
    assert antwoord.status_code == 429
    assert int(antwoord.headers["Retry-After"]) > 0
    assert REDEN in antwoord.content.decode()
    breek(cast, dicht)


def test_without_a_second_factor_the_page_asks_for_one(cast: Cast, dicht: Signaal) -> None:
    client = Client()
    aanmelden(client, cast.vera, tweede_factor=False)
    for antwoord in (client.get(OPENEN), client.post(OPENEN, {"nummer": dicht.nummer, "reden": REDEN})):
        assert (antwoord.status_code, antwoord.headers["Location"]) == (302, reverse("mfa_index"))
    assert not Noodtoegang.objects.exists()


@pytest.mark.parametrize("naam", ["balie", "beheer", "fg", "beleid", "burgemeester"])
def test_another_role_does_not_reach_the_form(cast: Cast, dicht: Signaal, naam: str) -> None:
    client = als_persoon(getattr(cast, naam))
    assert client.get(OPENEN).status_code == 403
    assert client.post(OPENEN, {"nummer": dicht.nummer, "reden": REDEN}).status_code == 403
    assert not Noodtoegang.objects.exists()


def test_without_an_fg_the_form_says_so(cast: Cast) -> None:
    zin = "niemand die uw noodtoegang kan beoordelen"
    assert zin not in als_persoon(cast.vera).get(OPENEN).content.decode()
    cast.fg.aanstellingen.all().delete()
    assert zin in als_persoon(cast.vera).get(OPENEN).content.decode()


# The FG


def test_the_fg_finds_it_in_the_menu_and_reads_who_when_which_and_why(cast: Cast, dicht: Signaal) -> None:
    vera, rij = breek(cast, dicht)
    vera.post(f"/signalen/{dicht.pk}/toon/")
    fg = als_persoon(cast.fg)
    assert f'href="{TOEZICHT}"' in fg.get("/").content.decode()
    lijst = fg.get(TOEZICHT).content.decode()
    for woord in (dicht.nummer, "Vera", "loopt tot", "sinds vandaag"):
        assert woord in lijst
    assert REDEN not in lijst
    blad = fg.get(f"{TOEZICHT}{rij.pk}/").content.decode()
    for woord in (dicht.nummer, "Vera", REDEN, "Namen en adressen getoond", "Uw oordeel"):
        assert woord in blad
    for pagina in (lijst, blad):
        assert not [naam for naam in NAMEN if naam in pagina]
        assert f"/signalen/{dicht.pk}/" not in pagina
    assert fg.get(f"/signalen/{dicht.pk}/").status_code == 403


def test_the_age_of_what_waits_is_in_days(cast: Cast, dicht: Signaal) -> None:
    _vera, rij = breek(cast, dicht)
    for dagen, woorden in ((1, "1 dag"), (12, "12 dagen")):
        begin = klok.nu() - timedelta(days=dagen)
        Noodtoegang.objects.filter(pk=rij.pk).update(begonnen_op=begin, eindigt_op=begin + timedelta(hours=4))
        lijst = als_persoon(cast.fg).get(TOEZICHT).content.decode()
        assert woorden in lijst
        assert "voorbij" in lijst


def test_the_fg_judges_once(cast: Cast, dicht: Signaal) -> None:
    vera, rij = breek(cast, dicht)
    adres = f"{TOEZICHT}{rij.pk}/oordeel/"
    fg = als_persoon(cast.fg)
    kort = fg.post(adres, {**OORDEEL, "opmerking": "ok"})
    assert kort.status_code == 422
    assert "Schrijf ten minste 10 tekens." in kort.content.decode()
    assert fg.post(adres, {"opmerking": OORDEEL["opmerking"]}).status_code == 422
    klaar = fg.post(adres, OORDEEL, follow=True)
    assert "Niets te beoordelen" in klaar.content.decode()
    assert "Terecht" in klaar.content.decode()
    assert fg.post(adres, {**OORDEEL, "oordeel": "onterecht"}).status_code == 409
    blad = fg.get(f"{TOEZICHT}{rij.pk}/").content.decode()
    assert OORDEEL["opmerking"] in blad
    assert "Leg het oordeel vast" not in blad
    assert "vond dit terecht" in vera.get(OPENEN).content.decode()
    assert vera.get(f"/signalen/{dicht.pk}/").status_code == 200


def test_onterecht_ends_it_at_once(cast: Cast, dicht: Signaal) -> None:
    vera, rij = breek(cast, dicht)
    als_persoon(cast.fg).post(f"{TOEZICHT}{rij.pk}/oordeel/", {**OORDEEL, "oordeel": "onterecht"})
    assert vera.get(f"/signalen/{dicht.pk}/").status_code == 404


def test_nobody_judges_the_own_noodtoegang(cast: Cast, dicht: Signaal) -> None:
    beide = als_persoon(medewerker("beide", cast.gemeente, Rol.AANDACHTSFUNCTIONARIS, Rol.FG))
    beide.post(OPENEN, {"nummer": dicht.nummer, "reden": REDEN})
    rij = Noodtoegang.objects.get()
    blad = beide.get(f"{TOEZICHT}{rij.pk}/").content.decode()
    assert "Dit was uw eigen noodtoegang." in blad
    assert "Leg het oordeel vast" not in blad
    assert beide.post(f"{TOEZICHT}{rij.pk}/oordeel/", OORDEEL).status_code == 403
    rij.refresh_from_db()
    assert rij.oordeel == ""


@pytest.mark.parametrize("naam", ["anna", "vera", "beheer", "balie", "burgemeester"])
def test_another_role_sees_no_toezicht(cast: Cast, dicht: Signaal, naam: str) -> None:
    _vera, rij = breek(cast, dicht)
    client = als_persoon(getattr(cast, naam))
    assert client.get(TOEZICHT).status_code == 403
    assert client.get(f"{TOEZICHT}{rij.pk}/").status_code == 403
    assert client.post(f"{TOEZICHT}{rij.pk}/oordeel/", OORDEEL).status_code == 403


def test_the_fg_of_another_organisation_cannot_tell_that_it_exists(cast: Cast, dicht: Signaal) -> None:
    _vera, rij = breek(cast, dicht)
    elders = als_persoon(medewerker("fg_elders", cast.buurgemeente, Rol.FG))
    assert dicht.nummer not in elders.get(TOEZICHT).content.decode()
    for pk in (rij.pk, uuid.UUID(int=7)):
        assert elders.get(f"{TOEZICHT}{pk}/").status_code == 404
        assert elders.post(f"{TOEZICHT}{pk}/oordeel/", OORDEEL).status_code == 404
