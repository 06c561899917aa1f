"""A made-up case names nobody whom its writer may read in an open dossier, and tells nothing of other dossiers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.cast import Cast, als, maak_signaal, medewerker
from tests.casussen.hulp import WAAROM, casus_van
from tests.casussen.test_eerder import PLEK
from tests.casussen.test_leren import TEKST, schrijf
from tests.casussen.test_openen import CLIENT, aanmelding
from tests.signalen.hulp import doorgegeven, laatste_regels, naar_zorg
from tests.web.signalen.hulp import als_persoon, vul_in
from tests.zorg.hulp import traject

from baken.casussen.models import Casus, Leercasus
from baken.casussen.services import afsluiten, leren, personen
from baken.casussen.services.aannemen import accepteer
from baken.casussen.services.afschermen import scherm_af
from baken.casussen.services.openen import open_direct
from baken.casussen.soorten import Afsluitreden
from baken.casussen.verloop import Leercasusstatus
from baken.dossiers.bekend import NOEMT_BEKENDE
from baken.dossiers.bijwerken import Wijziging
from baken.dossiers.models import Betrokkene, Verstrekking
from baken.dossiers.services import NieuweBetrokkene
from baken.dossiers.verloop import Verstrekkingsstatus
from baken.kern.fouten import OngeldigeInvoerError
from baken.kern.models import Journaalregel
from baken.organisaties.besluit import Wie
from baken.organisaties.rollen import Rol
from baken.signalen.services import doorgeleiden

NOEMT = f"{TEKST.verhaal} Zij heet Quirina."


@pytest.fixture
def casus(cast: Cast) -> Casus:
    """Return an open casus of zoe, on Quirina; zara is a colleague outside its team."""
    cast.mensen["zara"] = medewerker("zara", cast.zorg, Rol.ZORGCOORDINATOR)
    gemaakt = open_direct(aanmelding=aanmelding(), door=als(cast.zoe))
    gemaakt.refresh_from_db()
    return gemaakt


def geweigerd(door: Wie, **anders: Any) -> list[str]:
    """Return the fields that were refused; empty when it was written."""
    try:
        schrijf(door, **anders)
    except OngeldigeInvoerError as fout:
        return [veld for veld, zinnen in fout.fouten.items() if zinnen == [NOEMT_BEKENDE]]
    return []


@pytest.mark.parametrize(
    ("veld", "tekst"),
    [
        ("titel", "Het verhaal van Quirina"),
        ("verhaal", f"{TEKST.verhaal} Zij heet Bedacht."),
        ("vragen", "Was zij op 5 april 2020 al geboren?"),
        ("lessen", "Zij sliep aan de Bedachtweg 3."),
    ],
)
def test_nobody_of_an_open_casus_is_named(cast: Cast, casus: Casus, veld: str, tekst: str) -> None:
    personen.leg_locatie_vast(casus_id=casus.pk, versie=casus.versie, plaats=PLEK, door=als(cast.zoe))
    assert geweigerd(als(cast.zoe), **{veld: tekst}) == [veld]
    assert not Leercasus.objects.exists()
    regel = Journaalregel.objects.latest("pk")
    assert regel.handeling == "leercasus.schrijven"
    assert regel.dossier_id is None
    assert geweigerd(als(cast.zoe)) == []
    assert laatste_regels(2) == ["leercasus.geschreven", "leercasus.vergeleken"]


def test_who_was_called_so_before_is_not_named_either(cast: Cast, casus: Casus) -> None:
    ander = Wijziging(replace(CLIENT, identiteit={"naam": "Jolijt Nieuwnaam"}, contact={}))
    personen.werk_betrokkene_bij(casus_id=casus.pk, versie=casus.versie, nummer=1, wijziging=ander, door=als(cast.zoe))
    assert geweigerd(als(cast.zoe), verhaal=NOEMT) == ["verhaal"]
    assert geweigerd(als(cast.zoe), verhaal=f"{TEKST.verhaal} Zij heet Jolijt.") == ["verhaal"]


def test_it_is_compared_when_it_changes_and_again_when_it_is_shared(cast: Cast) -> None:
    zoe = als(cast.zoe)
    eigen = schrijf(zoe, verhaal=NOEMT)
    assert laatste_regels() == ["leercasus.geschreven"]  # nobody to compare with: no dossier was opened
    open_direct(aanmelding=aanmelding(), door=zoe)
    for doe in (
        lambda: leren.zet(leercasus_id=eigen.pk, naar=Leercasusstatus.GEDEELD, door=zoe),
        lambda: leren.wijzig(leercasus_id=eigen.pk, versie=1, tekst=replace(TEKST, verhaal=NOEMT), door=zoe),
    ):
        with pytest.raises(OngeldigeInvoerError) as fout:
            doe()
        assert fout.value.fouten == {"verhaal": [NOEMT_BEKENDE]}
    eigen.refresh_from_db()
    assert (eigen.status, eigen.versie) == ("concept", 1)
    leren.wijzig(leercasus_id=eigen.pk, versie=1, tekst=TEKST, door=zoe)
    assert leren.zet(leercasus_id=eigen.pk, naar=Leercasusstatus.GEDEELD, door=zoe).status == "gedeeld"
    assert leren.zet(leercasus_id=eigen.pk, naar=Leercasusstatus.INGETROKKEN, door=zoe).status == "ingetrokken"


def test_it_tells_nothing_of_who_may_not_be_read(cast: Cast, casus: Casus) -> None:
    zara = als(cast.zara)
    assert geweigerd(zara, verhaal=NOEMT) == ["verhaal"]
    assert geweigerd(als(cast.piet), verhaal=NOEMT) == []  # another organisation
    scherm_af(casus_id=casus.pk, versie=casus.versie, afgeschermd=True, reden=WAAROM, door=als(cast.zoe))
    assert geweigerd(zara, verhaal=NOEMT) == []
    assert geweigerd(als(cast.zoe), verhaal=NOEMT) == ["verhaal"]
    Betrokkene.objects.update(deel="dader")  # whom a zorgcoordinator does not read in a casus
    assert geweigerd(als(cast.zoe), verhaal=NOEMT) == []


def test_of_a_closed_casus_nothing_is_compared(cast: Cast, casus: Casus) -> None:
    zoe = als(cast.zoe)
    afsluiten.sluit(casus_id=casus.pk, versie=casus.versie, afsluitreden=Afsluitreden.KLAAR, door=zoe)
    assert geweigerd(zoe, verhaal=NOEMT) == []


def test_who_stands_in_a_signaal_or_a_traject_is_not_named(cast: Cast) -> None:
    persoon = NieuweBetrokkene("slachtoffer", identiteit={"naam": "Quirina Bedacht"})
    maak_signaal(cast, personen=(persoon,))
    assert geweigerd(als(cast.anna), verhaal=NOEMT) == ["verhaal"]
    assert geweigerd(als(cast.buur), verhaal=NOEMT) == []
    assert geweigerd(als(cast.beleid), verhaal=NOEMT) == []
    traject(als(cast.zoe), client=CLIENT)
    assert geweigerd(als(cast.zoe), verhaal=NOEMT) == ["verhaal"]


def test_what_only_the_packet_tells_is_compared_as_long_as_it_can_be_read(cast: Cast) -> None:
    zoe = als(cast.zoe)
    _signaal, (pakket,) = doorgegeven(cast, naar_zorg(cast, procesregie=True))
    accepteer(verstrekking_id=pakket.pk, door=zoe)
    Betrokkene.objects.filter(dossier_id=casus_van(pakket.pk).dossier_id).update(inhoud=None)
    assert geweigerd(zoe, verhaal=f"{TEKST.verhaal} Zij heet Xandra.") == ["verhaal"]
    assert geweigerd(zoe) == []
    Verstrekking.objects.update(status=Verstrekkingsstatus.BEEINDIGD)  # consent was taken back
    assert geweigerd(zoe, verhaal=f"{TEKST.verhaal} Zij heet Xandra.") == []


def test_a_packet_that_is_no_casus_yet_is_compared_for_who_may_read_it_and_only_once_it_was_opened(cast: Cast) -> None:
    zoe, verhaal = als(cast.zoe), f"{TEKST.verhaal} Zij heet Xandra."
    _signaal, (pakket,) = doorgegeven(cast, naar_zorg(cast, procesregie=True))
    assert geweigerd(zoe, verhaal=verhaal) == []
    doorgeleiden.open_als_ontvanger(verstrekking_id=pakket.pk, door=zoe)
    assert geweigerd(zoe, verhaal=verhaal) == ["verhaal"]
    assert geweigerd(als(cast.piet), verhaal=verhaal) == []


def test_the_pages_say_what_is_wrong_and_keep_what_was_written(cast: Cast) -> None:
    eigen = schrijf(als(cast.zoe), verhaal=NOEMT)
    open_direct(aanmelding=aanmelding(), door=als(cast.zoe))
    zoe = als_persoon(cast.zoe)
    fout = zoe.post(f"/leercasussen/{eigen.pk}/stand/", {"naar": "gedeeld"})
    assert fout.status_code == 422
    tekst = fout.content.decode()
    assert "Deze leercasus is niet gedeeld." in tekst
    assert f"Het verhaal: {NOEMT_BEKENDE}" in tekst
    assert "C-20" not in tekst
    invoer = vul_in(zoe.get("/leercasussen/nieuw/"), "verhaal", titel=TEKST.titel, verhaal=NOEMT, verzonnen="on")
    fout = zoe.post("/leercasussen/nieuw/", invoer)
    assert fout.status_code == 422
    assert NOEMT_BEKENDE in fout.content.decode()
    assert NOEMT in fout.content.decode()
