"""A stay is kept for its term after it ended, and then goes with its nights; a legal hold stops that."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.cast import Cast, als
from tests.zorg.opvanghulp import nederlander, plek, voorziening

from baken.dossiers.models import Dossier
from baken.kern import bewaartermijnen, journaal, klok
from baken.kern.journaal import Spoor
from baken.kern.models import Bewaarregel
from baken.zorg.models import Nacht, Plaatsing, Plek, Voorziening, Wachtplek
from baken.zorg.rules.opvang import Opvangsoort
from baken.zorg.services import plaatsen
from baken.zorg.services.plaatsen import Boeking
from baken.zorg.services.wachtlijst import haal_van_wachtlijst, zet_op_wachtlijst
from baken.zorg.soorten_opvang import Plaatsingseinde

DAG = timedelta(days=1)


@pytest.fixture
def verblijf(cast: Cast) -> Plaatsing:
    """A stay that ended today, with one night, and a place in the queue that was given up."""
    door = als(cast.zoe)
    kamer, bij = plek(door, voorziening(door)), nederlander(door)
    boeking = Boeking(kamer.pk, door.vandaag - DAG, door.vandaag + 3 * DAG)
    stay = plaatsen.reserveer(traject_id=bij.pk, boeking=boeking, door=door)
    plaatsen.laat_ingaan(plaatsing_id=stay.pk, door=door)
    wacht = zet_op_wachtlijst(traject_id=bij.pk, soort=Opvangsoort.NLA, urgentie="URG-NU", door=door)
    haal_van_wachtlijst(wachtplek_id=wacht.pk, door=door)
    return plaatsen.beeindig(plaatsing_id=stay.pk, op=door.vandaag, reden=Plaatsingseinde.VERTROKKEN, door=door)


def _bevestig(cast: Cast) -> None:
    """Let two people of the organisation confirm the periods."""
    bewaartermijnen.laad_standaardregels()
    for regel in Bewaarregel.objects.filter(categorie="opvang"):
        for wie, rol in ((cast.zoe.pk, "fg"), (cast.mensen["zara"].pk, "archivaris")):
            bewaartermijnen.bevestig(Spoor(wie, rol, cast.zorg.pk), regel.pk, als=rol)


def _ronden(maanden: int) -> int:
    """Run the night round so many months later, until nothing goes any more; how many went."""
    begin, aantal = klok.nu(), 0
    for dagen in (0, 40, 80):
        with klok.zet_stil(begin + timedelta(days=31 * maanden + dagen)):
            aantal += bewaartermijnen.nachtronde().vernietigd
    return aantal


def test_a_stay_goes_after_its_term_with_its_nights_and_the_place_remains(cast: Cast, verblijf: Plaatsing) -> None:
    assert Nacht.objects.count() == 1
    assert _ronden(30) == 0, "nothing is destroyed before two people confirmed the period"
    _bevestig(cast)
    assert _ronden(20) == 0
    assert _ronden(30) == 2
    assert not Plaatsing.objects.exists()
    assert not Nacht.objects.exists()
    assert not Wachtplek.objects.exists()
    assert Plek.objects.count() == Voorziening.objects.count() == 1
    journaal.verzegel_regels()
    assert _ronden(31) == 0


def test_a_legal_hold_keeps_it(cast: Cast, verblijf: Plaatsing) -> None:
    _bevestig(cast)
    Dossier.objects.filter(traject__pk=verblijf.traject_id).update(vastgehouden=True)
    assert _ronden(30) == 0
    assert Plaatsing.objects.count() == 1


def test_a_stay_that_runs_is_never_found(cast: Cast) -> None:
    door = als(cast.zoe)
    boeking = Boeking(plek(door, voorziening(door)).pk, door.vandaag, door.vandaag + DAG)
    plaatsen.reserveer(traject_id=nederlander(door).pk, boeking=boeking, door=door)
    _bevestig(cast)
    assert _ronden(40) == 0
    assert Plaatsing.objects.count() == 1
