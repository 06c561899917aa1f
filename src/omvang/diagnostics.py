"""Everything side by side: methods, threshold path, lists left out, merged and hidden, overlaps, odds ratios."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from omvang.averaging import BestModel, ModelAverage
from omvang.capture import CaptureTable, check_table
from omvang.chao import Chao, Zelterman
from omvang.corrected import CorrectedIndependence
from omvang.errors import NoEstimateError, OmvangError
from omvang.estimate import Estimate, plain
from omvang.graphs import MAX_GRAPH_LISTS, GraphAverage
from omvang.heterogeneity import Heterogeneity
from omvang.probes import Estimator, hide_lists, leave_one_out, merge_pairs, threshold_path
from omvang.resampling import Progress
from omvang.stepwise import StepwiseFit, StepwisePoisson
from omvang.twolist import Chapman, LincolnPetersen

_GRAPH_LISTS = 5     # six lists have 18,154 graphs: asked for by name, not as one row of many


def methods_for(table: CaptureTable, threshold: float = 0.02) -> Mapping[str, Estimator]:
    """Return the estimators that `compare` puts side by side, by a label."""
    rows: dict[str, Estimator] = {f"stepwise ({threshold:g})": StepwisePoisson(threshold)}
    for criterion in ("bic", "aic"):
        rows[f"best model ({criterion})"] = BestModel(criterion)
        rows[f"model average ({criterion})"] = ModelAverage(criterion)
    rows["independent lists"] = StepwisePoisson(0.0)
    rows["independent lists, corrected"] = CorrectedIndependence()
    rows["chao lower bound"] = Chao()
    rows["zelterman"] = Zelterman()
    for kind in ("chao", "poisson", "darroch", "gamma"):
        rows[f"heterogeneity ({kind})"] = Heterogeneity(kind)
    if table.t <= _GRAPH_LISTS:
        rows["decomposable graphs"] = GraphAverage()
    if table.t == 2:
        rows["chapman"] = Chapman()
        rows["lincoln-petersen"] = LincolnPetersen()
    return rows


def _row(label: str, estimator: Estimator, table: CaptureTable) -> dict[str, Any]:
    try:
        fit = estimator.fit(table)
        interval = fit.conf_int("posterior" if fit.method == "graphs" else "wald")
    except OmvangError as error:
        terms = list(error.terms) if isinstance(error, NoEstimateError) else []
        return {"method": label, "population": None, "low": None, "high": None, "terms": terms, "reason": str(error)}
    return {"method": label, "population": fit.population, "low": interval.low, "high": interval.high,
            "terms": [*fit.terms, *fit.empty_terms], "aic": plain(fit.aic), "bic": plain(fit.bic), "reason": ""}


def overlap_rows(table: CaptureTable) -> list[dict[str, Any]]:
    """Return for each two lists how many persons are on both, and the sizes of the two."""
    both = check_table(table).overlaps()
    return [{"lists": [table.lists[i], table.lists[j]], "overlap": int(both[i, j]),
             "sizes": [int(both[i, i]), int(both[j, j])]}
            for i in range(table.t) for j in range(i + 1, table.t)]


def odds_ratio_rows(fit: Estimate) -> list[dict[str, Any]]:
    """Return the odds ratio of each pair in a stepwise model, in words: 1 is independent, 0 never together."""
    ratios = fit.odds_ratios() if isinstance(fit, StepwiseFit) else {}
    rows = []
    for term, ratio in ratios.items():
        first, second = term.split(":")
        if ratio == 0:
            words = f"Nobody on {first} is on {second}."
        elif ratio > 1:
            words = f"Persons on {first} are likelier to be on {second} (odds times {ratio:.1f})."
        else:
            words = f"Persons on {first} are less likely to be on {second} (odds times {ratio:.2f})."
        rows.append({"term": term, "odds_ratio": ratio, "meaning": words})
    return rows


def _rows(table: CaptureTable, threshold: float, progress: Progress | None) -> list[dict[str, Any]]:
    chosen = methods_for(table, threshold)
    rows = []
    for label, estimator in chosen.items():
        rows.append(_row(label, estimator, table))
        if progress is not None:
            progress(len(rows), len(chosen))
    if table.t > _GRAPH_LISTS:
        rows.append({"method": "decomposable graphs", "population": None, "low": None, "high": None, "terms": [],
                     "reason": _graphs_left_out(table.t)})
    return rows


def _graphs_left_out(t: int) -> str:
    if t > MAX_GRAPH_LISTS:
        return f"Not possible with {t} lists; at most {MAX_GRAPH_LISTS}."
    return f"Left out with {t} lists, because it takes half a minute; ask for it with --method graphs."


def compare(table: CaptureTable, *, threshold: float = 0.02, progress: Progress | None = None) -> dict[str, Any]:
    """Return every method and every check side by side, as JSON can hold it.

    progress: called with methods done and methods in all.

    methods: with Wald intervals and the reason where a method has no answer; threshold_path, leave_one_out,
    merged, hidden_lists: of the stepwise estimate; overlaps; odds_ratios; verdict with reasons.
    Raises InputError for a wrong threshold. A table for which no method has an answer gives rows of reasons.
    """
    check_table(table)
    stepwise = StepwisePoisson(threshold)
    answer: dict[str, Any] = {
        "observed": table.observed, "lists": list(table.lists), "overlaps": overlap_rows(table),
        "methods": _rows(table, threshold, progress),
        "threshold_path": [probe.to_dict() for probe in threshold_path(stepwise, table)],
        "leave_one_out": [probe.to_dict() for probe in leave_one_out(stepwise, table)],
        "merged": [probe.to_dict() for probe in merge_pairs(stepwise, table)],
        "hidden_lists": [found.to_dict() for found in hide_lists(stepwise, table)],
    }
    try:
        fit = stepwise.fit(table)
    except NoEstimateError as error:
        return answer | {"odds_ratios": [], "verdict": "not publishable", "reasons": [str(error)],
                         "data": table.fingerprint()}
    verdict = fit.check()
    return answer | {"odds_ratios": odds_ratio_rows(fit), "verdict": str(verdict.judgement),
                     "reasons": list(verdict.reasons), "data": table.fingerprint()}
