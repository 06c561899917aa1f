"""The commands `omvang protect` and `omvang attack`. JSON on standard output, sentences on standard error.

Exit codes: 0 done; 2 bad input; 3 the table cannot be released, or the attack succeeds.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

from omvang.disclosure.attacking import attack
from omvang.disclosure.knowledge import Insider, Known
from omvang.disclosure.ledger import FORMAT, ReleaseLedger
from omvang.disclosure.policy import Policy
from omvang.disclosure.protecting import protect_all
from omvang.disclosure.release import Percentage, Release
from omvang.disclosure.table import Table
from omvang.errors import DisclosureError, InputError, OmvangError

OK, BAD_INPUT, NOT_RELEASED = 0, 2, 3
_MARKS = {"sensitive": "dimension of which a class tells something about a person",
          "ordered": "dimension of which only neighbours may be merged",
          "incomplete": "dimension of which the categories do not cover everybody",
          "list-membership": "dimension that says whether a person stood on a list"}


def add_protect_parser(subparsers: Any) -> argparse.ArgumentParser:
    """Add `protect` to the subparsers of argparse; the parsed arguments get `func`, which returns the exit code."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "protect", help="make tables that may be shown", description="Round tables so that they add up and give "
        "nobody away, attack them, and print them as JSON or CSV.")
    parser.add_argument("tables", nargs="+", metavar="TABLE", help="JSON (title, measure, period, dimensions, counts) "
                        "or CSV (a column per dimension and 'count'; combinations without a row count 0); tables named "
                        "together are linked")
    parser.add_argument("--title", help="title, for CSV")
    parser.add_argument("--measure", help="what is counted, for CSV")
    parser.add_argument("--period", help="calendar year, for CSV")
    parser.add_argument("--no-sensitive", action="store_true", help="no dimension is sensitive")
    for option, said in _MARKS.items():
        parser.add_argument(f"--{option}", action="append", default=[], metavar="DIM", help=f"{said}; may be "
                            "given more than once")
    parser.add_argument("--ledger", type=Path, help="JSON file with everything published before")
    parser.add_argument("--new-ledger", action="store_true", help="with --publish: the ledger does not exist yet")
    parser.add_argument("--publish", metavar="DATE", type=date.fromisoformat, help="write the tables to the ledger "
                        "with this date (YYYY-MM-DD)")
    parser.add_argument("--key-file", type=Path, help="file with at least 16 secret bytes, kept for later tables")
    parser.add_argument("--restricted", action="store_true", help="exact numbers from 5, for a closed circle")
    parser.add_argument("--group", choices=("merge", "hide"), default="merge", help="what to do with a group of "
                        "which 90 %% falls in one sensitive class")
    _add_knowledge(parser)
    parser.add_argument("--format", choices=("json", "csv"), default="json")
    parser.set_defaults(func=run_protect)
    return parser


