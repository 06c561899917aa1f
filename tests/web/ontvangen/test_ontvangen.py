"""The receiving side: only the packet, and an answer."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.cast import Cast
from tests.signalen.hulp import doorgegeven, naar_zorg
from tests.web.signalen.hulp import als_persoon

from baken.casussen.models import Casus
from baken.dossiers.models import Verstrekking
from baken.dossiers.verloop import Verstrekkingsstatus as Stand
from baken.signalen.verloop import Status


@pytest.fixture
def zorg(cast: Cast) -> Verstrekking:
    return doorgegeven(cast)[1][0]


@pytest.fixture
def zoe(cast: Cast) -> Client:
    return als_persoon(cast.zoe)


def adres(v: Verstrekking, deel: str = "") -> str:
    return f"/ontvangen/{v.pk}/{deel}"


def test_a_packet_stays_closed_until_the_receiver_opens_it(cast: Cast, zoe: Client, zorg: Verstrekking) -> None:
    dicht = zoe.get(adres(zorg)).content.decode()
    assert "Xandra" not in dicht
    assert "Zorg regelen" in dicht  # the purpose is there before
    assert zoe.post(adres(zorg, "openen/")).status_code == 302
    open_ = zoe.get(adres(zorg)).content.decode()
    assert "Xandra Verzonnen" in open_
    for stuk in ("Ype", "papieren", zorg.dossier.signaal.nummer, "Anna"):
        assert stuk not in open_
    zorg.refresh_from_db()
    assert zorg.status == Stand.ONTVANGEN


def test_the_receiver_takes_it_on_and_goes_on_in_its_casus(cast: Cast, zoe: Client, zorg: Verstrekking) -> None:
    zoe.post(adres(zorg, "openen/"))
    antwoord = zoe.post(adres(zorg, "accepteren/"))
    casus = Casus.objects.get()
    assert casus.organisatie_id == cast.zorg.pk
    assert antwoord["Location"] == f"/casussen/{casus.pk}/"
    assert antwoord["Location"] in zoe.get(adres(zorg)).content.decode()


def test_a_refusal_asks_a_reason_and_leaves_the_other_standing(cast: Cast, zoe: Client, zorg: Verstrekking) -> None:
    zoe.post(adres(zorg, "openen/"))
    leeg = zoe.post(adres(zorg, "afwijzen/"), {"tekst": " "})
    assert leeg.status_code == 422
    assert "Schrijf waarom u het niet aanneemt" in leeg.content.decode()
    assert zoe.post(adres(zorg, "afwijzen/"), {"tekst": "Wij kennen deze persoon niet."}).status_code == 302
    assert zoe.post(adres(zorg, "accepteren/")).status_code == 409
    assert zorg.dossier.signaal.status == Status.DOORGELEID
    assert (
        "Wij kennen deze persoon niet."
        in als_persoon(cast.anna).get(f"/signalen/{zorg.dossier.signaal.pk}/").content.decode()
    )


@pytest.mark.parametrize("naam", ["piet", "rik", "buur"])
def test_another_receiver_cannot_tell_that_it_exists(cast: Cast, zorg: Verstrekking, naam: str) -> None:
    ander = als_persoon(getattr(cast, naam))
    assert ander.get(adres(zorg)).status_code == 404
    for deel in ("openen/", "accepteren/", "afwijzen/"):
        assert ander.post(adres(zorg, deel), {"tekst": "Dit is een tekst."}).status_code == 404
    assert (
        "Voorbeeldstad" not in ander.get("/ontvangen/?tab=alle").content.decode().replace("Voorbeeldstad</span>", "")
        or naam == "piet"
    )


def test_the_sender_has_no_page_on_this_side(cast: Cast, zorg: Verstrekking) -> None:
    anna = als_persoon(cast.anna)
    assert anna.get(adres(zorg)).status_code == 404
    assert anna.post(adres(zorg, "accepteren/")).status_code == 403


def test_tabs_hold_what_waits_runs_and_is_done(cast: Cast, zoe: Client, zorg: Verstrekking) -> None:
    verwijzing = str(zorg.pk)
    assert verwijzing in zoe.get("/ontvangen/").content.decode()
    zoe.post(adres(zorg, "accepteren/"))
    assert verwijzing not in zoe.get("/ontvangen/").content.decode()
    assert verwijzing in zoe.get("/ontvangen/?tab=lopend").content.decode()
    casus = Casus.objects.get()
    assert casus.nummer in zoe.get("/casussen/").content.decode()
    zoe.post(f"/casussen/{casus.pk}/sluiten/", {"versie": casus.versie, "afsluitreden": "klaar"})
    assert verwijzing in zoe.get("/ontvangen/?tab=klaar").content.decode()
    assert zoe.get("/ontvangen/?tab=weg&pagina=x").status_code == 200


def test_the_number_of_queries_does_not_grow_with_the_list(cast: Cast, zoe: Client) -> None:
    def aantal(pad: str) -> int:
        with CaptureQueriesContext(connection) as vragen:
            zoe.get(pad)
        return len(vragen)

    _s, (eerste,) = doorgegeven(cast, naar_zorg(cast, procesregie=True))
    zoe.get("/ontvangen/")
    eerst = aantal("/ontvangen/?tab=alle")
    for _ in range(4):
        doorgegeven(cast, naar_zorg(cast, procesregie=True))
    assert aantal("/ontvangen/?tab=alle") == eerst
    zoe.post(adres(eerste, "accepteren/"))
    een = aantal("/casussen/")
    for v in Verstrekking.objects.exclude(pk=eerste.pk):
        zoe.post(adres(v, "accepteren/"))
    assert aantal("/casussen/") == een
