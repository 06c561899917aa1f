"""Afspraken: recorded by one, confirmed by the FG; only then, and only on its days, a gate opens."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.cast import Cast, als

from baken.kern import klok
from baken.kern.fouten import NietGevondenError, NietToegestaanError, OngeldigeInvoerError
from baken.keten.models import Afspraak, Afspraaksoort, Grondslag
from baken.keten.rules import Levering
from baken.keten.selectors import afspraken_van, grondslagen_voor, ontvangers, toets
from baken.keten.services import beeindig_afspraak, bevestig_afspraak, leg_afspraak_vast
from baken.organisaties.models import Organisatie


def levering(van: Organisatie, naar: Organisatie, op: date | None = None) -> Levering:
    return Levering(
        afzender_id=van.pk,
        ontvanger_id=naar.pk,
        ontvanger_soort=naar.soort,
        ontvanger_bestaat=True,
        veldgroepen=frozenset({"strafbaar"}),
        op=op or klok.vandaag(),
    )


def nieuw(cast: Cast, **velden: object) -> Afspraak:
    basis = {
        "soort": Afspraaksoort.ZVH_CONVENANT,
        "naam": "Convenant van de buren",
        "partijen": [cast.zvh.pk],
        "geldig_van": klok.vandaag(),
        "geldig_tot": None,
        "door": als(cast.beleid),
    }
    return leg_afspraak_vast(**{**basis, **velden})


def test_an_afspraak_opens_nothing_until_the_fg_confirmed_it(cast: Cast) -> None:
    Afspraak.objects.all().delete()
    afspraak = nieuw(cast)
    grondslag = Grondslag.objects.get(code="wgs-zvh")
    assert not toets(levering(cast.gemeente, cast.zvh), grondslag)[0].open
    bevestig_afspraak(afspraak_id=afspraak.pk, door=als(cast.fg))
    poort, gevonden = toets(levering(cast.gemeente, cast.zvh), grondslag)
    assert poort.open
    assert gevonden == afspraak
    assert not toets(levering(cast.buurgemeente, cast.zvh), grondslag)[0].open  # takes no part


def test_the_person_who_recorded_it_cannot_confirm_it_nor_can_another_organisation(cast: Cast) -> None:
    afspraak = nieuw(cast)
    with pytest.raises(NietToegestaanError):
        bevestig_afspraak(afspraak_id=afspraak.pk, door=als(cast.beleid))
    Afspraak.objects.filter(pk=afspraak.pk).update(voorgesteld_door_id=cast.fg.pk)
    with pytest.raises(NietToegestaanError):
        bevestig_afspraak(afspraak_id=afspraak.pk, door=als(cast.fg))
    Afspraak.objects.filter(pk=afspraak.pk).update(beheerder=cast.buurgemeente)
    with pytest.raises(NietGevondenError):
        bevestig_afspraak(afspraak_id=afspraak.pk, door=als(cast.fg))


@pytest.mark.parametrize("naam", ["anna", "balie", "fg", "zoe"])
def test_who_may_not_record_an_afspraak_is_refused(cast: Cast, naam: str) -> None:
    with pytest.raises(NietToegestaanError):
        nieuw(cast, door=als(getattr(cast, naam)))


def test_an_end_before_the_begin_is_refused(cast: Cast) -> None:
    with pytest.raises(OngeldigeInvoerError):
        nieuw(cast, geldig_tot=klok.vandaag())
    afspraak = nieuw(cast)
    with pytest.raises(OngeldigeInvoerError):
        beeindig_afspraak(afspraak_id=afspraak.pk, per=klok.vandaag(), door=als(cast.beleid))


def test_from_the_day_it_ends_the_gate_is_shut_and_the_day_before_it_was_open(cast: Cast) -> None:
    afspraak = Afspraak.objects.get(soort="zvh_convenant")
    beeindig_afspraak(afspraak_id=afspraak.pk, per=klok.vandaag(), door=als(cast.beleid))
    grondslag = Grondslag.objects.get(code="wgs-zvh")
    assert not toets(levering(cast.gemeente, cast.zvh), grondslag)[0].open
    assert toets(levering(cast.gemeente, cast.zvh, klok.vandaag() - timedelta(days=1)), grondslag)[0].open
    with pytest.raises(NietGevondenError):
        beeindig_afspraak(afspraak_id=10**6, per=klok.vandaag() + timedelta(days=9), door=als(cast.beleid))


def test_a_grondslag_of_before_its_law_opens_nothing(cast: Cast) -> None:
    grondslag = Grondslag.objects.get(code="wgs-zvh")
    assert not toets(levering(cast.gemeente, cast.zvh, date(2025, 2, 28)), grondslag)[0].open
    assert grondslag not in grondslagen_voor("zvh", date(2025, 2, 28))
    assert grondslag in grondslagen_voor("zvh", date(2025, 3, 1))


def test_who_cannot_receive_today_is_listed_with_the_reason(cast: Cast) -> None:
    Grondslag.objects.exclude(code="wgs-zvh").update(geldig_tot=klok.vandaag())
    (kan,) = ontvangers(als(cast.anna), "zvh")
    assert [g.code for g in kan.grondslagen] == ["wgs-zvh"]
    Afspraak.objects.all().update(bevestigd_op=None)
    (kan_niet,) = ontvangers(als(cast.anna), "zvh")
    assert not kan_niet.grondslagen
    assert "afspraak" in kan_niet.reden
    assert ontvangers(als(cast.anna), "om") == []


def test_an_organisation_sees_the_afspraken_it_keeps_or_takes_part_in(cast: Cast) -> None:
    assert {a.soort for a in afspraken_van(als(cast.anna))} == {
        "zvh_convenant",
        "riec_convenant",
        "samenwerkingsafspraak",
    }
    assert [a.soort for a in afspraken_van(als(cast.zoe))] == ["samenwerkingsafspraak"]
    assert afspraken_van(als(cast.buur)) == []