def add_attack_parser(subparsers: Any) -> argparse.ArgumentParser:
    """Add `attack` to the subparsers of argparse; the parsed arguments get `func`, which returns the exit code."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "attack", help="try to break published tables", description="Try to recover counts from published tables; "
        "exit code 3 when that succeeds.")
    parser.add_argument("releases", nargs="+", metavar="RELEASE", help="JSON of a release, of what `protect` printed, "
                        "or a ledger")
    _add_knowledge(parser)
    parser.add_argument("--percentages", type=Path, help="JSON list of {part, whole, value, decimals}")
    parser.add_argument("--quick", action="store_true", help="stop at a count once it is safe")
    parser.set_defaults(func=run_attack)
    return parser


def _add_knowledge(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--known", type=Path, help="JSON list of {definition, count}: exact counts that are public")
    parser.add_argument("--insiders", type=Path, help="JSON list of {name, counts, exact}: what partners know")
    parser.add_argument("--json", action="store_true", help="JSON (the default)")


def run_protect(args: argparse.Namespace) -> int:
    """Protect the tables and, if asked, publish them in the ledger file."""
    return _answer(lambda: _protect(args))


def run_attack(args: argparse.Namespace) -> int:
    """Attack the releases and print what came of it."""
    return _answer(lambda: _attack(args))


def _protect(args: argparse.Namespace) -> int:
    ledger = _ledger(args)
    policy = Policy(mode="restricted" if args.restricted else "rounded", group=args.group)
    key = _bytes(args.key_file) if args.key_file else None
    known, insiders = _list(args.known, Known.from_dict), _list(args.insiders, Insider.from_dict)
    tables = [_table(path, args) for path in args.tables]
    made = protect_all(tables, policy, ledger, key=key, known=known, insiders=insiders)
    if args.publish:
        for table in made:
            ledger.publish(table, args.publish)
        ledger.save(args.ledger)
    _warn(args)
    if args.format == "csv":
        sys.stdout.write("\r\n".join(table.to_csv() for table in made))
        return OK
    shown = [{"released": True, **table.to_dict()} for table in made]
    _print(shown[0] if len(shown) == 1 else {"released": True, "tables": shown})
    return OK


def _ledger(args: argparse.Namespace) -> ReleaseLedger:
    """Return the ledger that was asked for. A name that was mistyped must not pass for an empty ledger."""
    if (args.publish or args.new_ledger) and not args.ledger:
        raise InputError("--publish and --new-ledger need --ledger.")
    if not args.ledger:
        return ReleaseLedger()
    if args.new_ledger:
        if not args.publish:
            raise InputError("--new-ledger is for --publish: without it nothing is written.")
        if args.ledger.exists():
            raise InputError(f"{args.ledger} exists already: leave --new-ledger out.")
        return ReleaseLedger()
    if not args.ledger.exists():
        raise InputError(f"{args.ledger} does not exist; for the first publication add --publish and --new-ledger.")
    return ReleaseLedger.load(args.ledger)


def _warn(args: argparse.Namespace) -> None:
    if not args.ledger:
        print("Without --ledger this was not attacked together with what was published before: do not show it beside "
              "other tables of the same persons.", file=sys.stderr)
        if not args.key_file and not args.restricted:
            print("Without --key-file every run rounds differently: show one run only, or the mean tells the counts.",
                  file=sys.stderr)


def _attack(args: argparse.Namespace) -> int:
    releases = [release for path in args.releases for release in _releases(_json(Path(path)))]
    report = attack(releases, known=_list(args.known, Known.from_dict),
                    insiders=_list(args.insiders, Insider.from_dict),
                    percentages=_list(args.percentages, Percentage.from_dict), quick=args.quick)
    _print(report.to_dict())
    if not report.survives:
        print(f"{len(report.broken)} counts are known too well, {len(report.recovered)} of them exactly.",
              file=sys.stderr)
    return OK if report.survives else NOT_RELEASED


def _answer(work: Callable[[], int]) -> int:
    """Run, and turn the errors of the library into one sentence and an exit code."""
    try:
        code = work()
        sys.stdout.flush()
        return code
    except BrokenPipeError:  # the reader of a pipe has gone; nothing is left to say, also not at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BAD_INPUT
    except DisclosureError as error:
        _print({"released": False, "error": type(error).__name__, "reason": str(error), "cells": list(error.cells)})
        print(error, file=sys.stderr)
        return NOT_RELEASED
    except OmvangError as error:
        print(error, file=sys.stderr)
        return BAD_INPUT


def _table(path: str, args: argparse.Namespace) -> Table:
    """Return the table of a file, with what the options say of its dimensions."""
    if path.lower().endswith(".csv"):
        table, told = _csv_table(path, args), False
    else:
        values = _object(_json(Path(path)), path)
        table = Table.from_dict(values)
        told = any("sensitive" in dimension for dimension in values["dimensions"])
    if args.no_sensitive and (args.sensitive or any(dimension.sensitive for dimension in table.dimensions)):
        raise InputError(f"{path} has a sensitive dimension: leave --no-sensitive out.")
    if not (told or args.sensitive or args.no_sensitive):
        raise InputError(f"{path} does not say which dimension tells something about a person: give --sensitive DIM "
                         "for each, or --no-sensitive. In JSON a dimension may say \"sensitive\": true or false.")
    return table.mark(sensitive=args.sensitive, ordered=args.ordered, incomplete=args.incomplete,
                      lists=args.list_membership)


def _csv_table(path: str, args: argparse.Namespace) -> Table:
    if not (args.measure and args.period):
        raise InputError("A CSV file needs --measure and --period.")
    return Table.from_csv(_text(Path(path)).splitlines(), title=args.title or Path(path).stem, measure=args.measure,
                          period=args.period)


def _releases(values: Any) -> Iterable[Release]:
    values = _object(values, "The file")
    if values.get("format") == FORMAT:
        return ReleaseLedger.from_dict(values).releases
    if "tables" in values:
        return [Release.from_dict(one) for one in values["tables"]]
    return [Release.from_dict(values)]


def _list(path: Path | None, read: Callable[[Any], Any]) -> list[Any]:
    if path is None:
        return []
    values = _json(path)
    if not isinstance(values, list):
        raise InputError(f"{path} holds no list.")
    return [read(value) for value in values]


def _object(values: Any, path: str) -> dict[str, Any]:
    if not isinstance(values, dict):
        raise InputError(f"{path} holds no JSON object.")
    return values


def _json(path: Path) -> Any:
    text = _text(path)
    if not text.strip():
        raise InputError(f"{path} is empty.")
    try:
        return json.loads(text, object_pairs_hook=_once)
    except InputError:
        raise
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        raise InputError(f"{path} is no JSON.", line=line) from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object of which no key is there twice: the last one would win in silence."""
    values = dict(pairs)
    if len(values) < len(pairs):
        raise InputError("A JSON object has the same key twice.")
    return values


def _text(path: Path) -> str:
    try:
        return _bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8: save it as UTF-8.") from error


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.") from error


def _print(values: Any) -> None:
    json.dump(values, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")
