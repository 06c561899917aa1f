"""`./baken lint` and `./baken fix`: style, types, layers and templates."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Sequence

from gereedschap import pakketten
from gereedschap.plek import PYTHON, WORTEL, kindomgeving, zeg

LAGEN = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"
SJABLONEN = "src/baken/web/templates"
KEURINGEN: dict[str, tuple[str, ...]] = {
    "regels (ruff)": ("-m", "ruff", "check", "--output-format=concise", ".", "baken"),
    "opmaak (ruff)": ("-m", "ruff", "format", "--check", ".", "baken"),
    "typen (mypy)": ("-m", "mypy"),
    "typen van gereedschap (mypy)": ("-m", "mypy", "--config-file=", "--strict", "-p", "gereedschap"),
    "lagen (import-linter)": ("-c", LAGEN),
    "sjablonen (djlint)": ("-m", "djlint", SJABLONEN, "--lint", "--quiet"),
}


def _draai(naam: str, opdracht: Sequence[str]) -> bool:
    """Run one tool; what it found goes to the screen. Returns whether it is content."""
    begin = time.monotonic()
    omgeving = kindomgeving(PYTHONPATH=f"{WORTEL / 'src'}:{WORTEL}")
    uit = subprocess.run(
        [str(PYTHON), *opdracht],
        check=False,
        cwd=WORTEL,
        env=omgeving,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    goed = uit.returncode == 0
    if not goed:
        zeg(uit.stdout.rstrip())
    zeg(f"{'goed' if goed else 'FOUT':5} {naam}  ({time.monotonic() - begin:.0f} s)")
    return goed


def keur() -> int:
    """Run every check, also after one fails. Returns the exit code."""
    pakketten.zorg_voor("test")
    zeg("\n=== Keuring ===")
    goed = [_draai(naam, opdracht) for naam, opdracht in KEURINGEN.items()]
    zeg(f"{sum(goed)} van {len(goed)} keuringen goed")
    return 0 if all(goed) else 1


def herstel() -> int:
    """Repair what can be repaired without thinking. Returns the exit code."""
    pakketten.zorg_voor("test")
    goed = [
        _draai("regels herstellen (ruff)", ("-m", "ruff", "check", "--fix", ".", "baken")),
        _draai("opmaak herstellen (ruff)", ("-m", "ruff", "format", ".", "baken")),
    ]
    return 0 if all(goed) else 1
