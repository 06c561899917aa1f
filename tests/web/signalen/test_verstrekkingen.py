"""A receiver outside Baken: the packet on paper, the record of giving it, and the answer typed in."""

from __future__ import annotations

import pytest
from django.test import Client, override_settings
from tests.cast import Cast
from tests.signalen.hulp import doorgegeven, naar_politie, naar_zorg
from tests.web.signalen.hulp import als_persoon

from baken.dossiers.models import Verstrekking
from baken.dossiers.verloop import Verstrekkingsstatus as Stand
from baken.kern import klok
from baken.kern.models import Journaalregel
from baken.signalen.verloop import Status


@pytest.fixture
def politie(cast: Cast) -> Verstrekking:
    return doorgegeven(cast, naar_politie(cast, procesregie=True, verhaal=True, verhaal_gelezen=True))[1][0]


@pytest.fixture
def anna(cast: Cast) -> Client:
    return als_persoon(cast.anna)


def adres(v: Verstrekking, deel: str = "") -> str:
    return f"/signalen/verstrekkingen/{v.pk}/{deel}"


def vandaag() -> dict[str, str]:
    dag = klok.vandaag()
    return {"wanneer_dag": str(dag.day), "wanneer_maand": str(dag.month), "wanneer_jaar": str(dag.year)}


GEGEVEN = {"hoe": "telefoon", "aan_wie": "Brigadier Verzonnen", "kenmerk": "PL-2026-1"}


def test_the_page_shows_the_packet_and_what_it_rests_on(cast: Cast, anna: Client, politie: Verstrekking) -> None:
    tekst = anna.get(adres(politie)).content.decode()
    for stuk in ("Opsporing", "Melding van een vermoeden", "houdt hun papieren", "Klaargezet"):
        assert stuk in tekst


def test_the_packet_is_printed_with_hash_receiver_and_confidential(
    cast: Cast, anna: Client, politie: Verstrekking
) -> None:
    tekst = anna.get(adres(politie, "afdruk/")).content.decode()
    assert "Vertrouwelijk" in tekst
    assert politie.pakket_hash[:8] in tekst
    assert "Politie voorbeeld" in tekst
    assert "style=" not in tekst
    assert Journaalregel.objects.filter(handeling="verstrekking.afgedrukt").count() == 1


@pytest.mark.parametrize("demonstratie", [True, False])
def test_the_packet_is_a_pdf_of_its_own_with_a_watermark_in_the_demonstration(
    cast: Cast, anna: Client, politie: Verstrekking, demonstratie: bool
) -> None:
    with override_settings(DEMONSTRATIE=demonstratie):
        antwoord = anna.get(adres(politie, "pdf/"))
        papier = anna.get(adres(politie, "afdruk/")).content.decode()
    assert antwoord["Content-Type"] == "application/pdf"
    assert antwoord["Content-Disposition"].startswith("attachment")
    assert "olitie" not in antwoord["Content-Disposition"]
    assert antwoord.content.startswith(b"%PDF-")
    assert antwoord.content.rstrip().endswith(b"%%EOF")
    assert ("DEMONSTRATIE" in papier) is demonstratie


def test_giving_it_is_recorded_and_then_the_answer_is_typed_in(cast: Cast, anna: Client, politie: Verstrekking) -> None:
    assert anna.post(adres(politie, "verzonden/"), {**GEGEVEN, **vandaag()}).status_code == 302
    assert "Brigadier Verzonnen" in anna.get(adres(politie)).content.decode()
    assert (
        anna.post(adres(politie, "antwoord/"), {"antwoord": "accepteert", "tekst": "Zij pakken het op."}).status_code
        == 302
    )
    assert (
        anna.post(adres(politie, "antwoord/"), {"antwoord": "afloop", "tekst": "Het onderzoek is klaar."}).status_code
        == 302
    )
    politie.refresh_from_db()
    assert politie.status == Stand.AFGEROND


