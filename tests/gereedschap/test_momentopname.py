"""A region that is written again is the region that was made."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from baken.kern import klok
from baken.keten.models import Afspraak
from baken.organisaties.models import Organisatie
from baken.signalen.inhoud import open_signaal
from baken.signalen.models import Signaal
from tests.browser.wereld import Wereld, maak_wereld
from tests.cast import Cast, maak_cast, maak_signaal, organisatie
from tests.gereedschap.momentopname import _stand, herhaalbaar

pytestmark = pytest.mark.django_db


def _maak_en_vergeet() -> tuple[Wereld, object]:
    with transaction.atomic():
        wereld, stand = maak_wereld(), _stand()
        transaction.set_rollback(True)
    return wereld, stand


def test_the_same_rows_come_back_and_everything_in_them_opens() -> None:
    eerste, rijen = _maak_en_vergeet()
    tweede, opnieuw = _maak_en_vergeet()
    assert opnieuw == rijen
    assert tweede == eerste
    wereld = maak_wereld()
    assert {open_signaal(s).waarneming for s in Signaal.objects.all()}
    wereld.nieuw.refresh_from_db()
    assert wereld.nieuw == eerste.nieuw


def test_what_a_test_does_to_its_objects_stays_in_that_test() -> None:
    with transaction.atomic():
        maak_cast().anna.naam = "Iemand anders"
        transaction.set_rollback(True)
    assert maak_cast().anna.naam == "Anna"


def test_on_another_day_it_is_made_anew() -> None:
    with transaction.atomic():
        maak_cast()
        transaction.set_rollback(True)
    met = klok.nu() - timedelta(days=400)
    with klok.zet_stil(met):
        maak_cast()
    assert set(Afspraak.objects.values_list("bevestigd_op", flat=True)) == {met.astimezone(klok.TIJDZONE).date()}


def test_where_something_of_it_stands_already_it_is_made_by_the_services() -> None:
    with transaction.atomic():
        maak_cast()
        transaction.set_rollback(True)
    organisatie("eerder")
    cast = maak_cast()
    assert Organisatie.objects.count() == 8
    cast.gemeente.refresh_from_db()
    assert cast.gemeente.code == "voorbeeldstad"


@herhaalbaar
def _signaal(cast: Cast) -> Signaal:
    return maak_signaal(cast)


def test_what_goes_on_from_a_region_stands_on_the_rows_of_that_region() -> None:
    nummers = []
    for _keer in range(2):
        with transaction.atomic():
            signaal = _signaal(maak_cast())
            assert open_signaal(Signaal.objects.get()).waarneming
            nummers.append((signaal.pk, signaal.organisatie_id, Organisatie.objects.get(code="voorbeeldstad").pk))
            transaction.set_rollback(True)
    assert nummers[0] == nummers[1]
    assert nummers[0][1] == nummers[0][2]
