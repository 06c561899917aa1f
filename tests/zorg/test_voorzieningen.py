"""Who keeps facilities keeps them without any person, and nobody reads where they are by accident."""

from __future__ import annotations

import shutil
import uuid
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from tests.cast import Cast, als
from tests.zorg.opvanghulp import nederlander, plek, regels, voorziening

from baken.dossiers.sleutelwissel import herverpak_alles
from baken.kern import klok
from baken.kern.fouten import (
    NietGevondenError,
    NietToegestaanError,
    OngeldigeInvoerError,
    VerouderdError,
)
from baken.kern.models import Journaalinhoud
from baken.kern.versleuteling import sleutelversie, ververs_sleutelbos, voeg_sleutelversie_toe
from baken.organisaties.models import Regiolid
from baken.zorg import opvangblad as opvang
from baken.zorg.models import Aanbodstand, Plek, Voorziening
from baken.zorg.opvanggegevens import Bereikbaarheid, Plekgegevens, Voorzieninggegevens
from baken.zorg.rules.opvang import Opvangsoort, Voorwaarden
from baken.zorg.services import plaatsen, voorzieningen
from baken.zorg.services.plaatsen import Boeking, reserveer
from baken.zorg.soorten import Antwoord

ADRES = Bereikbaarheid("Verborgenlaan 7, Nergenshuizen", "010 1234567", "Bel aan bij de groene deur.")
GOED = Voorzieninggegevens(naam="Huis Een", voorwaarden=Voorwaarden())


def test_a_facility_and_its_places_are_kept_with_conditions_funding_and_source(cast: Cast) -> None:
    door = als(cast.zoe)
    huis = voorziening(
        door,
        voorwaarden=Voorwaarden(geslachten=None, contra=frozenset({"CI-AGRESSIE"})),
        structureel=Antwoord.NEE,
        verzekerd_op=door.vandaag,
        verzekerd_tot=door.vandaag + timedelta(days=90),
        bron="Gesprek met de aanbieder",
        gecontroleerd_op=door.vandaag,
    )
    kamer = plek(door, huis, "kamer 2", afwijkend={"geslachten": ["V"], "kinderen_mee": True})
    blad = opvang.voorzieningblad(door, huis.pk)
    assert blad.voorziening.structureel == "nee"
    assert [p.code for p in blad.plekken] == ["kamer 2"]
    assert kamer.afwijkende_voorwaarden == {"geslachten": ["V"], "kinderen_mee": True}
    assert regels("opvang.voorziening_vastgelegd") == regels("opvang.plek_vastgelegd") == 1


