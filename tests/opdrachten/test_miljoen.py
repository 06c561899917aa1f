"""With a million signalen behind it a page asks the database no more than with a thousand.

The million only with `--lang`; every time with twenty thousand, in an SQLite that never counted its tables. What is
counted says nothing of this machine: SQL statements, and on SQLite the steps of its machine, on PostgreSQL the rows
that its plans read. `./baken bench --lang` measures the CPU of the same pages.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from baken.opdrachten.meting.werklijst import BLADEN, DOSSIER, SIGNAAL, TOEGANG, VORM, vul_aan_tot
from baken.signalen.models import Signaal
from tests.cast import Cast, aanmelden, maak_cast, maak_signaal

KLEIN, MIDDEL, GROOT = 1_000, 20_000, 1_000_000
GROEI = 1.5
ZOEK = ("/signalen/zoek/?q=S-M-500", "/signalen/zoek/?q=S-9999-0001", "/signalen/zoek/?q=S-M")
PAGINAS = ("/", *BLADEN, *ZOEK)
PER_STAP = 100  # steps of SQLite's machine between two looks


@dataclass
class Werk:
    """What one page asked of the database."""

    sql: list[tuple[str, Any]] = field(default_factory=list)
    gelezen: int = 0


@contextmanager
def _geteld() -> Iterator[Werk]:
    """Count the statements of a page, and on SQLite the steps they take."""
    werk = Werk()

    def luister(voer_uit: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        werk.sql.append((sql, params))
        return voer_uit(sql, params, many, context)

    def stap() -> int:
        werk.gelezen += PER_STAP
        return 0

    connection.ensure_connection()
    if connection.vendor == "sqlite":
        connection.connection.set_progress_handler(stap, PER_STAP)
    try:
        with connection.execute_wrapper(luister):
            yield werk
    finally:
        if connection.vendor == "sqlite":
            connection.connection.set_progress_handler(None, 0)
    if connection.vendor == "postgresql":
        werk.gelezen = sum(_rijen(sql, params) for sql, params in werk.sql if sql.startswith("SELECT"))


def _rijen(sql: str, params: Any) -> int:
    """Return how many rows the plan of a question reads from tables and indexes."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", params)
        plan = cursor.fetchone()[0]
    return _gelezen((json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"])


def _gelezen(knoop: dict[str, Any]) -> int:
    kinderen = knoop.get("Plans", [])
    eigen = 0
    if "Scan" in knoop["Node Type"]:
        weg = sum(knoop.get(f"Rows Removed by {waarom}", 0) for waarom in ("Filter", "Index Recheck"))
        eigen = round((knoop["Actual Rows"] + weg) * knoop["Actual Loops"])
    return eigen + sum(_gelezen(kind) for kind in kinderen)


def _bezoek(cast: Cast, dossier: str) -> dict[str, tuple[int, int]]:
    """Open every page. Returns per page the number of questions and how much they read.

    What a page writes is left out: a session notes every so often that somebody is still there.
    """
    uit, client = {}, Client()
    aanmelden(client, cast.anna)  # anew: filling takes longer than a session may be idle
    for pad in (*PAGINAS, dossier):
        client.get(pad)  # what a process keeps in memory is there the second time
        with _geteld() as werk:
            antwoord = client.get(pad)
        # A number that is found leads to its dossier; a page of signing in would read nothing.
        assert antwoord.status_code == 200 or antwoord["Location"].startswith("/signalen/"), pad
        uit[pad] = sum(sql.startswith("SELECT") for sql, _params in werk.sql), werk.gelezen
    return uit


def _geanalyseerd() -> None:
    """Let the database learn how large its tables are, as at night."""
    with connection.cursor() as cursor:
        for tabel in (DOSSIER, TOEGANG, SIGNAAL, VORM):
            cursor.execute(f"ANALYZE {tabel}")


@pytest.fixture
def cast(schone_database: object) -> Cast:
    return maak_cast()


def _te_veel(klein: dict[str, tuple[int, int]], groot: dict[str, tuple[int, int]]) -> dict[str, float]:
    """Return the pages that ask more questions, or read more than GROEI times as much, with how much more."""
    meer = {pad: float(sql) for pad, (sql, _gelezen) in groot.items() if sql > klein[pad][0]}
    grens = {pad: GROEI * klein[pad][1] + PER_STAP for pad in groot}
    return meer | {pad: w[1] / max(klein[pad][1], 1) for pad, w in groot.items() if w[1] > grens[pad]}


@pytest.mark.lang
def test_no_page_reads_more_of_a_million_signalen_than_of_a_thousand(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    voorbeeld = maak_signaal(cast)
    vul_aan_tot(KLEIN, voorbeeld)
    _geanalyseerd()
    dossier = f"/signalen/{voorbeeld.pk}/"
    klein = _bezoek(cast, dossier)
    vul_aan_tot(GROOT, voorbeeld)
    _geanalyseerd()
    assert Signaal.objects.filter(organisatie=cast.gemeente).count() == GROOT
    groot = _bezoek(cast, dossier)
    eenheid = "rijen" if connection.vendor == "postgresql" else "stappen"
    with capsys.disabled():
        for pad, (sql, gelezen) in groot.items():
            meer = f"{pad}: {klein[pad][0]} -> {sql} SQL, {klein[pad][1]} -> {gelezen} {eenheid}"
            print(f"\n{connection.vendor} {meer}", end="")  # noqa: T201  the figures are what one runs this for
    assert _te_veel(klein, groot) == {}


def test_no_page_walks_the_history_in_a_database_that_never_counted_its_tables(cast: Cast) -> None:
    voorbeeld = maak_signaal(cast)
    dossier = f"/signalen/{voorbeeld.pk}/"
    vul_aan_tot(KLEIN, voorbeeld)
    klein = _bezoek(cast, dossier)
    vul_aan_tot(MIDDEL, voorbeeld)
    groot = _bezoek(cast, dossier)
    if connection.vendor == "postgresql":  # it counts by itself, and reads a table of this size whole because it may
        groot = {pad: (sql, klein[pad][1]) for pad, (sql, _gelezen) in groot.items()}
    assert _te_veel(klein, groot) == {}
