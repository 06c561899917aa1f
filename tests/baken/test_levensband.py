"""A child ends with the process that started it, at whatever moment between fork and exec that one was killed."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from uuid import uuid4

import pytest

from tests.baken import hulp

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux can bind the life of a child to its parent")
OUDER = """
import os, signal, subprocess, sys, time
from gereedschap.levensband import sterf_mee
signal.signal(signal.SIGTERM, lambda *_: None)
bind = sterf_mee(signal.SIGTERM)
def stap(naam):
    os.write(1, naam.encode() + b"\\n")
    time.sleep(1 if naam == sys.argv[2] else 0)
def doe():
    stap("voor")
    bind()
    stap("na")
subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)", sys.argv[1]], preexec_fn=doe)
stap("gestart")
signal.pause()
"""


def _over(kenmerk: str) -> list[str]:
    """Return the processes, not the dead ones, that have the mark on their command line."""
    gevonden = []
    for map_ in Path("/proc").glob("[0-9]*"):
        try:
            if kenmerk.encode() in (map_ / "cmdline").read_bytes():
                gevonden.append(map_.name)
        except OSError:  # it ended while we looked
            continue
    return gevonden


@pytest.mark.parametrize("moment", ["voor", "na", "gestart"])
def test_a_child_never_outlives_a_killed_parent(moment: str) -> None:
    """The parent is killed before the child binds itself, between that and its program, and while that runs."""
    kenmerk = f"band-{uuid4().hex}"
    opdracht = [sys.executable, "-c", OUDER, kenmerk, moment]
    ouder = subprocess.Popen(opdracht, cwd=hulp.WORTEL, stdout=subprocess.PIPE, text=True)
    assert ouder.stdout is not None
    assert any(regel == f"{moment}\n" for regel in ouder.stdout)
    assert len(_over(kenmerk)) == 2
    ouder.kill()
    ouder.wait()
    einde = time.monotonic() + 20
    while (over := _over(kenmerk)) and time.monotonic() < einde:
        time.sleep(0.02)
    assert not over
