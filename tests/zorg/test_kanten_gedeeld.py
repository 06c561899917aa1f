"""Another organisation shares victim and offender of one dossier: who helps one here reads nothing of the other."""

from __future__ import annotations

import pytest
from tests.cast import Cast, als
from tests.dossiers.deelhulp import NAAM_DADER, NAAM_SLACHTOFFER, convenant, opgesteld, zvh_casus
from tests.zorg.hulp import aanmelding, client, traject

from baken.casussen.services.aannemen import accepteer
from baken.dossiers.meelezen import gedeeld_blad
from baken.dossiers.models import Verstrekking
from baken.dossiers.selectors import verstrekkingsblad
from baken.kern.fouten import NietGevondenError, NietToegestaanError
from baken.organisaties.besluit import Wie
from baken.zorg.models import Traject
from baken.zorg.services import overnemen, team
from baken.zorg.services.kanten import muur_om_traject
from baken.zorg.soorten import Doelgroep

GROEPEN = frozenset({"identiteit"})


@pytest.fixture
def gedeeld(cast: Cast) -> dict[str, Verstrekking]:
    """The ZVH shared its victim and its offender with the zorgpunt, apart, each with reading along."""
    convenant(cast)
    return _deel(cast)


def _deel(cast: Cast) -> dict[str, Verstrekking]:
    casus = zvh_casus(cast)
    uit = {}
    for deel in ("slachtoffer", "dader"):
        besluit = opgesteld(cast, casus, veldgroepen=GROEPEN, over_wie=frozenset({deel}))
        accepteer(verstrekking_id=besluit.pk, door=als(cast.zoe))
        uit[deel] = Verstrekking.objects.get(pk=besluit.pk)
    return uit


def begin(pakket: Verstrekking, door: Wie) -> Traject:
    wie = overnemen.pakket_voor_zorg(door, pakket.pk).client
    assert wie is not None
    nieuw = aanmelding(Doelgroep(wie.deel), client=wie)
    return overnemen.begin_uit_pakket(verstrekking_id=pakket.pk, aanmelding=nieuw, door=door)


def leest(door: Wie, pakket: Verstrekking) -> str:
    return repr(verstrekkingsblad(door, pakket.pk).regels) + repr(gedeeld_blad(door, pakket.dossier_id, onthul=True))


def test_each_side_is_closed_to_who_helps_the_other(cast: Cast, gedeeld: dict[str, Verstrekking]) -> None:
    zoe, zara = als(cast.zoe), als(cast.zara)
    assert NAAM_SLACHTOFFER in leest(zara, gedeeld["slachtoffer"])
    begin(gedeeld["dader"], zara)
    for pakket in gedeeld.values():
        assert NAAM_SLACHTOFFER not in leest(zara, pakket)
    assert NAAM_DADER in leest(zara, gedeeld["dader"])
    begin(gedeeld["slachtoffer"], zoe)
    for pakket in gedeeld.values():
        assert NAAM_DADER not in leest(zoe, pakket)
    assert NAAM_SLACHTOFFER in leest(zoe, gedeeld["slachtoffer"])


@pytest.mark.parametrize("eerst", ["slachtoffer", "dader"])
def test_nobody_begins_with_both_and_each_is_read_by_its_own_team(
    cast: Cast, gedeeld: dict[str, Verstrekking], eerst: str
) -> None:
    zoe, zara = als(cast.zoe), als(cast.zara)
    ander = {"slachtoffer": "dader", "dader": "slachtoffer"}[eerst]
    t = begin(gedeeld[eerst], zara)
    assert overnemen.pakket_voor_zorg(zara, gedeeld[ander].pk).client is None
    nieuw = aanmelding(Doelgroep(ander))
    with pytest.raises(NietGevondenError):
        overnemen.begin_uit_pakket(verstrekking_id=gedeeld[ander].pk, aanmelding=nieuw, door=zara)
    tweede = begin(gedeeld[ander], zoe)
    for een in (t, tweede):
        een.dossier.refresh_from_db()
        assert een.dossier.afgeschermd
    with pytest.raises(NietToegestaanError):
        team.zet_in_team(traject_id=t.pk, medewerker_id=cast.zoe.pk, door=zara)


def test_a_traject_that_ran_already_comes_behind_the_wall_too(cast: Cast, gedeeld: dict[str, Verstrekking]) -> None:
    zoe, zara = als(cast.zoe), als(cast.zara)
    begin(gedeeld["dader"], zara)
    liep = traject(zara)
    with pytest.raises(NietToegestaanError):
        overnemen.bevestig_zorg(verstrekking_id=gedeeld["slachtoffer"].pk, traject_id=liep.pk, door=zara)
    eigen = traject(zoe, client=client(identiteit={"naam": "Loopt Al"}))
    overnemen.bevestig_zorg(verstrekking_id=gedeeld["slachtoffer"].pk, traject_id=eigen.pk, door=zoe)
    eigen.dossier.refresh_from_db()
    assert eigen.dossier.afgeschermd and NAAM_DADER not in leest(zoe, gedeeld["dader"])


@pytest.fixture
def tweede(cast: Cast, gedeeld: dict[str, Verstrekking]) -> dict[str, Verstrekking]:
    """The ZVH shared victim and offender of a second dossier too."""
    return _deel(cast)


def test_every_dossier_that_shared_a_client_is_remembered(
    cast: Cast, gedeeld: dict[str, Verstrekking], tweede: dict[str, Verstrekking]
) -> None:
    zoe, zara = als(cast.zoe), als(cast.zara)
    eigen = begin(gedeeld["slachtoffer"], zoe)
    assert NAAM_DADER in leest(zoe, tweede["dader"])
    overnemen.bevestig_zorg(verstrekking_id=tweede["slachtoffer"].pk, traject_id=eigen.pk, door=zoe)
    for uit in (gedeeld, tweede):
        assert all(NAAM_DADER not in leest(zoe, pakket) for pakket in uit.values())
        assert NAAM_SLACHTOFFER in leest(zoe, uit["slachtoffer"])
        assert overnemen.pakket_voor_zorg(zoe, uit["dader"].pk).client is None
    eigen.dossier.refresh_from_db()
    assert not eigen.dossier.afgeschermd
    with pytest.raises(NietGevondenError):
        overnemen.begin_uit_pakket(verstrekking_id=tweede["dader"].pk, aanmelding=aanmelding(Doelgroep.DADER), door=zoe)
    assert not muur_om_traject(zara, eigen.dossier_id)
    ander = begin(tweede["dader"], zara)
    eigen.dossier.refresh_from_db()
    assert eigen.dossier.afgeschermd
    assert muur_om_traject(zara, eigen.dossier_id) and muur_om_traject(zoe, ander.dossier_id)
    with pytest.raises(NietToegestaanError):
        team.zet_in_team(traject_id=ander.pk, medewerker_id=cast.zoe.pk, door=zara)


def test_who_helps_the_other_side_of_the_second_dossier_does_not_go_on_with_it(
    cast: Cast, gedeeld: dict[str, Verstrekking], tweede: dict[str, Verstrekking]
) -> None:
    zara = als(cast.zara)
    begin(tweede["dader"], zara)
    eigen = begin(gedeeld["slachtoffer"], zara)
    with pytest.raises(NietToegestaanError):
        overnemen.bevestig_zorg(verstrekking_id=tweede["slachtoffer"].pk, traject_id=eigen.pk, door=zara)
    assert [bron.uit_dossier for bron in eigen.bronnen.all()] == [gedeeld["slachtoffer"].dossier_id]
