"""The steps of a doorgeleiding: nothing is stored before the end, and what is stored is what was shown."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from tests.cast import Cast, als
from tests.signalen.hulp import besloten
from tests.web.signalen.hulp import als_persoon, formulier, vul_in

from baken.dossiers.models import Verstrekking
from baken.kern import klok
from baken.keten.models import Afspraak
from baken.signalen.rules.advies import Uitkomst
from baken.signalen.services import behandelen
from baken.signalen.services.behandelen import Aanvulling


@pytest.fixture
def anna(cast: Cast) -> Client:
    return als_persoon(cast.anna)


def loop(client: Client, adres: str, *antwoorden: dict[str, Any]) -> Any:
    """Walk so many steps, each with the answers given, and return the page that comes."""
    pagina = client.get(adres)
    for anders in antwoorden:
        pagina = client.post(adres, vul_in(pagina, "concept", **anders))
        assert pagina.status_code == 200, pagina.content.decode()[-3000:]
    return pagina


def adres_van(signaal: Any) -> str:
    return f"/signalen/{signaal.pk}/doorgeleiden/"


TOESTEMMING = {"toestemming": "Mondeling op 20 november, in het gesprek."}


def test_the_proposal_follows_the_decision(cast: Cast, anna: Client) -> None:
    adres = adres_van(besloten(cast, Uitkomst.ZORG_EN_STRAFRECHT))
    velden = formulier(anna.get(adres), "concept")["velden"]
    assert velden["ontvanger_zorgcoordinatie"] == [str(cast.zorg.pk)]
    assert velden["ontvanger_zvh"] == [str(cast.zvh.pk)]
    assert "ontvanger_riec" not in velden


def test_ondermijning_with_a_victim_proposes_care_beside_it(cast: Cast, anna: Client) -> None:
    velden = formulier(anna.get(adres_van(besloten(cast, Uitkomst.ONDERMIJNING))), "concept")["velden"]
    assert velden["ontvanger_riec"] == [str(cast.riec.pk)]
    assert velden["ontvanger_zorgcoordinatie"] == [str(cast.zorg.pk)]


def test_who_cannot_receive_today_is_shown_with_the_reason(cast: Cast, anna: Client) -> None:
    adres = adres_van(besloten(cast))
    Afspraak.objects.filter(soort="zvh_convenant").update(bevestigd_op=None)
    pagina = loop(anna, adres, {"ontvanger_zorgcoordinatie": [], "ontvanger_zvh": [str(cast.zvh.pk)]})
    tekst = pagina.content.decode()
    assert "geen bevestigde afspraak" in tekst  # the basis that asks one; the emergency basis is still there
    assert "Wet gegevensverwerking door samenwerkingsverbanden: Zorg- en Veiligheidshuis" in tekst


def test_previous_keeps_what_was_chosen(cast: Cast, anna: Client) -> None:
    adres = adres_van(besloten(cast))
    pagina = loop(anna, adres, {}, {**TOESTEMMING, "doel": "Een eigen doel"})
    terug = anna.post(adres, vul_in(pagina, "concept", vorige="ja"))
    assert formulier(terug, "concept")["velden"]["doel"] == ["Een eigen doel"]
    assert Verstrekking.objects.count() == 0


def test_a_mistake_in_a_step_is_said_with_everything_kept(cast: Cast, anna: Client) -> None:
    adres = adres_van(besloten(cast))
    pagina = loop(anna, adres, {})
    fout = anna.post(
        adres, vul_in(pagina, "concept", doel="Zorg", toestemming="kort", veldgroepen=["identiteit", "strafbaar"])
    )
    assert fout.status_code == 422
    assert formulier(fout, "concept")["velden"]["doel"] == ["Zorg"]
    assert "laat niet toe" in fout.content.decode()
    geen = anna.post(adres, vul_in(anna.get(adres), "concept", ontvanger_zorgcoordinatie=[], ontvanger_zvh=[]))
    assert geen.status_code == 422
    assert "Kies ten minste één ontvanger" in geen.content.decode()


def test_a_receiver_that_is_no_choice_is_refused(cast: Cast, anna: Client) -> None:
    adres = adres_van(besloten(cast))
    for vreemd in (cast.gemeente.pk, 10**6):
        antwoord = anna.post(adres, vul_in(anna.get(adres), "concept", ontvanger_zvh=[str(vreemd)]))
        assert antwoord.status_code == 422


def test_after_the_afspraak_ended_the_page_says_why_and_nothing_is_stored(cast: Cast, anna: Client) -> None:
    adres = adres_van(besloten(cast))
    controle = loop(anna, adres, {}, TOESTEMMING, {}, {})
    assert "Precies dit gaat eruit" in controle.content.decode()
    Afspraak.objects.filter(soort="zvh_convenant").update(geldig_tot=klok.vandaag())
    antwoord = anna.post(adres, vul_in(controle, "concept"))
    assert antwoord.status_code == 409
    tekst = antwoord.content.decode()
    assert "Er is niets verstuurd en niets opgeslagen" in tekst
    assert "afspraak" in tekst
    assert Verstrekking.objects.count() == 0
    terug = anna.post(adres, vul_in(antwoord, "concept", vorige="ja"))
    assert terug.status_code == 200  # the draft is still there


def test_a_dossier_that_changed_since_the_packets_were_shown_is_not_sent(cast: Cast, anna: Client) -> None:
    signaal = besloten(cast)
    adres = adres_van(signaal)
    controle = loop(anna, adres, {}, TOESTEMMING, {}, {})
    behandelen.vul_aan(
        signaal_id=signaal.pk, aanvulling=Aanvulling(vormen=("SEKS",)), versie=signaal.versie, door=als(cast.vera)
    )
    assert anna.post(adres, vul_in(controle, "concept")).status_code == 409
    assert Verstrekking.objects.count() == 0


def test_a_draft_belongs_to_one_dossier_and_one_person_and_cannot_be_altered(cast: Cast, anna: Client) -> None:
    een, ander = besloten(cast), besloten(cast)
    controle = loop(anna, adres_van(een), {}, TOESTEMMING, {}, {})
    data = vul_in(controle, "concept")
    assert anna.post(adres_van(ander), data).status_code == 409
    assert als_persoon(cast.vera).post(adres_van(een), data).status_code == 409
    data["concept"] = [data["concept"][0][:-4] + "AAAA"]
    assert anna.post(adres_van(een), data).status_code == 409
    assert als_persoon(cast.buur).post(adres_van(een), data).status_code == 404
    assert Verstrekking.objects.count() == 0


def test_confirming_twice_gives_one_doorgeleiding(cast: Cast, anna: Client) -> None:
    adres = adres_van(besloten(cast))
    data = vul_in(loop(anna, adres, {}, TOESTEMMING, {}, {}), "concept")
    assert anna.post(adres, data).status_code == 302
    assert anna.post(adres, data).status_code in {409, 422}
    assert Verstrekking.objects.count() == 2


def test_without_a_decision_there_is_nothing_to_pass_on(cast: Cast, anna: Client) -> None:
    assert anna.get(adres_van(besloten(cast, Uitkomst.NADER_BEKIJKEN))).status_code == 409
