"""`./baken laad-regio rotterdam` works from nothing, in one command."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gereedschap import pakketten
from tests.baken import hulp

pytestmark = pytest.mark.skipif(
    not pakketten.klaar("basis"), reason=".venv was not made by ./baken; starting would replace it under this run"
)


def _laad(regio: str, map_: Path) -> subprocess.CompletedProcess[str]:
    omgeving = {naam: waarde for naam, waarde in os.environ.items() if not naam.startswith("BAKEN_")}
    return subprocess.run(
        [sys.executable, "baken", "laad-regio", regio],
        check=False,
        cwd=hulp.WORTEL,
        env=omgeving | {"BAKEN_GEGEVENSMAP": str(map_)},
        capture_output=True,
        text=True,
    )


def test_a_real_region_is_loaded_into_a_folder_that_did_not_exist(tmp_path: Path) -> None:
    map_ = tmp_path / "regio"
    eerste = _laad("rotterdam", map_)
    assert eerste.returncode == 0, eerste.stderr
    assert "23 gemeenten" in eerste.stdout
    assert f"BAKEN_GEGEVENSMAP={map_} ./baken start" in eerste.stdout
    assert "al geladen" in _laad("rotterdam", map_).stdout


def test_an_unknown_region_makes_nothing(tmp_path: Path) -> None:
    geweigerd = _laad("atlantis", tmp_path / "regio")
    assert geweigerd.returncode == 2
    assert "rotterdam" in geweigerd.stderr
    assert not (tmp_path / "regio").exists()