@pytest.mark.parametrize(
    "fout",
    [
        {"hoe": ""},
        {"hoe": "duif"},
        {"aan_wie": ""},
        {"wanneer_jaar": "2099"},
        {"wanneer_jaar": "2020"},
        {"wanneer_dag": "x"},
    ],
)
def test_a_record_that_is_not_right_is_sent_back_with_everything_kept(
    cast: Cast, anna: Client, politie: Verstrekking, fout: dict[str, str]
) -> None:
    antwoord = anna.post(adres(politie, "verzonden/"), {**GEGEVEN, **vandaag(), **fout})
    assert antwoord.status_code == 422
    assert "PL-2026-1" in antwoord.content.decode()
    politie.refresh_from_db()
    assert politie.status == Stand.KLAARGEZET


def test_an_answer_without_words_or_out_of_turn_is_sent_back(cast: Cast, anna: Client, politie: Verstrekking) -> None:
    assert anna.post(adres(politie, "antwoord/"), {"antwoord": "accepteert"}).status_code == 422  # not given yet
    anna.post(adres(politie, "verzonden/"), {**GEGEVEN, **vandaag()})
    for data in ({}, {"antwoord": "wijst_af", "tekst": ""}, {"antwoord": "afloop", "tekst": "Klaar is het."}):
        assert anna.post(adres(politie, "antwoord/"), data).status_code == 422
    politie.refresh_from_db()
    assert politie.status == Stand.VERZONDEN


def test_when_the_only_receiver_refuses_the_signaal_comes_back(cast: Cast, anna: Client, politie: Verstrekking) -> None:
    anna.post(adres(politie, "verzonden/"), {**GEGEVEN, **vandaag()})
    anna.post(adres(politie, "antwoord/"), {"antwoord": "wijst_af", "tekst": "Te weinig om mee te werken."})
    signaal = politie.dossier.signaal
    assert signaal.status == Status.IN_BEOORDELING
    assert "Te weinig om mee te werken." in anna.get(f"/signalen/{signaal.pk}/").content.decode()


def test_a_packet_is_withdrawn_until_it_was_opened(cast: Cast, anna: Client) -> None:
    _s, (zorg,) = doorgegeven(cast, naar_zorg(cast, procesregie=True))
    zoe = als_persoon(cast.zoe)
    zoe.post(f"/ontvangen/{zorg.pk}/openen/")
    assert anna.post(adres(zorg, "intrekken/")).status_code == 409
    _s, (ander,) = doorgegeven(cast, naar_zorg(cast, procesregie=True))
    assert anna.post(adres(ander, "intrekken/")).status_code == 302
    assert zoe.get(f"/ontvangen/{ander.pk}/").status_code == 404


def test_nobody_else_reaches_the_page_of_the_sender(cast: Cast, politie: Verstrekking) -> None:
    _s, (zorg,) = doorgegeven(cast, naar_zorg(cast, procesregie=True))
    for deel in ("", "afdruk/", "pdf/"):
        assert als_persoon(cast.buur).get(adres(politie, deel)).status_code == 404
        assert als_persoon(cast.zoe).get(adres(zorg, deel)).status_code == 404  # a receiver has its own side
    for deel in ("verzonden/", "antwoord/", "intrekken/"):
        assert als_persoon(cast.buur).post(adres(politie, deel), {**GEGEVEN, **vandaag()}).status_code in {404, 422}
    politie.refresh_from_db()
    assert politie.status == Stand.KLAARGEZET


def test_paper_takes_nothing_from_outside() -> None:
    from baken.web.signalen.drukker import haal

    for adres_ in (
        "https://voorbeeld.invalid/x.css",
        "file:///etc/passwd",
        "baken://intern/static/../settings.py",
        "baken://intern/x",
    ):
        with pytest.raises(ValueError, match="own static files"):
            haal(adres_)
