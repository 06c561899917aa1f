"""A person chooses the grondslag, says why an unusual gemeente gets it, and sees which danger a packet leaves out."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from tests.cast import Cast
from tests.signalen.hulp import REDEN, besloten
from tests.web.signalen.hulp import als_persoon, formulier, vul_in
from tests.web.signalen.test_stappen import TOESTEMMING, adres_van, loop

from baken.dossiers.models import Verstrekking
from baken.dossiers.services import NieuweBetrokkene
from baken.keten.models import Grondslag
from baken.signalen.rules.advies import Uitkomst
from baken.signalen.soorten import Antwoord


@pytest.fixture
def anna(cast: Cast) -> Client:
    return als_persoon(cast.anna)


def alleen_zorg(cast: Cast) -> dict[str, Any]:
    return {"ontvanger_zvh": [], "ontvanger_riec": [], "ontvanger_zorgcoordinatie": [str(cast.zorg.pk)]}


def test_no_grondslag_is_chosen_beforehand_and_a_missing_one_keeps_everything(cast: Cast, anna: Client) -> None:
    adres = adres_van(besloten(cast))
    deel = loop(anna, adres, alleen_zorg(cast))
    assert "grondslag" not in formulier(deel, "concept")["velden"]
    getypt = {"doel": "Een eigen doel", "toelichting": "Bel niet overdag.", **TOESTEMMING}
    fout = anna.post(adres, vul_in(deel, "concept", grondslag=[], **getypt))
    assert fout.status_code == 422
    assert "Kies een grondslag. Baken kiest die niet voor u." in fout.content.decode()
    velden = formulier(fout, "concept")["velden"]
    assert {naam: velden[naam][0] for naam in getypt} == getypt
    assert "grondslag" not in velden
    goed = anna.post(adres, vul_in(fout, "concept"))
    assert goed.status_code == 200
    assert "Precies dit gaat eruit" in goed.content.decode()


@pytest.mark.parametrize(("jong", "laatste"), [(True, "toestemming"), (False, "nood")])
def test_law_and_task_stand_first_and_consent_last_when_somebody_is_a_minor(
    cast: Cast, anna: Client, jong: bool, laatste: str
) -> None:
    personen = (NieuweBetrokkene("slachtoffer", "12-17" if jong else "25-29"),)
    deel = loop(anna, adres_van(besloten(cast, personen=personen)), alleen_zorg(cast))
    soort = dict(Grondslag.objects.values_list("pk", "soort"))
    soorten = [soort[int(pk)] for pk in formulier(deel, "concept")["keuzes"]["grondslag"]]
    assert soorten[0] in {"wet", "taak"}
    assert soorten[-1] == laatste


def test_a_gemeente_where_it_does_not_happen_warns_and_asks_why(cast: Cast, anna: Client) -> None:
    signaal = besloten(cast, Uitkomst.ANDERE_GEMEENTE, gemeente_code="GM0001")
    adres = adres_van(signaal)
    deel = loop(anna, adres, {"ontvanger_gemeente": [str(cast.buurgemeente.pk)], "andere_gemeente": ""})
    assert "Dit is niet de gemeente waar het signaal speelt." in deel.content.decode()
    velden = formulier(deel, "concept")["velden"]
    assert "strafbaar" in velden["veldgroepen"]
    assert "identiteit" not in velden["veldgroepen"]
    for kort in ("", "daarom"):
        fout = anna.post(adres, vul_in(deel, "concept", gemeentereden=kort))
        assert fout.status_code == 422
        assert formulier(fout, "concept")["velden"]["gemeentereden"] == [kort]
    controle = anna.post(adres, vul_in(deel, "concept", gemeentereden=REDEN))
    assert controle.status_code == 200, controle.content.decode()[-2000:]
    assert REDEN in controle.content.decode()
    lees = {n: ["on"] for n in formulier(controle, "concept")["keuzes"] if n.startswith("gelezen")}
    assert anna.post(adres, vul_in(controle, "concept", **lees)).status_code == 302
    v = Verstrekking.objects.get()
    assert REDEN in anna.get(f"/signalen/verstrekkingen/{v.pk}/").content.decode()
    buur = als_persoon(cast.buur)
    buur.post(f"/ontvangen/{v.pk}/openen/")
    assert REDEN not in buur.get(f"/ontvangen/{v.pk}/").content.decode()


def test_the_gemeente_where_it_happens_is_given_without_a_warning(cast: Cast, anna: Client) -> None:
    code = cast.buurgemeente.gemeente_code
    adres = adres_van(besloten(cast, Uitkomst.ANDERE_GEMEENTE, gemeente_code=code))
    deel = loop(anna, adres, {"ontvanger_gemeente": [str(cast.buurgemeente.pk)], "andere_gemeente": ""})
    assert "gemeentereden" not in formulier(deel, "concept")["velden"]


def test_the_review_names_a_danger_that_is_not_in_a_packet(cast: Cast, anna: Client) -> None:
    adres = adres_van(besloten(cast, georganiseerd=Antwoord.JA, minderjarig=Antwoord.JA))
    controle = loop(anna, adres, alleen_zorg(cast), TOESTEMMING)
    tekst = controle.content.decode()
    assert "Dit staat niet in dit pakket:" in tekst
    assert "<li>Tekenen van georganiseerde misdaad</li>" in tekst
    assert "Minderjarige betrokken" in tekst
    gewoon = loop(anna, adres_van(besloten(cast)), alleen_zorg(cast), TOESTEMMING)
    assert "Dit staat niet in dit pakket:" not in gewoon.content.decode()
