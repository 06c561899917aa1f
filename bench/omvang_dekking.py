"""Coverage study of omvang: nominal against actual coverage of each interval, written to the documentation.

Run from the root of the repository::

    python bench/omvang_dekking.py --tables 400 --replicates 300 --seed 1
    python bench/omvang_dekking.py --only sparse --tables 400       # one scenario again, the others kept

The table goes to docs/omvang/coverage.md and its figures to docs/omvang/coverage.json, after every scenario. One
seed gives one table, on every machine and in whatever order the scenarios are run.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import time
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from omvang.coverage import Scenario, study  # noqa: E402  the path to src must be known first
from omvang.version import __version__  # noqa: E402  the path to src must be known first

DOCS = ROOT / "docs" / "omvang"
LISTS = ("stepwise", "average", "graphs", "chao")

SCENARIOS = (
    Scenario("independent", "Four lists that see 25, 20, 15 and 10 % of the persons, each apart from the others.",
             2000, (0.25, 0.20, 0.15, 0.10), LISTS),
    Scenario("dependent", "The same rates; odds ratio 3 between A and B and 1/2 between C and D.",
             2000, (0.25, 0.20, 0.15, 0.10), LISTS, pairs={(0, 1): math.log(3), (2, 3): math.log(0.5)}),
    Scenario("sparse", "Five lists that see 10, 7, 5, 4 and 3 %; odds ratio 3 between A and B. Few persons are on "
             "two lists.", 2000, (0.10, 0.07, 0.05, 0.04, 0.03), LISTS, pairs={(0, 1): math.log(3)}),
    Scenario("uneven", "Four independent lists, but persons differ: standard deviation 1 on the logit scale. No "
             "model with pairs alone is true.", 2000, (0.25, 0.20, 0.15, 0.10), LISTS, spread=1.0),
    Scenario("two lists", "Two independent lists that see 20 and 15 %.", 2000, (0.20, 0.15), ("chapman", "chao")),
    Scenario("two groups", "Two lists; half of the persons are seen at 30 and 30 %, the other half at 10 and 10 %. "
             "The group is known.", 2000, (0.2, 0.2), ("covariates", "chapman"),
             groups=((0.30, 0.30), (0.10, 0.10))),
    Scenario("partial list", "Three lists that see 30, 25 and 25 %, odds ratio 4 between A and C and between B and C; "
             "C did not run for half of the population. Search by BIC on the sums that can be seen.",
             3000, (0.30, 0.25, 0.25), ("gaps",), pairs={(0, 2): math.log(4), (1, 2): math.log(4)},
             groups=((0.30, 0.25, 0.25), (0.30, 0.25, 0.25)), gap=2),
    Scenario("unknown group", "As two groups with three lists, but the group is unknown for 40 % of the persons on A "
             "and 20 % of the others. Imputed ten times, or those persons dropped.", 2000, (0.2, 0.2, 0.2),
             ("imputation", "dropped"), groups=((0.30, 0.30, 0.25), (0.10, 0.10, 0.15)), unknown=0.4),
)

INTRODUCTION = """# Coverage: does a 95 % interval hold the truth in 95 of 100 tables?

This page is written by `bench/omvang_dekking.py`; do not edit it by hand. Populations of known size were simulated,
every method was fitted as a researcher would, and it was counted how often each interval held the true size.
A nominal 95 % interval should do so in 95 of 100 tables.

- *coverage*: share of the tables with an interval in which it holds the true size, with its Monte-Carlo standard
  error `sqrt(c (1 - c) / n)`; **bold** where it lies more than three such errors below the nominal level.
- *too low / too high*: share in which the whole interval lies below / above the true size.
- *width*: median of (high - low) / true size. *bias*: median of estimate / true size - 1.
- *no interval*: share of the tables on which there was none (a list saw nobody, no estimate exists, or most
  replicates failed). These do not count in the coverage.

"""

READING = """## What this says

The figures speak about these populations and these methods with their usual settings: stepwise with threshold 0.02,
averaging over all pair models by BIC, graphs with `delta` 2^-t, prior 1/N and up to 20 times the observed number
hidden, Chao's lower bound. What to look for:

- Intervals that hold the model fixed after it was chosen from the same data (wald and profile of stepwise) say
  nothing about the choice; compare them with bca, percentile and parametric, which repeat it.
