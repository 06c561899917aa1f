"""Say whether the promises are kept, and write the page docs/prestaties.md."""

from __future__ import annotations

import platform
import re
from collections.abc import Mapping

import django

from baken.kern import klok
from baken.opdrachten.meting.inzending import Uitkomst
from baken.opdrachten.meting.rijbeveiliging import MAX_LEZEN, MAX_LIJST, ORGANISATIES, SIGNALEN, Kosten
from baken.opdrachten.meting.start import Start
from baken.opdrachten.meting.werklijst import OPEN, PER_DAG

MAX_SQL, MAX_CPU_MS, MAX_VERHOUDING, MAX_GROEI, MAX_START = 16, 6.0, 4.0, 1.5, 6.0
RIJKOP = "## Row security on PostgreSQL"
_TABEL = re.compile(r'(?:INTO|FROM|UPDATE)\s+"?(\w+)"?')


def groei(lijst: Mapping[int, float]) -> float:
    """Return how many times dearer the work list is at the largest size than at the smallest."""
    return lijst[max(lijst)] / lijst[min(lijst)]


def oordeel(uitkomst: Uitkomst, lijst: Mapping[int, float], start: Start) -> dict[str, object]:
    """Return the figures as one flat record, with `ok` when every promise is kept."""
    goed = (
        len(uitkomst.sql) <= MAX_SQL,
        uitkomst.cpu_ms <= MAX_CPU_MS,
        uitkomst.verhouding <= MAX_VERHOUDING,
        groei(lijst) < MAX_GROEI,
        start.verhouding <= MAX_START,
    )
    return {
        "cpu_ms": round(uitkomst.cpu_ms, 3),
        "controle_ms": round(uitkomst.controle_ms, 3),
        "verhouding": round(uitkomst.verhouding, 2),
        "sql": len(uitkomst.sql),
        "werklijst_ms": {str(maat): round(ms, 3) for maat, ms in lijst.items()},
        "groei": round(groei(lijst), 2),
        "start_s": round(start.cpu_s, 3),
        "start_verhouding": round(start.verhouding, 2),
        "ok": all(goed),
    }


def rijtekst(kosten: Mapping[str, Kosten]) -> str:
    """Return the part of the page on what row security costs."""
    namen = {"lijst": ("a page of the work list", MAX_LIJST), "lezen": ("one dossier", MAX_LEZEN)}
    regels = [
        RIJKOP,
        "",
        "Written by `./baken bench --rijbeveiliging --schrijf`; do not edit by hand.",
        "",
        f"Measured on {klok.vandaag().isoformat()} on PostgreSQL: {SIGNALEN:,} signalen of {ORGANISATIES}"
        " organisations, the same pages in turn with the policies and with row security switched off. Medians of wall"
        " time: the database is another process. `database` is the part of it in which the database answered.",
        "",
        "| | without | with | times | promise | database without | with | times | SQL |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for naam, (wat, belofte) in namen.items():
        k = kosten[naam]
        regels.append(
            f"| {wat} | {k.zonder:.1f} ms | {k.met:.1f} ms | {k.keer:.2f} | at most {belofte} | "
            f"{k.database_zonder:.1f} ms | {k.database_met:.1f} ms | {k.database_keer:.2f} | {k.sql} |"
        )
    return "\n".join([*regels, ""])


def vervang(blad: str, *, begin: str = "", rij: str = "") -> str:
    """Return the page with one of its two parts written anew; the other stays as it was."""
    eerste, _kop, tweede = blad.partition(RIJKOP)
    oud = f"{RIJKOP}{tweede}" if tweede else ""
    return "\n".join(deel.rstrip("\n") + "\n" for deel in (begin or eerste, rij or oud) if deel.strip())


def kort(sql: str) -> str:
    """Return what a statement does and to which table."""
    tabel = _TABEL.search(sql)
    return f"{sql.split()[0].upper()} {tabel.group(1) if tabel else ''}".strip()


def tekst(uitkomst: Uitkomst, lijst: Mapping[int, float], start: Start) -> str:
    """Return the page."""
    regels = [
        "# Performance",
        "",
        "Written by `./baken bench --schrijf`; do not edit by hand.",
        "",
        f"Measured on {klok.vandaag().isoformat()} with Python {platform.python_version()} and Django"
        f" {django.get_version()} on SQLite ({platform.machine()}). CPU seconds of one process, medians; wall time is"
        " left out because it measures the machine's other work too.",
        "",
        "## A complete signaal through the public door",
        "",
        "The last press of the button: open the sealed draft, check every page again, seal, store, answer. The control"
        " is a bare Django view in the same process and run: one form, one AES-GCM encryption, two inserts, a short"
        " page.",
        "",
        "| | measured | promise |",
        "|---|---|---|",
        f"| CPU | {uitkomst.cpu_ms:.2f} ms | at most {MAX_CPU_MS:.0f} ms |",
        f"| control | {uitkomst.controle_ms:.2f} ms | |",
        f"| times the control | {uitkomst.verhouding:.2f} | at most {MAX_VERHOUDING:.0f} |",
        f"| SQL statements | {len(uitkomst.sql)} | at most {MAX_SQL} |",
        "",
        "BEGIN, COMMIT and SAVEPOINT are not counted. The statements:",
        "",
        *(f"{n}. `{kort(sql)}`" for n, sql in enumerate(uitkomst.sql, start=1)),
        "",
        "## The work list",
        "",
        f"The slowest of its first page and the page of all signalen, signed in, of one gemeente. {OPEN} signalen ask"
        f" for work at every size and {365 * PER_DAG} come in a year; the rest is closed history.",
        "",
        "| signalen | CPU |",
        "|---|---|",
        *(f"| {maat:,} | {ms:.2f} ms |" for maat, ms in lijst.items()),
        "",
        f"Growth: {groei(lijst):.2f} times (promise: less than {MAX_GROEI}).",
        "",
        "## A start of the server",
        "",
        "From an empty process until it can answer. The control is Django with its own accounts and nothing else, in a"
        " process of its own. Nothing is migrated or collected at a second start.",
        "",
        "| | measured | promise |",
        "|---|---|---|",
        f"| CPU | {start.cpu_s:.2f} s | |",
        f"| control | {start.controle_s:.2f} s | |",
        f"| times the control | {start.verhouding:.2f} | at most {MAX_START:.0f} |",
        "",
    ]
    return "\n".join(regels)
