"""`./baken test`: pytest in three groups, with one summary in the plain form at the end.

The browser group runs beside the one on PostgreSQL: both wait a lot, one for pages, the other for its database. What
the browser group prints is kept until the other is done. SQLite runs first and alone: it holds the tests of time.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO
from xml.etree import ElementTree

from gereedschap import gegevens, machine, pakketten, voorkant
from gereedschap.cluster import Cluster, ClusterError
from gereedschap.plek import PYTHON, WORTEL, ZinError, kindomgeving, om_de_beurt, zeg

SJABLOON = "BAKEN_TOETS_SJABLOON"  # where tests/gereedschap/sjabloon.py looks for a migrated database
NIETS_GEKOZEN = 5  # pytest's exit code when no test was collected
ZONDER_DATABASE = ("tests/omvang", "tests/architectuur", "tests/browser", "tests/baken")
EEN_DRAAD = {"OPENBLAS_NUM_THREADS": "1"}  # two processes work already; more threads only wait for each other
OUDER = ("-n", "2", "--dist", "worksteal")


@dataclass(frozen=True)
class Uitslag:
    """What a group gave. `reden` tells why it was skipped; `goed` is False after any failure."""

    groep: str
    geslaagd: int = 0
    mislukt: int = 0
    overgeslagen: int = 0
    seconden: float = 0.0
    reden: str = ""
    goed: bool = True

    def __str__(self) -> str:
        if self.reden:
            return f"{self.groep:11} overgeslagen: {self.reden}"
        tellers = f"{self.geslaagd} passed, {self.mislukt} failed, {self.overgeslagen} skipped"
        return f"{self.groep:11} {tellers}  ({self.seconden:.0f} s)"


def toets(argumenten: Sequence[str]) -> int:
    """Run the groups with pytest's own arguments. Returns 0 when all is well, else 1."""
    with tempfile.TemporaryDirectory(prefix="baken-sjabloon-") as map_:
        os.environ[SJABLOON] = map_  # the groups share one migrated database
        return _toets(argumenten)


def _toets(argumenten: Sequence[str]) -> int:
    pakketten.zorg_voor("test")
    missend = machine.zorg_voor_onderdelen()
    vormgeving = _vormgeving()
    beletsel = missend.get("Chromium", "") or vormgeving
    uitslagen = [_groep("SQLite", _keuzes(argumenten, zonder=("tests/browser",)), {})]
    if not _naast_elkaar(argumenten):  # the user looks on, or chose a number: one after the other
        uitslagen += [_postgres(argumenten, missend), _browser(argumenten, beletsel, None)]
        return sluit(uitslagen)
    with tempfile.TemporaryFile() as bewaard, ThreadPoolExecutor(1) as naast:
        browser = naast.submit(_browser, argumenten, beletsel, bewaard)
        uitslagen += [_postgres(argumenten, missend), browser.result()]
        bewaard.seek(0)
        if gezegd := bewaard.read().decode(errors="replace").rstrip():
            zeg(gezegd)
    return sluit(uitslagen)


def _vormgeving() -> str:
    """Collect the static files as a visitor gets them. Returns why that failed, or nothing."""
    try:
        with om_de_beurt():
            gegevens.alleen_statisch(None)
    except ZinError as fout:
        return fout.zin
    return ""


def _keuzes(argumenten: Sequence[str], *, zonder: Sequence[str]) -> list[str] | None:
    """Return pytest's arguments without the folders that another group runs; None when no chosen path is left."""
    paden = [deel for deel in argumenten if deel.startswith("tests")]
    weg = [pad for pad in paden if pad.startswith(tuple(zonder))]
    if paden and len(weg) == len(paden):
        return None
    rest = [deel for deel in argumenten if deel not in weg]
    return [*(f"--ignore={map_}" for map_ in zonder), *_naast_elkaar(argumenten), *rest]


def _naast_elkaar(argumenten: Sequence[str]) -> tuple[str, ...]:
    """Two processes, unless the user chose a number or wants the debugger."""
    eigen = any(deel in {"--pdb", "-s", "--collect-only", "--co"} or deel.startswith("-n") for deel in argumenten)
    return () if eigen else OUDER


def _postgres(argumenten: Sequence[str], missend: dict[str, str]) -> Uitslag:
    """The database tests again, on a cluster of our own."""
    keuzes = _keuzes(argumenten, zonder=ZONDER_DATABASE)
    if keuzes is None:
        return Uitslag("PostgreSQL")
    if "PostgreSQL" in missend:
        return Uitslag("PostgreSQL", reden=missend["PostgreSQL"])
    try:
        with Cluster() as cluster:
            return _groep("PostgreSQL", keuzes, {"BAKEN_DATABASE_URL": cluster.adres})
    except ClusterError as fout:
        return Uitslag("PostgreSQL", reden=str(fout))


