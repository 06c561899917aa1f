"""The page of a casus says what may not be used any more: consent was taken back, or a person asked for restriction."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from tests.cast import Cast, als
from tests.casussen.hulp import casus_van, sluit
from tests.signalen.hulp import besloten, doorgegeven, grondslag, naar_zorg
from tests.signalen.test_procesregie import vraag_regie, zonder_regie
from tests.signalen.test_toestemming_ingetrokken import MONDELING, trek_in
from tests.web.signalen.hulp import DADER, PLEK, SLACHTOFFER, als_persoon

from baken.casussen.services.aannemen import accepteer
from baken.dossiers.models import Betrokkene, Verstrekking

KOP = "De toestemming is ingetrokken."


@pytest.fixture
def zoe(cast: Cast) -> Client:
    return als_persoon(cast.zoe)


@pytest.fixture
def pakket(cast: Cast) -> Verstrekking:
    """Return a packet that rests on consent and that zoe took on."""
    signaal = besloten(cast, personen=(SLACHTOFFER, DADER), locaties=(PLEK,))
    op_toestemming = naar_zorg(
        cast, grondslag_id=grondslag("toestemming-zorg"), toestemming=MONDELING, procesregie=True
    )
    _s, (zorg,) = doorgegeven(cast, op_toestemming, signaal=signaal)
    accepteer(verstrekking_id=zorg.pk, door=als(cast.zoe))
    return zorg


def blad(wie: Client, pakket: Verstrekking) -> str:
    return str(wie.get(f"/casussen/{casus_van(pakket.pk).pk}/").content.decode())


def test_as_long_as_consent_stands_the_page_says_nothing_of_it(zoe: Client, pakket: Verstrekking) -> None:
    pagina = blad(zoe, pakket)
    assert KOP not in pagina
    assert "Toestemming ingetrokken" not in pagina


def test_consent_taken_back_stands_on_the_casus_with_what_may_and_may_not(
    cast: Cast, zoe: Client, pakket: Verstrekking
) -> None:
    trek_in(cast, pakket)
    pagina = blad(zoe, pakket)
    for zin in (
        KOP,
        f"(kenmerk {pakket.kenmerk}) niet meer op toestemming",
        "mocht en blijft geldig (AVG artikel 7 lid 3)",
        "Gebruik wat u uit dit pakket overnam niet meer op grond van die toestemming",
        "andere grondslag",
        "Is die er niet, sluit dan de casus",
        "Toestemming ingetrokken",  # beside the packet
        "Toestemming voor het pakket van",  # in the timeline
    ):
        assert zin in pagina
    assert "ook in een ander pakket" not in pagina
    van_pakket = zoe.get(f"/ontvangen/{pakket.pk}/").content.decode()
    assert "Daar leest u wat u ermee mag." in van_pakket
    assert "U werkt verder in uw eigen casus." not in van_pakket


def test_the_casus_can_still_be_closed_and_then_asks_no_further_use(
    cast: Cast, zoe: Client, pakket: Verstrekking
) -> None:
    trek_in(cast, pakket)
    assert sluit(pakket.pk, als(cast.zoe)).status == "afgesloten"
    pagina = blad(zoe, pakket)
    assert KOP in pagina
    assert "Heropen deze casus alleen als er een andere grondslag is." in pagina
    assert "sluit dan de casus" not in pagina
    pakket.refresh_from_db()
    assert pakket.status == "beeindigd"  # closing tells that sender nothing: it does not read along any more


def test_what_also_came_on_another_basis_may_be_used_for_that(cast: Cast, zoe: Client) -> None:
    signaal, eerste, _zvh = zonder_regie(cast)
    op = {"grondslag_id": grondslag("toestemming-zorg"), "toestemming": MONDELING}
    tweede = vraag_regie(cast, signaal, **op)
    accepteer(verstrekking_id=tweede.pk, door=als(cast.zoe))
    trek_in(cast, tweede)
    pagina = blad(zoe, eerste)
    assert f"(kenmerk {tweede.kenmerk}) niet meer" in pagina
    assert f"(kenmerk {eerste.kenmerk}) niet meer" not in pagina
    assert "Staat iets ook in een ander pakket van deze casus?" in pagina


def test_a_restricted_person_is_labelled_also_when_masked_and_nobody_else(
    cast: Cast, zoe: Client, pakket: Verstrekking
) -> None:
    casus = casus_van(pakket.pk)
    assert "Alleen bewaren" not in blad(zoe, pakket)
    personen = Betrokkene.objects.filter(dossier_id=casus.dossier_id)
    assert personen.filter(volgorde=1).update(beperkt_op=date(2026, 11, 20)) == 1
    for pagina in (blad(zoe, pakket), zoe.post(f"/casussen/{casus.pk}/toon/").content.decode()):
        assert pagina.count("Alleen bewaren") == 1
        assert "Sinds 20 november 2026 mag u deze gegevens alleen bewaren (AVG artikel 18)." in pagina
    personen.update(beperkt_op=None)
    assert "Alleen bewaren" not in blad(zoe, pakket)
