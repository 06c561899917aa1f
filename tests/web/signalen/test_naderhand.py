"""After a packet is out: consent that was taken back, and a refusal that asks for another receiver or a reason."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.cast import Cast, als
from tests.signalen.hulp import REDEN, besloten, doorgegeven, grondslag, naar_riec, naar_zorg, naar_zvh
from tests.web.signalen.hulp import als_persoon, vul_in

from baken.casussen.services.aannemen import accepteer
from baken.dossiers.models import Verstrekking
from baken.dossiers.verloop import Verstrekkingsstatus as Stand
from baken.signalen.models import Signaal
from baken.signalen.rules.advies import Uitkomst
from baken.signalen.services import doorgeleiden

TAAK = "Zorgpunt nam het niet aan: kies opnieuw of leg uit waarom niet"


@pytest.fixture
def anna(cast: Cast) -> Client:
    return als_persoon(cast.anna)


def adres(v: Verstrekking, deel: str = "") -> str:
    return f"/signalen/verstrekkingen/{v.pk}/{deel}"


def tekst(client: Client, plek: str) -> str:
    return client.get(plek).content.decode()


def op_toestemming(cast: Cast) -> Verstrekking:
    keuze = naar_zorg(
        cast, grondslag_id=grondslag("toestemming-zorg"), toestemming="Mondeling, in het gesprek.", procesregie=True
    )
    return doorgegeven(cast, keuze, signaal=besloten(cast, Uitkomst.ZORG))[1][0]


def test_consent_is_taken_back_on_a_page_of_its_own_and_the_receiver_reads_what_that_means(
    cast: Cast, anna: Client
) -> None:
    zorg = op_toestemming(cast)
    zoe = als_persoon(cast.zoe)
    zoe.post(f"/ontvangen/{zorg.pk}/openen/")
    zoe.post(f"/ontvangen/{zorg.pk}/accepteren/")
    assert "Xandra" in tekst(zoe, f"/ontvangen/{zorg.pk}/")
    assert f'href="{adres(zorg, "toestemming/")}"' in tekst(anna, adres(zorg))
    pagina = anna.get(adres(zorg, "toestemming/"))
    assert "Wat er eerder mee is gedaan, blijft toegestaan." in pagina.content.decode()
    leeg = anna.post(adres(zorg, "toestemming/"), vul_in(pagina, "wie", hoe="In een gesprek."))
    assert leeg.status_code == 422
    assert "Vul in wie de toestemming introk." in leeg.content.decode()
    assert "In een gesprek." in leeg.content.decode()
    assert anna.post(adres(zorg, "toestemming/"), vul_in(leeg, "wie", wie="Mevrouw zelf")).status_code == 302
    zorg.refresh_from_db()
    assert zorg.status == Stand.BEEINDIGD
    assert "Mevrouw zelf" in tekst(anna, adres(zorg))
    dicht = tekst(zoe, f"/ontvangen/{zorg.pk}/")
    assert "De toestemming is ingetrokken." in dicht
    assert "een andere grondslag" in dicht
    assert "Xandra" not in dicht
    assert "Mevrouw zelf" not in dicht
    assert "Verstuur voortgang" not in dicht
    assert zoe.post(f"/ontvangen/{zorg.pk}/openen/").status_code == 409
    assert anna.get(adres(zorg, "toestemming/")).status_code == 409


def test_it_is_no_act_for_a_packet_on_another_basis_nor_for_the_receiver(cast: Cast, anna: Client) -> None:
    _s, (zorg,) = doorgegeven(cast, naar_zorg(cast, procesregie=True))
    assert "De toestemming is ingetrokken" not in tekst(anna, adres(zorg))
    assert anna.get(adres(zorg, "toestemming/")).status_code == 409
    assert als_persoon(cast.zoe).get(adres(zorg, "toestemming/")).status_code in {403, 404}
    assert als_persoon(cast.buur).get(adres(zorg, "toestemming/")).status_code == 404


def geweigerd(cast: Cast) -> tuple[Signaal, Verstrekking]:
    signaal, (zorg, zvh) = doorgegeven(cast)
    accepteer(verstrekking_id=zvh.pk, door=als(cast.piet))
    doorgeleiden.wijs_af(verstrekking_id=zorg.pk, reden="Geen plaats.", door=als(cast.zoe))
    return signaal, zorg


def test_a_refusal_is_a_task_until_another_takes_the_place(cast: Cast, anna: Client) -> None:
    signaal, zorg = geweigerd(cast)
    assert TAAK in tekst(anna, f"/signalen/{signaal.pk}/")
    assert "Kies een andere ontvanger" in tekst(anna, adres(zorg))
    signaal.refresh_from_db()
    doorgegeven(cast, naar_zorg(cast), signaal=signaal)
    assert TAAK not in tekst(anna, f"/signalen/{signaal.pk}/")


def test_a_refusal_is_a_task_until_somebody_explains(cast: Cast, anna: Client) -> None:
    signaal, zorg = geweigerd(cast)
    pagina = anna.get(adres(zorg))
    kort = anna.post(adres(zorg, "uitleg/"), vul_in(pagina, "reden", reden="nee"))
    assert kort.status_code == 422
    assert "ten minste 20 tekens" in kort.content.decode()
    assert TAAK in tekst(anna, f"/signalen/{signaal.pk}/")
    assert anna.post(adres(zorg, "uitleg/"), vul_in(kort, "reden", reden=REDEN)).status_code == 302
    assert TAAK not in tekst(anna, f"/signalen/{signaal.pk}/")
    assert REDEN in tekst(anna, adres(zorg))
    zvh = Verstrekking.objects.get(ontvanger=cast.zvh)
    assert anna.post(adres(zvh, "uitleg/"), {"reden": REDEN}).status_code == 409
    assert als_persoon(cast.zoe).post(adres(zorg, "uitleg/"), {"reden": REDEN}).status_code in {403, 404}


def test_a_refusal_of_who_nobody_named_is_no_task(cast: Cast, anna: Client) -> None:
    signaal, (_zorg, _zvh, riec) = doorgegeven(cast, naar_zorg(cast), naar_zvh(cast), naar_riec(cast))
    doorgeleiden.wijs_af(verstrekking_id=riec.pk, reden="Niet voor ons.", door=als(cast.rik))
    assert "nam het niet aan: kies opnieuw" not in tekst(anna, f"/signalen/{signaal.pk}/")
