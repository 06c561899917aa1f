"""Pages on a stuck casus: what the team asks, and what the beleidsregisseur sees of it."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from docx import Document
from tests.cast import Cast, als
from tests.casussen.hulp import VRAAG, morgen, opgeschaald, regisseur, tafel, vastgelopen, voorbij
from tests.casussen.test_openen import aanmelding
from tests.web.signalen.hulp import als_persoon, vul_in

from baken.casussen.models import Casus, Opschaling
from baken.casussen.opschalingen import LEES_NA, opschalingsblad
from baken.casussen.services import opschalen, tafels
from baken.casussen.services.openen import open_direct
from baken.kern import klok
from baken.keten.models import Bijeenkomst
from baken.web.templatetags.baken import datumtijd

INVOER = {
    "belemmering": "opvang",
    "obstakel": VRAAG.obstakel,
    "geprobeerd": VRAAG.geprobeerd,
    "gevraagd": VRAAG.gevraagd,
}


@pytest.fixture
def zoe(cast: Cast) -> Client:
    return als_persoon(cast.zoe)


@pytest.fixture
def casus(cast: Cast) -> Casus:
    regisseur(cast)
    return vastgelopen(open_direct(aanmelding=aanmelding(), door=als(cast.zoe)), als(cast.zoe))


def test_from_stuck_to_the_table_and_back(cast: Cast, zoe: Client, casus: Casus) -> None:
    eva = als_persoon(cast.eva)
    eigen = f"/casussen/{casus.pk}/"
    adres = f"{eigen}opschalen/"
    assert adres in zoe.get(eigen).content.decode()
    invoer = vul_in(zoe.get(adres), "obstakel", naar=str(cast.eva.organisatie_id), **INVOER)
    fout = zoe.post(adres, {**invoer, "gevraagd": "Wie helpt Quirina Bedacht aan een plek?"})
    assert fout.status_code == 422
    assert "noemt iemand" in fout.content.decode()
    assert VRAAG.obstakel in fout.content.decode()
    assert zoe.post(adres, invoer).status_code == 302
    vraag = Opschaling.objects.get()

    assert "Opschaling" in eva.get("/").content.decode()
    assert vraag.kenmerk in eva.get("/opschaling/").content.decode()
    blad = f"/opschaling/{vraag.pk}/"
    html = eva.get(blad).content.decode()
    assert VRAAG.gevraagd in html
    for stuk in ("Quirina", casus.nummer, f"/casussen/{casus.pk}/"):
        assert stuk not in html

    dag = (klok.vandaag() + timedelta(days=3)).timetuple()
    moment = {"dag_dag": str(dag.tm_mday), "dag_maand": str(dag.tm_mon), "dag_jaar": str(dag.tm_year)}
    plan = {**moment, "tijd": "14:30", "wijze": "fysiek", "agenda": "Opening\nWat vastloopt"}
    assert eva.post("/opschaling/tafel/", {**plan, "tijd": "half drie"}).status_code == 422
    assert eva.post("/opschaling/tafel/", plan).status_code == 302
    bijeen = Bijeenkomst.objects.get()
    assert eva.post(f"{blad}tafel/", {"bijeenkomst": str(bijeen.pk)}).status_code == 302
    tafelblad = eva.get(f"/opschaling/tafel/{bijeen.pk}/").content.decode()
    assert vraag.kenmerk in tafelblad
    assert "Wat vastloopt" in tafelblad
    bij_tafel = zoe.get(eigen).content.decode()
    assert "Opgeschaald" in bij_tafel
    assert f"Regionale Tafel van {datumtijd(bijeen.op)}" in bij_tafel, "the day, and nothing of the agenda"
    assert "Wat vastloopt" not in bij_tafel

    assert "Verstuur het antwoord" not in eva.get(blad).content.decode()
    te_vroeg = eva.post(f"{blad}antwoord/", {"tekst": "Gemeente Noord houdt een plek vrij."})
    assert te_vroeg.status_code == 422
    assert "moet nog komen" in te_vroeg.content.decode()
    voorbij(bijeen)
    assert "Verstuur het antwoord" in eva.get(blad).content.decode()
    assert eva.post(f"{blad}antwoord/", {"tekst": "kort"}).status_code == 422
    assert eva.post(f"{blad}antwoord/", {"tekst": "Gemeente Noord houdt een plek vrij."}).status_code == 302
    terug = zoe.get(eigen).content.decode()
    assert "Gemeente Noord houdt een plek vrij." in terug
    assert "Lees het antwoord van de beleidsregisseur" in terug
    assert zoe.post(f"{eigen}opschaling/", {"vraag": str(vraag.pk), "naar": "gelezen"}).status_code == 302
    assert "Lees het antwoord" not in zoe.get(eigen).content.decode()
    assert eva.post(f"/opschaling/tafel/{bijeen.pk}/sluiten/", {"naar": "vervallen"}).status_code == 302
    assert eva.post(f"/opschaling/tafel/{bijeen.pk}/sluiten/", {"naar": "vervallen"}).status_code == 409


def test_the_team_reads_that_its_table_does_not_go_on_and_the_new_day(cast: Cast, zoe: Client, casus: Casus) -> None:
    eva, eigen = als(cast.eva), f"/casussen/{casus.pk}/"
    vraag = opgeschaald(cast, casus, als(cast.zoe))
    eerste, tweede = tafel(cast), tafel(cast, morgen() + timedelta(days=7))
    opschalen.breng_naar_tafel(opschaling_id=vraag.pk, bijeenkomst_id=eerste.pk, door=eva)
    assert f"Regionale Tafel van {datumtijd(eerste.op)}" in zoe.get(eigen).content.decode()
    tafels.sluit_tafel(bijeenkomst_id=eerste.pk, gehouden=False, door=eva)
    zonder = zoe.get(eigen).content.decode()
    assert "gaat niet door" in zonder and datumtijd(eerste.op) not in zonder
    opschalen.breng_naar_tafel(opschaling_id=vraag.pk, bijeenkomst_id=tweede.pk, door=eva)
    weer = zoe.get(eigen).content.decode()
    assert f"Regionale Tafel van {datumtijd(tweede.op)}" in weer and "gaat niet door" not in weer


def test_the_team_takes_a_question_back(cast: Cast, zoe: Client, casus: Casus) -> None:
    vraag = opgeschaald(cast, casus, als(cast.zoe))
    eva, adres = als_persoon(cast.eva), f"/opschaling/{vraag.pk}/"
    woorden = opschalingsblad(als(cast.eva), vraag.pk).vraag
    gelezen = eva.get(adres).content.decode()
    assert woorden and all(w in gelezen for w in woorden.values())
    assert zoe.post(f"/casussen/{casus.pk}/opschaling/", {"vraag": str(vraag.pk), "naar": "ingetrokken"}).status_code
    vraag.refresh_from_db()
    assert vraag.status == "ingetrokken"
    dicht = eva.get(adres).content.decode()
    assert "Deze vraag is ingetrokken." in dicht and not any(w in dicht for w in woorden.values())
    eigen = zoe.get(f"/casussen/{casus.pk}/").content.decode()
    assert all(w in eigen for w in woorden.values()), "the team that asked reads its own words"
    assert zoe.post(f"/casussen/{casus.pk}/opschaling/", {"vraag": "x", "naar": "y"}).status_code == 422


def test_a_casus_that_is_not_stuck_asks_nothing(cast: Cast, zoe: Client) -> None:
    regisseur(cast)
    casus = open_direct(aanmelding=aanmelding(), door=als(cast.zoe))
    assert "opschalen/" not in zoe.get(f"/casussen/{casus.pk}/").content.decode()
    assert zoe.get(f"/casussen/{casus.pk}/opschalen/").status_code == 302


@pytest.mark.parametrize("naam", ["zoe", "piet", "anna", "beleid", "fg", "burgemeester"])
def test_only_a_regisseur_has_these_pages(cast: Cast, casus: Casus, naam: str) -> None:
    vraag = opgeschaald(cast, casus, als(cast.zoe))
    client = als_persoon(getattr(cast, naam))
    for adres in ("/opschaling/", f"/opschaling/{vraag.pk}/", "/opschaling/tafel/"):
        assert client.get(adres).status_code in {403, 404}


def test_who_was_at_a_table_is_recorded_and_stands_in_its_minutes(cast: Cast) -> None:
    bijeen, eva = tafel(cast), als_persoon(regisseur(cast))
    adres = f"/opschaling/tafel/{bijeen.pk}/"
    assert "Leg deze tafel vast" not in eva.get(adres).content.decode()
    assert eva.get(f"{adres}verslag.pdf").status_code == 409
    Bijeenkomst.objects.filter(pk=bijeen.pk).update(op=klok.nu() - timedelta(hours=1))
    assert "Baken controleert deze woorden niet op namen." in eva.get("/opschaling/tafel/").content.decode()
    invullen = eva.get(adres).content.decode()
    assert "Leg deze tafel vast" in invullen and "Baken controleert deze woorden niet op namen." in invullen
    vast = {"naar": "gehouden", "aanwezig": [str(cast.zvh.pk)], "besluiten": "Gemeente Noord regelt een plek."}
    leeg = eva.post(f"{adres}sluiten/", {**vast, "aanwezig": []})
    assert leeg.status_code == 422 and "Gemeente Noord regelt een plek." in leeg.content.decode()
    assert eva.post(f"{adres}sluiten/", vast).status_code == 302
    assert eva.post(f"{adres}sluiten/", vast).status_code == 409
    pagina = eva.get(adres).content.decode()
    assert cast.zvh.naam in pagina and "Gemeente Noord regelt een plek." in pagina and LEES_NA in pagina
    assert adres in eva.get("/opschaling/?tab=klaar").content.decode()
    for vorm, begin in (("docx", b"PK"), ("pdf", b"%PDF")):
        stuk = eva.get(f"{adres}verslag.{vorm}")
        assert stuk.content.startswith(begin) and stuk["Cache-Control"] == "no-store"
        if vorm == "docx":
            word = "".join(p.text for p in Document(BytesIO(stuk.content)).paragraphs)
            assert LEES_NA in word and "noemt geen personen" not in word
    assert als_persoon(cast.zoe).get(f"{adres}verslag.docx").status_code == 403
