"""One formula fitted to a table with covariates, and whether it has an estimate at all."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from omvang.boundary import Fate
from omvang.composite import Problem, Solution, solve
from omvang.errors import InputError, NoEstimateError
from omvang.formula import Design, Formula, build, label
from omvang.strata import StratifiedTable

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Fitted:
    """A formula fitted to a table: what `CovariateEstimate` is made of.

    places: (k,) where the k counts of the problem stand in the flattened counts of the table; owner: (m,)
    the stratum of each hidden cell.
    """

    strata: StratifiedTable
    formula: Formula
    design: Design
    problem: Problem
    solution: Solution
    places: IntArray
    owner: IntArray

    @property
    def parameters(self) -> int:
        """Number of parameters that count in AIC and BIC: the rank of the design."""
        return self.solution.face.rank

    @property
    def aic(self) -> float:
        """Akaike's criterion of the Poisson counts."""
        return -2 * self.solution.log_likelihood + 2 * self.parameters

    @property
    def bic(self) -> float:
        """Schwarz's criterion; the sample size is the number of observed persons."""
        return -2 * self.solution.log_likelihood + math.log(self.strata.observed) * self.parameters

    @property
    def hidden(self) -> FloatArray:
        """(S,): hidden persons in each stratum."""
        sums = np.bincount(self.owner, weights=self.solution.hidden, minlength=len(self.strata.strata))
        return np.asarray(sums, dtype=np.float64)


def fit_formula(table: StratifiedTable, formula: Formula, start: dict[str, float] | None = None) -> Fitted:
    """Return the fit of a formula. start: parameters by label to begin with; others begin at 0.

    Raises InputError for a formula that does not fit the table or leaves a list out, NoEstimateError when the model
    is not identifiable.
    """
    design = build(table, formula)
    refuse_without_lists(table, formula)
    S, H = table.counts.shape
    seen = table.groups.ravel() > 0
    key = (np.arange(S)[:, None] * H + table.groups).ravel()
    used, group = np.unique(key[seen], return_inverse=True)
    problem = Problem(design.A[seen], group, table.counts.ravel()[used].astype(np.float64), design.A[~seen])
    first = None if start is None else np.array([start.get(text, 0.0) for text in design.labels])
    owner = np.repeat(np.arange(S), H)[~seen]
    return Fitted(table, formula, design, problem, solve(problem, first), used, owner)


def refuse_without_lists(table: StratifiedTable, formula: Formula) -> None:
    """Raise InputError unless the formula has the main effect of every list.

    Without it the list would find half of all persons, whatever the data say.
    """
    missing = [name for name in table.lists if frozenset({name}) not in formula]
    if missing:
        raise InputError(f"The formula leaves out {', '.join(missing)}. Add every list with +, or leave a list out of "
                         "the table.")


def main_effects(table: StratifiedTable) -> Formula:
    """Return the formula with a main effect for every list and covariate."""
    return Formula(tuple(frozenset({name}) for name in (*table.lists, *table.variables)))


def infinite_columns(fit: Fitted) -> tuple[str, ...]:
    """Return the labels of the columns along which the likelihood rises for ever."""
    return tuple(text for text, move in zip(fit.design.labels, fit.solution.face.direction, strict=True) if move)


def refuse_if_no_estimate(fit: Fitted, boundary: str) -> None:
    """Raise NoEstimateError when a hidden number is not fixed; with boundary "limit" a limit of 0 is let through."""
    fates = fit.solution.face.fates
    bad = [i for i, fate in enumerate(fates)
           if fate is not Fate.FINITE and not (fate is Fate.ZERO and boundary == "limit")]
    if not bad:
        return
    where = sorted({", ".join(map(str, fit.strata.strata[fit.owner[i]])) or "the whole table" for i in bad})
    terms = infinite_columns(fit) or tuple(label(t) for t in fit.formula.terms if len(t) > 1)
    shown = "; ".join(where[:5]) + (f" and {len(where) - 5} more" if len(where) > 5 else "")
    fate = {Fate.ZERO: "goes to 0", Fate.INFINITE: "goes to infinity", Fate.FREE: "is not identifiable"}[fates[bad[0]]]
    raise NoEstimateError(f"No estimate exists: the hidden number {fate} in {shown}, because of the terms "
                          f"{', '.join(terms)}. Leave these terms out or merge the levels.", terms=terms)
