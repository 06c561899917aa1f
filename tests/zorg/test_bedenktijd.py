"""A bedenktijd that was given elsewhere: recorded with its end, warned about once a step, and ended with a reason."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from tests.cast import Cast, als
from tests.gereedschap.momentopname import herhaalbaar
from tests.signalen.hulp import laatste_regels
from tests.zorg.hulp import client, traject, verstuur_mails
from tests.zorg.test_intake import PROFIEL
from tests.zorg.test_intake import doe as doe_intake
from tests.zorg.test_loop import sluit

from baken.dossiers.services import sleutel_van
from baken.kern import klok
from baken.kern.fouten import NietGevondenError, OngeldigeInvoerError, OvergangNietToegestaanError
from baken.zorg import tasks
from baken.zorg.inhoud import open_profiel
from baken.zorg.models import Bedenktijd, Traject
from baken.zorg.openstaand import openstaand
from baken.zorg.services import bedenktijd, loop
from baken.zorg.soorten import Doelgroep
from baken.zorg.verloop import BEDENKTIJD, Bedenktijdstatus

VANDAAG = date(2026, 11, 30)


def op(dag: date) -> Any:
    return klok.zet_stil(datetime(dag.year, dag.month, dag.day, 12, tzinfo=UTC))


@pytest.fixture
@herhaalbaar
def t(cast: Cast) -> Traject:
    with op(VANDAAG):
        return doe_intake(cast, traject(als(cast.zoe)))


def begin(cast: Cast, t: Traject, dag: date = VANDAAG, *, dublin: bool = False, door: str = "zoe") -> Bedenktijd:
    return bedenktijd.begin_bedenktijd(
        traject_id=t.pk, begin=dag, dublin=dublin, verleend_door="politie", door=als(getattr(cast, door))
    )


def einde(cast: Cast, t: Traject, b: Bedenktijd, **anders: Any) -> Bedenktijd:
    velden = {"op": VANDAAG, "einde_reden": "BE-AANGIFTE", "verblijf": "vergunning", **anders}
    return bedenktijd.beeindig_bedenktijd(traject_id=t.pk, bedenktijd_id=b.pk, door=als(cast.zoe), **velden)


def test_a_bedenktijd_that_ran_out_can_still_be_told_what_ended_it() -> None:
    assert BEDENKTIJD.mag(Bedenktijdstatus.VERLOPEN, Bedenktijdstatus.BEEINDIGD)
    assert BEDENKTIJD.einden == frozenset({Bedenktijdstatus.BEEINDIGD})


def test_the_end_is_worked_out_once_and_the_stay_of_the_client_follows(cast: Cast, t: Traject) -> None:
    with op(VANDAAG):
        b = begin(cast, t)
    assert (b.regime, b.eindigt_op) == ("BT-STANDAARD", date(2027, 2, 28))
    assert laatste_regels()[0] == "bedenktijd.begonnen"
    t.refresh_from_db()
    assert open_profiel(t, sleutel_van(t.dossier)).verblijf == "bedenktijd"
    assert "De bedenktijd loopt nog." in openstaand(t)


def test_one_that_ran_out_already_is_recorded_and_leaves_the_stay_of_today(cast: Cast, t: Traject) -> None:
    with op(VANDAAG):
        t = doe_intake(cast, t, replace(PROFIEL, verblijf="vergunning"), verslag="Vergunning gekregen.")
        b = begin(cast, t, date(2026, 5, 1))
    assert b.status == Bedenktijdstatus.VERLOPEN
    t.refresh_from_db()
    assert open_profiel(t, sleutel_van(t.dossier)).verblijf == "vergunning"
    assert "De bedenktijd loopt nog." not in openstaand(t)


def test_a_dublin_case_has_30_days(cast: Cast, t: Traject) -> None:
    with op(VANDAAG):
        b = begin(cast, t, dublin=True)
    assert (b.regime, b.eindigt_op) == ("BT-DUBLIN", VANDAAG + timedelta(days=30))


def test_two_at_a_time_a_day_ahead_and_a_giver_who_gives_none_are_refused(cast: Cast, t: Traject) -> None:
    with op(VANDAAG):
        with pytest.raises(OngeldigeInvoerError):
            begin(cast, t, VANDAAG + timedelta(days=1))
        with pytest.raises(OngeldigeInvoerError):
            bedenktijd.begin_bedenktijd(
                traject_id=t.pk, begin=VANDAAG, dublin=False, verleend_door="gemeente", door=als(cast.zoe)
            )
        begin(cast, t)
        with pytest.raises(OngeldigeInvoerError):
            begin(cast, t)
        with pytest.raises(NietGevondenError):
            begin(cast, t, door="piet")


def test_a_dutch_national_and_an_offender_get_none(cast: Cast) -> None:
    nl = traject(als(cast.zoe), client=client(identiteit={"naam": "Nederlander"}))
    nl = doe_intake(cast, nl, replace(PROFIEL, verblijf="nederlander"))
    nl_anders = traject(als(cast.zoe), client=client(identiteit={"naam": "Ook Nederlander"}, nationaliteit="NL"))
    nl_anders = doe_intake(cast, nl_anders, replace(PROFIEL, verblijf="geen"))
    dader = traject(als(cast.zoe), Doelgroep.DADER)
    for geen in (nl, nl_anders, dader):
        with pytest.raises(OngeldigeInvoerError):
            begin(cast, geen, klok.vandaag())


def test_what_ended_it_is_recorded_with_the_stay_from_then_on(cast: Cast, t: Traject) -> None:
    with op(VANDAAG):
        b = einde(cast, t, begin(cast, t))
        assert (b.status, b.beeindigd_op) == (Bedenktijdstatus.BEEINDIGD, VANDAAG)
        t.refresh_from_db()
        assert open_profiel(t, sleutel_van(t.dossier)).verblijf == "vergunning"
        with pytest.raises(OvergangNietToegestaanError):
            einde(cast, t, b)
        assert begin(cast, t).pk != b.pk


@pytest.mark.parametrize(
    ("veld", "waarde"),
    [
        ("op", VANDAAG - timedelta(days=1)),
        ("op", VANDAAG + timedelta(days=1)),
        ("einde_reden", "BE-ONZIN"),
        ("verblijf", "bedenktijd"),
        ("verblijf", ""),
    ],
)
def test_an_end_that_cannot_be_is_refused(cast: Cast, t: Traject, veld: str, waarde: object) -> None:
    with op(VANDAAG):
        b = begin(cast, t)
        with pytest.raises(OngeldigeInvoerError) as fout:
            einde(cast, t, b, **{veld: waarde})
    assert veld in fout.value.fouten


def test_the_bedenktijd_of_another_traject_is_not_there(cast: Cast, t: Traject) -> None:
    with op(VANDAAG), pytest.raises(NietGevondenError):
        bedenktijd.beeindig_bedenktijd(
            traject_id=t.pk,
            bedenktijd_id=uuid.uuid4(),
            op=VANDAAG,
            einde_reden="BE-AANGIFTE",
            verblijf="geen",
            door=als(cast.zoe),
        )


def test_the_clock_warns_once_a_step_and_says_when_it_ran_out(cast: Cast, t: Traject) -> None:
    with op(VANDAAG):
        b = begin(cast, t)
    for dagen, mails in ((20, 0), (14, 1), (13, 1), (7, 2), (1, 3), (0, 3), (-1, 4), (-2, 4)):
        with op(b.eindigt_op - timedelta(days=dagen)):
            tasks.bedenktijd_klokken.call()
            verstuur_mails()
        assert len(mail.outbox) == mails, dagen
    b.refresh_from_db()
    assert b.status == Bedenktijdstatus.VERLOPEN
    assert laatste_regels()[0] == "bedenktijd.verlopen"
    assert {m.to[0] for m in mail.outbox} == {"zoe@voorbeeld.invalid"}
    assert all("Mira" not in m.body and t.nummer not in m.body for m in mail.outbox)


def test_when_the_coordinator_left_every_coordinator_hears_it_and_after_closing_nobody_does(
    cast: Cast, t: Traject
) -> None:
    with op(VANDAAG):
        b = begin(cast, t)
        t.refresh_from_db()
        t = loop.start(traject_id=t.pk, versie=t.versie, door=als(cast.zoe))
    cast.zoe.aanstellingen.update(geldig_tot=date(2026, 12, 1))
    with op(b.eindigt_op - timedelta(days=14)):
        tasks.bedenktijd_klokken.call()
        verstuur_mails()
    assert [m.to[0] for m in mail.outbox] == ["zara@voorbeeld.invalid"]
    cast.zoe.aanstellingen.update(geldig_tot=None)
    with op(b.eindigt_op - timedelta(days=10)):
        sluit(cast, t, "Zij is vertrokken en wil geen hulp meer.")
    with op(b.eindigt_op + timedelta(days=1)):
        assert tasks.bedenktijd_klokken.call() == 1
        verstuur_mails()
    assert len(mail.outbox) == 1
