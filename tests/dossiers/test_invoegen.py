"""Rows go in with one statement, and come out as the ORM would have put them there."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.cast import Cast, maak_signaal

from baken.dossiers.models import Betrokkene, Zoekindex
from baken.kern.invoegen import voeg_in
from baken.signalen.models import Ontvangstcode


def _betrokkene(cast: Cast, dossier: Any, volgorde: int, **anders: Any) -> Betrokkene:
    return Betrokkene(id=uuid.uuid4(), dossier=dossier, volgorde=volgorde, deel="slachtoffer", **anders)


def test_a_row_reads_back_as_one_that_the_orm_inserted(cast: Cast) -> None:
    dossier = maak_signaal(cast).dossier
    ene, andere = (_betrokkene(cast, dossier, 40 + n, inhoud=bytes(range(256)), nationaliteit="%s'") for n in (1, 2))
    voeg_in([ene])
    andere.save(force_insert=True)
    gelezen = [Betrokkene.objects.filter(pk=b.pk).values().get() for b in (ene, andere)]
    for rij in gelezen:
        rij["inhoud"] = bytes(rij["inhoud"])
        del rij["id"], rij["volgorde"]
    assert gelezen[0] == gelezen[1]
    assert gelezen[0]["inhoud"] == bytes(range(256))
    assert not ene._state.adding


def test_many_rows_are_one_statement_and_none_is_no_statement(cast: Cast) -> None:
    dossier = maak_signaal(cast).dossier
    rijen = [
        Zoekindex(dossier=dossier, organisatie_id=cast.gemeente.pk, soort="telefoon", waarde=bytes([n]) * 32)
        for n in range(5)
    ]
    voor = Zoekindex.objects.filter(dossier=dossier).count()
    with CaptureQueriesContext(connection) as gehoord:
        voeg_in(rijen)
        voeg_in([])
    assert len(gehoord) == 1
    assert Zoekindex.objects.filter(dossier=dossier).count() == voor + 5


def test_a_key_that_the_database_makes_is_read_back(cast: Cast) -> None:
    dossier = maak_signaal(cast).dossier
    Ontvangstcode.objects.filter(dossier=dossier).delete()
    rij = Ontvangstcode(code_index=b"q" * 32, dossier=dossier, organisatie=cast.gemeente)
    voeg_in([rij])
    assert Ontvangstcode.objects.get(pk=rij.pk).dossier_id == dossier.pk


def test_what_the_database_refuses_is_raised_and_nothing_stays(cast: Cast) -> None:
    dossier = maak_signaal(cast).dossier
    goed = _betrokkene(cast, dossier, 50)
    fout = _betrokkene(cast, dossier, 51)
    fout.id = goed.id
    with pytest.raises(IntegrityError), transaction.atomic():
        voeg_in([goed, fout])
    assert not Betrokkene.objects.filter(pk=goed.pk).exists()
