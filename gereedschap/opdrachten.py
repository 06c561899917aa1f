"""The table of commands of `./baken`, and the way to the commands of the product itself."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from gereedschap import gegevens, keuring, keuzes, pakketten, toetsen, uitleg
from gereedschap.bediening import Bediening, kies_poort
from gereedschap.cluster import TOEPASSING, Cluster, ClusterError
from gereedschap.plek import PYTHON, WORTEL, ZinError, fout, kindomgeving, om_de_beurt, zeg

ONBEKEND = "./baken kent {naam!r} niet; ./baken help noemt alle opdrachten."


def start(argumenten: Sequence[str]) -> int:
    """Serve Baken: `start [--poort N] [--leeg]`."""
    poort, leeg = _startkeuzes(argumenten)
    gekozen = kies_poort(poort)
    with om_de_beurt():
        pakketten.zorg_voor("basis")
        gegevens.zet_klaar(leeg=leeg)
    return Bediening(gekozen).draai()


def _startkeuzes(argumenten: Sequence[str]) -> tuple[str, bool]:
    """Return (port, empty). Raises ZinError for anything else."""
    poort, leeg = os.environ.get("BAKEN_POORT", "").strip() or "8000", False
    rest = list(argumenten)
    while rest:
        deel = rest.pop(0)
        if deel == "--leeg":
            leeg = True
        elif deel == "--poort" and rest:
            poort = rest.pop(0)
        elif deel.startswith("--poort="):
            poort = deel.partition("=")[2]
        else:
            raise ZinError(f"./baken start kent {deel!r} niet; het kent --poort met een getal en --leeg.")
    return poort, leeg


def test(argumenten: Sequence[str]) -> int:
    """Run the tests: `test [--lang] [arguments of pytest]`."""
    return toetsen.toets(argumenten)


def lint(argumenten: Sequence[str]) -> int:
    """Run the checks on style, types, layers and templates."""
    return _zonder("lint", argumenten) or keuring.keur()


def fix(argumenten: Sequence[str]) -> int:
    """Repair style and layout."""
    return _zonder("fix", argumenten) or keuring.herstel()


def check(argumenten: Sequence[str]) -> int:
    """Lint and test; the tests run also when lint fails."""
    gekeurd = keuring.keur()
    getoetst = toetsen.toets(argumenten)
    if gekeurd:
        fout("De keuring vond fouten; zie boven onder Keuring.")
    return gekeurd or getoetst


def vergrendel(argumenten: Sequence[str]) -> int:
    """Make the locks anew."""
    return _zonder("vergrendel", argumenten) or pakketten.vergrendel()


def rondleiding(argumenten: Sequence[str]) -> int:
    """Play the main job over HTTP; in a data folder of its own: the demonstration is never touched."""
    return _apart("rondleiding", argumenten)


def bench(argumenten: Sequence[str]) -> int:
    """Measure; in a data folder of its own, and what row security costs on a PostgreSQL of its own."""
    if "--rijbeveiliging" not in argumenten:
        return _apart("bench", argumenten)
    try:
        with Cluster() as cluster:
            return _apart("bench", argumenten, BAKEN_DATABASE_URL=cluster.adres, BAKEN_DATABASE_ROL=TOEPASSING)
    except ClusterError as melding:
        zeg(f"overgeslagen: {melding}")
        return 0


def laad_regio(argumenten: Sequence[str]) -> int:
    """Load a real region: `laad-regio NAAM`; to try, in a data folder of its own beside the invented one."""
    regio = keuzes.kies_regio(argumenten)
    with om_de_beurt():
        pakketten.zorg_voor("basis")
        if not os.environ.get("BAKEN_DATABASE_URL", "").strip():
            map_ = os.environ.setdefault("BAKEN_GEGEVENSMAP", str(WORTEL / f"var-{regio}"))
            gegevens.zet_leeg_klaar()
            zeg(f"Bekijken kan straks met: BAKEN_GEGEVENSMAP={map_} ./baken start")
    return _geef_door("laad-regio", argumenten)


def eerste_beheerders(argumenten: Sequence[str]) -> int:
    """Make the first two beheerders: `eerste-beheerders CODE --persoon "..." --persoon "..."`."""
    keuzes.controleer_eerste_beheerders(argumenten)
    return _geef_door("eerste-beheerders", argumenten)


def _zonder(naam: str, argumenten: Sequence[str]) -> int:
    """Refuse arguments where none are known. Returns 0."""
    if argumenten:
        raise ZinError(f"./baken {naam} kent {argumenten[0]!r} niet; het heeft geen keuzes.")
    return 0


def _apart(naam: str, argumenten: Sequence[str], **extra: str) -> int:
    """Run a command of the product with an empty temporary data folder that holds a key file only."""
    with om_de_beurt():
        pakketten.zorg_voor("basis")
    map_ = Path(tempfile.mkdtemp(prefix=f"baken-{naam}-"))
    try:
        gegevens.alleen_statisch(map_)
        opdracht = [str(PYTHON), "-m", "django", naam, *argumenten]
        eigen = {"BAKEN_GEGEVENSMAP": str(map_), "BAKEN_SLEUTELBESTAND": "", "BAKEN_OMGEVING": "demonstratie"}
        omgeving = kindomgeving(**eigen, **extra)
        return subprocess.run(opdracht, check=False, cwd=WORTEL, env=omgeving).returncode
    finally:
        shutil.rmtree(map_, ignore_errors=True)


def _bestanden() -> dict[str, Path]:
    """Return the files of the commands of the product: name in Django -> file."""
    gevonden = WORTEL.glob("src/baken/*/management/commands/*.py")
    return {pad.stem: pad for pad in gevonden if not pad.stem.startswith("_")}


def van_product() -> dict[str, str]:
    """Return the commands of the product: name on the command line -> name in Django."""
    return {naam.replace("_", "-"): naam for naam in sorted({*_bestanden(), *uitleg.VAN_DJANGO})}


def _geef_door(naam: str, argumenten: Sequence[str]) -> int:
    """Hand over to a Django command; this process becomes that command."""
    bekend = van_product()
    if naam.replace("_", "-") not in bekend:
        raise ZinError(ONBEKEND.format(naam=naam))
    with om_de_beurt():
        pakketten.zorg_voor("basis")
    opdracht = [str(PYTHON), "-m", "django", bekend[naam.replace("_", "-")], *argumenten]
    os.execve(opdracht[0], opdracht, kindomgeving())


OPDRACHTEN: dict[str, tuple[Callable[[Sequence[str]], int], str]] = {
    "start": (start, "Baken starten op deze computer   [--poort N] [--leeg]"),
    "test": (test, "alle toetsen   [--lang] [keuzes van pytest]"),
    "lint": (lint, "stijl, typen, lagen en sjablonen keuren"),
    "fix": (fix, "stijl en opmaak herstellen"),
    "check": (check, "lint en test"),
    "rondleiding": (rondleiding, "het hoofdwerk en de drie routes stap voor stap naspelen"),
    "bench": (bench, "snelheid meten"),
    "laad-regio": (laad_regio, "de instanties van een echte regio laden   NAAM"),
    "eerste-beheerders": (eerste_beheerders, "de eerste twee beheerders maken   CODE --persoon ... --persoon ..."),
    "vergrendel": (vergrendel, "de pakketlijsten met hun controlesommen vernieuwen"),
}


def help_(argumenten: Sequence[str]) -> int:
    """Print all commands."""
    del argumenten
    zeg("Gebruik: ./baken OPDRACHT\n")
    for naam, (_, zin) in OPDRACHTEN.items():
        zeg(f"  {naam:18} {zin}")
    eigen = [naam for naam in van_product() if naam not in OPDRACHTEN]
    zeg(f"\nVerder: {', '.join(eigen)}\n  (./baken OPDRACHT --help vertelt meer)")
    return 0


def leg_uit(naam: str, argumenten: Sequence[str]) -> int:
    """Explain one command. With the packages there, a command of the product tells all its own choices."""
    if naam in OPDRACHTEN:
        zeg(uitleg.van(naam))
        return 0
    bekend = van_product()
    if naam not in bekend:
        raise ZinError(ONBEKEND.format(naam=naam))
    if pakketten.klaar("basis"):
        return _geef_door(naam, argumenten)
    zeg(uitleg.van_product(naam, _bestanden().get(bekend[naam])))
    return 0


def voer_uit(argumenten: Sequence[str]) -> int:
    """Run one command. Returns the exit code; what the user must know is one sentence on the error stream."""
    naam, *rest = argumenten or ["help"]
    try:
        if naam in {"help", "-h", "--help"}:
            return help_(rest)
        naam = naam.replace("_", "-") if naam.replace("_", "-") in OPDRACHTEN else naam
        if uitleg.vraagt_hulp(rest):
            return leg_uit(naam.replace("_", "-"), rest)
        if naam in OPDRACHTEN:
            return OPDRACHTEN[naam][0](rest)
        return _geef_door(naam, rest)
    except ZinError as melding:
        fout(melding.zin)
        return melding.code
    except KeyboardInterrupt:
        fout("Gestopt.")
        return 130
