"""Victim and offender of one casus have trajecten with readers of their own, and no more than one each."""

from __future__ import annotations

from functools import partial
from importlib import import_module

import pytest
from django.apps import apps
from tests.cast import Cast, als, maak_cast, medewerker
from tests.gereedschap.tegelijk import terwijl_vast
from tests.signalen.hulp import doorgegeven
from tests.web.signalen.hulp import als_persoon
from tests.zorg.hulp import WAAROM, aanmelding, client, tegelijk, traject
from tests.zorg.test_aanmelden import ziet

from baken.casussen.models import Casus
from baken.casussen.services.aannemen import accepteer
from baken.dossiers.context import leescontext
from baken.dossiers.models import Dossier
from baken.dossiers.services import haal_dossier
from baken.kern import klok
from baken.kern.fouten import NietGevondenError, NietToegestaanError, OngeldigeInvoerError
from baken.organisaties.rollen import Rol
from baken.signalen.models import Nummersoort
from baken.signalen.nummers import houd_reeks_vast
from baken.zorg.blad import trajectblad
from baken.zorg.models import Traject
from baken.zorg.selectors import caseload
from baken.zorg.services import loop
from baken.zorg.services.aanmelden import meld_aan
from baken.zorg.services.kanten import ZELFDE_TEAM
from baken.zorg.soorten import Doelgroep
from baken.zorg.verloop import GESLOTEN

DADER = client("dader", identiteit={"naam": "Ype Verzonnen"})


def open_casus(cast: Cast) -> Casus:
    _signaal, (zorg, _zvh) = doorgegeven(cast)
    return accepteer(verstrekking_id=zorg.pk, door=als(cast.zoe))


def beide(cast: Cast, *, dader_eerst: bool) -> tuple[Traject, Traject]:
    """Return the traject of a victim (zoe's) and that of the offender (zara's) of one casus."""
    casus = open_casus(cast)
    maak = [
        lambda: traject(als(cast.zoe), casus_id=casus.pk),
        lambda: traject(als(cast.zara), Doelgroep.DADER, casus_id=casus.pk, client=DADER),
    ]
    gemaakt = {t.doelgroep: t for t in (m() for m in (reversed(maak) if dader_eerst else maak))}
    return gemaakt["slachtoffer"], gemaakt["dader"]


@pytest.mark.parametrize("dader_eerst", [False, True])
def test_who_helps_one_side_of_a_casus_reads_nothing_of_the_other(cast: Cast, dader_eerst: bool) -> None:
    slachtoffer, dader = beide(cast, dader_eerst=dader_eerst)
    assert (ziet(cast, "zoe"), ziet(cast, "zara")) == ({slachtoffer.pk}, {dader.pk})
    for wie, ander in (("zara", slachtoffer), ("zoe", dader)):
        door = als(getattr(cast, wie))
        with pytest.raises(NietGevondenError):
            trajectblad(door, ander.pk)
        with leescontext(door), pytest.raises(NietGevondenError):
            haal_dossier(door, ander.dossier_id, "delen.voorbereiden")
        assert ander.pk not in {t.pk for t in caseload(door, tab="open").rijen}


@pytest.mark.parametrize("dader_eerst", [False, True])
def test_on_the_pages_the_other_side_is_not_there(cast: Cast, dader_eerst: bool) -> None:
    slachtoffer, dader = beide(cast, dader_eerst=dader_eerst)
    for wie, eigen, ander in (("zara", dader, slachtoffer), ("zoe", slachtoffer, dader)):
        mens = als_persoon(getattr(cast, wie))
        assert mens.get(f"/zorg/{eigen.pk}/").status_code == 200
        assert ander.nummer not in mens.get("/zorg/?tab=open").content.decode()
        for pad in ("", "?deel=client", "overzicht.pdf", "sluiten/", "intake/"):
            assert mens.get(f"/zorg/{ander.pk}/{pad}").status_code == 404, pad
        assert mens.post(f"/zorg/{ander.pk}/toon/").status_code == 404
        assert mens.get(f"/delen/dossier/{ander.dossier_id}/").status_code == 404


def test_a_victim_of_another_casus_stays_open_to_the_colleagues(cast: Cast) -> None:
    los = traject(als(cast.zoe), client=client(identiteit={"naam": "Anders Verzonnen"}))
    beide(cast, dader_eerst=False)
    los.dossier.refresh_from_db()
    assert not los.dossier.afgeschermd
    assert los.pk in ziet(cast, "zara")


def test_who_still_reads_a_closed_traject_does_not_take_the_other_side(cast: Cast) -> None:
    casus = open_casus(cast)
    t = traject(als(cast.zoe), casus_id=casus.pk)
    loop.niet_starten(traject_id=t.pk, versie=t.versie, afsluitreden="AZ-STOPT", reden=WAAROM, door=als(cast.zoe))
    with pytest.raises(NietToegestaanError) as fout:
        traject(als(cast.zoe), Doelgroep.DADER, casus_id=casus.pk, client=DADER)
    assert fout.value.reden == ZELFDE_TEAM
    traject(als(cast.zara), Doelgroep.DADER, casus_id=casus.pk, client=DADER)
    assert ziet(cast, "zoe") == {t.pk}


