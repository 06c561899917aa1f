"""May this number be published? Rules of our own, each with its reason in plain language.

The limits are choices, not theorems; they stand here together so that they can be read and disputed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from scipy.stats import chi2

from omvang.canonical import canonical
from omvang.capture import CaptureTable
from omvang.design import BoolArray, Design, design
from omvang.estimate import Estimate, Interval, Judgement, Verdict
from omvang.probes import Estimator, Rivals, hide_lists, leave_one_out, rivals, threshold_path

OVERLAP_NEEDED, OVERLAP_WANTED = 10, 50          # persons on two lists or more
WIDE, TOO_WIDE = 3.0, 10.0                       # upper over lower end of the Wald interval
FAR, TOO_FAR = 10.0, 50.0                        # hidden over observed
SEEN, TOO_SEEN = 20.0, 100.0                     # observed over hidden, when most persons are on several lists
SPREAD, TOO_SPREAD = 1.5, 3.0                    # largest over smallest answer among equally defensible choices
ONE_LIST, TOO_ONE_LIST = 2.0, 3.0                # change of the answer when one list is left out
BOUND = 1.05                                     # a lower bound over the answer
BAD_FIT = 0.001                                  # p of the deviance

Finding = tuple[Judgement, str]
_CAUTION, _NO = Judgement.WITH_CAUTION, Judgement.NOT_PUBLISHABLE


class _Ranked(Protocol):
    """What is asked of a model in an average."""

    @property
    def population(self) -> float: ...
    @property
    def weight(self) -> float: ...
    @property
    def deviance(self) -> float: ...
    @property
    def df(self) -> int: ...


def _conclude(findings: Sequence[Finding], notes: Sequence[str]) -> Verdict:
    heavy = [reason for judgement, reason in findings if judgement is _NO]
    light = [reason for judgement, reason in findings if judgement is _CAUTION]
    if heavy:
        return Verdict(_NO, (*heavy, *light, *notes))
    if light:
        return Verdict(_CAUTION, (*light, *notes))
    return Verdict(Judgement.PUBLISHABLE, ("None of the checks gave cause for doubt.", *notes))


def _graded(value: float, limits: tuple[float, float], text: str) -> list[Finding]:
    if not value > limits[0]:
        return []
    return [(_NO if value > limits[1] else _CAUTION, text)]


def _persons(value: float) -> str:
    return f"{value:,.0f}"


def _data(table: CaptureTable, hidden: float, interval: Interval) -> list[Finding]:
    found: list[Finding] = []
    overlap = int(table.counts[table.histories.sum(axis=1) > 1].sum())
    if overlap < OVERLAP_WANTED:
        found.append((_NO if overlap < OVERLAP_NEEDED else _CAUTION,
                      f"Only {overlap} persons are on more than one list; the whole estimate rests on them."))
    if table.t == 2:
        found.append((_CAUTION, "With two lists, nothing shows whether the lists depend on each other."))
    ratio = hidden / table.observed
    found += _graded(ratio, (FAR, TOO_FAR), f"The estimate says that {ratio:.0f} persons are hidden for each one "
                                            "seen; that is far beyond the data.")
    if 2 * overlap > table.observed:
        found += _graded(table.observed / hidden if hidden > 0 else np.inf, (SEEN, TOO_SEEN),
                         f"{overlap:,} of {table.observed:,} persons are on more than one list, so that nearly nobody "
                         "would be hidden. Check the counts, and whether one list was copied from another.")
    width = interval.high / interval.low
    found += _graded(width, (WIDE, TOO_WIDE), f"The interval is wide even if the model is right: from "
                                              f"{_persons(interval.low)} to {_persons(interval.high)}.")
    return found


def _model(deviance: float | None, df: int | None, which: str = "The model") -> list[Finding]:
    if df is None or deviance is None:
        return []
    if df <= 0:
        return [(_CAUTION, f"{which} has as many terms as histories, so its fit cannot be checked.")]
    if chi2.sf(deviance, df) < BAD_FIT:
        return [(_CAUTION, f"{which} fits the table poorly (deviance {deviance:.1f} on {df} degrees of freedom).")]
    return []


def _spread(populations: Sequence[float] | np.ndarray, what: str) -> list[Finding]:
    if len(populations) < 2:
        return []
    low, high = float(np.min(populations)), float(np.max(populations))
    return _graded(high / low, (SPREAD, TOO_SPREAD), f"{what}: from {_persons(low)} to {_persons(high)}.")


def _rivals(fit: Estimate, weighty: Sequence[float], near: Rivals) -> list[Finding]:
    """Judge by models the data hardly tell apart, `weighty` among them, and by those in which persons differ.

    How far persons differ can hardly be told from a table, and the answers then run far apart: a caution, never more.
    """
    found = _spread([*weighty, *near.pairs], "Models that the data hardly tell apart give other numbers")
    answers = [fit.population, *near.differing]
    low, high = min(answers), max(answers)
    if high > SPREAD * low:
        found.append((_CAUTION, "If some persons are harder to find than others, which these data do not exclude, the "
                                f"answer is another: from {_persons(low)} to {_persons(high)}."))
    if near.bound is not None and near.bound > BOUND * fit.population:
        found.append((_CAUTION, f"A lower bound for persons who differ in how easily they are found is "
                                f"{_persons(near.bound)}, above the estimate of {_persons(fit.population)}."))
    return found


def _lists(fit: Estimate, estimator: Estimator) -> list[Finding]:
    found: list[Finding] = []
    if fit.table.t < 3:
        return found
    left_out = leave_one_out(estimator, fit.table)
    for probe in left_out:
        if probe.population is None:
            found.append((_CAUTION, f"Without list {probe.label} there is no estimate; it rests on that list."))
            continue
        change = max(probe.population / fit.population, fit.population / probe.population)
        found += _graded(change, (ONE_LIST, TOO_ONE_LIST),
                         f"Without list {probe.label} the estimate would be {_persons(probe.population)} instead of "
                         f"{_persons(fit.population)}.")
    for hidden in hide_lists(estimator, fit.table, left_out):
        if hidden.consistent is False:
            found.append((_CAUTION, f"Without list {hidden.name} the others predict {_persons(hidden.predicted or 0)} "
                                    f"unseen persons, while that list alone knows {_persons(hidden.seen)}."))
    return found


def judge(fit: Estimate, estimator: Estimator, terms: Design, model: BoolArray) -> Verdict:
    """Judge a log-linear fit: its data, its fit, other defensible models, and what each list contributes.

    estimator: made the fit; model: (P,) mask over `terms`, the design of the lists in canonical order.
    """
    found = _data(fit.table, fit.hidden, fit.conf_int("wald"))
    found += _model(fit.deviance, fit.df)
    if hasattr(estimator, "threshold"):
        path = [probe.population for probe in threshold_path(estimator, fit.table) if probe.population is not None]
        found += _spread(path, "Other thresholds of selection give other numbers")
    found += _rivals(fit, (), rivals(canonical(fit.table), terms, model))
    found += _lists(fit, estimator)
    notes = list(fit.reasons)
    if fit.empty_terms:
        notes.append(f"Nobody is on both lists of {', '.join(fit.empty_terms)}; the model takes that as impossible.")
    return _conclude(found, notes)


def judge_models(fit: Estimate, interval: Interval, models: Sequence[_Ranked]) -> Verdict:
    """Judge an average by the best models in it, the heaviest first; those with 5 % of its weight count.

    The pair models near the best by BIC count too, whatever the criterion of the weights: an average hides that its
    models disagree. It also hides that none of them fits: then the heaviest does not either.
    """
    found = _data(fit.table, fit.hidden, interval)
    if models:
        found += _model(models[0].deviance, models[0].df, "The model with the largest weight")
    pairs = design(fit.table.t)
    weighty = [m.population for m in models if m.weight >= 0.05 * models[0].weight]
    found += _rivals(fit, weighty, rivals(canonical(fit.table), pairs, pairs.base))
    return _conclude(found, fit.reasons)


def judge_assumed(fit: Estimate, interval: Interval) -> Verdict:
    """Judge a number of which the assumptions cannot be tested, by its data, interval and fit; at best with caution."""
    return at_best(_CAUTION, judge_fit(fit, interval), fit.reasons)


def judge_fit(fit: Estimate, interval: Interval) -> Verdict:
    """Judge a number by its data, its interval and how well its model fits the table."""
    return _conclude([*_data(fit.table, fit.hidden, interval), *_model(fit.deviance, fit.df)], ())


def judge_data(table: CaptureTable, hidden: float, interval: Interval) -> Verdict:
    """Judge what holds for every method: the overlap, how far the answer is beyond the data, the interval."""
    return _conclude(_data(table, hidden, interval), ())


def at_best(judgement: Judgement, found: Verdict, notes: Sequence[str]) -> Verdict:
    """Return the heavier of a judgement with its notes and a verdict; the reasons of the verdict come first."""
    if found.judgement is Judgement.PUBLISHABLE:
        return Verdict(judgement, tuple(notes) if notes else found.reasons)
    ranks = list(Judgement)
    return Verdict(max(judgement, found.judgement, key=ranks.index), (*found.reasons, *notes))