@pytest.mark.parametrize(
    ("anders", "veld"),
    [
        ({"naam": " "}, "naam"),
        ({"naam": "x" * 121}, "naam"),
        ({"noodbed_nachten": 0}, "noodbed_nachten"),
        ({"noodbed_nachten": 93}, "noodbed_nachten"),
        ({"verzekerd_op": "morgen"}, "verzekerd_op"),
        ({"gecontroleerd_op": "morgen"}, "gecontroleerd_op"),
        ({"verzekerd_op": "vandaag", "verzekerd_tot": "gisteren"}, "verzekerd_tot"),
        ({"geldig_tot": "lang geleden"}, "geldig_tot"),
        ({"aanbieder_id": 0}, "aanbieder"),
        ({"doelgroepnoot": "x" * 301}, "doelgroepnoot"),
        ({"bron": "x" * 201}, "bron"),
        ({"voorwaarden": Voorwaarden(gemeenten=frozenset({"GM9999"}))}, "gemeenten"),
        ({"voorwaarden": Voorwaarden(contra=frozenset({"CI-NIET"}))}, "contra"),
        ({"voorwaarden": Voorwaarden(inzet=frozenset({"fbi"}))}, "inzet"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(cast: Cast, anders: dict[str, Any], veld: str) -> None:
    dagen = {"vandaag": 0, "morgen": 1, "gisteren": -1, "lang geleden": -30}
    echt = {
        k: klok.vandaag() + timedelta(days=dagen[v]) if isinstance(v, str) and v in dagen else v
        for k, v in anders.items()
    }
    with pytest.raises(OngeldigeInvoerError) as fout:
        voorzieningen.leg_voorziening_vast(
            soort=Opvangsoort.REGULIER, gegevens=replace(GOED, **echt), door=als(cast.zoe)
        )
    assert set(fout.value.fouten) == {veld}
    assert not Voorziening.objects.exists()


def test_a_name_is_given_once_and_an_old_page_changes_nothing(cast: Cast) -> None:
    door = als(cast.zoe)
    huis = voorziening(door, naam="Huis Een")
    with pytest.raises(OngeldigeInvoerError):
        voorziening(door, naam=" Huis Een ")
    nieuw = voorzieningen.werk_bij(
        voorziening_id=huis.pk, versie=1, gegevens=replace(GOED, structureel=Antwoord.JA), door=door
    )
    assert (nieuw.structureel, nieuw.versie) == ("ja", 2)
    with pytest.raises(VerouderdError):
        voorzieningen.werk_bij(voorziening_id=huis.pk, versie=1, gegevens=GOED, door=door)


def test_the_beheerder_keeps_facilities_too_and_nobody_else_does(cast: Cast) -> None:
    beheer = als(cast.beheer)
    huis = voorziening(beheer)
    for naam in ("anna", "fg", "burgemeester", "beleid", "balie"):
        with pytest.raises(NietToegestaanError):
            voorziening(als(getattr(cast, naam)), naam="Van mij")
    with pytest.raises(NietToegestaanError):
        voorziening(als(cast.zoe, tweede_factor=False), naam="Zonder factor")
    for doe in (
        lambda: voorzieningen.werk_bij(voorziening_id=huis.pk, versie=1, gegevens=GOED, door=als(cast.zoe)),
        lambda: plek(als(cast.zoe), huis),
        lambda: voorzieningen.leg_adres_vast(voorziening_id=huis.pk, waar=ADRES, door=als(cast.zoe)),
        lambda: voorzieningen.meld_stand(voorziening_id=huis.pk, vrij=Antwoord.JA, door=als(cast.zoe)),
        lambda: opvang.voorzieningblad(als(cast.zoe), huis.pk),
        lambda: opvang.adres_van(als(cast.zoe), huis.pk),
    ):
        with pytest.raises(NietGevondenError):
            doe()
    assert opvang.voorzieningen(als(cast.zoe)) == []
    assert [v.aantal for v in opvang.voorzieningen(beheer)] == [0]  # type: ignore[attr-defined]  # an annotation


def test_where_a_facility_is_stands_sealed_and_each_look_is_a_line(cast: Cast) -> None:
    door = als(cast.zoe)
    huis = voorziening(door)
    assert opvang.adres_van(door, huis.pk)[1] is None
    voorzieningen.leg_adres_vast(voorziening_id=huis.pk, waar=ADRES, door=door)
    rij = Voorziening.objects.values().get()
    assert b"Verborgenlaan" not in bytes(rij.pop("adres"))
    assert not any("Verborgenlaan" in str(waarde) for waarde in rij.values())
    assert opvang.adres_van(door, huis.pk)[1] == ADRES
    assert regels("opvang.adres_getoond") == 2
    assert not any("Verborgenlaan" in t for t in Journaalinhoud.objects.values_list("inhoud", flat=True))


def test_the_beheerder_writes_an_address_and_never_reads_one(cast: Cast) -> None:
    beheer = als(cast.beheer)
    huis = voorziening(beheer)
    voorzieningen.leg_adres_vast(voorziening_id=huis.pk, waar=ADRES, door=beheer)
    assert not opvang.voorzieningblad(beheer, huis.pk).mag_adres
    with pytest.raises(NietToegestaanError):
        opvang.adres_van(beheer, huis.pk)
    assert regels("opvang.adres_getoond") == 0
    with pytest.raises(OngeldigeInvoerError):
        voorzieningen.leg_adres_vast(voorziening_id=huis.pk, waar=Bereikbaarheid(" "), door=beheer)


@pytest.mark.parametrize("anders", [{"code": " "}, {"code": "x" * 21}, {"afwijkend": {"contra": ["CI-NIET"]}}])
def test_a_place_that_cannot_be_is_refused(cast: Cast, anders: dict[str, Any]) -> None:
    door = als(cast.zoe)
    huis = voorziening(door)
    plek(door, huis, "1")
    with pytest.raises(OngeldigeInvoerError):
        plek(door, huis, **{"code": "2", **anders})
    with pytest.raises(OngeldigeInvoerError):
        plek(door, huis, "1")
    assert Plek.objects.count() == 1


def test_a_place_and_a_facility_end_after_the_last_night_that_is_booked(cast: Cast) -> None:
    door = als(cast.zoe)
    huis = voorziening(door, naam="Huis Een")
    kamer = plek(door, huis)
    vandaag = door.vandaag
    boeking = Boeking(kamer.pk, vandaag, vandaag + timedelta(days=5))
    reserveer(traject_id=nederlander(door).pk, boeking=boeking, door=door)
    te_vroeg, op_tijd = vandaag + timedelta(days=4), vandaag + timedelta(days=5)
    with pytest.raises(OngeldigeInvoerError):
        voorzieningen.werk_plek_bij(plek_id=kamer.pk, versie=1, plek=Plekgegevens("1", geldig_tot=te_vroeg), door=door)
    with pytest.raises(OngeldigeInvoerError):
        voorzieningen.werk_bij(voorziening_id=huis.pk, versie=1, gegevens=replace(GOED, geldig_tot=te_vroeg), door=door)
    voorzieningen.werk_plek_bij(plek_id=kamer.pk, versie=1, plek=Plekgegevens("1", geldig_tot=op_tijd), door=door)
    with pytest.raises(NietGevondenError):
        voorzieningen.werk_plek_bij(plek_id=kamer.pk, versie=1, plek=Plekgegevens("1"), door=als(cast.beheer))
    with pytest.raises(VerouderdError):
        voorzieningen.werk_plek_bij(plek_id=kamer.pk, versie=1, plek=Plekgegevens("2"), door=door)
    kamer.refresh_from_db()
    assert (kamer.code, kamer.versie, kamer.geldig_tot) == ("1", 2, op_tijd), "the change of a colleague stands"


def test_a_place_of_a_kind_that_is_noodbed_stays_one(cast: Cast) -> None:
    door = als(cast.zoe)
    bed = plek(door, voorziening(door, Opvangsoort.NOODBED_NATIONAAL))
    for doe in (
        lambda: plek(door, bed.voorziening, "2", noodbed=False),
        lambda: voorzieningen.werk_plek_bij(plek_id=bed.pk, versie=1, plek=Plekgegevens("1"), door=door),
    ):
        with pytest.raises(OngeldigeInvoerError) as fout:
            doe()
        assert fout.value.fouten == {"noodbed": [voorzieningen.ALTIJD_NOODBED]}
    bed.refresh_from_db()
    assert (bed.noodbed, Plek.objects.count()) == (True, 1)
    assert plek(door, voorziening(door), noodbed=True).noodbed, "elsewhere one bed may be a noodbed"


def test_quality_is_what_somebody_looked_at_on_a_day_with_its_source(cast: Cast) -> None:
    door = als(cast.zoe)
    huis = voorziening(door)
    assert opvang.voorzieningblad(door, huis.pk).kwaliteit == [], "no source gives criteria, so none ship"

    def kijk(criterium: str, voldoet: Antwoord, dagen: int = 0, bron: str = "Contract") -> None:
        voorzieningen.leg_kwaliteit_vast(
            voorziening_id=huis.pk,
            criterium=criterium,
            voldoet=voldoet,
            op=door.vandaag + timedelta(days=dagen),
            bron=bron,
            door=door,
        )

    kijk("Er is dag en nacht iemand", Antwoord.JA, -30)
    kijk("Er is dag en nacht iemand", Antwoord.NEE)
    assert [k.voldoet for k in opvang.voorzieningblad(door, huis.pk).kwaliteit] == ["nee", "ja"]
    for fout in (("x", 0, "Contract"), ("Er is iemand", 1, "Contract"), ("Er is iemand", 0, "")):
        with pytest.raises(OngeldigeInvoerError):
            kijk(fout[0], Antwoord.JA, fout[1], fout[2])


def test_the_region_sees_yes_no_or_unknown_and_never_how_many_or_where(cast: Cast) -> None:
    door = als(cast.zoe)
    huis = voorziening(door)
    elders = voorziening(door, Opvangsoort.JEUGD, eigen_boeking=False)

    def beeld() -> dict[str, str]:
        return {str(r.soort): str(r.vrij) for r in opvang.regiobeeld(als(cast.anna))}

    assert set(beeld()) == {str(s) for s in Opvangsoort}
    assert set(beeld().values()) == {"onbekend"}
    kamer = plek(door, huis)
    assert beeld()["OPV-REG"] == "ja"
    boeking = Boeking(kamer.pk, door.vandaag, door.vandaag + timedelta(days=1))
    reserveer(traject_id=nederlander(door).pk, boeking=boeking, door=door)
    assert beeld()["OPV-REG"] == "nee"
    stil = voorziening(als(cast.beheer), eigen_boeking=False)
    assert beeld()["OPV-REG"] == "onbekend", "one house says nothing"
    voorzieningen.meld_stand(voorziening_id=stil.pk, vrij=Antwoord.NEE, door=als(cast.beheer))
    assert beeld()["OPV-REG"] == "nee"
    voorzieningen.meld_stand(voorziening_id=elders.pk, vrij=Antwoord.NEE, door=door)
    assert beeld()["OPV-JEUGD"] == "nee"
    Aanbodstand.objects.update(nacht=door.vandaag - timedelta(days=1))
    assert set(beeld().values()) == {"onbekend"}, "what was said of last night says nothing of tonight"
    with pytest.raises(OngeldigeInvoerError):
        voorzieningen.meld_stand(voorziening_id=huis.pk, vrij=Antwoord.JA, door=door)


def test_one_unknown_keeps_a_no_unknown_and_another_region_is_not_ours(cast: Cast) -> None:
    door = als(cast.zoe)
    een = voorziening(door, Opvangsoort.NLA, eigen_boeking=False, naam="Een")
    twee = voorziening(door, Opvangsoort.NLA, eigen_boeking=False, naam="Twee")
    for huis, vrij in ((een, Antwoord.NEE), (twee, Antwoord.ONBEKEND)):
        voorzieningen.meld_stand(voorziening_id=huis.pk, vrij=vrij, door=door)

    def nla(naam: str) -> str:
        beeld = opvang.regiobeeld(als(getattr(cast, naam)))
        return next(str(r.vrij) for r in beeld if r.soort == Opvangsoort.NLA)

    assert nla("anna") == "onbekend"
    voorzieningen.meld_stand(voorziening_id=twee.pk, vrij=Antwoord.JA, door=door)
    assert nla("anna") == nla("zoe") == "ja"
    Regiolid.objects.filter(organisatie=cast.gemeente).delete()
    assert nla("anna") == "onbekend"
    for naam in ("balie", "fg", "beheer"):
        with pytest.raises(NietToegestaanError):
            opvang.regiobeeld(als(getattr(cast, naam)))
    assert opvang.regiobeeld(als(cast.burgemeester))


def test_a_house_that_is_silent_tonight_keeps_the_region_unknown_until_it_is_there_no_more(cast: Cast) -> None:
    door = als(cast.zoe)
    een = voorziening(door, Opvangsoort.NLA, eigen_boeking=False, naam="Een")
    stil = voorziening(door, Opvangsoort.NLA, eigen_boeking=False, naam="Stil")

    def nla() -> opvang.Regioregel:
        return next(r for r in opvang.regiobeeld(als(cast.anna)) if r.soort == Opvangsoort.NLA)

    assert (nla().vrij, nla().bijgewerkt_op) == ("onbekend", None)
    voorzieningen.meld_stand(voorziening_id=stil.pk, vrij=Antwoord.NEE, door=door)
    with klok.zet_stil(klok.nu() + timedelta(days=1)):
        voorzieningen.meld_stand(voorziening_id=een.pk, vrij=Antwoord.NEE, door=als(cast.zoe))
        assert nla().vrij == "onbekend", "what Stil said was of last night"
        assert nla().bijgewerkt_op is not None
        weg = replace(GOED, naam="Stil", geldig_tot=klok.vandaag())
        voorzieningen.werk_bij(voorziening_id=stil.pk, versie=1, gegevens=weg, door=als(cast.zoe))
        assert nla().vrij == "nee"
    assert Aanbodstand.objects.count() == 1


def test_how_many_houses_said_what_is_told_from_three_houses_on(cast: Cast) -> None:
    door = als(cast.zoe)
    huizen = [voorziening(door, Opvangsoort.NLA, eigen_boeking=False, naam=f"Huis {n}") for n in range(2)]

    def nla() -> opvang.Regioregel:
        return next(r for r in opvang.regiobeeld(als(cast.anna)) if r.soort == Opvangsoort.NLA)

    voorzieningen.meld_stand(voorziening_id=huizen[0].pk, vrij=Antwoord.JA, door=door)
    assert (nla().huizen, nla().gezegd) == (2, None), "of two, one can be told from the other"
    voorziening(als(cast.beheer), Opvangsoort.NLA, eigen_boeking=False)
    voorzieningen.meld_stand(voorziening_id=huizen[1].pk, vrij=Antwoord.NEE, door=door)
    assert nla().gezegd == {Antwoord.JA: 1, Antwoord.NEE: 1, Antwoord.ONBEKEND: 1}
    geen = next(r for r in opvang.regiobeeld(als(cast.anna)) if r.soort == Opvangsoort.JEUGD)
    assert (geen.huizen, geen.gezegd) == (0, None)


def test_who_keeps_a_facility_sees_how_many_places_there_are_and_are_taken_tonight(cast: Cast) -> None:
    door = als(cast.zoe)
    huis, vandaag = voorziening(door), door.vandaag
    kamers = [plek(door, huis, str(n)) for n in range(4)]
    for kamer, nachten in zip(kamers, (1, 5), strict=False):
        boeking = Boeking(kamer.pk, vandaag, vandaag + timedelta(days=nachten))
        stay = plaatsen.reserveer(traject_id=nederlander(door).pk, boeking=boeking, door=door)
        plaatsen.laat_ingaan(plaatsing_id=stay.pk, door=door)
    weg = Plekgegevens("3", geldig_tot=vandaag)
    voorzieningen.werk_plek_bij(plek_id=kamers[3].pk, versie=1, plek=weg, door=door)

    def tel() -> tuple[int, int]:
        (v,) = opvang.voorzieningen(als(cast.zoe))
        return v.aantal, v.bezet  # type: ignore[attr-defined]  # annotations

    assert tel() == (3, 2)
    with klok.zet_stil(klok.nu() + timedelta(days=1)):
        assert tel() == (3, 2), "nobody recorded that the first one left"


@pytest.mark.django_db
def test_after_a_new_key_version_addresses_are_readable_and_wrapped_by_it(
    cast: Cast, settings: LazySettings, tmp_path: Path
) -> None:
    settings.BAKEN_SLEUTELBESTAND = Path(shutil.copy(settings.BAKEN_SLEUTELBESTAND, tmp_path / "sleutels.json"))
    ververs_sleutelbos()
    door = als(cast.zoe)
    huis = voorziening(door)
    voorzieningen.leg_adres_vast(voorziening_id=huis.pk, waar=ADRES, door=door)
    voeg_sleutelversie_toe(settings.BAKEN_SLEUTELBESTAND)
    ververs_sleutelbos()
    assert herverpak_alles() == 1
    assert herverpak_alles() == 0
    assert sleutelversie(bytes(Voorziening.objects.get().sleutel)) == 2
    assert opvang.adres_van(door, huis.pk)[1] == ADRES
    ververs_sleutelbos()


def test_a_facility_that_does_not_exist_is_not_found(cast: Cast) -> None:
    with pytest.raises(NietGevondenError):
        opvang.voorzieningblad(als(cast.zoe), uuid.uuid4())
