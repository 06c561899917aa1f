"""The pages by which another organisation goes on with the care, and those by which the traject is handed over."""

from __future__ import annotations

import pytest
from tests.cast import Cast, als
from tests.web.signalen.hulp import als_persoon
from tests.web.zorg.test_traject import AANMELDING, dag, lees, post
from tests.zorg.hulp import gaat_verder, traject, trek_in, zeg_ja
from tests.zorg.test_loop import WAAROM
from tests.zorg.test_overname_buiten import buiten
from tests.zorg.test_overnemen import gedeeld

from baken.dossiers import toestemmingen
from baken.dossiers.soorten import Toestemmingsdoel
from baken.organisaties.models import Medewerker
from baken.organisaties.rollen import Rol
from baken.zorg.models import Traject
from baken.zorg.services import overdragen
from baken.zorg.services.overdragen import EERST_VERDER
from baken.zorg.wachtend import TOESTEMMING_WEG


def test_a_traject_begins_with_the_packet_and_then_the_hand_over_can_be_done(cast: Cast) -> None:
    t, pakket, _nora = gedeeld(cast)
    nora, zoe = als_persoon(Medewerker.objects.get(username="nora")), als_persoon(cast.zoe)
    over = {"versie": t.versie, "verstrekking": pakket.pk, "reden": WAAROM}
    antwoord = zoe.post(f"/zorg/{t.pk}/overdragen/organisatie/", over)
    assert antwoord.status_code == 422 and overdragen.NOG_NIET_BEVESTIGD in antwoord.content.decode()
    assert WAAROM in antwoord.content.decode()

    adres = f"/zorg/pakket/{pakket.pk}/"
    assert adres in nora.get(f"/ontvangen/{pakket.pk}/").content.decode()
    blad = nora.get(adres).content.decode()
    assert 'value="Mira Voorbeeld"' in blad
    leeg = nora.post(adres, {"naam": "Getypte naam"})
    assert leeg.status_code == 422 and "Getypte naam" in leeg.content.decode()
    nieuw = nora.post(adres, AANMELDING)
    eigen = Traject.objects.get(organisatie__code="zorgpunt-noord")
    assert nieuw["Location"] == f"/zorg/{eigen.pk}/"
    assert "De afzender weet al" in nora.get(adres).content.decode()

    post(zoe, t.pk, "overdragen/organisatie", over)
    t.refresh_from_db()
    assert t.status == "overgedragen"


def test_who_helps_already_says_so_with_the_traject_that_runs(cast: Cast) -> None:
    _t, pakket, wie_nora = gedeeld(cast)
    nora = als_persoon(Medewerker.objects.get(username="nora"))
    adres, knop = f"/zorg/pakket/{pakket.pk}/loopt-al/", "Meld dat u verdergaat met de zorg"
    assert nora.get(adres).status_code == 405
    assert knop not in nora.get(f"/zorg/pakket/{pakket.pk}/").content.decode(), "nothing runs here yet"
    assert nora.post(adres).status_code == 422
    eigen = traject(wie_nora)
    assert knop in nora.get(f"/zorg/pakket/{pakket.pk}/").content.decode()
    leeg = nora.post(adres)
    assert leeg.status_code == 422 and "Kies het traject van deze persoon." in leeg.content.decode()
    keuze = {"traject": eigen.pk}
    assert nora.post(adres, keuze)["Location"] == f"/ontvangen/{pakket.pk}/"
    assert "Neemt u de zorg over?" not in nora.get(f"/ontvangen/{pakket.pk}/").content.decode()
    assert nora.post(adres, keuze).status_code == 409
    assert als_persoon(cast.zoe).post(adres, keuze).status_code == 404


def test_another_role_is_offered_no_traject(cast: Cast) -> None:
    _t, pakket, _nora = gedeeld(cast, Rol.PROCESREGISSEUR)
    nora = als_persoon(Medewerker.objects.get(username="nora"))
    assert "/zorg/pakket/" not in nora.get(f"/ontvangen/{pakket.pk}/").content.decode()
    assert nora.get(f"/zorg/pakket/{pakket.pk}/").status_code == 403


@pytest.mark.parametrize("loopt", [True, False])
def test_what_is_still_open_stands_beside_the_hand_over(cast: Cast, loopt: bool) -> None:
    t, pakket, nora = gedeeld(cast)
    gaat_verder(pakket, nora)
    zoe = als_persoon(cast.zoe)
    if loopt:
        post(zoe, t.pk, "bedenktijd", {"verleend_door": "politie", "dublin": "nee", **dag("begin")})
    assert ("De bedenktijd loopt nog." in lees(zoe, t.pk, "overdragen")) is loopt


def test_until_they_say_that_they_go_on_the_page_tells_so_and_offers_no_button(cast: Cast) -> None:
    t, pakket, nora = gedeeld(cast)
    blad, knop = lees(als_persoon(cast.zoe), t.pk, "overdragen"), "Draag het traject over"
    assert overdragen.NOG_NIET_BEVESTIGD in blad and knop not in blad
    gaat_verder(pakket, nora)
    blad = lees(als_persoon(cast.zoe), t.pk, "overdragen")
    assert overdragen.NOG_NIET_BEVESTIGD not in blad and knop in blad


