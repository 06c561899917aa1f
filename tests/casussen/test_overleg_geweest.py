"""Who was at a meeting of another organisation finds what was decided, as long as it may read along there."""

from __future__ import annotations

import pytest
from tests.cast import Cast, als, medewerker
from tests.casussen.test_openen import CLIENT, aanmelding
from tests.casussen.test_overleg import gehouden_met
from tests.web.signalen.hulp import als_persoon

from baken.casussen.models import Casus
from baken.casussen.overlegblad import geweest, uitnodiging
from baken.casussen.services.openen import open_direct
from baken.dossiers.models import Verstrekking
from baken.kern import klok
from baken.keten.models import Aanwezig, Deelname
from baken.organisaties.rollen import Rol

KOP = "Waar uw organisatie bij was"


@pytest.fixture
def casus(cast: Cast) -> Casus:
    return open_direct(aanmelding=aanmelding(client=CLIENT), door=als(cast.zoe))


def test_who_was_there_finds_the_decisions_without_a_name(cast: Cast, casus: Casus) -> None:
    bijeen = gehouden_met(cast, casus, None)
    (rij,) = geweest(als(cast.piet))
    assert (rij.id, rij.casus_id, rij.nummer) == (bijeen.pk, None, "")
    assert uitnodiging(als(cast.piet), rij.id).besluiten == ["Persoon 1 (slachtoffer) gaat maandag naar de huisarts."]
    assert geweest(als(cast.zoe)) == geweest(als(cast.rik)) == []  # the owner has the casus; the RIEC was not asked


def test_the_page_leads_to_it(cast: Cast, casus: Casus) -> None:
    bijeen = gehouden_met(cast, casus, None)
    piet, adres = als_persoon(cast.piet), f"/casussen/overleg/{bijeen.pk}/"
    lijst = piet.get("/casussen/overleg/").content.decode()
    assert KOP in lijst and adres in lijst
    assert "gaat maandag naar de huisarts" in piet.get(adres).content.decode()
    for ander in (cast.zoe, cast.rik):
        assert KOP not in als_persoon(ander).get("/casussen/overleg/").content.decode()


@pytest.mark.parametrize("kwam", [Aanwezig.NEE, Aanwezig.AFGEMELD])
def test_who_did_not_come_does_not_find_it(cast: Cast, casus: Casus, kwam: Aanwezig) -> None:
    gehouden_met(cast, casus, None)
    Deelname.objects.filter(organisatie=cast.zvh).update(aanwezig=kwam)
    assert geweest(als(cast.piet)) == []


def test_who_may_not_read_along_any_more_does_not_find_it(cast: Cast, casus: Casus) -> None:
    bijeen = gehouden_met(cast, casus, None)
    fg = medewerker("fg2", cast.zvh, Rol.FG)
    assert KOP not in als_persoon(fg).get("/casussen/overleg/").content.decode()
    Verstrekking.objects.filter(soort="deelbesluit").update(beeindigd_op=klok.nu())
    assert geweest(als(cast.piet)) == []
    assert als_persoon(cast.piet).get(f"/casussen/overleg/{bijeen.pk}/").status_code == 404
