"""Step search: from a minimal to a maximal formula, one term in or out at a time, by BIC or AIC.

Each step takes the term that lowers the criterion most; a term enters only when its margins are in, and leaves
only when no term in the model contains it, so every model on the way is hierarchical. A model in which some
hidden number has no estimate is passed over. To save fits the neighbours with the best score statistic (Rao
1948) are tried first; the others only when none of those is better, so the search ends where no neighbour at
all is better. Source: the usual stepwise search (Venables, Ripley 2002 ch. 6) with the existence test of
Fienberg and Rinaldo 2012 put before each entry.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np
import numpy.typing as npt

from omvang.boundary import Fate
from omvang.covariate_fit import Fitted, fit_formula
from omvang.errors import NoEstimateError
from omvang.formula import Formula, Term, columns_of, label, margins
from omvang.strata import StratifiedTable

FloatArray = npt.NDArray[np.float64]

MAX_STEPS = 200
SCREENED = 8            # neighbours that are fitted first in each step, chosen by their score statistic
_BETTER = 1e-7


@dataclass(frozen=True)
class SearchStep:
    """A step of the search: what changed (``+ A:sex``), the criterion after it and the population."""

    change: str
    criterion: float
    population: float


def all_pairs(table: StratifiedTable) -> Formula:
    """Return the formula with every main effect and every interaction of two lists or covariates."""
    names = (*table.lists, *table.variables)
    singles = [frozenset({name}) for name in names]
    return Formula((*singles, *(frozenset(pair) for pair in combinations(names, 2))))


@dataclass
class Search:
    """A step search over one table. minimal is a part of maximal; criterion is "bic" or "aic"."""

    table: StratifiedTable
    minimal: Formula
    maximal: Formula
    criterion: str
    passed_over: dict[str, None] = field(default_factory=dict)
    _known: dict[frozenset[Term], Fitted | None] = field(default_factory=dict)

    def value(self, fit: Fitted) -> float:
        """Return the criterion of a fit; lower is better."""
        return fit.bic if self.criterion == "bic" else fit.aic

    def _fit(self, formula: Formula, start: dict[str, float] | None) -> Fitted | None:
        """Return the fit, or None when a hidden number has no estimate under the formula."""
        key = frozenset(formula.terms)
        if key not in self._known:
            try:
                fit = fit_formula(self.table, formula, start)
            except NoEstimateError:
                self._known[key] = None
            else:
                finite = all(fate is Fate.FINITE for fate in fit.solution.face.fates)
                self._known[key] = fit if finite else None
        return self._known[key]

    def _entering(self, formula: Formula) -> Iterator[Term]:
        for term in self.maximal.terms:
            if term not in formula and all(margin in formula for margin in margins(term)):
                yield term

    def _leaving(self, formula: Formula) -> Iterator[Term]:
        for term in formula.terms:
            if term not in self.minimal and not any(term < other for other in formula.terms):
                yield term

    def _rounds(self, now: Fitted) -> Iterator[list[tuple[str, Formula]]]:
        """Yield neighbours to fit: first the most promising, then the rest."""
        out = [(f"- {label(term)}", now.formula.minus(term)) for term in self._leaving(now.formula)]
        terms = list(self._entering(now.formula))
        if len(terms) > SCREENED:
            price = 2.0 if self.criterion == "aic" else float(np.log(self.table.observed))
            score = Score(now)
            terms.sort(key=lambda term: -score.gain(term, price))       # stable: equal gains keep their order
        first, rest = terms[:SCREENED], terms[SCREENED:]
        for part, extra in ((first, out), (rest, [])):
            if part or extra:
                yield [(f"+ {label(term)}", now.formula.plus(term)) for term in part] + extra

    def run(self) -> tuple[Fitted, tuple[SearchStep, ...]]:
        """Return the best fit found and the steps to it.

        Raises NoEstimateError when the minimal formula has no estimate.
        """
        now = self._fit(self.minimal, None)
        if now is None:
            raise NoEstimateError(f"The minimal formula {self.minimal} has no estimate; merge levels or make the "
                                  "minimal formula smaller.", terms=tuple(map(label, self.minimal.terms)))
        path = [self._step("start", now)]
        for _ in range(MAX_STEPS):
            change, best = self._best_neighbour(now)
            if best is None:
                break
            now = best
            path.append(self._step(change, now))
        return now, tuple(path)

    def _step(self, change: str, fit: Fitted) -> SearchStep:
        return SearchStep(change, self.value(fit), fit.strata.observed + float(fit.hidden.sum()))

    def _best_neighbour(self, now: Fitted) -> tuple[str, Fitted | None]:
        """Return the change that lowers the criterion most and its fit, or None when none lowers it."""
        limit, found, chosen = self.value(now), None, ""
        start = dict(zip(now.design.labels, now.solution.parameters().tolist(), strict=True))
        for neighbours in self._rounds(now):
            for change, formula in neighbours:
                fit = self._fit(formula, start)
                if fit is None:
                    self.passed_over[change.removeprefix("+ ")] = None
                elif self.value(fit) < limit - _BETTER:
                    limit, found, chosen = self.value(fit), fit, change
            if found is not None:
                break
        return chosen, found


class Score:
    """Score statistics of terms that are not in a model: how much the deviance would fall, to first order."""

    def __init__(self, fit: Fitted) -> None:
        problem, solution = fit.problem, fit.solution
        self.fit, self.residual = fit, problem.y - solution.fitted
        basis = solution.face.basis
        A = problem.A if basis is None else problem.A @ basis
        self.mu = np.where(solution.face.keep, np.exp(np.minimum(A @ solution.theta, 700.0)), 0.0)
        self.weighted = self._rows(A) * solution.fitted[:, None]

    def _rows(self, cells: FloatArray) -> FloatArray:
        """Return (k, c): the derivative of the log group means to the parameters of columns (n, c) of cells."""
        problem, fitted = self.fit.problem, self.fit.solution.fitted
        if len(problem.y) == len(problem.group):
            rows = np.empty_like(cells)
            rows[problem.group] = cells
            return rows
        sums = np.zeros((len(problem.y), cells.shape[1]))
        np.add.at(sums, problem.group, cells * self.mu[:, None])
        return np.asarray(sums / np.where(fitted > 0, fitted, 1.0)[:, None])

    def gain(self, term: Term, price: float) -> float:
        """Return the estimated fall of the criterion when a term enters at `price` per parameter."""
        columns = columns_of(self.fit.strata, term)[0]
        if columns.shape[2] == 0:                       # a covariate with one level
            return 0.0
        seen = self.fit.strata.groups.ravel() > 0
        Z = self._rows(columns.reshape(-1, columns.shape[2])[seen])
        cross = self.weighted.T @ Z
        own = (Z * self.fit.solution.fitted[:, None]).T @ Z
        spread = own - cross.T @ np.linalg.solve(self.fit.solution.information, cross)
        slope = Z.T @ self.residual
        rank = int(np.linalg.matrix_rank(spread, tol=1e-8 * max(float(np.abs(own).max()), 1.0), hermitian=True))
        return float(slope @ np.linalg.pinv(spread, rcond=1e-8, hermitian=True) @ slope) - price * rank
