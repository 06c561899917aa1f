"""The worker's command, and what the measurements promise about themselves."""

from __future__ import annotations

import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from baken.opdrachten.meting import rijbeveiliging
from baken.opdrachten.meting.inzending import Uitkomst
from baken.opdrachten.meting.rijbeveiliging import Kosten
from baken.opdrachten.meting.start import Start
from baken.opdrachten.meting.verslag import kort, oordeel, rijtekst, tekst, vervang
from tests.gereedschap.databank import Kopie

LIJST = {1_000: 10.0, 100_000: 12.0}
START = Start(cpu_s=1.0, controle_s=0.25)


def test_the_worker_stops_when_there_is_nothing_left_to_do(schone_database: Kopie) -> None:
    call_command("werker", "--tot-leeg", "--naam", "toets")


@pytest.mark.parametrize("naam", ["", " ", "x" * 65])
def test_a_worker_without_a_usable_name_is_refused(naam: str) -> None:
    with pytest.raises(CommandError, match="naam"):
        call_command("werker", "--naam", naam)


def test_a_measurement_is_good_only_when_every_promise_is_kept() -> None:
    goed = Uitkomst(cpu_ms=4.0, controle_ms=1.5, sql=("INSERT INTO x",) * 16)
    assert oordeel(goed, LIJST, START)["ok"]
    assert not oordeel(goed, LIJST, Start(1.0, 0.16))["ok"]
    for slecht, lijst in (
        (Uitkomst(6.1, 2.0, goed.sql), LIJST),
        (Uitkomst(5.0, 1.0, goed.sql), LIJST),
        (Uitkomst(4.0, 1.5, (*goed.sql, "SELECT 1")), LIJST),
        (goed, {1_000: 10.0, 100_000: 15.0}),
    ):
        assert not oordeel(slecht, lijst, START)["ok"]


def test_the_page_names_every_statement_without_its_values() -> None:
    sql = ('INSERT INTO "signalen_signaal" ("id") VALUES (%s)', "SELECT 1 FROM kern_zegel WHERE x = %s")
    assert [kort(s) for s in sql] == ["INSERT signalen_signaal", "SELECT kern_zegel"]
    blad = tekst(Uitkomst(4.0, 2.0, sql), LIJST, START)
    assert "1. `INSERT signalen_signaal`" in blad
    assert "Growth: 1.20 times" in blad


def test_measuring_is_refused_outside_the_demonstration(settings: pytest.FixtureRequest) -> None:
    settings.DEMONSTRATIE = False  # type: ignore[attr-defined]  # pytest-django's settings take any name
    with pytest.raises(CommandError, match="nooit in productie"):
        call_command("bench")


def _kosten(keer: float) -> Kosten:
    return Kosten("/signalen/", 100.0, 100.0 * keer, 10.0, 10.0 * keer, 12)


@pytest.mark.parametrize(
    ("lijst", "lezen", "goed"), [(1.5, 1.4, True), (1.51, 1.0, False), (1.0, 1.41, False), (1.0, 1.0, True)]
)
def test_row_security_is_cheap_enough_only_within_both_promises(lijst: float, lezen: float, goed: bool) -> None:
    stand = rijbeveiliging.oordeel({"lijst": _kosten(lijst), "lezen": _kosten(lezen)})
    assert (stand["ok"], stand["lijst"], stand["lezen"]) == (goed, lijst, lezen)


def test_each_part_of_the_page_is_written_without_touching_the_other() -> None:
    begin = tekst(Uitkomst(4.0, 2.0, ("SELECT 1 FROM x",)), LIJST, START)
    rij = rijtekst({"lijst": _kosten(1.2), "lezen": _kosten(1.1)})
    samen = vervang(vervang("", begin=begin), rij=rij)
    assert samen.startswith(begin.rstrip())
    assert samen.rstrip().endswith(rij.rstrip())
    assert "| a page of the work list | 100.0 ms | 120.0 ms | 1.20 |" in samen
    anders = vervang(samen, rij=rijtekst({"lijst": _kosten(1.3), "lezen": _kosten(1.1)}))
    assert "| 1.30 |" in anders
    assert "| 1.20 |" not in anders
    assert vervang(anders, begin=begin) == anders


@pytest.mark.django_db
def test_without_postgresql_row_security_is_not_measured_and_that_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    if connection.vendor != "sqlite":
        with pytest.raises(CommandError, match="lege database"):
            call_command("bench", "--rijbeveiliging")
        return
    call_command("bench", "--rijbeveiliging")
    assert json.loads(capsys.readouterr().out) == {"overgeslagen": "geen PostgreSQL", "ok": True}
