"""Runs inside the venv: one background worker until it is told to stop. `python werker.py NAME`.

The name is the same after a restart, so that a worker finds back what a killed predecessor left behind.
"""

from __future__ import annotations

import importlib
import sys


def main(naam: str) -> int:
    """Work until SIGTERM or SIGINT. Returns the exit code."""
    importlib.import_module("django").setup()
    importlib.import_module("baken.kern.werker").werk(naam)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
