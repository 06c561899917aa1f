"""What is closed goes when its period is over, and leaves a tombstone that counts; a legal hold stops it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.cast import Cast, als
from tests.zorg.test_begeleiden import contact, stel
from tests.zorg.test_loop import WAAROM, lopend, sluit

from baken.dossiers.models import Dossier, Toestemming, Zoekindex
from baken.kern import bewaartermijnen, journaal, klok
from baken.kern.fouten import NietGevondenError
from baken.kern.journaal import Spoor
from baken.kern.models import Bewaarregel
from baken.zorg.blad import trajectblad
from baken.zorg.models import Traject
from baken.zorg.services import bedenktijd, loop

TOEN = datetime(2020, 3, 2, 10, tzinfo=UTC)


@pytest.fixture
def dicht(cast: Cast) -> Traject:
    """A traject with everything in it, closed long ago."""
    with klok.zet_stil(TOEN):
        t = lopend(cast)
        contact(cast, t, dag=klok.vandaag())
        stel(cast, t)
        velden = {"begin": klok.vandaag(), "dublin": False, "verleend_door": "politie"}
        bedenktijd.begin_bedenktijd(traject_id=t.pk, door=als(cast.zoe), **velden)
        t.refresh_from_db()
        return sluit(cast, t, WAAROM)


def bevestig(cast: Cast) -> None:
    bewaartermijnen.laad_standaardregels()
    for regel in Bewaarregel.objects.filter(categorie="zorg"):
        for wie, rol in ((cast.fg, "fg"), (cast.beheer, "archivaris")):
            bewaartermijnen.bevestig(Spoor(wie.pk, "fg", cast.zorg.pk), regel.pk, als=rol)


def nachten(*jaren: int) -> None:
    for jaar in jaren:
        for maand in (4, 8):
            with klok.zet_stil(datetime(jaar, maand, 1, 3, tzinfo=UTC)):
                bewaartermijnen.nachtronde()


def test_a_closed_traject_is_destroyed_after_60_months_and_leaves_counts_and_a_whole_chain(
    cast: Cast, dicht: Traject
) -> None:
    bevestig(cast)
    nachten(2024)
    assert Dossier.objects.get(pk=dicht.dossier_id).verpakte_sleutel is not None
    nachten(2026)
    graf = Traject.objects.get(pk=dicht.pk)
    assert Dossier.objects.get(pk=dicht.dossier_id).verpakte_sleutel is None
    assert (graf.profiel, graf.coordinator_id) == (None, None)
    assert not any(x.exists() for x in (graf.stukken, graf.doelen, graf.bedenktijden, graf.overdrachten))
    assert not Zoekindex.objects.filter(dossier_id=dicht.dossier_id).exists()
    assert not Toestemming.objects.filter(dossier_id=dicht.dossier_id, inhoud__isnull=False).exists()
    assert (graf.nummer, graf.status, graf.verantwoordelijke_gemeente) == (dicht.nummer, "afgesloten", "GM0599")
    with pytest.raises(NietGevondenError):
        trajectblad(als(cast.zoe), dicht.pk)
    journaal.verzegel_regels()
    assert journaal.controleer().eerste_fout is None
    nachten(2027)  # a second time there is nothing left to do


def test_what_runs_is_never_destroyed_and_opening_again_stops_the_clock(cast: Cast, dicht: Traject) -> None:
    bevestig(cast)
    with klok.zet_stil(datetime(2024, 1, 1, tzinfo=UTC)):
        loop.heropen(traject_id=dicht.pk, versie=dicht.versie, reden=WAAROM, door=als(cast.zoe))
    nachten(2026, 2030)
    assert Dossier.objects.get(pk=dicht.dossier_id).verpakte_sleutel is not None


def test_a_legal_hold_stops_it(cast: Cast, dicht: Traject) -> None:
    bevestig(cast)
    Dossier.objects.filter(pk=dicht.dossier_id).update(vastgehouden=True)
    nachten(2026)
    assert Dossier.objects.get(pk=dicht.dossier_id).verpakte_sleutel is not None


def test_an_unconfirmed_period_destroys_nothing(cast: Cast, dicht: Traject) -> None:
    bewaartermijnen.laad_standaardregels()
    nachten(2026)
    assert Dossier.objects.get(pk=dicht.dossier_id).verpakte_sleutel is not None
