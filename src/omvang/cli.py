"""The command line: `omvang estimate`, `compare`, `covariates`, `protect` and `attack`.

Answers are JSON on standard output; errors, and progress on a terminal, are on standard error.
Exit codes: 0 an answer, 1 nobody read the answer to its end, 2 bad input, 3 no estimate exists.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

from omvang.averaging import BestModel, ModelAverage
from omvang.capture import CaptureTable
from omvang.covariate_cli import add_covariates_parser
from omvang.diagnostics import compare
from omvang.disclosure.cli import add_attack_parser, add_protect_parser
from omvang.errors import InputError, NoEstimateError, OmvangError
from omvang.estimate import Estimate, Interval, plain
from omvang.graphs import GraphAverage
from omvang.methods import METHODS, estimator
from omvang.resampling import Plan
from omvang.version import __version__

CUT_OFF, BAD_INPUT, NO_ESTIMATE = 1, 2, 3
_RESAMPLED = ("bca", "percentile", "parametric")


def _names(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="omvang", description="Population size from overlapping lists, and tables "
                                                                "that give nobody away.")
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(dest="command", required=True)
    _add_estimate(commands)
    _add_compare(commands)
    add_covariates_parser(commands)
    add_protect_parser(commands)
    add_attack_parser(commands)
    return parser


def _add_file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", help="CSV with a 0/1 column per list and 'count' (or person rows without it), or JSON")
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--json", action="store_true", help="answer in JSON (the default)")
    shape.add_argument("--text", action="store_true", help="answer in sentences")


def _add_estimate(commands: Any) -> None:
    parser = commands.add_parser("estimate", help="estimate how many persons are on no list")
    _add_file(parser)
    parser.add_argument("--method", choices=METHODS, default="stepwise")
    parser.add_argument("--threshold", type=float, help="stepwise: p below which a pair enters (default 0.02)")
    parser.add_argument("--terms", type=_names, help="loglinear: terms of the model, such as A:B,A:C")
    parser.add_argument("--criterion", choices=("aic", "aicc", "bic"), help="best, average: default bic")
    parser.add_argument("--max-order", type=int, help="best, average: highest order of a term (default 2)")
    parser.add_argument("--top", type=int, help="best, average: models that each replicate fits again (default 20)")
    parser.add_argument("--lists", type=_names, help="chapman, lincoln-petersen: the two lists, such as A,B")
    parser.add_argument("--kind", help="heterogeneity: none, chao, poisson, darroch or gamma (default chao)")
    parser.add_argument("--lists-alike", dest="lists_differ", action="store_false", default=None,
                        help="heterogeneity: all lists find persons equally often")
    parser.add_argument("--delta", type=float, help="graphs: prior weight of each cell")
    parser.add_argument("--max-hidden", type=int, help="graphs: largest hidden number considered")
    parser.add_argument("--interval", help="bca, percentile, parametric, wald, profile or posterior")
    parser.add_argument("--level", type=float, default=0.95)
    parser.add_argument("--replicates", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.set_defaults(func=_estimate)


def _add_compare(commands: Any) -> None:
    parser = commands.add_parser("compare", help="every method and every check side by side")
    _add_file(parser)
    parser.add_argument("--threshold", type=float, default=0.02)
    parser.set_defaults(func=_compare)


def _progress(what: str) -> Callable[[int, int], None] | None:
    """Return a function that shows how far the work is, or None when nobody is looking."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, total: int) -> None:
        known = f" of {total}" if total else ""
        print(f"\r{done}{known} {what}", end="\n" if done == total else "", file=sys.stderr, flush=True)

    return show


def _interval(fit: Estimate, arguments: argparse.Namespace) -> Interval:
    Plan.of(replicates=arguments.replicates, seed=arguments.seed)       # wrong ones are refused, used or not
    known = METHODS[arguments.method].intervals
    name = arguments.interval or known[0]
    if name not in known:
        raise InputError(f"The method {arguments.method} has no {name} interval; choose {', '.join(known)}.")
    if name not in _RESAMPLED:
        return fit.conf_int(name, level=arguments.level)
    return fit.conf_int(name, level=arguments.level, replicates=arguments.replicates, seed=arguments.seed,
                        progress=_progress("replicates"))


def _estimate(arguments: argparse.Namespace) -> int:
    began = time.process_time()
    chosen = estimator(arguments.method, threshold=arguments.threshold, terms=arguments.terms,
                       criterion=arguments.criterion, max_order=arguments.max_order, top=arguments.top,
                       lists=arguments.lists, kind=arguments.kind, lists_differ=arguments.lists_differ,
                       delta=arguments.delta, max_hidden=arguments.max_hidden)
    table = CaptureTable.read(arguments.file)
    fit: Estimate = (chosen.fit(table, progress=_progress("graphs" if isinstance(chosen, GraphAverage) else "models"))
                     if isinstance(chosen, (BestModel, ModelAverage, GraphAverage)) else chosen.fit(table))
    interval = _interval(fit, arguments)
    answer = fit.to_dict(interval=interval)
    answer["cpu_seconds"] = round(time.process_time() - began, 4)
    if arguments.text:
        print(sentence(fit, interval, answer["verdict"], answer["reasons"]))
    else:
        _print(answer)
    return 0


def sentence(fit: Estimate, interval: Interval, verdict: str, reasons: Sequence[str]) -> str:
    """Return the answer in sentences, with the numbers rounded to persons."""
    return (f"{fit.observed:,} persons were seen. The population is estimated at {fit.population:,.0f} "
            f"({interval.level:.0%} {interval.method} interval {interval.low:,.0f} to {interval.high:,.0f}).\n"
            f"Verdict: {verdict}.\n" + "\n".join(f"- {reason}" for reason in reasons))


def _compare(arguments: argparse.Namespace) -> int:
    began = time.process_time()
    answer = compare(CaptureTable.read(arguments.file), threshold=arguments.threshold, progress=_progress("methods"))
    answer["cpu_seconds"] = round(time.process_time() - began, 4)
    if arguments.text:
        for row in answer["methods"]:
            number = row["reason"] if row["population"] is None else (
                f"{row['population']:>12,.0f}  {row['low']:>12,.0f} - {row['high']:,.0f}")
            print(f"{row['method']:<32}{number}")
        print(f"Verdict: {answer['verdict']}.\n" + "\n".join(f"- {reason}" for reason in answer["reasons"]))
    else:
        _print(answer)
    return 0


def _print(answer: dict[str, Any]) -> None:
    json.dump(plain(answer), sys.stdout, indent=2, ensure_ascii=False, allow_nan=False)
    print()


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    arguments = _parser().parse_args(argv)
    try:
        code = int(arguments.func(arguments) or 0)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        # what is left in the buffer would raise again when Python ends
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CUT_OFF
    except NoEstimateError as error:
        print(f"omvang: {error}", file=sys.stderr)
        return NO_ESTIMATE
    except OmvangError as error:
        print(f"omvang: {error}", file=sys.stderr)
        return BAD_INPUT


if __name__ == "__main__":
    sys.exit(main())
