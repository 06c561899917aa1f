"""The pages of what goes to CoMensha: two records side by side, a file that a person gives, and what came back."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.test import Client
from django.utils.formats import date_format
from tests.cast import Cast, als, maak_cast, medewerker, organisatie
from tests.web.signalen.hulp import als_persoon
from tests.zorg.comenshahulp import REGISTRATIE, comensha, hulpvraag, registratie, registratiegegevens, toestemming
from tests.zorg.hulp import client, traject

from baken.dossiers import toestemmingen
from baken.dossiers.models import Verstrekking
from baken.kern import klok
from baken.kern.models import Journaalregel
from baken.organisaties.models import Organisatie
from baken.organisaties.rollen import Rol
from baken.web.templatetags.baken import datum
from baken.zorg.comenshablad import PER_PAGINA
from baken.zorg.models import Hulpvraag, Registratie, Traject
from baken.zorg.services import aanleveren
from baken.zorg.soorten import Doelgroep


@pytest.fixture
def cast(db: None) -> Cast:
    gemaakt = maak_cast()
    comensha(gemaakt)
    return gemaakt


@pytest.fixture
def zoe(cast: Cast) -> Client:
    return als_persoon(cast.zoe)


@pytest.fixture
def dossier(cast: Cast) -> Traject:
    return traject(als(cast.zoe), vormen=("CRIM",))


def invoer(**velden: Any) -> dict[str, Any]:
    """What somebody fills in for a complete registration."""
    basis: dict[str, Any] = {
        "versie": "0",
        "status": "HTCDS-STATUS-MOGELIJK",
        "vormen": ["CRIM"],
        "geslacht": "HTCDS-GESLACHT-V",
        "leeftijdsgroep": "25-29",
        "nationaliteit": "RO",
        "melder": "HTCDS-MELDER-NGO",
        "reikwijdte": "CM-REIK-GRENS",
    }
    return {**basis, **velden}


def vandaag(naam: str = "op") -> dict[str, str]:
    op = klok.vandaag()
    return {f"{naam}_dag": str(op.day), f"{naam}_maand": str(op.month), f"{naam}_jaar": str(op.year)}


def test_a_registration_from_an_empty_form_to_a_confirmation(cast: Cast, zoe: Client, dossier: Traject) -> None:
    start = f"/zorg/{dossier.pk}/comensha/"
    assert "Er is nog niets" in zoe.get(start).content.decode()
    leeg = zoe.get(f"{start}registratie/").content.decode()
    assert "HTCDS kent geen code voor criminele uitbuiting" in leeg
    assert 'value="CRIM" ' in leeg and "checked" in leeg  # what the traject knows is filled in

    # kept as it is, with what is missing by name
    assert zoe.post(f"{start}registratie/", invoer(reikwijdte=""))["Location"] == start
    blad = zoe.get(start).content.decode()
    assert "Dit ontbreekt nog" in blad and "Binnenlands of over de grens?" in blad and "Zet klaar" not in blad
    zoe.post(f"{start}registratie/", invoer(versie="1"))
    rij = Registratie.objects.get()
    zoe.post(f"/zorg/comensha/registratie/{rij.pk}/klaar/", {"versie": "2"})

    # the file: one for all that was chosen, without the number of the traject
    lijst = zoe.get("/zorg/comensha/?soort=registratie&tab=klaar").content.decode()
    assert rij.kenmerk in lijst and "Maak het bestand" in lijst
    bestand = zoe.post("/zorg/comensha/registratie/bestand/", {"kies": [str(rij.pk)], "vorm": "csv"})
    assert bestand["Content-Disposition"].startswith('attachment; filename="comensha-registratie-')
    assert (bestand["Content-Type"], bestand["X-Content-Type-Options"]) == ("text/csv; charset=utf-8", "nosniff")
    assert "no-store" in bestand["Cache-Control"]
    tekst = bestand.content.decode("utf-8-sig")
    (regel,) = csv.DictReader(io.StringIO(tekst, newline=""), delimiter=";")
    assert (regel["vic_TypeOfExploitation"], regel["x_baken_crimineel"]) == ("Other", "ja")
    assert dossier.nummer not in tekst and "Mira" not in tekst
    assert Journaalregel.objects.filter(handeling="comensha.uitgevoerd", dossier_id=dossier.dossier_id).count() == 1

    # a person gave it, and CoMensha answered
    verzonden = f"/zorg/comensha/registratie/{rij.pk}/verzonden/"
    assert "Er is geen koppeling met CoMensha" in zoe.get(verzonden).content.decode()
    gaf = {"versie": "3", "hoe": "beveiligde_mail", "aan_wie": "Helpdesk", **vandaag()}
    assert zoe.post(verzonden, gaf)["Location"] == start
    bevestigd = f"/zorg/comensha/registratie/{rij.pk}/bevestigd/"
    assert zoe.post(bevestigd, {"versie": "4", "tekst": "Ons nummer is 42.", **vandaag()})["Location"] == start
    blad = zoe.get(start).content.decode()
    assert "Bevestigd" in blad and "Ons nummer is 42." in blad and "Trek in" not in blad
    rij.refresh_from_db()
    assert rij.status == "bevestigd"


def test_a_help_request_asks_consent_first_and_then_goes_its_own_way(cast: Cast, zoe: Client, dossier: Traject) -> None:
    start = f"/zorg/{dossier.pk}/comensha/"
    blad = zoe.get(start).content.decode()
    assert "Voor een hulpvraag is toestemming nodig" in blad and "Begin een hulpvraag" not in blad
    vraag: dict[str, Any] = {
        "versie": "0",
        "hulp": ["CM-HULP-COSM"],
        "vannacht": "ja",
        "geslacht": "HTCDS-GESLACHT-V",
        "leeftijdsgroep": "25-29",
        "verblijf": "geen",
        "tolk": "ja",
        "kinderen": "0",
    }
    geweigerd = zoe.post(f"{start}hulpvraag/", vraag)
    assert geweigerd.status_code == 422
    assert "Voor een hulpvraag is toestemming nodig. Leg die eerst vast." in geweigerd.content.decode()
    toestemming(cast, dossier)
    assert "Begin een hulpvraag" in zoe.get(start).content.decode()
    assert zoe.post(f"{start}hulpvraag/", vraag)["Location"] == start
    rij = Hulpvraag.objects.get()
    zoe.post(f"/zorg/comensha/hulpvraag/{rij.pk}/klaar/", {"versie": "1"})
    bestand = zoe.post("/zorg/comensha/hulpvraag/bestand/", {"kies": [str(rij.pk)], "vorm": "json"})
    assert bestand["Content-Type"] == "application/json" and b"opvang_cosm" in bestand.content
    zoe.post(
        f"/zorg/comensha/hulpvraag/{rij.pk}/verzonden/",
        {"versie": "2", "hoe": "telefoon", "aan_wie": "Helpdesk", **vandaag()},
    )
    toestemmingen.trek_in(toestemming_id=rij.toestemming_id, door=als(cast.zoe))
    blad = zoe.get(start).content.decode()
    assert "Vraag CoMensha te stoppen" in blad and "CoMensha bevestigde" not in blad
    assert "gaat weg" in zoe.get(f"/zorg/comensha/hulpvraag/{rij.pk}/intrekken/").content.decode()
    assert zoe.post(f"/zorg/comensha/hulpvraag/{rij.pk}/intrekken/", {"versie": "3"})["Location"] == start
    assert Hulpvraag.objects.get().status == "ingetrokken"


def test_a_help_request_whose_consent_was_taken_back_says_so_everywhere(cast: Cast, zoe: Client) -> None:
    rij = hulpvraag(cast, klaar=True)
    start, lijst = f"/zorg/{rij.traject_id}/comensha/", "/zorg/comensha/?soort=hulpvraag&tab=klaar"
    assert "Maak nu het bestand" in zoe.get(start).content.decode()
    assert "Klaar om te geven" in zoe.get(lijst).content.decode()
    toestemmingen.trek_in(toestemming_id=rij.toestemming_id, door=als(cast.zoe))
    zin = f"De cliënt trok de toestemming voor een hulpvraag in op {date_format(klok.vandaag(), 'j F Y')}."

    blad, tabel = zoe.get(start).content.decode(), zoe.get(lijst).content.decode()
    geweigerd = zoe.post("/zorg/comensha/hulpvraag/bestand/", {"kies": [str(rij.pk)], "vorm": "json"})

    assert zin in blad and "Maak nu het bestand" not in blad and "20 tekens" not in blad
    assert "Geen toestemming meer" in blad and "Leg die eerst vast" not in blad
    assert "Geen toestemming meer" in tabel and "Klaar om te geven" not in tabel
    assert geweigerd.status_code == 422 and "20 tekens" not in geweigerd.content.decode()
    assert Verstrekking.objects.count() == 0
    toestemming(cast, rij.traject)
    assert "Maak nu het bestand" in zoe.get(start).content.decode()
    assert "Klaar om te geven" in zoe.get(lijst).content.decode()


def test_the_overview_says_that_the_consent_for_help_was_taken_back(cast: Cast, zoe: Client) -> None:
    t = traject(als(cast.zoe))
    toestemmingen.trek_in(toestemming_id=t.dossier.toestemmingen.get().pk, door=als(cast.zoe))
    blad = zoe.get(f"/zorg/{t.pk}/").content.decode()
    assert "De toestemming voor hulp geldt niet meer" in blad and f"Sinds {datum(klok.vandaag())}" in blad
    assert "Leg toestemming voor hulp vast" not in blad


def test_what_was_filled_in_stays_when_it_contradicts_itself(zoe: Client, dossier: Traject) -> None:
    fout = zoe.post(
        f"/zorg/{dossier.pk}/comensha/registratie/", invoer(vormen=["CRIM", "onbekend"], nationaliteit="BG")
    )
    blad = fout.content.decode()
    assert fout.status_code == 422 and "Kies niet bekend, of kies wat u wel weet" in blad
    assert '<option value="BG" selected>' in blad
    assert not Registratie.objects.exists()


def test_a_colleague_who_was_first_is_told_with_everything_still_there(
    cast: Cast, zoe: Client, dossier: Traject
) -> None:
    rij = registratie(cast, van=dossier)
    laat = zoe.post(f"/zorg/{dossier.pk}/comensha/registratie/", invoer(versie="7", nationaliteit="BG"))
    assert laat.status_code == 409 and "Een collega heeft dit intussen veranderd" in laat.content.decode()
    assert (
        '<option value="BG" selected>' in laat.content.decode() and 'name="versie" value="1"' in laat.content.decode()
    )
    assert zoe.post(f"/zorg/comensha/registratie/{rij.pk}/klaar/", {"versie": "9"}).status_code == 409
    assert zoe.post(f"/zorg/comensha/registratie/{rij.pk}/klaar/", {}).status_code == 409
    laat = zoe.post(f"/zorg/comensha/registratie/{rij.pk}/intrekken/", {"versie": "9"})
    assert laat.status_code == 409


def test_setting_ready_what_is_not_complete_tells_so(cast: Cast, zoe: Client, dossier: Traject) -> None:
    rij = registratie(cast, van=dossier, status="")
    antwoord = zoe.post(f"/zorg/comensha/registratie/{rij.pk}/klaar/", {"versie": "1"}, follow=True)
    assert "Er ontbreekt nog iets. Vul dat in, of kies niet bekend." in antwoord.content.decode()


def test_what_is_ready_is_not_filled_in_again_but_can_be_set_back(cast: Cast, zoe: Client, dossier: Traject) -> None:
    rij = registratie(cast, van=dossier, klaar=True)
    start = f"/zorg/{dossier.pk}/comensha/"
    assert zoe.get(f"{start}registratie/")["Location"] == start
    assert zoe.post(f"{start}registratie/", invoer(versie="2")).status_code == 409
    assert zoe.post(f"/zorg/comensha/registratie/{rij.pk}/terug/", {"versie": "2"})["Location"] == start
    assert zoe.get(f"{start}registratie/").status_code == 200


def test_a_file_of_nothing_and_handing_over_without_a_file_are_refused(
    cast: Cast, zoe: Client, dossier: Traject
) -> None:
    rij = registratie(cast, van=dossier, klaar=True)
    niets = zoe.post("/zorg/comensha/registratie/bestand/", {"vorm": "csv"})
    assert niets.status_code == 422 and "Kies wat er in het bestand komt." in niets.content.decode()
    gaf = {"versie": "2", "hoe": "post", "aan_wie": "Balie", **vandaag()}
    assert zoe.post(f"/zorg/comensha/registratie/{rij.pk}/verzonden/", gaf).status_code == 409
    gaf["aan_wie"] = ""
    leeg = zoe.post(f"/zorg/comensha/registratie/{rij.pk}/verzonden/", gaf)
    assert leeg.status_code == 422 and "Vul in aan wie u het gaf." in leeg.content.decode()


def test_what_is_ready_goes_in_a_file_from_every_page_of_the_list(cast: Cast, zoe: Client) -> None:
    rijen = [
        registratie(cast, van=traject(als(cast.zoe), client=client(identiteit={"naam": f"Persoon {n}"})), klaar=True)
        for n in range(PER_PAGINA + 1)
    ]
    oudste, nieuwste = rijen[0], rijen[-1]
    pagina = zoe.get("/zorg/comensha/?tab=klaar&pagina=2").content.decode()
    assert oudste.kenmerk in pagina and nieuwste.kenmerk not in pagina
    adres = "/zorg/comensha/registratie/bestand/"
    assert f'action="{adres}?pagina=2"' in pagina
    beide = [str(oudste.pk), str(nieuwste.pk)]
    bestand = zoe.post(f"{adres}?pagina=2", {"kies": beide, "vorm": "csv"})
    assert bestand.status_code == 200
    regels = csv.DictReader(io.StringIO(bestand.content.decode("utf-8-sig"), newline=""), delimiter=";")
    assert {r["x_baken_kenmerk"] for r in regels} == {oudste.kenmerk, nieuwste.kenmerk}
    fout = zoe.post(f"{adres}?pagina=2", {"kies": [str(nieuwste.pk)], "vorm": "xlsx"})
    assert fout.status_code == 422 and oudste.kenmerk in fout.content.decode()  # the page that one was on


def test_what_is_not_ready_or_not_ours_or_nothing_goes_in_no_file(cast: Cast, zoe: Client, dossier: Traject) -> None:
    concept = registratie(cast, van=dossier)
    elders = medewerker("elders", organisatie("ander-zorgpunt", "zorgcoordinatie"), Rol.ZORGCOORDINATOR)
    van_ander = aanleveren.leg_registratie_vast(
        traject_id=traject(als(elders)).pk,
        jaar=klok.vandaag().year,
        gegevens=registratiegegevens(),
        versie=0,
        door=als(elders),
    )
    aanleveren.zet_klaar(soort=REGISTRATIE, aanlevering_id=van_ander.pk, versie=1, door=als(elders))
    for kies in (str(concept.pk), str(van_ander.pk), "geen-nummer", str(dossier.pk)):
        antwoord = zoe.post("/zorg/comensha/registratie/bestand/", {"kies": [kies], "vorm": "csv"})
        assert antwoord.status_code == 422, kies
        assert van_ander.kenmerk not in antwoord.content.decode()
    assert not Journaalregel.objects.filter(handeling="comensha.uitgevoerd").exists()


def test_without_comensha_as_a_partner_the_list_says_why_nothing_can_go(
    cast: Cast, zoe: Client, dossier: Traject
) -> None:
    rij = registratie(cast, van=dossier, klaar=True)
    Organisatie.objects.filter(code="comensha").delete()
    lijst = zoe.get("/zorg/comensha/?tab=klaar").content.decode()
    assert "CoMensha staat nog niet bij de partners" in lijst and "Maak het bestand" not in lijst
    geweigerd = zoe.post("/zorg/comensha/registratie/bestand/", {"kies": [str(rij.pk)], "vorm": "csv"})
    assert geweigerd.status_code == 422


def test_the_list_shows_nobody_and_both_kinds_by_state(cast: Cast, zoe: Client, dossier: Traject) -> None:
    registratie(cast, van=dossier)
    hulpvraag(cast, van=dossier)
    for soort in ("registratie", "hulpvraag"):
        lijst = zoe.get(f"/zorg/comensha/?soort={soort}").content.decode()
        assert dossier.nummer in lijst and "Mira" not in lijst
    for onzin in ("?soort=x&tab=y&pagina=-1", "?pagina=99999999", "?tab=gedaan&pagina=2"):
        assert zoe.get(f"/zorg/comensha/{onzin}").status_code == 200


def test_an_offender_and_somebody_else_find_no_page(cast: Cast, zoe: Client, dossier: Traject) -> None:
    dader = traject(als(cast.zoe), Doelgroep.DADER, client=client("dader", identiteit={"naam": "Iemand Anders"}))
    assert zoe.get(f"/zorg/{dader.pk}/comensha/").status_code == 404
    assert zoe.get(f"/zorg/{dader.pk}/comensha/registratie/").status_code == 404
    for naam in ("anna", "piet", "rik", "fg", "beheer", "balie"):
        ander = als_persoon(getattr(cast, naam))
        assert ander.get("/zorg/comensha/").status_code == 403, naam
        assert ander.get(f"/zorg/{dossier.pk}/comensha/").status_code in {403, 404}, naam


@pytest.mark.parametrize("jaar", ["1990", "2999", "straks"])
def test_a_year_over_which_nothing_is_registered_opens_no_other_year(zoe: Client, dossier: Traject, jaar: str) -> None:
    start = f"/zorg/{dossier.pk}/comensha/"
    antwoord = zoe.get(f"{start}registratie/?jaar={jaar}", follow=True)
    assert antwoord.redirect_chain == [(start, 302)]
    assert "Kies een ander jaar." in antwoord.content.decode()
    assert zoe.get(f"{start}registratie/?jaar={klok.vandaag().year}").status_code == 200
