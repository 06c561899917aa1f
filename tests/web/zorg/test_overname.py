"""The pages by which another organisation goes on with the care, and those by which the traject is handed over."""

from __future__ import annotations

import pytest
from tests.cast import Cast
from tests.web.signalen.hulp import als_persoon
from tests.web.zorg.test_traject import AANMELDING, dag, lees, post
from tests.zorg.test_loop import WAAROM
from tests.zorg.test_overnemen import gedeeld

from baken.organisaties.models import Medewerker
from baken.organisaties.rollen import Rol
from baken.zorg.models import Traject
from baken.zorg.services import overdragen


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


def test_who_helps_already_says_so_with_one_button(cast: Cast) -> None:
    _t, pakket, _nora = gedeeld(cast)
    nora = als_persoon(Medewerker.objects.get(username="nora"))
    adres = f"/zorg/pakket/{pakket.pk}/loopt-al/"
    assert nora.get(adres).status_code == 405
    assert nora.post(adres)["Location"] == f"/ontvangen/{pakket.pk}/"
    assert nora.post(adres).status_code == 409
    assert als_persoon(cast.zoe).post(adres).status_code == 404


def test_another_role_is_offered_no_traject(cast: Cast) -> None:
    _t, pakket, _nora = gedeeld(cast, Rol.PROCESREGISSEUR)
    nora = als_persoon(Medewerker.objects.get(username="nora"))
    assert "/zorg/pakket/" not in nora.get(f"/ontvangen/{pakket.pk}/").content.decode()
    assert nora.get(f"/zorg/pakket/{pakket.pk}/").status_code == 403


@pytest.mark.parametrize("loopt", [True, False])
def test_what_is_still_open_stands_beside_the_hand_over(cast: Cast, loopt: bool) -> None:
    t, _pakket, _nora = gedeeld(cast)
    zoe = als_persoon(cast.zoe)
    if loopt:
        post(zoe, t.pk, "bedenktijd", {"verleend_door": "politie", "dublin": "nee", **dag("begin")})
    assert ("De bedenktijd loopt nog." in lees(zoe, t.pk, "overdragen")) is loopt
