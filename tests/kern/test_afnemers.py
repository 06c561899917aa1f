"""Promises to the consumers of the journaal: in sealed order, at least once, never past an unsealed line."""

from __future__ import annotations

import pytest
from tests.kern.hulp import ANDERS, DOSSIER, EIGEN, schrijf

from baken.kern import journaal
from baken.kern.afnemers import Gebeurtenis, lees_verder
from baken.kern.models import Cursor

pytestmark = pytest.mark.django_db


def test_a_consumer_reads_sealed_lines_once_and_in_order() -> None:
    schrijf(EIGEN, 3)
    schrijf(ANDERS, 2)
    gelezen: list[Gebeurtenis] = []
    assert lees_verder("proef", gelezen.append) == 0
    journaal.verzegel_regels()
    assert lees_verder("proef", gelezen.append, hoogstens=4) == 4
    assert lees_verder("proef", gelezen.append) == 1
    assert lees_verder("proef", gelezen.append) == 0
    posities = [g.positie for g in gelezen]
    assert posities == sorted(set(posities))
    assert [g.organisatie_id for g in gelezen] == [7, 7, 7, 8, 8]
    assert (gelezen[0].dossier_id, gelezen[0].handeling, gelezen[2].inhoud) == (DOSSIER, "signaal.gelezen", {"nr": 2})


def test_when_the_work_fails_the_same_lines_come_again() -> None:
    schrijf(EIGEN, 2)
    journaal.verzegel_regels()
    gezien: list[int] = []

    def breekt(gebeurtenis: Gebeurtenis) -> None:
        gezien.append(gebeurtenis.regel_id)
        if len(gezien) == 2:
            raise ConnectionError

    with pytest.raises(ConnectionError):
        lees_verder("proef", breekt)
    assert not Cursor.objects.filter(naam="proef", positie__gt=0).exists()
    assert lees_verder("proef", breekt) == 2
    assert gezien == [*gezien[:2], *gezien[:2]]


def test_a_consumer_may_pass_over_other_acts_and_erased_payloads() -> None:
    schrijf(EIGEN, 2)
    journaal.wis_inhoud(journaal.Spoor(1, "fg", EIGEN), DOSSIER, grondslag="AVG art. 17")
    journaal.verzegel_regels()
    gelezen: list[Gebeurtenis] = []
    assert lees_verder("proef", gelezen.append, handelingen={"journaal.inhoud_gewist"}) == 3
    assert [g.inhoud for g in gelezen] == [{"aantal": 2}]
    lees_verder("tweede", gelezen.append)
    assert gelezen[1].inhoud is None
