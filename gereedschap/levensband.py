"""On Linux a child ends when the process that started it is killed, so that no port or folder stays taken."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1


def sterf_mee(sein: signal.Signals) -> Callable[[], None]:
    """Return what a child does between fork and exec: ask for `sein` when its parent ends.

    Two moments would otherwise lose it: the child still has the parent's Python handler, which only sets a flag that
    the exec throws away; and a parent that ended before the question was asked sends nothing any more.
    """
    ouder = os.getpid()

    def doe() -> None:
        if sys.platform != "linux":
            return
        signal.signal(sein, signal.SIG_DFL)
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, sein)
        if os.getppid() != ouder:
            os._exit(1)

    return doe
