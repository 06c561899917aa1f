"""Measure the speed targets: `python -m omvang.bench [--quick]`. CPU seconds and memory, as JSON.

Each case runs in a process of its own with one thread, so that memory and threads of one case do not touch another.
The tables are published counts: UK 2013 (Bales, Hesketh and Silverman 2015), Netherlands 2010-2015 (Silverman 2020).
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from omvang.capture import CaptureTable
from omvang.models import fit_all
from omvang.stepwise import StepwisePoisson

_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")

UK_FIVE = CaptureTable.from_histories(
    ("LA", "NG", "PFNCA", "GO", "GP"),
    {"10000": 54, "01000": 463, "00100": 995, "00010": 695, "00001": 316, "11000": 15, "10100": 19, "10010": 3,
     "01100": 62, "01010": 19, "01001": 1, "00110": 76, "00101": 11, "00011": 8, "11100": 1, "11010": 1, "01110": 4,
     "11110": 1})
DUTCH = CaptureTable.from_histories(
    ("I", "K", "O", "P", "R", "Z"),
    {"101100": 4, "101000": 1, "100101": 4, "100100": 18, "100010": 3, "100001": 16, "100000": 352, "011000": 1,
     "010100": 44, "010001": 4, "010000": 1299, "001110": 2, "001101": 7, "001100": 59, "001010": 2, "001001": 57,
     "001000": 403, "000111": 1, "000110": 82, "000101": 125, "000100": 4466, "000011": 2, "000010": 650,
     "000001": 632})


@dataclass(frozen=True)
class Case:
    """run: the work; limit: most CPU seconds; memory: most megabytes of the whole process."""

    run: Callable[[], object]
    limit: float
    memory: float = 500.0


def _bca(table: CaptureTable, replicates: int) -> Callable[[], object]:
    return lambda: StepwisePoisson(0.02).fit(table).conf_int("bca", replicates=replicates, seed=1)


CASES: Mapping[str, Case] = {
    "stepwise_bca_ukdat5_1000": Case(_bca(UK_FIVE, 1000), 0.5),
    "stepwise_bca_dutch_1000": Case(_bca(DUTCH, 1000), 1.5),
    "stepwise_bca_ukdat5_2000": Case(_bca(UK_FIVE, 2000), 1.0),
    "stepwise_bca_ukdat5_10000": Case(_bca(UK_FIVE, 10_000), 5.0),
    "all_32768_pair_models_dutch": Case(lambda: fit_all(DUTCH.counts, DUTCH.t, 2), 10.0),
    "check_dutch": Case(lambda: StepwisePoisson(0.02).fit(DUTCH).check(), 1.0),
}
QUICK = ("stepwise_bca_ukdat5_1000", "stepwise_bca_dutch_1000")


def measure(name: str) -> dict[str, float | str | bool]:
    """Run one case in this process. Returns CPU seconds, peak memory in megabytes, and whether both are in limits."""
    case = CASES[name]
    began = time.process_time()
    case.run()
    seconds = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"case": name, "cpu_seconds": round(seconds, 3), "limit": case.limit, "peak_mb": round(peak, 1),
            "memory_limit_mb": case.memory, "within": seconds <= case.limit and peak <= case.memory}


def _apart(module: str, *arguments: str) -> dict[str, Any]:
    """Run a module in a process of its own with one thread; return the JSON it prints."""
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, env=os.environ | dict.fromkeys(_THREADS, "1"),  # noqa: S603 - our own modules
                          check=True, capture_output=True, text=True)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _disclosure() -> list[dict[str, Any]]:
    found = _apart("omvang.disclosure.bench")["cpu_seconds"]
    return [{"case": name, "cpu_seconds": row["seconds"], "limit": row["limit"], "within": row["met"]}
            for name, row in found.items()]


def main() -> int:
    """Run the cases and print JSON. Returns 1 when a case is over its limit."""
    parser = argparse.ArgumentParser(prog="omvang.bench", description="Measure speed and memory.")
    parser.add_argument("--case", choices=CASES, help="run this case alone, in this process")
    parser.add_argument("--quick", action="store_true", help="only the cases of 1000 replicates")
    arguments = parser.parse_args()
    if arguments.case:
        print(json.dumps(measure(arguments.case)))
        return 0
    rows = [_apart("omvang.bench", "--case", name) for name in (QUICK if arguments.quick else CASES)]
    answer: dict[str, Any] = {"threads": 1, "cases": rows}
    if not arguments.quick:
        seconds = {row["case"]: row["cpu_seconds"] for row in rows}
        answer["ratio_10000_to_1000_replicates"] = round(
            seconds["stepwise_bca_ukdat5_10000"] / seconds["stepwise_bca_ukdat5_1000"], 2)
        rows += _disclosure()
    answer["within"] = all(row["within"] for row in rows)
    print(json.dumps(answer, indent=2))
    return 0 if answer["within"] else 1


if __name__ == "__main__":
    sys.exit(main())