def test_once_consent_for_help_was_taken_back_nobody_else_goes_on_until_the_client_agrees_anew(cast: Cast) -> None:
    t, pakket, nora = gedeeld(cast)
    gaat_verder(pakket, nora)
    knop = "Draag het traject over"
    if not t.dossier.toestemmingen.filter(doel=Toestemmingsdoel.ZORG, ingetrokken_op=None).exists():
        zeg_ja(t, als(cast.zoe))
    trek_in(t, als(cast.zoe))
    blad = lees(als_persoon(cast.zoe), t.pk, "overdragen")
    assert knop not in blad and "De cliënt trok de toestemming voor hulp en zorgcoördinatie in op" in blad
    t.refresh_from_db()
    over = {"versie": t.versie, "verstrekking": pakket.pk, "reden": WAAROM}
    antwoord = als_persoon(cast.zoe).post(f"/zorg/{t.pk}/overdragen/organisatie/", over)
    assert antwoord.status_code == 422 and "De cliënt trok de toestemming voor hulp" in antwoord.content.decode()
    t.refresh_from_db()
    assert t.status != "overgedragen"
    zeg_ja(t, als(cast.zoe))
    assert knop in lees(als_persoon(cast.zoe), t.pk, "overdragen")
    post(als_persoon(cast.zoe), t.pk, "overdragen/organisatie", {**over, "versie": t.versie})
    t.refresh_from_db()
    assert t.status == "overgedragen"


def test_when_consent_was_taken_back_nothing_typed_is_lost_and_both_read_why(cast: Cast) -> None:
    t, pakket, wie_nora = gedeeld(cast)
    pakket.refresh_from_db()
    assert pakket.toestemming_id is not None
    toestemmingen.trek_in(toestemming_id=pakket.toestemming_id, door=als(cast.zoe))
    over = {"versie": t.versie, "verstrekking": pakket.pk, "reden": WAAROM}
    antwoord = als_persoon(cast.zoe).post(f"/zorg/{t.pk}/overdragen/organisatie/", over)
    blad = antwoord.content.decode()
    assert antwoord.status_code == 422 and "De toestemming onder dit pakket is ingetrokken" in blad and WAAROM in blad

    nora, adres = als_persoon(Medewerker.objects.get(username="nora")), f"/zorg/pakket/{pakket.pk}/"
    assert nora.get(adres)["Location"] == f"/ontvangen/{pakket.pk}/"
    eigen = traject(wie_nora)
    assert nora.post(f"{adres}loopt-al/", {"traject": eigen.pk})["Location"] == f"/ontvangen/{pakket.pk}/"
    assert "Begin er geen zorg mee." in nora.get(f"/ontvangen/{pakket.pk}/").content.decode()
    antwoord = nora.post(adres, AANMELDING)
    assert antwoord.status_code == 422 and AANMELDING["toelichting"] in antwoord.content.decode()
    assert "Begin er geen zorg mee." in antwoord.content.decode()


def test_what_was_typed_stays_when_a_colleague_was_first(cast: Cast) -> None:
    _t, pakket, nora = gedeeld(cast)
    gaat_verder(pakket, nora)
    antwoord = als_persoon(Medewerker.objects.get(username="nora")).post(f"/zorg/pakket/{pakket.pk}/", AANMELDING)
    assert antwoord.status_code == 422 and AANMELDING["toelichting"] in antwoord.content.decode()
    assert Traject.objects.count() == 2, "that of the sender and the one that ran"


def test_the_sender_records_that_an_organisation_outside_baken_goes_on(cast: Cast) -> None:
    t, pakket = buiten(cast)
    zoe, adres = als_persoon(cast.zoe), "overdragen/bevestiging"
    assert "Zij werkt niet in Baken" in lees(zoe, t.pk, "overdragen")
    fout = zoe.post(f"/zorg/{t.pk}/{adres}/", {"verstrekking": pakket.pk, "wie": "Mevrouw Verzonnen"})
    assert fout.status_code == 422 and "Mevrouw Verzonnen" in fout.content.decode()
    assert "Kies hoe u dit hoorde." in fout.content.decode()
    gehoord = {"verstrekking": pakket.pk, "hoe": "telefoon", "wie": "Mevrouw Verzonnen", **dag("wanneer")}
    post(zoe, t.pk, adres, gehoord)
    assert "Zij werkt niet in Baken" not in lees(zoe, t.pk, "overdragen")
    assert als_persoon(cast.anna).post(f"/zorg/{t.pk}/{adres}/", gehoord).status_code in {403, 404}


def test_both_start_pages_say_that_a_hand_over_waits(cast: Cast) -> None:
    t, pakket, nora = gedeeld(cast)
    zoe, hier = als_persoon(cast.zoe), als_persoon(Medewerker.objects.get(username="nora"))
    start = zoe.get("/").content.decode()
    assert "Wacht op overname" in start and t.nummer in start and "Bij Zorgpunt noord, sinds " in start
    assert f"/ontvangen/{pakket.pk}/" in hier.get("/").content.decode()
    assert "Wacht op overname" not in als_persoon(cast.zara).get("/").content.decode()
    gaat_verder(pakket, nora)
    nu = "Draag het traject nu over."
    assert nu in zoe.get("/").content.decode()
    for stand in ("aangemeld", "nazorg"):
        Traject.objects.filter(pk=t.pk).update(status=stand)
        start = zoe.get("/").content.decode()
        assert nu not in start and EERST_VERDER in start
    Traject.objects.filter(pk=t.pk).update(status="lopend")
    trek_in(t, als(cast.zoe))
    start = zoe.get("/").content.decode()
    assert nu not in start and TOESTEMMING_WEG in start
    assert f"/ontvangen/{pakket.pk}/" not in hier.get("/").content.decode()
