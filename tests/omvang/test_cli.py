"""The command line: JSON on standard output, one sentence on standard error, exit codes 0, 2 and 3."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import omvang
from omvang.bench import CASES, DUTCH, UK_FIVE, measure
from omvang.capture import CaptureTable
from omvang.cli import main
from omvang.stepwise import StepwisePoisson


@pytest.fixture
def file(uk_five: CaptureTable, tmp_path: Path) -> str:
    """UK 2013 in five lists as a CSV file."""
    path = tmp_path / "uk.csv"
    rows = [f"{','.join(label)},{n}" for label, n in zip(uk_five.labels, uk_five.counts, strict=True) if n]
    path.write_text("\n".join([",".join((*uk_five.lists, "count")), *rows]) + "\n", "utf-8")
    return str(path)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(arguments)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_estimate_answers_with_everything_in_json(file: str, uk_five: CaptureTable,
                                                  capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "estimate", file, "--method", "stepwise", "--threshold", "0.02", "--interval", "bca",
                         "--replicates", "200", "--seed", "1", "--json")
    answer = json.loads(out)
    fit = StepwisePoisson(0.02).fit(uk_five)
    interval = fit.conf_int("bca", replicates=200, seed=1)
    assert (code, err) == (0, "")
    assert answer["population"] == fit.population
    assert (answer["interval"]["low"], answer["interval"]["high"]) == (interval.low, interval.high)
    assert answer["provenance"] == fit.provenance(interval)
    assert answer["cpu_seconds"] > 0


@pytest.mark.parametrize("options", [
    ["--method", "average", "--criterion", "bic"], ["--method", "chao"], ["--method", "best", "--interval", "wald"],
    ["--method", "zelterman"], ["--method", "corrected"], ["--method", "heterogeneity", "--kind", "darroch"],
    ["--method", "heterogeneity", "--lists-alike"], ["--method", "chapman", "--lists", "NG,PFNCA"],
    ["--method", "lincoln-petersen", "--lists", "NG,PFNCA", "--interval", "percentile", "--replicates", "50"],
    ["--method", "loglinear", "--terms", "LA:NG,NG:GP", "--interval", "profile"], ["--method", "graphs"],
    ["--interval", "wald", "--level", "0.8"]])
def test_every_method_answers(file: str, options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "estimate", file, *options)
    answer: dict[str, Any] = json.loads(out)
    assert code == 0
    assert answer["population"] > answer["observed"]
    assert answer["interval"]["low"] <= answer["population"] <= answer["interval"]["high"]
    assert answer["verdict"] in {"publishable", "with caution", "not publishable"}
    assert answer["reasons"]


def test_the_answer_in_sentences(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "estimate", file, "--interval", "wald", "--text")
    assert code == 0
    assert "2,744 persons were seen. The population is estimated at 11,313" in out
    assert "Verdict: with caution." in out


def test_compare_answers_in_json_and_in_lines(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "compare", file)
    assert code == 0
    assert {"methods", "threshold_path", "leave_one_out", "verdict"} <= set(json.loads(out))
    code, out, _ = run(capsys, "compare", file, "--text")
    assert "stepwise (0.02)" in out


@pytest.mark.parametrize(("content", "line"), [("A,B,count\n1,0,5\n0,1,-3\n", "Line 3"), ("A,B\n1,0\n2,1\n", "Line 3"),
                                               ("", "empty")])
def test_bad_input_exits_with_2_and_one_sentence_with_the_line(content: str, line: str, tmp_path: Path,
                                                               capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(content, "utf-8")
    code, out, err = run(capsys, "estimate", str(path))
    assert (code, out) == (2, "")
    assert line in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("options", [["--threshold", "2"], ["--method", "chao", "--threshold", "0.1"],
                                     ["--interval", "magic"], ["--method", "chao", "--interval", "profile"],
                                     ["--level", "1"], ["--replicates", "1"], ["--seed", "-1"],
                                     ["--method", "chapman"], ["--method", "loglinear", "--terms", "LA:XX"]])
def test_wrong_options_exit_with_2(file: str, options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "estimate", file, *options)
    assert (code, out) == (2, "")
    assert err.startswith("omvang: ")


def test_no_estimate_exits_with_3_and_names_the_terms(trap: CaptureTable, tmp_path: Path,
                                                      capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "trap.json"
    path.write_text(json.dumps(trap.to_dict()), "utf-8")
    code, out, err = run(capsys, "estimate", str(path), "--method", "loglinear", "--terms", "A:B")
    assert (code, out) == (3, "")
    assert "A:B" in err
    apart = CaptureTable.from_histories("ABC", {"100": 40, "010": 30, "001": 20})
    path.write_text(json.dumps(apart.to_dict()), "utf-8")
    code, _, err = run(capsys, "estimate", str(path))
    assert code == 3
    assert "A:B, A:C, B:C" in err


def test_the_command_runs_as_a_module(file: str) -> None:
    """Through a process of its own: progress stays off when standard error is no terminal."""
    environment = os.environ | {"PYTHONPATH": str(Path(omvang.__file__).parents[1])}
    done = subprocess.run([sys.executable, "-m", "omvang", "estimate", file, "--replicates", "50"], env=environment,
                          capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)["observed"] == 2744
    assert done.stderr == ""
    version = subprocess.run([sys.executable, "-m", "omvang", "--version"], env=environment, capture_output=True,
                             text=True, check=True)
    assert version.stdout.strip() == omvang.__version__


def test_progress_is_shown_on_a_terminal_and_the_answer_stays_clean(file: str) -> None:
    environment = os.environ | {"PYTHONPATH": str(Path(omvang.__file__).parents[1])}
    ours, theirs = pty.openpty()
    done = subprocess.run([sys.executable, "-m", "omvang", "estimate", file, "--replicates", "50", "--method", "best"],
                          env=environment, stdout=subprocess.PIPE, stderr=theirs, text=True, check=True)
    shown = os.read(ours, 10_000).decode()
    os.close(ours)
    os.close(theirs)
    assert json.loads(done.stdout)["observed"] == 2744
    assert "1024 of 1024 models" in shown
    assert "50 of 50 replicates" in shown


def test_the_tables_of_the_bench_are_the_reference_tables(tables: dict[str, CaptureTable]) -> None:
    assert tables["UKdat_5"] == UK_FIVE
    assert tables["Dutch"] == DUTCH


@pytest.mark.parametrize("name", ["stepwise_bca_ukdat5_1000", "check_dutch"])
def test_the_bench_tells_time_and_memory(name: str) -> None:
    """The limits themselves are for a quiet machine: `python -m omvang.bench`."""
    row = measure(name)
    assert 0 < row["cpu_seconds"] < 20 * CASES[name].limit
    assert row["peak_mb"] > 10
