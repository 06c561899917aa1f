"""The command `omvang covariates`: estimates by sex, age, form, nationality or year from rows of persons.

JSON on standard output. Exit codes are those of `omvang.cli`: 0 an answer, 2 bad input, 3 no estimate exists.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Mapping, Sequence
from typing import Any

from omvang.covariates import CovariateModel, CovariateSearch
from omvang.errors import InputError
from omvang.estimate import check_level, plain
from omvang.imputation import IncompleteTable, MultipleImputation
from omvang.partial import Gap, refuse_seen_in_gaps, with_gaps
from omvang.person_rows import Level, is_unknown, read_rows
from omvang.resampling import Plan
from omvang.strata import StratifiedTable

_INTERVALS = ("wald", "parametric", "percentile")


def _names(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def add_covariates_parser(subparsers: Any) -> argparse.ArgumentParser:
    """Add `covariates` to the subparsers of argparse; the parsed arguments get `func`, which returns the exit code."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "covariates", help="estimate by sex, age, year and the like, with totals that add up",
        description="Fit a log-linear model with covariates to a CSV file of persons. An empty covariate is unknown; "
        "ask for --imputations then, so that nobody is dropped.")
    parser.add_argument("file", help="CSV: a column of 0/1 per list, a column per covariate, and 'count' or not")
    parser.add_argument("--lists", type=_names, required=True, help="columns of the lists, such as A,B,C")
    parser.add_argument("--covariates", type=_names, required=True, help="columns of the covariates: sex,year")
    parser.add_argument("--ignore", type=_names, default=(), help="columns that are of no use here: name,remark")
    parser.add_argument("--formula", help="model, such as 'A*sex + B*C + year'; without it BIC searches")
    parser.add_argument("--minimal", help="search: smallest formula (default: all main effects)")
    parser.add_argument("--maximal", help="search: largest formula (default: all interactions of two)")
    parser.add_argument("--criterion", choices=("bic", "aic"), default="bic", help="search: what to lower")
    parser.add_argument("--gap", action="append", default=[], metavar="LIST:COVARIATE=LEVEL[,LEVEL]",
                        help="the list did not run there; may be repeated")
    parser.add_argument("--by", action="append", default=[], type=_names, metavar="COVARIATE[,COVARIATE]",
                        help="a table of the estimate by these covariates; may be repeated")
    parser.add_argument("--imputations", type=int, help="complete unknown covariates this many times (20 is usual)")
    parser.add_argument("--interval", choices=_INTERVALS, help="default wald; with --imputations Rubin's rules")
    parser.add_argument("--level", type=float, default=0.95)
    parser.add_argument("--replicates", type=int, default=1000)
    parser.add_argument("--reselect", action="store_true", help="repeat the search in each replicate")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="answer in JSON (the default)")
    parser.set_defaults(func=run_covariates)
    return parser


def parse_gap(text: str, rows: Sequence[Mapping[str, Any]]) -> Gap:
    """Read ``LIST:COVARIATE=LEVEL,LEVEL``; levels become numbers where the covariate holds numbers.

    Raises InputError for text of another shape.
    """
    name, _, where = text.partition(":")
    variable, _, levels = where.partition("=")
    wanted: list[Level] = list(_names(levels))
    if not name.strip() or not variable.strip() or not wanted:
        raise InputError(f"The gap {text!r} is not of the form LIST:COVARIATE=LEVEL, such as C:year=2019,2020.")
    known = {str(row[variable.strip()]): row[variable.strip()] for row in rows
             if not is_unknown(row.get(variable.strip()))}
    return Gap(name.strip(), {variable.strip(): [known.get(str(level), level) for level in wanted]})


def _model(arguments: argparse.Namespace) -> CovariateModel | CovariateSearch:
    if arguments.formula is None:
        return CovariateSearch(arguments.minimal, arguments.maximal, arguments.criterion)
    if arguments.minimal is not None or arguments.maximal is not None:
        raise InputError("Give --formula, or --minimal and --maximal for the search, not both.")
    return CovariateModel(arguments.formula)


def _imputed(arguments: argparse.Namespace, rows: Sequence[Mapping[str, Any]], gaps: Sequence[Gap]) -> dict[str, Any]:
    if arguments.interval is not None:
        raise InputError("With --imputations the interval is that of Rubin's rules; leave --interval out.")
    data = IncompleteTable.from_rows(rows, arguments.lists, arguments.covariates, gaps=gaps)
    fit = MultipleImputation(_model(arguments), imputations=arguments.imputations).fit(data, seed=arguments.seed)
    tables = {",".join(names): [_row(row) for row in fit.by(*names, level=arguments.level)] for names in arguments.by}
    return {**fit.to_dict(interval=fit.conf_int(level=arguments.level)), "by": tables, "incomplete": data.incomplete,
            "unknown": dict(data.unknown)}


def _complete(arguments: argparse.Namespace, rows: Sequence[Mapping[str, Any]], gaps: Sequence[Gap]) -> dict[str, Any]:
    table = with_gaps(StratifiedTable.from_rows(rows, arguments.lists, arguments.covariates), gaps)
    fit = _model(arguments).fit(table)
    drawn: dict[str, Any] = {"replicates": arguments.replicates, "seed": arguments.seed,
                             "reselect": arguments.reselect}
    name = arguments.interval or "wald"
    interval = fit.conf_int(name, level=arguments.level, **(drawn if name != "wald" else {}))
    tables = {",".join(names): [_row(row) for row in fit.by(*names, level=arguments.level)] for names in arguments.by}
    return {**fit.to_dict(interval=interval), "by": tables}


def _refuse_idle_options(arguments: argparse.Namespace) -> None:
    """Refuse options that are wrong or would do nothing, before the file is read."""
    Plan.of(replicates=arguments.replicates, seed=arguments.seed)
    check_level(arguments.level)
    if arguments.reselect and (arguments.formula is not None or arguments.interval in (None, "wald")):
        raise InputError("--reselect repeats the search in each replicate: leave --formula out and ask for --interval "
                         "parametric or percentile.")


def _row(row: Any) -> dict[str, Any]:
    return {**vars(row), "population": row.population}


def run_covariates(arguments: argparse.Namespace) -> int:
    """Run the command and return 0. Raises InputError or NoEstimateError, which `omvang.cli` turns into a code."""
    began = time.process_time()
    _refuse_idle_options(arguments)
    rows = read_rows(arguments.file, arguments.lists, arguments.covariates, arguments.ignore)
    gaps = [parse_gap(text, rows) for text in arguments.gap]
    refuse_seen_in_gaps(rows, [gap for gap in gaps if gap.list_name in arguments.lists])
    answer = (_complete if arguments.imputations is None else _imputed)(arguments, rows, gaps)
    answer["cpu_seconds"] = round(time.process_time() - began, 4)
    json.dump(plain(answer), sys.stdout, indent=2, ensure_ascii=False, allow_nan=False)
    print()
    return 0
