"""Say whether the promises are kept, and write the page docs/prestaties.md."""

from __future__ import annotations

import platform
import re
from collections.abc import Mapping

import django

from baken.kern import klok
from baken.opdrachten.meting.inzending import Uitkomst
from baken.opdrachten.meting.werklijst import OPEN, PER_DAG

MAX_SQL, MAX_CPU_MS, MAX_VERHOUDING, MAX_GROEI = 16, 6.0, 4.0, 1.5
_TABEL = re.compile(r'(?:INTO|FROM|UPDATE)\s+"?(\w+)"?')


def groei(lijst: Mapping[int, float]) -> float:
    """Return how many times dearer the work list is at the largest size than at the smallest."""
    return lijst[max(lijst)] / lijst[min(lijst)]


def oordeel(uitkomst: Uitkomst, lijst: Mapping[int, float]) -> dict[str, object]:
    """Return the figures as one flat record, with `ok` when every promise is kept."""
    goed = (
        len(uitkomst.sql) <= MAX_SQL,
        uitkomst.cpu_ms <= MAX_CPU_MS,
        uitkomst.verhouding <= MAX_VERHOUDING,
        groei(lijst) < MAX_GROEI,
    )
    return {
        "cpu_ms": round(uitkomst.cpu_ms, 3),
        "controle_ms": round(uitkomst.controle_ms, 3),
        "verhouding": round(uitkomst.verhouding, 2),
        "sql": len(uitkomst.sql),
        "werklijst_ms": {str(maat): round(ms, 3) for maat, ms in lijst.items()},
        "groei": round(groei(lijst), 2),
        "ok": all(goed),
    }


def kort(sql: str) -> str:
    """Return what a statement does and to which table."""
    tabel = _TABEL.search(sql)
    return f"{sql.split()[0].upper()} {tabel.group(1) if tabel else ''}".strip()


def tekst(uitkomst: Uitkomst, lijst: Mapping[int, float]) -> str:
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
    ]
    return "\n".join(regels)
