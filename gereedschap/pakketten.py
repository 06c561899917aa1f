"""Make `.venv` from the locks with hashes: with uv inside the venv, with pip when uv cannot be had."""

from __future__ import annotations

import hashlib
import sys
import time
from pathlib import Path

from gereedschap.plek import (
    LOCKS,
    PYTHON,
    VENV,
    ZinError,
    bouwmap,
    draai,
    lees_stempel,
    schrijf_stempel,
    vervang,
    zeg,
)

STEMPEL = VENV / "baken-stempel.json"
PIP = (
    "-m",
    "pip",
    "install",
    "--quiet",
    "--disable-pip-version-check",
    "--no-input",
    "--retries",
    "2",
    "--timeout",
    "15",
)
UV = ("-m", "uv", "pip", "install", "--quiet", "--compile-bytecode")
MISLUKT = (
    "De pakketten van Baken konden niet worden opgehaald of geïnstalleerd; controleer de internetverbinding "
    "en probeer het opnieuw (met BAKEN_UITGEBREID=1 ziet u waarom)."
)


def _som(groep: str) -> str:
    """Return the fingerprint of a lock."""
    return hashlib.sha256((LOCKS / f"{groep}.txt").read_bytes()).hexdigest()


def klaar(groep: str) -> bool:
    """Tell whether .venv holds exactly what the lock of this group (basis, test or node) asks."""
    return PYTHON.exists() and lees_stempel(STEMPEL).get(groep) == _som(groep)


def zorg_voor(groep: str) -> None:
    """Install a group; `test` holds all of `basis`. A failed first installation leaves nothing (ZinError)."""
    if klaar(groep):
        return
    begin = time.monotonic()
    zeg(f"Pakketten installeren ({groep}) ...")
    if groep != "basis" and klaar("basis"):
        installeer(PYTHON, LOCKS / f"{groep}.txt")
        _stempel({**lees_stempel(STEMPEL), groep: _som(groep)}, STEMPEL)
    else:
        _bouw(groep)
    zeg(f"Pakketten geïnstalleerd in {time.monotonic() - begin:.0f} s.")


def _stempel(stempel: dict[str, str], pad: Path) -> None:
    """Note what is installed; the test group holds the basis group."""
    if "test" in stempel:
        stempel["basis"] = _som("basis")
    schrijf_stempel(pad, stempel)


def _bouw(groep: str) -> None:
    """Build a complete venv elsewhere and put it in place when it is finished."""
    with bouwmap("venv") as werk:
        nieuw = werk / "venv"
        if draai([sys.executable, "-m", "venv", nieuw]).returncode:
            raise ZinError(
                "Python kan hier geen eigen omgeving maken; installeer de module venv "
                "(op Debian: apt install python3-venv)."
            )
        python = nieuw / "bin" / "python"
        installeer(python, LOCKS / f"{groep}.txt")
        _noem_plek(nieuw, VENV)
        _stempel({groep: _som(groep)}, nieuw / STEMPEL.name)
        vervang(nieuw, VENV)


def installeer(python: Path, lock: Path) -> None:
    """Install a lock with uv, or with pip when uv is not there or does not succeed. Raises ZinError."""
    if draai([python, "-c", "import uv"]).returncode:
        draai([python, *PIP, "--require-hashes", "-r", LOCKS / "uv.txt"])
    uv: list[str | Path] = [python, *UV, "--python", python]
    if draai([python, "-c", "import uv"]).returncode == 0:
        if draai([*uv, "--require-hashes", "-r", lock]).returncode == 0:
            return
        zeg("Dat lukte niet met uv; Baken probeert het met pip.")
    if draai([python, *PIP, "--require-hashes", "-r", lock]).returncode:
        raise ZinError(MISLUKT)


def _noem_plek(venv: Path, doel: Path) -> None:
    """Write the final place into the scripts of a venv that is about to be moved."""
    for bestand in (*(venv / "bin").iterdir(), venv / "pyvenv.cfg"):
        if bestand.is_symlink() or not bestand.is_file():
            continue
        inhoud = bestand.read_bytes()
        if b"\0" not in inhoud and str(venv).encode() in inhoud:
            bestand.write_bytes(inhoud.replace(str(venv).encode(), str(doel).encode()))


def vergrendel() -> int:
    """Make the locks anew from the .in files: for maintainers. Returns the exit code."""
    zorg_voor("basis")
    basis = (
        "--generate-hashes",
        "--universal",
        "--python-version",
        "3.11",
        "--no-header",
        "--quiet",
        "--upgrade",
    )
    uit = 0
    for naam in ("basis", "uv", "test", "node"):
        bron, doel = LOCKS / f"{naam}.in", LOCKS / f"{naam}.txt"
        vast = () if naam in {"basis", "node"} else ("-c", "basis.txt")
        opdracht = [
            PYTHON,
            "-m",
            "uv",
            "pip",
            "compile",
            *basis,
            "--no-emit-index-url",
            *vast,
            bron.name,
            "-o",
            doel.name,
        ]
        uit = uit or draai(opdracht, cwd=LOCKS).returncode
    if uit:
        raise ZinError("De vergrendeling is niet vernieuwd; controleer de internetverbinding.", code=1)
    zeg("requirements/*.txt is vernieuwd; bekijk het verschil en voer daarna ./baken check uit.")
    return 0
