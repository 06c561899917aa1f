"""Row 44: no secret stands in the repository."""

from __future__ import annotations

import math
import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest

WORTEL = Path(__file__).resolve().parents[2]
OVERSLAAN = {".git", ".venv", "node_modules", "build", "var", "__pycache__", ".hypothesis", ".mypy_cache"}
BINAIR = {".png", ".jpg", ".woff2", ".ico", ".pdf", ".sqlite3", ".pyc"}
LOCKS = {"package-lock.json", "basis.txt", "test.txt", "uv.txt", "node.txt"}
BEKEND = (
    re.compile(r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----"),
    re.compile(r"\bAKIA[0-9A-Z]{16}\b"),
    re.compile(r"\bgh[pousr]_[A-Za-z0-9]{36}\b"),
    re.compile(r"\bxox[abpr]-[A-Za-z0-9-]{20,}"),
    re.compile(r"\bey[JK][A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{20,}\."),
    re.compile(r"[a-z]+://[^\s/:@\"'{}<]+:[^\s/:@\"'{}<]{8,}@(?!host\b)"),
)
TOEGEWEZEN = re.compile(
    r"""(?i)(?:password|passwd|secret|token|api_?key|wachtwoord|geheim|sleutel)\w*["']?\s*[:=]\s*["']([^"'\s]{16,})["']"""
)


def _bestanden() -> list[Path]:
    """What is in git, or everything but what is made here when git is away."""
    uit = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=WORTEL, capture_output=True, text=True, check=False
    )
    if uit.returncode == 0:
        paden = [WORTEL / naam for naam in uit.stdout.splitlines()]
    else:
        paden = [p for p in WORTEL.rglob("*") if not OVERSLAAN & set(p.relative_to(WORTEL).parts)]
    return [p for p in paden if p.is_file() and p.suffix not in BINAIR and p.name not in LOCKS]


def _entropie(tekst: str) -> float:
    aantallen = Counter(tekst).values()
    return -sum(n / len(tekst) * math.log2(n / len(tekst)) for n in aantallen)


def _vondsten(tekst: str) -> list[str]:
    """What looks like a secret: a known form, or a random value behind a telling name."""
    gevonden = [t.group(0)[:30] for patroon in BEKEND for t in patroon.finditer(tekst)]
    return gevonden + [t.group(1)[:30] for t in TOEGEWEZEN.finditer(tekst) if _entropie(t.group(1)) > 4.0]


def test_no_file_of_the_repository_holds_a_secret() -> None:
    bestanden = _bestanden()
    assert len(bestanden) > 200
    vondsten = {
        str(pad.relative_to(WORTEL)): gevonden
        for pad in bestanden
        if pad != Path(__file__) and (gevonden := _vondsten(pad.read_text(encoding="utf-8", errors="replace")))
    }
    assert vondsten == {}


@pytest.mark.parametrize(
    "geplant",
    [
        "-----BEGIN EC " + "PRIVATE KEY-----",
        "AKIA" + "ABCDEFGHIJKLMNOP",
        "api_key = '" + "q8Zr2Lk9Xw4Tn6Vb1Ym3" + "'",
        "postgres://baken:" + "zeergeheim@db.voorbeeld/baken",
    ],
)
def test_the_scan_finds_a_planted_secret(geplant: str) -> None:
    assert _vondsten(geplant)


def test_no_key_file_or_database_is_in_the_repository() -> None:
    namen = [p.name for p in _bestanden()]
    assert [n for n in namen if n.endswith((".sqlite3", ".pem", ".key", ".p12")) or n == "sleutels.json"] == []
