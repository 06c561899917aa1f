"""Run the launcher as a user does: in a process of its own, in a copy of the repository or in the real one."""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

WORTEL = Path(__file__).resolve().parents[2]
PR_CAPBSET_DROP = 24
CAP_DAC_OVERRIDE = 1


def kaal(doel: Path) -> Path:
    """Copy only what the launcher itself needs into a new folder, as a fresh clone without anything installed."""
    doel.mkdir()
    shutil.copy2(WORTEL / "baken", doel / "baken")
    for map_ in ("gereedschap", "requirements"):
        shutil.copytree(WORTEL / map_, doel / map_, ignore=shutil.ignore_patterns("__pycache__"))
    return doel


def draai(map_: Path, *argumenten: str, omgeving: dict[str, str] | None = None, begrensd: bool = False) -> Uit:
    """Run ./baken in a folder and wait for it."""
    return _draai([sys.executable, "baken", *argumenten], map_, omgeving, begrensd=begrensd)


def python(map_: Path, code: str, omgeving: dict[str, str] | None = None) -> Uit:
    """Run a line of Python in a folder."""
    return _draai([sys.executable, "-c", code], map_, omgeving)


Uit = subprocess.CompletedProcess[str]


def _draai(opdracht: list[str], map_: Path, omgeving: dict[str, str] | None, *, begrensd: bool = False) -> Uit:
    schoon = {naam: waarde for naam, waarde in os.environ.items() if not naam.startswith("BAKEN_")}
    schoon |= {"PYTHONDONTWRITEBYTECODE": "1"} | (omgeving or {})
    vooraf: Callable[[], None] | None = geef_voorrecht_op if begrensd else None
    return subprocess.run(
        opdracht, check=False, cwd=map_, env=schoon, capture_output=True, text=True, timeout=120, preexec_fn=vooraf
    )


def geef_voorrecht_op() -> None:
    """Let root obey the rights of files, as any other user must (nothing changes for another user)."""
    if os.geteuid() == 0 and ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE) != 0:
        raise OSError("this machine does not let root give up a privilege")


def alleen_lezen(map_: Path) -> None:
    """Take the right to write from a folder."""
    map_.chmod(stat.S_IRUSR | stat.S_IXUSR)


def inhoud(map_: Path) -> dict[str, str]:
    """Return every file under a folder with a digest of its content."""
    return {
        str(pad.relative_to(map_)): hashlib.sha256(pad.read_bytes()).hexdigest()
        for pad in sorted(map_.rglob("*"))
        if pad.is_file() and "__pycache__" not in pad.parts
    }


def wiel(map_: Path, versie: str) -> str:
    """Make a wheel of a package with one module and one script. Returns its line for a lock, with its hash."""
    info = f"bakenproef-{versie}.dist-info"
    delen = {
        "bakenproef.py": f"VERSIE = {versie!r}\ndef main():\n    print(VERSIE)\n",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: bakenproef\nVersion: {versie}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: proef\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/entry_points.txt": "[console_scripts]\nbakenproef = bakenproef:main\n",
    }
    delen[f"{info}/RECORD"] = "".join(f"{naam},,\n" for naam in [*delen, f"{info}/RECORD"])
    pad = map_ / f"bakenproef-{versie}-py3-none-any.whl"
    with zipfile.ZipFile(pad, "w") as bundel:
        for naam, tekst in delen.items():
            bundel.writestr(naam, tekst)
    return f"bakenproef=={versie} --hash=sha256:{hashlib.sha256(pad.read_bytes()).hexdigest()}\n"


def een_zin(uit: Uit) -> str:
    """Return what went to the error stream; assert that it is one sentence and no trace of Python."""
    regels = uit.stderr.strip().splitlines()
    assert len(regels) == 1, uit.stderr
    assert regels[0].endswith("."), regels
    return regels[0]