def _browser(argumenten: Sequence[str], beletsel: str, uitvoer: IO[bytes] | None) -> Uitslag:
    """The browser tests, one after the other: two Chromiums would slow each other down."""
    paden = [deel for deel in argumenten if deel.startswith("tests")]
    eigen = [pad for pad in paden if pad.startswith("tests/browser") or pad.rstrip("/") == "tests"]
    if paden and not eigen:
        return Uitslag("Browser")
    if not (WORTEL / "tests" / "browser").is_dir():
        return Uitslag("Browser", reden="er zijn geen browsertoetsen in tests/browser")
    if beletsel:
        return Uitslag("Browser", reden=beletsel)
    rest = [deel for deel in argumenten if deel not in paden]
    gekozen = [pad for pad in eigen if pad.startswith("tests/browser")] or ["tests/browser"]
    return _groep("Browser", [*gekozen, *rest], {"PATH": _met_node()}, uitvoer)


def _met_node() -> str:
    """Return PATH with a Node in front of it, for axe and html-validate."""
    node = voorkant.node()
    return (
        f"{node.parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}" if node else os.environ.get("PATH", os.defpath)
    )


def _groep(
    naam: str, keuzes: Sequence[str] | None, omgeving: dict[str, str], uitvoer: IO[bytes] | None = None
) -> Uitslag:
    """Run pytest once. Its own output goes straight to the screen, or is kept; the counts come from its report."""
    if keuzes is None:
        return Uitslag(naam)
    kop = f"\n=== {naam} ==="
    if uitvoer is None:
        zeg(kop)
    else:
        uitvoer.write(f"{kop}\n".encode())
        uitvoer.flush()
    begin = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="baken-uitslag-") as map_:
        verslag = Path(map_) / "uitslag.xml"
        paden = f"{WORTEL / 'src'}{os.pathsep}{WORTEL}"
        omgeving = {"BAKEN_DATABASE_URL": "", **EEN_DRAAD, **omgeving, "PYTHONPATH": paden}
        code = subprocess.run(
            [str(PYTHON), "-m", "pytest", f"--junitxml={verslag}", *keuzes],
            check=False,
            cwd=WORTEL,
            env=kindomgeving(**omgeving),
            stdout=uitvoer,
            stderr=subprocess.STDOUT if uitvoer else None,
        ).returncode
        uitslag = tel(naam, verslag)
    goed = code in {0, NIETS_GEKOZEN} and not uitslag.mislukt
    return replace(uitslag, seconden=time.monotonic() - begin, goed=goed)


def tel(naam: str, verslag: Path) -> Uitslag:
    """Read the counts from pytest's report; a run that broke off before it counts as one failure."""
    try:
        reeks = ElementTree.parse(verslag).getroot().find("testsuite")  # noqa: S314  our own pytest wrote it
    except (OSError, ElementTree.ParseError):
        reeks = None
    if reeks is None:
        return Uitslag(naam, mislukt=1)
    alle, fouten, mislukt, over = (int(reeks.get(deel, "0")) for deel in ("tests", "errors", "failures", "skipped"))
    return Uitslag(naam, max(0, alle - fouten - mislukt - over), fouten + mislukt, over)


def sluit(uitslagen: Sequence[Uitslag]) -> int:
    """Print the summary. With CI=true a skipped group is a failure. Returns the exit code."""
    streng = os.environ.get("CI", "").lower() in {"1", "true"}
    zeg("\n=== Samenvatting ===")
    for uitslag in uitslagen:
        zeg(str(uitslag))
    gemist = [uitslag.groep for uitslag in uitslagen if uitslag.reden]
    if gemist and streng:
        zeg(f"Met CI=true telt een overgeslagen groep als mislukt: {', '.join(gemist)}.")
    geslaagd = sum(uitslag.geslaagd for uitslag in uitslagen)
    mislukt = sum(uitslag.mislukt for uitslag in uitslagen) + (len(gemist) if streng else 0)
    over = sum(uitslag.overgeslagen for uitslag in uitslagen)
    zeg(f"{geslaagd} passed, {mislukt} failed, {over} skipped")
    return 0 if geslaagd and not mislukt and all(uitslag.goed for uitslag in uitslagen) else 1
