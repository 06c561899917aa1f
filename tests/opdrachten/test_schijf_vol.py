"""A disk that runs full: a clear page, nothing lost, nothing half stored."""

from __future__ import annotations

import resource
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from baken.opdrachten.rondleiding.bezoeker import Bezoeker, StapMisluktError
from baken.opdrachten.rondleiding.deur import tot_de_controle
from baken.opdrachten.rondleiding.opstelling import Opstelling
from baken.opdrachten.rondleiding.pagina import Pagina
from baken.opdrachten.rondleiding.wandeling import CODE

pytestmark = pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="alleen Linux kan een schijf zo vol maken")


def _processen(pid: int) -> list[int]:
    """Return a process with everything it started."""
    kinderen = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(p for kind in kinderen for p in _processen(int(kind)))]


@contextmanager
def volle_schijf(server: int) -> Iterator[None]:
    """Let no file of the server grow any more: the write that SQLite tries fails as on a full disk."""
    processen = _processen(server)
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


def _druk_vanaf(b: Bezoeker, controle: Pagina) -> str:
    """Go back to the review, as the button of the browser does, and send that same draft. Returns the code shown."""
    b.pagina = controle
    b.druk("Versturen")
    gevonden = CODE.search(b.pagina.tekst)
    assert gevonden, b.pagina.tekst
    return gevonden.group()


def test_a_full_disk_is_a_clear_503_and_the_same_report_goes_through_afterwards(opstelling: Opstelling) -> None:
    b = tot_de_controle(opstelling.adres, "kadehaven")
    controle, voor = b.pagina, _aantal(opstelling)
    with volle_schijf(opstelling.server):
        for _poging in range(2):  # trying again while it is still full changes nothing
            b.pagina = controle
            with pytest.raises(StapMisluktError, match=r"^503"):
                b.druk("Versturen")
            assert b.pagina.status == 503
            assert "Traceback" not in b.pagina.tekst
            assert not CODE.search(b.pagina.tekst), "no code for what was not stored"
    assert _aantal(opstelling) == voor
    code = _druk_vanaf(b, controle)
    assert _aantal(opstelling) == voor + 1
    assert _druk_vanaf(b, controle) == code, "one draft has one code, however often it is sent"
    assert _aantal(opstelling) == voor + 1
    b.ga("/melden/volgen/")
    b.vul("ontvangstcode", code)
    b.druk("Toon mijn melding")
    b.zie("Wij hebben uw melding ontvangen")


def test_a_new_report_goes_through_after_the_disk_was_full(opstelling: Opstelling) -> None:
    with volle_schijf(opstelling.server), pytest.raises(StapMisluktError, match=r"^503"):
        tot_de_controle(opstelling.adres, "kadehaven").druk("Versturen")
    voor = _aantal(opstelling)
    nieuw = tot_de_controle(opstelling.adres, "kadehaven")
    _druk_vanaf(nieuw, nieuw.pagina)
    assert _aantal(opstelling) == voor + 1
