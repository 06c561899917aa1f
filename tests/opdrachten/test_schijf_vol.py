"""A disk that runs full: a clear page, nothing lost, nothing half stored."""

from __future__ import annotations

import resource
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from baken.opdrachten.rondleiding.bezoeker import StapMisluktError
from baken.opdrachten.rondleiding.deur import tot_de_controle
from baken.opdrachten.rondleiding.opstelling import Opstelling
from baken.opdrachten.rondleiding.wandeling import CODE

pytestmark = pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="alleen Linux kan een schijf zo vol maken")


def _processen(pid: int) -> list[int]:
    """Return a process with everything it started."""
    kinderen = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(p for kind in kinderen for p in _processen(int(kind)))]


@contextmanager
def volle_schijf(opstelling: Opstelling) -> Iterator[None]:
    """Let no file of the server grow any more: the write that SQLite tries fails as on a full disk."""
    processen = _processen(opstelling.server)
    oud = {p: resource.prlimit(p, resource.RLIMIT_FSIZE) for p in processen}
    for p in processen:
        resource.prlimit(p, resource.RLIMIT_FSIZE, (1024, oud[p][1]))
    try:
        yield
    finally:
        for p in processen:
            resource.prlimit(p, resource.RLIMIT_FSIZE, oud[p])


def _aantal(opstelling: Opstelling) -> int:
    with sqlite3.connect(opstelling.map / "demonstratie.sqlite3") as verbinding:
        return int(verbinding.execute("SELECT count(*) FROM signalen_signaal").fetchone()[0])


def test_a_full_disk_is_a_clear_503_and_the_same_report_goes_through_afterwards(opstelling: Opstelling) -> None:
    b = tot_de_controle(opstelling.adres, "kadehaven")
    voor = _aantal(opstelling)
    with volle_schijf(opstelling):
        with pytest.raises(StapMisluktError, match=r"^503"):
            b.druk("Versturen")
        assert b.pagina.status == 503
        assert "Traceback" not in b.pagina.tekst
        assert not CODE.search(b.pagina.tekst), "no code for what was not stored"
    assert _aantal(opstelling) == voor
    opnieuw = tot_de_controle(opstelling.adres, "kadehaven")
    opnieuw.druk("Versturen")
    assert CODE.search(opnieuw.pagina.tekst)
    assert _aantal(opstelling) == voor + 1