def test_a_victim_who_is_helped_behind_a_shield_is_not_taken_in_twice(cast: Cast) -> None:
    slachtoffer, _dader = beide(cast, dader_eerst=False)
    zin = "Er loopt hier al een traject voor deze persoon. U kunt het niet lezen. Vraag {}."
    for door in (als(medewerker("zus", cast.zorg, Rol.ZORGCOORDINATOR)), als(cast.zara)):  # zara helps the offender
        with pytest.raises(OngeldigeInvoerError) as fout:
            traject(door)
        assert fout.value.fouten == {"": [zin.format(cast.zoe.naam)]}
    with pytest.raises(OngeldigeInvoerError) as fout:
        traject(als(cast.zoe))
    assert slachtoffer.nummer in fout.value.fouten[""][0], "who reads it hears which"


def test_an_offender_who_is_helped_is_not_taken_in_twice_and_only_that_is_told(cast: Cast) -> None:
    zus = als(medewerker("zus", cast.zorg, Rol.ZORGCOORDINATOR))
    dader = traject(als(cast.zara), Doelgroep.DADER)
    with pytest.raises(OngeldigeInvoerError) as fout:
        traject(zus, Doelgroep.DADER)
    zin = "Er loopt hier al een traject voor deze persoon. U kunt het niet lezen. Vraag {}."
    assert fout.value.fouten == {"": [zin.format(cast.zara.naam)]}
    with pytest.raises(OngeldigeInvoerError) as fout:
        traject(als(cast.zara), Doelgroep.DADER)
    assert dader.nummer in fout.value.fouten[""][0], "who reads it hears which"
    cast.zara.aanstellingen.update(geldig_tot=klok.vandaag())
    with pytest.raises(OngeldigeInvoerError) as fout:
        traject(zus, Doelgroep.DADER)
    assert fout.value.fouten == {"": [zin.format("uw functionaris gegevensbescherming")]}
    assert traject(zus).pk, "who takes the person in as a victim hears nothing of it"


def test_what_stood_open_before_is_shielded_by_the_migration(cast: Cast) -> None:
    slachtoffer, _dader = beide(cast, dader_eerst=False)
    los = traject(als(cast.zoe), client=client(identiteit={"naam": "Anders Verzonnen"}))
    Dossier.objects.filter(pk=slachtoffer.dossier_id).update(afgeschermd=False)
    import_module("baken.zorg.migrations.0006_eigen_lezers").scherm_af(apps, None)
    dicht = set(Dossier.objects.filter(soort="traject", afgeschermd=True).values_list("traject__nummer", flat=True))
    assert slachtoffer.nummer in dicht and los.nummer not in dicht


@pytest.mark.usefixtures("schone_database")
def test_of_two_who_take_the_same_victim_in_at_once_one_does() -> None:
    cast = maak_cast()
    cast.mensen["zara"] = medewerker("zara", cast.zorg, Rol.ZORGCOORDINATOR)
    daden = [partial(meld_aan, aanmelding=aanmelding(), door=als(wie)) for wie in (cast.zoe, cast.zara)]
    assert sorted(tegelijk(daden)) == ["OngeldigeInvoerError", "gelukt"]
    assert Traject.objects.count() == 1


@pytest.mark.postgres
@pytest.mark.parametrize("heropen_eerst", [False, True])
def test_of_taking_in_and_taking_up_again_at_once_one_happens(schone_database: object, heropen_eerst: bool) -> None:
    cast = maak_cast()
    zara = medewerker("zara", cast.zorg, Rol.ZORGCOORDINATOR)
    oud = traject(als(cast.zoe))
    dicht = {"traject_id": oud.pk, "afsluitreden": "AZ-STOPT", "reden": WAAROM, "door": als(cast.zoe)}
    oud = loop.niet_starten(versie=oud.versie, **dicht)
    daden = [
        partial(meld_aan, aanmelding=aanmelding(), door=als(zara)),
        partial(loop.heropen, traject_id=oud.pk, versie=oud.versie, reden=WAAROM, door=als(cast.zoe)),
    ]
    open_ = Traject.objects.exclude(status__in=GESLOTEN)
    gezien: list[int] = []  # while the series is held, nobody may have gone on
    reeks = partial(houd_reeks_vast, cast.zorg.pk, Nummersoort.TRAJECT, klok.vandaag())
    *samen, _kijk = terwijl_vast(
        reeks, [*(daden[::-1] if heropen_eerst else daden), lambda: gezien.append(open_.count())]
    )
    assert (sorted(samen), gezien) == (["OngeldigeInvoerError", "gelukt"], [0])
    assert open_.count() == 1


@pytest.mark.usefixtures("schone_database")
def test_of_two_sides_that_begin_at_once_each_has_its_own_readers() -> None:
    cast = maak_cast()
    cast.mensen["zara"] = medewerker("zara", cast.zorg, Rol.ZORGCOORDINATOR)
    casus = open_casus(cast)
    daden = [
        partial(meld_aan, aanmelding=aanmelding(casus_id=casus.pk), door=als(cast.zoe)),
        partial(meld_aan, aanmelding=aanmelding(Doelgroep.DADER, casus_id=casus.pk, client=DADER), door=als(cast.zara)),
    ]
    assert tegelijk(daden) == ["gelukt", "gelukt"]
    assert (len(ziet(cast, "zoe")), len(ziet(cast, "zara"))) == (1, 1)
