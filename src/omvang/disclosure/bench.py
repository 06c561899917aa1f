"""How long it takes: `python -m omvang.disclosure.bench` prints CPU seconds as JSON.

Tables are invented: gamma-Poisson counts, many of them small, with a fixed seed.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from omvang.disclosure.attacking import attack
from omvang.disclosure.definitions import Dimension
from omvang.disclosure.protecting import protect
from omvang.disclosure.suppression import threshold_only
from omvang.disclosure.table import Table

LIMITS = {"protect_60_cells": 0.2, "protect_2000_cells": 20.0, "attack_60_cells_rounded": 5.0,
          "attack_60_cells_threshold_only": 5.0}
_KEY = b"only for the bench"


def sample_table(shape: tuple[int, ...], mean: float, seed: int) -> Table:
    """Return an invented table with about `mean` persons per cell, half of the cells small."""
    rng = np.random.default_rng(seed)
    dimensions = tuple(Dimension(f"d{axis}", tuple(f"c{number}" for number in range(size)))
                       for axis, size in enumerate(shape))
    return Table("bench", "persons", "2024", dimensions, rng.poisson(rng.gamma(0.5, 2 * mean, size=shape)))


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return CPU seconds of this process and what the work returned."""
    start = time.process_time()
    result = work()
    return round(time.process_time() - start, 4), result


def run() -> dict[str, Any]:
    """Measure; return per case the CPU seconds, the limit and whether it was met, and what the attacks recovered."""
    small, large = sample_table((5, 4, 3), 10, 1), sample_table((20, 10, 10), 10, 1)
    protect(small, key=_KEY)  # the first call loads the solver
    seconds: dict[str, float] = {}
    seconds["protect_60_cells"], table = timed(lambda: protect(small, key=_KEY))
    seconds["protect_2000_cells"], _ = timed(lambda: protect(large, key=_KEY))
    seconds["attack_60_cells_rounded"], rounded = timed(lambda: attack(table))
    seconds["attack_60_cells_threshold_only"], naive = timed(lambda: attack(threshold_only(small)))
    return {"cpu_seconds": {name: {"seconds": found, "limit": LIMITS[name], "met": found < LIMITS[name]}
                            for name, found in seconds.items()},
            "recovered": {"rounded": len(rounded.recovered), "threshold_only": len(naive.recovered),
                          "threshold_only_hidden": len(naive.scenarios[0].findings)}}


if __name__ == "__main__":
    json.dump(run(), sys.stdout, indent=1)
    sys.stdout.write("\n")