- Chao's number is a lower bound; where persons or lists differ, an interval around it is an interval around a bound.
- *Two groups*: who throws the groups together (chapman) is too low; the covariate repairs it.
- *Partial list*: the wald and parametric intervals take the model that the search found as given, and it does not
  always find both dependences.
- *Unknown group*: dropping the persons whose group is unknown makes the estimate far too low; imputing them does not.
- In the scenario *uneven* no model here is true. An interval shows the chance in the data under a model, not
  the doubt about the model. `fit.check()` and `omvang compare` are for that doubt.
"""


def percent(value: float, digits: int = 1) -> str:
    """Return a share as text in per cent, a dash when there is none."""
    return "-" if math.isnan(value) else f"{100 * value:.{digits}f}"


def line(row: dict[str, Any]) -> str:
    """Return one row of the table in Markdown."""
    low = not math.isnan(row["coverage"]) and row["coverage"] < row["level"] - 3 * row["error"]
    share = "-" if math.isnan(row["coverage"]) else f"{percent(row['coverage'])} ± {percent(row['error'])}"
    cells = [row["method"], row["interval"], f"{100 * row['level']:.0f}", f"**{share}**" if low else share,
             f"{percent(row['below'])} / {percent(row['above'])}", percent(row["width"], 0), percent(row["bias"]),
             percent(1 - row["with_interval"] / row["tables"])]
    return f"| {' | '.join(cells)} |"


def page(results: dict[str, Any]) -> str:
    """Return the page of documentation for the results by scenario."""
    parts = [INTRODUCTION]
    for scenario in SCENARIOS:
        if scenario.name not in results:
            continue
        found = results[scenario.name]
        parts.append(f"## {scenario.name.capitalize()}\n\n{scenario.text} True size {scenario.size:,} persons; "
                     f"{found['tables']} tables, {found['replicates']} replicates per bootstrap, seed "
                     f"{found['seed']}; omvang {found['version']}.\n\n"
                     "| method | interval | nominal % | coverage % | too low / too high % | width % | bias % "
                     "| no interval % |\n| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |\n"
                     + "\n".join(line(row) for row in found["rows"]) + "\n")
    return "\n".join([*parts, READING])


def as_json(value: Any) -> Any:
    """Return NaN as None, everywhere."""
    if isinstance(value, dict):
        return {key: as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    return None if isinstance(value, float) and math.isnan(value) else value


def stored(path: Path) -> dict[str, Any]:
    """Return the results of an earlier run, with None as NaN again."""
    if not path.exists():
        return {}
    results: dict[str, Any] = json.loads(path.read_text("utf-8"))
    for found in results.values():
        found["rows"] = [{key: math.nan if item is None else item for key, item in row.items()}
                         for row in found["rows"]]
    return results


def report(scenario: str, done: int, of: int) -> None:
    """Show progress on standard error."""
    if sys.stderr.isatty() or done % 50 == 0:
        print(f"{scenario}: {done} of {of}", file=sys.stderr)


def main(arguments: Iterable[str] | None = None) -> None:
    """Run the study and write the page."""
    parser = argparse.ArgumentParser(description="Coverage study of omvang.")
    parser.add_argument("--tables", type=int, default=400, help="simulated tables per scenario")
    parser.add_argument("--replicates", type=int, default=300, help="replicates of each bootstrap")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", action="append", choices=[s.name for s in SCENARIOS], help="run this scenario only")
    parser.add_argument("--docs", type=Path, default=DOCS, help="folder for coverage.md and coverage.json")
    options = parser.parse_args(None if arguments is None else list(arguments))
    options.docs.mkdir(parents=True, exist_ok=True)
    data = options.docs / "coverage.json"
    for scenario in SCENARIOS:
        if options.only and scenario.name not in options.only:
            continue
        began = time.process_time()
        rows = study(scenario, tables=options.tables, replicates=options.replicates, seed=options.seed,
                     progress=partial(report, scenario.name))
        results = stored(data)                  # read again: another process may have added a scenario
        results[scenario.name] = {"tables": options.tables, "replicates": options.replicates, "seed": options.seed,
                                  "version": __version__, "rows": [vars(row).copy() for row in rows]}
        data.write_text(json.dumps(as_json(results), indent=1, sort_keys=True) + "\n", "utf-8")
        (options.docs / "coverage.md").write_text(page(results), "utf-8")
        print(f"{scenario.name}: {time.process_time() - began:.1f} CPU seconds", file=sys.stderr)


if __name__ == "__main__":
    main()
