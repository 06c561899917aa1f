"""Where everything stands, what is said on screen and in which environment a child process runs."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

WORTEL = Path(__file__).resolve().parents[1]
VENV = WORTEL / ".venv"
PYTHON = VENV / "bin" / "python"
BOUW = WORTEL / "build"
LOCKS = WORTEL / "requirements"
UITGEBREID = "BAKEN_UITGEBREID"


class ZinError(Exception):
    """Something the user must know, in one Dutch sentence. `code` is the exit code of the command."""

    def __init__(self, zin: str, code: int = 2) -> None:
        super().__init__(zin)
        self.zin = zin
        self.code = code


def zeg(tekst: str = "") -> None:
    """Print a line at once, so that it stands before the output of a child process."""
    print(tekst, flush=True)


def gegevensmap() -> Path:
    """Return the folder with key file and demonstration database (setting BAKEN_GEGEVENSMAP)."""
    return Path(os.environ.get("BAKEN_GEGEVENSMAP", "").strip() or WORTEL / "var").absolute()


def kindomgeving(**extra: str) -> dict[str, str]:
    """Return the environment for a child process that runs the product."""
    weg = {"PYTHONHOME", "PYTHONDONTWRITEBYTECODE", "__PYVENV_LAUNCHER__", "VIRTUAL_ENV"}
    omgeving = {naam: waarde for naam, waarde in os.environ.items() if naam not in weg}
    omgeving["PYTHONPATH"] = str(WORTEL / "src")
    omgeving["DJANGO_SETTINGS_MODULE"] = "baken.conf.settings"
    omgeving["PYTHONUTF8"] = "1"
    omgeving.update(extra)
    return omgeving


def draai(opdracht: Sequence[str | Path], **keuzes: Any) -> subprocess.CompletedProcess[str]:
    """Run a preparation step; its output shows only with BAKEN_UITGEBREID. Never raises on failure."""
    stil = not os.environ.get(UITGEBREID)
    keuzes.setdefault("env", kindomgeving())
    keuzes.setdefault("cwd", WORTEL)
    return subprocess.run(
        [str(deel) for deel in opdracht],
        check=False,
        text=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE if stil else None,
        stderr=subprocess.STDOUT if stil else None,
        **keuzes,
    )


def afdruk(paden: Iterable[Path], *, inhoud: bool = False) -> str:
    """Return a fingerprint of files and folders: by content, or (fast) by name, size and time of change."""
    som = hashlib.sha256()
    for pad in sorted(_bestanden(paden)):
        staat = pad.stat()
        kenmerk = pad.read_bytes() if inhoud else f"{staat.st_size}|{staat.st_mtime_ns}".encode()
        som.update(f"{pad.relative_to(WORTEL)}|".encode() + kenmerk + b"\n")
    return som.hexdigest()


def _bestanden(paden: Iterable[Path]) -> Iterator[Path]:
    """Yield the files under the given paths; what does not exist and compiled Python is left out."""
    for pad in paden:
        if pad.is_file():
            yield pad
        for map_, mappen, namen in os.walk(pad):
            mappen[:] = [naam for naam in mappen if naam not in {"__pycache__", "node_modules"}]
            yield from (Path(map_, naam) for naam in namen)


def lees_stempel(pad: Path) -> dict[str, Any]:
    """Return the stamp in a file, or an empty one when it is missing or damaged."""
    try:
        stempel = json.loads(pad.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stempel if isinstance(stempel, dict) else {}


def schrijf_stempel(pad: Path, stempel: Mapping[str, Any]) -> None:
    """Write a stamp in one go: a half-written stamp cannot exist."""
    tijdelijk = pad.with_name(f"{pad.name}.{os.getpid()}")
    tijdelijk.write_text(json.dumps(dict(stempel), indent=1), encoding="utf-8")
    tijdelijk.replace(pad)


def vervang(nieuw: Path, doel: Path) -> None:
    """Put a finished folder in its place; the old one only goes when the new one is complete."""
    oud = nieuw.with_name(f"{nieuw.name}-oud")
    if doel.is_symlink():
        doel.unlink()
    elif doel.exists():
        doel.rename(oud)
    nieuw.rename(doel)
    shutil.rmtree(oud, ignore_errors=True)


@contextlib.contextmanager
def bouwmap(naam: str) -> Iterator[Path]:
    """Give an empty temporary folder under build/ that is gone afterwards, also after a failure."""
    bestond = BOUW.exists()
    schrijfbaar(WORTEL)
    BOUW.mkdir(exist_ok=True)
    pad = Path(tempfile.mkdtemp(prefix=f"nieuw-{naam}-", dir=BOUW))
    try:
        yield pad
    finally:
        shutil.rmtree(pad, ignore_errors=True)
        if not bestond:
            with contextlib.suppress(OSError):  # something finished stands in it: then it stays
                BOUW.rmdir()


def schrijfbaar(map_: Path) -> None:
    """Raise ZinError when nothing can be written in this folder (tried: the rights alone do not tell)."""
    bestaand = next(pad for pad in (map_, *map_.parents) if pad.exists())
    try:
        with tempfile.TemporaryFile(dir=bestaand):
            pass
    except OSError as fout:
        raise ZinError(
            f"Baken kan niet schrijven in de map {bestaand}; geef schrijfrechten of kies een andere map."
        ) from fout


@contextlib.contextmanager
def om_de_beurt() -> Iterator[None]:
    """Let two starts at the same moment prepare one after the other (a lock on the folder itself)."""
    greep = os.open(WORTEL, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # a network drive without locks: then without
            fcntl.flock(greep, fcntl.LOCK_EX)
        yield
    finally:
        os.close(greep)


def fout(tekst: str) -> None:
    """Print a sentence on the error stream."""
    print(tekst, file=sys.stderr, flush=True)
